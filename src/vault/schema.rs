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
        "CREATE INDEX journal_session ON journal (session, seq) WHERE session IS NOT NULL AND kind <> 'answered'",
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
const PROJECTED: [(&str, &str); 16] = [
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
    no_place INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    last_met INTEGER,
    last_day TEXT
) STRICT",
    ),
    (
        "subject_name",
        "CREATE INDEX subject_name ON subject (name, code)",
    ),
    (
        "session",
        "CREATE TABLE session (
    subject BLOB NOT NULL REFERENCES subject (id),
    started INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    offset_min INTEGER NOT NULL,
    ended INTEGER,
    state TEXT NOT NULL,
    mode TEXT NOT NULL,
    language TEXT NOT NULL,
    interpreter INTEGER NOT NULL,
    minutes INTEGER,
    route TEXT,
    PRIMARY KEY (subject, started, id)
) STRICT, WITHOUT ROWID",
    ),
    (
        "session_started",
        "CREATE INDEX session_started ON session (started, id)",
    ),
    (
        "session_open",
        "CREATE INDEX session_open ON session (started, id) WHERE state = 'open'",
    ),
    (
        "response",
        "CREATE TABLE response (
    subject BLOB NOT NULL REFERENCES subject (id),
    id BLOB NOT NULL UNIQUE,
    session BLOB REFERENCES session (id),
    form BLOB NOT NULL REFERENCES form_version (hash),
    form_id TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    changed INTEGER NOT NULL,
    scores TEXT NOT NULL,
    pinned TEXT NOT NULL,
    PRIMARY KEY (subject, id)
) STRICT, WITHOUT ROWID",
    ),
    (
        "response_standing",
        "CREATE INDEX response_standing ON response (subject, form_id) WHERE session IS NULL",
    ),
    (
        "response_session",
        "CREATE INDEX response_session ON response (session) WHERE session IS NOT NULL",
    ),
    (
        "response_open",
        "CREATE INDEX response_open ON response (session) WHERE status = 'in-progress'",
    ),
    // What stands there, when and in which session it was said is in the journal's row.
    (
        "answer",
        "CREATE TABLE answer (
    response BLOB NOT NULL REFERENCES response (id),
    path TEXT NOT NULL,
    seq INTEGER NOT NULL,
    role TEXT,
    lists INTEGER NOT NULL,
    PRIMARY KEY (response, path)
) STRICT, WITHOUT ROWID",
    ),
    (
        "answer_role",
        "CREATE INDEX answer_role ON answer (response, role, seq) WHERE role IS NOT NULL",
    ),
    (
        "answer_lists",
        "CREATE INDEX answer_lists ON answer (response, seq) WHERE lists = 1",
    ),
    (
        "coming",
        "CREATE TABLE coming (
    subject BLOB PRIMARY KEY REFERENCES subject (id),
    day TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID",
    ),
    (
        "promise",
        "CREATE TABLE promise (
    response BLOB NOT NULL REFERENCES response (id),
    row TEXT NOT NULL,
    ours INTEGER NOT NULL,
    due TEXT,
    seq INTEGER NOT NULL,
    PRIMARY KEY (response, row)
) STRICT, WITHOUT ROWID",
    ),
    (
        "promise_due",
        "CREATE INDEX promise_due ON promise (ours, due IS NULL, due, seq)",
    ),
    // Its words come folded and parted already. Numbered as the journal's rows are. The words themselves stand only there; their beginnings are indexed as words are, so that
    // the newest places of one are read without gathering all.
    (
        "search",
        "CREATE VIRTUAL TABLE search USING fts5 (text, content = '', columnsize = 0, detail = none,
    prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = ascii)",
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
        "INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM promise; DELETE FROM coming; DELETE FROM answer;
         DELETE FROM response; DELETE FROM session; DELETE FROM subject;",
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
pub(super) const COMPARED: [(&str, &str); 7] = [
    ("subject", "SELECT * FROM subject ORDER BY id"),
    ("session", "SELECT * FROM session ORDER BY id"),
    ("response", "SELECT * FROM response ORDER BY id"),
    ("answer", "SELECT * FROM answer ORDER BY response, path"),
    ("coming", "SELECT * FROM coming ORDER BY subject"),
    ("promise", "SELECT * FROM promise ORDER BY response, row"),
    ("search", "SELECT term, doc FROM temp.search_words"),
];

/// Lets the words of the index be read, which for itself it only looks up.
pub(super) fn show_words(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search, instance)",
    )?;
    Ok(())
}
