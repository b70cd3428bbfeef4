//! A pause for writing: the client sees why nobody speaks, and the line as it grows.

use super::Meeting;
use crate::app::App;
use crate::app::editor::{Edit, Editor};
use crate::app::key::Key;

/// The line, kept also while it is put aside unfinished.
#[derive(Debug, Clone)]
pub struct Writing {
    pub line: Editor,
    pub on: bool,
}

impl Default for Writing {
    fn default() -> Writing {
        Writing {
            line: Editor::line(""),
            on: false,
        }
    }
}

impl Meeting {
    /// Whether the client's words have a place here: among the quotes, else beside the item in focus.
    pub(super) fn can_write(&self) -> bool {
        let alone = self.turned.as_ref().is_some_and(|turned| turned.alone);
        self.recording && !alone && (self.takes_quotes() || self.spot().is_some())
    }

    /// The note beside the item in focus with the line added; none where the line becomes a quote.
    pub(super) fn written_note(&self) -> Option<Editor> {
        if !self.writing.on || self.takes_quotes() {
            return None;
        }
        let (filling, spot) = self.spot()?;
        let note = self.response(filling).cell(spot).note.as_deref();
        let lines = note.into_iter().chain([self.writing.line.text().trim()]);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        Some(Editor::note(&lines.join("\n")))
    }
}

impl App {
    pub(in crate::app) fn write_before_client(&mut self) {
        self.leave();
        if let Some(meeting) = self.meeting() {
            meeting.writing.on = true;
        }
        self.mark_place();
    }

    pub(in crate::app) fn writing_key(&mut self, key: Key) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let edit = meeting.writing.line.key(key, usize::MAX);
        self.after_writing(edit);
    }

    pub(in crate::app) fn writing_text(&mut self, text: &str) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let edit = meeting.writing.line.insert(text);
        self.after_writing(edit);
    }

    fn after_writing(&mut self, edit: Edit) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        if let Some(masked) = super::text::masked(meeting.writing.line.text(), &meeting.allowed) {
            meeting.writing.line = Editor::line(&masked);
            let text = self.say("identity-masked");
            self.warn(text);
        } else if edit == Edit::Full {
            let text = self.say("text-full");
            self.warn(text);
        }
        self.draft_soon();
    }

    /// What was written is a quote; where the form keeps none, a note.
    pub(in crate::app) fn keep_written(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let note = meeting.written_note();
        let words = meeting.writing.line.text().trim().to_owned();
        meeting.writing = Writing::default();
        match note {
            _ if words.is_empty() => {}
            Some(note) => self.keep_note(note.text()),
            None => self.add_mark(None, Some(words)),
        }
        self.mark_place();
    }

    /// Back to what was under it; the line waits.
    pub(in crate::app) fn stop_writing(&mut self) {
        self.flush_draft();
        if let Some(meeting) = self.meeting() {
            meeting.writing.on = false;
        }
    }
}
