//! Reading together, the line written before the client, pauses, and being among other people.

use kohtaa::app::{Pause, Screen};
use kohtaa::casework::Event;
use kohtaa::lang::Lang;

use super::player::{PASSPHRASE, Player, SIZES};
use super::scenes;

const SIZE: (u16, u16) = (80, 24);

fn is_turned(player: &Player) -> bool {
    matches!(&player.app.screen, Screen::Meeting(meeting) if meeting.turned.is_some())
}

/// At the closing of a meeting with two rulers, words, a quote and a note.
fn said() -> Player {
    let mut player = scenes::closing(Lang::Fi);
    player.play("<f2>haluan nähdä meren<enter><esc>");
    player.play("<f4>Mietti pitkään.<esc>");
    player
}

/// Reads on until the line holds `words`.
fn read_to(player: &mut Player, words: &str) {
    for _ in 0..30 {
        if player.text(SIZE).contains(words) {
            return;
        }
        player.play("<enter>");
    }
    panic!("{words} is not read\n{}", player.text(SIZE));
}

#[test]
fn what_will_be_kept_is_read_line_by_line_without_notes_and_feedback() {
    let mut player = said();
    player.play("<tab><tab>9<insert>");
    assert!(is_turned(&player));
    let mut read = Vec::new();
    for _ in 0..30 {
        let text = player.text(SIZE);
        if text.contains("Valmis.") {
            break;
        }
        read.push(text);
        player.play("<enter>");
    }
    let all = read.join("\n");
    for words in [
        "kahvilatyö",
        "Kuinka tärkeää",
        "lapset näkisivät minun tekevän jotain",
        "Sanoit:",
        "”haluan nähdä meren”",
    ] {
        assert!(all.contains(words), "{words}\n{all}");
    }
    for kept in ["Mietti", "Tulitko kuulluksi", "Aino", "A-", "tallennettu"] {
        assert!(!all.contains(kept), "{kept}\n{all}");
    }
    let end = player.text(SIZE);
    assert!(
        end.contains("Valmis.") && end.contains("Ctrl-R ja r"),
        "{end}"
    );
    player.play("<esc><ctrl-c>");
    assert!(is_turned(&player));
    player.play("<ctrl-r>r");
    assert!(!is_turned(&player));
}

#[test]
fn a_line_is_corrected_in_place_and_undone_like_any_answer() {
    let mut player = said();
    player.play("<insert>");
    read_to(&mut player, "lapset näkisivät");
    player.play("<f4> aamuisin<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("tekevän jotain aamuisin"), "{text}");
    assert!(is_turned(&player));
    player.play("<ctrl-r>r<ctrl-z>");
    let Screen::Meeting(meeting) = &player.app.screen else {
        panic!("no meeting");
    };
    let held = format!("{:?}", meeting.response(0).cells());
    assert!(held.contains("tekevän jotain") && !held.contains("aamuisin"));
}

#[test]
fn a_number_is_corrected_by_its_key() {
    let mut player = said();
    player.play("<insert>");
    read_to(&mut player, "Kuinka tärkeää");
    player.play("<f4>4");
    assert!(player.text(SIZE).contains("Valitsit 4."));
    player.play("<enter>");
    let text = player.text(SIZE);
    assert!(
        text.contains("Kuinka tärkeää") && text.contains("korjaa"),
        "{text}"
    );
    player.play("<f4>7<esc>");
    assert!(is_turned(&player));
}

#[test]
fn a_correction_can_be_left_and_what_stood_stands() {
    let mut player = said();
    player.play("<insert>");
    read_to(&mut player, "lapset näkisivät");
    player.play("<f4> aivan muuta<esc>");
    let text = player.text(SIZE);
    assert!(
        text.contains("lapset näkisivät") && !text.contains("aivan"),
        "{text}"
    );
}

#[test]
fn only_a_second_key_forgets_and_then_nothing_holds_the_words() {
    let mut player = said();
    player.play("<insert>");
    read_to(&mut player, "nähdä meren");
    player.play("<delete>");
    assert!(player.text(SIZE).contains("Unohdetaanko"));
    player.play("<esc>");
    assert!(player.text(SIZE).contains("nähdä meren"));
    player.play("<delete><enter>");
    assert!(!player.text(SIZE).contains("nähdä meren"));
    player.play("<up>");
    assert!(!player.text(SIZE).contains("nähdä meren"));
    read_to(&mut player, "Valmis.");
    player.play("<ctrl-r>r");
    let vault = player.vault();
    assert!(vault.search("meren", 9).unwrap().is_empty());
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn what_was_read_together_is_recorded_and_the_vault_still_follows_from_the_journal() {
    let mut player = said();
    player.play("<insert>");
    read_to(&mut player, "lapset näkisivät");
    player.play("<f4>!<enter>");
    read_to(&mut player, "nähdä meren");
    player.play("<delete><enter>");
    read_to(&mut player, "Valmis.");
    player.play("<ctrl-r>r");
    let session = player.session();
    let mut vault = player.vault();
    let stored = vault.session(session).unwrap();
    let Some(Event::ReadTogether {
        kept,
        corrected,
        forgotten,
        unread,
    }) = stored.read_together
    else {
        panic!("nothing is recorded");
    };
    assert!(kept >= 3, "{kept}");
    assert_eq!((corrected, forgotten, unread), (1, 1, 0));
    let before = vault.session(session).unwrap();
    vault.rebuild().unwrap();
    assert_eq!(vault.session(session).unwrap(), before);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn by_phone_the_lines_are_on_the_counsellors_own_screen() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a5<ctrl-p>vaihda tapa<enter>2<enter><ctrl-f>muita kuulemassa<enter>2<insert>");
    let text = player.text(SIZE);
    assert!(
        text.contains("Lue ääneen") && text.contains("Onko muita"),
        "{text}"
    );
    player.play("<enter>");
    assert!(player.text(SIZE).contains("Esc palaa tapaamiseen"));
    player.play("<esc>");
    assert!(!is_turned(&player));
}

#[test]
fn the_client_sees_the_line_grow_and_enter_makes_it_a_quote() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f10>6<f4>haluan herätä aamuisin");
    let text = player.text(SIZE);
    assert!(text.contains("Kirjoitan tämän muistiin. Hetki."), "{text}");
    assert!(text.contains("haluan herätä aamuisin"), "{text}");
    player.play("<esc>");
    assert!(player.text(SIZE).contains("Valitsit 6."));
    player.play("<ctrl-n>");
    assert!(player.text(SIZE).contains("haluan herätä aamuisin"));
    player.play(" ja lähteä<enter><ctrl-r>r<f2>");
    let text = player.text(SIZE);
    assert!(
        text.contains("”haluan herätä aamuisin ja lähteä”"),
        "{text}"
    );
}

#[test]
fn a_line_that_was_put_aside_is_there_after_a_restart() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-p>kirjoitustauko<enter>haluan herätä<esc><down><tick>");
    let folder = player.leave();
    let mut player = Player::locked_in(folder, Lang::Fi);
    player.play(PASSPHRASE).play("<enter><enter>");
    player.play("<ctrl-p>kirjoitustauko<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("haluan herätä"), "{text}");
}

#[test]
fn a_client_alone_gets_no_line_to_write() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-p>yksin<enter><f4>");
    assert!(!player.text(SIZE).contains("Kirjoitan"));
}

/// Where a pause may come: name, and the screen.
fn places() -> Vec<(&'static str, Player)> {
    let on = |mut player: Player, keys: &str| {
        player.play(keys);
        player
    };
    vec![
        ("home", scenes::office(Lang::Fi)),
        ("client", scenes::aino(Lang::Fi)),
        ("meeting", scenes::ruler(Lang::Fi)),
        ("note", on(scenes::ruler(Lang::Fi), "<f4>Mietti")),
        ("listening", on(scenes::ruler(Lang::Fi), "<f2>en halua")),
        ("client view", on(scenes::ruler(Lang::Fi), "<f10>6")),
        ("writing", on(scenes::ruler(Lang::Fi), "<f10><f4>haluan")),
        ("together", on(said(), "<insert>")),
        ("review", on(scenes::aino(Lang::Fi), "<enter>")),
    ]
}

#[test]
fn a_pause_covers_everything_and_gives_it_back_as_it_was() {
    for (name, mut player) in places() {
        let before = player.picture(SIZE);
        let entries = player.entries();
        player.play("<f11>");
        let text = player.text(SIZE);
        assert!(text.contains("Pidetään tauko."), "{name}\n{text}");
        for word in ["kahvila", "Mietti", "haluan", "F-C8C2", "Kuinka"] {
            assert!(!text.contains(word), "{name}: {word}\n{text}");
        }
        player.play("kirjain<enter><down><delete>6<paste:liitetty>");
        assert_eq!(player.text(SIZE), text, "{name}");
        player.play("<f11>");
        let text = player.text(SIZE);
        assert!(
            text.contains("112") && text.contains("09 2525 0111"),
            "{name}\n{text}"
        );
        player.play("<ctrl-u>");
        assert_eq!(player.app.pause, None, "{name}");
        player.play("<f11><esc>");
        assert_eq!(player.app.pause, None, "{name}");
        assert_eq!(player.picture(SIZE), before, "{name}");
        assert_eq!(player.entries(), entries, "{name}: something was recorded");
    }
}

#[test]
fn a_pause_does_not_keep_the_lock_away() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f11><wait:301>");
    assert!(player.app.is_locked());
    player.play(PASSPHRASE).play("<enter>");
    assert_eq!(player.app.pause, None::<Pause>);
    assert!(player.text(SIZE).contains("kahvilatyö"));
}

#[test]
fn the_safety_card_is_read_whole_at_every_size() {
    for size in SIZES {
        let mut player = scenes::ruler(Lang::Fi);
        player.play("<f11><f11>");
        let text = player.text(size);
        for number in ["112", "116 117", "09 2525 0111", "080 005 005", "Esc palaa"] {
            assert!(text.contains(number), "{size:?}: {number}\n{text}");
        }
    }
}

#[test]
fn among_other_people_no_name_is_shown_and_the_lock_is_early() {
    let mut player = scenes::office(Lang::Fi);
    player.play(".<ctrl-p>ulkona<enter>");
    let names = ["Aino", "Mikko", "Sari"];
    let mut seen = player.text(SIZE);
    player.play("."); // names stay covered
    seen += &player.text(SIZE);
    player.play("<esc>aino<enter>");
    seen += &player.text(SIZE);
    assert!(seen.contains("Ulkona: ei nimiä"), "{seen}");
    player.play("m<esc>");
    seen += &player.text(SIZE);
    player.play("<enter>");
    seen += &player.text(SIZE);
    for name in names {
        assert!(!seen.contains(name), "{name}\n{seen}");
    }
    player.play("<wait:61>");
    assert!(player.app.is_locked());
    let folder = player.leave();
    let mut player = Player::locked_in(folder, Lang::Fi);
    player.unlock();
    assert!(player.app.outdoors, "it stays until it is switched off");
    player.play("<ctrl-p>ulkona<enter>.");
    assert!(player.text(SIZE).contains("Aino"));
    assert!(!player.app.outdoors);
}

#[test]
fn while_nothing_is_kept_every_side_of_the_screen_says_so() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f12>");
    assert!(player.text(SIZE).contains("Nyt en kirjaa."));
    player.play("<f10>");
    assert!(player.text(SIZE).contains("Nyt en kirjaa."));
    player.play("<ctrl-r>r<f2>");
    assert!(player.text(SIZE).contains("Nyt en kirjaa."));
    player.play("<f12>");
    assert!(!player.text(SIZE).contains("Nyt en kirjaa."));
}

#[test]
fn the_last_quote_is_forgotten_by_a_key_and_a_confirmation() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f2>ensimmäinen<enter>toinen<enter><ctrl-x>");
    assert!(player.text(SIZE).contains("”toinen”"));
    player.play("<delete>");
    let text = player.text(SIZE);
    assert!(
        text.contains("”ensimmäinen”") && !text.contains("toinen"),
        "{text}"
    );
    let vault = player.vault();
    assert!(vault.search("toinen", 9).unwrap().is_empty());
    assert!(vault.verify().unwrap().is_sound());
}
