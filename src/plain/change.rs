//! Changes of a walk: applied, recorded at once, taken back in memory where the disk did not take them.

use uuid::Uuid;

use super::Error;
use super::walk::Walk;
use crate::casework::{self, About, Deed, Done, Event, Scribe};
use crate::form::ItemIx;
use crate::lang::Arg;
use crate::response::{Cell, Change, Path, RowId, Spot};

impl Walk<'_, '_> {
    pub(super) fn about(&self, filling: usize) -> About {
        About {
            subject: self.subject,
            session: self.session.as_ref().map(|session| session.id),
            response: Some(self.fillings[filling].row.id),
        }
    }

    /// Puts a cell in. False if it was not kept, which the person has been told.
    pub(super) fn give(&mut self, filling: usize, spot: Spot, cell: Cell) -> Result<bool, Error> {
        let response = &self.fillings[filling].response;
        let change = response.change(&response.path(spot), cell);
        self.make(filling, change)
    }

    /// Makes a change and keeps it.
    pub(super) fn make(&mut self, filling: usize, change: Change) -> Result<bool, Error> {
        if change.before == change.after {
            return Ok(true);
        }
        let Some(entry) = self.keep(filling, &change, None)? else {
            return Ok(false);
        };
        self.drop_typed(filling, &change.at);
        self.did(Done {
            entry,
            filling,
            deed: Deed::Changed(change),
        });
        Ok(true)
    }

    /// The id of the entry that now stands in the journal, none if nothing has changed.
    pub(super) fn keep(
        &mut self,
        filling: usize,
        change: &Change,
        undoes: Option<Uuid>,
    ) -> Result<Option<Uuid>, Error> {
        if !self.recording {
            self.explain("not-recording", &[]);
            return Ok(None);
        }
        let applied = match self.fillings[filling].response.apply(change) {
            Ok(applied) => applied,
            Err(_) => {
                self.explain("answer-refused", &[]);
                return Ok(None);
            }
        };
        let event = Event::Answered {
            path: change.at.clone(),
            cell: change.after.clone(),
        };
        let about = self.about(filling);
        let mut entry = Scribe::new((self.now)()).entry(event, about);
        entry.undoes = undoes;
        let id = entry.id;
        let place = self.stands(filling, &change.at);
        if let Err(error) = self.keeper.record_at(entry, place.as_ref()) {
            // What is not on the disk does not count: the item shows again what it held before.
            let _ = self.fillings[filling].response.apply(&change.inverse());
            let text = error.say(self.lang);
            self.streams.explain(&text);
            return Ok(None);
        }
        let aside = applied.became_hidden.len() + applied.became_unfit.len();
        if aside > 0 {
            self.explain("plain-aside", &[("count", Arg::from(aside))]);
        }
        Ok(Some(id))
    }

    /// Adds an empty row at the end of a list.
    pub(super) fn add_row(&mut self, filling: usize, list: ItemIx) -> Result<Option<RowId>, Error> {
        let id = RowId::from_uuid(Scribe::new((self.now)()).id());
        let response = &self.fillings[filling].response;
        let change = response.insert_row(list, response.rows(list).len(), id.clone());
        Ok(self.make(filling, change)?.then_some(id))
    }

    /// Takes what stands at a path out of everything that keeps it.
    pub(super) fn forget(&mut self, filling: usize, path: &Path) -> Result<bool, Error> {
        let about = self.about(filling);
        let event = Event::Forgotten { path: path.clone() };
        let entry = Scribe::new((self.now)()).entry(event, about);
        let response = self.fillings[filling].row.id;
        if let Err(error) = self.keeper.forget(response, path, &entry) {
            let text = error.say(self.lang);
            self.streams.explain(&text);
            return Ok(false);
        }
        let change = self.fillings[filling]
            .response
            .change(path, Cell::default());
        // The vault has erased it; the picture in memory follows.
        let _ = self.fillings[filling].response.apply(&change);
        self.drop_typed(filling, path);
        casework::forget(&mut self.deeds.done, filling, path, false);
        casework::forget(&mut self.deeds.undone, filling, path, true);
        Ok(true)
    }

    /// What was typed there is an answer now, or no more.
    fn drop_typed(&mut self, filling: usize, path: &Path) {
        self.typed
            .retain(|(of, at, _)| *of != filling || at != path);
    }
}
