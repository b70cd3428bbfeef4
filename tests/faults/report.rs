//! How much is tried, and what is told of it: a row of docs/reports/faults.md for each harness.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use sha2::{Digest, Sha256};

/// Whether everything is tried, as before a release.
pub fn is_whole() -> bool {
    std::env::var("KOHTAA_FAULTS").is_ok_and(|wanted| wanted == "whole")
}

/// A harness at work.
pub struct Trial {
    name: &'static str,
    began: Instant,
}

impl Trial {
    /// `name` gives the row its place among the others.
    pub fn begin(name: &'static str) -> Trial {
        Trial {
            name,
            began: Instant::now(),
        }
    }

    /// Told once nothing was found: what was done, how many times, and what is worth knowing of it.
    pub fn passed(self, done: &str, times: usize, known: &str) {
        let folder = root().join("target/faults");
        fs::create_dir_all(&folder).unwrap();
        let seconds = self.began.elapsed().as_secs();
        let row = format!("| {done} | {times} | {known} | {seconds} |\n");
        fs::write(folder.join(self.name), row).unwrap();
    }
}

/// The rooms that `.ci/faults` sums up.
const ROOMS: [&str; 3] = ["src/vault/", "src/desk/", "src/sys/"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn written() -> String {
    fs::read_to_string(root().join("docs/reports/faults.md")).unwrap()
}

fn hash_of_sources() -> String {
    let mut files: Vec<PathBuf> = ROOMS
        .iter()
        .flat_map(|room| crate::support::counsellor::files(&root().join(room)))
        .collect();
    files.sort();
    let mut digest = Sha256::new();
    files
        .iter()
        .for_each(|file| digest.update(fs::read(file).unwrap()));
    digest
        .finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[test]
#[ignore = "before a release: .ci/faults whole tries again and writes the report"]
fn the_report_tells_of_as_much_as_is_promised() {
    for (done, least) in [
        ("killed at a random moment", 500),
        ("killed at a system call", 1_000),
        ("a write, sync, truncation", 1_000),
        ("the power cut", 200),
    ] {
        let report = written();
        let row = report.lines().find(|row| row.contains(done));
        let cells: Vec<&str> = row.unwrap_or_else(|| panic!("{done}")).split('|').collect();
        assert!(
            cells[2].trim().parse::<usize>().unwrap() >= least,
            "{cells:?}"
        );
    }
}

#[test]
#[ignore = "before a release: .ci/faults whole tries again and writes the report"]
fn what_was_tried_is_what_stands_in_the_sources() {
    let hash = hash_of_sources();
    assert!(
        written().contains(&hash),
        "run .ci/faults whole: the sources are {hash} now"
    );
}
