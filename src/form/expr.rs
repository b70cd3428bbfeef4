//! Expressions after loading: names resolved to item numbers, types checked, so that evaluating cannot fail but only be empty.
//!
//! Blank rule: arithmetic and comparison with an empty side give empty; `and`, `or`, `not` are Kleene's;
//! aggregates skip empties and are empty when all is (count is 0).

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use super::lookup::{Column, Given, Key, Lookup, LookupRow};
pub use super::pattern::Pattern;
pub use super::total::{Aggregate, Group, Member, MinAnswered, Scale, Step, Total};
use super::{AggregateIx, Id, ItemIx, LookupIx};

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Number(Decimal),
    Bool(bool),
    Text(Box<str>),
    Code(Id),
    Codes(Box<[Id]>),
    Date(NaiveDate),
    /// An item's value: of the same row where the item stands in the list of the expression's own item, else the top level's.
    Item(ItemIx),
    /// The score of the option chosen in a single item, empty where the option has none.
    Score(ItemIx),
    /// A cell of a fixed table.
    TableCell {
        column: ItemIx,
        row: Id,
    },
    /// The answer at the previous finished response, pinned when this one began.
    Previous(ItemIx),
    Context(Context),
    /// Is there an answer: false for hidden, absent and empty; true for "none of these".
    Answered(ItemIx),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    /// Whether, then, otherwise.
    If(Box<[Expr; 3]>),
    Call(Function, Box<[Expr]>),
    /// Reads a running total over items or over the rows of a list.
    Total(Total, AggregateIx),
    /// A mean or sum over items that counts only when enough of them are answered.
    Scale(Box<Scale>),
    /// What a lookup has for the values given; empty where nothing fits.
    Lookup(LookupIx, Box<[Expr]>),
    /// Whether a whole text is as a pattern says.
    Matches(Box<Expr>, Pattern),
    /// The code of the band that a worked-out item is in.
    Band(ItemIx),
    /// What the rater in a role answered in the same round.
    Rated(ItemIx, Id),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// A code in a list of codes or in the codes of a multi item.
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Functions of plain values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `round(x)` or `round(x, digits)`, half away from zero on decimals.
    Round,
    Abs,
    /// `least(a, b, ..)`, `greatest(a, b, ..)`: over the values that are not empty.
    Least,
    Greatest,
    /// `coalesce(a, b, ..)`: the first that is not empty.
    Coalesce,
    /// `days(from, to)`: civil days between two dates.
    Days,
    /// `length(text)` in characters as a reader counts them.
    Length,
    /// `sqrt(x)` to as many digits as a number has, exact where the root is.
    Sqrt,
    Floor,
    Ceil,
    /// `power(x, n)` with a whole `n`.
    Power,
    /// `remainder(a, b)`: what is left of `a` once `b` is taken out as often as it goes; never below 0.
    Remainder,
    /// `years(from, to)`, `months(from, to)`: completed ones.
    Years,
    Months,
    /// `add_days(date, n)`
    AddDays,
    /// `minutes(from, to)` between two times of one day.
    Minutes,
    /// `contains(text, part)`, `starts_with(text, part)`: letter by letter.
    Contains,
    StartsWith,
    /// `size(multi)`: how many are ticked.
    Size,
    /// `place(rank, code)`: 1 for what is ranked first.
    Place,
}

/// Inputs that are fixed for a filling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    Today,
    /// No earlier meeting of the subject was held.
    FirstSession,
    Interpreter,
    /// The meeting's mode as a code: `in_person`, `phone`, `remote`, `elsewhere`.
    Mode,
    /// Finer distinctions are being trained; nothing here is about a real person.
    Practice,
}

/// What a part of an expression takes from the filling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read<'e> {
    /// The value of an item, or whether it has one.
    Item(ItemIx),
    /// The score of the option chosen.
    Score(ItemIx),
    Cell {
        column: ItemIx,
        row: &'e Id,
    },
    Total(AggregateIx),
    /// An earlier answer: which one counts depends on what the item is about now.
    Previous(ItemIx),
    /// Something fixed for the filling.
    Given,
}

impl Expr {
    /// Calls `see` for every part, the outer before the inner.
    pub fn walk<'e>(&'e self, see: &mut impl FnMut(&'e Expr)) {
        see(self);
        match self {
            Expr::Number(_)
            | Expr::Bool(_)
            | Expr::Text(_)
            | Expr::Code(_)
            | Expr::Codes(_)
            | Expr::Date(_)
            | Expr::Item(_)
            | Expr::Score(_)
            | Expr::TableCell { .. }
            | Expr::Previous(_)
            | Expr::Context(_)
            | Expr::Answered(_)
            | Expr::Total(..)
            | Expr::Scale(_)
            | Expr::Band(_)
            | Expr::Rated(..) => {}
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Matches(inner, _) => inner.walk(see),
            Expr::Binary(_, left, right) => {
                left.walk(see);
                right.walk(see);
            }
            Expr::If(parts) => parts.iter().for_each(|part| part.walk(see)),
            Expr::Call(_, values) | Expr::Lookup(_, values) => {
                values.iter().for_each(|value| value.walk(see));
            }
        }
    }

    /// Calls `see` for all that the expression takes from the filling, in the order written.
    pub fn each_read<'e>(&'e self, see: &mut impl FnMut(Read<'e>)) {
        self.walk(&mut |part| match part {
            Expr::Item(ix) | Expr::Answered(ix) | Expr::Band(ix) => see(Read::Item(*ix)),
            Expr::Score(ix) => see(Read::Score(*ix)),
            Expr::TableCell { column, row } => see(Read::Cell {
                column: *column,
                row,
            }),
            Expr::Total(_, ix) => see(Read::Total(*ix)),
            Expr::Scale(scale) => {
                let groups = scale.groups.iter();
                groups.for_each(|group| see(Read::Total(group.aggregate)));
            }
            Expr::Previous(ix) => see(Read::Previous(*ix)),
            Expr::Context(_) | Expr::Rated(..) => see(Read::Given),
            Expr::Number(_)
            | Expr::Bool(_)
            | Expr::Text(_)
            | Expr::Code(_)
            | Expr::Codes(_)
            | Expr::Date(_)
            | Expr::Not(_)
            | Expr::Negate(_)
            | Expr::Binary(..)
            | Expr::If(..)
            | Expr::Call(..)
            | Expr::Lookup(..)
            | Expr::Matches(..) => {}
        });
    }

    /// Whether it takes anything from the filling, so that it may be different tomorrow.
    pub fn depends(&self) -> bool {
        let mut depends = false;
        self.each_read(&mut |_| depends = true);
        depends
    }
}
