//! From what was typed to an answer.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::form::{Choice, ChoiceList, Id, Item, Kind, Limits};
use crate::lang::date::{self, DateFault, TimeFault};
use crate::lang::{Lang, clean};

use super::value::{Reference, Value};
use super::{Response, Spot, check, duration, show};

/// Why what was typed is no answer here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryFault {
    /// Nothing was typed.
    Nothing,
    /// Nobody answers this, or not by typing.
    NotTyped,
    NotANumber,
    /// Both `.` and `,`, or one that could part thousands or decimals: how it is written without doubt.
    AmbiguousNumber {
        write: String,
    },
    NotWhole,
    TooManyDigits,
    OutOfRange {
        min: Decimal,
        max: Decimal,
    },
    /// Only one end is set, as it is written.
    TooSmall {
        min: String,
    },
    TooLarge {
        max: String,
    },
    TooManyDecimals {
        most: u32,
    },
    NotADuration,
    NotWholeMinutes,
    /// A count goes up from 0.
    Negative,
    NotYesNo,
    NoSuchOption {
        typed: String,
    },
    /// An option that stands alone was given with others.
    OptionsClash,
    /// More options were ranked than are wanted.
    TooManyRanked {
        most: u16,
    },
    /// No entry of the register is at hand.
    NothingKnown,
    Date(DateFault),
    Time(TimeFault),
}

impl Response {
    /// Reads typed text as an answer to the item at `spot`.
    pub fn parse(&self, spot: Spot, typed: &str, today: NaiveDate) -> Result<Value, EntryFault> {
        let item = self.form.item(spot.item);
        let choices = self.form.choice_list(item);
        let line = typed.trim();
        if line.is_empty() {
            return Err(EntryFault::Nothing);
        }
        match &item.kind {
            Kind::Text => Ok(Value::Text(clean::clean_line(line))),
            Kind::Note => Ok(Value::Text(clean::clean_note(typed.trim_end()))),
            Kind::Decimal => limited(item, number(bare(item, line))?).map(Value::Number),
            Kind::Integer => limited(item, whole(bare(item, line), None)?).map(Value::Number),
            Kind::Duration => limited(item, duration::read(line)?).map(Value::Number),
            Kind::Tally => match whole(line, None)? {
                count if count.is_sign_negative() => Err(EntryFault::Negative),
                count => Ok(Value::Number(count)),
            },
            Kind::Scale { min, max } => whole(line, Some((*min, *max))).map(Value::Number),
            Kind::Ruler => whole(line, Some((0, 10))).map(Value::Number),
            Kind::YesNo => yes_no(line).map(Value::Bool),
            Kind::Single => {
                let code = self.find_offered(spot, line);
                code.map(Value::Code).ok_or_else(|| no_option(line))
            }
            Kind::Multi | Kind::Deck => self.options(spot, choices, line).map(Value::Codes),
            Kind::Rank { max } => self.ranked(spot, choices, *max, line).map(Value::Codes),
            Kind::Ref { .. } => self.entry(spot, line),
            Kind::Date => date::read_date(line, today)
                .map(Value::Date)
                .map_err(EntryFault::Date),
            Kind::Time => date::read_time(line)
                .map(Value::Time)
                .map_err(EntryFault::Time),
            Kind::Info
            | Kind::List { .. }
            | Kind::Table { .. }
            | Kind::Group
            | Kind::Computed
            | Kind::Embed { .. } => Err(EntryFault::NotTyped),
        }
    }

    /// An option that is offered, by its code, its key, its words in any language, or its number in the whole list.
    fn find_offered(&self, spot: Spot, typed: &str) -> Option<Id> {
        let folded = clean::nfc(typed).to_lowercase();
        let offered: Vec<(usize, &Choice)> = self.offered_places(spot).collect();
        let find = |wanted: &dyn Fn(&Choice) -> bool| {
            let mut all = offered.iter();
            all.find(|(_, it)| wanted(it)).map(|(_, it)| *it)
        };
        let by_key = |it: &Choice| it.key.is_some_and(|key| key.to_string() == typed);
        let by_words = |it: &Choice| {
            let mut texts = it.text.iter();
            texts.any(|(_, text)| text.to_lowercase() == folded)
        };
        let by_number = || {
            let place = typed.parse::<usize>().ok()?.checked_sub(1)?;
            let mut all = offered.iter();
            all.find(|(at, _)| *at == place).map(|(_, it)| *it)
        };
        find(&|it| it.code == *folded)
            .or_else(|| find(&by_key))
            .or_else(|| find(&by_words))
            .or_else(by_number)
            .map(|it| it.code.clone())
    }

    /// Options parted by commas or spaces, in the order typed; `-` means none of them.
    fn several(&self, spot: Spot, typed: &str) -> Result<Vec<Id>, EntryFault> {
        let mut codes = Vec::new();
        if typed == "-" {
            return Ok(codes);
        }
        for part in typed.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            match self.find_offered(spot, part) {
                Some(code) => codes.push(code),
                None => {
                    for word in part.split_whitespace() {
                        let code = self.find_offered(spot, word);
                        codes.push(code.ok_or_else(|| no_option(word))?);
                    }
                }
            }
        }
        Ok(codes)
    }

    fn options(
        &self,
        spot: Spot,
        choices: Option<&ChoiceList>,
        typed: &str,
    ) -> Result<Vec<Id>, EntryFault> {
        let choices = choices.ok_or_else(|| no_option(typed))?;
        let mut codes = self.several(spot, typed)?;
        codes.sort_by_cached_key(|code| check::position(choices, code));
        codes.dedup();
        alone(choices, codes)
    }

    fn ranked(
        &self,
        spot: Spot,
        choices: Option<&ChoiceList>,
        max: Option<u16>,
        typed: &str,
    ) -> Result<Vec<Id>, EntryFault> {
        let choices = choices.ok_or_else(|| no_option(typed))?;
        let codes = self.several(spot, typed)?;
        let mut seen = HashSet::new();
        if !codes.iter().all(|code| seen.insert(code)) {
            return Err(EntryFault::OptionsClash);
        }
        match max.filter(|max| codes.len() > usize::from(*max)) {
            Some(most) => Err(EntryFault::TooManyRanked { most }),
            None => alone(choices, codes),
        }
    }

    /// An entry that is at hand, by its number, its whole name, or the beginning of the only one that begins so.
    fn entry(&self, spot: Spot, typed: &str) -> Result<Value, EntryFault> {
        let known = self.known(spot);
        if known.is_empty() {
            return Err(EntryFault::NothingKnown);
        }
        let folded = clean::nfc(typed).to_lowercase();
        let whole = |it: &&Reference| it.display.to_lowercase() == folded;
        let begins = |it: &&Reference| it.display.to_lowercase().starts_with(&folded);
        let by_number = || known.get(typed.parse::<usize>().ok()?.checked_sub(1)?);
        let only = || {
            let mut all = known.iter().filter(begins);
            all.next().filter(|_| all.next().is_none())
        };
        let found = known.iter().find(|it| it.id == *folded);
        let found = found.or_else(|| known.iter().find(whole));
        let found = found.or_else(by_number).or_else(only);
        let entry = found.ok_or_else(|| no_option(typed))?;
        Ok(Value::Ref(entry.clone()))
    }
}

fn alone(choices: &ChoiceList, codes: Vec<Id>) -> Result<Vec<Id>, EntryFault> {
    let alone = |code: &Id| check::option(choices, code).is_some_and(|it| it.exclusive);
    match codes.len() > 1 && codes.iter().any(alone) {
        true => Err(EntryFault::OptionsClash),
        false => Ok(codes),
    }
}

/// What was typed without the item's unit, which may be typed too.
fn bare<'t>(item: &Item, typed: &'t str) -> &'t str {
    let units = item.limits().unit.iter();
    let without = units.filter_map(|(_, unit)| typed.strip_suffix(&**unit));
    without.map(str::trim_end).next().unwrap_or(typed)
}

/// A number that the item takes, or why it does not.
fn limited(item: &Item, number: Decimal) -> Result<Decimal, EntryFault> {
    let Limits {
        min, max, digits, ..
    } = *item.limits();
    if let Some(most) = digits.filter(|digits| number.normalize().scale() > *digits) {
        return Err(EntryFault::TooManyDecimals { most });
    }
    if item.limits().take(number) {
        return Ok(number);
    }
    let written = |end: Decimal| match item.kind {
        Kind::Duration => duration::write(end),
        _ => end.normalize().to_string(),
    };
    Err(match (min, max) {
        (Some(min), Some(max)) if item.kind != Kind::Duration => {
            EntryFault::OutOfRange { min, max }
        }
        (Some(min), _) if number < min => EntryFault::TooSmall { min: written(min) },
        (_, Some(max)) => EntryFault::TooLarge { max: written(max) },
        (_, None) => EntryFault::NotANumber,
    })
}

/// A number with a decimal comma or point, thousands parted by spaces.
pub(super) fn number(typed: &str) -> Result<Decimal, EntryFault> {
    let mut plain: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    plain = plain.replace('\u{2212}', "-");
    let marks = plain.matches(['.', ',']).count();
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let well_formed = digits.starts_with(|it: char| it.is_ascii_digit())
        && digits.ends_with(|it: char| it.is_ascii_digit())
        && digits
            .chars()
            .all(|it| it.is_ascii_digit() || matches!(it, '.' | ','));
    if !well_formed || !is_grouped(typed) {
        return Err(EntryFault::NotANumber);
    }
    if marks > 1 {
        return Err(EntryFault::AmbiguousNumber {
            write: undoubted(&plain),
        });
    }
    let value = Decimal::from_str_exact(&plain.replace(',', "."));
    value.map_err(|_| EntryFault::TooManyDigits)
}

/// Spaces may part thousands only: `1 234,5`, not `1 2`.
fn is_grouped(typed: &str) -> bool {
    let whole = typed.split(['.', ',']).next().unwrap_or(typed);
    let groups: Vec<&str> = whole
        .trim_start_matches(['-', '+', '\u{2212}'])
        .split_whitespace()
        .collect();
    let inner = typed
        .trim_start_matches(['-', '+', '\u{2212}'])
        .trim_start();
    let after = inner.split_once(['.', ',']).map_or("", |(_, after)| after);
    !after.contains(char::is_whitespace)
        && groups
            .iter()
            .skip(1)
            .all(|group| group.chars().count() == 3)
        && groups
            .first()
            .is_some_and(|first| groups.len() == 1 || first.chars().count() <= 3)
}

/// The likeliest meaning, its last mark being the decimal one, written without the others.
fn undoubted(plain: &str) -> String {
    let last = plain.rfind(['.', ',']).unwrap_or(plain.len());
    let all_alike = !(plain.contains('.') && plain.contains(','));
    let kept = |(at, it): (usize, char)| match it {
        '.' | ',' if all_alike || at != last => None,
        '.' => Some(','),
        other => Some(other),
    };
    plain.char_indices().filter_map(kept).collect()
}

fn whole(typed: &str, ends: Option<(i32, i32)>) -> Result<Decimal, EntryFault> {
    let number = number(typed)?;
    if !number.is_integer() {
        return Err(EntryFault::NotWhole);
    }
    if let Some((min, max)) = ends {
        let (min, max) = (Decimal::from(min), Decimal::from(max));
        if number < min || number > max {
            return Err(EntryFault::OutOfRange { min, max });
        }
    }
    Ok(number.trunc())
}

fn yes_no(typed: &str) -> Result<bool, EntryFault> {
    let typed = typed.to_lowercase();
    let means = |yes: bool| {
        let words = Lang::INTERFACE.map(|lang| show::yes_no(yes, lang));
        words.iter().any(|word| {
            let first = word.chars().next().map(String::from);
            **word == typed || first.as_deref() == Some(&typed)
        })
    };
    match (means(true), means(false)) {
        (true, false) => Ok(true),
        (false, true) => Ok(false),
        _ => Err(EntryFault::NotYesNo),
    }
}

fn no_option(typed: &str) -> EntryFault {
    EntryFault::NoSuchOption {
        typed: typed.to_owned(),
    }
}
