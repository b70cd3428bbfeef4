//! Dates and time zones.

use chrono::{FixedOffset, NaiveDate, Utc};
use serde_json::json;

use super::{Room, answer, form, item};

/// The places where a day begins first and last.
const EAST: (&str, i32) = ("Pacific/Kiritimati", 14);
const WEST: (&str, i32) = ("Etc/GMT+12", -12);

fn today_at(hours: i32) -> NaiveDate {
    let place = FixedOffset::east_opt(hours * 3600).unwrap();
    Utc::now().with_timezone(&place).date_naive()
}

#[test]
fn i41_a_date_is_the_same_wherever_it_is_read() {
    let room = Room::new(&form("koe", &item("paiva", "date", "")));
    for zone in ["America/Los_Angeles", EAST.0, WEST.0] {
        room.fill_in(zone, &["15.1.2024", ":finish"]).ok();
        let response = room.exported();
        assert_eq!(answer(&response, "paiva").unwrap()["value"], "2024-01-15");
        for reader in ["America/Los_Angeles", "Europe/Helsinki", EAST.0, WEST.0] {
            let shown = room.shown_in(reader);
            assert!(shown.contains("15.1.2024"), "{zone} {reader}: {shown}");
        }
    }
}

/// At any instant it is another day in the east than in the west: one of them is in the part of the day where
/// a program that reckons in UTC is wrong.
#[test]
fn i42_today_is_the_day_where_one_is() {
    let rule = "constraint = [ { expr = \"paiva <= today\", message = \"Ei vielä\" } ]";
    let room = Room::new(&form(
        "koe",
        &(item("paiva", "date", rule)
            + &item("huomenna", "yes_no", "relevant = \"paiva > today\"")),
    ));
    for (zone, hours) in [EAST, WEST] {
        let before = today_at(hours);
        let run = room.fill_in(zone, &["tänään", ":finish"]).ok();
        let after = today_at(hours);
        assert!(!run.err.contains("Ei vielä"), "{zone}: {}", run.err);
        assert!(!run.out.contains("huomenna"), "{zone}: {}", run.out);
        let response = room.exported();
        let found = &answer(&response, "paiva").unwrap()["value"];
        let right = [json!(before.to_string()), json!(after.to_string())];
        assert!(right.contains(found), "{zone}: {found}");

        let run = room.fill_in(zone, &["huomenna", "tänään", ":finish"]).ok();
        assert!(run.err.contains("Ei vielä"), "{zone}: {}", run.err);
    }
}
