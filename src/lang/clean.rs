//! Text made safe at the boundary: NFC, no control characters, no bidirectional overrides, no invisible characters.
//!
//! Whatever comes from a keyboard, a paste, a file or a name goes through here once; what is inside the program can then be drawn
//! in a terminal, written to a file and read by a person without saying anything other than what it shows.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many marks and joined emoji one visible character may carry; no living script needs more.
const MOST_MARKS: usize = 8;

const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';

/// NFC of `text`.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// `text` without the marks of its letters, »mäki« as »maki«.
pub fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// `text` as one line: line breaks and tabs become spaces, whatever is unsafe or invisible goes.
pub fn clean_line(text: &str) -> String {
    clean(text, ' ', Ending::Final)
}

/// `text` as lines: every kind of line break becomes `\n`, tabs become spaces, whatever is unsafe or invisible goes.
pub fn clean_note(text: &str) -> String {
    clean(text, '\n', Ending::Final)
}

/// What stands before a caret and what was just typed there, made safe together: signs that are typed one after another are one letter.
pub fn clean_typed(before: &str, typed: &str, lines: bool) -> String {
    let line_break = if lines { '\n' } else { ' ' };
    clean(&format!("{before}{typed}"), line_break, Ending::GoesOn)
}

/// Whether more is to come behind a text.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Final,
    /// What a joiner at the end joins may still be typed.
    GoesOn,
}

fn clean(text: &str, line_break: char, ending: Ending) -> String {
    let visible = keep_visible(text, line_break, ending);
    // Taking something out can bring together what composes, hence normalising on both sides of the cap.
    let capped = cap_marks(visible.nfc());
    nfc(&capped)
}

fn keep_visible(text: &str, line_break: char, ending: Ending) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut last = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let keep = match c {
            '\r' if rest.peek() == Some(&'\n') => None,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some(line_break)
            }
            '\t' => Some(' '),
            EMOJI_STYLE => last.filter(|c| is_pictograph(*c)).map(|_| c),
            JOINER => last
                .filter(|before| is_pictograph(*before) || *before == EMOJI_STYLE)
                .filter(|_| match rest.peek() {
                    Some(after) => is_pictograph(*after),
                    None => ending == Ending::GoesOn,
                })
                .map(|_| c),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        };
        if let Some(c) = keep {
            kept.push(c);
            last = Some(c);
        }
    }
    kept
}

fn cap_marks(text: impl Iterator<Item = char>) -> String {
    let mut marks = 0;
    let mut joined = false;
    text.filter(|c| {
        let extends = is_combining_mark(*c) || *c == JOINER;
        if extends {
            marks += 1;
        } else if !joined {
            marks = 0;
        }
        let keep = !extends || marks <= MOST_MARKS;
        if keep {
            joined = *c == JOINER;
        }
        keep
    })
    .collect()
}

/// Characters that pictures are made of, roughly: those that a joiner may join.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{2600}'..='\u{27BF}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Characters that show nothing and yet change how the text around them reads, is ordered or is compared.
fn is_invisible(c: char) -> bool {
    is_direction(c) || is_filler(c) || is_selector(c)
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

fn is_filler(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{3164}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}')
}

/// Variation selectors, tags, and code points that are no characters.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0000}'..='\u{E0FFF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in [
            "Äiti söi öljyä – »hyvä!»",
            "Łódź, Đà Nẵng, Škoda",
            "سلام دنیا",
            "नमस्ते",
            "👩🏽‍🌾 ❤️ 🏳️‍🌈 👨‍👩‍👧‍👦 🇫🇮",
            "",
        ] {
            assert_eq!(clean_line(text), nfc(text));
        }
    }

    #[test]
    fn a_table_of_unsafe_text() {
        let table = [
            ("\u{1B}[31mpunainen\u{1B}[0m", "[31mpunainen[0m"),
            ("a\u{1B}]52;c;eA==\u{7}b", "a]52;c;eA==b"),
            ("\u{9B}31m\u{9D}0;x\u{9C}\u{7F}", "31m0;x"),
            ("exe.\u{202E}gpj", "exe.gpj"),
            ("\u{2066}a\u{2069}\u{200F}\u{200E}\u{61C}", "a"),
            ("ma\u{200B}ila\u{FEFF}\u{2060}", "maila"),
            ("a\u{200D}b", "ab"),
            ("👩\u{200D}x", "👩x"),
            ("👩\u{200D}\u{200D}👧", "👩\u{200D}👧"),
            ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴"),
            (
                "yksi\r\nkaksi\tkolme\u{2028}neljä",
                "yksi kaksi kolme neljä",
            ),
            ("a\u{308}iti", "äiti"),
            ("a\u{200B}\u{308}iti", "äiti"),
            ("x\u{FE0F}\u{FE0E}y\u{FFFE}", "xy"),
        ];
        for (unsafe_text, safe) in table {
            assert_eq!(clean_line(unsafe_text), safe, "{unsafe_text:?}");
        }
    }

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(clean_note("a\r\nb\rc\n\nd\u{85}e\tf"), "a\nb\nc\n\nd\ne f");
    }

    #[test]
    fn what_is_typed_sign_by_sign_is_what_it_is_at_once() {
        for text in [
            "👩\u{200D}💻",
            "❤\u{FE0F}x",
            "👩\u{200D}x",
            "a\u{308}",
            "x\u{200D}",
            "z\u{311}\u{311}\u{311}",
        ] {
            let typed = |before: String, sign: char| {
                clean_typed(&before, sign.encode_utf8(&mut [0; 4]), false)
            };
            let typed = text.chars().fold(String::new(), typed);
            assert_eq!(typed, clean_line(text), "{text:?}");
        }
    }

    #[test]
    fn marks_are_capped() {
        let tower = format!("z{}y", "\u{311}".repeat(60));
        assert_eq!(clean_line(&tower).chars().count(), 2 + MOST_MARKS);
        let crowd = vec!["👩"; 40].join("\u{200D}");
        assert_eq!(
            clean_line(&crowd).matches(JOINER).count(),
            4 * MOST_MARKS + 3
        );
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => any::<char>(),
            2 => proptest::char::range('\0', '\u{A0}'),
            2 => proptest::char::range('\u{300}', '\u{36F}'),
            1 => proptest::char::range('\u{2000}', '\u{2070}'),
            1 => proptest::char::range('\u{1F3FB}', '\u{1F640}'),
            1 => proptest::char::range('\u{2190}', '\u{2194}'),
            2 => Just(JOINER),
            1 => Just(EMOJI_STYLE),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_clean_stays_clean(text in text()) {
            let line = clean_line(&text);
            prop_assert_eq!(clean_line(&line), line.clone());
            let note = clean_note(&text);
            prop_assert_eq!(clean_note(&note), note.clone());
            prop_assert_eq!(nfc(&line), line);
        }

        #[test]
        fn nothing_unsafe_is_left(text in text()) {
            let line = clean_line(&text);
            prop_assert!(!line.contains(char::is_control));
            let odd = |c: char| is_invisible(c) && c != JOINER && c != EMOJI_STYLE;
            prop_assert!(!line.contains(odd));
            prop_assert!(!clean_note(&text).contains(|c: char| c.is_control() && c != '\n'));
            let mut marks = 0;
            for c in line.chars() {
                marks = if is_combining_mark(c) { marks + 1 } else { 0 };
                prop_assert!(marks <= MOST_MARKS);
            }
        }
    }
}
