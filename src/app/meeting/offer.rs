//! What can be chosen at an item: options of a list or entries of a register, narrowed by what is typed where there are many.

use rust_decimal::Decimal;

use super::Meeting;
use crate::form::{Choice, Id, Kind};
use crate::lang::Lang;
use crate::response::{Reference, Spot, Value};

/// From so many on, typing narrows; up to so many each has a key.
pub const KEYS: usize = 10;

/// Something that can be chosen.
#[derive(Debug, Clone, Copy)]
pub enum Offer<'a> {
    Option(&'a Choice),
    Entry(&'a Reference),
}

impl<'a> Offer<'a> {
    pub fn id(self) -> &'a Id {
        match self {
            Offer::Option(option) => &option.code,
            Offer::Entry(entry) => &entry.id,
        }
    }

    pub fn text(self, lang: Lang) -> &'a str {
        match self {
            Offer::Option(option) => option.text.plain(lang),
            Offer::Entry(entry) => &entry.display,
        }
    }

    /// Its own key.
    pub fn key(self) -> Option<char> {
        match self {
            Offer::Option(option) => option.key,
            Offer::Entry(_) => None,
        }
    }

    /// Whether choosing it opens a line of its own.
    pub fn opens_line(self) -> bool {
        matches!(self, Offer::Option(option) if option.other.is_some())
    }
}

impl Meeting {
    /// Everything offered at an item: finer options only in practice.
    pub fn options(&self, filling: usize, spot: Spot) -> Vec<Offer<'_>> {
        let response = self.response(filling);
        let options = response.offered(spot);
        let options = options.filter(|option| self.practice || !option.practice);
        let entries = response.known(spot).iter().map(Offer::Entry);
        options.map(Offer::Option).chain(entries).collect()
    }

    /// Whether what is typed at an item narrows what is offered.
    pub fn is_narrowed(&self, filling: usize, spot: Spot) -> bool {
        let kind = &self.response(filling).form().item(spot.item).kind;
        match kind {
            Kind::Ref { .. } => true,
            Kind::Single | Kind::Multi | Kind::Rank { .. } | Kind::Deck => {
                let options = self.options(filling, spot);
                options.len() > KEYS && options.iter().all(|option| option.key().is_none())
            }
            _ => false,
        }
    }

    /// What is offered at the item in focus and fits what was typed there.
    pub fn narrowed(&self) -> Vec<Offer<'_>> {
        let Some((filling, spot)) = self.spot() else {
            return Vec::new();
        };
        let mut options = self.options(filling, spot);
        if self.entered.is_empty() || !self.is_narrowed(filling, spot) {
            return options;
        }
        let wanted = self.entered.to_lowercase();
        let lang = self.fillings[filling].row.language;
        let text = |option: &Offer<'_>| option.text(lang).to_lowercase();
        let begins = |option: &Offer<'_>| {
            let text = text(option);
            let mut found = text.match_indices(&wanted);
            found.any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
        };
        // The beginning of a word means more than its middle.
        match options.iter().any(begins) {
            true => options.retain(begins),
            false => options.retain(|option| text(option).contains(&wanted)),
        }
        options
    }

    /// What choosing at `index` would make of the answer: of what is offered, or of the steps of a scale.
    pub(super) fn chosen(&self, filling: usize, spot: Spot, index: usize) -> Option<Value> {
        let response = self.response(filling);
        let number = |index: usize, min: i32| {
            let index = i64::try_from(index).ok()?;
            Some(Value::Number(Decimal::from(index + i64::from(min))))
        };
        match &response.form().item(spot.item).kind {
            Kind::Ruler => (index <= 10).then(|| number(index, 0)).flatten(),
            Kind::Scale { min, max } => {
                let span = usize::try_from(max - min).ok()?;
                (index <= span).then(|| number(index, *min)).flatten()
            }
            Kind::YesNo => (index < 2).then_some(Value::Bool(index == 0)),
            Kind::Single | Kind::Ref { .. } => Some(match self.offer(filling, spot, index)? {
                Offer::Option(option) => Value::Code(option.code.clone()),
                Offer::Entry(entry) => Value::Ref(entry.clone()),
            }),
            Kind::Multi | Kind::Rank { .. } | Kind::Deck => {
                let offer = self.offer(filling, spot, index)?;
                Some(response.toggled(spot, offer.id()))
            }
            _ => None,
        }
    }

    /// What is offered at `index`, counted as it is seen.
    pub(super) fn offer(&self, filling: usize, spot: Spot, index: usize) -> Option<Offer<'_>> {
        let in_focus = self.spot() == Some((filling, spot));
        let offers = match in_focus {
            true => self.narrowed(),
            false => self.options(filling, spot),
        };
        offers.get(index).copied()
    }
}
