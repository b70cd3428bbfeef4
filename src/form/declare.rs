//! The first pass over a form: which sections, choice lists and items there are, before anything refers to them.

use std::collections::{HashMap, HashSet};

use super::diagnostic::{Message, Span};
use super::kinds::{KINDS, Word};
use super::load::Loader;
use super::reader::{Fields, Node, Quoted};
use super::scope::{Header, Type, is_reserved, is_rows};
use super::{Choice, ChoiceList, ChoicesIx, Id, ItemIx, Kind, SectionIx};

const MOST_ITEMS: usize = 20_000;
const MOST_OPTIONS: usize = 10_000;
const MOST_SECTIONS: usize = 1_000;
/// Choice lists, those of single items among them.
const MOST_LISTS: usize = 30_000;

/// All that a file declares.
pub(super) struct FormHeaders<'a> {
    pub sections: Vec<Fields<'a>>,
    pub items: Vec<Declared<'a>>,
    /// Where the named choice lists stand, by number, and whether something uses them.
    pub lists: Vec<NamedList>,
}

pub(super) struct NamedList {
    pub at: Span,
    pub used: bool,
}

/// An item or score of which the name is known and the rest still to be read.
pub(super) struct Declared<'a> {
    pub fields: Fields<'a>,
    /// What works it out.
    pub rule: Option<Quoted<'a>>,
    /// The kind could not be read, so that nothing can be said of what belongs to it.
    pub odd: bool,
}

pub(super) struct Names<'a> {
    sections: HashMap<&'a str, SectionIx>,
    lists: HashMap<&'a str, ChoicesIx>,
    uses: Vec<NamedList>,
}

impl Names<'_> {
    /// Named lists come first, so that their number is also their place among the uses.
    fn use_list(&mut self, ix: ChoicesIx) {
        if let Some(list) = self.uses.get_mut(usize::from(ix)) {
            list.used = true;
        }
    }
}

impl<'a> Loader<'a> {
    pub fn declare(&mut self, head: &mut Fields<'a>) -> FormHeaders<'a> {
        let mut names = Names {
            sections: HashMap::new(),
            lists: HashMap::new(),
            uses: Vec::new(),
        };
        for fields in self.tables(head.take("choices"), MOST_OPTIONS) {
            self.choice_list(fields, &mut names);
        }
        let sections = head.need(&mut self.reader, "section");
        let sections = self.tables(sections, MOST_SECTIONS);
        let sections = sections
            .into_iter()
            .map(|fields| self.declare_section(fields, &mut names))
            .collect();
        let items = head.need(&mut self.reader, "item");
        let items = self.tables(items, MOST_ITEMS).into_iter();
        let mut items: Vec<Declared> = items
            .map(|fields| self.declare_item(fields, &mut names))
            .collect();
        let scores = self.tables(head.take("score"), MOST_ITEMS - items.len());
        items.extend(scores.into_iter().map(|fields| self.declare_score(fields)));
        FormHeaders {
            sections,
            items,
            lists: names.uses,
        }
    }

    /// The tables of an array, at most so many.
    pub fn tables(&mut self, value: Option<&'a Node<'a>>, most: usize) -> Vec<Fields<'a>> {
        let Some(value) = value else {
            return Vec::new();
        };
        let Some(array) = self.reader.array(value) else {
            return Vec::new();
        };
        if let Some(over) = array.get(most) {
            let message = Message::new("form-too-many").count("most", most);
            self.reader.faults.error(over.span(), message);
        }
        let tables = array.iter().take(most);
        tables
            .filter_map(|value| self.reader.fields(value))
            .collect()
    }

    /// The id of a section, list, item or score, unless it is taken.
    fn own_id(
        &mut self,
        fields: &mut Fields<'a>,
        is_taken: impl Fn(&str) -> bool,
    ) -> Option<Quoted<'a>> {
        let value = fields.need(&mut self.reader, "id")?;
        let quoted = self.reader.id(value)?;
        if is_taken(quoted.text) {
            let message = Message::new("form-duplicate").with("name", quoted.text);
            self.reader.faults.error(quoted.span, message);
            return None;
        }
        Some(quoted)
    }

    fn choice_list(&mut self, mut fields: Fields<'a>, names: &mut Names<'a>) {
        let id = self.own_id(&mut fields, |id| names.lists.contains_key(id));
        let options = fields.need(&mut self.reader, "options");
        let options = options.map_or_else(Vec::new, |value| self.options(value));
        let at = id
            .as_ref()
            .map_or(fields.span.clone(), |id| id.span.clone());
        fields.finish(&mut self.reader);
        let name = id.as_ref().map_or("", |id| id.text);
        let Some(ix) = self.add_list(Id::new(name), options, &at) else {
            return;
        };
        let used = id.is_none();
        names.uses.push(NamedList { at, used });
        if let Some(id) = id {
            names.lists.insert(id.text, ix);
        }
    }

    pub fn add_list(&mut self, id: Id, options: Vec<Choice>, at: &Span) -> Option<ChoicesIx> {
        let ix = self.scope.choices.len();
        if ix >= MOST_LISTS {
            let message = Message::new("form-too-many").count("most", MOST_LISTS);
            self.reader.faults.error(at.clone(), message);
            return None;
        }
        self.scope.choices.push(ChoiceList { id, options });
        ChoicesIx::try_from(ix).ok()
    }

    pub fn options(&mut self, value: &'a Node<'a>) -> Vec<Choice> {
        let Some(array) = self.reader.array(value) else {
            return Vec::new();
        };
        if array.is_empty() {
            let message = Message::new("form-empty-list");
            self.reader.faults.error(value.span(), message);
        }
        let mut codes = HashSet::new();
        let mut keys = HashSet::new();
        let tables = self.tables(Some(value), MOST_OPTIONS);
        let values = array.iter().filter(|value| value.get_ref().is_table());
        let options = tables.into_iter().zip(values);
        options
            .filter_map(|(fields, value)| self.option(fields, value, &mut codes, &mut keys))
            .collect()
    }

    fn option(
        &mut self,
        mut fields: Fields<'a>,
        value: &'a Node<'a>,
        codes: &mut HashSet<&'a str>,
        keys: &mut HashSet<char>,
    ) -> Option<Choice> {
        let beside = ["code", "score", "key", "exclusive", "practice"];
        let text = self.reader.line(value, &beside);
        let reader = &mut self.reader;
        let code = fields.need(reader, "code");
        let code = code.and_then(|value| reader.id(value));
        let code = code.filter(|code| {
            let is_new = codes.insert(code.text);
            if !is_new {
                let message = Message::new("form-duplicate").with("name", code.text);
                reader.faults.error(code.span.clone(), message);
            }
            is_new
        });
        let score = fields.take("score");
        let score = score.and_then(|value| reader.number(value));
        let mut flag = |key| {
            let value = fields.take(key);
            value.and_then(|value| reader.boolean(value))
        };
        let exclusive = flag("exclusive").unwrap_or(false);
        let practice = flag("practice").unwrap_or(false);
        let key = fields.take("key").and_then(|value| self.key(value, keys));
        Some(Choice {
            code: code?.to_id(),
            score,
            text: text?,
            key,
            exclusive,
            practice,
        })
    }

    fn key(&mut self, value: &'a Node<'a>, taken: &mut HashSet<char>) -> Option<char> {
        let quoted = self.reader.words(value)?;
        let mut letters = quoted.text.chars();
        let key = letters.next().filter(|_| letters.next().is_none());
        let Some(key) = key else {
            let message = Message::new("form-bad-key");
            self.reader.faults.error(quoted.span, message);
            return None;
        };
        if !taken.insert(key) {
            let message = Message::new("form-duplicate").with("name", quoted.text);
            self.reader.faults.error(quoted.span, message);
        }
        Some(key)
    }

    fn declare_section(&mut self, mut fields: Fields<'a>, names: &mut Names<'a>) -> Fields<'a> {
        let id = self.own_id(&mut fields, |id| names.sections.contains_key(id));
        let next = self.section_ids.len();
        if let (Some(id), Ok(ix)) = (&id, SectionIx::try_from(next)) {
            names.sections.insert(id.text, ix);
        }
        self.section_ids
            .push(id.map_or_else(|| Id::new(""), |id| id.to_id()));
        fields
    }

    fn declare_item(&mut self, mut fields: Fields<'a>, names: &mut Names<'a>) -> Declared<'a> {
        let (id, at) = self.item_id(&mut fields);
        let section = fields.need(&mut self.reader, "section");
        let section = section.and_then(|value| self.section_named(value, names));
        let value = fields.need(&mut self.reader, "kind");
        let word = value.and_then(|value| self.reader.one_of(value, &KINDS));
        let choices = self.choices_of(&mut fields, word, &id, &at, names);
        let kind = self.kind(&mut fields, word, names);
        let parent = fields.take("parent");
        let parent = parent.and_then(|value| self.parent(value, &kind, section));
        let rule = self.only_for(&mut fields, "calculation", word, &[Word::Computed]);
        if word == Some(Word::Computed) && rule.is_none() {
            fields.missing(&mut self.reader, "calculation");
        }
        let rule = rule.and_then(|value| self.reader.expression(value));
        self.add_item(Header {
            id,
            kind,
            choices,
            parent,
            section,
            score: false,
            at,
            gives: Type::Unknown,
            bands: band_codes(&fields),
        });
        Declared {
            fields,
            rule,
            odd: word.is_none(),
        }
    }

    fn declare_score(&mut self, mut fields: Fields<'a>) -> Declared<'a> {
        let (id, at) = self.item_id(&mut fields);
        let rule = fields.need(&mut self.reader, "expr");
        let rule = rule.and_then(|value| self.reader.expression(value));
        self.add_item(Header {
            id,
            kind: Kind::Computed,
            choices: None,
            parent: None,
            section: None,
            score: true,
            at,
            gives: Type::Number,
            bands: band_codes(&fields),
        });
        Declared {
            fields,
            rule,
            odd: false,
        }
    }

    fn item_id(&mut self, fields: &mut Fields<'a>) -> (Id, Span) {
        let by_id = std::mem::take(&mut self.scope.by_id);
        let quoted = self.own_id(fields, |id| by_id.contains_key(id));
        self.scope.by_id = by_id;
        let Some(quoted) = quoted else {
            return (Id::new(""), fields.span.clone());
        };
        if is_reserved(quoted.text) {
            let message = Message::new("form-reserved-id").with("id", quoted.text);
            self.reader.faults.error(quoted.span.clone(), message);
        }
        (quoted.to_id(), quoted.span)
    }

    fn add_item(&mut self, header: Header) {
        let ix = ItemIx::try_from(self.scope.items.len()).unwrap_or(ItemIx::MAX);
        if header.id != *"" {
            self.scope.by_id.insert(header.id.clone(), ix);
        }
        self.scope.items.push(header);
    }

    fn section_named(&mut self, value: &'a Node<'a>, names: &Names<'a>) -> Option<SectionIx> {
        let quoted = self.reader.id(value)?;
        let found = names.sections.get(quoted.text).copied();
        if found.is_none() {
            let message = Message::new("form-unknown-section").with("name", quoted.text);
            let known = names.sections.keys().copied();
            self.reader
                .faults
                .unknown(quoted.span, message, quoted.text, known);
        }
        found
    }

    pub fn list_named(&mut self, value: &'a Node<'a>, names: &mut Names<'a>) -> Option<ChoicesIx> {
        let quoted = self.reader.id(value)?;
        let found = names.lists.get(quoted.text).copied();
        match found {
            Some(ix) => names.use_list(ix),
            None => {
                let message = Message::new("form-unknown-choices").with("name", quoted.text);
                let known = names.lists.keys().copied();
                self.reader
                    .faults
                    .unknown(quoted.span, message, quoted.text, known);
            }
        }
        found
    }

    /// What the item stands in: something earlier of the same section that can hold it.
    fn parent(
        &mut self,
        value: &'a Node<'a>,
        kind: &Kind,
        section: Option<SectionIx>,
    ) -> Option<ItemIx> {
        let quoted = self.reader.id(value)?;
        let Some(ix) = self.scope.by_id.get(quoted.text).copied() else {
            let message = Message::new("form-unknown-parent").with("name", quoted.text);
            let known = self.scope.items.iter().map(|item| item.id.as_str());
            self.reader
                .faults
                .unknown(quoted.span, message, quoted.text, known);
            return None;
        };
        let parent = self.scope.item(ix);
        let holds = is_rows(&parent.kind) || parent.kind == Kind::Group;
        let container = matches!(
            kind,
            Kind::List { .. } | Kind::Table { .. } | Kind::Group | Kind::Embed { .. }
        );
        let code = if !holds {
            "form-parent-holds-nothing"
        } else if section.is_some() && parent.section != section {
            "form-parent-elsewhere"
        } else if is_rows(&parent.kind) && container {
            "form-row-holds-rows"
        } else {
            return Some(ix);
        };
        let message = Message::new(code).with("name", quoted.text);
        self.reader.faults.error(quoted.span, message);
        None
    }
}

/// The codes of an item's bands, which expressions may name.
fn band_codes(fields: &Fields<'_>) -> Vec<Id> {
    let bands = fields
        .peek("bands")
        .and_then(|bands| bands.get_ref().as_array());
    let bands = bands.into_iter().flatten();
    let codes = bands.filter_map(|band| band.get_ref().get("code")?.get_ref().as_str());
    codes.map(Id::new).collect()
}
