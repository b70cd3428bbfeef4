//! However the program ends: the terminal is given back and nothing that was typed is gone.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::*;

const TYPED: &str = "Pyöräily töihin sujuu hyvin jäälläkin";

/// Starts again where an ended program was and finds what was typed, the caret behind it.
fn assert_kept(pty: Pty) {
    let mut pty = launch().start_in(pty.into_home());
    resume(&mut pty);
    pty.wait_until("what was typed", |screen| {
        let typed = u16::try_from(TYPED.chars().count()).unwrap();
        screen.text().contains(TYPED)
            && focused(screen) == "Mikä sinulla sujuu jo nyt?"
            && screen
                .cursor()
                .is_some_and(|(column, _)| column == 27 + typed)
    });
}

#[test]
fn a_signal_to_end_keeps_the_half_typed_text_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let mut pty = at_a_note(launch(), home());
        pty.type_text(TYPED);
        pty.wait_for(TYPED);
        pty.signal(signal);
        assert_eq!(pty.wait_exit_within(Duration::from_secs(2)), code);
        pty.assert_restored();
        assert_kept(pty);
    }
}

#[test]
fn a_closed_window_keeps_the_half_typed_text_even_where_the_hangup_is_ignored() {
    for launched in [launch(), launch().deaf_to_hangup()] {
        let mut pty = at_a_note(launched, home());
        pty.type_text(TYPED);
        pty.wait_for(TYPED);
        let (closed, ticks) = (Instant::now(), pty.cpu_ticks());
        pty.close_master();
        while pty.state() != "Z" {
            assert!(closed.elapsed() < Duration::from_secs(2), "still there");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(pty.cpu_ticks() - ticks <= 20, "it has worked for nothing");
        assert_eq!(pty.wait_exit(), 129);
        assert_kept(pty);
    }
}

#[test]
fn quitting_asks_nothing_and_discards_nothing() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text(TYPED);
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    assert_kept(pty);
}
