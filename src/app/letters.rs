//! Text as a terminal counts it: letter by letter, each with the columns it takes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a reader takes for one letter: a grapheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter<'a> {
    /// Where it begins, in bytes.
    pub at: usize,
    pub text: &'a str,
    pub columns: usize,
}

/// The letters of `text` in order.
pub fn letters(text: &str) -> impl Iterator<Item = Letter<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let mut characters = rest.chars();
        let first = characters.next()?;
        // Almost all that is drawn: what needs no table to be told from the next and to be measured.
        let (bytes, columns) = if is_plain(first) && characters.next().is_none_or(is_plain) {
            (first.len_utf8(), 1)
        } else {
            let letter = rest.graphemes(true).next()?;
            (letter.len(), letter.width())
        };
        let letter = Letter {
            at,
            text: &rest[..bytes],
            columns,
        };
        at += bytes;
        Some(letter)
    })
}

/// One column wide, and never one letter with another of its kind: Latin, the usual punctuation, lines of boxes.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{257f}'
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn slowly(text: &str) -> Vec<Letter<'_>> {
        text.grapheme_indices(true)
            .map(|(at, text)| Letter {
                at,
                text,
                columns: text.width(),
            })
            .collect()
    }

    #[test]
    fn every_plain_character_is_one_letter_of_one_column() {
        for character in ('\0'..='\u{2fff}').filter(|character| is_plain(*character)) {
            for text in [format!("{character}"), format!("a{character}b")] {
                assert_eq!(
                    letters(&text).collect::<Vec<_>>(),
                    slowly(&text),
                    "{text:?}"
                );
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn letters_are_graphemes(text in "([a-zåäö ’─…©\u{ad}]|[e]\u{301}|👩\u{200d}💻|🇫🇮|感|\r\n|\u{200d}|.)*") {
            let quickly: Vec<_> = letters(&text).collect();
            proptest::prop_assert_eq!(quickly, slowly(&text));
        }
    }
}
