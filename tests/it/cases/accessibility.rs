//! What a screen reader, a braille display and weak eyes need.

use kohtaa::casework::SessionState;
use kohtaa::lang::Lang;
use ratatui::layout::Position;

use super::{Room, form, item};
use crate::screens::player::Player;
use crate::screens::scenes;

const SIZE: (u16, u16) = (80, 24);
/// Where the parts of a form end and its items begin.
const SIDE: usize = 25;

/// The rows from the arrow of the focus to the next empty one.
fn rows_in_focus(text: &str) -> std::ops::Range<u16> {
    let lines = text.lines().map(|line| line.chars().skip(SIDE).collect());
    let lines: Vec<String> = lines.collect();
    let marked = |line: &String| line.trim_start().starts_with('▸');
    let first = lines.iter().position(marked).expect(text);
    let blank = |line: &String| line.trim().is_empty();
    let height = lines[first..].iter().position(blank).expect(text);
    let row = |at: usize| u16::try_from(at).unwrap();
    row(first)..row(first + height)
}

fn cursor(player: &Player) -> Position {
    player.picture(SIZE).1
}

#[test]
fn i65_after_each_key_the_cursor_is_in_the_rows_of_the_focus() {
    let mut player = scenes::ruler(Lang::Fi);
    let mut seen = Vec::new();
    let keys =
        "<left><left>7<tab>ä<left><tab>3<right><tab> <down><up><backtab><pagedown><tab><tab>1<tab>";
    for key in keys.split_inclusive(['>', '7', 'ä', '3', '1', ' ']) {
        player.play(key);
        let (text, at) = (player.text(SIZE), cursor(&player));
        assert!(rows_in_focus(&text).contains(&at.y), "{key} {at:?}\n{text}");
        assert!(usize::from(at.x) >= SIDE, "{key} {at:?}\n{text}");
        seen.push((at.x, at.y));
    }
    // It goes along within the item too.
    assert_ne!(seen[0], seen[1]);
    seen.dedup();
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn i66_on_a_dumb_terminal_the_whole_form_goes_in_lines_without_a_picture() {
    let items = item("kuppia", "integer", "")
        + &item("jaksaa", "yes_no", "")
        + &item("asteikko", "ruler", "")
        + &item("muistio", "note", "");
    let room = Room::new(&form("koe", &items));
    let words = ["fill", "koe", "--client", &room.client];
    let mut command = room.house.command(&words);
    command.env("TERM", "dumb");
    let input = "3\nk\n7\nNurmi kasvaa.\n.\n:finish\n";
    let run = crate::support::house::run(command, input).ok();
    let drawn = |letter: char| ('\u{2500}'..='\u{25ff}').contains(&letter) || letter == '\x1b';
    assert!(
        !run.out.contains(drawn) && !run.err.contains(drawn),
        "{}",
        run.out
    );
    // Each item is named and says how it is answered.
    for id in ["kuppia", "jaksaa", "asteikko", "muistio"] {
        let asked = |line: &str| line.starts_with(&format!("{id}\t{id}"));
        assert!(run.out.lines().any(asked), "{id}: {}", run.out);
    }
    assert_eq!(room.stored().row.state, SessionState::Held);
    let dumb = room.exported();
    let other = Room::new(&form("koe", &items));
    other
        .fill(&["3", "k", "7", "Nurmi kasvaa.", ".", ":finish"])
        .ok();
    assert_eq!(dumb["answers"], other.exported()["answers"]);
}
