//! Versions of forms as they are named on the command line: a file, a form's id, or the beginning of a version's hash.

use std::fs;
use std::path::Path;

use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::diff::Edition;
use crate::form::{Catalogue, Diagnostic, Source};
use crate::vault::Vault;

/// So much of a hash is needed to name a version.
const SHORTEST: usize = 6;

/// The version that `name` stands for.
pub fn find(
    edge: &Edge,
    catalogue: &Catalogue,
    vault: Option<&Vault>,
    name: &str,
) -> Result<Edition, Fault> {
    let path = Path::new(name);
    if path.is_file() {
        let bytes = fs::read(path).map_err(Fault::file(path))?;
        return read(edge, Source::new(name, bytes));
    }
    if let Some(edition) = catalogue.editions().find(|it| it.form.id == *name) {
        return Ok(edition);
    }
    match by_hash(edge, catalogue, vault, name)? {
        Some(edition) => Ok(edition),
        None => Err(Fault::about("form-no-version", "form", name)),
    }
}

/// The only version at hand or in the vault whose hash begins so.
fn by_hash(
    edge: &Edge,
    catalogue: &Catalogue,
    vault: Option<&Vault>,
    digits: &str,
) -> Result<Option<Edition>, Fault> {
    let digits = digits.to_ascii_lowercase();
    if digits.len() < SHORTEST || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let begins = |hash: &crate::form::Hash| hash.to_string().starts_with(&digits);
    let mut found: Vec<Edition> = catalogue.editions().collect();
    found.retain(|edition| begins(&edition.form.hash));
    let kept = vault.map_or(Ok(Vec::new()), Vault::form_hashes)?;
    for hash in kept.into_iter().filter(begins) {
        let known = found.iter().any(|edition| edition.form.hash == hash);
        let bytes = match vault {
            Some(vault) if !known => vault.form_bytes(&hash)?,
            Some(_) | None => None,
        };
        if let Some(bytes) = bytes {
            let short: String = hash.to_string().chars().take(12).collect();
            found.push(read(edge, Source::new(short, bytes))?);
        }
    }
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(Fault::about("form-versions", "form", &digits)),
    }
}

fn read(edge: &Edge, source: Source) -> Result<Edition, Fault> {
    Edition::read(source).map_err(|found| match tell(edge, &found) {
        Ok(()) => Fault::Told,
        Err(fault) => fault,
    })
}

fn tell(edge: &Edge, found: &[Diagnostic]) -> Result<(), Fault> {
    let rendered: Vec<String> = found.iter().map(|fault| fault.render(edge.lang)).collect();
    edge::print(&rendered.join("\n\n"))
}
