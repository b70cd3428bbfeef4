//! What a form that can be read may still have wrong: doubts that are told to its author, and mend themselves nowhere.

mod held;
mod instruments;
mod logic;
mod range;
mod score;
mod text;
mod totals;
mod walk;
mod world;

use toml::de::DeTable;

use super::Form;
use super::declare::NamedList;
use super::diagnostic::Message;
use super::faults::Faults;
use super::keys::{HEAD, ROUTE};
use super::reader::Reader;
use super::scope::Scope;

pub(super) use instruments::permission;

/// All doubts about a file: those about its words, and about its logic where it gives a form.
pub(super) fn doubts<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>, form: Option<&Form>) {
    text::doubts(reader, document, &HEAD);
    if let Some(form) = form {
        logic::doubts(reader, document, form);
        score::doubts(reader, document, form);
    }
}

/// Doubts about the words of a route's file.
pub(super) fn route_doubts<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>) {
    text::doubts(reader, document, &ROUTE);
}

/// Choice lists that no item uses.
pub(super) fn unused_choices(faults: &mut Faults, scope: &Scope, lists: &[NamedList]) {
    let named = scope.choices.iter().zip(lists);
    for (choices, list) in named.filter(|(_, list)| !list.used) {
        let message = Message::new("form-unused-choices").with("name", choices.id.as_str());
        faults.warning(list.at.clone(), message);
    }
}
