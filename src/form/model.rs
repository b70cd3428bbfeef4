//! The compiled form: sections and items in reading order, numbered densely, with the order in which answers are worked out.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::expr::{Aggregate, Expr, Lookup, Step};
use super::plan::Plan;
use super::{ChoiceList, Coding, Filter, Hash, Id, Limits, Piece, Role, Wording};
use crate::lang::{Lang, Text};

/// Dense numbers into the arenas of a [`Form`].
pub type ItemIx = u32;
pub type SectionIx = u16;
pub type ChoicesIx = u16;
pub type AggregateIx = u32;
pub type TurnIx = u32;
pub type LookupIx = u32;

/// A form, loaded without faults. Equal bytes give an equal form.
#[derive(Debug, Clone)]
pub struct Form {
    pub id: Id,
    pub hash: Hash,
    /// The languages that the file promises to be whole in; the first is the one it falls back to.
    pub languages: Vec<Lang>,
    pub title: Text,
    /// A line that stands under the title wherever answers or scores are shown, e.g. that it is no validated instrument.
    pub notice: Text,
    pub licence: String,
    /// On what ground the form names an instrument that others hold the rights to.
    pub permission: Option<String>,
    pub source: String,
    /// The kind of subject that answers are about, e.g. `client`.
    pub subject: Id,
    /// One response per subject, never completed.
    pub standing: bool,
    pub style: Style,
    pub sensitivity: Sensitivity,
    pub retention: Id,
    /// How long the whole takes, in minutes, where the file says so.
    pub minutes: Option<u16>,
    /// Drafted after a meeting from what it gave, never asked.
    pub paper: Option<Paper>,
    pub choices: Vec<ChoiceList>,
    pub sections: Vec<Section>,
    /// Items in reading order, then the scores, then those that are hidden.
    pub items: Vec<Item>,
    /// Running totals that expressions read.
    pub aggregates: Vec<Aggregate>,
    /// What is done to the values of members before they are counted.
    pub turns: Vec<Vec<Step>>,
    pub lookups: Vec<Lookup>,
    pub suggestions: Vec<Suggestion>,
    /// The order of evaluation: everything stands after what it reads.
    pub plan: Plan,
}

impl Form {
    pub fn item(&self, ix: ItemIx) -> &Item {
        &self.items[ix as usize]
    }

    pub fn find(&self, id: &str) -> Option<ItemIx> {
        self.items
            .iter()
            .position(|item| item.id == *id)
            .map(|at| at as ItemIx)
    }

    pub fn with_role(&self, role: Role) -> impl Iterator<Item = ItemIx> + '_ {
        self.items
            .iter()
            .enumerate()
            .filter(move |(_, item)| item.role == Some(role))
            .map(|(at, _)| at as ItemIx)
    }

    pub fn choice_list(&self, item: &Item) -> Option<&ChoiceList> {
        item.choices.map(|ix| &self.choices[ix as usize])
    }

    /// Whether it is asked in a meeting: neither kept up by itself nor drafted afterwards.
    pub fn is_asked(&self) -> bool {
        !self.standing && self.paper.is_none()
    }

    /// Items of a list, table or group, in reading order.
    pub fn children(&self, parent: ItemIx) -> impl Iterator<Item = ItemIx> + '_ {
        self.items
            .iter()
            .enumerate()
            .filter(move |(_, item)| item.parent == Some(parent) && !item.hidden)
            .map(|(at, _)| at as ItemIx)
    }
}

/// What a paper says of itself.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its place among the papers of a meeting.
    pub order: u16,
    /// A part of it that has been taken where it goes: "transferred", "sent".
    pub done: Text,
    /// What is said of it while it waits; empty where nobody waits for it.
    pub waiting: Text,
}

/// How a filling is walked: a conversation shows where one is as ● ◐ ○, a questionnaire counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    Conversation,
    #[default]
    Questionnaire,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    #[default]
    Normal,
    Sensitive,
    Health,
}

/// Whose the item is: who reads it on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    Client,
    Counsellor,
    #[default]
    Both,
}

#[derive(Debug, Clone)]
pub struct Section {
    pub id: Id,
    pub title: Wording,
    /// Said or shown when the section opens.
    pub intro: Wording,
    /// Free: the section may be entered in any order and is never "behind" another.
    pub free: bool,
    pub relevant: Option<Expr>,
}

/// What most items have none of stands in a box of its own: a form may have ten thousand of them.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: Id,
    /// Earlier ids of the same item.
    pub was: Box<[Id]>,
    /// None for scores.
    pub section: Option<SectionIx>,
    /// A list, table or group earlier in reading order.
    pub parent: Option<ItemIx>,
    pub kind: Kind,
    pub label: Wording,
    /// The label in a few words, for overviews and reviews.
    pub short: Text,
    pub hint: Wording,
    /// Why we ask, readable to the client.
    pub why: Wording,
    /// A text that may be taken as the answer and edited.
    pub draft: Option<Wording>,
    /// Ends of a scale or ruler, lowest first.
    pub ends: Option<Box<(Text, Text)>>,
    pub choices: Option<ChoicesIx>,
    /// Which of the options are offered; all where there is none.
    pub filter: Option<Box<Filter>>,
    /// Where the file says something of the numbers; read by [`Item::limits`].
    pub limits: Option<Box<Limits>>,
    /// As many characters as the place that a text goes to takes.
    pub limit: Option<usize>,
    /// Stands under "more": not on the core path, never counted as open.
    pub more: bool,
    pub audience: Audience,
    pub sensitivity: Sensitivity,
    pub role: Option<Role>,
    /// The item whose answer says what this one is about; an earlier answer counts only when that was the same.
    pub about: Option<ItemIx>,
    pub icf: Box<[String]>,
    /// What the item is called in code systems, e.g. LOINC.
    pub codes: Box<[Coding]>,
    /// The class that says how long answers are kept, where it is another than the form's.
    pub retention: Option<Id>,
    pub relevant: Option<Expr>,
    /// Worked out, never typed.
    pub calculation: Option<Expr>,
    pub constraints: Box<[Constraint]>,
    /// Bands of a score, lowest first.
    pub bands: Box<[Band]>,
    /// From how much on a change of its numbers is one that can be seen, if the file says.
    pub visible_change: Option<Decimal>,
    /// Where the bands come from.
    pub bands_source: Box<str>,
    /// The expressions of the file, as written, for showing the rule beside a score.
    pub rule: Box<str>,
    /// A score: stands after the items, belongs to no section.
    pub score: bool,
    /// Added by the program: worked out for a total, or holding the constraints of a section or row. It appears nowhere.
    pub hidden: bool,
    pub carry: Carry,
}

impl Item {
    /// What it is called where nothing is filled: in a word or two, else by its usual label without what depends on answers.
    pub fn name(&self, lang: Lang) -> String {
        let short = self.short.plain(lang);
        if !short.is_empty() {
            return short.to_owned();
        }
        let usual = self.label.variants.last();
        let said = usual.and_then(|usual| usual.text.get(lang));
        let pieces = said.map_or(&[][..], |said| &said.value.pieces);
        let words = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_ref()),
            _ => None,
        });
        words.collect()
    }

    /// The band that a number falls in.
    pub fn band(&self, number: Decimal) -> Option<&Band> {
        self.bands.iter().rev().find(|band| band.from <= number)
    }

    /// Whether a person answers it: neither script nor worked out nor a mere container.
    pub fn is_answerable(&self) -> bool {
        self.calculation.is_none()
            && !matches!(
                self.kind,
                Kind::Info | Kind::Computed | Kind::Table { .. } | Kind::Group | Kind::Embed { .. }
            )
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A script: said or read, never answered.
    Info,
    /// One line.
    Text,
    /// Several lines.
    Note,
    Integer,
    Decimal,
    /// Whole numbers `min..=max`, both ends named.
    Scale {
        min: i32,
        max: i32,
    },
    /// 0 to 10, about an object, with its follow-up.
    Ruler,
    YesNo,
    Single,
    Multi,
    /// The options put in order, the first `max` of them where not all are wanted.
    Rank {
        max: Option<u16>,
    },
    /// Lines to say, each of which may be marked as used.
    Deck,
    Date,
    Time,
    /// Whole minutes.
    Duration,
    /// A count from 0 upwards, one more by one key.
    Tally,
    /// An entry of a register.
    Ref {
        register: Id,
    },
    /// Repeating rows of the children.
    List {
        min: u16,
        max: u16,
    },
    /// Fixed rows (the options of `rows`) by columns (the children).
    Table {
        rows: ChoicesIx,
    },
    Group,
    Computed,
    /// A standing form shown in this place.
    Embed {
        form: Id,
    },
}

/// What an earlier answer does for a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carry {
    /// Shown beside, after the answer.
    #[default]
    Show,
    Nothing,
}

#[derive(Debug, Clone)]
pub struct Constraint {
    pub expr: Expr,
    pub message: Wording,
    /// A warning never blocks; an error blocks only finishing.
    pub warning: bool,
}

#[derive(Debug, Clone)]
pub struct Band {
    pub from: Decimal,
    pub code: Option<Id>,
    pub text: Text,
}

#[derive(Debug, Clone)]
pub struct Suggestion {
    pub when: Expr,
    pub text: Wording,
    /// The condition as written.
    pub rule: String,
}
