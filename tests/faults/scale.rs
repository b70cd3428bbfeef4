//! The first scale of the short self-assessment, answered again and again, and what the disk holds of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use kohtaa::form::Id;
use kohtaa::response::{Path as AnswerPath, Value};
use kohtaa::vault::Place;
use tempfile::TempDir;

use crate::support::counsellor::*;
use crate::support::house::opened;
use crate::support::pty::Pty;

pub const FIRST: &str = "Kuinka hyvin jaksaisit";
pub const NOT_SAVED: &str = "ei tallennettu";

pub fn to_the_first(pty: &mut Pty) {
    press(pty, "pageup pageup up up up up up up up up up up up");
    pty.wait_until("the first scale", |screen| {
        focused(screen).starts_with(FIRST)
    });
}

/// Answers it, and waits until it is said whether that is saved.
pub fn answer(pty: &mut Pty, digit: u64) {
    to_the_first(pty);
    pty.type_text(&digit.to_string());
    pty.wait_until("the answer, and whether it is saved", |screen| {
        let text = screen.text();
        let moved = !focused(screen).starts_with(FIRST);
        moved && (text.contains(SAVED) || text.contains(NOT_SAVED))
    });
}

/// What a closed vault holds of it; all of the vault is sound.
pub fn saved(home: &Path) -> Option<u64> {
    let vault = opened(&place(home), PASSPHRASE).unwrap();
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    let session = vault.sessions(None, 1).unwrap()[0].id;
    let path = AnswerPath::top(Id::new("work"));
    let responses = vault.session(session).unwrap().responses;
    vault.close().unwrap();
    let mut cells = responses
        .into_iter()
        .flat_map(|response| response.cells)
        .filter(|(at, _)| *at == path);
    match cells.next()?.1.value() {
        Some(Value::Number(number)) => number.to_string().parse().ok(),
        other => panic!("{other:?}"),
    }
}

/// The same while the program goes on: looked at in a copy.
pub fn saved_beside(home: &Path) -> Option<u64> {
    let copy = TempDir::new().unwrap();
    let Place { data, state } = place(home);
    let mut cp = Command::new("cp");
    cp.arg("-a").args([data, state]).arg(copy.path());
    assert!(cp.status().unwrap().success());
    fs::remove_file(copy.path().join("state/lock")).unwrap();
    saved(copy.path())
}
