//! What kinds of items there are, and what each needs to be said about it.

use super::declare::Names;
use super::diagnostic::{Message, Span};
use super::keys;
use super::load::Loader;
use super::reader::{Fields, Node};
use super::template::Reference;
use super::{ChoicesIx, Id, Kind};

/// Steps that a scale may have: they are drawn beside one another.
const MOST_STEPS: i64 = 100;
/// Rows that a list takes where the file does not say.
const MOST_ROWS: u16 = 1_000;

/// A kind by its word alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Info,
    Text,
    Note,
    Integer,
    Decimal,
    Scale,
    Ruler,
    YesNo,
    Single,
    Multi,
    Rank,
    Deck,
    Date,
    Time,
    Duration,
    Tally,
    Ref,
    List,
    Table,
    Group,
    Computed,
    Embed,
}

pub(super) const KINDS: [(&str, Word); 22] = [
    ("info", Word::Info),
    ("text", Word::Text),
    ("note", Word::Note),
    ("integer", Word::Integer),
    ("decimal", Word::Decimal),
    ("scale", Word::Scale),
    ("ruler", Word::Ruler),
    ("yes_no", Word::YesNo),
    ("single", Word::Single),
    ("multi", Word::Multi),
    ("rank", Word::Rank),
    ("deck", Word::Deck),
    ("date", Word::Date),
    ("time", Word::Time),
    ("duration", Word::Duration),
    ("tally", Word::Tally),
    ("ref", Word::Ref),
    ("list", Word::List),
    ("table", Word::Table),
    ("group", Word::Group),
    ("computed", Word::Computed),
    ("embed", Word::Embed),
];

impl<'a> Loader<'a> {
    /// A key that only some kinds of items have.
    pub fn only_for(
        &mut self,
        fields: &mut Fields<'a>,
        key: &'static str,
        word: Option<Word>,
    ) -> Option<&'a Node<'a>> {
        let value = fields.take(key)?;
        let kinds = fields.place.key(key).map_or(&[][..], |key| key.kinds);
        if word.is_some_and(|word| !kinds.contains(&word)) {
            self.not_for_kind(value, key);
            return None;
        }
        Some(value)
    }

    pub fn not_for_kind(&mut self, value: &Node<'a>, key: &str) {
        let message = Message::new("form-key-not-for-kind").with("key", key);
        self.reader.faults.error(value.span(), message);
    }

    pub fn choices_of(
        &mut self,
        fields: &mut Fields<'a>,
        word: Option<Word>,
        id: &Id,
        at: &Span,
        names: &mut Names<'a>,
    ) -> Option<ChoicesIx> {
        let named = self.only_for(fields, "choices", word);
        let own = self.only_for(fields, "options", word);
        match (named, own) {
            (Some(value), None) => self.list_named(value, names),
            (None, Some(value)) => {
                let options = self.options(value);
                self.add_list(id.clone(), options, at)
            }
            (Some(_), Some(own)) => {
                let message = Message::new("form-choices-twice");
                self.reader.faults.error(own.span(), message);
                None
            }
            (None, None) => {
                if word.is_some_and(|word| keys::CHOOSING.contains(&word)) {
                    fields.missing(&mut self.reader, "choices");
                }
                None
            }
        }
    }

    pub fn kind(
        &mut self,
        fields: &mut Fields<'a>,
        word: Option<Word>,
        names: &mut Names<'a>,
    ) -> Kind {
        // The limits of typed numbers are read with the rest of the item.
        let typed = matches!(word, Some(Word::Integer | Word::Decimal | Word::Duration));
        let (min, max) = match typed {
            true => (None, None),
            false => (
                self.only_for(fields, "min", word),
                self.only_for(fields, "max", word),
            ),
        };
        let register = self.only_for(fields, "register", word);
        let rows = self.only_for(fields, "rows", word);
        let embed = self.only_for(fields, "embed", word);
        match word {
            // Nothing is known of it, and whatever is said about it fits.
            None => Kind::Computed,
            Some(Word::Info) => Kind::Info,
            Some(Word::Text) => Kind::Text,
            Some(Word::Note) => Kind::Note,
            Some(Word::Integer) => Kind::Integer,
            Some(Word::Decimal) => Kind::Decimal,
            Some(Word::Scale) => self.scale_kind(fields, min, max),
            Some(Word::Ruler) => Kind::Ruler,
            Some(Word::YesNo) => Kind::YesNo,
            Some(Word::Single) => Kind::Single,
            Some(Word::Multi) => Kind::Multi,
            Some(Word::Rank) => self.rank_kind(max),
            Some(Word::Deck) => Kind::Deck,
            Some(Word::Date) => Kind::Date,
            Some(Word::Time) => Kind::Time,
            Some(Word::Duration) => Kind::Duration,
            Some(Word::Tally) => Kind::Tally,
            Some(Word::Ref) => self.ref_kind(fields, register),
            Some(Word::List) => self.list_kind(min, max),
            Some(Word::Group) => Kind::Group,
            Some(Word::Computed) => Kind::Computed,
            Some(Word::Table) => {
                if rows.is_none() {
                    fields.missing(&mut self.reader, "rows");
                }
                let rows = rows.and_then(|value| self.list_named(value, names));
                rows.map_or(Kind::Group, |rows| Kind::Table { rows })
            }
            Some(Word::Embed) => self.embed_kind(fields, embed),
        }
    }

    fn scale_kind(
        &mut self,
        fields: &Fields<'a>,
        min: Option<&'a Node<'a>>,
        max: Option<&'a Node<'a>>,
    ) -> Kind {
        let mut end = |value: Option<&'a Node<'a>>, key| {
            let Some(value) = value else {
                fields.missing(&mut self.reader, key);
                return None;
            };
            let number = self.reader.integer(value, -1_000_000..=1_000_000);
            number.map(|number| (number, value.span()))
        };
        let (least, most) = (end(min, "min"), end(max, "max"));
        let (Some((min, _)), Some((max, at))) = (least, most) else {
            return Kind::Scale { min: 0, max: 10 };
        };
        if max <= min || max - min > MOST_STEPS {
            let message = Message::new("form-bad-scale").with("most", &MOST_STEPS.to_string());
            self.reader.faults.error(at, message);
        }
        let whole = |n: i64| i32::try_from(n).unwrap_or_default();
        Kind::Scale {
            min: whole(min),
            max: whole(max),
        }
    }

    fn rank_kind(&mut self, max: Option<&'a Node<'a>>) -> Kind {
        let most = max.and_then(|value| self.reader.integer(value, 1..=i64::from(u16::MAX)));
        Kind::Rank {
            max: most.and_then(|most| u16::try_from(most).ok()),
        }
    }

    fn ref_kind(&mut self, fields: &Fields<'a>, register: Option<&'a Node<'a>>) -> Kind {
        if register.is_none() {
            fields.missing(&mut self.reader, "register");
        }
        let register = register.and_then(|value| self.reader.id(value));
        register.map_or(Kind::Info, |register| Kind::Ref {
            register: register.to_id(),
        })
    }

    fn list_kind(&mut self, min: Option<&'a Node<'a>>, max: Option<&'a Node<'a>>) -> Kind {
        let mut end = |value: Option<&'a Node<'a>>| {
            let number = self.reader.integer(value?, 0..=i64::from(MOST_ROWS))?;
            u16::try_from(number).ok()
        };
        let least = end(min).unwrap_or(0);
        let most = end(max).unwrap_or(MOST_ROWS);
        if let Some(value) = max.or(min).filter(|_| least > most || most == 0) {
            let message = Message::new("form-bad-rows");
            self.reader.faults.error(value.span(), message);
        }
        Kind::List {
            min: least,
            max: most,
        }
    }

    fn embed_kind(&mut self, fields: &Fields<'a>, embed: Option<&'a Node<'a>>) -> Kind {
        let Some(value) = embed else {
            fields.missing(&mut self.reader, "embed");
            return Kind::Info;
        };
        if self.standing {
            let message = Message::new("form-embed-in-standing");
            self.reader.faults.error(value.span(), message);
        }
        let Some(quoted) = self.reader.id(value) else {
            return Kind::Info;
        };
        let form = quoted.to_id();
        self.references.push(Reference {
            form: form.clone(),
            at: quoted.span,
            list: None,
        });
        Kind::Embed { form }
    }
}
