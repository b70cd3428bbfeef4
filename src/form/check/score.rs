//! Doubts about scores: what they do where answers are missing, and whether their bands cover what they can come to.

use std::collections::HashSet;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use toml::de::{DeTable, DeValue};

use super::super::diagnostic::Message;
use super::super::expr::{Member, MinAnswered, Scale, Step, Total};
use super::super::reader::Reader;
use super::super::syntax::{Budget, Part, parse};
use super::super::{AggregateIx, Form, Item, ItemIx, Kind, LookupIx};
use super::logic::tables;
use super::range::Range;
use super::walk::quoted;
use super::world::World;

pub(super) fn doubts<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>, form: &Form) {
    for (table, ix) in tables(document, "score", form) {
        let item = form.item(ix);
        if let Some(quoted) = table.get("expr").and_then(quoted)
            && is_unguarded(form, &item.rule, &mut HashSet::new())
        {
            let message = Message::new("form-score-no-minimum");
            reader.faults.warning(quoted.span, message);
        }
        bands(reader, table, item, form);
    }
    for (table, ix) in tables(document, "item", form) {
        bands(reader, table, form.item(ix), form);
    }
}

/// Whether a rule adds up whatever there is, itself or through what it reads.
fn is_unguarded<'f>(form: &'f Form, rule: &'f str, seen: &mut HashSet<&'f str>) -> bool {
    let Ok(tree) = parse(rule, &mut Budget::default()) else {
        return false;
    };
    let mut unguarded = false;
    let mut reads = Vec::new();
    tree.walk(&mut |tree| match tree.part {
        Part::Call("sum" | "mean", _) => unguarded = true,
        Part::Name(name) if seen.insert(name) => reads.push(name),
        _ => {}
    });
    let items = reads.into_iter().filter_map(|name| form.find(name));
    let rules = items.map(|ix| form.item(ix).rule.as_str());
    let rules: Vec<&str> = rules.filter(|rule| !rule.is_empty()).collect();
    unguarded || rules.into_iter().any(|rule| is_unguarded(form, rule, seen))
}

fn bands(reader: &mut Reader<'_>, table: &DeTable<'_>, item: &Item, form: &Form) {
    let (Some(DeValue::Array(array)), Some(rule)) = (
        table.get("bands").map(|bands| bands.get_ref()),
        &item.calculation,
    ) else {
        return;
    };
    if item.bands_source.is_empty()
        && let Some(bands) = table.get("bands")
    {
        let message = Message::new("form-bands-no-source");
        reader.faults.warning(bands.span(), message);
    }
    let range = World::new(form).range(rule);
    for (at, band) in item.bands.iter().enumerate() {
        let Some(place) = array.get(at).map(|band| band.span()) else {
            return;
        };
        if let Some(least) = range.least.filter(|least| at == 0 && *least < band.from) {
            let message = Message::new("form-bands-gap")
                .with("least", &number(least))
                .with("from", &number(band.from));
            reader.faults.warning(place, message);
        } else if let Some(most) = range.most.filter(|most| *most < band.from) {
            let message = Message::new("form-band-beyond").with("most", &number(most));
            reader.faults.warning(place, message);
        } else if let Some(next) = item.bands.get(at + 1)
            && let Some(least) = range.least.filter(|least| next.from <= *least)
        {
            let message = Message::new("form-band-below").with("least", &number(least));
            reader.faults.warning(place, message);
        }
    }
}

fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Between what a total over items can lie.
pub(super) fn total_range(form: &Form, total: Total, ix: AggregateIx) -> Range {
    let members = &form.aggregates[ix as usize].items;
    let rows = members.iter().any(|member| in_rows(form, member.item));
    let ranges: Vec<Range> = members
        .iter()
        .map(|member| member_range(form, member))
        .collect();
    match total {
        Total::Count | Total::Shown if rows => Range::from(Decimal::ZERO),
        Total::Count | Total::Shown => Range::new(0, members.len() as u64),
        Total::Sum if rows => Range::ANY,
        Total::Sum => sums(&ranges, 1),
        Total::Mean | Total::Min | Total::Max => {
            ranges.into_iter().reduce(Range::or).unwrap_or(Range::ANY)
        }
    }
}

/// Between what a scale can lie, given how many answers it needs.
pub(super) fn scale_range(form: &Form, scale: &Scale) -> Range {
    let mut sum = Range::new(0, 0);
    let mut mean: Option<Range> = None;
    for group in &scale.groups {
        let members = &form.aggregates[group.aggregate as usize].items;
        if members.iter().any(|member| in_rows(form, member.item)) {
            return Range::ANY;
        }
        let ranges: Vec<Range> = members
            .iter()
            .map(|member| member_range(form, member))
            .collect();
        sum = sum.plus(sums(
            &ranges,
            fewest(form, members, group.enough, scale.prorate),
        ));
        mean = ranges.into_iter().chain(mean).reduce(Range::or);
    }
    let range = match scale.total {
        Total::Sum => sum,
        _ => mean.unwrap_or(Range::ANY),
    };
    match scale.round {
        Some(digits) => range.map(|end| round(end, digits)),
        None => range,
    }
}

fn round(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

pub(super) fn lookup_range(form: &Form, ix: LookupIx) -> Range {
    let ends = form.lookups[ix as usize].ends();
    ends.map_or(Range::ANY, |(least, most)| Range::new(least, most))
}

/// How many members surely count.
fn fewest(form: &Form, members: &[Member], wanted: MinAnswered, prorate: bool) -> usize {
    // Hidden items are in no denominator, so that few shown may be all.
    let always = |member: &&Member| {
        let item = form.item(member.item);
        let section = item.section.map(|ix| &form.sections[usize::from(ix)]);
        item.parent.is_none()
            && item.relevant.is_none()
            && section.is_none_or(|section| section.relevant.is_none())
    };
    let shown = members.iter().filter(always).count();
    let wanted = match wanted {
        MinAnswered::Count(count) => count as usize,
        MinAnswered::MostMissing(count) => shown.saturating_sub(count as usize),
        MinAnswered::Share(share) => {
            let of_shown = share.checked_mul(Decimal::from(shown)).unwrap_or_default();
            of_shown.ceil().to_usize().unwrap_or(1)
        }
    };
    // Prorated, what is not answered counts as the rest does.
    if prorate {
        shown.max(wanted)
    } else {
        wanted.max(1)
    }
}

/// The sum of at least so many of these.
fn sums(ranges: &[Range], fewest: usize) -> Range {
    let least = ends(ranges.iter().map(|range| range.least));
    let most = ends(ranges.iter().map(|range| range.most.map(|most| -most)));
    Range {
        least: least.and_then(|ends| smallest_sum(ends, fewest)),
        most: most
            .and_then(|ends| smallest_sum(ends, fewest))
            .map(|sum| -sum),
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

fn in_rows(form: &Form, ix: ItemIx) -> bool {
    let item = form.item(ix);
    let parent = item.parent.map(|parent| &form.item(parent).kind);
    matches!(item.kind, Kind::List { .. })
        || matches!(parent, Some(Kind::List { .. } | Kind::Table { .. }))
}

fn member_range(form: &Form, member: &Member) -> Range {
    let item = form.item(member.item);
    let range = match (member.score, form.choice_list(item)) {
        (true, Some(list)) => {
            let scores = list.options.iter().filter_map(|option| option.score);
            Range::around(scores).unwrap_or(Range::ANY)
        }
        _ => World::new(form).item_range(item),
    };
    let steps = member.turn.map_or(&[][..], |ix| &form.turns[ix as usize]);
    steps.iter().fold(range, |range, step| match step {
        Step::From(number) => Range::point(*number).plus(range.negated()),
        Step::Times(number) => range.times(Range::point(*number)),
        Step::Lookup(ix) => lookup_range(form, *ix),
    })
}
