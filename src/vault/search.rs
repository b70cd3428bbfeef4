//! Looking for words in answers and notes, and for subjects by name or code.

use rusqlite::params;
use uuid::Uuid;

use super::Vault;
use super::column::{instant_at, json_at, maybe_uuid_at, uuid_at};
use super::error::Error;
use super::project::words;
use super::query::{SHOWN_NAME, path_at};
use crate::casework::SearchHit;
use crate::form::Id;
use crate::lang::clean::nfc;
use crate::response::Cell;

impl Vault {
    /// Places that hold all the words of `text`, each as the beginning of a word: subjects first, then answers, newest first.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<SearchHit>, Error> {
        let text = nfc(text);
        let wanted: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if wanted.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut hits = self.search_subjects(&wanted)?;
        hits.truncate(limit);
        hits.extend(self.search_answers(&wanted, limit - hits.len())?);
        Ok(hits)
    }

    fn search_subjects(&self, wanted: &[&str]) -> Result<Vec<SearchHit>, Error> {
        let wanted: Vec<String> = wanted.iter().map(|word| word.to_lowercase()).collect();
        let mut hits = Vec::new();
        for row in self.subjects()? {
            let held = format!("{} {}", row.name, row.code).to_lowercase();
            let held: Vec<&str> = held.split(|c: char| !c.is_alphanumeric()).collect();
            let all = wanted
                .iter()
                .all(|word| held.iter().any(|part| part.starts_with(word.as_str())));
            if all {
                hits.push(SearchHit {
                    subject: row.id,
                    text: row.name.clone(),
                    code: row.code,
                    name: row.name,
                    session: None,
                    found: None,
                    at: None,
                });
            }
        }
        Ok(hits)
    }

    fn search_answers(&self, wanted: &[&str], limit: usize) -> Result<Vec<SearchHit>, Error> {
        // Only letters and digits are left in the words, so quoting them is enough. Each change makes a new row, so the newest
        // have the highest numbers, in which the index keeps them.
        let query: Vec<String> = wanted.iter().map(|word| format!("\"{word}\"*")).collect();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection()?.prepare_cached(&format!(
            "SELECT s.id, s.code, {SHOWN_NAME}, a.session, a.response, r.form_id, a.path, a.cell, a.at
             FROM search JOIN answer a ON a.id = search.rowid
             JOIN response r ON r.id = a.response JOIN subject s ON s.id = r.subject
             WHERE search MATCH ? AND r.status <> 'entered-in-error'
             ORDER BY search.rowid DESC LIMIT ?",
        ))?;
        let rows = statement.query_map(params![query.join(" "), limit], |row| {
            let cell: Cell = json_at(row, 7)?;
            let response: Uuid = uuid_at(row, 4)?;
            Ok(SearchHit {
                subject: uuid_at(row, 0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                session: maybe_uuid_at(row, 3)?,
                found: Some((
                    response,
                    Id::new(&row.get::<_, String>(5)?),
                    path_at(row, 6)?,
                )),
                text: words(&cell).unwrap_or_default(),
                at: Some(instant_at(row, 8)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
