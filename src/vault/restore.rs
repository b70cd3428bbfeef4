//! A backup in the vault's place: copied, checked, made to forget what was forgotten since, and only then swapped in.

use std::fs;
use std::path::Path;

use super::error::Error;
use super::init::{entry, take_lock};
use super::journal::{Head, Instead};
use super::keys::{self, Secret, VaultKey, make_private_folder, sync_folder};
use super::open::{self, Access};
use super::swap::{self, Staged};
use super::{Place, Vault, add, erasures, journal};
use crate::casework::{Entry, Event, Stamp};

/// What a restored backup brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// Entries in the backup.
    pub entries: u64,
    /// Entries of the replaced file that the backup lacks, if that could be read.
    pub lost: Option<u64>,
    /// What was removed after the backup and has been removed again.
    pub removed: u64,
}

/// What the file that is to be replaced tells, as far as it can be read.
#[derive(Default)]
struct Known {
    head: Option<Head>,
    erasures: Vec<Entry>,
}

impl Vault {
    /// Puts a backup in the place of the vault, or where none is. The secret opens the vault as it is, or the backup. The
    /// replaced file stays beside for a week.
    pub fn restore(
        place: &Place,
        backup: &Path,
        secret: &Secret,
        at: &Stamp,
    ) -> Result<(Vault, RestoreReport), Error> {
        make_private_folder(&place.data)?;
        make_private_folder(&place.state)?;
        let lock = take_lock(place, at)?;
        swap::settle(place)?;
        let staged = Staged::begin(place)?;
        let new = staged.as_place();
        copy_file(&backup.join("vault.kdb"), &new.file())?;
        let (key, from_backup) = find_key(place, backup, secret, &new)?;
        let known = if from_backup {
            Known::default()
        } else {
            look_at_old(place, &key, at)
        };
        let (head, report) = prepare(&new, &key, known, erasures::read(place), at)?;
        if from_backup {
            swap::copy_slots(&backup.join("keys"), &new.keys())?;
        }
        staged.put_in_place(&head, Some(at))?;
        Ok((Vault::open(place, key, lock, at)?, report))
    }
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Error> {
    // What a log beside it holds would be lost.
    open::without_writing(from)?;
    fs::copy(from, to).map_err(|_| Error::NoBackup(from.to_owned()))?;
    fs::set_permissions(to, std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .and_then(|()| fs::File::open(to)?.sync_all())
        .map_err(Error::io(to))?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// The key that opens the copy: the vault's own, or, where it is another vault or one encrypted anew since, the backup's.
fn find_key(
    place: &Place,
    backup: &Path,
    secret: &Secret,
    new: &Place,
) -> Result<(VaultKey, bool), Error> {
    let mut fault = Error::WrongSecret;
    for (folder, from_backup) in [(place.keys(), false), (backup.join("keys"), true)] {
        match keys::open_slots(&folder, secret) {
            Ok(key) => match open::open(&new.file(), &key, Access::Write) {
                Ok(opened) => {
                    open::close(opened.connection)?;
                    return Ok((key, from_backup));
                }
                Err(error) => fault = error,
            },
            // The other folder's slots may be whole.
            Err(Error::WrongSecret | Error::DamagedKey(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(fault)
}

/// A damaged file tells nothing, and the list beside it has to do.
fn look_at_old(place: &Place, key: &VaultKey, at: &Stamp) -> Known {
    let look = || -> Result<Known, Error> {
        let old = Vault::open(place, key.clone(), None, at)?;
        let known = Known {
            head: Some(old.head),
            erasures: old.erasures()?,
        };
        old.close()?;
        Ok(known)
    };
    look().unwrap_or_default()
}

/// Checks the copy, replays what was removed since, and notes in it that it was restored.
fn prepare(
    new: &Place,
    key: &VaultKey,
    known: Known,
    beside: Vec<Entry>,
    at: &Stamp,
) -> Result<(Head, RestoreReport), Error> {
    let mut copy = Vault::open(new, key.clone(), None, at)?;
    copy.owed = None;
    let checked = copy.verify()?;
    if !checked.is_sound() {
        return Err(Error::Damaged(format!("the backup: {checked:?}")));
    }
    let entries = checked.entries;
    let lost = known
        .head
        .map(|head| u64::try_from(head.seq).unwrap_or(0).saturating_sub(entries));
    let mut erasures = known.erasures;
    erasures.extend(beside);
    let removed = copy.replay(&erasures)?;
    let restored = entry(
        at,
        Event::Restored {
            entries,
            lost: lost.unwrap_or(0),
        },
    );
    copy.write(|pen, transaction, head| add(pen, transaction, head, &restored, Instead::new()))?;
    if !copy.verify()?.is_sound() {
        return Err(Error::Damaged("the backup".to_owned()));
    }
    let head = journal::head(copy.connection()?)?;
    copy.close()?;
    let report = RestoreReport {
        entries,
        lost,
        removed,
    };
    Ok((head, report))
}
