//! `kohtaa session`: meetings listed, one of them shown as it was asked.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use uuid::Uuid;

use super::args;
use super::edge::{self, Edge};
use super::fault::Fault;
use crate::app::names::{mode_id, state_id};
use crate::casework::{About, Event, Scribe, SessionRow, local};
use crate::exchange::SessionRecord;
use crate::lang::date;
use crate::plain::{self, Style, record};

/// As many digits of an id as lists show; it is enough to name a meeting by.
const SHORT: usize = 18;

pub fn run(edge: &Edge, command: args::Session) -> Result<(), Fault> {
    match command {
        args::Session::List { client, json } => list(edge, client.as_deref(), json),
        args::Session::Show { session, json } => show(edge, &session, json),
    }
}

#[derive(Serialize)]
pub struct SessionLine<'a> {
    pub id: Uuid,
    pub client: &'a str,
    pub started: DateTime<FixedOffset>,
    pub ended: Option<DateTime<FixedOffset>>,
    pub state: &'static str,
    pub mode: &'static str,
    pub language: &'static str,
    pub interpreter: bool,
    pub forms: Vec<&'a str>,
}

pub fn line(row: &SessionRow) -> SessionLine<'_> {
    SessionLine {
        id: row.id,
        client: &row.code,
        started: local(row.started, row.offset_min),
        ended: row.ended.map(|at| local(at, row.offset_min)),
        state: row.state.code(),
        mode: row.mode.code(),
        language: row.language.code(),
        interpreter: row.interpreter,
        forms: row
            .responses
            .iter()
            .map(|response| response.form_id.as_str())
            .collect(),
    }
}

/// Meetings as lines; with the client where they are of several.
pub fn table(edge: &Edge, rows: &[SessionRow], with_client: bool) -> String {
    let cells = rows.iter().map(|row| {
        let started = local(row.started, row.offset_min).naive_local();
        let forms: Vec<&str> = row
            .responses
            .iter()
            .map(|response| response.form_id.as_str())
            .collect();
        let day = date::write_date(started.date(), edge.lang);
        let clock = date::write_clock(started.time(), edge.lang);
        [
            row.id.to_string().chars().take(SHORT).collect(),
            if with_client {
                row.code.clone()
            } else {
                String::new()
            },
            format!("{day} {clock}"),
            edge.say(mode_id(row.mode)),
            edge.say(state_id(row.state)),
            forms.join(", "),
        ]
    });
    plain::table(&cells.collect::<Vec<_>>())
}

fn list(edge: &Edge, client: Option<&str>, json: bool) -> Result<(), Fault> {
    let vault = edge.open()?;
    let subject = match client {
        Some(code) => Some(edge.client(&vault, code)?.id),
        None => None,
    };
    let rows = vault.sessions(subject, usize::MAX)?;
    if json {
        #[derive(Serialize)]
        struct List<'a> {
            sessions: Vec<SessionLine<'a>>,
        }
        let sessions = rows.iter().map(line).collect();
        edge::print_json("kohtaa.sessions/1", List { sessions })?;
    } else {
        edge::print(&table(edge, &rows, true))?;
    }
    Ok(vault.close()?)
}

fn show(edge: &Edge, digits: &str, json: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let session = vault.session_by_prefix(digits)?;
    let catalogue = edge.catalogue();
    let review = record::review(&vault, &catalogue, session)?;
    let mut scribe = Scribe::new(edge.stamp());
    let about = About {
        subject: Some(review.session.subject),
        ..About::default()
    };
    if !vault.is_read_only() {
        vault.record(&[scribe.entry(Event::SubjectOpened, about)])?;
    }
    if json {
        let whole = record::whole(&vault, &catalogue, session)?;
        let record = SessionRecord::of(&whole.session, &whole.subject, &whole.fillings);
        edge::print_json("kohtaa.session/1", record)?;
    } else {
        edge::print(&plain::session_text(&review, Style::Text, edge.lang))?;
    }
    Ok(vault.close()?)
}
