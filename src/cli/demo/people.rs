//! The invented people as their file tells of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::casework::{Mode, SessionState};
use crate::form::Id;
use crate::lang::Lang;
use crate::response::Absent;

const FILE: &str = include_str!("../../../forms/demo/people.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    #[serde(rename = "format")]
    _format: u32,
    pub client: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub code: String,
    pub name: String,
    pub language: Lang,
    #[serde(default, rename = "session")]
    pub meetings: Vec<Meeting>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    pub days_ago: u16,
    /// By the wall clock, `09:00`.
    pub time: String,
    pub minutes: u16,
    pub mode: Mode,
    #[serde(default)]
    pub interpreter: bool,
    /// The route that it went by.
    pub route: Option<Id>,
    pub state: SessionState,
    /// Its papers still wait.
    #[serde(default)]
    pub papers_wait: bool,
    #[serde(default, rename = "response")]
    pub filled: Vec<Filled>,
    pub draft: Option<Typed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    pub form: String,
    #[serde(default = "yes")]
    pub finished: bool,
    #[serde(default)]
    pub answers: toml::Table,
    #[serde(default)]
    pub absent: BTreeMap<String, Absent>,
}

/// A text that was being typed when the meeting was left.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    pub form: String,
    pub item: String,
    pub text: String,
}

fn yes() -> bool {
    true
}

pub fn people() -> Result<People, toml::de::Error> {
    toml::from_str(FILE)
}
