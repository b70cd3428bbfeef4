//! What there is to say of a form, a section, an item.

use serde::Serialize;

/// A form with its logic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Described {
    pub notice: String,
    pub source: String,
    pub style: &'static str,
    pub sensitivity: &'static str,
    pub retention: String,
    pub sections: Vec<Part>,
    pub scores: Vec<Line>,
    pub lookups: Vec<Table>,
    pub suggestions: Vec<Hint>,
}

/// An expression as it is written, and what it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    pub rule: String,
    pub words: String,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    pub id: String,
    pub title: String,
    pub intro: String,
    pub free: bool,
    pub shown_when: Option<Rule>,
    pub constraints: Vec<Limit>,
    pub items: Vec<Line>,
}

/// An item or score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    pub id: String,
    pub label: String,
    /// Stands under "more".
    pub more: bool,
    pub kind: String,
    /// How many lists, tables and groups it stands in.
    pub depth: usize,
    /// Bounds, units, role and the like, by their keys in the file.
    pub facts: Vec<(&'static str, String)>,
    pub ends: Option<[String; 2]>,
    /// The list that the options come from, where several items may share it.
    pub list: Option<String>,
    pub options: Vec<Offer>,
    /// What is said instead of the label while something holds.
    pub variants: Vec<String>,
    pub shown_when: Option<Rule>,
    pub offered_when: Option<Rule>,
    pub calculation: Option<Rule>,
    pub constraints: Vec<Limit>,
    pub bands: Vec<Step>,
    /// What it is called in code systems: system, code and the system's own words.
    pub codes: Vec<String>,
    /// Items, scores, sections and texts that read it, by their ids.
    pub used_by: Vec<String>,
}

/// An option of an item, or a row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    pub code: String,
    pub score: Option<String>,
    pub text: String,
    /// Ticking it unticks the others.
    pub exclusive: bool,
    /// What filters may ask about it, by name.
    pub with: Vec<(String, String)>,
    pub codes: Vec<String>,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Limit {
    #[serde(flatten)]
    pub rule: Rule,
    pub message: String,
    /// It never blocks.
    pub warning: bool,
}

/// A band of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub from: String,
    pub text: String,
}

/// A table that values are looked up in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    pub id: String,
    pub source: String,
}

/// A suggestion to the counsellor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hint {
    pub when: Rule,
    pub text: String,
}
