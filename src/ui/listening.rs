//! Listening: almost nothing, so that the eyes stay with the client.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::Meeting;
use crate::lang::{Arg, date};

pub fn view(
    app: &App,
    meeting: &Meeting,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let ends = meeting.ends().map(|ends| {
        let clock = date::write_clock(ends.time(), app.lang);
        app.tell("ends-at", &[("time", Arg::from(clock.as_str()))])
    });
    let aside = match meeting.recording {
        true => ends,
        false => Some(app.say("not-recording")),
    };
    let inside = chrome::frame(app, &meeting.subject.code, aside, theme, area, buffer);
    let listening = meeting.listening.as_ref()?;
    let width = usize::from(inside.width).saturating_sub(8);
    let mut rows: Vec<Row> = Vec::new();
    // The last quotes only: enough to see that the words were taken down.
    let quotes = meeting.quotes();
    for quote in quotes.iter().rev().take(3).rev() {
        rows.extend(paint::paragraph(
            &format!("”{quote}”"),
            width,
            0,
            theme.quiet,
        ));
    }
    while rows.len() < 3 {
        rows.insert(0, Row::new());
    }
    rows.push(Row::new());
    rows.extend(paint::typed(
        &listening.quote,
        width.saturating_sub(3).clamp(1, paint::MEASURE),
        0,
        theme,
    ));
    let place = Rect {
        x: inside.x + 4,
        width: inside.width.saturating_sub(8),
        ..inside
    };
    let top = rows.len().saturating_sub(usize::from(inside.height));
    paint::draw(&rows, top, place, buffer)
}
