//! Two or three meetings beside each other: numbers beside bars, words under their days. Nobody wins.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rust_decimal::prelude::ToPrimitive;
use unicode_width::UnicodeWidthStr;

use super::chrome;
use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::names::called;
use crate::app::{App, Comparison};
use crate::casework::{Answered, Compared, Measured, Moved, local};
use crate::lang::{Arg, date};

/// Columns of a label, a day, and one meeting's number with its bar.
const LABELS: usize = 24;
const DAYS: usize = 9;
const NUMBERS: usize = 15;
/// Signs of the longest bar.
const LONGEST: usize = 10;

struct Drawing<'a> {
    app: &'a App,
    theme: &'a Theme,
    width: usize,
    days: Vec<String>,
}

pub fn view(
    app: &App,
    comparison: &Comparison,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let days = comparison.meetings.iter().map(|(row, _)| {
        let day = local(row.started, row.offset_min).date_naive();
        date::write_brief_date(day, app.stamp.today, app.lang)
    });
    let drawing = Drawing {
        app,
        theme,
        width: usize::from(area.width).saturating_sub(2),
        days: days.collect(),
    };
    let subject = &comparison.journey.page.subject;
    let who = called(subject, !app.outdoors);
    let title = app.tell("compare-title", &[("who", Arg::from(&who))]);
    let aside = Some(drawing.days.join(" · "));
    let inside = chrome::frame(app, &title, aside, theme, area, buffer);
    let mut rows = Vec::new();
    for form in comparison.forms(app.lang) {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.push(Row::of(format!("  {}", form.title), theme.heading));
        rows.extend(form.rows.iter().flat_map(|row| drawing.row(row)));
    }
    let height = usize::from(inside.height);
    let top = comparison.scroll.top(rows.len(), height);
    paint::draw(&rows, top, inside, buffer);
    paint::beyond(top, rows.len(), theme, inside, buffer);
    Some(Position {
        x: inside.x,
        y: inside.y,
    })
}

impl Drawing<'_> {
    fn row(&self, row: &Compared) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(section) = &row.section {
            rows.push(Row::new());
            rows.push(Row::of(format!("  {section}"), self.theme.heading));
        }
        let measured = row.cells.iter().flatten().all(|cell| cell.number.is_some());
        let wide = LABELS + 2 + self.days.len() * NUMBERS;
        rows.extend(match measured {
            true if wide <= self.width => self.bars(row),
            _ => self.words(row),
        });
        rows
    }

    /// What became of it, in a word or two.
    fn moved(&self, row: &Compared) -> String {
        match row.moved {
            Moved::Alike => self.app.say("compare-alike"),
            Moved::New => self.app.say("compare-new"),
            Moved::Gone => self.app.say("compare-gone"),
            Moved::Changed => {
                let mut given = row
                    .cells
                    .iter()
                    .flatten()
                    .filter(|cell| cell.number.is_some());
                match (given.next(), given.next_back()) {
                    (Some(before), Some(now)) => self.app.tell(
                        "before-now",
                        &[
                            ("before", Arg::from(&before.text)),
                            ("now", Arg::from(&now.text)),
                        ],
                    ),
                    _ => String::new(),
                }
            }
        }
    }

    fn bars(&self, row: &Compared) -> Vec<Row> {
        let theme = self.theme;
        let label = format!("  {}", column(&row.label, LABELS - 1));
        let mut said = Row::of(label, theme.quiet).then(" ", theme.quiet);
        for cell in &row.cells {
            let (number, bar) = cell.as_ref().map_or_else(
                || ("–".to_owned(), String::new()),
                |cell| (cell.text.clone(), self.bar(cell)),
            );
            let number = format!("{number:>2} ");
            said = said
                .then(number, theme.text)
                .then(column(&bar, NUMBERS - 3), theme.quiet);
        }
        let moved = self.moved(row);
        match said.width() + moved.width() <= self.width {
            true => vec![said.then(moved, theme.quiet)],
            false => {
                let mut rows = vec![said];
                rows.extend(paint::paragraph(
                    &moved,
                    self.width,
                    LABELS + 2,
                    theme.quiet,
                ));
                rows
            }
        }
    }

    fn bar(&self, cell: &Answered) -> String {
        let Some(Measured { value, low, high }) = cell.number else {
            return String::new();
        };
        let steps = (high - low).to_usize().unwrap_or(0);
        let full = (value - low).to_usize().unwrap_or(0);
        if steps == 0 || steps > LONGEST {
            return String::new();
        }
        let signs = self.theme.symbols;
        signs.bar.repeat(full.min(steps)) + &signs.pending.repeat(steps.saturating_sub(full))
    }

    /// Words under the day on which they were said; what was said alike each time stands once.
    fn words(&self, row: &Compared) -> Vec<Row> {
        let theme = self.theme;
        let moved = self.moved(row);
        let head = match moved.is_empty() {
            true => row.label.clone(),
            false => format!("{}   {moved}", row.label),
        };
        let mut rows = paint::paragraph(&head, self.width, 2, theme.quiet);
        for (cell, day) in row.cells.iter().zip(&self.days) {
            let Some(cell) = cell else { continue };
            let mark = match row.moved {
                Moved::Alike => "    ".to_owned(),
                _ => format!("    {}", column(day, DAYS)),
            };
            for line in cell.text.lines().take(1) {
                rows.extend(paint::marked(
                    &mark,
                    line,
                    self.width,
                    theme.quiet,
                    theme.text,
                ));
            }
            for line in cell.text.lines().skip(1) {
                rows.extend(paint::paragraph(line, self.width, mark.width(), theme.text));
            }
            if row.moved == Moved::Alike {
                break;
            }
        }
        rows
    }
}
