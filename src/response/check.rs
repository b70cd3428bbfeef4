//! Which answers may stand where. What a form forbids by a constraint may still stand; what could not be an answer at all may not.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::form::cost::MOST_CELLS;
use crate::form::{Choice, ChoiceList, Id, Item, Kind};

use super::value::{Answer, Cell, Path, RowId, Value};
use super::{Refused, Response, Spot};

/// The option of a code.
pub(super) fn option<'a>(choices: &'a ChoiceList, code: &Id) -> Option<&'a Choice> {
    choices.option(code.as_str())
}

/// The place of a code in its list, unknown codes last.
pub(super) fn position(choices: &ChoiceList, code: &Id) -> usize {
    let mut options = choices.options.iter();
    options
        .position(|option| option.code == *code)
        .unwrap_or(usize::MAX)
}

impl Response {
    /// Whether the form has a place for a stored cell. A row of a list need not stand there any more.
    pub fn takes(&self, path: &Path, cell: &Cell) -> Result<(), Refused> {
        let item = *self
            .layout
            .by_id
            .get(&path.item)
            .ok_or(Refused::UnknownPath)?;
        let stands = match (&path.row, self.layout.owner(item)) {
            (None, None) => true,
            (Some(row), Some(owner)) => match self.form.item(owner).kind {
                Kind::List { .. } => true,
                _ => self.row_of.contains_key(&(owner, row.clone())),
            },
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !stands {
            return Err(Refused::UnknownPath);
        }
        self.check(Spot::top(item), &cell.answer)
    }

    /// Whether an answer can stand at a spot.
    pub(super) fn check(&self, spot: Spot, answer: &Answer) -> Result<(), Refused> {
        let item = self.form.item(spot.item);
        let columns = self.layout.members(spot.item).len();
        if let Answer::Given(Value::Rows(rows)) = answer
            && rows.len().saturating_mul(columns) > MOST_CELLS
        {
            return Err(Refused::TooManyRows);
        }
        match answer {
            Answer::Empty => Ok(()),
            Answer::Absent(_) | Answer::Given(_) if !item.is_answerable() => {
                Err(Refused::NotAnswerable)
            }
            Answer::Absent(_) => Ok(()),
            Answer::Given(value) => check_value(item, self.form.choice_list(item), value),
        }
    }
}

fn check_value(item: &Item, choices: Option<&ChoiceList>, value: &Value) -> Result<(), Refused> {
    let choices = choices.ok_or(Refused::NoSuchOption);
    match (&item.kind, value) {
        (Kind::Text | Kind::Note, Value::Text(_))
        | (Kind::YesNo, Value::Bool(_))
        | (Kind::Date, Value::Date(_))
        | (Kind::Time, Value::Time(_))
        | (Kind::Ref { .. }, Value::Ref(_)) => Ok(()),
        (Kind::Decimal, Value::Number(number)) => within(item, *number),
        (Kind::Integer | Kind::Duration | Kind::Tally, Value::Number(number)) => {
            whole(*number, None)?;
            match item.kind != Kind::Integer && number.is_sign_negative() {
                true => Err(Refused::OutOfRange),
                false => within(item, *number),
            }
        }
        (Kind::Scale { min, max }, Value::Number(number)) => whole(*number, Some((*min, *max))),
        (Kind::Ruler, Value::Number(number)) => whole(*number, Some((0, 10))),
        (Kind::Single, Value::Code(code)) => option(choices?, code)
            .map(|_| ())
            .ok_or(Refused::NoSuchOption),
        (Kind::Multi | Kind::Deck, Value::Codes(codes)) => check_codes(choices?, codes),
        (Kind::Rank { max }, Value::Codes(codes)) => check_ranked(choices?, *max, codes),
        (Kind::List { max, .. }, Value::Rows(rows)) => check_rows(usize::from(*max), rows),
        (
            Kind::Info | Kind::Table { .. } | Kind::Group | Kind::Computed | Kind::Embed { .. },
            _,
        ) => Err(Refused::NotAnswerable),
        _ => Err(Refused::WrongKind),
    }
}

fn within(item: &Item, number: Decimal) -> Result<(), Refused> {
    match item.limits().take(number) {
        true => Ok(()),
        false => Err(Refused::OutOfRange),
    }
}

fn whole(number: Decimal, ends: Option<(i32, i32)>) -> Result<(), Refused> {
    if !number.is_integer() {
        return Err(Refused::WrongKind);
    }
    match ends {
        Some((min, max)) if number < Decimal::from(min) || number > Decimal::from(max) => {
            Err(Refused::OutOfRange)
        }
        Some(_) | None => Ok(()),
    }
}

/// Codes of a rank stand as they were put, each once, no more than are wanted, an exclusive one alone.
fn check_ranked(choices: &ChoiceList, max: Option<u16>, codes: &[Id]) -> Result<(), Refused> {
    let mut seen = HashSet::with_capacity(codes.len());
    for code in codes {
        let option = option(choices, code).ok_or(Refused::NoSuchOption)?;
        if !seen.insert(code) || option.exclusive && codes.len() > 1 {
            return Err(Refused::OptionsClash);
        }
    }
    match max.is_some_and(|max| codes.len() > usize::from(max)) {
        true => Err(Refused::OutOfRange),
        false => Ok(()),
    }
}

/// Codes stand in the order of their list, each once, an exclusive one alone.
fn check_codes(choices: &ChoiceList, codes: &[Id]) -> Result<(), Refused> {
    let mut options = choices.options.iter();
    for code in codes {
        let option = options.find(|option| option.code == *code);
        let Some(option) = option else {
            return Err(match choices.option(code.as_str()) {
                None => Refused::NoSuchOption,
                Some(_) => Refused::OptionsClash,
            });
        };
        if option.exclusive && codes.len() > 1 {
            return Err(Refused::OptionsClash);
        }
    }
    Ok(())
}

fn check_rows(max: usize, rows: &[RowId]) -> Result<(), Refused> {
    if rows.len() > max {
        return Err(Refused::TooManyRows);
    }
    let mut seen = HashSet::with_capacity(rows.len());
    match rows.iter().all(|row| seen.insert(row)) {
        true => Ok(()),
        false => Err(Refused::RowTwice),
    }
}
