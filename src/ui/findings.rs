//! What is wrong with the file of a form that is tried out, as the checker tells it, and the scores as they are now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::{App, Scroll};
use crate::form::Diagnostic;
use crate::lang::Arg;

pub fn view(
    app: &App,
    scroll: &Scroll,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let file = app
        .preview
        .as_ref()
        .and_then(|preview| preview.file.clone());
    let form = app.rehearsal().map(|meeting| meeting.form().id.to_string());
    let title = file.or(form).unwrap_or_default();
    let inside = chrome::frame(app, &title, None, theme, area, buffer);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let width = usize::from(inside.width).saturating_sub(1);
    let mut rows = found(app, theme, width);
    rows.extend(scores(app, theme, width));
    let height = usize::from(inside.height);
    let top = scroll.top(rows.len(), height);
    paint::draw(&rows, top, inside, buffer);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    Some(Position {
        x: inside.x,
        y: inside.y,
    })
}

fn found(app: &App, theme: &Theme, width: usize) -> Vec<Row> {
    let Some(preview) = &app.preview else {
        return Vec::new();
    };
    let (errors, doubts) = preview.counts();
    let args = [
        ("errors", Arg::from(errors)),
        ("warnings", Arg::from(doubts)),
    ];
    let told = app.tell("preview-found", &args);
    let style = if errors > 0 {
        theme.trouble
    } else {
        theme.heading
    };
    let mut rows = paint::paragraph(&told, width, 0, style);
    if errors > 0 && preview.has_meeting() {
        let text = app.say("preview-last-good");
        rows.extend(paint::paragraph(&text, width, 0, theme.quiet));
    }
    for found in &preview.found {
        rows.push(Row::new());
        rows.extend(diagnostic(app, found, theme, width));
    }
    rows.push(Row::new());
    rows
}

/// A diagnostic as it is told on the command line. Its words are wrapped; lines of the file are cut.
fn diagnostic(app: &App, found: &Diagnostic, theme: &Theme, width: usize) -> Vec<Row> {
    let rendered = found.render_within(app.lang, width);
    let style = if found.is_error() {
        theme.trouble
    } else {
        theme.heading
    };
    let mut rows = Vec::new();
    for (at, line) in rendered.lines().enumerate() {
        if at == 0 {
            rows.extend(paint::paragraph(line, width, 0, style));
        } else {
            rows.push(Row::of(paint::fit(line, width), theme.text));
        }
    }
    rows
}

fn scores(app: &App, theme: &Theme, width: usize) -> Vec<Row> {
    let Some(meeting) = app.rehearsal() else {
        return Vec::new();
    };
    let response = meeting.response(meeting.part.filling);
    let items = (0..).zip(&response.form().items);
    let scores: Vec<_> = items.filter(|(_, item)| item.score).collect();
    let mut rows = Vec::new();
    if !scores.is_empty() {
        rows.push(Row::of(app.say("preview-scores"), theme.heading));
    }
    for (ix, item) in scores {
        let score = response.score(ix);
        let value = match (score.value, score.band) {
            (Some(value), Some(band)) => format!("{}  {}", value.normalize(), band.plain(app.lang)),
            (Some(value), None) => value.normalize().to_string(),
            (None, _) => app.tell(
                "not-scored",
                &[
                    ("answered", Arg::from(score.answered)),
                    ("of", Arg::from(score.of)),
                ],
            ),
        };
        let mark = format!("  {}  ", paint::column(item.id.as_str(), width / 3));
        rows.extend(paint::marked(&mark, &value, width, theme.quiet, theme.text));
    }
    rows
}
