//! The same meetings without the program: plain tables and full-text search with its defaults, in a file with the same cipher.

use std::path::Path;

use rusqlite::{Connection, params};

use super::Error;
use crate::casework::{Entry, Event};
use crate::response::Value;
use crate::vault::column::{blob, nanos};
use crate::vault::keys::VaultKey;
use crate::vault::open;
use crate::vault::query::as_text;
use crate::vault::search::words;

const TABLES: &str = "
    CREATE TABLE client (id BLOB PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
    CREATE TABLE session (id BLOB PRIMARY KEY, client BLOB NOT NULL, started INTEGER NOT NULL, ended INTEGER, state TEXT);
    CREATE INDEX session_client ON session (client, started);
    CREATE TABLE response (id BLOB PRIMARY KEY, client BLOB NOT NULL, session BLOB, form TEXT NOT NULL, status TEXT, scores TEXT);
    CREATE INDEX response_session ON response (session);
    CREATE TABLE answer (id INTEGER PRIMARY KEY, response BLOB NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL, session BLOB,
        at INTEGER NOT NULL, UNIQUE (response, item));
    CREATE VIRTUAL TABLE search USING fts5 (text);
    CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";

pub(super) struct Raw(pub Connection);

impl Raw {
    pub fn create(path: &Path, key: &VaultKey) -> Result<Raw, Error> {
        let connection = open::bare(path, key)?;
        connection.execute_batch(TABLES)?;
        Ok(Raw(connection))
    }

    pub fn take(&self, entries: &[Entry]) -> Result<(), Error> {
        let transaction = self.0.unchecked_transaction()?;
        for entry in entries {
            put(&transaction, entry)?;
        }
        Ok(transaction.commit()?)
    }

    /// One row, on the disk when this returns.
    pub fn commit(&self, text: &str) -> Result<(), Error> {
        self.0
            .prepare_cached("INSERT INTO one (text) VALUES (?)")?
            .execute([text])?;
        Ok(())
    }

    pub fn search(&self, query: &str, limit: u32) -> Result<usize, Error> {
        let sql = "SELECT rowid, text FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params![query, limit])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get::<_, String>(1)?);
            found += 1;
        }
        Ok(found)
    }
}

fn put(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    let (subject, session, response) = (
        blob(entry.subject),
        blob(entry.session),
        blob(entry.response),
    );
    let at = nanos(entry.at)?;
    let run = |sql, values: &[&dyn rusqlite::ToSql]| -> Result<(), Error> {
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    };
    match &entry.event {
        Event::SubjectAdded { code, name, .. } => run(
            "INSERT INTO client VALUES (?,?,?)",
            params![subject, code, name],
        ),
        Event::SessionStarted { .. } => run(
            "INSERT INTO session VALUES (?,?,?,NULL,'open')",
            params![session, subject, at],
        ),
        Event::SessionEnded { state } => run(
            "UPDATE session SET ended = ?2, state = ?3 WHERE id = ?1",
            params![session, at, state.code()],
        ),
        Event::ResponseStarted { form_id, .. } => run(
            "INSERT INTO response VALUES (?,?,?,?,'in-progress','[]')",
            params![response, subject, session, form_id.as_str()],
        ),
        Event::ResponseEnded { status, .. } => run(
            "UPDATE response SET status = ?2 WHERE id = ?1",
            params![response, status.code()],
        ),
        Event::Answered { path, cell } => {
            let value = cell.value().map(as_text).unwrap_or_default();
            run(
                "INSERT INTO answer (response, item, value, session, at) VALUES (?1,?2,?3,?4,?5)
                 ON CONFLICT (response, item) DO UPDATE SET value = ?3, session = ?4, at = ?5",
                params![response, path.to_string(), value, session, at],
            )?;
            match (cell.value(), words(cell)) {
                (Some(Value::Text(_)), Some(words)) => run(
                    "INSERT INTO search (rowid, text) VALUES (?,?)",
                    params![connection.last_insert_rowid(), words],
                ),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
