//! The bands that a number falls in, lowest first.

use std::collections::HashSet;

use super::diagnostic::Message;
use super::keys;
use super::load::Loader;
use super::reader::{Fields, Node};
use super::{Band, Id, Item, Kind};

impl<'a> Loader<'a> {
    pub fn bands(&mut self, item: &mut Item, fields: &mut Fields<'a>, odd: bool) {
        let bands = fields.take("bands");
        if let Some(value) = bands.filter(|_| item.kind != Kind::Computed && !odd) {
            self.not_for_kind(value, "bands");
        }
        item.bands = bands.map_or_else(Box::default, |value| self.bands_of(value).into());
        let Some(value) = fields.take("bands_source") else {
            return;
        };
        if bands.is_none() {
            self.not_for_kind(value, "bands_source");
        }
        let source = self.reader.words(value);
        item.bands_source = source.map_or_else(Box::default, |words| words.text.into());
    }

    fn bands_of(&mut self, value: &'a Node<'a>) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        let Some(array) = self.reader.array(value) else {
            return bands;
        };
        for value in array.iter() {
            let Some(mut fields) = self.reader.fields(value, &keys::BAND) else {
                continue;
            };
            let from = fields.need(&mut self.reader, "from");
            let number = from.and_then(|value| self.reader.number(value));
            let code = fields.take("code").and_then(|value| self.reader.id(value));
            let code = code.map(|code| code.to_id());
            let text = self.reader.text_beside(value, &keys::BAND);
            if let (Some(at), Some(number), Some(last)) = (from, number, bands.last())
                && number <= last.from
            {
                let message = Message::new("form-bands-order");
                self.reader.faults.error(at.span(), message);
            }
            if let (Some(from), Some(text)) = (number, text) {
                bands.push(Band { from, code, text });
            }
        }
        self.band_codes(&bands, value);
        bands
    }

    /// All bands of an item have a code or none has, and each its own.
    fn band_codes(&mut self, bands: &[Band], value: &Node<'a>) {
        let codes: Vec<&Id> = bands.iter().filter_map(|band| band.code.as_ref()).collect();
        let mut seen = HashSet::new();
        if let Some(twice) = codes.iter().find(|code| !seen.insert(code.as_str())) {
            let message = Message::new("form-duplicate").with("name", twice.as_str());
            self.reader.faults.error(value.span(), message);
        }
        if !codes.is_empty() && codes.len() < bands.len() {
            let message = Message::new("form-band-codes");
            self.reader.faults.error(value.span(), message);
        }
    }
}

/// The codes of an item's bands, which expressions may name.
pub(super) fn band_codes(fields: &Fields<'_>) -> Vec<Id> {
    let bands = fields
        .peek("bands")
        .and_then(|bands| bands.get_ref().as_array());
    let bands = bands.into_iter().flatten();
    let codes = bands.filter_map(|band| band.get_ref().get("code")?.get_ref().as_str());
    codes.map(Id::new).collect()
}
