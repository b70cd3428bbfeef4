//! How much memory a loaded form takes, in a process that has done nothing else.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use super::measure::started;
use crate::form::{Source, load_for_use};
use crate::sys::process::{self, Memory};

/// In mebibytes.
#[derive(Debug, Clone, Copy)]
pub struct Resident {
    /// What loading added to the empty program.
    pub added: f64,
    /// The most that the program ever took.
    pub peak: f64,
}

/// Has `fresh`, a command that ends in [`answer`], load the form.
pub fn of(mut fresh: Command, source: &Source) -> io::Result<Option<Resident>> {
    let mut child = fresh.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(&source.bytes)?;
    }
    let said = child.wait_with_output()?.stdout;
    let said = String::from_utf8_lossy(&said);
    let mut numbers = said.split_whitespace().filter_map(|word| word.parse().ok());
    let resident = numbers.next().zip(numbers.next());
    Ok(resident.map(|(added, peak)| Resident { added, peak }))
}

/// Loads the form that comes in, works it out once, and tells what that took.
pub fn answer(input: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let empty = process::memory();
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let loaded = load_for_use(&Source::new("form.toml", bytes));
    process::give_back_memory();
    let response = loaded.map(|loaded| started(loaded.form));
    if let (Some(empty), Some(full), Ok(_)) = (empty, process::memory(), &response) {
        let Memory { resident, peak } = full;
        let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let added = mebibytes(resident.saturating_sub(empty.resident));
        writeln!(out, "{added} {}", mebibytes(peak))?;
    }
    Ok(())
}
