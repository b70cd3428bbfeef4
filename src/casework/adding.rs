//! Taking further forms into a meeting that is under way, and out of it again.

use std::sync::Arc;

use uuid::Uuid;

use super::event::{Entry, Event, Status};
use super::filling::{About, Filling, Opening, Scribe};
use super::part::walked;
use super::route::{keep_to_route, route_of};
use super::rows::{SessionRow, SubjectPage};
use crate::form::{Catalogue, Form, Id};
use crate::response::Pinned;

/// The forms that a meeting about a subject of `register` may take in beside those it has.
pub fn addable<'a>(
    catalogue: &'a Catalogue,
    register: &'a Id,
    fillings: &'a [Filling],
) -> impl Iterator<Item = &'a Arc<Form>> {
    let held = |form: &Form| walked(fillings).any(|at| fillings[at].row.form_id == form.id);
    let fits = move |form: &&Arc<Form>| {
        form.is_asked() && form.subject == *register && !held(form.as_ref())
    };
    catalogue.forms().filter(fits)
}

/// Takes a form in, with the standing forms shown inside it; what is to be recorded of that, the form itself first.
pub fn add(
    catalogue: &Catalogue,
    form: &Arc<Form>,
    page: &SubjectPage,
    session: &SessionRow,
    fillings: &mut Vec<Filling>,
    pinned: Vec<Pinned>,
    scribe: &mut Scribe,
) -> Vec<Entry> {
    let Some(first) = fillings.first() else {
        return Vec::new();
    };
    let mut opening = Opening {
        page,
        session: Some(session.id),
        language: session.language,
        inputs: first.response.inputs().clone(),
        scribe,
        entries: Vec::new(),
    };
    let mut filling = opening.fill(form, pinned);
    keep_to_route(route_of(fillings).cloned(), &mut filling);
    fillings.push(filling);
    opening.embedded(form, catalogue, fillings);
    opening.entries
}

/// Takes a form out of the meeting again; `undoes` is the entry that took it in.
pub fn take_out(filling: &mut Filling, undoes: Uuid, about: About, scribe: &mut Scribe) -> Entry {
    filling.row.status = Status::EnteredInError;
    let event = Event::ResponseEnded {
        status: filling.row.status,
        reason: None,
        scores: Vec::new(),
    };
    Entry {
        undoes: Some(undoes),
        ..scribe.entry(event, about)
    }
}

/// Brings it back; `undoes` is the entry that took it out.
pub fn bring_back(filling: &mut Filling, undoes: Uuid, about: About, scribe: &mut Scribe) -> Entry {
    filling.row.status = Status::InProgress;
    Entry {
        undoes: Some(undoes),
        ..scribe.entry(Event::ResponseResumed, about)
    }
}
