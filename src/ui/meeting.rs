//! The meeting: parts at the left, the part being talked about at the right, the item in focus whole.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::paint::{self, Row};
use super::sheet::Sheet;
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::{Meeting, SIDE, SIDE_FROM, Stage, item_width};
use crate::casework::Part;
use crate::form::Style;
use crate::lang::{Arg, date};

pub fn view(
    app: &App,
    meeting: &Meeting,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let form = meeting.form();
    let narrow = area.width < SIDE_FROM;
    let title = if narrow {
        format!(
            "{} {} · {}",
            sign(meeting, meeting.part, theme),
            meeting.part_title(meeting.part, app.lang),
            meeting.subject.code
        )
    } else {
        format!("{} · {}", form.title.plain(app.lang), meeting.subject.code)
    };
    let aside = if let Some(preview) = &app.preview {
        let (errors, doubts) = preview.counts();
        let args = [
            ("errors", Arg::from(errors)),
            ("warnings", Arg::from(doubts)),
        ];
        (errors + doubts > 0).then(|| app.tell("preview-found", &args))
    } else if meeting.recording {
        meeting.ends().map(|ends| {
            let clock = date::write_clock(ends.time(), app.lang);
            app.tell("ends-at", &[("time", Arg::from(clock.as_str()))])
        })
    } else {
        Some(app.say("not-recording"))
    };
    let inside = chrome::frame(app, &title, aside, theme, area, buffer);
    let main = if narrow {
        Rect {
            x: inside.x + 1,
            width: item_width(area.width),
            ..inside
        }
    } else {
        let place = Rect {
            width: SIDE,
            ..inside
        };
        let (side, top) = parts(app, meeting, theme, usize::from(place.height));
        paint::draw(&side, top, place, buffer);
        Rect {
            x: inside.x + SIDE,
            width: item_width(area.width),
            ..inside
        }
    };
    let sheet = Sheet::new(app, meeting, theme, usize::from(main.width));
    let (rows, top) = sheet.around_focus(usize::from(main.height));
    let cursor = paint::draw(&rows, top, main, buffer);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    // Where nothing takes an answer the eye begins at the top.
    cursor.or(Some(Position {
        x: main.x + 2,
        y: main.y,
    }))
}

fn sign(meeting: &Meeting, part: Part, theme: &Theme) -> &'static str {
    match meeting.stage(part) {
        Stage::Untouched => theme.symbols.untouched,
        Stage::Begun => theme.symbols.begun,
        Stage::Done => theme.symbols.done,
    }
}

/// The columns of a questionnaire's count, `12/34` and a space.
const COUNT: usize = 6;

/// The parts around the one talked about, as many as a window of `height` rows may show, and its top row among them.
fn parts(app: &App, meeting: &Meeting, theme: &Theme, height: usize) -> (Vec<Row>, usize) {
    let parts = meeting.parts();
    let block = |at: usize| {
        let mut rows = part_head(app, &parts, at, meeting, theme);
        let start = rows.len();
        rows.append(&mut part_rows(app, meeting, parts[at], theme));
        (rows, start)
    };
    let Some(here) = parts.iter().position(|part| *part == meeting.part) else {
        return (Vec::new(), 0);
    };
    let (rows, start) = block(here);
    let focus = start..rows.len();
    let above = (0..here).rev().map(|at| block(at).0);
    let below = (here + 1..parts.len()).map(|at| block(at).0);
    paint::around(rows, focus, height, above, below)
}

/// What stands over a part: where the route ends its name for the rest, and of several forms the title of each.
fn part_head(app: &App, parts: &[Part], at: usize, meeting: &Meeting, theme: &Theme) -> Vec<Row> {
    let part = parts[at];
    let before = at.checked_sub(1).map(|before| parts[before]);
    let mut rows = Vec::new();
    let was_front = before.is_none_or(|before| meeting.is_front(before));
    if was_front && !meeting.is_front(part) {
        rows.push(Row::new());
        rows.push(Row::of(format!(" {}", app.say("more-fold")), theme.quiet));
    }
    let several = parts.first().map(|part| part.filling) != parts.last().map(|part| part.filling);
    if several && before.map(|before| before.filling) != Some(part.filling) {
        if !rows.is_empty() || before.is_some() {
            rows.push(Row::new());
        }
        let title = meeting.response(part.filling).form().title.plain(app.lang);
        let width = usize::from(SIDE) - 2;
        rows.extend(paint::paragraph(title, width, 1, theme.quiet));
    }
    rows
}

/// A part: ● ◐ ○ for a conversation; a questionnaire counts.
fn part_rows(app: &App, meeting: &Meeting, part: Part, theme: &Theme) -> Vec<Row> {
    let response = meeting.response(part.filling);
    let here = part == meeting.part;
    let title = meeting.part_title(part, app.lang);
    let mark = match here {
        true => theme.symbols.here,
        false => sign(meeting, part, theme),
    };
    // Louder than the other parts, quieter than the item in focus.
    let style = if here { theme.text } else { theme.quiet };
    let progress = response.progress(part.section);
    let counted = response.form().style == Style::Questionnaire && progress.of > 0;
    let width = usize::from(SIDE) - 5;
    let room = if counted { width - COUNT } else { width };
    let mut lines = paint::marked(&format!(" {mark} "), &title, room + 3, style, style);
    if let Some(first) = lines.first_mut().filter(|_| counted) {
        let gap = (room + 3).saturating_sub(first.width());
        let count = format!("{}/{}", progress.answered, progress.of);
        first
            .spans
            .push((format!("{} {count:>5}", " ".repeat(gap)), theme.quiet));
    }
    lines
}
