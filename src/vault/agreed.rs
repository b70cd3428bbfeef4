//! What was agreed and is still to come: the next meeting with each subject, and the steps that others than the client are to take.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::column::{uuid_at, word, word_at};
use super::error::Error;
use super::journal;
use super::project::run;
use super::query::{is_listed, listed_rows};
use crate::casework::{is_done, is_others, is_ours};
use crate::form::{Id, Role};
use crate::response::{Cell, Path, RowId, Value};

/// An answer that has changed.
pub(super) struct Changed<'a> {
    pub response: Uuid,
    pub path: &'a Path,
    pub role: Option<Role>,
    pub before: &'a Cell,
    pub after: &'a Cell,
    /// The journal's row that says so.
    pub seq: Option<i64>,
}

/// Carries a changed answer on.
pub(super) fn follow(connection: &Connection, changed: &Changed) -> Result<(), Error> {
    match changed.role {
        Some(Role::NextMeeting) => meeting(connection, changed)?,
        Some(Role::Step | Role::Owner | Role::Due | Role::Done) => {
            promise(connection, changed.response, changed.path.row.as_ref())?;
        }
        _ => {}
    }
    // What stands in a removed row counts as empty.
    let (before, after) = (rows(changed.before), rows(changed.after));
    for row in before.symmetric_difference(&after) {
        promise(connection, changed.response, Some(row))?;
    }
    Ok(())
}

/// Works everything out anew for a response whose standing or whose form has changed.
pub(super) fn follow_response(connection: &Connection, response: Uuid) -> Result<(), Error> {
    run(
        connection,
        "DELETE FROM promise WHERE response = ?",
        [response.into_bytes()],
    )?;
    let mut statement =
        connection.prepare_cached("SELECT path FROM answer WHERE response = ? AND role = ?")?;
    let steps = statement
        .query_map(params![response.into_bytes(), word(&Role::Step)?], |row| {
            super::query::path_at(row, 0)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for path in steps {
        promise(connection, response, path.row.as_ref())?;
    }
    match subject_of(connection, response)? {
        Some(subject) => newest_meeting(connection, subject),
        None => Ok(()),
    }
}

fn rows(cell: &Cell) -> BTreeSet<&RowId> {
    match cell.value() {
        Some(Value::Rows(rows)) => rows.iter().collect(),
        _ => BTreeSet::new(),
    }
}

fn subject_of(connection: &Connection, response: Uuid) -> Result<Option<Uuid>, Error> {
    Ok(connection
        .prepare_cached("SELECT subject FROM response WHERE id = ?")?
        .query_row([response.into_bytes()], |row| uuid_at(row, 0))
        .optional()?)
}

/// The last word on a subject's next meeting counts. A new one is the last.
fn meeting(connection: &Connection, changed: &Changed) -> Result<(), Error> {
    let standing = connection
        .prepare_cached(
            "SELECT subject FROM response WHERE id = ? AND status <> 'entered-in-error'",
        )?
        .query_row([changed.response.into_bytes()], |row| uuid_at(row, 0))
        .optional()?;
    match (standing, changed.after.value(), changed.seq) {
        (Some(subject), Some(Value::Date(day)), Some(seq)) => {
            expect(connection, subject, *day, seq)
        }
        (Some(subject), ..) => newest_meeting(connection, subject),
        (None, ..) => Ok(()),
    }
}

fn expect(connection: &Connection, subject: Uuid, day: NaiveDate, seq: i64) -> Result<(), Error> {
    run(
        connection,
        "INSERT OR REPLACE INTO coming (subject, day, seq) VALUES (?,?,?)",
        params![subject.into_bytes(), day.to_string(), seq],
    )
}

/// Works out anew when the next meeting with a subject is.
pub(super) fn newest_meeting(connection: &Connection, subject: Uuid) -> Result<(), Error> {
    let newest: Option<i64> = connection
        .prepare_cached(
            "SELECT max(a.seq) FROM response r JOIN answer a ON a.response = r.id AND a.role = ?2
             WHERE r.subject = ?1 AND r.status <> 'entered-in-error'",
        )?
        .query_row(
            params![subject.into_bytes(), word(&Role::NextMeeting)?],
            |row| row.get(0),
        )?;
    let cell = match newest {
        Some(seq) => journal::cell_at(connection, seq)?,
        None => Cell::default(),
    };
    match (newest, cell.value()) {
        (Some(seq), Some(Value::Date(day))) => expect(connection, subject, *day, seq),
        _ => run(
            connection,
            "DELETE FROM coming WHERE subject = ?",
            [subject.into_bytes()],
        ),
    }
}

/// A step that somebody other than the client is to take, not done, and in no removed row.
fn promise(connection: &Connection, response: Uuid, row: Option<&RowId>) -> Result<(), Error> {
    let key = row.map(ToString::to_string).unwrap_or_default();
    run(
        connection,
        "DELETE FROM promise WHERE response = ? AND row = ?",
        params![response.into_bytes(), key],
    )?;
    let parts = parts(connection, response, row)?;
    let part = |role| {
        let found = parts.iter().find(|(known, ..)| *known == role);
        found.map(|(_, seq, value)| (*seq, value))
    };
    let Some((seq, _)) = part(Role::Step) else {
        return Ok(());
    };
    let Some((_, Value::Code(owner))) = part(Role::Owner) else {
        return Ok(());
    };
    let ours = is_ours(owner);
    let done = part(Role::Done).is_some_and(|(_, done)| is_done(done));
    if !(ours || is_others(owner)) || done || is_removed(connection, response, row)? {
        return Ok(());
    }
    let due = match part(Role::Due) {
        Some((_, Value::Date(due))) => Some(due.to_string()),
        _ => None,
    };
    run(
        connection,
        "INSERT INTO promise (response, row, ours, due, seq) VALUES (?,?,?,?,?)",
        params![response.into_bytes(), key, ours, due, seq],
    )
}

fn is_removed(connection: &Connection, response: Uuid, row: Option<&RowId>) -> Result<bool, Error> {
    let Some(row) = row else {
        return Ok(false);
    };
    let any = Path::in_row(Id::new("any"), row.clone());
    Ok(!is_listed(&any, &listed_rows(connection, response)?))
}

/// What stands in one row under the roles of a step, with the journal's rows that say so.
fn parts(
    connection: &Connection,
    response: Uuid,
    row: Option<&RowId>,
) -> Result<Vec<(Role, i64, Value)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT form_item.role, a.seq, j.payload
         FROM response r JOIN form_item USING (form)
         JOIN answer a ON a.response = r.id AND a.path = item || ?2
         JOIN journal j ON j.seq = a.seq
         WHERE r.id = ?1 AND form_item.role IN ('step', 'owner', 'due', 'done')",
    )?;
    let behind = row.map(|row| format!("/{row}")).unwrap_or_default();
    let mut found = statement.query(params![response.into_bytes(), behind])?;
    let mut parts = Vec::new();
    while let Some(row) = found.next()? {
        let seq = row.get(1)?;
        let payload: Option<Vec<u8>> = row.get(2)?;
        if let Some(value) = journal::cell(payload.as_deref(), seq)?.value() {
            parts.push((word_at(row, 0)?, seq, value.clone()));
        }
    }
    Ok(parts)
}
