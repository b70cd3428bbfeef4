//! Where what is given goes: the vault, or nowhere when a form is only tried out.

use uuid::Uuid;

use crate::casework::{Draft, Entry, RaterRole, SubjectPage};
use crate::form::{Form, Id};
use crate::response::{Path, Pinned};
use crate::vault::{self, Vault};

/// Keeps entries, each on the disk before the call returns.
pub enum Keeper<'a> {
    Vault(&'a mut Vault),
    Nowhere,
}

impl Keeper<'_> {
    pub fn record(&mut self, entries: &[Entry]) -> Result<(), vault::Error> {
        match self {
            Keeper::Vault(vault) if !entries.is_empty() => vault.record(entries),
            Keeper::Vault(_) | Keeper::Nowhere => Ok(()),
        }
    }

    /// Keeps an entry and where the person is, together.
    pub fn record_at(&mut self, entry: Entry, place: Option<&Draft>) -> Result<(), vault::Error> {
        match self {
            Keeper::Vault(vault) => vault.record_at(&[entry], place),
            Keeper::Nowhere => Ok(()),
        }
    }

    /// Keeps a form version that answers are about to be given in.
    pub fn keep_version(&mut self, form: &Form, bytes: &[u8]) -> Result<(), vault::Error> {
        match self {
            Keeper::Vault(vault) => vault.keep_version(form, bytes),
            Keeper::Nowhere => Ok(()),
        }
    }

    /// What a new filling of a form needs to know of its subject.
    pub fn prepare(
        &self,
        subject: Uuid,
        form: &Id,
        role: RaterRole,
    ) -> Result<Option<(Vec<Pinned>, SubjectPage)>, vault::Error> {
        match self {
            Keeper::Vault(vault) => Ok(Some((
                vault.pinned(subject, form, role)?,
                vault.page(subject)?,
            ))),
            Keeper::Nowhere => Ok(None),
        }
    }

    /// `entry` is all that stays of what stood at `path`.
    pub fn forget(
        &mut self,
        response: Uuid,
        path: &Path,
        entry: &Entry,
    ) -> Result<(), vault::Error> {
        match self {
            Keeper::Vault(vault) => vault.forget(response, path, entry),
            Keeper::Nowhere => Ok(()),
        }
    }

    pub fn put_draft(&mut self, draft: &Draft) -> Result<(), vault::Error> {
        match self {
            Keeper::Vault(vault) => vault.put_draft(draft),
            Keeper::Nowhere => Ok(()),
        }
    }

    pub fn is_nowhere(&self) -> bool {
        matches!(self, Keeper::Nowhere)
    }
}
