//! `kohtaa fill`: straight into one form, on the screen or in lines.

use std::io;
use std::sync::Arc;

use super::args::Fill;
use super::edge::{self, Edge};
use super::fault::Fault;
use super::{form, start};
use crate::app::{Errand, FormRead};
use crate::casework::{Begun, Scribe, Setting, Starting, Way, practise, way};
use crate::form::{Catalogue, Form, Id};
use crate::plain::{Keeper, Streams, Table, Walk, left_open};
use crate::tui::Tried;
use crate::vault::Vault;

pub fn run(edge: &Edge, fill: &Fill, plain: bool) -> Result<u8, Fault> {
    let catalogue = edge.catalogue();
    let Some(way) = way(&catalogue, &fill.form) else {
        return Err(form::none(edge, &catalogue, &fill.form));
    };
    let first = first_form(edge, &catalogue, way)?;
    if let Some(code) = &fill.client {
        if plain || first.standing {
            return with_client(edge, &catalogue, fill, way, code).map(|()| 0);
        }
        let (vault, errand) = errand(edge, fill, way, code)?;
        return start::errand(edge, catalogue, vault, errand);
    }
    let setting = changed(fill, way.usual(edge.lang, false)).setting;
    if plain {
        return practice(edge, &catalogue, &first, setting).map(|()| 0);
    }
    let read = FormRead {
        form: Some(first),
        ..FormRead::default()
    };
    let tried = Tried {
        file: None,
        setting,
        read,
    };
    start::trial(edge, catalogue, tried)
}

/// The form that a meeting begins with.
fn first_form(edge: &Edge, catalogue: &Catalogue, way: Way<'_>) -> Result<Arc<Form>, Fault> {
    let forms = way.usual(edge.lang, false).forms;
    let id = forms.first().map_or("", Id::as_str);
    form::find(edge, catalogue, id).cloned()
}

/// What is usual, changed by what was asked for.
fn changed(fill: &Fill, usual: Starting) -> Starting {
    let setting = Setting {
        mode: fill.mode.unwrap_or(usual.setting.mode),
        language: fill.language.unwrap_or(usual.setting.language),
        interpreter: fill.interpreter || usual.setting.interpreter,
    };
    Starting { setting, ..usual }
}

/// A meeting with a client on the screen.
fn errand(edge: &Edge, fill: &Fill, way: Way<'_>, code: &str) -> Result<(Vault, Errand), Fault> {
    let vault = edge.open()?;
    let page = vault.page(edge.client(&vault, code)?.id)?;
    let starting = changed(fill, way.starting(&page));
    let subject = page.subject.id;
    Ok((vault, Errand { subject, starting }))
}

/// A form in lines, with nothing kept.
pub fn practice(
    edge: &Edge,
    catalogue: &Catalogue,
    form: &Arc<Form>,
    setting: Setting,
) -> Result<(), Fault> {
    let mut scribe = Scribe::new(edge.stamp());
    let begun = Begun {
        session: None,
        fillings: practise(catalogue, form, setting, &mut scribe),
        entries: Vec::new(),
    };
    edge.warn("fill-practice", &[]);
    let now = || edge.stamp();
    with_streams(|streams| Walk::new(streams, Keeper::Nowhere, &now, edge.lang, begun).run(&[]))?;
    Ok(())
}

/// A meeting with a client: the one that was left open with this form, else a new one.
fn with_client(
    edge: &Edge,
    catalogue: &Catalogue,
    fill: &Fill,
    way: Way<'_>,
    code: &str,
) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let subject = edge.client(&vault, code)?;
    let page = vault.page(subject.id)?;
    let now = || edge.stamp();
    let mut table = Table {
        vault: &mut vault,
        catalogue,
        now: &now,
        lang: edge.lang,
    };
    table.look_at(&page)?;
    let starting = changed(fill, way.starting(&page));
    let first = starting.forms.first().map_or("", Id::as_str);
    let ready = match left_open(&page, first) {
        Some(session) => {
            edge.warn("fill-resumed", &[]);
            let taken = table.take_up(session, &page)?;
            taken.ok_or(Fault::said("nothing-to-resume"))?
        }
        None => {
            let begun = table.begin(&starting, &page)?;
            begun.ok_or(Fault::said("nothing-to-resume"))?
        }
    };
    let end = with_streams(|streams| table.hold(ready, streams))?;
    let session = end
        .session
        .map_or_else(|| "-".to_owned(), |id| id.to_string());
    edge::print(&format!("session={session} response={}", end.response))?;
    Ok(vault.close()?)
}

/// Input, results and explanations are the process's own streams.
pub fn with_streams<T, E>(work: impl FnOnce(Streams<'_>) -> Result<T, E>) -> Result<T, E> {
    work(Streams {
        input: &mut io::stdin().lock(),
        out: &mut io::stdout(),
        err: &mut io::stderr(),
    })
}
