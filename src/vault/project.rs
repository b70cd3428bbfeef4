//! Works out what the vault shows from the journal, entry by entry: subjects, sessions, responses, answers, words to search.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::column::{blob, json, nanos, word};
use super::error::Error;
use super::{Meaning, erase, journal, moved, schema, transfer};
use crate::casework::{Entry, Event, Flag, SessionState, Status};
use crate::form::{Hash, Id};
use crate::lang::clean::nfc;
use crate::response::{Answer, Cell, Path, Value};

/// Carries one entry into the tables.
pub(super) fn apply(connection: &Connection, entry: &Entry) -> Result<(), Error> {
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
        Event::Answered { path, cell } => answer(connection, entry, path, cell),
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
    apply_all(connection, connection)
}

/// Carries a whole journal into the tables, what was erased left out.
pub(super) fn apply_all(from: &Connection, to: &Connection) -> Result<(), Error> {
    let instead = journal::instead(from)?;
    let erased = journal::erased(from)?;
    // A meeting may begin with somebody erased and have gone to another before that: at the end all is as it should be.
    to.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    journal::walk(from, 0, |line| {
        if !line.is_erased(&erased) {
            apply(to, &line.entry(&instead)?)?;
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
            "INSERT INTO subject (id, register, code, name, language, practice, restricted, no_place)
             VALUES (?,?,?,?,?,?,0,0)",
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
    }
}

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
        Event::ResponseEnded { status, scores, .. } => run(
            connection,
            "UPDATE response SET status = ?2, scores = ?3, changed = ?4 WHERE id = ?1",
            params![
                id.into_bytes(),
                status.code(),
                json(scores)?,
                nanos(entry.at)?
            ],
        ),
        Event::ResponseResumed => run(
            connection,
            "UPDATE response SET status = ?2, changed = ?3 WHERE id = ?1",
            params![
                id.into_bytes(),
                Status::InProgress.code(),
                nanos(entry.at)?
            ],
        ),
        _ => Ok(()),
    }
}

fn answer(connection: &Connection, entry: &Entry, path: &Path, cell: &Cell) -> Result<(), Error> {
    let response = needed(entry.response, "response")?;
    let at = nanos(entry.at)?;
    run(
        connection,
        "UPDATE response SET changed = ?2 WHERE id = ?1",
        params![response.into_bytes(), at],
    )?;
    drop_answer(connection, response, path)?;
    if cell.is_blank() {
        return Ok(());
    }
    let role = role_of(connection, response, path)?;
    let lists = matches!(cell.answer, Answer::Given(Value::Rows(_)));
    run(
        connection,
        "INSERT INTO answer (response, path, role, cell, lists, session, at) VALUES (?,?,?,?,?,?,?)",
        params![
            response.into_bytes(),
            path.to_string(),
            role,
            json(cell)?,
            lists,
            blob(entry.session),
            at
        ],
    )?;
    let Some(words) = words(cell) else {
        return Ok(());
    };
    run(
        connection,
        "INSERT INTO search (rowid, text) VALUES (?, ?)",
        params![connection.last_insert_rowid(), words],
    )
}

/// What the item's answers mean to the program, as its form says.
pub(super) fn role_of(
    connection: &Connection,
    response: Uuid,
    path: &Path,
) -> Result<Option<String>, Error> {
    let role = connection
        .prepare_cached(
            "SELECT form_item.role FROM response JOIN form_item USING (form) WHERE response.id = ? AND item = ?",
        )?
        .query_row(params![response.into_bytes(), path.item.as_str()], |row| row.get(0))
        .optional()?;
    Ok(role.flatten())
}

/// Takes an answer and its words out of the tables.
pub(super) fn drop_answer(
    connection: &Connection,
    response: Uuid,
    path: &Path,
) -> Result<(), Error> {
    let key = params![response.into_bytes(), path.to_string()];
    let row: Option<i64> = connection
        .prepare_cached("SELECT id FROM answer WHERE response = ? AND path = ?")?
        .query_row(key, |row| row.get(0))
        .optional()?;
    if let Some(row) = row {
        run(connection, "DELETE FROM search WHERE rowid = ?", [row])?;
        run(connection, "DELETE FROM answer WHERE id = ?", [row])?;
    }
    Ok(())
}

/// What of a cell somebody may look for.
pub(super) fn words(cell: &Cell) -> Option<String> {
    let text = match &cell.answer {
        Answer::Given(Value::Text(text)) => Some(text.as_str()),
        Answer::Given(Value::Ref(entry)) => Some(entry.display.as_str()),
        _ => None,
    };
    match (text, cell.note.as_deref()) {
        (None, None) => None,
        (Some(words), None) | (None, Some(words)) => Some(nfc(words)),
        (Some(text), Some(note)) => Some(nfc(&format!("{text}\n{note}"))),
    }
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
