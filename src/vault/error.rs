//! What can go wrong with the vault, each said in full: what happened, what is safe, what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::lang::{Arg, Lang, messages};

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
    #[error("processing of the client's data is restricted")]
    Restricted,
    #[error("there is no backup in {0}")]
    NoBackup(PathBuf),
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
        let (id, parts) = self.message();
        let parts: Vec<(&str, Arg)> = parts
            .iter()
            .map(|(name, text)| (*name, text.into()))
            .collect();
        messages(lang).with(id, &parts)
    }

    /// The cause alone, as a message without a path or a name.
    pub fn cause(&self) -> &'static str {
        match self {
            Error::Full => "cause-full",
            Error::ReadOnly | Error::ReadOnlyUnfinished => "cause-read-only",
            Error::Damaged(_) | Error::DamagedKey(_) => "cause-damaged",
            Error::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => "cause-denied",
                io::ErrorKind::NotFound => "cause-missing",
                _ => "cause-disk",
            },
            Error::NoBackup(_) | Error::Moved(_) => "cause-missing",
            _ => "cause-disk",
        }
    }

    /// The message and what it names. Numbers go as text: they are names here, not quantities to be grouped.
    fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        match self {
            Error::Exists(path) => ("vault-exists", vec![("place", shown(path))]),
            Error::Missing(path) => ("vault-missing", vec![("place", shown(path))]),
            Error::WrongSecret => ("vault-wrong-secret", vec![]),
            Error::OrganisationKey => ("vault-organisation-key", vec![]),
            Error::InUse { pid: 0, .. } => ("vault-in-use-elsewhere", vec![]),
            Error::InUse { pid, since, host } => {
                let (since, host) = (since.clone(), host.clone());
                let parts = vec![("pid", pid.to_string()), ("since", since), ("host", host)];
                ("vault-in-use", parts)
            }
            Error::Newer { found, known } => {
                let parts = vec![("found", found.to_string()), ("known", known.to_string())];
                ("vault-newer", parts)
            }
            Error::Older { found } => ("vault-older", vec![("found", found.to_string())]),
            Error::DamagedKey(path) => ("vault-damaged-key", vec![("file", shown(path))]),
            Error::Damaged(text) => ("vault-damaged", vec![("reason", text.clone())]),
            Error::ReadOnly => ("vault-read-only", vec![]),
            Error::ReadOnlyUnfinished => ("vault-read-only-unfinished", vec![]),
            Error::Full => ("vault-full", vec![]),
            Error::Moved(path) => ("vault-moved", vec![("file", shown(path))]),
            Error::PracticeOnly => ("vault-practice-only", vec![]),
            Error::Unfit(text) => ("vault-unfit", vec![("reason", text.clone())]),
            Error::Unknown(text) => ("vault-unknown", vec![("name", text.clone())]),
            Error::Ambiguous(text) => ("vault-ambiguous", vec![("name", text.clone())]),
            Error::Restricted => ("vault-restricted", vec![]),
            Error::NoBackup(path) => ("vault-no-backup", vec![("file", shown(path))]),
            Error::Closed => ("vault-closed", vec![]),
            Error::Disk(text) => ("vault-disk", vec![("reason", text.clone())]),
            Error::Io { path, source } => {
                let parts = vec![("file", shown(path)), ("reason", source.to_string())];
                ("vault-file", parts)
            }
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
