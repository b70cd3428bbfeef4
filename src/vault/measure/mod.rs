//! How fast and how large a vault of any size is, beside the same meetings in plain tables of the same cipher.

mod dice;
mod raw;
mod story;
mod words;

use std::hint::black_box;
use std::path::Path as FilePath;
use std::time::Instant;
use std::{fs, iter};

use rusqlite::Connection;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::error::Error;
use super::journal::Instead;
use super::{Place, Setup, Vault, add, open};
use crate::casework::{Entry, Stamp};
use dice::Dice;
use raw::Raw;
use story::{PLAN, Story, TALK};

/// Hits of one search.
const HITS: u32 = 50;
/// Rows of a list's page.
const PAGE: usize = 100;
/// Sessions built in one transaction.
const AT_ONCE: usize = 200;

/// What was measured, in milliseconds and mebibytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub answers: u64,
    pub build_s: f64,
    pub open: Times,
    pub empty_open: Times,
    pub list: Times,
    pub client: Times,
    /// All answers of a session.
    pub answers_of: Times,
    /// A session with what was done in it, to be taken up again.
    pub session: Times,
    pub home: Times,
    pub search: Times,
    pub raw_search: Times,
    pub commit: Times,
    pub raw_commit: Times,
    /// An answer that takes another's place.
    pub change: Times,
    /// What a save waits for at most while a backup is made.
    pub backup_step: Times,
    pub size_mb: f64,
    pub raw_size_mb: f64,
    /// What each table and index takes, the largest first.
    pub parts: Vec<(String, f64)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Times {
    pub p50: f64,
    pub p99: f64,
}

impl Times {
    fn of(mut times: Vec<f64>) -> Times {
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
            times.get(at).copied().unwrap_or_default()
        };
        Times {
            p50: at(50),
            p99: at(99),
        }
    }
}

/// Builds a vault of so many sessions and answers in the empty folder `dir`, and one with none, and measures them.
pub fn measure(
    dir: &FilePath,
    (sessions, answers): (u32, u32),
    at: &Stamp,
) -> Result<Figures, Error> {
    let began = Instant::now();
    let mut vault = empty(&dir.join("full"), at)?;
    let raw = Raw::create(&dir.join("raw.kdb"), &vault.key)?;
    let mut story = Story::new(sessions, answers);
    let mut left = sessions;
    build(&mut vault, &raw, &story.clients())?;
    while left > 0 {
        let told: Vec<Entry> = iter::from_fn(|| story.session())
            .take(AT_ONCE)
            .flatten()
            .collect();
        build(&mut vault, &raw, &told)?;
        left = left.saturating_sub(AT_ONCE as u32);
    }
    let mut figures = Figures {
        answers: answers.into(),
        build_s: began.elapsed().as_secs_f64(),
        ..Figures::default()
    };
    sizes(&mut vault, &raw, dir, &mut figures)?;
    let mut bare = empty(&dir.join("empty"), at)?;
    openings(&mut vault, &mut bare, &mut figures)?;
    reading(&vault, &mut figures)?;
    searching(&vault, &raw, &mut figures)?;
    figures.backup_step = backing_up(&vault, &dir.join("copy"), at)?;
    committing(&mut vault, &raw, &mut story, &mut figures)?;
    Ok(figures)
}

fn empty(dir: &FilePath, at: &Stamp) -> Result<Vault, Error> {
    let place = Place {
        data: dir.join("data"),
        state: dir.join("state"),
    };
    let setup = Setup {
        passphrase: Zeroizing::new("measured".to_owned()),
        organisation: None,
        own_controller: false,
        user: "Ohjaaja".to_owned(),
        role: "uraohjaaja".to_owned(),
        // What a passphrase costs is measured by nobody here.
        work_factor: 2,
    };
    let (mut vault, _) = Vault::init(&place, setup, at)?;
    for form in [TALK, PLAN] {
        vault.keep_form(form, b"measured", &story::meanings(&form))?;
    }
    Ok(vault)
}

fn build(vault: &mut Vault, raw: &Raw, entries: &[Entry]) -> Result<(), Error> {
    vault.write(|pen, transaction, mut head| {
        for entry in entries {
            head = add(pen, transaction, head, entry, Instead::new())?;
        }
        Ok(head)
    })?;
    raw.take(entries)
}

/// Seconds to milliseconds, of each of `runs` doings.
fn time<T>(runs: usize, mut work: impl FnMut() -> Result<T, Error>) -> Result<Times, Error> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        times.push(clock(&mut work)?);
    }
    Ok(Times::of(times))
}

fn clock<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<f64, Error> {
    let began = Instant::now();
    black_box(work()?);
    Ok(began.elapsed().as_secs_f64() * 1e3)
}

fn sizes(vault: &mut Vault, raw: &Raw, dir: &FilePath, into: &mut Figures) -> Result<(), Error> {
    let mebibytes = |bytes: i64| bytes as f64 / f64::from(1 << 20);
    let file = |connection: &Connection, path: &FilePath| -> Result<f64, Error> {
        open::ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)")?;
        let meta = fs::metadata(path).map_err(Error::io(path))?;
        Ok(mebibytes(i64::try_from(meta.len()).unwrap_or(i64::MAX)))
    };
    into.size_mb = file(vault.connection()?, &vault.place.file())?;
    into.raw_size_mb = file(&raw.0, &dir.join("raw.kdb"))?;
    let mut statement = vault.connection()?.prepare(
        "SELECT name, sum(pgsize) FROM dbstat WHERE aggregate = TRUE GROUP BY name ORDER BY 2 DESC",
    )?;
    let parts = statement.query_map([], |row| Ok((row.get(0)?, mebibytes(row.get(1)?))))?;
    into.parts = parts.collect::<Result<_, _>>()?;
    Ok(())
}

/// Opens both in turn, the keys being there.
fn openings(vault: &mut Vault, bare: &mut Vault, into: &mut Figures) -> Result<(), Error> {
    let (mut full, mut none) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        for (vault, times) in [(&mut *vault, &mut full), (&mut *bare, &mut none)] {
            if let Some(connection) = vault.connection.take() {
                open::close(connection)?;
            }
            times.push(clock(|| vault.reopen())?);
        }
    }
    (into.open, into.empty_open) = (Times::of(full), Times::of(none));
    Ok(())
}

fn reading(vault: &Vault, into: &mut Figures) -> Result<(), Error> {
    let mut dice = Dice::new(1);
    let rows = vault.subjects()?;
    let met: Vec<Uuid> = (vault.sessions(None, 20_000)?.iter())
        .map(|row| row.id)
        .collect();
    let mut any = |length: usize| dice.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize;
    into.list = time(500, || {
        vault.subjects_after(rows.get(any(rows.len())), PAGE)
    })?;
    into.client = time(500, || vault.sessions(Some(rows[any(rows.len())].id), PAGE))?;
    into.answers_of = time(500, || vault.answers_of(met[any(met.len())]))?;
    into.session = time(500, || vault.session(met[any(met.len())]))?;
    into.home = time(30, || vault.home())?;
    Ok(())
}

fn searching(vault: &Vault, raw: &Raw, into: &mut Figures) -> Result<(), Error> {
    let mut dice = Dice::new(2);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for nth in 0..300 {
        let word = words::stem(&mut dice);
        let typed = match nth % 3 {
            0 => word,
            1 => word.chars().take(3).collect(),
            _ => format!("{word} {}", words::stem(&mut dice)),
        };
        let quoted: Vec<String> = typed
            .split(' ')
            .map(|word| format!("\"{word}\"*"))
            .collect();
        theirs.push(clock(|| raw.search(&quoted.join(" "), HITS))?);
        ours.push(clock(|| vault.search(&typed, HITS as usize))?);
    }
    (into.search, into.raw_search) = (Times::of(ours), Times::of(theirs));
    Ok(())
}

/// Steps of a backup: a small vault is copied in fewer.
fn backing_up(vault: &Vault, into: &FilePath, at: &Stamp) -> Result<Times, Error> {
    let mut backup = vault.begin_backup(into, at)?;
    let (mut times, mut done) = (Vec::new(), false);
    while !done && times.len() < 300 {
        times.push(clock(|| {
            done = backup.step(vault)?.done;
            Ok(())
        })?);
    }
    Ok(Times::of(times))
}

/// One answer and one plain row in turn, each on the disk before the next.
fn committing(
    vault: &mut Vault,
    raw: &Raw,
    story: &mut Story,
    into: &mut Figures,
) -> Result<(), Error> {
    let (begin, answers) = story.another();
    vault.record(&begin)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for entry in answers {
        theirs.push(clock(|| {
            raw.commit("Sata merkkiä vastausta ja hiukan päälle")
        })?);
        ours.push(clock(|| vault.record(std::slice::from_ref(&entry)))?);
    }
    let changes = ours.split_off(ours.len() / 2);
    (into.commit, into.change) = (Times::of(ours), Times::of(changes));
    into.raw_commit = Times::of(theirs);
    Ok(())
}
