//! Listening: a calm screen with one line for the client's words and one key for a mark.

use super::{Focus, Meeting};
use crate::app::App;
use crate::app::editor::Editor;
use crate::app::key::{Code, Key};
use crate::app::overlay::Overlay;
use crate::casework::MARK_KEY;
use crate::form::Id;
use crate::response::{RowId, RowIx, Spot, Value};

/// Three letters within this long are the beginning of a quote, not marks.
const QUOTE_WITHIN_MS: u64 = 1000;

#[derive(Debug, Clone)]
pub struct Listening {
    /// The quote being typed, none while only marks are made.
    pub quote: Editor,
    /// The last letters that were taken as marks, with when.
    letters: Vec<(char, u64)>,
    /// Where the person was before.
    pub back: Option<Focus>,
}

impl Meeting {
    /// The code that a mark key stands for: the first option by default, any in practice.
    fn mark_code(&self, letter: char) -> Option<Id> {
        let list = self.mark_list()?;
        let options = self.options(list.filling, Spot::top(list.kind?));
        options
            .iter()
            .find(|option| option.key() == Some(letter))
            .map(|option| option.id().clone())
    }

    pub(super) fn listen(&mut self, quote: Editor) {
        self.typing = None;
        self.listening = Some(Listening {
            quote,
            letters: Vec::new(),
            back: self.focus,
        });
    }

    /// Whether the form keeps the client's words.
    pub(super) fn takes_quotes(&self) -> bool {
        self.mark_list().is_some_and(|list| list.quote.is_some())
    }

    /// The client's words kept so far with their places, newest last.
    fn quoted(&self) -> Vec<(usize, Spot, String)> {
        let Some((list, item)) = self.mark_list().and_then(|list| Some((list, list.quote?))) else {
            return Vec::new();
        };
        let response = self.response(list.filling);
        let words = |row: &RowIx| {
            let spot = Spot::in_row(item, *row);
            match response.value(spot) {
                Some(Value::Text(text)) => Some((list.filling, spot, text.clone())),
                _ => None,
            }
        };
        response.rows(list.list).iter().filter_map(words).collect()
    }

    /// The client's words kept so far, newest last.
    pub fn quotes(&self) -> Vec<String> {
        let quoted = self.quoted().into_iter();
        quoted.map(|(_, _, words)| words).collect()
    }
}

impl App {
    pub(in crate::app) fn listen(&mut self) {
        self.leave();
        if let Some(meeting) = self.meeting() {
            meeting.listen(Editor::line(""));
        }
        self.mark_place();
    }

    pub(in crate::app) fn leave_listening(&mut self) {
        self.keep_quote();
        let Some(meeting) = self.meeting() else {
            return;
        };
        if let Some(listening) = meeting.listening.take() {
            meeting.focus_on(listening.back);
        }
        self.mark_place();
    }

    /// A key in the listening view that is no command.
    pub(in crate::app) fn listening_key(&mut self, key: Key) {
        let now = self.stamp.boot_ms;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let practising = meeting.practice;
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        let empty = listening.quote.text().is_empty();
        match key.code {
            Code::Backspace if empty => return self.unmark(),
            Code::Char(' ') if empty => return,
            Code::Char(letter) if empty && practising && !key.ctrl => {
                return self.practice_letter(letter, now);
            }
            _ => {}
        }
        listening.quote.key(key, usize::MAX);
        self.mask_quote();
    }

    pub(in crate::app) fn listening_text(&mut self, text: &str) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        listening.quote.insert(text);
        self.mask_quote();
    }

    fn mask_quote(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let allowed = meeting.allowed.clone();
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        if let Some(masked) = super::text::masked(listening.quote.text(), &allowed) {
            listening.quote = Editor::line(&masked);
            let text = self.say("identity-masked");
            self.warn(text);
        }
        self.draft_soon();
    }

    /// In practice a letter may be a mark; three in quick succession begin a quote instead.
    fn practice_letter(&mut self, letter: char, now: u64) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(code) = meeting.mark_code(letter) else {
            if let Some(listening) = &mut meeting.listening {
                listening.letters.clear();
                listening.quote.insert(letter.encode_utf8(&mut [0; 4]));
            }
            return;
        };
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        listening
            .letters
            .retain(|(_, at)| now.saturating_sub(*at) <= QUOTE_WITHIN_MS);
        listening.letters.push((letter, now));
        if listening.letters.len() < 3 {
            return self.add_mark(Some(code), None);
        }
        let begun: String = listening
            .letters
            .drain(..)
            .map(|(letter, _)| letter)
            .collect();
        listening.quote.insert(&begun);
        self.unmark();
        self.unmark();
    }

    /// Enter: what was typed becomes a quote.
    pub(in crate::app) fn keep_quote(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        let words = listening.quote.text().trim().to_owned();
        listening.quote = Editor::line("");
        if !words.is_empty() {
            self.add_mark(None, Some(words));
        }
    }

    /// `+`: a mark for change talk, or part of the quote being typed.
    pub(in crate::app) fn mark(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let code = meeting.mark_code(MARK_KEY);
        let Some(listening) = &mut meeting.listening else {
            return;
        };
        if listening.quote.text().is_empty() {
            self.add_mark(code, None);
        } else {
            listening.quote.insert("+");
        }
    }

    pub(super) fn add_mark(&mut self, kind: Option<Id>, words: Option<String>) {
        let row = RowId::from_uuid(self.new_id());
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(list) = meeting.mark_list() else {
            return;
        };
        let changes = list.add(meeting.response(list.filling), &row, kind, words);
        for change in changes {
            if !self.make(list.filling, change) {
                return;
            }
        }
    }

    /// Delete: in a quote being typed the letter at the caret, else the last mark.
    pub(in crate::app) fn delete_mark(&mut self) {
        let meeting = self.meeting();
        let listening = meeting.and_then(|meeting| meeting.listening.as_mut());
        match listening.filter(|listening| !listening.quote.text().is_empty()) {
            Some(listening) => {
                listening.quote.key(Key::plain(Code::Delete), usize::MAX);
                self.draft_soon();
            }
            None => self.unmark(),
        }
    }

    /// Takes the newest mark away. The client's words stay: they are taken back with undo, or forgotten.
    fn unmark(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(list) = meeting.mark_list() else {
            return;
        };
        if let Some(change) = list.take_off(meeting.response(list.filling)) {
            self.make(list.filling, change);
        }
    }

    /// Asks before the last quote is removed for good.
    pub(in crate::app) fn ask_forget_quote(&mut self) {
        let last = self.meeting().and_then(|meeting| meeting.quoted().pop());
        if let Some((filling, spot, words)) = last {
            self.overlays.push(Overlay::Forget {
                what: format!("”{words}”"),
                place: (filling, spot),
            });
        }
    }
}
