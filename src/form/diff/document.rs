//! A form's file as it is written, table by table: whatever a table says can be compared, whether or not the engine reads it.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::form::Id;
use crate::lang::Lang;

/// The tables of one file by their ids.
#[derive(Default)]
pub(super) struct Document {
    pub head: Table,
    pub sections: BTreeMap<String, Table>,
    pub items: BTreeMap<String, Table>,
    pub scores: BTreeMap<String, Table>,
    pub suggestions: Vec<Table>,
    /// Arrays of tables that other parts of the language keep, e.g. lookup tables.
    pub others: BTreeMap<String, BTreeMap<String, Table>>,
}

impl Document {
    /// Reads a file that has been loaded as a form, so that it is a document.
    pub fn read(bytes: &[u8]) -> Document {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let mut head: Table = toml::from_str(text).unwrap_or_default();
        let mut document = Document {
            sections: by_id(head.remove("section")),
            items: by_id(head.remove("item")),
            scores: by_id(head.remove("score")),
            suggestions: tables(head.remove("suggest")),
            ..Document::default()
        };
        // Options are compared where they are offered.
        head.remove("choices");
        let arrays = head.iter().filter(|(_, value)| is_tables(value));
        let arrays: Vec<String> = arrays.map(|(key, _)| key.clone()).collect();
        for key in arrays {
            let value = head.remove(&key);
            document.others.insert(key, by_id(value));
        }
        document.head = head;
        document
    }
}

fn is_tables(value: &Value) -> bool {
    matches!(value, Value::Array(array) if array.first().is_some_and(Value::is_table))
}

fn tables(value: Option<Value>) -> Vec<Table> {
    let Some(Value::Array(array)) = value else {
        return Vec::new();
    };
    let tables = array.into_iter().filter_map(|value| match value {
        Value::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn by_id(value: Option<Value>) -> BTreeMap<String, Table> {
    let named = tables(value).into_iter().filter_map(|table| {
        let id = table.get("id")?.as_str()?.to_owned();
        Some((id, table))
    });
    named.collect()
}

/// An expression of the older file with the names that its items have in the newer one.
pub(super) fn renamed(expression: &str, names: &BTreeMap<Id, Id>) -> String {
    if names.is_empty() {
        return expression.to_owned();
    }
    let mut out = String::with_capacity(expression.len());
    // What stands in single quotes are codes and texts, not names.
    for (at, part) in expression.split('\'').enumerate() {
        if at > 0 {
            out.push('\'');
        }
        match at % 2 {
            0 => rename_words(part, names, &mut out),
            _ => out.push_str(part),
        }
    }
    out
}

fn rename_words(text: &str, names: &BTreeMap<Id, Id>, out: &mut String) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, |name| name.as_str()));
        rest = after;
    }
    out.push_str(rest);
}

/// A text with the expressions in its braces renamed.
fn renamed_text(text: &str, names: &BTreeMap<Id, Id>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let (inside, after) = from.split_once('}').unwrap_or((from, ""));
        out.push_str(before);
        out.push('{');
        out.push_str(&renamed(inside, names));
        out.push('}');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A value of the older file with its expressions renamed, so that it equals the newer one where nothing else has changed.
pub(super) fn carried(value: &Value, key: &str, names: &BTreeMap<Id, Id>) -> Value {
    const NAMING: [&str; 9] = [
        "relevant",
        "calculation",
        "expr",
        "when",
        "filter",
        "about",
        "parent",
        "constraint",
        "row_constraint",
    ];
    match value {
        Value::String(text) if NAMING.contains(&key) => Value::String(renamed(text, names)),
        Value::String(text) => Value::String(renamed_text(text, names)),
        Value::Array(array) => {
            let values = array.iter().map(|value| carried(value, key, names));
            Value::Array(values.collect())
        }
        Value::Table(table) => {
            let pairs = table.iter();
            let pairs = pairs.map(|(key, value)| (key.clone(), carried(value, key, names)));
            Value::Table(pairs.collect())
        }
        other => other.clone(),
    }
}

/// The languages in which a text or wording says something else.
pub(super) fn languages(old: Option<&Value>, new: Option<&Value>) -> BTreeSet<Lang> {
    let languages = Lang::ALL.into_iter();
    languages
        .filter(|lang| said(old, *lang) != said(new, *lang))
        .collect()
}

/// All that a text says in one language, its variants and what stands inside it one after another.
fn said(value: Option<&Value>, lang: Lang) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(array)) => {
            let variants = array.iter().flat_map(|value| said(Some(value), lang));
            variants.collect()
        }
        Some(Value::Table(table)) => {
            let own = table.get(lang.code()).and_then(Value::as_str);
            let inner = table.iter().filter(|(_, value)| !value.is_str());
            let inner = inner.flat_map(|(_, value)| said(Some(value), lang));
            own.into_iter().chain(inner).collect()
        }
        _ => Vec::new(),
    }
}

/// What of a text is not said in any language: conditions of its variants.
pub(super) fn unsaid(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(array)) => {
            let variants = array.iter().flat_map(|value| unsaid(Some(value)));
            variants.collect()
        }
        Some(Value::Table(table)) => {
            let is_language = |key: &str| Lang::from_code(key).is_some();
            let others = table.iter().filter(|(key, _)| !is_language(key));
            others
                .flat_map(|(key, value)| match value {
                    Value::Table(_) | Value::Array(_) => unsaid(Some(value)),
                    other => vec![format!("{key} {other}")],
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_changed_in_expressions_and_nowhere_else() {
        let names = BTreeMap::from([(Id::new("sleep"), Id::new("rest"))]);
        let rule = "answered(sleep) and sleep != 'sleep' and sleepy > 2";
        let carried_over = "answered(rest) and rest != 'sleep' and sleepy > 2";
        assert_eq!(renamed(rule, &names), carried_over);
        let text = "How is your sleep? You said {sleep}.";
        assert_eq!(
            renamed_text(text, &names),
            "How is your sleep? You said {rest}."
        );
    }
}
