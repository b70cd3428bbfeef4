//! A whole meeting by keys alone: from the first start to looking back at it.

use super::*;

const NAME: &str = "Äiti Öljymäki";

/// Waits until the arrow stands before an item, however its label goes on.
fn on(pty: &Pty, label: &str) {
    pty.wait_until(label, |screen| focused(screen).starts_with(label));
}

/// Makes the vault, the recovery key wrongly and rightly asked back.
fn set_up(pty: &mut Pty) {
    pty.wait_for("Tehdään oma holvi");
    pty.type_text("Ohjaaja Öhman");
    press(pty, "enter enter 3 enter");
    pty.wait_for("▸ Tunnuslause");
    pty.type_text("liian lyhyt");
    press(pty, "enter enter");
    pty.wait_for("vähintään 12 merkkiä. Neljä");
    press(pty, "ctrl-u");
    pty.type_text(PASSPHRASE);
    press(pty, "enter");
    pty.type_text(PASSPHRASE);
    press(pty, "enter");
    pty.wait_for("Palautusavain");
    let text = pty.text();
    let begin = text.find("AGE-SECRET-KEY-").unwrap();
    let key: String = text[begin..].split_whitespace().take(2).collect();
    pty.type_text("ÄÖ??");
    press(pty, "enter");
    pty.wait_for("Merkit eivät täsmää");
    press(pty, "ctrl-u");
    let key = key.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric());
    pty.type_text(&key[key.len() - 4..]);
    press(pty, "enter");
    pty.wait_for("Ei vielä asiakkaita");
}

/// What is said before anything is written down, and the opening.
fn begin_talking(pty: &mut Pty) {
    on(pty, "Kerroin tietojen käsittelystä");
    press(pty, "1 1 2 2");
    on(pty, "Mikä helpottaa tapaamista?");
    press(pty, "1 2 tab");
    on(pty, "Onko jotain, mistä et halua puhua?");
    pty.type_text("entinen työpaikka");
    press(pty, "pagedown");
    on(pty, "Kerro jostain, mikä on sujunut.");
    pty.type_text("löysin pyöräni järveltä");
    press(pty, "pagedown");
    on(pty, "Aihe");
    pty.type_text("työtä öisin");
    press(pty, "enter 1");
    on(pty, "Aihe");
    press(pty, "enter");
    on(pty, "Mistä puhumme nyt?");
    pty.type_text("kahvilatyö");
    press(pty, "pagedown");
}

/// The rulers with their follow-ups, and the plan.
fn talk_of_change(pty: &mut Pty) {
    on(pty, "Kuinka tärkeää sinulle on nyt tämä: kahvilatyö?");
    press(pty, "8 tab");
    on(pty, "Valitsit numeron 8");
    pty.type_text("lapset näkisivät minun syövän eväitä töissä");
    press(pty, "tab");
    on(pty, "Kuinka varma olet");
    press(pty, "4 tab");
    pty.type_text("pärjäsin ennenkin");
    press(pty, "pagedown");
    on(pty, "Tavoite omin sanoin");
    pty.type_text("kaksi päivää viikossa kahvilassa");
    press(pty, "enter");
    pty.wait_for(SAVED);
    press(pty, "tab");
    on(pty, "Askel omin sanoin");
    pty.type_text("soitan Järvelään");
    press(pty, "enter 1");
    pty.type_text("huomenna");
    press(pty, "enter pagedown pagedown");
}

/// The summary drafted from what was said, the next date, the client's feedback; the meeting is over.
fn close(pty: &mut Pty) {
    on(pty, "Ymmärsinkö oikein?");
    press(pty, "ctrl-d");
    pty.wait_until("the draft taken over", |screen| {
        screen.text().contains("› Tarkistan, kuulinko oikein.")
    });
    press(pty, "tab");
    on(pty, "Milloin tapaamme seuraavan kerran?");
    pty.type_text("+2vk");
    press(pty, "tab");
    on(pty, "Mihin aikaan?");
    pty.type_text("9.30");
    press(pty, "tab");
    on(pty, "Tulitko kuulluksi?");
    press(pty, "9 8");
    on(pty, "Mitä teen ensi kerralla toisin?");
    pty.type_text("vähemmän lomakkeita");
    press(pty, "esc");
    pty.wait_for("Miten jatketaan?");
    press(pty, "2");
    pty.wait_for("Jälkityöt");
    // Home names what waits; the client's page has the meeting.
    press(pty, "esc");
    pty.wait_for("siirtämättä viralliseen");
    pty.type_text(NAME);
    press(pty, "enter");
    pty.wait_for("Tapaamiset 1");
}

/// Every line that the review shows, from top to bottom.
fn look_back(pty: &mut Pty) -> String {
    press(pty, "enter");
    pty.wait_for("F1 ohje");
    pty.wait_until("the past meeting", |screen| {
        screen.text().contains("entinen työpaikka")
    });
    let mut seen = pty.text();
    for _ in 0..6 {
        press(pty, "pagedown");
        std::thread::sleep(std::time::Duration::from_millis(60));
        seen.push_str(&pty.text());
    }
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_whole_interview_goes_by_keys_alone_from_the_first_start_to_looking_back() {
    let mut pty = launch().start();
    set_up(&mut pty);
    // The organisation has allowed real clients.
    press(&mut pty, "+");
    pty.wait_for("Uusi asiakas");
    assert!(!pty.text().contains("keksittyjä"), "{}", pty.text());
    press(&mut pty, "esc");
    begin(&mut pty, NAME, '1');
    begin_talking(&mut pty);
    talk_of_change(&mut pty);
    close(&mut pty);
    let seen = look_back(&mut pty);
    for words in [
        "entinen työpaikka",
        "löysin pyöräni järveltä",
        "työtä öisin",
        "kahvilatyö",
        "lapset näkisivät minun syövän eväitä töissä",
        "pärjäsin ennenkin",
        "kaksi päivää viikossa kahvilassa",
        "soitan Järvelään",
        "vähemmän lomakkeita",
    ] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    press(&mut pty, "ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    // The next day nothing is said to be unfinished, and the names are covered until a key shows them.
    let mut pty = launch().start_in(pty.into_home());
    unlock(&mut pty);
    pty.wait_for("Asiakkaat");
    assert!(!pty.text().contains("Kesken"), "{}", pty.text());
    assert!(!pty.text().contains("Öljymäki"), "{}", pty.text());
    press(&mut pty, ".");
    pty.wait_for(NAME);
}
