//! Running totals over items, and the scales that ask for enough answers.

use rust_decimal::Decimal;

use super::{AggregateIx, ItemIx, LookupIx, TurnIx};

/// What a running total is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Sum,
    Mean,
    Min,
    Max,
    /// How many are not empty.
    Count,
    /// How many are shown.
    Shown,
}

/// A running total over the numeric values of `items`. Members in a list count in every row; for a list item itself its rows are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Aggregate {
    pub items: Vec<Member>,
    /// The least or the most is asked for, so that every number must be known.
    pub ordered: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Member {
    pub item: ItemIx,
    /// The chosen option's score is taken instead of a number.
    pub score: bool,
    /// What is done to the value before it is counted.
    pub turn: Option<TurnIx>,
}

/// One step of what is done to the value of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// This minus the value: an item asked the other way round counts as its least and most added up, minus the answer.
    From(Decimal),
    Times(Decimal),
    Lookup(LookupIx),
}

/// How many answers are enough. "Of" is always what is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MinAnswered {
    /// A share of the items shown, e.g. 0.6.
    Share(Decimal),
    Count(u32),
    /// So many may be missing.
    MostMissing(u32),
}

/// A total over groups of items, each with answers enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    pub groups: Vec<Group>,
    /// A sum or a mean.
    pub total: Total,
    /// What is missing counts as the mean of its group.
    pub prorate: bool,
    /// How many answers are enough over all groups.
    pub overall: Option<MinAnswered>,
    /// Digits of the result.
    pub round: Option<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub aggregate: AggregateIx,
    pub enough: MinAnswered,
}
