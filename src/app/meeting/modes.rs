//! What is under way in a meeting decides what keys and commands mean: asking, listening, or something on the client's side.

use super::Meeting;
use crate::app::App;
use crate::app::commands::{Do, Scope};
use crate::app::key::{Code, Key};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The counsellor's side: the form is gone through.
    Asking,
    Listening,
    /// The client answers.
    Turned,
    /// What will be kept is read line by line.
    Together,
    /// One of those lines is being corrected.
    Correcting,
    /// A line is written that the client sees grow.
    Writing,
}

impl Meeting {
    pub fn mode(&self) -> Mode {
        let reading = self
            .turned
            .as_ref()
            .and_then(|turned| turned.reading.as_ref());
        match reading {
            _ if self.writing.on => Mode::Writing,
            Some(reading) if reading.is_correcting() => Mode::Correcting,
            Some(_) => Mode::Together,
            None if self.turned.is_some() => Mode::Turned,
            None if self.listening.is_some() => Mode::Listening,
            None => Mode::Asking,
        }
    }

    pub fn scopes(&self) -> Vec<Scope> {
        match self.mode() {
            Mode::Turned => vec![Scope::Turned],
            Mode::Together => vec![Scope::Together],
            Mode::Correcting | Mode::Writing => vec![Scope::Line],
            Mode::Listening => vec![Scope::Listening],
            Mode::Asking => {
                let typing = self.typing.is_some();
                let mut scopes: Vec<_> = self
                    .only_looks()
                    .then_some(Scope::Jumped)
                    .into_iter()
                    .collect();
                scopes.push(if typing { Scope::Open } else { Scope::Closed });
                scopes.extend(self.row_in_focus().map(|_| Scope::Rows));
                scopes.push(Scope::Meeting);
                scopes
            }
        }
    }
}

impl App {
    /// A key that is no command.
    pub(in crate::app) fn meeting_key(&mut self, key: Key) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        match meeting.mode() {
            Mode::Writing => self.writing_key(key),
            Mode::Turned | Mode::Together | Mode::Correcting => self.turned_key(key),
            Mode::Listening => self.listening_key(key),
            Mode::Asking if meeting.typing.is_none() => self.answer_key(key),
            Mode::Asking if key.code == Code::Enter => self.go_on(),
            Mode::Asking => {
                self.type_key(key);
            }
        }
    }

    /// True if there is something that takes text.
    pub(in crate::app) fn paste_to_meeting(&mut self, text: &str) -> bool {
        let Some(meeting) = self.meeting() else {
            return false;
        };
        match meeting.mode() {
            Mode::Writing => self.writing_text(text),
            Mode::Listening => self.listening_text(text),
            Mode::Together => return false,
            Mode::Asking | Mode::Turned | Mode::Correcting => return self.type_text(text),
        }
        true
    }

    /// A command while something else than asking is under way.
    pub(in crate::app) fn run_mode(&mut self, does: Do) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        match (meeting.mode(), does) {
            (Mode::Listening, Do::Open) => self.keep_quote(),
            (Mode::Listening, Do::Mark) => self.mark(),
            (Mode::Listening, Do::Unmark) => self.delete_mark(),
            (Mode::Listening, Do::Forget) => self.ask_forget_quote(),
            (Mode::Listening, Do::Recording) => self.toggle_recording(),
            (Mode::Listening, Do::Back) => self.leave_listening(),
            (Mode::Turned, Do::TurnBack) => self.begin_turning_back(),
            (Mode::Turned, Do::Write) => self.write_before_client(),
            (Mode::Together, does) => self.run_together(does),
            (Mode::Correcting, Do::Open) => self.keep_correction(),
            (Mode::Correcting, Do::Back) => self.drop_correction(),
            (Mode::Writing, Do::Open) => self.keep_written(),
            (Mode::Writing, Do::Back) => self.stop_writing(),
            _ => {}
        }
    }
}
