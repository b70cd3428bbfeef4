//! What a form that can be read may still have wrong: warnings to its author.

use unicode_width::UnicodeWidthStr;

use super::declare::NamedList;
use super::diagnostic::Message;
use super::expr::{Expr, Total};
use super::faults::Faults;
use super::reader::Quoted;
use super::scope::Scope;
use crate::lang::Lang;

/// Letters in a word of easy language, and columns of a line that people read at once.
const LONGEST_EASY_WORD: usize = 15;
const WIDEST_LINE: usize = 72;

/// Warnings about words in one language.
pub(super) fn text(faults: &mut Faults, lang: Lang, quoted: &Quoted<'_>) {
    if quoted.text.chars().any(is_picture) {
        let message = Message::new("form-emoji");
        faults.warning(quoted.span.clone(), message);
    }
    if lang == Lang::FiSimple {
        let long = easy_words(quoted.text).find(|word| word.chars().count() > LONGEST_EASY_WORD);
        if let Some(word) = long {
            let message = Message::new("form-long-word").with("word", word);
            faults.warning(quoted.span.clone(), message);
        }
    }
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

/// A warning about a text that must fit on a line of its own: an option or the end of a scale.
pub(super) fn line(faults: &mut Faults, quoted: &Quoted<'_>) {
    if quoted.text.lines().any(|line| line.width() > WIDEST_LINE) {
        let message = Message::new("form-wide-line").count("most", WIDEST_LINE);
        faults.warning(quoted.span.clone(), message);
    }
}

/// A condition that reads nothing never changes.
pub(super) fn condition(faults: &mut Faults, expr: &Expr, quoted: &Quoted<'_>) {
    let mut reads = false;
    expr.walk(&mut |part| reads |= part.reads());
    if !reads {
        let message = Message::new("form-constant-condition");
        faults.warning(quoted.span.clone(), message);
    }
}

/// A score must say how many answers it needs.
pub(super) fn score(faults: &mut Faults, expr: &Expr, quoted: &Quoted<'_>) {
    let mut unguarded = false;
    expr.walk(&mut |part| {
        unguarded |= matches!(part, Expr::Total(Total::Sum | Total::Mean, _));
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
