//! Whole fillings and sessions, as they are taken up again or reviewed, and earlier answers.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::column::{cell_in, instant_at, json_at, word};
use super::error::Error;
use super::journal::{self, Instead, LINE, Line};
use super::moved::Moves;
use super::query::{path_at, responses, sessions};
use super::{Vault, draft};
use crate::casework::{
    Event, RaterRole, Recorded, RecordedDeed, ResponseRow, SessionRow, SessionState, Status,
    StoredResponse, StoredSession, renamed_path,
};
use crate::form::{Hash, Id};
use crate::response::{Cell, Change, Path, Pinned, Value};

impl Vault {
    pub fn response(&self, id: Uuid) -> Result<StoredResponse, Error> {
        let connection = self.connection()?;
        let row = responses(connection, "WHERE id = ?", [id.into_bytes()])?
            .into_iter()
            .next()
            .ok_or_else(|| Error::Unknown(id.to_string()))?;
        now(connection, row)
    }

    /// The standing response of a subject to a form, if it has one.
    pub fn standing(&self, subject: Uuid, form_id: &Id) -> Result<Option<StoredResponse>, Error> {
        let connection = self.connection()?;
        responses(
            connection,
            "WHERE subject = ? AND form_id = ? AND session IS NULL AND status <> 'entered-in-error' ORDER BY id DESC LIMIT 1",
            params![subject.into_bytes(), form_id.as_str()],
        )?
        .into_iter()
        .next()
        .map(|row| now(connection, row))
        .transpose()
    }

    /// What was filled in a session, as it is now.
    pub fn answers_of(&self, session: Uuid) -> Result<Vec<StoredResponse>, Error> {
        let connection = self.connection()?;
        responses(
            connection,
            "WHERE session = ? ORDER BY id",
            [session.into_bytes()],
        )?
        .into_iter()
        .map(|row| now(connection, row))
        .collect()
    }

    /// A session whole: the standing responses as they were when it ended, or as they are while it is open.
    pub fn session(&self, id: Uuid) -> Result<StoredSession, Error> {
        let connection = self.connection()?;
        let row = sessions(connection, "WHERE n.id = ?", [id.into_bytes()])?
            .into_iter()
            .next()
            .ok_or_else(|| Error::Unknown(id.to_string()))?;
        let instead = journal::instead(connection)?;
        let mut found = Vec::new();
        for response in &row.responses {
            found.push(now(connection, response.clone())?);
        }
        let end = match row.state {
            SessionState::Open => None,
            _ => end_of(connection, id)?,
        };
        for response in responses(
            connection,
            "WHERE subject = ? AND session IS NULL AND status <> 'entered-in-error' ORDER BY id",
            [row.subject.into_bytes()],
        )? {
            match end {
                None => found.push(now(connection, response)?),
                Some(end) => found.extend(then(connection, response, end, &instead)?),
            }
        }
        Ok(StoredSession {
            responses: found,
            history: history(connection, &row, &instead)?,
            drafts: draft::of_session(connection, id)?,
            read_together: read_together(connection, id)?,
            row,
        })
    }

    /// A session as it was when its responses were first finished, before anything was corrected.
    pub fn original(&self, id: Uuid) -> Result<StoredSession, Error> {
        let connection = self.connection()?;
        let mut stored = self.session(id)?;
        let instead = journal::instead(connection)?;
        for response in &mut stored.responses {
            if response.row.status != Status::Amended {
                continue;
            }
            let Some(first) = first_finish(connection, response.row.id)? else {
                continue;
            };
            if let Some(then) = then(connection, response.row.clone(), first.seq, &instead)? {
                *response = then;
            }
            if let Event::ResponseEnded { scores, .. } = first.event(&instead)? {
                response.row.scores = scores;
            }
            response.row.status = Status::Completed;
        }
        Ok(stored)
    }

    /// Earlier answers for a new response, found once: of each item the newest one in a finished response of the same subject,
    /// form and role, and where the item has an object, the newest for each object.
    pub fn pinned(
        &self,
        subject: Uuid,
        form_id: &Id,
        role: RaterRole,
    ) -> Result<Vec<Pinned>, Error> {
        let connection = self.connection()?;
        let mut found: Vec<Pinned> = Vec::new();
        // Version 7 ids sort by the time at which a response began.
        for response in responses(
            connection,
            "WHERE subject = ? AND form_id = ? AND role = ? AND status IN ('completed', 'amended') ORDER BY id DESC",
            params![subject.into_bytes(), form_id.as_str(), word(&role)?],
        )? {
            pin(connection, &response, &mut found)?;
        }
        Ok(found)
    }
}

/// A response as it is.
pub(super) fn now(connection: &Connection, row: ResponseRow) -> Result<StoredResponse, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT a.path, a.seq, j.payload FROM answer a JOIN journal j ON j.seq = a.seq WHERE a.response = ? ORDER BY a.path",
    )?;
    let mut answers = statement.query([row.id.into_bytes()])?;
    let mut cells = Vec::new();
    while let Some(answer) = answers.next()? {
        cells.push((path_at(answer, 0)?, cell_in(answer, 1)?));
    }
    Ok(StoredResponse {
        pinned: pinned_of(connection, row.id)?,
        cells,
        draft: draft::of_response(connection, row.id)?,
        row,
    })
}

fn pinned_of(connection: &Connection, response: Uuid) -> Result<Vec<Pinned>, Error> {
    Ok(connection
        .prepare_cached("SELECT pinned FROM response WHERE id = ?")?
        .query_row([response.into_bytes()], |row| json_at(row, 0))?)
}

/// The journal's row with which a session last ended.
fn end_of(connection: &Connection, session: Uuid) -> Result<Option<i64>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT max(seq) FROM journal WHERE session = ? AND kind = 'session_ended' AND kind <> 'answered'",
        )?
        .query_row([session.into_bytes()], |row| row.get(0))?)
}

/// How what is kept was last read with the client.
fn read_together(connection: &Connection, session: Uuid) -> Result<Option<Event>, Error> {
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE session = ? AND kind = 'read_together' AND kind <> 'answered'
         ORDER BY seq DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let line = statement
        .query_row([session.into_bytes()], Line::read)
        .optional()?;
    line.map(|line| line.event(&Instead::new())).transpose()
}

/// The row with which a response was first finished.
fn first_finish(connection: &Connection, response: Uuid) -> Result<Option<Line>, Error> {
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE response = ? AND kind = 'response_ended' ORDER BY seq LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([response.into_bytes()], Line::read)
        .optional()?)
}

/// A standing response as it was at `end`; none if it had not begun.
fn then(
    connection: &Connection,
    mut row: ResponseRow,
    end: i64,
    instead: &Instead,
) -> Result<Option<StoredResponse>, Error> {
    let sql = format!("SELECT {LINE} FROM journal WHERE response = ? AND seq <= ? ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut lines = statement.query(params![row.id.into_bytes(), end])?;
    let mut cells: BTreeMap<Path, Cell> = BTreeMap::new();
    let mut begun = None;
    while let Some(line) = lines.next()? {
        let line = Line::read(line)?;
        match line.event(instead)? {
            Event::ResponseStarted { pinned, form, .. } => {
                row.changed = line.at();
                row.form = form;
                begun = Some(pinned);
            }
            Event::ResponseMoved { form, renamed, .. } => {
                row.changed = line.at();
                row.form = form;
                cells = cells
                    .into_iter()
                    .map(|(path, cell)| (renamed_path(&path, &renamed), cell))
                    .collect();
            }
            Event::Answered { path, cell } => {
                row.changed = line.at();
                if cell.is_blank() {
                    cells.remove(&path);
                } else {
                    cells.insert(path, cell);
                }
            }
            _ => {}
        }
    }
    Ok(begun.map(|pinned| StoredResponse {
        row,
        pinned,
        cells: cells.into_iter().collect(),
        draft: None,
    }))
}

/// What was done in a session, oldest first. What was forgotten is not among it: nothing can bring it back.
fn history(
    connection: &Connection,
    session: &SessionRow,
    instead: &Instead,
) -> Result<Vec<Recorded>, Error> {
    let mut history = Vec::new();
    let mut moves: BTreeMap<Uuid, Moves> = BTreeMap::new();
    for line in lines(connection, session)? {
        let Some(response) = line.response else {
            continue;
        };
        let deed = match line.event(instead)? {
            Event::Answered { path, cell } => {
                let moves = match moves.entry(response) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(Moves::of(connection, response)?),
                };
                RecordedDeed::Changed(Change {
                    before: before(connection, &line, &path, moves, instead)?,
                    at: path,
                    after: cell,
                })
            }
            Event::ResponseMoved {
                from,
                form,
                cleared,
                ..
            } => RecordedDeed::Moved {
                from,
                to: form,
                cleared,
            },
            // A form that the meeting began with is not among what was done in it.
            Event::ResponseStarted { .. } if line.at() <= session.started => continue,
            Event::ResponseStarted { .. } => RecordedDeed::Added,
            Event::ResponseEnded { .. } | Event::ResponseResumed if line.undoes.is_some() => {
                RecordedDeed::Added
            }
            _ => continue,
        };
        history.push(Recorded {
            entry: line.id,
            response,
            deed,
            undoes: line.undoes,
        });
    }
    Ok(history)
}

/// The rows of a session that tell of answers, in its own fillings and in the standing ones: none is older than its beginning.
fn lines(connection: &Connection, session: &SessionRow) -> Result<Vec<Line>, Error> {
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE response IN
            (SELECT id FROM response WHERE session = ?1 UNION ALL SELECT id FROM response WHERE subject = ?2 AND session IS NULL)
            AND seq > (SELECT min(seq) FROM journal WHERE session = ?1 AND kind <> 'answered')
            AND session = ?1 AND payload IS NOT NULL
            AND kind IN ('answered', 'response_started', 'response_moved', 'response_ended', 'response_resumed')
         ORDER BY seq"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let values = [session.id.into_bytes(), session.subject.into_bytes()];
    let lines = statement.query_map(values, Line::read)?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// What stood at a row's path before it, under whatever id the item had then.
fn before(
    connection: &Connection,
    line: &Line,
    path: &Path,
    moves: &Moves,
    instead: &Instead,
) -> Result<Cell, Error> {
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE response = ? AND path = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    for name in moves.names(path, line.seq) {
        let values = params![
            line.response.map(Uuid::into_bytes),
            name.path.to_string(),
            name.from,
            name.to.min(line.seq)
        ];
        let previous = statement.query_row(values, Line::read).optional()?;
        if let Some(previous) = previous {
            return Ok(match previous.event(instead)? {
                Event::Answered { cell, .. } => cell,
                _ => Cell::default(),
            });
        }
    }
    Ok(Cell::default())
}

/// Adds what of a finished response may be shown beside a later one and is not there yet from one between: given answers
/// outside lists and tables.
fn pin(
    connection: &Connection,
    response: &ResponseRow,
    found: &mut Vec<Pinned>,
) -> Result<(), Error> {
    let objects = objects(connection, &response.form)?;
    let known: BTreeSet<Id> = found.iter().map(|earlier| earlier.item.clone()).collect();
    let mut statement = connection.prepare_cached(
        "SELECT path, seq FROM answer WHERE response = ? AND instr(path, '/') = 0 ORDER BY path",
    )?;
    let mut rows = statement.query([response.id.into_bytes()])?;
    while let Some(row) = rows.next()? {
        let item = path_at(row, 0)?.item;
        let object_item = objects.get(&item);
        // What has no object counts once, so the older ones need not be read.
        if object_item.is_none() && known.contains(&item) {
            continue;
        }
        let Some((value, at)) = given_at(connection, row.get(1)?)? else {
            continue;
        };
        let about = match object_item {
            Some(about) => object(connection, response.id, &Path::top(item.clone()), about)?,
            None => None,
        };
        let is_known = |earlier: &Pinned| earlier.item == item && earlier.about == about;
        if !found.iter().any(is_known) {
            found.push(Pinned {
                item,
                value,
                about,
                at,
            });
        }
    }
    Ok(())
}

/// The value that a row of the journal gave, and when.
fn given_at(connection: &Connection, seq: i64) -> Result<Option<(Value, DateTime<Utc>)>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT seq, payload, at_utc FROM journal WHERE seq = ?")?;
    let mut rows = statement.query([seq])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let cell = cell_in(row, 0)?;
    let value = cell
        .value()
        .filter(|value| !matches!(value, Value::Rows(_)));
    Ok(match value {
        Some(value) => Some((value.clone(), instant_at(row, 2)?)),
        None => None,
    })
}

/// For each item of a form that has one, the item that says what it is about.
pub(super) fn objects(connection: &Connection, form: &Hash) -> Result<BTreeMap<Id, Id>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT item, about FROM form_item WHERE form = ? AND about IS NOT NULL")?;
    let rows = statement.query_map([form.0], |row| {
        let (item, about): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((Id::new(&item), Id::new(&about)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the answer at `path` is about: the answer of `item` in the same row, or outside rows.
pub(super) fn object(
    connection: &Connection,
    response: Uuid,
    path: &Path,
    item: &Id,
) -> Result<Option<Value>, Error> {
    let beside = path.row.clone().map(|row| Path::in_row(item.clone(), row));
    for path in beside.into_iter().chain([Path::top(item.clone())]) {
        let seq: Option<i64> = connection
            .prepare_cached("SELECT seq FROM answer WHERE response = ? AND path = ?")?
            .query_row(params![response.into_bytes(), path.to_string()], |row| {
                row.get(0)
            })
            .optional()?;
        let cell = seq
            .map(|seq| journal::cell_at(connection, seq))
            .transpose()?;
        if let Some(value) = cell.as_ref().and_then(Cell::value) {
            return Ok(Some(value.clone()));
        }
    }
    Ok(None)
}
