//! `kohtaa form preview`: a form tried out, with nothing kept, its file read again as it is saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{is_file, named, tell_all};
use crate::app::FormRead;
use crate::casework::Setting;
use crate::cli::args;
use crate::cli::edge::Edge;
use crate::cli::fault::Fault;
use crate::cli::{fill, start};
use crate::form::Catalogue;
use crate::tui::Tried;

pub fn run(edge: &Edge, asked: &args::Preview, plain: bool) -> Result<u8, Fault> {
    let catalogue = edge.catalogue();
    let setting = Setting {
        mode: asked.mode,
        language: asked.language.unwrap_or(edge.lang),
        interpreter: asked.interpreter,
    };
    let file = file(&catalogue, &asked.form);
    if plain {
        if let Some(file) = &file {
            tell_all(edge, &catalogue.open(file).0);
        }
        let (form, _) = named(edge, &catalogue, &asked.form)?;
        return fill::practice(edge, &catalogue, &form, setting).map(|()| 0);
    }
    let read = match &file {
        Some(file) => {
            let (found, form) = catalogue.open(file);
            let form = form.map(|(form, _)| form);
            FormRead { found, form }
        }
        None => {
            let (form, _) = named(edge, &catalogue, &asked.form)?;
            let form = Some(Arc::clone(&form));
            FormRead {
                form,
                ..FormRead::default()
            }
        }
    };
    start::trial(
        edge,
        catalogue,
        Tried {
            file,
            setting,
            read,
        },
    )
}

/// The file that a word names: itself, or that of a form of the user's own.
fn file(catalogue: &Catalogue, word: &str) -> Option<PathBuf> {
    let known = catalogue.file(word).map(Path::new);
    let known = known.filter(|file| file.is_absolute());
    let named = is_file(word) && catalogue.find(word).is_none();
    named
        .then(|| PathBuf::from(word))
        .or(known.map(Path::to_owned))
}
