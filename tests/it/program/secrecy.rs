//! What others may learn: nothing from the disk, nothing from a glance.

use std::time::Duration;

use super::*;

/// Words of three letters would be found by chance; these are not.
const WORDS: [&str; 5] = [
    "Öljymäki",
    "kanarialintu",
    "pyöränkorjaaja",
    "hämähäkinverkko",
    "vihreä öinen",
];

fn assert_unreadable(home: &Path) {
    let files = files(home);
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for word in WORDS {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let found = holds(&bytes, word.as_bytes()) || holds(&bytes, &wide);
            assert!(!found, "{word} in {}", file.display());
        }
    }
}

#[test]
fn no_word_typed_stands_in_any_file_at_any_time() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("kanarialintu laulaa");
    press(&mut pty, "f4");
    pty.wait_for("Muistio");
    pty.type_text("pyöränkorjaaja");
    press(&mut pty, "esc backtab");
    pty.wait_until("the item before", |screen| {
        focused(screen).starts_with("Mitä toivoisit")
    });
    pty.type_text("hämähäkinverkko");
    std::thread::sleep(Duration::from_millis(800));
    assert_unreadable(pty.home());
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    assert_unreadable(pty.home());
}

#[test]
fn the_privacy_key_hides_everything_at_once_and_brings_it_back() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("kanarialintu");
    pty.wait_for("kanarialintu");
    let before = picture(&pty);
    pty.key("f8");
    pty.wait_for("Palaa samalla näppäimellä: F8");
    let hidden = pty.text();
    for word in [
        "kanarialintu",
        "Öljymäki",
        "Oma arvio",
        "Mikä sinulla",
        SAVED,
    ] {
        assert!(!hidden.contains(word), "{hidden}");
    }
    assert_eq!(
        hidden.split_whitespace().collect::<Vec<_>>().join(" "),
        "Kohtaa Palaa samalla näppäimellä: F8"
    );
    // What is typed blindly goes nowhere.
    pty.type_text("sokkona");
    pty.key("f8");
    pty.wait_for("kanarialintu");
    assert_eq!(picture(&pty), before);
}

#[test]
fn an_identity_code_is_masked_as_it_is_typed_and_stands_nowhere() {
    const CODE: &str = "131052-308T";
    let mut pty = at_a_note(launch(), home());
    pty.type_text("tunnus 131052-308");
    pty.wait_for("131052-308");
    // Nobody reads a code off a draft either: it is whole only with its last sign.
    pty.type_text("T");
    pty.wait_for("Tunnusta ei tallenneta");
    pty.type_text(" loppui");
    pty.wait_for("tunnus ●●● loppui");
    pty.key("f4");
    pty.wait_for("Muistio");
    pty.type_text(&format!("myös {CODE} tässä"));
    pty.wait_for("myös ●●● tässä");
    pty.key("esc");
    pty.paste(&format!(" ja {CODE}"));
    pty.wait_for("loppui ja ●●●");
    pty.key("backtab");
    pty.wait_for(SAVED);
    assert!(!pty.text().contains("308T"));
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    let held = format!("{:?}", stored(pty.home()));
    assert!(held.contains("●●●") && !held.contains("308T"), "{held}");
}

#[test]
fn an_identity_code_is_no_name_for_a_client() {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    pty.wait_for("Ei vielä asiakkaita");
    pty.key("+");
    pty.wait_for("Uusi asiakas");
    pty.type_text("Åke 131052-308T");
    press(&mut pty, "enter enter");
    pty.wait_for("Tässä on henkilötunnus");
    press(&mut pty, "esc");
    pty.wait_for("Ei vielä asiakkaita");
}
