//! Expressions worked out over the answers of one filling. Nothing here can fail: what cannot be worked out is empty.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use crate::form::expr::{Context, Expr, Given, Op};
use crate::form::{Band, Id, ItemIx, LookupIx};

use super::value::{Reference, RowId, Value};
use super::{Response, RowIx, Spot, totals};

/// A value on the way, borrowed from the form or the answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seen<'a> {
    Text(&'a str),
    Number(Decimal),
    Bool(bool),
    Code(&'a Id),
    Codes(&'a [Id]),
    Date(NaiveDate),
    Time(NaiveTime),
    Ref(&'a Reference),
    Rows(&'a [RowId]),
}

impl<'a> Seen<'a> {
    pub fn of(value: &'a Value) -> Seen<'a> {
        match value {
            Value::Text(text) => Seen::Text(text),
            Value::Number(number) => Seen::Number(*number),
            Value::Bool(bool) => Seen::Bool(*bool),
            Value::Code(code) => Seen::Code(code),
            Value::Codes(codes) => Seen::Codes(codes),
            Value::Date(date) => Seen::Date(*date),
            Value::Time(time) => Seen::Time(*time),
            Value::Ref(entry) => Seen::Ref(entry),
            Value::Rows(rows) => Seen::Rows(rows),
        }
    }

    pub fn to_value(self) -> Value {
        match self {
            Seen::Text(text) => Value::Text(text.to_owned()),
            // Equal numbers are written alike, whichever way they came about.
            Seen::Number(number) => Value::Number(number.normalize()),
            Seen::Bool(bool) => Value::Bool(bool),
            Seen::Code(code) => Value::Code(code.clone()),
            Seen::Codes(codes) => Value::Codes(codes.to_vec()),
            Seen::Date(date) => Value::Date(date),
            Seen::Time(time) => Value::Time(time),
            Seen::Ref(entry) => Value::Ref(entry.clone()),
            Seen::Rows(rows) => Value::Rows(rows.to_vec()),
        }
    }

    /// As it is looked up.
    fn given(self) -> Option<Given<'a>> {
        match self {
            Seen::Number(number) => Some(Given::Number(number)),
            Seen::Bool(bool) => Some(Given::Bool(bool)),
            Seen::Code(code) => Some(Given::Word(code.as_str())),
            Seen::Text(text) => Some(Given::Word(text)),
            Seen::Codes(_) | Seen::Date(_) | Seen::Time(_) | Seen::Ref(_) | Seen::Rows(_) => None,
        }
    }

    pub fn number(self) -> Option<Decimal> {
        match self {
            Seen::Number(number) => Some(number),
            _ => None,
        }
    }

    fn bool(self) -> Option<bool> {
        match self {
            Seen::Bool(bool) => Some(bool),
            _ => None,
        }
    }

    /// How two values of the same type stand to each other; words and codes are only the same or not.
    pub fn compare(self, other: Seen<'_>) -> Option<Ordering> {
        match (self, other) {
            (Seen::Number(one), Seen::Number(other)) => Some(in_order(one, other)),
            (Seen::Date(one), Seen::Date(other)) => Some(one.cmp(&other)),
            (Seen::Time(one), Seen::Time(other)) => Some(one.cmp(&other)),
            _ => None,
        }
    }

    fn equals(self, other: Seen<'_>) -> Option<bool> {
        match (self, other) {
            (Seen::Bool(one), Seen::Bool(other)) => Some(one == other),
            (Seen::Text(one), Seen::Text(other)) => Some(one == other),
            (Seen::Code(one), Seen::Code(other)) => Some(one == other),
            (Seen::Ref(one), Seen::Ref(other)) => Some(one.id == other.id),
            (Seen::Code(code), Seen::Text(text)) | (Seen::Text(text), Seen::Code(code)) => {
                Some(*code == *text)
            }
            (Seen::Codes(one), Seen::Codes(other)) => {
                Some(one.len() == other.len() && one.iter().all(|code| other.contains(code)))
            }
            (one, other) => one.compare(other).map(Ordering::is_eq),
        }
    }

    fn is_in(self, all: Seen<'_>) -> Option<bool> {
        match (self, all) {
            (Seen::Code(code), Seen::Codes(codes)) => Some(codes.contains(code)),
            (Seen::Text(text), Seen::Codes(codes)) => Some(codes.iter().any(|code| *code == *text)),
            (one, other) => one.equals(other),
        }
    }
}

impl Response {
    /// Whether a condition holds: only when true.
    pub(super) fn holds(&self, expr: &Expr, row: Option<RowIx>) -> bool {
        self.truth(expr, row) == Some(true)
    }

    pub(super) fn truth(&self, expr: &Expr, row: Option<RowIx>) -> Option<bool> {
        if let Expr::Binary(op, left, right) = expr
            && let (Some(one), Some(other)) = (self.at_hand(left, row), self.at_hand(right, row))
        {
            return fits(*op, in_order(*one, *other));
        }
        self.work_out(expr, row)?.bool()
    }

    /// A number that stands there as it is. Most conditions hold an answer against a number, and need nothing worked out.
    fn at_hand<'a>(&'a self, expr: &'a Expr, row: Option<RowIx>) -> Option<&'a Decimal> {
        match expr {
            Expr::Number(number) => Some(number),
            Expr::Item(item) => match self.value(self.near(*item, row))? {
                Value::Number(number) => Some(number),
                _ => None,
            },
            _ => None,
        }
    }

    fn number(&self, expr: &Expr, row: Option<RowIx>) -> Option<Decimal> {
        self.work_out(expr, row)?.number()
    }

    pub(super) fn work_out<'a>(&'a self, expr: &'a Expr, row: Option<RowIx>) -> Option<Seen<'a>> {
        match expr {
            Expr::Number(number) => Some(Seen::Number(*number)),
            Expr::Bool(bool) => Some(Seen::Bool(*bool)),
            Expr::Text(text) => Some(Seen::Text(text)),
            Expr::Code(code) => Some(Seen::Code(code)),
            Expr::Codes(codes) => Some(Seen::Codes(codes)),
            Expr::Date(date) => Some(Seen::Date(*date)),
            Expr::Item(item) => self.value(self.near(*item, row)).map(Seen::of),
            Expr::Score(item) => self.score_of(*item, row),
            Expr::TableCell { column, row } => self.table_cell(*column, row),
            Expr::Previous(item) => Some(Seen::of(&self.pinned(*item)?.value)),
            Expr::Context(context) => Some(self.context(*context)),
            Expr::Answered(item) => Some(Seen::Bool(self.value(self.near(*item, row)).is_some())),
            Expr::Not(inner) => Some(Seen::Bool(!self.truth(inner, row)?)),
            Expr::Negate(inner) => Some(Seen::Number(-self.number(inner, row)?)),
            Expr::Binary(op, left, right) => self.binary(*op, left, right, row),
            Expr::If(parts) => {
                let [when, then, otherwise] = &**parts;
                match self.truth(when, row)? {
                    true => self.work_out(then, row),
                    false => self.work_out(otherwise, row),
                }
            }
            Expr::Call(function, arguments) => self.call(*function, arguments, row),
            Expr::Total(total, aggregate) => {
                let number = self.totals.get(*aggregate as usize)?.read(*total)?;
                Some(Seen::Number(number))
            }
            Expr::Scale(scale) => self.scale(scale).map(Seen::Number),
            Expr::Lookup(lookup, keys) => self.look_up(*lookup, keys, row),
            Expr::Matches(text, pattern) => match self.work_out(text, row)? {
                Seen::Text(text) => pattern.fits(text).map(Seen::Bool),
                _ => None,
            },
            Expr::Band(item) => {
                let band = self.band(self.near(*item, row))?;
                Some(Seen::Code(band.code.as_ref()?))
            }
            Expr::Rated(item, role) => self.rated.get(&(*item, role.clone())).map(Seen::of),
        }
    }

    /// The band that a worked-out item is in.
    pub(super) fn band(&self, spot: Spot) -> Option<&Band> {
        let number = Seen::of(self.value(spot)?).number()?;
        self.form.item(spot.item).band(number)
    }

    fn look_up(&self, lookup: LookupIx, keys: &[Expr], row: Option<RowIx>) -> Option<Seen<'_>> {
        let given = keys.iter().map(|key| self.work_out(key, row)?.given());
        let given: Vec<Given> = given.collect::<Option<_>>()?;
        let lookup = self.form.lookups.get(lookup as usize)?;
        lookup.find(&given).map(Seen::Number)
    }

    fn table_cell(&self, column: ItemIx, row: &Id) -> Option<Seen<'_>> {
        let owner = self.layout.owner(column)?;
        let row = self.row_of.get(&(owner, RowId(row.clone())))?;
        self.value(Spot::in_row(column, *row)).map(Seen::of)
    }

    fn score_of(&self, item: ItemIx, row: Option<RowIx>) -> Option<Seen<'_>> {
        let choices = self.form.choice_list(self.form.item(item));
        let value = self.value(self.near(item, row))?;
        totals::score(choices, value).map(Seen::Number)
    }

    /// The item in the same row where it stands there, else at the top.
    pub(super) fn near(&self, item: ItemIx, row: Option<RowIx>) -> Spot {
        let row = row.filter(|row| {
            let owner = self.rows.get(row.0 as usize).map(|row| row.owner);
            owner.is_some() && owner == self.layout.owner(item)
        });
        Spot { item, row }
    }

    fn context(&self, context: Context) -> Seen<'_> {
        match context {
            Context::Today => Seen::Date(self.inputs.today),
            Context::FirstSession => Seen::Bool(self.inputs.first_session),
            Context::Interpreter => Seen::Bool(self.inputs.interpreter),
            Context::Mode => Seen::Code(&self.inputs.mode),
            Context::Practice => Seen::Bool(self.inputs.practice),
        }
    }

    fn binary<'a>(
        &'a self,
        op: Op,
        left: &'a Expr,
        right: &'a Expr,
        row: Option<RowIx>,
    ) -> Option<Seen<'a>> {
        match op {
            Op::And => self.decided(false, left, right, row).map(Seen::Bool),
            Op::Or => self.decided(true, left, right, row).map(Seen::Bool),
            _ => combined(op, self.work_out(left, row)?, self.work_out(right, row)?),
        }
    }

    /// Kleene's `and` and `or`: one side can decide even where the other is empty.
    fn decided(
        &self,
        deciding: bool,
        left: &Expr,
        right: &Expr,
        row: Option<RowIx>,
    ) -> Option<bool> {
        let left = self.truth(left, row);
        if left == Some(deciding) {
            return left;
        }
        match self.truth(right, row) {
            right if right == Some(deciding) => right,
            right => left.and(right),
        }
    }
}

fn combined<'a>(op: Op, left: Seen<'a>, right: Seen<'a>) -> Option<Seen<'a>> {
    let number = |worked: fn(Decimal, Decimal) -> Option<Decimal>| {
        worked(left.number()?, right.number()?).map(Seen::Number)
    };
    match op {
        Op::And | Op::Or => None,
        Op::Equal => left.equals(right).map(Seen::Bool),
        Op::NotEqual => left.equals(right).map(|same| Seen::Bool(!same)),
        Op::In => left.is_in(right).map(Seen::Bool),
        Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => {
            fits(op, left.compare(right)?).map(Seen::Bool)
        }
        Op::Add => number(Decimal::checked_add),
        Op::Subtract => number(Decimal::checked_sub),
        Op::Multiply => number(Decimal::checked_mul),
        Op::Divide => number(Decimal::checked_div),
    }
}

/// Whether a comparison holds between two values that stand so to each other.
pub(super) fn fits(op: Op, order: Ordering) -> Option<bool> {
    match op {
        Op::Equal => Some(order.is_eq()),
        Op::NotEqual => Some(order.is_ne()),
        Op::Less => Some(order.is_lt()),
        Op::LessOrEqual => Some(order.is_le()),
        Op::Greater => Some(order.is_gt()),
        Op::GreaterOrEqual => Some(order.is_ge()),
        Op::And | Op::Or | Op::In | Op::Add | Op::Subtract | Op::Multiply | Op::Divide => None,
    }
}

/// Most numbers compared have the same number of digits behind the point, and then only whole numbers need to be looked at.
pub(super) fn in_order(one: Decimal, other: Decimal) -> Ordering {
    match one.scale() == other.scale() {
        true => one.mantissa().cmp(&other.mantissa()),
        false => one.cmp(&other),
    }
}
