//! The engine: one filling of a form, in tables, cases and against a naive evaluator.

pub mod agree;
pub mod author;
pub mod build;
mod cases;
pub mod deeds;
pub mod dice;
mod entry;
pub mod figures;
mod logic;
pub mod naive;
pub mod phrase;
pub mod phrase_functions;
pub mod plain;
pub mod play;
mod random;
mod shipped;
mod speed;
mod words;

use kohtaa::form::{Form, Id};
use kohtaa::response::{Applied, Cell, Path, Refused, Response, RowId, Value};

/// Shorthand for what the tests do most.
pub trait Fill {
    fn answer(&mut self, path: &str, value: Value) -> Applied;
    fn try_answer(&mut self, path: &str, value: Value) -> Result<Applied, Refused>;
    fn clear(&mut self, path: &str) -> Applied;
    fn add_row(&mut self, list: &str, row: &str) -> Applied;
    fn remove_row_of(&mut self, list: &str, row: &str) -> Applied;
    fn at(&self, path: &str) -> Option<Value>;
    fn shows(&self, path: &str) -> bool;
}

pub fn path(text: &str) -> Path {
    text.parse().unwrap()
}

pub fn row_id(text: &str) -> RowId {
    RowId(Id::new(text))
}

fn find(form: &Form, id: &str) -> u32 {
    form.find(id).unwrap()
}

impl Fill for Response {
    fn answer(&mut self, at: &str, value: Value) -> Applied {
        self.try_answer(at, value).unwrap()
    }

    fn try_answer(&mut self, at: &str, value: Value) -> Result<Applied, Refused> {
        let change = self.change(&path(at), Cell::given(value));
        self.apply(&change)
    }

    fn clear(&mut self, at: &str) -> Applied {
        let change = self.change(&path(at), Cell::default());
        self.apply(&change).unwrap()
    }

    fn add_row(&mut self, list: &str, row: &str) -> Applied {
        let change = self.insert_row(find(self.form(), list), usize::MAX, row_id(row));
        self.apply(&change).unwrap()
    }

    fn remove_row_of(&mut self, list: &str, row: &str) -> Applied {
        let change = self.remove_row(find(self.form(), list), &row_id(row));
        self.apply(&change).unwrap()
    }

    fn at(&self, at: &str) -> Option<Value> {
        self.value(self.spot(&path(at))?).cloned()
    }

    fn shows(&self, at: &str) -> bool {
        self.spot(&path(at)).is_some_and(|spot| self.is_shown(spot))
    }
}
