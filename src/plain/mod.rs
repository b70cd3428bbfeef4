//! A meeting as lines: for screen readers, braille displays, terminals without a screen, and scripts.
//!
//! Standard output has one line for each item, `id<TAB>text [keys]`; a line that begins with a tab goes on from the one before.
//! Standard input gives a line for each line with keys. Explanations go to standard error.

mod answer;
mod change;
mod command;
mod finish;
mod form_page;
mod forms;
mod home;
mod journey;
mod keeper;
mod listening;
mod meeting;
mod places;
mod prompt;
pub mod record;
mod rows;
mod session;
mod start;
mod table;
mod transfer;
mod undo;
mod version;
mod walk;

use std::io::{self, BufRead, Write};

pub use form_page::text as form_text;
pub use home::home;
pub use keeper::Keeper;
pub use meeting::{Ready, Table, left_open};
pub use session::{Style, fillings_text, text as session_text};
pub use table::{lines as table, wrapped};
pub use walk::{End, Walk};

use crate::vault;

/// Where lines come from and go to.
pub struct Streams<'a> {
    pub input: &'a mut dyn BufRead,
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
}

/// Why a meeting in lines could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Stream(#[from] io::Error),
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// The longest line that is read: more cannot be an answer, and must not fill the memory.
const LONGEST_LINE: usize = 64 * 1024;

impl Streams<'_> {
    /// The same streams for a part of the way.
    fn again(&mut self) -> Streams<'_> {
        Streams {
            input: &mut *self.input,
            out: &mut *self.out,
            err: &mut *self.err,
        }
    }

    /// The next line without its end. None at the end of the input; what of it follows the last line's end is a line too.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(buffer.len());
            let room = LONGEST_LINE.saturating_sub(bytes.len());
            bytes.extend_from_slice(&buffer[..taken.min(room)]);
            let used = end.map_or(taken, |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(decoded(bytes)));
            }
        }
        Ok((!bytes.is_empty()).then(|| decoded(bytes)))
    }

    /// A line of the meeting, seen at once.
    fn put(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")?;
        self.out.flush()
    }

    /// An explanation. That nobody reads it is no reason to stop.
    fn explain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
        let _ = self.err.flush();
    }
}

fn decoded(mut bytes: Vec<u8>) -> String {
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
