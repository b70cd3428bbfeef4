//! Choice lists as a file writes them: options with their words, scores, keys and attributes.

use std::collections::{HashMap, HashSet};

use toml::de::DeValue;

use super::declare::{MOST_OPTIONS, NamedList, Names};
use super::diagnostic::{Message, Span};
use super::keys;
use super::load::Loader;
use super::names::is_id;
use super::reader::{Fields, Node};
use super::{Attribute, Choice, ChoiceList, ChoicesIx, Id};

/// Choice lists, those of single items among them.
const MOST_LISTS: usize = 30_000;
/// Attributes of an option.
const MOST_ATTRIBUTES: usize = 20;

/// What the options of one list have used up between them.
#[derive(Default)]
struct Taken<'a> {
    codes: HashSet<&'a str>,
    keys: HashSet<char>,
    /// Of what type each attribute is.
    attributes: HashMap<&'a str, std::mem::Discriminant<Attribute>>,
}

impl<'a> Loader<'a> {
    pub fn choice_list(&mut self, mut fields: Fields<'a>, names: &mut Names<'a>) {
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
        let mut taken = Taken::default();
        let tables = self.tables(Some(value), &keys::OPTION, MOST_OPTIONS);
        let values = array.iter().filter(|value| value.get_ref().is_table());
        let options = tables.into_iter().zip(values);
        options
            .filter_map(|(fields, value)| self.option(fields, value, &mut taken))
            .collect()
    }

    fn option(
        &mut self,
        mut fields: Fields<'a>,
        value: &'a Node<'a>,
        taken: &mut Taken<'a>,
    ) -> Option<Choice> {
        let text = self.reader.text_beside(value, &keys::OPTION);
        let other = fields.take("other");
        let other = other.and_then(|value| self.reader.text(value));
        let with = fields.take("with");
        let with = with.map_or_else(Vec::new, |value| self.attributes(value, taken));
        let codes = self.codes(fields.take("codes"));
        let key = fields.take("key");
        let key = key.and_then(|value| self.key(value, &mut taken.keys));
        let reader = &mut self.reader;
        let code = fields.need(reader, "code");
        let code = code.and_then(|value| reader.id(value));
        let code = code.filter(|code| {
            let is_new = taken.codes.insert(code.text);
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
        Some(Choice {
            code: code?.to_id(),
            score,
            text: text?,
            key,
            exclusive,
            practice,
            other,
            with: with.into_boxed_slice(),
            codes,
        })
    }

    /// `with = { region = "turku", level = 2 }`: an attribute is of one type in all options of a list.
    fn attributes(&mut self, value: &'a Node<'a>, taken: &mut Taken<'a>) -> Vec<(Id, Attribute)> {
        let mut found = Vec::new();
        let Some(table) = value.get_ref().as_table() else {
            self.reader.fields(value, &keys::OPTION);
            return found;
        };
        if table.len() > MOST_ATTRIBUTES {
            let message = Message::new("form-too-many").count("most", MOST_ATTRIBUTES);
            self.reader.faults.error(value.span(), message);
        }
        for (key, value) in table.iter().take(MOST_ATTRIBUTES) {
            let name: &'a str = key.get_ref();
            if !is_id(name) || matches!(name, "code" | "score") {
                let message = Message::new("form-bad-attribute").with("name", name);
                self.reader.faults.error(key.span(), message);
                continue;
            }
            let Some(attribute) = self.attribute(value) else {
                continue;
            };
            let its_type = std::mem::discriminant(&attribute);
            if *taken.attributes.entry(name).or_insert(its_type) != its_type {
                let message = Message::new("form-attribute-type").with("name", name);
                self.reader.faults.error(value.span(), message);
            }
            found.push((Id::new(name), attribute));
        }
        found
    }

    fn attribute(&mut self, value: &'a Node<'a>) -> Option<Attribute> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(Attribute::Bool(*yes)),
            DeValue::Integer(_) | DeValue::Float(_) => {
                self.reader.number(value).map(Attribute::Number)
            }
            _ => {
                let quoted = self.reader.words(value)?;
                Some(Attribute::Text(quoted.text.into()))
            }
        }
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
}
