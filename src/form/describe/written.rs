//! What the author wrote, read from the file again: rules in their own words, kinds and bounds.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::lang::Lang;

type Node<'a> = Spanned<DeValue<'a>>;

/// The rules and plain facts of a form's file, by the ids of sections, items and scores.
#[derive(Debug, Default)]
pub(super) struct Written {
    sections: HashMap<String, Facts>,
    items: HashMap<String, Facts>,
}

/// What one table of the file says.
#[derive(Debug, Default, Clone)]
pub(super) struct Facts {
    words: HashMap<String, String>,
    /// Constraints, then those of rows.
    limits: Vec<Limit>,
}

/// A constraint as it is written.
#[derive(Debug, Default, Clone)]
pub(super) struct Limit {
    pub rule: String,
    /// Its message in each language, of several the last.
    message: Vec<(String, String)>,
    pub warning: bool,
}

impl Limit {
    /// The message in a language, else in the first that the file gives.
    pub fn message(&self, lang: Lang) -> &str {
        let exact = self.message.iter().find(|(code, _)| code == lang.code());
        let said = exact.or(self.message.first());
        said.map_or("", |(_, text)| text)
    }
}

impl Facts {
    /// A key's text or number.
    pub fn word(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }
}

impl Written {
    /// Reads a file that has been loaded without faults; of any other as much as there is.
    pub fn read(bytes: &[u8]) -> Written {
        let mut written = Written::default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            return written;
        };
        let Ok(document) = DeTable::parse(text) else {
            return written;
        };
        let document = document.get_ref();
        for facts in tables(document, "section") {
            written.sections.extend(named(facts));
        }
        for key in ["item", "score"] {
            for facts in tables(document, key) {
                written.items.extend(named(facts));
            }
        }
        written
    }

    pub fn section(&self, id: &str) -> Facts {
        self.sections.get(id).cloned().unwrap_or_default()
    }

    /// An item or score; nothing of one that the loader has added by itself.
    pub fn item(&self, id: &str) -> Facts {
        self.items.get(id).cloned().unwrap_or_default()
    }
}

fn tables<'d>(document: &'d DeTable<'_>, key: &str) -> Vec<&'d DeTable<'d>> {
    let Some(DeValue::Array(array)) = document.get(key).map(Spanned::get_ref) else {
        return Vec::new();
    };
    let tables = array.iter().filter_map(|value| match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn named(table: &DeTable<'_>) -> Option<(String, Facts)> {
    let mut facts = Facts::default();
    for (key, value) in table.iter() {
        let key: &str = key.get_ref();
        match key {
            "constraint" | "row_constraint" => facts.limits.extend(limits(value)),
            _ => {
                if let Some(word) = word(value) {
                    facts.words.insert(key.to_owned(), word);
                }
            }
        }
    }
    Some((facts.words.get("id")?.clone(), facts))
}

fn limits(value: &Node<'_>) -> Vec<Limit> {
    let DeValue::Array(array) = value.get_ref() else {
        return Vec::new();
    };
    let limits = array.iter().filter_map(|limit| match limit.get_ref() {
        DeValue::Table(table) => Some(Limit {
            rule: table.get("expr").and_then(word).unwrap_or_default(),
            message: table.get("message").map_or_else(Vec::new, texts),
            warning: table.get("warning").and_then(|it| it.get_ref().as_bool()) == Some(true),
        }),
        _ => None,
    });
    limits.collect()
}

/// The texts of a wording by their languages, of several alternatives the last.
fn texts(value: &Node<'_>) -> Vec<(String, String)> {
    match value.get_ref() {
        DeValue::Array(alternatives) => alternatives.last().map_or_else(Vec::new, texts),
        DeValue::Table(table) => {
            let texts = table.iter().filter(|(key, _)| *key.get_ref() != "when");
            let texts =
                texts.filter_map(|(key, text)| Some((key.get_ref().to_string(), word(text)?)));
            texts.collect()
        }
        _ => word(value)
            .map(|text| (String::new(), text))
            .into_iter()
            .collect(),
    }
}

fn word(value: &Node<'_>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}
