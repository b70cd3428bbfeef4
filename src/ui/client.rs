//! A client's page: what to have in mind before meeting, then the meetings.

use crate::app::names::{self, called};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{self, Row, column};
use super::theme::Theme;
use super::{chrome, preparation};
use crate::app::{App, Client};
use crate::casework::{SessionRow, SessionState, local};
use crate::lang::{Arg, date};

/// The heading and the newest meetings: seen below the card even where it is long.
const LEAST_MEETINGS: usize = 4;

pub fn view(
    app: &App,
    client: &Client,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let subject = &client.page.subject;
    let title = match subject.is_own() {
        true => app.say("own-title"),
        false => called(subject, !app.outdoors),
    };
    let aside = app.say(names::language_id(subject.language));
    let aside = Some(aside).filter(|_| !subject.is_own());
    let inside = chrome::frame(app, &title, aside, theme, area, buffer);
    let width = usize::from(inside.width).saturating_sub(2);
    let mut meetings = Vec::new();
    let focus = meetings_rows(app, client, theme, width, &mut meetings);
    let mut rows = flags(app, client, theme, width);
    let room =
        usize::from(inside.height).saturating_sub(rows.len() + meetings.len().min(LEAST_MEETINGS));
    rows.extend(preparation::card(app, client, theme, width, room));
    let height = usize::from(inside.height);
    let chosen = rows.len() + focus.start..rows.len() + focus.end;
    rows.append(&mut meetings);
    // Where not all has room, one reads the card first, and the cursor is where one reads.
    let reading = client.reading && chosen.end > height;
    let focus = if reading { 0..1 } else { chosen };
    if let Some(first) = rows.first_mut().filter(|_| reading) {
        first.cursor = Some(2);
    }
    let top = paint::scroll(focus, rows.len(), height);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    paint::draw(&rows, top, inside, buffer)
}

/// What must be minded before anything else.
fn flags(app: &App, client: &Client, theme: &Theme, width: usize) -> Vec<Row> {
    let subject = &client.page.subject;
    let restricted = subject.restricted.then_some("flag-restricted");
    let no_place = subject.no_place.then_some("flag-no-place");
    let mark = format!("  {} ", theme.symbols.trouble);
    let held = restricted.into_iter().chain(no_place);
    held.flat_map(|id| paint::marked(&mark, &app.say(id), width, theme.trouble, theme.text))
        .collect()
}

fn meetings_rows(
    app: &App,
    client: &Client,
    theme: &Theme,
    width: usize,
    rows: &mut Vec<Row>,
) -> std::ops::Range<usize> {
    let count = client.page.sessions.len();
    rows.push(Row::of(
        format!(
            "  {}",
            app.tell(
                match client.page.subject.is_own() {
                    true => "own-count",
                    false => "client-meetings",
                },
                &[("count", Arg::from(count))]
            )
        ),
        theme.heading,
    ));
    if count == 0 {
        let none = match client.page.subject.is_own() {
            true => "own-none",
            false => "client-no-meetings",
        };
        let mut said = paint::paragraph(&app.say(none), width, 2, theme.quiet);
        if let Some(first) = said.first_mut() {
            first.cursor = Some(2);
        }
        rows.append(&mut said);
        let at = rows.len() - 1;
        return at..at + 1;
    }
    let mut focus = 0..1;
    for (at, session) in client.page.sessions.iter().enumerate() {
        let here = at == client.at;
        let row = meeting_row(app, session, here, theme, width);
        if here {
            focus = rows.len()..rows.len() + 1;
            rows.push(row.with_cursor(2));
        } else {
            rows.push(row);
        }
    }
    focus
}

pub(super) fn meeting_row(
    app: &App,
    session: &SessionRow,
    here: bool,
    theme: &Theme,
    width: usize,
) -> Row {
    let style = if here { theme.focus } else { theme.text };
    let mark = if here { theme.symbols.here } else { " " };
    let day = date::write_date(
        local(session.started, session.offset_min).date_naive(),
        app.lang,
    );
    let mode = app.say(names::mode_id(session.mode));
    let state = match session.state {
        SessionState::Held => String::new(),
        other => app.say(names::state_id(other)),
    };
    let row = Row::of(format!("{mark} "), theme.focus).then(column(&day, 12), style);
    let titles = names::meeting_title(&app.catalogue, session, app.lang);
    if width < usize::from(chrome::NARROW) {
        return row.then(titles, style);
    }
    row.then(column(&titles, 30), style)
        .then(format!("  {mode}  "), theme.quiet)
        .then(state, theme.quiet)
}
