//! The plan of the house: which room may know which, and which crates come into it.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{Source, root, sources};

/// A room, the rooms it knows directly, and the crates it may name beside those that every room may.
struct Room {
    name: &'static str,
    knows: &'static [&'static str],
    crates: &'static [&'static str],
}

/// Crates of plain value types, which whoever handles the values may name.
const EVERYWHERE: [&str; 5] = ["serde", "chrono", "thiserror", "uuid", "rust_decimal"];

/// A room may also use every room below one it may use.
const ROOMS: [Room; 19] = [
    room(
        "lang",
        &[],
        &["fluent_bundle", "unic_langid", "unicode_normalization"],
    ),
    room(
        "form",
        &["lang"],
        &[
            "toml",
            "annotate_snippets",
            "regex",
            "sha2",
            "serde_json",
            "include_dir",
            "unicode_normalization",
            "unicode_width",
        ],
    ),
    room("response", &["form"], &["unicode_segmentation"]),
    room("casework", &["response"], &[]),
    room(
        "vault",
        &["casework", "sys"],
        &[
            "rusqlite",
            "age",
            "hkdf",
            "hmac",
            "sha2",
            "zeroize",
            "serde_json",
            "getrandom",
        ],
    ),
    room("paper", &["casework"], &["minijinja", "typst"]),
    room(
        "exchange",
        &["casework"],
        &[
            "calamine",
            "rust_xlsxwriter",
            "csv",
            "quick_xml",
            "serde_json",
            "age",
        ],
    ),
    room(
        "app",
        &["casework"],
        &[
            "unicode_segmentation",
            "unicode_width",
            "nucleo_matcher",
            // Secrets pass through on their way to the vault and are wiped behind it.
            "zeroize",
        ],
    ),
    room(
        "ui",
        &["app"],
        &["ratatui", "unicode_segmentation", "unicode_width"],
    ),
    room(
        "desk",
        &["app", "vault", "paper", "exchange", "sys"],
        &["zeroize"],
    ),
    room("tui", &["ui", "app", "desk", "sys"], &["ratatui"]),
    room("plain", &["app", "desk"], &["unicode_width"]),
    room("sys", &[], &["rustix", "libc", "signal_hook", "getrandom"]),
    room("config", &["app"], &["toml"]),
    room("paths", &["lang", "sys"], &["directories"]),
    room(
        "doctor",
        &["desk", "tui", "config", "paths", "sys"],
        &["serde_json"],
    ),
    room(
        "cli",
        &[
            "tui", "plain", "desk", "exchange", "form", "config", "paths", "doctor", "sys",
        ],
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "directories",
            "toml",
            "serde_json",
            "zeroize",
        ],
    ),
    room("main", &["cli"], &[]),
    room("lib", &[], &[]),
];

const fn room(
    name: &'static str,
    knows: &'static [&'static str],
    crates: &'static [&'static str],
) -> Room {
    Room {
        name,
        knows,
        crates,
    }
}

/// Rooms whose outcome depends on their arguments alone.
const PURE: [&str; 6] = ["lang", "form", "response", "casework", "app", "ui"];

/// What a pure room cannot call: the clock, chance, the disk, the net, other threads and processes, the environment.
const IMPURE: [&str; 14] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::time::Instant",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "new_v4",
    "now_v7",
    "getrandom",
    "File::open",
];

const LONGEST: usize = 500;
/// Tables that are long because they list things.
const TABLES: [&str; 1] = ["src/app/commands.rs"];

fn find(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// Every room that `name` may use: itself, those it knows, and all below them.
fn reachable(name: &str) -> BTreeSet<&'static str> {
    let mut rooms = BTreeSet::new();
    let mut ahead: Vec<&Room> = find(name).into_iter().collect();
    while let Some(room) = ahead.pop() {
        if rooms.insert(room.name) {
            ahead.extend(room.knows.iter().filter_map(|below| find(below)));
        }
    }
    rooms
}

fn report(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}\n{}", faults.join("\n"));
}

/// `line` cut at every `word`, keeping what follows it, where the word is not the end of a longer one.
fn after<'a>(line: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(word).filter_map(move |(at, _)| {
        let before = line[..at].chars().next_back();
        let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':');
        whole.then(|| &line[at + word.len()..])
    })
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The first words of the parts of a braced list that `text` begins with, e.g. of `{a::b, c::{d, e}};`.
fn braced(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut words = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(c, '{' | ',') {
            words.push(first_word(text[at + 1..].trim_start()));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The rooms that a file names, with the lines where it does.
fn named_rooms(file: &Source) -> Vec<(usize, &str)> {
    let mut named = Vec::new();
    for (number, line) in file.code() {
        for root in ["crate::", "kohtaa::"] {
            for rest in after(line, root) {
                match rest.starts_with('{') {
                    true => named.extend(
                        braced(from(file, number, rest))
                            .into_iter()
                            .map(|w| (number, w)),
                    ),
                    false => named.push((number, first_word(rest))),
                }
            }
        }
    }
    named
}

/// The file's text from `rest`, which ends line `number`.
fn from<'a>(file: &'a Source, number: usize, rest: &str) -> &'a str {
    let through: usize = file
        .text
        .split_inclusive('\n')
        .take(number)
        .map(str::len)
        .sum();
    let line_end = file.text[..through].trim_end_matches(['\n', '\r']).len();
    &file.text[line_end - rest.len()..]
}

#[test]
fn every_file_stands_in_a_room_of_the_plan() {
    for file in sources() {
        let name = file.room();
        assert!(
            find(name).is_some(),
            "{}: the plan has no room `{name}`",
            file.path
        );
    }
}

#[test]
fn rooms_know_only_the_rooms_below_them() {
    let mut faults = Vec::new();
    for file in sources() {
        let allowed = reachable(file.room());
        for (number, named) in named_rooms(&file) {
            if find(named).is_some() && !allowed.contains(named) {
                faults.push(format!(
                    "{}:{number}: {} knows {named}",
                    file.path,
                    file.room()
                ));
            }
        }
        let depth = file
            .path
            .trim_start_matches("src/")
            .trim_end_matches("/mod.rs")
            .split('/')
            .count();
        let out = "super::".repeat(depth);
        let leaves =
            |line: &str| depth > 0 && file.room() != "lib" && after(line, &out).next().is_some();
        for (number, _) in file.code().filter(|(_, line)| leaves(line)) {
            faults.push(format!(
                "{}:{number}: write `crate::room` to leave a room",
                file.path
            ));
        }
    }
    report(
        &faults,
        "An arrow that the plan of the house does not have:",
    );
}

#[test]
fn rooms_name_only_their_own_crates() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let names: Vec<String> = dependencies
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    let mut faults = Vec::new();
    for file in sources() {
        let Some(room) = find(file.room()) else {
            continue;
        };
        for (number, line) in file.code() {
            for name in &names {
                let allowed =
                    EVERYWHERE.contains(&name.as_str()) || room.crates.contains(&name.as_str());
                if !allowed && after(line, &format!("{name}::")).next().is_some() {
                    faults.push(format!(
                        "{}:{number}: {} names {name}",
                        file.path, room.name
                    ));
                }
            }
            if room.name != "tui" && line.contains("crossterm") {
                faults.push(format!(
                    "{}:{number}: only tui knows the terminal",
                    file.path
                ));
            }
        }
    }
    report(
        &faults,
        "A crate in a room that the plan does not give it to:",
    );
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| PURE.contains(&file.room())) {
        for (number, line) in file.code() {
            // Loading is the one thing in `form` that meets the disk.
            let loads =
                file.room() == "form" && (line.contains("std::fs") || line.contains("File::open"));
            for call in IMPURE.iter().filter(|call| line.contains(**call) && !loads) {
                faults.push(format!("{}:{number}: {call}", file.path));
            }
        }
    }
    report(
        &faults,
        "These rooms are pure; take what is needed as an argument:",
    );
}

#[test]
fn files_are_short_enough_to_be_read() {
    let mut faults = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        if lines > LONGEST && !TABLES.contains(&file.path.as_str()) {
            faults.push(format!("{}: {lines} lines", file.path));
        }
    }
    report(
        &faults,
        "No file is longer than 500 lines; find the two things that this one is:",
    );
}

#[test]
fn every_file_says_what_it_is() {
    let silent = |file: &Source| file.room() != "main" && !file.text.starts_with("//! ");
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(silent)
        .map(|file| file.path)
        .collect();
    report(&faults, "A module opens with one sentence after `//!`:");
}

#[test]
fn only_the_edges_print() {
    let mut faults = Vec::new();
    for file in sources() {
        if matches!(file.room(), "cli" | "plain") {
            continue;
        }
        for (number, line) in file.code() {
            for print in ["println!", "print!", "eprintln!", "eprint!", "dbg!"] {
                if after(line, print).next().is_some() {
                    faults.push(format!("{}:{number}: {print}", file.path));
                }
            }
        }
    }
    report(&faults, "Only cli and plain write to the standard streams:");
}

#[test]
fn only_sys_is_unsafe() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| file.room() != "sys") {
        for (number, line) in file.code() {
            let follows = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if after(line, "unsafe").any(follows) || line.contains("(unsafe_code)") {
                faults.push(format!("{}:{number}", file.path));
            }
        }
    }
    report(&faults, "`unsafe` belongs to sys alone:");
}

#[test]
fn no_shipped_id_is_written_in_the_code() {
    let ids = shipped_ids();
    let mut faults = Vec::new();
    for file in sources() {
        for (number, literal) in file.literals() {
            if ids.contains(&literal) {
                faults.push(format!("{}:{number}: \"{literal}\"", file.path));
            }
        }
    }
    report(
        &faults,
        "A form is data: find things by their role, not by the id that a shipped form gives them:",
    );
}

/// The words of the form language: whatever its description shows as code. A form may use them as ids too.
fn language() -> BTreeSet<String> {
    let described = fs::read_to_string(root().join("forms/README.md")).unwrap();
    let code = described.split('`').skip(1).step_by(2);
    code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .map(str::to_owned)
        .collect()
}

/// The ids of the shipped forms, and of their parts those that cannot be mistaken for ordinary words.
fn shipped_ids() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for entry in fs::read_dir(root().join("forms")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let form: toml::Table = text.parse().unwrap();
        ids.extend(
            form.get("id")
                .and_then(toml::Value::as_str)
                .map(str::to_owned),
        );
        for part in ["choices", "section", "item", "score"] {
            let parts = form.get(part).and_then(toml::Value::as_array);
            let named = parts
                .into_iter()
                .flatten()
                .filter_map(|part| part.get("id")?.as_str());
            ids.extend(named.filter(|id| id.contains('_')).map(str::to_owned));
        }
    }
    let language = language();
    ids.retain(|id| !language.contains(id));
    ids
}

#[test]
fn the_reading_of_sources_sees_what_it_should() {
    let text = "use crate::{app::{key, x}, ui};\nuse crate::{\n    vault,\n    desk::Run,\n};\nlet a = \"q\\\"r\"; crate::form::load();\n";
    let file = Source {
        path: "src/lang/x.rs".to_owned(),
        text: text.to_owned(),
    };
    let named = named_rooms(&file);
    let wanted = [
        (1, "app"),
        (1, "ui"),
        (2, "vault"),
        (2, "desk"),
        (6, "form"),
    ];
    assert_eq!(named, wanted);
    assert_eq!(file.literals(), [(6, "q\\\"r".to_owned())]);
    assert_eq!(file.room(), "lang");
    assert!(reachable("ui").contains("lang") && !reachable("ui").contains("vault"));
}
