//! What the counsellor reads before a meeting: one card, gathered from what items' roles say of earlier ones.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::event::SessionState;
use super::rows::{RoleRow, SessionRow, SubjectPage, is_done, is_ours};
use crate::form::{Catalogue, Choice, Id, Role};
use crate::lang::Lang;
use crate::response::Value;

/// As much of each thing as is read at a glance.
const QUOTES: usize = 2;
const NUMBERS: usize = 4;
const GOALS: usize = 3;
const STEPS: usize = 6;

/// The card. All words are the client's own or the counsellor's, as they were given.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation<'p> {
    /// The newest meeting that was held, whole or cut short.
    pub last: Option<&'p SessionRow>,
    pub summary: Option<&'p str>,
    /// Newest first.
    pub quotes: Vec<Quote<'p>>,
    pub rulers: Option<Rulers<'p>>,
    pub goals: Vec<Goal<'p>>,
    /// Open ones by their date, then what was done lately.
    pub steps: Vec<Step<'p>>,
    /// What the client said of the last meeting.
    pub feedback: Vec<&'p RoleRow>,
    pub off_limits: Option<&'p str>,
    /// What makes meeting easier.
    pub access: Vec<&'p RoleRow>,
    pub next: Option<NaiveDate>,
}

/// The client's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote<'p> {
    pub words: &'p str,
    /// Said by an interpreter.
    pub interpreted: bool,
}

/// Numbers about one theme, oldest first, so that they are compared only with their like.
#[derive(Debug, Clone, PartialEq)]
pub struct Rulers<'p> {
    pub theme: Option<&'p str>,
    pub importance: Vec<Decimal>,
    pub confidence: Vec<Decimal>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Goal<'p> {
    pub words: &'p str,
    pub level: Option<&'p RoleRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Step<'p> {
    pub words: &'p str,
    /// The counsellor promised it.
    pub ours: bool,
    pub due: Option<NaiveDate>,
    pub done: bool,
}

impl<'p> Preparation<'p> {
    pub fn of(page: &'p SubjectPage) -> Preparation<'p> {
        let newest = |role| texts(page, role).next();
        Preparation {
            last: last(page),
            summary: newest(Role::Summary),
            quotes: quotes(page),
            rulers: rulers(page),
            goals: goals(page),
            steps: steps(page),
            feedback: of_newest_response(page, Role::Feedback),
            off_limits: newest(Role::OffLimits),
            access: of_newest_response(page, Role::AccessNeeds),
            next: with_role(page, Role::NextMeeting)
                .next()
                .and_then(|row| day(&row.value)),
        }
    }

    /// Words of the client to begin from.
    pub fn bridge(&self) -> Option<&'p str> {
        self.quotes.first().map(|quote| quote.words)
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none()
            && self.quotes.is_empty()
            && self.rulers.is_none()
            && self.goals.is_empty()
            && self.steps.is_empty()
            && self.feedback.is_empty()
            && self.off_limits.is_none()
            && self.access.is_empty()
            && self.next.is_none()
    }
}

/// Rows of a role, newest first.
fn with_role(page: &SubjectPage, role: Role) -> impl Iterator<Item = &RoleRow> {
    page.roles.iter().filter(move |row| row.role == role)
}

fn texts(page: &SubjectPage, role: Role) -> impl Iterator<Item = &str> {
    with_role(page, role).filter_map(text)
}

fn quotes(page: &SubjectPage) -> Vec<Quote<'_>> {
    let interpreted = |row: &RoleRow| {
        let mut sessions = page.sessions.iter();
        let session = sessions.find(|session| Some(session.id) == row.session);
        session.is_some_and(|session| session.interpreter)
    };
    let quote = |row| {
        Some(Quote {
            words: text(row)?,
            interpreted: interpreted(row),
        })
    };
    let rows = with_role(page, Role::Quote).filter_map(quote);
    rows.take(QUOTES).collect()
}

pub(super) fn text(row: &RoleRow) -> Option<&str> {
    match &row.value {
        Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

fn number(row: &RoleRow) -> Option<Decimal> {
    match row.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn last(page: &SubjectPage) -> Option<&SessionRow> {
    let met = |row: &&SessionRow| row.state != SessionState::Open && row.state.met();
    page.sessions.iter().find(met)
}

/// What was said in the newest filling that says anything of the kind.
fn of_newest_response(page: &SubjectPage, role: Role) -> Vec<&RoleRow> {
    let newest = with_role(page, role).next().map(|row| row.response);
    let same = with_role(page, role).filter(|row| Some(row.response) == newest);
    let mut rows: Vec<&RoleRow> = same.collect();
    rows.reverse();
    rows
}

fn rulers(page: &SubjectPage) -> Option<Rulers<'_>> {
    let asked = |row: &&RoleRow| matches!(row.role, Role::Importance | Role::Confidence);
    let theme = &page.roles.iter().find(asked)?.about;
    let numbers = |role| {
        let alike = with_role(page, role).filter(|row| same_theme(&row.about, theme));
        let mut numbers: Vec<Decimal> = alike.filter_map(number).take(NUMBERS).collect();
        numbers.reverse();
        numbers
    };
    Some(Rulers {
        theme: theme.as_deref(),
        importance: numbers(Role::Importance),
        confidence: numbers(Role::Confidence),
    })
}

/// As answers are matched with their earlier ones: without outer spaces and case.
pub(super) fn same_theme(one: &Option<String>, other: &Option<String>) -> bool {
    let plain = |theme: &Option<String>| theme.as_ref().map(|words| words.trim().to_lowercase());
    plain(one) == plain(other)
}

/// Another answer of the same row of a list.
fn beside<'p>(page: &'p SubjectPage, row: &RoleRow, role: Role) -> Option<&'p RoleRow> {
    let same = |other: &&RoleRow| other.response == row.response && other.path.row == row.path.row;
    with_role(page, role).find(same)
}

fn goals(page: &SubjectPage) -> Vec<Goal<'_>> {
    let goal = |row| {
        Some(Goal {
            words: text(row)?,
            level: beside(page, row, Role::Level),
        })
    };
    with_role(page, Role::Goal)
        .filter_map(goal)
        .take(GOALS)
        .collect()
}

fn steps(page: &SubjectPage) -> Vec<Step<'_>> {
    let step = |row: &'_ RoleRow| Step {
        words: "",
        ours: matches!(beside(page, row, Role::Owner).map(|row| &row.value), Some(Value::Code(code)) if is_ours(code)),
        due: beside(page, row, Role::Due).and_then(|row| day(&row.value)),
        done: beside(page, row, Role::Done).is_some_and(|row| is_done(&row.value)),
    };
    let rows = with_role(page, Role::Step);
    let mut steps: Vec<Step<'_>> = rows
        .filter_map(|row| {
            let words = text(row)?;
            Some(Step { words, ..step(row) })
        })
        .collect();
    // What is still ahead comes first, the nearest day first; of what is done, the latest.
    steps.sort_by_key(|step| {
        let ahead = (!step.done).then_some((step.due.is_none(), step.due));
        let behind = step.done.then_some(std::cmp::Reverse(step.due));
        (step.done, ahead, behind)
    });
    steps.truncate(STEPS);
    steps
}

/// Whether a step is done, as what stands beside it in its row says.
pub fn is_taken(roles: &[RoleRow], step: &RoleRow) -> bool {
    let beside = |row: &&RoleRow| {
        row.role == Role::Done && row.response == step.response && row.path.row == step.path.row
    };
    roles.iter().filter(beside).any(|row| is_done(&row.value))
}

/// An answer in words: options by their text in the form that asked, as far as that is at hand.
pub fn said(catalogue: &Catalogue, page: &SubjectPage, row: &RoleRow, lang: Lang) -> Vec<String> {
    let option = |code: &Id| {
        let text = choice(catalogue, page, row, code).map(|option| option.text.plain(lang));
        text.map_or_else(|| code.to_string(), str::to_owned)
    };
    match &row.value {
        Value::Code(code) => vec![option(code)],
        Value::Codes(codes) => codes.iter().map(option).collect(),
        _ => text(row).map(str::to_owned).into_iter().collect(),
    }
}

fn choice<'c>(
    catalogue: &'c Catalogue,
    page: &SubjectPage,
    row: &RoleRow,
    code: &Id,
) -> Option<&'c Choice> {
    let form = catalogue.find(form_id(page, row)?.as_str())?;
    let item = form.item(form.find(row.path.item.as_str())?);
    form.choice_list(item)?.option(code.as_str())
}

/// What a number is called in a word or two.
pub fn short<'c>(
    catalogue: &'c Catalogue,
    page: &SubjectPage,
    row: &RoleRow,
    lang: Lang,
) -> Option<&'c str> {
    let form = catalogue.find(form_id(page, row)?.as_str())?;
    let item = form.item(form.find(row.path.item.as_str())?);
    Some(item.short.plain(lang)).filter(|text| !text.is_empty())
}

fn form_id<'p>(page: &'p SubjectPage, row: &RoleRow) -> Option<&'p Id> {
    let in_sessions = page.sessions.iter().flat_map(|session| &session.responses);
    let standing = page.standing.iter().map(|stored| &stored.row);
    let mut rows = in_sessions.chain(standing);
    rows.find(|known| known.id == row.response)
        .map(|known| &known.form_id)
}
