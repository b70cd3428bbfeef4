//! `kohtaa form show`: one form with its whole logic.

use serde::Serialize;

use super::{Row, named, row};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::describe::{Described, describe};
use crate::plain;

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    head: Row<'a>,
    #[serde(flatten)]
    form: Described,
}

pub fn run(edge: &Edge, word: &str, json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let (form, source) = named(edge, &catalogue, word)?;
    let head = Row {
        file: &source.name,
        ..row(&catalogue, &form, edge.lang)
    };
    let described = describe(&form, &source.bytes, edge.lang);
    if json {
        let form = described;
        return edge::print_json("kohtaa.form/1", Shown { head, form });
    }
    let mut text = format!("{}  {}\n{}\n", head.id, head.title, head.version);
    let facts = [
        head.languages.join(" "),
        described.style.to_owned(),
        described.sensitivity.to_owned(),
        described.retention.clone(),
        head.licence.to_owned(),
    ];
    text.push_str(&format!("{}\n", facts.join(" · ")));
    text.push_str(&plain::form_text(&described, edge.lang));
    edge::print(&text)
}
