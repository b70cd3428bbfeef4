//! Names of instruments that others hold the rights to: a form may use them only with a permission that it names.

use std::sync::OnceLock;

use serde::Deserialize;
use toml::de::DeTable;

use super::super::diagnostic::Message;
use super::super::keys::HEAD;
use super::super::reader::{Quoted, Reader};
use super::walk::{Met, Words, walk};

const LIST: &str = include_str!("../../../forms/lists/instruments.toml");

#[derive(Deserialize)]
struct List {
    instrument: Vec<Instrument>,
}

/// An instrument by its names, the first being the one it is told by.
#[derive(Deserialize)]
struct Instrument {
    names: Vec<String>,
    holder: String,
}

fn instruments() -> &'static [Instrument] {
    static READ: OnceLock<Vec<Instrument>> = OnceLock::new();
    // A test sees to it that the list can be read.
    READ.get_or_init(|| {
        toml::from_str(LIST).map_or_else(|_| Vec::new(), |list: List| list.instrument)
    })
}

/// Reports texts that name an instrument; told once for each.
pub(in super::super) fn permission<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>) {
    let mut named = mentioned(reader.source());
    if named.is_empty() || document.contains_key("permission") {
        return;
    }
    walk(document, &HEAD, &mut |met| {
        let Met::Text(said) = met else {
            return;
        };
        match &said.words {
            Words::Same(quoted) => look(reader, quoted, &mut named),
            Words::Each(texts) => {
                texts
                    .iter()
                    .for_each(|(_, quoted)| look(reader, quoted, &mut named));
            }
        }
    });
}

fn look(reader: &mut Reader<'_>, quoted: &Quoted<'_>, named: &mut Vec<&Instrument>) {
    named.retain(|instrument| {
        let mut names = instrument.names.iter();
        let Some((at, name)) = names.find_map(|name| Some((place(quoted.text, name)?, name)))
        else {
            return true;
        };
        let span = reader.within(quoted, at..at + name.len());
        let message = Message::new("form-licensed-instrument")
            .with("name", name)
            .with("holder", &instrument.holder);
        reader.faults.error(span, message);
        false
    });
}

/// The instruments that a file names anywhere, found in one go: few do, and then nothing is looked at twice.
fn mentioned(text: &str) -> Vec<&'static Instrument> {
    let starting = by_first_letter();
    let mut found = vec![false; instruments().len()];
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        if !before.is_ascii_alphanumeric() {
            for (one, name) in &starting[usize::from(byte)] {
                found[*one] = found[*one] || is_at(text, at, name);
            }
        }
        before = byte;
    }
    let found = instruments().iter().zip(found);
    found
        .filter(|(_, found)| *found)
        .map(|(one, _)| one)
        .collect()
}

/// The names by the byte that they may begin with, each with the number of its instrument: a long file is seldom looked at closer.
fn by_first_letter() -> Vec<Vec<(usize, &'static str)>> {
    let mut starting = vec![Vec::new(); 256];
    for (one, instrument) in instruments().iter().enumerate() {
        for name in &instrument.names {
            let Some(first) = name.bytes().next() else {
                continue;
            };
            let written = [
                first,
                first.to_ascii_lowercase(),
                first.to_ascii_uppercase(),
            ];
            let count = if is_in_capitals(name) { 1 } else { 3 };
            let mut ways = written[..count].to_vec();
            ways.sort_unstable();
            ways.dedup();
            for way in ways {
                starting[usize::from(way)].push((one, name.as_str()));
            }
        }
    }
    starting
}

fn is_in_capitals(name: &str) -> bool {
    !name.contains(char::is_lowercase)
}

/// Where a text has a name as a word of its own.
fn place(text: &str, name: &str) -> Option<usize> {
    (0..text.len()).find(|at| is_at(text, *at, name))
}

/// Whether a name begins here. Names in capitals must be written so; of long names an ending may follow, as
/// languages with cases add it.
fn is_at(text: &str, at: usize, name: &str) -> bool {
    const LONG: usize = 7;
    let Some(part) = text.get(at..at + name.len()) else {
        return false;
    };
    let in_capitals = is_in_capitals(name);
    let same = match in_capitals {
        true => part == name,
        false => part.eq_ignore_ascii_case(name),
    };
    if !same || text[..at].ends_with(char::is_alphanumeric) {
        return false;
    }
    match text[at + name.len()..].chars().next() {
        Some(c) if c.is_alphabetic() => !in_capitals && name.len() >= LONG,
        Some(c) => !c.is_numeric(),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_list_is_read_and_each_name_is_found() {
        assert!(instruments().len() > 10);
        for instrument in instruments() {
            assert!(!instrument.holder.is_empty());
            for name in &instrument.names {
                assert_eq!(place(&format!("x {name}, y"), name), Some(2), "{name}");
            }
        }
    }

    #[test]
    fn names_are_words() {
        for (text, name, at) in [
            ("Kykyviisarin tulos", "Kykyviisari", Some(0)),
            ("kykyviisari", "Kykyviisari", Some(0)),
            ("an audit of the house", "AUDIT", None),
            ("Täytä WAI-lomake", "WAI", Some(8)),
            ("HAWAII", "WAI", None),
            ("Outcomes Star.", "Outcomes Star", Some(0)),
        ] {
            assert_eq!(place(text, name), at, "{text}");
        }
    }
}
