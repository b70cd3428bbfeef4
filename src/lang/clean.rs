//! Text made safe at the boundary: NFC, no control characters, no bidirectional overrides, no invisible characters.

use unicode_normalization::UnicodeNormalization;

/// NFC of `text`.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}
