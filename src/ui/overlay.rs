//! What lies over a screen: a sheet that rises from its foot as high as needed. What is above it recedes and can still be read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::widgets::{Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::commands::{COMMANDS, Scope};
use crate::app::editor::Editor;
use crate::app::meeting::note_width;
use crate::app::overlay::{Dialog, Input, Menu, Overlay, Picker};
use crate::app::{App, Screen};
use crate::casework::Strength;

pub fn view(
    app: &App,
    overlay: &Overlay,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = usize::from(area.width).saturating_sub(4);
    let (rows, focus) = rows(app, overlay, theme, width);
    let told = chrome::notice(app, theme, area);
    let below = told.len().max(1) + 1;
    let inside = sheet(rows.len(), below, theme, area, buffer);
    let height = usize::from(inside.height);
    let top = match overlay {
        Overlay::Help { scroll } | Overlay::Page { scroll, .. } => scroll.top(rows.len(), height),
        _ => paint::scroll(focus, rows.len(), height),
    };
    let cursor = paint::draw(&rows, top, inside, buffer);
    let under = Rect {
        y: inside.y + inside.height,
        height: area.y + area.height - inside.y - inside.height,
        ..area
    };
    paint::beyond(
        top,
        rows.len(),
        theme,
        Rect {
            width: inside.width + 1,
            ..inside
        },
        buffer,
    );
    let mut last = told;
    if last.is_empty() {
        last.push(Row::new());
    }
    last.push(chrome::foot(app, theme, area.width));
    paint::draw(&last, 0, under, buffer);
    cursor.or(Some(Position {
        x: inside.x,
        y: inside.y,
    }))
}

/// Clears the place of a sheet with `rows` and `below` more, draws its upper edge and gives its inside.
fn sheet(rows: usize, below: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let wanted = u16::try_from(1 + rows + below).unwrap_or(u16::MAX);
    // The head of the screen stays: where one is and whether all is saved.
    let height = wanted.min(area.height - 1);
    let place = Rect {
        y: area.y + area.height - height,
        height,
        ..area
    };
    let above = Rect {
        y: area.y + 1,
        height: area.height - 1 - height,
        ..area
    };
    recede(above, theme, buffer);
    Clear.render(place, buffer);
    buffer.set_style(place, theme.text);
    let edge = Rect { height: 1, ..place };
    paint::draw(&[chrome::rule(theme, area.width)], 0, edge, buffer);
    Rect {
        x: place.x + 2,
        y: place.y + 1,
        width: place.width.saturating_sub(4),
        height: height.saturating_sub(1 + u16::try_from(below).unwrap_or(u16::MAX)),
    }
}

/// One thing asks for attention: everything behind becomes quiet.
fn recede(place: Rect, theme: &Theme, buffer: &mut Buffer) {
    for position in place.positions() {
        let cell = &mut buffer[position];
        cell.fg = theme.quiet.fg.unwrap_or_default();
        cell.bg = theme.quiet.bg.unwrap_or_default();
        cell.modifier = theme.quiet.add_modifier;
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
        Overlay::Search(search) => super::search::rows(app, search, theme, width),
        Overlay::Start(start) => super::start::rows(app, start, theme, width),
        Overlay::Note(editor) => note_rows(app, editor, theme, width),
        Overlay::Page { title, lines, .. } => {
            let mut rows = vec![Row::of(title.clone(), theme.heading), Row::new()];
            for line in lines {
                rows.extend(paint::paragraph(line, width, 0, theme.text));
                rows.push(Row::new());
            }
            (rows, 0..1)
        }
        Overlay::Forget { what, .. } => {
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
        if matches!(scope, Scope::Always | Scope::Everywhere) {
            continue;
        }
        let anywhere = |of: Scope| matches!(of, Scope::Always | Scope::Everywhere);
        let both = |of: Scope| of == scope || (scope == Scope::Global && anywhere(of));
        let mut commands = COMMANDS
            .iter()
            .filter(|command| both(command.scope) && app.means_something(command))
            .peekable();
        if commands.peek().is_none() {
            continue;
        }
        rows.push(Row::of(app.say(scope.label()), theme.heading));
        for command in commands {
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
            let keys = format!("  {}", column(&keys, if width < 50 { 14 } else { 20 }));
            let label = app.say(command.label);
            rows.extend(paint::marked(&keys, &label, width, theme.text, theme.quiet));
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
    rows.push(paint::typed_line(&picker.filter, width, 0, theme));
    rows.push(Row::new());
    if picker.found.is_empty() {
        let id = match picker.is_covered() {
            true => "picker-covered",
            false => "picker-none",
        };
        rows.push(Row::of(app.say(id), theme.quiet));
    }
    let mut focus = 0..1;
    for (at, found) in picker.found.iter().enumerate() {
        let Some(entry) = picker.entries.get(found.entry) else {
            continue;
        };
        let words = if found.by_also {
            &entry.also
        } else {
            &entry.label
        };
        let here = at == picker.at;
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.focus } else { theme.text };
        let mut aside = paint::fit(&entry.aside, width / 2).into_owned();
        // Rather the whole name without its keys than half of it with them.
        if words.width() + aside.width() + 4 > width {
            aside.clear();
        }
        let room = width.saturating_sub(4 + aside.width());
        if here {
            focus = rows.len()..rows.len() + 1;
        }
        let mut row = Row::of(format!("{mark} "), theme.focus);
        for (text, fits) in matched(&paint::fit(words, room), &found.letters) {
            let style = match fits {
                true => style.add_modifier(Modifier::UNDERLINED),
                false => style,
            };
            row = row.then(text, style);
        }
        rows.push(row.at_right(aside, theme.quiet));
    }
    (rows, focus)
}

/// A text in runs of letters by which it was found and others.
fn matched(text: &str, letters: &[usize]) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    for (at, letter) in text.graphemes(true).enumerate() {
        let fits = letters.contains(&at);
        match runs.last_mut() {
            Some((run, of)) if *of == fits => run.push_str(letter),
            _ => runs.push((letter.to_owned(), fits)),
        }
    }
    runs
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

fn note_rows(
    app: &App,
    editor: &Editor,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    let title = match &app.screen {
        Screen::After(after) => after.heading(app.lang, editor.text()),
        _ => app.say("note-title"),
    };
    let mut rows = vec![Row::of(title, theme.heading), Row::new()];
    let wrapped = note_width(u16::try_from(width + 4).unwrap_or(u16::MAX));
    rows.extend(paint::typed(editor, wrapped, 0, theme));
    let at = 2 + editor.position(wrapped).0;
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
        if !dialog.asks(at) {
            continue;
        }
        let here = at == dialog.at;
        let start = rows.len();
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.heading } else { theme.quiet };
        rows.extend(paint::marked(
            &format!("{mark} "),
            &app.say(field.label),
            width,
            theme.focus,
            style,
        ));
        rows.extend(field_rows(field, here, theme, width));
        if here {
            if let Some(hint) = hint(field).filter(|_| dialog.fault.is_none()) {
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

/// What stands under the field in focus: of a secret being chosen, what it is worth.
fn hint(field: &crate::app::overlay::Field) -> Option<&'static str> {
    match &field.input {
        Input::Text(editor) if editor.secret && !editor.text().is_empty() => {
            field.hint.map(|_| match Strength::of(editor.text()) {
                Strength::Weak => "strength-weak",
                Strength::Fair => "strength-fair",
                Strength::Strong => "strength-strong",
            })
        }
        Input::Text(_) | Input::Pick { .. } => field.hint,
    }
}

fn field_rows(
    field: &crate::app::overlay::Field,
    here: bool,
    theme: &Theme,
    width: usize,
) -> Vec<Row> {
    match &field.input {
        Input::Text(editor) => {
            let row = paint::typed_line(editor, width, 2, theme);
            vec![Row {
                cursor: row.cursor.filter(|_| here),
                ..row
            }]
        }
        Input::Pick { options, at } => {
            if !here {
                let picked = options.get(*at).map_or("", String::as_str);
                return paint::paragraph(picked, width, 4, theme.text);
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
                let mark = format!("    {} {sign} ", number + 1);
                let mut lines = paint::marked(&mark, option, width, style, style);
                if let Some(first) = lines.first_mut().filter(|_| chosen) {
                    first.cursor = Some(6);
                }
                rows.append(&mut lines);
            }
            rows
        }
    }
}
