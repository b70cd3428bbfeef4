//! How far two raters agree over many ratings, chance set aside: Cohen's kappa, weighted where categories have an order.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// How much a disagreement counts by how far apart the categories are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Any disagreement is as bad as another: categories without an order.
    Alike,
    /// By the distance.
    Linear,
    /// By its square.
    Quadratic,
}

impl Weight {
    fn of(self, one: usize, other: usize) -> u64 {
        let apart = one.abs_diff(other) as u64;
        match self {
            Weight::Alike => u64::from(apart > 0),
            Weight::Linear => apart,
            Weight::Quadratic => apart.saturating_mul(apart),
        }
    }
}

/// Kappa of pairs of ratings, each the place of a category in its order: 1 is full agreement, 0 what chance gives. None where
/// there are no ratings, or where both raters put everything in one category and chance cannot be told from agreement.
pub fn kappa(pairs: &[(usize, usize)], weight: Weight) -> Option<Decimal> {
    let (mut ones, mut others) = (BTreeMap::new(), BTreeMap::new());
    let mut observed = 0u64;
    for (one, other) in pairs {
        *ones.entry(*one).or_insert(0u64) += 1;
        *others.entry(*other).or_insert(0u64) += 1;
        observed = observed.checked_add(weight.of(*one, *other))?;
    }
    let mut expected = Decimal::ZERO;
    for (one, count) in &ones {
        for (other, met) in &others {
            let both = Decimal::from(*count).checked_mul(Decimal::from(*met))?;
            let apart = Decimal::from(weight.of(*one, *other));
            expected = expected.checked_add(both.checked_mul(apart)?)?;
        }
    }
    if expected.is_zero() {
        return None;
    }
    let observed = Decimal::from(observed).checked_mul(Decimal::from(pairs.len()))?;
    Some(Decimal::ONE - observed.checked_div(expected)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A table of counts as the pairs that it stands for.
    fn pairs(table: &[&[usize]]) -> Vec<(usize, usize)> {
        let cells = table.iter().enumerate().flat_map(|(one, row)| {
            let cells = row.iter().enumerate();
            cells.flat_map(move |(other, count)| std::iter::repeat_n((one, other), *count))
        });
        cells.collect()
    }

    fn rounded(table: &[&[usize]], weight: Weight) -> String {
        let kappa = kappa(&pairs(table), weight).unwrap();
        format!("{:.4}", kappa.round_dp(4))
    }

    #[test]
    fn two_radiologists_agree_as_the_textbook_says() {
        // 85 xeromammograms, Boyd et al. 1982, worked out in Altman 1991 and in Stata's manual of `kap`.
        let table: [&[usize]; 4] = [
            &[21, 12, 0, 0],
            &[4, 17, 1, 0],
            &[3, 9, 15, 2],
            &[0, 0, 0, 1],
        ];
        assert_eq!(rounded(&table, Weight::Alike), "0.4728");
        assert_eq!(rounded(&table, Weight::Linear), "0.5684");
        assert_eq!(rounded(&table, Weight::Quadratic), "0.6714");
    }

    #[test]
    fn two_readers_of_fifty_proposals_agree_by_four_tenths() {
        assert_eq!(rounded(&[&[20, 5], &[10, 15]], Weight::Alike), "0.4000");
        assert_eq!(rounded(&[&[45, 15], &[25, 15]], Weight::Alike), "0.1304");
        assert_eq!(rounded(&[&[25, 35], &[5, 35]], Weight::Alike), "0.2593");
    }

    #[test]
    fn the_ends_are_one_and_none() {
        assert_eq!(
            kappa(&[(0, 0), (1, 1), (2, 2)], Weight::Linear),
            Some(Decimal::ONE)
        );
        assert_eq!(kappa(&[], Weight::Linear), None);
        assert_eq!(kappa(&[(3, 3), (3, 3)], Weight::Quadratic), None);
        let opposite = kappa(&[(0, 1), (1, 0)], Weight::Alike).unwrap();
        assert_eq!(opposite, Decimal::NEGATIVE_ONE);
    }
}
