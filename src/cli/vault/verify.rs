//! `kohtaa vault verify`: what a check of everything found.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::lang::Arg;
use crate::vault::{HeadState, VerifyReport};

#[derive(Serialize)]
struct Checked {
    sound: bool,
    entries: u64,
    head: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad_row: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    structure: Vec<String>,
    damaged_pages: Vec<u64>,
    tail_pages: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_backup: Option<DateTime<Utc>>,
}

impl Checked {
    fn of(report: &VerifyReport, last_backup: Option<DateTime<Utc>>) -> Checked {
        let fault = report.fault.as_ref();
        Checked {
            sound: report.is_sound(),
            entries: report.entries,
            head: match report.head {
                HeadState::Missing => "missing",
                HeadState::Matches => "matches",
                HeadState::Behind => "behind",
            },
            first_bad_row: fault.map(|fault| fault.seq),
            at: fault.and_then(|fault| fault.at),
            reason: fault.map(|fault| fault.reason.clone()),
            structure: report.structure.clone(),
            damaged_pages: report.damaged_pages.clone(),
            tail_pages: report.tail_pages,
            differs: report.differs.clone(),
            last_backup,
        }
    }
}

pub fn run(edge: &Edge, json: bool) -> Result<(), Fault> {
    let vault = edge.open()?;
    let report = vault.verify()?;
    let last = vault.last_backup()?.map(|(at, _)| at);
    if json {
        edge::print_json("kohtaa.verify/1", Checked::of(&report, last))?;
    } else {
        edge::print(&verdict(edge, &report))?;
    }
    vault.close()?;
    if report.is_sound() {
        Ok(())
    } else {
        Err(Fault::Told)
    }
}

/// What was found, a sentence a line.
fn verdict(edge: &Edge, report: &VerifyReport) -> String {
    let mut lines = Vec::new();
    if report.is_sound() {
        lines.push(edge.tell("verify-sound", &[("entries", report.entries.into())]));
    }
    if let Some(fault) = &report.fault {
        let row = Arg::from(fault.seq);
        lines.push(edge.tell(
            "verify-chain",
            &[("row", row), ("reason", (&fault.reason).into())],
        ));
    }
    if report.head == HeadState::Behind {
        lines.push(edge.say("verify-behind"));
    }
    if !report.structure.is_empty() {
        let found = report.structure.join("; ");
        lines.push(edge.tell("verify-structure", &[("found", (&found).into())]));
    }
    if !report.damaged_pages.is_empty() {
        let pages: Vec<String> = report
            .damaged_pages
            .iter()
            .map(ToString::to_string)
            .collect();
        let pages = pages.join(", ");
        lines.push(edge.tell("verify-pages", &[("pages", (&pages).into())]));
    }
    if let Some(table) = &report.differs {
        lines.push(edge.tell("verify-differs", &[("table", table.into())]));
    }
    lines.join("\n")
}
