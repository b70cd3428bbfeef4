//! Reads values out of a TOML document that may hold anything, and says of each what is wrong with it.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Id;
use super::diagnostic::{Message, Span, is_forbidden};
use super::faults::Faults;
use super::keys::{Place, TEXT};
use super::names::is_id;
use super::token::raw_offset;
use crate::lang::{Lang, Localised, Text};

pub(super) type Node<'a> = Spanned<DeValue<'a>>;

/// The longest text of a form, in bytes.
const LONGEST_TEXT: usize = 8 * 1024;
/// The longest expression: it may name every item of a long form, and is limited further by its parts.
const LONGEST_EXPRESSION: usize = 1024 * 1024;

/// A string of the file: what it says, and where it stands with its quotes.
#[derive(Debug, Clone)]
pub(super) struct Quoted<'a> {
    pub text: &'a str,
    pub span: Span,
}

/// A text in the languages given, the one to fall back to first.
pub(super) type Texts<'a> = Vec<(Lang, Quoted<'a>)>;

pub(super) struct Reader<'a> {
    pub faults: Faults,
    source: &'a str,
    /// The languages that the head promises; none until it is read.
    pub languages: Vec<Lang>,
}

/// A table of the file whose keys are asked for by name; those that its sort does not have are unknown.
pub(super) struct Fields<'a> {
    /// None where nothing is said in a table of its own.
    table: Option<&'a DeTable<'a>>,
    pub span: Span,
    pub place: &'static Place,
    /// Keys that were asked for and are there.
    taken: Vec<&'static str>,
    /// What other kinds of items may say is let pass, since the kind is not known.
    any_kind: bool,
}

impl<'a> Fields<'a> {
    pub fn new(table: &'a DeTable<'a>, span: Span, place: &'static Place) -> Self {
        Fields {
            table: Some(table),
            ..Fields::none(span, place)
        }
    }

    /// No table at all.
    pub fn none(span: Span, place: &'static Place) -> Self {
        Fields {
            table: None,
            span,
            place,
            taken: Vec::new(),
            any_kind: false,
        }
    }

    pub fn take(&mut self, key: &'static str) -> Option<&'a Node<'a>> {
        debug_assert!(self.place.key(key).is_some(), "{key} is not in keys.rs");
        let value = self.table.and_then(|table| table.get(key));
        self.taken.extend(value.map(|_| key));
        value
    }

    /// What a key holds, without the key counting as asked for.
    pub fn peek(&self, key: &str) -> Option<&'a Node<'a>> {
        self.table?.get(key)
    }

    /// A key without which the table means nothing.
    pub fn need(&mut self, reader: &mut Reader<'a>, key: &'static str) -> Option<&'a Node<'a>> {
        let value = self.take(key);
        if value.is_none() {
            self.missing(reader, key);
        }
        value
    }

    pub fn missing(&self, reader: &mut Reader<'a>, key: &'static str) {
        if !reader.faults.is_broken_after(self.span.start) {
            let message = Message::new("form-missing-key").with("key", key);
            reader.faults.error(self.span.clone(), message);
        }
    }

    /// Lets keys of any kind of item pass.
    pub fn forget_kinds(&mut self) {
        self.any_kind = true;
    }

    /// Names the keys that mean nothing here.
    pub fn finish(self, reader: &mut Reader<'a>) {
        let Some(table) = self.table.filter(|table| self.taken.len() != table.len()) else {
            return;
        };
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let language = self.place.text.is_some() && Lang::from_code(name).is_some();
            if language || self.taken.contains(&name) {
                continue;
            }
            if self.place.key(name).is_none() {
                let message = Message::new("form-unknown-key").with("key", name);
                let known = self.place.names();
                reader.faults.unknown(key.span(), message, name, known);
            } else if !self.any_kind {
                let message = Message::new("form-key-not-for-kind").with("key", name);
                reader.faults.error(value.span(), message);
            }
        }
    }
}

impl<'a> Reader<'a> {
    pub fn new(source: &'a str, faults: Faults) -> Self {
        Reader {
            faults,
            source,
            languages: Vec::new(),
        }
    }

    /// The languages that the head promises.
    pub fn promise(&mut self, fields: &mut Fields<'a>) {
        let Some(value) = fields.need(self, "languages") else {
            return;
        };
        let codes = Lang::ALL.map(|lang| (lang.code(), lang));
        self.languages = self.some_of(value, &codes);
    }

    /// Words of a closed list, at least one and each once.
    pub fn some_of<T: Copy + PartialEq>(
        &mut self,
        value: &'a Node<'a>,
        words: &[(&str, T)],
    ) -> Vec<T> {
        let Some(array) = self.array(value) else {
            return Vec::new();
        };
        if array.is_empty() {
            self.faults
                .error(value.span(), Message::new("form-empty-list"));
        }
        let mut found = Vec::new();
        for value in array.iter() {
            let Some(meaning) = self.one_of(value, words) else {
                continue;
            };
            if found.contains(&meaning) {
                let word = value.get_ref().as_str().unwrap_or_default();
                let message = Message::new("form-duplicate").with("name", word);
                self.faults.error(value.span(), message);
            } else {
                found.push(meaning);
            }
        }
        found
    }

    pub fn wrong_type(&mut self, value: &Node<'a>, expected: &'static str) {
        let message = Message::new("form-wrong-type")
            .word("expected", expected)
            .word("found", type_word(value.get_ref()));
        self.faults.error(value.span(), message);
    }

    fn string(&mut self, value: &'a Node<'a>) -> Option<Quoted<'a>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, "form-type-string");
            return None;
        };
        Some(Quoted {
            text,
            span: value.span(),
        })
    }

    /// A string that says something and hides nothing.
    pub fn words(&mut self, value: &'a Node<'a>) -> Option<Quoted<'a>> {
        let quoted = self.string(value)?;
        let empty = quoted.text.trim().is_empty();
        if empty {
            self.faults
                .error(quoted.span, Message::new("form-empty-text"));
            return None;
        }
        if quoted.text.len() > LONGEST_TEXT {
            let message = Message::new("form-too-long").count("most", LONGEST_TEXT);
            self.faults.error(quoted.span, message);
            return None;
        }
        let text = quoted.text.trim_end();
        self.hides_nothing(&quoted)?;
        Some(Quoted { text, ..quoted })
    }

    /// No character that shows nothing, or changes how the text around it is shown.
    fn hides_nothing(&mut self, quoted: &Quoted<'_>) -> Option<()> {
        let mut hidden = quoted.text.trim_end().char_indices();
        let Some((at, c)) = hidden.find(|(_, c)| *c != '\n' && is_forbidden(*c)) else {
            return Some(());
        };
        let message = Message::new("form-forbidden-character")
            .with("code", &format!("U+{:04X}", u32::from(c)));
        let span = self.within(quoted, at..at + c.len_utf8());
        self.faults.error(span, message);
        None
    }

    /// An expression as written.
    pub fn expression(&mut self, value: &'a Node<'a>) -> Option<Quoted<'a>> {
        let quoted = self.string(value)?;
        if quoted.text.trim().is_empty() {
            self.faults
                .error(quoted.span, Message::new("form-empty-text"));
            return None;
        }
        if quoted.text.len() > LONGEST_EXPRESSION {
            let message = Message::new("form-too-long").count("most", LONGEST_EXPRESSION);
            self.faults.error(quoted.span, message);
            return None;
        }
        let shown = quoted.text.replace("\r\n", "\n ").replace('\t', " ");
        self.hides_nothing(&Quoted {
            text: &shown,
            ..quoted.clone()
        })?;
        Some(quoted)
    }

    pub fn id(&mut self, value: &'a Node<'a>) -> Option<Quoted<'a>> {
        let quoted = self.string(value)?;
        if !is_id(quoted.text) {
            let message = Message::new("form-bad-id").with("id", quoted.text);
            self.faults.error(quoted.span, message);
            return None;
        }
        Some(quoted)
    }

    pub fn boolean(&mut self, value: &'a Node<'a>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, "form-type-boolean");
        }
        found
    }

    /// A whole number in `range`.
    pub fn integer(
        &mut self,
        value: &'a Node<'a>,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let DeValue::Integer(digits) = value.get_ref() else {
            self.wrong_type(value, "form-type-integer");
            return None;
        };
        let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
        let number = number.filter(|n| range.contains(n));
        if number.is_none() {
            let message = Message::new("form-out-of-range")
                .with("least", &range.start().to_string())
                .with("most", &range.end().to_string());
            self.faults.error(value.span(), message);
        }
        number
    }

    /// A number, whole or with decimals, exact as written.
    pub fn number(&mut self, value: &'a Node<'a>) -> Option<rust_decimal::Decimal> {
        let number = match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            DeValue::Float(digits) => digits.as_str().parse().ok(),
            _ => {
                self.wrong_type(value, "form-type-number");
                return None;
            }
        };
        if number.is_none() {
            let message = Message::new("form-bad-number");
            self.faults.error(value.span(), message);
        }
        number
    }

    pub fn array(&mut self, value: &'a Node<'a>) -> Option<&'a DeArray<'a>> {
        let found = value.get_ref().as_array();
        if found.is_none() {
            self.wrong_type(value, "form-type-array");
        }
        found
    }

    pub fn fields(&mut self, value: &'a Node<'a>, place: &'static Place) -> Option<Fields<'a>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, "form-type-table");
            return None;
        };
        Some(Fields::new(table, value.span(), place))
    }

    /// One word of a closed list.
    pub fn one_of<T: Copy>(&mut self, value: &'a Node<'a>, words: &[(&str, T)]) -> Option<T> {
        let quoted = self.string(value)?;
        let found = words.iter().find(|(word, _)| *word == quoted.text);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = Message::new("form-unknown-word")
                .with("word", quoted.text)
                .with("known", &all.join(", "));
            self.faults.unknown(quoted.span, message, quoted.text, all);
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// A text whose languages stand in `table`, beside the keys of `place`.
    fn languages_of(
        &mut self,
        table: &'a DeTable<'a>,
        span: Span,
        place: &'static Place,
    ) -> Option<Texts<'a>> {
        let mut texts = Texts::new();
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            if let Some(lang) = Lang::from_code(name) {
                if let Some(quoted) = self.words(value) {
                    texts.push((lang, quoted));
                }
            } else if place.key(name).is_none() {
                let message = Message::new("form-unknown-language").with("language", name);
                let known = Lang::ALL.iter().map(|lang| lang.code());
                self.faults
                    .unknown(key.span(), message, name, known.chain(place.names()));
            }
        }
        let promised = &self.languages;
        let rank = |lang: &Lang| promised.iter().position(|have| have == lang);
        texts.sort_by_key(|(lang, _)| (rank(lang).unwrap_or(promised.len()), *lang));
        self.promises_kept(table, span);
        (!texts.is_empty()).then_some(texts)
    }

    /// Reports the languages that the head promises and this text does not give.
    fn promises_kept(&mut self, table: &DeTable<'_>, span: Span) {
        let lacks = |lang: &&Lang| !table.contains_key(lang.code());
        let missing: Vec<Lang> = self.languages.iter().filter(lacks).copied().collect();
        if missing.is_empty() || self.faults.is_broken_after(span.start) {
            return;
        }
        let codes: Vec<&str> = missing.iter().map(|lang| lang.code()).collect();
        let message = Message::new("form-language-missing").with("languages", &codes.join(", "));
        if missing.first() == self.languages.first() {
            self.faults.error(span, message);
        } else {
            self.faults.warning(span, message);
        }
    }

    /// A text: a string that is the same in every language, or a table of languages.
    pub fn texts(&mut self, value: &'a Node<'a>, place: &'static Place) -> Option<Texts<'a>> {
        match value.get_ref() {
            DeValue::String(_) => {
                let quoted = self.words(value)?;
                let languages = match self.languages.as_slice() {
                    [] => vec![Lang::Fi],
                    promised => promised.to_vec(),
                };
                let texts = languages.into_iter().map(|lang| (lang, quoted.clone()));
                Some(texts.collect())
            }
            DeValue::Table(table) => self.languages_of(table, value.span(), place),
            _ => {
                self.wrong_type(value, "form-type-text");
                None
            }
        }
    }

    pub fn text(&mut self, value: &'a Node<'a>) -> Option<Text> {
        self.texts(value, &TEXT).map(composed)
    }

    /// A text whose languages stand beside other keys, as in an option.
    pub fn text_beside(&mut self, value: &'a Node<'a>, place: &'static Place) -> Option<Text> {
        self.texts(value, place).map(composed)
    }

    /// The whole file as text.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Where a part of a string's meaning stands in the file.
    pub fn within(&self, quoted: &Quoted<'_>, part: Span) -> Span {
        let Some(token) = self.source.get(quoted.span.clone()) else {
            return quoted.span.clone();
        };
        let start = quoted.span.start + raw_offset(token, part.start);
        let end = quoted.span.start + raw_offset(token, part.end);
        start..end.max(start)
    }

    /// A list of strings that `read` accepts.
    pub fn list(
        &mut self,
        value: &'a Node<'a>,
        read: fn(&mut Self, &'a Node<'a>) -> Option<Quoted<'a>>,
    ) -> Vec<Quoted<'a>> {
        let Some(array) = self.array(value) else {
            return Vec::new();
        };
        array.iter().filter_map(|value| read(self, value)).collect()
    }
}

fn type_word(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "form-type-string",
        DeValue::Integer(_) => "form-type-integer",
        DeValue::Float(_) => "form-type-number",
        DeValue::Boolean(_) => "form-type-boolean",
        DeValue::Datetime(_) => "form-type-date",
        DeValue::Array(_) => "form-type-array",
        DeValue::Table(_) => "form-type-table",
    }
}

impl Quoted<'_> {
    pub fn to_id(&self) -> Id {
        Id::new(self.text)
    }
}

fn composed(texts: Texts<'_>) -> Text {
    let texts = texts.into_iter();
    Localised::new(
        texts
            .map(|(lang, quoted)| (lang, nfc(quoted.text).into()))
            .collect(),
    )
}

pub(super) fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}
