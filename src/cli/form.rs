//! `kohtaa form`: the forms at hand, one of them, and what is wrong with a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::args;
use super::edge::{self, Edge};
use super::fault::Fault;
use crate::form::{Catalogue, Diagnostic, Form, Report, Source};
use crate::lang::{Arg, Lang};
use crate::plain;

pub fn run(edge: &Edge, command: args::Form) -> Result<(), Fault> {
    match command {
        args::Form::List { json } => list(edge, json),
        args::Form::Show { form, json } => show(edge, &form, json),
        args::Form::Check { paths, json } => check(edge, &paths, json),
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

fn list(edge: &Edge, json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let rows = catalogue
        .forms()
        .map(|form| row(&catalogue, form, edge.lang));
    let rows: Vec<Row> = rows.collect();
    if json {
        #[derive(Serialize)]
        struct List<'a> {
            forms: Vec<Row<'a>>,
            faulty: Vec<&'a str>,
        }
        let faulty = catalogue
            .faulty()
            .iter()
            .map(|faulty| faulty.file.as_str())
            .collect();
        edge::print_json(
            "kohtaa.forms/1",
            List {
                forms: rows,
                faulty,
            },
        )?;
    } else {
        let cells = rows.iter().map(|row| {
            let items = edge.tell("form-items", &[("count", Arg::from(row.items))]);
            [
                row.id.to_owned(),
                row.title.to_owned(),
                items,
                row.languages.join(" "),
            ]
        });
        edge::print(&plain::table(&cells.collect::<Vec<_>>()))?;
    }
    warn_of_faulty(edge, &catalogue);
    Ok(())
}

fn warn_of_faulty(edge: &Edge, catalogue: &Catalogue) {
    for faulty in catalogue.faulty() {
        edge.warn("form-is-faulty", &[("file", (&faulty.file).into())]);
    }
}

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

fn show(edge: &Edge, id: &str, json: bool) -> Result<(), Fault> {
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

/// A form by its id.
pub fn find<'a>(edge: &Edge, catalogue: &'a Catalogue, id: &str) -> Result<&'a Arc<Form>, Fault> {
    if let Some(form) = catalogue.find(id) {
        return Ok(form);
    }
    // It may be one of these.
    warn_of_faulty(edge, catalogue);
    Err(Fault::about("form-none", "form", id))
}

fn check(edge: &Edge, paths: &[PathBuf], json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut files = 0;
    if paths.is_empty() {
        files = catalogue.forms().count() + catalogue.faulty().len();
        found.extend(
            catalogue
                .faulty()
                .iter()
                .flat_map(|faulty| faulty.diagnostics.iter().cloned()),
        );
        found.extend(catalogue.warnings().cloned());
    }
    for path in expand(paths)? {
        files += 1;
        let bytes = fs::read(&path).map_err(Fault::file(&path))?;
        found.extend(catalogue.check(&Source::new(path.display().to_string(), bytes)));
    }
    let errors = found.iter().filter(|fault| fault.is_error()).count();
    if json {
        #[derive(Serialize)]
        struct Checked {
            files: usize,
            errors: usize,
            diagnostics: Vec<Report>,
        }
        let diagnostics = found.iter().map(|fault| fault.report(edge.lang)).collect();
        edge::print_json(
            "kohtaa.form-check/1",
            Checked {
                files,
                errors,
                diagnostics,
            },
        )?;
    } else {
        let rendered: Vec<String> = found.iter().map(|fault| fault.render(edge.lang)).collect();
        edge::print(&rendered.join("\n\n"))?;
    }
    let args = [
        ("files", files.into()),
        ("errors", errors.into()),
        ("warnings", (found.len() - errors).into()),
    ];
    edge.warn("form-checked", &args);
    if errors == 0 {
        Ok(())
    } else {
        Err(Fault::Told)
    }
}

/// The files named, and those that end in `.toml` of the folders named.
fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = toml_files(path)?;
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Fault::file(folder))? {
        let path = entry.map_err(Fault::file(folder))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    Ok(files)
}
