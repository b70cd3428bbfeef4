//! Which options are offered now, and what of an answer is set aside because it no longer is.

use crate::form::{Choice, Form, Id};

use super::value::{Cell, Value};
use super::{Applied, Response, RowIx, Slot, Spot, check};

impl Response {
    /// The options that are offered at a spot, in the order of their list.
    pub fn offered(&self, spot: Spot) -> impl Iterator<Item = &Choice> {
        self.offered_places(spot).map(|(_, option)| option)
    }

    /// As [`Response::offered`], each with its place in the whole list.
    pub fn offered_places(&self, spot: Spot) -> impl Iterator<Item = (usize, &Choice)> {
        let item = self.form.item(spot.item);
        let list = self.form.choice_list(item);
        let options = list.map_or(&[][..], |list| &list.options);
        let filter = item.filter.as_ref();
        // Options that are alike stand under one condition, which is worked out once.
        let holds: Vec<bool> = filter.map_or_else(Vec::new, |filter| {
            let conditions = filter.conditions.iter();
            conditions.map(|expr| self.holds(expr, spot.row)).collect()
        });
        options.iter().enumerate().filter(move |(place, _)| {
            let condition = filter.and_then(|filter| filter.of.get(*place));
            condition.is_none_or(|nth| holds[*nth as usize])
        })
    }

    /// Whether not all of the answer is offered now.
    pub fn is_unfit(&self, spot: Spot) -> bool {
        self.slot(spot).is_some_and(|slot| slot.unfit)
    }

    /// What of an answer is offered: `None` if all of it is.
    fn fitting(&self, form: &Form, spot: Spot, cell: &Cell) -> Option<Option<Value>> {
        let item = form.item(spot.item);
        let filter = item.filter.as_ref()?;
        let choices = form.choice_list(item)?;
        let offered = |code: &Id, row: Option<RowIx>| {
            let condition = filter.condition(check::position(choices, code));
            condition.is_none_or(|expr| self.holds(expr, row))
        };
        match cell.value()? {
            Value::Code(code) => (!offered(code, spot.row)).then_some(None),
            Value::Codes(codes) => {
                let fits = codes.iter().filter(|code| offered(code, spot.row));
                let fits: Vec<Id> = fits.cloned().collect();
                if fits.len() == codes.len() {
                    return None;
                }
                Some((!fits.is_empty()).then_some(Value::Codes(fits)))
            }
            _ => None,
        }
    }

    /// Holds an answer that has just been put in against what is offered.
    pub(super) fn fit(&mut self, form: &Form, spot: Spot, at: usize) {
        if !self.layout.place(spot.item).has_filter {
            return;
        }
        let fitting = self.fitting(form, spot, &self.slots[at].cell);
        self.slots[at].set_fitting(fitting);
    }

    /// The same where what is offered may have changed.
    pub(super) fn refit(&mut self, form: &Form, spot: Spot, at: usize, applied: &mut Applied) {
        let fitting = self.fitting(form, spot, &self.slots[at].cell);
        let slot = &self.slots[at];
        let fits = fitting.as_ref().and_then(Option::as_ref);
        if slot.unfit == fitting.is_some() && slot.worked_out.as_deref() == fits {
            return;
        }
        let before = chosen(slot.value());
        self.leave(form, spot, at);
        self.slots[at].set_fitting(fitting);
        self.enter(form, spot, at);
        if !self.slots[at].shown {
            return;
        }
        self.marking().readers(spot);
        if chosen(self.slots[at].value()) < before {
            applied.became_unfit.push(spot);
        }
    }
}

impl Slot {
    fn set_fitting(&mut self, fitting: Option<Option<Value>>) {
        self.unfit = fitting.is_some();
        self.worked_out = fitting.flatten().map(Box::new);
    }
}

/// How many options are chosen.
fn chosen(value: Option<&Value>) -> usize {
    match value {
        None => 0,
        Some(Value::Codes(codes)) => codes.len(),
        Some(_) => 1,
    }
}
