//! What the names of a form stand for, known before its expressions are read.

use std::collections::HashMap;

use super::diagnostic::Span;
use super::expr::Context;
use super::{ChoiceList, ChoicesIx, Id, ItemIx, Kind, LookupIx, SectionIx};

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// Something already reported as faulty: it fits everywhere.
    Unknown,
    Number,
    Bool,
    Text,
    /// A text in quotes that its neighbour may make a code or a date.
    Quoted,
    Date,
    Time,
    Code(Domain),
    Codes(Domain),
    /// An entry of a register.
    Ref,
}

/// Where codes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    List(ChoicesIx),
    Mode,
    /// The bands of a worked-out item.
    Bands(ItemIx),
}

/// The codes of `mode`.
pub(super) const MODES: [&str; 4] = ["in_person", "phone", "remote", "elsewhere"];

impl Type {
    /// The type's name as a message.
    pub fn word(self) -> &'static str {
        match self {
            Type::Unknown | Type::Text | Type::Quoted => "form-type-text",
            Type::Number => "form-type-number",
            Type::Bool => "form-type-condition",
            Type::Date => "form-type-date",
            Type::Time => "form-type-time",
            Type::Code(_) => "form-type-code",
            Type::Codes(_) => "form-type-codes",
            Type::Ref => "form-type-ref",
        }
    }
}

/// Names with a meaning of their own in expressions.
pub(super) fn context(name: &str) -> Option<(Context, Type)> {
    Some(match name {
        "today" => (Context::Today, Type::Date),
        "first_session" => (Context::FirstSession, Type::Bool),
        "interpreter" => (Context::Interpreter, Type::Bool),
        "mode" => (Context::Mode, Type::Code(Domain::Mode)),
        "practice" => (Context::Practice, Type::Bool),
        _ => return None,
    })
}

/// Words that may not be ids of items, since expressions and templates mean something else by them.
pub(super) fn is_reserved(name: &str) -> bool {
    context(name).is_some()
        || matches!(
            name,
            "and" | "or" | "not" | "in" | "true" | "false" | "if" | "each" | "end"
        )
}

/// What must be known of an item before its expressions are read.
#[derive(Debug)]
pub(super) struct Header {
    pub id: Id,
    pub kind: Kind,
    pub choices: Option<ChoicesIx>,
    pub parent: Option<ItemIx>,
    pub section: Option<SectionIx>,
    pub score: bool,
    /// Where the file names it.
    pub at: Span,
    /// What a worked-out item gives.
    pub gives: Type,
    /// The codes of its bands.
    pub bands: Vec<Id>,
}

#[derive(Debug, Default)]
pub(super) struct Scope {
    pub by_id: HashMap<Id, ItemIx>,
    pub items: Vec<Header>,
    pub choices: Vec<ChoiceList>,
    pub lookups: HashMap<Id, LookupIx>,
}

impl Scope {
    pub fn item(&self, ix: ItemIx) -> &Header {
        &self.items[ix as usize]
    }

    /// The list or table in whose rows an item stands.
    pub fn row_of(&self, ix: ItemIx) -> Option<ItemIx> {
        self.item(ix)
            .parent
            .filter(|parent| is_rows(&self.item(*parent).kind))
    }

    /// What an item's value is, if it has one.
    pub fn type_of(&self, ix: ItemIx) -> Option<Type> {
        let item = self.item(ix);
        let domain = item.choices.map(Domain::List);
        Some(match item.kind {
            Kind::Info
            | Kind::List { .. }
            | Kind::Table { .. }
            | Kind::Group
            | Kind::Embed { .. } => {
                return None;
            }
            Kind::Text | Kind::Note => Type::Text,
            Kind::Integer
            | Kind::Decimal
            | Kind::Scale { .. }
            | Kind::Ruler
            | Kind::Duration
            | Kind::Tally => Type::Number,
            Kind::YesNo => Type::Bool,
            Kind::Single => domain.map_or(Type::Unknown, Type::Code),
            Kind::Multi | Kind::Rank { .. } | Kind::Deck => {
                domain.map_or(Type::Unknown, Type::Codes)
            }
            Kind::Date => Type::Date,
            Kind::Time => Type::Time,
            Kind::Ref { .. } => Type::Ref,
            Kind::Computed => item.gives,
        })
    }

    pub fn has_code(&self, domain: Domain, code: &str) -> bool {
        self.codes(domain).any(|have| have == code)
    }

    pub fn codes(&self, domain: Domain) -> Box<dyn Iterator<Item = &str> + '_> {
        match domain {
            Domain::Mode => Box::new(MODES.into_iter()),
            Domain::Bands(ix) => Box::new(self.item(ix).bands.iter().map(Id::as_str)),
            Domain::List(ix) => {
                let options = self.choices[usize::from(ix)].options.iter();
                Box::new(options.map(|option| option.code.as_str()))
            }
        }
    }

    /// Whether the options of a list count for something.
    pub fn is_scored(&self, ix: ChoicesIx) -> bool {
        let options = &self.choices[usize::from(ix)].options;
        options.iter().any(|option| option.score.is_some())
    }

    /// Names that an expression may use, for suggesting one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = ["today", "first_session", "interpreter", "mode", "practice"];
        own.into_iter()
            .chain(self.items.iter().map(|item| item.id.as_str()))
    }
}

pub(super) fn is_rows(kind: &Kind) -> bool {
    matches!(kind, Kind::List { .. } | Kind::Table { .. })
}
