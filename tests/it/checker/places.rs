//! Many faults in one file are told in one run, each at its place, in every language.

use std::process::Command;

use kohtaa::lang::Lang;
use serde_json::Value;

use crate::forms::{found, shown};

/// Twelve faults of different sorts, broken TOML among them.
const TWELVE: &str = r#"format = 1
id = "twelve"
languages = ["fi", "svv"]
title = { fi = "Lomake", sv = "Blankett" }
licence = "CC0"
source = "own work"
subject = "client"
retention = 24
permision = "x"

[[choices]]
id = "able"
options = [
  { code = "no", fi = "En", sv = "Nej" },
  { code = "no", fi = "Joo", sv = "Jo" },
]

[[section]]
id = "main"
title = { fi = "Osa", sv = "Del" }

[[item]]
section = "mian"
id = "sleep"
kind = "singel"
label = { fi = "Uni", sv = "Sömn" }

[[item]]
section = "main"
id = "rest"
kind = "single"
choices = "abel"
label = { fi = "Lepo {sleeep}", sv = "Vila" }
role = "them"

[[item]]
section = "main"
id = "sum"
kind = "computed"
label = { fi = "Summa", sv = "Summa" }
calculation = "summ([rest])"
relevant = "sleep = "

[[item]]
section = "main"
id = "note"
kind = note
label = { fi = "Muu", sv = "Annat" }
"#;

const PLACES: [(usize, usize, &str, Option<&str>); 12] = [
    (3, 20, "form-unknown-word", Some("sv")),
    (8, 13, "form-wrong-type", None),
    (9, 1, "form-unknown-key", Some("permission")),
    (15, 12, "form-duplicate", None),
    (23, 11, "form-unknown-section", Some("main")),
    (25, 8, "form-unknown-word", Some("single")),
    (32, 11, "form-unknown-choices", Some("able")),
    (33, 23, "form-unknown-name", Some("sleep")),
    (34, 8, "form-unknown-word", Some("theme")),
    (41, 16, "form-unknown-function", Some("sum")),
    (42, 21, "form-expr-ends", None),
    (47, 8, "form-toml-unquoted", None),
];

#[test]
fn twelve_faults_are_told_each_with_line_column_and_what_was_meant() {
    let found = found(TWELVE);
    let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
    let places: Vec<_> = errors
        .iter()
        .map(|found| (found.line, found.column, found.code()))
        .collect();
    let expected: Vec<_> = PLACES
        .iter()
        .map(|(line, column, code, _)| (*line, *column, *code))
        .collect();
    assert_eq!(places, expected, "{}", shown(&found));
    for (fault, (.., meant)) in errors.iter().zip(PLACES) {
        let Some(meant) = meant else { continue };
        for lang in Lang::INTERFACE {
            let help = fault.report(lang).help.unwrap_or_default();
            assert!(help.contains(meant), "{meant}: {help}");
        }
    }
    let said = |lang| {
        errors
            .iter()
            .map(|fault| fault.report(lang).message)
            .collect::<Vec<_>>()
    };
    let [fi, sv, en] = Lang::INTERFACE.map(said);
    for at in 0..errors.len() {
        assert!(
            fi[at] != sv[at] && sv[at] != en[at] && fi[at] != en[at],
            "{}",
            fi[at]
        );
    }
}

fn check(arguments: &[&str]) -> (i32, Value) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kohtaa"))
        .env("KOHTAA_HOME", home.path())
        .args(["form", "check", "--json"])
        .args(arguments)
        .output()
        .unwrap();
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code().unwrap(), json)
}

#[test]
fn scripts_read_the_same_in_a_form_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("twelve.toml");
    std::fs::write(&file, TWELVE).unwrap();
    let (code, json) = check(&[file.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert_eq!(json["schema"], "kohtaa.form-check/1");
    assert_eq!(json["files"], 1);
    assert_eq!(json["errors"], PLACES.len());
    let first = json["diagnostics"][0].as_object().unwrap();
    let keys: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "code", "column", "file", "help", "line", "message", "severity"
        ]
    );
    assert_eq!(first["code"], "form-unknown-word");
    assert_eq!((&first["line"], &first["column"]), (&3.into(), &20.into()));
    assert_eq!(check(&[]).0, 0, "the shipped forms");
    assert_eq!(check(&["--no-such-option"]).0, 2);
    assert_eq!(check(&["no-such-file.toml"]).0, 1);
}
