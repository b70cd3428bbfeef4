//! "Other, which?": the line that an option may open behind its item.

use super::declare::{Declared, MOST_ITEMS};
use super::diagnostic::Message;
use super::expr::{Expr, Op};
use super::keys;
use super::load::Loader;
use super::names::is_id;
use super::reader::Fields;
use super::scope::{Header, Type, is_reserved};
use super::{Id, Item, ItemIx, Kind, Piece, Template, Variant, Wording};
use crate::lang::{Localised, Text};

/// From which option of which item a line comes.
pub(super) struct Other {
    item: ItemIx,
    code: Id,
    text: Text,
}

impl<'a> Loader<'a> {
    /// Declares the lines that the options of the item declared last open, right behind it.
    pub fn declare_others(&mut self, declared: &mut Vec<Declared<'a>>) {
        let Some(header) = self.scope.items.last() else {
            return;
        };
        let opens = matches!(header.kind, Kind::Single | Kind::Multi | Kind::Rank { .. });
        let Some(list) = header.choices.filter(|_| opens) else {
            return;
        };
        let options = &self.scope.choices[usize::from(list)].options;
        let item = ItemIx::try_from(declared.len() - 1).unwrap_or(ItemIx::MAX);
        let others: Vec<Other> = options
            .iter()
            .filter_map(|option| {
                let (code, text) = (option.code.clone(), option.other.clone()?);
                Some(Other { item, code, text })
            })
            .collect();
        for other in others {
            if !self.declare_other(other, declared) {
                break;
            }
        }
    }

    /// False where no more items fit.
    fn declare_other(&mut self, other: Other, declared: &mut Vec<Declared<'a>>) -> bool {
        let asked = self.scope.item(other.item);
        let at = asked.at.clone();
        let name = format!("{}_{}", asked.id, other.code);
        let (parent, section) = (asked.parent, asked.section);
        if declared.len() >= MOST_ITEMS {
            let message = Message::new("form-too-many").count("most", MOST_ITEMS);
            self.reader.faults.error(at, message);
            return false;
        }
        let known = self.scope.by_id.contains_key(name.as_str());
        if known || is_reserved(&name) || !is_id(&name) {
            let message = Message::new("form-other-id").with("name", &name);
            self.reader.faults.error(at.clone(), message);
        }
        self.add_item(Header {
            id: Id::new(&name),
            kind: Kind::Text,
            choices: None,
            parent,
            section,
            score: false,
            at: at.clone(),
            gives: Type::Unknown,
            bands: Vec::new(),
        });
        declared.push(Declared {
            fields: Fields::none(at, &keys::ITEM),
            rule: None,
            odd: false,
            other: Some(other),
        });
        true
    }
}

impl Other {
    /// Makes `blank` the line, asked where the option is chosen and as freely as the item itself.
    pub fn item(self, blank: Item, made: &[Item]) -> Item {
        let mut item = blank;
        let variants = self.text.iter().map(|(lang, text)| {
            let pieces = Box::new([Piece::Text(text.clone())]);
            (lang, Template { pieces })
        });
        let text = Localised::new(variants.collect());
        item.label = Wording {
            variants: Box::new([Variant { when: None, text }]),
        };
        let Some(asked) = made.get(self.item as usize) else {
            return item;
        };
        let (chosen, code) = (Expr::Item(self.item), Expr::Code(self.code));
        item.relevant = Some(match asked.kind {
            Kind::Single => Expr::Binary(Op::Equal, Box::new(chosen), Box::new(code)),
            _ => Expr::Binary(Op::In, Box::new(code), Box::new(chosen)),
        });
        item.more = asked.more;
        item.audience = asked.audience;
        item.sensitivity = asked.sensitivity;
        item.retention = asked.retention.clone();
        item
    }
}
