//! Numbers about one theme: a row under the days, and a picture of them. Neutral: a fall looks like a rise.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_width::UnicodeWidthStr;

use super::chart::{self, Spot};
use super::journey::Drawing;
use super::paint::{self, Row, column};
use crate::app::names::{numbers_name, track_title};
use crate::casework::{Numbers, Point, Track};
use crate::form::Kind;
use crate::lang::{Arg, date};

/// Columns of the names of numbers.
const NAMES: usize = 20;
const NARROW_NAMES: usize = 12;
/// Columns from one day to the next at most.
const WIDEST: usize = 12;
/// Rows of a chart: more steps than there are numbers from 0 to 10.
const HEIGHT: usize = 3;

impl Drawing<'_> {
    pub(super) fn track(&self, track: &Track<'_>, here: bool) -> Vec<Row> {
        let theme = self.theme;
        let mark = if here { theme.symbols.here } else { " " };
        let style = if here { theme.focus } else { theme.heading };
        let names = self.names();
        let days: Vec<String> = track.days.iter().map(|day| self.brief(*day)).collect();
        let least = days.iter().map(|day| day.width()).max().unwrap_or(0) + 2;
        let room = self.width.saturating_sub(names + 2);
        let left_out = days.len().saturating_sub(room / least.max(1));
        // A few stand apart, so that a line shows how it went.
        let cell = (room / (days.len() - left_out).max(1)).clamp(least, WIDEST);
        let title = track_title(&self.app.catalogue, track, self.app.lang);
        let mut rows = vec![Row::of(format!("{mark} {title}"), style)];
        let mut under = Row::of(" ".repeat(names + 2), theme.quiet);
        for day in &days[left_out..] {
            under = under.then(column(day, cell), theme.quiet);
        }
        rows.push(under);
        let mut broken = false;
        for line in &track.lines {
            if line.given().all(|(at, _)| at < left_out) {
                continue;
            }
            broken |= line.breaks().iter().any(|at| *at >= left_out);
            rows.extend(self.numbers(line, &days, left_out, cell));
        }
        if broken {
            let said = self.app.say("journey-version");
            let sign = format!("    {} ", BREAK);
            rows.extend(paint::marked(
                &sign,
                &said,
                self.width,
                theme.quiet,
                theme.quiet,
            ));
        }
        if left_out > 0 {
            let count = [("count", Arg::from(left_out))];
            let said = self.app.tell("journey-earlier", &count);
            rows.extend(paint::paragraph(&said, self.width, 4, theme.quiet));
        }
        rows
    }

    fn names(&self) -> usize {
        match self.width < usize::from(super::chrome::NARROW) {
            true => NARROW_NAMES,
            false => NAMES,
        }
    }

    fn brief(&self, day: chrono::NaiveDate) -> String {
        date::write_brief_date(day, self.app.stamp.today, self.app.lang)
    }

    /// A name, then a number under each day; a break stands before the first that another version asked for.
    fn numbers(
        &self,
        line: &Numbers<'_>,
        days: &[String],
        left_out: usize,
        cell: usize,
    ) -> Vec<Row> {
        let (app, theme) = (self.app, self.theme);
        let name = numbers_name(&app.catalogue, line, app.lang);
        let breaks = line.breaks();
        let names = self.names();
        let mut row = Row::of(format!("    {}", column(&name, names - 3)), theme.quiet);
        for (at, point) in line.points.iter().enumerate().skip(left_out) {
            let sign = match breaks.contains(&at) {
                true => BREAK,
                false => " ",
            };
            let value = point.map_or_else(String::new, |point| {
                date::write_decimal(point.value.normalize(), app.lang)
            });
            let value = column(&value, cell - 1);
            row = row.then(sign, theme.quiet).then(value, theme.text);
        }
        let mut rows = vec![row];
        if self.roomy && line.given().count() > 1 {
            rows.extend(self.chart(line, days, left_out, cell));
        }
        if let Some(said) = self.change(line) {
            match rows.last_mut() {
                Some(last) if last.width() + said.width() + 3 <= self.width => {
                    last.spans.push((format!("   {said}"), theme.quiet));
                }
                _ => rows.extend(paint::paragraph(&said, self.width, 4, theme.quiet)),
            }
        }
        rows
    }

    /// What has changed clearly, as the form says what is clear; the same words whichever way it went.
    fn change(&self, line: &Numbers<'_>) -> Option<String> {
        let (first, now) = line.clear_change(&self.app.catalogue)?;
        let write = |number: Decimal| date::write_decimal(number.normalize(), self.app.lang);
        let (first, now) = (write(first), write(now));
        let args = [("before", Arg::from(&first)), ("now", Arg::from(&now))];
        Some(self.app.tell("journey-change", &args))
    }

    /// The picture: each number of it under its own, or over the whole time where not all numbers have room.
    fn chart(&self, line: &Numbers<'_>, days: &[String], left_out: usize, cell: usize) -> Vec<Row> {
        let names = self.names();
        let room = self.width.saturating_sub(names + 3);
        let last = days.len().saturating_sub(1).max(1);
        let spread = |at: usize| match left_out {
            0 => at * cell,
            _ => at * room.saturating_sub(1) / last,
        };
        let (low, high) = self.ends(line);
        let spots = spots(line, low, high, spread);
        let drawn = chart::draw(&spots, HEIGHT, self.app.ascii);
        let lowest = drawn.len().saturating_sub(1);
        let write = |number: Decimal| date::write_decimal(number.normalize(), self.app.lang);
        let rows = drawn.into_iter().enumerate().map(|(at, text)| {
            let end = match at {
                0 => write(high),
                at if at == lowest => write(low),
                _ => String::new(),
            };
            let text = text.trim_end();
            Row::of(format!("{end:>names$}  "), self.theme.quiet)
                .then(text.to_owned(), self.theme.text)
        });
        let mut rows: Vec<Row> = rows.collect();
        if let (Some(first), Some(newest), true) = (days.first(), days.last(), left_out > 0) {
            let gap = room.saturating_sub(first.width() + newest.width());
            let under = format!(
                "{}{first}{}{newest}",
                " ".repeat(names + 2),
                " ".repeat(gap)
            );
            rows.push(Row::of(under, self.theme.quiet));
        }
        rows
    }

    /// The ends of what could have been answered, as far as the form says; else of what was.
    fn ends(&self, line: &Numbers<'_>) -> (Decimal, Decimal) {
        match line.item(&self.app.catalogue).map(|item| &item.kind) {
            Some(Kind::Ruler) => (Decimal::ZERO, Decimal::TEN),
            Some(Kind::Scale { min, max }) => (Decimal::from(*min), Decimal::from(*max)),
            _ => {
                let values = || line.given().map(|(_, point)| point.value);
                let low = values().min().unwrap_or_default();
                (low.min(Decimal::ZERO), values().max().unwrap_or_default())
            }
        }
    }
}

/// Where the numbers of a line stand between the ends; none leads over a change of version.
fn spots(
    line: &Numbers<'_>,
    low: Decimal,
    high: Decimal,
    column: impl Fn(usize) -> usize,
) -> Vec<Spot> {
    let top = Decimal::from(chart::levels(HEIGHT) - 1);
    let breaks = line.breaks();
    let spot = |(at, point): (usize, Point)| {
        let part = match high > low {
            true => (point.value - low) / (high - low) * top,
            false => Decimal::ZERO,
        };
        Spot {
            column: column(at),
            level: part.round().to_usize().unwrap_or(0),
            joined: !breaks.contains(&at),
        }
    };
    line.given().map(spot).collect()
}

/// From here on another version of the form asked.
const BREAK: &str = "|";
