//! The first pass over a form: which sections, choice lists and items there are, before anything refers to them.

use std::collections::HashMap;

use super::bands::band_codes;
use super::diagnostic::{Message, Span};
use super::keys::{self, Place};
use super::kinds::{KINDS, Word};
use super::load::Loader;
use super::other::Other;
use super::reader::{Fields, Node, Quoted};
use super::scope::{Header, Type, is_reserved, is_rows};
use super::{ChoicesIx, Id, ItemIx, Kind, SectionIx};

pub(super) const MOST_ITEMS: usize = 20_000;
pub(super) const MOST_OPTIONS: usize = 10_000;
pub(super) const MOST_SECTIONS: usize = 1_000;

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
    /// It comes from an option of an earlier item, not from a table of its own.
    pub other: Option<Other>,
}

pub(super) struct Names<'a> {
    sections: HashMap<&'a str, SectionIx>,
    pub lists: HashMap<&'a str, ChoicesIx>,
    pub uses: Vec<NamedList>,
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
        for fields in self.tables(head.take("choices"), &keys::CHOICES, MOST_OPTIONS) {
            self.choice_list(fields, &mut names);
        }
        let sections = head.need(&mut self.reader, "section");
        let sections = self.tables(sections, &keys::SECTION, MOST_SECTIONS);
        let sections = sections
            .into_iter()
            .map(|fields| self.declare_section(fields, &mut names))
            .collect();
        let items = head.need(&mut self.reader, "item");
        let items = self.tables(items, &keys::ITEM, MOST_ITEMS).into_iter();
        let mut declared = Vec::new();
        for fields in items {
            declared.push(self.declare_item(fields, &mut names));
            self.declare_others(&mut declared);
        }
        let mut items = declared;
        let most = MOST_ITEMS.saturating_sub(items.len());
        let scores = self.tables(head.take("score"), &keys::SCORE, most);
        items.extend(scores.into_iter().map(|fields| self.declare_score(fields)));
        FormHeaders {
            sections,
            items,
            lists: names.uses,
        }
    }

    /// The tables of an array, at most so many.
    pub fn tables(
        &mut self,
        value: Option<&'a Node<'a>>,
        place: &'static Place,
        most: usize,
    ) -> Vec<Fields<'a>> {
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
            .filter_map(|value| self.reader.fields(value, place))
            .collect()
    }

    /// The id of a section, list, item or score, unless it is taken.
    pub fn own_id(
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
        let rule = self.only_for(&mut fields, "calculation", word);
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
            other: None,
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
            other: None,
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

    pub fn add_item(&mut self, header: Header) {
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
