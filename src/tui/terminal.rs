//! The terminal's screen: taken at the start, given back exactly once however the program ends.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::clipboard;
use super::screen::Screen;
use crate::sys::stderr::{self, Muted};
use crate::sys::tty::{self, Modes};

/// Saves the title and gives it ours; the alternate screen.
const ENTER: &[u8] = b"\x1b[22;2t\x1b]2;Kohtaa\x1b\\\x1b[?1049h";

/// Modes that an earlier program may have left on (application keys, mouse, focus) off, bracketed paste and the cursor on, all clear.
const PREPARE: &[u8] = b"\x1b[?1l\x1b>\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\
    \x1b[?2004h\x1b[?25h\x1b[m\x1b[2J\x1b[H";

/// The way back. The alternate screen is cleared first: some terminals keep it to scroll back to. The cursor comes last.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[m\x1b[2J\x1b[H\x1b[?1049l\x1b[23;2t\x1b[?25h";

/// What is assumed of a terminal that does not know its size.
const SIZE: (u16, u16) = (80, 24);

/// More cells than any screen has; a device may claim to have 65535 by 65535.
const LARGEST: (u16, u16) = (1000, 400);

/// A terminal that takes nothing for so long is not waited for on the way out.
const STUCK: Duration = Duration::from_millis(200);

/// Whether the screen is ours. Whoever turns it off gives the screen back, and nobody else does.
static OURS: AtomicBool = AtomicBool::new(false);
static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// What the terminal was like before us.
struct Before {
    modes: Modes,
    stderr: Option<Muted>,
}

/// The terminal while its screen is ours.
pub struct Terminal {
    screen: Screen,
    /// What the terminal was like when the program began.
    modes: Modes,
}

impl Terminal {
    /// Takes the screen.
    pub fn enter() -> io::Result<Terminal> {
        let modes = Modes::current()?;
        let terminal = Terminal {
            screen: Screen::default(),
            modes,
        };
        terminal.take()?;
        Ok(terminal)
    }

    /// Draws one frame and sends what has changed in one write, which the terminal shows at once. `view` gives the cursor's place. That
    /// nobody sees it, because the terminal is gone, is no error: the reader tells so.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Position) -> io::Result<()> {
        // Another thread may have given the screen back: what is a client's must not come onto the one behind it.
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        let (columns, rows) = tty::size().unwrap_or(SIZE);
        let size = (columns.min(LARGEST.0), rows.min(LARGEST.1));
        match tty::write(self.screen.frame(size, view)) {
            Err(error) if tty::is_gone(&error) => Ok(()),
            written => written,
        }
    }

    /// The next frame is drawn on an empty screen: after another size, or when something else has written there.
    pub fn clear(&mut self) {
        self.screen.forget();
    }

    /// Gives text to the terminal's clipboard. Whether it takes it, a terminal does not say.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        match tty::write(&clipboard::sequence(text)) {
            Err(error) if tty::is_gone(&error) => Ok(()),
            written => written,
        }
    }

    /// Gives the screen back and stops the program until it is continued. `resume` takes the screen again.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        crate::sys::process::stop()
    }

    /// After the program was stopped, by us or by somebody who did not ask: the shell has had the terminal since.
    pub fn resume(&mut self) -> io::Result<()> {
        if OURS.load(Ordering::SeqCst) {
            self.modes.raw().set()?;
            tty::write(PREPARE)?;
        } else {
            self.take()?;
        }
        self.screen = Screen::default();
        Ok(())
    }

    fn take(&self) -> io::Result<()> {
        let before = Before {
            modes: self.modes.clone(),
            stderr: stderr::mute().ok(),
        };
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        OURS.store(true, Ordering::SeqCst);
        let taken = self.modes.raw().set().and_then(|()| {
            tty::write(ENTER)?;
            tty::write(PREPARE)
        });
        if taken.is_err() {
            restore();
        }
        taken
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the screen back if it is ours: from a destructor, a panic or a signal, whichever comes first.
pub fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(before) = before else { return };
    // Nothing more can be done about a failure here: the terminal may be gone.
    if !tty::is_lent() {
        if tty::writable(Some(STUCK)) {
            let _ = tty::write(LEAVE);
        }
        let _ = before.modes.set_and_forget_typed();
    }
    if let Some(muted) = before.stderr {
        let _ = muted.unmute();
    }
}

/// From now on a panic first gives the screen back and then reports where it was, after `text`: never what it said, which
/// may be a client's words. A panic of the calling thread ends the program with code 101; for any other `tell` is called.
pub fn report_panics(text: String, tell: impl Fn() + Send + Sync + 'static) {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        restore();
        report(&text, info);
        if thread::current().id() != main {
            tell();
        }
    }));
}

fn report(text: &str, info: &PanicHookInfo<'_>) {
    let place = info.location().map(|place| format!(" ({place})"));
    let _ = writeln!(io::stderr(), "{text}{}", place.unwrap_or_default());
}
