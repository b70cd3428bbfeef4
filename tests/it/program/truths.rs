//! What terminals do to programs, tried on the whole program. Which test stands for which trap: docs/terminal.md.

use std::time::Duration;

use rustix::process::Signal;

use super::*;

/// A picture of whole frames only: between two the terminal may still be drawing.
fn settled(pty: &Pty) -> Picture {
    pty.wait_until_quiet();
    picture(pty)
}

#[test]
fn letters_of_two_bytes_are_typed_deleted_and_kept_whole() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("Hyvää yötä, Åke");
    pty.wait_for("Hyvää yötä, Åke");
    press(&mut pty, "backspace backspace backspace");
    pty.wait_until_gone("Åke");
    press(&mut pty, "left left left left backspace");
    pty.type_text("öö");
    pty.wait_for("Hyvää yöötä, ");
    press(&mut pty, "end backspace");
    pty.type_text("a\u{308}a\u{308}");
    pty.wait_for("Hyvää yöötä,ää");
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    let held = format!("{:?}", stored(pty.home()));
    assert!(held.contains("Hyvää yöötä,ää"), "{held}");
}

#[test]
fn what_would_steer_a_terminal_or_turn_a_text_round_is_neither_kept_nor_shown() {
    let mut pty = at_a_note(launch(), home());
    pty.paste("exe.\u{202e}gpj \x1b]52;c;eA==\x07 \u{9b}31m \x1b[2J\x1b]2;Nimi\x07 loppu");
    pty.wait_for("loppu");
    let log = String::from_utf8_lossy(&pty.log()).into_owned();
    for bad in ["\u{202e}", "\x1b]52", "\u{9b}", "\x1b]2;Nimi", "\x07"] {
        assert!(!log.contains(bad), "{bad:?}");
    }
    assert!(pty.text().contains("exe.gpj"), "{}", pty.text());
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    let held = format!("{:?}", stored(pty.home()));
    assert!(held.contains("exe.gpj"), "{held}");
    assert!(
        !held.contains("\\u{202e}") && !held.contains("\\u{1b}"),
        "{held}"
    );
}

#[test]
fn after_a_storm_of_sizes_the_picture_is_what_it_was() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("pysyn tässä");
    pty.wait_for("pysyn tässä");
    let before = settled(&pty);
    for step in 0..40 {
        pty.resize(1 + step * 37 % 160, 1 + step * 23 % 50);
    }
    pty.resize(80, 24);
    // The screen of the test forgot what was cut off; what comes back is the program's.
    pty.wait_for("pysyn tässä");
    assert_eq!(settled(&pty), before);
}

#[test]
fn stopped_and_continued_the_meeting_is_there_again_and_nothing_typed_is_lost() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("hetki");
    pty.wait_for("hetki");
    let before = settled(&pty);
    pty.signal(Signal::TSTP);
    pty.wait_for_state("T");
    pty.assert_restored();
    assert!(!pty.text().contains("hetki"), "{}", pty.text());
    // What was typed is on the disk while somebody else has the terminal.
    pty.signal(Signal::CONT);
    pty.wait_for("hetki");
    assert_eq!(settled(&pty), before);
    // The same by a command of the program itself.
    press(&mut pty, "ctrl-p");
    pty.type_text("komentoriville");
    pty.wait_for("komentoriville");
    pty.key("enter");
    pty.wait_for_state("T");
    pty.assert_restored();
    pty.signal(Signal::CONT);
    pty.wait_for("hetki");
    pty.type_text(" vielä");
    pty.wait_for("hetki vielä");
}

#[test]
fn a_whole_meeting_asks_the_terminal_nothing_draws_whole_frames_and_leaves_nothing_behind() {
    let begun = std::time::Instant::now();
    let mut pty = at_a_note(launch(), home());
    pty.type_text("yötyöt painavat");
    pty.wait_for("yötyöt painavat");
    press(
        &mut pty,
        "f1 esc ctrl-p esc f8 f8 f10 ctrl-r r f11 esc pageup pagedown",
    );
    pty.wait_until_quiet();
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    assert!(begun.elapsed() < Duration::from_secs(60));
    let log = String::from_utf8_lossy(&pty.log()).into_owned();
    let asked = [
        "]10;?", "]11;?", "]4;", "[6n", "[5n", "[c", "[>c", "[>q", "[?u", "$p", "[14t", "[18t",
    ];
    let caught = ["?1000h", "?1002h", "?1003h", "?1004h", "?1006h", "[>1u"];
    for bad in asked.iter().chain(&caught) {
        assert!(
            !log.contains(&format!("\x1b{bad}")) || bad.starts_with('?'),
            "{bad}"
        );
        assert!(!bad.starts_with('?') || !log.contains(bad), "{bad}");
    }
    // The sixteen colours of the terminal and no others.
    for exact in ["[38;", "[48;", ";38;", ";48;"] {
        assert!(!log.contains(exact), "{exact}");
    }
    assert_eq!(log.matches("\x1b[2J").count(), 2, "one at each end");
    let mut open = false;
    for mark in log
        .match_indices("\x1b[?2026")
        .map(|(at, _)| &log[at..at + 8])
    {
        // Giving the terminal back ends whatever frame there may be.
        assert!(!(open && mark.ends_with('h')), "a frame within a frame");
        open = mark.ends_with('h');
    }
    assert!(!open);
    assert!(!pty.text().contains("yötyöt"), "{}", pty.text());
    let titles: Vec<&str> = log.split("\x1b]2;").skip(1).collect();
    let plain = |title: &&str| title.starts_with("Kohtaa\x1b\\") || title.starts_with('\x1b');
    assert!(titles.iter().all(plain), "{titles:?}");
}
