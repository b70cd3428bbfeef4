//! Bytes of a terminal into keys and pastes.
//!
//! A small decoder of our own: the result depends on the bytes alone, never on how they were cut into reads, apart from
//! the time-outs, which end an escape that stays alone and a paste whose end never comes. A character behind an escape is
//! two keys, Escape and the character: slow lines glue together what was typed apart, and no text may be lost.

use std::time::Duration;

use super::paste::Paste;
use super::sequence::{self, Reading};
use crate::app::key::{Code, Key};

/// What a person did at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// A bracketed paste without control characters; what was over the limit is cut off.
    Paste {
        text: String,
        truncated: bool,
    },
}

const ESC: u8 = 0x1b;
const ESCAPE_ALONE: Duration = Duration::from_millis(50);
const SEQUENCE_CUT: Duration = Duration::from_millis(250);
const PASTE_UNFINISHED: Duration = Duration::from_secs(1);

/// What is half read.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// The first bytes of a character, and how many are still to come.
    Character {
        bytes: Vec<u8>,
        missing: usize,
    },
    /// An escape and the bytes behind it.
    Escape(Vec<u8>),
    Paste(Paste),
}

/// The decoder, with what it has not understood yet.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    ready: Vec<Input>,
}

impl Decoder {
    /// Takes the next bytes; returns what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        for byte in bytes {
            self.step(*byte);
        }
        std::mem::take(&mut self.ready)
    }

    /// How long to wait for more bytes before `expire`; None if there is nothing that could end by itself.
    pub fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Ground | State::Character { .. } => None,
            State::Escape(held) if held.is_empty() => Some(ESCAPE_ALONE),
            State::Escape(_) => Some(SEQUENCE_CUT),
            State::Paste(_) => Some(PASTE_UNFINISHED),
        }
    }

    /// No more bytes came in time: takes what is half read for what it is.
    pub fn expire(&mut self) -> Vec<Input> {
        match std::mem::take(&mut self.state) {
            State::Ground | State::Character { .. } => {}
            State::Escape(held) => {
                self.give_up(&held);
                if matches!(&self.state, State::Escape(held) if held.is_empty()) {
                    self.state = State::Ground;
                    self.key(Code::Esc);
                }
            }
            State::Paste(paste) => self.ready.push(paste.finish()),
        }
        std::mem::take(&mut self.ready)
    }

    fn step(&mut self, byte: u8) {
        match std::mem::take(&mut self.state) {
            State::Ground => self.ground(byte),
            State::Character { bytes, missing } => self.character(bytes, missing, byte),
            State::Escape(held) => self.escape(held, byte),
            State::Paste(mut paste) => {
                if paste.push(byte) {
                    self.ready.push(paste.finish());
                } else {
                    self.state = State::Paste(paste);
                }
            }
        }
    }

    fn ground(&mut self, byte: u8) {
        let missing = match byte {
            ESC => {
                self.state = State::Escape(Vec::new());
                return;
            }
            0x00..=0x7f => {
                self.ready.extend(sequence::ascii(byte).map(Input::Key));
                return;
            }
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            // A continuation without a beginning, or a byte that UTF-8 does not have.
            0x80..=0xc1 | 0xf5..=0xff => return,
        };
        let bytes = vec![byte];
        self.state = State::Character { bytes, missing };
    }

    fn character(&mut self, mut bytes: Vec<u8>, missing: usize, byte: u8) {
        if !matches!(byte, 0x80..=0xbf) {
            self.step(byte);
            return;
        }
        bytes.push(byte);
        if missing > 1 {
            let missing = missing - 1;
            self.state = State::Character { bytes, missing };
            return;
        }
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            self.key(Code::Char(letter));
        }
    }

    fn escape(&mut self, mut held: Vec<u8>, byte: u8) {
        held.push(byte);
        match sequence::read(&held) {
            Reading::Unfinished => self.state = State::Escape(held),
            Reading::Key(key) => self.ready.push(Input::Key(key)),
            Reading::Nothing => {}
            Reading::Paste => self.state = State::Paste(Paste::default()),
            Reading::NoSequence => {
                held.pop();
                self.give_up(&held);
                self.step(byte);
            }
        }
    }

    /// What looked like a sequence was none, so a person typed Escape and these characters. With a digit among them it is
    /// more likely a report cut short, and a digit would answer a question that nobody has answered: then it is dropped.
    fn give_up(&mut self, held: &[u8]) {
        if held.iter().any(u8::is_ascii_digit) {
            return;
        }
        self.key(Code::Esc);
        for byte in held {
            self.step(*byte);
        }
    }

    fn key(&mut self, code: Code) {
        self.ready.push(Input::Key(Key::plain(code)));
    }
}
