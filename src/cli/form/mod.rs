//! `kohtaa form`: the forms at hand, one of them, and what is wrong with a file.

mod check;
mod list;
mod show;

use std::sync::Arc;

use serde::Serialize;

use super::args;
use super::edge::Edge;
use super::fault::Fault;
use crate::form::{Catalogue, Form};
use crate::lang::Lang;

pub fn run(edge: &Edge, command: args::Form) -> Result<(), Fault> {
    match command {
        args::Form::List { json } => list::run(edge, json),
        args::Form::Show { form, json } => show::run(edge, &form, json),
        args::Form::Check { paths, json } => check::run(edge, &paths, json),
    }
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    version: String,
    languages: Vec<&'static str>,
    subject: &'a str,
    standing: bool,
    items: usize,
    minutes: Option<u16>,
    licence: &'a str,
    file: &'a str,
}

fn row<'a>(catalogue: &'a Catalogue, form: &'a Form, lang: Lang) -> Row<'a> {
    Row {
        id: form.id.as_str(),
        title: form.title.plain(lang),
        version: form.hash.to_string(),
        languages: form.languages.iter().map(|lang| lang.code()).collect(),
        subject: form.subject.as_str(),
        standing: form.standing,
        items: form
            .items
            .iter()
            .filter(|item| item.is_answerable())
            .count(),
        minutes: form.minutes,
        licence: &form.licence,
        file: catalogue.file(form.id.as_str()).unwrap_or_default(),
    }
}

fn warn_of_faulty(edge: &Edge, catalogue: &Catalogue) {
    for faulty in catalogue.faulty() {
        edge.warn("form-is-faulty", &[("file", (&faulty.file).into())]);
    }
}

/// A form by its id.
pub fn find<'a>(edge: &Edge, catalogue: &'a Catalogue, id: &str) -> Result<&'a Arc<Form>, Fault> {
    if let Some(form) = catalogue.find(id) {
        return Ok(form);
    }
    // It may be one of these.
    warn_of_faulty(edge, catalogue);
    Err(Fault::about("form-none", "form", id))
}
