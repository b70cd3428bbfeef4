//! A key as the program means it: terminals' quirks are already behind us.

use std::fmt;

/// A normalised chord. A printable character carries its own case; `ctrl` is only set for letters and named keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub shift: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    F(u8),
    Enter,
    Tab,
    BackTab,
    Esc,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// Keys that have a name instead of a letter.
const NAMED: [(&str, Code); 16] = [
    ("enter", Code::Enter),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("esc", Code::Esc),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
];

impl Key {
    pub const fn plain(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            shift: false,
        }
    }

    pub const fn ctrl(letter: char) -> Key {
        Key {
            code: Code::Char(letter),
            ctrl: true,
            shift: false,
        }
    }

    /// Reads `ctrl-p`, `f1`, `enter`, `+`, `ctrl-left`. None for anything else.
    pub fn parse(text: &str) -> Option<Key> {
        let (ctrl, rest) = match text.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (shift, rest) = match rest.strip_prefix("shift-") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let named = NAMED.iter().find(|(name, _)| *name == rest);
        let code = match named {
            Some((_, code)) => *code,
            None => {
                let mut letters = rest.chars();
                match (letters.next(), letters.next()) {
                    (Some(letter), None) => Code::Char(letter),
                    (Some('f'), Some(_)) => match rest.get(1..)?.parse() {
                        Ok(number @ 1..=12) => Code::F(number),
                        _ => return None,
                    },
                    _ => return None,
                }
            }
        };
        Some(Key { code, ctrl, shift })
    }

    /// The name that [`Key::parse`] reads.
    pub fn name(self) -> String {
        let ctrl = if self.ctrl { "ctrl-" } else { "" };
        let shift = if self.shift { "shift-" } else { "" };
        let named = NAMED.iter().find(|(_, code)| *code == self.code);
        let code = match (named, self.code) {
            (None, Code::Char(letter)) => letter.to_string(),
            (None, Code::F(number)) => format!("f{number}"),
            (named, _) => named.map_or("", |(name, _)| name).to_owned(),
        };
        format!("{ctrl}{shift}{code}")
    }
}

/// The key as it is printed on a Finnish keyboard, e.g. `Ctrl-P`, `F1`, `Enter`, `↓`.
impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl-")?;
        }
        if self.shift {
            out.write_str("Shift-")?;
        }
        match self.code {
            Code::Char(letter) if self.ctrl => write!(out, "{}", letter.to_uppercase()),
            Code::Char(' ') => out.write_str("␣"),
            Code::Char(letter) => write!(out, "{letter}"),
            Code::F(number) => write!(out, "F{number}"),
            Code::Enter => out.write_str("Enter"),
            Code::Tab => out.write_str("Tab"),
            Code::BackTab => out.write_str("Shift-Tab"),
            Code::Esc => out.write_str("Esc"),
            Code::Backspace => out.write_str("Backspace"),
            Code::Delete => out.write_str("Del"),
            Code::Insert => out.write_str("Ins"),
            Code::Up => out.write_str("↑"),
            Code::Down => out.write_str("↓"),
            Code::Left => out.write_str("←"),
            Code::Right => out.write_str("→"),
            Code::Home => out.write_str("Home"),
            Code::End => out.write_str("End"),
            Code::PageUp => out.write_str("PgUp"),
            Code::PageDown => out.write_str("PgDn"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::app::commands::COMMANDS;

    #[test]
    fn a_key_is_read_by_its_name() {
        for name in COMMANDS.iter().flat_map(|command| command.keys) {
            assert_eq!(Key::parse(name).unwrap().name(), *name);
        }
        for (name, code) in NAMED {
            assert_eq!(Key::parse(name), Some(Key::plain(code)));
        }
    }
}
