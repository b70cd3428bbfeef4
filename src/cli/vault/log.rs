//! `kohtaa vault log`: who opened, showed, gave out or removed what, and when.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use uuid::Uuid;

use crate::casework::{AccessRow, Given, Ground, local};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::lang::date;
use crate::plain;
use crate::vault::Vault;

/// A row of the log, as scripts read it.
#[derive(Serialize)]
pub struct Access {
    at: DateTime<FixedOffset>,
    user: String,
    device: String,
    did: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<String>,
    #[serde(flatten)]
    given: Option<Given>,
}

pub fn run(edge: &Edge, client: Option<&str>, user: Option<&str>, json: bool) -> Result<(), Fault> {
    let vault = edge.open()?;
    let subject = client.map(|code| edge.client(&vault, code)).transpose()?;
    let accesses = accesses(&vault, subject.map(|row| row.id), user)?;
    if json {
        #[derive(Serialize)]
        struct Log {
            log: Vec<Access>,
        }
        edge::print_json("kohtaa.log/1", Log { log: accesses })?;
    } else {
        edge::print(&table(edge, &accesses))?;
    }
    Ok(vault.close()?)
}

/// The log with clients by their codes. Who was erased has none.
pub fn accesses(
    vault: &Vault,
    subject: Option<Uuid>,
    user: Option<&str>,
) -> Result<Vec<Access>, Fault> {
    let subjects = vault.subjects()?;
    let codes: BTreeMap<Uuid, String> =
        subjects.into_iter().map(|row| (row.id, row.code)).collect();
    let rows = vault.accesses(subject, user)?.into_iter();
    let access = |row: AccessRow| Access {
        at: local(row.at, row.offset_min),
        client: row.subject.and_then(|id| codes.get(&id).cloned()),
        user: row.actor,
        device: row.device,
        did: row.kind,
        given: row.given,
    };
    Ok(rows.map(access).collect())
}

pub fn table(edge: &Edge, accesses: &[Access]) -> String {
    let cells = accesses.iter().map(|access| {
        let day = date::write_date(access.at.date_naive(), edge.lang);
        let clock = date::write_clock(access.at.time(), edge.lang);
        let mut what = access.client.clone().unwrap_or_default();
        if let Some(given) = &access.given {
            let ground = edge.say(ground_id(given.ground));
            let to = given.to.as_ref().map_or("", |to| to.as_str());
            what = format!("{} {}, {ground} {to}", given.what, given.format);
        }
        [
            format!("{day} {clock}"),
            access.user.clone(),
            edge.say(did(&access.did)),
            what.trim().to_owned(),
        ]
    });
    plain::table(&cells.collect::<Vec<_>>())
}

/// The message for the journal's word.
fn did(kind: &str) -> &'static str {
    match kind {
        "vault_created" => "log-created",
        "unlocked" => "log-unlocked",
        "locked" => "log-locked",
        "passphrase_changed" => "log-passphrase",
        "organisation_changed" => "log-organisation",
        "rekeyed" => "log-rekeyed",
        "restored" => "log-restored",
        "backed_up" => "log-backed-up",
        "subject_opened" => "log-opened",
        "subject_flagged" => "log-flagged",
        "subject_erased" => "log-erased",
        _ => "log-exported",
    }
}

/// The message for the ground on which something was given out.
pub fn ground_id(ground: Ground) -> &'static str {
    match ground {
        Ground::Duty => "ground-duty",
        Ground::OwnCopy => "ground-own-copy",
        Ground::Will => "ground-will",
        Ground::Asked => "ground-asked",
        Ground::Law => "ground-law",
    }
}
