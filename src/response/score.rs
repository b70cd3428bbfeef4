//! Scores as they are read and as they are fixed: the number, what it rests on, and why there may be none.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::form::ItemIx;
use crate::form::expr::{Expr, Member, Read};
use crate::lang::Text;

use super::value::{FixedScore, RowId, Value};
use super::{Response, RowIx, Spot, show, totals};

/// A score now. Without a value it is "not scored, `answered` of `of`", which is no zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreResult<'a> {
    pub value: Option<Decimal>,
    pub answered: u32,
    pub of: u32,
    pub band: Option<&'a Text>,
}

/// What went into a score: each place once, with the option's score or the answer itself.
#[derive(Default)]
struct Inputs {
    read: BTreeMap<Spot, Option<Value>>,
    /// Worked-out items on the way, so that none is opened twice.
    opened: BTreeSet<Spot>,
}

impl Response {
    /// A score or another worked-out item.
    pub fn score(&self, item: ItemIx) -> ScoreResult<'_> {
        let value = match self.value(Spot::top(item)) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let inputs = self.inputs_of(item).read;
        let shown = inputs.keys().filter(|spot| self.is_shown(**spot));
        let band = value.and_then(|value| self.form.item(item).band(value));
        ScoreResult {
            value,
            answered: inputs.values().flatten().count() as u32,
            of: shown.count() as u32,
            band: band.map(|band| &band.text),
        }
    }

    /// All scores that stand after the items, as a finished response keeps them.
    pub fn fixed_scores(&self) -> Vec<FixedScore> {
        let items = (0..).zip(&self.form.items).filter(|(_, item)| item.score);
        items
            .map(|(ix, item)| {
                let score = self.score(ix);
                let inputs = self.inputs_of(ix).read.into_iter();
                FixedScore {
                    id: item.id.clone(),
                    value: score.value,
                    answered: score.answered,
                    of: score.of,
                    rule: item.rule.to_string(),
                    inputs: inputs
                        .map(|(spot, value)| (self.path(spot), value.as_ref().map(show::plain)))
                        .collect(),
                }
            })
            .collect()
    }

    fn inputs_of(&self, item: ItemIx) -> Inputs {
        let mut inputs = Inputs::default();
        self.open(Spot::top(item), &mut inputs);
        inputs
    }

    fn open(&self, spot: Spot, inputs: &mut Inputs) {
        // No recursion: each of ten thousand items may be worked out from the one before.
        let mut open = vec![spot];
        while let Some(spot) = open.pop() {
            let Some(calculation) = &self.form.item(spot.item).calculation else {
                continue;
            };
            if !inputs.opened.insert(spot) {
                continue;
            }
            self.each_spot(calculation, spot.row, &mut |spot, as_score| match self
                .form
                .item(spot.item)
                .calculation
            {
                Some(_) => open.push(spot),
                None => self.take_in(spot, as_score, inputs),
            });
        }
    }

    /// Calls `see` for every place that an expression reads, and whether it reads a score there.
    pub(super) fn each_spot(
        &self,
        expr: &Expr,
        row: Option<RowIx>,
        see: &mut impl FnMut(Spot, bool),
    ) {
        expr.each_read(&mut |read| match read {
            Read::Item(item) => see(self.near(item, row), false),
            Read::Score(item) => see(self.near(item, row), true),
            Read::Cell { column, row } => {
                let owner = self.layout.owner(column);
                let row = owner.and_then(|owner| self.row_of.get(&(owner, RowId(row.clone()))));
                if let Some(row) = row {
                    see(Spot::in_row(column, *row), false);
                }
            }
            Read::Total(aggregate) => {
                for member in &self.form.aggregates[aggregate as usize].items {
                    self.each_member_spot(member, see);
                }
            }
            Read::Previous(_) | Read::Given => {}
        });
    }

    fn each_member_spot(&self, member: &Member, see: &mut impl FnMut(Spot, bool)) {
        match self.layout.owner(member.item) {
            None => see(Spot::top(member.item), member.score),
            Some(owner) => {
                for row in self.rows(owner) {
                    see(Spot::in_row(member.item, *row), member.score);
                }
            }
        }
    }

    fn take_in(&self, spot: Spot, as_score: bool, inputs: &mut Inputs) {
        let item = self.form.item(spot.item);
        let value = self.value(spot);
        let read = match as_score {
            true => value
                .and_then(|value| totals::score(self.form.choice_list(item), value))
                .map(Value::Number),
            false => value.cloned(),
        };
        inputs.read.insert(spot, read);
    }
}
