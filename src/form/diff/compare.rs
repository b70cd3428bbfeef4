//! The comparing itself: part by part, key by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;
use toml::{Table, Value};

use super::document::{Document, carried, languages, unsaid};
use super::order::out_of_order;
use super::{Change, Comparison, Difference, Edition, Effect, Part, Unfit, owner, renames};
use crate::form::{ChoiceList, Form, Id, Item, Kind};
use crate::lang::Lang;

/// Compares two versions of a form.
pub fn compare(old: &Edition, new: &Edition) -> Comparison {
    let mut comparing = Comparing {
        old: &old.form,
        new: &new.form,
        was: Document::read(&old.source.bytes),
        is: Document::read(&new.source.bytes),
        renamed: renames(&old.form, &new.form),
        found: Vec::new(),
        options: Vec::new(),
    };
    if old.form.hash != new.form.hash {
        comparing.everything();
    }
    Comparison {
        form: new.form.id.clone(),
        old: old.form.hash,
        new: new.form.hash,
        renamed: comparing.renamed,
        differences: comparing.found,
    }
}

struct Comparing<'a> {
    old: &'a Form,
    new: &'a Form,
    was: Document,
    is: Document,
    renamed: BTreeMap<Id, Id>,
    found: Vec<Difference>,
    /// Changes of options, gathered so that a list that many items offer is told of once.
    options: Vec<OptionsChange>,
}

/// What has changed in a list of options, and the items that offer it.
struct OptionsChange {
    list: Id,
    change: Change,
    unfit: bool,
    items: Vec<Id>,
}

impl Comparing<'_> {
    fn everything(&mut self) {
        let (was, is) = (std::mem::take(&mut self.was), std::mem::take(&mut self.is));
        self.keys(Part::Form, &self.new.id.clone(), None, &was.head, &is.head);
        self.tables(Part::Section, &was.sections, &is.sections);
        self.items(&was, &is);
        self.choices();
        self.tables(Part::Score, &was.scores, &is.scores);
        self.suggestions(&was.suggestions, &is.suggestions);
        let nothing = BTreeMap::new();
        let names: BTreeSet<&String> = was.others.keys().chain(is.others.keys()).collect();
        for name in names {
            let (was, is) = (was.others.get(name), is.others.get(name));
            self.tables(Part::Other, was.unwrap_or(&nothing), is.unwrap_or(&nothing));
        }
    }

    fn add(&mut self, part: Part, id: &Id, of: Option<&Id>, change: Change, effect: Effect) {
        self.found.push(Difference {
            part,
            id: id.clone(),
            items: of.cloned().into_iter().collect(),
            change,
            effect,
        });
    }

    /// Parts that hold no answers themselves.
    fn tables(&mut self, part: Part, was: &BTreeMap<String, Table>, is: &BTreeMap<String, Table>) {
        for (name, table) in is {
            let id = Id::new(name);
            match was.get(name) {
                Some(older) => self.keys(part, &id, None, older, table),
                None => self.add(part, &id, None, Change::Added, Effect::Nothing),
            }
        }
        for name in was.keys().filter(|name| !is.contains_key(*name)) {
            let id = Id::new(name);
            self.add(part, &id, None, Change::Removed, Effect::Nothing);
        }
    }

    fn items(&mut self, was: &Document, is: &Document) {
        let old: HashMap<&Id, (usize, &Item)> = by_id(self.old);
        let back: HashMap<&Id, &Id> = self.renamed.iter().map(|(from, to)| (to, from)).collect();
        let items = self.new.items.iter().filter(|item| !item.score);
        let pairs: Vec<(&Item, Option<(usize, &Item)>)> = items
            .filter(|item| !item.hidden)
            .map(|item| {
                let id = back.get(&item.id).copied().unwrap_or(&item.id);
                (item, old.get(id).copied().filter(|(_, it)| !it.score))
            })
            .collect();
        let places: Vec<usize> = pairs
            .iter()
            .filter_map(|(_, it)| it.map(|(at, _)| at))
            .collect();
        let mut moved = out_of_order(&places).into_iter();
        let mut left: BTreeSet<&Id> = BTreeSet::new();
        for (item, earlier) in pairs {
            let Some((_, earlier)) = earlier else {
                self.add(Part::Item, &item.id, None, Change::Added, Effect::Nothing);
                continue;
            };
            left.insert(&earlier.id);
            let moved = moved.next().unwrap_or(false);
            self.item(earlier, item, moved, was, is);
        }
        let gone = self.old.items.iter().filter(|item| !item.score);
        for item in gone.filter(|item| !left.contains(&item.id)) {
            if item.hidden {
                continue;
            }
            let effect = match is_stored(item) {
                true => Effect::Lost,
                false => Effect::Nothing,
            };
            self.add(
                Part::Item,
                &item.id,
                Some(&item.id),
                Change::Removed,
                effect,
            );
        }
    }

    fn item(&mut self, old: &Item, new: &Item, moved: bool, was: &Document, is: &Document) {
        let kept = match is_stored(old) {
            false => Effect::Nothing,
            true if old.id == new.id => Effect::Kept,
            true => Effect::KeptAs(new.id.clone()),
        };
        let of = Some(&old.id);
        if old.id != new.id {
            let from = old.id.clone();
            self.add(
                Part::Item,
                &new.id,
                of,
                Change::Renamed { from },
                kept.clone(),
            );
        }
        let (empty, id) = (Table::new(), new.id.clone());
        let before = was.items.get(old.id.as_str()).unwrap_or(&empty);
        let after = is.items.get(new.id.as_str()).unwrap_or(&empty);
        let other_list = self.owner_of(old) != owner(self.new, new).map(|list| list.id.clone());
        if moved || other_list || self.place_of(old) != place_of(self.new, new) {
            let effect = match is_stored(old) && other_list {
                true => Effect::Unfit(Unfit::Place),
                false => kept.clone(),
            };
            self.add(Part::Item, &id, of, Change::Moved, effect);
        }
        let word = |table: &Table| {
            let kind = table.get("kind").and_then(Value::as_str);
            kind.unwrap_or_default().to_owned()
        };
        let (from, to) = (word(before), word(after));
        let unfit = misfit(old, new);
        if from != to {
            let effect = unfit.map_or(kept.clone(), Effect::Unfit);
            self.add(Part::Item, &id, of, Change::Kind { from, to }, effect);
        }
        let range = unfit.filter(|unfit| *unfit == Unfit::Range);
        self.item_keys(&id, old, before, after, range.map_or(kept, Effect::Unfit));
        self.options_of(old, new);
    }

    /// The list or table of an older item, by its newer name.
    fn owner_of(&self, item: &Item) -> Option<Id> {
        owner(self.old, item).map(|list| self.newer(&list.id))
    }

    fn place_of(&self, item: &Item) -> (Option<&Id>, Option<Id>) {
        let (section, parent) = place_of(self.old, item);
        (section, parent.map(|parent| self.newer(&parent)))
    }

    fn newer(&self, id: &Id) -> Id {
        self.renamed.get(id).unwrap_or(id).clone()
    }

    fn item_keys(&mut self, id: &Id, old: &Item, was: &Table, is: &Table, effect: Effect) {
        let from = self.found.len();
        self.keys(Part::Item, id, Some(&old.id), was, is);
        for difference in &mut self.found[from..] {
            difference.effect = match (&difference.change, &effect) {
                (Change::Range, effect) => effect.clone(),
                (_, Effect::Unfit(_)) => Effect::Kept,
                (_, effect) => effect.clone(),
            };
        }
    }

    /// Compares what two tables say under each key. What is compared by its meaning is passed over.
    fn keys(&mut self, part: Part, id: &Id, of: Option<&Id>, was: &Table, is: &Table) {
        const ELSEWHERE: [&str; 10] = [
            "id",
            "was",
            "kind",
            "section",
            "parent",
            "choices",
            "options",
            "rows",
            "format",
            "languages",
        ];
        let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let mut changes: Vec<Change> = Vec::new();
        let mut texts = BTreeSet::new();
        for key in names {
            let before = was.get(key).map(|value| carried(value, key, &self.renamed));
            let after = is.get(key);
            if before.as_ref() == after || ELSEWHERE.contains(&key.as_str()) {
                continue;
            }
            let before = before.as_ref();
            let change = match key.as_str() {
                "relevant" | "filter" | "when" => Change::Condition,
                "calculation" | "expr" => Change::Rule,
                "bands" | "bands_source" => Change::Bands,
                "constraint" | "row_constraint" => Change::Constraints,
                "role" | "about" => Change::Role,
                "icf" | "codes" => Change::Codes,
                "min" | "max" | "digits" | "unit" => Change::Range,
                "ends" => Change::Ends(languages(before, after)),
                "title" | "notice" | "intro" | "label" | "short" | "hint" | "why" | "draft"
                | "text" => {
                    texts.append(&mut languages(before, after));
                    match unsaid(before) == unsaid(after) {
                        true => continue,
                        false => Change::Condition,
                    }
                }
                other => Change::Key(other.to_owned()),
            };
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        if !texts.is_empty() {
            changes.insert(0, Change::Texts(texts));
        }
        for change in changes {
            self.add(part, id, of, change, Effect::Nothing);
        }
    }

    /// What has changed in the options that an item offers, and in the rows of a table.
    fn options_of(&mut self, old: &Item, new: &Item) {
        let (Some(before), Some(after)) = (offered(self.old, old), offered(self.new, new)) else {
            return;
        };
        let missing = |of: &ChoiceList, from: &ChoiceList| -> Vec<Id> {
            let codes = of.options.iter().map(|option| &option.code);
            let codes = codes.filter(|code| from.option(code.as_str()).is_none());
            codes.cloned().collect()
        };
        let (added, removed) = (missing(after, before), missing(before, after));
        let is_gone = !removed.is_empty();
        if is_gone || !added.is_empty() {
            self.option(after, Change::Options { added, removed }, is_gone, old);
        }
        let pairs = after.options.iter().filter_map(|option| {
            let earlier = before.option(option.code.as_str())?;
            Some((earlier, option))
        });
        let mut codes = Vec::new();
        let mut texts: BTreeSet<Lang> = BTreeSet::new();
        for (earlier, option) in pairs {
            if earlier.score != option.score {
                codes.push(option.code.clone());
            }
            let differs = |lang: &Lang| earlier.text.exact(*lang) != option.text.exact(*lang);
            texts.extend(Lang::ALL.into_iter().filter(differs));
        }
        if !codes.is_empty() {
            self.option(after, Change::Scores { codes }, false, old);
        }
        if !texts.is_empty() {
            self.option(after, Change::Texts(texts), false, old);
        }
    }

    fn option(&mut self, list: &ChoiceList, change: Change, unfit: bool, item: &Item) {
        let mut known = self.options.iter_mut();
        let known = known.find(|have| have.list == list.id && have.change == change);
        match known {
            Some(have) => have.items.push(item.id.clone()),
            None => self.options.push(OptionsChange {
                list: list.id.clone(),
                change,
                unfit,
                items: vec![item.id.clone()],
            }),
        }
    }

    fn choices(&mut self) {
        for options in std::mem::take(&mut self.options) {
            let effect = match options.unfit {
                true => Effect::Unfit(Unfit::Options),
                false => Effect::Kept,
            };
            self.found.push(Difference {
                part: Part::Choices,
                id: options.list,
                items: options.items,
                change: options.change,
                effect,
            });
        }
    }

    /// Suggestions have no ids: one is the same if its condition is.
    fn suggestions(&mut self, was: &[Table], is: &[Table]) {
        let id = Id::new("suggest");
        let rule = |table: &Table| {
            let when = table.get("when")?;
            Some(carried(when, "when", &self.renamed))
        };
        let mut changes = Vec::new();
        for table in is {
            let when = table.get("when").cloned();
            match was.iter().find(|older| rule(older) == when) {
                None => changes.push(Change::Added),
                Some(older) => {
                    let texts = languages(older.get("text"), table.get("text"));
                    changes.extend((!texts.is_empty()).then_some(Change::Texts(texts)));
                }
            }
        }
        let gone = was.iter().filter(|older| {
            let when = rule(older);
            !is.iter().any(|table| table.get("when") == when.as_ref())
        });
        changes.extend(gone.map(|_| Change::Removed));
        for change in changes {
            self.add(Part::Suggestion, &id, None, change, Effect::Nothing);
        }
    }
}

fn by_id(form: &Form) -> HashMap<&Id, (usize, &Item)> {
    let items = form.items.iter().enumerate();
    items.map(|(at, item)| (&item.id, (at, item))).collect()
}

fn place_of<'a>(form: &'a Form, item: &Item) -> (Option<&'a Id>, Option<Id>) {
    let section = item.section.map(|ix| &form.sections[usize::from(ix)].id);
    let parent = item.parent.map(|ix| form.item(ix).id.clone());
    (section, parent)
}

/// Whether answers to it are kept.
fn is_stored(item: &Item) -> bool {
    item.is_answerable()
}

/// The options of a choice, or the rows of a table.
fn offered<'a>(form: &'a Form, item: &Item) -> Option<&'a ChoiceList> {
    match item.kind {
        Kind::Table { rows } => form.choices.get(usize::from(rows)),
        _ => form.choice_list(item),
    }
}

/// What sort of answers an item takes.
#[derive(PartialEq)]
enum Holds<'a> {
    Nothing,
    Words,
    Number,
    YesNo,
    Code,
    Codes,
    /// In an order that means something.
    Ranked,
    /// Of a register.
    Entry(&'a Id),
    Minutes,
    Date,
    Time,
    Rows,
}

fn holds(kind: &Kind) -> Holds<'_> {
    match kind {
        Kind::Info | Kind::Table { .. } | Kind::Group | Kind::Computed | Kind::Embed { .. } => {
            Holds::Nothing
        }
        Kind::Text | Kind::Note => Holds::Words,
        Kind::Integer | Kind::Decimal | Kind::Scale { .. } | Kind::Ruler | Kind::Tally => {
            Holds::Number
        }
        Kind::Duration => Holds::Minutes,
        Kind::Rank { .. } => Holds::Ranked,
        Kind::Ref { register } => Holds::Entry(register),
        Kind::YesNo => Holds::YesNo,
        Kind::Single => Holds::Code,
        Kind::Multi | Kind::Deck => Holds::Codes,
        Kind::Date => Holds::Date,
        Kind::Time => Holds::Time,
        Kind::List { .. } => Holds::Rows,
    }
}

/// Whether an answer to one item means the same sort of thing as an answer to the other.
pub fn is_alike(old: &Item, new: &Item) -> bool {
    holds(&old.kind) == holds(&new.kind)
}

/// The numbers that an item takes: least, most, decimal places.
fn range(item: &Item) -> (Option<Decimal>, Option<Decimal>, Option<u32>) {
    let limits = item.limits();
    let whole = |min: Option<i32>, max: Option<i32>| {
        (min.map(Decimal::from), max.map(Decimal::from), Some(0))
    };
    match item.kind {
        Kind::Scale { min, max } => whole(Some(min), Some(max)),
        Kind::Ruler => whole(Some(0), Some(10)),
        Kind::List { max, .. } => whole(None, Some(i32::from(max))),
        Kind::Rank { max } => whole(None, max.map(i32::from)),
        Kind::Tally | Kind::Duration => {
            let least = limits.min.unwrap_or_default();
            (Some(least), limits.max, Some(0))
        }
        Kind::Integer => (limits.min, limits.max, Some(0)),
        _ => (limits.min, limits.max, limits.digits),
    }
}

/// Why an answer to the older item may not fit the newer one.
fn misfit(old: &Item, new: &Item) -> Option<Unfit> {
    if !is_stored(old) {
        return None;
    }
    if !is_alike(old, new) {
        return Some(Unfit::Kind);
    }
    let (least, most, digits) = range(old);
    let (least_now, most_now, digits_now) = range(new);
    let below = least_now.is_some_and(|now| least.is_none_or(|least| least < now));
    let above = most_now.is_some_and(|now| most.is_none_or(|most| most > now));
    let finer = digits_now.is_some_and(|now| digits.is_none_or(|digits| digits > now));
    (below || above || finer).then_some(Unfit::Range)
}
