//! What may lie over a screen: help, lists to choose from, small forms, a note, a question.

use super::commands::Do;
use super::editor::Editor;
use super::meeting::Focus;
use super::search::Search;
use super::start::Start;
use super::{Look, Scroll};
use uuid::Uuid;

use crate::casework::{Part, SessionState, Transfer};
use crate::form::{Id, ItemIx};
use crate::response::{Absent, Spot};

#[derive(Debug, Clone)]
pub enum Overlay {
    Help {
        scroll: Scroll,
    },
    /// Typing narrows the list.
    Picker(Picker),
    /// A few choices, by digit or arrows.
    Menu(Menu),
    Dialog(Dialog),
    Start(Start),
    Search(Search),
    /// The note beside the item in focus.
    Note(Editor),
    /// Lines to read.
    Page {
        title: String,
        lines: Vec<String>,
        scroll: Scroll,
    },
    /// Something that cannot be undone: only a second Delete does it.
    Forget {
        what: String,
        place: (usize, Spot),
    },
}

/// Entries narrowed by typing two or three letters.
#[derive(Debug, Clone)]
pub struct Picker {
    pub title: String,
    pub filter: Editor,
    pub entries: Vec<PickerEntry>,
    /// The entries that fit the filter, best first.
    pub found: Vec<Found>,
    pub at: usize,
    /// Nothing is shown before this many letters are typed.
    pub least: usize,
}

/// An entry that fits the filter, and the letters by which it does, counted as they are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub entry: usize,
    pub letters: Vec<usize>,
    /// It was found by its other words only.
    pub by_also: bool,
}

#[derive(Debug, Clone)]
pub struct PickerEntry {
    pub label: String,
    /// Other words by which it is known, shown where it is found by them; may be empty.
    pub also: String,
    /// Shown at the right: keys of a command, the section of an item.
    pub aside: String,
    pub target: Target,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Command(Do),
    Place(Focus, Part),
    /// A form to take into the meeting.
    Form(Id),
    /// The client whose the meeting is.
    Client(Uuid),
    /// A form to practise with.
    Rehearsal(Id),
}

impl Picker {
    pub fn new(title: String, entries: Vec<PickerEntry>) -> Picker {
        let all = 0..entries.len();
        let found = all.map(|entry| Found {
            entry,
            letters: Vec::new(),
            by_also: false,
        });
        Picker {
            title,
            filter: Editor::line(""),
            found: found.collect(),
            entries,
            at: 0,
            least: 0,
        }
    }

    /// A list that shows only what somebody looks for.
    pub fn covered(title: String, entries: Vec<PickerEntry>) -> Picker {
        Picker {
            found: Vec::new(),
            least: 2,
            ..Picker::new(title, entries)
        }
    }

    pub fn is_covered(&self) -> bool {
        self.filter.text().chars().count() < self.least
    }

    /// Works out again what fits the filter: fuzzily, best first.
    pub fn narrow(&mut self) {
        use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
        let pattern = Pattern::parse(
            self.filter.text(),
            CaseMatching::Ignore,
            Normalization::Smart,
        );
        let mut matcher = nucleo_matcher::Matcher::default();
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, Found)> = Vec::new();
        let mut fits = |words: &str| {
            let text = nucleo_matcher::Utf32Str::new(words, &mut buffer);
            let mut at = Vec::new();
            let score = pattern.indices(text, &mut matcher, &mut at)?;
            let letters = at.into_iter().filter_map(|at| usize::try_from(at).ok());
            Some((score, letters.collect::<Vec<usize>>()))
        };
        for (entry, PickerEntry { label, also, .. }) in self.entries.iter().enumerate() {
            let found = match fits(label) {
                Some((score, letters)) => Some((score, letters, false)),
                None => fits(also).map(|(score, letters)| (score, letters, true)),
            };
            if let Some((score, letters, by_also)) = found {
                let found = Found {
                    entry,
                    letters,
                    by_also,
                };
                scored.push((score, found));
            }
        }
        let rank =
            |(score, found): &(u32, Found)| (found.by_also, std::cmp::Reverse(*score), found.entry);
        scored.sort_by_key(rank);
        let found = scored.into_iter().map(|(_, found)| found);
        self.found = match self.is_covered() {
            true => Vec::new(),
            false => found.collect(),
        };
        self.at = 0;
    }

    /// Whether choosing leads to a place of the meeting.
    pub fn leads_to_places(&self) -> bool {
        let is_place = |entry: &PickerEntry| matches!(entry.target, Target::Place(..));
        self.entries.iter().any(is_place)
    }
}

#[derive(Debug, Clone)]
pub struct Menu {
    pub title: String,
    /// Lines under the title, e.g. what is still open.
    pub lines: Vec<String>,
    pub options: Vec<(String, Choice)>,
    pub at: usize,
}

/// What an option of a menu does.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    Nothing,
    State(Option<Absent>),
    /// Finish the fillings and end the meeting.
    Finish {
        sure: bool,
    },
    /// What will be kept is read with the client.
    ReadTogether,
    /// The meeting is another client's.
    AskWhose,
    Transfer(Box<Transfer>),
    /// End the meeting, the fillings stay open.
    Later,
    /// The client did not want to talk today.
    Declined,
    End(SessionState),
    GoTo(Focus, Part),
    /// The rows of a list by one of its columns.
    Sort {
        filling: usize,
        list: ItemIx,
        by: ItemIx,
        descending: bool,
    },
    /// Try the form from the beginning.
    Again,
    /// A meeting that was left open.
    Resume(Uuid),
    /// A new meeting beside it.
    Anew,
    Quit,
    Look(Look),
    /// Signs from ASCII only, or not.
    Signs(bool),
    /// Take a filling into the newer version of its form.
    Move(usize),
    /// All answers that would not fit there.
    Misfits(usize),
}

/// A small form of fields.
#[derive(Debug, Clone)]
pub struct Dialog {
    pub purpose: Purpose,
    pub title: &'static str,
    pub fields: Vec<Field>,
    pub at: usize,
    /// A Fluent id: why it cannot be accepted.
    pub fault: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    SetUp,
    NewClient,
    EditClient,
    /// Why a finished meeting is corrected.
    Correct,
    Passphrase,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub label: &'static str,
    /// A Fluent id of a line under the field while it has the focus.
    pub hint: Option<&'static str>,
    /// Asked only while that field has that option picked.
    pub only_if: Option<(usize, usize)>,
    pub input: Input,
}

#[derive(Debug, Clone)]
pub enum Input {
    Text(Editor),
    Pick { options: Vec<String>, at: usize },
}

impl Field {
    pub fn text(label: &'static str, value: &str) -> Field {
        Field {
            label,
            hint: None,
            only_if: None,
            input: Input::Text(Editor::line(value)),
        }
    }

    pub fn secret(label: &'static str) -> Field {
        Field {
            label,
            hint: None,
            only_if: None,
            input: Input::Text(Editor::passphrase()),
        }
    }

    pub fn pick(label: &'static str, options: Vec<String>, at: usize) -> Field {
        Field {
            label,
            hint: None,
            only_if: None,
            input: Input::Pick { options, at },
        }
    }

    pub fn with_hint(self, hint: &'static str) -> Field {
        Field {
            hint: Some(hint),
            ..self
        }
    }

    pub fn only_if(self, field: usize, option: usize) -> Field {
        Field {
            only_if: Some((field, option)),
            ..self
        }
    }

    /// The typed text, empty for a pick.
    pub fn typed(&self) -> &str {
        match &self.input {
            Input::Text(editor) => editor.text().trim(),
            Input::Pick { .. } => "",
        }
    }

    /// The number of the option picked, 0 for a text.
    pub fn picked(&self) -> usize {
        match &self.input {
            Input::Text(_) => 0,
            Input::Pick { at, .. } => *at,
        }
    }
}

impl Dialog {
    pub fn new(purpose: Purpose, title: &'static str, fields: Vec<Field>) -> Dialog {
        Dialog {
            purpose,
            title,
            fields,
            at: 0,
            fault: None,
        }
    }

    /// Whether a field is asked as things stand.
    pub fn asks(&self, at: usize) -> bool {
        self.fields
            .get(at)
            .and_then(|field| field.only_if)
            .is_none_or(|(field, option)| {
                self.fields
                    .get(field)
                    .is_some_and(|field| field.picked() == option)
            })
    }

    /// Moves to a field and back round.
    pub fn step(&mut self, by: isize) {
        let count = self.fields.len().max(1);
        self.fault = None;
        for _ in 0..count {
            self.at = (self.at + count).saturating_add_signed(by) % count;
            if self.asks(self.at) {
                return;
            }
        }
    }

    pub fn key(&mut self, key: super::key::Key) {
        use super::key::Code;
        let Some(field) = self.fields.get_mut(self.at) else {
            return;
        };
        match &mut field.input {
            Input::Text(editor) => {
                editor.key(key, usize::MAX);
            }
            Input::Pick { options, at } => match key.code {
                Code::Left => *at = at.saturating_sub(1),
                Code::Right | Code::Char(' ') if *at + 1 < options.len() => *at += 1,
                Code::Char(' ') => *at = 0,
                Code::Char(digit) => {
                    let number = digit.to_digit(10).map_or(0, |digit| digit as usize);
                    if (1..=options.len()).contains(&number) {
                        *at = number - 1;
                    }
                }
                _ => {}
            },
        }
        self.fault = None;
    }

    /// True if the field in focus takes text.
    pub fn paste(&mut self, text: &str) -> bool {
        match self.fields.get_mut(self.at).map(|field| &mut field.input) {
            Some(Input::Text(editor)) => {
                editor.insert(text);
                true
            }
            _ => false,
        }
    }

    /// Takes the words of another language, keeping what was typed and picked.
    pub fn reword(&mut self, other: &Dialog) {
        for (field, other) in self.fields.iter_mut().zip(&other.fields) {
            if let (Input::Pick { options, .. }, Input::Pick { options: words, .. }) =
                (&mut field.input, &other.input)
            {
                options.clone_from(words);
            }
        }
    }
}
