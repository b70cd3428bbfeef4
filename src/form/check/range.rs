//! Between what a number can lie, and what a comparison leaves of that.

use rust_decimal::Decimal;

use super::super::expr::Op;

/// All numbers from the least to the most; an end that is not known lies anywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

impl Range {
    pub const ANY: Range = Range {
        least: None,
        most: None,
    };

    pub fn new(least: impl Into<Decimal>, most: impl Into<Decimal>) -> Range {
        Range {
            least: Some(least.into()),
            most: Some(most.into()),
        }
    }

    pub fn point(number: Decimal) -> Range {
        Range::new(number, number)
    }

    pub fn from(least: Decimal) -> Range {
        Range {
            least: Some(least),
            most: None,
        }
    }

    /// The smallest range around some numbers; none where there are no numbers.
    pub fn around(numbers: impl Iterator<Item = Decimal> + Clone) -> Option<Range> {
        Some(Range::new(numbers.clone().min()?, numbers.max()?))
    }

    pub fn is_empty(self) -> bool {
        matches!((self.least, self.most), (Some(least), Some(most)) if least > most)
    }

    pub fn and(self, other: Range) -> Range {
        let end = |one: Option<Decimal>,
                   other: Option<Decimal>,
                   pick: fn(Decimal, Decimal) -> Decimal| match (one, other) {
            (Some(one), Some(other)) => Some(pick(one, other)),
            (one, other) => one.or(other),
        };
        Range {
            least: end(self.least, other.least, Decimal::max),
            most: end(self.most, other.most, Decimal::min),
        }
    }

    pub fn or(self, other: Range) -> Range {
        Range {
            least: both(self.least, other.least, |a, b| Some(a.min(b))),
            most: both(self.most, other.most, |a, b| Some(a.max(b))),
        }
    }

    pub fn negated(self) -> Range {
        Range {
            least: self.most.map(|most| -most),
            most: self.least.map(|least| -least),
        }
    }

    pub fn plus(self, other: Range) -> Range {
        Range {
            least: both(self.least, other.least, Decimal::checked_add),
            most: both(self.most, other.most, Decimal::checked_add),
        }
    }

    pub fn times(self, other: Range) -> Range {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.least, self.most, other.least, other.most)
        else {
            return self.times_open(other);
        };
        let products = [(a, c), (a, d), (b, c), (b, d)];
        let products: Option<Vec<Decimal>> = products
            .into_iter()
            .map(|(one, other)| one.checked_mul(other))
            .collect();
        let products = products.unwrap_or_default();
        Range::around(products.into_iter()).unwrap_or(Range::ANY)
    }

    /// Of ranges with an open end only that is known which are from nought up.
    fn times_open(self, other: Range) -> Range {
        match (self.least, other.least) {
            (Some(a), Some(b)) if a >= Decimal::ZERO && b >= Decimal::ZERO => {
                Range::from(a.checked_mul(b).unwrap_or_default())
            }
            _ => Range::ANY,
        }
    }

    pub fn divided(self, other: Range) -> Range {
        let (Some(least), Some(most)) = (other.least, other.most) else {
            return Range::ANY;
        };
        if least <= Decimal::ZERO && most >= Decimal::ZERO {
            return Range::ANY;
        }
        let (Some(a), Some(b)) = (self.least, self.most) else {
            return Range::ANY;
        };
        let quotients = [(a, least), (a, most), (b, least), (b, most)];
        let quotients: Option<Vec<Decimal>> = quotients
            .into_iter()
            .map(|(one, other)| one.checked_div(other))
            .collect();
        Range::around(quotients.unwrap_or_default().into_iter()).unwrap_or(Range::ANY)
    }

    /// What each end becomes by a step that keeps their order.
    pub fn map(self, step: impl Fn(Decimal) -> Decimal) -> Range {
        Range {
            least: self.least.map(&step),
            most: self.most.map(&step),
        }
    }
}

fn both(
    one: Option<Decimal>,
    other: Option<Decimal>,
    join: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Decimal> {
    join(one?, other?)
}

/// The comparison that holds where one that was wished for does: the opposite where it must be false.
pub(super) fn direction(op: Op, want: bool) -> Option<Op> {
    Some(match (op, want) {
        (Op::Equal, true) | (Op::NotEqual, false) => Op::Equal,
        (Op::NotEqual, true) | (Op::Equal, false) => Op::NotEqual,
        (Op::Less, true) | (Op::GreaterOrEqual, false) => Op::Less,
        (Op::LessOrEqual, true) | (Op::Greater, false) => Op::LessOrEqual,
        (Op::Greater, true) | (Op::LessOrEqual, false) => Op::Greater,
        (Op::GreaterOrEqual, true) | (Op::Less, false) => Op::GreaterOrEqual,
        _ => return None,
    })
}

pub(super) fn mirrored(op: Op) -> Op {
    match op {
        Op::Less => Op::Greater,
        Op::LessOrEqual => Op::GreaterOrEqual,
        Op::Greater => Op::Less,
        Op::GreaterOrEqual => Op::LessOrEqual,
        other => other,
    }
}

pub(super) fn can_be(op: Op, one: Range, other: Range) -> bool {
    let below = |a: Option<Decimal>, b: Option<Decimal>, strictly: bool| match (a, b) {
        (Some(a), Some(b)) if strictly => a < b,
        (Some(a), Some(b)) => a <= b,
        _ => true,
    };
    match op {
        Op::Less => below(one.least, other.most, true),
        Op::LessOrEqual => below(one.least, other.most, false),
        Op::Greater => below(other.least, one.most, true),
        Op::GreaterOrEqual => below(other.least, one.most, false),
        Op::Equal => below(one.least, other.most, false) && below(other.least, one.most, false),
        Op::NotEqual => one.least.is_none() || one.least != one.most || one != other,
        _ => true,
    }
}

/// The numbers for which a comparison with some number of `other` can hold.
pub(super) fn limit(op: Op, other: Range, whole: bool) -> Range {
    let step = |end: Decimal, by: Decimal| match whole && end.is_integer() {
        true => end + by,
        false => end,
    };
    match op {
        Op::Equal => other,
        Op::LessOrEqual => Range {
            least: None,
            ..other
        },
        Op::GreaterOrEqual => Range {
            most: None,
            ..other
        },
        Op::Less => Range {
            least: None,
            most: other.most.map(|most| step(most, -Decimal::ONE)),
        },
        Op::Greater => Range {
            least: other.least.map(|least| step(least, Decimal::ONE)),
            most: None,
        },
        _ => Range::ANY,
    }
}
