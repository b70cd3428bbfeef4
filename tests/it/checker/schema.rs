//! The schema that editors read: fresh, fitting every shipped form, and refusing what the checker refuses.

use std::fs;

use serde_json::{Map, Value};

use crate::forms::{HEAD, ITEMS};
use crate::sources::root;

fn schema() -> Value {
    let text = fs::read_to_string(root().join("forms/form.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Whether `value` is as `schema` says: the part of draft 7 that ours uses, and nothing silently beside.
fn fits(whole: &Value, schema: &Value, value: &Value) -> bool {
    let rules = match schema {
        Value::Bool(allowed) => return *allowed,
        other => other.as_object().unwrap(),
    };
    rules
        .iter()
        .all(|(rule, said)| keeps(whole, rules, rule, said, value))
}

fn keeps(
    whole: &Value,
    rules: &Map<String, Value>,
    rule: &str,
    said: &Value,
    value: &Value,
) -> bool {
    let all = |schemas: &Value| {
        schemas
            .as_array()
            .unwrap()
            .iter()
            .all(|one| fits(whole, one, value))
    };
    let number = |limit: &Value| limit.as_f64().unwrap();
    match rule {
        "$schema" | "title" | "description" | "definitions" | "else" => true,
        "$ref" => {
            let name = said.as_str().unwrap().strip_prefix('#').unwrap();
            fits(whole, whole.pointer(name).unwrap(), value)
        }
        "type" => is_of_type(value, said.as_str().unwrap()),
        "enum" => said.as_array().unwrap().contains(value),
        "allOf" => all(said),
        "anyOf" => said
            .as_array()
            .unwrap()
            .iter()
            .any(|one| fits(whole, one, value)),
        "if" => fits(whole, said, value) || fits(whole, &rules["else"], value),
        "properties" => value.as_object().is_none_or(|table| {
            let mut known = said.as_object().unwrap().iter();
            known.all(|(key, schema)| {
                table
                    .get(key)
                    .is_none_or(|value| fits(whole, schema, value))
            })
        }),
        "additionalProperties" => value.as_object().is_none_or(|table| {
            assert_eq!(said, false);
            table
                .keys()
                .all(|key| rules["properties"].get(key).is_some())
        }),
        "required" => value.as_object().is_none_or(|table| {
            said.as_array()
                .unwrap()
                .iter()
                .all(|key| table.contains_key(key.as_str().unwrap()))
        }),
        "items" => value
            .as_array()
            .is_none_or(|array| array.iter().all(|one| fits(whole, said, one))),
        "minItems" => value
            .as_array()
            .is_none_or(|array| array.len() as f64 >= number(said)),
        "maxItems" => value
            .as_array()
            .is_none_or(|array| array.len() as f64 <= number(said)),
        "minProperties" => value
            .as_object()
            .is_none_or(|table| table.len() as f64 >= number(said)),
        "uniqueItems" => value.as_array().is_none_or(|array| {
            array
                .iter()
                .enumerate()
                .all(|(at, one)| !array[..at].contains(one))
        }),
        "minLength" => value
            .as_str()
            .is_none_or(|text| text.chars().count() as f64 >= number(said)),
        "maxLength" => value
            .as_str()
            .is_none_or(|text| text.chars().count() as f64 <= number(said)),
        "minimum" => value.as_f64().is_none_or(|have| have >= number(said)),
        "maximum" => value.as_f64().is_none_or(|have| have <= number(said)),
        "pattern" => value
            .as_str()
            .is_none_or(|text| matches_pattern(text, said.as_str().unwrap())),
        other => panic!("the test does not know the rule {other}"),
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        other => panic!("the test does not know the type {other}"),
    }
}

fn matches_pattern(text: &str, pattern: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    match pattern {
        "^[a-z][a-z0-9_]*$" => {
            first.is_ascii_lowercase()
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        }
        "^[bdes][0-9]{1,5}$" => {
            let digits = text.get(1..).unwrap_or_default();
            "bdes".contains(first)
                && (1..=5).contains(&digits.len())
                && digits.chars().all(|c| c.is_ascii_digit())
        }
        other => panic!("the test does not know the pattern {other}"),
    }
}

fn form_fits(text: &str) -> bool {
    let schema = schema();
    let form: toml::Table = toml::from_str(text).unwrap();
    fits(&schema, &schema, &serde_json::to_value(form).unwrap())
}

#[test]
fn the_file_is_what_the_program_writes() {
    let written = fs::read_to_string(root().join("forms/form.schema.json")).unwrap();
    let fresh = format!("{:#}\n", kohtaa::form::schema());
    assert!(
        written == fresh,
        "run `kohtaa form schema --out forms/form.schema.json`"
    );
}

#[test]
fn every_shipped_form_fits_and_says_where_its_schema_is() {
    for entry in fs::read_dir(root().join("forms")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with("#:schema ./form.schema.json\n"),
                "{}",
                path.display()
            );
            assert!(form_fits(&text), "{}", path.display());
        }
    }
}

#[test]
fn faulty_forms_do_not_fit() {
    let sound = format!("{HEAD}{ITEMS}");
    assert!(form_fits(&sound));
    for (from, to) in [
        ("format = 1", "format = 2"),
        ("licence = \"EUPL-1.2\"\n", ""),
        ("label = \"Uni\"", "lable = \"Uni\""),
        ("label = \"Uni\"", "label = { fi = \"Uni\", sw = \"x\" }"),
        ("kind = \"date\"", "kind = \"dat\""),
        ("id = \"sleep\"", "id = \"Sleep\""),
        ("label = \"Uni\"", "label = \"Uni\"\nrole = \"theem\""),
        ("label = \"Uni\"", "label = \"Uni\"\nicf = [\"x1\"]"),
        ("label = \"Uni\"", "label = \"Uni\"\nembed = \"plan\""),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nconstraint = [{ expr = \"true\" }]",
        ),
        ("score = 1, ", "score = \"1\", "),
        ("score = 1, ", "key = \"ab\", "),
        (
            "languages = [\"fi\", \"sv\"]",
            "languages = [\"fi\", \"fi\"]",
        ),
    ] {
        assert!(sound.contains(from), "{from}");
        assert!(!form_fits(&sound.replacen(from, to, 1)), "{to}");
    }
}
