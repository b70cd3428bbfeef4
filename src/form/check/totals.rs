//! Between what totals over items and scales can lie.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::expr::{Group, Member, MinAnswered, Scale, Step, Total};
use super::super::{AggregateIx, Form, ItemIx, Kind, LookupIx};
use super::range::Range;
use super::world::World;

impl World<'_> {
    pub fn total_range(&mut self, total: Total, ix: AggregateIx) -> Range {
        let members = &self.form().aggregates[ix as usize].items;
        let rows = members
            .iter()
            .any(|member| in_rows(self.form(), member.item));
        match total {
            Total::Count | Total::Shown if rows => Range::from(Decimal::ZERO),
            Total::Count | Total::Shown => Range::new(0, members.len() as u64),
            Total::Sum if rows => Range::ANY,
            Total::Sum => self
                .members(members)
                .map_or(Range::ANY, |ranges| sums(&ranges, 1)),
            Total::Mean | Total::Min | Total::Max => self.members(members).map_or(Range::ANY, any),
        }
    }

    /// Between what a scale can lie, given how many answers it needs.
    pub fn scale_range(&mut self, scale: &Scale) -> Range {
        let mut sum = Range::new(0, 0);
        let mut all = Vec::new();
        for group in &scale.groups {
            let members = &self.form().aggregates[group.aggregate as usize].items;
            let rows = members
                .iter()
                .any(|member| in_rows(self.form(), member.item));
            let Some(ranges) = self.members(members).filter(|_| !rows) else {
                return Range::ANY;
            };
            sum = sum.plus(self.group_sum(group, &ranges, scale.prorate));
            all.extend(ranges);
        }
        let range = match scale.total {
            Total::Sum => sum,
            _ => any(all),
        };
        match scale.round {
            Some(digits) => range.map(|end| {
                end.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
            }),
            None => range,
        }
    }

    fn group_sum(&self, group: &Group, ranges: &[Range], prorate: bool) -> Range {
        let members = &self.form().aggregates[group.aggregate as usize].items;
        let shown = members
            .iter()
            .filter(|member| always_shown(self.form(), member.item));
        let shown = shown.count();
        if prorate {
            // What is not answered counts as the rest does.
            let counted = Range::new(shown.max(1) as u64, members.len() as u64);
            return any(ranges.to_vec()).times(counted);
        }
        let fewest = match group.enough {
            MinAnswered::Count(count) => count as usize,
            MinAnswered::MostMissing(count) => shown.saturating_sub(count as usize),
            MinAnswered::Share(share) => {
                let of_shown = share.checked_mul(Decimal::from(shown));
                of_shown
                    .and_then(|count| count.ceil().to_usize())
                    .unwrap_or(1)
            }
        };
        sums(ranges, fewest.max(1))
    }

    /// Between what each member lies, unless that takes too long to look at.
    fn members(&mut self, members: &[Member]) -> Option<Vec<Range>> {
        if !self.spend(members.len()) {
            return None;
        }
        Some(members.iter().map(|member| self.member(member)).collect())
    }

    fn member(&self, member: &Member) -> Range {
        let item = self.form().item(member.item);
        let range = match (member.score, self.form().choice_list(item)) {
            (true, Some(list)) => {
                let scores = list.options.iter().filter_map(|option| option.score);
                Range::around(scores).unwrap_or(Range::ANY)
            }
            _ => self.item_range(item),
        };
        let steps = member
            .turn
            .map_or(&[][..], |ix| &self.form().turns[ix as usize]);
        steps.iter().fold(range, |range, step| match step {
            Step::From(number) => Range::point(*number).plus(range.negated()),
            Step::Times(number) => range.times(Range::point(*number)),
            Step::Lookup(ix) => self.lookup_range(*ix),
        })
    }

    pub fn lookup_range(&self, ix: LookupIx) -> Range {
        let ends = self.form().lookups[ix as usize].ends();
        ends.map_or(Range::ANY, |(least, most)| Range::new(least, most))
    }
}

/// Around all of these.
fn any(ranges: Vec<Range>) -> Range {
    ranges.into_iter().reduce(Range::or).unwrap_or(Range::ANY)
}

/// Hidden items are in no denominator, so that few shown may be all.
fn always_shown(form: &Form, ix: ItemIx) -> bool {
    let item = form.item(ix);
    let section = item.section.map(|ix| &form.sections[usize::from(ix)]);
    item.parent.is_none()
        && item.relevant.is_none()
        && section.is_none_or(|section| section.relevant.is_none())
}

fn in_rows(form: &Form, ix: ItemIx) -> bool {
    let item = form.item(ix);
    let parent = item.parent.map(|parent| &form.item(parent).kind);
    matches!(item.kind, Kind::List { .. })
        || matches!(parent, Some(Kind::List { .. } | Kind::Table { .. }))
}

/// The sum of at least so many of these.
fn sums(ranges: &[Range], fewest: usize) -> Range {
    let least = ends(ranges.iter().map(|range| range.least));
    let most = ends(ranges.iter().map(|range| range.most.map(|most| -most)));
    let most = most.and_then(|ends| smallest_sum(ends, fewest));
    Range {
        least: least.and_then(|ends| smallest_sum(ends, fewest)),
        most: most.map(|sum| -sum),
    }
}

fn ends(ends: impl Iterator<Item = Option<Decimal>>) -> Option<Vec<Decimal>> {
    let mut ends: Vec<Decimal> = ends.collect::<Option<_>>()?;
    ends.sort_unstable();
    Some(ends)
}

fn smallest_sum(ends: Vec<Decimal>, fewest: usize) -> Option<Decimal> {
    let counted = ends.into_iter().enumerate();
    let mut counted = counted.filter(|(at, end)| *at < fewest || *end < Decimal::ZERO);
    counted.try_fold(Decimal::ZERO, |sum, (_, end)| sum.checked_add(end))
}
