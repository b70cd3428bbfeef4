//! A client's page: own words first, then goals and steps, then the meetings.

use crate::app::names;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::{App, Client};
use crate::casework::{self, RoleRow, SessionRow, SessionState, local};
use crate::form::Role;
use crate::lang::{Arg, date};
use crate::response::Value;

pub fn view(
    app: &App,
    client: &Client,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let subject = &client.page.subject;
    let title = format!("{} {}", subject.code, subject.name);
    let aside = app.say(names::language_id(subject.language));
    let inside = chrome::frame(app, &title, Some(aside), theme, area, buffer);
    let width = usize::from(inside.width).saturating_sub(2);
    let mut rows = Vec::new();
    words(client, theme, width, &mut rows);
    agreed(app, client, theme, width, &mut rows);
    let focus = meetings(app, client, theme, width, &mut rows);
    let top = paint::scroll(focus, rows.len(), usize::from(inside.height));
    paint::beyond(top, rows.len(), theme, inside, buffer);
    paint::draw(&rows, top, inside, buffer)
}

/// Newest answers of a role, as text.
fn texts(client: &Client, role: Role) -> impl Iterator<Item = (&RoleRow, &str)> {
    client
        .page
        .roles
        .iter()
        .filter(move |row| row.role == role)
        .filter_map(|row| match &row.value {
            Value::Text(text) => Some((row, text.as_str())),
            _ => None,
        })
}

/// The client's own words, and what is not to be talked about.
fn words(client: &Client, theme: &Theme, width: usize, rows: &mut Vec<Row>) {
    for (_, quote) in texts(client, Role::Quote).take(2) {
        rows.extend(paint::paragraph(
            &format!("”{quote}”"),
            width,
            2,
            theme.text,
        ));
    }
    if !rows.is_empty() {
        rows.push(Row::new());
    }
}

fn agreed(app: &App, client: &Client, theme: &Theme, width: usize, rows: &mut Vec<Row>) {
    let before = rows.len();
    rulers(app, client, theme, rows);
    for (_, goal) in texts(client, Role::Goal).take(2) {
        named(&app.say("client-goal"), goal, theme, width, rows);
    }
    for (row, step) in texts(client, Role::Step).take(4) {
        let due = due_of(client, row)
            .map(|day| format!("{}  ", date::write_day(day, app.lang)))
            .unwrap_or_default();
        let done = of_row(client, row, Role::Done).is_some_and(done_by);
        let ours = matches!(of_row(client, row, Role::Owner), Some(Value::Code(code)) if casework::is_ours(code));
        let label = app.say(match (done, ours) {
            (true, _) => "client-done",
            (false, true) => "client-ours",
            (false, false) => "client-step",
        });
        named(&label, &format!("{due}{step}"), theme, width, rows);
    }
    if let Some(day) = client
        .page
        .roles
        .iter()
        .find(|row| row.role == Role::NextMeeting)
        .and_then(|row| day(&row.value))
    {
        named(
            &app.say("client-next"),
            &date::write_day(day, app.lang),
            theme,
            width,
            rows,
        );
    }
    for (_, off) in texts(client, Role::OffLimits).take(1) {
        named(&app.say("client-off-limits"), off, theme, width, rows);
    }
    if rows.len() > before {
        rows.push(Row::new());
    }
}

fn named(label: &str, text: &str, theme: &Theme, width: usize, rows: &mut Vec<Row>) {
    let mark = format!("  {}", column(label, 14));
    rows.extend(paint::marked(&mark, text, width, theme.quiet, theme.text));
}

fn day(value: &Value) -> Option<chrono::NaiveDate> {
    match value {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// Another answer of the same row.
fn of_row<'a>(client: &'a Client, row: &RoleRow, role: Role) -> Option<&'a Value> {
    let same = |other: &&RoleRow| {
        other.role == role && other.response == row.response && other.path.row == row.path.row
    };
    client.page.roles.iter().find(same).map(|row| &row.value)
}

fn due_of(client: &Client, row: &RoleRow) -> Option<chrono::NaiveDate> {
    of_row(client, row, Role::Due).and_then(day)
}

fn done_by(value: &Value) -> bool {
    casework::is_done(value)
}

/// Rulers of the newest theme, oldest number first: the client's own numbers, no colour, no judgement.
fn rulers(app: &App, client: &Client, theme: &Theme, rows: &mut Vec<Row>) {
    for (role, label) in [
        (Role::Importance, "client-importance"),
        (Role::Confidence, "client-confidence"),
    ] {
        let mut of_role = client.page.roles.iter().filter(|row| row.role == role);
        let Some(newest) = of_role.clone().next() else {
            continue;
        };
        let mut numbers: Vec<String> = of_role
            .by_ref()
            .filter(|row| row.about == newest.about)
            .take(6)
            .filter_map(|row| number(&row.value))
            .collect();
        numbers.reverse();
        let about = newest.about.clone().unwrap_or_default();
        let row = Row::of(format!("  {}", column(&app.say(label), 14)), theme.quiet)
            .then(numbers.join(" → "), theme.text)
            .then(format!("   {about}"), theme.quiet);
        rows.push(row);
    }
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.normalize().to_string()),
        _ => None,
    }
}

fn meetings(
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
            app.tell("client-meetings", &[("count", Arg::from(count))])
        ),
        theme.heading,
    ));
    if count == 0 {
        let mut said = paint::paragraph(&app.say("client-no-meetings"), width, 2, theme.quiet);
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

fn meeting_row(app: &App, session: &SessionRow, here: bool, theme: &Theme, width: usize) -> Row {
    let style = if here { theme.focus } else { theme.text };
    let mark = if here { theme.symbols.here } else { " " };
    let day = date::write_date(
        local(session.started, session.offset_min).date_naive(),
        app.lang,
    );
    let titles: Vec<&str> = session
        .responses
        .iter()
        .filter_map(|row| app.catalogue.find(row.form_id.as_str()))
        .filter(|form| !form.standing)
        .map(|form| form.title.plain(app.lang))
        .collect();
    let mode = app.say(names::mode_id(session.mode));
    let state = match session.state {
        SessionState::Held => String::new(),
        other => app.say(names::state_id(other)),
    };
    let row = Row::of(format!("{mark} "), theme.focus).then(column(&day, 12), style);
    let titles = titles.join(", ");
    if width < usize::from(chrome::NARROW) {
        return row.then(titles, style);
    }
    row.then(column(&titles, 30), style)
        .then(format!("  {mode}  "), theme.quiet)
        .then(state, theme.quiet)
}
