//! The keys of a form's file, each once: the loader asks by them, the check walks the file along them, and the schema is made of them.

use super::Role;
use super::coding::MOST as MOST_CODES;
use super::declare::{MOST_ITEMS, MOST_OPTIONS, MOST_SECTIONS};
use super::kinds::{KINDS, Word};
use super::limits::{LONGEST_LIMIT, MOST_DIGITS};
use super::load::{AUDIENCES, CARRIES, ORDERS, SENSITIVITIES, STYLES};
use super::lookup::{COLUMNS, MOST_LOOKUPS};
use super::route::{MEETINGS, MOST_FORMS, MOST_LINES, OFFS, PACES};
use super::scope::MODES;
use crate::lang::Lang;

/// What stands behind a key.
pub(super) enum Shape {
    Id,
    Ids,
    Words,
    Expression,
    Boolean,
    /// A whole number between these.
    Integer(i64, i64),
    Number,
    /// One sign on the keyboard.
    Sign,
    IcfCodes,
    Text(Spot),
    Wording(Spot),
    OneOf(fn() -> Vec<&'static str>),
    /// Some of these words, each once.
    SomeOf(fn() -> Vec<&'static str>),
    /// One of these words for each of something.
    Each(fn() -> Vec<&'static str>),
    /// Names of the file's own with a text, a number or a truth value each.
    Attributes,
    /// Rows of keys with the number they stand for.
    Rows,
    Table(&'static Place),
    /// An array of tables, at most so many.
    Tables(&'static Place, usize),
}

/// Where a text is read, which says how much of it there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Title,
    Notice,
    Label,
    Short,
    Option,
    End,
    Band,
    /// Help in an overlay: for the counsellor.
    Hint,
    /// A question to the counsellor, who reads it on demand.
    Advice,
    /// Why we ask, readable to the client.
    Why,
    Message,
    /// Words that run on: an introduction, a summary to read through.
    Passage,
}

pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub needed: bool,
    /// The kinds of items that have it; all, where none are named.
    pub kinds: &'static [Word],
}

/// A sort of table in the file.
pub(super) struct Place {
    pub name: &'static str,
    /// How the heading of its part of the reference begins.
    pub heading: &'static str,
    pub keys: &'static [Key],
    /// The languages of a text stand in it too.
    pub text: Option<Spot>,
}

impl Place {
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}

pub(super) const fn key(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        shape,
        needed: false,
        kinds: &[],
    }
}

pub(super) const fn needed(name: &'static str, shape: Shape) -> Key {
    Key {
        needed: true,
        ..key(name, shape)
    }
}

const fn of_kinds(name: &'static str, shape: Shape, kinds: &'static [Word]) -> Key {
    Key {
        kinds,
        ..key(name, shape)
    }
}

fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

fn languages() -> Vec<&'static str> {
    Lang::ALL.map(Lang::code).to_vec()
}

pub(super) static HEAD: Place = Place {
    name: "head",
    heading: "The head",
    keys: &[
        needed("format", Shape::Integer(1, 1)),
        needed("id", Shape::Id),
        needed("languages", Shape::SomeOf(languages)),
        needed("title", Shape::Text(Spot::Title)),
        key("notice", Shape::Text(Spot::Notice)),
        needed("licence", Shape::Words),
        needed("source", Shape::Words),
        key("permission", Shape::Words),
        needed("subject", Shape::Id),
        key("standing", Shape::Boolean),
        key("style", Shape::OneOf(|| words(&STYLES))),
        key("sensitivity", Shape::OneOf(|| words(&SENSITIVITIES))),
        needed("retention", Shape::Id),
        key("minutes", Shape::Integer(1, 1_000)),
        key("paper", Shape::Table(&PAPER)),
        key("lookup", Shape::Tables(&LOOKUP, MOST_LOOKUPS)),
        key("choices", Shape::Tables(&CHOICES, MOST_OPTIONS)),
        needed("section", Shape::Tables(&SECTION, MOST_SECTIONS)),
        needed("item", Shape::Tables(&ITEM, MOST_ITEMS)),
        key("score", Shape::Tables(&SCORE, MOST_ITEMS)),
        key("suggest", Shape::Tables(&SUGGEST, usize::MAX)),
    ],
    text: None,
};

/// What makes a form a paper: nobody is asked, it is drafted from what a meeting gave.
pub(super) static PAPER: Place = Place {
    name: "paper",
    heading: "`[paper]`",
    keys: &[
        needed("order", Shape::Integer(1, 1_000)),
        needed("done", Shape::Text(Spot::Short)),
        key("waiting", Shape::Text(Spot::Short)),
    ],
    text: None,
};

pub(super) static CHOICES: Place = Place {
    name: "choices",
    heading: "`[[choices]]`",
    keys: &[
        needed("id", Shape::Id),
        needed("options", Shape::Tables(&OPTION, MOST_OPTIONS)),
    ],
    text: None,
};

pub(super) static OPTION: Place = Place {
    name: "option",
    heading: "Options",
    keys: &[
        needed("code", Shape::Id),
        key("score", Shape::Number),
        key("key", Shape::Sign),
        key("exclusive", Shape::Boolean),
        key("practice", Shape::Boolean),
        key("other", Shape::Text(Spot::Label)),
        key("with", Shape::Attributes),
        key("codes", Shape::Tables(&CODING, MOST_CODES)),
    ],
    text: Some(Spot::Option),
};

pub(super) static CODING: Place = Place {
    name: "coding",
    heading: "`codes`",
    keys: &[
        needed("system", Shape::Words),
        needed("code", Shape::Words),
        key("display", Shape::Words),
    ],
    text: None,
};

pub(super) static SECTION: Place = Place {
    name: "section",
    heading: "`[[section]]`",
    keys: &[
        needed("id", Shape::Id),
        needed("title", Shape::Wording(Spot::Title)),
        key("intro", Shape::Wording(Spot::Passage)),
        key("order", Shape::OneOf(|| words(&ORDERS))),
        key("relevant", Shape::Expression),
        key("constraint", Shape::Tables(&CONSTRAINT, MOST_CONSTRAINTS)),
    ],
    text: None,
};

pub(super) const CHOOSING: &[Word] = &[Word::Single, Word::Multi, Word::Rank, Word::Deck];
const WITH_LEAST: &[Word] = &[
    Word::Scale,
    Word::List,
    Word::Integer,
    Word::Decimal,
    Word::Duration,
];
const WITH_MOST: &[Word] = &[
    Word::Scale,
    Word::List,
    Word::Integer,
    Word::Decimal,
    Word::Duration,
    Word::Rank,
];

/// Kinds whose answers are numbers.
pub(super) const NUMBERS: &[Word] = &[
    Word::Scale,
    Word::Ruler,
    Word::Integer,
    Word::Decimal,
    Word::Duration,
    Word::Computed,
];

const WITH_LIMIT: &[Word] = &[Word::Text, Word::Note];

pub(super) static ITEM: Place = Place {
    name: "item",
    heading: "`[[item]]`",
    keys: &[
        needed("section", Shape::Id),
        needed("id", Shape::Id),
        needed("kind", Shape::OneOf(|| words(&KINDS))),
        key("parent", Shape::Id),
        key("label", Shape::Wording(Spot::Label)),
        key("short", Shape::Text(Spot::Short)),
        key("hint", Shape::Wording(Spot::Hint)),
        key("why", Shape::Wording(Spot::Why)),
        key("draft", Shape::Wording(Spot::Passage)),
        of_kinds("choices", Shape::Id, CHOOSING),
        of_kinds("options", Shape::Tables(&OPTION, MOST_OPTIONS), CHOOSING),
        of_kinds("rows", Shape::Id, &[Word::Table]),
        of_kinds("limit", Shape::Integer(1, LONGEST_LIMIT), WITH_LIMIT),
        of_kinds("min", Shape::Number, WITH_LEAST),
        of_kinds("max", Shape::Number, WITH_MOST),
        of_kinds("ends", Shape::Table(&ENDS), &[Word::Scale, Word::Ruler]),
        of_kinds("digits", Shape::Integer(0, MOST_DIGITS), &[Word::Decimal]),
        of_kinds(
            "unit",
            Shape::Text(Spot::Short),
            &[Word::Integer, Word::Decimal],
        ),
        of_kinds("register", Shape::Id, &[Word::Ref]),
        of_kinds("filter", Shape::Expression, CHOOSING),
        of_kinds("embed", Shape::Id, &[Word::Embed]),
        key("more", Shape::Boolean),
        key("audience", Shape::OneOf(|| words(&AUDIENCES))),
        key("sensitivity", Shape::OneOf(|| words(&SENSITIVITIES))),
        key("retention", Shape::Id),
        key("role", Shape::OneOf(|| words(&Role::ALL))),
        key("about", Shape::Id),
        key("relevant", Shape::Expression),
        of_kinds("calculation", Shape::Expression, &[Word::Computed]),
        of_kinds("bands", Shape::Tables(&BAND, usize::MAX), &[Word::Computed]),
        key("constraint", Shape::Tables(&CONSTRAINT, MOST_CONSTRAINTS)),
        of_kinds(
            "row_constraint",
            Shape::Tables(&CONSTRAINT, MOST_CONSTRAINTS),
            &[Word::List, Word::Table],
        ),
        key("carry", Shape::OneOf(|| words(&CARRIES))),
        of_kinds("visible_change", Shape::Number, NUMBERS),
        of_kinds("bands_source", Shape::Words, &[Word::Computed]),
        key("icf", Shape::IcfCodes),
        key("codes", Shape::Tables(&CODING, MOST_CODES)),
        key("was", Shape::Ids),
    ],
    text: None,
};

pub(super) static LOOKUP: Place = Place {
    name: "lookup",
    heading: "`[[lookup]]`",
    keys: &[
        needed("id", Shape::Id),
        needed("keys", Shape::Each(|| words(&COLUMNS))),
        needed("rows", Shape::Rows),
        needed("source", Shape::Words),
    ],
    text: None,
};

pub(super) static ENDS: Place = Place {
    name: "ends",
    heading: "`ends`",
    keys: &[
        needed("low", Shape::Text(Spot::End)),
        needed("high", Shape::Text(Spot::End)),
    ],
    text: None,
};

pub(super) static CONSTRAINT: Place = Place {
    name: "constraint",
    heading: "`constraint`",
    keys: &[
        needed("expr", Shape::Expression),
        needed("message", Shape::Wording(Spot::Message)),
        key("warning", Shape::Boolean),
    ],
    text: None,
};

/// Constraints that an item may have.
pub(super) const MOST_CONSTRAINTS: usize = 100;

pub(super) static BAND: Place = Place {
    name: "band",
    heading: "`bands`",
    keys: &[needed("from", Shape::Number), key("code", Shape::Id)],
    text: Some(Spot::Band),
};

/// One of several wordings, the first whose condition holds.
pub(super) static ALTERNATIVE: Place = Place {
    name: "alternative",
    heading: "Texts and wordings",
    keys: &[key("when", Shape::Expression)],
    text: Some(Spot::Passage),
};

/// A text by itself: nothing but its languages.
pub(super) static TEXT: Place = Place {
    name: "text",
    heading: "Texts and wordings",
    keys: &[],
    text: Some(Spot::Passage),
};

pub(super) static SCORE: Place = Place {
    name: "score",
    heading: "`[[score]]`",
    keys: &[
        needed("id", Shape::Id),
        needed("label", Shape::Wording(Spot::Label)),
        needed("expr", Shape::Expression),
        key("bands", Shape::Tables(&BAND, usize::MAX)),
        key("bands_source", Shape::Words),
        key("visible_change", Shape::Number),
        key("icf", Shape::IcfCodes),
        key("codes", Shape::Tables(&CODING, MOST_CODES)),
    ],
    text: None,
};

pub(super) static SUGGEST: Place = Place {
    name: "suggest",
    heading: "`[[suggest]]`",
    keys: &[
        needed("when", Shape::Expression),
        needed("text", Shape::Wording(Spot::Advice)),
    ],
    text: None,
};

/// A route through a meeting: a file of its own.
pub(super) static ROUTE: Place = Place {
    name: "route",
    heading: "A route",
    keys: &[
        needed("route", Shape::Integer(1, 1)),
        needed("id", Shape::Id),
        needed("languages", Shape::SomeOf(languages)),
        needed("title", Shape::Text(Spot::Short)),
        key("hint", Shape::Text(Spot::Hint)),
        key("say", Shape::Tables(&TEXT, MOST_LINES)),
        needed("subject", Shape::Id),
        key("meeting", Shape::OneOf(|| words(&MEETINGS))),
        needed("minutes", Shape::Integer(1, 1_000)),
        key("mode", Shape::OneOf(|| MODES.to_vec())),
        key("interpreter", Shape::Boolean),
        key("easy", Shape::Boolean),
        key("pace", Shape::OneOf(|| words(&PACES))),
        key("off", Shape::SomeOf(|| words(&OFFS))),
        needed("form", Shape::Tables(&ROUTE_FORM, MOST_FORMS)),
    ],
    text: None,
};

pub(super) static ROUTE_FORM: Place = Place {
    name: "route form",
    heading: "`[[form]]` of a route",
    keys: &[needed("id", Shape::Id), key("sections", Shape::Ids)],
    text: None,
};
