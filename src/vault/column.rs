//! How ids, instants, words and structures stand in columns, in both directions.

use chrono::{DateTime, Utc};
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::error::Error;
use super::journal;
use crate::response::Cell;

/// An id as it is stored.
pub(super) fn blob(id: Option<Uuid>) -> Option<[u8; 16]> {
    id.map(Uuid::into_bytes)
}

/// Nanoseconds since 1970: an instant comes back exactly as it went in.
pub(super) fn nanos(at: DateTime<Utc>) -> Result<i64, Error> {
    at.timestamp_nanos_opt()
        .ok_or_else(|| Error::Unfit(format!("the year of {at}")))
}

/// The code that an enum has in files, e.g. `in_person`.
pub(super) fn word<T: Serialize>(value: &T) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        _ => Err(Error::Unfit("a word was expected".to_owned())),
    }
}

pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|fault| Error::Unfit(fault.to_string()))
}

fn foreign(at: usize, fault: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(fault))
}

pub(super) fn uuid_at(row: &Row, at: usize) -> rusqlite::Result<Uuid> {
    row.get(at).map(Uuid::from_bytes)
}

pub(super) fn maybe_uuid_at(row: &Row, at: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(at)?.map(Uuid::from_bytes))
}

pub(super) fn instant_at(row: &Row, at: usize) -> rusqlite::Result<DateTime<Utc>> {
    row.get(at).map(DateTime::from_timestamp_nanos)
}

pub(super) fn maybe_instant_at(row: &Row, at: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row
        .get::<_, Option<i64>>(at)?
        .map(DateTime::from_timestamp_nanos))
}

pub(super) fn word_at<T: DeserializeOwned>(row: &Row, at: usize) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(row.get(at)?))
        .map_err(|fault| foreign(at, fault))
}

pub(super) fn json_at<T: DeserializeOwned>(row: &Row, at: usize) -> rusqlite::Result<T> {
    serde_json::from_str(&row.get::<_, String>(at)?).map_err(|fault| foreign(at, fault))
}

/// The cell of a row of the journal, whose number and payload stand at `at` and behind it.
pub(super) fn cell_in(row: &Row, at: usize) -> Result<Cell, Error> {
    let payload = row.get_ref(at + 1)?.as_blob_or_null();
    journal::cell(payload.map_err(rusqlite::Error::from)?, row.get(at)?)
}
