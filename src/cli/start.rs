//! The program itself: the full screen, or lines where there is no screen.

use std::sync::Arc;

use super::edge::Edge;
use super::fault::Fault;
use crate::tui;

pub fn program(edge: &Edge, plain: bool) -> Result<u8, Fault> {
    if plain {
        return Err(Fault::said("no-terminal"));
    }
    let options = tui::Options {
        place: edge.place(),
        catalogue: Arc::new(edge.catalogue()),
        lang: edge.lang,
        look: edge.look,
        ascii: edge.ascii,
        open: None,
    };
    Ok(tui::run(options)?)
}
