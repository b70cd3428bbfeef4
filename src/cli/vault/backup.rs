//! `kohtaa vault backup`: copied, checked, counted.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::casework::{About, Event, Scribe};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::lang::Arg;
use crate::vault::{self, BackupReport, Vault};

#[derive(Serialize)]
struct Backed {
    folder: PathBuf,
    entries: u64,
    clients: u64,
    sessions: u64,
    answers: u64,
}

pub fn run(edge: &Edge, to: Option<PathBuf>, json: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let everywhere = to.is_none();
    let into = to.unwrap_or_else(|| edge.place().backups());
    let report = back_up(edge, &mut vault, &into)?;
    if let Some(second) = edge.upkeep().second.filter(|_| everywhere) {
        vault::elsewhere(&second)?;
        back_up(edge, &mut vault, &second)?;
    }
    if json {
        let BackupReport {
            folder,
            entries,
            subjects,
            sessions,
            answers,
        } = report;
        let clients = subjects;
        edge::print_json(
            "kohtaa.backup/1",
            Backed {
                folder,
                entries,
                clients,
                sessions,
                answers,
            },
        )?;
    } else {
        edge::print(&report.folder.display().to_string())?;
        let counts = [
            ("entries", Arg::from(report.entries)),
            ("clients", report.subjects.into()),
            ("sessions", report.sessions.into()),
            ("answers", report.answers.into()),
        ];
        edge.warn("backup-counts", &counts);
    }
    Ok(vault.close()?)
}

/// Copied, checked and counted; only then the journal says that there is a backup.
pub fn back_up(edge: &Edge, vault: &mut Vault, into: &Path) -> Result<BackupReport, Fault> {
    let mut backup = vault
        .begin_backup(into, &edge.stamp())?
        .keep(edge.upkeep().days);
    while !backup.step(vault)?.done {}
    let report = backup.finish()?.check()?;
    let event = Event::BackedUp {
        entries: report.entries,
    };
    vault.record(&[Scribe::new(edge.stamp()).entry(event, About::default())])?;
    Ok(report)
}
