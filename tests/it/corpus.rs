//! Everything that fuzzing started from or found, through the same targets once more.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::sources::sources;
use crate::targets::TARGETS;

fn folder(target: &str) -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let files = fs::read_dir(root.join(target)).unwrap_or_else(|error| panic!("{target}: {error}"));
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_input_of_the_corpus_is_still_taken_well() {
    let mut bytes_in_all = 0;
    for (name, target) in TARGETS {
        let files = folder(name);
        assert!(files.len() >= 5, "{name} has no corpus");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            bytes_in_all += bytes.len();
            let taken = std::panic::catch_unwind(|| target(&bytes));
            assert!(taken.is_ok(), "{}", file.display());
        }
    }
    assert!(bytes_in_all < 1024 * 1024, "{bytes_in_all} bytes of corpus");
}

/// The sources that fuzzing reaches, as the report names them.
fn hash_of_sources() -> String {
    let rooms = ["src/form/", "src/response/", "src/lang/"];
    let decoder = [
        "src/tui/decode.rs",
        "src/tui/paste.rs",
        "src/tui/sequence.rs",
    ];
    let mut sources = sources();
    sources.retain(|source| {
        let path = source.path.as_str();
        rooms.iter().any(|room| path.starts_with(room)) || decoder.contains(&path)
    });
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    let mut digest = Sha256::new();
    sources
        .iter()
        .for_each(|source| digest.update(&source.text));
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn report() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/reports/fuzz.md");
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_report_tells_of_every_target_and_that_nothing_was_found() {
    for (name, _) in TARGETS {
        let report = report();
        let line = report
            .lines()
            .find(|line| line.starts_with(&format!("| {name} |")));
        let cells: Vec<&str> = line
            .unwrap_or_else(|| panic!("{name}"))
            .split('|')
            .map(str::trim)
            .collect();
        assert!(cells[2].parse::<u64>().unwrap() > 100, "{cells:?}");
        assert_eq!(cells[5], "nothing", "{cells:?}");
    }
}

#[test]
#[ignore = "before a release: .ci/fuzz fuzzes again and writes the report"]
fn what_was_fuzzed_is_what_stands_in_the_sources() {
    let hash = hash_of_sources();
    assert!(
        report().contains(&hash),
        "run .ci/fuzz: the sources are {hash} now"
    );
}
