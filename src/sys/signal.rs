//! Signals as values, received by a thread of their own.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;

/// What somebody outside wants of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End, with everything saved: HUP, INT, QUIT or TERM, by number.
    Terminate(i32),
    /// Give the terminal back and stop.
    Stop,
    /// Take the terminal again.
    Continue,
    /// The window has another size.
    Resize,
}

/// The exit code of a program ended by `signal`.
pub fn exit_code(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(1)
}

/// Calls `each` for every signal, on a thread of its own, until it answers false.
pub fn watch(mut each: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let listen = move || {
        for number in signals.forever() {
            let signal = match number {
                SIGTSTP => Signal::Stop,
                SIGCONT => Signal::Continue,
                SIGWINCH => Signal::Resize,
                number => Signal::Terminate(number),
            };
            if !each(signal) {
                break;
            }
        }
    };
    thread::Builder::new()
        .name("signals".into())
        .spawn(listen)?;
    Ok(())
}

/// A file grown over its limit becomes an error of the write instead of the end of the process. (The same for a closed
/// pipe is Rust's own start-up's doing.)
pub(super) fn spare_writers() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    Ok(())
}
