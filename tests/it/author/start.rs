//! `kohtaa form new`: a start that can be used at once.

use std::fs;

use kohtaa::form::{Catalogue, Style, start};
use kohtaa::lang::Lang;

use super::told;
use crate::support::house::House;

#[test]
fn a_new_form_is_without_fault_or_doubt_and_shows_each_common_thing() {
    let catalogue = Catalogue::load(None);
    let mut words = String::new();
    for style in [Style::Conversation, Style::Questionnaire] {
        let text = start("oma_kysely", style);
        assert!(text.contains("id = \"oma_kysely\""));
        assert_eq!(told(&catalogue, "a.toml", &text, Lang::Fi), [""; 0]);
        words.push_str(&text);
    }
    for common in [
        "[[choices]]",
        "[[section]]",
        "[[item]]",
        "[[score]]",
        "[[suggest]]",
        "constraint",
        "relevant",
        "\"text\"",
        "\"note\"",
        "\"scale\"",
        "\"ruler\"",
        "\"single\"",
        "\"multi\"",
        "\"list\"",
        "\"date\"",
        "\"info\"",
        "bands",
        "draft",
        "when =",
        "role",
        "parent",
        "exclusive",
    ] {
        assert!(words.contains(common), "{common}");
    }
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let house = House::empty();
    let file = house.path("oma-kysely.toml");
    let name = file.to_str().unwrap();
    let made = house.run(&["form", "new", name], "").ok();
    assert_eq!(made.out.trim(), name);
    let written = fs::read_to_string(&file).unwrap();
    assert!(
        written.contains("id = \"oma_kysely\""),
        "named after its file"
    );
    fs::write(&file, "muuta").unwrap();
    let again = house.run(&["form", "new", name, "--kind", "conversation"], "");
    assert_eq!(again.code, 1);
    assert!(again.err.contains("on jo olemassa"), "{}", again.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "muuta");
    let wrong = house.run(&["form", "new", "--id", "Oma!"], "");
    assert_eq!(wrong.code, 1, "{}", wrong.err);
}
