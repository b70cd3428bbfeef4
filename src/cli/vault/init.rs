//! `kohtaa vault init`: a new vault and its recovery key.

use super::ways::{RecoveryOut, new_passphrase};
use crate::casework::Controller;
use crate::cli::args::{Allowed, Init};
use crate::cli::edge::Edge;
use crate::cli::fault::Fault;
use crate::vault::{self, Setup, Vault, WORK_FACTOR};

pub fn run(edge: &Edge, options: Init) -> Result<(), Fault> {
    let place = edge.place();
    if Vault::exists(&place) {
        return Err(vault::Error::Exists(place.data).into());
    }
    if let Some(key) = &options.organisation_key {
        vault::organisation_key(key)?;
    }
    let user = options.user.or_else(|| std::env::var("USER").ok());
    // A script may have nobody to name: the role then stands for the person.
    let user = user
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| edge.say("setup-role-default"));
    let setup = Setup {
        passphrase: new_passphrase(edge, edge.passphrase_file.as_ref())?,
        organisation: options.organisation_key,
        own_controller: options.controller == Some(Allowed::Own),
        user: crate::lang::clean::clean_line(&user),
        role: options
            .role
            .unwrap_or_else(|| edge.say("setup-role-default")),
        work_factor: WORK_FACTOR,
    };
    let out = RecoveryOut::open(options.recovery_out)?;
    let (vault, recovery) = Vault::init(&place, setup, &edge.stamp())?;
    out.give(edge, &recovery)?;
    let data = place.data.display().to_string();
    edge.warn("init-done", &[("place", (&data).into())]);
    if vault.controller() == Controller::Practice {
        edge.warn("practice-only", &[]);
    }
    Ok(vault.close()?)
}
