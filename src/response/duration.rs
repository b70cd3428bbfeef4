//! Durations in whole minutes: how they are typed and how they are written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::entry::{EntryFault, number};

/// Minutes of a year: what is longer is a slip of the keys.
const LONGEST: u32 = 366 * 24 * 60;

/// Words for hours and minutes in the languages of the program, and signs that stand for them.
const HOURS: [&str; 12] = [
    "h", "t", "tunti", "tuntia", "tunnin", "tim", "timme", "timmar", "hour", "hours", "hr", "hrs",
];
const MINUTES: [&str; 10] = [
    "min",
    "m",
    "minuutti",
    "minuuttia",
    "minuutin",
    "mins",
    "minut",
    "minuter",
    "minute",
    "minutes",
];

/// `45`, `45 min`, `1 h 30 min`, `1:30`, `1,5 h`: minutes.
pub(super) fn read(typed: &str) -> Result<Decimal, EntryFault> {
    let typed = typed.trim().to_lowercase();
    if let Some((hours, minutes)) = typed.split_once(':') {
        return clock(hours, minutes).ok_or(EntryFault::NotADuration);
    }
    let mut total = Decimal::ZERO;
    let mut rest = typed.as_str();
    let mut units: Vec<u32> = Vec::new();
    while !rest.is_empty() {
        let digits = rest.find(char::is_alphabetic).unwrap_or(rest.len());
        let (said, after) = rest.split_at(digits);
        let end = after.find(|letter: char| !letter.is_alphabetic() && letter != '.');
        let (word, after) = after.split_at(end.unwrap_or(after.len()));
        let unit = unit(word.trim_end_matches('.'), units.last().copied())?;
        // Hours before minutes, each once.
        if units.last().is_some_and(|last| *last <= unit) {
            return Err(EntryFault::NotADuration);
        }
        units.push(unit);
        let part = number(said.trim()).map_err(|fault| match fault {
            EntryFault::NotANumber => EntryFault::NotADuration,
            other => other,
        })?;
        let part = part.checked_mul(Decimal::from(unit));
        let sum = part.and_then(|part| total.checked_add(part));
        total = sum.ok_or(EntryFault::TooManyDigits)?;
        rest = after.trim_start();
    }
    if total.is_sign_negative() {
        return Err(EntryFault::NotADuration);
    }
    if total > Decimal::from(LONGEST) {
        return Err(EntryFault::TooManyDigits);
    }
    match total.is_integer() {
        true => Ok(total.trunc().normalize()),
        false => Err(EntryFault::NotWholeMinutes),
    }
}

/// Minutes in the unit that a word means; a bare number is minutes, also behind hours.
fn unit(word: &str, before: Option<u32>) -> Result<u32, EntryFault> {
    match word {
        "" if before.is_none_or(|before| before == 60) => Ok(1),
        word if HOURS.contains(&word) => Ok(60),
        word if MINUTES.contains(&word) => Ok(1),
        _ => Err(EntryFault::NotADuration),
    }
}

/// `1:30`
fn clock(hours: &str, minutes: &str) -> Option<Decimal> {
    let whole = |text: &str| -> Option<u32> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok())?
    };
    let (hours, minutes) = (whole(hours.trim())?, whole(minutes)?);
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && all <= LONGEST).then(|| Decimal::from(all))
}

/// `1 h 30 min`: the same in every language of the program.
pub(super) fn write(minutes: Decimal) -> String {
    let Some(all) = minutes.to_i64().filter(|all| *all >= 0) else {
        return format!("{} min", minutes.normalize());
    };
    match (all / 60, all % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_ways_in_which_people_write_a_while() {
        for (typed, minutes) in [
            ("45", 45),
            ("45 min", 45),
            ("45min", 45),
            ("1 h 30 min", 90),
            ("1h30", 90),
            ("1 t 30", 90),
            ("1:30", 90),
            ("0:05", 5),
            ("1,5 h", 90),
            ("1.5 h", 90),
            ("2 t", 120),
            ("2 tuntia", 120),
            ("2 tim. 5 min.", 125),
            ("1 hour 1 minute", 61),
            ("0", 0),
        ] {
            assert_eq!(read(typed), Ok(Decimal::from(minutes)), "{typed}");
            let written = write(Decimal::from(minutes));
            assert_eq!(read(&written), Ok(Decimal::from(minutes)), "{written}");
        }
    }

    #[test]
    fn what_is_no_while_is_refused_with_its_reason() {
        for typed in [
            "h",
            "1:75",
            "1:5:2",
            "30 min 1 h",
            "1 h 2 h",
            "5 km",
            "-5",
            "1 30",
            "5 min 5",
        ] {
            assert!(read(typed).is_err(), "{typed}");
        }
        assert_eq!(read("0,33 h"), Err(EntryFault::NotWholeMinutes));
        assert_eq!(read("30 min 1 h"), Err(EntryFault::NotADuration));
        assert_eq!(
            read("99999999999999999999999999 h"),
            Err(EntryFault::TooManyDigits)
        );
    }

    #[test]
    fn is_written_in_hours_and_minutes() {
        for (minutes, written) in [
            (0, "0 min"),
            (59, "59 min"),
            (60, "1 h"),
            (90, "1 h 30 min"),
        ] {
            assert_eq!(write(Decimal::from(minutes)), written);
        }
    }
}
