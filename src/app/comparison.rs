//! Two or three meetings beside each other, form by form and item by item.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::commands::Do;
use super::{App, Effect, Journey, JourneyEntry, Screen, Scroll};
use crate::casework::{
    Compared, Filling, SessionRow, StoredSession, SubjectPage, as_then, compare,
};
use crate::form::{Form, Id};
use crate::lang::Lang;

/// As many meetings as have room beside each other.
const MOST: usize = 3;

#[derive(Debug, Clone)]
pub struct Comparison {
    /// Oldest first, with what was filled in each.
    pub meetings: Vec<(SessionRow, Vec<Filling>)>,
    pub scroll: Scroll,
    /// From which one came and to which one goes back.
    pub journey: Box<Journey>,
}

/// A form that was filled each time, and what was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedForm {
    pub title: String,
    pub rows: Vec<Compared>,
}

/// A stored meeting and the form versions that it was asked by.
pub type Loaded = (StoredSession, Vec<Arc<Form>>);

impl Comparison {
    fn new(meetings: Vec<Loaded>, page: &SubjectPage, journey: Box<Journey>) -> Comparison {
        let mut meetings: Vec<(SessionRow, Vec<Filling>)> = meetings
            .into_iter()
            .map(|(stored, forms)| (stored.row.clone(), as_then(&stored, &forms, page)))
            .collect();
        meetings.sort_by_key(|(row, _)| row.started);
        Comparison {
            meetings,
            scroll: Scroll::default(),
            journey,
        }
    }

    /// The forms that were filled each time, in the order of the newest meeting.
    pub fn forms(&self, lang: Lang) -> Vec<ComparedForm> {
        let filled = |fillings: &'_ [Filling], form: &Id| {
            let mut held = fillings.iter().filter(|filling| !filling.standing);
            held.position(|filling| filling.row.form_id == *form)
        };
        let Some((_, newest)) = self.meetings.last() else {
            return Vec::new();
        };
        let mut forms = Vec::new();
        for filling in newest.iter().filter(|filling| !filling.standing) {
            let form = &filling.row.form_id;
            let each: Vec<&Filling> = self
                .meetings
                .iter()
                .filter_map(|(_, fillings)| {
                    let mut held = fillings.iter().filter(|filling| !filling.standing);
                    held.nth(filled(fillings, form)?)
                })
                .collect();
            if each.len() == self.meetings.len() {
                forms.push(ComparedForm {
                    title: filling.response.form().title.plain(lang).to_owned(),
                    rows: compare(&each, lang),
                });
            }
        }
        forms
    }
}

/// Forms asked in a meeting.
fn asked(row: &SessionRow) -> impl Iterator<Item = &Id> {
    row.responses.iter().map(|response| &response.form_id)
}

impl App {
    /// Marks the meeting in focus to be compared, or takes the mark off.
    pub(super) fn journey_pick(&mut self) {
        let today = self.stamp.today;
        let Screen::Journey(journey) = &mut self.screen else {
            return;
        };
        let story = journey.story(today);
        let Some(JourneyEntry::Meeting(row)) = journey.entries(&story).get(journey.at).copied()
        else {
            return;
        };
        let session = row.id;
        match journey.picked.iter().position(|id| *id == session) {
            Some(at) => {
                journey.picked.remove(at);
            }
            None => {
                journey.picked.push(session);
                if journey.picked.len() > MOST {
                    journey.picked.remove(0);
                }
            }
        }
    }

    /// Compares the meetings that are marked; where none is, the one in focus with the last before it that asked the same.
    pub(super) fn journey_compare(&mut self) {
        let today = self.stamp.today;
        let Screen::Journey(journey) = &self.screen else {
            return;
        };
        let meetings = match journey.picked.len() {
            0 | 1 => pair(journey, today),
            _ => journey.picked.clone(),
        };
        match meetings.len() {
            0 | 1 => {
                let text = self.say("compare-nothing");
                self.notify(text);
            }
            _ => self.effects.push(Effect::LoadSessions(meetings)),
        }
    }

    pub(super) fn show_comparison(&mut self, meetings: Vec<Loaded>, page: &SubjectPage) {
        let Screen::Journey(journey) = &self.screen else {
            return;
        };
        let comparison = Comparison::new(meetings, page, journey.clone());
        if comparison.forms(self.lang).is_empty() {
            let text = self.say("compare-nothing");
            return self.notify(text);
        }
        self.screen = Screen::Comparison(Box::new(comparison));
    }

    pub(super) fn run_comparison(&mut self, does: Do) {
        let page = isize::try_from(self.size.1.saturating_sub(6).max(1)).unwrap_or(1);
        let Screen::Comparison(comparison) = &mut self.screen else {
            return;
        };
        match does {
            Do::Up => comparison.scroll.by(-1),
            Do::Down => comparison.scroll.by(1),
            Do::PageUp => comparison.scroll.by(-page),
            Do::PageDown => comparison.scroll.by(page),
            Do::First => comparison.scroll.to_start(),
            Do::Last => comparison.scroll.to_end(),
            Do::Back => self.screen = Screen::Journey(comparison.journey.clone()),
            _ => {}
        }
    }
}

/// The meeting in focus, else the newest, and the last before it in which one of its forms was filled too.
fn pair(journey: &Journey, today: NaiveDate) -> Vec<Uuid> {
    let story = journey.story(today);
    let here = match journey.entries(&story).get(journey.at) {
        Some(JourneyEntry::Meeting(row)) => Some(row.id),
        _ => None,
    };
    let wanted = journey.picked.first().copied().or(here);
    let at = story.meetings.iter().position(|row| Some(row.id) == wanted);
    let at = at.unwrap_or(0);
    let Some(newer) = story.meetings.get(at) else {
        return Vec::new();
    };
    let standing = |form: &Id| {
        let mut standing = journey.page.standing.iter();
        standing.any(|stored| stored.row.form_id == *form)
    };
    let alike = |row: &&&SessionRow| {
        asked(row).any(|form| !standing(form) && asked(newer).any(|own| own == form))
    };
    // The very first is compared with the one after it.
    let older = story.meetings[at + 1..].iter().find(alike);
    let other = older.or_else(|| story.meetings[..at].iter().rfind(alike));
    other.map_or_else(Vec::new, |other| vec![other.id, newer.id])
}
