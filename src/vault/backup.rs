//! Backups: copied between saves, checked by another thread, and only then called backups.
//!
//! A copy is made of the journal and what is not worked out from it, row by row; the rest is worked out anew in the copy. So no
//! damaged page is ever carried along, and a backup is at once a proof that the journal alone gives everything back.
//! A backup is a folder with a vault and its keys: put in a vault's place, it is one.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::error::Error;
use super::journal::{self, Head, Pen};
use super::keys::{VaultKey, make_private_folder, sync_folder};
use super::open::{self, Access};
use super::rotate::{NAME, Upkeep, rotate};
use super::swap::copy_slots;
use super::{Vault, project, verify};
use crate::casework::{Event, Stamp};

/// Rows of one step: a few milliseconds.
const STEP: i64 = 200;

/// A backup under way.
pub struct Backup {
    part: PathBuf,
    folder: PathBuf,
    keys: PathBuf,
    key: VaultKey,
    pen: Pen,
    connection: Connection,
    head: Head,
    /// None older than this stays.
    days: u16,
    /// As the vault counted when the copy began: what is forgotten meanwhile must not be in it.
    forgotten: u64,
}

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub copied: i64,
    pub of: i64,
    /// Nothing is left to copy: the check comes next.
    pub done: bool,
}

/// A whole copy that nobody has checked yet. May go to another thread.
pub struct Copied {
    part: PathBuf,
    folder: PathBuf,
    keys: PathBuf,
    key: VaultKey,
    pen: Pen,
    head: Head,
    days: u16,
}

/// A backup that was opened, checked and counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    pub folder: PathBuf,
    pub entries: u64,
    pub subjects: u64,
    pub sessions: u64,
    pub answers: u64,
}

impl Vault {
    /// Begins a backup into a new folder under `into`.
    pub fn begin_backup(&self, into: &Path, at: &Stamp) -> Result<Backup, Error> {
        make_private_folder(into)?;
        let folder = into.join(at.utc.format(NAME).to_string());
        let part = folder.with_extension("part");
        for left in folders(into, ".part")? {
            fs::remove_dir_all(&left).map_err(Error::io(&left))?;
        }
        make_private_folder(&part)?;
        Ok(Backup {
            connection: open_copy(&part, &self.key)?,
            keys: self.place.keys(),
            key: self.key.clone(),
            pen: self.pen.clone(),
            head: Head::default(),
            forgotten: self.forgotten,
            days: Upkeep::default().days,
            part,
            folder,
        })
    }

    /// When the newest checked backup was made, and how many entries it holds.
    pub fn last_backup(&self) -> Result<Option<(DateTime<Utc>, u64)>, Error> {
        let connection = self.connection()?;
        let Some(line) = journal::newest(connection, "backed_up")? else {
            return Ok(None);
        };
        match line.event(&journal::Instead::new())? {
            Event::BackedUp { entries } => Ok(Some((line.at(), entries))),
            _ => Ok(None),
        }
    }
}

impl Backup {
    /// Backups older than so many days go when this one is whole.
    pub fn keep(mut self, days: u16) -> Backup {
        self.days = days;
        self
    }

    /// Copies the next rows. To be called between saves until it is done.
    pub fn step(&mut self, vault: &Vault) -> Result<Progress, Error> {
        if self.forgotten != vault.forgotten {
            self.begin_again(vault)?;
        }
        let source = vault.connection()?;
        let transaction = self.connection.unchecked_transaction()?;
        let mut head = self.head;
        journal::walk(source, head.seq, |line| {
            journal::insert(&transaction, &line)?;
            let more = line.seq < self.head.seq + STEP;
            head = line.head();
            Ok(more)
        })?;
        let done = head == vault.head;
        if done {
            copy_rest(source, &transaction)?;
        }
        transaction.commit()?;
        self.head = head;
        Ok(Progress {
            copied: head.seq,
            of: vault.head.seq,
            done,
        })
    }

    fn begin_again(&mut self, vault: &Vault) -> Result<(), Error> {
        let empty = Connection::open_in_memory()?;
        drop(std::mem::replace(&mut self.connection, empty));
        fs::remove_dir_all(&self.part).map_err(Error::io(&self.part))?;
        make_private_folder(&self.part)?;
        self.connection = open_copy(&self.part, &self.key)?;
        self.head = Head::default();
        self.forgotten = vault.forgotten;
        Ok(())
    }

    /// Closes the copy, so that it can be checked. Only after a step that was done.
    pub fn finish(self) -> Result<Copied, Error> {
        open::close(self.connection)?;
        Ok(Copied {
            part: self.part,
            folder: self.folder,
            keys: self.keys,
            key: self.key,
            pen: self.pen,
            head: self.head,
            days: self.days,
        })
    }
}

impl Copied {
    /// Opens the copy, works out what it shows, checks everything, and only then gives it a backup's name.
    pub fn check(self) -> Result<BackupReport, Error> {
        let opened = open::open(&file(&self.part), &self.key, Access::Write)?;
        let connection = opened.connection;
        let transaction = connection.unchecked_transaction()?;
        project::rebuild(&transaction)?;
        transaction.commit()?;
        // Checked as it will lie there: without a log beside it.
        open::close(connection)?;
        let connection = open::open(&file(&self.part), &self.key, Access::Write)?.connection;
        let report = verify::inspect(&connection, &self.pen);
        if !report.is_sound() || journal::head(&connection)? != self.head {
            return Err(Error::Damaged(format!("the copy: {report:?}")));
        }
        let counted = BackupReport {
            folder: self.folder.clone(),
            entries: report.entries,
            subjects: count(&connection, "subject")?,
            sessions: count(&connection, "session")?,
            answers: count(&connection, "answer")?,
        };
        let removed = last_removal(&connection)?;
        open::close(connection)?;
        self.put_in_place()?;
        if let Some(into) = self.folder.parent() {
            rotate(&backups(into)?, self.days, removed)?;
        }
        Ok(counted)
    }

    fn put_in_place(&self) -> Result<(), Error> {
        copy_slots(&self.keys, &self.part.join("keys"))?;
        sync_folder(&self.part)?;
        fs::rename(&self.part, &self.folder).map_err(Error::io(&self.folder))?;
        self.folder.parent().map_or(Ok(()), sync_folder)
    }
}

/// When something was last removed for good.
fn last_removal(connection: &Connection) -> Result<Option<DateTime<Utc>>, Error> {
    let forgotten = journal::newest(connection, "forgotten")?;
    let erased = journal::newest(connection, "subject_erased")?;
    Ok([forgotten, erased]
        .into_iter()
        .flatten()
        .map(|line| line.at())
        .max())
}

/// The file to copy into. It waits for no disk, so that no save waits for it: what is checked in the end is on the disk by then.
fn open_copy(part: &Path, key: &VaultKey) -> Result<Connection, Error> {
    let connection = open::open(&file(part), key, Access::Create)?.connection;
    open::ask(&connection, "PRAGMA synchronous = OFF")?;
    Ok(connection)
}

fn file(folder: &Path) -> PathBuf {
    folder.join("vault.kdb")
}

/// What is not worked out from the journal.
pub(super) fn copy_rest(from: &Connection, to: &Connection) -> Result<(), Error> {
    for (table, values) in [
        ("form_version", "?,?"),
        ("form_item", "?,?,?,?"),
        ("draft", "?,?,?,?,?,?,?"),
        ("setting", "?,?"),
    ] {
        to.execute_batch(&format!("DELETE FROM {table}"))
            .map_err(Error::from)?;
        verify::copy(
            from,
            to,
            &format!("SELECT * FROM {table}"),
            &format!("INSERT INTO {table} VALUES ({values})"),
        )?;
    }
    Ok(())
}

fn count(connection: &Connection, table: &str) -> Result<u64, Error> {
    let sql = format!("SELECT count(*) FROM {table}");
    let rows: u32 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(rows.into())
}

/// Makes sure that a folder on another disk is there: made by us, it would lie on this one.
pub fn elsewhere(folder: &Path) -> Result<(), Error> {
    fs::metadata(folder).map(drop).map_err(Error::io(folder))
}

/// The checked backups in a folder, oldest first.
pub fn backups(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    folders(folder, "Z")
}

/// Our folders under `into` whose names end so, oldest first.
fn folders(into: &Path, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(into).map_err(Error::io(into))? {
        let entry = entry.map_err(Error::io(into))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("kohtaa-") && name.ends_with(ending) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
