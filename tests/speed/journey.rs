//! The journey of somebody met two hundred times, beside the client's own page of the same meetings.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use kohtaa::app::key::{Code, Key};
use kohtaa::app::{Action, App, Client, Look, Screen};
use kohtaa::casework::{
    Mode, RaterRole, ResponseRow, RoleRow, SessionRow, SessionState, Stamp, Status, SubjectPage,
    SubjectRow,
};
use kohtaa::form::{Catalogue, Hash, Id, Role};
use kohtaa::lang::Lang;
use kohtaa::response::{FixedScore, Path, RowId, Value};
use kohtaa::ui::{self, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{TRIES, stamp, turn};

const MEETINGS: u128 = 200;
/// Quotes and steps of each meeting.
const SAID: u128 = 10;
/// What was promised, of the program as it is given out; an unoptimised build is held to another order of magnitude.
const MOST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 50 });
/// How many times the client's page of as many meetings it may take.
const SLOWER: f64 = 60.0;

fn when(meeting: u128) -> DateTime<Utc> {
    let day = i64::try_from(meeting).unwrap() * 7 * 86_400;
    DateTime::from_timestamp(1_640_000_000 + day, 0).unwrap()
}

fn meeting(number: u128) -> SessionRow {
    let response = ResponseRow {
        id: Uuid::from_u128(10_000 + number),
        subject: Uuid::nil(),
        session: Some(Uuid::from_u128(number + 1)),
        form: Hash([1; 32]),
        form_id: Id::new("talk"),
        role: RaterRole::Client,
        language: Lang::Fi,
        status: Status::Completed,
        changed: when(number),
        scores: (0..8).map(|score| fixed(score, number)).collect(),
    };
    SessionRow {
        id: Uuid::from_u128(number + 1),
        subject: Uuid::nil(),
        code: "A-7K3Q".to_owned(),
        name: "Aino".to_owned(),
        started: when(number),
        offset_min: 120,
        ended: Some(when(number)),
        state: SessionState::Held,
        mode: Mode::InPerson,
        language: Lang::Fi,
        interpreter: false,
        minutes: None,
        route: None,
        responses: vec![response],
    }
}

fn fixed(score: u128, number: u128) -> FixedScore {
    FixedScore {
        id: Id::new(&format!("score_{score}")),
        value: Some(Decimal::from((number * 7 + score) % 100)),
        answered: 5,
        of: 5,
        rule: String::new(),
        inputs: Vec::new(),
    }
}

/// What was said in a meeting: themes come and go, quotes and steps pile up.
fn said(number: u128) -> Vec<RoleRow> {
    let row = |role, row: Option<u128>, value: Value, about: Option<String>| RoleRow {
        subject: Uuid::nil(),
        session: Some(Uuid::from_u128(number + 1)),
        response: Uuid::from_u128(10_000 + number),
        role,
        path: Path {
            item: Id::new(&format!("{role:?}").to_lowercase()),
            row: row.map(|row| RowId(Id::new(&Uuid::from_u128(row + 1).to_string()))),
        },
        value,
        about,
        at: when(number),
    };
    let theme = Some(format!("aihe {}", number / 40));
    let ruler = |value| Value::Number(Decimal::from(value % 11));
    let mut rows = vec![
        row(Role::Importance, None, ruler(number * 3), theme.clone()),
        row(Role::Confidence, None, ruler(number * 5), theme),
    ];
    for at in 0..SAID {
        let words = Value::Text("lapset näkisivät minun tekevän jotain".to_owned());
        rows.push(row(Role::Quote, Some(at), words.clone(), None));
        rows.push(row(Role::Step, Some(at), words, None));
        rows.push(row(Role::Done, Some(at), Value::Bool(at % 2 == 0), None));
    }
    rows
}

fn page() -> SubjectPage {
    SubjectPage {
        subject: SubjectRow {
            id: Uuid::nil(),
            register: Id::new("client"),
            code: "A-7K3Q".to_owned(),
            name: "Aino".to_owned(),
            language: Lang::Fi,
            practice: true,
            restricted: false,
            no_place: false,
            last_met: None,
            sessions: 200,
        },
        sessions: (0..MEETINGS).rev().map(meeting).collect(),
        roles: (0..MEETINGS).rev().flat_map(said).collect(),
        standing: Vec::new(),
        versions: Vec::new(),
    }
}

fn draw(app: &App) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    ui::view(app, &Theme::new(Look::Default, false), &mut buffer);
    black_box(buffer);
}

fn press(app: &mut App, letter: char, stamp: Stamp) {
    app.update(Action::Key(Key::plain(Code::Char(letter))), stamp);
}

#[test]
fn a_journey_of_two_hundred_meetings_opens_at_once() {
    let _turn = turn();
    let now = stamp(100_000_000);
    let catalogue = Arc::new(Catalogue::load(None));
    let mut best = (f64::MAX, Duration::MAX);
    for _ in 0..TRIES {
        let mut app = App::new(Arc::clone(&catalogue), Lang::Fi, Look::Default, true, now);
        app.screen = Screen::Client(Client::new(page()));
        let began = Instant::now();
        draw(&app);
        let client = began.elapsed();
        let began = Instant::now();
        press(&mut app, 'p', now);
        draw(&app);
        let journey = began.elapsed();
        assert!(matches!(app.screen, Screen::Journey(_)));
        // Everything shown, and the last line of it in focus.
        for letter in ['l', 'i'] {
            press(&mut app, letter, now);
        }
        let began = Instant::now();
        app.update(Action::Key(Key::plain(Code::End)), now);
        draw(&app);
        let everything = began.elapsed();
        println!(
            "client's page {client:?}, journey {journey:?}, all of it to its end {everything:?}"
        );
        let slowest = journey.max(everything);
        let ratio = slowest.as_secs_f64() / client.as_secs_f64();
        best = (best.0.min(ratio), best.1.min(slowest));
    }
    println!(
        "at best {:.1} times the client's page, {:?}",
        best.0, best.1
    );
    assert!(best.1 < MOST, "{best:?}");
    assert!(best.0 < SLOWER, "{best:?}");
}
