//! `kohtaa form`: the forms at hand, one of them, and what is wrong with a file.

mod check;
mod diff;
mod edition;
mod list;
mod new;
mod preview;
mod schema;
mod show;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::args;
use super::edge::Edge;
use super::fault::Fault;
use crate::form::{Catalogue, Diagnostic, Form, Source};
use crate::lang::Lang;

pub fn run(edge: &Edge, command: args::Form, plain: bool) -> Result<u8, Fault> {
    let done = match command {
        args::Form::List { json } => list::run(edge, json),
        args::Form::Show { form, json } => show::run(edge, &form, json),
        args::Form::Diff {
            old,
            new,
            vault,
            json,
        } => diff::run(edge, &[old, new], vault, json),
        args::Form::Check {
            paths,
            against,
            vault,
            json,
        } => check::run(edge, &paths, against.as_deref(), vault, json),
        args::Form::Schema { out } => schema::run(out.as_deref()),
        args::Form::Preview(asked) => return preview::run(edge, &asked, plain),
        args::Form::New { file, id, kind } => new::run(edge, file, id, kind),
    };
    done.map(|()| 0)
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

/// A form by its id, or one in a file, with its bytes and the name of the file.
fn named(edge: &Edge, catalogue: &Catalogue, word: &str) -> Result<(Arc<Form>, Source), Fault> {
    if let Some(form) = catalogue.find(word)
        && let Some(bytes) = catalogue.bytes(form.hash)
    {
        let file = catalogue.file(word).unwrap_or_default();
        return Ok((Arc::clone(form), Source::new(file, Arc::clone(bytes))));
    }
    if !is_file(word) {
        return find(edge, catalogue, word).map(|form| (Arc::clone(form), Source::new("", [])));
    }
    let (found, form) = catalogue.open(Path::new(word));
    form.ok_or_else(|| {
        tell_all(edge, &found);
        Fault::Told
    })
}

/// Whether a word names a file and not a form: an id has neither dots nor slashes.
fn is_file(word: &str) -> bool {
    word.contains(['.', '/']) || Path::new(word).is_file()
}

/// Diagnostics that end a command, to standard error.
fn tell_all(edge: &Edge, found: &[Diagnostic]) {
    for found in found {
        let _ = writeln!(io::stderr(), "{}\n", found.render(edge.lang));
    }
}

/// A form by its id.
pub fn find<'a>(edge: &Edge, catalogue: &'a Catalogue, id: &str) -> Result<&'a Arc<Form>, Fault> {
    catalogue.find(id).ok_or_else(|| none(edge, catalogue, id))
}

/// There is no such form; it may be one of the faulty ones, which are named.
pub fn none(edge: &Edge, catalogue: &Catalogue, id: &str) -> Fault {
    warn_of_faulty(edge, catalogue);
    Fault::about("form-none", "form", id)
}
