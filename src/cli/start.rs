//! The program itself: the full screen, or lines where there is no screen.

use std::sync::Arc;

use super::edge::Edge;
use super::fault::Fault;
use super::fill::with_streams;
use crate::app::Errand;
use crate::form::Catalogue;
use crate::plain::{Table, home};
use crate::tui;
use crate::vault::{Place, Vault};

/// On the user's own vault.
pub fn program(edge: &Edge, plain: bool) -> Result<u8, Fault> {
    if plain {
        return opened(edge, edge.catalogue(), edge.open()?, true);
    }
    screen(edge, edge.catalogue(), edge.place(), None, None)
}

/// On a vault that is open already.
pub fn opened(
    edge: &Edge,
    catalogue: Catalogue,
    mut vault: Vault,
    plain: bool,
) -> Result<u8, Fault> {
    if !plain {
        let place = vault.place().clone();
        return screen(edge, catalogue, place, Some(vault), None);
    }
    let now = || edge.stamp();
    let table = Table {
        vault: &mut vault,
        catalogue: &catalogue,
        now: &now,
        lang: edge.lang,
    };
    with_streams(|streams| home(table, streams))?;
    vault.close()?;
    Ok(0)
}

/// Straight into a form with a client.
pub fn errand(
    edge: &Edge,
    catalogue: Catalogue,
    vault: Vault,
    errand: Errand,
) -> Result<u8, Fault> {
    let place = vault.place().clone();
    screen(edge, catalogue, place, Some(vault), Some(errand))
}

/// A form tried out: nothing is opened and nothing kept.
pub fn trial(edge: &Edge, catalogue: Catalogue, tried: tui::Tried) -> Result<u8, Fault> {
    Ok(tui::run(tui::Options {
        preview: Some(tried),
        ..options(edge, catalogue, edge.place())
    })?)
}

fn screen(
    edge: &Edge,
    catalogue: Catalogue,
    place: Place,
    open: Option<Vault>,
    errand: Option<Errand>,
) -> Result<u8, Fault> {
    Ok(tui::run(tui::Options {
        open,
        errand,
        ..options(edge, catalogue, place)
    })?)
}

/// The screen as the person has set it.
fn options(edge: &Edge, catalogue: Catalogue, place: Place) -> tui::Options {
    tui::Options {
        place,
        catalogue: Arc::new(catalogue),
        lang: edge.lang,
        look: edge.look,
        look_given: edge.look_given,
        ascii: edge.config.ascii,
        keymap: edge.config.keymap(),
        idle_lock_ms: u64::from(edge.config.lock_minutes) * 60_000,
        move_on: edge.config.move_on,
        upkeep: edge.upkeep(),
        outdoors: edge.config.outdoors,
        open: None,
        errand: None,
        preview: None,
    }
}
