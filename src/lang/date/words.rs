//! The names of days, weeks and months in Finnish, Swedish and English, for reading and for writing.

use chrono::Weekday;

use crate::lang::Lang;

/// A stretch of time that a date can be moved by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// The weekday named by `word`, in any of the languages, short or whole, also "on Monday" in Finnish.
pub fn weekday(word: &str) -> Option<Weekday> {
    let day = match word.strip_suffix("na").unwrap_or(word) {
        "ma" | "maanantai" | "må" | "mån" | "måndag" | "mon" | "monday" => Weekday::Mon,
        "ti" | "tiistai" | "tis" | "tisdag" | "tue" | "tues" | "tuesday" => Weekday::Tue,
        "ke" | "keskiviikko" | "on" | "ons" | "onsdag" | "wed" | "wednesday" => Weekday::Wed,
        "to" | "torstai" | "tor" | "tors" | "torsdag" | "thu" | "thur" | "thurs" | "thursday" => {
            Weekday::Thu
        }
        "pe" | "perjantai" | "fr" | "fre" | "fredag" | "fri" | "friday" => Weekday::Fri,
        "la" | "lauantai" | "lö" | "lör" | "lördag" | "sat" | "saturday" => Weekday::Sat,
        "su" | "sunnuntai" | "sö" | "sön" | "söndag" | "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    };
    Some(day)
}

/// The month named by `word`, from 1, in any of the languages, short or whole, also "of March" in Finnish.
pub fn month(word: &str) -> Option<u32> {
    let stem = ["kuuta", "kuun", "kuu"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    let number = match stem.unwrap_or(word) {
        "tammi" | "jan" | "january" | "januari" => 1,
        "helmi" | "feb" | "february" | "februari" => 2,
        "maalis" | "mar" | "march" | "mars" => 3,
        "huhti" | "apr" | "april" => 4,
        "touko" | "may" | "maj" => 5,
        "kesä" | "jun" | "june" | "juni" => 6,
        "heinä" | "jul" | "july" | "juli" => 7,
        "elo" | "aug" | "august" | "augusti" => 8,
        "syys" | "sep" | "sept" | "september" => 9,
        "loka" | "oct" | "october" | "okt" | "oktober" => 10,
        "marras" | "nov" | "november" => 11,
        "joulu" | "dec" | "december" => 12,
        _ => return None,
    };
    Some(number)
}

/// How many days from today a word such as "huomenna" is.
pub fn day_from_today(text: &str) -> Option<i64> {
    let days = match text {
        "toissapäivänä"
        | "toissa päivänä"
        | "förrgår"
        | "i förrgår"
        | "day before yesterday"
        | "the day before yesterday" => -2,
        "eilen" | "igår" | "i går" | "yesterday" => -1,
        "tänään" | "nyt" | "idag" | "i dag" | "today" => 0,
        "huomenna" | "imorgon" | "i morgon" | "imorron" | "tomorrow" => 1,
        "ylihuomenna"
        | "övermorgon"
        | "i övermorgon"
        | "day after tomorrow"
        | "the day after tomorrow" => 2,
        _ => return None,
    };
    Some(days)
}

/// The unit that `word` stands for. A bare "v" is a year in Finnish and a week in Swedish, so it is none.
pub fn unit(word: &str) -> Option<Unit> {
    let unit = match word {
        "pv" | "päivä" | "päivää" | "päivän" | "d" | "dag" | "dagar" | "day" | "days" => {
            Unit::Day
        }
        "vk" | "vko" | "viikko" | "viikkoa" | "viikon" | "vecka" | "veckor" | "w" | "wk"
        | "week" | "weeks" => Unit::Week,
        "kk" | "kuukausi" | "kuukautta" | "kuukauden" | "mån" | "månad" | "månader" | "mo"
        | "month" | "months" => Unit::Month,
        "vuosi" | "vuotta" | "vuoden" | "år" | "y" | "year" | "years" => Unit::Year,
        _ => return None,
    };
    Some(unit)
}

/// Whether `word` announces the number of a week.
pub fn is_week(word: &str) -> bool {
    matches!(
        word,
        "viikolla" | "viikko" | "viikon" | "vko" | "vk" | "vecka" | "v" | "week" | "wk" | "w"
    )
}

/// How many weeks from this one "ensi viikolla" and its like are.
pub fn week_from_this(text: &str) -> Option<i64> {
    match text {
        "tällä viikolla" | "denna vecka" | "den här veckan" | "this week" => Some(0),
        "ensi viikolla" | "nästa vecka" | "next week" => Some(1),
        _ => None,
    }
}

/// A weekday as it is written before a date.
pub fn short_weekday(day: Weekday, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::Fi | Lang::FiSimple => ["ma", "ti", "ke", "to", "pe", "la", "su"],
        Lang::Sv => ["må", "ti", "on", "to", "fr", "lö", "sö"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    names[day.num_days_from_monday() as usize]
}

/// A month, from 0, as it is written in an English date.
pub fn short_month(month0: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[month0 as usize % NAMES.len()]
}

/// Yesterday, today or tomorrow, if `days` from today is one of them.
pub fn near_day(days: i64, lang: Lang) -> Option<&'static str> {
    let names = match lang {
        Lang::Fi | Lang::FiSimple => ["eilen", "tänään", "huomenna"],
        Lang::Sv => ["i går", "i dag", "i morgon"],
        Lang::En => ["yesterday", "today", "tomorrow"],
    };
    usize::try_from(days + 1)
        .ok()
        .and_then(|at| names.get(at).copied())
}
