//! Signals into the loop's queue, and the ways out that do not need the loop.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::event::Event;
use super::terminal;
use crate::sys::process::exit_at_once;
use crate::sys::signal::{self, Signal, exit_code};

/// The same request to end within this time means: at once.
const IMPATIENCE: Duration = Duration::from_secs(2);

/// The longest that ending in order may take: the loop may hang on a terminal that takes no more bytes.
const GRACE: Duration = Duration::from_secs(5);

/// Sends every signal to `events`. Asked a second time to end, or too slow to do so, the program ends without the loop; what
/// has been saved is saved.
pub fn start<O: Send + 'static>(events: Sender<Event<O>>) -> io::Result<()> {
    let mut asked: Option<(i32, Instant)> = None;
    signal::watch(move |signal| {
        if let Signal::Terminate(number) = signal {
            let now = Instant::now();
            match asked.replace((number, now)) {
                Some((same, then)) if same == number && now - then < IMPATIENCE => end(number),
                Some(_) => {}
                None => end_after(GRACE, number),
            }
        }
        events.send(Event::Signal(signal)).is_ok()
    })
}

fn end_after(grace: Duration, number: i32) {
    thread::spawn(move || {
        thread::sleep(grace);
        end(number);
    });
}

fn end(number: i32) -> ! {
    terminal::restore();
    exit_at_once(exit_code(number).into())
}
