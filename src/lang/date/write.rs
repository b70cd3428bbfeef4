//! Dates, times and numbers as the reader's language writes them.

use std::fmt::Display;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::words::{near_day, short_month, short_weekday};
use crate::lang::Lang;

/// A whole date: `24.11.2026`, in English `24 Nov 2026`.
pub fn write_date(date: NaiveDate, lang: Lang) -> String {
    let (day, year) = (date.day(), date.year());
    match lang {
        Lang::Fi | Lang::FiSimple | Lang::Sv => format!("{day}.{}.{year}", date.month()),
        Lang::En => format!("{day} {} {year}", short_month(date.month0())),
    }
}

/// A date near enough to need no year: `ti 24.11.`, in English `Tue 24 Nov`.
pub fn write_day(date: NaiveDate, lang: Lang) -> String {
    let weekday = short_weekday(date.weekday(), lang);
    let day = date.day();
    match lang {
        Lang::Fi | Lang::FiSimple | Lang::Sv => format!("{weekday} {day}.{}.", date.month()),
        Lang::En => format!("{weekday} {day} {}", short_month(date.month0())),
    }
}

/// A date in as little room as can be, its year only where that is not this one: `24.11.`, `24.11.25`.
pub fn write_brief_date(date: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let day = date.day();
    let brief = match lang {
        Lang::Fi | Lang::FiSimple | Lang::Sv => format!("{day}.{}.", date.month()),
        Lang::En => format!("{day} {}", short_month(date.month0())),
    };
    let year = date.year().rem_euclid(100);
    match (date.year() == today.year(), lang) {
        (true, _) => brief,
        (false, Lang::En) => format!("{brief} {year:02}"),
        (false, _) => format!("{brief}{year:02}"),
    }
}

/// A time of day: `14.05`, in English `14:05`.
pub fn write_clock(time: NaiveTime, lang: Lang) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match lang {
        Lang::Fi | Lang::FiSimple | Lang::Sv => format!("{hour}.{minute:02}"),
        Lang::En => format!("{hour}:{minute:02}"),
    }
}

/// A date as one would say it on `today`: `eilen`, `ti 24.11.`, and with its year when that is another.
pub fn write_near_day(date: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let days = date.signed_duration_since(today).num_days();
    match near_day(days, lang) {
        Some(word) => word.to_owned(),
        None if date.year() == today.year() => write_day(date, lang),
        None => write_date(date, lang),
    }
}

/// A moment as one would say it on `today`: `eilen klo 14.05`.
pub fn write_moment(at: NaiveDateTime, today: NaiveDate, lang: Lang) -> String {
    let day = write_near_day(at.date(), today, lang);
    let clock = write_clock(at.time(), lang);
    match lang {
        Lang::Fi | Lang::FiSimple => format!("{day} klo {clock}"),
        Lang::Sv => format!("{day} kl. {clock}"),
        Lang::En => format!("{day} at {clock}"),
    }
}

/// A decimal number, which the program writes with a point, with the comma of Finnish and Swedish.
pub fn write_decimal(number: impl Display, lang: Lang) -> String {
    let written = number.to_string();
    match lang {
        Lang::Fi | Lang::FiSimple | Lang::Sv => written.replace('.', ","),
        Lang::En => written,
    }
}
