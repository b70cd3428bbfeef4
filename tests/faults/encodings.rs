//! A word in every shape in which it might be left lying about, and the search for all of them at once.

use std::collections::BTreeSet;
use std::fmt::Write;

use regex::bytes::Regex;

/// The shapes, by name. Base64 has three, for where in a group of three bytes the word begins.
pub fn shapes(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = word.as_bytes();
    let last: Vec<char> = word.chars().rev().take(6).collect();
    vec![
        ("utf-8", bytes.to_vec()),
        ("utf-16le", wide(word, u16::to_le_bytes)),
        ("utf-16be", wide(word, u16::to_be_bytes)),
        ("base64", base64(bytes, 0)),
        ("base64 after one", base64(bytes, 1)),
        ("base64 after two", base64(bytes, 2)),
        ("percent", percent(bytes).into_bytes()),
        ("hex", hex(bytes).into_bytes()),
        ("latin-1", word.chars().map(|sign| sign as u8).collect()),
        ("json", json(word).into_bytes()),
        (
            "reversed",
            word.chars().rev().collect::<String>().into_bytes(),
        ),
        (
            "last six",
            last.into_iter().rev().collect::<String>().into_bytes(),
        ),
    ]
}

/// Those of the words, each with its shape, that stand somewhere in the bytes.
pub fn found(words: &[String], bytes: &[u8]) -> BTreeSet<(String, &'static str)> {
    let all: Vec<(String, &'static str, Vec<u8>)> = words
        .iter()
        .flat_map(|word| {
            let shapes = shapes(word).into_iter();
            shapes.map(move |(name, shape)| (word.clone(), name, shape))
        })
        .collect();
    // Hexadecimal digits may be large or small; nothing else has to be forgiven.
    let pattern: Vec<String> = all
        .iter()
        .map(|(_, _, shape)| shape.iter().map(|byte| format!("\\x{byte:02x}")).collect())
        .collect();
    let any = Regex::new(&format!("(?i-u:{})", pattern.join("|"))).unwrap();
    let mut found = BTreeSet::new();
    let mut from = 0;
    while let Some(hit) = any.find_at(bytes, from) {
        let here = &bytes[hit.start()..];
        for (word, name, shape) in &all {
            if here.len() >= shape.len() && here[..shape.len()].eq_ignore_ascii_case(shape) {
                found.insert((word.clone(), *name));
            }
        }
        from = hit.start() + 1;
    }
    found
}

fn wide(word: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    word.encode_utf16().flat_map(bytes).collect()
}

/// As the word stands when so many bytes come before it, without the digits that it shares with its neighbours.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<bool> = std::iter::repeat_n(0, before)
        .chain(bytes.iter().copied())
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
        .collect();
    let digits = bits.chunks_exact(6).map(|six| {
        let value = six
            .iter()
            .fold(0, |value, bit| value * 2 + usize::from(*bit));
        DIGITS[value]
    });
    digits.skip((before * 8).div_ceil(6)).collect()
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(*byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json(word: &str) -> String {
    word.chars().fold(String::new(), |mut text, sign| {
        if sign.is_ascii() {
            text.push(sign);
        } else {
            let _ = write!(text, "\\u{:04x}", sign as u32);
        }
        text
    })
}

#[test]
fn a_word_is_found_in_every_shape_and_no_other_word_is() {
    let words = [
        "kettu\u{e4}xqzwvj".to_owned(),
        "orava\u{f6}bkpfgd".to_owned(),
    ];
    for (name, shape) in shapes(&words[0]) {
        let mut bytes = vec![7; 1000];
        bytes.splice(300..300, shape);
        let names: Vec<&str> = found(&words, &bytes)
            .iter()
            .map(|(_, name)| *name)
            .collect();
        assert!(names.contains(&name), "{name}: {names:?}");
        assert!(found(&words[1..], &bytes).is_empty(), "{name}");
    }
    // The standard's own example.
    assert_eq!(base64(b"foobar", 0), b"Zm9vYmFy");
}
