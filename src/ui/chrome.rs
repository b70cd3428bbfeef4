//! What is the same on every screen: where and who at the top left, time and saved at the top right, the keys at the bottom.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::commands::{COMMANDS, Command, Scope, Show};
use crate::app::{App, Screen};
use crate::lang::{Arg, date};

/// Below this a screen has room for little beside what is in focus.
pub const NARROW: u16 = 60;

/// Draws head and foot; gives the place between them.
pub fn frame(
    app: &App,
    title: &str,
    aside: Option<String>,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Rect {
    let roomy = area.height >= 14;
    let aside = app.outdoors.then(|| outdoors(app)).or(aside);
    let head = head(app, title, aside, theme, area.width);
    paint::draw(&[head], 0, line(area, 0), buffer);
    let top = if roomy {
        paint::draw(&[rule(theme, area.width)], 0, line(area, 1), buffer);
        2
    } else {
        1
    };
    let bottom = area.height - 1;
    paint::draw(
        &[foot(app, theme, area.width)],
        0,
        line(area, bottom),
        buffer,
    );
    let told = notice(app, theme, area);
    let low = bottom - height(&told);
    let place = Rect {
        y: area.y + low,
        height: bottom - low,
        ..area
    };
    paint::draw(&told, 0, place, buffer);
    let low = if told.is_empty() && roomy {
        paint::draw(
            &[rule(theme, area.width)],
            0,
            line(area, bottom - 1),
            buffer,
        );
        bottom - 1
    } else {
        low
    };
    Rect {
        x: area.x,
        y: area.y + top,
        width: area.width,
        height: low.saturating_sub(top),
    }
}

/// A plain sign that no names are shown, and how long the machine lasts.
fn outdoors(app: &App) -> String {
    match app.battery {
        Some(percent) => app.tell("outdoors-battery", &[("percent", Arg::from(percent))]),
        None => app.say("outdoors-sign"),
    }
}

fn height(rows: &[Row]) -> u16 {
    u16::try_from(rows.len()).unwrap_or(u16::MAX)
}

fn line(area: Rect, at: u16) -> Rect {
    Rect {
        x: area.x,
        y: area.y + at,
        width: area.width,
        height: 1,
    }
}

pub fn rule(theme: &Theme, width: u16) -> Row {
    Row::of(theme.symbols.rule.repeat(usize::from(width)), theme.rule)
}

fn head(app: &App, title: &str, aside: Option<String>, theme: &Theme, width: u16) -> Row {
    let mut row = Row::new();
    let saved = saved(app, theme, width);
    let saved_width: usize = saved.iter().map(|(text, _)| text.width()).sum();
    let aside =
        aside.filter(|aside| title.width() + aside.width() + saved_width + 6 <= usize::from(width));
    if let Some(aside) = aside {
        row = row
            .at_right(aside, theme.quiet)
            .at_right("   ", theme.quiet);
    }
    for (text, style) in saved {
        row = row.at_right(text, style);
    }
    let taken: usize = row.right.iter().map(|(text, _)| text.width()).sum();
    row = row.at_right(" ", theme.quiet);
    row.then(
        format!(
            " {}",
            paint::fit(title, usize::from(width).saturating_sub(taken + 3))
        ),
        theme.heading,
    )
}

/// "Saved" stands only for what the disk has.
fn saved(app: &App, theme: &Theme, width: u16) -> Vec<(String, ratatui::style::Style)> {
    if !matches!(app.screen, Screen::Meeting(_)) {
        return vec![(date::write_day(app.stamp.today, app.lang), theme.quiet)];
    }
    if app.preview.is_some() {
        return vec![(app.say("preview-nothing-kept"), theme.quiet)];
    }
    if app.saving.failing.is_some() {
        return vec![(
            format!("{} {}", theme.symbols.trouble, app.say("not-saved")),
            theme.trouble,
        )];
    }
    if !app.saving.unsaved.is_empty() {
        return vec![(
            format!("{} {}", theme.symbols.pending, app.say("save-pending")),
            theme.quiet,
        )];
    }
    let Some(at) = app.saving.saved_at else {
        return Vec::new();
    };
    let clock = date::write_clock(at.time(), app.lang);
    // On a narrow screen the sign says it, and the place gets the room.
    let text = if width < NARROW {
        clock
    } else {
        app.tell("saved-at", &[("time", Arg::from(clock.as_str()))])
    };
    vec![(format!("{} {text}", theme.symbols.saved), theme.saved)]
}

/// What has just happened, whole, but never over most of the screen.
pub fn notice(app: &App, theme: &Theme, area: Rect) -> Vec<Row> {
    let failing = || {
        let problem = app.saving.failing.as_ref()?;
        Some((problem.say(app.lang), true))
    };
    let notice = app.notice.as_ref();
    let told = notice.map(|notice| (notice.text.as_str(), notice.trouble));
    let tour = app.tour_text();
    let tour = || Some((tour.as_deref()?, false));
    let Some((text, trouble)) = told.or_else(failing).or_else(tour) else {
        return Vec::new();
    };
    let (sign, style) = if trouble {
        (theme.symbols.trouble, theme.trouble)
    } else {
        (theme.symbols.dot, theme.focus)
    };
    let width = usize::from(area.width).saturating_sub(1);
    let mut rows = paint::marked(&format!(" {sign} "), text, width, style, theme.text);
    rows.truncate(usize::from(area.height / 3));
    rows
}

fn is_reached(app: &App, scopes: &[Scope], command: &Command) -> bool {
    let key = app.keymap.keys(command.id).first();
    let meant = key.and_then(|key| app.keymap.find(scopes, *key));
    meant.is_some_and(|meant| meant.id == command.id)
}

/// The commands that work now, most wanted first, as many as fit; help is always among them.
pub fn foot(app: &App, theme: &Theme, width: u16) -> Row {
    let scopes = app.scopes();
    let rank = |command: &Command| match command.show {
        Show::Footer(rank) => Some(rank),
        Show::Palette | Show::Help => None,
    };
    let mut offered: Vec<(u8, &Command)> = COMMANDS
        .iter()
        .filter(|command| scopes.contains(&command.scope) && app.enabled(command))
        // What another command has taken the key of is reached by the palette only.
        .filter(|command| is_reached(app, &scopes, command))
        .filter_map(|command| Some((rank(command)?, command)))
        .collect();
    offered.sort_by_key(|(rank, _)| *rank);
    let hint = |command: &Command| {
        let key = app
            .keymap
            .keys(command.id)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        (key, app.say(command.short))
    };
    let cost = |(key, word): &(String, String)| key.width() + word.width() + 4;
    let help = offered
        .iter()
        .find(|(_, command)| command.id == "help")
        .map(|(_, command)| hint(command));
    let mut left = usize::from(width).saturating_sub(1 + help.as_ref().map_or(0, &cost));
    let mut shown: Vec<(String, String)> = Vec::new();
    for (_, command) in offered.iter().filter(|(_, command)| command.id != "help") {
        let hint = hint(command);
        if cost(&hint) > left {
            continue;
        }
        left -= cost(&hint);
        shown.push(hint);
    }
    shown.extend(help);
    let mut row = Row::of(" ", theme.quiet);
    for (key, word) in shown {
        row = row
            .then(key, theme.text)
            .then(format!(" {word}   "), theme.quiet);
    }
    row
}
