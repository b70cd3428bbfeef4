//! Scales worked out: whether enough is answered, and the total with what is missing at its group's mean.

use rust_decimal::Decimal;

use crate::form::expr::{Group, MinAnswered, Scale, Total};

use super::Response;
use super::functions::rounded;
use super::totals::Totals;

impl Response {
    /// The total, if every group of which something is shown has answers enough, and all together.
    pub(super) fn scale(&self, scale: &Scale) -> Option<Decimal> {
        let mut groups: Vec<&Totals> = Vec::with_capacity(scale.groups.len());
        for Group { aggregate, enough } in &scale.groups {
            let totals = self.totals.get(*aggregate as usize)?;
            if totals.shown == 0 {
                continue;
            }
            if !is_enough(*enough, totals.numbers, totals.shown) {
                return None;
            }
            groups.push(totals);
        }
        let numbers: u32 = groups.iter().map(|group| group.numbers).sum();
        let shown: u32 = groups.iter().map(|group| group.shown).sum();
        let overall = scale.overall;
        let enough = overall.is_none_or(|overall| is_enough(overall, numbers, shown));
        if numbers == 0 || !enough {
            return None;
        }
        let value = match (scale.prorate, scale.total) {
            (true, Total::Mean) => prorated(&groups, Decimal::from(shown))?,
            (true, _) => prorated(&groups, Decimal::ONE)?,
            (false, Total::Mean) => sum(&groups)?.checked_div(Decimal::from(numbers))?,
            (false, _) => sum(&groups)?,
        };
        Some(match scale.round {
            Some(digits) => rounded(value, digits),
            None => value,
        })
    }
}

fn is_enough(wanted: MinAnswered, answered: u32, shown: u32) -> bool {
    match wanted {
        MinAnswered::Share(share) => share
            .checked_mul(Decimal::from(shown))
            .is_some_and(|least| Decimal::from(answered) >= least),
        MinAnswered::Count(count) => answered >= count,
        MinAnswered::MostMissing(most) => shown.saturating_sub(answered) <= most,
    }
}

fn sum(groups: &[&Totals]) -> Option<Decimal> {
    let answered = groups.iter().filter(|group| group.numbers > 0);
    answered
        .map(|group| group.sum())
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))
}

/// The sum with what is missing at its group's mean, divided by `by`; none where a group has no mean.
///
/// One division at the very end: a third and two thirds are one, not nearly one.
fn prorated(groups: &[&Totals], by: Decimal) -> Option<Decimal> {
    let parts = groups.iter().map(|group| {
        let whole = group.sum()?.checked_mul(Decimal::from(group.shown))?;
        Some((whole, u64::from(group.numbers)))
    });
    let parts: Vec<(Decimal, u64)> = parts.collect::<Option<_>>()?;
    let exact = || {
        let common = parts.iter().try_fold(1_u64, |common, (_, numbers)| {
            least_multiple(common, *numbers)
        })?;
        let mut above = Decimal::ZERO;
        for (whole, numbers) in &parts {
            let times = Decimal::from(common / numbers);
            above = above.checked_add(whole.checked_mul(times)?)?;
        }
        above.checked_div(by.checked_mul(Decimal::from(common))?)
    };
    let near = || {
        let mut sum = Decimal::ZERO;
        for (whole, numbers) in &parts {
            sum = sum.checked_add(whole.checked_div(Decimal::from(*numbers))?)?;
        }
        sum.checked_div(by)
    };
    exact().or_else(near)
}

fn least_multiple(one: u64, other: u64) -> Option<u64> {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    (one / a.max(1)).checked_mul(other)
}
