//! A past meeting, read only.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::names::{self, called, quoted};
use crate::app::{App, Review, ReviewEntry};
use crate::casework::{Status, local};
use crate::lang::{Arg, date};

/// Rows seen before the place that was looked for.
const LEAD: usize = 3;

pub fn view(
    app: &App,
    review: &Review,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let session = &review.session;
    let day = date::write_date(
        local(session.started, session.offset_min).date_naive(),
        app.lang,
    );
    let subject = &review.page.subject;
    let title = format!("{} · {day}", called(subject, !app.outdoors));
    let aside = app.say(if review.original {
        "review-original"
    } else {
        names::mode_id(session.mode)
    });
    let inside = chrome::frame(app, &title, Some(aside), theme, area, buffer);
    let width = usize::from(inside.width).saturating_sub(2);
    let mut rows: Vec<Row> = Vec::new();
    for entry in review.entries(app.lang) {
        let start = rows.len();
        rows.extend(entry_rows(app, &entry, theme, width));
        if is_sought(&entry)
            && let Some(row) = rows.get_mut(start)
        {
            point_at(row, theme);
            review.scroll.begin_at(start.saturating_sub(LEAD));
        }
    }
    let height = usize::from(inside.height);
    let top = review.scroll.top(rows.len(), height);
    paint::draw(&rows, top, inside, buffer);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    Some(Position {
        x: inside.x,
        y: inside.y,
    })
}

fn is_sought(entry: &ReviewEntry) -> bool {
    match entry {
        ReviewEntry::Answer { sought, .. } | ReviewEntry::Quote { sought, .. } => *sought,
        ReviewEntry::Form { .. }
        | ReviewEntry::Section(_)
        | ReviewEntry::Together(_)
        | ReviewEntry::Score { .. } => false,
    }
}

/// The sign of what is in focus, in the margin of a row.
fn point_at(row: &mut Row, theme: &Theme) {
    if let Some((first, _)) = row.spans.first_mut()
        && let Some(rest) = first.strip_prefix("  ")
    {
        *first = rest.to_owned();
        let mark = format!("{} ", theme.symbols.here);
        row.spans.insert(0, (mark, theme.focus));
    }
}

fn entry_rows(app: &App, entry: &ReviewEntry, theme: &Theme, width: usize) -> Vec<Row> {
    match entry {
        ReviewEntry::Form {
            title,
            notice,
            status,
        } => {
            let mut rows = vec![Row::of(format!("  {title}"), theme.heading)];
            let state = match status {
                Status::InProgress => Some("review-unfinished"),
                Status::Amended => Some("review-amended"),
                Status::Completed | Status::EnteredInError => None,
            };
            if let Some(state) = state {
                rows[0]
                    .spans
                    .push((format!("   {}", app.say(state)), theme.quiet));
            }
            if !notice.is_empty() {
                rows.extend(paint::paragraph(notice, width, 2, theme.quiet));
            }
            rows
        }
        ReviewEntry::Section(title) => {
            vec![Row::new(), Row::of(format!("  {title}"), theme.heading)]
        }
        ReviewEntry::Together(said) => {
            let mut rows = vec![Row::new()];
            rows.extend(paint::paragraph(said, width, 2, theme.quiet));
            rows
        }
        ReviewEntry::Quote {
            words, interpreted, ..
        } => {
            let quoted = quoted(words, *interpreted, app.lang);
            paint::paragraph(&quoted, width, 4, theme.text)
        }
        ReviewEntry::Answer { .. } => answer_rows(app, entry, theme, width),
        ReviewEntry::Score {
            label,
            value,
            answered,
            of,
            band,
        } => {
            let text = match value {
                Some(value) => format!("{value}  {band}"),
                None => app.tell(
                    "not-scored",
                    &[("answered", Arg::from(*answered)), ("of", Arg::from(*of))],
                ),
            };
            vec![Row::of(format!("  {}", column(label, 32)), theme.quiet).then(text, theme.text)]
        }
    }
}

/// An answer, with the earlier one beside it: in one row where both are short.
fn answer_rows(app: &App, entry: &ReviewEntry, theme: &Theme, width: usize) -> Vec<Row> {
    let ReviewEntry::Answer {
        label,
        answer,
        earlier,
        note,
        fallback,
        row,
        sought: _,
    } = entry
    else {
        return Vec::new();
    };
    let indent = if *row { 4 } else { 2 };
    let mark = fallback
        .map(|lang| format!(" [{}]", lang.code()))
        .unwrap_or_default();
    let label = format!("{label}{mark}");
    let before = earlier
        .as_ref()
        .map(|earlier| app.tell("before-only", &[("before", Arg::from(earlier.as_str()))]));
    let beside = before.as_deref().unwrap_or_default();
    let one_row = [label.as_str(), answer, beside]
        .iter()
        .map(|text| text.width() + 3)
        .sum::<usize>();
    let mut rows = if one_row <= width.min(paint::MEASURE) && !answer.contains('\n') {
        let row = Row::of(format!("{}{label}", " ".repeat(indent)), theme.quiet);
        let row = row
            .then("  ", theme.quiet)
            .then(answer.as_str(), theme.text);
        vec![row.then(format!("   {beside}"), theme.quiet)]
    } else {
        let mut rows = paint::paragraph(&label, width, indent, theme.quiet);
        rows.extend(
            answer
                .lines()
                .flat_map(|line| paint::paragraph(line, width, indent + 2, theme.text)),
        );
        rows.extend(
            before
                .iter()
                .flat_map(|text| paint::paragraph(text, width, indent + 2, theme.quiet)),
        );
        rows
    };
    if let Some(note) = note {
        let sign = format!("{}{} ", " ".repeat(indent + 2), theme.symbols.note);
        rows.extend(paint::marked(&sign, note, width, theme.quiet, theme.text));
    }
    rows
}
