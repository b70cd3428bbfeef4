//! Letters, keyboards and the ways in which they reach the program.

use kohtaa::lang::Lang;
use kohtaa::tui::decode::{Decoder, Input};

use super::validation::at_form;
use super::{form, item};
use crate::screens::player::Player;

const SIZE: (u16, u16) = (80, 24);
/// `Hämäläinen` in letters of one sign each, and with the dots as signs of their own.
const COMPOSED: &str = "Hämäläinen";
const DECOMPOSED: &str = "Ha\u{308}ma\u{308}la\u{308}inen";

#[test]
fn i45_a_name_is_found_however_its_dots_were_typed() {
    for (kept, sought) in [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)] {
        let mut player = Player::empty(Lang::Fi);
        player.play(&format!(
            "+{kept}<enter><enter><esc>+Hamala<enter><enter><esc>."
        ));
        player.play(sought);
        let text = player.text(SIZE);
        assert!(text.contains(COMPOSED), "{sought:?}: {text}");
        // A letter with dots is another letter than the one without.
        assert!(!text.contains("Hamala "), "{text}");
        player.play("<enter>");
        let head = player.text(SIZE);
        assert!(head.lines().next().unwrap().contains(COMPOSED), "{head}");
    }
}

#[test]
fn i45_what_was_said_is_found_however_its_dots_were_typed() {
    let mut player = at_form(&form("koe", &item("sana", "note", "")));
    player.play(DECOMPOSED).play("<tab>");
    let vault = player.vault();
    for sought in [COMPOSED, DECOMPOSED, "hämäläinen"] {
        assert_eq!(vault.search(sought, 5).unwrap().len(), 1, "{sought:?}");
    }
    assert_eq!(vault.search("hamalainen", 5).unwrap(), []);
}

#[test]
fn i46_the_cursor_stands_behind_the_letters_as_wide_as_they_are() {
    for (typed, columns) in [
        ("abc", 3),
        ("a\u{308}", 1),
        ("ä", 1),
        ("感", 2),
        ("a\u{308}感b", 4),
        ("👩\u{200d}💻", 2),
        ("❤\u{fe0f}x", 3),
        ("e\u{301}e\u{301}e\u{301}", 3),
    ] {
        let mut player = at_form(&form("koe", &item("sana", "text", "")));
        let (_, before) = player.picture(SIZE);
        player.play(typed);
        let (_, after) = player.picture(SIZE);
        assert_eq!(after.y, before.y, "{typed:?}");
        assert_eq!(after.x - before.x, columns, "{typed:?}");
        // One key takes a whole letter away, until nothing is left.
        player.play(&"<backspace>".repeat(typed.chars().count()));
        assert_eq!(player.picture(SIZE).1, before, "{typed:?}");
    }
}

fn decoded(bytes: &[u8]) -> Vec<String> {
    let inputs = Decoder::default().feed(bytes).into_iter();
    let said = inputs.map(|input| match input {
        Input::Key(key) => key.to_string(),
        Input::Paste { text, .. } => text,
    });
    said.collect()
}

#[test]
fn i47_what_the_right_alt_key_writes_is_text() {
    // As Ctrl and Alt together, in both ways in which terminals say so.
    for sign in "@€{[]}\\|~£$".chars() {
        let number = u32::from(sign);
        for bytes in [format!("\x1b[27;7;{number}~"), format!("\x1b[{number};7u")] {
            assert_eq!(decoded(bytes.as_bytes()), [sign.to_string()], "{bytes:?}");
        }
    }
    // No command waits for Alt, so that none swallows it.
    for command in kohtaa::app::commands::COMMANDS {
        let alt = command.keys.iter().any(|key| key.contains("alt"));
        assert!(!alt, "{}", command.id);
        // Nor for a sign that needs it on a Finnish keyboard.
        let needs = |key: &&&str| "@£$€{[]}\\|~^´`¨".contains(**key);
        assert_eq!(command.keys.iter().find(needs), None, "{}", command.id);
    }
}

#[test]
fn i48_a_key_that_is_told_of_when_pressed_and_when_let_go_is_one_key() {
    assert_eq!(decoded(b"\x1b[97;1:1u\x1b[97;1:3u"), ["a"]);
    assert_eq!(decoded(b"\x1b[1;1:1A\x1b[1;1:3A"), ["↑"]);
    assert_eq!(decoded(b"\x1b[3;1:1~\x1b[3;1:3~"), ["Del"]);
    // Held down it is repeated.
    assert_eq!(decoded(b"\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u"), ["a", "a"]);
}
