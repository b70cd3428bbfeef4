//! The terminal as a device: its modes and size, waiting for it, bytes from and to it.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetpgrp, tcgetwinsize,
    tcsetattr,
};

use super::clock::{Alarm, spec};

/// What woke a wait; nothing but a signal's arrival leaves all of it false.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Woken {
    /// There are bytes to read, or the terminal's end to be read.
    pub input: bool,
    /// The terminal is gone.
    pub hangup: bool,
    /// The alarm's time has come.
    pub alarm: bool,
    /// The limit has gone by and nothing else has happened.
    pub nothing: bool,
}

/// True if both input and output are a terminal.
pub fn is_terminal() -> bool {
    isatty(stdin()) && isatty(stdout())
}

/// Waits for input, the end of the terminal, the alarm, or `limit`, whichever is first.
pub fn wait(alarm: &Alarm, limit: Option<Duration>) -> io::Result<Woken> {
    let timeout = limit.map(spec);
    let mut watched = [
        PollFd::from_borrowed_fd(stdin(), PollFlags::IN),
        // Asked for nothing, it still tells when it is gone.
        PollFd::from_borrowed_fd(stdout(), PollFlags::empty()),
        PollFd::from_borrowed_fd(alarm.as_fd(), PollFlags::IN),
    ];
    let happened = match poll(&mut watched, timeout.as_ref()) {
        Ok(count) => count,
        Err(Errno::INTR) => return Ok(Woken::default()),
        Err(error) => return Err(error.into()),
    };
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let seen = watched[0].revents();
    let shown = watched[1].revents();
    Ok(Woken {
        input: seen.contains(PollFlags::IN),
        hangup: (seen | shown).intersects(gone),
        alarm: watched[2].revents().contains(PollFlags::IN),
        nothing: happened == 0,
    })
}

/// Reads what the terminal has; None at its end.
pub fn read(buffer: &mut [u8]) -> io::Result<Option<usize>> {
    loop {
        match rustix::io::read(stdin(), &mut *buffer) {
            Ok(0) => return Ok(None),
            Ok(count) => return Ok(Some(count)),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// True for the errors of a terminal that is gone, which `wait` reports too.
pub fn is_gone(error: &io::Error) -> bool {
    let number = error.raw_os_error().map(Errno::from_raw_os_error);
    matches!(number, Some(Errno::IO | Errno::NXIO | Errno::PIPE))
}

/// Writes all of `bytes` to the terminal.
pub fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // A shell or wrapper may have left the terminal non-blocking.
            Err(Errno::AGAIN) => {
                writable(None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Waits until the terminal takes bytes again; false if it does not within `limit`.
pub fn writable(limit: Option<Duration>) -> bool {
    let timeout = limit.map(spec);
    let mut watched = [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)];
    matches!(poll(&mut watched, timeout.as_ref()), Ok(count) if count > 0)
}

/// True if another job of the shell has the terminal now: touching its modes would stop us and disturb that one.
pub fn is_lent() -> bool {
    matches!(tcgetpgrp(stdin()), Ok(group) if group != getpgrp())
}

/// Columns and rows; None where the device does not know or nobody has told it.
pub fn size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// The modes a terminal had.
#[derive(Debug, Clone)]
pub struct Modes {
    termios: Termios,
}

impl Modes {
    /// The modes of now.
    pub fn current() -> io::Result<Modes> {
        Ok(Modes {
            termios: tcgetattr(stdin())?,
        })
    }

    /// These modes made raw: every key comes as it is typed, and none is shown, translated or sent as a signal.
    pub fn raw(&self) -> Modes {
        let mut termios = self.termios.clone();
        termios.make_raw();
        Modes { termios }
    }

    /// Sets the terminal to these modes without waiting for its output.
    pub fn set(&self) -> io::Result<()> {
        set(stdin(), &self.termios)
    }

    /// Sets the terminal to these modes; what was typed and not yet read is dropped, so that it does not reach the shell.
    pub fn set_and_forget_typed(&self) -> io::Result<()> {
        let dropped = tcflush(stdin(), QueueSelector::IFlush);
        set(stdin(), &self.termios)?;
        Ok(dropped?)
    }
}

fn set(device: BorrowedFd<'_>, termios: &Termios) -> io::Result<()> {
    loop {
        match tcsetattr(device, OptionalActions::Now, termios) {
            Err(Errno::INTR) => {}
            other => return Ok(other?),
        }
    }
}
