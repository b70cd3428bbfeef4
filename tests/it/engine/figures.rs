//! Totals and lookups once more, over all that goes into them.

use kohtaa::form::expr::{Column, Key, Lookup, MinAnswered, Total};
use kohtaa::response::Value;
use rust_decimal::Decimal;

pub fn read(which: Total, shown: usize, filled: usize, numbers: &[Decimal]) -> Option<Decimal> {
    match which {
        Total::Shown => Some(Decimal::from(shown)),
        Total::Count => Some(Decimal::from(filled)),
        _ if numbers.is_empty() => None,
        Total::Sum => sum(numbers),
        Total::Mean => sum(numbers)?.checked_div(Decimal::from(numbers.len())),
        Total::Min => numbers.iter().min().copied(),
        Total::Max => numbers.iter().max().copied(),
    }
}

/// The exact sum, where it can be written: whole parts and fractions apart, since a decimal keeps 28 digits.
pub fn sum(numbers: &[Decimal]) -> Option<Decimal> {
    const UNIT: i128 = 10_i128.pow(28);
    let whole: i128 = numbers.iter().map(|number| number.trunc().mantissa()).sum();
    let fractions = numbers.iter().map(|number| {
        let mut fraction = number.fract();
        fraction.rescale(28);
        fraction.mantissa()
    });
    let fraction: i128 = fractions.sum();
    let whole = Decimal::try_from_i128_with_scale(whole + fraction / UNIT, 0).ok()?;
    let rest = Decimal::try_from_i128_with_scale(fraction % UNIT, 28).ok()?;
    whole.checked_add(rest)
}

/// How many items of a group are shown, and the numbers answered.
pub type Counted = (usize, Vec<Decimal>);

pub fn total(groups: &[Counted]) -> Option<Decimal> {
    let answered = groups.iter().filter(|(_, numbers)| !numbers.is_empty());
    answered
        .map(|(_, numbers)| sum(numbers))
        .try_fold(Decimal::ZERO, |all, part| all.checked_add(part?))
}

/// What is missing counts as the mean of its group: all over one denominator, so that thirds add up to one.
pub fn prorated(groups: &[Counted], by: usize) -> Option<Decimal> {
    let wholes = groups.iter().map(|(shown, numbers)| {
        let whole = sum(numbers)?.checked_mul(Decimal::from(*shown))?;
        (!numbers.is_empty()).then_some((whole, numbers.len()))
    });
    let wholes: Vec<(Decimal, usize)> = wholes.collect::<Option<_>>()?;
    let all: usize = (1..)
        .find(|all| wholes.iter().all(|(_, numbers)| all % numbers == 0))
        .unwrap_or(1);
    let over_one = || {
        let mut above = Decimal::ZERO;
        for (whole, numbers) in &wholes {
            let times = Decimal::from(all / numbers);
            above = above.checked_add(whole.checked_mul(times)?)?;
        }
        above.checked_div(Decimal::from(by * all))
    };
    let one_by_one = || {
        let parts = wholes.iter();
        let parts = parts.map(|(whole, numbers)| whole.checked_div(Decimal::from(*numbers)));
        let sum = parts
            .into_iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?));
        sum?.checked_div(Decimal::from(by))
    };
    over_one().or_else(one_by_one)
}

pub fn is_enough(enough: MinAnswered, answered: usize, shown: usize) -> bool {
    match enough {
        MinAnswered::Share(share) => Decimal::from(answered) >= share * Decimal::from(shown),
        MinAnswered::Count(count) => answered >= count as usize,
        MinAnswered::MostMissing(most) => shown - answered <= most as usize,
    }
}

/// Looks at every row.
pub fn look_up(lookup: &Lookup, given: &[Value]) -> Option<Decimal> {
    let key = |value: &Value| match value {
        Value::Number(number) => Key::Number(*number),
        Value::Bool(bool) => Key::Bool(*bool),
        Value::Code(code) => Key::Word(code.clone()),
        other => panic!("{other:?}"),
    };
    let rows = 0..lookup.rows().len();
    let keys = |row: usize, column: usize| lookup.keys(column).nth(row).unwrap();
    let mut fitting: Vec<usize> = rows.collect();
    for exact in [true, false] {
        for (column, sort) in lookup.columns.iter().enumerate() {
            let wanted = key(&given[column]);
            let wanted = match sort {
                Column::Exact if exact => wanted,
                Column::From if !exact => {
                    let fits = fitting.iter().map(|row| keys(*row, column));
                    fits.filter(|key| **key <= wanted).max()?.clone()
                }
                _ => continue,
            };
            fitting.retain(|row| *keys(*row, column) == wanted);
        }
    }
    fitting.first().map(|row| lookup.rows()[*row].result)
}
