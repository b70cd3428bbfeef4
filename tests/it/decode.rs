//! What terminals send, as keys and pastes: each kind by name, and anything at all cut anywhere.

use kohtaa::app::key::{Code, Key};
use kohtaa::tui::decode::{Decoder, Input};
use proptest::prelude::*;

/// Everything that `chunks` give, each one's silence at the end included.
fn decode<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = chunks
        .into_iter()
        .flat_map(|chunk| decoder.feed(chunk))
        .collect();
    while decoder.patience().is_some() {
        inputs.extend(decoder.expire());
    }
    inputs
}

/// The same as words: keys by their names, pastes in quotes.
fn words(bytes: &[u8]) -> String {
    let words: Vec<String> = decode([bytes]).iter().map(word).collect();
    words.join(" ")
}

fn word(input: &Input) -> String {
    match input {
        Input::Key(key) => key.to_string(),
        Input::Paste { text, truncated } => {
            format!("{text:?}{}", if *truncated { "…" } else { "" })
        }
    }
}

#[rustfmt::skip]
const KEYS: &[(&str, &str)] = &[
    // Text, also of more than one byte; characters behind one another.
    ("aÄ€", "a Ä €"), ("👩", "👩"), ("e\u{301}", "e \u{301}"), ("5+", "5 +"), (" ", "␣"),
    // What the keyboard's control keys send.
    ("\r", "Enter"), ("\n", "Enter"), ("\t", "Tab"), ("\x7f", "Backspace"), ("\x08", "Backspace"), ("\x1b", "Esc"),
    ("\x01", "Ctrl-A"), ("\x10", "Ctrl-P"), ("\x1a", "Ctrl-Z"), ("\0", ""), ("\x1c\x1d\x1e\x1f", ""),
    // Arrows: normal, application, with modifiers, rxvt's.
    ("\x1b[A", "↑"), ("\x1b[B", "↓"), ("\x1b[C", "→"), ("\x1b[D", "←"), ("\x1bOA", "↑"), ("\x1bOD", "←"),
    ("\x1b[1;5D", "Ctrl-←"), ("\x1b[1;2C", "Shift-→"), ("\x1b[1;6A", "Ctrl-Shift-↑"), ("\x1bOd", "Ctrl-←"), ("\x1b[a", "Shift-↑"),
    // Home and End in their five dialects, and their neighbours.
    ("\x1b[H", "Home"), ("\x1bOH", "Home"), ("\x1b[1~", "Home"), ("\x1b[7~", "Home"), ("\x1b[1;5H", "Ctrl-Home"),
    ("\x1b[F", "End"), ("\x1bOF", "End"), ("\x1b[4~", "End"), ("\x1b[8~", "End"), ("\x1b[7^", "Ctrl-Home"),
    ("\x1b[2~", "Ins"), ("\x1b[3~", "Del"), ("\x1b[3;5~", "Ctrl-Del"), ("\x1b[5~", "PgUp"), ("\x1b[6~", "PgDn"),
    ("\x1b[Z", "Shift-Tab"), ("\x1b[1;2Z", "Shift-Tab"),
    // Function keys: SS3, CSI, the older tilde forms, the Linux console.
    ("\x1bOP", "F1"), ("\x1bOS", "F4"), ("\x1b[P", "F1"), ("\x1b[R", "F3"), ("\x1b[1;5P", "Ctrl-F1"), ("\x1b[11~", "F1"), ("\x1b[14~", "F4"),
    ("\x1b[15~", "F5"), ("\x1b[17~", "F6"), ("\x1b[21~", "F10"), ("\x1b[23~", "F11"), ("\x1b[24~", "F12"), ("\x1b[16~\x1b[22~\x1b[25~", ""),
    ("\x1b[[A", "F1"), ("\x1b[[E", "F5"),
    // xterm's other keys and kitty's: the same keys as older terminals send; AltGr is text; letting go is nothing.
    ("\x1b[27;5;112~", "Ctrl-P"), ("\x1b[112;5u", "Ctrl-P"), ("\x1b[112;6u", "Ctrl-P"), ("\x1b[104;5u", "Backspace"), ("\x1b[105;5u", "Tab"),
    ("\x1b[109;5u", "Enter"), ("\x1b[13;2u", "Shift-Enter"), ("\x1b[9;2u", "Shift-Tab"), ("\x1b[27u", "Esc"), ("\x1b[127;5u", "Ctrl-Backspace"),
    ("\x1b[27;7;64~", "@"), ("\x1b[64;7u", "@"), ("\x1b[8364;7u", "€"), ("\x1b[228u", "ä"), ("\x1b[228;2u", "Ä"), ("\x1b[97:65;2:1u", "A"),
    ("\x1b[97;1:3u", ""), ("\x1b[97;1:2u", "a"), ("\x1b[97;3u", ""), ("\x1b[1;3D", ""), ("\x1b[57441u", ""), ("\x1b[1114112u", ""), ("\x1b[27;5~", ""),
    ("\x1b[65;129u", "A"), ("\x1b[1;69D", "Ctrl-←"), ("\x1b[99999999999;5D", "Ctrl-←"),
    // Answers and reports that nobody here asked for.
    ("\x1b[?62;22c", ""), ("\x1b[>0;276;0c", ""), ("\x1b[12;40R", ""), ("\x1b[0n", ""), ("\x1b[?2026;2$y", ""), ("\x1b[?1u", ""), ("\x1b[8;24;80t", ""),
    ("\x1b[I\x1b[O", ""), ("\x1b[<0;10;20M\x1b[<0;10;20m", ""), ("\x1b[M !!a", "a"), ("\x1b[32;10;20Ma", "a"), ("\x1b[201~a", "a"),
    ("\x1b]11;rgb:0000/0000/0000\x07a", "a"), ("\x1b]11;rgb:0000/0000/0000\x1b\\a", "a"), ("\x1bP1$r0m\x1b\\a", "a"), ("\x1b_Gi=1;OK\x1b\\a", "a"),
    // An escape and what was typed behind it: nothing is lost.
    ("\x1bb", "Esc b"), ("\x1bä", "Esc ä"), ("\x1b\x1b", "Esc Esc"), ("\x1b\x1b[A", "Esc ↑"), ("\x1b\r", "Esc Enter"), ("\x1b\x7f", "Esc Backspace"),
    ("\x1b[", "Esc ["), ("\x1bO", "Esc O"), ("\x1bOma", "Esc O m a"), ("\x1b[ä", "Esc [ ä"), ("\x1b[\r", "Esc [ Enter"), ("\x1b[[x", "Esc [ [ x"),
    ("\x1bPaavo", "Esc P a a v o"), ("\x1bPaavo\r", "Esc P a a v o Enter"), ("\x1b]\x1b", "Esc ] Esc"), ("\x1b]\x1b[A", "Esc ] ↑"), ("\x1b^ä", "Esc ^ ä"),
    // A sequence cut short is dropped when it holds digits: they would answer questions.
    ("\x1b[1;5", ""), ("\x1b[1;\x1b[A", "↑"), ("\x1b[12\r", "Enter"), ("\x1b]11;rgb", ""), ("\x1b[1;5\x03", "Ctrl-C"),
];

#[test]
fn every_dialect_is_understood() {
    for (bytes, expected) in KEYS {
        assert_eq!(words(bytes.as_bytes()), *expected, "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_passed_over() {
    for bytes in [
        &b"\xffa"[..],
        b"\x80a",
        b"\xc0\xafa",
        b"\xe2\x82a",
        b"\xed\xa0\x80a",
        b"\xf4\x90\x80\x80a",
        b"\xc2\x9ba",
        b"\x9ba",
        b"\xc2\x85a",
    ] {
        assert_eq!(words(bytes), "a", "{bytes:?}");
    }
    assert_eq!(words(b"\xc3\x1b[A"), "↑");
}

#[test]
fn a_paste_is_text_and_nothing_else() {
    let paste = |text: &str| words(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    assert_eq!(paste("a\r\nb\rc\n\n\r\rd"), r#""a\nb\nc\n\n\n\nd""#);
    assert_eq!(paste("a\tb\0\x07\x7f\u{9b}c\u{85}"), r#""a bc""#);
    assert_eq!(
        paste("\x1b[31mred\x1b[0m \x1b[200~\x1b\x1b[20"),
        r#""[31mred[0m [200~[20""#
    );
    assert_eq!(paste(""), r#""""#);
    assert_eq!(words(b"\x1b[200~half\x1b[20"), r#""half""#);
    assert_eq!(words(b"\x1b[200~a\xffb\x1b[201~c"), "\"a\u{fffd}b\" c");
}

#[test]
fn a_paste_is_cut_at_a_character() {
    let limit = 64 * 1024;
    for (letter, kept) in [
        ("a", limit),
        ("ä", limit / 2),
        ("€", limit / 3),
        ("👩", limit / 4),
    ] {
        let sent = format!("\x1b[200~{}\x1b[201~x", letter.repeat(limit + 1));
        let truncated = true;
        let text = letter.repeat(kept);
        let x = Input::Key(Key::plain(Code::Char('x')));
        let expected = [Input::Paste { text, truncated }, x];
        assert!(decode([sent.as_bytes()]) == expected, "{letter}");
    }
    let exact = format!("\x1b[200~{}\x1b[201~", "a".repeat(limit));
    assert!(matches!(
        &decode([exact.as_bytes()])[..],
        [Input::Paste {
            truncated: false,
            ..
        }]
    ));
}

#[test]
fn time_is_only_waited_for_where_it_tells_something() {
    for (bytes, millis) in [
        ("", None),
        ("a", None),
        ("\x1b", Some(50)),
        ("\x1b[", Some(250)),
        ("\x1b]11", Some(250)),
        ("\x1b[200~a", Some(1000)),
    ] {
        let mut decoder = Decoder::default();
        decoder.feed(bytes.as_bytes());
        assert_eq!(
            decoder.patience().map(|wait| wait.as_millis()),
            millis,
            "{bytes:?}"
        );
    }
}

const PIECES: &[&str] = &[
    "\x1b[200~",
    "\x1b[201~",
    "\x1b",
    "\x1b[",
    "\x1b]",
    ";",
    "1",
    "ä",
    "\r",
    "\x1b\\",
];

/// Bytes that terminals send, with a tendency to the interesting ones.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        prop::sample::select(KEYS).prop_map(|(bytes, _)| bytes.as_bytes().to_vec()),
        prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn how_bytes_are_cut_changes_nothing(bytes in bytes(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        let chunks = places.windows(2).map(|pair| &bytes[pair[0]..pair[1]]);
        prop_assert_eq!(decode(chunks), decode([&bytes[..]]));
        prop_assert_eq!(decode(bytes.chunks(1)), decode([&bytes[..]]));
    }

    #[test]
    fn no_control_character_comes_through(bytes in bytes()) {
        for input in decode([&bytes[..]]) {
            match input {
                Input::Key(key) => prop_assert!(!matches!(key.code, Code::Char(letter) if letter.is_control())),
                Input::Paste { text, .. } => prop_assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n')),
            }
        }
    }

    #[test]
    fn text_stays_text(text in "[ -~äöåÄÖÅ€’👩]{0,40}") {
        let typed: String = decode([text.as_bytes()]).iter().map(|input| match input {
            Input::Key(Key { code: Code::Char(letter), ctrl: false, shift: false }) => *letter,
            other => panic!("{other:?}"),
        }).collect();
        prop_assert_eq!(typed, text);
    }

    #[test]
    fn the_keyboard_comes_back_whatever_was_sent(bytes in bytes()) {
        let mut decoder = Decoder::default();
        decoder.feed(&bytes);
        while decoder.patience().is_some() {
            decoder.expire();
        }
        prop_assert_eq!(decoder.feed(b"\x1b[A"), [Input::Key(Key::plain(Code::Up))]);
    }
}
