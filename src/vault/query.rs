//! Lists and pages: subjects, sessions, home, what was agreed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::column::{instant_at, json_at, maybe_instant_at, maybe_uuid_at, uuid_at, word, word_at};
use super::error::Error;
use super::{Vault, whole};
use crate::casework::{
    CLIENTS, Coming, FormBytes, HomeRows, OWN, Promise, ResponseRow, RoleRow, SessionRow,
    SubjectPage, SubjectRow, is_done, is_others, is_ours, local,
};
use crate::form::{Hash, Id, Role};
use crate::response::{Cell, Path, RowId, Value};

/// The name of a subject `s`, none where only the code may be seen.
pub(super) const SHOWN_NAME: &str = "CASE s.no_place WHEN 1 THEN '' ELSE s.name END";

impl Vault {
    /// All subjects by name.
    pub fn subjects(&self) -> Result<Vec<SubjectRow>, Error> {
        subjects(self.connection()?, "ORDER BY name, code", [])
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
        match subject {
            Some(subject) => sessions(
                connection,
                "WHERE n.subject = ? ORDER BY started DESC, n.id LIMIT ?",
                params![subject.into_bytes(), limit],
            ),
            None => sessions(
                connection,
                "ORDER BY started DESC, n.id LIMIT ?",
                params![limit],
            ),
        }
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
        let by_id: BTreeMap<Uuid, &SubjectRow> = subjects.iter().map(|row| (row.id, row)).collect();
        let (ours, others) = promises(connection, &by_id)?;
        Ok(HomeRows {
            open: sessions(
                connection,
                "WHERE state = 'open' ORDER BY started DESC, n.id",
                [],
            )?,
            unfinished: sessions(
                connection,
                "WHERE state IN ('held', 'cut_short')
                    AND n.id IN (SELECT session FROM response WHERE status = 'in-progress')
                 ORDER BY started DESC, n.id",
                [],
            )?,
            coming: coming(connection, &by_id)?,
            promises: ours,
            waiting: others,
            own,
            subjects: subjects.clone(),
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
    let sql = format!(
        "SELECT id, register, code, {SHOWN_NAME}, language, practice, restricted, no_place,
            (SELECT max(started) FROM session n WHERE n.subject = s.id AND state IN ('held', 'cut_short')),
            (SELECT count(*) FROM session n WHERE n.subject = s.id AND state IN ('open', 'held', 'cut_short'))
         FROM subject s {which}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(values, |row| {
        Ok(SubjectRow {
            id: uuid_at(row, 0)?,
            register: Id::new(&row.get::<_, String>(1)?),
            code: row.get(2)?,
            name: row.get(3)?,
            language: word_at(row, 4)?,
            practice: row.get(5)?,
            restricted: row.get(6)?,
            no_place: row.get(7)?,
            last_met: maybe_instant_at(row, 8)?,
            sessions: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
    let mut sessions = rows.collect::<Result<Vec<_>, _>>()?;
    for session in &mut sessions {
        session.responses = responses(
            connection,
            "WHERE session = ? ORDER BY id",
            [session.id.into_bytes()],
        )?;
    }
    Ok(sessions)
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
        "SELECT r.subject, a.session, a.response, a.role, a.path, a.cell, a.at, f.about
         FROM answer a JOIN response r ON r.id = a.response
         LEFT JOIN form_item f ON f.form = r.form
            AND f.item = CASE instr(a.path, '/') WHEN 0 THEN a.path ELSE substr(a.path, 1, instr(a.path, '/') - 1) END
         WHERE a.role IS NOT NULL AND r.status <> 'entered-in-error' AND {which}
         ORDER BY a.at DESC, a.response, a.path"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement
        .query_map(values, read_role)?
        .collect::<Result<Vec<_>, _>>()?;
    let mut lists: BTreeMap<Uuid, BTreeSet<RowId>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(found.len());
    for (mut row, object) in found.into_iter().flatten() {
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

fn read_role(row: &Row) -> rusqlite::Result<Option<(RoleRow, Option<Id>)>> {
    let cell: Cell = json_at(row, 5)?;
    let crate::response::Answer::Given(value) = cell.answer else {
        return Ok(None);
    };
    let role = RoleRow {
        subject: uuid_at(row, 0)?,
        session: maybe_uuid_at(row, 1)?,
        response: uuid_at(row, 2)?,
        role: word_at(row, 3)?,
        path: path_at(row, 4)?,
        value,
        about: None,
        at: instant_at(row, 6)?,
    };
    let object = row.get::<_, Option<String>>(7)?;
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
    let mut statement =
        connection.prepare_cached("SELECT cell FROM answer WHERE response = ? AND lists = 1")?;
    let cells = statement.query_map([response.into_bytes()], |row| json_at::<Cell>(row, 0))?;
    let mut rows = BTreeSet::new();
    for cell in cells {
        if let Some(Value::Rows(ids)) = cell?.value() {
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

/// The next meeting last agreed with each subject, unless they have met since.
fn coming(
    connection: &Connection,
    subjects: &BTreeMap<Uuid, &SubjectRow>,
) -> Result<Vec<Coming>, Error> {
    // Columns beside max() come from the row that has it.
    let mut statement = connection.prepare_cached(
        "SELECT r.subject, a.cell, max(a.at), r.id FROM answer a JOIN response r ON r.id = a.response
         WHERE a.role = ? AND r.status <> 'entered-in-error' GROUP BY r.subject",
    )?;
    let rows = statement.query_map([word(&Role::NextMeeting)?], |row| {
        Ok((uuid_at(row, 0)?, json_at::<Cell>(row, 1)?, uuid_at(row, 3)?))
    })?;
    let mut coming = Vec::new();
    for row in rows {
        let (subject, cell, response) = row?;
        let (Some(Value::Date(day)), Some(row)) = (cell.value(), subjects.get(&subject)) else {
            continue;
        };
        if !has_met_since(connection, subject, *day)? {
            coming.push(Coming {
                subject: (*row).clone(),
                day: *day,
                time: time_agreed(connection, response)?,
            });
        }
    }
    coming.sort_by(|one, other| {
        (one.day, one.time, &one.subject.code).cmp(&(other.day, other.time, &other.subject.code))
    });
    Ok(coming)
}

/// The time of day that was agreed with the day of the next meeting.
fn time_agreed(connection: &Connection, response: Uuid) -> Result<Option<NaiveTime>, Error> {
    let cell = connection
        .prepare_cached("SELECT cell FROM answer WHERE response = ? AND role = ? LIMIT 1")?
        .query_row(
            params![response.into_bytes(), word(&Role::NextTime)?],
            |row| json_at::<Cell>(row, 0),
        )
        .optional()?;
    Ok(cell.and_then(|cell| match cell.value() {
        Some(Value::Time(time)) => Some(*time),
        _ => None,
    }))
}

fn has_met_since(connection: &Connection, subject: Uuid, date: NaiveDate) -> Result<bool, Error> {
    let newest = connection
        .prepare_cached(
            "SELECT started, offset_min FROM session
             WHERE subject = ? AND state IN ('open', 'held', 'cut_short') ORDER BY started DESC LIMIT 1",
        )?
        .query_row([subject.into_bytes()], |row| {
            Ok(local(instant_at(row, 0)?, row.get(1)?).date_naive())
        })
        .optional()?;
    Ok(newest.is_some_and(|day| day >= date))
}

/// Steps that are not done and not the client's own: what the counsellor promised, the nearest first, and what is waited for
/// from others, the longest waited for first.
fn promises(
    connection: &Connection,
    subjects: &BTreeMap<Uuid, &SubjectRow>,
) -> Result<(Vec<Promise>, Vec<Promise>), Error> {
    let roles = "a.role IN ('step', 'owner', 'due', 'done')";
    let mut steps: BTreeMap<(Uuid, Uuid, Option<RowId>), Vec<RoleRow>> = BTreeMap::new();
    for row in role_rows(connection, roles, [])? {
        let key = (row.subject, row.response, row.path.row.clone());
        steps.entry(key).or_default().push(row);
    }
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for ((subject, ..), parts) in steps {
        let part = |role| parts.iter().find(|row| row.role == role);
        let value = |role| part(role).map(|row| &row.value);
        let (Some(step), Some(subject)) = (part(Role::Step), subjects.get(&subject)) else {
            continue;
        };
        let Some(Value::Code(owner)) = value(Role::Owner) else {
            continue;
        };
        if value(Role::Done).is_some_and(is_done) {
            continue;
        }
        let promise = Promise {
            subject: (*subject).clone(),
            step: as_text(&step.value),
            due: value(Role::Due).and_then(|due| match due {
                Value::Date(date) => Some(*date),
                _ => None,
            }),
            given: step.at,
        };
        if is_ours(owner) {
            ours.push(promise);
        } else if is_others(owner) {
            others.push(promise);
        }
    }
    ours.sort_by_key(|it| (it.due.is_none(), it.due, it.subject.code.clone()));
    others.sort_by_key(|it| (it.given, it.subject.code.clone()));
    Ok((ours, others))
}
