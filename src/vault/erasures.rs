//! What was removed and when, kept beside the file as ids alone: a restored backup must not bring it back.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::Error;
use super::journal::{self, Instead};
use super::keys::make_private_folder;
use super::{Place, Vault};
use crate::casework::{Entry, Event};

/// A line of the file. Items and rows have random or general names: nothing in it is about a person.
#[derive(Serialize, Deserialize)]
struct Line {
    id: Uuid,
    at: DateTime<Utc>,
    offset_min: i32,
    subject: Option<Uuid>,
    session: Option<Uuid>,
    response: Option<Uuid>,
    event: Event,
}

pub(super) fn append(place: &Place, entry: &Entry) -> Result<(), Error> {
    let file = place.erasures();
    make_private_folder(&place.data)?;
    let line = Line {
        id: entry.id,
        at: entry.at,
        offset_min: entry.offset_min,
        subject: entry.subject,
        session: entry.session,
        response: entry.response,
        event: entry.event.clone(),
    };
    let mut text = serde_json::to_string(&line).map_err(|fault| Error::Unfit(fault.to_string()))?;
    text.push('\n');
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&file)
        .and_then(|mut out| {
            out.write_all(text.as_bytes())
                .and_then(|()| out.sync_data())
        })
        .map_err(Error::io(&file))
}

/// What the file tells; a line that was cut short is passed over.
pub(super) fn read(place: &Place) -> Vec<Entry> {
    let text = fs::read_to_string(place.erasures()).unwrap_or_default();
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    lines
        .map(|line: Line| Entry {
            id: line.id,
            at: line.at,
            offset_min: line.offset_min,
            subject: line.subject,
            session: line.session,
            response: line.response,
            undoes: None,
            event: line.event,
        })
        .collect()
}

impl Vault {
    /// What was removed here, oldest first.
    pub(super) fn erasures(&self) -> Result<Vec<Entry>, Error> {
        let mut all = Vec::new();
        for kind in ["forgotten", "subject_erased"] {
            for line in journal::of_kind(self.connection()?, kind)? {
                // Of somebody erased even the forgettings are gone: the erasing takes everything.
                if line.payload.is_some() {
                    all.push(line.entry(&Instead::new())?);
                }
            }
        }
        all.sort_by_key(|entry| entry.at);
        Ok(all)
    }

    /// Removes again what was removed after this file was written. Gives how many removals there were.
    pub(super) fn replay(&mut self, erasures: &[Entry]) -> Result<u64, Error> {
        let mut replayed = 0;
        for entry in erasures {
            if journal::holds(self.connection()?, entry.id)? {
                continue;
            }
            match (&entry.event, entry.response, entry.subject) {
                (Event::Forgotten { path }, Some(response), _)
                    if self.response(response).is_ok() =>
                {
                    self.forget(response, path, entry)?;
                }
                (Event::SubjectErased { anonymised, .. }, _, Some(subject))
                    if self.subject(subject)?.is_some() =>
                {
                    let events = self.erasing(subject, *anonymised)?;
                    let entries: Vec<Entry> = events
                        .into_iter()
                        .map(|event| again(entry, event))
                        .collect();
                    self.erase(&entries)?;
                }
                _ => continue,
            }
            replayed += 1;
        }
        Ok(replayed)
    }
}

/// The entry anew for what is there now. Figures are about nobody and have an id of their own that follows from it.
fn again(entry: &Entry, event: Event) -> Entry {
    let mut bytes = entry.id.into_bytes();
    let is_about_nobody = matches!(event, Event::AnonymousKept { .. });
    if is_about_nobody {
        bytes[15] ^= 0xff;
    }
    Entry {
        id: Uuid::from_bytes(bytes),
        subject: entry.subject.filter(|_| !is_about_nobody),
        event,
        ..entry.clone()
    }
}
