//! Reading together: line by line what will be kept, in the client's words. Summary, consent and correction in one.

use std::collections::HashMap;

use super::{Focus, Meeting, Turned};
use crate::app::App;
use crate::app::commands::Do;
use crate::casework::{self, About, Deed, Event};
use crate::form::{Audience, Kind, Off, Role, SectionIx};
use crate::response::{Cell, Spot};

/// A line by its filling and place.
pub type Said = (usize, Spot);

/// What was said to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Corrected,
}

/// What is being done to the line read.
#[derive(Debug, Clone, PartialEq)]
enum Act {
    Reading,
    /// Delete was pressed; only Enter does it.
    Forgetting,
    Correcting {
        before: Cell,
    },
}

#[derive(Debug, Clone)]
pub struct Reading {
    lines: Vec<Said>,
    /// Past the last line all has been read.
    at: usize,
    act: Act,
    fates: HashMap<Said, Fate>,
    forgotten: u32,
    /// What was last recorded of it.
    told: Option<Event>,
    /// Where the screen is not turned, by telephone for one: the counsellor reads aloud from their own side.
    pub aloud: bool,
}

impl Reading {
    /// The line to be read; none when all is.
    pub fn line(&self) -> Option<Said> {
        self.lines.get(self.at).copied()
    }

    pub fn is_first(&self) -> bool {
        self.at == 0
    }

    pub fn is_forgetting(&self) -> bool {
        self.act == Act::Forgetting
    }

    pub fn is_correcting(&self) -> bool {
        matches!(self.act, Act::Correcting { .. })
    }

    /// What was done, for the record; none while nothing was.
    fn event(&self) -> Option<Event> {
        let count = |fate: Fate| {
            let fates = self.fates.values();
            u32::try_from(fates.filter(|it| **it == fate).count()).unwrap_or(u32::MAX)
        };
        let unread = self
            .lines
            .iter()
            .filter(|line| !self.fates.contains_key(line));
        let event = Event::ReadTogether {
            kept: count(Fate::Kept),
            corrected: count(Fate::Corrected),
            forgotten: self.forgotten,
            unread: u32::try_from(unread.count()).unwrap_or(u32::MAX),
        };
        (self.forgotten > 0 || !self.fates.is_empty()).then_some(event)
    }
}

impl Meeting {
    /// What will be kept and is the client's to read, in reading order: answers, quotes, and what of goals, steps and agreements
    /// this meeting touched. Never notes, never what is the counsellor's; feedback is not read to the one it is about.
    fn said(&self) -> Vec<Said> {
        let mut lines = Vec::new();
        for part in self.parts() {
            self.said_in(part.filling, part.section, &mut lines);
        }
        lines
    }

    fn said_in(&self, filling: usize, section: SectionIx, lines: &mut Vec<Said>) {
        let response = self.response(filling);
        for spot in response.shown(section) {
            if let Kind::Embed { form } = &response.form().item(spot.item).kind {
                let Some(inner) = self.standing(form) else {
                    continue;
                };
                let sections = 0..self.response(inner).form().sections.len() as SectionIx;
                sections.for_each(|section| self.said_in(inner, section, lines));
            } else if self.is_said(filling, spot) {
                lines.push((filling, spot));
            }
        }
    }

    fn is_said(&self, filling: usize, spot: Spot) -> bool {
        let response = self.response(filling);
        let item = response.form().item(spot.item);
        let theirs = item.role == Some(Role::Quote) || item.audience != Audience::Counsellor;
        let told = !matches!(item.role, Some(Role::Feedback | Role::MarkKind))
            && !matches!(item.kind, Kind::List { .. } | Kind::Deck);
        let given = response.cell(spot).value().is_some();
        theirs
            && told
            && given
            && (!self.fillings[filling].standing || self.is_touched(filling, spot))
    }

    /// Whether this meeting changed a place, or the row that it stands in.
    fn is_touched(&self, filling: usize, spot: Spot) -> bool {
        let path = self.response(filling).path(spot);
        self.undo.iter().any(|done| {
            let Deed::Changed(change) = &done.deed else {
                return false;
            };
            let same_row = path.row.is_some() && change.at.row == path.row;
            done.filling == filling && (change.at == path || same_row)
        })
    }

    pub(super) fn can_read_together(&self) -> bool {
        let known = self.kept.said.get();
        let still = |(filling, spot): &Said| {
            let response = self.fillings.get(*filling).map(|filling| &filling.response);
            response.is_some_and(|it| it.is_shown(*spot)) && self.is_said(*filling, *spot)
        };
        if known.is_some_and(|known| still(&known)) {
            return true;
        }
        // Nothing answered, nothing to look for.
        let answered = |filling: &casework::Filling| filling.response.has_answers();
        if !self.fillings.iter().any(answered) {
            return false;
        }
        let found = self.said().first().copied();
        self.kept.said.set(found);
        found.is_some()
    }

    fn reading(&mut self) -> Option<&mut Reading> {
        self.turned.as_mut()?.reading.as_mut()
    }

    /// The lines again, after one was forgotten or corrected; the place stays.
    fn read_again(&mut self) {
        let lines = self.said();
        if let Some(reading) = self.reading() {
            reading.fates.retain(|line, _| lines.contains(line));
            reading.at = reading.at.min(lines.len());
            reading.lines = lines;
        }
    }

    /// Puts the focus on a line wherever it stands, so that it can be answered anew.
    fn open_line(&mut self, (filling, spot): Said) {
        let focus = Focus::Spot { filling, spot };
        self.part = self.part_showing(filling, spot);
        if !self.takes_focus(focus) {
            self.more.insert(self.part);
        }
        self.focus_on(Some(focus));
    }
}

impl App {
    /// Turns the screen to read what will be kept; where it is not turned it is read aloud.
    pub(in crate::app) fn read_together(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let reading = Reading {
            lines: meeting.said(),
            at: 0,
            act: Act::Reading,
            fates: HashMap::new(),
            forgotten: 0,
            told: None,
            aloud: !meeting.goes_with(Off::ClientView),
        };
        let turned = Turned::reading(reading, meeting.focus.map(|focus| (focus, meeting.part)));
        meeting.turned = Some(turned);
        self.mark_place();
    }

    pub(super) fn run_together(&mut self, does: Do) {
        let Some(turned) = self.meeting().and_then(|meeting| meeting.turned.as_mut()) else {
            return;
        };
        turned.leaving = false;
        let Some(reading) = &mut turned.reading else {
            return;
        };
        let forgetting = reading.is_forgetting();
        reading.act = Act::Reading;
        match does {
            Do::Open if forgetting => self.forget_line(),
            Do::Open => self.keep_line(),
            Do::Forget if reading.line().is_some() => reading.act = Act::Forgetting,
            Do::Correct => self.correct_line(),
            Do::Up => reading.at = reading.at.saturating_sub(1),
            Do::TurnBack => self.begin_turning_back(),
            Do::Back if !forgetting && reading.aloud => self.turn_back(),
            _ => {}
        }
    }

    fn keep_line(&mut self) {
        let Some(reading) = self.meeting().and_then(Meeting::reading) else {
            return;
        };
        if let Some(line) = reading.line() {
            reading.fates.entry(line).or_insert(Fate::Kept);
            reading.at += 1;
        }
        self.tell_if_read();
    }

    fn forget_line(&mut self) {
        let Some(line) = self
            .meeting()
            .and_then(Meeting::reading)
            .and_then(|it| it.line())
        else {
            return;
        };
        if !self.forget_at(line) {
            return;
        }
        if let Some(meeting) = self.meeting() {
            if let Some(reading) = meeting.reading() {
                reading.forgotten += 1;
            }
            meeting.read_again();
        }
        self.tell_if_read();
    }

    fn correct_line(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.reading().and_then(|it| it.line()) else {
            return;
        };
        let before = meeting.response(filling).cell(spot).clone();
        meeting.open_line((filling, spot));
        if let Some(reading) = meeting.reading() {
            reading.act = Act::Correcting { before };
        }
    }

    /// Enter: what was typed is given. What cannot be taken is said, and stays open.
    pub(super) fn keep_correction(&mut self) {
        let Some((filling, spot)) = self.meeting().and_then(|meeting| meeting.spot()) else {
            return;
        };
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        if meeting.refused.contains_key(&(filling, spot)) {
            return self.show_refusal();
        }
        let now = meeting.response(filling).cell(spot).clone();
        let Some(reading) = meeting.reading() else {
            return;
        };
        if !matches!(&reading.act, Act::Correcting { before } if *before == now) {
            reading.fates.insert((filling, spot), Fate::Corrected);
        }
        self.close_correction();
    }

    /// Esc: what was typed is dropped; what stood there stands.
    pub(super) fn drop_correction(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        if let Some(place) = meeting.spot() {
            meeting.refused.remove(&place);
        }
        self.close_correction();
        self.flush_draft();
    }

    fn close_correction(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.typing = None;
        if let Some(reading) = meeting.reading() {
            reading.act = Act::Reading;
        }
        meeting.read_again();
        self.tell_if_read();
    }

    fn tell_if_read(&mut self) {
        let reading = self.meeting().and_then(Meeting::reading);
        if reading.is_some_and(|reading| reading.line().is_none()) {
            self.tell_reading();
        }
    }

    /// Records what was read together, each state of it once.
    pub(super) fn tell_reading(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let about = About::session(meeting.subject.id, meeting.session.id);
        let recording = meeting.recording;
        let Some(reading) = meeting.reading().filter(|_| recording) else {
            return;
        };
        let event = reading
            .event()
            .filter(|event| reading.told.as_ref() != Some(event));
        reading.told = event.clone().or(reading.told.take());
        if let Some(event) = event {
            self.record_one(event, about);
        }
    }
}
