//! What an author should have done otherwise when making a new version: ids kept or declared, answers not left behind.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use toml::de::DeTable;

use super::{Change, Comparison, Difference, Edition, Effect, Part, Unfit};
use crate::form::diagnostic::{Diagnostic, Message, Span};
use crate::form::faults::Faults;
use crate::form::names::nearest;
use crate::form::{Form, Id, Item};
use crate::lang::Lang;

/// How strictly a new version is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It is to take the older one's place.
    Strict,
    /// It is a version of one's own of a form that comes with the program.
    Lenient,
}

/// Faults of a new version against an older one. `stored`: how many stored responses have answers that
/// the difference of that number touches.
pub fn judge(
    comparison: &Comparison,
    old: &Edition,
    new: &Edition,
    judgement: Judgement,
    stored: impl Fn(usize) -> usize,
) -> Vec<Diagnostic> {
    let mut judging = Judging {
        faults: Faults::new(&new.source),
        places: Places::read(&new.source.bytes),
        strict: judgement == Judgement::Strict,
    };
    let unmarked = unmarked_renames(&old.form, &new.form);
    for (from, to) in &unmarked {
        let message = Message::new("form-renamed-without-was")
            .with("from", from.as_str())
            .with("to", to.as_str());
        let help = Message::new("form-help-was").with("from", from.as_str());
        judging.fault(true, judging.places.item(to), message, Some(help));
    }
    let renamed: BTreeSet<&Id> = unmarked.keys().collect();
    for (at, difference) in comparison.differences.iter().enumerate() {
        judging.difference(difference, &renamed, stored(at));
    }
    judging.faults.into_sorted()
}

struct Judging {
    faults: Faults,
    places: Places,
    strict: bool,
}

impl Judging {
    fn fault(&mut self, is_error: bool, at: Span, message: Message, help: Option<Message>) {
        match is_error && self.strict {
            true => self.faults.error_with_help(at, message, help),
            false => self.faults.warning_with_help(at, message, help),
        }
    }

    fn difference(&mut self, difference: &Difference, renamed: &BTreeSet<&Id>, stored: usize) {
        let (code, is_error) = match (&difference.effect, &difference.change) {
            (Effect::Lost, _) if renamed.contains(&difference.id) => return,
            (Effect::Lost, _) => ("form-answers-left", false),
            (Effect::Unfit(Unfit::Kind), _) => ("form-kind-changed", true),
            (Effect::Unfit(Unfit::Options), Change::Options { .. }) => ("form-codes-changed", true),
            (Effect::Unfit(Unfit::Range), _) => ("form-range-narrowed", false),
            (Effect::Unfit(_), _) => ("form-place-changed", true),
            (Effect::Nothing | Effect::Kept | Effect::KeptAs(_), _) => return,
        };
        // An item that is no more can be missed only where somebody has answered it.
        if stored == 0 && difference.effect == Effect::Lost {
            return;
        }
        let codes = match &difference.change {
            Change::Options { removed, .. } => removed.as_slice(),
            _ => &[],
        };
        let codes: Vec<&str> = codes.iter().map(Id::as_str).collect();
        let message = Message::new(code)
            .with("id", difference.id.as_str())
            .with("codes", &codes.join(", "))
            .count("responses", stored);
        let at = match difference.part {
            Part::Choices => self.places.choices(&difference.id),
            _ => self.places.item(&difference.id),
        };
        let help = (difference.effect == Effect::Unfit(Unfit::Kind))
            .then(|| Message::new("form-help-new-id").with("id", difference.id.as_str()));
        self.fault(is_error && stored > 0, at, message, help);
    }
}

/// Items that are no more while a new one looks like the same: the same label, or nearly the same id.
pub fn unmarked_renames(old: &Form, new: &Form) -> BTreeMap<Id, Id> {
    let declared: HashSet<&Id> = new.items.iter().flat_map(|item| &item.was).collect();
    let (before, after) = (ids(old), ids(new));
    let asks = |item: &&Item| item.is_answerable() && !item.score;
    let gone = old.items.iter().filter(asks);
    let gone = gone.filter(|item| !after.contains(&item.id) && !declared.contains(&item.id));
    let come = new.items.iter().filter(asks);
    let mut come: Vec<&Item> = come.filter(|item| !before.contains(&item.id)).collect();
    // Whoever declares an earlier id is no other's successor.
    come.retain(|item| !item.was.iter().any(|id| before.contains(id)));
    let mut found = BTreeMap::new();
    for item in gone {
        let same = come.iter().position(|new| same_label(item, new));
        let alike = || {
            let name = nearest(item.id.as_str(), come.iter().map(|new| new.id.as_str()))?;
            come.iter().position(|new| new.id == *name)
        };
        if let Some(at) = same.or_else(alike) {
            found.insert(item.id.clone(), come.remove(at).id.clone());
        }
    }
    found
}

fn ids(form: &Form) -> HashSet<&Id> {
    form.items.iter().map(|item| &item.id).collect()
}

/// Whether two items ask the same in some language.
fn same_label(one: &Item, other: &Item) -> bool {
    let words = |item: &Item, lang: Lang| {
        let said = item.label.variants.last()?.text.exact(lang)?;
        (!said.pieces.is_empty()).then(|| said.clone())
    };
    Lang::ALL.into_iter().any(|lang| {
        let said = words(one, lang);
        said.is_some() && said == words(other, lang)
    })
}

/// Where in a file its items and lists of options are named.
struct Places {
    items: BTreeMap<String, Span>,
    choices: BTreeMap<String, Span>,
}

impl Places {
    fn read(bytes: &[u8]) -> Places {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let (document, _) = DeTable::parse_recoverable(text);
        let named = |key: &str| {
            let array = document.get_ref().get(key);
            let array = array.and_then(|value| value.get_ref().as_array());
            let tables = array.into_iter().flatten();
            let ids = tables.filter_map(|value| {
                let id = value.get_ref().as_table()?.get("id")?;
                Some((id.get_ref().as_str()?.to_owned(), id.span()))
            });
            ids.collect::<BTreeMap<String, Span>>()
        };
        Places {
            items: named("item"),
            choices: named("choices"),
        }
    }

    fn item(&self, id: &Id) -> Span {
        self.items.get(id.as_str()).cloned().unwrap_or(0..0)
    }

    /// A list of an item's own is called as the item.
    fn choices(&self, id: &Id) -> Span {
        let list = self.choices.get(id.as_str());
        list.cloned().unwrap_or_else(|| self.item(id))
    }
}
