//! Text as the control sequence with which terminals fill their clipboard (OSC 52).

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The sequence that puts `text` on the terminal's clipboard.
pub(super) fn sequence(text: &str) -> Vec<u8> {
    let mut bytes = b"\x1b]52;c;".to_vec();
    bytes.extend(base64(text.as_bytes()));
    bytes.extend(b"\x1b\\");
    bytes
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sign in 0..4 {
            written.push(match sign <= three.len() {
                true => SIGNS[(bits >> (18 - 6 * sign) & 63) as usize],
                false => b'=',
            });
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_one_sequence_of_harmless_letters() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("äiti", "w6RpdGk="),
        ];
        for (text, wanted) in cases {
            let wanted = format!("\x1b]52;c;{wanted}\x1b\\");
            assert_eq!(sequence(text), wanted.as_bytes(), "{text}");
        }
        let hostile = sequence("\x1b]52;c;!\x07");
        assert_eq!(hostile.iter().filter(|byte| **byte < b' ').count(), 2);
    }
}
