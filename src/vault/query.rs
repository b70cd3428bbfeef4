//! Lists and pages: subjects, sessions, home, what was agreed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::column::{
    cell_in, instant_at, json_at, maybe_instant_at, maybe_uuid_at, uuid_at, word, word_at,
};
use super::error::Error;
use super::{Vault, whole};
use crate::casework::{
    CLIENTS, Coming, FormBytes, HomeRows, OWN, Promise, ResponseRow, RoleRow, SessionRow,
    SubjectPage, SubjectRow,
};
use crate::form::{Hash, Id, Role};
use crate::response::{Path, RowId, Value};

/// As many as home shows of anything that may grow: the nearest.
const MOST: usize = 200;

/// The name of a subject `s`, none where only the code may be seen.
pub(super) const SHOWN_NAME: &str = "CASE s.no_place WHEN 1 THEN '' ELSE s.name END";

/// What else a list shows of a subject `s`, behind the name.
const SUBJECT: &str = "s.id, s.register, s.code, s.language, s.practice, s.restricted, s.no_place, s.last_met, s.sessions";

impl Vault {
    /// All subjects by name.
    pub fn subjects(&self) -> Result<Vec<SubjectRow>, Error> {
        subjects(self.connection()?, "ORDER BY name, code", [])
    }

    /// The next subjects by name, after one or from the first.
    pub fn subjects_after(
        &self,
        last: Option<&SubjectRow>,
        limit: usize,
    ) -> Result<Vec<SubjectRow>, Error> {
        let connection = self.connection()?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        match last {
            // Where the name is hidden, the list does not tell after which name it goes on.
            Some(last) => subjects(
                connection,
                "WHERE (name, code) > (SELECT name, code FROM subject WHERE id = ?) ORDER BY name, code LIMIT ?",
                params![last.id.into_bytes(), limit],
            ),
            None => subjects(connection, "ORDER BY name, code LIMIT ?", [limit]),
        }
    }

    pub fn subject(&self, id: Uuid) -> Result<Option<SubjectRow>, Error> {
        subject(self.connection()?, id)
    }

    pub fn subject_by_code(&self, code: &str) -> Result<Option<SubjectRow>, Error> {
        let found = subjects(self.connection()?, "WHERE code = ?", [code])?;
        Ok(found.into_iter().next())
    }

    /// Meetings, newest first: of one subject or of all.
    pub fn sessions(&self, subject: Option<Uuid>, limit: usize) -> Result<Vec<SessionRow>, Error> {
        let connection = self.connection()?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let Some(subject) = subject else {
            return sessions(
                connection,
                "ORDER BY started DESC, n.id DESC LIMIT ?",
                params![limit],
            );
        };
        let values = params![subject.into_bytes(), limit];
        let mut found = bare_sessions(
            connection,
            "WHERE n.subject = ? ORDER BY started DESC, n.id DESC LIMIT ?",
            values,
        )?;
        // All at once: what belongs to one subject stands side by side.
        let responses = responses(
            connection,
            "WHERE subject = ?1 AND session IN (SELECT id FROM session WHERE subject = ?1 ORDER BY started DESC, id DESC LIMIT ?2)
             ORDER BY id",
            values,
        )?;
        let at: BTreeMap<Uuid, usize> = (found.iter().map(|row| row.id)).zip(0..).collect();
        for response in responses {
            let session = response.session.and_then(|session| at.get(&session));
            if let Some(session) = session.and_then(|at| found.get_mut(*at)) {
                session.responses.push(response);
            }
        }
        Ok(found)
    }

    /// The session whose id begins with these eight or more hexadecimal digits.
    pub fn session_by_prefix(&self, digits: &str) -> Result<Uuid, Error> {
        let wanted: String = digits.chars().filter(|c| *c != '-').collect();
        let wanted = wanted.to_ascii_uppercase();
        if wanted.len() < 8 || !wanted.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::Unknown(digits.to_owned()));
        }
        let mut statement = self.connection()?.prepare_cached(
            "SELECT id FROM session WHERE substr(hex(id), 1, length(?1)) = ?1 LIMIT 2",
        )?;
        let found = statement
            .query_map([wanted], |row| uuid_at(row, 0))?
            .collect::<Result<Vec<_>, _>>()?;
        match found.as_slice() {
            [] => Err(Error::Unknown(digits.to_owned())),
            [only] => Ok(*only),
            _ => Err(Error::Ambiguous(digits.to_owned())),
        }
    }

    /// What home shows.
    pub fn home(&self) -> Result<HomeRows, Error> {
        let connection = self.connection()?;
        let mut subjects = self.subjects()?;
        let own = subjects.iter().find(|row| row.register == *OWN);
        let own = own.map(|row| row.id);
        subjects.retain(|row| row.register == *CLIENTS);
        Ok(HomeRows {
            open: sessions(
                connection,
                "WHERE state = 'open' ORDER BY started DESC, n.id DESC",
                [],
            )?,
            unfinished: sessions(
                connection,
                "WHERE state IN ('held', 'cut_short')
                    AND n.id IN (SELECT session FROM response WHERE status = 'in-progress')
                 ORDER BY started DESC, n.id DESC",
                [],
            )?,
            coming: coming(connection)?,
            promises: promises(
                connection,
                "p.ours = 1 ORDER BY p.due IS NULL, p.due, p.seq",
            )?,
            waiting: promises(connection, "p.ours = 0 ORDER BY p.seq")?,
            own,
            subjects,
        })
    }

    /// Everything on a subject's page.
    pub fn page(&self, id: Uuid) -> Result<SubjectPage, Error> {
        let connection = self.connection()?;
        let subject = subject(connection, id)?.ok_or_else(|| Error::Unknown(id.to_string()))?;
        let mut standing = Vec::new();
        for row in responses(
            connection,
            "WHERE subject = ? AND session IS NULL AND status <> 'entered-in-error' ORDER BY id",
            [id.into_bytes()],
        )? {
            standing.push(whole::now(connection, row)?);
        }
        let mut versions: Vec<(Hash, FormBytes)> = Vec::new();
        for stored in &standing {
            let form = stored.row.form;
            if !versions.iter().any(|(known, _)| *known == form) {
                let bytes = self.form_bytes(&form)?;
                versions.extend(bytes.map(|bytes| (form, bytes)));
            }
        }
        Ok(SubjectPage {
            versions,
            subject,
            sessions: self.sessions(Some(id), usize::MAX)?,
            roles: role_rows(connection, "r.subject = ?", [id.into_bytes()])?,
            standing,
        })
    }
}

fn subjects(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<SubjectRow>, Error> {
    let sql = format!("SELECT {SHOWN_NAME}, {SUBJECT} FROM subject s {which}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(values, read_subject)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_subject(row: &Row) -> rusqlite::Result<SubjectRow> {
    Ok(SubjectRow {
        name: row.get(0)?,
        id: uuid_at(row, 1)?,
        register: Id::new(&row.get::<_, String>(2)?),
        code: row.get(3)?,
        language: word_at(row, 4)?,
        practice: row.get(5)?,
        restricted: row.get(6)?,
        no_place: row.get(7)?,
        last_met: maybe_instant_at(row, 8)?,
        sessions: row.get(9)?,
    })
}

fn subject(connection: &Connection, id: Uuid) -> Result<Option<SubjectRow>, Error> {
    let found = subjects(connection, "WHERE id = ?", [id.into_bytes()])?;
    Ok(found.into_iter().next())
}

pub(super) fn sessions(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<SessionRow>, Error> {
    let mut sessions = bare_sessions(connection, which, values)?;
    for session in &mut sessions {
        session.responses = responses(
            connection,
            "WHERE session = ? ORDER BY id",
            [session.id.into_bytes()],
        )?;
    }
    Ok(sessions)
}

/// Sessions without what was filled in them.
fn bare_sessions(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<SessionRow>, Error> {
    let sql = format!(
        "SELECT n.id, n.subject, s.code, {SHOWN_NAME}, started, offset_min, ended, state, mode, n.language, interpreter, minutes, route
         FROM session n JOIN subject s ON s.id = n.subject {which}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(values, |row| {
        Ok(SessionRow {
            id: uuid_at(row, 0)?,
            subject: uuid_at(row, 1)?,
            code: row.get(2)?,
            name: row.get(3)?,
            started: instant_at(row, 4)?,
            offset_min: row.get(5)?,
            ended: maybe_instant_at(row, 6)?,
            state: word_at(row, 7)?,
            mode: word_at(row, 8)?,
            language: word_at(row, 9)?,
            interpreter: row.get(10)?,
            minutes: row.get(11)?,
            route: row.get::<_, Option<String>>(12)?.map(|id| Id::new(&id)),
            responses: Vec::new(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn responses(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<ResponseRow>, Error> {
    let sql = format!(
        "SELECT id, subject, session, form, form_id, role, language, status, changed, scores FROM response {which}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(values, |row| {
        Ok(ResponseRow {
            id: uuid_at(row, 0)?,
            subject: uuid_at(row, 1)?,
            session: maybe_uuid_at(row, 2)?,
            form: Hash(row.get(3)?),
            form_id: Id::new(&row.get::<_, String>(4)?),
            role: word_at(row, 5)?,
            language: word_at(row, 6)?,
            status: word_at(row, 7)?,
            changed: instant_at(row, 8)?,
            scores: json_at(row, 9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Answers that carry a role, newest first; those of removed rows left out.
fn role_rows(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<RoleRow>, Error> {
    let sql = format!(
        "SELECT a.seq, j.payload, r.subject, j.session, a.response, a.role, a.path, j.at_utc, f.about
         FROM response r JOIN answer a ON a.response = r.id AND a.role IS NOT NULL JOIN journal j ON j.seq = a.seq
         LEFT JOIN form_item f ON f.form = r.form
            AND f.item = CASE instr(a.path, '/') WHEN 0 THEN a.path ELSE substr(a.path, 1, instr(a.path, '/') - 1) END
         WHERE r.status <> 'entered-in-error' AND {which}
         ORDER BY a.seq DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut answers = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(answer) = answers.next()? {
        found.extend(read_role(answer)?);
    }
    let mut lists: BTreeMap<Uuid, BTreeSet<RowId>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(found.len());
    for (mut row, object) in found {
        // Most answers stand in no row: then no list is read.
        if row.path.row.is_some() {
            let listed = match lists.entry(row.response) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(listed_rows(connection, row.response)?),
            };
            if !is_listed(&row.path, listed) {
                continue;
            }
        }
        if let Some(object) = object {
            row.about = whole::object(connection, row.response, &row.path, &object)?
                .map(|value| as_text(&value));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn read_role(row: &Row) -> Result<Option<(RoleRow, Option<Id>)>, Error> {
    let crate::response::Answer::Given(value) = cell_in(row, 0)?.answer else {
        return Ok(None);
    };
    let role = RoleRow {
        subject: uuid_at(row, 2)?,
        session: maybe_uuid_at(row, 3)?,
        response: uuid_at(row, 4)?,
        role: word_at(row, 5)?,
        path: path_at(row, 6)?,
        value,
        about: None,
        at: instant_at(row, 7)?,
    };
    let object = row.get::<_, Option<String>>(8)?;
    Ok(Some((role, object.map(|id| Id::new(&id)))))
}

pub(super) fn path_at(row: &Row, at: usize) -> rusqlite::Result<Path> {
    let text: String = row.get(at)?;
    Ok(text.parse().unwrap_or_else(|never| match never {}))
}

/// The rows that a response's lists hold now.
pub(super) fn listed_rows(
    connection: &Connection,
    response: Uuid,
) -> Result<BTreeSet<RowId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT a.seq, j.payload FROM answer a JOIN journal j ON j.seq = a.seq WHERE a.response = ? AND a.lists = 1",
    )?;
    let mut answers = statement.query([response.into_bytes()])?;
    let mut rows = BTreeSet::new();
    while let Some(answer) = answers.next()? {
        if let Some(Value::Rows(ids)) = cell_in(answer, 0)?.value() {
            rows.extend(ids.iter().cloned());
        }
    }
    Ok(rows)
}

/// Whether the place is one that is shown: a removed row keeps its answers and counts as empty. Rows of fixed tables are
/// codes, not uuids, and cannot be removed.
pub(super) fn is_listed(path: &Path, listed: &BTreeSet<RowId>) -> bool {
    match &path.row {
        None => true,
        Some(row) => listed.contains(row) || Uuid::try_parse(row.0.as_str()).is_err(),
    }
}

/// A value where only its likeness counts, without the form that words it.
pub(super) fn as_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Code(code) => code.to_string(),
        Value::Codes(codes) => join(codes),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.format("%H:%M").to_string(),
        Value::Ref(entry) => entry.display.clone(),
        Value::Rows(rows) => join(rows),
    }
}

fn join<T: ToString>(parts: &[T]) -> String {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    parts.join(", ")
}

/// The next meeting last agreed with each client, unless they have met since, the nearest first.
fn coming(connection: &Connection) -> Result<Vec<Coming>, Error> {
    let sql = format!(
        "SELECT {SHOWN_NAME}, {SUBJECT}, c.day, c.seq FROM coming c JOIN subject s ON s.id = c.subject
         WHERE s.register = ? AND (s.last_day IS NULL OR s.last_day < c.day) ORDER BY c.day, s.code LIMIT {MOST}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([CLIENTS])?;
    let mut coming = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(day) = day_at(row, 10)? {
            coming.push(Coming {
                subject: read_subject(row)?,
                day,
                time: time_agreed(connection, row.get(11)?)?,
            });
        }
    }
    // What is agreed for the same day is in no order yet.
    coming.sort_by(|one, other| {
        (one.day, one.time, &one.subject.code).cmp(&(other.day, other.time, &other.subject.code))
    });
    Ok(coming)
}

/// The time of day that was agreed with the day of the next meeting, in the same filling as the journal's row `seq`.
fn time_agreed(connection: &Connection, seq: i64) -> Result<Option<NaiveTime>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT a.seq, j.payload FROM journal said JOIN answer a ON a.response = said.response AND a.role = ?2
         JOIN journal j ON j.seq = a.seq WHERE said.seq = ?1 LIMIT 1",
    )?;
    let mut rows = statement.query(params![seq, word(&Role::NextTime)?])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(match cell_in(row, 0)?.value() {
        Some(Value::Time(time)) => Some(*time),
        _ => None,
    })
}

/// Steps that are not done and not the client's own: `which`, and in which order.
fn promises(connection: &Connection, which: &str) -> Result<Vec<Promise>, Error> {
    let sql = format!(
        "SELECT {SHOWN_NAME}, {SUBJECT}, p.due, j.at_utc, p.seq, j.payload FROM promise p JOIN journal j ON j.seq = p.seq
         JOIN response r ON r.id = p.response JOIN subject s ON s.id = r.subject
         WHERE s.register = ? AND r.status <> 'entered-in-error' AND {which} LIMIT {MOST}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([CLIENTS])?;
    let mut promises = Vec::new();
    while let Some(row) = rows.next()? {
        promises.push(Promise {
            subject: read_subject(row)?,
            step: cell_in(row, 12)?.value().map(as_text).unwrap_or_default(),
            due: day_at(row, 10)?,
            given: instant_at(row, 11)?,
        });
    }
    Ok(promises)
}

fn day_at(row: &Row, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(at)?;
    Ok(text.and_then(|text| text.parse().ok()))
}
