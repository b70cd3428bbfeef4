//! Strings as a file writes them, with quotes and escapes, and where in them a part of what they say stands.

/// The offset in a string's token, quotes and escapes included, of an offset in what the string says.
pub(super) fn raw_offset(token: &str, meant: usize) -> usize {
    let quote = token.chars().next();
    let fence = match quote {
        _ if token.starts_with(r#"""""#) || token.starts_with("'''") => 3,
        Some('"' | '\'') => 1,
        // In a broken file what has no quotes may be taken for a string.
        _ => 0,
    };
    let mut at = fence;
    if fence == 3 {
        let rest = &token[at..];
        at += if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
    }
    let mut left = meant;
    while left > 0 {
        let Some(c) = token[at..].chars().next() else {
            break;
        };
        let (raw, said) = match c {
            '\\' if quote == Some('"') => escape(&token[at..]),
            c => (c.len_utf8(), c.len_utf8()),
        };
        at += raw;
        left = left.saturating_sub(said);
    }
    at
}

/// How long an escape is, and how long what it stands for.
fn escape(rest: &str) -> (usize, usize) {
    let digits = match rest[1..].chars().next() {
        Some('u') => 4,
        Some('U') => 8,
        Some('x') => 2,
        Some(c) if c.is_whitespace() => {
            let gap = rest[1..].find(|c: char| !c.is_whitespace());
            return (gap.map_or(rest.len(), |n| n + 1), 0);
        }
        Some(c) => return (1 + c.len_utf8(), 1),
        None => return (1, 1),
    };
    let code = rest.get(2..2 + digits);
    let c = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
    let raw = code.map_or(1, |code| 2 + code.len());
    (raw, c.map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_within_a_string_are_found_behind_quotes_and_escapes() {
        for (token, meant, raw) in [
            (r#""abc""#, 1, 2),
            (r#""ä\n\u00E4x""#, 5, 11),
            ("'''\nab'''", 1, 5),
            ("\"\"\"\\\n   ab\"\"\"", 1, 9),
            (r#""a\"#, 9, 3),
            ("\u{9b}", 1, 2),
            ("ä", 9, 2),
            ("", 1, 0),
        ] {
            assert_eq!(raw_offset(token, meant), raw, "{token}");
        }
    }
}
