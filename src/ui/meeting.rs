//! The meeting: parts at the left, the part being talked about at the right, the item in focus whole.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::item::{self, Place};
use super::paint::{self, Row};
use super::table;
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::{Grid, Line, Meeting, SIDE, SIDE_FROM, Stage, item_width};
use crate::casework::Part;
use crate::form::{ItemIx, Kind, Style};
use crate::lang::{Arg, date};
use crate::response::Spot;

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
        let height = usize::from(place.height);
        let (side, here) = parts(app, meeting, theme);
        let top = paint::scroll(here, side.len(), height);
        paint::draw(&side, top, place, buffer);
        Rect {
            x: inside.x + SIDE,
            width: item_width(area.width),
            ..inside
        }
    };
    let (rows, focus) = section(app, meeting, theme, usize::from(main.width));
    let height = usize::from(main.height);
    let top = paint::scroll(seen(&rows, focus, height), rows.len(), height);
    let cursor = paint::draw(&rows, top, main, buffer);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    // Where nothing takes an answer the eye begins at the top.
    cursor.or(Some(Position {
        x: main.x + 2,
        y: main.y,
    }))
}

/// What must be seen of the item in focus: all of it, or of one taller than the screen the row of the cursor.
fn seen(rows: &[Row], focus: Range<usize>, height: usize) -> Range<usize> {
    let block = rows.get(focus.clone()).unwrap_or_default();
    let cursor = block.iter().position(|row| row.cursor.is_some());
    match cursor {
        Some(at) if at + 1 >= height => focus.start + at..focus.start + at + 1,
        _ => focus,
    }
}

fn language(meeting: &Meeting) -> crate::lang::Lang {
    meeting.fillings[meeting.part.filling].row.language
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

/// The parts, and the rows of the one talked about: ● ◐ ○ for a conversation; a questionnaire counts. Of several forms each has
/// its title over its parts.
fn parts(app: &App, meeting: &Meeting, theme: &Theme) -> (Vec<Row>, Range<usize>) {
    let parts = meeting.parts();
    let several = parts.first().map(|part| part.filling) != parts.last().map(|part| part.filling);
    let mut rows = Vec::new();
    let mut here = 0..1;
    let mut form = None;
    let mut front = true;
    for part in parts {
        if front && !meeting.is_front(part) {
            front = false;
            rows.push(Row::new());
            rows.push(Row::of(format!(" {}", app.say("more-fold")), theme.quiet));
        }
        if several && form.replace(part.filling) != Some(part.filling) {
            if !rows.is_empty() {
                rows.push(Row::new());
            }
            let title = meeting.response(part.filling).form().title.plain(app.lang);
            let width = usize::from(SIDE) - 2;
            rows.extend(paint::paragraph(title, width, 1, theme.quiet));
        }
        let start = rows.len();
        rows.extend(part_rows(app, meeting, part, theme));
        if part == meeting.part {
            here = start..rows.len();
        }
    }
    (rows, here)
}

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

/// Whether the part talked about is the first of its form.
fn begins_form(meeting: &Meeting) -> bool {
    let of_form = |part: &Part| part.filling == meeting.part.filling;
    meeting.parts().into_iter().find(of_form) == Some(meeting.part)
}

/// The rows of the section and where the focus stands among them.
fn section(app: &App, meeting: &Meeting, theme: &Theme, width: usize) -> (Vec<Row>, Range<usize>) {
    if let Some(script) = meeting.script() {
        return sentence(app, meeting, theme, width, &script);
    }
    let mut rows = Vec::new();
    let mut focus = 0..1;
    let form = meeting.form();
    let notice = form.notice.plain(language(meeting));
    if !notice.is_empty() && begins_form(meeting) {
        rows.extend(paint::paragraph(notice, width, 2, theme.quiet));
        rows.push(Row::new());
    }
    rows.extend(said_first(meeting, width, theme));
    let intro = &form.sections[usize::from(meeting.part.section)].intro;
    let said = meeting.response(meeting.part.filling).wording(
        intro,
        None,
        language(meeting),
        &meeting.around(),
    );
    if let Some(said) = said.filter(|said| !said.text.is_empty()) {
        rows.extend(
            said.text
                .lines()
                .flat_map(|line| paint::paragraph(line, width, 2, theme.text)),
        );
        rows.push(Row::new());
    }
    let mut row = None;
    // The table that has been drawn whole, whose cells are passed by.
    let mut drawn = None;
    for line in meeting.lines() {
        if table_of(meeting, line).is_some_and(|table| Some(table) == drawn) {
            continue;
        }
        // A row of a list stands apart from the one before it.
        let next = list_row(meeting, line);
        if next.is_some()
            && next != row
            && row.is_some()
            && rows.last().is_some_and(|row| !row.spans.is_empty())
        {
            rows.push(Row::new());
        }
        row = next;
        if let Some((filling, table, grid)) = grid_of(meeting, line, width) {
            drawn = Some((filling, table));
            let place = Place {
                app,
                meeting,
                theme,
                width,
                filling,
                spot: Spot::top(table),
            };
            rows.extend(item::said(&place));
            let start = rows.len();
            let (mut lines, within) = table::whole(&place, &grid);
            rows.append(&mut lines);
            rows.push(Row::new());
            if let Some(within) = within {
                focus = start + within.start..start + within.end;
            }
            continue;
        }
        let here = line.focus().is_some() && line.focus() == meeting.focus;
        let start = rows.len();
        let mut lines = line_rows(app, meeting, theme, width, line, here);
        let air = here && !lines.is_empty();
        if air && rows.last().is_some_and(|row| !row.spans.is_empty()) {
            rows.push(Row::new());
        }
        rows.append(&mut lines);
        if here {
            focus = start..rows.len();
        }
        if air {
            rows.push(Row::new());
        }
    }
    (rows, focus)
}

/// The sentence being said under those before it, and after the last of them the question alone with what answers it.
fn sentence(
    app: &App,
    meeting: &Meeting,
    theme: &Theme,
    width: usize,
    script: &[String],
) -> (Vec<Row>, Range<usize>) {
    const BEFORE: usize = 3;
    let mut rows = Vec::new();
    if meeting.is_out() {
        let mut lines = meeting.lines().into_iter();
        let line = lines.find(|line| line.focus() == meeting.focus);
        let head = line.and_then(|line| list_head(meeting, line));
        for line in head.into_iter().chain(line) {
            rows.extend(line_rows(app, meeting, theme, width, line, true));
        }
        let count = rows.len();
        return (rows, 0..count.max(1));
    }
    let now = meeting.sentence;
    for said in &script[now.saturating_sub(BEFORE)..now] {
        rows.extend(paint::paragraph(said, width, 2, theme.quiet));
    }
    let start = rows.len();
    let mark = format!("{} ", theme.symbols.here);
    let said = script.get(now).map_or("", String::as_str);
    rows.extend(paint::marked(
        &mark,
        said,
        width,
        theme.focus,
        theme.heading,
    ));
    if let Some(first) = rows.get_mut(start) {
        first.cursor = Some(2);
    }
    let end = rows.len();
    (rows, start..end)
}

/// The head of the list that a new row would go to: it says what is asked.
fn list_head(meeting: &Meeting, line: Line) -> Option<Line> {
    let Line::NewRow { filling, list } = line else {
        return None;
    };
    let head = Line::Said {
        filling,
        spot: list,
    };
    meeting.lines().contains(&head).then_some(head)
}

/// What the route has said before anything else, in the first part.
fn said_first(meeting: &Meeting, width: usize, theme: &Theme) -> Vec<Row> {
    let first = meeting.parts().first() == Some(&meeting.part);
    let route = meeting.route().filter(|_| first);
    let said = route.into_iter().flat_map(|route| &route.say);
    let mut rows: Vec<Row> = said
        .flat_map(|text| paint::paragraph(text.plain(language(meeting)), width, 2, theme.text))
        .collect();
    if !rows.is_empty() {
        rows.push(Row::new());
    }
    rows
}

/// The table in which a line is a cell.
fn table_of(meeting: &Meeting, line: Line) -> Option<(usize, ItemIx)> {
    let (Line::Item { filling, spot } | Line::Said { filling, spot }) = line else {
        return None;
    };
    let form = meeting.response(filling).form();
    let parent = form.item(spot.item).parent?;
    matches!(form.item(parent).kind, Kind::Table { .. }).then_some((filling, parent))
}

/// A table that is to be drawn whole, where `line` is its head.
fn grid_of(meeting: &Meeting, line: Line, width: usize) -> Option<(usize, ItemIx, Grid)> {
    let Line::Said { filling, spot } = line else {
        return None;
    };
    let grid = meeting.grid(filling, spot.item, width)?;
    Some((filling, spot.item, grid))
}

/// The row of a list that a line belongs to.
fn list_row(meeting: &Meeting, line: Line) -> Option<(usize, crate::response::RowIx)> {
    let Line::Item { filling, spot } = line else {
        return None;
    };
    let form = meeting.response(filling).form();
    let parent = form.item(spot.item).parent?;
    matches!(form.item(parent).kind, Kind::List { .. }).then_some((filling, spot.row?))
}

fn line_rows(
    app: &App,
    meeting: &Meeting,
    theme: &Theme,
    width: usize,
    line: Line,
    here: bool,
) -> Vec<Row> {
    match line {
        Line::Said { filling, spot } => item::said(&Place {
            app,
            meeting,
            theme,
            width,
            filling,
            spot,
        }),
        Line::Item { filling, spot } => {
            let place = Place {
                app,
                meeting,
                theme,
                width,
                filling,
                spot,
            };
            if here {
                item::focused(&place)
            } else {
                item::quiet(&place)
            }
        }
        Line::NewRow { filling, list } => {
            let place = Place {
                app,
                meeting,
                theme,
                width,
                filling,
                spot: list,
            };
            item::new_row(&place, here)
        }
        Line::More => {
            let open = meeting.more.contains(&meeting.part);
            let sign = if open {
                theme.symbols.less
            } else {
                theme.symbols.more
            };
            let style = if here { theme.focus } else { theme.quiet };
            let mark = if here { theme.symbols.here } else { " " };
            let row = Row::of(format!("{mark} "), theme.focus)
                .then(format!("{sign} {}", app.say("more-fold")), style);
            vec![if here { row.with_cursor(2) } else { row }]
        }
    }
}
