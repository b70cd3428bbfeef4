//! Works out what the vault shows from the journal, entry by entry: subjects, sessions, responses, answers, words to search.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::agreed::{self, Changed};
use super::column::{blob, json, nanos, uuid_at, word, word_at};
use super::error::Error;
use super::{Meaning, erase, journal, moved, schema, search, transfer};
use crate::casework::{Entry, Event, Flag, SessionState, Status};
use crate::form::{Hash, Id, Role};
use crate::response::{Answer, Cell, Path, Value};

/// Carries the entry that is the journal's row `seq` into the tables.
pub(super) fn apply(connection: &Connection, seq: i64, entry: &Entry) -> Result<(), Error> {
    match &entry.event {
        Event::SubjectAdded { .. }
        | Event::SubjectChanged { .. }
        | Event::SubjectFlagged { .. } => subject(connection, entry),
        Event::SubjectErased { .. } => erase::apply(connection, entry),
        Event::SessionStarted { .. }
        | Event::SessionChanged { .. }
        | Event::SessionEnded { .. }
        | Event::SessionResumed => session(connection, entry),
        Event::SessionMoved { from, to } => transfer::apply(connection, entry, *from, *to),
        Event::ResponseStarted { .. } | Event::ResponseEnded { .. } | Event::ResponseResumed => {
            response(connection, entry)
        }
        Event::ResponseMoved { form, renamed, .. } => {
            moved::apply(connection, entry, form, renamed)
        }
        Event::Answered { path, cell } => answer(connection, seq, entry, path, cell),
        Event::VaultCreated { .. }
        | Event::Unlocked
        | Event::Locked
        | Event::PassphraseChanged
        | Event::OrganisationChanged { .. }
        | Event::Rekeyed { .. }
        | Event::Restored { .. }
        | Event::AnonymousKept { .. }
        | Event::SubjectOpened
        | Event::Recording { .. }
        | Event::Forgotten { .. }
        | Event::ReadTogether { .. }
        | Event::Exported { .. }
        | Event::BackedUp { .. } => Ok(()),
    }
}

/// Empties the tables and works them out anew.
pub(super) fn rebuild(connection: &Connection) -> Result<(), Error> {
    schema::clear_projections(connection)?;
    let instead = journal::instead(connection)?;
    let erased = journal::erased(connection)?;
    // A meeting may begin with somebody erased and have gone to another before that: at the end all is as it should be.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    journal::walk(connection, 0, |line| {
        // What was erased with its subject left nothing to show.
        if !line.is_erased(&erased) {
            apply(connection, line.seq, &line.entry(&instead)?)?;
        }
        Ok(true)
    })
}

fn subject(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    let id = needed(entry.subject, "subject")?;
    match &entry.event {
        Event::SubjectAdded {
            register,
            code,
            name,
            language,
            practice,
        } => run(
            connection,
            "INSERT INTO subject (id, register, code, name, language, practice, restricted, no_place, sessions)
             VALUES (?,?,?,?,?,?,0,0,0)",
            params![
                id.into_bytes(),
                register.as_str(),
                code,
                name,
                language.code(),
                practice
            ],
        ),
        Event::SubjectChanged { name, language } => run(
            connection,
            // Where the name is hidden, an empty one comes back from the screen.
            "UPDATE subject SET name = CASE WHEN no_place = 1 AND ?2 = '' THEN name ELSE ?2 END, language = ?3 WHERE id = ?1",
            params![id.into_bytes(), name, language.code()],
        ),
        Event::SubjectFlagged { flag, on } => {
            let sql = match flag {
                Flag::Restricted => "UPDATE subject SET restricted = ?2 WHERE id = ?1",
                Flag::NoPlace => "UPDATE subject SET no_place = ?2 WHERE id = ?1",
            };
            run(connection, sql, params![id.into_bytes(), on])
        }
        _ => Ok(()),
    }
}

fn session(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    let id = needed(entry.session, "session")?;
    match &entry.event {
        Event::SessionStarted { .. } => begin_session(connection, id, entry),
        Event::SessionChanged {
            mode,
            language,
            interpreter,
        } => {
            run(
                connection,
                "UPDATE session SET mode = ?2, language = ?3, interpreter = ?4 WHERE id = ?1",
                params![id.into_bytes(), mode.code(), language.code(), interpreter],
            )?;
            run(
                connection,
                "UPDATE response SET language = ?2 WHERE session = ?1 AND status = ?3",
                params![id.into_bytes(), language.code(), Status::InProgress.code()],
            )
        }
        Event::SessionEnded { state } => run(
            connection,
            "UPDATE session SET ended = ?2, state = ?3 WHERE id = ?1",
            params![id.into_bytes(), nanos(entry.at)?, state.code()],
        ),
        Event::SessionResumed => run(
            connection,
            "UPDATE session SET ended = NULL, state = ?2 WHERE id = ?1",
            params![id.into_bytes(), SessionState::Open.code()],
        ),
        _ => Ok(()),
    }?;
    let subject: Option<Uuid> = connection
        .prepare_cached("SELECT subject FROM session WHERE id = ?")?
        .query_row([id.into_bytes()], |row| uuid_at(row, 0))
        .optional()?;
    subject.map_or(Ok(()), |subject| count_meetings(connection, subject))
}

/// Works out anew what lists say of the meetings with a subject.
pub(super) fn count_meetings(connection: &Connection, subject: Uuid) -> Result<(), Error> {
    run(connection, MEETINGS, [subject.into_bytes()])
}

const MEETINGS: &str = "UPDATE subject SET
        sessions = (SELECT count(*) FROM session n WHERE n.subject = subject.id AND state IN ('open', 'held', 'cut_short')),
        last_met = (SELECT max(started) FROM session n WHERE n.subject = subject.id AND state IN ('held', 'cut_short')),
        last_day = (SELECT date(started / 1000000000 + offset_min * 60, 'unixepoch') FROM session n
            WHERE n.subject = subject.id AND state IN ('open', 'held', 'cut_short') ORDER BY started DESC LIMIT 1)
     WHERE id = ?";

fn begin_session(connection: &Connection, id: Uuid, entry: &Entry) -> Result<(), Error> {
    let Event::SessionStarted {
        mode,
        language,
        interpreter,
        minutes,
        route,
    } = &entry.event
    else {
        return Ok(());
    };
    run(
        connection,
        "INSERT INTO session (id, subject, started, offset_min, ended, state, mode, language, interpreter, minutes, route)
         VALUES (?,?,?,?,NULL,?,?,?,?,?,?)",
        params![
            id.into_bytes(),
            blob(entry.subject),
            nanos(entry.at)?,
            entry.offset_min,
            SessionState::Open.code(),
            mode.code(),
            language.code(),
            interpreter,
            minutes,
            route.as_ref().map(Id::as_str)
        ],
    )
}

fn response(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    let id = needed(entry.response, "response")?;
    match &entry.event {
        Event::ResponseStarted {
            form,
            form_id,
            role,
            language,
            pinned,
        } => run(
            connection,
            "INSERT INTO response (id, subject, session, form, form_id, role, language, status, changed, pinned, scores)
             VALUES (?,?,?,?,?,?,?,?,?,?,'[]')",
            params![
                id.into_bytes(),
                blob(entry.subject),
                blob(entry.session),
                form.0,
                form_id.as_str(),
                word(role)?,
                language.code(),
                Status::InProgress.code(),
                nanos(entry.at)?,
                json(pinned)?
            ],
        ),
        Event::ResponseEnded { status, scores, .. } => {
            follow_status(connection, id, *status, entry.at)?;
            run(
                connection,
                "UPDATE response SET scores = ?2 WHERE id = ?1",
                params![id.into_bytes(), json(scores)?],
            )
        }
        Event::ResponseResumed => follow_status(connection, id, Status::InProgress, entry.at),
        _ => Ok(()),
    }
}

fn follow_status(
    connection: &Connection,
    id: Uuid,
    status: Status,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let before: Option<String> = connection
        .prepare_cached("SELECT status FROM response WHERE id = ?")?
        .query_row([id.into_bytes()], |row| row.get(0))
        .optional()?;
    run(
        connection,
        "UPDATE response SET status = ?2, changed = ?3 WHERE id = ?1",
        params![id.into_bytes(), status.code(), nanos(at)?],
    )?;
    // What was entered in error was never agreed.
    let wrong = Status::EnteredInError.code();
    if (before.as_deref() == Some(wrong)) != (status.code() == wrong) {
        agreed::follow_response(connection, id)?;
    }
    Ok(())
}

fn answer(
    connection: &Connection,
    seq: i64,
    entry: &Entry,
    path: &Path,
    cell: &Cell,
) -> Result<(), Error> {
    let response = needed(entry.response, "response")?;
    run(
        connection,
        "UPDATE response SET changed = ?2 WHERE id = ?1",
        params![response.into_bytes(), nanos(entry.at)?],
    )?;
    let before = take_out(connection, response, path)?;
    let role = role_of(connection, response, path)?;
    if !cell.is_blank() {
        let lists = matches!(cell.answer, Answer::Given(Value::Rows(_)));
        run(
            connection,
            "INSERT INTO answer (response, path, seq, role, lists) VALUES (?,?,?,?,?)",
            params![
                response.into_bytes(),
                path.to_string(),
                seq,
                role.as_ref().map(word).transpose()?,
                lists
            ],
        )?;
        search::put(connection, seq, cell)?;
    }
    let changed = Changed {
        response,
        path,
        role,
        before: &before,
        after: cell,
        seq: Some(seq),
    };
    agreed::follow(connection, &changed)
}

/// What the item's answers mean to the program, as its form says.
pub(super) fn role_of(
    connection: &Connection,
    response: Uuid,
    path: &Path,
) -> Result<Option<Role>, Error> {
    let role = connection
        .prepare_cached(
            "SELECT form_item.role FROM response JOIN form_item USING (form)
             WHERE response.id = ? AND item = ? AND form_item.role IS NOT NULL",
        )?
        .query_row(params![response.into_bytes(), path.item.as_str()], |row| {
            word_at(row, 0)
        })
        .optional()?;
    Ok(role)
}

/// Takes an answer out of everything that is worked out from it, the words apart. What it was must still stand in the journal.
pub(super) fn drop_answer(
    connection: &Connection,
    response: Uuid,
    path: &Path,
) -> Result<(), Error> {
    let before = take_out(connection, response, path)?;
    let changed = Changed {
        response,
        path,
        role: role_of(connection, response, path)?,
        before: &before,
        after: &Cell::default(),
        seq: None,
    };
    agreed::follow(connection, &changed)
}

/// Takes an answer out of the table, and tells what it was.
fn take_out(connection: &Connection, response: Uuid, path: &Path) -> Result<Cell, Error> {
    let key = params![response.into_bytes(), path.to_string()];
    let seq: Option<i64> = connection
        .prepare_cached("SELECT seq FROM answer WHERE response = ? AND path = ?")?
        .query_row(key, |row| row.get(0))
        .optional()?;
    let Some(seq) = seq else {
        return Ok(Cell::default());
    };
    let cell = journal::cell_at(connection, seq)?;
    run(
        connection,
        "DELETE FROM answer WHERE response = ? AND path = ?",
        key,
    )?;
    Ok(cell)
}

/// Puts a form version and what it says about its items where answers are worked out with it.
pub(super) fn keep_form(
    connection: &Connection,
    form: &Hash,
    bytes: &[u8],
    meanings: &[Meaning],
) -> Result<(), Error> {
    run(
        connection,
        "INSERT INTO form_version (hash, bytes) VALUES (?, ?)",
        params![form.0, bytes],
    )?;
    for meaning in meanings {
        run(
            connection,
            "INSERT INTO form_item (form, item, role, about) VALUES (?,?,?,?)",
            params![
                form.0,
                meaning.item.as_str(),
                meaning.role.as_ref().map(word).transpose()?,
                meaning.about.as_ref().map(Id::as_str)
            ],
        )?;
    }
    Ok(())
}

pub(super) fn run(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<(), Error> {
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

pub(super) fn needed(id: Option<Uuid>, what: &str) -> Result<Uuid, Error> {
    id.ok_or_else(|| Error::Unfit(format!("no {what} is named")))
}
