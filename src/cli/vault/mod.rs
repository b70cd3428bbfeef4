//! `kohtaa vault`: made, checked, backed up, its ways in changed.

mod backup;
mod init;
mod verify;
mod ways;

use super::args::Vault;
use super::edge::Edge;
use super::fault::Fault;

pub fn run(edge: &Edge, command: Vault) -> Result<(), Fault> {
    match command {
        Vault::Init(options) => init::run(edge, options),
        Vault::Verify { json } => verify::run(edge, json),
        Vault::Passphrase(options) => ways::passphrase(edge, &options),
        Vault::Recover(options) => ways::recover(edge, &options),
        Vault::Rekey(options) => ways::rekey(edge, options),
        Vault::Organisation(options) => ways::organisation(edge, &options),
        Vault::Backup { to, json } => backup::run(edge, to, json),
    }
}
