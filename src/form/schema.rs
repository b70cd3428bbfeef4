//! The form of form files as a JSON Schema, for editors that complete keys and mark faults while one writes.
//!
//! Draft 7, since that is what the common TOML editors read.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::keys::{self, Key, Place, Shape};
use super::kinds::{KINDS, Word};
use crate::lang::Lang;

/// What the keys mean is said in the reference of the form language.
const REFERENCE: &str = include_str!("../../forms/README.md");

const PLACES: [&Place; 13] = [
    &keys::CHOICES,
    &keys::OPTION,
    &keys::CODING,
    &keys::SECTION,
    &keys::ITEM,
    &keys::ENDS,
    &keys::PAPER,
    &keys::CONSTRAINT,
    &keys::BAND,
    &keys::ALTERNATIVE,
    &keys::LOOKUP,
    &keys::SCORE,
    &keys::SUGGEST,
];

/// The schema of a form's file.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    for place in PLACES {
        definitions.insert(place.name.to_owned(), table(place));
    }
    definitions.insert("text".to_owned(), text());
    definitions.insert("wording".to_owned(), wording());
    let mut schema = table(&keys::HEAD);
    if let Value::Object(whole) = &mut schema {
        whole.insert(
            "$schema".to_owned(),
            json!("http://json-schema.org/draft-07/schema#"),
        );
        whole.insert("title".to_owned(), json!("A form of Kohtaa"));
        whole.insert("definitions".to_owned(), Value::Object(definitions));
    }
    schema
}

fn table(place: &Place) -> Value {
    let descriptions = descriptions(place);
    let mut properties = Map::new();
    for key in place.keys {
        let described = descriptions.get(key.name).map(String::as_str);
        properties.insert(
            key.name.to_owned(),
            described_as(shape(&key.shape), described),
        );
    }
    if place.text.is_some() {
        properties.extend(languages());
    }
    let needed: Vec<&str> = needed(place).collect();
    let mut table = json!({
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    });
    let rules = of_kinds(place);
    if let Value::Object(table) = &mut table
        && !rules.is_empty()
    {
        table.insert("allOf".to_owned(), Value::Array(rules));
    }
    table
}

fn needed(place: &Place) -> impl Iterator<Item = &'static str> {
    let needed = place.keys.iter().filter(|key| key.needed);
    needed.map(|key| key.name)
}

/// For keys that only some kinds of items have: any other kind makes them faults.
fn of_kinds(place: &Place) -> Vec<Value> {
    let mut by_kinds: BTreeMap<Vec<&str>, Map<String, Value>> = BTreeMap::new();
    for key in place.keys.iter().filter(|key| !key.kinds.is_empty()) {
        let kinds = kind_names(key);
        let barred = by_kinds.entry(kinds).or_default();
        barred.insert(key.name.to_owned(), Value::Bool(false));
    }
    let rules = by_kinds.into_iter().map(|(kinds, barred)| {
        json!({
            "if": { "properties": { "kind": { "enum": kinds } } },
            "else": { "properties": barred },
        })
    });
    rules.collect()
}

fn kind_names(key: &Key) -> Vec<&'static str> {
    let has = |word: &Word| key.kinds.contains(word);
    let kinds = KINDS.iter().filter(|(_, word)| has(word));
    kinds.map(|(name, _)| *name).collect()
}

fn described_as(mut shape: Value, words: Option<&str>) -> Value {
    if let (Value::Object(shape), Some(words)) = (&mut shape, words) {
        // What stands beside a reference is not read.
        if let Some(reference) = shape.remove("$ref") {
            shape.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        }
        shape.insert("description".to_owned(), json!(words));
    }
    shape
}

fn shape(shape: &Shape) -> Value {
    let id = json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 64 });
    match shape {
        Shape::Id => id,
        Shape::Ids => json!({ "type": "array", "items": id }),
        Shape::Words | Shape::Expression => json!({ "type": "string", "minLength": 1 }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Shape::Number => json!({ "type": "number" }),
        Shape::Sign => json!({ "type": "string", "minLength": 1, "maxLength": 1 }),
        Shape::IcfCodes => {
            let code = json!({ "type": "string", "pattern": "^[bdes][0-9]{1,5}$" });
            json!({ "type": "array", "items": code })
        }
        Shape::Text(_) => json!({ "$ref": "#/definitions/text" }),
        Shape::Wording(_) => json!({ "$ref": "#/definitions/wording" }),
        Shape::OneOf(words) => json!({ "enum": words() }),
        Shape::SomeOf(words) => {
            let word = json!({ "enum": words() });
            json!({ "type": "array", "items": word, "minItems": 1, "uniqueItems": true })
        }
        Shape::Each(words) => {
            let word = json!({ "enum": words() });
            json!({ "type": "array", "items": word, "minItems": 1 })
        }
        Shape::Attributes => {
            json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } })
        }
        Shape::Rows => json!({ "type": "array", "items": { "type": "array", "minItems": 2 } }),
        Shape::Table(place) => reference(place),
        Shape::Tables(place, usize::MAX) => {
            json!({ "type": "array", "items": reference(place) })
        }
        Shape::Tables(place, most) => {
            json!({ "type": "array", "items": reference(place), "maxItems": most })
        }
    }
}

fn reference(place: &Place) -> Value {
    json!({ "$ref": format!("#/definitions/{}", place.name) })
}

fn languages() -> impl Iterator<Item = (String, Value)> {
    let text = json!({ "type": "string", "minLength": 1 });
    let languages = Lang::ALL.into_iter();
    languages.map(move |lang| (lang.code().to_owned(), text.clone()))
}

/// One string for all languages, or one for each.
fn text() -> Value {
    let languages: Map<String, Value> = languages().collect();
    let each = json!({
        "type": "object",
        "properties": languages,
        "minProperties": 1,
        "additionalProperties": false,
    });
    json!({ "anyOf": [{ "type": "string", "minLength": 1 }, each] })
}

fn wording() -> Value {
    let alternative = json!({ "anyOf": [
        { "type": "string", "minLength": 1 },
        { "$ref": "#/definitions/alternative" },
    ] });
    let several = json!({ "type": "array", "items": alternative, "minItems": 1 });
    json!({ "anyOf": [{ "$ref": "#/definitions/text" }, several] })
}

/// What the reference says of each key, in the tables under the place's heading.
fn descriptions(place: &Place) -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    let mut inside = false;
    for line in REFERENCE.lines() {
        if line.starts_with('#') {
            inside = line
                .trim_start_matches('#')
                .trim()
                .starts_with(place.heading);
        }
        let row = line.strip_prefix("| `").filter(|_| inside);
        let Some((keys, words)) = row.and_then(|row| row.split_once(" | ")) else {
            continue;
        };
        let words = words.trim_end_matches(['|', ' ']).replace("\\|", "|");
        for key in keys.split(['`', ',', ' ']).filter(|key| !key.is_empty()) {
            found.insert(key, words.replace('`', ""));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_explains_every_key() {
        let others = [&keys::HEAD, &keys::ROUTE, &keys::ROUTE_FORM];
        let places = PLACES.into_iter().chain(others);
        let unexplained = places.flat_map(|place| {
            let known = descriptions(place);
            let names = place.names().filter(move |name| !known.contains_key(name));
            names.map(|name| format!("{}: {name}", place.heading))
        });
        let unexplained: Vec<String> = unexplained.collect();
        assert!(unexplained.is_empty(), "{unexplained:#?}");
    }
}
