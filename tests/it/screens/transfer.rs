//! The wrong client: the meeting goes to the right one, under the eyes of whoever moves it.

use kohtaa::app::Screen;
use kohtaa::lang::Lang;

use super::player::{PASSPHRASE, Player};
use super::scenes;

const SIZE: (u16, u16) = (80, 24);

fn name(player: &Player) -> String {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting.subject.name.clone(),
        Screen::Review(review) => review.page.subject.name.clone(),
        other => panic!("no meeting but {other:?}"),
    }
}

#[test]
fn others_are_seen_only_when_looked_for_and_staying_comes_first() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-p>väärä asiakas<enter>");
    let text = player.text(SIZE);
    assert!(!text.contains("Mikko") && !text.contains("Sari"), "{text}");
    player.play("mi");
    assert!(player.text(SIZE).contains("Mikko"));
    player.play("<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("Aino") && text.contains("Mikko"), "{text}");
    player.play("<enter>");
    assert_eq!(name(&player), "Aino");
    assert!(player.app.overlays.is_empty());
}

#[test]
fn an_open_meeting_goes_on_with_the_right_client() {
    let mut player = scenes::plan(Lang::Fi);
    player.play("Soitan kahvilaan<tab>1<ctrl-p>väärä asiakas<enter>mikko<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("”Soitan kahvilaan”"), "{text}");
    player.play("2");
    assert_eq!(name(&player), "Mikko");
    let text = player.text(SIZE);
    assert!(text.contains("siirretty"), "{text}");
    let Screen::Meeting(meeting) = &player.app.screen else {
        panic!("no meeting");
    };
    let held = format!("{:?}", meeting.fillings);
    assert!(held.contains("kahvilatyö") && held.contains("Soitan kahvilaan"));
    let session = player.session();
    let mut vault = player.vault();
    let stored = vault.session(session).unwrap();
    assert_eq!(stored.row.name, "Mikko");
    assert!(vault.verify().unwrap().is_sound());
    vault.rebuild().unwrap();
    assert_eq!(vault.session(session).unwrap(), stored);
}

#[test]
fn a_meeting_that_is_over_is_moved_from_its_review() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("<down><enter><ctrl-p>väärä asiakas<enter>sari<enter>2");
    assert_eq!(name(&player), "Sari");
    let session = player.session();
    let vault = player.vault();
    assert_eq!(vault.session(session).unwrap().row.name, "Sari");
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn while_the_disk_takes_nothing_the_meeting_stays_where_it_is() {
    let mut player = scenes::ruler(Lang::Fi);
    player.disk_full = true;
    player.play("<ctrl-p>väärä asiakas<enter>mikko<enter>2");
    assert_eq!(name(&player), "Aino");
    player.disk_full = false;
    player.play("<wait:3>");
    assert_eq!(name(&player), "Mikko");
    player.play("<f9>").play(PASSPHRASE).play("<enter>");
    assert_eq!(name(&player), "Mikko");
}

#[test]
fn among_other_people_only_codes_are_offered() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-p>ulkona<enter><ctrl-p>väärä asiakas<enter>-");
    let text = player.text(SIZE);
    for name in ["Aino", "Mikko", "Sari"] {
        assert!(!text.contains(name), "{name}\n{text}");
    }
}
