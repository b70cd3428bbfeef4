//! Years of meetings as they might have been: clients, sessions, answers, plans.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::dice::Dice;
use super::words;
use crate::casework::{Entry, Event, Mode, RaterRole, SessionState, Status};
use crate::form::{Hash, Id, Role};
use crate::lang::Lang;
use crate::response::{Cell, Path, RowId, Value};
use crate::vault::Meaning;

/// The form of a meeting and the standing one. Their bytes are never read here.
pub(super) const TALK: Hash = Hash([1; 32]);
pub(super) const PLAN: Hash = Hash([2; 32]);

/// Sessions to a client, on average.
const EACH: u32 = 50;
/// Steps that stay in a plan; older ones make room.
const STEPS: usize = 6;
/// One client in so many has half of all sessions.
const FREQUENT: u32 = 10;

pub(super) fn meanings(form: &Hash) -> Vec<Meaning> {
    let roles: &[(&str, Role)] = match *form == PLAN {
        true => &[
            ("steps", Role::Steps),
            ("step", Role::Step),
            ("owner", Role::Owner),
            ("due", Role::Due),
            ("done", Role::Done),
        ],
        false => &[
            ("a0", Role::Theme),
            ("a1", Role::Importance),
            ("a2", Role::Confidence),
            ("a3", Role::NextMeeting),
            ("a4", Role::Summary),
        ],
    };
    let meaning = |(item, role): &(&str, Role)| Meaning {
        item: Id::new(item),
        role: Some(*role),
        about: matches!(role, Role::Importance | Role::Confidence).then(|| Id::new("a0")),
    };
    roles.iter().map(meaning).collect()
}

struct Client {
    id: Uuid,
    plan: Uuid,
    steps: Vec<RowId>,
}

/// Tells one session after the other.
pub(super) struct Story {
    dice: Dice,
    now: DateTime<Utc>,
    clients: Vec<Client>,
    /// Answers still to be told, and sessions to tell them in.
    answers: u32,
    sessions: u32,
}

impl Story {
    pub fn new(sessions: u32, answers: u32) -> Story {
        Story {
            dice: Dice::new(7),
            now: DateTime::from_timestamp(1_600_000_000, 0).unwrap_or_default(),
            clients: Vec::new(),
            answers,
            sessions,
        }
    }

    /// The clients, each with an empty plan.
    pub fn clients(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for nth in 0..(self.sessions / EACH).max(1) {
            let (id, plan) = (self.id(), self.id());
            let event = Event::SubjectAdded {
                register: Id::new("client"),
                code: format!("M-{nth:05}"),
                name: words::sentence(&mut self.dice, 2),
                language: Lang::Fi,
                practice: true,
            };
            entries.push(self.entry((id, None, None), event));
            let event = started(PLAN, "standing_plan");
            entries.push(self.entry((id, None, Some(plan)), event));
            let steps = Vec::new();
            self.clients.push(Client { id, plan, steps });
        }
        entries
    }

    /// The next session whole; none when all are told.
    pub fn session(&mut self) -> Option<Vec<Entry>> {
        let count = self.answers.checked_div(self.sessions)?;
        let client = self.whose();
        let id = self.clients[client].id;
        let (session, response) = (self.id(), self.id());
        let about = (id, Some(session), Some(response));
        let mut entries = vec![
            self.entry((id, Some(session), None), met()),
            self.entry(about, started(TALK, "measured_talk")),
        ];
        let planned = if self.sessions.is_multiple_of(5) {
            4
        } else {
            0
        };
        for nth in 0..count.saturating_sub(planned) {
            let cell = self.cell(nth);
            let path = Path::top(Id::new(&format!("a{nth}")));
            entries.push(self.entry(about, Event::Answered { path, cell }));
        }
        if planned > 0 {
            entries.extend(self.plan(client, session));
        }
        // A few are still to be finished.
        if !self.sessions.is_multiple_of(5_000) {
            entries.push(self.entry(about, ended()));
        }
        let event = Event::SessionEnded {
            state: SessionState::Held,
        };
        entries.push(self.entry((id, Some(session), None), event));
        self.answers -= count;
        self.sessions -= 1;
        self.now += TimeDelta::minutes(15);
        Some(entries)
    }

    /// A session that begins, and a thousand answers to be given in it, then given again otherwise.
    pub fn another(&mut self) -> (Vec<Entry>, Vec<Entry>) {
        let client = self.whose();
        let client = self.clients[client].id;
        let (session, response) = (self.id(), self.id());
        let about = (client, Some(session), Some(response));
        let begin = vec![
            self.entry((client, Some(session), None), met()),
            self.entry(about, started(TALK, "measured_talk")),
        ];
        let answers = (0..2_000).map(|nth| {
            let cell = self.cell(nth % 30);
            let path = Path::top(Id::new(&format!("a{}", nth % 1_000)));
            self.entry(about, Event::Answered { path, cell })
        });
        let answers = answers.collect();
        (begin, answers)
    }

    fn whose(&mut self) -> usize {
        let all = u32::try_from(self.clients.len()).unwrap_or(u32::MAX);
        let some = match self.dice.below(2) {
            0 => all.div_ceil(FREQUENT),
            _ => all,
        };
        self.dice.below(some) as usize
    }

    /// An answer of the kind that stands at the `nth` place: a third words, the rest numbers, codes and dates.
    fn cell(&mut self, nth: u32) -> Cell {
        Cell::given(match nth {
            0 => Value::Text(words::sentence(&mut self.dice, 4)),
            3 => Value::Date(self.later(30)),
            4 => Value::Text(words::sentence(&mut self.dice, 40)),
            _ if nth % 4 == 2 => Value::Text(words::sentence(&mut self.dice, 20)),
            _ if nth % 4 == 1 => Value::Number(self.dice.below(11).into()),
            _ => Value::Code(Id::new(
                ["never", "sometimes", "often"][self.dice.below(3) as usize],
            )),
        })
    }

    /// A step more in the client's plan, and mostly the one before done.
    fn plan(&mut self, client: usize, session: Uuid) -> Vec<Entry> {
        let row = RowId::from_uuid(self.id());
        let before = self.clients[client].steps.last().cloned();
        let listed = &mut self.clients[client].steps;
        listed.push(row.clone());
        listed.drain(..listed.len().saturating_sub(STEPS));
        let Client { id, plan, steps } = &self.clients[client];
        let about = (*id, Some(session), Some(*plan));
        let rows = Value::Rows(steps.clone());
        let step = Value::Text(words::sentence(&mut self.dice, 6));
        let owner = ["client", "counsellor"][self.dice.below(2) as usize];
        let mut told = vec![
            (Path::top(Id::new("steps")), rows),
            (Path::in_row(Id::new("step"), row.clone()), step),
            (
                Path::in_row(Id::new("owner"), row.clone()),
                Value::Code(Id::new(owner)),
            ),
        ];
        told.push(match before {
            Some(before) => (Path::in_row(Id::new("done"), before), Value::Bool(true)),
            None => (
                Path::in_row(Id::new("due"), row),
                Value::Date(self.later(20)),
            ),
        });
        let told = told.into_iter().map(|(path, value)| {
            let cell = Cell::given(value);
            self.entry(about, Event::Answered { path, cell })
        });
        told.collect()
    }

    fn later(&mut self, days: u32) -> NaiveDate {
        let days = i64::from(self.dice.below(days));
        (self.now + TimeDelta::days(days)).date_naive()
    }

    fn id(&mut self) -> Uuid {
        self.now += TimeDelta::milliseconds(1);
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        self.dice.id(millis)
    }

    fn entry(
        &mut self,
        (subject, session, response): (Uuid, Option<Uuid>, Option<Uuid>),
        event: Event,
    ) -> Entry {
        self.now += TimeDelta::seconds(5);
        Entry {
            id: self.id(),
            at: self.now,
            offset_min: 120,
            subject: Some(subject),
            session,
            response,
            undoes: None,
            event,
        }
    }
}

fn met() -> Event {
    Event::SessionStarted {
        mode: Mode::InPerson,
        language: Lang::Fi,
        interpreter: false,
        minutes: Some(45),
        route: None,
    }
}

fn started(form: Hash, form_id: &str) -> Event {
    Event::ResponseStarted {
        form,
        form_id: Id::new(form_id),
        role: RaterRole::Client,
        language: Lang::Fi,
        pinned: Vec::new(),
    }
}

fn ended() -> Event {
    Event::ResponseEnded {
        status: Status::Completed,
        reason: None,
        scores: Vec::new(),
    }
}
