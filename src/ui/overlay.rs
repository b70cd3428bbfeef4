//! What lies over a screen: drawn on a cleared place in the middle, without frames in frames.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::App;
use crate::app::commands::{COMMANDS, Scope};
use crate::app::editor::{Editor, wrap};
use crate::app::meeting::NOTE_WIDTH;
use crate::app::overlay::{Dialog, Input, Menu, Overlay, Picker};

pub fn view(
    app: &App,
    overlay: &Overlay,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let place = middle(area);
    Clear.render(place, buffer);
    buffer.set_style(place, theme.text);
    let width = usize::from(place.width).saturating_sub(4);
    let (rows, focus) = rows(app, overlay, theme, width);
    let foot = Rect {
        y: place.y + place.height - 1,
        height: 1,
        ..place
    };
    let rule = Row::of(
        theme.symbols.rule.repeat(usize::from(place.width)),
        theme.rule,
    );
    paint::draw(&[rule], 0, Rect { height: 1, ..place }, buffer);
    paint::draw(&[chrome::foot(app, theme, place.width)], 0, foot, buffer);
    let inside = Rect {
        x: place.x + 2,
        y: place.y + 1,
        width: place.width.saturating_sub(4),
        height: place.height.saturating_sub(2),
    };
    let top = match overlay {
        Overlay::Help { scroll } | Overlay::Page { scroll, .. } => {
            scroll.top(rows.len(), usize::from(inside.height))
        }
        _ => paint::scroll(focus, rows.len(), usize::from(inside.height)),
    };
    paint::draw(&rows, top, inside, buffer)
}

/// Most of a small screen, the middle of a large one.
fn middle(area: Rect) -> Rect {
    let width = area.width.min(84);
    let height = if area.height <= 24 {
        area.height
    } else {
        area.height * 3 / 4
    };
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

fn rows(
    app: &App,
    overlay: &Overlay,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    match overlay {
        Overlay::Help { .. } => (help(app, theme, width), 0..1),
        Overlay::Picker(picker) => picker_rows(app, picker, theme, width),
        Overlay::Menu(menu) => menu_rows(menu, theme, width),
        Overlay::Dialog(dialog) => {
            let mut rows = vec![Row::of(app.say(dialog.title), theme.heading), Row::new()];
            let (fields, focus) = dialog_rows(app, dialog, theme, width);
            rows.extend(fields);
            (rows, focus.start + 2..focus.end + 2)
        }
        Overlay::Note(editor) => note_rows(app, editor, theme),
        Overlay::Page { title, lines, .. } => {
            let mut rows = vec![Row::of(title.clone(), theme.heading), Row::new()];
            for line in lines {
                rows.extend(paint::paragraph(line, width, 0, theme.text));
                rows.push(Row::new());
            }
            (rows, 0..1)
        }
        Overlay::Forget { what } => {
            let mut rows = vec![Row::of(app.say("forget-title"), theme.heading), Row::new()];
            rows.extend(paint::paragraph(what, width, 0, theme.text));
            rows.push(Row::new());
            rows.extend(paint::paragraph(
                &app.say("forget-lead"),
                width,
                0,
                theme.text,
            ));
            rows.push(Row::new());
            rows.push(Row::of(app.say("forget-how"), theme.trouble).with_cursor(0));
            (rows, 0..1)
        }
    }
}

/// All commands that mean something here, grouped by where they work.
fn help(app: &App, theme: &Theme, width: usize) -> Vec<Row> {
    let mut rows = vec![Row::of(app.say("help-title"), theme.heading), Row::new()];
    let mut scopes = app.scopes_under_overlays();
    scopes.retain(|scope| *scope != Scope::Overlay);
    for scope in scopes {
        if scope == Scope::Always {
            continue;
        }
        let both = |of: Scope| of == scope || (scope == Scope::Global && of == Scope::Always);
        rows.push(Row::of(app.say(scope.label()), theme.focus));
        for command in COMMANDS.iter().filter(|command| both(command.scope)) {
            let keys: Vec<String> = app
                .keymap
                .keys(command.id)
                .iter()
                .map(ToString::to_string)
                .collect();
            let keys = if keys.is_empty() {
                app.say("help-in-palette")
            } else {
                keys.join(" ")
            };
            let row = Row::of(format!("  {}", column(&keys, 20)), theme.text);
            rows.push(row.then(
                paint::fit(&app.say(command.label), width.saturating_sub(22)),
                theme.quiet,
            ));
        }
        rows.push(Row::new());
    }
    rows.extend(paint::paragraph(
        &app.say("help-answering"),
        width,
        0,
        theme.text,
    ));
    rows
}

fn picker_rows(
    app: &App,
    picker: &Picker,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    let mut rows = vec![Row::of(picker.title.clone(), theme.heading)];
    let typed = Row::of(format!("{} ", theme.symbols.prompt), theme.focus)
        .then(picker.filter.text(), theme.text);
    rows.push(typed.cursor_here());
    rows.push(Row::new());
    if picker.found.is_empty() {
        rows.push(Row::of(app.say("picker-none"), theme.quiet));
    }
    let mut focus = 0..1;
    for (at, number) in picker.found.iter().enumerate() {
        let Some(entry) = picker.entries.get(*number) else {
            continue;
        };
        let here = at == picker.at;
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.focus } else { theme.text };
        let aside = paint::fit(&entry.aside, width / 2);
        let room = width.saturating_sub(4 + unicode_width::UnicodeWidthStr::width(&*aside));
        if here {
            focus = rows.len()..rows.len() + 1;
        }
        let row =
            Row::of(format!("{mark} "), theme.focus).then(paint::fit(&entry.label, room), style);
        rows.push(row.at_right(aside, theme.quiet));
    }
    (rows, focus)
}

fn menu_rows(menu: &Menu, theme: &Theme, width: usize) -> (Vec<Row>, std::ops::Range<usize>) {
    let mut rows = paint::paragraph(&menu.title, width, 0, theme.heading);
    for line in &menu.lines {
        rows.extend(paint::paragraph(line, width, 0, theme.text));
    }
    rows.push(Row::new());
    let mut focus = 0..1;
    for (at, (label, _)) in menu.options.iter().enumerate() {
        let here = at == menu.at;
        let mark = if here { theme.symbols.here } else { " " };
        let key = if at < 9 {
            (at + 1).to_string()
        } else {
            " ".to_owned()
        };
        let style = if here { theme.focus } else { theme.text };
        let mut lines = paint::marked(&format!("{mark} {key}  "), label, width, style, style);
        if here {
            focus = rows.len()..rows.len() + lines.len();
            if let Some(first) = lines.first_mut() {
                first.cursor = Some(0);
            }
        }
        rows.append(&mut lines);
    }
    (rows, focus)
}

fn note_rows(app: &App, editor: &Editor, theme: &Theme) -> (Vec<Row>, std::ops::Range<usize>) {
    let mut rows = vec![Row::of(app.say("note-title"), theme.heading), Row::new()];
    let (caret_row, caret_column) = editor.position(NOTE_WIDTH);
    for (at, range) in wrap(editor.text(), NOTE_WIDTH).into_iter().enumerate() {
        let mark = if at == 0 { theme.symbols.prompt } else { " " };
        let row = Row::of(format!("{mark} "), theme.focus).then(&editor.text()[range], theme.text);
        rows.push(if at == caret_row {
            row.with_cursor(2 + caret_column)
        } else {
            row
        });
    }
    let at = 2 + caret_row;
    (rows, at..at + 1)
}

/// The fields of a small form: labels above what is typed, picks in a row.
pub fn dialog_rows(
    app: &App,
    dialog: &Dialog,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    let mut rows = Vec::new();
    let mut focus = 0..1;
    for (at, field) in dialog.fields.iter().enumerate() {
        let here = at == dialog.at;
        let start = rows.len();
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.heading } else { theme.quiet };
        rows.push(Row::of(format!("{mark} "), theme.focus).then(app.say(field.label), style));
        rows.extend(field_rows(field, here, theme, width));
        if here {
            if let Some(hint) = field.hint {
                rows.extend(paint::paragraph(&app.say(hint), width, 4, theme.quiet));
            }
            if let Some(fault) = dialog.fault {
                let mark = format!("    {} ", theme.symbols.trouble);
                rows.extend(paint::marked(
                    &mark,
                    &app.say(fault),
                    width,
                    theme.trouble,
                    theme.text,
                ));
            }
            focus = start..rows.len();
        }
    }
    (rows, focus)
}

fn field_rows(
    field: &crate::app::overlay::Field,
    here: bool,
    theme: &Theme,
    width: usize,
) -> Vec<Row> {
    match &field.input {
        Input::Text(editor) => {
            let text = if editor.secret {
                theme.symbols.dot.repeat(editor.text().chars().count())
            } else {
                editor.text().to_owned()
            };
            let caret = if editor.secret {
                editor.text()[..editor.caret()].chars().count()
            } else {
                unicode_width::UnicodeWidthStr::width(&editor.text()[..editor.caret()])
            };
            let room = width.saturating_sub(6);
            // Long text is seen at its end, where the caret usually is.
            let over = caret.saturating_sub(room);
            let shown: String = text.chars().skip(over).collect();
            let row = Row::of(format!("  {} ", theme.symbols.prompt), theme.focus)
                .then(shown, theme.text);
            vec![if here {
                row.with_cursor(4 + caret - over)
            } else {
                row
            }]
        }
        Input::Pick { options, at } => {
            if !here {
                return vec![Row::of(
                    format!("    {}", options.get(*at).map_or("", String::as_str)),
                    theme.text,
                )];
            }
            let mut rows = Vec::new();
            for (number, option) in options.iter().enumerate() {
                let chosen = number == *at;
                let sign = if chosen {
                    theme.symbols.chosen
                } else {
                    theme.symbols.open
                };
                let style = if chosen { theme.focus } else { theme.quiet };
                let row = Row::of(format!("    {} {sign} ", number + 1), style)
                    .then(paint::fit(option, width.saturating_sub(8)), style);
                rows.push(if chosen { row.with_cursor(6) } else { row });
            }
            rows
        }
    }
}
