//! `kohtaa client`: added with a code of its own, listed, shown.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::args::{self, FlagName};
use super::edge::{self, Edge};
use super::fault::Fault;
use super::session::{self, SessionLine};
use crate::casework::{
    About, CLIENTS, Controller, Event, Flag, RoleRow, Scribe, SubjectPage, SubjectRow, client_code,
    is_taken,
};
use crate::form::{Id, Role};
use crate::lang::{Arg, Lang, clean, date};
use crate::plain;
use crate::response::{Value, identity};
use crate::vault::Vault;

pub fn run(edge: &Edge, command: args::Client, asked: Option<Lang>) -> Result<(), Fault> {
    match command {
        args::Client::Add {
            name,
            language,
            practice,
            json,
        } => {
            let language = language.or(asked).unwrap_or(Lang::Fi);
            add(edge, &name, language, practice, json)
        }
        args::Client::Flag { code, flag, off } => put_up(edge, &code, flag, !off),
        args::Client::List { json } => list(edge, json),
        args::Client::Show { code, json } => show(edge, &code, json),
    }
}

#[derive(Serialize)]
struct ClientLine<'a> {
    code: &'a str,
    name: &'a str,
    language: &'static str,
    practice: bool,
    restricted: bool,
    no_place: bool,
    sessions: u32,
    last_met: Option<DateTime<FixedOffset>>,
}

fn line(row: &SubjectRow, offset_min: i32) -> ClientLine<'_> {
    ClientLine {
        code: &row.code,
        name: &row.name,
        language: row.language.code(),
        practice: row.practice,
        restricted: row.restricted,
        no_place: row.no_place,
        sessions: row.sessions,
        last_met: row
            .last_met
            .map(|at| crate::casework::local(at, offset_min)),
    }
}

fn add(edge: &Edge, name: &str, language: Lang, practice: bool, json: bool) -> Result<(), Fault> {
    if !identity::find_identity_codes(name).is_empty() {
        return Err(Fault::said("identity-refused"));
    }
    let mut vault = edge.open()?;
    let mut scribe = Scribe::new(edge.stamp());
    let practice_only = vault.controller() == Controller::Practice;
    let (subject, code) = free_code(&vault, &mut scribe)?;
    let name = clean::clean_line(name);
    let event = Event::SubjectAdded {
        register: Id::new(CLIENTS),
        code: code.clone(),
        name,
        language,
        practice: practice || practice_only,
    };
    let about = About {
        subject: Some(subject),
        ..About::default()
    };
    vault.record(&[scribe.entry(event, about)])?;
    let row = vault.subject(subject)?.ok_or(Fault::Told)?;
    if json {
        edge::print_json("kohtaa.client/1", line(&row, scribe.stamp.offset_min))?;
    } else {
        edge::print(&code)?;
    }
    if practice_only {
        edge.warn("practice-only", &[]);
    }
    Ok(vault.close()?)
}

/// A new id whose code nobody has.
fn free_code(vault: &Vault, scribe: &mut Scribe) -> Result<(uuid::Uuid, String), Fault> {
    loop {
        let id = scribe.id();
        let code = client_code(id);
        if vault.subject_by_code(&code)?.is_none() {
            return Ok((id, code));
        }
    }
}

fn put_up(edge: &Edge, code: &str, flag: FlagName, on: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let subject = edge.client(&vault, code)?;
    let (flag, told) = match (flag, on) {
        (FlagName::Restricted, true) => (Flag::Restricted, "restricted-on"),
        (FlagName::Restricted, false) => (Flag::Restricted, "restricted-off"),
        (FlagName::NoPlace, true) => (Flag::NoPlace, "no-place-on"),
        (FlagName::NoPlace, false) => (Flag::NoPlace, "no-place-off"),
    };
    let event = Event::SubjectFlagged { flag, on };
    let about = About::subject(subject.id);
    vault.record(&[Scribe::new(edge.stamp()).entry(event, about)])?;
    edge.warn(told, &[]);
    Ok(vault.close()?)
}

fn list(edge: &Edge, json: bool) -> Result<(), Fault> {
    let vault = edge.open()?;
    let subjects = vault.subjects()?;
    let clients: Vec<&SubjectRow> = subjects
        .iter()
        .filter(|row| row.register == *CLIENTS)
        .collect();
    let stamp = edge.stamp();
    if json {
        #[derive(Serialize)]
        struct List<'a> {
            clients: Vec<ClientLine<'a>>,
        }
        let clients = clients
            .iter()
            .map(|row| line(row, stamp.offset_min))
            .collect();
        edge::print_json("kohtaa.clients/1", List { clients })?;
    } else {
        let cells = clients.iter().map(|row| {
            let met = row
                .last_met
                .map(|at| crate::casework::local(at, stamp.offset_min).date_naive());
            [
                row.code.clone(),
                row.name.clone(),
                row.language.code().to_owned(),
                edge.tell("client-sessions", &[("count", Arg::from(row.sessions))]),
                met.map_or_else(String::new, |day| date::write_date(day, edge.lang)),
            ]
        });
        edge::print(&plain::table(&cells.collect::<Vec<_>>()))?;
    }
    Ok(vault.close()?)
}

/// Goals, steps and what else was agreed, by what it means.
#[derive(Serialize)]
struct Agreed {
    role: Role,
    text: String,
    /// Of a step only.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<bool>,
    at: DateTime<FixedOffset>,
}

fn show(edge: &Edge, code: &str, json: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let subject = edge.client(&vault, code)?;
    let mut scribe = Scribe::new(edge.stamp());
    let about = About {
        subject: Some(subject.id),
        ..About::default()
    };
    if !vault.is_read_only() {
        vault.record(&[scribe.entry(Event::SubjectOpened, about)])?;
    }
    let page = vault.page(subject.id)?;
    let offset = scribe.stamp.offset_min;
    if json {
        #[derive(Serialize)]
        struct Shown<'a> {
            #[serde(flatten)]
            client: ClientLine<'a>,
            agreed: Vec<Agreed>,
            sessions: Vec<SessionLine<'a>>,
        }
        let shown = Shown {
            client: line(&page.subject, offset),
            agreed: agreed(&page.roles, edge.lang, offset),
            sessions: page.sessions.iter().map(session::line).collect(),
        };
        edge::print_json("kohtaa.client/1", shown)?;
    } else {
        edge::print(&text(edge, &page, offset))?;
    }
    Ok(vault.close()?)
}

/// What is to be minded about a client, as messages.
fn flags(row: &SubjectRow) -> impl Iterator<Item = &'static str> {
    let restricted = row.restricted.then_some("restricted-on");
    let no_place = row.no_place.then_some("no-place-on");
    restricted.into_iter().chain(no_place)
}

fn text(edge: &Edge, page: &SubjectPage, offset_min: i32) -> String {
    let row = &page.subject;
    let mut text = format!("{}  {}  {}\n", row.code, row.name, row.language.code());
    for id in flags(row) {
        text.push_str(&format!("  {}\n", edge.say(id)));
    }
    for agreed in agreed(&page.roles, edge.lang, offset_min) {
        let name = edge.say(role_id(agreed.role));
        let done = match agreed.done {
            Some(true) => format!(" ({})", edge.say("client-done")),
            Some(false) | None => String::new(),
        };
        text.push_str(&format!("  {name}: {}{done}\n", agreed.text));
    }
    text.push('\n');
    text.push_str(&session::table(edge, &page.sessions, false));
    text
}

/// What the page of a client tells beside the meetings.
const TOLD: [Role; 6] = [
    Role::OffLimits,
    Role::Goal,
    Role::Step,
    Role::NextMeeting,
    Role::Importance,
    Role::Confidence,
];

fn role_id(role: Role) -> &'static str {
    match role {
        Role::Goal => "client-goal",
        Role::Step => "client-step",
        Role::NextMeeting => "client-next",
        Role::Importance => "client-importance",
        Role::Confidence => "client-confidence",
        _ => "client-off-limits",
    }
}

/// The newest of what was agreed; of goals and steps all.
fn agreed(roles: &[RoleRow], lang: Lang, offset_min: i32) -> Vec<Agreed> {
    let mut agreed: Vec<Agreed> = Vec::new();
    for role in TOLD {
        let many = matches!(role, Role::Goal | Role::Step | Role::OffLimits);
        let rows = roles.iter().filter(|row| row.role == role);
        for row in rows.take(if many { usize::MAX } else { 1 }) {
            agreed.push(Agreed {
                role,
                text: shown(&row.value, lang),
                done: (role == Role::Step).then(|| is_taken(roles, row)),
                at: crate::casework::local(row.at, offset_min),
            });
        }
    }
    agreed
}

/// A value without its form: codes do not occur in the roles told here.
fn shown(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => date::write_decimal(number, lang),
        Value::Date(day) => date::write_date(*day, lang),
        Value::Time(time) => date::write_clock(*time, lang),
        Value::Ref(entry) => entry.display.clone(),
        Value::Code(code) => code.to_string(),
        Value::Codes(codes) => codes.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
        Value::Bool(_) | Value::Rows(_) => String::new(),
    }
}
