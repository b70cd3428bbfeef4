//! `kohtaa form new`: a commented start for a form of one's own.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::{Style, is_id, start};

/// What a form is called whose author has not said.
const UNNAMED: &str = "my_form";

pub fn run(
    edge: &Edge,
    file: Option<PathBuf>,
    id: Option<String>,
    style: Style,
) -> Result<(), Fault> {
    let id = match id {
        Some(id) if is_id(&id) => id,
        Some(id) => return Err(Fault::about("form-new-no-id", "id", &id)),
        None => named_after(file.as_deref()),
    };
    let text = start(&id, style);
    let file = file.unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
    write(&file, &text)?;
    let name = file.display().to_string();
    edge::print(&name)?;
    edge.warn("form-new-written", &[("file", (&name).into())]);
    Ok(())
}

/// The file's name where it can be an id.
fn named_after(file: Option<&Path>) -> String {
    let stem = file
        .and_then(Path::file_stem)
        .and_then(|stem| stem.to_str());
    let stem = stem.map(|stem| stem.to_lowercase().replace(['-', ' '], "_"));
    stem.filter(|stem| is_id(stem))
        .unwrap_or_else(|| UNNAMED.to_owned())
}

/// Writes a file that is not there yet.
fn write(file: &Path, text: &str) -> Result<(), Fault> {
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let opened = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Fault::about("form-new-exists", "file", &file.display().to_string())
        }
        _ => Fault::File(file.to_owned(), error),
    })?;
    edge::write_whole(file, opened, text.as_bytes())
}
