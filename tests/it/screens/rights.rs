//! Corrections with the original beside them, flags on the client's page, and a new passphrase, at the keyboard.

use kohtaa::app::Screen;
use kohtaa::casework::{Stamp, Status};
use kohtaa::lang::Lang;
use kohtaa::vault::{Secret, Vault};
use zeroize::Zeroizing;

use super::player::{PASSPHRASE, Player, place};
use super::scenes;

const SIZE: (u16, u16) = (80, 24);

fn open(folder: &std::path::Path, passphrase: &str, stamp: &Stamp) -> Option<Vault> {
    let secret = Secret::Passphrase(Zeroizing::new(passphrase.to_owned()));
    Vault::unlock(&place(folder), &secret, stamp).ok()
}

#[test]
fn a_correction_wants_a_reason_and_the_original_stays_to_be_seen() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("<enter>");
    let Screen::Review(review) = &player.app.screen else {
        panic!("no review");
    };
    let session = review.session.id;
    player.play("c<enter>");
    assert!(
        player.text(SIZE).contains("Kirjoita syy"),
        "{}",
        player.text(SIZE)
    );
    assert!(matches!(player.app.screen, Screen::Review(_)));
    player.play("Asiakas huomasi virheen<enter>");
    assert!(matches!(player.app.screen, Screen::Meeting(_)));
    player.play("<f4>korjattu kohta<esc><esc>22");
    assert!(
        !matches!(player.app.screen, Screen::Meeting(_)),
        "{}",
        player.text(SIZE)
    );
    let stamp = player.app.stamp;
    let folder = player.leave();
    let vault = open(folder.path(), PASSPHRASE, &stamp).unwrap();
    let (now, then) = (
        vault.session(session).unwrap(),
        vault.original(session).unwrap(),
    );
    let held = |stored: &kohtaa::casework::StoredSession| {
        let mut responses = stored.responses.iter();
        responses
            .find(|it| it.row.session.is_some())
            .cloned()
            .unwrap()
    };
    assert_eq!(held(&now).row.status, Status::Amended);
    assert_eq!(held(&then).row.status, Status::Completed);
    assert!(format!("{now:?}").contains("korjattu kohta"));
    assert!(!format!("{:?}", held(&then).cells).contains("korjattu kohta"));
    let history = format!("{:?}", vault.history(now.row.subject).unwrap());
    assert!(history.contains("Asiakas huomasi virheen"));
    vault.close().unwrap();

    let mut player = Player::locked_in(folder, Lang::Fi);
    player.unlock();
    player.play("aino<enter><enter>");
    assert!(
        player.text(SIZE).contains("korjattu"),
        "{}",
        player.text(SIZE)
    );
    player.play("o");
    let Screen::Review(review) = &player.app.screen else {
        panic!("no review");
    };
    assert!(review.original);
    assert!(
        player.text(SIZE).contains("alkuperäinen"),
        "{}",
        player.text(SIZE)
    );
}

#[test]
fn a_restricted_client_is_shown_and_not_met() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("<ctrl-p>rajoita<enter>");
    let seen = player.text(SIZE);
    assert!(seen.contains("Käsittelyä on rajoitettu"), "{seen}");
    player.play("a");
    assert!(player.app.overlays.is_empty());
    player.play("<ctrl-p>rajoita<enter>");
    assert!(!player.text(SIZE).contains("rajoitettu"));
}

#[test]
fn where_no_place_may_show_the_code_stands_for_the_name() {
    let mut player = scenes::aino(Lang::Fi);
    assert!(player.text(SIZE).contains("Aino"));
    player.play("<ctrl-p>ei paikkaa<enter>");
    let seen = player.text(SIZE);
    assert!(
        seen.contains("Ei paikkaa") && !seen.contains("Aino"),
        "{seen}"
    );
    // The name is not lost when something else is changed meanwhile.
    player.play("m<enter><enter>");
    player.play("<ctrl-p>ei paikkaa<enter>");
    assert!(player.text(SIZE).contains("Aino"));
}

#[test]
fn home_tells_whose_time_is_over_by_code_alone() {
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-p>säilytysaika<enter>");
    let seen = player.text(SIZE);
    assert!(seen.contains("Säilytysaika on päättynyt"), "{seen}");
    assert!(seen.contains("Kenenkään"), "{seen}");
    player.play("<esc>");
    player.on(800).play("<ctrl-p>säilytysaika<enter>");
    let seen = player.text(SIZE);
    assert!(
        seen.contains("vault erase") && !seen.contains("Aino"),
        "{seen}"
    );
}

#[test]
fn a_new_passphrase_says_what_it_is_worth_and_wants_the_old_one() {
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-p>vaihda tunnuslause<enter>");
    player.play("väärä vanha<enter>salasana2026");
    let seen = player.text(SIZE);
    assert!(seen.contains("helppo arvata"), "{seen}");
    player.play("<enter>salasana2026<enter>");
    let seen = player.text(SIZE);
    assert!(seen.contains("ei avaa holvia"), "{seen}");
    player.play("<ctrl-p>vaihda tunnuslause<enter>");
    let new = "kettu juoksee yli jään";
    player.play(&format!("{PASSPHRASE}<enter>{new}<enter>{new}<enter>"));
    let seen = player.text(SIZE);
    assert!(seen.contains("Tunnuslause on vaihdettu"), "{seen}");
    let stamp = player.app.stamp;
    let folder = player.leave();
    assert!(open(folder.path(), PASSPHRASE, &stamp).is_none());
    assert!(open(folder.path(), new, &stamp).is_some());
}
