//! What a form that can be read may still have wrong: warnings to its author.

use unicode_width::UnicodeWidthStr;

use super::declare::NamedList;
use super::diagnostic::{Message, Span};
use super::expr::Expr;
use super::faults::Faults;
use super::reader::Quoted;
use super::scope::Scope;
use super::syntax::{Part, Tree};
use crate::lang::Lang;

/// Letters in a word of easy language, and columns of a line that people read at once.
const LONGEST_EASY_WORD: usize = 15;
const WIDEST_LINE: usize = 72;

/// A doubt about a stretch of a text.
pub(super) type Doubt = (Span, Message);

/// Doubts about words in one language; easy language is judged where the client reads it.
pub(super) fn text(lang: Lang, text: &str, client_reads: bool) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_picture(*c)) {
        doubts.push((at..at + c.len_utf8(), Message::new("form-emoji")));
    }
    if lang == Lang::FiSimple && client_reads {
        let long = easy_words(text).find(|word| word.chars().count() > LONGEST_EASY_WORD);
        if let Some(word) = long {
            let at = text.find(word).unwrap_or(0);
            let message = Message::new("form-long-word").with("word", word);
            doubts.push((at..at + word.len(), message));
        }
    }
    doubts
}

/// The words of a text, what stands in braces left out.
fn easy_words(text: &str) -> impl Iterator<Item = &str> {
    let said = text
        .split('{')
        .enumerate()
        .map(|(at, part)| match part.split_once('}') {
            Some((_, after)) if at > 0 => after,
            _ => part,
        });
    said.flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '-'))
}

/// Pictures whose width no two terminals agree on.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}')
}

/// A doubt about a text that must fit on a line of its own: an option or the end of a scale.
pub(super) fn line(text: &str) -> Option<Doubt> {
    let wide = text.lines().find(|line| line.width() > WIDEST_LINE)?;
    let at = text.find(wide).unwrap_or(0);
    let message = Message::new("form-wide-line").count("most", WIDEST_LINE);
    Some((at..at + wide.len(), message))
}

/// A condition that reads nothing never changes.
pub(super) fn condition(faults: &mut Faults, expr: &Expr, quoted: &Quoted<'_>) {
    if !expr.depends() {
        let message = Message::new("form-constant-condition");
        faults.warning(quoted.span.clone(), message);
    }
}

/// A score must say how many answers it needs.
pub(super) fn score(faults: &mut Faults, tree: &Tree<'_>, quoted: &Quoted<'_>) {
    let mut unguarded = false;
    tree.walk(&mut |tree| {
        unguarded |= matches!(tree.part, Part::Call("sum" | "mean", _));
    });
    if unguarded {
        let message = Message::new("form-score-no-minimum");
        faults.warning(quoted.span.clone(), message);
    }
}

/// Choice lists that no item uses.
pub(super) fn unused_choices(faults: &mut Faults, scope: &Scope, lists: &[NamedList]) {
    let named = scope.choices.iter().zip(lists);
    for (choices, list) in named.filter(|(_, list)| !list.used) {
        let message = Message::new("form-unused-choices").with("name", choices.id.as_str());
        faults.warning(list.at.clone(), message);
    }
}
