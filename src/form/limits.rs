//! Between what a typed number must lie, and how it is written.

use rust_decimal::Decimal;

use super::diagnostic::Message;
use super::load::Loader;
use super::reader::Fields;
use super::{Item, Kind};
use crate::lang::Text;

/// What a file says of the numbers that an item takes. A number outside is refused when it is typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Limits {
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    /// Most decimal places.
    pub digits: Option<u32>,
    /// Shown behind the number.
    pub unit: Text,
}

/// Decimal places that may be asked for.
pub(super) const MOST_DIGITS: i64 = 10;
/// Characters that a text may be limited to.
pub(super) const LONGEST_LIMIT: i64 = 100_000;
/// A duration has no more minutes than a year.
const LONGEST: i64 = 366 * 24 * 60;

/// Of an item whose file says nothing.
static NONE: Limits = Limits {
    min: None,
    max: None,
    digits: None,
    unit: Text::NONE,
};

impl Item {
    /// Between what a typed number must lie, and how it is written.
    pub fn limits(&self) -> &Limits {
        self.limits.as_deref().unwrap_or(&NONE)
    }
}

impl Limits {
    /// Whether a number lies between the ends and has no more decimals than are wanted.
    pub fn take(&self, number: Decimal) -> bool {
        self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && self
                .digits
                .is_none_or(|digits| number.normalize().scale() <= digits)
    }
}

impl<'a> Loader<'a> {
    /// The limits of kinds whose numbers are typed; other kinds have read their own ends already.
    pub fn limits(&mut self, item: &Item, fields: &mut Fields<'a>) -> Option<Box<Limits>> {
        const WIDEST: i64 = 1_000_000_000_000_000;
        let whole = match item.kind {
            Kind::Integer => Some(-WIDEST..=WIDEST),
            Kind::Duration => Some(0..=LONGEST),
            Kind::Decimal => None,
            _ => return None,
        };
        let mut limits = Limits::default();
        let (min, max) = (fields.take("min"), fields.take("max"));
        for (value, end) in [(min, &mut limits.min), (max, &mut limits.max)] {
            *end = value.and_then(|value| match &whole {
                Some(whole) => self.reader.integer(value, whole.clone()).map(Decimal::from),
                None => self.reader.number(value),
            });
        }
        if let (Some(least), Some(most), Some(value)) = (limits.min, limits.max, max)
            && least > most
        {
            let message = Message::new("form-bad-limits");
            self.reader.faults.error(value.span(), message);
        }
        if item.kind == Kind::Decimal {
            let digits = fields.take("digits");
            let digits = digits.and_then(|value| self.reader.integer(value, 0..=MOST_DIGITS));
            limits.digits = digits.and_then(|digits| u32::try_from(digits).ok());
        }
        if item.kind != Kind::Duration {
            let unit = fields.take("unit");
            let unit = unit.and_then(|value| self.reader.text(value));
            limits.unit = unit.unwrap_or_default();
        }
        (limits != NONE).then(|| Box::new(limits))
    }

    /// From how much on a change is told, of an item whose answers are numbers.
    pub fn visible_change(&mut self, item: &Item, fields: &mut Fields<'a>) -> Option<Decimal> {
        let value = fields.take("visible_change")?;
        match item.kind {
            Kind::Scale { .. }
            | Kind::Ruler
            | Kind::Integer
            | Kind::Decimal
            | Kind::Duration
            | Kind::Computed => self.reader.number(value),
            _ => {
                self.not_for_kind(value, "visible_change");
                None
            }
        }
    }

    /// How long a text may be where it goes.
    pub fn limit(&mut self, item: &Item, fields: &mut Fields<'a>) -> Option<usize> {
        if !matches!(item.kind, Kind::Text | Kind::Note) {
            return None;
        }
        let limit = self
            .reader
            .integer(fields.take("limit")?, 1..=LONGEST_LIMIT)?;
        usize::try_from(limit).ok()
    }
}
