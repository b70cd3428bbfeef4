//! Jumping to a place or form by a few letters, and back to the letter where one was.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::lang::Lang;
use ratatui::style::Modifier;

use super::player::Player;
use super::scenes;

fn meeting(player: &Player) -> &Meeting {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

/// The item in focus, and the text and caret there.
fn here(player: &Player) -> (String, String, usize) {
    let meeting = meeting(player);
    let (filling, spot) = meeting.spot().expect("an item");
    let item = meeting
        .response(filling)
        .form()
        .item(spot.item)
        .id
        .to_string();
    let typing = meeting.typing.as_ref();
    let editor = typing.map(|typing| &typing.editor);
    (
        item,
        editor.map_or_else(String::new, |editor| editor.text().to_owned()),
        editor.map_or(0, |editor| editor.caret()),
    )
}

/// In the middle of a text, the caret inside a word and a blank at the end.
fn writing() -> Player {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("6<tab>lapset näkevät <left><left><left>");
    player
}

#[test]
fn a_jump_and_back_lands_on_the_same_letter_by_one_key() {
    for back in ["<esc>", "<ctrl-f><ctrl-f>"] {
        let mut player = writing();
        let before = here(&player);
        player.play("<ctrl-f>koonti<enter>");
        assert_ne!(here(&player).0, before.0);
        player.play(back);
        assert_eq!(here(&player), before, "{back}");
        // What was written is kept, and the next Esc means what it always does.
        player.play("X<esc>");
        assert!(player.text((80, 24)).contains("Miten jatketaan?"));
    }
}

#[test]
fn looking_and_going_nowhere_changes_nothing() {
    for leave in ["<esc>", "<ctrl-f>"] {
        let mut player = writing();
        let before = here(&player);
        let deeds = meeting(&player).undo.len();
        player.play("<ctrl-f>koo").play(leave);
        assert_eq!(here(&player), before);
        assert_eq!(
            meeting(&player).undo.len(),
            deeds,
            "nothing was given by looking"
        );
    }
}

#[test]
fn a_place_for_a_new_row_is_come_back_to_in_the_row_that_was_made() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-f>aihe<enter><tab><tab>lapset<left><left><ctrl-f>koonti<enter><esc>");
    let (item, text, caret) = here(&player);
    assert_eq!(
        (item.as_str(), text.as_str(), caret),
        ("topic", "lapset", 4)
    );
}

#[test]
fn esc_leads_back_while_one_only_looks() {
    let mut player = writing();
    let before = here(&player);
    player.play("<ctrl-f>koonti<enter>");
    let foot = |player: &Player| player.text((80, 24)).lines().last().unwrap().to_owned();
    assert!(foot(&player).contains("Esc takaisin"), "{}", foot(&player));
    assert!(!foot(&player).contains("lopetus"), "{}", foot(&player));
    player.play("<tab>");
    assert!(!foot(&player).contains("takaisin"), "{}", foot(&player));
    assert!(player.text((200, 40)).contains("Esc lopetus"));
    // The key that jumps still leads back, and says so.
    player.play("<ctrl-f>");
    assert!(player.text((80, 24)).contains("Ctrl-F uudelleen: takaisin"));
    player.play("<ctrl-f>");
    assert_eq!(here(&player), before);
}

#[test]
fn forms_that_are_not_in_the_meeting_are_found_too_and_taken_in() {
    let mut player = writing();
    let before = here(&player);
    player.play("<ctrl-f>arvio lyhyt");
    let text = player.text((80, 24));
    assert!(
        text.contains("Oma arvio, lyhyt") && text.contains("Ota lomake mukaan"),
        "{text}"
    );
    player.play("<enter>");
    assert_eq!(meeting(&player).form().id.as_str(), "self_assessment_short");
    player.play("<esc>");
    assert_eq!(here(&player), before);
    // Now it is a form of the meeting, and its questions are found.
    player.play("<ctrl-f>arvio lyhyt<enter>");
    assert_eq!(meeting(&player).form().id.as_str(), "self_assessment_short");
}

#[test]
fn rows_of_a_list_are_told_apart_by_their_answers() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-f>aihe<enter><tab><tab>raha-asiat<tab>1<ctrl-f>aihe raha<enter>");
    assert_eq!(here(&player).1, "raha-asiat");
}

#[test]
fn the_letters_that_fit_are_underlined() {
    let mut player = writing();
    player.play("<ctrl-f>koo");
    let (picture, _) = player.picture((80, 24));
    let underlined: String = picture
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(|cell| cell.symbol().to_lowercase())
        .collect();
    assert!(underlined.starts_with("koo"), "{underlined}");
}
