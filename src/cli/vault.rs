//! `kohtaa vault`: made, checked, backed up.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;
use zeroize::Zeroizing;

use super::args::{self, Allowed, Init};
use super::edge::{self, Edge};
use super::fault::Fault;
use crate::casework::{About, Controller, Event, Scribe};
use crate::lang::Arg;
use crate::vault::{self, BackupReport, HeadState, Setup, Vault, VerifyReport, WORK_FACTOR};

/// Fewest letters of a passphrase.
const SHORTEST: usize = 12;

pub fn run(edge: &Edge, command: args::Vault) -> Result<(), Fault> {
    match command {
        args::Vault::Init(options) => init(edge, options),
        args::Vault::Verify { json } => verify(edge, json),
        args::Vault::Backup { into, json } => backup(edge, into, json),
    }
}

fn init(edge: &Edge, options: Init) -> Result<(), Fault> {
    let place = edge.place();
    if Vault::exists(&place) {
        return Err(vault::Error::Exists(place.data).into());
    }
    if let Some(key) = &options.organisation_key {
        vault::organisation_key(key)?;
    }
    let user = options.user.or_else(|| std::env::var("USER").ok());
    // A script may have nobody to name: the role then stands for the person.
    let user = user
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| edge.say("setup-role-default"));
    let setup = Setup {
        passphrase: new_passphrase(edge)?,
        organisation: options.organisation_key,
        own_controller: options.controller == Some(Allowed::Own),
        user: crate::lang::clean::clean_line(&user),
        role: options
            .role
            .unwrap_or_else(|| edge.say("setup-role-default")),
        work_factor: WORK_FACTOR,
    };
    // Before the vault is made: a key that cannot be given out must not be the only one.
    let out = options
        .recovery_out
        .as_deref()
        .map(private_file)
        .transpose()?;
    let (vault, recovery) = Vault::init(&place, setup, &edge.stamp())?;
    match (out, &options.recovery_out) {
        (Some(mut file), Some(path)) => {
            let line = Zeroizing::new(format!("{}\n", *recovery.0));
            file.write_all(line.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(Fault::file(path))?;
            let name = path.display().to_string();
            edge.warn("init-recovery-in", &[("file", (&name).into())]);
        }
        _ => {
            edge.warn("init-recovery", &[]);
            edge::print(&recovery.0)?;
        }
    }
    let data = place.data.display().to_string();
    edge.warn("init-done", &[("place", (&data).into())]);
    if vault.controller() == Controller::Practice {
        edge.warn("practice-only", &[]);
    }
    Ok(vault.close()?)
}

fn private_file(path: &Path) -> Result<fs::File, Fault> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(Fault::file(path))
}

/// From the file given, else typed twice.
fn new_passphrase(edge: &Edge) -> Result<Zeroizing<String>, Fault> {
    let first = edge.passphrase("ask-new-passphrase")?;
    if first.chars().count() < SHORTEST {
        return Err(Fault::said("setup-fault-short"));
    }
    if edge.passphrase_file.is_none() && *first != *edge.ask_hidden("ask-again")? {
        return Err(Fault::said("setup-fault-differ"));
    }
    Ok(first)
}

#[derive(Serialize)]
struct Checked {
    sound: bool,
    entries: u64,
    head: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad_row: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    structure: Vec<String>,
    damaged_pages: Vec<u64>,
    tail_pages: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_backup: Option<DateTime<Utc>>,
}

impl Checked {
    fn of(report: &VerifyReport, last_backup: Option<DateTime<Utc>>) -> Checked {
        let fault = report.fault.as_ref();
        Checked {
            sound: report.is_sound(),
            entries: report.entries,
            head: match report.head {
                HeadState::Missing => "missing",
                HeadState::Matches => "matches",
                HeadState::Behind => "behind",
            },
            first_bad_row: fault.map(|fault| fault.seq),
            at: fault.and_then(|fault| fault.at),
            reason: fault.map(|fault| fault.reason.clone()),
            structure: report.structure.clone(),
            damaged_pages: report.damaged_pages.clone(),
            tail_pages: report.tail_pages,
            differs: report.differs.clone(),
            last_backup,
        }
    }
}

fn verify(edge: &Edge, json: bool) -> Result<(), Fault> {
    let vault = edge.open()?;
    let report = vault.verify()?;
    let last = vault.last_backup()?.map(|(at, _)| at);
    if json {
        edge::print_json("kohtaa.verify/1", Checked::of(&report, last))?;
    } else {
        edge::print(&verdict(edge, &report))?;
    }
    vault.close()?;
    if report.is_sound() {
        Ok(())
    } else {
        Err(Fault::Told)
    }
}

/// What was found, a sentence a line.
fn verdict(edge: &Edge, report: &VerifyReport) -> String {
    let mut lines = Vec::new();
    if report.is_sound() {
        lines.push(edge.tell("verify-sound", &[("entries", report.entries.into())]));
    }
    if let Some(fault) = &report.fault {
        let row = Arg::from(fault.seq);
        lines.push(edge.tell(
            "verify-chain",
            &[("row", row), ("reason", (&fault.reason).into())],
        ));
    }
    if report.head == HeadState::Behind {
        lines.push(edge.say("verify-behind"));
    }
    if !report.structure.is_empty() {
        let found = report.structure.join("; ");
        lines.push(edge.tell("verify-structure", &[("found", (&found).into())]));
    }
    if !report.damaged_pages.is_empty() {
        let pages: Vec<String> = report
            .damaged_pages
            .iter()
            .map(ToString::to_string)
            .collect();
        let pages = pages.join(", ");
        lines.push(edge.tell("verify-pages", &[("pages", (&pages).into())]));
    }
    if let Some(table) = &report.differs {
        lines.push(edge.tell("verify-differs", &[("table", table.into())]));
    }
    lines.join("\n")
}

#[derive(Serialize)]
struct Backed {
    folder: PathBuf,
    entries: u64,
    clients: u64,
    sessions: u64,
    answers: u64,
}

fn backup(edge: &Edge, into: Option<PathBuf>, json: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let into = into.unwrap_or_else(|| edge.place().backups());
    let report = back_up(edge, &mut vault, &into)?;
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
fn back_up(edge: &Edge, vault: &mut Vault, into: &Path) -> Result<BackupReport, Fault> {
    let mut backup = vault.begin_backup(into, &edge.stamp())?;
    while !backup.step(vault)?.done {}
    let report = backup.finish()?.check()?;
    let event = Event::BackedUp {
        entries: report.entries,
    };
    vault.record(&[Scribe::new(edge.stamp()).entry(event, About::default())])?;
    Ok(report)
}
