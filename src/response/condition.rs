//! The commonest conditions, made ready once: whether an item is there is mostly a matter of one answer.

use rust_decimal::Decimal;

use super::evaluate::{fits, in_order};
use super::value::Value;
use super::{Response, RowIx};
use crate::form::expr::{Expr, Op};
use crate::form::{Id, ItemIx};

/// When an item is there, as far as one look at one answer tells. It stands beside the item's place, where an expression would have
/// to be fetched from three pieces of memory.
#[derive(Debug, Clone, Default)]
pub(super) enum Condition {
    #[default]
    Always,
    /// There is an answer.
    Answered(ItemIx),
    /// The answer is yes.
    Yes(ItemIx),
    /// A number stands so to another.
    Number(ItemIx, Op, Decimal),
    /// This option is chosen.
    Chosen(ItemIx, Id),
    /// The expression itself must be worked out.
    Written,
}

impl Condition {
    pub fn of(relevant: Option<&Expr>) -> Condition {
        match relevant {
            None => Condition::Always,
            Some(Expr::Answered(item)) => Condition::Answered(*item),
            Some(Expr::Item(item)) => Condition::Yes(*item),
            Some(Expr::Binary(op, left, right)) => match (op, &**left, &**right) {
                (_, Expr::Item(item), Expr::Number(number)) => {
                    Condition::Number(*item, *op, *number)
                }
                (Op::Equal, Expr::Item(item), Expr::Code(code)) => {
                    Condition::Chosen(*item, code.clone())
                }
                _ => Condition::Written,
            },
            Some(_) => Condition::Written,
        }
    }
}

impl Response {
    /// Whether a condition holds, where that can be told without its expression.
    pub(super) fn fulfils(&self, condition: &Condition, row: Option<RowIx>) -> Option<bool> {
        let value = |item: ItemIx| self.value(self.near(item, row));
        match condition {
            Condition::Always => Some(true),
            Condition::Answered(item) => Some(value(*item).is_some()),
            Condition::Yes(item) => Some(matches!(value(*item), Some(Value::Bool(true)))),
            Condition::Number(item, op, number) => match value(*item) {
                Some(Value::Number(answer)) => fits(*op, in_order(*answer, *number)),
                Some(_) => None,
                None => Some(false),
            },
            Condition::Chosen(item, code) => match value(*item) {
                Some(Value::Code(answer)) => Some(answer == code),
                Some(_) => None,
                None => Some(false),
            },
            Condition::Written => None,
        }
    }
}
