//! The journal: rows that only grow, each chained to the one before by a keyed hash, so that a change, loss or swap is seen.
//!
//! A row's hash covers a keyed digest of its payload, not the payload: one that was erased leaves a chain that still verifies.
//! Each payload carries its own salt, so that no digest can be compared with guesses once the payload is gone.

use std::collections::BTreeMap;
use std::fmt::Display;

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::column::{blob, maybe_uuid_at, nanos, uuid_at};
use super::error::Error;
use super::keys::VaultKey;
use crate::casework::{Entry, Event};
use crate::response::{Cell, Path};
use crate::sys;

const PAYLOAD_VERSION: u8 = 1;

/// The last row: its number and hash, which the next row is chained to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub seq: i64,
    pub mac: [u8; 32],
}

/// Who writes, and the keys of the chain.
#[derive(Clone)]
pub(super) struct Pen {
    chain: Zeroizing<[u8; 32]>,
    digest: Zeroizing<[u8; 32]>,
    pub actor: String,
    pub device: String,
}

/// What stands in a payload behind its version and salt. An answer's is its cell alone: the rest stands in the row.
#[derive(Serialize, Deserialize)]
struct Content {
    event: Event,
    /// What stands instead of the erased payloads of earlier rows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    instead: Instead,
}

/// What a payload begins with: its version and its salt.
const PREFIX: usize = 1 + 16;
/// The kind of row that holds a cell.
pub(super) const ANSWERED: &str = "answered";

/// Events that took the place of erased ones, by the row's id.
pub(super) type Instead = BTreeMap<Uuid, Event>;

/// Subjects, meetings and fillings of which nothing is left, with the row that says so.
pub(super) type Erased = BTreeMap<Uuid, i64>;

/// A row as it is on the disk.
pub(super) struct Line {
    pub seq: i64,
    pub id: Uuid,
    at: i64,
    offset_min: i32,
    actor: String,
    device: String,
    pub kind: String,
    pub subject: Option<Uuid>,
    pub session: Option<Uuid>,
    pub response: Option<Uuid>,
    pub path: Option<String>,
    pub undoes: Option<Uuid>,
    pub payload: Option<Vec<u8>>,
    digest: [u8; 32],
    pub mac: [u8; 32],
}

pub(super) const LINE: &str = "seq, id, at_utc, offset_min, actor, device, kind, subject, session, response, path, undoes, payload, digest, mac";

impl Line {
    pub fn read(row: &Row) -> rusqlite::Result<Line> {
        Ok(Line {
            seq: row.get(0)?,
            id: uuid_at(row, 1)?,
            at: row.get(2)?,
            offset_min: row.get(3)?,
            actor: row.get(4)?,
            device: row.get(5)?,
            kind: row.get(6)?,
            subject: maybe_uuid_at(row, 7)?,
            session: maybe_uuid_at(row, 8)?,
            response: maybe_uuid_at(row, 9)?,
            path: row.get(10)?,
            undoes: maybe_uuid_at(row, 11)?,
            payload: row.get(12)?,
            digest: row.get(13)?,
            mac: row.get(14)?,
        })
    }

    /// Whether its content went with somebody erased: a meeting that went to another client before is that one's.
    pub fn is_erased(&self, erased: &Erased) -> bool {
        let owner = self.response.or(self.session).or(self.subject);
        let gone = owner.and_then(|owner| erased.get(&owner));
        self.payload.is_none() && gone.is_some_and(|seq| self.seq < *seq)
    }

    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            mac: self.mac,
        }
    }

    pub fn offset_min(&self) -> i32 {
        self.offset_min
    }

    pub fn actor(&self) -> &str {
        &self.actor
    }

    pub fn device(&self) -> &str {
        &self.device
    }

    /// When it was recorded.
    pub fn at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_nanos(self.at)
    }

    /// The entry that this row holds, or what took its place.
    pub fn entry(&self, instead: &Instead) -> Result<Entry, Error> {
        Ok(Entry {
            id: self.id,
            at: self.at(),
            offset_min: self.offset_min,
            subject: self.subject,
            session: self.session,
            response: self.response,
            undoes: self.undoes,
            event: self.event(instead)?,
        })
    }

    pub fn event(&self, instead: &Instead) -> Result<Event, Error> {
        match (&self.payload, &self.path, self.kind.as_str()) {
            (payload, Some(path), ANSWERED) => Ok(Event::Answered {
                path: path.parse().unwrap_or_else(|never| match never {}),
                cell: cell(payload.as_deref(), self.seq)?,
            }),
            (Some(bytes), ..) => Ok(read_payload::<Content>(bytes, self.seq)?.event),
            (None, ..) => instead
                .get(&self.id)
                .cloned()
                .ok_or_else(|| Error::Damaged(format!("row {} of the journal is empty", self.seq))),
        }
    }

    /// What the row's own payload says stands instead of others.
    pub fn instead(&self) -> Result<Instead, Error> {
        match &self.payload {
            Some(bytes) if self.kind != ANSWERED => {
                Ok(read_payload::<Content>(bytes, self.seq)?.instead)
            }
            Some(_) | None => Ok(Instead::new()),
        }
    }
}

/// The cell that an answer's row holds; a blank one where it was erased.
pub(super) fn cell(payload: Option<&[u8]>, seq: i64) -> Result<Cell, Error> {
    payload.map_or_else(|| Ok(Cell::default()), |bytes| read_payload(bytes, seq))
}

/// The cell that the row `seq` holds.
pub(super) fn cell_at(connection: &Connection, seq: i64) -> Result<Cell, Error> {
    let payload: Option<Vec<u8>> = connection
        .prepare_cached("SELECT payload FROM journal WHERE seq = ?")?
        .query_row([seq], |row| row.get(0))?;
    cell(payload.as_deref(), seq)
}

fn read_payload<T: DeserializeOwned>(bytes: &[u8], seq: i64) -> Result<T, Error> {
    let damaged =
        |fault: &dyn Display| Error::Damaged(format!("row {seq} of the journal: {fault}"));
    match bytes.first() {
        Some(version) if *version > PAYLOAD_VERSION => Err(Error::Newer {
            found: (*version).into(),
            known: PAYLOAD_VERSION.into(),
        }),
        _ => serde_json::from_slice(bytes.get(PREFIX..).unwrap_or_default())
            .map_err(|fault| damaged(&fault)),
    }
}

fn write_payload(event: &Event, instead: Instead) -> Result<Vec<u8>, Error> {
    let mut bytes = vec![0; PREFIX];
    bytes[0] = PAYLOAD_VERSION;
    sys::random::fill(&mut bytes[1..]).map_err(Error::io(std::path::Path::new("getrandom")))?;
    let written = match event {
        Event::Answered { cell, .. } => serde_json::to_writer(&mut bytes, cell),
        other => serde_json::to_writer(
            &mut bytes,
            &Content {
                event: other.clone(),
                instead,
            },
        ),
    };
    written.map_err(|fault| Error::Unfit(fault.to_string()))?;
    Ok(bytes)
}

impl Pen {
    pub fn new(key: &VaultKey, actor: String, device: String) -> Pen {
        Pen {
            chain: key.chain(),
            digest: key.digest(),
            actor,
            device,
        }
    }

    /// Writes `entry` after `head` and gives the new head.
    pub fn append(
        &self,
        connection: &Connection,
        head: Head,
        entry: &Entry,
        instead: Instead,
    ) -> Result<Head, Error> {
        let payload = write_payload(&entry.event, instead)?;
        let mut line = Line {
            seq: head.seq + 1,
            id: entry.id,
            at: nanos(entry.at)?,
            offset_min: entry.offset_min,
            actor: self.actor.clone(),
            device: self.device.clone(),
            kind: entry.event.kind().to_owned(),
            subject: entry.subject,
            session: entry.session,
            response: entry.response,
            path: path_of(&entry.event).map(ToString::to_string),
            undoes: entry.undoes,
            digest: self.digest(&payload),
            payload: Some(payload),
            mac: [0; 32],
        };
        line.mac = self.mac(&head.mac, &line);
        insert(connection, &line)?;
        Ok(line.head())
    }

    /// The row as it stands, chained after `head` with this pen's keys. The digest of an erased payload is what it was.
    pub fn chain_anew(&self, head: Head, mut line: Line) -> Line {
        line.seq = head.seq + 1;
        if let Some(payload) = &line.payload {
            line.digest = self.digest(payload);
        }
        line.mac = self.mac(&head.mac, &line);
        line
    }

    fn digest(&self, payload: &[u8]) -> [u8; 32] {
        keyed(&self.digest, [payload])
    }

    fn mac(&self, previous: &[u8; 32], line: &Line) -> [u8; 32] {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend(previous);
        bytes.extend(line.seq.to_be_bytes());
        bytes.extend(line.id.as_bytes());
        bytes.extend(line.at.to_be_bytes());
        bytes.extend(line.offset_min.to_be_bytes());
        for text in [&line.actor, &line.device, &line.kind] {
            put(&mut bytes, Some(text.as_bytes()));
        }
        for id in [line.subject, line.session, line.response, line.undoes] {
            put(&mut bytes, id.as_ref().map(|id| id.as_bytes().as_slice()));
        }
        put(&mut bytes, line.path.as_ref().map(String::as_bytes));
        bytes.extend(line.digest);
        keyed(&self.chain, [bytes.as_slice()])
    }

    /// What is wrong with `line` as the row after `previous`, if anything.
    pub fn fault(&self, previous: Head, line: &Line) -> Option<&'static str> {
        if line.seq != previous.seq + 1 {
            return Some("a row before it is missing");
        }
        if self.mac(&previous.mac, line) != line.mac {
            return Some("the row was changed, moved or replaced");
        }
        match &line.payload {
            Some(payload) if self.digest(payload) != line.digest => Some("its content was changed"),
            Some(_) | None => None,
        }
    }
}

/// A field whose end cannot be mistaken for the next one's beginning.
fn put(bytes: &mut Vec<u8>, field: Option<&[u8]>) {
    match field {
        None => bytes.push(0),
        Some(field) => {
            bytes.push(1);
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field);
        }
    }
}

fn keyed<'a>(key: &[u8; 32], parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    // A key of any length is taken, so this fails never; an all-zero hash would only fail to verify.
    let Ok(mut hash) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into_bytes().into()
}

fn path_of(event: &Event) -> Option<&Path> {
    match event {
        Event::Answered { path, .. } | Event::Forgotten { path } => Some(path),
        _ => None,
    }
}

pub(super) fn insert(connection: &Connection, line: &Line) -> Result<(), Error> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO journal ({LINE}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        ))?
        .execute(params![
            line.seq,
            line.id.into_bytes(),
            line.at,
            line.offset_min,
            line.actor,
            line.device,
            line.kind,
            blob(line.subject),
            blob(line.session),
            blob(line.response),
            line.path,
            blob(line.undoes),
            line.payload,
            line.digest,
            line.mac,
        ])?;
    Ok(())
}

/// The last row that the file holds.
pub(super) fn head(connection: &Connection) -> Result<Head, Error> {
    let found = connection
        .query_row(
            "SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1",
            [],
            |row| {
                Ok(Head {
                    seq: row.get(0)?,
                    mac: row.get(1)?,
                })
            },
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(super) fn holds(connection: &Connection, id: Uuid) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM journal WHERE id = ?")?
        .exists([id.into_bytes()])?)
}

/// All that stands instead of erased payloads; what was forgotten later counts.
pub(super) fn instead(connection: &Connection) -> Result<Instead, Error> {
    let mut all = Instead::new();
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE kind = 'forgotten' AND kind <> 'answered' ORDER BY seq"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    for line in statement.query_map([], Line::read)? {
        all.extend(line?.instead()?);
    }
    Ok(all)
}

/// What was erased with its subject.
pub(super) fn erased(connection: &Connection) -> Result<Erased, Error> {
    let mut all = Erased::new();
    for line in of_kind(connection, "subject_erased")? {
        if let Event::SubjectErased { gone, .. } = line.event(&Instead::new())? {
            let ids = gone.into_iter().chain(line.subject);
            all.extend(ids.map(|id| (id, line.seq)));
        }
    }
    Ok(all)
}

/// The rows of one kind, oldest first.
pub(super) fn of_kind(connection: &Connection, kind: &str) -> Result<Vec<Line>, Error> {
    let sql =
        format!("SELECT {LINE} FROM journal WHERE kind = ? AND kind <> 'answered' ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let lines = statement.query_map([kind], Line::read)?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// Runs `visit` over the rows after `after`, oldest first, until it says stop.
pub(super) fn walk(
    connection: &Connection,
    after: i64,
    mut visit: impl FnMut(Line) -> Result<bool, Error>,
) -> Result<(), Error> {
    let sql = format!("SELECT {LINE} FROM journal WHERE seq > ? ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([after])?;
    while let Some(row) = rows.next()? {
        if !visit(Line::read(row)?)? {
            break;
        }
    }
    Ok(())
}

/// Newest row of `kind`.
pub(super) fn newest(connection: &Connection, kind: &str) -> Result<Option<Line>, Error> {
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE kind = ? AND kind <> 'answered' ORDER BY seq DESC LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([kind], Line::read)
        .optional()?)
}
