//! The texts of a form without answers: holes stay holes.

use super::super::{EmbeddedPiece, Form, ItemIx, Piece, Wording};
use crate::lang::Lang;

/// Letters of a label that is quoted inside a sentence.
const SHORT: usize = 48;

/// The words said when nothing is answered: of several alternatives the last.
pub(super) fn plain(wording: &Wording, lang: Lang) -> String {
    let last = wording.variants.last();
    let said = last.and_then(|variant| variant.text.get(lang));
    said.map_or_else(String::new, |said| flat(&said.value.pieces))
}

/// Every alternative of a wording.
pub(super) fn all(wording: &Wording, lang: Lang) -> Vec<String> {
    let said = wording
        .variants
        .iter()
        .filter_map(|variant| variant.text.get(lang));
    said.map(|said| flat(&said.value.pieces)).collect()
}

/// An item in a few words: its short label, else the label, else its id.
pub(super) fn name(form: &Form, item: ItemIx, lang: Lang) -> String {
    let item = form.item(item);
    let label = plain(&item.label, lang);
    match (item.short.plain(lang), label.is_empty()) {
        ("", true) => item.id.to_string(),
        ("", false) => short(&label),
        (said, _) => said.to_owned(),
    }
}

/// The beginning of a long text.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(SHORT - 1).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', '.', ' ']))
}

/// A text on one line.
fn flat(pieces: &[Piece]) -> String {
    let mut text = String::new();
    add(pieces, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add(pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Value(_) => text.push('…'),
            Piece::If { body, .. } | Piece::Each { body, .. } => add(body, text),
            Piece::EachEmbedded { body, .. } => add_embedded(body, text),
        }
    }
}

fn add_embedded(pieces: &[EmbeddedPiece], text: &mut String) {
    for piece in pieces {
        match piece {
            EmbeddedPiece::Text(words) => text.push_str(words),
            EmbeddedPiece::Answer(_) => text.push('…'),
            EmbeddedPiece::IfAnswered { body, .. } => add_embedded(body, text),
        }
    }
}
