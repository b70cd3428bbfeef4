//! Taking back what was done and doing it again, over the whole meeting.

use super::Error;
use super::walk::{Move, Walk};
use crate::casework::{self, Deed, Done, Entry, Filling, Scribe};
use crate::response::Change;

/// A deed the other way round, and where it leads.
type Turned = Option<(Done, Move)>;

impl Walk<'_, '_> {
    /// Remembers what was done, so that it can be taken back.
    pub(super) fn did(&mut self, done: Done) {
        self.deeds.done.push(done);
        self.deeds.undone.clear();
    }

    /// Takes the last deed back, or does again the last one that was taken back.
    pub(super) fn take_back(&mut self, redo: bool) -> Result<Move, Error> {
        let Some(done) = self.stack(redo).pop() else {
            let nothing = match redo {
                false => "plain-nothing-to-undo",
                true => "plain-nothing-to-redo",
            };
            self.explain(nothing, &[]);
            return Ok(Move::Stay);
        };
        let turned = match done.deed.clone() {
            Deed::Changed(change) => self.turn_change(&done, &change.inverse())?,
            Deed::Moved(step) => self.turn_move(&done, *step, redo),
            Deed::Added => self.turn_adding(&done, redo),
        };
        let Some((turned, then)) = turned else {
            // The disk did not take it: it can be tried again.
            self.stack(redo).push(done);
            return Ok(Move::Stay);
        };
        self.stack(!redo).push(turned);
        self.explain(if redo { "plain-redone" } else { "plain-undone" }, &[]);
        Ok(then)
    }

    /// What can be done again, or what can be taken back.
    fn stack(&mut self, undone: bool) -> &mut Vec<Done> {
        match undone {
            true => &mut self.deeds.undone,
            false => &mut self.deeds.done,
        }
    }

    fn turn_change(&mut self, done: &Done, change: &Change) -> Result<Turned, Error> {
        let Some(entry) = self.keep(done.filling, change, Some(done.entry))? else {
            return Ok(None);
        };
        let spot = self.fillings[done.filling].response.spot(&change.at);
        let place = spot.and_then(|spot| self.place_of(done.filling, spot));
        let turned = Done {
            entry,
            filling: done.filling,
            deed: Deed::Changed(change.clone()),
        };
        Ok(Some((turned, place.map_or(Move::Stay, Move::To))))
    }

    /// Into the other version again. The place of an answer is not told: the walk begins anew.
    fn turn_move(&mut self, done: &Done, mut step: casework::Move, redo: bool) -> Turned {
        let (at, about) = (done.filling, self.about(done.filling));
        let before = self.fillings[at].clone();
        let mut scribe = Scribe::new((self.now)());
        let filling = &mut self.fillings[at];
        let entries = match redo {
            false => step.take_back(done.entry, filling, about, &mut scribe),
            true => step.carry_out(filling, Some(done.entry), about, &mut scribe),
        };
        let own = if redo {
            entries.last()
        } else {
            entries.first()
        };
        let entry = own.map_or(done.entry, |entry| entry.id);
        let turned = Done {
            entry,
            filling: at,
            deed: Deed::Moved(Box::new(step)),
        };
        self.put_down(at, before, &entries)
            .then(|| (turned, self.restart()))
    }

    /// The form out of the meeting, or into it again.
    fn turn_adding(&mut self, done: &Done, redo: bool) -> Turned {
        let (at, about) = (done.filling, self.about(done.filling));
        let before = self.fillings[at].clone();
        let mut scribe = Scribe::new((self.now)());
        let turn = match redo {
            false => casework::take_out,
            true => casework::bring_back,
        };
        let entry = turn(&mut self.fillings[at], done.entry, about, &mut scribe);
        let turned = Done {
            entry: entry.id,
            ..done.clone()
        };
        if !self.put_down(at, before, &[entry]) {
            return None;
        }
        let then = match redo {
            false => self.restart(),
            true => self.beginning_of(at),
        };
        Some((turned, then))
    }

    /// Records what became of a filling; false, and the filling as it was, if the disk did not take it.
    fn put_down(&mut self, at: usize, before: Filling, entries: &[Entry]) -> bool {
        let Err(error) = self.keeper.record(entries) else {
            return true;
        };
        self.fillings[at] = before;
        let text = error.say(self.lang);
        self.streams.explain(&text);
        false
    }
}
