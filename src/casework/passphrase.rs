//! How long a passphrase would withstand guessing: an honest estimate from below, without lists of leaked passwords.

use std::collections::BTreeSet;

/// Fewest letters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// As much as one common word is worth to somebody who tries words: about one of eight thousand.
const WORD_BITS: f64 = 13.0;
const LETTER_BITS: f64 = 3.5;
const DIGIT_BITS: f64 = 3.3;
const SIGN_BITS: f64 = 4.0;
/// A sequence, a repetition, a word tried first.
const NEARLY_NOTHING: f64 = 2.0;

/// Rows of keys and orders that are tried first.
const ORDERS: [&str; 5] = [
    "abcdefghijklmnopqrstuvwxyzåäö",
    "01234567890",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
];

/// Words tried first.
const FIRST: [&str; 10] = [
    "salasana",
    "tunnuslause",
    "password",
    "passphrase",
    "lösenord",
    "kohtaa",
    "työllisyys",
    "kissa",
    "admin",
    "letmein",
];

/// What a passphrase is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Found within days.
    Weak,
    /// Found within years, by somebody with many machines.
    Fair,
    Strong,
}

impl Strength {
    pub fn of(passphrase: &str) -> Strength {
        match bits(passphrase) {
            // The vault's key derivation lets a thousand machines try some 2^12 a second: 2^35 takes three months, 2^48 two
            // thousand years.
            bits if bits < 35.0 => Strength::Weak,
            bits if bits < 48.0 => Strength::Fair,
            _ => Strength::Strong,
        }
    }
}

/// How many guesses, as a power of two, somebody needs who knows how it is made up.
fn bits(passphrase: &str) -> f64 {
    let mut seen = BTreeSet::new();
    let lower = passphrase.to_lowercase();
    let chunks = chunks(&lower);
    chunks
        .into_iter()
        .map(|chunk| {
            if seen.insert(chunk) {
                worth(chunk)
            } else {
                NEARLY_NOTHING
            }
        })
        .sum()
}

/// Runs of letters, of digits, and of other signs. A single space between words is no secret.
fn chunks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, sign) in text.char_indices() {
        let kind = Some(kind(sign));
        if last.is_some() && last != kind {
            chunks.push(&text[start..at]);
            start = at;
        }
        last = kind;
    }
    chunks.push(&text[start..]);
    chunks.retain(|chunk| !matches!(*chunk, "" | " " | "-" | "_" | "."));
    chunks
}

fn kind(sign: char) -> u8 {
    match sign {
        _ if sign.is_alphabetic() => 0,
        _ if sign.is_numeric() => 1,
        _ => 2,
    }
}

fn worth(chunk: &str) -> f64 {
    let signs = chunk.chars().count() as f64;
    let different = chunk.chars().collect::<BTreeSet<_>>().len() as f64;
    let repeats = signs > 2.0 && different <= 2.0;
    if FIRST.contains(&chunk) || repeats || is_ordered(chunk) {
        return NEARLY_NOTHING.max(different);
    }
    match chunk.chars().next().map(kind) {
        // A long one may be an inflected or a joined word: a little more than a word, never as much as its letters.
        Some(0) => (signs * LETTER_BITS).min(WORD_BITS + (signs - 8.0).max(0.0) * 0.5),
        Some(1) => match chunk.parse::<u32>() {
            Ok(1900..=2099) => 6.0,
            _ => signs * DIGIT_BITS,
        },
        _ => different * SIGN_BITS,
    }
}

fn is_ordered(chunk: &str) -> bool {
    let backwards: String = chunk.chars().rev().collect();
    chunk.chars().count() > 2
        && ORDERS
            .iter()
            .any(|order| order.contains(chunk) || order.contains(&backwards))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_side_by_side_are_strong_and_tricks_are_not() {
        for weak in [
            "",
            "aaaaaaaaaaaaaa",
            "salasana2026",
            "Salasana!2026",
            "qwertyuiop123",
            "abcdefghijkl",
            "kissa kissa kissa kissa",
            "Helsinki1952",
            "työllisyys2026",
        ] {
            assert_eq!(Strength::of(weak), Strength::Weak, "{weak}: {}", bits(weak));
        }
        for fair in ["vihreä poro kävelee", "lumi saari tuoli 1987"] {
            assert_eq!(Strength::of(fair), Strength::Fair, "{fair}: {}", bits(fair));
        }
        for strong in [
            "vihreä öinen poro kävelee",
            "peltomyyrä kanava juosten torilla",
            "k3v9!xq2rw7m#tz",
        ] {
            let found = Strength::of(strong);
            assert_eq!(found, Strength::Strong, "{strong}: {}", bits(strong));
        }
    }
}
