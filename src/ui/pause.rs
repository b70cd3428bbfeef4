//! A pause: a neutral screen; and the safety card for the counsellor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::{App, Pause, Screen};
use crate::lang::{Arg, Lang, date, messages};

const WIDEST: u16 = 72;

pub fn view(
    app: &App,
    pause: Pause,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    match pause {
        Pause::Neutral => neutral(app, theme, area, buffer),
        Pause::Safety => card(app, theme, area, buffer),
    }
}

/// The language of whoever looks at the screen: in a meeting the client too.
fn language(app: &App) -> Lang {
    match &app.screen {
        Screen::Meeting(meeting) => meeting.session.language,
        _ => app.lang,
    }
}

fn neutral(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let lang = language(app);
    let width = usize::from(area.width.saturating_sub(4).min(WIDEST));
    let said = messages(lang).get("pause-neutral");
    let mut rows = paint::paragraph(&said, width, 0, theme.heading);
    rows.push(Row::new());
    rows.push(Row::new());
    let key = app.keymap.keys("pause").first();
    let key = key.map_or_else(String::new, ToString::to_string);
    let how = messages(lang).with("pause-how", &[("key", Arg::from(key.as_str()))]);
    rows.extend(paint::paragraph(&how, width, 0, theme.quiet));
    let rows: Vec<Row> = rows.into_iter().map(|row| centred(row, width)).collect();
    let place = inside(area, rows.len(), 3);
    paint::draw(&rows, 0, place, buffer);
    Some(Position {
        x: place.x,
        y: place.y,
    })
}

fn card(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let width = usize::from(area.width.saturating_sub(4).min(WIDEST));
    let height = usize::from(area.height);
    let mut rows = card_rows(app, theme, width, true);
    if rows.len() > height {
        // What to do and whom to call comes before everything else.
        rows = card_rows(app, theme, width, false);
    }
    let back = rows.pop();
    rows.truncate(height.saturating_sub(1));
    rows.extend(back);
    let place = inside(area, rows.len(), 6);
    paint::draw(&rows, 0, place, buffer);
    Some(Position {
        x: place.x,
        y: place.y,
    })
}

/// The card with all that it says, or only with what one cannot do without.
fn card_rows(app: &App, theme: &Theme, width: usize, whole: bool) -> Vec<Row> {
    let safety = app.catalogue.safety();
    let mut rows = Vec::new();
    let space = |rows: &mut Vec<Row>| rows.extend(whole.then(Row::new));
    if whole {
        rows.push(Row::of(safety.title.plain(app.lang), theme.heading));
    }
    space(&mut rows);
    for advice in &safety.advice {
        let advice = advice.plain(app.lang);
        rows.extend(paint::paragraph(advice, width, 0, theme.text));
    }
    space(&mut rows);
    let widest = safety.numbers.iter().map(|it| it.number.width()).max();
    for number in &safety.numbers {
        let note = Some(number.note.plain(app.lang)).filter(|note| whole && !note.is_empty());
        let note = note.map_or_else(String::new, |note| format!(": {note}"));
        let said = format!("{}{note}", number.name.plain(app.lang));
        let mark = format!("{}  ", column(&number.number, widest.unwrap_or(0)));
        rows.extend(paint::marked(&mark, &said, width, theme.focus, theme.text));
    }
    space(&mut rows);
    if let Some(day) = safety.checked().filter(|_| whole) {
        let day = date::write_date(day, app.lang);
        let said = app.tell("pause-checked", &[("day", Arg::from(day.as_str()))]);
        rows.extend(paint::paragraph(&said, width, 0, theme.quiet));
    }
    rows.push(Row::of(app.say("pause-card-how"), theme.quiet));
    rows
}

fn centred(row: Row, width: usize) -> Row {
    let gap = width.saturating_sub(row.width()) / 2;
    let mut spans = vec![(" ".repeat(gap), ratatui::style::Style::default())];
    spans.extend(row.spans);
    Row { spans, ..row }
}

/// A place in the middle, higher than half way down.
fn inside(area: Rect, rows: usize, part: u16) -> Rect {
    let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    let width = area.width.saturating_sub(4).min(WIDEST);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / part,
        width,
        height,
    }
}
