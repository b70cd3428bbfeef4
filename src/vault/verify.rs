//! Checks everything that can be checked: chain, head, file, pages, and that what is shown follows from the journal.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::error::Error;
use super::journal::{self, Erased, Head, Instead, Line, Pen};
use super::moved::Moves;
use super::query::path_at;
use super::{Vault, head, open, project, schema};

/// The first row of the journal that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub seq: i64,
    /// When it was recorded, as far as it can be read.
    pub at: Option<DateTime<Utc>>,
    pub reason: String,
}

/// How the file stands to the head kept outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadState {
    /// There is none to compare with, as on another machine.
    Missing,
    Matches,
    /// The file lacks what was its last row: it is an older copy or was cut short.
    Behind,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    pub entries: u64,
    pub fault: Option<Fault>,
    pub head: HeadState,
    /// What SQLite found wrong with the file's structure.
    pub structure: Vec<String>,
    /// Pages that were changed outside the program.
    pub damaged_pages: Vec<u64>,
    /// Left-over pages behind the end of the data: harmless.
    pub tail_pages: u64,
    /// The first table that does not follow from the journal.
    pub differs: Option<String>,
}

impl VerifyReport {
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
            && self.head != HeadState::Behind
            && self.structure.is_empty()
            && self.damaged_pages.is_empty()
            && self.differs.is_none()
    }
}

impl Vault {
    pub fn verify(&self) -> Result<VerifyReport, Error> {
        let connection = self.connection()?;
        let mut report = inspect(connection, &self.pen);
        report.head = match head::read(&self.place.head())? {
            None => HeadState::Missing,
            Some(known) if holds_head(connection, &known) => HeadState::Matches,
            Some(_) => HeadState::Behind,
        };
        if report.fault.is_none() {
            report.differs = match differing(connection) {
                Ok(table) => table.map(str::to_owned),
                Err(error) => Some(error.to_string()),
            };
        }
        Ok(report)
    }
}

fn holds_head(connection: &Connection, known: &Head) -> bool {
    connection
        .prepare_cached("SELECT 1 FROM journal WHERE seq = ? AND mac = ?")
        .and_then(|mut statement| statement.exists(params![known.seq, known.mac]))
        .unwrap_or(false)
}

/// Chain, structure and pages of one file. Damage is what it reports, never an error.
pub(super) fn inspect(connection: &Connection, pen: &Pen) -> VerifyReport {
    let (last, fault) = check_chain(connection, pen);
    let structure = match texts(connection, "PRAGMA integrity_check") {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    };
    let (damaged_pages, tail_pages) = check_pages(connection);
    VerifyReport {
        entries: u64::try_from(last.seq).unwrap_or(0),
        fault,
        head: HeadState::Missing,
        structure,
        damaged_pages,
        tail_pages,
        differs: None,
    }
}

/// The last good row, and the first that is not.
fn check_chain(connection: &Connection, pen: &Pen) -> (Head, Option<Fault>) {
    let mut last = Head::default();
    let mut fault = None;
    let removed = || Ok((journal::instead(connection)?, journal::erased(connection)?));
    let walked = removed().and_then(|removed| {
        journal::walk(connection, 0, |line| {
            fault = find_fault(connection, pen, last, &line, &removed)?;
            if fault.is_none() {
                last = line.head();
            }
            Ok(fault.is_none())
        })
    });
    // A row that cannot be read at all is the one after the last good one.
    let unreadable = walked.err().map(|error| Fault {
        seq: last.seq + 1,
        at: None,
        reason: error.to_string(),
    });
    (last, fault.or(unreadable))
}

fn find_fault(
    connection: &Connection,
    pen: &Pen,
    last: Head,
    line: &Line,
    removed: &(Instead, Erased),
) -> Result<Option<Fault>, Error> {
    let reason = match pen.fault(last, line) {
        Some(reason) => reason,
        None if is_explained(connection, line, removed)? => return Ok(None),
        None => "its content was removed, and nothing says why",
    };
    Ok(Some(Fault {
        seq: line.seq,
        at: Some(line.at()),
        reason: reason.to_owned(),
    }))
}

/// An erased row must have been forgotten, alone or with its subject.
fn is_explained(
    connection: &Connection,
    line: &Line,
    (instead, erased): &(Instead, Erased),
) -> Result<bool, Error> {
    if line.payload.is_some() || instead.contains_key(&line.id) || line.is_erased(erased) {
        return Ok(true);
    }
    let Some(response) = line.response else {
        return Ok(false);
    };
    let mut statement = connection.prepare_cached(
        "SELECT seq, path FROM journal WHERE response = ? AND seq > ? AND kind = 'forgotten' AND path IS NOT NULL",
    )?;
    let forgotten = statement
        .query_map(params![response.into_bytes(), line.seq], |row| {
            Ok((row.get::<_, i64>(0)?, path_at(row, 1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let moves = Moves::of(connection, response)?;
    Ok(forgotten.iter().any(|(seq, path)| {
        let names = moves.names(path, *seq);
        names.iter().any(|name| {
            (name.from..name.to).contains(&line.seq) && Some(name.path.to_string()) == line.path
        })
    }))
}

/// Damaged pages and harmless ones behind the end: SQLCipher names both alike.
fn check_pages(connection: &Connection) -> (Vec<u64>, u64) {
    // It reads the file alone: a page that was half written when the disk failed stands whole in the log, and goes over first.
    let _ = open::ask(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    let Ok(complaints) = texts(connection, "PRAGMA cipher_integrity_check") else {
        return (vec![0], 0);
    };
    let count: u32 = connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap_or(u32::MAX);
    let mut damaged = Vec::new();
    let mut tail = 0;
    for complaint in complaints {
        let page = complaint
            .rsplit(' ')
            .next()
            .and_then(|number| number.parse::<u64>().ok());
        match page {
            Some(page) if page > u64::from(count) => tail += 1,
            Some(page) => damaged.push(page),
            None => damaged.push(0),
        }
    }
    (damaged, tail)
}

fn texts(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(sql)?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Works everything out anew, in memory, and names the first table that is another.
fn differing(connection: &Connection) -> Result<Option<&'static str>, Error> {
    let fresh = Connection::open_in_memory()?;
    schema::create(&fresh)?;
    copy_forms(connection, &fresh)?;
    let transaction = fresh.unchecked_transaction()?;
    journal::walk(connection, 0, |line| {
        journal::insert(&transaction, &line)?;
        Ok(true)
    })?;
    project::rebuild(&transaction)?;
    first_difference(connection, &transaction)
}

/// The first table whose rows are not the same in both.
pub(super) fn first_difference(
    one: &Connection,
    other: &Connection,
) -> Result<Option<&'static str>, Error> {
    schema::show_words(one)?;
    schema::show_words(other)?;
    for (table, sql) in schema::COMPARED {
        if !same_rows(one, other, sql)? {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// What a form says about its items is read when answers are worked out.
fn copy_forms(from: &Connection, to: &Connection) -> Result<(), Error> {
    for (select, insert) in [
        (
            "SELECT hash, x'' FROM form_version",
            "INSERT INTO form_version VALUES (?,?)",
        ),
        (
            "SELECT form, item, role, about FROM form_item",
            "INSERT INTO form_item VALUES (?,?,?,?)",
        ),
    ] {
        copy(from, to, select, insert)?;
    }
    Ok(())
}

/// Copies the rows of a query as they are.
pub(super) fn copy(
    from: &Connection,
    to: &Connection,
    select: &str,
    insert: &str,
) -> Result<(), Error> {
    let mut statement = from.prepare_cached(select)?;
    let width = statement.column_count();
    let mut rows = statement.query([])?;
    let mut into = to.prepare_cached(insert)?;
    while let Some(row) = rows.next()? {
        into.execute(rusqlite::params_from_iter(values(row, width)?))?;
    }
    Ok(())
}

fn values(row: &rusqlite::Row, width: usize) -> rusqlite::Result<Vec<Value>> {
    (0..width).map(|at| row.get(at)).collect()
}

fn same_rows(one: &Connection, other: &Connection, sql: &str) -> Result<bool, Error> {
    let (mut one, mut other) = (one.prepare(sql)?, other.prepare(sql)?);
    let width = one.column_count();
    let (mut ours, mut theirs) = (one.query([])?, other.query([])?);
    loop {
        match (ours.next()?, theirs.next()?) {
            (None, None) => return Ok(true),
            (Some(ours), Some(theirs)) if values(ours, width)? == values(theirs, width)? => {}
            _ => return Ok(false),
        }
    }
}
