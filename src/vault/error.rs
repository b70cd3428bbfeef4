//! What can go wrong with the vault, each said in full: what happened, what is safe, what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::lang::{Lang, messages};

/// Why the vault did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is already a vault in {0}")]
    Exists(PathBuf),
    #[error("there is no vault in {0}")]
    Missing(PathBuf),
    #[error("the passphrase or key does not open the vault")]
    WrongSecret,
    #[error("that is no age public key")]
    OrganisationKey,
    #[error("process {pid} on {host} has had the vault open since {since}")]
    InUse {
        pid: u32,
        since: String,
        host: String,
    },
    #[error("the vault was written by a newer program (format {found}, this one knows {known})")]
    Newer { found: u32, known: u32 },
    #[error(
        "the vault was written by an early version (format {found}) that this program no longer reads"
    )]
    Older { found: u32 },
    #[error("the key file {0} is damaged")]
    DamagedKey(PathBuf),
    #[error("the vault is damaged: {0}")]
    Damaged(String),
    #[error("the vault is on a read-only disk")]
    ReadOnly,
    #[error("the vault is on a read-only disk and has unfinished writes beside it")]
    ReadOnlyUnfinished,
    #[error("the disk is full")]
    Full,
    #[error("the vault's file {0} was moved, replaced or removed while it was open")]
    Moved(PathBuf),
    #[error("without an organisation's key only practice clients can be made")]
    PracticeOnly,
    #[error("the change does not fit what is kept: {0}")]
    Unfit(String),
    #[error("nothing is kept under {0}")]
    Unknown(String),
    #[error("{0} names more than one")]
    Ambiguous(String),
    #[error("the vault is closed")]
    Closed,
    #[error("the disk did not take a write: {0}")]
    Disk(String),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

impl Error {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull => Error::Full,
            io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly,
            _ => Error::Io { path, source },
        }
    }

    /// What happened, what is safe and what to do, in the words of `lang`.
    pub fn say(&self, lang: Lang) -> String {
        let words = messages(lang);
        let place =
            |id, path: &Path| words.with(id, &[("place", path.to_string_lossy().as_ref().into())]);
        let file =
            |id, path: &Path| words.with(id, &[("file", path.to_string_lossy().as_ref().into())]);
        let reason = |id, reason: &str| words.with(id, &[("reason", reason.into())]);
        let name = |id, name: &str| words.with(id, &[("name", name.into())]);
        match self {
            Error::Exists(path) => place("vault-exists", path),
            Error::Missing(path) => place("vault-missing", path),
            Error::WrongSecret => words.get("vault-wrong-secret").into_owned(),
            Error::OrganisationKey => words.get("vault-organisation-key").into_owned(),
            Error::InUse { pid: 0, .. } => words.get("vault-in-use-elsewhere").into_owned(),
            Error::InUse { pid, since, host } => words.with(
                "vault-in-use",
                // As text: a process's number is a name, not a quantity to be grouped.
                &[
                    ("pid", (&pid.to_string()).into()),
                    ("since", since.into()),
                    ("host", host.into()),
                ],
            ),
            Error::Newer { found, known } => words.with(
                "vault-newer",
                &[("found", (*found).into()), ("known", (*known).into())],
            ),
            Error::Older { found } => words.with("vault-older", &[("found", (*found).into())]),
            Error::DamagedKey(path) => file("vault-damaged-key", path),
            Error::Damaged(text) => reason("vault-damaged", text),
            Error::ReadOnly => words.get("vault-read-only").into_owned(),
            Error::ReadOnlyUnfinished => words.get("vault-read-only-unfinished").into_owned(),
            Error::Full => words.get("vault-full").into_owned(),
            Error::Moved(path) => file("vault-moved", path),
            Error::PracticeOnly => words.get("vault-practice-only").into_owned(),
            Error::Unfit(text) => reason("vault-unfit", text),
            Error::Unknown(text) => name("vault-unknown", text),
            Error::Ambiguous(text) => name("vault-ambiguous", text),
            Error::Closed => words.get("vault-closed").into_owned(),
            Error::Disk(text) => reason("vault-disk", text),
            Error::Io { path, source } => words.with(
                "vault-file",
                &[
                    ("file", path.to_string_lossy().as_ref().into()),
                    ("reason", (&source.to_string()).into()),
                ],
            ),
        }
    }

    /// Whether what the open file says can no longer be trusted: it must be closed and opened anew before anything else.
    pub fn poisons(&self) -> bool {
        matches!(self, Error::Disk(_) | Error::Damaged(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        let text = error.to_string();
        let Some(code) = error.sqlite_error_code() else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Error::Unknown(text),
                _ => Error::Damaged(text),
            };
        };
        match code {
            ErrorCode::DiskFull => Error::Full,
            ErrorCode::ReadOnly => Error::ReadOnly,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::InUse {
                pid: 0,
                since: String::new(),
                host: String::new(),
            },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Damaged(text),
            ErrorCode::ConstraintViolation => Error::Unfit(text),
            _ => Error::Disk(text),
        }
    }
}
