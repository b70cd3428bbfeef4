//! Answering by one key, notes, states, coming back, undo: each a Change that is recorded at once.

use rust_decimal::Decimal;

use super::{Done, Focus, Meeting};
use crate::app::App;
use crate::app::key::{Code, Key};
use crate::casework::{About, Event};
use crate::form::{Choice, Kind};
use crate::lang::Arg;
use crate::response::{Answer, Cell, Change, RowId, Spot, Value};

impl Meeting {
    /// The options offered at an item: finer ones only in practice.
    pub fn options(&self, filling: usize, spot: Spot) -> Vec<&Choice> {
        let form = self.response(filling).form();
        let item = form.item(spot.item);
        let list = form.choice_list(item);
        list.map_or_else(Vec::new, |list| {
            list.options
                .iter()
                .filter(|option| self.practice || !option.practice)
                .collect()
        })
    }

    pub(in crate::app) fn about(&self, filling: usize) -> About {
        About {
            subject: Some(self.subject.id),
            session: Some(self.session.id),
            response: Some(self.fillings[filling].row.id),
        }
    }

    /// What the option at `index` (in the order shown) would make of the answer.
    fn chosen(&self, filling: usize, spot: Spot, index: usize) -> Option<Value> {
        let response = self.response(filling);
        let kind = &response.form().item(spot.item).kind;
        let number = |index: usize, min: i32| {
            Some(Value::Number(Decimal::from(
                i64::try_from(index).ok()? + i64::from(min),
            )))
        };
        match kind {
            Kind::Ruler => (index <= 10).then(|| number(index, 0)).flatten(),
            Kind::Scale { min, max } => {
                let span = usize::try_from(max - min).ok()?;
                (index <= span).then(|| number(index, *min)).flatten()
            }
            Kind::YesNo => (index < 2).then_some(Value::Bool(index == 0)),
            Kind::Single => Some(Value::Code(
                self.options(filling, spot).get(index)?.code.clone(),
            )),
            Kind::Multi | Kind::Deck => self.toggled(filling, spot, index),
            _ => None,
        }
    }

    /// The codes after one has been ticked or unticked, in the list's order.
    fn toggled(&self, filling: usize, spot: Spot, index: usize) -> Option<Value> {
        let response = self.response(filling);
        let options = self.options(filling, spot);
        let option = options.get(index)?;
        let have = match response.cell(spot).value() {
            Some(Value::Codes(codes)) => codes.clone(),
            _ => Vec::new(),
        };
        let ticking = !have.contains(&option.code);
        let keeps = |other: &Choice| match (other.code == option.code, ticking) {
            (true, ticking) => ticking,
            (false, true) if option.exclusive || other.exclusive => false,
            (false, _) => have.contains(&other.code),
        };
        let list = response
            .form()
            .choice_list(response.form().item(spot.item))?;
        Some(Value::Codes(
            list.options
                .iter()
                .filter(|other| keeps(other))
                .map(|other| other.code.clone())
                .collect(),
        ))
    }
}

impl App {
    /// A key on something closed: a digit (or an option's own key) answers.
    pub(in crate::app) fn answer_key(&mut self, key: Key) {
        let Code::Char(letter) = key.code else { return };
        if key.ctrl {
            return;
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let kind = meeting
            .response(filling)
            .form()
            .item(spot.item)
            .kind
            .clone();
        let own = meeting
            .options(filling, spot)
            .iter()
            .position(|option| option.key == Some(letter));
        let digit = letter.to_digit(10).map(|digit| digit as usize);
        let index = match (&kind, digit, letter) {
            (Kind::Ruler, Some(digit), _) => Some(digit),
            (Kind::Ruler, None, '+') => Some(10),
            (Kind::Scale { min, max }, Some(digit), _) => scale_index(*min, *max, digit),
            (Kind::Scale { min, max: 10 }, None, '+') => usize::try_from(10 - min).ok(),
            (Kind::Multi, Some(0), _) if meeting.options(filling, spot).len() < 10 => {
                return self.choose_none(filling, spot);
            }
            (_, Some(0), _) => Some(9),
            (_, Some(digit), _) => Some(digit - 1),
            _ => None,
        };
        match own.or(index).and_then(|index| {
            meeting
                .chosen(filling, spot, index)
                .map(|value| (index, value))
        }) {
            Some((index, value)) => self.answer(filling, spot, index, value, true),
            None => {
                meeting.stray = true;
                let text = self.say("answer-by-digit");
                self.notify(text);
            }
        }
    }

    /// Space: chooses or ticks what the arrow stands on.
    pub(in crate::app) fn choose(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return self.open_fold();
        };
        if meeting.stray {
            // Somebody is typing words: the blank between them chooses nothing.
            let text = self.say("answer-by-digit");
            return self.notify(text);
        }
        let cursor = meeting.cursor;
        if let Some(value) = meeting.chosen(filling, spot, cursor) {
            self.answer(filling, spot, cursor, value, false);
        }
    }

    fn choose_none(&mut self, filling: usize, spot: Spot) {
        self.answer(filling, spot, 0, Value::Codes(Vec::new()), true);
    }

    fn answer(&mut self, filling: usize, spot: Spot, index: usize, value: Value, by_key: bool) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let kind = meeting
            .response(filling)
            .form()
            .item(spot.item)
            .kind
            .clone();
        let cell = Cell {
            answer: Answer::Given(value),
            ..meeting.response(filling).cell(spot).clone()
        };
        self.give(filling, spot, cell);
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.cursor = index;
        // A ruler keeps the focus, since its follow-up opens under it; ticks may be several; and a client goes on when ready.
        let stays =
            meeting.turned.is_some() || matches!(kind, Kind::Ruler | Kind::Multi | Kind::Deck);
        if by_key && !stays && self.move_on {
            self.step(1);
        } else {
            self.mark_place();
        }
    }

    fn open_fold(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        match meeting.focus {
            Some(Focus::More) => {
                let section = meeting.section;
                if !meeting.more.remove(&section) {
                    meeting.more.insert(section);
                }
            }
            Some(Focus::NewRow { filling, list }) => self.add_row(filling, list),
            _ => {}
        }
    }

    fn add_row(&mut self, filling: usize, list: Spot) {
        let id = RowId::from_uuid(self.new_id());
        let Some(meeting) = self.meeting() else {
            return;
        };
        let response = meeting.response(filling);
        let change = response.insert_row(list.item, response.rows(list.item).len(), id.clone());
        let first = response
            .form()
            .children(list.item)
            .next()
            .map(|child| response.form().item(child).id.clone());
        if !self.make(filling, change) {
            return;
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let spot = first.and_then(|item| {
            meeting
                .response(filling)
                .spot(&crate::response::Path::in_row(item, id))
        });
        if let Some(spot) = spot {
            meeting.focus_on(Some(Focus::Spot { filling, spot }));
        }
    }

    pub(in crate::app) fn remove_row(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, list, row)) = meeting.row_in_focus() else {
            return;
        };
        let before = meeting.focusable();
        let response = meeting.response(filling);
        let change = response.remove_row(list, response.row_id(row));
        if self.make(filling, change) {
            if let Some(meeting) = self.meeting() {
                meeting.keep_focus(&before);
            }
            let text = self.say("row-removed");
            self.notify(text);
        }
    }

    /// Changes one item. The one way from a key to an answer.
    pub(in crate::app) fn give(&mut self, filling: usize, spot: Spot, after: Cell) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let before = meeting.focusable();
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
            change,
        };
        self.record(vec![entry]);
        if let Some(meeting) = self.meeting() {
            meeting.undo.push(done);
            meeting.redo.clear();
        }
        let aside = applied.became_hidden.len();
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
        let change = done.change.inverse();
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
        let back = Done {
            entry: entry.id,
            filling: done.filling,
            change,
        };
        self.record(vec![entry]);
        let Some(meeting) = self.meeting() else {
            return;
        };
        let spot = meeting.response(back.filling).spot(&back.change.at);
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
            meeting.section = section;
        }
        let places = meeting.focusable();
        let wanted = spot
            .map(|spot| Focus::Spot { filling, spot })
            .filter(|focus| places.contains(focus));
        let kept = meeting.focus.filter(|focus| places.contains(focus));
        meeting.focus_on(wanted.or(kept).or(places.first().copied()));
    }

    pub(in crate::app) fn clear_answer(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
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

/// The place on a scale of the value that a digit names, if the scale has it.
fn scale_index(min: i32, max: i32, digit: usize) -> Option<usize> {
    let value = i32::try_from(digit).ok()?;
    (min..=max)
        .contains(&value)
        .then(|| usize::try_from(value - min).ok())
        .flatten()
}
