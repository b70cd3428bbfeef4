//! NOTICE.md names every crate that Cargo.lock brings in, with its licence.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use crate::sources::root;

const TABLE: &str = "| crate | version | licence |\n|---|---|---|\n";
const REWRITE: &str = "KOHTAA_NOTICE=write cargo test notice";

/// The name and version of every package of Cargo.lock but our own.
fn locked() -> Vec<(String, String)> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let lock: toml::Table = lock.parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .filter(|package| package.get("source").is_some())
        .map(|package| {
            let text = |key: &str| package[key].as_str().unwrap().to_owned();
            (text("name"), text("version"))
        })
        .collect()
}

/// The rows of the table as cargo knows the crates, which asks it to fetch those of other platforms too.
fn rows() -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--all-features",
    ]);
    let output = command.current_dir(root()).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let known = metadata["packages"].as_array().unwrap();
    let mut rows = String::new();
    for (name, version) in locked() {
        let package = known
            .iter()
            .find(|package| package["name"] == *name && package["version"] == *version);
        let licence = package.and_then(|package| package["license"].as_str());
        let licence = licence
            .unwrap_or("in the crate's own file")
            .replace('/', " OR ");
        let licence = licence.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(rows, "| {name} | {version} | {licence} |").unwrap();
    }
    rows
}

#[test]
fn notice_names_every_crate() {
    let path = root().join("NOTICE.md");
    let notice = fs::read_to_string(&path).unwrap();
    let (head, table) = notice.split_once(TABLE).unwrap();
    if std::env::var("KOHTAA_NOTICE").is_ok_and(|word| word == "write") {
        fs::write(&path, format!("{head}{TABLE}{}", rows())).unwrap();
        return;
    }
    let listed: Vec<(String, String)> = table
        .lines()
        .map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            let mut cell = || cells.next().unwrap_or_default().to_owned();
            (cell(), cell())
        })
        .collect();
    assert!(
        listed == locked(),
        "NOTICE.md is not that of Cargo.lock; write it anew with `{REWRITE}` and read the difference"
    );
}
