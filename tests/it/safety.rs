//! The safety card is data: the shipped one is sound, an office's own takes its place, and a faulty one hides nothing.

use std::fs;

use kohtaa::form::{Catalogue, Source};
use kohtaa::lang::Lang;

use crate::sources::root;

fn shipped() -> String {
    fs::read_to_string(root().join("forms/lists/safety.toml")).unwrap()
}

fn codes(text: &str) -> Vec<&'static str> {
    let source = Source::new("safety.toml", text.as_bytes());
    let found = Catalogue::default().check(&source);
    found.iter().map(|found| found.message.code).collect()
}

fn with_own(text: &str) -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lists")).unwrap();
    fs::write(folder.path().join("lists/safety.toml"), text).unwrap();
    Catalogue::load(Some(folder.path()))
}

#[test]
fn the_shipped_card_is_sound_and_says_where_its_numbers_are_from() {
    assert_eq!(codes(&shipped()), [""; 0]);
    let catalogue = Catalogue::load(None);
    let card = catalogue.safety();
    let numbers: Vec<&str> = card.numbers.iter().map(|it| it.number.as_str()).collect();
    for number in ["112", "116 117", "09 2525 0111", "080 005 005"] {
        assert!(numbers.contains(&number), "{number}");
    }
    for number in &card.numbers {
        assert!(number.source.starts_with("https://"), "{number:?}");
        for lang in Lang::INTERFACE {
            assert!(number.name.exact(lang).is_some(), "{number:?}");
        }
    }
    assert!(card.checked().is_some());
}

#[test]
fn what_is_wrong_with_a_card_is_told_by_its_place() {
    let text = shipped();
    for (from, to, code) in [
        (
            "checked = 2026-11-25",
            "checked = \"eilen\"",
            "form-wrong-type",
        ),
        ("number = \"112\"\n", "", "form-missing-key"),
        (
            "source = \"https://112.fi\"",
            "sorce = \"https://112.fi\"",
            "form-unknown-key",
        ),
        ("list = \"safety\"", "list = \"safty\"", "form-unknown-word"),
        (
            "sv = \"Fråga rakt och lugnt.\"\n",
            "",
            "form-language-missing",
        ),
        ("format = 1", "format = 2", "form-out-of-range"),
    ] {
        let found = codes(&text.replacen(from, to, 1));
        assert!(found.contains(&code), "{to}: {found:?}");
    }
}

#[test]
fn an_offices_own_card_takes_the_place_of_the_shipped_one_unless_it_is_faulty() {
    let own = shipped().replace("09 2525 0111", "03 123 456");
    assert_eq!(with_own(&own).safety().numbers[2].number, "03 123 456");
    let broken = with_own(&own.replace("[[number]]", "[[nummer]]"));
    assert_eq!(broken.safety().numbers[2].number, "09 2525 0111");
    assert_eq!(broken.faulty().len(), 1);
}
