//! `kohtaa fill`: straight into one form, on the screen or in lines.

use std::io;
use std::sync::Arc;

use super::args::Fill;
use super::edge::{self, Edge};
use super::fault::Fault;
use super::{form, start};
use crate::app::{Errand, FormRead};
use crate::casework::{Begun, Scribe, Setting, Starting, practise};
use crate::form::{Catalogue, Form};
use crate::lang::Lang;
use crate::plain::{Keeper, Streams, Table, Walk, left_open};
use crate::tui::Tried;

pub fn run(edge: &Edge, fill: &Fill, plain: bool) -> Result<u8, Fault> {
    let catalogue = edge.catalogue();
    if let Some(code) = &fill.client {
        let form = form::find(edge, &catalogue, &fill.form)?;
        if plain || form.standing {
            return with_client(edge, &catalogue, fill, code).map(|()| 0);
        }
        return on_screen(edge, catalogue, fill, code);
    }
    let form = Arc::clone(form::find(edge, &catalogue, &fill.form)?);
    let setting = setting(fill, edge.lang);
    if plain {
        return practice(edge, &catalogue, &form, setting).map(|()| 0);
    }
    let read = FormRead {
        form: Some(form),
        ..FormRead::default()
    };
    let tried = Tried {
        file: None,
        setting,
        read,
    };
    start::trial(edge, catalogue, tried)
}

fn setting(fill: &Fill, language: Lang) -> Setting {
    Setting {
        mode: fill.mode,
        language: fill.language.unwrap_or(language),
        interpreter: fill.interpreter,
    }
}

/// A meeting with a client on the screen.
fn on_screen(edge: &Edge, catalogue: Catalogue, fill: &Fill, code: &str) -> Result<u8, Fault> {
    let vault = edge.open()?;
    let subject = edge.client(&vault, code)?;
    let form = form::find(edge, &catalogue, &fill.form)?;
    let starting = Starting::with_form(form, setting(fill, subject.language), form.minutes);
    let subject = subject.id;
    start::errand(edge, catalogue, vault, Errand { subject, starting })
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
    with_streams(|streams| Walk::new(streams, Keeper::Nowhere, &now, edge.lang, begun).run(None))?;
    Ok(())
}

/// A meeting with a client: the one that was left open with this form, else a new one.
fn with_client(edge: &Edge, catalogue: &Catalogue, fill: &Fill, code: &str) -> Result<(), Fault> {
    let form = form::find(edge, catalogue, &fill.form)?;
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
    let ready = match left_open(&page, &fill.form) {
        Some(session) => {
            edge.warn("fill-resumed", &[]);
            let taken = table.take_up(session, &page)?;
            taken.ok_or(Fault::said("nothing-to-resume"))?
        }
        None => {
            let setting = setting(fill, page.subject.language);
            let starting = Starting::with_form(form, setting, form.minutes);
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
