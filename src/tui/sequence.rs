//! The tables of what terminals send for keys.

use crate::app::key::{Code, Key};

/// Longer than this no key is and no report; the keyboard must come back.
const MAX_CONTROL: usize = 64;
const MAX_STRING: usize = 1024;

/// What the bytes behind an escape are so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Unfinished,
    Key(Key),
    /// Something nobody typed: a report of mouse, focus, place, colour or kind of terminal.
    Nothing,
    /// A bracketed paste begins.
    Paste,
    /// The last byte cannot stand here.
    NoSequence,
}

/// Reads the bytes behind an escape; all but the last have been read before.
pub(super) fn read(held: &[u8]) -> Reading {
    match held {
        [] | [b'O' | b'[' | b']' | b'P' | b'X' | b'^' | b'_'] => Reading::Unfinished,
        [b'O', last] => key_or(single(*last), Reading::NoSequence),
        [b'[', b'['] => Reading::Unfinished,
        [b'[', b'[', last] => key_or(console(*last), Reading::NoSequence),
        // The old mouse report: three bytes behind the M.
        [b'[', b'M', report @ ..] if report.len() < 3 => Reading::Unfinished,
        [b'[', b'M', ..] => Reading::Nothing,
        [b'[', parameters @ .., last] => match last {
            b' '..=b'?' if held.len() < MAX_CONTROL => Reading::Unfinished,
            b'~' if parameters == b"200" => Reading::Paste,
            b'@'..=b'~' => key_or(control(parameters, *last), Reading::Nothing),
            _ => Reading::NoSequence,
        },
        [b']' | b'P' | b'X' | b'^' | b'_', text @ ..] => string(text),
        _ => Reading::NoSequence,
    }
}

/// A control string so far, behind its introducer.
fn string(text: &[u8]) -> Reading {
    match text {
        [.., 0x07] | [.., 0x1b, b'\\'] => Reading::Nothing,
        [.., 0x1b, _] => Reading::NoSequence,
        [.., 0x1b | b' '..=b'~' | 0x80..] if text.len() < MAX_STRING => Reading::Unfinished,
        // A control character is a key: nobody is left in the middle of an unfinished report.
        _ => Reading::NoSequence,
    }
}

fn key_or(key: Option<Key>, otherwise: Reading) -> Reading {
    key.map_or(otherwise, Reading::Key)
}

/// A byte below 128. Ctrl-H, Ctrl-I, Ctrl-J and Ctrl-M are the keys that send the same.
pub(super) fn ascii(byte: u8) -> Option<Key> {
    let code = match byte {
        0x08 | 0x7f => Code::Backspace,
        b'\t' => Code::Tab,
        b'\n' | b'\r' => Code::Enter,
        0x1b => Code::Esc,
        0x01..=0x1a => return Some(Key::ctrl(char::from(byte - 1 + b'a'))),
        b' '..=b'~' => Code::Char(char::from(byte)),
        0x00 | 0x1c..=0x1f | 0x80.. => return None,
    };
    Some(Key::plain(code))
}

/// `ESC [ [ x`, the Linux console.
fn console(byte: u8) -> Option<Key> {
    matches!(byte, b'A'..=b'E').then(|| Key::plain(Code::F(byte - b'A' + 1)))
}

/// `ESC O x`: cursor and function keys in application mode, rxvt's Ctrl with an arrow.
fn single(byte: u8) -> Option<Key> {
    if let Some(code) = letter(byte) {
        return Some(Key::plain(code));
    }
    with_ctrl(arrow(byte.to_ascii_uppercase())?)
}

fn with_ctrl(code: Code) -> Option<Key> {
    Some(Key {
        ctrl: true,
        ..Key::plain(code)
    })
}

/// `ESC [ parameters x`. Reports of mouse, focus, place and kind of terminal give nothing.
fn control(parameters: &[u8], last: u8) -> Option<Key> {
    let numbers = Numbers::parse(parameters)?;
    let held = Held::from_parameter(numbers.modifier);
    match last {
        b'~' if numbers.first == 27 => held.character(numbers.third?),
        b'u' => held.character(numbers.first),
        b'~' => held.named(tilde(numbers.first)?),
        // rxvt's Ctrl.
        b'^' => with_ctrl(tilde(numbers.first)?),
        b'Z' => Some(Key::plain(Code::BackTab)),
        // With numbers this is a place on the screen, not F3.
        b'R' if !parameters.is_empty() => None,
        // rxvt's Shift.
        b'a'..=b'd' if parameters.is_empty() => Some(Key {
            shift: true,
            ..Key::plain(arrow(last.to_ascii_uppercase())?)
        }),
        _ => held.named(letter(last)?),
    }
}

fn arrow(byte: u8) -> Option<Code> {
    match byte {
        b'A' => Some(Code::Up),
        b'B' => Some(Code::Down),
        b'C' => Some(Code::Right),
        b'D' => Some(Code::Left),
        _ => None,
    }
}

fn letter(byte: u8) -> Option<Code> {
    match byte {
        b'H' => Some(Code::Home),
        b'F' => Some(Code::End),
        b'P'..=b'S' => Some(Code::F(byte - b'P' + 1)),
        _ => arrow(byte),
    }
}

fn tilde(number: u32) -> Option<Code> {
    let function = |first: u32, key: u8| {
        u8::try_from(number - first)
            .map(|offset| Code::F(key + offset))
            .ok()
    };
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=24 => function(23, 11),
        _ => None,
    }
}

/// The first three parameters; of the second, the modifiers and whether the key was let go.
struct Numbers {
    first: u32,
    modifier: u32,
    third: Option<u32>,
}

impl Numbers {
    fn parse(bytes: &[u8]) -> Option<Numbers> {
        // Anything but digits, `;` and `:` is a report: `<` `=` `>` `?` in front, or intermediate bytes behind.
        let text = std::str::from_utf8(bytes).ok()?;
        if !text.chars().all(|letter| matches!(letter, '0'..=';')) {
            return None;
        }
        let mut fields = text.split(';');
        let number =
            |field: Option<&str>| field.and_then(|field| field.split(':').next()?.parse().ok());
        let first = number(fields.next());
        let second = fields.next();
        let let_go = second.and_then(|field| field.split(':').nth(1)) == Some("3");
        if let_go {
            return None;
        }
        Some(Numbers {
            first: first.unwrap_or(1),
            modifier: number(second).unwrap_or(1),
            third: number(fields.next()),
        })
    }
}

/// Which modifier keys were held down.
struct Held {
    shift: bool,
    ctrl: bool,
    /// Alt, Super, Hyper or Meta, which mean nothing here.
    other: bool,
    /// Alt and nothing else of those.
    alt: bool,
}

impl Held {
    /// xterm's parameter: one more than the sum of Shift 1, Alt 2, Ctrl 4, Super 8, Hyper 16, Meta 32.
    fn from_parameter(parameter: u32) -> Held {
        let bits = parameter.saturating_sub(1);
        Held {
            shift: bits & 1 != 0,
            ctrl: bits & 4 != 0,
            other: bits & 0b11_1010 != 0,
            alt: bits & 0b11_1010 == 2,
        }
    }

    fn named(&self, code: Code) -> Option<Key> {
        if self.other {
            return None;
        }
        Some(match code {
            Code::Tab if self.shift => Key::plain(Code::BackTab),
            code => Key {
                code,
                ctrl: self.ctrl,
                shift: self.shift,
            },
        })
    }

    /// A key given by its character. AltGr arrives as Ctrl with Alt and makes text.
    fn character(&self, number: u32) -> Option<Key> {
        let letter = char::from_u32(number)?;
        match letter {
            '\r' | '\n' => return self.named(Code::Enter),
            '\t' => return self.named(Code::Tab),
            '\u{1b}' => return self.named(Code::Esc),
            '\u{8}' | '\u{7f}' => return self.named(Code::Backspace),
            // kitty gives keys without a character numbers of the private use area.
            '\u{e000}'..='\u{f8ff}' => return None,
            letter if letter.is_control() => return None,
            _ => {}
        }
        match (self.ctrl, self.other) {
            (true, true) if self.alt => Some(Key::plain(Code::Char(letter))),
            (false, false) => Some(Key::plain(Code::Char(self.cased(letter)))),
            // What an older terminal sends for it, so that both mean the same.
            (true, false) if letter.is_ascii_alphabetic() || letter == '[' => {
                ascii(letter.to_ascii_uppercase() as u8 & 0x1f)
            }
            (true, false) => Some(Key::ctrl(letter)),
            (true | false, true) => None,
        }
    }

    fn cased(&self, letter: char) -> char {
        let mut upper = letter.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(upper), None) if self.shift => upper,
            _ => letter,
        }
    }
}
