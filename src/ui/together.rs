//! Reading together: one line of what will be kept, large and alone. And the line that grows while the client looks on.

use rust_decimal::prelude::ToPrimitive;

use super::paint::{self, Row};
use super::turned::Side;
use crate::app::meeting::Reading;
use crate::app::names::quoted;
use crate::form::{Kind, Role};
use crate::lang::{Arg, messages};
use crate::response::{Spot, Value};

impl Side<'_> {
    pub(super) fn together(&self, rows: &mut Vec<Row>) {
        let turned = self.meeting.turned.as_ref();
        let Some(reading) = turned.and_then(|turned| turned.reading.as_ref()) else {
            return;
        };
        let Some((filling, spot)) = reading.line() else {
            return self.all_read(reading, rows);
        };
        if reading.is_first() {
            let id = match reading.aloud {
                true => "together-aloud",
                false => "together-lead",
            };
            self.lines(&self.say(id), self.theme.quiet, rows);
            rows.push(Row::new());
        }
        self.line(filling, spot, rows);
        rows.push(Row::new());
        rows.push(Row::new());
        if reading.is_forgetting() {
            let how = unbroken(&self.say("together-forget"));
            self.lines(&how, self.theme.trouble, rows);
        } else {
            let key = self.key("together.correct");
            let args = [("key", Arg::from(key.as_str()))];
            let how = messages(self.language()).with("together-how", &args);
            self.lines(&unbroken(&how), self.theme.quiet, rows);
        }
    }

    /// What was asked, quietly, and what was said, as it was said.
    fn line(&self, filling: usize, spot: Spot, rows: &mut Vec<Row>) {
        let place = self.place(filling, spot);
        let Some(value) = place.cell().value() else {
            return;
        };
        let item = place.item();
        let asked = match item.role {
            Some(Role::Quote) => self.say("together-quote"),
            _ => place.label(),
        };
        self.lines(&asked, self.theme.text, rows);
        rows.push(Row::new());
        let said = rows.len();
        let number = match value {
            Value::Number(number) => number.to_i32(),
            _ => None,
        };
        match (&item.kind, number) {
            (Kind::Ruler | Kind::Scale { .. } | Kind::Tally, Some(number)) => {
                self.large(number, rows);
                if let Some((low, high)) = item.ends.as_deref() {
                    let lang = self.language();
                    rows.push(Row::new());
                    let (min, max) = match item.kind {
                        Kind::Scale { min, max } => (min, max),
                        _ => (0, 10),
                    };
                    let ends =
                        format!("{min} = {}   {max} = {}", low.plain(lang), high.plain(lang));
                    self.lines(&ends, self.theme.quiet, rows);
                }
            }
            _ if item.role == Some(Role::Quote) => {
                let interpreted = place.response().inputs().interpreter;
                let words = quoted(&place.show(value), interpreted, self.language());
                self.lines(&words, self.theme.focus, rows);
            }
            _ => self.lines(&place.show(value), self.theme.focus, rows),
        }
        if let Some(row) = rows.get_mut(said) {
            stand_on(row);
        }
    }

    fn all_read(&self, reading: &Reading, rows: &mut Vec<Row>) {
        self.lines(&self.say("together-done"), self.theme.text, rows);
        if let Some(first) = rows.first_mut() {
            stand_on(first);
        }
        rows.push(Row::new());
        let how = match reading.aloud {
            true => self.say("together-done-aloud"),
            false => {
                let key = self.key("together.turn-back");
                messages(self.language()).with("together-done-how", &[("key", key.as_str().into())])
            }
        };
        self.lines(&how, self.theme.quiet, rows);
    }

    pub(super) fn writing(&self, rows: &mut Vec<Row>) {
        self.lines(&self.say("writing-lead"), self.theme.heading, rows);
        rows.push(Row::new());
        let inner = self.width.saturating_sub(3).max(1);
        rows.extend(paint::typed(
            &self.meeting.writing.line,
            inner,
            0,
            self.theme,
        ));
        rows.push(Row::new());
        rows.push(self.middle(&self.say("writing-how"), self.theme.quiet));
    }

    fn key(&self, id: &str) -> String {
        let first = self.app.keymap.keys(id).first();
        first.map_or_else(String::new, ToString::to_string)
    }
}

/// Puts the cursor on the first sign of a row.
fn stand_on(row: &mut Row) {
    row.cursor = Some(row.spans.first().map_or(0, |(blank, _)| blank.len()));
}

/// Keys with what they do, which three spaces part: a line breaks only between them.
fn unbroken(keys: &str) -> String {
    let parts = keys.split("   ").map(|part| part.replace(' ', "\u{a0}"));
    parts.collect::<Vec<_>>().join("   ")
}
