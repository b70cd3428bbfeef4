//! The instructions that a key costs, counted by valgrind: whatever else the machine does, it hides nothing here.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use super::*;
use long_forms::{KEYS_OF, in_form};

/// Set, the counts are written down instead of held against those written down.
const WRITE: &str = "KOHTAA_WRITE_COUNTS";
/// Other compilers and libraries count a little differently.
const MARGIN: f64 = 1.15;
const SIZES: [usize; 3] = [100, 551, 10_000];
/// Keys of a short and of a long run: what differs between them is theirs alone.
const RUNS: [usize; 2] = [8, 40];
/// Between two keys.
const CALM: Duration = Duration::from_millis(200);

fn report() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reports/keys.md")
}

/// Thousands of instructions that a key costs: of the threads that read it and draw, and of those that keep the answer.
struct Cost {
    seen: u64,
    kept: u64,
}

/// What each thread has done in a run of so many keys.
fn run(items: usize, first: &[&str], keys: &[&str], count: usize) -> Vec<u64> {
    let folder = tempfile::tempdir().unwrap();
    let out = format!("--callgrind-out-file={}/out", folder.path().display());
    let log = format!("--log-file={}/log", folder.path().display());
    let program = std::env::var("KOHTAA_TEST_PROGRAM");
    let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_kohtaa").to_owned());
    let tool = "--tool=callgrind";
    let words = [
        tool,
        "--separate-threads=yes",
        &out,
        &log,
        &program,
        "--lang",
        "fi",
    ];
    let mut pty = in_form(items, Launch::program("valgrind", &words));
    for key in first {
        pty.answer(key);
    }
    for at in 0..count {
        pty.answer(keys[at % keys.len()]);
        // Two keys that wait together may show nothing, and so slow a program needs a moment for one.
        sleep(CALM);
    }
    sleep(Duration::from_secs(1));
    pty.signal(Signal::TERM);
    pty.wait_exit_within(Duration::from_secs(60));
    (1..=9)
        .map_while(|thread| fs::read_to_string(folder.path().join(format!("out-{thread:02}"))).ok())
        .map(|text| total(&text))
        .collect()
}

fn total(text: &str) -> u64 {
    let totals = text.lines().find_map(|line| line.strip_prefix("totals: "));
    totals.unwrap().trim().parse().unwrap()
}

fn cost(items: usize, first: &[&str], keys: &[&str]) -> Cost {
    let [short, long] = RUNS.map(|count| run(items, first, keys, count));
    let more = long.iter().zip(&short);
    let more: Vec<u64> = more
        .map(|(long, short)| long.saturating_sub(*short))
        .collect();
    let keys = u64::try_from(RUNS[1] - RUNS[0]).unwrap() * 1000;
    Cost {
        seen: more[..3].iter().sum::<u64>() / keys,
        kept: more[3..].iter().sum::<u64>() / keys,
    }
}

#[test]
#[ignore = "needs valgrind and minutes: .ci/keys counts"]
fn a_key_costs_no_more_instructions_than_written_down() {
    let _turn = turn();
    let before = fs::read_to_string(report()).unwrap_or_default();
    let (mut rows, mut missed) = (String::new(), Vec::new());
    for (what, first, keys) in KEYS_OF {
        for items in SIZES {
            let Cost { seen, kept } = cost(items, first, keys);
            let name = format!("| {what} | {items} |");
            println!("{name} {seen} | {kept} |");
            let _ = writeln!(rows, "{name} {seen} | {kept} |");
            let line = before.lines().find_map(|line| line.strip_prefix(&name));
            let most = line.and_then(|line| line.split('|').next()?.trim().parse::<f64>().ok());
            if most.is_none_or(|most| seen as f64 > most * MARGIN) {
                missed.push(format!("{name} {seen}, written down is {most:?}"));
            }
        }
    }
    if std::env::var_os(WRITE).is_some() {
        return fs::write(report(), written(&before, &rows)).unwrap();
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// The report with other rows in its table of counts.
fn written(before: &str, rows: &str) -> String {
    let is_count = |line: &&str| {
        KEYS_OF
            .iter()
            .any(|(what, ..)| line.starts_with(&format!("| {what} |")))
    };
    let mut text = String::new();
    for line in before.lines().filter(|line| !is_count(line)) {
        let _ = writeln!(text, "{line}");
        if line == "|---|---|---|---|" {
            text.push_str(rows);
        }
    }
    text
}
