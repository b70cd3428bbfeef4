//! No word to the network: every call that could make one is watched, from the door to the end of a meeting and in a backup.

use std::fs;

use crate::calls::can_trace;
use crate::report::Trial;
use crate::support::counsellor::*;
use crate::support::pty::Launch;

/// Families of sockets that stay inside the machine.
const INSIDE: [&str; 1] = ["AF_UNIX"];

/// Calls of a log of `strace` that want a socket which leads out of the machine.
fn leading_out(log: &str) -> Vec<&str> {
    let calls = log.lines().filter(|line| line.contains("socket("));
    calls
        .filter(|line| !INSIDE.iter().any(|family| line.contains(family)))
        .collect()
}

#[test]
fn from_the_door_to_the_end_no_call_leads_to_a_network() {
    if !can_trace() {
        return;
    }
    let trial = Trial::begin("9-network");
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let program = env!("CARGO_BIN_EXE_kohtaa");
    let words = ["-f", "-e", "trace=%network,execve", "-o"];
    let words = [&words[..], &[log.to_str().unwrap(), program]].concat();
    let launch = Launch::program("strace", &words).env("LC_ALL", "fi_FI.UTF-8");
    let mut pty = at_a_note(launch, home());
    pty.type_text("sanoja");
    press(&mut pty, "tab");
    pty.wait_for(SAVED);
    press(&mut pty, "esc 2");
    pty.wait_for("Nämä ovat vielä auki");
    press(&mut pty, "2");
    pty.wait_for("Jälkityöt");
    press(&mut pty, "ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    let log = fs::read_to_string(&log).unwrap();
    // The watch saw the program begin, or it would see nothing.
    assert!(log.contains("execve("), "{log}");
    assert_eq!(leading_out(&log), Vec::<&str>::new());
    trial.passed(
        "every network call of a meeting from the door to the end",
        1,
        "none leads out of the machine",
    );
}

#[test]
fn a_socket_that_leads_out_would_be_seen() {
    let log =
        "7 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3\n7 socket(AF_UNIX, SOCK_STREAM, 0) = 4\n";
    assert_eq!(leading_out(log).len(), 1);
}
