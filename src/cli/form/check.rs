//! `kohtaa form check`: all that is wrong with files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::{Diagnostic, Report, Source};

pub fn run(edge: &Edge, paths: &[PathBuf], json: bool) -> Result<(), Fault> {
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
