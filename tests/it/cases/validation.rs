//! What is wrong: where, why, and how one gets there.

use kohtaa::lang::Lang;

use super::{form, item};
use crate::screens::player::Player;

const SIZE: (u16, u16) = (80, 24);

/// The meeting just begun with this form, and nothing answered.
pub fn at_form(text: &str) -> Player {
    let mut player = Player::empty(Lang::Fi);
    player.on(20).play("+Veikko<enter><enter>");
    let folder = player.leave();
    let forms = folder.path().join("forms");
    std::fs::create_dir_all(&forms).unwrap();
    std::fs::write(forms.join("koe.toml"), text).unwrap();
    let mut player = Player::locked_in(folder, Lang::Fi);
    player.unlock();
    player.play("veikko<enter>a6");
    player
}

/// Two numbers that must be small, a question between them, and a number that is small only where it is asked.
fn small_numbers() -> String {
    let small =
        |id: &str| format!("constraint = [ {{ expr = \"{id} < 100\", message = \"Alle sata\" }} ]");
    let asked = format!("relevant = \"onko\"\n{}", small("piilossa"));
    form(
        "koe",
        &(item("eka", "integer", &small("eka"))
            + &item("onko", "yes_no", "")
            + &item("piilossa", "integer", &asked)
            + &item("toka", "integer", &small("toka"))
            + &item("loppu", "integer", "")),
    )
}

/// The lines of the check that say something is wrong.
fn wrong(player: &Player) -> Vec<String> {
    let text = player.text(SIZE);
    let lines = text.lines().filter(|line| line.contains('✗'));
    lines.map(|line| line.trim().to_owned()).collect()
}

/// The label behind the arrow of the focus.
fn focused(player: &Player) -> String {
    let text = player.text(SIZE);
    let behind = text.lines().rev().find_map(|line| line.rsplit_once("▸ "));
    behind.map_or_else(String::new, |(_, label)| label.trim().to_owned())
}

#[test]
fn i83_two_faults_are_a_list_of_two_and_enter_jumps() {
    let mut player = at_form(&small_numbers());
    player.play("500<tab>1600<tab>700<tab>");
    player.play("<f6>");
    assert_eq!(wrong(&player).len(), 3);
    // What is not asked is not wrong.
    player.play("<esc><up><up><up>");
    assert_eq!(focused(&player), "onko");
    player.play("2<f6>");
    let told = wrong(&player);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("eka") && told[1].contains("toka"),
        "{told:?}"
    );
    player.play("<down><enter>");
    assert_eq!(focused(&player), "toka");
    assert!(player.text(SIZE).contains("Alle sata"));
}

#[test]
fn i84_a_check_at_any_time_tells_question_value_and_message_and_changes_nothing() {
    let mut player = at_form(&small_numbers());
    player.play("500<tab>");
    let before = player.text(SIZE);
    player.play("<f6>");
    let told = wrong(&player);
    assert_eq!(told.len(), 1);
    for part in ["eka", "500", "Alle sata"] {
        assert!(told[0].contains(part), "{part}: {told:?}");
    }
    player.play("<esc>");
    assert_eq!(player.text(SIZE), before);
}
