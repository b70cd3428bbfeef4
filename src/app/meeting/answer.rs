//! Giving answers, rows, coming back, undo: each a Change that is recorded at once.

use super::{Focus, Meeting};
use crate::app::App;
use crate::casework::{About, Deed, Done, Event, Part};
use crate::lang::Arg;
use crate::response::{Answer, Cell, Change, Spot};

impl Meeting {
    pub(in crate::app) fn about(&self, filling: usize) -> About {
        About {
            subject: Some(self.subject.id),
            session: Some(self.session.id),
            response: Some(self.fillings[filling].row.id),
        }
    }
}

impl App {
    pub(super) fn open_fold(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        match meeting.focus {
            Some(Focus::More) => {
                let part = meeting.part;
                if !meeting.more.remove(&part) {
                    meeting.more.insert(part);
                }
            }
            Some(Focus::NewRow { filling, list }) => self.add_row(filling, list),
            _ => {}
        }
    }

    /// Changes one item. The one way from a key to an answer.
    pub(in crate::app) fn give(&mut self, filling: usize, spot: Spot, after: Cell) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let before = meeting.outline();
        let response = meeting.response(filling);
        let change = response.change(&response.path(spot), after);
        if self.make(filling, change)
            && let Some(meeting) = self.meeting()
        {
            meeting.keep_focus(&before);
        }
    }

    /// Applies and records a change. False if it was refused, with a notice.
    pub(in crate::app) fn make(&mut self, filling: usize, change: Change) -> bool {
        let Some(meeting) = self.meeting() else {
            return false;
        };
        if !meeting.recording {
            let text = self.say("not-recording");
            self.warn(text);
            return false;
        }
        if change.before == change.after {
            if self.saving.unsaved.is_empty() {
                // What was given again is on the disk already.
                self.saving.saved_at.get_or_insert(self.stamp.local());
            }
            return true;
        }
        let about = meeting.about(filling);
        let applied = match meeting.fillings[filling].response.apply(&change) {
            Ok(applied) => applied,
            Err(_) => {
                let text = self.say("answer-refused");
                self.warn(text);
                return false;
            }
        };
        let entry = self.entry(
            Event::Answered {
                path: change.at.clone(),
                cell: change.after.clone(),
            },
            about,
        );
        let done = Done {
            entry: entry.id,
            filling,
            deed: Deed::Changed(change),
        };
        self.record(vec![entry]);
        if let Some(meeting) = self.meeting() {
            meeting.undo.push(done);
            meeting.redo.clear();
        }
        let aside = applied.became_hidden.len() + applied.became_unfit.len();
        if aside > 0 {
            let text = self.tell("answers-aside", &[("count", Arg::from(aside))]);
            self.notify(text);
        }
        true
    }

    pub(in crate::app) fn take_back(&mut self, redo: bool) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(done) = (if redo {
            meeting.redo.pop()
        } else {
            meeting.undo.pop()
        }) else {
            return;
        };
        let change = match &done.deed {
            Deed::Changed(change) => change.inverse(),
            Deed::Moved(_) => return self.move_back(done, redo),
            Deed::Added => return self.take_back_form(done, redo),
        };
        let about = meeting.about(done.filling);
        if meeting.fillings[done.filling]
            .response
            .apply(&change)
            .is_err()
        {
            let text = self.say("undo-refused");
            return self.warn(text);
        }
        let mut entry = self.entry(
            Event::Answered {
                path: change.at.clone(),
                cell: change.after.clone(),
            },
            about,
        );
        entry.undoes = Some(done.entry);
        let at = change.at.clone();
        let back = Done {
            entry: entry.id,
            filling: done.filling,
            deed: Deed::Changed(change),
        };
        self.record(vec![entry]);
        let Some(meeting) = self.meeting() else {
            return;
        };
        let spot = meeting.response(back.filling).spot(&at);
        if redo {
            meeting.undo.push(back.clone())
        } else {
            meeting.redo.push(back.clone())
        }
        self.show_changed(back.filling, spot);
        let text = self.say(if redo { "redo-done" } else { "undo-done" });
        self.notify(text);
    }

    /// Back to what stood when the meeting was opened, by inverse changes: nothing disappears from the history.
    pub(in crate::app) fn discard(&mut self) {
        self.leave();
        while self
            .meeting()
            .is_some_and(|meeting| meeting.undo.len() > meeting.opened_at)
        {
            self.take_back(false);
        }
        let text = self.say("discard-done");
        self.notify(text);
    }

    /// The focus goes to what has changed, so that the eye finds it.
    fn show_changed(&mut self, filling: usize, spot: Option<Spot>) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let standing = meeting.fillings[filling].standing;
        let section =
            spot.and_then(|spot| meeting.response(filling).form().item(spot.item).section);
        if let (false, Some(section)) = (standing, section) {
            meeting.part = Part { filling, section };
        }
        let places = meeting.outline();
        let shown = |focus: &Focus| places.line_of(*focus).is_some();
        let wanted = spot.map(|spot| Focus::Spot { filling, spot });
        let wanted = wanted.filter(shown).or(meeting.focus.filter(shown));
        meeting.focus_on(wanted.or(places.places().next()));
    }

    pub(in crate::app) fn clear_answer(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        meeting.entered.clear();
        let cell = Cell {
            answer: Answer::Empty,
            ..meeting.response(filling).cell(spot).clone()
        };
        self.give(filling, spot, cell);
    }

    pub(in crate::app) fn toggle_come_back(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let cell = meeting.response(filling).cell(spot).clone();
        let on = !cell.come_back;
        self.give(
            filling,
            spot,
            Cell {
                come_back: on,
                ..cell
            },
        );
        let text = self.say(if on { "come-back-on" } else { "come-back-off" });
        self.notify(text);
    }
}
