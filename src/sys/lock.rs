//! A lock file that one process holds at a time and that says who holds it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::{Access, FlockOperation};
use rustix::io::Errno;

use super::process;

/// Who holds a lock, as the file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    pub pid: u32,
    /// When it was taken, as written by its holder.
    pub since: String,
    pub host: String,
}

/// A held lock; dropping it, or the end of the process in any way, lets it go.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// What trying to take a lock gave.
#[derive(Debug)]
pub enum Taken {
    Ours(Lock),
    Theirs(Holder),
}

impl Lock {
    /// Takes the lock at once or says who has it; never waits.
    pub fn take(path: &Path, since: &str) -> io::Result<Taken> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Ok(Taken::Theirs(read_holder(&mut file)?)),
            Err(other) => return Err(other.into()),
        }
        // Who holds it is for reading only: a full disk must not keep the vault shut.
        let _ = file.set_len(0).and_then(|()| {
            write!(
                file,
                "{}\n{since}\n{}\n",
                process::id(),
                process::hostname()
            )
        });
        Ok(Taken::Ours(Lock { file }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file stays, because removing it would let two holders lock two files of the same name. Emptying it is courtesy.
        let _ = self.file.set_len(0);
        // Closing is not enough while a child process that is just being started still shares the handle.
        let _ = rustix::fs::flock(&self.file, FlockOperation::Unlock);
    }
}

fn read_holder(file: &mut File) -> io::Result<Holder> {
    let mut text = String::new();
    file.rewind()?;
    file.take(1024).read_to_string(&mut text)?;
    let mut lines = text.lines();
    Ok(Holder {
        pid: lines.next().and_then(|pid| pid.parse().ok()).unwrap_or(0),
        since: lines.next().unwrap_or_default().to_owned(),
        host: lines.next().unwrap_or_default().to_owned(),
    })
}

/// Whether this process may write at `path`; false on a read-only file system for everybody.
pub fn is_writable(path: &Path) -> bool {
    rustix::fs::access(path, Access::WRITE_OK).is_ok()
}
