//! Running totals over items and rows: exact, so that what was added can be taken away again without a trace.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::expr::{Aggregate, Given, Member, Step, Total};
use crate::form::{ChoiceList, Form};

use super::value::Value;
use super::{Slot, check};

/// What one member adds to its totals while it is shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part {
    filled: u32,
    number: Option<Decimal>,
}

/// A running total.
///
/// A decimal keeps 28 digits, so a sum moved by differences would lose the small ones beside a large one.
/// Whole parts and fractions are therefore summed apart, as integers.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals {
    pub shown: u32,
    filled: u32,
    pub numbers: u32,
    whole: i128,
    /// In units of 10^-28.
    fraction: i128,
    /// How often each number is there, where the least or the most is asked for.
    spread: Option<BTreeMap<Decimal, u32>>,
}

const FRACTION_DIGITS: u32 = 28;
const FRACTION_UNIT: i128 = 10_i128.pow(FRACTION_DIGITS);

impl Totals {
    /// Of nothing yet.
    pub fn of(aggregate: &Aggregate) -> Totals {
        Totals {
            spread: aggregate.ordered.then(BTreeMap::new),
            ..Totals::default()
        }
    }

    pub fn add(&mut self, part: Part) {
        self.shown += 1;
        self.filled += part.filled;
        if let Some(number) = part.number {
            let (whole, fraction) = split(number);
            self.numbers += 1;
            self.whole += whole;
            self.fraction += fraction;
            if let Some(spread) = &mut self.spread {
                *spread.entry(number).or_default() += 1;
            }
        }
    }

    pub fn take(&mut self, part: Part) {
        self.shown -= 1;
        self.filled -= part.filled;
        if let Some(number) = part.number {
            let (whole, fraction) = split(number);
            self.numbers -= 1;
            self.whole -= whole;
            self.fraction -= fraction;
            if let Some(spread) = &mut self.spread
                && let Some(times) = spread.get_mut(&number)
            {
                *times -= 1;
                if *times == 0 {
                    spread.remove(&number);
                }
            }
        }
    }

    pub fn read(&self, total: Total) -> Option<Decimal> {
        match total {
            Total::Count => Some(Decimal::from(self.filled)),
            Total::Shown => Some(Decimal::from(self.shown)),
            Total::Sum => self.sum(),
            Total::Mean => self.sum()?.checked_div(Decimal::from(self.numbers)),
            Total::Min => self.spread.as_ref()?.keys().next().copied(),
            Total::Max => self.spread.as_ref()?.keys().next_back().copied(),
        }
    }

    pub fn sum(&self) -> Option<Decimal> {
        if self.numbers == 0 {
            return None;
        }
        let carried = self.whole + self.fraction / FRACTION_UNIT;
        let whole = Decimal::try_from_i128_with_scale(carried, 0).ok()?;
        let rest = self.fraction % FRACTION_UNIT;
        if rest == 0 {
            return Some(whole);
        }
        let rest = Decimal::try_from_i128_with_scale(rest, FRACTION_DIGITS).ok()?;
        Some(whole.checked_add(rest)?.normalize())
    }
}

fn split(number: Decimal) -> (i128, i128) {
    let scale = number.scale();
    if scale == 0 {
        return (number.mantissa(), 0);
    }
    let unit = 10_i128.pow(scale);
    let mantissa = number.mantissa();
    let to_unit = 10_i128.pow(FRACTION_DIGITS.saturating_sub(scale));
    (mantissa / unit, mantissa % unit * to_unit)
}

/// What `slot`, which is shown, adds as `member`.
pub(super) fn part(form: &Form, member: &Member, slot: &Slot) -> Part {
    let mut part = Part::default();
    let Some(value) = slot.value() else {
        return part;
    };
    if let Value::Rows(rows) = value {
        part.filled = rows.len() as u32;
        return part;
    }
    let turned = member.turn.and_then(|turn| form.turns.get(turn as usize));
    let number = match (value, turned) {
        (_, Some(steps)) => turn(form, member, steps, value),
        (_, None) if member.score => score(form.choice_list(form.item(member.item)), value),
        (Value::Number(number), None) => Some(*number),
        (_, None) => None,
    };
    let any = !member.score && turned.is_none();
    part.filled = u32::from(number.is_some() || any);
    part.number = number;
    part
}

/// The number that the steps of a member make of an answer.
fn turn(form: &Form, member: &Member, steps: &[Step], value: &Value) -> Option<Decimal> {
    let scored = |value: &Value| score(form.choice_list(form.item(member.item)), value);
    let mut given = match (member.score, value) {
        (true, _) => Given::Number(scored(value)?),
        (false, value) => given(value)?,
    };
    for step in steps {
        let number = match (step, given) {
            (Step::From(top), Given::Number(number)) => top.checked_sub(number),
            (Step::Times(times), Given::Number(number)) => number.checked_mul(*times),
            (Step::Lookup(lookup), given) => form.lookups.get(*lookup as usize)?.find(&[given]),
            (Step::From(_) | Step::Times(_), Given::Bool(_) | Given::Word(_)) => None,
        };
        given = Given::Number(number?);
    }
    match given {
        Given::Number(number) => Some(number),
        Given::Bool(_) | Given::Word(_) => None,
    }
}

/// An answer as it is looked up.
fn given(value: &Value) -> Option<Given<'_>> {
    Some(match value {
        Value::Number(number) => Given::Number(*number),
        Value::Bool(bool) => Given::Bool(*bool),
        Value::Code(code) => Given::Word(code.as_str()),
        Value::Text(text) => Given::Word(text),
        Value::Codes(_) | Value::Date(_) | Value::Time(_) | Value::Ref(_) | Value::Rows(_) => {
            return None;
        }
    })
}

/// The score of the option chosen, where it has one.
pub(super) fn score(choices: Option<&ChoiceList>, value: &Value) -> Option<Decimal> {
    match value {
        Value::Code(code) => check::option(choices?, code)?.score,
        Value::Text(_)
        | Value::Number(_)
        | Value::Bool(_)
        | Value::Codes(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Ref(_)
        | Value::Rows(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn part(number: &str) -> Part {
        Part {
            filled: 1,
            number: Some(number.parse().unwrap()),
        }
    }

    #[test]
    fn what_is_added_and_taken_away_leaves_no_trace() {
        let large = part("79228162514264337593543950335");
        let third = part("-0.3333333333333333333333333333");
        let ordered = Aggregate {
            items: Vec::new(),
            ordered: true,
        };
        let mut totals = Totals::of(&ordered);
        totals.add(third);
        for _ in 0..3 {
            totals.add(large);
        }
        // Too large to be written, yet nothing is lost.
        assert_eq!(totals.read(Total::Sum), None);
        for _ in 0..3 {
            totals.take(large);
        }
        assert_eq!(totals.read(Total::Sum), third.number);
        assert_eq!(totals.read(Total::Max), third.number);
        totals.take(third);
        assert_eq!(totals.read(Total::Sum), None);
        assert_eq!(totals.read(Total::Min), None);
        assert_eq!(totals.read(Total::Count), Some(Decimal::ZERO));
    }

    #[test]
    fn fractions_carry_over() {
        let mut totals = Totals::default();
        for number in ["0.9", "0.35", "-2.5", "1"] {
            totals.add(part(number));
        }
        assert_eq!(totals.read(Total::Sum), Some("-0.25".parse().unwrap()));
        assert_eq!(totals.read(Total::Mean), Some("-0.0625".parse().unwrap()));
    }
}
