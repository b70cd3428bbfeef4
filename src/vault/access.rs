//! Who opened, showed, gave out or removed what, and when, as the journal tells it.

use rusqlite::params;
use uuid::Uuid;

use super::Vault;
use super::erase::OWNED;
use super::error::Error;
use super::journal::{self, Instead, LINE, Line};
use crate::casework::{AccessRow, Event, Given, Happened};

/// Kinds of rows that tell of an access or of who could have one.
const KINDS: &str = "'vault_created', 'unlocked', 'locked', 'passphrase_changed', 'organisation_changed', 'rekeyed', 'restored',
    'backed_up', 'subject_opened', 'subject_flagged', 'subject_erased', 'exported'";

impl Vault {
    /// The log of accesses, newest first: of one subject, what was given out with all others included, or of all; by one person
    /// or by all.
    pub fn accesses(
        &self,
        subject: Option<Uuid>,
        user: Option<&str>,
    ) -> Result<Vec<AccessRow>, Error> {
        let sql = format!(
            "SELECT {LINE} FROM journal WHERE kind IN ({KINDS}) AND kind <> 'answered'
                AND (?1 IS NULL OR subject = ?1 OR (kind = 'exported' AND subject IS NULL))
                AND (?2 IS NULL OR actor = ?2)
             ORDER BY seq DESC"
        );
        let mut statement = self.connection()?.prepare_cached(&sql)?;
        let values = params![subject.map(Uuid::into_bytes), user];
        let lines = statement.query_map(values, Line::read)?;
        lines.map(|line| row(line?)).collect()
    }
}

impl Vault {
    /// All that was done about a subject, oldest first; openings and exports stand in the log of accesses.
    pub fn history(&self, subject: Uuid) -> Result<Vec<Happened>, Error> {
        let connection = self.connection()?;
        let instead = journal::instead(connection)?;
        let sql = format!(
            "SELECT {LINE} FROM journal WHERE kind NOT IN ('subject_opened', 'exported') AND {OWNED} ORDER BY seq"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let lines = statement.query_map([subject.into_bytes()], Line::read)?;
        let happened = |line: Line| {
            let is_gone = line.payload.is_none() && !instead.contains_key(&line.id);
            let event = (!is_gone).then(|| line.event(&instead)).transpose()?;
            Ok(Happened {
                at: line.at(),
                offset_min: line.offset_min(),
                actor: line.actor().to_owned(),
                session: line.session,
                response: line.response,
                event,
            })
        };
        lines.map(|line| happened(line?)).collect()
    }
}

fn row(line: Line) -> Result<AccessRow, Error> {
    let event = match line.payload {
        Some(_) => Some(line.event(&Instead::new())?),
        // Its subject was erased: that somebody looked stays, at whom does not.
        None => None,
    };
    let given = match event {
        Some(Event::Exported {
            what,
            format,
            ground,
            to,
        }) => Some(Given {
            what,
            format,
            ground,
            to,
        }),
        _ => None,
    };
    Ok(AccessRow {
        at: line.at(),
        offset_min: line.offset_min(),
        actor: line.actor().to_owned(),
        device: line.device().to_owned(),
        kind: line.kind,
        subject: line.subject,
        session: line.session,
        given,
    })
}
