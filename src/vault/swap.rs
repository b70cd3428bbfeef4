//! Another file, with or without other keys, in the vault's place: all of it is made beside, and one rename decides.
//!
//! What is made lies in `next.part`. Renamed to `next` it is decided, and every later step can be done again after a crash:
//! whoever opens the vault first goes on where it stopped.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::error::Error;
use super::journal::Head;
use super::keys::{self, make_private_folder, sync_folder, write_private};
use super::{Place, head, open};
use crate::casework::Stamp;

/// How long the file that was there before stays beside.
const KEPT_DAYS: i64 = 7;
const STAMP: &str = "replaced-%Y%m%dT%H%M%S";

/// What will take the vault's place.
pub(super) struct Staged {
    place: Place,
    part: PathBuf,
}

impl Staged {
    /// An empty place beside. What an interrupted making left in it was never decided.
    pub fn begin(place: &Place) -> Result<Staged, Error> {
        let part = place.data.join("next.part");
        remove_folder(&part)?;
        make_private_folder(&part)?;
        Ok(Staged {
            place: place.clone(),
            part,
        })
    }

    /// As a place of its own, for making and checking what lies in it.
    pub fn as_place(&self) -> Place {
        Place {
            data: self.part.clone(),
            state: self.part.join("state"),
        }
    }

    /// Decides. `keep`: the file that was there stays beside for a week.
    pub fn put_in_place(self, head: &Head, keep: Option<&Stamp>) -> Result<(), Error> {
        remove_folder(&self.part.join("state"))?;
        head::write(&self.part.join("head"), head)?;
        if let Some(at) = keep {
            let name = at.utc.format(STAMP).to_string();
            write_private(&self.part.join("keep"), name.as_bytes())?;
        }
        sync_folder(&self.part)?;
        let next = next(&self.place);
        fs::rename(&self.part, &next).map_err(Error::io(&next))?;
        sync_folder(&self.place.data)?;
        settle(&self.place)
    }
}

/// Goes on with what was decided, and removes what was not. To be called before a vault is opened.
pub(super) fn settle(place: &Place) -> Result<(), Error> {
    let next = next(place);
    if next.exists() {
        keep_old(place, &next)?;
        let file = next.join("vault.kdb");
        if file.exists() {
            fs::rename(&file, place.file()).map_err(Error::io(&file))?;
            sync_folder(&place.data)?;
        }
        put_keys(place, &next)?;
        put_head(place, &next)?;
        remove_folder(&next)?;
    }
    remove_folder(&place.data.join("next.part"))?;
    keys::clear_drafts(&place.keys())
}

/// Links the file and copies the keys that are about to be replaced.
fn keep_old(place: &Place, next: &Path) -> Result<(), Error> {
    let mark = next.join("keep");
    let Ok(name) = fs::read_to_string(&mark) else {
        return Ok(());
    };
    let old = place.data.join(name);
    if next.join("vault.kdb").exists() && place.file().exists() {
        remove_folder(&old)?;
        make_private_folder(&old)?;
        // The log goes along: a vault that was not closed well is whole only with it.
        for ending in ["", "-wal", "-journal"] {
            let from = open::beside(&place.file(), ending);
            if from.exists() {
                let to = open::beside(&old.join("vault.kdb"), ending);
                link(&from, &to)?;
            }
        }
        copy_slots(&place.keys(), &old.join("keys"))?;
        sync_folder(&old)?;
    }
    for ending in ["-wal", "-journal"] {
        let log = open::beside(&place.file(), ending);
        if next.join("vault.kdb").exists() && log.exists() {
            fs::remove_file(&log).map_err(Error::io(&log))?;
        }
    }
    Ok(())
}

/// A second name for the file; a copy where the disk knows no second names.
fn link(from: &Path, to: &Path) -> Result<(), Error> {
    fs::hard_link(from, to)
        .or_else(|_| fs::copy(from, to).map(drop))
        .map_err(Error::io(to))
}

pub(super) fn copy_slots(from: &Path, to: &Path) -> Result<(), Error> {
    make_private_folder(to)?;
    for slot in fs::read_dir(from).map_err(Error::io(from))? {
        let slot = slot.map_err(Error::io(from))?.path();
        if let (Some("age"), Some(name)) = (
            slot.extension().and_then(|ending| ending.to_str()),
            slot.file_name(),
        ) {
            let bytes = fs::read(&slot).map_err(Error::io(&slot))?;
            write_private(&to.join(name), &bytes)?;
        }
    }
    sync_folder(to)
}

fn put_keys(place: &Place, next: &Path) -> Result<(), Error> {
    let (new, old) = (next.join("keys"), next.join("keys.old"));
    if new.exists() {
        if place.keys().exists() {
            remove_folder(&old)?;
            fs::rename(place.keys(), &old).map_err(Error::io(&old))?;
        }
        fs::rename(&new, place.keys()).map_err(Error::io(&new))?;
        sync_folder(&place.data)?;
    }
    Ok(())
}

fn put_head(place: &Place, next: &Path) -> Result<(), Error> {
    if let Some(known) = head::read(&next.join("head"))? {
        head::write(&place.head(), &known)?;
    }
    Ok(())
}

fn next(place: &Place) -> PathBuf {
    place.data.join("next")
}

/// Removes files that were replaced longer than a week ago; all of them if `all`.
pub(super) fn remove_replaced(place: &Place, now: DateTime<Utc>, all: bool) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(&place.data) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let since = NaiveDateTime::parse_from_str(&name.to_string_lossy(), STAMP);
        let Ok(since) = since.map(|since| since.and_utc()) else {
            continue;
        };
        if all || now - since > Duration::days(KEPT_DAYS) {
            remove_folder(&entry.path())?;
        }
    }
    Ok(())
}

pub(super) fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path)(fault)),
        Ok(()) | Err(_) => Ok(()),
    }
}
