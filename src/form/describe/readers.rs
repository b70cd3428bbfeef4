//! Who reads whom: for each item the items, scores, sections and texts that it has a say in.

use super::super::expr::Expr;
use super::super::{Form, Item, ItemIx, Piece, Wording};
use super::Speaker;
use super::written::{Facts, Written};

/// The ids of the readers, by the number of what they read.
pub(super) struct Readers(Vec<Vec<String>>);

/// Keys of rules.
const RULES: [&str; 4] = ["relevant", "filter", "calculation", "expr"];

impl Readers {
    pub fn find(form: &Form, written: &Written, speaker: &Speaker<'_>) -> Readers {
        let mut readers = Readers(vec![Vec::new(); form.items.len()]);
        for section in &form.sections {
            let id = section.id.as_str();
            let mut read = by_rules(&written.section(id), speaker);
            read.extend(by_words(form, &section.title));
            read.extend(by_words(form, &section.intro));
            readers.add(id, read);
        }
        for item in form.items.iter().filter(|item| !item.hidden) {
            let mut read = by_rules(&written.item(item.id.as_str()), speaker);
            for wording in wordings(item) {
                read.extend(by_words(form, wording));
            }
            read.extend(item.about);
            read.retain(|read| form.item(*read).id != item.id);
            readers.add(item.id.as_str(), read);
        }
        for suggestion in &form.suggestions {
            let mut read = speaker.named(&suggestion.rule);
            read.extend(by_words(form, &suggestion.text));
            readers.add("suggest", read);
        }
        readers
    }

    pub fn of(&self, item: ItemIx) -> Vec<String> {
        self.0.get(item as usize).cloned().unwrap_or_default()
    }

    fn add(&mut self, reader: &str, mut read: Vec<ItemIx>) {
        read.sort_unstable();
        read.dedup();
        for item in read {
            let Some(readers) = self.0.get_mut(item as usize) else {
                continue;
            };
            if readers.last().is_none_or(|last| last != reader) {
                readers.push(reader.to_owned());
            }
        }
    }
}

fn by_rules(facts: &Facts, speaker: &Speaker<'_>) -> Vec<ItemIx> {
    let rules = RULES.iter().filter_map(|key| facts.word(key));
    let rules = rules.chain(facts.limits().iter().map(|limit| limit.rule.as_str()));
    rules.flat_map(|rule| speaker.named(rule)).collect()
}

fn wordings(item: &Item) -> impl Iterator<Item = &Wording> {
    let messages = item
        .constraints
        .iter()
        .map(|constraint| &constraint.message);
    [&item.label, &item.hint, &item.why]
        .into_iter()
        .chain(&item.draft)
        .chain(messages)
}

fn by_words(form: &Form, wording: &Wording) -> Vec<ItemIx> {
    let mut read = Vec::new();
    for variant in &wording.variants {
        if let Some(when) = &variant.when {
            by_expr(form, when, &mut read);
        }
        for (_, template) in variant.text.iter() {
            by_pieces(form, &template.pieces, &mut read);
        }
    }
    read
}

fn by_pieces(form: &Form, pieces: &[Piece], read: &mut Vec<ItemIx>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(expr) => by_expr(form, expr, read),
            Piece::If { when, body } => {
                by_expr(form, when, read);
                by_pieces(form, body, read);
            }
            Piece::Each { list, when, body } => {
                read.push(*list);
                if let Some(when) = when {
                    by_expr(form, when, read);
                }
                by_pieces(form, body, read);
            }
            Piece::EachEmbedded { embed, .. } => read.push(*embed),
        }
    }
}

fn by_expr(form: &Form, expr: &Expr, read: &mut Vec<ItemIx>) {
    expr.walk(&mut |part| match part {
        Expr::Item(item)
        | Expr::Score(item)
        | Expr::Previous(item)
        | Expr::Answered(item)
        | Expr::Band(item)
        | Expr::Rated(item, _) => read.push(*item),
        Expr::TableCell { column, .. } => read.push(*column),
        Expr::Total(_, aggregate) => {
            let members = form.aggregates[*aggregate as usize].items.iter();
            read.extend(members.map(|member| member.item));
        }
        _ => {}
    });
}
