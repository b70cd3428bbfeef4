//! A client's journey: own words, what was done, goals, numbers and meetings on one page, worth showing to the client.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::commands::Do;
use super::names::{numbers_name, track_title};
use super::{App, Client, Effect, Purpose, Screen, Scroll};
use crate::app::overlay::Overlay;
use crate::casework::{
    Aim, RaterRole, Said, SessionRow, SessionState, Sift, Story, SubjectPage, Track, forms_met,
    raters,
};
use crate::form::Id;
use crate::lang::date;

/// As much of each kind as is read at a glance; the rest behind a key.
const QUOTES: usize = 3;
const STEPS: usize = 4;
const GOALS: usize = 3;
const THEMES: usize = 3;
/// Rows between the first line of a screen and the last.
const PAGE: isize = 10;

#[derive(Debug, Clone)]
pub struct Journey {
    pub page: SubjectPage,
    /// The line in focus.
    pub at: usize,
    /// Scores are shown too.
    pub scores: bool,
    /// All that there is, not only the newest of each kind.
    pub all: bool,
    pub form: Option<Id>,
    pub period: Period,
    pub rater: Option<RaterRole>,
    /// Meetings marked to be compared.
    pub picked: Vec<Uuid>,
}

/// How far back one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    #[default]
    Whole,
    Year,
    HalfYear,
    Quarter,
}

impl Period {
    /// The Fluent id of its name.
    pub fn label(self) -> &'static str {
        match self {
            Period::Whole => "period-whole",
            Period::Year => "period-year",
            Period::HalfYear => "period-half-year",
            Period::Quarter => "period-quarter",
        }
    }

    fn next(self) -> Period {
        match self {
            Period::Whole => Period::Year,
            Period::Year => Period::HalfYear,
            Period::HalfYear => Period::Quarter,
            Period::Quarter => Period::Whole,
        }
    }

    fn since(self, today: NaiveDate) -> Option<NaiveDate> {
        let days = match self {
            Period::Whole => return None,
            Period::Year => 365,
            Period::HalfYear => 183,
            Period::Quarter => 92,
        };
        today.checked_sub_days(Days::new(days))
    }
}

/// One line of the journey, or a block of them, that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JourneyEntry<'c> {
    Quote(&'c Said<'c>),
    Taken(&'c Said<'c>),
    Goal(&'c Aim<'c>),
    Track(&'c Track<'c>),
    Meeting(&'c SessionRow),
}

impl Journey {
    pub fn new(page: SubjectPage) -> Journey {
        Journey {
            page,
            at: 0,
            scores: false,
            all: false,
            form: None,
            period: Period::default(),
            rater: None,
            picked: Vec::new(),
        }
    }

    /// What there is to see as it is looked at now.
    pub fn story(&self, today: NaiveDate) -> Story<'_> {
        let sift = Sift {
            form: self.form.clone(),
            since: self.period.since(today),
            rater: self.rater,
        };
        Story::of(&self.page, &sift)
    }

    /// The lines from top to bottom: own words first, then what was done, goals, numbers, meetings.
    pub fn entries<'c>(&self, story: &'c Story<'c>) -> Vec<JourneyEntry<'c>> {
        let most = |least: usize| if self.all { usize::MAX } else { least };
        let mut entries = Vec::new();
        let newest = |rows: usize, least: usize| rows.saturating_sub(most(least));
        let quotes = &story.quotes[newest(story.quotes.len(), QUOTES)..];
        entries.extend(quotes.iter().map(JourneyEntry::Quote));
        let taken = &story.taken[newest(story.taken.len(), STEPS)..];
        entries.extend(taken.iter().map(JourneyEntry::Taken));
        let goals = &story.goals[newest(story.goals.len(), GOALS)..];
        entries.extend(goals.iter().map(JourneyEntry::Goal));
        let themes = story.themes.iter().take(most(THEMES));
        entries.extend(themes.map(JourneyEntry::Track));
        let scores = story.scores.iter().filter(|_| self.scores);
        entries.extend(scores.map(JourneyEntry::Track));
        let meetings = story.meetings.iter().copied();
        entries.extend(meetings.map(JourneyEntry::Meeting));
        entries
    }

    /// Whether less than everything is shown for want of room at a glance.
    pub fn holds_more(&self, story: &Story<'_>) -> bool {
        story.quotes.len() > QUOTES
            || story.taken.len() > STEPS
            || story.goals.len() > GOALS
            || story.themes.len() > THEMES
    }

    /// Whether a command does anything here.
    pub fn enabled(&self, does: Do, today: NaiveDate) -> bool {
        match does {
            Do::ByForm => forms_met(&self.page).len() > 1,
            Do::ByRater => raters(&self.page).len() > 1,
            Do::Indices => !self.story(today).scores.is_empty(),
            Do::All => self.holds_more(&self.story(today)),
            Do::Open => !self.entries(&self.story(today)).is_empty(),
            Do::Compare => self.story(today).meetings.len() > 1,
            Do::Pick => {
                let story = self.story(today);
                let here = self.entries(&story).get(self.at).copied();
                matches!(here, Some(JourneyEntry::Meeting(_)))
            }
            _ => true,
        }
    }
}

/// What one has after this, with nothing at the end.
fn next_of<T: PartialEq + Clone>(all: &[T], now: Option<&T>) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|it| it == now));
    all.get(at.map_or(0, |at| at + 1)).cloned()
}

impl App {
    /// From the client's page, whose rows hold all that the journey tells.
    pub(super) fn open_journey(&mut self) {
        if let Screen::Client(client) = &self.screen {
            let journey = Journey::new(client.page.clone());
            self.screen = Screen::Journey(Box::new(journey));
        }
    }

    pub(super) fn run_journey(&mut self, does: Do) {
        let Screen::Journey(journey) = &mut self.screen else {
            return;
        };
        match does {
            Do::Up => self.journey_move(-1),
            Do::Down => self.journey_move(1),
            Do::PageUp => self.journey_move(-PAGE),
            Do::PageDown => self.journey_move(PAGE),
            Do::First => self.journey_move(isize::MIN),
            Do::Last => self.journey_move(isize::MAX),
            Do::Open => self.journey_open(),
            Do::Indices => journey.scores = !journey.scores,
            Do::All => journey.all = !journey.all,
            Do::ByForm => {
                let forms: Vec<Id> = forms_met(&journey.page).into_iter().cloned().collect();
                journey.form = next_of(&forms, journey.form.as_ref());
            }
            Do::ByPeriod => journey.period = journey.period.next(),
            Do::ByRater => journey.rater = next_of(&raters(&journey.page), journey.rater.as_ref()),
            Do::Search => self.ask_search(),
            Do::Pick => self.journey_pick(),
            Do::Compare => self.journey_compare(),
            Do::Back => {
                let client = Client::new(journey.page.clone());
                self.screen = Screen::Client(client);
            }
            _ => {}
        }
        self.journey_move(0);
    }

    /// Keeps the focus on a line that there is.
    fn journey_move(&mut self, by: isize) {
        let today = self.stamp.today;
        let Screen::Journey(journey) = &mut self.screen else {
            return;
        };
        let last = journey.entries(&journey.story(today)).len();
        let last = last.saturating_sub(1);
        journey.at = journey.at.saturating_add_signed(by).min(last);
    }

    /// The meeting in which something was said, or all numbers of a track.
    fn journey_open(&mut self) {
        let today = self.stamp.today;
        let Screen::Journey(journey) = &self.screen else {
            return;
        };
        let story = journey.story(today);
        let session = match journey.entries(&story).get(journey.at) {
            Some(JourneyEntry::Quote(said) | JourneyEntry::Taken(said)) => said.session,
            Some(JourneyEntry::Goal(aim)) => aim.said.session,
            Some(JourneyEntry::Meeting(row)) => Some(row.id),
            Some(JourneyEntry::Track(track)) => {
                let (title, lines) = self.all_numbers(track);
                let scroll = Scroll::default();
                return self.overlays.push(Overlay::Page {
                    title,
                    lines,
                    scroll,
                });
            }
            None => None,
        };
        if let Some(session) = session {
            let purpose = journey.purpose(session);
            self.effects.push(Effect::LoadSession { session, purpose });
        }
    }

    /// Every number of a track, day by day.
    fn all_numbers(&self, track: &Track<'_>) -> (String, Vec<String>) {
        let lang = self.lang;
        let title = track_title(&self.catalogue, track, lang);
        let days = track.days.iter().enumerate().map(|(at, day)| {
            let numbers = track.lines.iter().filter_map(|line| {
                let point = line.points.get(at).copied().flatten()?;
                let name = numbers_name(&self.catalogue, line, lang);
                let value = date::write_decimal(point.value.normalize(), lang);
                Some(format!("{name} {value}"))
            });
            let numbers: Vec<String> = numbers.collect();
            let day = date::write_date(*day, lang);
            format!("{day:<12}{}", numbers.join("   "))
        });
        (title, vec![days.collect::<Vec<_>>().join("\n")])
    }
}

impl Journey {
    /// One that is open is gone on with; others are read.
    fn purpose(&self, session: Uuid) -> Purpose {
        let open = |row: &&SessionRow| row.id == session && row.state == SessionState::Open;
        match self.page.sessions.iter().find(open) {
            Some(_) => Purpose::Resume,
            None => Purpose::Review,
        }
    }
}
