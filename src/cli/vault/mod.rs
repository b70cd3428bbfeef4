//! `kohtaa vault`: made, checked, backed up, its ways in changed.

mod backup;
mod erase;
mod init;
pub mod log;
mod restore;
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
        Vault::Restore { backup, json } => restore::run(edge, &backup, json),
        Vault::Due { all, json } => erase::due(edge, all, json),
        Vault::Erase {
            code,
            anonymise,
            json,
        } => erase::run(edge, &code, anonymise, json),
        Vault::Log { client, user, json } => {
            log::run(edge, client.as_deref(), user.as_deref(), json)
        }
        Vault::Backup { to, json } => backup::run(edge, to, json),
    }
}
