//! Meetings as records for scripts: everything that was kept and counts, with the words it was asked in.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Number, Value as Json};
use uuid::Uuid;

use crate::casework::{
    Around, Filling, Mode, ResponseRow, SessionRow, SessionState, Status, SubjectRow, local,
};
use crate::form::{Id, ItemIx, Role};
use crate::lang::Lang;
use crate::response::{Absent, Answer, Spot, Value};

/// A client, without anything that was said.
#[derive(Debug, Serialize)]
pub struct ClientRecord<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub language: Lang,
    pub practice: bool,
}

impl<'a> ClientRecord<'a> {
    pub fn of(row: &'a SubjectRow) -> ClientRecord<'a> {
        ClientRecord {
            code: &row.code,
            name: &row.name,
            language: row.language,
            practice: row.practice,
        }
    }
}

/// A meeting with all that was filled in it.
#[derive(Debug, Serialize)]
pub struct SessionRecord<'a> {
    id: Uuid,
    client: ClientRecord<'a>,
    started: DateTime<FixedOffset>,
    ended: Option<DateTime<FixedOffset>>,
    state: SessionState,
    mode: Mode,
    language: Lang,
    interpreter: bool,
    responses: Vec<ResponseRecord>,
}

/// A filling with its answers and scores.
#[derive(Debug, Serialize)]
pub struct ResponseRecord {
    id: Uuid,
    form: Id,
    /// SHA-256 of the form's file.
    version: String,
    title: String,
    /// Shown inside the others and not completed with the meeting.
    standing: bool,
    status: Status,
    language: Lang,
    changed: DateTime<FixedOffset>,
    answers: Vec<AnswerRecord>,
    scores: Vec<ScoreRecord>,
}

#[derive(Debug, Serialize)]
struct AnswerRecord {
    item: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    /// The answer as it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<Absent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    come_back: bool,
}

#[derive(Debug, Serialize)]
struct ScoreRecord {
    id: Id,
    label: String,
    /// None: not scored.
    value: Option<Json>,
    answered: u32,
    of: u32,
    rule: String,
}

impl<'a> SessionRecord<'a> {
    /// `fillings`: those of the meeting, the standing ones as they were then. Hidden answers are left out.
    pub fn of(
        session: &SessionRow,
        subject: &'a SubjectRow,
        fillings: &[Filling],
    ) -> SessionRecord<'a> {
        let at = |utc| local(utc, session.offset_min);
        SessionRecord {
            id: session.id,
            client: ClientRecord::of(subject),
            started: at(session.started),
            ended: session.ended.map(at),
            state: session.state,
            mode: session.mode,
            language: session.language,
            interpreter: session.interpreter,
            responses: responses(fillings, session.offset_min),
        }
    }
}

/// Fillings, those entered in error left out.
pub fn responses(fillings: &[Filling], offset_min: i32) -> Vec<ResponseRecord> {
    let counts = |filling: &&Filling| filling.row.status != Status::EnteredInError;
    let counted = fillings.iter().filter(counts);
    counted
        .map(|filling| response(filling, fillings, offset_min))
        .collect()
}

fn response(filling: &Filling, all: &[Filling], offset_min: i32) -> ResponseRecord {
    let ResponseRow {
        id,
        form,
        form_id,
        status,
        language,
        changed,
        ..
    } = filling.row.clone();
    ResponseRecord {
        id,
        form: form_id,
        version: form.to_string(),
        title: filling.response.form().title.plain(language).to_owned(),
        standing: filling.standing,
        status,
        language,
        changed: local(changed, offset_min),
        answers: answers(filling, all),
        scores: scores(filling, all),
    }
}

/// In reading order: a list's rows, then what stands in each.
fn answers(filling: &Filling, all: &[Filling]) -> Vec<AnswerRecord> {
    let form = filling.response.form();
    let sections = 0..form.sections.len() as crate::form::SectionIx;
    let shown = sections
        .filter(|section| filling.response.is_section_shown(*section))
        .flat_map(|section| filling.response.shown(section));
    shown
        .filter_map(|spot| answer(filling, spot, all))
        .collect()
}

fn answer(filling: &Filling, spot: Spot, all: &[Filling]) -> Option<AnswerRecord> {
    let response = &filling.response;
    let item = response.form().item(spot.item);
    let cell = response.cell(spot);
    if cell.is_blank() || !item.is_answerable() {
        return None;
    }
    let (value, absent) = match &cell.answer {
        // What is no longer offered counts no more than what is hidden.
        Answer::Given(_) => (response.value(spot), None),
        Answer::Absent(absent) => (None, Some(*absent)),
        Answer::Empty => (None, None),
    };
    let language = filling.row.language;
    Some(AnswerRecord {
        item: item.id.clone(),
        row: spot.row.map(|row| response.row_id(row).to_string()),
        label: label(filling, spot, all),
        role: item.role,
        text: value
            .filter(|value| !matches!(value, Value::Rows(_)))
            .map(|value| response.show(spot, value, language)),
        value: value.map(plain),
        absent,
        note: cell.note.clone(),
        come_back: cell.come_back,
    })
}

fn label(filling: &Filling, spot: Spot, all: &[Filling]) -> String {
    let wording = &filling.response.form().item(spot.item).label;
    let said = filling
        .response
        .wording(wording, Some(spot), filling.row.language, &Around(all));
    said.map_or_else(String::new, |said| said.text)
}

/// As fixed when the response was finished, else as they stand.
fn scores(filling: &Filling, all: &[Filling]) -> Vec<ScoreRecord> {
    let items = (0..).zip(&filling.response.form().items);
    let scores = items.filter(|(_, item)| item.score);
    scores
        .map(|(ix, item): (ItemIx, _)| {
            let fixed = filling.row.scores.iter().find(|fixed| fixed.id == item.id);
            let now = filling.response.score(ix);
            let value = fixed.map_or(now.value, |fixed| fixed.value);
            ScoreRecord {
                id: item.id.clone(),
                label: label(filling, Spot::top(ix), all),
                value: value.map(|value| number(&value)),
                answered: fixed.map_or(now.answered, |fixed| fixed.answered),
                of: fixed.map_or(now.of, |fixed| fixed.of),
                rule: item.rule.to_string(),
            }
        })
        .collect()
}

/// A value as JSON has it: numbers as numbers, dates and times as ISO 8601, codes as they are.
pub fn plain(value: &Value) -> Json {
    let texts = |texts: Vec<String>| texts.into_iter().map(Json::String).collect();
    match value {
        Value::Text(text) => Json::String(text.clone()),
        Value::Number(value) => number(value),
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Code(code) => Json::String(code.to_string()),
        Value::Codes(codes) => texts(codes.iter().map(ToString::to_string).collect()),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Time(time) => Json::String(time.format("%H:%M").to_string()),
        Value::Ref(entry) => serde_json::json!({ "id": entry.id, "display": entry.display }),
        Value::Rows(rows) => texts(rows.iter().map(ToString::to_string).collect()),
    }
}

/// The digits as they are; what no JSON number can hold stays a text.
fn number(value: &rust_decimal::Decimal) -> Json {
    let digits = value.normalize().to_string();
    match digits.parse::<Number>() {
        Ok(number) if number.to_string() == digits => Json::Number(number),
        _ => Json::String(digits),
    }
}
