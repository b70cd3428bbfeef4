//! Text being typed: kept outside the journal until it is an answer.

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::column::{blob, instant_at, maybe_uuid_at, nanos, uuid_at};
use super::error::Error;
use super::{AnswerPath, Vault, project};
use crate::casework::Draft;

impl Vault {
    /// Keeps what is being typed, in place of what was there before.
    pub fn put_draft(&mut self, draft: &Draft) -> Result<(), Error> {
        self.write(|_, transaction, head| {
            put(transaction, draft)?;
            Ok(head)
        })
    }

    pub fn drop_draft(&mut self, response: Uuid, path: &AnswerPath) -> Result<(), Error> {
        self.write(|_, transaction, head| {
            drop(transaction, response, path)?;
            Ok(head)
        })
    }
}

pub(super) fn put(connection: &Connection, draft: &Draft) -> Result<(), Error> {
    let caret = i64::try_from(draft.caret).map_err(|fault| Error::Unfit(fault.to_string()))?;
    project::run(
        connection,
        // The newest is the one written last, whatever the clock says meanwhile.
        "INSERT OR REPLACE INTO draft (response, path, note, session, text, caret, at)
            VALUES (?,?,?,?,?,?, max(?, (SELECT coalesce(max(at), 0) + 1 FROM draft)))",
        params![
            draft.response.into_bytes(),
            draft.path.to_string(),
            draft.note,
            blob(draft.session),
            draft.text,
            caret,
            nanos(draft.at)?
        ],
    )
}

pub(super) fn drop(
    connection: &Connection,
    response: Uuid,
    path: &AnswerPath,
) -> Result<(), Error> {
    project::run(
        connection,
        "DELETE FROM draft WHERE response = ? AND path = ?",
        params![response.into_bytes(), path.to_string()],
    )
}

const DRAFT: &str = "response, path, note, session, text, caret, at";

/// The newest draft of a response.
pub(super) fn of_response(connection: &Connection, response: Uuid) -> Result<Option<Draft>, Error> {
    let sql =
        format!("SELECT {DRAFT} FROM draft WHERE response = ? ORDER BY at DESC, path LIMIT 1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([response.into_bytes()], read)
        .optional()?)
}

/// The drafts of a session, in whichever response they were typed, newest first.
pub(super) fn of_session(connection: &Connection, session: Uuid) -> Result<Vec<Draft>, Error> {
    let sql = format!("SELECT {DRAFT} FROM draft WHERE session = ? ORDER BY at DESC, path");
    Ok(connection
        .prepare_cached(&sql)?
        .query_map([session.into_bytes()], read)?
        .collect::<Result<_, _>>()?)
}

fn read(row: &Row) -> rusqlite::Result<Draft> {
    Ok(Draft {
        response: uuid_at(row, 0)?,
        path: row
            .get::<_, String>(1)?
            .parse()
            .unwrap_or_else(|never| match never {}),
        note: row.get(2)?,
        session: maybe_uuid_at(row, 3)?,
        text: row.get(4)?,
        caret: usize::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
        at: instant_at(row, 6)?,
    })
}
