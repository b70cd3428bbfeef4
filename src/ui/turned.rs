//! The client's side of the screen: one question, large and alone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use rust_decimal::prelude::ToPrimitive;
use unicode_width::UnicodeWidthStr;

use super::choices;
use super::item::Place;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::{Meeting, Mode};
use crate::app::names::entry_fault_id;
use crate::form::{Id, Kind};
use crate::lang::{Arg, Lang, messages};
use crate::response::{Spot, Value};

/// No line is longer: it is read from a step away.
const WIDEST: u16 = 64;

pub fn view(
    app: &App,
    meeting: &Meeting,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = area.width.saturating_sub(4).min(WIDEST);
    let side = Side {
        app,
        meeting,
        theme,
        width: usize::from(width),
    };
    let rows = side.rows();
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let above = (area.height.saturating_sub(height) / 3).min(area.height / 4);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + above,
        width,
        height: area.height.saturating_sub(above),
    };
    let focus = rows
        .iter()
        .position(|row| row.cursor.is_some())
        .unwrap_or(0);
    let top = paint::scroll(focus..focus + 1, rows.len(), usize::from(place.height));
    paint::draw(&rows, top, place, buffer)
}

pub(super) struct Side<'a> {
    pub app: &'a App,
    pub meeting: &'a Meeting,
    pub theme: &'a Theme,
    pub width: usize,
}

impl<'a> Side<'a> {
    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        if !self.meeting.recording {
            rows.push(self.middle(&self.say("turned-unrecorded"), self.theme.quiet));
            rows.push(Row::new());
        }
        match self.meeting.mode() {
            Mode::Writing => self.writing(&mut rows),
            Mode::Together => self.together(&mut rows),
            _ => self.question(&mut rows),
        }
        self.faults_of_the_program(&mut rows);
        rows
    }

    fn question(&self, rows: &mut Vec<Row>) {
        let Some((filling, spot)) = self.meeting.question() else {
            rows.push(
                self.middle(&self.say("turned-done"), self.theme.text)
                    .with_cursor(0),
            );
            return;
        };
        let place = self.place(filling, spot);
        self.lines(&place.label(), self.theme.heading, rows);
        rows.push(Row::new());
        self.answer(&place, rows);
    }

    pub(super) fn place(&self, filling: usize, spot: Spot) -> Place<'a> {
        Place {
            app: self.app,
            meeting: self.meeting,
            theme: self.theme,
            width: self.width,
            filling,
            spot,
        }
    }

    /// Text in the middle, each of its lines wrapped.
    pub(super) fn lines(&self, text: &str, style: Style, rows: &mut Vec<Row>) {
        for line in text.lines() {
            let wrapped = paint::paragraph(line, self.width, 0, style);
            rows.extend(wrapped.into_iter().map(|row| self.centred(row)));
        }
    }

    pub(super) fn language(&self) -> Lang {
        self.meeting.session.language
    }

    pub(super) fn say(&self, id: &str) -> String {
        messages(self.language()).get(id).into_owned()
    }

    fn answer(&self, place: &Place<'_>, rows: &mut Vec<Row>) {
        if self.meeting.typing.is_some() {
            return self.typed(place, rows);
        }
        let number = match place.cell().value() {
            Some(Value::Number(number)) => number.to_i32(),
            _ => None,
        };
        match place.item().kind {
            Kind::Ruler => self.numbers(place, 0, 10, number, rows),
            Kind::Scale { min, max } => self.numbers(place, min, max, number, rows),
            Kind::Tally => self.tally(place, number, rows),
            _ => self.options(place, rows),
        }
    }

    fn typed(&self, place: &Place<'_>, rows: &mut Vec<Row>) {
        let Some(typing) = &self.meeting.typing else {
            return;
        };
        let inner = self.width.saturating_sub(3).max(1);
        rows.extend(paint::typed(&typing.editor, inner, 0, self.theme));
        let unit = place.item().limits().unit.plain(self.language());
        if let Some(last) = rows.last_mut().filter(|_| !unit.is_empty()) {
            last.spans.push((format!("  {unit}"), self.theme.quiet));
        }
        rows.push(Row::new());
        if let Some(fault) = &typing.fault {
            let (id, values) = entry_fault_id(fault);
            let args = values.iter().map(|(name, value)| (*name, Arg::from(value)));
            let args: Vec<(&str, Arg<'_>)> = args.collect();
            let said = messages(self.language()).with(id, &args);
            rows.extend(paint::paragraph(&said, self.width, 0, self.theme.trouble));
        }
        let id = match typing.editor.text().trim() {
            "" => "turned-skip",
            _ => "turned-enter",
        };
        rows.push(self.middle(&self.say(id), self.theme.quiet));
    }

    /// Numbers between their named ends, and the one chosen once more, large.
    fn numbers(
        &self,
        place: &Place<'_>,
        min: i32,
        max: i32,
        chosen: Option<i32>,
        rows: &mut Vec<Row>,
    ) {
        let count = usize::try_from(max - min + 1).unwrap_or(1);
        let step = (self.width / count).clamp(3, 6);
        let mut row = Row::new();
        for (at, number) in (min..=max).enumerate() {
            let here = at == self.meeting.cursor;
            let (text, style) = match (chosen == Some(number), here) {
                (true, _) => (format!("[{number}]"), self.theme.focus),
                (false, true) => (format!(" {number} "), self.theme.selected),
                (false, false) => (format!(" {number} "), self.theme.text),
            };
            if here {
                let column = row.width() + 1;
                row = row.with_cursor(column);
            }
            let gap = step.saturating_sub(text.width());
            row = row.then(text, style).then(" ".repeat(gap), self.theme.text);
        }
        let line = row.width().min(self.width);
        rows.push(self.centred(row));
        if let Some((low, high)) = place.item().ends.as_deref() {
            let (low, high) = (low.plain(self.language()), high.plain(self.language()));
            let gap = line.saturating_sub(low.width() + high.width());
            if gap > 1 {
                let ends = Row::of(format!("{low}{}{high}", " ".repeat(gap)), self.theme.quiet);
                rows.push(self.centred(ends));
            } else {
                for (number, words) in [(min, low), (max, high)] {
                    let words = format!("{number} = {words}");
                    rows.extend(paint::paragraph(&words, self.width, 0, self.theme.quiet));
                }
            }
        }
        rows.push(Row::new());
        let Some(number) = chosen else {
            rows.push(self.middle(&self.say("turned-skip"), self.theme.quiet));
            return;
        };
        self.large(number, rows);
        rows.push(Row::new());
        let args = [("number", Arg::from(number))];
        let said = messages(self.language()).with("turned-chosen", &args);
        rows.push(self.middle(&said, self.theme.quiet));
    }

    fn options(&self, place: &Place<'_>, rows: &mut Vec<Row>) {
        let narrowed = self.meeting.is_narrowed(place.filling, place.spot);
        if narrowed {
            let entered = self.meeting.entered.clone();
            let prompt = format!("{} ", self.theme.symbols.prompt);
            let row = Row::of(prompt, self.theme.focus).then(entered, self.theme.text);
            rows.push(row.cursor_here());
        }
        let mut any = false;
        let choices = self.choices(place);
        let seen = match narrowed {
            true => choices::window(place, choices.len()),
            false => 0..choices.len(),
        };
        for (at, (text, chosen)) in choices.into_iter().enumerate() {
            any |= chosen.is_some();
            if !seen.contains(&at) {
                continue;
            }
            let here = at == self.meeting.cursor;
            let style = match (chosen.is_some(), here) {
                (true, _) => self.theme.focus,
                (false, true) => self.theme.selected,
                (false, false) => self.theme.text,
            };
            let key = match at {
                0..=8 => (at + 1).to_string(),
                9 => "0".to_owned(),
                _ => " ".to_owned(),
            };
            let mark = format!("{key} {}  ", self.sign(&place.item().kind, chosen));
            let mut lines = paint::marked(&mark, &text, self.width, self.theme.quiet, style);
            if let Some(first) = lines.first_mut().filter(|_| here && !narrowed) {
                first.cursor = Some(0);
            }
            rows.append(&mut lines);
        }
        self.how_to_go_on(any, rows);
    }

    fn how_to_go_on(&self, any: bool, rows: &mut Vec<Row>) {
        rows.push(Row::new());
        let id = if any { "turned-enter" } else { "turned-skip" };
        let mut row = self.middle(&self.say(id), self.theme.quiet);
        if !rows.iter().any(|row| row.cursor.is_some()) {
            row.cursor = Some(0);
        }
        rows.push(row);
    }

    /// What stands before an option: of an order its place.
    fn sign(&self, kind: &Kind, chosen: Option<usize>) -> String {
        let symbols = &self.theme.symbols;
        match (kind, chosen) {
            (Kind::Rank { .. }, Some(place)) => format!("{}.", place + 1),
            (Kind::Rank { .. }, None) => format!("{} ", symbols.dot),
            (Kind::Multi, Some(_)) => symbols.ticked.to_owned(),
            (_, Some(_)) => symbols.chosen.to_owned(),
            (_, None) => symbols.open.to_owned(),
        }
    }

    /// What can be chosen, each with its place among what is chosen.
    fn choices(&self, place: &Place<'_>) -> Vec<(String, Option<usize>)> {
        let value = place.response().value(place.spot);
        if place.item().kind == Kind::YesNo {
            return [("answer-yes", true), ("answer-no", false)]
                .map(|(id, yes)| {
                    (
                        self.say(id),
                        (value == Some(&Value::Bool(yes))).then_some(0),
                    )
                })
                .to_vec();
        }
        let chosen = |id: &Id| match value? {
            Value::Code(have) => (have == id).then_some(0),
            Value::Codes(have) => have.iter().position(|code| code == id),
            Value::Ref(have) => (have.id == *id).then_some(0),
            _ => None,
        };
        let offers = self.meeting.narrowed().into_iter();
        offers
            .map(|offer| (offer.text(self.language()).to_owned(), chosen(offer.id())))
            .collect()
    }

    /// A count, large.
    fn tally(&self, place: &Place<'_>, number: Option<i32>, rows: &mut Vec<Row>) {
        self.large(number.unwrap_or(0), rows);
        rows.push(Row::new());
        rows.push(self.middle(&self.say("tally-how"), self.theme.quiet));
        self.how_to_go_on(!place.cell().answer.is_empty(), rows);
    }

    pub(super) fn large(&self, number: i32, rows: &mut Vec<Row>) {
        for line in large(number, self.theme.symbols.bar) {
            rows.push(self.middle(&line, self.theme.focus));
        }
    }

    /// What the program could not do is told on every screen.
    fn faults_of_the_program(&self, rows: &mut Vec<Row>) {
        let failing = self.app.saving.failing.as_ref();
        let failing = failing.map(|problem| problem.say(self.app.lang).to_owned());
        let notice = self.app.notice.as_ref().filter(|notice| notice.trouble);
        for said in failing
            .into_iter()
            .chain(notice.map(|notice| notice.text.clone()))
        {
            rows.push(Row::new());
            rows.extend(paint::paragraph(&said, self.width, 0, self.theme.trouble));
        }
    }

    pub(super) fn middle(&self, text: &str, style: Style) -> Row {
        self.centred(Row::of(paint::fit(text, self.width), style))
    }

    fn centred(&self, row: Row) -> Row {
        let gap = self.width.saturating_sub(row.width()) / 2;
        let cursor = row.cursor.map(|column| column + gap);
        let mut spans = vec![(" ".repeat(gap), Style::default())];
        spans.extend(row.spans);
        Row {
            spans,
            cursor,
            ..row
        }
    }
}

/// A number in large figures, each dot two signs wide.
fn large(number: i32, sign: &str) -> Vec<String> {
    /// Five lines of three dots.
    const FIGURES: [[u8; 5]; 10] = [
        [0b111, 0b101, 0b101, 0b101, 0b111],
        [0b010, 0b110, 0b010, 0b010, 0b111],
        [0b111, 0b001, 0b111, 0b100, 0b111],
        [0b111, 0b001, 0b111, 0b001, 0b111],
        [0b101, 0b101, 0b111, 0b001, 0b001],
        [0b111, 0b100, 0b111, 0b001, 0b111],
        [0b111, 0b100, 0b111, 0b101, 0b111],
        [0b111, 0b001, 0b010, 0b010, 0b010],
        [0b111, 0b101, 0b111, 0b101, 0b111],
        [0b111, 0b101, 0b111, 0b001, 0b111],
    ];
    let written = number.to_string();
    let figures = written.chars().map(|figure| match figure.to_digit(10) {
        Some(digit) => FIGURES[digit as usize],
        None => [0, 0, 0b111, 0, 0],
    });
    let figures: Vec<[u8; 5]> = figures.collect();
    let dots = |line: u8| {
        let dots = (0..3).rev().map(|dot| match line >> dot & 1 {
            1 => sign.repeat(2),
            _ => "  ".to_owned(),
        });
        dots.collect::<String>()
    };
    (0..5)
        .map(|line| {
            let parts: Vec<String> = figures.iter().map(|figure| dots(figure[line])).collect();
            parts.join("  ")
        })
        .collect()
}
