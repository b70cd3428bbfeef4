//! However the program ends: the terminal is given back and nothing that was typed is gone.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::*;

const TYPED: &str = "Pyöräily töihin sujuu hyvin jäälläkin";

/// Types what is kept, and gives the picture of it.
fn type_it(pty: &mut Pty) -> Picture {
    pty.type_text(TYPED);
    pty.wait_for(TYPED);
    picture(pty)
}

/// Starts again where an ended program was and finds what was typed, the caret behind it.
fn assert_kept(pty: Pty, before: &Picture) {
    let mut pty = launch().start_in(pty.into_home());
    resume(&mut pty);
    pty.wait_for(TYPED);
    assert_eq!(picture(&pty).0, before.0);
    assert_eq!(focused(&pty.screen()), LAST_ITEM);
}

#[test]
fn a_signal_to_end_keeps_the_half_typed_text_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let mut pty = at_a_note(launch(), home());
        let before = type_it(&mut pty);
        pty.signal(signal);
        assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), code);
        pty.assert_restored();
        assert_kept(pty, &before);
    }
}

#[test]
fn a_closed_window_keeps_the_half_typed_text_even_where_the_hangup_is_ignored() {
    for launched in [launch(), launch().deaf_to_hangup()] {
        let mut pty = at_a_note(launched, home());
        let before = type_it(&mut pty);
        let (closed, ticks) = (Instant::now(), pty.cpu_ticks());
        pty.close_master();
        while pty.state() != "Z" {
            assert!(closed.elapsed() < Duration::from_secs(2), "still there");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(pty.cpu_ticks() - ticks <= 20, "it has worked for nothing");
        assert_eq!(pty.wait_exit(), 129);
        assert_kept(pty, &before);
    }
}

#[test]
fn quitting_asks_nothing_and_discards_nothing() {
    let mut pty = at_a_note(launch(), home());
    let before = type_it(&mut pty);
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    assert_kept(pty, &before);
}

#[test]
fn a_fault_of_the_program_gives_the_terminal_back_once_and_loses_nothing() {
    for place in ["loop", "thread"] {
        let mut pty = at_a_note(launch().env("KOHTAA_TEST_PANIC", place), home());
        let before = type_it(&mut pty);
        // At once: the text is not yet older than the draft's pause.
        pty.key("f11");
        assert_eq!(pty.wait_exit(), 101);
        pty.wait_for("Kohtaassa tapahtui virhe");
        pty.assert_restored();
        assert_eq!(
            String::from_utf8_lossy(&pty.log())
                .matches("\x1b[?1049l")
                .count(),
            1
        );
        assert!(!pty.text().contains(TYPED), "{}", pty.text());
        assert_kept(pty, &before);
    }
}
