//! A table seen whole: its rows under one another, what is asked of each beside.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::item::{self, Place};
use super::paint::{self, Row};
use crate::app::editor::wrap;
use crate::app::meeting::{Focus, Grid, STEP};
use crate::app::names::absent_id;
use crate::form::{ItemIx, Kind};
use crate::lang::messages;
use crate::response::{Answer, RowIx, Spot, Value};

/// Lines that a column's name may take.
const HEAD: usize = 3;

/// The rows of the screen for a table's rows, and which of them have the focus. `place` is the table.
pub fn whole(place: &Place<'_>, grid: &Grid) -> (Vec<Row>, Option<Range<usize>>) {
    match grid {
        Grid::Steps { column, steps } => by_steps(place, *column, *steps),
        Grid::Columns(columns) => by_columns(place, columns),
    }
}

/// The place of one cell.
fn cell<'a>(table: &Place<'a>, item: ItemIx, row: RowIx) -> Place<'a> {
    Place {
        spot: Spot::in_row(item, row),
        ..*table
    }
}

fn is_here(place: &Place<'_>) -> bool {
    let focus = Focus::Spot {
        filling: place.filling,
        spot: place.spot,
    };
    place.meeting.focus == Some(focus)
}

fn by_steps(table: &Place<'_>, column: ItemIx, steps: usize) -> (Vec<Row>, Option<Range<usize>>) {
    // The last column of the screen is left to the arrows that say that there is more.
    let width = table.width.saturating_sub(1).min(paint::MEASURE);
    let name = width.saturating_sub(steps * STEP);
    let mut rows = Vec::new();
    let mut focus = None;
    let first = table.response().rows(table.spot.item).first();
    if let Some(first) = first {
        head(&cell(table, column, *first), steps, name, &mut rows);
    }
    for row in table.response().rows(table.spot.item) {
        let place = cell(table, column, *row);
        if !table.response().is_shown(place.spot) {
            continue;
        }
        let start = rows.len();
        rows.extend(step_row(&place, steps, name));
        if is_here(&place) {
            item::faults(&place, &mut rows);
            focus = Some(start..rows.len());
        }
    }
    (rows, focus)
}

/// What the steps are called: their keys over them, in words above where words do not fit.
fn head(place: &Place<'_>, steps: usize, name: usize, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let said: Vec<(String, String)> = (0..steps).map(|step| step_name(place, step)).collect();
    let legend: Vec<String> = said
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(key, words)| format!("{key} {words}"))
        .collect();
    if !legend.is_empty() {
        let legend = legend.join("   ");
        rows.extend(paint::paragraph(&legend, place.width, 2, theme.quiet));
    }
    let keys: String = said
        .iter()
        .map(|(key, _)| format!("{key:>STEP$}"))
        .collect();
    // Of several questions only this one is asked now: it is named, since the rows are not named by it.
    let children = place.response().form().children(table_of(place)).count();
    let asked = match children {
        0 | 1 => String::new(),
        _ => place.said(&place.item().label),
    };
    let asked = paint::column(&format!("  {asked}"), name);
    rows.push(Row::of(asked, theme.quiet).then(keys, theme.quiet));
}

fn table_of(place: &Place<'_>) -> ItemIx {
    place.item().parent.unwrap_or_default()
}

/// The key of a step and its words, if it has some.
fn step_name(place: &Place<'_>, step: usize) -> (String, String) {
    let lang = place.language();
    let number = (step + 1).to_string();
    match &place.item().kind {
        Kind::YesNo => {
            let id = ["answer-yes", "answer-no"][step.min(1)];
            (number, messages(lang).get(id).into_owned())
        }
        Kind::Scale { min, max } => {
            let value = i64::from(*min) + i64::try_from(step).unwrap_or(0);
            let words = place.item().ends.as_deref().map(|(low, high)| {
                match value {
                    _ if value == i64::from(*min) => low.plain(lang),
                    _ if value == i64::from(*max) => high.plain(lang),
                    _ => "",
                }
                .to_owned()
            });
            (value.to_string(), words.unwrap_or_default())
        }
        _ => {
            let offers = place.meeting.options(place.filling, place.spot);
            let offer = offers.get(step);
            let key = offer.and_then(|offer| offer.key());
            let key = key.map_or(number, |key| key.to_string());
            (key, offer.map_or("", |offer| offer.text(lang)).to_owned())
        }
    }
}

fn step_row(place: &Place<'_>, steps: usize, name: usize) -> Vec<Row> {
    let theme = place.theme;
    let here = is_here(place);
    let chosen = chosen_step(place);
    let (mark, style) = match here {
        true => (format!("{} ", theme.symbols.here), theme.heading),
        false => ("  ".to_owned(), theme.quiet),
    };
    let label = format!("{}{}", place.row_name(), place.signs());
    let mut rows = paint::marked(&mark, &label, name, theme.focus, style);
    let absent = match place.cell().answer {
        Answer::Absent(absent) => Some(place.app.say(absent_id(absent))),
        Answer::Empty | Answer::Given(_) => None,
    };
    // The marks stand beside the last line of a long name, nearest to what they are about.
    if let Some(last) = rows.last_mut() {
        let gap = name.saturating_sub(last.width());
        last.spans.push((" ".repeat(gap), theme.text));
        for step in 0..steps {
            let on_it = here && step == place.meeting.cursor;
            let sign = match chosen == Some(step) {
                true => theme.symbols.chosen,
                false => theme.symbols.open,
            };
            let style = match (chosen == Some(step), on_it) {
                (_, true) => theme.focus,
                (true, false) => theme.text,
                (false, false) => theme.quiet,
            };
            let pad = STEP.saturating_sub(sign.width());
            last.spans.push((" ".repeat(pad), theme.text));
            if on_it {
                last.cursor = Some(last.width());
            }
            last.spans.push((sign.to_owned(), style));
        }
    }
    if let Some(absent) = absent {
        rows.extend(paint::paragraph(&absent, place.width, 4, theme.text));
    }
    rows
}

/// The place of the answer among the steps.
fn chosen_step(place: &Place<'_>) -> Option<usize> {
    match (&place.item().kind, place.response().value(place.spot)?) {
        (Kind::YesNo, Value::Bool(yes)) => Some(usize::from(!yes)),
        (Kind::Scale { min, .. }, Value::Number(number)) => {
            let steps = *number - rust_decimal::Decimal::from(*min);
            usize::try_from(steps.normalize().mantissa()).ok()
        }
        (_, Value::Code(code)) => {
            let offers = place.meeting.options(place.filling, place.spot);
            offers.iter().position(|offer| offer.id() == code)
        }
        _ => None,
    }
}

fn by_columns(table: &Place<'_>, columns: &[(ItemIx, usize)]) -> (Vec<Row>, Option<Range<usize>>) {
    let taken: usize = columns.iter().map(|(_, width)| width + 1).sum();
    let width = table.width.min(paint::MEASURE + 2);
    let name = width.saturating_sub(taken);
    let mut rows = column_heads(table, columns, name);
    let mut focus = None;
    for row in table.response().rows(table.spot.item) {
        let cells = columns
            .iter()
            .map(|(item, width)| (cell(table, *item, *row), *width));
        let cells: Vec<(Place<'_>, usize)> = cells.collect();
        let shown = |place: &Place<'_>| table.response().is_shown(place.spot);
        if !cells.iter().any(|(place, _)| shown(place)) {
            continue;
        }
        let start = rows.len();
        rows.extend(values(&cells, name));
        if let Some((place, _)) = cells.iter().find(|(place, _)| is_here(place)) {
            rows.append(&mut item::focused(place));
            rows.push(Row::new());
            focus = Some(start..rows.len());
        }
    }
    (rows, focus)
}

fn column_heads(table: &Place<'_>, columns: &[(ItemIx, usize)], name: usize) -> Vec<Row> {
    let style = table.theme.quiet;
    let heads: Vec<Vec<String>> = columns
        .iter()
        .map(|(item, width)| {
            let spot = Spot::top(*item);
            let said = table.meeting.name(table.filling, spot, table.language());
            let lines = paint::paragraph(&said, *width, 0, style);
            let texts = lines.into_iter().take(HEAD);
            texts
                .flat_map(|row| row.spans.into_iter().map(|(text, _)| text))
                .collect()
        })
        .collect();
    let tallest = heads.iter().map(Vec::len).max().unwrap_or(0);
    (0..tallest)
        .map(|line| {
            let mut row = Row::of(" ".repeat(name), style);
            for ((_, width), head) in columns.iter().zip(&heads) {
                // Names stand on the line over their values.
                let at = (line + head.len()).checked_sub(tallest);
                let text = at.and_then(|at| head.get(at)).map_or("", String::as_str);
                row = row.then(format!(" {}", paint::column(text, *width)), style);
            }
            row
        })
        .collect()
}

fn values(cells: &[(Place<'_>, usize)], name: usize) -> Vec<Row> {
    let Some((first, _)) = cells.first() else {
        return Vec::new();
    };
    let theme = first.theme;
    let here = cells.iter().any(|(place, _)| is_here(place));
    let style = match here {
        true => theme.text,
        false => theme.quiet,
    };
    let mut names = lines(&first.row_name(), name.saturating_sub(2));
    let mut answers: Vec<Vec<String>> = cells
        .iter()
        .map(|(place, width)| said(place, *width))
        .collect();
    let height = answers.iter().map(Vec::len).chain([names.len()]).max();
    let height = height.unwrap_or(0);
    names.resize(height, String::new());
    answers
        .iter_mut()
        .for_each(|it| it.resize(height, String::new()));
    (0..height)
        .map(|line| {
            let named = format!("  {}", names[line]);
            let mut row = Row::of(paint::column(&named, name), style);
            for ((place, width), answer) in cells.iter().zip(&answers) {
                let style = match (is_here(place), place.answer().is_empty()) {
                    (true, _) => theme.focus,
                    (false, true) => theme.quiet,
                    (false, false) => theme.text,
                };
                row = row.then(format!(" {}", paint::column(&answer[line], *width)), style);
            }
            row
        })
        .collect()
}

/// The answer of a cell in lines of its column, a dot where there is none yet.
fn said(place: &Place<'_>, width: usize) -> Vec<String> {
    let answer = place.answer();
    if answer.is_empty() {
        let shown = place.response().is_shown(place.spot);
        let dot = if shown { place.theme.symbols.dot } else { "" };
        return vec![format!("{dot}{}", place.signs())];
    }
    lines(&format!("{answer}{}", place.signs()), width)
}

fn lines(text: &str, width: usize) -> Vec<String> {
    let parts = wrap(text, width).into_iter();
    parts.map(|part| text[part].trim_end().to_owned()).collect()
}
