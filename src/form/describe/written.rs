//! What the author wrote, read from the file again: rules in their own words, kinds and bounds.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
    constraints: Vec<String>,
    row_constraints: Vec<String>,
}

impl Facts {
    /// A key's text or number.
    pub fn word(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The expressions of the constraints, in order.
    pub fn constraints(&self) -> &[String] {
        &self.constraints
    }

    pub fn row_constraints(&self) -> &[String] {
        &self.row_constraints
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
            "constraint" => facts.constraints = expressions(value),
            "row_constraint" => facts.row_constraints = expressions(value),
            _ => {
                if let Some(word) = word(value) {
                    facts.words.insert(key.to_owned(), word);
                }
            }
        }
    }
    Some((facts.words.get("id")?.clone(), facts))
}

fn expressions(value: &Node<'_>) -> Vec<String> {
    let DeValue::Array(array) = value.get_ref() else {
        return Vec::new();
    };
    let rules = array.iter().map(|constraint| match constraint.get_ref() {
        DeValue::Table(table) => table.get("expr").and_then(word).unwrap_or_default(),
        _ => String::new(),
    });
    rules.collect()
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
