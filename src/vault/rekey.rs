//! A new vault key: the whole vault is written anew under it, checked, and swapped in.

use zeroize::Zeroizing;

use super::error::Error;
use super::init::entry;
use super::journal::{self, Head, Instead, Pen};
use super::keys::{self, RecoveryKey, Secret, Slots, VaultKey, write_slots};
use super::open::{self, Access};
use super::swap::Staged;
use super::{Vault, add, backup, project, verify};
use crate::casework::{Event, Stamp};

impl Vault {
    /// Everything under a new key, with a new passphrase and a new recovery key: for when somebody may have had the old ones.
    /// Backups made before stay under the old key. Until the new file is whole and checked, the old one is the vault.
    pub fn rekey(
        mut self,
        passphrase: &str,
        work_factor: u8,
        at: &Stamp,
    ) -> Result<(Vault, RecoveryKey), Error> {
        self.make_writable()?;
        if !verify::inspect(self.connection()?, &self.pen).is_sound() {
            return Err(Error::Damaged("the journal".to_owned()));
        }
        let organisation = self.organisation()?;
        let staged = Staged::begin(&self.place)?;
        let new = staged.as_place();
        let key = VaultKey::generate()?;
        let slots = Slots {
            passphrase,
            organisation: organisation.as_deref(),
            work_factor,
        };
        let recovery = write_slots(&new.keys(), &key, &slots)?;
        let pen = Pen::new(&key, self.pen.actor.clone(), self.pen.device.clone());
        let head = write_anew(&self, &new.file(), &key, &pen, at)?;
        let typed = Secret::Passphrase(Zeroizing::new(passphrase.to_owned()));
        check(&self, &new, &keys::open_slots(&new.keys(), &typed)?, head)?;
        let (place, lock) = (self.place.clone(), self.lock.take());
        if let Some(connection) = self.connection.take() {
            open::close(connection)?;
        }
        staged.put_in_place(&head, None)?;
        Ok((Vault::open(&place, key, lock, at)?, recovery))
    }
}

/// The journal row by row, chained with the new keys; the rest as it is, or worked out anew.
fn write_anew(
    vault: &Vault,
    file: &std::path::Path,
    key: &VaultKey,
    pen: &Pen,
    at: &Stamp,
) -> Result<Head, Error> {
    let source = vault.connection()?;
    let opened = open::open(file, key, Access::Create)?;
    let transaction = opened.connection.unchecked_transaction()?;
    let mut head = Head::default();
    journal::walk(source, 0, |line| {
        let line = pen.chain_anew(head, line);
        journal::insert(&transaction, &line)?;
        head = line.head();
        Ok(true)
    })?;
    backup::copy_rest(source, &transaction)?;
    project::rebuild(&transaction)?;
    let entries = u64::try_from(head.seq).unwrap_or(0);
    let entry = entry(at, Event::Rekeyed { entries });
    let head = add(pen, &transaction, head, &entry, Instead::new())?;
    transaction.commit()?;
    open::close(opened.connection)?;
    Ok(head)
}

/// Opens what was written as anybody would, and compares it with the vault that it will replace.
fn check(vault: &Vault, new: &super::Place, key: &VaultKey, head: Head) -> Result<(), Error> {
    let connection = open::open(&new.file(), key, Access::Write)?.connection;
    let pen = Pen::new(key, vault.pen.actor.clone(), vault.pen.device.clone());
    let report = verify::inspect(&connection, &pen);
    let same = verify::first_difference(vault.connection()?, &connection)?;
    let ended = journal::head(&connection)?;
    open::close(connection)?;
    if report.is_sound() && same.is_none() && ended == head {
        Ok(())
    } else {
        Err(Error::Damaged(format!("the copy: {report:?} {same:?}")))
    }
}
