//! `kohtaa form check`: all that is wrong with files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{diff, edition};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::diff::{Edition, Judgement, compare, judge};
use crate::form::{Catalogue, Diagnostic, Hash, Report, Source};
use crate::vault::Vault;

/// What files are checked against, beside themselves.
struct Checking<'a> {
    edge: &'a Edge,
    catalogue: Catalogue,
    vault: Option<Vault>,
    against: Option<Edition>,
}

pub fn run(
    edge: &Edge,
    paths: &[PathBuf],
    against: Option<&str>,
    vault: bool,
    json: bool,
) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let vault = vault.then(|| edge.open()).transpose()?;
    let against = against.map(|name| edition::find(edge, &catalogue, vault.as_ref(), name));
    let checking = Checking {
        against: against.transpose()?,
        edge,
        catalogue,
        vault,
    };
    let (files, found) = match paths.is_empty() {
        true => checking.all()?,
        false => checking.files(paths)?,
    };
    if let Some(vault) = checking.vault {
        vault.close()?;
    }
    tell(edge, files, &found, json)
}

impl Checking<'_> {
    /// All forms in use.
    fn all(&self) -> Result<(usize, Vec<Diagnostic>), Fault> {
        let mut found: Vec<Diagnostic> = Vec::new();
        let faulty = self.catalogue.faulty();
        found.extend(
            faulty
                .iter()
                .flat_map(|faulty| faulty.diagnostics.iter().cloned()),
        );
        found.extend(self.catalogue.warnings());
        let mut files = faulty.len() + self.catalogue.routes().count();
        for edition in self.catalogue.editions() {
            files += 1;
            found.extend(self.earlier(&edition)?);
        }
        Ok((files, found))
    }

    fn files(&self, paths: &[PathBuf]) -> Result<(usize, Vec<Diagnostic>), Fault> {
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut files = 0;
        for path in expand(paths)? {
            files += 1;
            let bytes = fs::read(&path).map_err(Fault::file(&path))?;
            let source = Source::new(path.display().to_string(), bytes);
            let (wrong, form) = self.catalogue.read(&source);
            found.extend(wrong);
            if let Some(form) = form {
                found.extend(self.earlier(&Edition { form, source })?);
            }
        }
        Ok((files, found))
    }

    /// What is wrong with a form as a version that comes after others.
    fn earlier(&self, edition: &Edition) -> Result<Vec<Diagnostic>, Fault> {
        let mut found = Vec::new();
        if let Some(old) = &self.against {
            found.extend(self.judge(old, edition, Judgement::Strict)?);
        }
        let known = self.against.as_ref().map(|old| old.form.hash);
        if let Some(vault) = &self.vault {
            let mut versions: Vec<Hash> = vault
                .filled(&edition.form.id)?
                .iter()
                .map(|row| row.form)
                .collect();
            versions.sort_unstable();
            versions.dedup();
            versions.retain(|hash| *hash != edition.form.hash && Some(*hash) != known);
            for hash in versions {
                let name = hash.to_string();
                let old = edition::find(self.edge, &self.catalogue, Some(vault), &name)?;
                found.extend(self.judge(&old, edition, Judgement::Strict)?);
            }
        }
        // A form of one's own that stands in front of a shipped one.
        if found.is_empty()
            && let Some(shipped) = Catalogue::shipped(edition.form.id.as_str())
        {
            found.extend(self.judge(&shipped, edition, Judgement::Lenient)?);
        }
        found.sort_by_key(|found| found.span.start);
        found.dedup_by(|one, other| one.span == other.span && one.message == other.message);
        Ok(found)
    }

    fn judge(
        &self,
        old: &Edition,
        new: &Edition,
        judgement: Judgement,
    ) -> Result<Vec<Diagnostic>, Fault> {
        let comparison = compare(old, new);
        let stored = match &self.vault {
            Some(vault) => diff::stored(vault, &comparison, old, new)?,
            None => Vec::new(),
        };
        let responses = |at: usize| stored.iter().filter(|it| it.touched[at] > 0).count();
        Ok(judge(&comparison, old, new, judgement, responses))
    }
}

fn tell(edge: &Edge, files: usize, found: &[Diagnostic], json: bool) -> Result<(), Fault> {
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
