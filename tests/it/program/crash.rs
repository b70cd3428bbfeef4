//! Killed while something is typed: the next start shows the same again.

use std::thread::sleep;
use std::time::Duration;

use super::*;

/// Starts the goal conversation, types with `keys` before the text, is killed, and shows the same again.
fn assert_survives(keys: &str, text: &str) {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    begin(&mut pty, "Åke", '1');
    press(&mut pty, keys);
    pty.type_text(text);
    pty.wait_for(text);
    sleep(Duration::from_secs(1));
    let before = picture(&pty);
    let mut pty = launch().start_in(pull_the_plug(pty));
    unlock(&mut pty);
    pty.wait_for("Kesken");
    pty.key("enter");
    pty.wait_for(text);
    assert_eq!(picture(&pty), before);
}

#[test]
fn killed_while_a_new_row_is_typed_it_comes_back_to_the_row() {
    assert_survives("pagedown pagedown", "yötyöt ja lapset");
}

#[test]
fn killed_while_a_quote_is_typed_it_comes_back_to_listening() {
    assert_survives("pagedown f2", "haluan nähdä lasteni syövän");
}

#[test]
fn killed_while_a_note_is_typed_it_comes_back_to_the_note() {
    assert_survives("pagedown f4", "hän pyöri tuolillaan");
}

#[test]
fn killed_with_a_date_that_is_none_it_has_the_date_as_it_was_typed() {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    begin(&mut pty, "Åke", '1');
    let date = "Milloin tapaamme seuraavan kerran?";
    press(
        &mut pty,
        "pagedown pagedown pagedown pagedown pagedown pagedown",
    );
    press(&mut pty, "tab");
    pty.wait_until("the date", |screen| focused(screen) == date);
    pty.type_text("syyspäivänä");
    press(&mut pty, "enter enter");
    pty.wait_until_gone("syyspäivänä");
    sleep(Duration::from_secs(1));
    let mut pty = launch().start_in(pull_the_plug(pty));
    resume(&mut pty);
    assert_ne!(focused(&pty.screen()), date);
    press(&mut pty, "backtab backtab");
    pty.wait_for("› syyspäivänä");
}
