//! The way in: who may pass, and what others learn.

use super::*;

#[test]
fn a_wrong_passphrase_is_told_in_one_line_and_leaves_the_screen_clean() {
    let mut pty = launch().start_in(home());
    pty.wait_for(DOOR);
    pty.type_text("väärä sana, pitkä kuin mikä");
    pty.key("enter");
    pty.wait_for("! ");
    pty.wait_until("an empty line to type on", |screen| {
        !screen.text().contains('•') && screen.text().contains(DOOR)
    });
    let text = pty.text();
    assert!(!text.contains("väärä sana"));
    assert_eq!(text.matches("! ").count(), 1, "{text}");
    for noise in ["ERROR", "hmac", "sqlcipher", "SQL", "panicked"] {
        assert!(!holds(&pty.log(), noise.as_bytes()), "{noise}");
    }
    // The next try is not spoilt by the last one.
    pty.type_text(PASSPHRASE);
    pty.key("enter");
    pty.wait_for("Ei vielä asiakkaita");
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn a_passphrase_is_never_shown() {
    let mut pty = launch().start_in(home());
    pty.wait_for(DOOR);
    for letter in PASSPHRASE.chars() {
        pty.type_text(&letter.to_string());
    }
    let dots = "•".repeat(PASSPHRASE.chars().count());
    pty.wait_for(&dots);
    pty.key("enter");
    pty.wait_for("Ei vielä asiakkaita");
    let log = String::from_utf8_lossy(&pty.log()).into_owned();
    assert!(!log.contains("vihreä") && !log.contains("poro"));
}

#[test]
fn a_second_program_is_refused_and_told_why() {
    let mut first = at_a_note(launch(), home());
    let mut second = launch()
        .env("KOHTAA_HOME", first.home().to_str().unwrap())
        .start();
    second.wait_for(DOOR);
    second.type_text(PASSPHRASE);
    second.key("enter");
    second.wait_for("! ");
    assert!(second.text().contains(DOOR), "{}", second.text());
    second.key("ctrl-c");
    assert_eq!(second.wait_exit(), 0);
    // The first one is not disturbed.
    first.type_text("jatkan yhä");
    first.wait_for("jatkan yhä");
    first.key("backtab");
    first.wait_for(SAVED);
}

#[test]
fn locking_keeps_the_half_typed_text_and_unlocking_returns_to_the_letter() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("Kävelen öisin meren äärellä");
    pty.wait_for("meren äärellä");
    let (column, row) = pty.cursor().unwrap();
    press(&mut pty, "left left left");
    pty.wait_until("the caret to move", |screen| {
        screen.cursor() == Some((column - 3, row))
    });
    let before = picture(&pty);
    pty.key("f9");
    pty.wait_for(DOOR);
    assert!(!pty.text().contains("Kävelen"));
    unlock(&mut pty);
    pty.wait_for("meren äärellä");
    assert_eq!(picture(&pty), before);
    pty.type_text("XYZ");
    pty.wait_for("meren ääreXYZllä");
}

#[test]
fn locking_works_over_a_note_a_quote_and_the_hidden_screen_too() {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    begin(&mut pty, "Åke", '1');
    press(&mut pty, "pagedown");
    for (keys, text, lock) in [
        ("f4", "hän hymyili", "f9"),
        ("esc f2", "jäin kotiin", "ctrl-q"),
        ("esc f2", "yöt ovat pitkiä", "f8 f9"),
    ] {
        press(&mut pty, keys);
        pty.type_text(text);
        pty.wait_for(text);
        let before = picture(&pty);
        press(&mut pty, lock);
        unlock(&mut pty);
        pty.wait_for(text);
        assert_eq!(picture(&pty), before);
    }
}
