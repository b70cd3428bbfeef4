//! The sheet from which a meeting is begun.

use std::ops::Range;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::App;
use crate::app::start::{Field, Start};

/// The column of the fields' names.
const NAMES: usize = 12;
/// The column of the ways' names.
const WAYS: usize = 32;

pub fn rows(app: &App, start: &Start, theme: &Theme, width: usize) -> (Vec<Row>, Range<usize>) {
    let title = match start.offers.is_empty() {
        true => "setting-title",
        false => "start-title",
    };
    let mut rows = vec![Row::of(app.say(title), theme.heading)];
    let roomy = width >= usize::from(chrome::NARROW);
    if roomy {
        rows.push(Row::new());
    }
    let mut focus = 0..1;
    for at in 0..start.offers.len() {
        let here = at == start.at;
        if here && start.field == Field::Way {
            focus = rows.len()..rows.len() + 1;
        }
        rows.push(way(app, start, at, theme, roomy));
    }
    if !start.offers.is_empty() {
        rows.push(Row::new());
    }
    let hint = start.offers.get(start.at).map_or("", |offer| &offer.hint);
    if roomy && !hint.is_empty() {
        rows.extend(paint::paragraph(hint, width, 2, theme.quiet));
        rows.push(Row::new());
    }
    let fields = start.fields.iter().copied();
    for field in fields.filter(|field| *field != Field::Way) {
        if field == start.field {
            focus = rows.len()..rows.len() + 1;
        }
        rows.push(setting(app, start, field, theme));
    }
    (rows, focus)
}

fn way(app: &App, start: &Start, at: usize, theme: &Theme, roomy: bool) -> Row {
    let chosen = at == start.at;
    let here = chosen && start.field == Field::Way;
    let style = match (here, chosen) {
        (true, _) => theme.focus,
        (false, true) => theme.heading,
        (false, false) => theme.text,
    };
    let mark = match (here, chosen) {
        (true, _) => theme.symbols.here,
        (false, true) => theme.symbols.dot,
        (false, false) => " ",
    };
    let key = match at {
        0..9 => (at + 1).to_string(),
        _ => " ".to_owned(),
    };
    let offer = &start.offers[at];
    let starting = match chosen {
        true => &start.starting,
        false => &offer.starting,
    };
    let row = Row::of(format!("{mark} {key}  "), style);
    let minutes = app.said_of(starting, Field::Minutes);
    let row = match roomy {
        true => row
            .then(column(&offer.title, WAYS), style)
            .then(minutes, theme.quiet),
        false => row.then(offer.title.clone(), style),
    };
    if here { row.with_cursor(0) } else { row }
}

fn setting(app: &App, start: &Start, field: Field, theme: &Theme) -> Row {
    let here = field == start.field;
    let said = app.said_of(&start.starting, field);
    let mark = if here { theme.symbols.here } else { " " };
    let name = column(&app.say(field.label()), NAMES);
    let (quiet, plain) = match here {
        true => (theme.focus, theme.focus),
        false => (theme.quiet, theme.text),
    };
    let said = match here {
        true => format!("‹ {said} ›"),
        false => format!("  {said}"),
    };
    let row = Row::of(format!("{mark} {name}"), quiet).then(said, plain);
    if here { row.with_cursor(0) } else { row }
}
