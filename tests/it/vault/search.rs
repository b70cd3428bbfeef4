//! Looking for words as people type them.

use kohtaa::vault::Vault;
use proptest::prelude::*;

use super::{Den, Story, begin, id, init, text};

/// A vault that holds each of these as an answer of its own.
fn holding(den: &Den, answers: &[&str]) -> Vault {
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    for (nth, words) in answers.iter().enumerate() {
        let path = format!("item{nth}");
        entries.push(story.answer(id(1), id(10), id(100), &path, text(words)));
    }
    vault.record(&entries).unwrap();
    vault
}

#[test]
fn words_are_found_by_their_beginnings_whatever_the_letters() {
    const HELD: [&str; 8] = [
        "Asunnossa on kylmä",
        "haen asuntoa keskustasta",
        "ASUNTO löytyi",
        "mäki on jyrkkä",
        "Maki tuli kylään",
        "a\u{308}iti ja isä auttavat",
        "kävi Café Ålandissa",
        "työ, työt ja työssäkäynti",
    ];
    let table: [(&str, &[usize]); 22] = [
        // Endings stay behind the typed beginning; a stem that changes is found by what does not.
        ("asunto", &[2, 1]),
        ("asun", &[2, 1, 0]),
        ("asunnossa", &[0]),
        ("työssäkäynnin", &[]),
        ("työss", &[7]),
        // Large and small letters, Ä and ä too.
        ("ASUNTO", &[2, 1]),
        ("MÄKI", &[3]),
        ("åland", &[6]),
        // Composed or not, typed or held.
        ("äiti", &[5]),
        ("A\u{308}ITI", &[5]),
        ("ma\u{308}ki", &[3]),
        // Dots count, unless asked otherwise.
        ("maki", &[4]),
        ("~maki", &[4, 3]),
        ("~mäki", &[4, 3]),
        ("~MAKI", &[4, 3]),
        ("aiti", &[]),
        ("~aiti", &[5]),
        ("~cafe ~aland", &[6]),
        // All of the words, in any order; only the one behind the sign is taken loosely.
        ("keskusta asun", &[1]),
        ("isä ~aiti", &[5]),
        ("isa ~aiti", &[]),
        ("työ kylmä", &[]),
    ];
    let den = Den::new();
    let vault = holding(&den, &HELD);
    for (typed, wanted) in table {
        let hits = vault.search(typed, 50).unwrap();
        let found: Vec<&str> = hits.iter().map(|hit| hit.text.as_str()).collect();
        let wanted: Vec<String> = wanted
            .iter()
            .map(|nth| kohtaa::lang::clean::nfc(HELD[*nth]))
            .collect();
        assert_eq!(found, wanted, "{typed}");
    }
}

#[test]
fn a_subject_is_found_by_name_and_code_with_the_same_rules() {
    let den = Den::new();
    let vault = holding(&den, &[]);
    for (typed, found) in [
        ("öljy", 1),
        ("ÄIJÖ", 1),
        ("oljy", 0),
        ("~oljy", 1),
        ("~aijo öljymäki", 1),
        ("a-7k3q", 1),
        ("7K3", 1),
    ] {
        assert_eq!(vault.search(typed, 5).unwrap().len(), found, "{typed}");
    }
}

#[test]
fn the_newest_come_first_and_no_more_than_asked_for() {
    let den = Den::new();
    let many: Vec<String> = (0..120).map(|nth| format!("sama asia {nth}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let vault = holding(&den, &many);
    let hits = vault.search("sama", 50).unwrap();
    let newest: Vec<&str> = many.iter().rev().take(50).copied().collect();
    let found: Vec<&str> = hits.iter().map(|hit| hit.text.as_str()).collect();
    assert_eq!(found, newest);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_finds_or_does_not(held in "\\PC{0,24}", typed in "\\PC{0,12}") {
        let den = Den::new();
        let mut vault = holding(&den, &[&held]);
        vault.search(&typed, 5).unwrap();
        vault.search(&held, 5).unwrap();
        // What was put in comes out again, to the last word.
        let mut story = Story { n: 900 };
        let other = story.answer(id(1), id(10), id(100), "item0", text("muuta"));
        vault.record(&[other]).unwrap();
        prop_assert!(vault.verify().unwrap().is_sound());
    }
}
