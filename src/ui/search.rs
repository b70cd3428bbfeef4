//! What was found, each with its day and whose it is, and the words around the place.

use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::App;
use crate::app::names::called_so;
use crate::app::search::Search;
use crate::casework::SearchHit;
use crate::lang::date;

/// Columns of a day, and letters before the place that are shown with it.
const DAYS: usize = 9;
const BEFORE: usize = 20;

pub fn rows(
    app: &App,
    search: &Search,
    theme: &Theme,
    width: usize,
) -> (Vec<Row>, std::ops::Range<usize>) {
    let title = match search.within {
        Some(_) => "search-within",
        None => "search-everywhere",
    };
    let mut rows = vec![Row::of(app.say(title), theme.heading)];
    rows.push(paint::typed_line(&search.typed, width, 0, theme));
    rows.push(Row::new());
    if search.hits.is_empty() {
        let id = match search.wanted() {
            Some(_) => "picker-none",
            None => "picker-covered",
        };
        rows.push(Row::of(app.say(id), theme.quiet));
    }
    let mut focus = 0..1;
    for (at, hit) in search.hits.iter().enumerate() {
        let here = at == search.at;
        if here {
            focus = rows.len()..rows.len() + 1;
        }
        rows.push(hit_row(app, search, hit, here, theme, width));
    }
    (rows, focus)
}

fn hit_row(
    app: &App,
    search: &Search,
    hit: &SearchHit,
    here: bool,
    theme: &Theme,
    width: usize,
) -> Row {
    let mark = if here { theme.symbols.here } else { " " };
    let style = if here { theme.focus } else { theme.text };
    let day = hit.at.map(|at| {
        let day = crate::casework::local(at, app.stamp.offset_min).date_naive();
        date::write_brief_date(day, app.stamp.today, app.lang)
    });
    let day = column(&day.unwrap_or_default(), DAYS);
    let row = Row::of(format!("{mark} "), theme.focus).then(day, theme.quiet);
    let whose = match search.within {
        Some(_) => String::new(),
        None => called_so(&hit.code, &hit.name, !app.outdoors),
    };
    // The subject itself was found: its name says all.
    if hit.found.is_none() {
        return row.then(whose, style);
    }
    let whose = paint::fit(&whose, width / 3).into_owned();
    let room = width.saturating_sub(DAYS + 4 + whose.width());
    let room = room.min(paint::MEASURE);
    let (before, found, after) = around(&hit.text, search.wanted().unwrap_or_default());
    let shown = paint::fit(&format!("{before}{found}{after}"), room).into_owned();
    let (start, end) = (before.len(), before.len() + found.len());
    let row = match (shown.get(..start), shown.get(start..end), shown.get(end..)) {
        (Some(before), Some(found), Some(after)) => row
            .then(before, style)
            .then(found, style.add_modifier(Modifier::UNDERLINED))
            .then(after, style),
        _ => row.then(shown, style),
    };
    row.at_right(whose, theme.quiet)
}

/// A text in one line, taken apart at the first word that was looked for; little of what comes before it is shown.
fn around(text: &str, wanted: &str) -> (String, String, String) {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<String> = wanted
        .split_whitespace()
        .map(|word| word.trim_start_matches('~').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let begins = |word: &str| {
        let word = word.to_lowercase();
        wanted
            .iter()
            .any(|wanted| word.starts_with(wanted.as_str()))
    };
    let mut at = 0;
    let mut found = None;
    for word in line.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if begins(bare) {
            found = Some(at..at + bare.len());
            break;
        }
        at += word.len();
    }
    let Some(found) = found else {
        return (line, String::new(), String::new());
    };
    let before = &line[..found.start];
    let letters = before.char_indices().rev();
    let from = letters.take(BEFORE).last().map_or(0, |(at, _)| at);
    let before = match from {
        0 => before.to_owned(),
        from => format!("…{}", &before[from..]),
    };
    (
        before,
        line[found.clone()].to_owned(),
        line[found.end..].to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_found_stands_near_the_beginning() {
        let parts = around("Lapset näkisivät minun tekevän jotain", "TEK");
        let (before, found, after) = parts;
        assert_eq!(found, "tekevän");
        assert!(
            before.starts_with('…') && before.ends_with("minun "),
            "{before}"
        );
        assert_eq!(after, " jotain");
        let (all, none, _) = around("mäki", "~maki");
        assert_eq!((all.as_str(), none.as_str()), ("mäki", ""));
    }
}
