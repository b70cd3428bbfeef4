//! Expressions after loading: names resolved to item numbers, types checked, so that evaluating cannot fail but only be empty.
//!
//! Blank rule: arithmetic and comparison with an empty side give empty; `and`, `or`, `not` are Kleene's;
//! aggregates skip empties and are empty when all is (count is 0).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AggregateIx, Id, ItemIx};

#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Number(Decimal),
    Bool(bool),
    Text(Box<str>),
    Code(Id),
    Codes(Vec<Id>),
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
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
    /// Reads a running total over items or over the rows of a list.
    Total(Total, AggregateIx),
    /// A mean or sum over items that counts only when enough of them are answered.
    Scale {
        aggregate: AggregateIx,
        total: Total,
        min_answered: MinAnswered,
        prorate: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MinAnswered {
    /// A share of the items shown, e.g. 0.6.
    Share(Decimal),
    Count(u32),
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

/// What a running total is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Sum,
    Mean,
    Min,
    Max,
    /// How many are not empty.
    Count,
}

/// A running total over the numeric values of `items`. Members in a list count in every row; for a list item itself its rows are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Aggregate {
    pub items: Vec<Member>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Member {
    pub item: ItemIx,
    /// The chosen option's score is taken instead of a number.
    pub score: bool,
    /// Counted as this minus the value, for items asked the other way round: their least and most added up.
    pub reverse_from: Option<i32>,
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

impl Expr {
    /// Calls `see` for every part, the outer before the inner.
    pub fn walk(&self, see: &mut impl FnMut(&Expr)) {
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
            | Expr::Scale { .. } => {}
            Expr::Not(inner) | Expr::Negate(inner) => inner.walk(see),
            Expr::Binary(_, left, right) => {
                left.walk(see);
                right.walk(see);
            }
            Expr::If(when, then, otherwise) => {
                when.walk(see);
                then.walk(see);
                otherwise.walk(see);
            }
            Expr::Call(_, values) => values.iter().for_each(|value| value.walk(see)),
        }
    }

    /// Whether this part itself takes something from the filling, so that it may be different tomorrow.
    pub fn reads(&self) -> bool {
        match self {
            Expr::Item(_)
            | Expr::Score(_)
            | Expr::TableCell { .. }
            | Expr::Previous(_)
            | Expr::Context(_)
            | Expr::Answered(_)
            | Expr::Total(..)
            | Expr::Scale { .. } => true,
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
            | Expr::Call(..) => false,
        }
    }
}
