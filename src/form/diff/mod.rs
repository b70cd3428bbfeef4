//! What has changed between two versions of a form, and what that does to answers already given. Pure.

mod compare;
mod document;
mod judge;
mod order;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Source};
use super::load::load_for_use;
use super::{Form, Hash, Id, Item, Kind};
use crate::lang::Lang;

pub use compare::{compare, is_alike};
pub use judge::{Judgement, judge, unmarked_renames};

/// One version of a form together with its file.
#[derive(Debug, Clone)]
pub struct Edition {
    pub form: Arc<Form>,
    pub source: Source,
}

impl Edition {
    pub fn read(source: Source) -> Result<Edition, Vec<Diagnostic>> {
        let form = load_for_use(&source)?.form;
        Ok(Edition { form, source })
    }
}

/// All that differs between two versions, the head first, then in the newer one's reading order, then what is no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub form: Id,
    pub old: Hash,
    pub new: Hash,
    /// Earlier ids of items with what they are called now.
    pub renamed: BTreeMap<Id, Id>,
    pub differences: Vec<Difference>,
}

/// One change to one part of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub part: Part,
    /// As the part is called in the newer version, or was called last.
    pub id: Id,
    /// Items whose stored answers it is about, by their older ids.
    pub items: Vec<Id>,
    pub change: Change,
    pub effect: Effect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Form,
    Section,
    Item,
    /// A list of options, where several items offer it.
    Choices,
    Score,
    Suggestion,
    /// Anything else that a file may hold.
    Other,
}

impl Part {
    pub fn word(self) -> &'static str {
        match self {
            Part::Form => "form",
            Part::Section => "section",
            Part::Item => "item",
            Part::Choices => "choices",
            Part::Score => "score",
            Part::Suggestion => "suggestion",
            Part::Other => "other",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Added,
    Removed,
    Renamed {
        from: Id,
    },
    /// It stands in another place, section or list.
    Moved,
    Kind {
        from: String,
        to: String,
    },
    /// Least, most, unit, digits.
    Range,
    Ends(BTreeSet<Lang>),
    Options {
        added: Vec<Id>,
        removed: Vec<Id>,
    },
    /// Points of these options.
    Scores {
        codes: Vec<Id>,
    },
    Texts(BTreeSet<Lang>),
    Condition,
    Rule,
    Bands,
    Constraints,
    Role,
    Codes,
    /// Another key of the file.
    Key(String),
}

impl Change {
    pub fn word(&self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Renamed { .. } => "renamed",
            Change::Moved => "moved",
            Change::Kind { .. } => "kind",
            Change::Range => "range",
            Change::Ends(_) => "ends",
            Change::Options { .. } => "options",
            Change::Scores { .. } => "scores",
            Change::Texts(_) => "texts",
            Change::Condition => "condition",
            Change::Rule => "rule",
            Change::Bands => "bands",
            Change::Constraints => "constraints",
            Change::Role => "role",
            Change::Codes => "codes",
            Change::Key(_) => "key",
        }
    }
}

/// What becomes of answers already given when they are taken into the newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// There are none yet, or none are concerned.
    Nothing,
    Kept,
    KeptAs(Id),
    /// Some or all do not fit the newer version, which is the reason.
    Unfit(Unfit),
    /// The newer version does not ask for them; the older one keeps them.
    Lost,
}

impl Effect {
    /// The Fluent id of what it means.
    pub fn message(&self) -> &'static str {
        match self {
            Effect::Nothing => "diff-nothing",
            Effect::Kept => "diff-kept",
            Effect::KeptAs(_) => "diff-kept-as",
            Effect::Unfit(Unfit::Kind) => "diff-unfit-kind",
            Effect::Unfit(Unfit::Options) => "diff-unfit-options",
            Effect::Unfit(Unfit::Range) => "diff-unfit-range",
            Effect::Unfit(Unfit::Place) => "diff-unfit-place",
            Effect::Lost => "diff-lost",
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Effect::Nothing => "nothing",
            Effect::Kept => "kept",
            Effect::KeptAs(_) => "renamed",
            Effect::Unfit(_) => "unfit",
            Effect::Lost => "lost",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    Kind,
    Options,
    Range,
    /// Answers of rows go nowhere but into rows of the same list.
    Place,
}

impl Unfit {
    pub fn word(self) -> &'static str {
        match self {
            Unfit::Kind => "kind",
            Unfit::Options => "options",
            Unfit::Range => "range",
            Unfit::Place => "place",
        }
    }
}

/// Items of the older version that have another id in the newer one, as its `was` says.
pub fn renames(old: &Form, new: &Form) -> BTreeMap<Id, Id> {
    let kept: HashSet<&Id> = new.items.iter().map(|item| &item.id).collect();
    let earlier: HashSet<&Id> = old.items.iter().map(|item| &item.id).collect();
    let mut renamed = BTreeMap::new();
    for item in new.items.iter().filter(|item| !earlier.contains(&item.id)) {
        // The newest name comes first; only one of the older ids can have been in use at a time.
        let was = item.was.iter();
        let mut was = was.filter(|id| earlier.contains(id) && !kept.contains(id));
        if let Some(id) = was.next() {
            renamed.entry(id.clone()).or_insert(item.id.clone());
        }
    }
    renamed
}

/// The list or table in whose rows an item stands.
pub fn owner<'a>(form: &'a Form, item: &Item) -> Option<&'a Item> {
    let mut parent = item.parent;
    while let Some(ix) = parent {
        let above = form.item(ix);
        if matches!(above.kind, Kind::List { .. } | Kind::Table { .. }) {
            return Some(above);
        }
        parent = above.parent;
    }
    None
}

/// Whether some score comes out by another rule, or from other points, than before.
pub fn changes_scores(old: &Form, new: &Form) -> bool {
    let names = renames(old, new);
    let rules = |form: &Form, names: &BTreeMap<Id, Id>| {
        let worked_out = form.items.iter().filter(|item| item.calculation.is_some());
        let rules = worked_out.map(|item| {
            let bands: Vec<_> = item.bands.iter().map(|band| band.from).collect();
            (
                item.id.clone(),
                (document::renamed(&item.rule, names), bands),
            )
        });
        rules.collect::<BTreeMap<_, _>>()
    };
    let points = |form: &Form, item: &Item| {
        let list = form.choice_list(item)?;
        let scored = list.options.iter().filter(|option| option.score.is_some());
        let scored = scored.map(|option| (option.code.clone(), option.score));
        Some(scored.collect::<Vec<_>>())
    };
    let other_points = |item: &Item| {
        let id = names.get(&item.id).unwrap_or(&item.id);
        let now = new.find(id.as_str()).map(|ix| new.item(ix));
        now.is_some_and(|now| points(old, item) != points(new, now))
    };
    rules(old, &names) != rules(new, &BTreeMap::new())
        || old.lookups != new.lookups
        || old.items.iter().any(other_points)
}
