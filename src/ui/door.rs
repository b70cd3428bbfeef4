//! Making a vault, unlocking it, and the recovery key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::overlay::dialog_rows;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::{App, Door};
use crate::lang::Arg;

pub fn view(
    app: &App,
    door: &Door,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = chrome::frame(app, "Kohtaa", None, theme, area, buffer);
    let width = usize::from(inside.width)
        .saturating_sub(4)
        .min(paint::MEASURE);
    let (rows, focus) = match door {
        Door::SetUp(dialog) => {
            let mut rows = paint::paragraph(&app.say(dialog.title), width, 0, theme.heading);
            rows.extend(paint::paragraph(
                &app.say("setup-lead"),
                width,
                0,
                theme.quiet,
            ));
            rows.push(Row::new());
            let before = rows.len();
            let (fields, focus) = dialog_rows(app, dialog, theme, width);
            rows.extend(fields);
            (rows, focus.start + before..focus.end + before)
        }
        Door::Recovery { key, typed, wrong } => {
            recovery(app, key.0.as_str(), typed, *wrong, theme, width)
        }
        Door::Unlock {
            typed, busy, fault, ..
        } => {
            let mut rows = vec![
                Row::new(),
                Row::of(app.say("unlock-title"), theme.heading),
                Row::new(),
            ];
            rows.push(paint::typed_line(typed, width, 0, theme));
            rows.push(Row::new());
            if *busy {
                rows.push(Row::of(app.say("unlock-busy"), theme.quiet));
            } else if let Some(problem) = fault {
                rows.extend(paint::marked(
                    &format!("{} ", theme.symbols.trouble),
                    problem.say(app.lang),
                    width,
                    theme.trouble,
                    theme.text,
                ));
            } else {
                rows.extend(paint::paragraph(
                    &app.say("unlock-hint"),
                    width,
                    0,
                    theme.quiet,
                ));
            }
            (rows, 3..4)
        }
    };
    let top = paint::scroll(focus, rows.len(), usize::from(inside.height));
    let place = Rect {
        x: inside.x + 2,
        width: inside.width.saturating_sub(4),
        ..inside
    };
    paint::draw(&rows, top, place, buffer)
}

fn recovery(
    app: &App,
    key: &str,
    typed: &crate::app::editor::Editor,
    wrong: bool,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    let mut rows = vec![Row::of(app.say("recovery-title"), theme.heading)];
    rows.extend(paint::paragraph(
        &app.say("recovery-lead"),
        width,
        0,
        theme.text,
    ));
    rows.push(Row::new());
    rows.extend(
        crate::app::editor::wrap(key, width.saturating_sub(2).min(40))
            .into_iter()
            .map(|part| Row::of(format!("  {}", &key[part]), theme.focus)),
    );
    rows.push(Row::new());
    let asked = app.tell(
        "recovery-ask",
        &[("count", Arg::from(crate::app::ASKED_BACK))],
    );
    rows.extend(paint::paragraph(&asked, width, 0, theme.text));
    let start = rows.len();
    rows.push(paint::typed_line(typed, width, 0, theme));
    if wrong {
        rows.extend(paint::marked(
            &format!("{} ", theme.symbols.trouble),
            &app.say("recovery-wrong"),
            width,
            theme.trouble,
            theme.text,
        ));
    }
    let end = rows.len();
    (rows, start..end)
}
