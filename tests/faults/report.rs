//! How much is tried, and what is told of it: a row of docs/reports/faults.md for each harness.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

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
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/faults");
        fs::create_dir_all(&folder).unwrap();
        let seconds = self.began.elapsed().as_secs();
        let row = format!("| {done} | {times} | {known} | {seconds} |\n");
        fs::write(folder.join(self.name), row).unwrap();
    }
}
