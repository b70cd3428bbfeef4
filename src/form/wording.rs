//! Words of a form that depend on its answers.

use super::expr::Expr;
use super::{Id, ItemIx};
use crate::lang::Localised;

/// Words that may depend on answers: the first variant whose condition holds is said.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    pub variants: Box<[Variant]>,
}

impl Wording {
    pub fn is_empty(&self) -> bool {
        self.variants.is_empty()
    }
}

#[derive(Debug, Clone)]
pub struct Variant {
    pub when: Option<Expr>,
    pub text: Localised<Template>,
}

/// A text with holes: `{importance}`, `{if done}..{end}`, `{each heard if answered(words)}..{end}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Template {
    pub pieces: Box<[Piece]>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Text(Box<str>),
    Value(Expr),
    If {
        when: Expr,
        body: Box<[Piece]>,
    },
    /// Once for each row of a list of this form.
    Each {
        list: ItemIx,
        when: Option<Expr>,
        body: Box<[Piece]>,
    },
    /// Once for each row of a list of an embedded standing form; names are resolved where that form is known.
    EachEmbedded {
        embed: ItemIx,
        list: Id,
        body: Box<[EmbeddedPiece]>,
    },
}

/// Inside a list of another form only its items' answers may be named.
#[derive(Debug, Clone, PartialEq)]
pub enum EmbeddedPiece {
    Text(Box<str>),
    Answer(Id),
    /// The body stands only where the named item is answered.
    IfAnswered {
        item: Id,
        body: Box<[EmbeddedPiece]>,
    },
}
