//! The guide keeps its promises: its examples grow into a whole form, and what it says the checker says is what it says.

use std::fs;

use kohtaa::form::describe::describe;
use kohtaa::form::{Catalogue, Source, load};
use kohtaa::lang::Lang;

use super::told;
use crate::sources::root;

const FILE: &str = "wellbeing.toml";
const GUIDES: [(&str, Lang); 2] = [("forms/GUIDE.md", Lang::En), ("forms/OPAS.md", Lang::Fi)];

/// What stands between fences, with the words behind the opening one.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(info) if !inside => {
                inside = true;
                blocks.push((info.to_owned(), String::new()));
            }
            Some(_) => inside = false,
            None if inside => {
                let (_, body) = blocks.last_mut().unwrap();
                body.push_str(line);
                body.push('\n');
            }
            None => {}
        }
    }
    assert!(!inside, "a fence is left open");
    blocks
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// Grows the form example by example; what is said of each is compared with what the page shows. Gives the grown form.
fn grow(blocks: &[(String, String)], lang: Lang) -> String {
    let catalogue = Catalogue::load(None);
    let mut form = String::new();
    for (nth, (info, body)) in blocks.iter().enumerate() {
        let shown = blocks.get(nth + 1).filter(|(info, _)| info == "text");
        let shown = shown.map_or("", |(_, shown)| shown.as_str());
        let joined = match form.is_empty() {
            true => body.clone(),
            false => format!("{form}\n{body}"),
        };
        let said = match info.as_str() {
            "toml" => {
                form = joined;
                told(&catalogue, FILE, &form, lang)
            }
            "toml wrong" => {
                assert!(!shown.is_empty(), "a mistake without its message:\n{body}");
                told(&catalogue, FILE, &joined, lang)
            }
            "toml instead" => {
                let key = body.split(" = ").next().unwrap();
                let old = form.lines().find(|line| line.starts_with(key)).unwrap();
                form = form.replacen(old, body.trim_end(), 1);
                // Only the first of many is shown.
                told(&catalogue, FILE, &form, lang)
                    .into_iter()
                    .take(1)
                    .collect()
            }
            _ => continue,
        };
        assert_eq!(said.join("\n\n"), shown.trim_end(), "after\n{body}");
    }
    form
}

#[test]
fn the_examples_of_the_guide_grow_into_a_form_and_its_messages_are_the_checkers() {
    for (file, lang) in GUIDES {
        let page = read(file);
        let form = grow(&blocks(&page), lang);
        assert!(
            form.contains("[[score]]") && form.contains("relevant ="),
            "{file}"
        );
    }
}

#[test]
fn both_guides_show_the_same_examples() {
    let [one, other] = GUIDES.map(|(file, _)| {
        let blocks = blocks(&read(file)).into_iter();
        blocks
            .filter(|(info, _)| info != "text")
            .collect::<Vec<_>>()
    });
    assert!(one.len() > 8);
    assert_eq!(one, other);
}

#[test]
fn the_form_at_the_end_of_the_guide_is_what_was_built_in_three_languages() {
    let grown = grow(&blocks(&read(GUIDES[0].0)), Lang::En);
    let whole = read("forms/guide/wellbeing.toml");
    assert_eq!(
        told(&Catalogue::load(None), FILE, &whole, Lang::En),
        [""; 0]
    );
    let described = |text: &str, lang| {
        let loaded = load(&Source::new(FILE, text.as_bytes())).unwrap();
        describe(&loaded.form, text.as_bytes(), lang)
    };
    assert_eq!(described(&grown, Lang::En), described(&whole, Lang::En));
    assert_ne!(described(&whole, Lang::Sv), described(&whole, Lang::En));
}
