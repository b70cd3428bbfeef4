//! What items, scores and options are called in code systems.

use super::diagnostic::Message;
use super::keys;
use super::load::Loader;
use super::reader::Node;

/// A code of a code system, as FHIR has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The system's address, e.g. `http://loinc.org`.
    pub system: String,
    pub code: String,
    /// The system's own words for it; may be missing.
    pub display: String,
}

/// More codes for one thing nobody needs.
pub(super) const MOST: usize = 50;

impl<'a> Loader<'a> {
    /// `[ { system = "..", code = "..", display = ".." }, .. ]`
    pub fn codes(&mut self, value: Option<&'a Node<'a>>) -> Vec<Coding> {
        let Some(array) = value.and_then(|value| self.reader.array(value)) else {
            return Vec::new();
        };
        if let Some(over) = array.get(MOST) {
            let message = Message::new("form-too-many").count("most", MOST);
            self.reader.faults.error(over.span(), message);
        }
        let values = array.iter().take(MOST);
        values.filter_map(|value| self.coding(value)).collect()
    }

    fn coding(&mut self, value: &'a Node<'a>) -> Option<Coding> {
        let reader = &mut self.reader;
        let mut fields = reader.fields(value, &keys::CODING)?;
        let system = fields.need(reader, "system");
        let system = system.and_then(|value| reader.words(value));
        let code = fields.need(reader, "code");
        let code = code.and_then(|value| reader.words(value));
        let display = fields.take("display");
        let display = display.and_then(|value| reader.words(value));
        fields.finish(reader);
        Some(Coding {
            system: system?.text.to_owned(),
            code: code?.text.to_owned(),
            display: display.map_or_else(String::new, |display| display.text.to_owned()),
        })
    }
}
