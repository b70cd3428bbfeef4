//! What is wrong with a file as TOML, the common faults in words of our own and each fault once.

use super::diagnostic::{Message, Span};
use super::faults::Faults;

/// Tells the faults that the parser found, in their order.
pub(super) fn tell(text: &str, errors: &[toml::de::Error], faults: &mut Faults) {
    let mut open = false;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        // What follows something left open is read as if it stood inside: the parser finds fault with all of it.
        if open {
            faults.misread(&span);
            continue;
        }
        if let Some((opener, code)) = left_open(text, error.message(), &span) {
            open = true;
            faults.misread(&span);
            faults.broken(opener, Message::new(code));
            continue;
        }
        faults.broken(span.clone(), message(text, error.message(), &span));
    }
}

fn message(text: &str, said: &str, span: &Span) -> Message {
    const COMMON: [(&str, &str); 11] = [
        ("unclosed array table", "form-toml-open-heading"),
        ("unclosed table", "form-toml-open-heading"),
        ("unclosed array", "form-toml-open-array"),
        ("unclosed inline table", "form-toml-open-table"),
        ("key with no value", "form-toml-no-value"),
        ("invalid unquoted key", "form-toml-key"),
        ("missing escaped value", "form-toml-escape"),
        ("duplicate key", "form-toml-twice"),
        ("extra `=`", "form-toml-equals"),
        ("missing comma", "form-toml-comma"),
        ("unexpected key or value", "form-toml-line"),
    ];
    let rest = text.get(span.start..).unwrap_or_default();
    let common = COMMON.iter().find(|(start, _)| said.starts_with(start));
    let code = match common {
        Some((_, code)) => code,
        None if said.starts_with("string values must be quoted") => match rest.chars().next() {
            None | Some('\n' | '\r' | '#') => "form-toml-no-value",
            Some(_) => "form-toml-unquoted",
        },
        // A bare word is taken for the number or truth value that begins like it.
        None if said.starts_with("invalid") && rest.starts_with(char::is_alphabetic) => {
            "form-toml-unquoted"
        }
        None if said.starts_with("invalid") && said.contains("string") => "form-toml-open-string",
        None => return Message::new("form-toml").with("fault", said),
    };
    Message::new(code)
}

/// The bracket or brace left open before a line that begins something new.
fn left_open(text: &str, said: &str, span: &Span) -> Option<(Span, &'static str)> {
    if !said.starts_with("missing comma") && !said.starts_with("missing key") {
        return None;
    }
    let before = text.get(..span.start)?;
    let line = text.get(span.start..)?.lines().next()?;
    let new_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
    let key = line.split('=').next().unwrap_or_default().trim();
    let is_key = line.contains('=') && super::names::is_id(key);
    if !new_line || !(is_key || line.starts_with('[')) {
        return None;
    }
    let at = opener(before)?;
    let code = match before[at..].starts_with('[') {
        true => "form-toml-open-array",
        false => "form-toml-open-table",
    };
    Some((at..at + 1, code))
}

/// The last bracket or brace that nothing closes.
fn opener(before: &str) -> Option<usize> {
    const FARTHEST: usize = 64 * 1024;
    let mut closed = 0usize;
    for (at, c) in before.char_indices().rev().take(FARTHEST) {
        match c {
            ']' | '}' => closed += 1,
            '[' | '{' if closed == 0 => return Some(at),
            '[' | '{' => closed -= 1,
            _ => {}
        }
    }
    None
}
