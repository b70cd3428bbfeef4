//! The one way to open the file, with every setting read back, and how a vault is made.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::Error;
use super::keys::{VaultKey, make_private_folder};
use super::schema;
use crate::sys;

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Made anew.
    Create,
    Write,
    /// The disk is read-only: no file may be made beside it.
    Immutable,
}

/// An open file, and which file it was: another one under the same name is not ours to write to.
pub(super) struct Opened {
    pub connection: Connection,
    pub inode: (u64, u64),
}

pub(super) fn open(path: &Path, key: &VaultKey, access: Access) -> Result<Opened, Error> {
    let connection = if access == Access::Create {
        bare(path, key)?
    } else {
        let connection = connect(path, access)?;
        prepare(&connection, key, access)?;
        connection
    };
    let inode = inode(path)?;
    if access == Access::Create {
        let transaction = connection.unchecked_transaction()?;
        schema::create(&transaction)?;
        transaction.commit()?;
    }
    schema::check(&connection)?;
    Ok(Opened { connection, inode })
}

/// A new file with the cipher and settings of a vault, and nothing in it.
pub(super) fn bare(path: &Path, key: &VaultKey) -> Result<Connection, Error> {
    create_private(path)?;
    let connection = connect(path, Access::Create)?;
    prepare(&connection, key, Access::Create)?;
    Ok(connection)
}

/// Which access the disk allows.
pub(super) fn access(path: &Path) -> Result<Access, Error> {
    let folder = path.parent().unwrap_or(path);
    if sys::lock::is_writable(path) && sys::lock::is_writable(folder) {
        return Ok(Access::Write);
    }
    without_writing(path)
}

/// Reading only, which needs a file that was closed well: what a log holds would not be seen.
pub(super) fn without_writing(path: &Path) -> Result<Access, Error> {
    let unfinished = ["-wal", "-journal"]
        .iter()
        .any(|ending| fs::metadata(beside(path, ending)).is_ok_and(|file| file.len() > 0));
    if unfinished {
        Err(Error::ReadOnlyUnfinished)
    } else {
        Ok(Access::Immutable)
    }
}

/// The file that SQLite keeps beside `path`.
pub(super) fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Device and number of a file, without opening it: closing any handle would drop the locks that SQLite holds.
pub(super) fn inode(path: &Path) -> Result<(u64, u64), Error> {
    let meta = fs::metadata(path).map_err(|_| Error::Moved(path.to_owned()))?;
    Ok((meta.dev(), meta.ino()))
}

fn create_private(path: &Path) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        make_private_folder(folder)?;
    }
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(Error::io(path))
}

/// SQLCipher gets ready at the first key of a process, and of two threads that come with one at once, one may be refused.
fn wake_cipher() {
    static AWAKE: Once = Once::new();
    AWAKE.call_once(|| {
        // A fault shows itself again at the vault's own file.
        let _ = Connection::open_in_memory().map(|memory| ask(&memory, "PRAGMA key = 'awake'"));
    });
}

fn connect(path: &Path, access: Access) -> Result<Connection, Error> {
    wake_cipher();
    let common = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(match access {
        Access::Create | Access::Write => {
            Connection::open_with_flags(path, common | OpenFlags::SQLITE_OPEN_READ_WRITE)?
        }
        Access::Immutable => Connection::open_with_flags(
            immutable_uri(path),
            common | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        )?,
    })
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri + "?immutable=1"
}

fn prepare(connection: &Connection, key: &VaultKey, access: Access) -> Result<(), Error> {
    // Backups and indexers hold a file for a moment; a second Kohtaa is told by its own lock, at once.
    connection.busy_timeout(Duration::from_secs(5))?;
    // Before the key: SQLCipher would write its complaints about a wrong one over the screen.
    ask(connection, "PRAGMA cipher_log_level = NONE")?;
    ask(
        connection,
        &zeroize::Zeroizing::new(format!("PRAGMA key = \"{}\"", *key.database())),
    )?;
    // Without the cipher the same statements would succeed and make a readable file.
    if ask(connection, "PRAGMA cipher_version")?.is_none_or(|version| version.is_empty()) {
        return Err(Error::Damaged("this build has no cipher".to_owned()));
    }
    // The file's format, whatever a later SQLCipher would choose by itself.
    ask(connection, "PRAGMA cipher_compatibility = 4")?;
    set(connection, "locking_mode", "exclusive")?;
    if access != Access::Immutable {
        set(connection, "journal_mode", "wal")?;
    }
    set(connection, "synchronous", "2")?;
    // Where a plain sync stops at the drive's cache (macOS).
    set(connection, "fullfsync", "1")?;
    set(connection, "checkpoint_fullfsync", "1")?;
    set(connection, "temp_store", "2")?;
    set(connection, "secure_delete", "1")?;
    set(connection, "foreign_keys", "1")?;
    set(connection, "trusted_schema", "0")?;
    set(connection, "cell_size_check", "1")?;
    set(connection, "recursive_triggers", "1")?;
    // Asking for a size answers with it.
    ask(connection, "PRAGMA wal_autocheckpoint = 200")?;
    // Kept statements: about as many as there are in the room.
    connection.set_prepared_statement_cache_capacity(96);
    // Years of notes do not fit; what a day needs does.
    ask(connection, "PRAGMA cache_size = -16384")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(())
}

/// Sets a pragma and makes sure that it holds.
fn set(connection: &Connection, name: &str, value: &str) -> Result<(), Error> {
    ask(connection, &format!("PRAGMA {name} = {value}"))?;
    match ask(connection, &format!("PRAGMA {name}"))? {
        Some(held) if held.eq_ignore_ascii_case(value) => Ok(()),
        other => Err(Error::Damaged(format!("{name} is {other:?}, not {value}"))),
    }
}

/// Runs one statement and gives the first column of its first row, if it has one.
pub(super) fn ask(connection: &Connection, sql: &str) -> Result<Option<String>, Error> {
    use rusqlite::types::Value;
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let first = match rows.next()? {
        Some(row) => match row.get(0)? {
            Value::Text(text) => Some(text),
            Value::Integer(number) => Some(number.to_string()),
            Value::Null | Value::Real(_) | Value::Blob(_) => None,
        },
        None => None,
    };
    while rows.next()?.is_some() {}
    Ok(first)
}

/// Leaves one file behind: everything checkpointed, no log beside it.
pub(super) fn close(connection: Connection) -> Result<(), Error> {
    ask(&connection, "PRAGMA wal_checkpoint(TRUNCATE)")?;
    ask(&connection, "PRAGMA journal_mode = DELETE")?;
    connection.close().map_err(|(_, error)| error.into())
}
