//! The tour of three keys, practising with nobody, and colours chosen while one looks at them.

use kohtaa::app::{Look, Screen};
use kohtaa::lang::Lang;
use kohtaa::vault::{Secret, Vault};
use zeroize::Zeroizing;

use super::player::{PASSPHRASE, Player, place};
use super::scenes;

fn seen(player: &Player) -> String {
    player.text((80, 24))
}

#[test]
fn the_first_opening_tells_of_three_keys_and_no_other_does() {
    let mut player = Player::empty(Lang::Fi);
    assert!(seen(&player).contains("1/3: F1"), "{}", seen(&player));
    player.play("<f1>");
    assert!(
        seen(&player).contains("Mitä tässä voi tehdä"),
        "{}",
        seen(&player)
    );
    player.play("<esc>");
    assert!(seen(&player).contains("2/3: Ctrl-P"), "{}", seen(&player));
    player.play("<ctrl-p><esc>");
    assert!(seen(&player).contains("3/3: F8"), "{}", seen(&player));
    player.play("<f8><f8>");
    assert!(!seen(&player).contains("3/3"), "{}", seen(&player));
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.unlock();
    assert!(!seen(&player).contains("1/3"), "{}", seen(&player));
    // Whoever wants it again finds it.
    player.play("<ctrl-p>esittely<enter>");
    assert!(seen(&player).contains("1/3: F1"), "{}", seen(&player));
}

#[test]
fn esc_ends_the_tour_and_no_other_key_waits_for_it() {
    let mut player = Player::empty(Lang::Fi);
    player.play("+Väinö<enter><enter>");
    assert!(
        matches!(player.app.screen, Screen::Client(_)),
        "{}",
        seen(&player)
    );
    assert!(seen(&player).contains("1/3"), "{}", seen(&player));
    player.play("<esc>");
    assert!(
        matches!(player.app.screen, Screen::Home(_)),
        "and Esc does what it always does"
    );
    assert!(!seen(&player).contains("1/3"), "{}", seen(&player));
}

#[test]
fn a_client_who_reads_along_sees_nothing_of_the_tour() {
    let mut player = Player::empty(Lang::Fi);
    player.play("+Väinö<enter><enter>a5");
    assert!(
        matches!(player.app.screen, Screen::Meeting(_)),
        "{}",
        seen(&player)
    );
    assert!(!seen(&player).contains("/3:"), "{}", seen(&player));
}

fn entries(player: Player) -> i64 {
    let folder = player.leave();
    let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    let stamp = kohtaa::casework::Stamp {
        utc: chrono::Utc::now(),
        offset_min: 0,
        boot_ms: 0,
        today: chrono::Utc::now().date_naive(),
        seed: [7; 10],
    };
    let vault = Vault::look_in(&place(folder.path()), &secret, &stamp).unwrap();
    let sessions = vault.sessions(None, 1000).unwrap();
    i64::try_from(
        sessions
            .iter()
            .map(|row| row.responses.len())
            .sum::<usize>(),
    )
    .unwrap()
}

#[test]
fn practising_at_home_keeps_nothing_and_leads_home_again() {
    let before = entries(scenes::office(Lang::Fi));
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-p>harjoittele<enter>arvio lyhyt<enter>");
    assert!(
        seen(&player).contains("Mitään ei tallenneta"),
        "{}",
        seen(&player)
    );
    assert!(seen(&player).contains("kokeilu"), "{}", seen(&player));
    player.play("775<esc>");
    assert!(
        seen(&player).contains("Lopeta kokeilu"),
        "{}",
        seen(&player)
    );
    player.play("3");
    assert!(
        matches!(player.app.screen, Screen::Home(_)),
        "{}",
        seen(&player)
    );
    assert_eq!(player.app.exit, None, "the program goes on");
    player.play("aino<enter>");
    assert!(
        matches!(player.app.screen, Screen::Client(_)),
        "{}",
        seen(&player)
    );
    assert_eq!(entries(player), before);
}

#[test]
fn practising_over_an_open_vault_locks_like_anything_else() {
    for lock in ["<f9>", "<wait:301>"] {
        let mut player = scenes::office(Lang::Fi);
        player
            .play("<ctrl-p>harjoittele<enter>arvio lyhyt<enter>7")
            .play(lock);
        assert!(player.app.is_locked(), "{lock}: {}", seen(&player));
        player.unlock();
        assert!(
            matches!(player.app.screen, Screen::Home(_)),
            "{}",
            seen(&player)
        );
    }
}

#[test]
fn colours_and_signs_are_chosen_at_once_and_remembered() {
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-p>vaihda värejä<enter>");
    assert!(
        seen(&player).contains("suuri kontrasti"),
        "{}",
        seen(&player)
    );
    player.play("4<ctrl-p>vaihda värejä<enter>7");
    assert_eq!((player.app.look, player.app.ascii), (Look::Contrast, true));
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.unlock();
    assert_eq!((player.app.look, player.app.ascii), (Look::Contrast, true));
    // What was asked for on the command line counts more.
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    (player.app.look, player.app.look_given) = (Look::Mono, true);
    player.unlock();
    assert_eq!(player.app.look, Look::Mono);
}
