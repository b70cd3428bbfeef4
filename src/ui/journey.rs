//! The journey: own words, what was done, goals, numbers with their lines, meetings. Worth showing to the client.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::client::meeting_row;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::names::{called, form_title, quoted, rater_id};
use crate::app::{App, Journey, JourneyEntry, Period};
use crate::casework::{Said, Story, said};
use crate::lang::{Arg, date};

/// Columns of the words that say what stands beside them, and of a day.
const NAMES: usize = 14;
const DAYS: usize = 9;

/// Draws one page for a client and what is looked at of it.
pub(super) struct Drawing<'a> {
    pub app: &'a App,
    pub journey: &'a Journey,
    pub theme: &'a Theme,
    pub width: usize,
    /// There is room for lines through numbers.
    pub roomy: bool,
}

pub fn view(
    app: &App,
    journey: &Journey,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let story = journey.story(app.stamp.today);
    let drawing = Drawing {
        app,
        journey,
        theme,
        width: usize::from(area.width).saturating_sub(2),
        roomy: area.width >= chrome::NARROW && area.height >= 20,
    };
    let subject = &journey.page.subject;
    let who = called(subject, !app.outdoors);
    let title = app.tell("journey-title", &[("who", Arg::from(&who))]);
    let aside = Some(drawing.span(&story));
    let inside = chrome::frame(app, &title, aside, theme, area, buffer);
    let (rows, focus) = drawing.rows(&story);
    let top = paint::scroll(focus, rows.len(), usize::from(inside.height));
    paint::beyond(top, rows.len(), theme, inside, buffer);
    paint::draw(&rows, top, inside, buffer)
}

impl Drawing<'_> {
    fn day(&self, day: chrono::NaiveDate) -> String {
        date::write_brief_date(day, self.app.stamp.today, self.app.lang)
    }

    /// How many meetings, from when to when.
    fn span(&self, story: &Story<'_>) -> String {
        let day = |row: &crate::casework::SessionRow| {
            let started = crate::casework::local(row.started, row.offset_min);
            self.day(started.date_naive())
        };
        let first = story.meetings.last().map(|row| day(row));
        let last = story.meetings.first().map(|row| day(row));
        let args = [
            ("count", Arg::from(story.meetings.len())),
            ("first", Arg::from(first.as_deref().unwrap_or_default())),
            ("last", Arg::from(last.as_deref().unwrap_or_default())),
        ];
        match story.meetings.len() {
            0 => String::new(),
            1 => self.app.tell("journey-once", &args),
            _ => self.app.tell("journey-span", &args),
        }
    }

    /// All rows, and those of the line in focus.
    fn rows(&self, story: &Story<'_>) -> (Vec<Row>, std::ops::Range<usize>) {
        let entries = self.journey.entries(story);
        let mut rows = self.sifted();
        let mut focus = 0..1;
        let mut before: Option<&'static str> = None;
        for (at, entry) in entries.iter().enumerate() {
            let kind = kind(entry);
            let first = before != Some(kind);
            let is_track = matches!(entry, JourneyEntry::Track(_));
            if !rows.is_empty() && (first || is_track) {
                rows.push(Row::new());
            }
            before = Some(kind);
            let here = at == self.journey.at;
            let start = rows.len();
            rows.extend(self.entry(story, entry, first, here));
            if here {
                focus = start..rows.len();
                // A name may stand above the line that has the focus.
                let marked = |row: &&mut Row| {
                    let first = row.spans.first();
                    first.is_some_and(|(text, _)| text.starts_with(self.theme.symbols.here))
                };
                if let Some(row) = rows[start..].iter_mut().find(marked) {
                    row.cursor = Some(2);
                }
            }
        }
        if entries.is_empty() {
            let nothing = self.app.say("journey-nothing");
            rows.extend(paint::paragraph(&nothing, self.width, 2, self.theme.quiet));
        } else if !self.journey.all && self.journey.holds_more(story) {
            rows.push(Row::new());
            let more = self.app.say("journey-more");
            rows.extend(paint::paragraph(&more, self.width, 2, self.theme.quiet));
        }
        (rows, focus)
    }

    /// What alone is looked at.
    fn sifted(&self) -> Vec<Row> {
        let journey = self.journey;
        let form = journey.form.as_ref();
        let form = form.map(|id| form_title(&self.app.catalogue, id, self.app.lang));
        let period = Some(journey.period).filter(|it| *it != Period::Whole);
        let period = period.map(|period| self.app.say(period.label()));
        let rater = journey.rater.map(|rater| self.app.say(rater_id(rater)));
        let parts: Vec<String> = [form, period, rater].into_iter().flatten().collect();
        if parts.is_empty() {
            return Vec::new();
        }
        let what = parts.join(" · ");
        let only = self.app.tell("journey-only", &[("what", Arg::from(&what))]);
        paint::paragraph(&only, self.width, 2, self.theme.quiet)
    }

    fn entry(
        &self,
        story: &Story<'_>,
        entry: &JourneyEntry<'_>,
        first: bool,
        here: bool,
    ) -> Vec<Row> {
        match entry {
            JourneyEntry::Quote(said) => {
                let words = quoted(said.words, said.interpreted, self.app.lang);
                self.words("journey-quotes", said, &words, first, here)
            }
            JourneyEntry::Taken(said) => self.words("journey-taken", said, said.words, first, here),
            JourneyEntry::Goal(aim) => {
                let page = &self.journey.page;
                let level = aim
                    .level
                    .map(|row| said(&self.app.catalogue, page, row, self.app.lang));
                let level = level.map(|level| level.join(", ")).unwrap_or_default();
                let words = match level.is_empty() {
                    true => aim.said.words.to_owned(),
                    false => format!("{} · {level}", aim.said.words),
                };
                self.words("journey-goals", &aim.said, &words, first, here)
            }
            JourneyEntry::Track(track) => self.track(track, here),
            JourneyEntry::Meeting(row) => {
                let mut rows = Vec::new();
                if first {
                    let count = [("count", Arg::from(story.meetings.len()))];
                    let heading = self.app.tell("client-meetings", &count);
                    rows.push(Row::of(format!("  {heading}"), self.theme.heading));
                }
                let mut line = meeting_row(self.app, row, here, self.theme, self.width);
                if self.journey.picked.contains(&row.id) {
                    line = line.at_right(self.app.say("compare-picked"), self.theme.focus);
                }
                rows.push(line);
                rows
            }
        }
    }

    /// Words under the day on which they were written down.
    fn words(&self, kind: &str, said: &Said<'_>, words: &str, first: bool, here: bool) -> Vec<Row> {
        let theme = self.theme;
        let narrow = self.width < usize::from(chrome::NARROW);
        let mark = if here { theme.symbols.here } else { " " };
        let named = match first {
            true => self.app.say(kind),
            false => String::new(),
        };
        let day = said.day.map(|day| self.day(day)).unwrap_or_default();
        let day = column(&day, DAYS);
        let style = if here { theme.focus } else { theme.text };
        let lead = match narrow {
            true => format!("{mark} {day}"),
            false => format!("{mark} {}{day}", column(&named, NAMES)),
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rows = Vec::new();
        if narrow && first {
            rows.push(Row::of(format!("  {named}"), theme.quiet));
        }
        let lead_style = if here { theme.focus } else { theme.quiet };
        rows.extend(paint::marked(&lead, &words, self.width, lead_style, style));
        rows
    }
}

/// Lines of one kind stand together.
fn kind(entry: &JourneyEntry<'_>) -> &'static str {
    match entry {
        JourneyEntry::Quote(_) => "quote",
        JourneyEntry::Taken(_) => "taken",
        JourneyEntry::Goal(_) => "goal",
        JourneyEntry::Track(_) => "track",
        JourneyEntry::Meeting(_) => "meeting",
    }
}
