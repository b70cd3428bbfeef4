//! What an expression reads, and what that may hold as far as is known.

use super::super::expr::{Context, Expr};
use super::super::{Id, ItemIx};
use super::range::Range;

/// Something that an expression reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    Item(ItemIx),
    Cell(ItemIx, Id),
    Previous(ItemIx),
    Context(Context),
}

/// What a subject may hold.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// It may be empty; it may be answered.
    pub empty: bool,
    pub some: bool,
    pub values: Values,
}

#[derive(Debug, Clone)]
pub(super) enum Values {
    Any,
    Number(Range),
    /// True and false, each as possible.
    Truth(bool, bool),
    /// Which options may be the chosen one.
    One(Vec<bool>),
    /// Which options are surely ticked or surely not.
    Many(Vec<Option<bool>>),
}

/// What the surroundings of a filling can be: they are always known.
pub(super) fn surroundings(subject: &Subject) -> Held {
    let values = match subject {
        Subject::Context(Context::Today) => Values::Number(Range::ANY),
        Subject::Context(Context::Mode) => Values::Any,
        _ => Values::Truth(true, true),
    };
    Held {
        empty: false,
        some: true,
        values,
    }
}

pub(super) fn subject(expr: &Expr) -> Option<Subject> {
    Some(match expr {
        Expr::Item(ix) | Expr::Score(ix) => Subject::Item(*ix),
        Expr::TableCell { column, row } => Subject::Cell(*column, row.clone()),
        Expr::Previous(ix) => Subject::Previous(*ix),
        Expr::Context(context) => Subject::Context(*context),
        _ => return None,
    })
}

/// What holds in both of two worlds: a subject narrowed in one only is as open as it was.
pub(super) fn agreed(one: &[(Subject, Held)], other: Vec<(Subject, Held)>) -> Vec<(Subject, Held)> {
    let in_both = other.into_iter().filter_map(|(subject, held)| {
        let (_, mine) = one.iter().find(|(have, _)| *have == subject)?;
        Some((subject, mine.joined(held)?))
    });
    in_both.collect()
}

impl Held {
    /// What either may hold; nothing where that is not worth keeping.
    fn joined(&self, other: Held) -> Option<Held> {
        let values = match (&self.values, other.values) {
            (Values::Number(one), Values::Number(other)) => Values::Number(one.or(other)),
            (Values::Truth(yes, no), Values::Truth(other_yes, other_no)) => {
                Values::Truth(*yes || other_yes, *no || other_no)
            }
            (Values::One(one), Values::One(other)) => {
                Values::One(one.iter().zip(other).map(|(a, b)| *a || b).collect())
            }
            (Values::Many(one), Values::Many(other)) => {
                let same = one.iter().zip(other);
                Values::Many(same.map(|(a, b)| a.filter(|a| b == Some(*a))).collect())
            }
            (Values::Any, _) | (_, Values::Any) => Values::Any,
            _ => return None,
        };
        Some(Held {
            empty: self.empty || other.empty,
            some: self.some || other.some,
            values,
        })
    }
}
