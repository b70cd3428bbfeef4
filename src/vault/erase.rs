//! Erasing a subject: everything kept about one is taken out of tables, drafts, search and the journal's payloads. Rows without
//! content stay, so that the chain verifies and tells that something was removed, and when.

use chrono::Datelike;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::column::{cell_in, uuid_at};
use super::error::Error;
use super::journal::{self, Instead, LINE, Line};
use super::project::{needed, run};
use super::query::responses;
use super::{Vault, add, erasures, open, search, swap};
use crate::casework::{Entry, Event, Figure, Figures, Status};
use crate::form::{Id, Role};
use crate::response::{FixedScore, Value};

/// Rows of the journal that are a subject's now. What was said in a meeting that went to another client is that one's; what was
/// said in it about something that stays is not.
pub(super) const OWNED: &str = "CASE
    WHEN response IS NOT NULL THEN response IN (SELECT id FROM response WHERE subject = ?1)
    WHEN session IS NOT NULL THEN session IN (SELECT id FROM session WHERE subject = ?1)
    ELSE subject = ?1 END";

impl Vault {
    /// Removes a subject. `entries`: what [`Vault::erasing`] gave, the first about the subject, the other about nobody.
    pub fn erase(&mut self, entries: &[Entry]) -> Result<(), Error> {
        let Some((first, rest)) = entries.split_first() else {
            return Err(Error::Unfit("nothing says what to erase".to_owned()));
        };
        let subject = needed(first.subject, "subject")?;
        let known = self.subject(subject)?.is_some();
        let whole = matches!(&first.event, Event::SubjectErased { gone, .. } if *gone == self.belongings(subject)?);
        let figures = |entry: &Entry| {
            matches!(entry.event, Event::AnonymousKept { .. }) && entry.subject.is_none()
        };
        if !known || !whole || !rest.iter().all(figures) {
            return Err(Error::Unfit("the entry erases nobody".to_owned()));
        }
        self.write(|pen, transaction, mut head| {
            // While the journal still tells which words they were found by.
            forget_words(transaction, subject)?;
            let sql =
                format!("UPDATE journal SET payload = NULL WHERE payload IS NOT NULL AND {OWNED}");
            run(transaction, &sql, [subject.into_bytes()])?;
            for entry in entries {
                head = add(pen, transaction, head, entry, Instead::new())?;
            }
            Ok(head)
        })?;
        self.removed(first)?;
        // A file that a restore replaced holds it still.
        swap::remove_replaced(&self.place, first.at, true)
    }

    /// The events that erase a subject: that it is so, and the figures that stay if it is only made anonymous.
    pub fn erasing(&self, subject: Uuid, anonymised: bool) -> Result<Vec<Event>, Error> {
        let gone = self.belongings(subject)?;
        let mut events = vec![Event::SubjectErased { anonymised, gone }];
        if anonymised {
            let figures = self.figures(subject)?;
            events.push(Event::AnonymousKept { figures });
        }
        Ok(events)
    }

    /// The meetings and fillings of a subject.
    fn belongings(&self, subject: Uuid) -> Result<Vec<Uuid>, Error> {
        let mut statement = self.connection()?.prepare_cached(
            "SELECT id FROM session WHERE subject = ?1 UNION SELECT id FROM response WHERE subject = ?1 ORDER BY id",
        )?;
        let ids = statement.query_map([subject.into_bytes()], |row| uuid_at(row, 0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// What of a subject could stay without it.
    pub fn figures(&self, subject: Uuid) -> Result<Figures, Error> {
        let connection = self.connection()?;
        let finished = responses(
            connection,
            "WHERE subject = ? AND status IN ('completed', 'amended') ORDER BY id",
            [subject.into_bytes()],
        )?;
        let mut figures = Figures {
            age_group: age_group(connection, subject)?,
            scores: Vec::new(),
        };
        for row in finished
            .iter()
            .filter(|row| row.status != Status::EnteredInError)
        {
            for score in &row.scores {
                figures.scores.push(Figure {
                    form: row.form_id.clone(),
                    year: row.changed.year(),
                    score: FixedScore {
                        inputs: Vec::new(),
                        ..score.clone()
                    },
                });
            }
        }
        Ok(figures)
    }

    /// Figures of those who were anonymised.
    pub fn anonymous(&self) -> Result<Vec<Figures>, Error> {
        let mut all = Vec::new();
        for line in journal::of_kind(self.connection()?, "anonymous_kept")? {
            if let Event::AnonymousKept { figures } = line.event(&Instead::new())? {
                all.push(figures);
            }
        }
        Ok(all)
    }

    /// What must follow whenever something was taken out.
    pub(super) fn removed(&mut self, entry: &Entry) -> Result<(), Error> {
        self.forgotten += 1;
        // Where the file is lost, a restored backup learns from it what must not come back. The journal tells it too.
        let _ = erasures::append(&self.place, entry);
        // The log beside the file still holds earlier pages until they are checkpointed.
        open::ask(self.connection()?, "PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }
}

/// The newest answer that tells an age group by a code.
fn age_group(connection: &Connection, subject: Uuid) -> Result<Option<Id>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT a.seq, j.payload FROM response r JOIN answer a ON a.response = r.id AND a.role = ?2
         JOIN journal j ON j.seq = a.seq
         WHERE r.subject = ?1 AND r.status <> 'entered-in-error' ORDER BY a.seq DESC LIMIT 1",
    )?;
    let role = super::column::word(&Role::AgeGroup)?;
    let mut rows = statement.query(params![subject.into_bytes(), role])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(match cell_in(row, 0)?.value() {
        Some(Value::Code(code)) => Some(code.clone()),
        _ => None,
    })
}

/// Takes all that a subject's answers are found by out of the index.
fn forget_words(connection: &Connection, subject: Uuid) -> Result<(), Error> {
    // Answers are [`OWNED`] by what they were filled into.
    let sql = format!(
        "SELECT {LINE} FROM journal WHERE response IN (SELECT id FROM response WHERE subject = ?)
            AND kind = 'answered' AND payload IS NOT NULL"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    for line in statement.query_map([subject.into_bytes()], Line::read)? {
        search::take_out(connection, &line?)?;
    }
    Ok(())
}

/// Takes a subject out of the tables.
pub(super) fn apply(connection: &Connection, entry: &Entry) -> Result<(), Error> {
    let subject = needed(entry.subject, "subject")?.into_bytes();
    for sql in [
        "DELETE FROM draft WHERE response IN (SELECT id FROM response WHERE subject = ?)",
        "DELETE FROM promise WHERE response IN (SELECT id FROM response WHERE subject = ?)",
        "DELETE FROM coming WHERE subject = ?",
        "DELETE FROM answer WHERE response IN (SELECT id FROM response WHERE subject = ?)",
        "DELETE FROM response WHERE subject = ?",
        "DELETE FROM session WHERE subject = ?",
        "DELETE FROM subject WHERE id = ?",
    ] {
        run(connection, sql, [subject])?;
    }
    Ok(())
}
