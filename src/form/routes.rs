//! The routes at hand: those that the program carries inside itself, and those of the user's folder on top.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::{Catalogue, Faulty};
use super::diagnostic::{Diagnostic, Message, Source};
use super::faults::Faults;
use super::route::{LoadedRoute, Named, Route, RouteForm, load_route};
use super::{Form, Id};

/// Routes by their ids.
#[derive(Debug, Default)]
pub(super) struct Routes {
    entries: BTreeMap<Id, Entry>,
}

#[derive(Debug)]
struct Entry {
    loaded: LoadedRoute,
    source: Source,
}

impl Routes {
    pub fn all(&self) -> impl Iterator<Item = &Arc<Route>> {
        self.entries.values().map(|entry| &entry.loaded.route)
    }

    pub fn find(&self, id: &str) -> Option<&Arc<Route>> {
        self.entries.get(id).map(|entry| &entry.loaded.route)
    }

    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.entries.values().map(|entry| &entry.source)
    }

    /// Takes the routes of `own`, and of `shipped` those that none of these stands in front of. A faulty file hides no other.
    pub fn load(
        catalogue: &Catalogue,
        shipped: Vec<Source>,
        own: Vec<Source>,
    ) -> (Routes, Vec<Faulty>) {
        let mut faulty = Vec::new();
        let mut routes = Routes::default();
        for sources in [own, shipped] {
            let mut read = Routes::default();
            for source in sources {
                if let Err(diagnostics) = read.add(catalogue, &source) {
                    let file = source.name.to_string();
                    faulty.push(Faulty { file, diagnostics });
                }
            }
            for (id, entry) in read.entries {
                routes.entries.entry(id).or_insert(entry);
            }
        }
        (routes, faulty)
    }

    fn add(&mut self, catalogue: &Catalogue, source: &Source) -> Result<(), Vec<Diagnostic>> {
        let loaded = load_route(source)?;
        let wrong = wrong_names(catalogue, &loaded, source);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let id = loaded.route.id.clone();
        if let Some(other) = self.entries.get(&id) {
            let message = Message::new("route-same-id")
                .with("id", id.as_str())
                .with("file", &other.source.name);
            return Err(vec![Diagnostic::whole(source, message)]);
        }
        let source = source.clone();
        self.entries.insert(id, Entry { loaded, source });
        Ok(())
    }
}

/// All that is wrong with a route's file, what it names of the forms at hand included.
pub(super) fn check(catalogue: &Catalogue, source: &Source) -> Vec<Diagnostic> {
    match load_route(source) {
        Ok(loaded) => {
            let mut found = wrong_names(catalogue, &loaded, source);
            found.extend(loaded.warnings);
            found.sort_by_key(|found| found.span.start);
            found
        }
        Err(found) => found,
    }
}

/// Forms and sections that do not exist, and forms that no meeting of the route can be held with.
fn wrong_names(catalogue: &Catalogue, loaded: &LoadedRoute, source: &Source) -> Vec<Diagnostic> {
    let mut faults = Faults::new(source);
    let route = &loaded.route;
    let fits = |form: &&Arc<Form>| form.is_asked() && form.subject == route.subject;
    for (named, places) in route.forms.iter().zip(&loaded.places) {
        let id = named.id.as_str();
        match catalogue.find(id) {
            Some(form) if fits(&form) => wrong_sections(form, named, places, &mut faults),
            Some(_) => {
                let message = Message::new("route-unfit-form").with("id", id);
                faults.error(places.at.clone(), message);
            }
            None => {
                let message = Message::new("form-unknown-form").with("id", id);
                let known = catalogue.forms().filter(fits).map(|form| form.id.as_str());
                faults.unknown(places.at.clone(), message, id, known);
            }
        }
    }
    faults.into_sorted()
}

fn wrong_sections(form: &Form, named: &RouteForm, places: &Named, faults: &mut Faults) {
    for (at, (section, place)) in named.sections.iter().zip(&places.sections).enumerate() {
        let name = section.as_str();
        if !form.sections.iter().any(|known| known.id == *section) {
            let message = Message::new("form-unknown-section").with("name", name);
            let known = form.sections.iter().map(|section| section.id.as_str());
            faults.unknown(place.clone(), message, name, known);
        } else if named.sections[..at].contains(section) {
            let message = Message::new("form-duplicate").with("name", name);
            faults.error(place.clone(), message);
        }
    }
}
