//! The thread that waits for the terminal and for the alarm.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use super::decode::{Decoder, Input};
use super::event::Event;
use crate::sys::clock::Alarm;
use crate::sys::tty;

/// As much as the kernel hands out at once.
const CHUNK: usize = 4096;

/// Sends keys, pastes, the end of the terminal and the alarm's ringing to `events`. The thread ends with the terminal or
/// with the receiver, is never waited for, and sleeps while nothing happens.
pub fn start<O: Send + 'static>(events: Sender<Event<O>>, alarm: Alarm) -> io::Result<()> {
    let read = move || {
        let mut reader = Reader {
            events,
            decoder: Decoder::default(),
        };
        // The receiver being gone means that the program is ending.
        while let Some(true) = reader.turn(&alarm) {}
    };
    thread::Builder::new().name("input".into()).spawn(read)?;
    Ok(())
}

struct Reader<O> {
    events: Sender<Event<O>>,
    decoder: Decoder,
}

impl<O> Reader<O> {
    /// Waits once; Some(true) to go on.
    fn turn(&mut self, alarm: &Alarm) -> Option<bool> {
        let Ok(woken) = tty::wait(alarm, self.decoder.patience()) else {
            return self.send(Event::Hangup).map(|()| false);
        };
        if woken.alarm && alarm.rang() {
            self.send(Event::Due)?;
        }
        if woken.input {
            return self.read();
        }
        if woken.hangup {
            return self.send(Event::Hangup).map(|()| false);
        }
        if woken.nothing {
            let inputs = self.decoder.expire();
            self.deliver(inputs)?;
        }
        Some(true)
    }

    fn read(&mut self) -> Option<bool> {
        let mut buffer = [0; CHUNK];
        match tty::read(&mut buffer) {
            Ok(Some(count)) => {
                let inputs = self.decoder.feed(buffer.get(..count).unwrap_or_default());
                self.deliver(inputs)?;
                Some(true)
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Some(true),
            // The end of the file or an input/output error: there is no terminal any more.
            Ok(None) | Err(_) => self.send(Event::Hangup).map(|()| false),
        }
    }

    fn deliver(&self, inputs: Vec<Input>) -> Option<()> {
        inputs
            .into_iter()
            .try_for_each(|input| self.send(Event::Input(input)))
    }

    fn send(&self, event: Event<O>) -> Option<()> {
        self.events.send(event).ok()
    }
}
