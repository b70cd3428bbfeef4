//! Making a vault so that a crash at any moment leaves none or a whole one, and unlocking it.

use std::fs;
use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::error::Error;
use super::journal::{self, Head, Instead, Pen};
use super::keys::{
    self, RecoveryKey, Secret, Slots, VaultKey, make_private_folder, sync_folder, write_slots,
};
use super::open::{self, Access, Opened};
use super::{Place, Vault, add, head, swap};
use crate::casework::{Controller, Entry, Event, Stamp};
use crate::sys;
use crate::sys::lock::{Lock, Taken};

/// What a new vault is made with.
pub struct Setup {
    pub passphrase: Zeroizing<String>,
    /// The organisation's public key, `age1...`.
    pub organisation: Option<String>,
    /// The organisation has allowed in writing that the counsellor keeps the vault alone.
    pub own_controller: bool,
    pub user: String,
    pub role: String,
    /// scrypt's cost, [`keys::WORK_FACTOR`] in the program.
    pub work_factor: u8,
}

impl Setup {
    fn controller(&self) -> Controller {
        if self.organisation.is_some() {
            Controller::Organisation
        } else if self.own_controller {
            Controller::Own
        } else {
            Controller::Practice
        }
    }
}

impl Vault {
    /// Makes a vault and opens it. The recovery key is given this once.
    pub fn init(place: &Place, setup: Setup, at: &Stamp) -> Result<(Vault, RecoveryKey), Error> {
        make_private_folder(&place.data)?;
        make_private_folder(&place.state)?;
        let lock = take_lock(place, at)?;
        if Vault::exists(place) {
            return Err(Error::Exists(place.data.clone()));
        }
        let new_keys = place.data.join("keys.new");
        let new_file = place.data.join("vault.kdb.new");
        clear(&new_keys, &new_file)?;
        let key = VaultKey::generate()?;
        let slots = Slots {
            passphrase: &setup.passphrase,
            organisation: setup.organisation.as_deref(),
            work_factor: setup.work_factor,
        };
        let recovery = write_slots(&new_keys, &key, &slots)?;
        create_file(&new_file, &key, &setup, at)?;
        set_aside(&place.keys(), at)?;
        fs::rename(&new_keys, place.keys()).map_err(Error::io(&new_keys))?;
        fs::rename(&new_file, place.file()).map_err(Error::io(&new_file))?;
        sync_folder(&place.data)?;
        // A head left by an earlier vault would call this one old.
        let _ = fs::remove_file(place.head());
        let mut vault = Vault::open(place, key, lock, at)?;
        vault.note_opening()?;
        Ok((vault, recovery))
    }

    /// Opens the vault with a passphrase or key, and notes in the journal that it was opened.
    pub fn unlock(place: &Place, secret: &Secret, at: &Stamp) -> Result<Vault, Error> {
        let mut vault = Vault::look_in(place, secret, at)?;
        vault.note_opening()?;
        Ok(vault)
    }

    /// As [`Vault::unlock`], for whoever shows what is inside before a slow disk has taken the note: [`Vault::note_opening`]
    /// has to follow.
    pub fn look_in(place: &Place, secret: &Secret, at: &Stamp) -> Result<Vault, Error> {
        if !Vault::exists(place) {
            return Err(Error::Missing(place.data.clone()));
        }
        // Before the slow passphrase: a second program is told at once.
        let lock = take_lock(place, at)?;
        match swap::settle(place).and_then(|()| swap::remove_replaced(place, at.utc, false)) {
            // Nothing can be half done where nothing can be written.
            Ok(()) | Err(Error::ReadOnly) => {}
            Err(error) => return Err(error),
        }
        let key = keys::open_slots(&place.keys(), secret)?;
        Vault::open(place, key, lock, at)
    }

    /// Notes in the journal that the vault was opened.
    pub fn note_opening(&mut self) -> Result<(), Error> {
        if self.owed.is_none() {
            return Ok(());
        }
        match self.write(|_, _, head| Ok(head)) {
            // It stays owed: a full disk must not keep the vault shut for its sake.
            Ok(()) | Err(Error::Full) => {}
            Err(error) => return Err(error),
        }
        // It tells of older copies; the vault does not depend on it.
        let _ = self.write_head();
        Ok(())
    }

    pub(super) fn open(
        place: &Place,
        key: VaultKey,
        lock: Option<Lock>,
        at: &Stamp,
    ) -> Result<Vault, Error> {
        let (access, opened) = open_file(&place.file(), &key)?;
        let Opened { connection, inode } = opened;
        let (user, role, controller) = read_creation(&connection)?;
        let last = journal::head(&connection)?;
        let behind = is_behind(&connection, head::read(&place.head())?)?;
        let unlocked = || entry(at, Event::Unlocked);
        let mut vault = Vault {
            pen: Pen::new(&key, user.clone(), sys::process::hostname()),
            connection: Some(connection),
            key,
            place: place.clone(),
            inode,
            access,
            head: last,
            head_written: Instant::now(),
            behind,
            poisoned: false,
            forgotten: 0,
            // Owed to a full disk too: the first write that there is room for brings it.
            owed: open::access(&place.file())
                .is_ok_and(|access| access == Access::Write)
                .then(unlocked),
            controller,
            user,
            role,
            lock,
        };
        vault.controller = vault.answerable()?;
        Ok(vault)
    }
}

/// Whose vault it is, as it was made.
pub(super) fn read_creation(
    connection: &Connection,
) -> Result<(String, String, Controller), Error> {
    let beginning = || Error::Damaged("the journal has no beginning".to_owned());
    let line = journal::newest(connection, "vault_created")?.ok_or_else(beginning)?;
    match line.event(&Instead::new())? {
        Event::VaultCreated {
            user,
            role,
            controller,
        } => Ok((user, role, controller)),
        _ => Err(beginning()),
    }
}

/// Opens the file with the access that the disk allows.
fn open_file(file: &Path, key: &VaultKey) -> Result<(Access, Opened), Error> {
    let access = open::access(file)?;
    match open::open(file, key, access) {
        // Turning to the log takes a little space. Without any, what is there can at least be read.
        Err(Error::Full) => {
            let access = open::without_writing(file)?;
            Ok((access, open::open(file, key, access)?))
        }
        other => Ok((access, other?)),
    }
}

/// An entry about the vault itself. The caller's own ids of the same stamp count from 0, this one from the other end.
pub(super) fn entry(at: &Stamp, event: Event) -> Entry {
    Entry {
        id: at.id(u16::MAX),
        at: at.utc,
        offset_min: at.offset_min,
        subject: None,
        session: None,
        response: None,
        undoes: None,
        event,
    }
}

pub(super) fn take_lock(place: &Place, at: &Stamp) -> Result<Option<Lock>, Error> {
    let since = at.local().format("%Y-%m-%d %H:%M").to_string();
    match make_private_folder(&place.state)
        .and_then(|()| Lock::take(&place.lock(), &since).map_err(Error::io(&place.lock())))
    {
        Ok(Taken::Ours(lock)) => Ok(Some(lock)),
        Ok(Taken::Theirs(holder)) => Err(Error::InUse {
            pid: holder.pid,
            since: holder.since,
            host: holder.host,
        }),
        // Nobody can write there, so nobody can be kept from it.
        Err(Error::ReadOnly) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the journal lacks the row that was its last one when the head was written.
fn is_behind(connection: &Connection, known: Option<Head>) -> Result<bool, Error> {
    let Some(known) = known else {
        return Ok(false);
    };
    let same = connection
        .prepare_cached("SELECT 1 FROM journal WHERE seq = ? AND mac = ?")?
        .exists(rusqlite::params![known.seq, known.mac])?;
    Ok(!same)
}

fn create_file(path: &Path, key: &VaultKey, setup: &Setup, at: &Stamp) -> Result<(), Error> {
    let opened = open::open(path, key, Access::Create)?;
    let pen = Pen::new(key, setup.user.clone(), sys::process::hostname());
    let created = Event::VaultCreated {
        user: setup.user.clone(),
        role: setup.role.clone(),
        controller: setup.controller(),
    };
    let mut entry = entry(at, created);
    entry.id = at.id(u16::MAX - 1);
    let transaction = opened.connection.unchecked_transaction()?;
    let head = add(&pen, &transaction, Head::default(), &entry, Instead::new())?;
    if let Some(key) = &setup.organisation {
        let key = Some(key.trim().to_owned());
        entry.id = at.id(u16::MAX - 2);
        entry.event = Event::OrganisationChanged { key };
        add(&pen, &transaction, head, &entry, Instead::new())?;
    }
    transaction.commit()?;
    open::close(opened.connection)
}

/// Removes what an interrupted making left behind: nothing in it was ever used.
fn clear(keys: &Path, file: &Path) -> Result<(), Error> {
    if keys.exists() {
        fs::remove_dir_all(keys).map_err(Error::io(keys))?;
    }
    for path in [
        file.to_owned(),
        open::beside(file, "-wal"),
        open::beside(file, "-journal"),
    ] {
        if path.exists() {
            fs::remove_file(&path).map_err(Error::io(&path))?;
        }
    }
    Ok(())
}

/// Keys without their vault are moved aside, never overwritten: the file that they open may be elsewhere.
fn set_aside(keys: &Path, at: &Stamp) -> Result<(), Error> {
    if !keys.exists() {
        return Ok(());
    }
    let name = format!("keys-{}", at.utc.format("%Y%m%dT%H%M%S%3f"));
    fs::rename(keys, keys.with_file_name(name)).map_err(Error::io(keys))
}
