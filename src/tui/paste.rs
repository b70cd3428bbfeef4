//! A bracketed paste while it arrives: bounded, and without control characters.

use super::decode::Input;

/// Bytes of text kept of one paste.
pub(super) const MAX_PASTE: usize = 64 * 1024;
const END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
pub(super) struct Paste {
    text: Vec<u8>,
    truncated: bool,
    /// How many bytes of the end mark have just come.
    matched: usize,
    after_return: bool,
}

impl Paste {
    /// Takes one byte; true if it was the last of the end mark.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == END.len();
        }
        // What looked like the end mark was text, its escape aside; the mark has no second escape, so it begins at most anew.
        let looked = std::mem::take(&mut self.matched);
        for looked in END.iter().take(looked).skip(1) {
            self.keep(*looked);
        }
        if byte == END[0] {
            self.matched = 1;
        } else {
            self.keep(byte);
        }
        false
    }

    fn keep(&mut self, byte: u8) {
        let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
        let kept = match byte {
            b'\n' if after_return => return,
            b'\r' | b'\n' => b'\n',
            // Columns of a pasted table stay apart.
            b'\t' => b' ',
            0x00..=0x1f | 0x7f => return,
            _ => byte,
        };
        if self.text.len() < MAX_PASTE {
            self.text.push(kept);
        } else {
            self.truncated = true;
        }
    }

    pub(super) fn finish(mut self) -> Input {
        if self.truncated {
            self.drop_cut_character();
        }
        let text = String::from_utf8_lossy(&self.text);
        Input::Paste {
            text: text
                .chars()
                .filter(|letter| *letter == '\n' || !letter.is_control())
                .collect(),
            truncated: self.truncated,
        }
    }

    /// The limit may have fallen inside a character.
    fn drop_cut_character(&mut self) {
        let last = self
            .text
            .iter()
            .rposition(|byte| !matches!(byte, 0x80..=0xbf));
        let Some(start) = last else { return };
        if std::str::from_utf8(&self.text[start..]).is_err() {
            self.text.truncate(start);
        }
    }
}
