//! What an answer is and the one way in which it changes.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::form::Id;

/// A given answer. Dates are civil, numbers exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Text(String),
    #[serde(with = "rust_decimal::serde::str")]
    Number(Decimal),
    Bool(bool),
    Code(Id),
    /// In the order of the choice list, of a rank the first first; empty means "none of these".
    Codes(Vec<Id>),
    Date(NaiveDate),
    Time(NaiveTime),
    /// An entry of a register.
    Ref(Reference),
    /// The rows of a list, in the order shown.
    Rows(Vec<RowId>),
}

/// An entry of a register, with its name as it was when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// A uuid in simple form.
    pub id: Id,
    pub display: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    Declined,
    NotAsked,
    NotApplicable,
    Unknown,
}

impl Absent {
    pub const ALL: [Absent; 4] = [
        Absent::Declined,
        Absent::NotAsked,
        Absent::NotApplicable,
        Absent::Unknown,
    ];
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    #[default]
    Empty,
    Given(Value),
    Absent(Absent),
}

impl Answer {
    pub fn is_empty(&self) -> bool {
        matches!(self, Answer::Empty)
    }

    pub fn value(&self) -> Option<&Value> {
        match self {
            Answer::Given(value) => Some(value),
            Answer::Empty | Answer::Absent(_) => None,
        }
    }
}

/// All that is kept of one item: the answer, the counsellor's note beside it, and whether to come back to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    #[serde(default, skip_serializing_if = "Answer::is_empty")]
    pub answer: Answer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub come_back: bool,
}

impl Cell {
    pub fn given(value: Value) -> Cell {
        Cell {
            answer: Answer::Given(value),
            ..Cell::default()
        }
    }

    pub fn value(&self) -> Option<&Value> {
        self.answer.value()
    }

    pub fn is_blank(&self) -> bool {
        *self == Cell::default()
    }
}

/// A row of a list (a uuid in simple form) or of a fixed table (the code of its option).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub Id);

impl RowId {
    pub fn from_uuid(id: uuid::Uuid) -> RowId {
        RowId(Id::new(&id.simple().to_string()))
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Where an answer stands: an item, and in a list or table the row. Written `item` or `item/row`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    pub item: Id,
    pub row: Option<RowId>,
}

impl Path {
    pub fn top(item: Id) -> Path {
        Path { item, row: None }
    }

    pub fn in_row(item: Id, row: RowId) -> Path {
        Path {
            item,
            row: Some(row),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            None => self.item.fmt(out),
            Some(row) => write!(out, "{}/{row}", self.item),
        }
    }
}

impl std::str::FromStr for Path {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Path, Self::Err> {
        Ok(match text.split_once('/') {
            None => Path::top(Id::new(text)),
            Some((item, row)) => Path::in_row(Id::new(item), RowId(Id::new(row))),
        })
    }
}

impl Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Path, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.parse() {
            Ok(path) => Ok(path),
            Err(never) => match never {},
        }
    }
}

/// The one way in which an answer changes. Its inverse undoes it and is saved like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: Path,
    pub before: Cell,
    pub after: Cell,
}

impl Change {
    pub fn inverse(&self) -> Change {
        Change {
            at: self.at.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// An earlier answer, found once when the response began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pinned {
    pub item: Id,
    pub value: Value,
    /// The object of the earlier answer, for an item that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Value>,
    pub at: DateTime<Utc>,
}

/// What the rater in a role answered in the same round, given to a response at its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rated {
    pub role: Id,
    pub item: Id,
    pub value: Value,
}

/// A score as it was when the response was finished, with its rule and what went in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FixedScore {
    pub id: Id,
    /// None: not scored.
    #[serde(
        default,
        with = "rust_decimal::serde::str_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub value: Option<Decimal>,
    pub answered: u32,
    pub of: u32,
    pub rule: String,
    pub inputs: Vec<(Path, Option<String>)>,
}
