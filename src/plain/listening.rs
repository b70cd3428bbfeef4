//! What is heard, in lines: marks and the client's own words; and what is not to be written down at all.

use super::Error;
use super::walk::{Move, Walk};
use crate::casework::{Event, MARK_KEY, MarkList, Scribe, mark_list};
use crate::form::Id;
use crate::lang::clean;
use crate::response::{RowId, Spot};

impl Walk<'_, '_> {
    /// A mark for change.
    pub(super) fn mark(&mut self) -> Result<Move, Error> {
        let kind = self.marks().and_then(|list| self.mark_kind(list));
        self.add_mark(kind, None)
    }

    /// The client's own words.
    pub(super) fn quote(&mut self, words: &str) -> Result<Move, Error> {
        let words = clean::clean_line(words.trim());
        if words.is_empty() {
            return Ok(self.not_here());
        }
        if self.refuses(&words) {
            return Ok(Move::Stay);
        }
        self.add_mark(None, Some(words))
    }

    /// Takes the newest mark away.
    pub(super) fn unmark(&mut self) -> Result<Move, Error> {
        let Some(list) = self.marks() else {
            return Ok(self.not_here());
        };
        if let Some(change) = list.take_off(&self.fillings[list.filling].response) {
            self.make(list.filling, change)?;
        }
        Ok(Move::Stay)
    }

    /// "Not recording": nothing is kept until it is switched on again.
    pub(super) fn toggle_recording(&mut self) -> Result<Move, Error> {
        let on = !self.recording;
        let mut about = self.about(0);
        about.response = None;
        let entry = Scribe::new((self.now)()).entry(Event::Recording { on }, about);
        if let Err(error) = self.keeper.record(&[entry]) {
            return self.not_kept(&error);
        }
        self.recording = on;
        self.explain(if on { "recording-on" } else { "not-recording" }, &[]);
        Ok(Move::Stay)
    }

    fn marks(&self) -> Option<MarkList> {
        mark_list(&self.fillings)
    }

    fn mark_kind(&self, list: MarkList) -> Option<Id> {
        let response = &self.fillings[list.filling].response;
        let mut options = response.offered(Spot::top(list.kind?));
        let plain = options.find(|option| option.key == Some(MARK_KEY) && !option.practice);
        plain.map(|option| option.code.clone())
    }

    fn add_mark(&mut self, kind: Option<Id>, words: Option<String>) -> Result<Move, Error> {
        let Some(list) = self.marks() else {
            return Ok(self.not_here());
        };
        let row = RowId::from_uuid(Scribe::new((self.now)()).id());
        let response = &self.fillings[list.filling].response;
        for change in list.add(response, &row, kind, words) {
            if !self.make(list.filling, change)? {
                break;
            }
        }
        Ok(Move::Stay)
    }
}
