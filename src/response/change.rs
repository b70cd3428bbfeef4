//! The one way in which answers change.

use std::sync::Arc;

use thiserror::Error;

use crate::form::{Id, ItemIx, Kind};

use super::value::{Answer, Cell, Change, Path, RowId, Value};
use super::{Response, Spot, check};

/// What a change brought about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Answers set aside: they are kept, but count as empty until they are shown again. Rows removed are not among them.
    pub became_hidden: Vec<Spot>,
    /// Answers set aside, wholly or in part, because an option is no longer offered. They too are kept and come back.
    pub became_unfit: Vec<Spot>,
    pub became_shown: Vec<Spot>,
    /// Some worked-out value came out differently.
    pub values: bool,
    /// How many items, sections and constraints were worked out again.
    pub evaluated: usize,
}

/// Why a change was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("the form has no such place")]
    UnknownPath,
    #[error("something else stands there than what was to be changed")]
    NotAsBefore,
    #[error("nobody answers this")]
    NotAnswerable,
    #[error("an answer of this kind does not go here")]
    WrongKind,
    #[error("there is no such option")]
    NoSuchOption,
    #[error("these options do not go together")]
    OptionsClash,
    #[error("the number is out of range")]
    OutOfRange,
    #[error("a row stands there twice")]
    RowTwice,
    #[error("there are too many rows")]
    TooManyRows,
}

impl Response {
    /// Makes a change, or refuses it and leaves all as it is. A failing constraint is no reason to refuse.
    pub fn apply(&mut self, change: &Change) -> Result<Applied, Refused> {
        let spot = self.spot(&change.at).ok_or(Refused::UnknownPath)?;
        if *self.cell(spot) != change.before {
            return Err(Refused::NotAsBefore);
        }
        self.check(spot, &change.after.answer)?;
        let mut applied = Applied::default();
        self.put(spot, change.after.clone());
        self.run(&mut applied);
        Ok(applied)
    }

    /// The change that puts `after` at a place: options in the order of their list, no answer where the text is blank.
    pub fn change(&self, at: &Path, mut after: Cell) -> Change {
        let item = self.layout.by_id.get(&at.item);
        let item = item.map(|item| self.form.item(*item));
        let in_list_order = item.filter(|item| !matches!(item.kind, Kind::Rank { .. }));
        let choices = in_list_order.and_then(|item| self.form.choice_list(item));
        match &mut after.answer {
            Answer::Given(Value::Text(text)) if text.trim().is_empty() => {
                after.answer = Answer::Empty;
            }
            Answer::Given(Value::Codes(codes)) => {
                if let Some(choices) = choices {
                    codes.sort_by_cached_key(|code| check::position(choices, code));
                    codes.dedup();
                }
            }
            Answer::Given(_) | Answer::Empty | Answer::Absent(_) => {}
        }
        Change {
            at: at.clone(),
            before: self.cell_at(at).clone(),
            after,
        }
    }

    /// The options of a multi item, rank or deck once `code` is ticked or unticked; an exclusive one stands alone.
    pub fn toggled(&self, spot: Spot, code: &Id) -> Value {
        let mut codes = match self.cell(spot).value() {
            Some(Value::Codes(codes)) => codes.clone(),
            _ => Vec::new(),
        };
        if let Some(at) = codes.iter().position(|have| have == code) {
            codes.remove(at);
            return Value::Codes(codes);
        }
        if let Some(choices) = self.form.choice_list(self.form.item(spot.item)) {
            let exclusive = |code: &Id| check::option(choices, code).is_some_and(|it| it.exclusive);
            if exclusive(code) {
                codes.clear();
            }
            codes.retain(|have| !exclusive(have));
            codes.push(code.clone());
            if let Kind::Rank { max } = self.form.item(spot.item).kind {
                self.make_room(spot, max, &mut codes);
            } else {
                codes.sort_by_cached_key(|code| check::position(choices, code));
            }
        }
        Value::Codes(codes)
    }

    /// Where an order is longer than it may be, what is no longer offered gives way.
    fn make_room(&self, spot: Spot, max: Option<u16>, codes: &mut Vec<Id>) {
        if max.is_some_and(|max| codes.len() > usize::from(max)) {
            let offered: Vec<&Id> = self.offered(spot).map(|option| &option.code).collect();
            codes.retain(|code| offered.contains(&code));
        }
    }

    /// The change that adds an empty row before the one now at `at`, or at the end.
    pub fn insert_row(&self, list: ItemIx, at: usize, id: RowId) -> Change {
        self.change_rows(list, |rows| rows.insert(at.min(rows.len()), id))
    }

    /// The change that takes a row away; its answers stay and come back when the change is undone.
    pub fn remove_row(&self, list: ItemIx, id: &RowId) -> Change {
        self.change_rows(list, |rows| rows.retain(|row| row != id))
    }

    /// The change that puts a row at place `to` among the rows.
    pub fn move_row(&self, list: ItemIx, id: &RowId, to: usize) -> Change {
        self.change_rows(list, |rows| {
            if let Some(from) = rows.iter().position(|row| row == id) {
                let row = rows.remove(from);
                rows.insert(to.min(rows.len()), row);
            }
        })
    }

    pub(super) fn change_rows(&self, list: ItemIx, edit: impl FnOnce(&mut Vec<RowId>)) -> Change {
        let before = self.cell(Spot::top(list)).clone();
        let mut rows = match before.value() {
            Some(Value::Rows(rows)) => rows.clone(),
            _ => Vec::new(),
        };
        edit(&mut rows);
        let after = Cell {
            answer: match rows.is_empty() {
                true => Answer::Empty,
                false => Answer::Given(Value::Rows(rows)),
            },
            ..before.clone()
        };
        Change {
            at: self.path(Spot::top(list)),
            before,
            after,
        }
    }

    /// Puts a checked cell in and marks what reads it.
    pub(super) fn put(&mut self, spot: Spot, cell: Cell) {
        let Some(at) = self.place_of(spot) else {
            return;
        };
        let form = Arc::clone(&self.form);
        if self.slots[at].cell.answer == cell.answer {
            // A note or "come back" is read by nothing but the progress.
            self.leave(&form, spot, at);
            self.slots[at].cell = cell;
            return self.enter(&form, spot, at);
        }
        self.leave(&form, spot, at);
        let had_value = self.slots[at].value().is_some();
        self.slots[at].cell = cell;
        self.fit(&form, spot, at);
        let has_value = self.slots[at].value().is_some();
        self.enter(&form, spot, at);
        if let Kind::List { .. } = form.item(spot.item).kind {
            self.arrange_rows(spot.item);
        }
        if had_value || has_value {
            self.marking().readers(spot);
        }
    }
}
