//! Draws the app: a function of its state.

mod after;
mod choices;
mod chrome;
mod client;
mod door;
mod findings;
mod home;
mod item;
mod listening;
mod meeting;
mod overlay;
mod paint;
mod pause;
mod preparation;
mod review;
mod start;
mod table;
mod theme;
mod together;
mod turned;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

pub use theme::{ASCII, Symbols, Theme, UNICODE};

use crate::app::{App, Screen};
use paint::Row;

/// Below this nothing can be read: only a line saying so is drawn.
const SMALLEST: (u16, u16) = (30, 8);

/// Draws everything. The real cursor stands on what has the focus.
pub fn view(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if theme.text != Style::default() {
        frame.buffer_mut().set_style(area, theme.text);
    }
    let cursor = if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, theme, frame)
    } else if app.hidden {
        neutral(app, theme, frame)
    } else if let Some(pause) = app.pause {
        pause::view(app, pause, theme, area, frame.buffer_mut())
    } else {
        screen(app, theme, frame)
    };
    frame.set_cursor_position(cursor.unwrap_or(Position {
        x: 0,
        y: area.height.saturating_sub(1),
    }));
}

fn screen(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Option<Position> {
    let area = frame.area();
    let cursor = match &app.screen {
        Screen::Door(door) => door::view(app, door, theme, area, frame.buffer_mut()),
        Screen::Home(home) => home::view(app, home, theme, area, frame.buffer_mut()),
        Screen::Client(client) => client::view(app, client, theme, area, frame.buffer_mut()),
        Screen::Meeting(meeting) if meeting.turned.is_some() || meeting.writing.on => {
            turned::view(app, meeting, theme, area, frame.buffer_mut())
        }
        Screen::Meeting(meeting) if meeting.listening.is_some() => {
            listening::view(app, meeting, theme, area, frame.buffer_mut())
        }
        Screen::Meeting(meeting) => meeting::view(app, meeting, theme, area, frame.buffer_mut()),
        Screen::Findings(scroll) => findings::view(app, scroll, theme, area, frame.buffer_mut()),
        Screen::After(after) => after::view(app, after, theme, area, frame.buffer_mut()),
        Screen::Review(review) => review::view(app, review, theme, area, frame.buffer_mut()),
    };
    match app.overlays.last() {
        Some(top) => overlay::view(app, top, theme, area, frame.buffer_mut()),
        None => cursor,
    }
}

fn too_small(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Option<Position> {
    let area = frame.area();
    let rows = paint::paragraph(
        &app.say("too-small"),
        usize::from(area.width),
        0,
        theme.text,
    );
    paint::draw(&rows, 0, area, frame.buffer_mut());
    None
}

/// The privacy screen: nothing that tells what was on it.
fn neutral(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Option<Position> {
    let area = frame.area();
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
        frame,
    )
}

fn centred(rows: &[Row], area: Rect, frame: &mut Frame<'_>) -> Option<Position> {
    let height = u16::try_from(rows.len()).unwrap_or(0);
    let widest = rows.iter().map(Row::width).max().unwrap_or(0);
    let width = u16::try_from(widest).unwrap_or(area.width).min(area.width);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + area.height.saturating_sub(height) / 3,
        width,
        height: height.min(area.height),
    };
    paint::draw(rows, 0, place, frame.buffer_mut())
}
