//! `kohtaa demo`: a vault of invented people, thrown away at the end unless it is to be kept.

mod answers;
mod people;
mod replay;

use zeroize::Zeroizing;

use super::args;
use super::edge::Edge;
use super::fault::Fault;
use super::folder::Folder;
use super::start;
use crate::app::TOUR;
use crate::form::Catalogue;
use crate::paths::Paths;
use crate::vault::{Place, Secret, Setup, Vault};
use replay::{Error, Replay};

/// Nothing in it needs to be kept from anybody.
const PASSPHRASE: &str = "demo";
/// Cheap to open: the passphrase is in the manual.
const WORK_FACTOR: u8 = 4;

pub fn run(edge: &Edge, demo: args::Demo, plain: bool) -> Result<u8, Fault> {
    let catalogue = Catalogue::load(None);
    match demo.keep {
        Some(home) => {
            let paths = Paths::under(home);
            let vault = open_kept(edge, &catalogue, &place(&paths))?;
            start::opened(edge, catalogue, vault, plain)
        }
        None => {
            let folder = Folder::new(edge, "demo")?;
            let place = place(&Paths::under(folder.path.clone()));
            let vault = make(edge, &catalogue, &place)?;
            start::opened(edge, catalogue, vault, plain)
        }
    }
}

fn place(paths: &Paths) -> Place {
    Place {
        data: paths.data.clone(),
        state: paths.state.clone(),
    }
}

/// A kept vault is opened again as it was left.
fn open_kept(edge: &Edge, catalogue: &Catalogue, place: &Place) -> Result<Vault, Fault> {
    if !Vault::exists(place) {
        return make(edge, catalogue, place);
    }
    let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    Ok(Vault::unlock(place, &secret, &edge.stamp())?)
}

fn make(edge: &Edge, catalogue: &Catalogue, place: &Place) -> Result<Vault, Fault> {
    let now = edge.stamp();
    let setup = Setup {
        passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
        organisation: None,
        own_controller: false,
        user: edge.say("demo-user"),
        role: edge.say("setup-role-default"),
        work_factor: WORK_FACTOR,
    };
    let (mut vault, _) = Vault::init(place, setup, &now)?;
    // Whoever only looks is not led by the hand; the tour is in the palette.
    vault.put_setting(TOUR, "given")?;
    let people = people::people().map_err(|error| misfit(&error.to_string()))?;
    let mut replay = Replay {
        vault: &mut vault,
        catalogue,
        now,
        made: 0,
        rows: replay_rows(),
    };
    for person in &people.client {
        replay.person(person).map_err(|error| match error {
            Error::Vault(error) => Fault::Vault(error),
            Error::Misfit(place) => misfit(&format!("{}: {place}", person.code)),
        })?;
    }
    Ok(vault)
}

fn replay_rows() -> answers::Rows {
    answers::Rows::new()
}

fn misfit(place: &str) -> Fault {
    Fault::about("demo-misfit", "place", place)
}
