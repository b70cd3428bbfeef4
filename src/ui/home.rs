//! Home: what is open, what is coming, whom to look for.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::{App, Home, HomeEntry};
use crate::casework::{SessionRow, SubjectRow, local};
use crate::lang::{Arg, date};

pub fn view(
    app: &App,
    home: &Home,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = chrome::frame(app, "Kohtaa", None, theme, area, buffer);
    let wide = inside.width >= 76;
    let left_width = if wide {
        inside.width * 3 / 5
    } else {
        inside.width
    };
    let (rows, focus) = list(app, home, theme, usize::from(left_width - 2));
    let top = paint::scroll(focus, rows.len(), usize::from(inside.height));
    paint::beyond(top, rows.len(), theme, inside, buffer);
    let cursor = paint::draw(
        &rows,
        top,
        Rect {
            width: left_width - 2,
            ..inside
        },
        buffer,
    );
    if wide {
        let aside = aside(app, home, theme, usize::from(inside.width - left_width));
        let place = Rect {
            x: inside.x + left_width,
            width: inside.width - left_width,
            ..inside
        };
        paint::draw(&aside, 0, place, buffer);
    }
    cursor
}

fn list(app: &App, home: &Home, theme: &Theme, width: usize) -> (Vec<Row>, std::ops::Range<usize>) {
    let filter = home.filter.text();
    let mut rows = Vec::new();
    if !filter.is_empty() {
        let mut typed = home.filter.clone();
        // While names are covered, the letters of one are too.
        typed.secret = home.covered;
        rows.push(paint::typed_line(&typed, width, 2, theme));
        rows.push(Row::new());
    }
    let entries = home.entries(app.stamp.today);
    if entries.is_empty() {
        let text = app.say(if filter.is_empty() {
            "home-empty"
        } else {
            "home-none"
        });
        let mut said = paint::paragraph(&text, width.saturating_sub(2), 2, theme.quiet);
        if let Some(first) = said.first_mut().filter(|_| filter.is_empty()) {
            first.cursor = Some(2);
        }
        rows.append(&mut said);
        return (rows, 0..1);
    }
    let mut focus = 0..1;
    let mut heading = "";
    for (at, entry) in entries.iter().enumerate() {
        let this = heading_of(entry);
        if this != heading {
            if !heading.is_empty() {
                rows.push(Row::new());
            }
            rows.push(Row::of(format!("  {}", app.say(this)), theme.heading));
            heading = this;
        }
        let here = at == home.at;
        if here {
            focus = rows.len()..rows.len() + 1;
        }
        let mut row = entry_row(app, home, entry, here, theme, width);
        if here && filter.is_empty() {
            row = row.with_cursor(2);
        }
        rows.push(row);
    }
    (rows, focus)
}

fn heading_of(entry: &HomeEntry<'_>) -> &'static str {
    match entry {
        HomeEntry::Coming(..) => "home-today",
        HomeEntry::Unfinished(_) => "home-unfinished",
        HomeEntry::Subject(_) => "home-clients",
    }
}

fn entry_row(
    app: &App,
    home: &Home,
    entry: &HomeEntry<'_>,
    here: bool,
    theme: &Theme,
    width: usize,
) -> Row {
    let mark = if here { theme.symbols.here } else { " " };
    let style = if here { theme.focus } else { theme.text };
    let (code, aside) = match entry {
        HomeEntry::Coming(subject, day) => (&subject.code, due(app, *day)),
        HomeEntry::Unfinished(session) => (&session.code, begun(app, home, session)),
        HomeEntry::Subject(subject) => (&subject.code, met(app, subject)),
    };
    let names = home.entries(app.stamp.today).into_iter().map(name_of);
    let longest = names.map(UnicodeWidthStr::width).max().unwrap_or(0);
    let name_width = longest.min(width.saturating_sub(2 + 8 + 2 + 20).clamp(6, 24));
    let row = Row::of(format!("{mark} "), theme.focus).then(column(code, 8), style);
    let row = if home.covered {
        row
    } else {
        row.then(column(name_of(*entry), name_width), style)
            .then("  ", style)
    };
    row.then(aside, theme.quiet)
}

fn name_of<'a>(entry: HomeEntry<'a>) -> &'a str {
    match entry {
        HomeEntry::Coming(subject, _) | HomeEntry::Subject(subject) => &subject.name,
        HomeEntry::Unfinished(session) => &session.name,
    }
}

fn due(app: &App, day: NaiveDate) -> String {
    if day == app.stamp.today {
        app.say("day-today")
    } else {
        date::write_day(day, app.lang)
    }
}

fn begun(app: &App, home: &Home, session: &SessionRow) -> String {
    let at = local(session.started, session.offset_min);
    // The hour matters today only, and the form needs the room.
    let when = if home.covered || at.date_naive() == app.stamp.today {
        date::write_moment(at.naive_local(), app.stamp.today, app.lang)
    } else {
        date::write_day(at.date_naive(), app.lang)
    };
    let form = session
        .responses
        .first()
        .and_then(|row| app.catalogue.find(row.form_id.as_str()));
    match form {
        Some(form) if !home.covered => format!("{when}  {}", form.title.plain(app.lang)),
        _ => when,
    }
}

fn met(app: &App, subject: &SubjectRow) -> String {
    let Some(last) = subject.last_met else {
        return app.say("home-not-met");
    };
    let day = local(last, app.stamp.offset_min).date_naive();
    let days = (app.stamp.today - day).num_days().max(0);
    app.tell("home-last-met", &[("days", Arg::from(days))])
}

/// What else waits: counts while covered, words when not.
fn aside(app: &App, home: &Home, theme: &Theme, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let promises = &home.rows.promises;
    rows.push(Row::of(
        app.tell("home-promises", &[("count", Arg::from(promises.len()))]),
        theme.heading,
    ));
    if !home.covered {
        for (subject, step, day) in promises.iter().take(4) {
            rows.extend(promise(app, subject, step, *day, theme, width));
        }
    }
    rows.push(Row::new());
    let coming: Vec<_> = home
        .rows
        .coming
        .iter()
        .filter(|(_, day)| *day > app.stamp.today)
        .collect();
    rows.push(Row::of(
        app.tell("home-coming", &[("count", Arg::from(coming.len()))]),
        theme.heading,
    ));
    for (subject, day) in coming.iter().take(6) {
        rows.push(
            Row::of(column(&subject.code, 9), theme.text)
                .then(date::write_day(*day, app.lang), theme.quiet),
        );
    }
    rows
}

/// What was promised, then to whom and by when; late ones with a sign too.
fn promise(
    app: &App,
    subject: &SubjectRow,
    step: &str,
    day: Option<NaiveDate>,
    theme: &Theme,
    width: usize,
) -> [Row; 2] {
    let late = day.is_some_and(|day| day < app.stamp.today);
    let (sign, style) = if late {
        (theme.symbols.trouble, theme.trouble)
    } else {
        (" ", theme.quiet)
    };
    let day = day
        .map(|day| date::write_day(day, app.lang))
        .unwrap_or_default();
    [
        Row::of(paint::fit(step, width.saturating_sub(2)), theme.text),
        Row::of(format!("{sign} {}  ", subject.code), style).then(day, style),
    ]
}
