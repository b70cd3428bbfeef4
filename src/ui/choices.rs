//! What is answered by choosing: options under one another, entries of a register, yes or no, a count.

use ratatui::style::Style;

use super::item::Place;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::meeting::{KEYS, Offer};
use crate::form::Kind;
use crate::lang::Arg;
use crate::response::Value;

/// Options of a long list that are seen at once, at most and at least.
const MOST_SEEN: usize = 12;
const LEAST_SEEN: usize = 3;
/// Rows of the screen that a long list leaves to the rest.
const AROUND: u16 = 11;

pub fn yes_no(place: &Place<'_>, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let chosen = match place.cell().value() {
        Some(Value::Bool(yes)) => Some(usize::from(!yes)),
        _ => None,
    };
    let mut row = Row::of("    ", theme.text);
    for (at, id) in ["answer-yes", "answer-no"].into_iter().enumerate() {
        let here = at == place.meeting.cursor;
        let sign = if chosen == Some(at) {
            theme.symbols.chosen
        } else {
            theme.symbols.open
        };
        let style = choice_style(theme, chosen == Some(at), here);
        if here {
            let column = row.width();
            row = row.with_cursor(column);
        }
        row = row
            .then(
                format!(
                    "{} {sign} {}",
                    at + 1,
                    crate::lang::messages(place.language()).get(id)
                ),
                style,
            )
            .then("     ", theme.text);
    }
    rows.push(row);
}

fn choice_style(theme: &Theme, chosen: bool, here: bool) -> Style {
    match (chosen, here) {
        (_, true) => theme.focus,
        (true, false) => theme.text,
        (false, false) => theme.quiet,
    }
}

/// What is offered, under one another: each with the key that chooses it, or narrowed by what is typed.
pub fn options(place: &Place<'_>, rows: &mut Vec<Row>) {
    let offers = place.meeting.narrowed();
    let narrowed = place.meeting.is_narrowed(place.filling, place.spot);
    if place.meeting.options(place.filling, place.spot).is_empty() {
        return nothing(place, rows);
    }
    if narrowed {
        rows.push(filter(place));
    }
    let seen = match narrowed {
        true => window(place, offers.len()),
        false => 0..offers.len(),
    };
    let after = offers.len() - seen.end;
    if seen.start > 0 {
        rows.push(beyond(place, "↑", seen.start));
    }
    for at in seen {
        let here = at == place.meeting.cursor;
        rows.extend(option(place, offers[at], at, here, narrowed));
    }
    if after > 0 {
        rows.push(beyond(place, "↓", after));
    }
    if offers.is_empty() {
        rows.push(quiet(place, "picker-none"));
    }
    if matches!(place.item().kind, Kind::Rank { .. }) && place.cell().answer.is_empty() {
        rows.extend(hint(place, "rank-how"));
    }
    let none = matches!(place.cell().value(), Some(Value::Codes(codes)) if codes.is_empty());
    if none {
        let text = place.app.say("none-of-these");
        rows.push(Row::of(format!("    {text}"), place.theme.text));
    }
    aside(place, rows);
}

fn quiet(place: &Place<'_>, id: &str) -> Row {
    Row::of(format!("    {}", place.app.say(id)), place.theme.quiet)
}

fn hint(place: &Place<'_>, id: &str) -> Vec<Row> {
    paint::paragraph(&place.app.say(id), place.width, 4, place.theme.quiet)
}

/// Why there is nothing to choose from.
fn nothing(place: &Place<'_>, rows: &mut Vec<Row>) {
    let id = match place.item().kind {
        Kind::Ref { .. } => "ref-none",
        _ => "options-none",
    };
    if let Some(value) = place
        .cell()
        .value()
        .filter(|_| !place.response().is_unfit(place.spot))
    {
        let text = place.show(value);
        rows.extend(paint::paragraph(&text, place.width, 4, place.theme.text));
    }
    let mut lines = hint(place, id);
    if let Some(first) = lines.first_mut() {
        first.cursor = Some(4);
    }
    rows.append(&mut lines);
    aside(place, rows);
}

/// An answer that is no longer offered is still there to be seen.
fn aside(place: &Place<'_>, rows: &mut Vec<Row>) {
    let response = place.response();
    let Some(value) = place
        .cell()
        .value()
        .filter(|_| response.is_unfit(place.spot))
    else {
        return;
    };
    let answer = match (value, response.value(place.spot)) {
        (Value::Codes(all), Some(Value::Codes(fit))) => {
            let lost = all.iter().filter(|code| !fit.contains(code));
            place.show(&Value::Codes(lost.cloned().collect()))
        }
        (all, _) => place.show(all),
    };
    let text = place
        .app
        .tell("answer-unfit", &[("answer", Arg::from(answer.as_str()))]);
    rows.extend(paint::paragraph(&text, place.width, 4, place.theme.quiet));
}

/// The line that is typed to narrow a long list.
fn filter(place: &Place<'_>) -> Row {
    let theme = place.theme;
    let entered = &place.meeting.entered;
    let row = Row::of(format!("  {} ", theme.symbols.prompt), theme.focus);
    match entered.is_empty() {
        true => row
            .cursor_here()
            .then(place.app.say("narrow-how"), theme.quiet),
        false => row.then(entered.clone(), theme.text).cursor_here(),
    }
}

/// The part of a long list that is seen: around the arrow.
pub(super) fn window(place: &Place<'_>, count: usize) -> std::ops::Range<usize> {
    let room = usize::from(place.app.size.1.saturating_sub(AROUND));
    let room = room.clamp(LEAST_SEEN, MOST_SEEN);
    let start = (place.meeting.cursor + 1).saturating_sub(room.div_ceil(2));
    let start = start.min(count.saturating_sub(room));
    start..count.min(start + room)
}

fn beyond(place: &Place<'_>, sign: &str, count: usize) -> Row {
    let more = place
        .app
        .tell("narrow-more", &[("count", Arg::from(count))]);
    Row::of(format!("      {sign} {more}"), place.theme.quiet)
}

fn option(place: &Place<'_>, offer: Offer<'_>, at: usize, here: bool, narrowed: bool) -> Vec<Row> {
    let theme = place.theme;
    let kind = &place.item().kind;
    let ranked = match (kind, place.response().value(place.spot)) {
        (Kind::Rank { .. }, Some(Value::Codes(codes))) => {
            codes.iter().position(|code| code == offer.id())
        }
        _ => None,
    };
    let chosen = ranked.is_some() || is_chosen(place.cell().value(), offer);
    let sign = match (kind, chosen, ranked) {
        (Kind::Rank { .. }, _, Some(place)) => format!("{:>2}.", place + 1),
        (Kind::Rank { .. }, _, None) => format!(" {} ", theme.symbols.dot),
        (Kind::Multi | Kind::Deck, true, _) => theme.symbols.ticked.to_owned(),
        (Kind::Multi | Kind::Deck, false, _) => theme.symbols.dot.to_owned(),
        (_, true, _) => theme.symbols.chosen.to_owned(),
        (_, false, _) => theme.symbols.open.to_owned(),
    };
    let key = match (offer.key(), at) {
        (Some(key), _) => key.to_string(),
        (None, at) if at + 1 < KEYS => (at + 1).to_string(),
        (None, at) if at + 1 == KEYS => "0".to_owned(),
        (None, _) => " ".to_owned(),
    };
    let style = choice_style(theme, chosen, here);
    let mark = format!("    {key} {sign} ");
    let text = offer.text(place.language());
    let mut lines = paint::marked(&mark, text, place.width, style, style);
    if let Some(first) = lines.first_mut().filter(|_| here && !narrowed) {
        first.cursor = Some(4);
    }
    lines
}

fn is_chosen(value: Option<&Value>, offer: Offer<'_>) -> bool {
    match value {
        Some(Value::Code(code)) => code == offer.id(),
        Some(Value::Codes(codes)) => codes.contains(offer.id()),
        Some(Value::Ref(entry)) => entry.id == *offer.id(),
        _ => false,
    }
}

/// A count, large, and the keys that move it.
pub fn tally(place: &Place<'_>, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let count = match place.cell().value() {
        Some(value) => place.show(value),
        None => "0".to_owned(),
    };
    let spaced: String = count.chars().flat_map(|digit| [digit, ' ']).collect();
    rows.push(Row::new());
    rows.push(
        Row::of("        ", theme.text)
            .then(spaced.trim_end(), theme.focus)
            .cursor_here(),
    );
    rows.push(Row::new());
    rows.extend(hint(place, "tally-how"));
}
