//! Goes through a file along the table of keys, and shows what people read in it.

use toml::de::{DeArray, DeTable, DeValue};

use super::super::keys::{ITEM, OPTION, Place, Shape, Spot};
use super::super::reader::{Node, Quoted};
use crate::lang::Lang;

/// A text as the file gives it.
pub(super) struct Said<'a> {
    pub spot: Spot,
    /// Whether the client may read it too.
    pub client: bool,
    pub words: Words<'a>,
}

pub(super) enum Words<'a> {
    /// The same in every language.
    Same(Quoted<'a>),
    Each(Vec<(Lang, Quoted<'a>)>),
}

pub(super) enum Met<'a> {
    Text(Said<'a>),
    Options(&'a DeArray<'a>),
}

/// Shows every text and every list of options of a file whose top is `place`.
pub(super) fn walk<'a>(
    document: &'a DeTable<'a>,
    place: &'static Place,
    see: &mut impl FnMut(Met<'a>),
) {
    Walk { see, item: None }.table(document, place);
}

struct Walk<'w, 'a, F> {
    see: &'w mut F,
    /// The item that is gone through now.
    item: Option<&'a DeTable<'a>>,
}

impl<'a, F: FnMut(Met<'a>)> Walk<'_, 'a, F> {
    fn table(&mut self, table: &'a DeTable<'a>, place: &'static Place) {
        if std::ptr::eq(place, &ITEM) {
            self.item = Some(table);
        }
        if let Some(spot) = place.text {
            self.languages(table, spot);
        }
        for key in place.keys {
            if let Some(value) = table.get(key.name) {
                self.value(value, &key.shape);
            }
        }
        if std::ptr::eq(place, &ITEM) {
            self.item = None;
        }
    }

    fn value(&mut self, value: &'a Node<'a>, shape: &Shape) {
        match (shape, value.get_ref()) {
            (Shape::Text(spot) | Shape::Wording(spot), DeValue::Array(alternatives)) => {
                alternatives.iter().for_each(|each| self.words(each, *spot));
            }
            (Shape::Text(spot) | Shape::Wording(spot), _) => self.words(value, *spot),
            (Shape::Table(place), DeValue::Table(table)) => {
                self.table(table, place);
            }
            (Shape::Tables(place, most), DeValue::Array(array)) => {
                if std::ptr::eq(*place, &OPTION) {
                    (self.see)(Met::Options(array));
                }
                for each in array.iter().take(*most) {
                    if let DeValue::Table(table) = each.get_ref() {
                        self.table(table, place);
                    }
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, value: &'a Node<'a>, spot: Spot) {
        match value.get_ref() {
            DeValue::String(_) => {
                if let Some(quoted) = quoted(value) {
                    self.said(Words::Same(quoted), spot);
                }
            }
            DeValue::Table(table) => self.languages(table, spot),
            _ => {}
        }
    }

    fn languages(&mut self, table: &'a DeTable<'a>, spot: Spot) {
        let texts = Lang::ALL.into_iter().filter_map(|lang| {
            let value = table.get(lang.code())?;
            Some((lang, quoted(value)?))
        });
        let texts: Vec<_> = texts.collect();
        if !texts.is_empty() {
            self.said(Words::Each(texts), spot);
        }
    }

    fn said(&mut self, words: Words<'a>, spot: Spot) {
        let script = self.item_says("kind", "info");
        let counsellor = self.item_says("audience", "counsellor");
        (self.see)(Met::Text(Said {
            spot: match spot {
                // What is read out may be as long as it takes.
                Spot::Label if script => Spot::Passage,
                other => other,
            },
            client: !counsellor && !matches!(spot, Spot::Hint | Spot::Advice),
            words,
        }));
    }

    fn item_says(&self, key: &str, word: &str) -> bool {
        let value = self.item.and_then(|item| item.get(key));
        value.is_some_and(|value| value.get_ref().as_str() == Some(word))
    }
}

pub(super) fn quoted<'a>(value: &'a Node<'a>) -> Option<Quoted<'a>> {
    let text = value.get_ref().as_str()?;
    let span = value.span();
    Some(Quoted { text, span })
}
