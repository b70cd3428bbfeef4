//! Editing of text: the caret stands always on a grapheme's edge, whatever is typed or pasted.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::key::{Code, Key};
use super::letters::{Letter, letters};
use crate::lang::clean;

/// One answer holds at most this much text.
pub const MOST_BYTES: usize = 64 * 1024;

/// Text with a caret: one line, or several with soft wrap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Editor {
    text: String,
    caret: usize,
    lines: bool,
    /// Shown as dots, for passphrases.
    pub secret: bool,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// Only the caret moved.
    Moved,
    /// The text is full: what was typed or pasted beyond was left out.
    Full,
    /// Not a key of the editor.
    Ignored,
}

impl Editor {
    pub fn line(text: &str) -> Editor {
        Editor {
            text: text.to_owned(),
            caret: text.len(),
            lines: false,
            secret: false,
        }
    }

    pub fn note(text: &str) -> Editor {
        Editor {
            lines: true,
            ..Editor::line(text)
        }
    }

    pub fn passphrase() -> Editor {
        Editor {
            secret: true,
            ..Editor::line("")
        }
    }

    /// The caret put at `bytes`, or the nearest edge before.
    pub fn at(mut self, bytes: usize) -> Editor {
        let caret = bytes.min(self.text.len());
        self.caret = self
            .edges()
            .take_while(|edge| *edge <= caret)
            .last()
            .unwrap_or(0);
        self
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn caret(&self) -> usize {
        self.caret
    }

    pub fn is_note(&self) -> bool {
        self.lines
    }

    fn edges(&self) -> impl Iterator<Item = usize> + '_ {
        self.text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .chain(std::iter::once(self.text.len()))
    }

    fn before(&self) -> usize {
        self.edges()
            .take_while(|edge| *edge < self.caret)
            .last()
            .unwrap_or(0)
    }

    fn after(&self) -> usize {
        self.edges()
            .find(|edge| *edge > self.caret)
            .unwrap_or(self.text.len())
    }

    fn word_before(&self) -> usize {
        self.text[..self.caret]
            .unicode_word_indices()
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.caret..];
        rest.unicode_word_indices()
            .map(|(at, word)| self.caret + at + word.len())
            .find(|end| *end > self.caret)
            .unwrap_or(self.text.len())
    }

    /// Typed or pasted text put in at the caret, made safe first.
    pub fn insert(&mut self, typed: &str) -> Edit {
        let start = self.before();
        let before = start..self.caret;
        let mut safe = clean::clean_typed(&self.text[before.clone()], typed, self.lines);
        let room = MOST_BYTES.saturating_sub(self.text.len() - before.len());
        let full = safe.len() > room;
        if full {
            let cut = safe
                .grapheme_indices(true)
                .map(|(at, part)| at + part.len())
                .take_while(|end| *end <= room)
                .last();
            safe.truncate(cut.unwrap_or(0));
        }
        self.text.replace_range(before, &safe);
        self.caret = start + safe.len();
        self.settle();
        if full { Edit::Full } else { Edit::Changed }
    }

    /// Joins a combining mark with what stands before it, and keeps the caret on an edge.
    fn settle(&mut self) {
        let composed = clean::nfc(&self.text[..self.caret]);
        if composed.len() != self.caret || composed != self.text[..self.caret] {
            let rest = self.text.split_off(self.caret);
            self.caret = composed.len();
            self.text = composed + &rest;
        }
        if !self.edges().any(|edge| edge == self.caret) {
            self.caret = self.after();
        }
    }

    fn remove(&mut self, range: Range<usize>) -> Edit {
        if range.is_empty() {
            return Edit::Ignored;
        }
        self.caret = range.start;
        self.text.replace_range(range, "");
        self.settle();
        Edit::Changed
    }

    fn go(&mut self, caret: usize) -> Edit {
        if caret == self.caret {
            return Edit::Ignored;
        }
        self.caret = caret;
        Edit::Moved
    }

    /// `width`: the columns that the text is wrapped at on the screen, for moving up and down.
    pub fn key(&mut self, key: Key, width: usize) -> Edit {
        let line = self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[self.caret..]
            .find('\n')
            .map_or(self.text.len(), |at| self.caret + at);
        match (key.code, key.ctrl) {
            (Code::Char(letter), false) => self.insert(letter.encode_utf8(&mut [0; 4])),
            (Code::Enter, false) if self.lines => self.insert("\n"),
            (Code::Backspace, false) => self.remove(self.before()..self.caret),
            (Code::Delete, false) => self.remove(self.caret..self.after()),
            (Code::Backspace, true) | (Code::Char('w'), true) => {
                self.remove(self.word_before()..self.caret)
            }
            (Code::Delete, true) => self.remove(self.caret..self.word_after()),
            (Code::Char('u'), true) => self.remove(line..self.caret),
            (Code::Left, false) => self.go(self.before()),
            (Code::Right, false) => self.go(self.after()),
            (Code::Left, true) => self.go(self.word_before()),
            (Code::Right, true) => self.go(self.word_after()),
            (Code::Home, _) | (Code::Char('a'), true) => self.go(line),
            (Code::End, _) => self.go(line_end),
            (Code::Up, false) if self.lines => self.vertical(width, -1),
            (Code::Down, false) if self.lines => self.vertical(width, 1),
            _ => Edit::Ignored,
        }
    }

    fn vertical(&mut self, width: usize, by: isize) -> Edit {
        let rows = wrap(&self.text, width);
        let here = row_of(&rows, self.caret);
        let Some(target) = here.checked_add_signed(by).and_then(|row| rows.get(row)) else {
            return Edit::Ignored;
        };
        let column = self.text[rows[here].start..self.caret].width();
        let mut caret = target.start;
        for (at, part) in self.text[target.clone()].grapheme_indices(true) {
            if self.text[target.start..target.start + at].width() >= column {
                break;
            }
            caret = target.start + at + part.len();
        }
        self.go(caret.min(target.end))
    }

    /// Row and column of the caret when wrapped at `width`.
    pub fn position(&self, width: usize) -> (usize, usize) {
        let rows = wrap(&self.text, width);
        let row = row_of(&rows, self.caret);
        (row, self.text[rows[row].start..self.caret].width())
    }
}

fn row_of(rows: &[Range<usize>], caret: usize) -> usize {
    rows.iter().rposition(|row| row.start <= caret).unwrap_or(0)
}

/// The rows of `text` softly wrapped at `width` columns: after spaces where possible. Always at least one row; line breaks belong to none.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        wrap_line(line, start, width, &mut rows);
        start += line.len() + 1;
    }
    rows
}

fn wrap_line(line: &str, offset: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    let mut row_start = 0;
    let mut columns = 0;
    let mut last_space = None;
    for letter in letters(line) {
        let Letter {
            at,
            text,
            columns: wide,
        } = letter;
        // A space may hang over the edge: the caret after it still belongs to this row.
        if columns + wide > width && text != " " {
            let cut = last_space.filter(|cut| *cut > row_start).unwrap_or(at);
            rows.push(offset + row_start..offset + cut);
            columns = line[cut..at].width();
            row_start = cut;
            last_space = None;
        }
        columns += wide;
        if text == " " {
            last_space = Some(at + text.len());
        }
    }
    rows.push(offset + row_start..offset + line.len());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn typed(editor: &mut Editor, text: &str) {
        for letter in text.chars() {
            editor.key(Key::plain(Code::Char(letter)), 20);
        }
    }

    #[test]
    fn deletes_whole_letters_back_from_the_end() {
        let mut editor = Editor::line("");
        typed(&mut editor, "Hyvää yötä, Åke");
        for _ in 0..4 {
            editor.key(Key::plain(Code::Backspace), 20);
        }
        assert_eq!(editor.text(), "Hyvää yötä,");
    }

    #[test]
    fn joins_a_combining_mark_with_its_letter() {
        let mut editor = Editor::line("");
        typed(&mut editor, "a\u{308}x");
        assert_eq!(editor.text(), "äx");
        editor.key(Key::plain(Code::Left), 20);
        editor.key(Key::plain(Code::Left), 20);
        assert_eq!(editor.caret(), 0);
    }

    #[test]
    fn paste_becomes_one_line_in_a_line_and_keeps_lines_in_a_note() {
        let mut line = Editor::line("x ");
        line.insert("a\nb");
        assert_eq!(line.text(), "x a b");
        let mut note = Editor::note("x ");
        note.insert("a\nb");
        assert_eq!(note.text(), "x a\nb");
    }

    #[test]
    fn wraps_after_spaces_and_splits_only_what_is_too_long() {
        let text = "yksi kaksi kolme";
        let rows: Vec<&str> = wrap(text, 10).into_iter().map(|row| &text[row]).collect();
        assert_eq!(rows, ["yksi kaksi ", "kolme"]);
        assert_eq!(wrap("abcdef", 4), vec![0..4, 4..6]);
        assert_eq!(wrap("", 4), vec![0..0]);
        assert_eq!(wrap("a\n", 4), vec![0..1, 2..2]);
    }

    #[test]
    fn moves_up_and_down_over_wrapped_rows() {
        let mut editor = Editor::note("yksi kaksi kolme");
        editor.key(Key::plain(Code::Up), 10);
        assert_eq!(editor.position(10), (0, 5));
        assert_eq!(editor.key(Key::plain(Code::Up), 10), Edit::Ignored);
        editor.key(Key::plain(Code::Down), 10);
        assert_eq!(editor.position(10), (1, 5));
    }

    proptest::proptest! {
        #[test]
        fn the_caret_stays_on_an_edge(keys in proptest::collection::vec((0usize..9, "[äöa€’e\u{301}👩\u{200d}💻\n ]"), 0..60)) {
            let mut editor = Editor::note("");
            for (kind, text) in keys {
                match kind {
                    0..=3 => { editor.insert(&text); }
                    4 => { editor.key(Key::plain(Code::Backspace), 7); }
                    5 => { editor.key(Key::plain(Code::Left), 7); }
                    6 => { editor.key(Key::plain(Code::Up), 7); }
                    7 => { editor.key(Key { code: Code::Left, ctrl: true, shift: false }, 7); }
                    _ => { editor.key(Key::plain(Code::Delete), 7); }
                }
                proptest::prop_assert!(editor.edges().any(|edge| edge == editor.caret()));
                let rows = wrap(editor.text(), 7);
                let kept: usize = rows.iter().map(|row| row.len()).sum();
                proptest::prop_assert_eq!(kept + editor.text().matches('\n').count(), editor.text().len());
            }
        }
    }
}
