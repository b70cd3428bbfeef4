//! `kohtaa form show`: one form, its sections and items.

use std::sync::Arc;

use serde::Serialize;

use super::{Row, find, row};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::Form;
use crate::lang::Lang;

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    head: Row<'a>,
    sections: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a str,
    title: String,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    label: String,
    more: bool,
}

pub fn run(edge: &Edge, id: &str, json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let form = find(edge, &catalogue, id)?;
    let shown = Shown {
        head: row(&catalogue, form, edge.lang),
        sections: sections(form, edge.lang),
    };
    if json {
        return edge::print_json("kohtaa.form/1", shown);
    }
    let head = &shown.head;
    let mut text = format!("{}  {}\n{}\n", head.id, head.title, head.version);
    for section in &shown.sections {
        text.push_str(&format!("\n{}  {}\n", section.id, section.title));
        for item in &section.items {
            let sign = if item.more { "+" } else { "-" };
            text.push_str(&format!("  {sign} {}  {}\n", item.id, item.label));
        }
    }
    edge::print(&text)
}

/// Sections with their items, in the words of an empty filling.
fn sections(form: &Arc<Form>, lang: Lang) -> Vec<Part<'_>> {
    let words = |wording: &crate::form::Wording| {
        let first = wording
            .variants
            .last()
            .and_then(|variant| variant.text.get(lang));
        first.map_or_else(String::new, |said| flat(&said.value.pieces))
    };
    let items = |section: usize| {
        let inside = form
            .items
            .iter()
            .filter(move |item| item.section.map(usize::from) == Some(section));
        inside.map(|item| Item {
            id: item.id.as_str(),
            label: words(&item.label),
            more: item.more,
        })
    };
    let sections = form.sections.iter().enumerate();
    sections
        .map(|(number, section)| Part {
            id: section.id.as_str(),
            title: words(&section.title),
            items: items(number).collect(),
        })
        .collect()
}

/// A text with its holes left as holes, on one line.
fn flat(pieces: &[crate::form::Piece]) -> String {
    let text: String = pieces
        .iter()
        .map(|piece| match piece {
            crate::form::Piece::Text(text) => text,
            _ => "…",
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
