//! Looking for words in answers and notes, and for subjects by name or code.
//!
//! A word is found by its beginning, which Finnish endings leave as it is, in small letters or large. Its dots count: »maki« is not
//! »mäki«, unless a `~` before the word asks for both. The index keeps such a word a second time, without its dots, behind a sign
//! that no text has.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::Vault;
use super::column::{cell_in, instant_at, maybe_uuid_at, uuid_at};
use super::error::Error;
use super::journal::{Instead, Line};
use super::project::run;
use super::query::{SHOWN_NAME, path_at};
use crate::casework::{Event, SearchHit};
use crate::form::Id;
use crate::lang::clean::{nfc, without_marks};
use crate::response::{Answer, Cell, Value};

/// Asks for letters with and without marks alike.
const ALIKE: char = '~';
/// Stands before words that had marks. For private use: in no word that anybody types.
const BARE: char = '\u{e000}';

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

/// What the index is told of a cell: it must be told the same again when the row is forgotten.
fn indexed(cell: &Cell) -> Option<String> {
    let text = folded(&words(cell)?);
    let mut told: Vec<String> = split(&text).map(str::to_owned).collect();
    for word in split(&text) {
        let bare = without_marks(word);
        if bare != word {
            told.push(format!("{BARE}{bare}"));
        }
    }
    Some(told.join(" "))
}

/// In small letters, however they were composed.
fn folded(text: &str) -> String {
    nfc(text).to_lowercase()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Lets the journal's row `seq` be found by its words. It stays in the index when another answer takes its place, as it stays in
/// the journal: only what stands now is shown as found, and taking words out takes time.
pub(super) fn put(connection: &Connection, seq: i64, cell: &Cell) -> Result<(), Error> {
    match indexed(cell) {
        Some(text) => run(
            connection,
            "INSERT INTO search (rowid, text) VALUES (?, ?)",
            params![seq, text],
        ),
        None => Ok(()),
    }
}

/// Takes out all that the index was told of a row which is about to be forgotten, to the last letter.
pub(super) fn take_out(connection: &Connection, line: &Line) -> Result<(), Error> {
    let Event::Answered { cell, .. } = line.event(&Instead::new())? else {
        return Ok(());
    };
    match indexed(&cell) {
        Some(text) => run(
            connection,
            "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)",
            params![line.seq, text],
        ),
        None => Ok(()),
    }
}

/// A word as it is looked for.
struct Wanted {
    word: String,
    alike: bool,
}

impl Wanted {
    fn all(text: &str) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for part in folded(text).split_whitespace() {
            let alike = part.starts_with(ALIKE);
            wanted.extend(split(part).map(|word| Wanted {
                word: match alike {
                    true => without_marks(word),
                    false => word.to_owned(),
                },
                alike,
            }));
        }
        wanted
    }

    /// Only letters and digits are left in the word, so quoting it is enough and the index takes it as one.
    fn query(&self) -> String {
        let word = &self.word;
        match self.alike {
            true => format!("(\"{word}\"* OR \"{BARE}{word}\"*)"),
            false => format!("\"{word}\"*"),
        }
    }

    /// Whether one of these words, in small letters, begins so.
    fn begins(&self, held: &[&str]) -> bool {
        held.iter().any(|part| match self.alike {
            true => without_marks(part).starts_with(&self.word),
            false => part.starts_with(&self.word),
        })
    }
}

impl Vault {
    /// Places that hold all the words of `text`, each as the beginning of a word: subjects first, then answers, newest first.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<SearchHit>, Error> {
        self.search_in(None, text, limit)
    }

    /// The same of one subject only, whose own name is not looked for.
    pub fn search_in(
        &self,
        subject: Option<Uuid>,
        text: &str,
        limit: usize,
    ) -> Result<Vec<SearchHit>, Error> {
        let wanted = Wanted::all(text);
        if wanted.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut hits = match subject {
            Some(_) => Vec::new(),
            None => self.search_subjects(&wanted)?,
        };
        hits.truncate(limit);
        hits.extend(self.search_answers(subject, &wanted, limit - hits.len())?);
        Ok(hits)
    }

    fn search_subjects(&self, wanted: &[Wanted]) -> Result<Vec<SearchHit>, Error> {
        let mut statement = self.connection()?.prepare_cached(&format!(
            "SELECT s.id, s.code, {SHOWN_NAME} FROM subject s ORDER BY name, code"
        ))?;
        let mut rows = statement.query([])?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let (code, name): (String, String) = (row.get(1)?, row.get(2)?);
            let held = folded(&format!("{name} {code}"));
            let held: Vec<&str> = split(&held).collect();
            if wanted.iter().all(|wanted| wanted.begins(&held)) {
                hits.push(SearchHit {
                    subject: uuid_at(row, 0)?,
                    text: name.clone(),
                    code,
                    name,
                    session: None,
                    found: None,
                    at: None,
                });
            }
        }
        Ok(hits)
    }

    fn search_answers(
        &self,
        subject: Option<Uuid>,
        wanted: &[Wanted],
        limit: usize,
    ) -> Result<Vec<SearchHit>, Error> {
        let query: Vec<String> = wanted.iter().map(Wanted::query).collect();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        // The index keeps its rows in the order of the journal, so the newest are read first and no others.
        let mut statement = self.connection()?.prepare_cached(&format!(
            "SELECT j.seq, j.payload, s.id, s.code, {SHOWN_NAME}, j.session, r.id, r.form_id, a.path, j.at_utc
             FROM search CROSS JOIN journal j ON j.seq = search.rowid
             CROSS JOIN answer a ON a.response = j.response AND a.seq = j.seq
             CROSS JOIN response r ON r.id = j.response CROSS JOIN subject s ON s.id = r.subject
             WHERE search MATCH ?1 AND r.status <> 'entered-in-error' AND (?2 IS NULL OR s.id = ?2)
             ORDER BY search.rowid DESC LIMIT ?3",
        ))?;
        let subject = subject.map(Uuid::into_bytes);
        let mut rows = statement.query(params![query.join(" AND "), subject, limit])?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            hits.push(SearchHit {
                subject: uuid_at(row, 2)?,
                code: row.get(3)?,
                name: row.get(4)?,
                session: maybe_uuid_at(row, 5)?,
                found: Some((
                    uuid_at(row, 6)?,
                    Id::new(&row.get::<_, String>(7)?),
                    path_at(row, 8)?,
                )),
                text: words(&cell_in(row, 0)?).unwrap_or_default(),
                at: Some(instant_at(row, 9)?),
            });
        }
        Ok(hits)
    }
}
