//! The encrypted file: keys, journal, projections, queries.
//!
//! Everything that happens is an [`Entry`] in the journal; what lists and reviews show is worked out from it in the same
//! transaction. All of it goes through one connection, which one thread owns.

mod access;
mod agreed;
mod backup;
mod column;
mod draft;
mod due;
mod erase;
mod erasures;
mod error;
mod facts;
mod forget;
mod head;
mod init;
mod journal;
mod keys;
pub mod measure;
mod moved;
mod open;
mod project;
mod query;
mod rekey;
mod restore;
mod rotate;
mod schema;
mod search;
mod slots;
mod swap;
mod transfer;
mod verify;
mod version;
mod whole;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

pub use backup::{Backup, BackupReport, Copied, Progress, backups, elsewhere};
pub use error::Error;
pub use facts::{Fact, engine};
pub use init::Setup;
pub use keys::{RecoveryKey, Secret, WORK_FACTOR, organisation_key};
pub use restore::RestoreReport;
pub use rotate::Upkeep;
pub use verify::{Fault, HeadState, VerifyReport};

use crate::casework::{Controller, Draft, Entry, Event, FormBytes};
use crate::form::{Hash, Id, Role};
use crate::response::Path as AnswerPath;
use crate::sys::lock::Lock;
use journal::{Head, Instead, Pen};
use keys::VaultKey;
use open::Access;

/// The setting that tells when the recovery key was last tried.
pub const RECOVERY_TRIED: &str = "recovery_tried";

/// How long the head outside the file may lag behind.
const HEAD_AGE: Duration = Duration::from_secs(60);

/// Where a vault lives. Its data may be copied elsewhere as a whole; its state belongs to this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `vault.kdb`, `keys/`, `backups/`, `erasures`.
    pub data: PathBuf,
    /// `head`, `lock`.
    pub state: PathBuf,
}

impl Place {
    pub fn file(&self) -> PathBuf {
        self.data.join("vault.kdb")
    }

    pub fn keys(&self) -> PathBuf {
        self.data.join("keys")
    }

    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    fn erasures(&self) -> PathBuf {
        self.data.join("erasures")
    }

    fn head(&self) -> PathBuf {
        self.state.join("head")
    }

    fn lock(&self) -> PathBuf {
        self.state.join("lock")
    }
}

/// What a form version says about one item, kept with its bytes so that answers can be read without the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    pub item: Id,
    pub role: Option<Role>,
    /// The item whose answer says what this one is about.
    pub about: Option<Id>,
}

/// An open vault.
pub struct Vault {
    /// None between a closed file and its next opening.
    connection: Option<Connection>,
    key: VaultKey,
    pen: Pen,
    place: Place,
    inode: (u64, u64),
    access: Access,
    head: Head,
    head_written: Instant,
    /// The file is older than the head outside it says, so that head stays as evidence.
    behind: bool,
    poisoned: bool,
    /// Grows with each forgetting: a backup under way begins anew.
    forgotten: u64,
    /// The opening, until the disk has taken it; it goes before whatever is written next.
    owed: Option<Entry>,
    controller: Controller,
    user: String,
    role: String,
    lock: Option<Lock>,
}

impl Vault {
    pub fn exists(place: &Place) -> bool {
        place.file().exists()
    }

    pub fn controller(&self) -> Controller {
        self.controller
    }

    /// Name and role of the person whose vault this is.
    pub fn user(&self) -> (&str, &str) {
        (&self.user, &self.role)
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn is_read_only(&self) -> bool {
        self.access == Access::Immutable
    }

    /// Whether the file was found older than it was last seen, e.g. because a copy was put in its place.
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or(Error::Closed)
    }

    /// Saves `entries`: all or none of them, on the disk when this returns. Entries that are there already are passed over, so
    /// that what was not answered for can be sent again.
    pub fn record(&mut self, entries: &[Entry]) -> Result<(), Error> {
        self.record_at(entries, None)
    }

    /// Saves `entries` and where the person went on from there, together.
    pub fn record_at(&mut self, entries: &[Entry], place: Option<&Draft>) -> Result<(), Error> {
        self.check(entries)?;
        self.write(|pen, transaction, mut head| {
            for entry in entries {
                head = add(pen, transaction, head, entry, Instead::new())?;
                if let (Event::Answered { path, .. }, Some(response)) =
                    (&entry.event, entry.response)
                {
                    draft::drop(transaction, response, path)?;
                }
            }
            place.map_or(Ok(()), |place| draft::put(transaction, place))?;
            Ok(head)
        })?;
        if entries.iter().any(ends_something) || self.head_written.elapsed() >= HEAD_AGE {
            // The answers are safe whether or not the head is; the next write tries again.
            let _ = self.write_head();
        }
        Ok(())
    }

    /// Refuses what has a way of its own, and real clients where nobody answers for their data.
    fn check(&self, entries: &[Entry]) -> Result<(), Error> {
        for entry in entries {
            match entry.event {
                Event::VaultCreated { .. }
                | Event::PassphraseChanged
                | Event::OrganisationChanged { .. }
                | Event::Rekeyed { .. }
                | Event::Restored { .. }
                | Event::SubjectErased { .. }
                | Event::AnonymousKept { .. }
                | Event::Forgotten { .. } => {
                    return Err(Error::Unfit(entry.event.kind().to_owned()));
                }
                Event::SubjectAdded {
                    practice: false, ..
                } if self.controller == Controller::Practice => return Err(Error::PracticeOnly),
                Event::SubjectChanged { .. }
                | Event::SessionStarted { .. }
                | Event::SessionResumed
                | Event::ResponseStarted { .. }
                | Event::ResponseMoved { .. }
                | Event::Answered { .. }
                    if self.is_restricted(entry.subject)? =>
                {
                    return Err(Error::Restricted);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn is_restricted(&self, subject: Option<Uuid>) -> Result<bool, Error> {
        Ok(self
            .connection()?
            .prepare_cached("SELECT 1 FROM subject WHERE id = ? AND restricted = 1")?
            .exists([subject.unwrap_or_default().into_bytes()])?)
    }

    /// One transaction of writing, which gives the journal's new head.
    fn write(
        &mut self,
        work: impl FnOnce(&Pen, &Connection, Head) -> Result<Head, Error>,
    ) -> Result<(), Error> {
        self.make_writable()?;
        let result = self.connection().and_then(|connection| {
            let transaction =
                Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            let head = match &self.owed {
                Some(entry) => add(&self.pen, &transaction, self.head, entry, Instead::new())?,
                None => self.head,
            };
            let head = work(&self.pen, &transaction, head)?;
            transaction.commit()?;
            Ok(head)
        });
        match result {
            Ok(head) => {
                self.head = head;
                self.owed = None;
                Ok(())
            }
            Err(error) => {
                self.poisoned |= error.poisons();
                Err(error)
            }
        }
    }

    /// Makes sure that what is written reaches the vault's own file, through a handle that can be trusted.
    fn make_writable(&mut self) -> Result<(), Error> {
        if self.is_read_only() {
            self.turn_writable()?;
        }
        if self.poisoned || self.connection.is_none() {
            self.reopen()?;
        }
        if open::inode(&self.place.file())? != self.inode {
            return Err(Error::Moved(self.place.file()));
        }
        Ok(())
    }

    /// A full disk let the file be opened for reading alone: there may be room by now. If not, reading goes on.
    fn turn_writable(&mut self) -> Result<(), Error> {
        let file = self.place.file();
        if self.lock.is_none() || open::access(&file)? != Access::Write {
            return Err(Error::ReadOnly);
        }
        self.access = Access::Write;
        let Err(error) = self.reopen() else {
            return Ok(());
        };
        self.access = Access::Immutable;
        self.reopen()?;
        Err(error)
    }

    /// Closes a file whose handle can no longer be trusted and opens it anew; what was committed is there.
    pub fn reopen(&mut self) -> Result<(), Error> {
        drop(self.connection.take());
        let opened = open::open(&self.place.file(), &self.key, self.access)?;
        self.head = journal::head(&opened.connection)?;
        self.connection = Some(opened.connection);
        self.inode = opened.inode;
        self.poisoned = false;
        Ok(())
    }

    /// Keeps a form version with the answers that it asked for. Must come before the first response to it. What is kept stays as
    /// it is: answers were worked out with it.
    pub fn keep_form(
        &mut self,
        hash: Hash,
        bytes: &[u8],
        meanings: &[Meaning],
    ) -> Result<(), Error> {
        if self.form_bytes(&hash)?.is_some() {
            return Ok(());
        }
        self.write(|_, transaction, head| {
            project::keep_form(transaction, &hash, bytes, meanings)?;
            Ok(head)
        })
    }

    pub fn form_bytes(&self, hash: &Hash) -> Result<Option<FormBytes>, Error> {
        let bytes: Option<Vec<u8>> = self
            .connection()?
            .prepare_cached("SELECT bytes FROM form_version WHERE hash = ?")?
            .query_row([hash.0], |row| row.get(0))
            .optional()?;
        Ok(bytes.map(FormBytes::from))
    }

    /// All form versions that are kept.
    pub fn form_hashes(&self) -> Result<Vec<Hash>, Error> {
        let mut statement = self
            .connection()?
            .prepare_cached("SELECT hash FROM form_version ORDER BY hash")?;
        let hashes = statement.query_map([], |row| row.get(0).map(Hash))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    pub fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self
            .connection()?
            .prepare_cached("SELECT value FROM setting WHERE key = ?")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    pub fn put_setting(&mut self, key: &str, value: &str) -> Result<(), Error> {
        self.write(|_, transaction, head| {
            project::run(
                transaction,
                "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                [key, value],
            )?;
            Ok(head)
        })
    }

    /// Works out everything that is shown from the journal anew.
    pub fn rebuild(&mut self) -> Result<(), Error> {
        self.write(|_, transaction, head| {
            project::rebuild(transaction)?;
            Ok(head)
        })
    }

    /// Writes the journal's head outside the file, where it tells if an older copy is put in the file's place.
    pub fn write_head(&mut self) -> Result<(), Error> {
        if self.is_read_only() || self.behind {
            return Ok(());
        }
        head::write(&self.place.head(), &self.head)?;
        self.head_written = Instant::now();
        Ok(())
    }

    /// Leaves one closed file behind.
    pub fn close(mut self) -> Result<(), Error> {
        let head = self.write_head();
        match self.connection.take() {
            Some(connection) if self.is_read_only() => {
                connection
                    .close()
                    .map_err(|(_, error)| Error::from(error))?;
            }
            Some(connection) => open::close(connection)?,
            None => {}
        }
        head
    }
}

/// Whether somebody may now leave the machine: a moment to write the head at.
fn ends_something(entry: &Entry) -> bool {
    matches!(
        entry.event,
        Event::SessionEnded { .. } | Event::ResponseEnded { .. } | Event::Locked
    )
}

/// Adds one entry and carries it into what is shown, unless it is there already.
fn add(
    pen: &Pen,
    connection: &Connection,
    head: Head,
    entry: &Entry,
    instead: Instead,
) -> Result<Head, Error> {
    if journal::holds(connection, entry.id)? {
        return Ok(head);
    }
    let head = pen.append(connection, head, entry, instead)?;
    project::apply(connection, head.seq, entry)?;
    Ok(head)
}
