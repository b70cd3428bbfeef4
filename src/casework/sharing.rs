//! What a client wants told to whom, and what is left out of what is given out.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Filling, StoredResponse};
use crate::form::{Form, Id, ItemIx, Kind, Role};
use crate::response::{Absent, Answer, Path, RowId, Value};

/// What a client has said about telling somebody. The codes of its options are these words, whichever form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Will {
    Yes,
    No,
    AskFirst,
}

impl Will {
    fn of(code: &Id) -> Option<Will> {
        match code.as_str() {
            "yes" => Some(Will::Yes),
            "no" => Some(Will::No),
            "ask_first" => Some(Will::AskFirst),
            _ => None,
        }
    }
}

/// The tables of the sharing will in standing fillings, each with its column that permits.
fn tables(fillings: &[Filling]) -> impl Iterator<Item = (&Filling, ItemIx, ItemIx)> {
    let standing = fillings.iter().filter(|filling| filling.standing);
    standing.flat_map(|filling| {
        let form = filling.response.form();
        let table = |ix: ItemIx| matches!(form.item(ix).kind, Kind::Table { .. });
        let tables = form.with_role(Role::Sharing).filter(move |ix| table(*ix));
        tables.filter_map(move |ix| {
            let mut columns = form.children(ix);
            let column = columns.find(|child| form.item(*child).role == Some(Role::MayTell))?;
            Some((filling, ix, column))
        })
    })
}

/// Those about whom the will can be asked, by their codes.
pub fn parties(fillings: &[Filling]) -> Vec<Id> {
    let mut parties = Vec::new();
    for (filling, table, _) in tables(fillings) {
        let rows = filling.response.rows(table).iter();
        parties.extend(rows.map(|row| filling.response.row_id(*row).0.clone()));
    }
    parties
}

/// What the client has said about telling `party`. A permission that has run out is one to be asked for again.
pub fn will(fillings: &[Filling], party: &Id, today: NaiveDate) -> Option<Will> {
    tables(fillings).find_map(|(filling, table, column)| {
        let form = filling.response.form();
        let said = |ix: ItemIx| {
            let path = Path::in_row(form.item(ix).id.clone(), RowId(party.clone()));
            filling.response.cell_at(&path).value()
        };
        let mut columns = form.children(table);
        let until = columns.find(|child| form.item(*child).role == Some(Role::TellUntil));
        let is_over = matches!(until.and_then(said), Some(Value::Date(until)) if *until < today);
        match said(column) {
            Some(Value::Code(code)) => Will::of(code).map(|will| match will {
                Will::Yes if is_over => Will::AskFirst,
                will => will,
            }),
            _ => None,
        }
    })
}

/// What must not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guard {
    /// Nothing that tells where the person is to be found.
    pub places: bool,
    /// Whether somebody declined or was not asked: outside it is no answer like any other.
    pub refusals: bool,
}

/// How much was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct LeftOut {
    pub places: usize,
    pub refusals: usize,
    /// Meetings that were not held.
    pub meetings: usize,
}

impl LeftOut {
    pub fn is_nothing(&self) -> bool {
        *self == LeftOut::default()
    }
}

/// Takes out of stored fillings what must not leave.
pub fn withhold(
    stored: &mut [StoredResponse],
    forms: &[Arc<Form>],
    guard: Guard,
    left_out: &mut LeftOut,
) {
    for response in stored {
        let form = forms.iter().find(|form| form.hash == response.row.form);
        let is_place = |path: &Path| {
            let item = form.and_then(|form| form.find(path.item.as_str()).map(|ix| form.item(ix)));
            item.is_some_and(|item| item.role == Some(Role::Place))
        };
        response.cells.retain_mut(|(path, cell)| {
            if guard.places && is_place(path) {
                left_out.places += 1;
                return false;
            }
            let refused = Answer::Absent(Absent::Declined);
            let passed_by = Answer::Absent(Absent::NotAsked);
            if guard.refusals && (cell.answer == refused || cell.answer == passed_by) {
                left_out.refusals += 1;
                cell.answer = Answer::Empty;
            }
            true
        });
    }
}
