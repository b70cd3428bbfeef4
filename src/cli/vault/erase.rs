//! `kohtaa vault due` and `erase`: until when clients may be kept, and removing one, with a certificate.

use std::io::{self, BufRead};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::casework::{About, Due, Entry, Event, Scribe, SubjectRow};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::lang::{Arg, date};
use crate::plain;
use crate::vault::Vault;

#[derive(Serialize)]
struct DueLine<'a> {
    code: &'a str,
    on: NaiveDate,
    due: bool,
    class: &'a str,
}

pub fn due(edge: &Edge, all: bool, json: bool) -> Result<(), Fault> {
    let retention = edge.retention()?;
    let vault = edge.open()?;
    let stamp = edge.stamp();
    let mut due = vault.due(&retention, &edge.catalogue(), stamp.offset_min)?;
    due.retain(|due| all || due.on <= stamp.today);
    if json {
        #[derive(Serialize)]
        struct List<'a> {
            due: Vec<DueLine<'a>>,
        }
        let line = |due| line(due, stamp.today);
        let due = due.iter().map(line).collect();
        edge::print_json("kohtaa.due/1", List { due })?;
    } else if due.is_empty() {
        edge.print_word("due-none")?;
    } else {
        let cells = due.iter().map(|due| {
            [
                due.subject.code.clone(),
                date::write_date(due.on, edge.lang),
                due.class.name(edge.lang).to_owned(),
            ]
        });
        edge::print(&plain::table(&cells.collect::<Vec<_>>()))?;
        edge.warn("due-how", &[]);
    }
    Ok(vault.close()?)
}

fn line(due: &Due, today: NaiveDate) -> DueLine<'_> {
    DueLine {
        code: &due.subject.code,
        on: due.on,
        due: due.on <= today,
        class: due.class.id.as_str(),
    }
}

/// What is given to the client, and what scripts read.
#[derive(Serialize)]
struct Certificate {
    anonymised: bool,
    /// What was removed.
    meetings: u32,
    on: NaiveDate,
    by: String,
    /// On this day at the latest no backup of the program holds it.
    backups_until: NaiveDate,
}

pub fn run(edge: &Edge, code: &str, anonymise: bool, json: bool) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let subject = edge.client(&vault, code)?;
    ask(edge, &subject, anonymise)?;
    let entries = entries(edge, &vault, &subject, anonymise)?;
    vault.erase(&entries)?;
    // The new backup lacks it, and those that have it go with its making.
    let into = edge.place().backups();
    super::backup::back_up(edge, &mut vault, &into)?;
    let stamp = edge.stamp();
    let upkeep = edge.upkeep();
    let days = Days::new(upkeep.second.map_or(0, |_| upkeep.days.into()));
    let certificate = Certificate {
        anonymised: anonymise,
        meetings: subject.sessions,
        on: stamp.today,
        by: vault.user().0.to_owned(),
        backups_until: stamp.today.checked_add_days(days).unwrap_or(stamp.today),
    };
    if json {
        edge::print_json("kohtaa.erasure/1", certificate)?;
    } else {
        edge::print(&written(edge, &subject.code, &certificate))?;
    }
    Ok(vault.close()?)
}

/// Only the code typed in full goes on. An empty line, another word or the end of the input removes nothing.
fn ask(edge: &Edge, subject: &SubjectRow, anonymise: bool) -> Result<(), Fault> {
    let id = if anonymise {
        "erase-ask-anonymise"
    } else {
        "erase-ask"
    };
    let args = [
        ("code", Arg::from(&subject.code)),
        ("meetings", subject.sessions.into()),
    ];
    edge.warn(id, &args);
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;
    if typed.trim() == subject.code {
        Ok(())
    } else {
        Err(Fault::said("given-up"))
    }
}

fn entries(
    edge: &Edge,
    vault: &Vault,
    subject: &SubjectRow,
    anonymised: bool,
) -> Result<Vec<Entry>, Fault> {
    let mut scribe = Scribe::new(edge.stamp());
    let events = vault.erasing(subject.id, anonymised)?.into_iter();
    let entries = events.map(|event| {
        let about = match event {
            Event::AnonymousKept { .. } => About::default(),
            _ => About::subject(subject.id),
        };
        scribe.entry(event, about)
    });
    Ok(entries.collect())
}

fn written(edge: &Edge, code: &str, certificate: &Certificate) -> String {
    let day = |on| date::write_date(on, edge.lang);
    let (on, until) = (day(certificate.on), day(certificate.backups_until));
    let what = if certificate.anonymised {
        "certificate-anonymised"
    } else {
        "certificate-erased"
    };
    let args = [
        ("code", Arg::from(code)),
        ("date", (&on).into()),
        ("user", (&certificate.by).into()),
        ("meetings", certificate.meetings.into()),
    ];
    [
        edge.say("certificate-title"),
        String::new(),
        edge.tell(what, &args),
        edge.say("certificate-stays"),
        edge.tell("certificate-backups", &[("date", (&until).into())]),
        edge.say("certificate-outside"),
    ]
    .join("\n")
}
