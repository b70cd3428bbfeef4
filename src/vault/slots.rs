//! Ways into the vault, changed while it is open: the new slot lies beside and has been opened before it takes the old one's place.

use super::error::Error;
use super::init::entry;
use super::journal::{self, Instead};
use super::keys::{self, NewSlot, Secret};
use super::{Vault, add};
use crate::casework::{Controller, Event, Stamp};

impl Vault {
    /// Another passphrase opens the vault from now on. The old one still opens the backups made before.
    pub fn change_passphrase(
        &mut self,
        passphrase: &str,
        work_factor: u8,
        at: &Stamp,
    ) -> Result<(), Error> {
        self.make_writable()?;
        let slot = NewSlot::passphrase(&self.place.keys(), &self.key, passphrase, work_factor)?;
        self.note(Event::PassphraseChanged, at)?;
        slot.put_in_place()
    }

    /// Whether a secret opens the vault, asked again before something that matters.
    pub fn check_secret(&self, secret: &Secret) -> Result<(), Error> {
        if keys::open_slots(&self.place.keys(), secret)? == self.key {
            Ok(())
        } else {
            Err(Error::WrongSecret)
        }
    }

    /// Seals the vault to the organisation's public key, in another one's place if there is one; none takes it away.
    pub fn change_organisation(&mut self, key: Option<&str>, at: &Stamp) -> Result<(), Error> {
        self.make_writable()?;
        let folder = self.place.keys();
        let slot = key
            .map(|text| NewSlot::organisation(&folder, &self.key, text))
            .transpose()?;
        let key = key.map(|text| text.trim().to_owned());
        self.note(Event::OrganisationChanged { key }, at)?;
        match slot {
            Some(slot) => slot.put_in_place()?,
            None => keys::remove_organisation(&folder)?,
        }
        self.controller = self.answerable()?;
        Ok(())
    }

    /// The organisation's public key, if the vault is sealed to one that it knows.
    pub fn organisation(&self) -> Result<Option<String>, Error> {
        let connection = self.connection()?;
        let Some(line) = journal::newest(connection, "organisation_changed")? else {
            return Ok(None);
        };
        match line.event(&Instead::new())? {
            Event::OrganisationChanged { key } => Ok(key),
            _ => Ok(None),
        }
    }

    /// In whose name the vault is kept, as the slots now stand.
    pub(super) fn answerable(&self) -> Result<Controller, Error> {
        let connection = self.connection()?;
        let changed = journal::newest(connection, "organisation_changed")?.is_some();
        let (_, _, made) = super::init::read_creation(connection)?;
        Ok(match (self.organisation()?, made) {
            (Some(_), _) => Controller::Organisation,
            (None, Controller::Organisation) if changed => Controller::Practice,
            (None, made) => made,
        })
    }

    /// An entry about the vault itself.
    pub(super) fn note(&mut self, event: Event, at: &Stamp) -> Result<(), Error> {
        let entry = entry(at, event);
        self.write(|pen, transaction, head| add(pen, transaction, head, &entry, Instead::new()))?;
        // The entry is safe whether or not the head is.
        let _ = self.write_head();
        Ok(())
    }
}
