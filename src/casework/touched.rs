//! Which stored answers a change of a form is about.

use std::sync::Arc;

use chrono::NaiveDate;

use super::moving::renamed_path;
use super::rows::StoredResponse;
use crate::form::diff::{Comparison, Difference, Effect, Unfit};
use crate::form::{Form, Id};
use crate::response::{Cell, Inputs, Path, Response, Value};

/// For each difference how many answers of a response to the older version it touches; of one whose answers may not fit, those
/// that do not.
pub fn touched(comparison: &Comparison, new: &Arc<Form>, stored: &StoredResponse) -> Vec<usize> {
    let inputs = Inputs {
        today: NaiveDate::default(),
        first_session: false,
        interpreter: false,
        mode: Id::new("in_person"),
        practice: false,
    };
    let empty = Response::new(Arc::clone(new), inputs, Vec::new());
    let counts = comparison.differences.iter().map(|difference| {
        let cells = stored.cells.iter();
        let concerned = cells.filter(|(path, cell)| {
            is_answer(cell)
                && difference.items.contains(&path.item)
                && is_touched(comparison, difference, &empty, path, cell)
        });
        concerned.count()
    });
    counts.collect()
}

fn is_answer(cell: &Cell) -> bool {
    !cell.is_blank() && !matches!(cell.value(), Some(Value::Rows(_)))
}

fn is_touched(
    comparison: &Comparison,
    difference: &Difference,
    empty: &Response,
    path: &Path,
    cell: &Cell,
) -> bool {
    match difference.effect {
        Effect::Nothing | Effect::Kept | Effect::KeptAs(_) | Effect::Lost => true,
        Effect::Unfit(Unfit::Place) => true,
        Effect::Unfit(Unfit::Kind | Unfit::Options | Unfit::Range) => {
            let there = renamed_path(path, &comparison.renamed);
            empty.takes(&there, cell).is_err()
        }
    }
}
