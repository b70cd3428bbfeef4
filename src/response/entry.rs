//! From what was typed to an answer.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::form::{Choice, ChoiceList, Id, Kind};
use crate::lang::date::{self, DateFault, TimeFault};
use crate::lang::{Lang, clean};

use super::value::Value;
use super::{Response, Spot, check, show};

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
    NotYesNo,
    NoSuchOption {
        typed: String,
    },
    /// An option that stands alone was given with others.
    OptionsClash,
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
            Kind::Decimal => number(line).map(Value::Number),
            Kind::Integer => whole(line, None).map(Value::Number),
            Kind::Scale { min, max } => whole(line, Some((*min, *max))).map(Value::Number),
            Kind::Ruler => whole(line, Some((0, 10))).map(Value::Number),
            Kind::YesNo => yes_no(line).map(Value::Bool),
            Kind::Single => {
                let code = choices.and_then(|choices| find_option(choices, line));
                code.map(Value::Code).ok_or_else(|| no_option(line))
            }
            Kind::Multi | Kind::Deck => options(choices, line).map(Value::Codes),
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
}

/// A number with a decimal comma or point, thousands parted by spaces.
fn number(typed: &str) -> Result<Decimal, EntryFault> {
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

/// An option by its code, its key, its words in any language, or its number.
fn find_option(choices: &ChoiceList, typed: &str) -> Option<Id> {
    let folded = clean::nfc(typed).to_lowercase();
    let find = |wanted: &dyn Fn(&Choice) -> bool| choices.options.iter().find(|it| wanted(it));
    let by_key = |it: &Choice| it.key.is_some_and(|key| key.to_string() == typed);
    let by_words = |it: &Choice| {
        it.text
            .iter()
            .any(|(_, text)| text.to_lowercase() == folded)
    };
    let by_number = || {
        choices
            .options
            .get(typed.parse::<usize>().ok()?.checked_sub(1)?)
    };
    find(&|it| it.code == *folded)
        .or_else(|| find(&by_key))
        .or_else(|| find(&by_words))
        .or_else(by_number)
        .map(|it| it.code.clone())
}

/// Options parted by commas or spaces; `-` means none of them.
fn options(choices: Option<&ChoiceList>, typed: &str) -> Result<Vec<Id>, EntryFault> {
    let choices = choices.ok_or_else(|| no_option(typed))?;
    if typed == "-" {
        return Ok(Vec::new());
    }
    let mut codes = Vec::new();
    for part in typed.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        match find_option(choices, part) {
            Some(code) => codes.push(code),
            None => {
                for word in part.split_whitespace() {
                    codes.push(find_option(choices, word).ok_or_else(|| no_option(word))?);
                }
            }
        }
    }
    codes.sort_by_cached_key(|code| check::position(choices, code));
    codes.dedup();
    let alone = |code: &Id| check::option(choices, code).is_some_and(|it| it.exclusive);
    if codes.len() > 1 && codes.iter().any(alone) {
        return Err(EntryFault::OptionsClash);
    }
    Ok(codes)
}
