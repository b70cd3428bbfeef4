//! What is laid out around the focus only: on a low screen the same as on one that shows everything.

use kohtaa::app::Screen;
use kohtaa::lang::Lang;

use super::player::{Player, text};
use super::scenes;
use crate::support::long;

const EVERY_KIND: &str = include_str!("../forms/every_kind.toml");
/// High enough for a whole section.
const WHOLE: u16 = 400;
/// Head and foot with their rules.
const CHROME: usize = 2;

/// What lies between the rules, without the column of the arrows that say that there is more.
fn body(player: &Player, (columns, rows): (u16, u16)) -> Vec<String> {
    let (mut buffer, _) = player.picture((columns, rows));
    for row in 0..rows {
        if let Some(cell) = buffer.cell_mut((columns - 1, row)) {
            cell.set_symbol(" ");
        }
    }
    let text = text(&buffer);
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[CHROME..lines.len() - CHROME].to_vec()
}

/// Of each row only what belongs to the items: the parts at the left scroll by themselves.
fn items(lines: &[String], columns: u16) -> Vec<String> {
    let side = if columns < 72 { 0 } else { 25 };
    let right = |line: &String| line.chars().skip(side).collect::<String>();
    let lines = lines.iter().map(right);
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// Walks to the end and holds every picture against the whole.
fn walk(player: &mut Player, size: (u16, u16), steps: usize) {
    for step in 0..steps {
        player.app.size = size;
        let seen = items(&body(player, size), size.0);
        let whole = items(&body(player, (size.0, WHOLE)), size.0);
        let found = whole.windows(seen.len()).any(|part| part == seen);
        assert!(
            found,
            "step {step} at {size:?}: {seen:#?}\nis no part of {whole:#?}"
        );
        assert!(seen.iter().any(|line| line.contains('▸')), "{seen:#?}");
        player.play("<tab>");
    }
}

#[test]
fn a_low_screen_shows_a_part_of_the_whole() {
    for size in [(80, 24), (40, 16), (120, 40)] {
        walk(
            &mut scenes::with_form(Lang::Fi, "aino", EVERY_KIND),
            size,
            60,
        );
    }
}

#[test]
fn a_long_form_is_walked_and_unfolded() {
    let mut player = scenes::with_form(Lang::Fi, "aino", &long::form(300, 300, 100));
    walk(&mut player, (80, 24), 6);
    player.play("<backtab><backtab><backtab><backtab>");
    assert!(!body(&player, (80, 24)).concat().contains("Kysymys 3:"));
    player.play("1");
    walk(&mut player, (80, 24), 12);
}

/// A part of which nothing is shown is still a part, and many parts scroll with the one being walked.
#[test]
fn a_part_without_anything_to_answer_is_passed_through() {
    let mut player = scenes::with_form(Lang::Fi, "aino", &long::form(200, 5, 100));
    for _ in 0..50 {
        player.play("<pagedown>");
        let Screen::Meeting(meeting) = &player.app.screen else {
            panic!("the meeting is over");
        };
        let here = format!("▸ Osa {} ", meeting.part.section + 1);
        let lines = body(&player, (80, 24));
        assert!(lines.iter().any(|line| line.contains(&here)), "{lines:#?}");
    }
}
