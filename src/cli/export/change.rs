//! One thing that was done about a client, in the words of what was asked.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::casework::{Event, Filling, Guard, Happened, Status, local};
use crate::cli::edge::Edge;
use crate::exchange;
use crate::form::Role;
use crate::lang::{Lang, date};
use crate::response::{Absent, Answer, Cell, Path};

#[derive(Serialize)]
pub struct Change {
    at: DateTime<FixedOffset>,
    by: String,
    /// The journal's word.
    did: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<Absent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Why a finished filling was corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Change {
    /// None for what must not leave. `asked`: fillings to word answers with.
    pub fn of(happened: Happened, asked: &[&Filling], guard: Guard, lang: Lang) -> Option<Change> {
        let mut change = Change {
            at: local(happened.at, happened.offset_min),
            by: happened.actor,
            did: happened.event.as_ref().map_or("forgotten", Event::kind),
            session: happened.session,
            response: happened.response,
            item: None,
            label: None,
            value: None,
            text: None,
            absent: None,
            note: None,
            reason: None,
        };
        match happened.event {
            Some(Event::Answered { path, cell }) => {
                let mut fillings = asked.iter();
                let filling = fillings.find(|filling| Some(filling.row.id) == happened.response);
                if guard.places && filling.is_some_and(|filling| is_place(filling, &path)) {
                    return None;
                }
                change.answer(&path, cell, filling.copied(), lang);
            }
            Some(Event::ResponseEnded { status, reason, .. }) => {
                change.reason = reason;
                if status == Status::Amended {
                    change.did = "amended";
                }
            }
            _ => {}
        }
        Some(change)
    }

    fn answer(&mut self, path: &Path, cell: Cell, filling: Option<&Filling>, lang: Lang) {
        self.item = Some(path.to_string());
        let spot = filling.and_then(|filling| Some((filling, filling.response.spot(path)?)));
        if let Some((filling, spot)) = spot {
            let label = &filling.response.form().item(spot.item).label;
            let said = filling.response.wording(label, Some(spot), lang, &());
            self.label = said.map(|said| said.text).filter(|text| !text.is_empty());
        }
        match &cell.answer {
            Answer::Given(value) => {
                self.text = spot.map(|(filling, spot)| filling.response.show(spot, value, lang));
                self.value = Some(exchange::plain(value));
            }
            Answer::Absent(absent) => self.absent = Some(*absent),
            Answer::Empty => {}
        }
        self.note = cell.note;
    }

    /// When, who, what was done, and to what.
    pub fn line(&self, edge: &Edge) -> [String; 4] {
        let day = date::write_date(self.at.date_naive(), edge.lang);
        let clock = date::write_clock(self.at.time(), edge.lang);
        let what = self.label.as_ref().or(self.item.as_ref());
        let mut answer = self.text.clone().unwrap_or_default();
        if let Some(absent) = self.absent {
            answer = edge.say(crate::app::names::absent_id(absent));
        }
        let parts = [Some(answer), self.note.clone(), self.reason.clone()];
        let said: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let said = said.join(" # ").replace('\n', " ");
        let what = what.map_or(String::new(), |what| what.replace('\n', " "));
        [
            format!("{day} {clock}"),
            self.by.clone(),
            edge.say(did_id(self.did)),
            format!("{what} {said}").trim().to_owned(),
        ]
    }
}

fn is_place(filling: &Filling, path: &Path) -> bool {
    let form = filling.response.form();
    let item = form.find(path.item.as_str()).map(|ix| form.item(ix));
    item.is_some_and(|item| item.role == Some(Role::Place))
}

/// The message for the journal's word.
fn did_id(kind: &str) -> &'static str {
    match kind {
        "subject_added" => "did-added",
        "subject_changed" => "did-changed",
        "subject_flagged" => "log-flagged",
        "session_started" => "did-started",
        "session_ended" => "did-ended",
        "session_resumed" => "did-resumed",
        "response_started" => "did-filling",
        "response_ended" => "did-finished",
        "response_moved" => "did-version",
        "answered" => "did-answered",
        "amended" => "did-amended",
        "forgotten" => "did-forgot",
        _ => "did-other",
    }
}
