//! The tables of the file, and whether a file has exactly these.

use rusqlite::Connection;

use super::error::Error;

/// "Koht" read as a number.
pub(super) const APPLICATION_ID: i32 = 0x4b6f_6874;
pub(super) const VERSION: u32 = 1;

/// Kept as they are: the journal, what is not worked out from it, and the rule that the journal only grows.
const KEPT: [(&str, &str); 10] = [
    (
        "journal",
        "CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at_utc INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    actor TEXT NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject BLOB,
    session BLOB,
    response BLOB,
    path TEXT,
    undoes BLOB,
    payload BLOB,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT",
    ),
    (
        "journal_path",
        "CREATE INDEX journal_path ON journal (response, path, seq) WHERE response IS NOT NULL",
    ),
    (
        "journal_session",
        "CREATE INDEX journal_session ON journal (session, seq) WHERE session IS NOT NULL",
    ),
    (
        "journal_kind",
        "CREATE INDEX journal_kind ON journal (kind, seq) WHERE kind <> 'answered'",
    ),
    (
        "journal_keeps",
        "CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows');
END",
    ),
    (
        "journal_stays",
        "CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
WHEN NEW.payload IS NOT NULL OR (OLD.seq, OLD.id, OLD.at_utc, OLD.offset_min, OLD.actor, OLD.device, OLD.kind, OLD.digest, OLD.mac)
    <> (NEW.seq, NEW.id, NEW.at_utc, NEW.offset_min, NEW.actor, NEW.device, NEW.kind, NEW.digest, NEW.mac)
BEGIN
    SELECT RAISE(ABORT, 'the journal only forgets');
END",
    ),
    (
        "form_version",
        "CREATE TABLE form_version (hash BLOB PRIMARY KEY CHECK (length(hash) = 32), bytes BLOB NOT NULL) STRICT",
    ),
    (
        "form_item",
        "CREATE TABLE form_item (
    form BLOB NOT NULL REFERENCES form_version (hash),
    item TEXT NOT NULL,
    role TEXT,
    about TEXT,
    PRIMARY KEY (form, item)
) STRICT, WITHOUT ROWID",
    ),
    (
        "draft",
        "CREATE TABLE draft (
    response BLOB NOT NULL,
    path TEXT NOT NULL,
    note INTEGER NOT NULL,
    session BLOB,
    text TEXT NOT NULL,
    caret INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (response, path, note)
) STRICT, WITHOUT ROWID",
    ),
    (
        "setting",
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ),
];

/// Worked out from the journal.
const PROJECTED: [(&str, &str); 13] = [
    (
        "subject",
        "CREATE TABLE subject (
    id BLOB PRIMARY KEY,
    register TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    practice INTEGER NOT NULL,
    restricted INTEGER NOT NULL,
    no_place INTEGER NOT NULL
) STRICT",
    ),
    (
        "session",
        "CREATE TABLE session (
    id BLOB PRIMARY KEY,
    subject BLOB NOT NULL REFERENCES subject (id),
    started INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    ended INTEGER,
    state TEXT NOT NULL,
    mode TEXT NOT NULL,
    language TEXT NOT NULL,
    interpreter INTEGER NOT NULL,
    minutes INTEGER,
    route TEXT
) STRICT",
    ),
    (
        "session_subject",
        "CREATE INDEX session_subject ON session (subject, started)",
    ),
    (
        "session_started",
        "CREATE INDEX session_started ON session (started)",
    ),
    (
        "session_open",
        "CREATE INDEX session_open ON session (started) WHERE state = 'open'",
    ),
    (
        "response",
        "CREATE TABLE response (
    id BLOB PRIMARY KEY,
    subject BLOB NOT NULL REFERENCES subject (id),
    session BLOB REFERENCES session (id),
    form BLOB NOT NULL REFERENCES form_version (hash),
    form_id TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    changed INTEGER NOT NULL,
    pinned TEXT NOT NULL,
    scores TEXT NOT NULL
) STRICT",
    ),
    (
        "response_subject",
        "CREATE INDEX response_subject ON response (subject, form_id)",
    ),
    (
        "response_session",
        "CREATE INDEX response_session ON response (session)",
    ),
    (
        "response_open",
        "CREATE INDEX response_open ON response (session) WHERE status = 'in-progress'",
    ),
    (
        "answer",
        "CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    response BLOB NOT NULL REFERENCES response (id),
    path TEXT NOT NULL,
    role TEXT,
    cell TEXT NOT NULL,
    lists INTEGER NOT NULL,
    session BLOB,
    at INTEGER NOT NULL,
    UNIQUE (response, path)
) STRICT",
    ),
    (
        "answer_role",
        "CREATE INDEX answer_role ON answer (role) WHERE role IS NOT NULL",
    ),
    (
        "answer_lists",
        "CREATE INDEX answer_lists ON answer (response) WHERE lists = 1",
    ),
    (
        "search",
        "CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = \"unicode61 remove_diacritics 0\")",
    ),
];

/// Makes all tables in an empty file.
pub(super) fn create(connection: &Connection) -> Result<(), Error> {
    for (_, sql) in KEPT {
        connection.execute_batch(sql)?;
    }
    create_projections(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

fn create_projections(connection: &Connection) -> Result<(), Error> {
    for (_, sql) in PROJECTED {
        connection.execute_batch(sql)?;
    }
    // Without this a deleted word would stay in the index until its segment is merged.
    connection.execute_batch("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")?;
    Ok(())
}

/// Empties everything that is worked out from the journal.
pub(super) fn clear_projections(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(
        "DELETE FROM search; DELETE FROM answer; DELETE FROM response; DELETE FROM session; DELETE FROM subject;",
    )?;
    Ok(())
}

/// Refuses a file that another version or another program made, or whose tables somebody changed.
pub(super) fn check(connection: &Connection) -> Result<(), Error> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::Damaged("this is another program's file".to_owned()));
    }
    if version > VERSION {
        return Err(Error::Newer {
            found: version,
            known: VERSION,
        });
    }
    if version < VERSION {
        return Err(Error::Older { found: version });
    }
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(String, String)>, _>>()?;
    let mut wanted: Vec<(&str, &str)> = KEPT.into_iter().chain(PROJECTED).collect();
    wanted.sort_unstable();
    let same = found.len() == wanted.len()
        && found
            .iter()
            .zip(&wanted)
            .all(|((name, sql), (wanted_name, wanted_sql))| {
                name == wanted_name && sql == wanted_sql
            });
    if same {
        Ok(())
    } else {
        // The format is not frozen before the first release, so an early file may differ under the same number.
        Err(Error::Older { found: version })
    }
}

/// What two ways of working out must agree on, in an order that both have.
pub(super) const COMPARED: [(&str, &str); 5] = [
    ("subject", "SELECT * FROM subject ORDER BY id"),
    ("session", "SELECT * FROM session ORDER BY id"),
    ("response", "SELECT * FROM response ORDER BY id"),
    (
        "answer",
        "SELECT response, path, role, cell, lists, session, at FROM answer ORDER BY response, path",
    ),
    (
        "search",
        "SELECT response, path, text FROM search LEFT JOIN answer ON answer.id = search.rowid ORDER BY response, path, text",
    ),
];
