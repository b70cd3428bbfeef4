//! Home: the day, what is left to do, whom to look for.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::names::meeting_title;
use crate::app::{App, Home, HomeEntry};
use crate::casework::{Coming, Promise, SessionRow, SubjectRow, local};
use crate::lang::{Arg, date};

/// Columns of what waits, beside the day and the clients.
const ASIDE: u16 = 34;
/// As many of each that only tell something are shown.
const MOST_TOLD: usize = 4;

pub fn view(
    app: &App,
    home: &Home,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = chrome::frame(app, "Kohtaa", None, theme, area, buffer);
    let wide = inside.width >= 76;
    let left = match wide {
        true => inside.width - ASIDE.max(inside.width * 2 / 5),
        false => inside.width,
    };
    let page = Page {
        app,
        home,
        theme,
        width: usize::from(left - 2),
    };
    let aside = Page {
        width: usize::from(inside.width - left),
        ..page
    };
    let mut columns = [page.opening(), Vec::new()];
    if home.filter.text().is_empty() {
        let day = page.entries(|it| matches!(it, HomeEntry::Today(_) | HomeEntry::Open(_)));
        let clients = page.entries(|it| matches!(it, HomeEntry::Subject(_)));
        let waits = match wide {
            true => aside.waiting(),
            false => page.waiting(),
        };
        columns[0].extend(day);
        columns[usize::from(wide)].extend(waits);
        columns[0].extend(clients);
    } else {
        columns[0].extend(page.entries(|_| true));
    }
    let places = [
        Rect {
            width: left - 2,
            ..inside
        },
        Rect {
            x: inside.x + left,
            width: inside.width - left,
            ..inside
        },
    ];
    let mut cursor = None;
    for (parts, place) in columns.into_iter().zip(places) {
        let (rows, focus) = joined(parts);
        let top = paint::scroll(
            focus.unwrap_or(0..1),
            rows.len(),
            usize::from(inside.height),
        );
        if place.x == inside.x {
            paint::beyond(top, rows.len(), theme, place, buffer);
        }
        cursor = paint::draw(&rows, top, place, buffer).or(cursor);
    }
    cursor
}

/// Rows under one heading, with those in focus.
struct Part {
    rows: Vec<Row>,
    focus: Option<std::ops::Range<usize>>,
}

fn joined(parts: Vec<Part>) -> (Vec<Row>, Option<std::ops::Range<usize>>) {
    let mut rows: Vec<Row> = Vec::new();
    let mut focus = None;
    for mut part in parts {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        let start = rows.len();
        focus = part
            .focus
            .map(|at| at.start + start..at.end + start)
            .or(focus);
        rows.append(&mut part.rows);
    }
    (rows, focus)
}

#[derive(Clone, Copy)]
struct Page<'a> {
    app: &'a App,
    home: &'a Home,
    theme: &'a Theme,
    width: usize,
}

impl Page<'_> {
    /// What is typed to find a client; who is to be found, if nobody is.
    fn opening(&self) -> Vec<Part> {
        let filter = self.home.filter.text();
        let mut rows = Vec::new();
        if !filter.is_empty() {
            let mut typed = self.home.filter.clone();
            // While names are covered, the letters of one are too.
            typed.secret = self.home.covered;
            rows.push(paint::typed_line(&typed, self.width, 2, self.theme));
        }
        if self.home.entries(self.app.stamp.today).is_empty() {
            let id = if filter.is_empty() {
                "home-empty"
            } else {
                "home-none"
            };
            let text = self.app.say(id);
            let mut said =
                paint::paragraph(&text, self.width.saturating_sub(2), 2, self.theme.quiet);
            if let Some(first) = said.first_mut().filter(|_| filter.is_empty()) {
                first.cursor = Some(2);
            }
            rows.append(&mut said);
        }
        match rows.is_empty() {
            true => Vec::new(),
            false => vec![Part { rows, focus: None }],
        }
    }

    /// The entries of some kinds, under their headings.
    fn entries(&self, wanted: impl Fn(&HomeEntry<'_>) -> bool) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut heading = "";
        let entries = self.home.entries(self.app.stamp.today);
        for (at, entry) in entries.iter().enumerate().filter(|(_, it)| wanted(it)) {
            let this = heading_of(entry);
            if this != heading {
                heading = this;
                let title = match entry {
                    HomeEntry::Work(_) => {
                        let count = Arg::from(self.home.work.len());
                        self.app.tell(this, &[("count", count)])
                    }
                    _ => self.app.say(this),
                };
                parts.push(self.titled(&title));
            }
            let Some(part) = parts.last_mut() else {
                continue;
            };
            let here = at == self.home.at;
            let mut row = self.entry(entry, here);
            if here {
                part.focus = Some(part.rows.len()..part.rows.len() + 1);
                if self.home.filter.text().is_empty() {
                    row = row.with_cursor(2);
                }
            }
            part.rows.push(row);
        }
        parts
    }

    fn titled(&self, title: &str) -> Part {
        Part {
            rows: vec![Row::of(format!("  {title}"), self.theme.heading)],
            focus: None,
        }
    }

    /// What waits: work after meetings, promises, others, those who should have been met.
    fn waiting(&self) -> Vec<Part> {
        let rows = &self.home.rows;
        let mut parts = self.entries(|it| matches!(it, HomeEntry::Work(_)));
        parts.extend(self.promises("home-promises", &rows.promises));
        parts.extend(self.promises("home-waiting", &rows.waiting));
        parts.extend(self.entries(|it| matches!(it, HomeEntry::Late(_))));
        parts.extend(self.coming());
        parts
    }

    fn entry(&self, entry: &HomeEntry<'_>, here: bool) -> Row {
        let theme = self.theme;
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.focus } else { theme.text };
        let row = Row::of(format!("{mark} "), theme.focus);
        let (subject, name, aside) = match entry {
            HomeEntry::Today(coming) => {
                let time = coming
                    .time
                    .map(|time| date::write_clock(time, self.app.lang));
                let time = time.unwrap_or_default();
                let subject = &coming.subject;
                (&subject.code, &subject.name, time)
            }
            HomeEntry::Open(session) => (&session.code, &session.name, self.begun(session)),
            HomeEntry::Work(work) => {
                // What waits says nothing about the person, and the name would take its room.
                let waits = match &work.paper {
                    Some(form) => {
                        let paper = form.paper.as_ref();
                        paper
                            .map_or("", |paper| paper.waiting.plain(self.app.lang))
                            .to_owned()
                    }
                    None => self.app.say("home-unapproved"),
                };
                let row = row.then(column(&work.session.code, 8), style);
                return row.then(waits, theme.quiet);
            }
            HomeEntry::Late(coming) => {
                let row = row.then(column(&coming.subject.code, 8), style);
                return row.then(self.late(coming), theme.quiet);
            }
            HomeEntry::Subject(subject) => (&subject.code, &subject.name, self.met(subject)),
        };
        let row = row.then(column(subject, 8), style);
        // A form's name takes more room than a day.
        let beside = match entry {
            HomeEntry::Subject(_) => 16,
            _ => 20,
        };
        let row = match self.home.covered {
            true => row,
            false => row
                .then(column(name, self.name_width(beside)), style)
                .then("  ", style),
        };
        row.then(aside, theme.quiet)
    }

    /// `beside`: the room for what stands behind the names.
    fn name_width(&self, beside: usize) -> usize {
        let rows = &self.home.rows;
        let names = rows.subjects.iter().map(|row| row.name.width());
        let longest = names.max().unwrap_or(0);
        longest.min(self.width.saturating_sub(2 + 8 + 2 + beside).clamp(6, 24))
    }

    fn begun(&self, session: &SessionRow) -> String {
        let (app, today) = (self.app, self.app.stamp.today);
        let at = local(session.started, session.offset_min);
        // The hour matters today only, and the form needs the room.
        let when = if self.home.covered || at.date_naive() == today {
            date::write_moment(at.naive_local(), today, app.lang)
        } else {
            date::write_day(at.date_naive(), app.lang)
        };
        if self.home.covered {
            return when;
        }
        let title = meeting_title(&app.catalogue, session, app.lang);
        format!("{when}  {title}").trim_end().to_owned()
    }

    fn met(&self, subject: &SubjectRow) -> String {
        let Some(last) = subject.last_met else {
            return self.app.say("home-not-met");
        };
        let day = local(last, self.app.stamp.offset_min).date_naive();
        self.app
            .tell("home-last-met", &[("days", self.days_since(day))])
    }

    fn late(&self, coming: &Coming) -> String {
        self.app
            .tell("home-days", &[("days", self.days_since(coming.day))])
    }

    fn days_since(&self, day: NaiveDate) -> Arg<'static> {
        Arg::from((self.app.stamp.today - day).num_days().max(0))
    }

    /// Counts while covered, words when not: what, then of whom and by when; late ones with a sign too.
    fn promises(&self, heading: &str, promises: &[Promise]) -> Option<Part> {
        let (app, theme) = (self.app, self.theme);
        if promises.is_empty() {
            return None;
        }
        let count = Arg::from(promises.len());
        let mut part = self.titled(&app.tell(heading, &[("count", count)]));
        let told = promises
            .iter()
            .take(MOST_TOLD)
            .filter(|_| !self.home.covered);
        for promise in told {
            let late = promise.due.is_some_and(|day| day < app.stamp.today);
            let (sign, style) = match late {
                true => (theme.symbols.trouble, theme.trouble),
                false => (" ", theme.quiet),
            };
            let day = promise.due.map(|day| date::write_day(day, app.lang));
            let since = || {
                let given = local(promise.given, app.stamp.offset_min).date_naive();
                app.tell("home-days", &[("days", self.days_since(given))])
            };
            let step = paint::fit(&promise.step, self.width.saturating_sub(3));
            part.rows.push(Row::of(format!("  {step}"), theme.text));
            let who = format!("{sign} {}  ", promise.subject.code);
            part.rows
                .push(Row::of(who, style).then(day.unwrap_or_else(since), style));
        }
        Some(part)
    }

    fn coming(&self) -> Option<Part> {
        let today = self.app.stamp.today;
        let rows = self.home.rows.coming.iter();
        let coming: Vec<_> = rows.filter(|coming| coming.day > today).collect();
        if coming.is_empty() {
            return None;
        }
        let count = Arg::from(coming.len());
        let mut part = self.titled(&self.app.tell("home-coming", &[("count", count)]));
        for it in coming.iter().take(MOST_TOLD) {
            let day = date::write_day(it.day, self.app.lang);
            let code = format!("  {}", column(&it.subject.code, 8));
            part.rows
                .push(Row::of(code, self.theme.text).then(day, self.theme.quiet));
        }
        Some(part)
    }
}

fn heading_of(entry: &HomeEntry<'_>) -> &'static str {
    match entry {
        HomeEntry::Today(_) => "home-today",
        HomeEntry::Open(_) => "home-unfinished",
        HomeEntry::Work(_) => "home-work",
        HomeEntry::Late(_) => "home-late",
        HomeEntry::Subject(_) => "home-clients",
    }
}
