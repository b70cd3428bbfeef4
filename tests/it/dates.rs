//! Dates and times in tables: what is said, on which day, and which day that is.

use chrono::{Days, NaiveDate, NaiveTime};
use kohtaa::lang::Lang;
use kohtaa::lang::date::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(text: &str, today: &str) -> Result<String, DateFault> {
    read_date(text, date(today)).map(|date| date.to_string())
}

/// A Tuesday in ISO week 48.
const TODAY: &str = "2026-11-24";

#[test]
fn said_dates_are_read() {
    let table = [
        ("15.3.", "2027-03-15"),
        ("15.3", "2027-03-15"),
        (" 15. 3. ", "2027-03-15"),
        ("24.11.", "2026-11-24"),
        ("23.11.", "2027-11-23"),
        ("31.12.", "2026-12-31"),
        ("1.1.", "2027-01-01"),
        ("15.3.2027", "2027-03-15"),
        ("15. 3. 2027", "2027-03-15"),
        ("15.3.27", "2027-03-15"),
        ("15.3.87", "1987-03-15"),
        ("15/3", "2027-03-15"),
        ("15/3/2027", "2027-03-15"),
        ("2027-03-15", "2027-03-15"),
        ("2027-3-5", "2027-03-05"),
        ("29.2.", "2028-02-29"),
        ("29.2.2028", "2028-02-29"),
        ("tänään", "2026-11-24"),
        ("TÄNÄÄN", "2026-11-24"),
        ("huomenna", "2026-11-25"),
        ("ylihuomenna", "2026-11-26"),
        ("eilen", "2026-11-23"),
        ("i dag", "2026-11-24"),
        ("imorgon", "2026-11-25"),
        ("i  övermorgon", "2026-11-26"),
        ("tomorrow", "2026-11-25"),
        ("day after tomorrow", "2026-11-26"),
        ("ma", "2026-11-30"),
        ("maanantaina", "2026-11-30"),
        ("ti", "2026-12-01"),
        ("keskiviikkona", "2026-11-25"),
        ("su", "2026-11-29"),
        ("på måndag", "2026-11-30"),
        ("on", "2026-11-25"),
        ("lör.", "2026-11-28"),
        ("on Monday", "2026-11-30"),
        ("Thu", "2026-11-26"),
        ("+10pv", "2026-12-04"),
        ("+2vk", "2026-12-08"),
        ("+ 2 vk", "2026-12-08"),
        ("+1kk", "2026-12-24"),
        ("-3 pv", "2026-11-21"),
        ("2 viikon päästä", "2026-12-08"),
        ("3 kuukauden kuluttua", "2027-02-24"),
        ("2 viikkoa sitten", "2026-11-10"),
        ("om 2 veckor", "2026-12-08"),
        ("för 2 dagar sedan", "2026-11-22"),
        ("in 3 days", "2026-11-27"),
        ("2 weeks ago", "2026-11-10"),
        ("+1 year", "2027-11-24"),
        ("ke viikolla 12", "2027-03-24"),
        ("ke vk 12", "2027-03-24"),
        ("viikon 12 keskiviikko", "2027-03-24"),
        ("ons v. 12", "2027-03-24"),
        ("onsdag vecka 12", "2027-03-24"),
        ("wed week 12", "2027-03-24"),
        ("ti viikolla 48", "2026-11-24"),
        ("ma viikolla 48", "2027-11-29"),
        ("pe viikolla 53", "2027-01-01"),
        ("ke ensi viikolla", "2026-12-02"),
        ("ma tällä viikolla", "2026-11-23"),
        ("onsdag nästa vecka", "2026-12-02"),
        ("next week Wed", "2026-12-02"),
        ("ti 24.11.", "2026-11-24"),
        ("ma 15.3.2027", "2027-03-15"),
        ("15. maaliskuuta", "2027-03-15"),
        ("15. maaliskuuta 2027", "2027-03-15"),
        ("15 mars 2027", "2027-03-15"),
        ("måndag den 15:e mars 2027", "2027-03-15"),
        ("15 Mar 2027", "2027-03-15"),
        ("March 15, 2027", "2027-03-15"),
        ("Tue 24 Nov", "2026-11-24"),
    ];
    for (text, wanted) in table {
        assert_eq!(read(text, TODAY).as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn the_calendar_turns_at_the_right_days() {
    let table = [
        ("+1kk", "2027-01-31", "2027-02-28"),
        ("+1kk", "2028-01-31", "2028-02-29"),
        ("+1 år", "2028-02-29", "2029-02-28"),
        ("29.2.", "2028-02-29", "2028-02-29"),
        ("29.2.", "2028-03-01", "2032-02-29"),
        ("29.2.", "2096-03-01", "2104-02-29"),
        ("huomenna", "2026-12-31", "2027-01-01"),
        ("eilen", "2027-01-01", "2026-12-31"),
        ("1.1.", "2026-12-31", "2027-01-01"),
        ("31.12.", "2027-01-01", "2027-12-31"),
        ("to viikolla 1", "2026-12-31", "2027-01-07"),
        ("ke viikolla 53", "2027-01-04", "2032-12-29"),
        ("la", "2026-10-24", "2026-10-31"),
        ("+1pv", "2026-10-24", "2026-10-25"),
        ("+1pv", "2026-03-28", "2026-03-29"),
    ];
    for (text, today, wanted) in table {
        assert_eq!(
            read(text, today).as_deref(),
            Ok(wanted),
            "{text} on {today}"
        );
    }
}

#[test]
fn what_is_no_date_says_why() {
    let table = [
        ("", DateFault::Unreadable),
        ("joskus", DateFault::Unreadable),
        ("15", DateFault::Unreadable),
        ("15.", DateFault::Unreadable),
        ("3.2027", DateFault::Unreadable),
        ("15.3.2", DateFault::Unreadable),
        ("15.3.027", DateFault::Unreadable),
        ("15.3.2027 klo 9", DateFault::Unreadable),
        ("viikolla 12", DateFault::Unreadable),
        ("+1v", DateFault::Unreadable),
        ("+pv", DateFault::Unreadable),
        ("-", DateFault::Unreadable),
        ("١٥.٣.", DateFault::Unreadable),
        ("30.2.", DateFault::NoSuchDay),
        ("29.2.2027", DateFault::NoSuchDay),
        ("31.4.", DateFault::NoSuchDay),
        ("0.1.", DateFault::NoSuchDay),
        ("1.13.", DateFault::NoSuchDay),
        ("2027-02-30", DateFault::NoSuchDay),
        ("ke viikolla 54", DateFault::NoSuchDay),
        ("ma 24.11.", DateFault::OtherWeekday),
        ("Wed 15 Mar 2027", DateFault::OtherWeekday),
        ("15.3.0027", DateFault::FarAway),
        ("15.3.9027", DateFault::FarAway),
        ("+9999kk", DateFault::FarAway),
        ("-9999 vuotta", DateFault::FarAway),
    ];
    for (text, fault) in table {
        assert_eq!(read(text, TODAY), Err(fault), "{text}");
    }
}

#[test]
fn times_are_read() {
    let table = [
        ("9", Ok("09:00")),
        ("9.30", Ok("09:30")),
        ("09.30", Ok("09:30")),
        ("14:05", Ok("14:05")),
        ("1405", Ok("14:05")),
        ("klo 9", Ok("09:00")),
        ("Klo 9.30", Ok("09:30")),
        ("kl. 14.05", Ok("14:05")),
        ("at 9", Ok("09:00")),
        ("9 am", Ok("09:00")),
        ("12am", Ok("00:00")),
        ("2.30pm", Ok("14:30")),
        ("0.00", Ok("00:00")),
        ("24", Err(TimeFault::NoSuchTime)),
        ("9.60", Err(TimeFault::NoSuchTime)),
        ("13 pm", Err(TimeFault::NoSuchTime)),
        ("9.5", Err(TimeFault::Unreadable)),
        ("", Err(TimeFault::Unreadable)),
        ("yhdeksän", Err(TimeFault::Unreadable)),
        ("-9", Err(TimeFault::Unreadable)),
        ("öö9a", Err(TimeFault::Unreadable)),
    ];
    for (text, wanted) in table {
        let read = read_time(text).map(|time| time.format("%H:%M").to_string());
        assert_eq!(read, wanted.map(str::to_owned), "{text}");
    }
}

#[test]
fn dates_and_times_are_written() {
    let day = date(TODAY);
    let time = NaiveTime::from_hms_opt(14, 5, 59).unwrap();
    let table = [
        (
            Lang::Fi,
            "24.11.2026",
            "ti 24.11.",
            "14.05",
            "tänään klo 14.05",
        ),
        (
            Lang::FiSimple,
            "24.11.2026",
            "ti 24.11.",
            "14.05",
            "tänään klo 14.05",
        ),
        (
            Lang::Sv,
            "24.11.2026",
            "ti 24.11.",
            "14.05",
            "i dag kl. 14.05",
        ),
        (
            Lang::En,
            "24 Nov 2026",
            "Tue 24 Nov",
            "14:05",
            "today at 14:05",
        ),
    ];
    for (lang, full, short, clock, moment) in table {
        assert_eq!(write_date(day, lang), full);
        assert_eq!(write_day(day, lang), short);
        assert_eq!(write_clock(time, lang), clock);
        assert_eq!(write_moment(day.and_time(time), day, lang), moment);
    }
}

#[test]
fn near_days_are_said_by_name() {
    let today = date("2027-01-01");
    let table = [
        ("2027-01-01", "tänään"),
        ("2026-12-31", "eilen"),
        ("2027-01-02", "huomenna"),
        ("2027-01-03", "su 3.1."),
        ("2026-12-30", "30.12.2026"),
    ];
    for (day, wanted) in table {
        assert_eq!(write_near_day(date(day), today, Lang::Fi), wanted);
    }
    let yesterday = date("2026-12-31").and_hms_opt(9, 0, 0).unwrap();
    assert_eq!(write_moment(yesterday, today, Lang::Fi), "eilen klo 9.00");
    assert_eq!(write_moment(yesterday, today, Lang::Sv), "i går kl. 9.00");
    assert_eq!(
        write_moment(yesterday, today, Lang::En),
        "yesterday at 9:00"
    );
}

#[test]
fn decimals_have_the_comma_of_their_language() {
    for (lang, wanted) in [
        (Lang::Fi, "-2,50"),
        (Lang::Sv, "-2,50"),
        (Lang::En, "-2.50"),
    ] {
        assert_eq!(write_decimal("-2.50", lang), wanted);
    }
    assert_eq!(write_decimal(7, Lang::Fi), "7");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(days in 0u64..30_000, ahead in 0u64..360) {
        let today = date("1990-01-01").checked_add_days(Days::new(days)).unwrap();
        let day = today.checked_add_days(Days::new(ahead)).unwrap();
        for lang in Lang::ALL {
            prop_assert_eq!(read_date(&write_date(day, lang), today), Ok(day));
            prop_assert_eq!(read_date(&write_day(day, lang), today), Ok(day));
            if ahead < 2 {
                prop_assert_eq!(read_date(&write_near_day(day, today, lang), today), Ok(day));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-+0-9a-zåäö./: ]{0,16}", wild in any::<String>()) {
        for text in [text, wild] {
            if let Ok(day) = read_date(&text, date(TODAY)) {
                prop_assert!((1900..2200).contains(&chrono::Datelike::year(&day)));
            }
            let _ = read_time(&text);
        }
    }
}
