//! `kohtaa vault restore`: a backup in the vault's place.

use std::path::Path;

use serde::Serialize;

use crate::cli::edge::{self, Edge, secret};
use crate::cli::fault::Fault;
use crate::vault::{RestoreReport, Vault};

#[derive(Serialize)]
struct Restored {
    entries: u64,
    lost: Option<u64>,
    removed: u64,
}

pub fn run(edge: &Edge, backup: &Path, json: bool) -> Result<(), Fault> {
    let secret = secret(edge.passphrase("ask-passphrase")?);
    let (vault, report) = Vault::restore(&edge.place(), backup, &secret, &edge.stamp())?;
    let RestoreReport {
        entries,
        lost,
        removed,
    } = report;
    if json {
        let restored = Restored {
            entries,
            lost,
            removed,
        };
        edge::print_json("kohtaa.restore/1", restored)?;
    } else {
        let mut lines = vec![edge.tell("restore-done", &[("entries", entries.into())])];
        if let Some(lost) = lost.filter(|lost| *lost > 0) {
            lines.push(edge.tell("restore-lost", &[("count", lost.into())]));
        }
        if removed > 0 {
            lines.push(edge.tell("restore-removed", &[("count", removed.into())]));
        }
        lines.push(edge.say("restore-kept"));
        edge::print(&lines.join("\n"))?;
    }
    Ok(vault.close()?)
}
