//! A line typed at the terminal without being shown.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};

use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

const END_OF_TEXT: u8 = 3;
const END_OF_INPUT: u8 = 4;
const BACKSPACE: u8 = 8;
const KILL_LINE: u8 = 21;
const DELETE: u8 = 127;

/// Longer than any passphrase; more would be lost in the buffer's moves.
const LONGEST: usize = 1024;

/// The modes of a terminal, given back whatever happens.
struct Restored<'a> {
    terminal: &'a File,
    modes: Termios,
}

impl Drop for Restored<'_> {
    fn drop(&mut self) {
        // Nothing more can be done for a terminal that is gone.
        let _ = tcsetattr(self.terminal, OptionalActions::Flush, &self.modes);
    }
}

/// Asks on the terminal itself, whatever standard input is. None if the person gave up with Ctrl-C or Ctrl-D. The bytes are
/// the caller's to wipe; this function leaves no copy of them.
pub fn ask(question: &str) -> io::Result<Option<Vec<u8>>> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    let modes = tcgetattr(&terminal)?;
    let mut silent = modes.clone();
    // Keys that would end the program are read as such, so that the terminal is never left without its echo.
    silent.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
    silent.special_codes[SpecialCodeIndex::VMIN] = 1;
    silent.special_codes[SpecialCodeIndex::VTIME] = 0;
    write!(terminal, "{question} ")?;
    terminal.flush()?;
    let input = terminal.try_clone()?;
    tcsetattr(&input, OptionalActions::Flush, &silent)?;
    let restored = Restored {
        terminal: &input,
        modes,
    };
    let typed = read_line(restored.terminal);
    drop(restored);
    writeln!(terminal)?;
    typed
}

fn read_line(mut from: &File) -> io::Result<Option<Vec<u8>>> {
    let mut typed = Vec::with_capacity(LONGEST);
    let mut byte = [0];
    loop {
        match from.read(&mut byte) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        match byte[0] {
            b'\r' | b'\n' => return Ok(Some(typed)),
            END_OF_TEXT | END_OF_INPUT => {
                typed.fill(0);
                return Ok(None);
            }
            KILL_LINE => {
                typed.fill(0);
                typed.clear();
            }
            BACKSPACE | DELETE => drop_letter(&mut typed),
            other if typed.len() < LONGEST => typed.push(other),
            _ => {}
        }
    }
}

/// Takes off the last letter, all its bytes.
fn drop_letter(typed: &mut Vec<u8>) {
    while let Some(byte) = typed.pop() {
        if byte & 0xC0 != 0x80 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_letter_is_taken_off_whole() {
        let mut typed = "yö".as_bytes().to_vec();
        drop_letter(&mut typed);
        assert_eq!(typed, b"y");
        drop_letter(&mut typed);
        drop_letter(&mut typed);
        assert!(typed.is_empty());
    }

    #[test]
    fn a_line_is_read_with_its_corrections() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all("väärin\u{15}sanax\u{7f}\n".as_bytes())
            .unwrap();
        io::Seek::rewind(&mut file).unwrap();
        assert_eq!(read_line(&file).unwrap().unwrap(), b"sana");
    }
}
