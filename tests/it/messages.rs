//! The program's words are whole: the same ids with the same variables in every language, every id used, none missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_bundle::FluentResource;
use kohtaa::lang::{Arg, Lang, messages};

use crate::sources::{root, sources};

const FILES: [&str; 4] = ["app", "form", "cli", "vault"];

/// Calls whose first argument is a message id when it is a literal of two or more hyphened words.
const CALLS: [&str; 6] = ["get", "with", "say", "say_with", "word", "tell"];

/// Literals that look like ids and begin like some, but are something else.
const NOT_IDS: [&str; 0] = [];

type Variables = BTreeSet<String>;

fn source(lang: Lang, file: &str) -> String {
    let path = root().join("src/lang").join(lang.code()).join(file);
    fs::read_to_string(path.with_extension("ftl")).unwrap()
}

/// The ids of a file with the variables that each uses.
fn ids(source: &str) -> BTreeMap<String, Variables> {
    let mut found = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line
            .split_once('=')
            .filter(|_| !line.starts_with([' ', '}']))
        {
            let id = id.trim().to_owned();
            assert!(
                found.insert(id.clone(), Variables::new()).is_none(),
                "{id} is given twice"
            );
            current = Some(id);
        }
        let Some(variables) = current.as_ref().and_then(|id| found.get_mut(id)) else {
            continue;
        };
        for part in line.split('$').skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            variables.insert(part[..end.unwrap_or(part.len())].to_owned());
        }
    }
    found
}

fn all_ids(lang: Lang) -> BTreeMap<String, Variables> {
    let mut all = BTreeMap::new();
    for file in FILES {
        for (id, variables) in ids(&source(lang, file)) {
            assert!(
                all.insert(id.clone(), variables).is_none(),
                "{id} stands in two files of {}",
                lang.code()
            );
        }
    }
    all
}

fn is_id(word: &str) -> bool {
    word.contains('-')
        && word.split('-').enumerate().all(|(at, part)| {
            let mut letters = part.chars();
            letters
                .next()
                .is_some_and(|c| c.is_ascii_lowercase() || at > 0 && c.is_ascii_digit())
                && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

#[test]
fn every_file_is_good_fluent() {
    for lang in Lang::INTERFACE {
        for file in FILES {
            if let Err((_, faults)) = FluentResource::try_new(source(lang, file)) {
                panic!("src/lang/{}/{file}.ftl: {faults:?}", lang.code());
            }
        }
    }
}

#[test]
fn every_language_has_the_same_ids_and_variables_in_the_same_file() {
    for file in FILES {
        let finnish = ids(&source(Lang::Fi, file));
        for lang in [Lang::Sv, Lang::En] {
            let other = ids(&source(lang, file));
            let place = format!("src/lang/{}/{file}.ftl", lang.code());
            for (id, variables) in &finnish {
                let Some(theirs) = other.get(id) else {
                    panic!("{place}: {id} is missing");
                };
                assert_eq!(
                    variables, theirs,
                    "{place}: {id} has other variables than Finnish"
                );
            }
            for id in other.keys() {
                assert!(
                    finnish.contains_key(id),
                    "{place}: {id} is not in the Finnish file"
                );
            }
        }
    }
}

#[test]
fn ids_are_hyphened_words() {
    for id in all_ids(Lang::Fi).keys() {
        assert!(
            is_id(id),
            "{id}: write an id as two or more lower-case words with hyphens"
        );
    }
}

#[test]
fn every_message_formats_without_a_fault() {
    for lang in Lang::INTERFACE {
        for (id, variables) in all_ids(lang) {
            let args: Vec<(&str, Arg)> = variables
                .iter()
                .map(|v| (v.as_str(), Arg::Number(2)))
                .collect();
            let text = messages(lang).with(&id, &args);
            assert!(!text.is_empty(), "{id} is empty in {}", lang.code());
            assert!(!text.contains("{$"), "{id} in {}: {text}", lang.code());
            assert_ne!(text, id, "{id} is missing in {}", lang.code());
        }
    }
}

#[test]
fn every_id_used_in_the_code_exists() {
    let known = all_ids(Lang::Fi);
    let first_words: BTreeSet<&str> = known.keys().filter_map(|id| id.split('-').next()).collect();
    let mut missing = Vec::new();
    for file in sources() {
        for (number, line) in file.code() {
            for call in CALLS {
                for part in line.split(&format!("{call}(\"")).skip(1) {
                    let word = part.split('"').next().unwrap_or(part);
                    if is_id(word) && !known.contains_key(word) {
                        missing.push(format!("{}:{number}: {word}", file.path));
                    }
                }
            }
        }
        for (number, literal) in file.literals() {
            let first = literal.split('-').next().unwrap_or_default();
            let looks_so = is_id(&literal) && first_words.contains(first);
            if looks_so && !known.contains_key(&literal) && !NOT_IDS.contains(&literal.as_str()) {
                missing.push(format!("{}:{number}: {literal}", file.path));
            }
        }
    }
    missing.dedup();
    assert!(
        missing.is_empty(),
        "no such message (add it to src/lang/*/*.ftl, or to NOT_IDS here if it is no message id):\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_id_is_used_in_the_code() {
    let mut unused: BTreeSet<String> = all_ids(Lang::Fi).into_keys().collect();
    for file in sources() {
        for (_, literal) in file.literals() {
            unused.remove(&literal);
        }
    }
    assert!(unused.is_empty(), "messages that nothing says: {unused:?}");
}

#[test]
fn words_of_the_program_are_one_column_a_letter() {
    use unicode_width::UnicodeWidthChar;
    for lang in Lang::INTERFACE {
        for file in FILES {
            for line in source(lang, file).lines() {
                let odd = line.chars().find(|letter| letter.width() != Some(1));
                assert_eq!(odd, None, "{} {file}: {line}", lang.code());
            }
        }
    }
}
