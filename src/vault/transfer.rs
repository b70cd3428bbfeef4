//! Meetings that went to another client: what is shown of them follows, and nothing of one client stays with the other.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::agreed::newest_meeting;
use super::column::{instant_at, json, json_at, uuid_at};
use super::error::Error;
use super::project::{count_meetings, needed, run};
use super::query::path_at;
use crate::casework::Entry;
use crate::form::Id;
use crate::response::Pinned;

/// Carries a move into the tables.
pub(super) fn apply(
    connection: &Connection,
    entry: &Entry,
    from: Uuid,
    to: Uuid,
) -> Result<(), Error> {
    let session = needed(entry.session, "session")?;
    let moved = connection
        .prepare_cached("UPDATE session SET subject = ?3 WHERE id = ?1 AND subject = ?2")?
        .execute(params![
            session.into_bytes(),
            from.into_bytes(),
            to.into_bytes()
        ])?;
    if moved == 0 {
        return Err(Error::Unfit(format!("{session} is not theirs")));
    }
    // What was typed in it into forms that stay is theirs no more.
    run(
        connection,
        "DELETE FROM draft WHERE session = ?1 AND response IN (SELECT id FROM response WHERE subject = ?2 AND session IS NULL)",
        params![session.into_bytes(), from.into_bytes()],
    )?;
    unpin_from_others(connection, session, from)?;
    // Earlier answers of the first client are no earlier answers of the other.
    run(
        connection,
        "UPDATE response SET subject = ?2, pinned = '[]' WHERE session = ?1",
        params![session.into_bytes(), to.into_bytes()],
    )?;
    for subject in [from, to] {
        count_meetings(connection, subject)?;
        newest_meeting(connection, subject)?;
    }
    Ok(())
}

/// Takes the meeting's answers out of the first client's later fillings, which showed them as earlier ones.
fn unpin_from_others(connection: &Connection, session: Uuid, from: Uuid) -> Result<(), Error> {
    let gone = given(connection, session)?;
    let mut statement = connection.prepare_cached(
        "SELECT id, pinned FROM response WHERE subject = ?1 AND session IS NOT ?2 AND pinned <> '[]'
            AND form_id IN (SELECT form_id FROM response WHERE session = ?2)",
    )?;
    let shown = statement
        .query_map(params![from.into_bytes(), session.into_bytes()], |row| {
            Ok((uuid_at(row, 0)?, json_at::<Vec<Pinned>>(row, 1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    for (response, mut pinned) in shown {
        let before = pinned.len();
        pinned.retain(|earlier| !gone.contains(&(earlier.item.clone(), earlier.at)));
        if pinned.len() < before {
            run(
                connection,
                "UPDATE response SET pinned = ?2 WHERE id = ?1",
                params![response.into_bytes(), json(&pinned)?],
            )?;
        }
    }
    Ok(())
}

/// The answers of a meeting by item and instant, as they are pinned.
fn given(connection: &Connection, session: Uuid) -> Result<BTreeSet<(Id, DateTime<Utc>)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT a.path, j.at_utc FROM answer a JOIN journal j ON j.seq = a.seq
         WHERE a.response IN (SELECT id FROM response WHERE session = ?)",
    )?;
    let rows = statement.query_map([session.into_bytes()], |row| {
        Ok((path_at(row, 0)?.item, instant_at(row, 1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
