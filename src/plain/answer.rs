//! What a line does at the place it is typed at.

use super::Error;
use super::command::Line;
use super::places::Place;
use super::prompt::as_typed;
use super::walk::{Move, Walk};
use crate::app::names::entry_fault_id;
use crate::form::Kind;
use crate::lang::{Arg, clean};
use crate::response::{Answer, Cell, Spot, identity};

/// What a note's text came to.
enum Note {
    Text(String),
    /// The input ended before the lone dot.
    Broken(String),
}

impl Walk<'_, '_> {
    /// A line that is about the place itself.
    pub(super) fn do_here(&mut self, place: Place, line: Line) -> Result<Move, Error> {
        if let (Line::Add, Some((filling, list))) = (&line, self.list_at(place)) {
            return self.new_row(filling, list, None);
        }
        match place {
            Place::Item { filling, spot } => self.do_at_item(filling, spot, line),
            Place::NewRow { filling, list } => match line {
                Line::Answer(text) => self.new_row(filling, list, Some(text)),
                _ => Ok(self.not_here()),
            },
            Place::Part(_) | Place::Said { .. } => Ok(Move::Next),
        }
    }

    pub(super) fn not_here(&mut self) -> Move {
        self.explain("plain-not-here", &[]);
        Move::Stay
    }

    fn do_at_item(&mut self, filling: usize, spot: Spot, line: Line) -> Result<Move, Error> {
        let cell = self.fillings[filling].response.cell(spot).clone();
        match line {
            Line::Answer(text) => self.answer(filling, spot, &text),
            Line::Absent(absent) => {
                let answer = Answer::Absent(absent);
                self.put(filling, spot, Cell { answer, ..cell }, Move::Next)
            }
            Line::Later => {
                let come_back = !cell.come_back;
                let told = if come_back {
                    "come-back-on"
                } else {
                    "come-back-off"
                };
                self.explain(told, &[]);
                self.put(filling, spot, Cell { come_back, ..cell }, Move::Next)
            }
            Line::Clear => {
                let answer = Answer::Empty;
                self.put(filling, spot, Cell { answer, ..cell }, Move::Stay)
            }
            Line::Note(text) => {
                if self.refuses(&text) {
                    return Ok(Move::Stay);
                }
                let note = Some(clean::clean_note(text.trim())).filter(|note| !note.is_empty());
                self.put(filling, spot, Cell { note, ..cell }, Move::Stay)
            }
            Line::Draft => match self.offered(filling, spot) {
                Some(text) => self.answer_with(filling, spot, &text),
                None => Ok(self.not_here()),
            },
            Line::Forget => {
                let path = self.fillings[filling].response.path(spot);
                if self.forget(filling, &path)? {
                    self.explain("forget-done", &[]);
                }
                Ok(Move::Stay)
            }
            Line::Remove => self.remove_row(filling, spot),
            Line::Up => self.move_row(filling, spot, -1),
            Line::Down => self.move_row(filling, spot, 1),
            Line::Sort { by, falling } => self.sort_rows(filling, spot, by.as_deref(), falling),
            Line::Why => {
                self.why(filling, spot);
                Ok(Move::Stay)
            }
            _ => Ok(self.not_here()),
        }
    }

    /// The text left half way, else what the form offers.
    fn offered(&self, filling: usize, spot: Spot) -> Option<String> {
        let typed = self.typed_at(Place::Item { filling, spot });
        typed
            .map(str::to_owned)
            .or_else(|| self.prompter().draft(filling, spot))
    }

    fn put(&mut self, filling: usize, spot: Spot, cell: Cell, then: Move) -> Result<Move, Error> {
        Ok(match self.give(filling, spot, cell)? {
            true => then,
            false => Move::Stay,
        })
    }

    pub(super) fn answer(
        &mut self,
        filling: usize,
        spot: Spot,
        typed: &str,
    ) -> Result<Move, Error> {
        if self.fillings[filling].response.form().item(spot.item).kind != Kind::Note {
            return self.answer_with(filling, spot, typed);
        }
        match self.read_note(typed)? {
            Note::Text(text) if text.trim().is_empty() => Ok(Move::Next),
            Note::Text(text) => self.answer_with(filling, spot, &text),
            Note::Broken(text) => {
                if !self.refuses(&text) {
                    let path = self.fillings[filling].response.path(spot);
                    self.keep_place(filling, path, clean::clean_note(&text))?;
                }
                Ok(Move::Broken)
            }
        }
    }

    /// The lines of a note down to a lone dot.
    fn read_note(&mut self, first: &str) -> Result<Note, Error> {
        let mut lines = Vec::new();
        let mut line = first.to_owned();
        while line.trim() != "." {
            lines.push(line);
            match self.streams.line()? {
                Some(next) => line = next,
                None => return Ok(Note::Broken(lines.join("\n"))),
            }
        }
        Ok(Note::Text(lines.join("\n")))
    }

    /// Takes a whole text as the answer, or explains why it is none and what would be.
    fn answer_with(&mut self, filling: usize, spot: Spot, typed: &str) -> Result<Move, Error> {
        if self.refuses(typed) {
            return Ok(Move::Stay);
        }
        let today = (self.now)().today;
        let response = &self.fillings[filling].response;
        let parsed = response.parse(spot, &as_typed(response, spot, typed), today);
        let value = match parsed {
            Ok(value) => value,
            Err(fault) => {
                let (id, values) = entry_fault_id(&fault);
                let args: Vec<(&str, Arg)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.into()))
                    .collect();
                self.explain(id, &args);
                return Ok(Move::Stay);
            }
        };
        let cell = Cell {
            answer: Answer::Given(value),
            ..response.cell(spot).clone()
        };
        if !self.give(filling, spot, cell)? {
            return Ok(Move::Stay);
        }
        self.tell_earlier(filling, spot);
        Ok(self.tell_fault(filling, spot))
    }

    /// The earlier answer, which is told only after the new one is given.
    fn tell_earlier(&mut self, filling: usize, spot: Spot) {
        let filling = &self.fillings[filling];
        let Some(earlier) = filling.response.previous(spot) else {
            return;
        };
        let before = filling
            .response
            .show(spot, &earlier.value, filling.row.language);
        self.explain("before-only", &[("before", (&before).into())]);
    }

    /// A constraint that fails: a mere warning lets the walk go on.
    fn tell_fault(&mut self, filling: usize, spot: Spot) -> Move {
        let Some(fault) = self.fillings[filling].response.fault(spot) else {
            return Move::Next;
        };
        let text = self.prompter().words(filling, fault.message, Some(spot));
        let then = match fault.warning {
            true => Move::Next,
            false => Move::Stay,
        };
        self.streams.explain(&text);
        then
    }

    /// Identity codes are stored nowhere. True if there is one, which the person has been told.
    pub(super) fn refuses(&mut self, text: &str) -> bool {
        let found = identity::find_identity_codes(text).into_iter();
        let codes: Vec<String> = found
            .map(|range| text[range].to_owned())
            .filter(|code| !self.allowed.contains(code))
            .collect();
        if codes.is_empty() {
            return false;
        }
        let masked = identity::mask(text);
        self.explain("plain-identity", &[("text", (&masked).into())]);
        self.refused = codes;
        true
    }

    fn why(&mut self, filling: usize, spot: Spot) {
        let item = self.fillings[filling]
            .response
            .form()
            .item(spot.item)
            .clone();
        let prompter = self.prompter();
        let texts = [&item.why, &item.hint].map(|words| prompter.words(filling, words, Some(spot)));
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            self.explain("why-nothing", &[]);
        }
        for text in texts {
            self.streams.explain(&text);
        }
    }
}
