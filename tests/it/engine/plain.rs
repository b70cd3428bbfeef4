//! The functions of plain values once more, worked out in the slowest and plainest way.

use chrono::{Datelike, Days, NaiveDate};
use kohtaa::form::expr::{Function, Op};
use kohtaa::response::Value;
use rust_decimal::Decimal;

/// A function of values that are all there.
pub fn plain_function(function: Function, values: &[Value]) -> Option<Value> {
    use Value::{Code, Codes, Date, Number, Text, Time};
    let number = match (function, values) {
        (Function::Floor, [Number(number)]) => number.floor(),
        (Function::Ceil, [Number(number)]) => number.ceil(),
        (Function::Sqrt, [Number(number)]) => root(*number)?,
        (Function::Power, [Number(number), Number(times)]) => power(*number, *times)?,
        (Function::Remainder, [Number(number), Number(by)]) => {
            let rest = number.checked_rem(*by)?;
            if rest.is_sign_negative() && !rest.is_zero() {
                rest.checked_add(by.abs())?
            } else {
                rest
            }
        }
        (Function::Size, [Codes(codes)]) => codes.len().into(),
        (Function::Place, [Codes(codes), Code(code)]) => {
            (codes.iter().position(|have| have == code)? + 1).into()
        }
        (Function::Months, [Date(from), Date(to)]) => months(*from, *to).into(),
        (Function::Years, [Date(from), Date(to)]) => (months(*from, *to) / 12).into(),
        (Function::Minutes, [Time(from), Time(to)]) => (*to - *from).num_minutes().into(),
        (Function::AddDays, [Date(date), Number(days)]) => return add_days(*date, *days).map(Date),
        (Function::Contains, [Text(text), Text(part)]) => {
            return Some(Value::Bool(text.contains(part.as_str())));
        }
        (Function::StartsWith, [Text(text), Text(part)]) => {
            return Some(Value::Bool(text.starts_with(part.as_str())));
        }
        other => panic!("{other:?}"),
    };
    Some(Number(number))
}

/// Found as it is in the engine, since no root is exact: what is asked of it is that its square is the number.
fn root(number: Decimal) -> Option<Decimal> {
    use rust_decimal::prelude::ToPrimitive;
    if number.is_zero() {
        return Some(Decimal::ZERO);
    }
    let near = number.to_f64().filter(|near| *near > 0.0)?.sqrt();
    let mut root = Decimal::try_from(near)
        .ok()
        .filter(|near| !near.is_zero())?;
    for _ in 0..4 {
        root = root
            .checked_add(number.checked_div(root)?)?
            .checked_div(Decimal::TWO)?;
    }
    let short =
        root.round_dp_with_strategy(12, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let exact = short.checked_mul(short) == Some(number);
    Some(if exact { short } else { root })
}

/// By squaring, since a product of decimals depends on its order once digits are lost.
fn power(number: Decimal, times: Decimal) -> Option<Decimal> {
    use rust_decimal::prelude::ToPrimitive;
    let whole = times.is_integer().then(|| times.abs().to_u32()).flatten()?;
    let positive = squared(number, whole.le(&1_000).then_some(whole)?)?;
    if times.is_sign_negative() && whole > 0 {
        Decimal::ONE.checked_div(positive)
    } else {
        Some(positive)
    }
}

fn squared(number: Decimal, times: u32) -> Option<Decimal> {
    let (mut power, mut square) = (Decimal::ONE, number);
    for bit in 0..(32 - times.leading_zeros()) {
        if times >> bit & 1 == 1 {
            power = power.checked_mul(square)?;
        }
        if times >> (bit + 1) > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(power)
}

/// Completed months, counted one by one.
fn months(from: NaiveDate, to: NaiveDate) -> i64 {
    if to < from {
        return -months(to, from);
    }
    let number = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let at_the_end = (to + Days::new(1)).month() != to.month();
    let full = to.day() >= from.day() || at_the_end;
    number(to) - number(from) - i64::from(!full)
}

fn add_days(date: NaiveDate, days: Decimal) -> Option<NaiveDate> {
    use rust_decimal::prelude::ToPrimitive;
    let days = days.is_integer().then(|| days.to_i32()).flatten()?;
    let moved = date.checked_add_signed(chrono::TimeDelta::days(days.into()))?;
    (1..=9999).contains(&moved.year()).then_some(moved)
}

/// What an operator makes of two values that are both there.
pub fn binary(op: Op, left: Value, right: Value) -> Option<Value> {
    if op == Op::In {
        return match (left, right) {
            (Value::Code(code), Value::Codes(codes)) => Some(Value::Bool(codes.contains(&code))),
            other => panic!("{other:?}"),
        };
    }
    if let (Value::Number(left), Value::Number(right)) = (&left, &right) {
        return Some(match op {
            Op::Add => Value::Number(left.checked_add(*right)?),
            Op::Subtract => Value::Number(left.checked_sub(*right)?),
            Op::Multiply => Value::Number(left.checked_mul(*right)?),
            Op::Divide => Value::Number(left.checked_div(*right)?),
            Op::Equal => Value::Bool(left == right),
            Op::NotEqual => Value::Bool(left != right),
            Op::Less => Value::Bool(left < right),
            Op::LessOrEqual => Value::Bool(left <= right),
            Op::Greater => Value::Bool(left > right),
            Op::GreaterOrEqual => Value::Bool(left >= right),
            Op::And | Op::Or | Op::In => return None,
        });
    }
    if let (Value::Date(left), Value::Date(right)) = (&left, &right) {
        return match op {
            Op::Less => Some(Value::Bool(left < right)),
            Op::LessOrEqual => Some(Value::Bool(left <= right)),
            Op::Greater => Some(Value::Bool(left > right)),
            Op::GreaterOrEqual => Some(Value::Bool(left >= right)),
            Op::Equal => Some(Value::Bool(left == right)),
            Op::NotEqual => Some(Value::Bool(left != right)),
            other => panic!("{left} {other:?} {right}"),
        };
    }
    match op {
        Op::Equal => Some(Value::Bool(left == right)),
        Op::NotEqual => Some(Value::Bool(left != right)),
        other => panic!("{left:?} {other:?} {right:?}"),
    }
}
