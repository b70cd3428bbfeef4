//! Descriptor 2 while a picture stands on the screen: what a library writes there must not be drawn over it.

use std::io;
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags, open};
use rustix::io::fcntl_dupfd_cloexec;
use rustix::stdio::{dup2_stderr, stderr};

/// Where descriptor 2 pointed before it was muted.
#[derive(Debug)]
pub struct Muted {
    original: OwnedFd,
}

/// Lets everything written to descriptor 2 vanish until `unmute`.
pub fn mute() -> io::Result<Muted> {
    let original = fcntl_dupfd_cloexec(stderr(), 3)?;
    let nowhere = open("/dev/null", OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
    dup2_stderr(&nowhere)?;
    Ok(Muted { original })
}

impl Muted {
    /// Points descriptor 2 where it pointed before.
    pub fn unmute(self) -> io::Result<()> {
        Ok(dup2_stderr(&self.original)?)
    }
}
