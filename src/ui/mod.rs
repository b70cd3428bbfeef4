//! Draws the app: a function of its state.

mod after;
mod chart;
mod choices;
mod chrome;
mod client;
mod comparison;
mod door;
mod findings;
mod home;
mod item;
mod journey;
mod listening;
mod meeting;
mod overlay;
mod paint;
mod pause;
mod preparation;
mod review;
mod search;
mod sheet;
mod start;
mod table;
mod theme;
mod together;
mod track;
mod turned;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

pub use theme::{ASCII, Symbols, Theme, UNICODE};

use crate::app::{App, Screen};
use paint::Row;

/// Below this nothing can be read: only a line saying so is drawn.
const SMALLEST: (u16, u16) = (30, 8);

/// Draws everything; gives the place of the real cursor, which stands on what has the focus.
pub fn view(app: &App, theme: &Theme, buffer: &mut Buffer) -> Position {
    let area = buffer.area;
    if theme.text != Style::default() {
        buffer.set_style(area, theme.text);
    }
    let cursor = if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, theme, buffer)
    } else if app.hidden {
        neutral(app, theme, buffer)
    } else if let Some(pause) = app.pause {
        pause::view(app, pause, theme, area, buffer)
    } else {
        screen(app, theme, buffer)
    };
    if theme.plain_words {
        uncolour_words(theme, buffer);
    }
    cursor.unwrap_or(Position {
        x: 0,
        y: area.height.saturating_sub(1),
    })
}

/// Leaves colours to signs that stand by themselves.
fn uncolour_words(theme: &Theme, buffer: &mut Buffer) {
    let signs = theme.symbols.all();
    let in_word = |cell: Option<&Cell>| {
        let mut letters = cell.into_iter().flat_map(|cell| cell.symbol().chars());
        letters.any(char::is_alphanumeric)
    };
    for at in 0..buffer.content.len() {
        let cell = &buffer.content[at];
        if cell.fg == Color::Reset {
            continue;
        }
        let around = [at.wrapping_sub(1), at, at + 1];
        let in_words = around.iter().any(|at| in_word(buffer.content.get(*at)));
        if in_words || !signs.contains(&cell.symbol()) {
            buffer.content[at].fg = Color::Reset;
        }
    }
}

fn screen(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let cursor = match &app.screen {
        Screen::Door(door) => door::view(app, door, theme, area, buffer),
        Screen::Home(home) => home::view(app, home, theme, area, buffer),
        Screen::Client(client) => client::view(app, client, theme, area, buffer),
        Screen::Comparison(both) => comparison::view(app, both, theme, area, buffer),
        Screen::Journey(journey) => journey::view(app, journey, theme, area, buffer),
        Screen::Meeting(meeting) if meeting.turned.is_some() || meeting.writing.on => {
            turned::view(app, meeting, theme, area, buffer)
        }
        Screen::Meeting(meeting) if meeting.listening.is_some() => {
            listening::view(app, meeting, theme, area, buffer)
        }
        Screen::Meeting(meeting) => meeting::view(app, meeting, theme, area, buffer),
        Screen::Findings(scroll) => findings::view(app, scroll, theme, area, buffer),
        Screen::After(after) => after::view(app, after, theme, area, buffer),
        Screen::Review(review) => review::view(app, review, theme, area, buffer),
    };
    match app.overlays.last() {
        Some(top) => overlay::view(app, top, theme, area, buffer),
        None => cursor,
    }
}

fn too_small(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let rows = paint::paragraph(
        &app.say("too-small"),
        usize::from(area.width),
        0,
        theme.text,
    );
    paint::draw(&rows, 0, area, buffer);
    None
}

/// The privacy screen: nothing that tells what was on it.
fn neutral(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let text = if app.locking {
        app.say("privacy-locking")
    } else {
        app.say("privacy-hidden")
    };
    centred(
        &[
            Row::of("Kohtaa", theme.quiet),
            Row::new(),
            Row::of(text, theme.quiet).with_cursor(0),
        ],
        area,
        buffer,
    )
}

fn centred(rows: &[Row], area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let height = u16::try_from(rows.len()).unwrap_or(0);
    let widest = rows.iter().map(Row::width).max().unwrap_or(0);
    let width = u16::try_from(widest).unwrap_or(area.width).min(area.width);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + area.height.saturating_sub(height) / 3,
        width,
        height: height.min(area.height),
    };
    paint::draw(rows, 0, place, buffer)
}
