//! Dates and times read as they are said: `15.3.`, `ke viikolla 12`, `om 2 veckor`, `9.30`.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};

use super::words::{Unit, day_from_today, is_week, month, unit, week_from_this, weekday};
use crate::lang::clean::clean_line;

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It is not written in any way that is known.
    Unreadable,
    /// There is no such day, e.g. 30.2.
    NoSuchDay,
    /// The weekday beside the date is not that date's.
    OtherWeekday,
    /// A year that nobody means, most likely a slip of the finger.
    FarAway,
}

impl DateFault {
    /// The message that explains it.
    pub fn message_id(self) -> &'static str {
        match self {
            DateFault::Unreadable => "date-unreadable",
            DateFault::NoSuchDay => "date-no-such-day",
            DateFault::OtherWeekday => "date-other-weekday",
            DateFault::FarAway => "date-far-away",
        }
    }
}

/// Why a text is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeFault {
    /// It is not written in any way that is known.
    Unreadable,
    /// There is no such time, e.g. 25.00.
    NoSuchTime,
}

impl TimeFault {
    /// The message that explains it.
    pub fn message_id(self) -> &'static str {
        match self {
            TimeFault::Unreadable => "time-unreadable",
            TimeFault::NoSuchTime => "time-no-such-time",
        }
    }
}

const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// A year of two digits is the one at most this far ahead, else in the past.
const AHEAD: i32 = 20;

type Read = Result<NaiveDate, DateFault>;

/// The date that `text` says on the day `today`, in Finnish, Swedish or English.
///
/// A day and month without a year are the next such day; a weekday is the next one after today.
pub fn read_date(text: &str, today: NaiveDate) -> Read {
    let text = normal(text);
    if let Some(days) = day_from_today(&text) {
        return moved(today, days, Unit::Day);
    }
    if let Some((count, unit)) = distance(&text) {
        return moved(today, count, unit);
    }
    let words: Vec<&str> = text.split(' ').collect();
    match named_weekday(&words) {
        Some((day, rest)) => on_weekday(day, &rest, today),
        None => calendar_date(&words, today),
    }
    .and_then(near_enough)
}

/// The time of day that `text` says: `9`, `9.30`, `14:05`, `klo 9`, `2.30 pm`.
pub fn read_time(text: &str) -> Result<NaiveTime, TimeFault> {
    let text = normal(text);
    let text = ["klo ", "klockan ", "kl. ", "kl ", "at "]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .unwrap_or(&text);
    let (clock, afternoon) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(false)),
        (_, Some(clock)) => (clock.trim_end(), Some(true)),
        _ => (text, None),
    };
    let (hour, minute) = match clock.split_once(['.', ':']) {
        Some((hour, minute)) => (hour, minute),
        None if clock.len() == 4 && clock.is_ascii() => clock.split_at(2),
        None => (clock, "00"),
    };
    if minute.len() != 2 || !(1..=2).contains(&hour.len()) {
        return Err(TimeFault::Unreadable);
    }
    let digits = |text: &str| number(text).map_err(|_| TimeFault::Unreadable);
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(TimeFault::NoSuchTime),
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(TimeFault::NoSuchTime)
}

/// Lower case, words apart by one space, no commas.
fn normal(text: &str) -> String {
    let text = clean_line(text).to_lowercase().replace(',', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn number<T: std::str::FromStr>(digits: &str) -> Result<T, DateFault> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|_| plain)
        .ok_or(DateFault::Unreadable)
}

/// A day, month or week: one digit or two.
fn short_number(digits: &str) -> Result<u32, DateFault> {
    if digits.len() > 2 {
        return Err(DateFault::Unreadable);
    }
    number(digits)
}

fn near_enough(date: NaiveDate) -> Read {
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(DateFault::FarAway)
    }
}

fn moved(from: NaiveDate, count: i64, unit: Unit) -> Read {
    let size = count.unsigned_abs();
    let months = |each: u64| Months::new(u32::try_from(size * each).unwrap_or(u32::MAX));
    let back = count < 0;
    let date = match (unit, back) {
        (Unit::Day, false) => from.checked_add_days(Days::new(size)),
        (Unit::Day, true) => from.checked_sub_days(Days::new(size)),
        (Unit::Week, false) => from.checked_add_days(Days::new(size * 7)),
        (Unit::Week, true) => from.checked_sub_days(Days::new(size * 7)),
        (Unit::Month, false) => from.checked_add_months(months(1)),
        (Unit::Month, true) => from.checked_sub_months(months(1)),
        (Unit::Year, false) => from.checked_add_months(months(12)),
        (Unit::Year, true) => from.checked_sub_months(months(12)),
    };
    near_enough(date.ok_or(DateFault::FarAway)?)
}

/// `+2vk`, `-3 pv`, `10 days`, `2 viikon päästä`, `om 2 veckor`, `in 3 days`, `för 2 dagar sedan`.
fn distance(text: &str) -> Option<(i64, Unit)> {
    let (text, back) = ["sitten", "sedan", "ago"]
        .iter()
        .find_map(|end| text.strip_suffix(end).map(|text| (text, true)))
        .unwrap_or((text, false));
    let text = ["om ", "in ", "för "]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .unwrap_or(text);
    let text = ["päästä", "kuluttua"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim();
    let (text, back) = match text.strip_prefix(['-', '−', '–']) {
        Some(text) => (text, true),
        None => (text.strip_prefix('+').unwrap_or(text), back),
    };
    let text = text.trim_start();
    let (digits, word) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let count: i64 = number(digits).ok()?;
    let unit = unit(word.trim().trim_end_matches('.'))?;
    Some((if back { -count } else { count }, unit))
}

/// The weekday that the words begin or end with, and the other words.
fn named_weekday<'a>(words: &[&'a str]) -> Option<(Weekday, Vec<&'a str>)> {
    let named = |word: &str| weekday(word.trim_end_matches('.'));
    let words = match words {
        // "on" is Wednesday in Swedish and says nothing in "on Monday".
        ["on" | "på", rest @ ..] if rest.first().is_some_and(|word| named(word).is_some()) => rest,
        all => all,
    };
    let (first, after) = words.split_first()?;
    if let Some(day) = named(first) {
        return Some((day, after.to_vec()));
    }
    let (last, before) = words.split_last()?;
    named(last).map(|day| (day, before.to_vec()))
}

fn on_weekday(day: Weekday, rest: &[&str], today: NaiveDate) -> Read {
    let this_week = today.week(Weekday::Mon).first_day();
    let offset = i64::from(day.num_days_from_monday());
    if rest.is_empty() {
        let ahead = (offset - i64::from(today.weekday().num_days_from_monday())).rem_euclid(7);
        return moved(today, if ahead == 0 { 7 } else { ahead }, Unit::Day);
    }
    if let Some(weeks) = week_from_this(&rest.join(" ")) {
        return moved(this_week, weeks * 7 + offset, Unit::Day);
    }
    if let [word, week] = rest
        && is_week(word.trim_end_matches('.'))
    {
        return in_week(short_number(week.trim_end_matches('.'))?, day, today);
    }
    let date = calendar_date(rest, today)?;
    if date.weekday() == day {
        Ok(date)
    } else {
        Err(DateFault::OtherWeekday)
    }
}

/// The weekday of the next week with that number, this week's own days still ahead among them.
fn in_week(week: u32, day: Weekday, today: NaiveDate) -> Read {
    let year = today.iso_week().year();
    (year..=year + 8)
        .filter_map(|year| NaiveDate::from_isoywd_opt(year, week, day))
        .find(|date| *date >= today)
        .ok_or(DateFault::NoSuchDay)
}

fn calendar_date(words: &[&str], today: NaiveDate) -> Read {
    let words = match words {
        ["den" | "the", rest @ ..] => rest,
        all => all,
    };
    let named = |word: &str| month(word.trim_end_matches('.'));
    match words {
        [day, word, year @ ..] if named(word).is_some() => {
            let year = match year {
                [] => None,
                [year] => Some(*year),
                _ => return Err(DateFault::Unreadable),
            };
            dated(ordinal(day)?, named(word).unwrap_or_default(), year, today)
        }
        [word, day, year @ ..] if named(word).is_some() && year.len() < 2 => {
            let month = named(word).unwrap_or_default();
            dated(ordinal(day)?, month, year.first().copied(), today)
        }
        _ => numeric_date(&words.concat(), today),
    }
}

/// `15`, `15.`, `15th`, `15:e`.
fn ordinal(day: &str) -> Result<u32, DateFault> {
    let end = ["th", "st", "nd", "rd", ":e", ":a", "."]
        .iter()
        .find_map(|end| day.strip_suffix(end));
    short_number(end.unwrap_or(day))
}

/// `15.3.`, `15.3.2027`, `15/3/27`, `2027-03-15`.
fn numeric_date(text: &str, today: NaiveDate) -> Read {
    let iso: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = iso[..]
        && year.len() == 4
    {
        return civil(number(year)?, short_number(month)?, short_number(day)?);
    }
    let parts: Vec<&str> = text.trim_end_matches('.').split(['.', '/']).collect();
    match parts[..] {
        [day, month] => dated(short_number(day)?, short_number(month)?, None, today),
        [day, month, year] => dated(short_number(day)?, short_number(month)?, Some(year), today),
        _ => Err(DateFault::Unreadable),
    }
}

/// A day and month in the year written, or the next time that there is such a day.
fn dated(day: u32, month: u32, year: Option<&str>, today: NaiveDate) -> Read {
    if let Some(year) = year {
        return civil(whole_year(year, today)?, month, day);
    }
    // 29 February comes back within eight years, also over a century.
    (today.year()..=today.year() + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today)
        .ok_or(DateFault::NoSuchDay)
}

fn whole_year(digits: &str, today: NaiveDate) -> Result<i32, DateFault> {
    let year: i32 = number(digits)?;
    match digits.len() {
        4 => Ok(year),
        2 => {
            let latest = today.year() + AHEAD;
            Ok(latest - (latest - year).rem_euclid(100))
        }
        _ => Err(DateFault::Unreadable),
    }
}

fn civil(year: i32, month: u32, day: u32) -> Read {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::NoSuchDay)
}
