//! `kohtaa fill`: straight into one form, in lines.

use std::io;

use super::args::Fill;
use super::edge::{self, Edge};
use super::fault::Fault;
use super::{form, record};
use crate::casework::{
    About, Begun, Draft, Event, RaterRole, Scribe, SessionState, Setting, StoredSession,
    SubjectPage, begin, practise, take_up,
};
use crate::form::{Catalogue, Id};
use crate::lang::Lang;
use crate::plain::{End, Keeper, Streams, Walk};
use crate::vault::Vault;

pub fn run(edge: &Edge, fill: &Fill) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    match &fill.client {
        Some(code) => {
            let mut vault = edge.open()?;
            with_client(edge, &catalogue, &mut vault, fill, code)?;
            Ok(vault.close()?)
        }
        None => practice(edge, &catalogue, fill),
    }
}

fn setting(fill: &Fill, language: Lang) -> Setting {
    Setting {
        mode: fill.mode,
        language: fill.language.unwrap_or(language),
        interpreter: fill.interpreter,
    }
}

fn practice(edge: &Edge, catalogue: &Catalogue, fill: &Fill) -> Result<(), Fault> {
    let form = form::find(catalogue, &fill.form)?;
    let mut scribe = Scribe::new(edge.stamp());
    let begun = Begun {
        session: None,
        fillings: practise(catalogue, form, setting(fill, edge.lang), &mut scribe),
        entries: Vec::new(),
    };
    edge.warn("fill-practice", &[]);
    walk(edge, Keeper::Nowhere, begun, None)?;
    Ok(())
}

/// A meeting with a client: the one that was left open with this form, else a new one.
fn with_client(
    edge: &Edge,
    catalogue: &Catalogue,
    vault: &mut Vault,
    fill: &Fill,
    code: &str,
) -> Result<(), Fault> {
    let subject = edge.client(vault, code)?;
    let page = vault.page(subject.id)?;
    let mut scribe = Scribe::new(edge.stamp());
    let about = About {
        subject: Some(subject.id),
        ..About::default()
    };
    vault.record(&[scribe.entry(Event::SubjectOpened, about)])?;
    let (begun, place) = match left_open(vault, &page, &fill.form)? {
        Some(stored) => resume(edge, catalogue, vault, &stored, &page, &mut scribe)?,
        None => (anew(catalogue, vault, fill, &page, &mut scribe)?, None),
    };
    record::keep_forms(vault, catalogue, &begun.fillings)?;
    vault.record(&begun.entries)?;
    let end = walk(edge, Keeper::Vault(vault), begun, place.as_ref())?;
    let session = end
        .session
        .map_or_else(|| "-".to_owned(), |id| id.to_string());
    edge::print(&format!("session={session} response={}", end.response))
}

fn anew(
    catalogue: &Catalogue,
    vault: &Vault,
    fill: &Fill,
    page: &SubjectPage,
    scribe: &mut Scribe,
) -> Result<Begun, Fault> {
    let form = form::find(catalogue, &fill.form)?;
    let pinned = match form.standing {
        true => Vec::new(),
        false => vault.pinned(page.subject.id, &form.id, RaterRole::Client)?,
    };
    let setting = setting(fill, page.subject.language);
    Ok(begin(catalogue, form, page, setting, pinned, scribe))
}

/// The newest meeting that is still open and has this form in it.
fn left_open(
    vault: &Vault,
    page: &SubjectPage,
    form: &str,
) -> Result<Option<StoredSession>, Fault> {
    let wanted = Id::new(form);
    let mut open = page
        .sessions
        .iter()
        .filter(|row| row.state == SessionState::Open);
    let found = open.find(|row| {
        row.responses
            .iter()
            .any(|response| response.form_id == wanted)
    });
    Ok(found.map(|row| vault.session(row.id)).transpose()?)
}

fn resume(
    edge: &Edge,
    catalogue: &Catalogue,
    vault: &Vault,
    stored: &StoredSession,
    page: &SubjectPage,
    scribe: &mut Scribe,
) -> Result<(Begun, Option<Draft>), Fault> {
    let forms = record::forms(vault, catalogue, stored)?;
    let begun = take_up(catalogue, stored, &forms, page, scribe);
    let begun = begun.ok_or(Fault::said("nothing-to-resume"))?;
    edge.warn("fill-resumed", &[]);
    Ok((begun, stored.place.clone()))
}

/// Input, results and explanations are the process's own streams.
fn walk(
    edge: &Edge,
    keeper: Keeper<'_>,
    begun: Begun,
    place: Option<&Draft>,
) -> Result<End, Fault> {
    let streams = Streams {
        input: &mut io::stdin().lock(),
        out: &mut io::stdout(),
        err: &mut io::stderr(),
    };
    let now = || edge.stamp();
    Ok(Walk::new(streams, keeper, &now, edge.lang, begun).run(place)?)
}
