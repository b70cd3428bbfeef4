//! Doubts about scores: what they do where answers are missing, and whether their bands cover what they can come to.

use std::collections::HashMap;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::super::diagnostic::{Message, Span};
use super::super::expr::Op;
use super::super::reader::Reader;
use super::super::syntax::{Budget, Part, Tree, parse};
use super::super::{Form, Item, ItemIx};
use super::logic::tables;
use super::walk::quoted;
use super::world::{Effort, World};

pub(super) fn doubts<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>, form: &Form) {
    let ids = form.items.iter().zip(0..);
    let ids: HashMap<&str, ItemIx> = ids.map(|(item, ix)| (item.id.as_str(), ix)).collect();
    let unguarded = unguarded(form, &ids);
    let effort = Effort::default();
    for (table, ix) in tables(document, "score", form) {
        let item = form.item(ix);
        if let Some(quoted) = table.get("expr").and_then(quoted)
            && unguarded[ix as usize]
        {
            let message = Message::new("form-score-no-minimum");
            reader.faults.warning(quoted.span, message);
        }
        bands(reader, table, item, World::new(form, &effort));
        additions(reader, table, form, &ids);
    }
    for (table, ix) in tables(document, "item", form) {
        bands(reader, table, form.item(ix), World::new(form, &effort));
    }
}

/// Answers added with a plus: nobody's score where one of them is missing, which is seldom meant.
fn additions<'a>(
    reader: &mut Reader<'a>,
    table: &'a DeTable<'a>,
    form: &Form,
    ids: &HashMap<&str, ItemIx>,
) {
    let Some(quoted) = table.get("expr").and_then(quoted) else {
        return;
    };
    let Ok(tree) = parse(quoted.text, &mut Budget::default()) else {
        return;
    };
    let asked = |name: &str| {
        let item = ids.get(name).map(|ix| form.item(*ix));
        item.filter(|item| item.is_answerable() && !item.score)
    };
    if let Some((span, left, right)) = addition(&tree, &asked) {
        let message = Message::new("form-score-plus")
            .with("left", left.id.as_str())
            .with("right", right.id.as_str());
        let span = reader.within(&quoted, span);
        reader.faults.warning(span, message);
    }
}

/// The outermost plus with an answer on both sides that it has no result without.
fn addition<'f>(
    tree: &Tree<'_>,
    asked: &impl Fn(&str) -> Option<&'f Item>,
) -> Option<(Span, &'f Item, &'f Item)> {
    match &tree.part {
        Part::Binary(op, left, right) => {
            let both = needed(left, asked).zip(needed(right, asked));
            let both = both.filter(|_| *op == Op::Add);
            both.map(|(one, other)| (tree.span.clone(), one, other))
                .or_else(|| addition(left, asked))
                .or_else(|| addition(right, asked))
        }
        Part::Negate(inner) => addition(inner, asked),
        // What happens without the answer has been thought of.
        Part::Call("if" | "coalesce", _) => None,
        Part::Call(_, given) => given.iter().find_map(|it| addition(&it.value, asked)),
        _ => None,
    }
}

/// An answer without which a part of a sum has no value.
fn needed<'f>(tree: &Tree<'_>, asked: &impl Fn(&str) -> Option<&'f Item>) -> Option<&'f Item> {
    match &tree.part {
        Part::Name(name) => asked(name),
        Part::Negate(inner) => needed(inner, asked),
        Part::Binary(Op::Add | Op::Subtract | Op::Multiply | Op::Divide, left, right) => {
            needed(left, asked).or_else(|| needed(right, asked))
        }
        _ => None,
    }
}

/// Which worked-out items add up whatever there is, themselves or through what they read.
fn unguarded(form: &Form, ids: &HashMap<&str, ItemIx>) -> Vec<bool> {
    let mut unguarded = vec![false; form.items.len()];
    let mut readers: Vec<Vec<ItemIx>> = vec![Vec::new(); form.items.len()];
    let mut budget = Budget::default();
    for (item, ix) in form.items.iter().zip(0..) {
        let Ok(tree) = parse(&item.rule, &mut budget) else {
            continue;
        };
        tree.walk(&mut |tree| match tree.part {
            Part::Call("sum" | "mean", _) => unguarded[ix as usize] = true,
            Part::Name(name) => {
                let read = ids.get(name).filter(|read| **read != ix);
                readers[read.map_or(ix, |read| *read) as usize].push(ix);
            }
            _ => {}
        });
    }
    let all = unguarded.iter().zip(0..);
    let mut next: Vec<ItemIx> = all.filter(|(sums, _)| **sums).map(|(_, ix)| ix).collect();
    while let Some(ix) = next.pop() {
        for reader in std::mem::take(&mut readers[ix as usize]) {
            if !std::mem::replace(&mut unguarded[reader as usize], true) {
                next.push(reader);
            }
        }
    }
    unguarded
}

fn bands(reader: &mut Reader<'_>, table: &DeTable<'_>, item: &Item, mut world: World<'_>) {
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
    let range = world.range(rule);
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
