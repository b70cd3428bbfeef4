//! The functions of plain values.

use std::cmp::Ordering;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use unicode_segmentation::UnicodeSegmentation;

use crate::form::expr::{Expr, Function};

use super::evaluate::Seen;
use super::{Response, RowIx};

impl Response {
    pub(super) fn call<'a>(
        &'a self,
        function: Function,
        arguments: &'a [Expr],
        row: Option<RowIx>,
    ) -> Option<Seen<'a>> {
        let mut values = arguments.iter().map(|one| self.work_out(one, row));
        match function {
            Function::Coalesce => return values.flatten().next(),
            Function::Least => return outermost(values.flatten(), Ordering::Less),
            Function::Greatest => return outermost(values.flatten(), Ordering::Greater),
            _ => {}
        }
        let one = values.next()??;
        let other = match arguments.len() {
            0 | 1 => None,
            _ => Some(values.next()??),
        };
        match other {
            None => of_one(function, one),
            Some(other) => of_two(function, one, other),
        }
    }
}

fn of_one<'a>(function: Function, value: Seen<'a>) -> Option<Seen<'a>> {
    let number = || value.number();
    Some(Seen::Number(match (function, value) {
        (Function::Round, _) => rounded(number()?, 0),
        (Function::Abs, _) => number()?.abs(),
        (Function::Sqrt, _) => root(number()?)?,
        (Function::Floor, _) => number()?.floor(),
        (Function::Ceil, _) => number()?.ceil(),
        (Function::Length, Seen::Text(text)) => Decimal::from(text.graphemes(true).count()),
        (Function::Size, Seen::Codes(codes)) => Decimal::from(codes.len()),
        _ => return None,
    }))
}

fn of_two<'a>(function: Function, one: Seen<'a>, other: Seen<'a>) -> Option<Seen<'a>> {
    let number = match (function, one, other) {
        (Function::Round, Seen::Number(one), Seen::Number(digits)) => {
            rounded(one, u32::try_from(digits).ok()?)
        }
        (Function::Power, Seen::Number(one), Seen::Number(times)) => power(one, times)?,
        (Function::Remainder, Seen::Number(one), Seen::Number(other)) => remainder(one, other)?,
        (Function::Days, Seen::Date(from), Seen::Date(to)) => (to - from).num_days().into(),
        (Function::Months, Seen::Date(from), Seen::Date(to)) => months(from, to).into(),
        (Function::Years, Seen::Date(from), Seen::Date(to)) => (months(from, to) / 12).into(),
        (Function::Minutes, Seen::Time(from), Seen::Time(to)) => minutes(from, to).into(),
        (Function::AddDays, Seen::Date(date), Seen::Number(days)) => {
            return add_days(date, days).map(Seen::Date);
        }
        (Function::Contains, Seen::Text(text), Seen::Text(part)) => {
            return Some(Seen::Bool(text.contains(part)));
        }
        (Function::StartsWith, Seen::Text(text), Seen::Text(part)) => {
            return Some(Seen::Bool(text.starts_with(part)));
        }
        (Function::Place, Seen::Codes(codes), Seen::Code(code)) => {
            let at = codes.iter().position(|have| have == code)?;
            Decimal::from(at + 1)
        }
        _ => return None,
    };
    Some(Seen::Number(number))
}

fn outermost<'a>(values: impl Iterator<Item = Seen<'a>>, side: Ordering) -> Option<Seen<'a>> {
    values.reduce(|best, next| match next.compare(best) {
        Some(order) if order == side => next,
        _ => best,
    })
}

/// Half away from zero.
pub(super) fn rounded(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// The square root, exact where it has few digits.
fn root(number: Decimal) -> Option<Decimal> {
    /// Each step doubles the digits that are right; the first has some fifteen.
    const STEPS: usize = 4;
    const EXACT_DIGITS: u32 = 12;
    if number.is_zero() {
        return Some(Decimal::ZERO);
    }
    let near = number.to_f64().filter(|near| *near > 0.0)?.sqrt();
    let mut root = Decimal::try_from(near)
        .ok()
        .filter(|near| !near.is_zero())?;
    for _ in 0..STEPS {
        let other = number.checked_div(root)?;
        root = root.checked_add(other)?.checked_div(Decimal::TWO)?;
    }
    let short = rounded(root, EXACT_DIGITS);
    match short.checked_mul(short) {
        Some(square) if square == number => Some(short),
        Some(_) | None => Some(root),
    }
}

/// A whole power, by squaring.
fn power(number: Decimal, times: Decimal) -> Option<Decimal> {
    const MOST: u64 = 1_000;
    if !times.is_integer() {
        return None;
    }
    let mut left = times.abs().to_u64().filter(|times| *times <= MOST)?;
    let (mut power, mut square) = (Decimal::ONE, number);
    while left > 0 {
        if left % 2 == 1 {
            power = power.checked_mul(square)?;
        }
        left /= 2;
        if left > 0 {
            square = square.checked_mul(square)?;
        }
    }
    match times < Decimal::ZERO {
        true => Decimal::ONE.checked_div(power),
        false => Some(power),
    }
}

/// Never below zero: -1 is six days after the week before.
fn remainder(number: Decimal, by: Decimal) -> Option<Decimal> {
    let rest = number.checked_rem(by)?;
    match rest < Decimal::ZERO {
        true => rest.checked_add(by.abs()),
        false => Some(rest),
    }
}

/// Completed months. One that began on a day which the last month lacks is complete on that month's last day.
fn months(from: NaiveDate, to: NaiveDate) -> i64 {
    if to < from {
        return -months(to, from);
    }
    let number = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let last_day = to.succ_opt().is_none_or(|next| next.month() != to.month());
    let complete = to.day() >= from.day() || last_day;
    number(to) - number(from) - i64::from(!complete)
}

fn minutes(from: NaiveTime, to: NaiveTime) -> i64 {
    (to - from).num_minutes()
}

/// A date so many days later, in the years that people write.
fn add_days(date: NaiveDate, days: Decimal) -> Option<NaiveDate> {
    let days = days.is_integer().then(|| days.to_i64())??;
    let count = Days::new(days.unsigned_abs());
    let moved = match days < 0 {
        true => date.checked_sub_days(count),
        false => date.checked_add_days(count),
    };
    moved.filter(|date| (1..=9999).contains(&date.year()))
}
