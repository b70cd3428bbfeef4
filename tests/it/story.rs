//! The story of a client's meetings: what is compared with what, and what is never told.

use chrono::{DateTime, Utc};
use kohtaa::casework::{
    Mode, RaterRole, ResponseRow, RoleRow, SessionRow, SessionState, Sift, Status, Story,
    SubjectPage, SubjectRow, Topic,
};
use kohtaa::form::{Hash, Id, Role};
use kohtaa::lang::Lang;
use kohtaa::response::{Path, Value};
use rust_decimal::Decimal;
use uuid::Uuid;

pub const DAY: i64 = 24 * 60 * 60;

fn when(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_040_000 + day * DAY, 0).unwrap()
}

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

/// A client with nothing yet.
pub fn page() -> SubjectPage {
    SubjectPage {
        subject: SubjectRow {
            id: id(1_000_000),
            register: Id::new("client"),
            code: "A-7K3Q".to_owned(),
            name: "Aino".to_owned(),
            language: Lang::Fi,
            practice: true,
            restricted: false,
            no_place: false,
            last_met: None,
            sessions: 0,
        },
        sessions: Vec::new(),
        roles: Vec::new(),
        standing: Vec::new(),
        versions: Vec::new(),
    }
}

/// Another meeting with one filling of `form` in the version `version`.
pub fn meet(page: &mut SubjectPage, state: SessionState, form: &str, version: u8) -> usize {
    let at = page.sessions.len();
    let response = ResponseRow {
        id: id(10_000 + at),
        subject: page.subject.id,
        session: Some(id(at)),
        form: Hash([version; 32]),
        form_id: Id::new(form),
        role: RaterRole::Client,
        language: Lang::Fi,
        status: Status::Completed,
        changed: when(at as i64),
        scores: Vec::new(),
    };
    page.sessions.insert(
        0,
        SessionRow {
            id: id(at),
            subject: page.subject.id,
            code: String::new(),
            name: String::new(),
            started: when(at as i64),
            offset_min: 120,
            ended: None,
            state,
            mode: Mode::InPerson,
            language: Lang::Fi,
            interpreter: false,
            minutes: None,
            route: None,
            responses: vec![response],
        },
    );
    at
}

/// An answer of that meeting.
pub fn say(page: &mut SubjectPage, meeting: usize, role: Role, about: Option<&str>, value: Value) {
    page.roles.insert(
        0,
        RoleRow {
            subject: page.subject.id,
            session: Some(id(meeting)),
            response: id(10_000 + meeting),
            role,
            path: format!("{role:?}").to_lowercase().parse::<Path>().unwrap(),
            value,
            about: about.map(str::to_owned),
            at: when(meeting as i64),
        },
    );
}

fn number(value: i64) -> Value {
    Value::Number(Decimal::from(value))
}

fn conversation(page: &mut SubjectPage, version: u8, theme: &str, value: i64) {
    let meeting = meet(page, SessionState::Held, "talk", version);
    say(page, meeting, Role::Importance, Some(theme), number(value));
}

#[test]
fn numbers_of_the_same_theme_stand_in_one_line_and_others_do_not() {
    let mut page = page();
    conversation(&mut page, 1, "työ", 4);
    conversation(&mut page, 1, "koti", 9);
    conversation(&mut page, 1, " TYÖ", 6);
    let story = Story::of(&page, &Sift::default());
    let topics: Vec<_> = story.themes.iter().map(|track| track.topic).collect();
    let wanted = [Topic::Theme(Some(" TYÖ")), Topic::Theme(Some("koti"))];
    assert_eq!(
        topics, wanted,
        "the one last spoken of first, as it was worded then"
    );
    let values: Vec<_> = story.themes[0].lines[0].given().collect();
    let values: Vec<Decimal> = values.iter().map(|(_, point)| point.value).collect();
    assert_eq!(values, [Decimal::from(4), Decimal::from(6)]);
}

#[test]
fn another_version_breaks_the_line_and_nothing_is_said_across_it() {
    let mut page = page();
    for (version, value) in [(1, 2), (1, 3), (2, 8)] {
        conversation(&mut page, version, "työ", value);
    }
    let story = Story::of(&page, &Sift::default());
    let line = &story.themes[0].lines[0];
    assert_eq!(line.breaks().into_iter().collect::<Vec<_>>(), [2]);
    assert_eq!(
        line.change(Decimal::TWO),
        None,
        "the rise is the form's, perhaps"
    );
    conversation(&mut page, 2, "työ", 6);
    let story = Story::of(&page, &Sift::default());
    let change = story.themes[0].lines[0].change(Decimal::TWO);
    let fall = Some((Decimal::from(8), Decimal::from(6)));
    assert_eq!(change, fall, "a fall is told like a rise");
    assert_eq!(story.themes[0].lines[0].change(Decimal::from(3)), None);
}

#[test]
fn a_meeting_that_was_not_held_is_nowhere() {
    let mut page = page();
    for state in [
        SessionState::Moved,
        SessionState::CancelledByUs,
        SessionState::CancelledByClient,
        SessionState::NotMet,
    ] {
        let meeting = meet(&mut page, state, "talk", 1);
        say(
            &mut page,
            meeting,
            Role::Quote,
            None,
            Value::Text("en pääse".to_owned()),
        );
    }
    let story = Story::of(&page, &Sift::default());
    assert!(story.meetings.is_empty());
    let since = Sift {
        form: Some(Id::new("talk")),
        ..Sift::default()
    };
    assert!(Story::of(&page, &since).quotes.is_empty());
}

#[test]
fn one_form_or_a_shorter_time_leaves_the_rest_out() {
    let mut page = page();
    conversation(&mut page, 1, "työ", 4);
    let other = meet(&mut page, SessionState::Held, "survey", 1);
    say(
        &mut page,
        other,
        Role::Quote,
        None,
        Value::Text("jaksan".to_owned()),
    );
    let form = Sift {
        form: Some(Id::new("talk")),
        ..Sift::default()
    };
    let story = Story::of(&page, &form);
    assert_eq!((story.meetings.len(), story.quotes.len()), (1, 0));
    let since = Sift {
        since: Some(when(1).date_naive()),
        ..Sift::default()
    };
    let story = Story::of(&page, &since);
    assert_eq!((story.meetings.len(), story.themes.len()), (1, 0));
    let rater = Sift {
        rater: Some(RaterRole::Counsellor),
        ..Sift::default()
    };
    assert!(Story::of(&page, &rater).themes.is_empty());
}
