//! Forgetting: takes a value out of everything that holds it, at once, and keeps only that something was removed, and when.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::column::{json, json_at, uuid_at};
use super::error::Error;
use super::journal::{self, Instead, LINE, Line};
use super::moved::Moves;
use super::{AnswerPath, Vault, add, draft, project, search, whole};
use crate::casework::{Entry, Event};
use crate::form::Id;
use crate::response::{Pinned, Value};

impl Vault {
    /// Removes what stands and ever stood at `path`: from the answers, drafts, history, search, the payloads of the journal, and
    /// from later fillings that show it as the earlier answer. `entry` is the [`Event::Forgotten`] that stays.
    pub fn forget(
        &mut self,
        response: Uuid,
        path: &AnswerPath,
        entry: &Entry,
    ) -> Result<(), Error> {
        if entry.event != (Event::Forgotten { path: path.clone() })
            || entry.response != Some(response)
        {
            return Err(Error::Unfit("the entry forgets something else".to_owned()));
        }
        self.write(|pen, transaction, head| {
            let gone = Gone::find(transaction, response, path)?;
            let instead = gone.replace(transaction)?;
            // While the journal still tells which words it was found by.
            for line in &gone.rows {
                search::take_out(transaction, line)?;
            }
            project::drop_answer(transaction, response, path)?;
            erase(
                transaction,
                gone.rows.iter().map(|line| &line.id).chain(instead.keys()),
            )?;
            for (id, event) in &instead {
                project_again(transaction, *id, event)?;
            }
            draft::drop(transaction, response, path)?;
            add(pen, transaction, head, entry, instead)
        })?;
        self.removed(entry)
    }
}

/// What is to be forgotten, and how to know it where it was copied to.
struct Gone {
    response: Uuid,
    path: AnswerPath,
    /// The journal's rows that hold it.
    rows: Vec<Line>,
    /// When each was recorded: an earlier answer is pinned with that instant.
    instants: BTreeSet<DateTime<Utc>>,
    values: Vec<Value>,
    /// Items that were about it.
    subjects: BTreeSet<Id>,
}

impl Gone {
    fn find(connection: &Connection, response: Uuid, path: &AnswerPath) -> Result<Gone, Error> {
        let sql = format!(
            "SELECT {LINE} FROM journal WHERE response = ? AND path = ? AND seq >= ? AND seq < ?
                AND kind = 'answered' AND payload IS NOT NULL"
        );
        let mut rows = Vec::new();
        for name in Moves::of(connection, response)?.names(path, i64::MAX) {
            let values = params![
                response.into_bytes(),
                name.path.to_string(),
                name.from,
                name.to
            ];
            rows.extend(lines(connection, &sql, values)?);
        }
        let form = super::query::responses(connection, "WHERE id = ?", [response.into_bytes()])?
            .first()
            .map(|row| row.form)
            .ok_or_else(|| Error::Unknown(response.to_string()))?;
        let mut gone = Gone {
            response,
            path: path.clone(),
            rows: Vec::new(),
            instants: BTreeSet::new(),
            values: Vec::new(),
            subjects: whole::objects(connection, &form)?
                .into_iter()
                .filter(|(_, about)| *about == path.item)
                .map(|(item, _)| item)
                .collect(),
        };
        for line in rows {
            gone.instants.insert(line.at());
            if let Event::Answered { cell, .. } = line.event(&Instead::new())? {
                gone.values.extend(cell.value().cloned());
            }
            gone.rows.push(line);
        }
        Ok(gone)
    }

    /// Rows of the journal that hold a copy, with what stands instead from now on.
    fn replace(&self, connection: &Connection) -> Result<Instead, Error> {
        let held = journal::instead(connection)?;
        let mut instead = Instead::new();
        let sql = format!(
            "SELECT {LINE} FROM journal WHERE kind <> 'answered' AND (
                (kind = 'response_ended' AND response = ?1) OR (kind = 'response_started' AND response IN
                    (SELECT other.id FROM response r JOIN response other USING (form_id)
                        WHERE r.id = ?1 AND (other.subject IN ({WHOSE}) OR other.session IN
                            (SELECT session FROM journal WHERE kind = 'session_moved' AND kind <> 'answered' AND subject IN ({WHOSE}))))))
             ORDER BY seq"
        );
        for line in lines(connection, &sql, [self.response.into_bytes()])? {
            let event = line.event(&held)?;
            let scrubbed = self.scrub(event.clone());
            if scrubbed != event {
                instead.insert(line.id, scrubbed);
            }
        }
        // An earlier forgetting may hold a copy too, in what it put instead: this one takes its place.
        let sql =
            format!("SELECT {LINE} FROM journal WHERE kind = 'forgotten' AND kind <> 'answered'");
        for line in lines(connection, &sql, [])? {
            let theirs = line.instead()?;
            if !theirs.keys().any(|id| instead.contains_key(id)) {
                continue;
            }
            for (id, event) in theirs {
                let latest = held.get(&id).cloned().unwrap_or(event);
                instead.entry(id).or_insert(latest);
            }
            instead.insert(line.id, line.event(&held)?);
        }
        Ok(instead)
    }

    fn scrub(&self, mut event: Event) -> Event {
        match &mut event {
            Event::ResponseStarted { pinned, .. } if self.path.row.is_none() => {
                pinned.retain(|earlier| {
                    let it = earlier.item == self.path.item && self.instants.contains(&earlier.at);
                    let about_it = self.subjects.contains(&earlier.item)
                        && earlier
                            .about
                            .as_ref()
                            .is_some_and(|about| self.values.contains(about));
                    !it && !about_it
                });
            }
            Event::ResponseEnded { scores, .. } => {
                let inputs = scores.iter_mut().flat_map(|score| &mut score.inputs);
                for (path, input) in inputs {
                    if *path == self.path {
                        *input = None;
                    }
                }
            }
            _ => {}
        }
        event
    }
}

fn lines(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Line>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let lines = statement.query_map(values, Line::read)?;
    Ok(lines.collect::<Result<_, _>>()?)
}

fn erase<'a>(connection: &Connection, rows: impl Iterator<Item = &'a Uuid>) -> Result<(), Error> {
    for id in rows {
        project::run(
            connection,
            "UPDATE journal SET payload = NULL WHERE id = ?",
            [id.into_bytes()],
        )?;
    }
    Ok(())
}

/// The clients that a response is or was of, before its meeting was moved.
const WHOSE: &str = "SELECT subject FROM response WHERE id = ?1 UNION SELECT m.subject FROM journal m
    JOIN response r ON m.session = r.session AND m.kind = 'session_moved' AND m.kind <> 'answered' WHERE r.id = ?1";

/// Puts a changed event of an existing row into what is shown.
fn project_again(connection: &Connection, id: Uuid, event: &Event) -> Result<(), Error> {
    match event {
        Event::ResponseStarted { pinned, .. } => unpin(connection, id, pinned),
        // Only the newest row of its kind is what is shown.
        Event::ResponseEnded { scores, .. } => project::run(
            connection,
            "UPDATE response SET scores = ?2 WHERE id = (SELECT response FROM journal WHERE id = ?1)
             AND NOT EXISTS (SELECT 1 FROM journal j JOIN journal later USING (response, kind) WHERE j.id = ?1 AND later.seq > j.seq)",
            params![id.into_bytes(), json(scores)?],
        ),
        _ => Ok(()),
    }
}

/// Leaves of a response's earlier answers those that are left; what a moved meeting took away stays away.
fn unpin(connection: &Connection, id: Uuid, left: &[Pinned]) -> Result<(), Error> {
    let found: Option<(Uuid, Vec<Pinned>)> = connection
        .prepare_cached("SELECT id, pinned FROM response WHERE id = (SELECT response FROM journal WHERE id = ?)")?
        .query_row([id.into_bytes()], |row| {
            Ok((uuid_at(row, 0)?, json_at(row, 1)?))
        })
        .optional()?;
    let Some((response, mut pinned)) = found else {
        return Ok(());
    };
    pinned.retain(|earlier| left.contains(earlier));
    project::run(
        connection,
        "UPDATE response SET pinned = ?2 WHERE id = ?1",
        params![response.into_bytes(), json(&pinned)?],
    )
}
