//! Which entries of registers can be chosen: a filling is told by what surrounds it.

use crate::form::{Id, ItemIx, Kind};

use super::value::Reference;
use super::{Response, Spot};

/// The entries of a register that are at hand, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub register: Id,
    pub entries: Vec<Reference>,
}

impl Response {
    /// Says which entries can be chosen from now on. Answers given stay as they are.
    pub fn set_known(&mut self, known: Vec<Known>) {
        self.known = known;
    }

    /// The entries that can be chosen at a spot, none where it asks for no entry.
    pub fn known(&self, spot: Spot) -> &[Reference] {
        self.known_of(spot.item)
    }

    fn known_of(&self, item: ItemIx) -> &[Reference] {
        let Kind::Ref { register } = &self.form.item(item).kind else {
            return &[];
        };
        let mut all = self.known.iter();
        let known = all.find(|known| known.register == *register);
        known.map_or(&[], |known| &known.entries)
    }
}
