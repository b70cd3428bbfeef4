//! What the README promises is tested by tests that exist, and nothing counts what nobody may count.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::root;
use crate::vault::files;

/// Every test function under `tests/` and `src/`.
fn tests() -> BTreeSet<String> {
    let mut all = files(&root().join("tests"));
    all.extend(files(&root().join("src")));
    all.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    let mut names = BTreeSet::new();
    for file in all {
        let text = fs::read_to_string(file).unwrap();
        let mut lines = text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if line != "#[test]" {
                continue;
            }
            let name = lines.find_map(|line| line.strip_prefix("fn "));
            names.extend(name.and_then(|line| Some(line.split_once('(')?.0.to_owned())));
        }
    }
    names
}

#[test]
fn every_test_that_the_readme_names_exists() {
    let known = tests();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let rows: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| P"))
        .collect();
    let numbers: Vec<&str> = rows
        .iter()
        .map(|row| row[2..].split(' ').next().unwrap())
        .collect();
    let wanted: Vec<String> = (1..=16).map(|n| format!("P{n}")).collect();
    assert_eq!(numbers, wanted);
    for row in rows {
        let named: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty() || row.contains("not yet"), "{row}");
        for name in named {
            assert!(known.contains(name), "{name} in {row}");
        }
    }
}

#[test]
fn every_test_that_is_told_of_faults_exists() {
    let known = tests();
    let page = fs::read_to_string(root().join("docs/reliability.md")).unwrap();
    let named: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| name.matches('_').count() > 3)
        .collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        assert!(known.contains(name), "{name}");
    }
}

#[test]
fn every_test_that_the_table_of_terminal_traps_names_exists() {
    let known = tests();
    let table = fs::read_to_string(root().join("docs/terminal.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    let mut numbers = Vec::new();
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.split(" | ").collect();
        numbers.extend(cells[0][2..].split(' ').next().unwrap().parse::<u8>());
        let named: Vec<&str> = cells[2].split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{row}");
        for name in named {
            assert!(known.contains(name), "{name} in {row}");
        }
    }
    assert_eq!(numbers, (1..=25).collect::<Vec<u8>>());
}

/// Words for breach of duty, sanction, the reason of an absence, attitude.
const FORBIDDEN: [&str; 22] = [
    "laiminly",
    "rikkom",
    "karenssi",
    "sanktio",
    "poissaolon syy",
    "asenne",
    "yhteistyöhalu",
    "työhalut",
    "försumm",
    "sanktion",
    "karens",
    "frånvaroorsak",
    "inställning till",
    "samarbetsvilja",
    "breach of duty",
    "sanction",
    "no_show",
    "no-show",
    "absence_reason",
    "reason for absence",
    "attitude",
    "non-compliance",
];

#[test]
fn no_form_state_or_table_knows_breach_sanction_reason_of_absence_or_attitude() {
    let mut read = Vec::new();
    for folder in [
        "forms",
        "forms/demo",
        "forms/guide",
        "forms/lists",
        "forms/start",
    ] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                read.push(path);
            }
        }
    }
    for file in [
        "src/vault/schema.rs",
        "src/casework/event.rs",
        "src/casework/rows.rs",
        "src/form/role.rs",
    ] {
        read.push(root().join(file));
    }
    assert!(read.len() > 8);
    for file in read {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        for (number, line) in (1..).zip(text.lines()) {
            let found = FORBIDDEN.iter().find(|word| line.contains(*word));
            assert!(
                found.is_none(),
                "{}:{number}: {found:?} in {line}",
                file.display()
            );
        }
    }
    // A meeting that did not take place has a state and nothing more.
    let schema = fs::read_to_string(root().join("src/vault/schema.rs")).unwrap();
    let session = schema.split("CREATE TABLE session (").nth(1).unwrap();
    let session = session.split(") STRICT").next().unwrap();
    assert!(
        !session.contains("reason") && !session.contains("count"),
        "{session}"
    );
}
