//! Finishing: what is wrong is named and must be mended, what is open is named and may stay open.

use super::Error;
use super::places::{self, Placed};
use super::walk::{Move, Walk};
use crate::casework::{Event, Filling, Scribe, SessionState, Status};
use crate::form::{ItemIx, Role};
use crate::lang::{Arg, messages};
use crate::response::{Cell, Path, RowId, RowIx, Spot, Value};

/// An end of its own: the client came and did not want to talk.
const DECLINED: &str = "declined";

/// What came of the wish to finish.
pub enum Finishing {
    Done,
    /// Something must be mended first, there if the place is one that is asked.
    Mend(Option<Placed>),
    /// The disk did not take it.
    Failed,
}

impl Walk<'_, '_> {
    pub(super) fn finish(&mut self) -> Result<Finishing, Error> {
        if let Some(place) = self.name_faults() {
            return Ok(Finishing::Mend(place));
        }
        let open: usize = self
            .fillings
            .iter()
            .filter(|filling| filling.is_held())
            .map(|filling| filling.response.open_spots().len())
            .sum();
        if open > 0 {
            self.explain("plain-left-open", &[("count", Arg::from(open))]);
        }
        self.complete()
    }

    /// Finishes the forms, and the meeting as held.
    fn complete(&mut self) -> Result<Finishing, Error> {
        if !self.drop_marks()? {
            return Ok(Finishing::Failed);
        }
        let finished = |filling: &Filling| Event::ResponseEnded {
            status: Status::Completed,
            reason: None,
            scores: filling.response.fixed_scores(),
        };
        Ok(self.end(Some(&finished), SessionState::Held))
    }

    /// `:end STATE`: the meeting is over, its forms may stay open. `declined`: the client did not want to talk today.
    pub(super) fn end_as(&mut self, state: &str) -> Result<Move, Error> {
        let ended = match state {
            DECLINED => self.end_declined()?,
            _ => {
                let mut known = SessionState::ENDS.into_iter();
                let Some(state) = known.find(|known| known.code() == state) else {
                    let known = SessionState::ENDS.map(SessionState::code).join(", ");
                    let states = format!("{known}, {DECLINED}");
                    self.explain("plain-ends", &[("states", (&states).into())]);
                    return Ok(Move::Stay);
                };
                self.end_in(state)
            }
        };
        Ok(match ended {
            Finishing::Done => Move::Finished,
            Finishing::Mend(_) | Finishing::Failed => Move::Stay,
        })
    }

    fn end_in(&mut self, state: SessionState) -> Finishing {
        let mut held = self.fillings.iter().filter(|filling| filling.is_held());
        let untouched = held.all(|filling| filling.response.cells().is_empty());
        if state.met() || !untouched {
            return self.end(None, state);
        }
        // Nobody met, so there is nothing to finish later.
        let nothing = |_: &Filling| Event::ResponseEnded {
            status: Status::EnteredInError,
            reason: None,
            scores: Vec::new(),
        };
        self.end(Some(&nothing), state)
    }

    fn end_declined(&mut self) -> Result<Finishing, Error> {
        let form = self.fillings[0].response.form();
        let summary = form.with_role(Role::Summary).next();
        if let Some(item) = summary {
            let text = messages(self.lang).get("declined-note").into_owned();
            self.give(0, Spot::top(item), Cell::given(Value::Text(text)))?;
        }
        self.complete()
    }

    /// Records the end of the forms, if they end, and of the meeting.
    fn end(&mut self, forms: Option<&dyn Fn(&Filling) -> Event>, state: SessionState) -> Finishing {
        let mut scribe = Scribe::new((self.now)());
        let mut entries = Vec::new();
        for at in 0..self.fillings.len() {
            let filling = &self.fillings[at];
            if let Some(end) = forms.filter(|_| filling.is_held()) {
                entries.push(scribe.entry(end(filling), self.about(at)));
            }
        }
        if self.session.is_some() {
            let mut about = self.about(0);
            about.response = None;
            entries.push(scribe.entry(Event::SessionEnded { state }, about));
        }
        match self.keeper.record(&entries) {
            Ok(()) => Finishing::Done,
            Err(error) => {
                let text = error.say(self.lang);
                self.streams.explain(&text);
                Finishing::Failed
            }
        }
    }

    /// Tells every fault that must be mended; gives the place of the first.
    fn name_faults(&mut self) -> Option<Option<Placed>> {
        let mut told = Vec::new();
        let mut first = None;
        for (number, filling) in self.fillings.iter().enumerate() {
            if filling.is_out() {
                continue;
            }
            let faults = filling.response.faults().into_iter();
            for (spot, fault) in faults.filter(|(_, fault)| !fault.warning) {
                let prompter = self.prompter();
                let label = prompter.label(number, spot);
                let message = prompter.words(number, fault.message, Some(spot));
                let place = places::Place::Item {
                    filling: number,
                    spot,
                };
                let name = places::name(&self.fillings, place);
                first.get_or_insert_with(|| places::find(&self.fillings, &name));
                told.push(format!("{name}: {label}: {message}"));
            }
        }
        if first.is_some() {
            self.explain("plain-mend-first", &[]);
        }
        for text in told {
            self.streams.explain(&text);
        }
        first
    }

    /// Marks that were not turned into quotes are forgotten. False if the disk did not take it.
    fn drop_marks(&mut self) -> Result<bool, Error> {
        for filling in 0..self.fillings.len() {
            let lists: Vec<ItemIx> = {
                let form = self.fillings[filling].response.form();
                form.with_role(Role::Marks).collect()
            };
            for list in lists {
                if !self.drop_silent_rows(filling, list)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn drop_silent_rows(&mut self, filling: usize, list: ItemIx) -> Result<bool, Error> {
        for (row, paths) in self.silent_rows(filling, list) {
            let response = &self.fillings[filling].response;
            let given: Vec<Path> = paths
                .into_iter()
                .filter(|path| !response.cell_at(path).is_blank())
                .collect();
            for path in given {
                if !self.forget(filling, &path)? {
                    return Ok(false);
                }
            }
            let change = self.fillings[filling].response.remove_row(list, &row);
            if !self.make(filling, change)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The rows of a list of marks that hold no quote, with the paths in each.
    fn silent_rows(&self, filling: usize, list: ItemIx) -> Vec<(RowId, Vec<Path>)> {
        let response = &self.fillings[filling].response;
        let form = response.form();
        let mut children = form.children(list);
        let quote = children.find(|child| form.item(*child).role == Some(Role::Quote));
        let is_silent = |row: &RowIx| {
            quote.is_none_or(|quote| response.cell(Spot::in_row(quote, *row)).value().is_none())
        };
        let silent = response.rows(list).iter().copied().filter(is_silent);
        silent
            .map(|row| {
                let paths = form
                    .children(list)
                    .map(|child| response.path(Spot::in_row(child, row)));
                (response.row_id(row).clone(), paths.collect())
            })
            .collect()
    }
}
