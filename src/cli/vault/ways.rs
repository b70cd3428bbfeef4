//! Ways into the vault: the passphrase, the recovery key, the organisation's key, and all of them anew.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::casework::{SHORTEST_PASSPHRASE, Strength};
use crate::cli::args::{Organisation, Passphrase, Recover, Rekey};
use crate::cli::edge::{self, Edge, read_secret};
use crate::cli::fault::Fault;
use crate::vault::{self, RecoveryKey, Secret, Vault, WORK_FACTOR};

pub fn passphrase(edge: &Edge, options: &Passphrase) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let new = new_passphrase(edge, options.new_passphrase_file.as_ref())?;
    vault.change_passphrase(&new, WORK_FACTOR, &edge.stamp())?;
    edge.warn("passphrase-changed", &[]);
    tell_of_backups(edge);
    Ok(vault.close()?)
}

/// The recovery key opens the vault and sets a new passphrase; as a drill it only opens.
pub fn recover(edge: &Edge, options: &Recover) -> Result<(), Fault> {
    let key = Secret::Recovery(edge.passphrase("ask-recovery")?);
    let mut vault = Vault::unlock(&edge.place(), &key, &edge.stamp())?;
    if options.check {
        if !vault.is_read_only() {
            vault.put_setting(vault::RECOVERY_TRIED, &edge.stamp().today.to_string())?;
        }
        edge.print_word("recovery-opens")?;
        return Ok(vault.close()?);
    }
    let new = new_passphrase(edge, options.new_passphrase_file.as_ref())?;
    vault.change_passphrase(&new, WORK_FACTOR, &edge.stamp())?;
    edge.warn("passphrase-changed", &[]);
    tell_of_backups(edge);
    Ok(vault.close()?)
}

/// Everything is encrypted with a new key; what opened the vault before opens only the backups of before.
pub fn rekey(edge: &Edge, options: Rekey) -> Result<(), Fault> {
    let vault = edge.open()?;
    let new = new_passphrase(edge, options.new_passphrase_file.as_ref())?;
    let out = RecoveryOut::open(options.recovery_out)?;
    let (mut vault, recovery) = vault.rekey(&new, WORK_FACTOR, &edge.stamp())?;
    out.give(edge, &recovery)?;
    edge.warn("rekey-done", &[]);
    let into = edge.place().backups();
    super::backup::back_up(edge, &mut vault, &into)?;
    tell_of_backups(edge);
    Ok(vault.close()?)
}

pub fn organisation(edge: &Edge, options: &Organisation) -> Result<(), Fault> {
    if let Some(key) = &options.key {
        vault::organisation_key(key)?;
    }
    let mut vault = edge.open()?;
    vault.change_organisation(options.key.as_deref(), &edge.stamp())?;
    let id = match options.key {
        Some(_) => "organisation-added",
        None => "organisation-removed",
    };
    edge.warn(id, &[]);
    Ok(vault.close()?)
}

/// Backups keep the slots that they were made with.
fn tell_of_backups(edge: &Edge) {
    let count = vault::backups(&edge.place().backups()).map_or(0, |all| all.len());
    if count > 0 {
        edge.warn("backups-open-as-before", &[("count", count.into())]);
    }
}

/// From the file given, else typed twice. Says what it is worth.
pub fn new_passphrase(edge: &Edge, file: Option<&PathBuf>) -> Result<Zeroizing<String>, Fault> {
    let first = match file {
        Some(file) => read_secret(file)?,
        None => edge.ask_hidden("ask-new-passphrase")?,
    };
    if first.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Fault::said("setup-fault-short"));
    }
    edge.warn(
        match Strength::of(&first) {
            Strength::Weak => "strength-weak",
            Strength::Fair => "strength-fair",
            Strength::Strong => "strength-strong",
        },
        &[],
    );
    if file.is_none() && *first != *edge.ask_hidden("ask-again")? {
        return Err(Fault::said("setup-fault-differ"));
    }
    Ok(first)
}

/// Where a new recovery key goes.
pub struct RecoveryOut(Option<(PathBuf, fs::File)>);

impl RecoveryOut {
    /// Before there is a key: one that cannot be given out must not be the only one.
    pub fn open(path: Option<PathBuf>) -> Result<RecoveryOut, Fault> {
        let Some(path) = path else {
            return Ok(RecoveryOut(None));
        };
        let file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(Fault::file(&path))?;
        Ok(RecoveryOut(Some((path, file))))
    }

    pub fn give(self, edge: &Edge, recovery: &RecoveryKey) -> Result<(), Fault> {
        let Some((path, file)) = self.0 else {
            edge.warn("init-recovery", &[]);
            return edge::print(&recovery.0);
        };
        let line = Zeroizing::new(format!("{}\n", *recovery.0));
        edge::write_whole(&path, file, line.as_bytes())?;
        let name = path.display().to_string();
        edge.warn("init-recovery-in", &[("file", (&name).into())]);
        Ok(())
    }
}
