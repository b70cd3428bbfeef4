//! `kohtaa export`: meetings to standard output, or to a file that is sealed unless asked otherwise. Each export is a row of the journal.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::Serialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::args::{Export, Format};
use super::edge::{self, Edge, read_secret};
use super::fault::Fault;
use crate::casework::{About, Event, Scribe};
use crate::exchange::{self, SessionRecord};
use crate::plain::{self, Style, record};
use crate::vault::Vault;

/// What is exported: the meetings, and how the journal names it.
struct Chosen {
    sessions: Vec<Uuid>,
    what: String,
    about: About,
}

pub fn run(edge: &Edge, export: &Export) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let chosen = choose(edge, &vault, export)?;
    let content = content(edge, &vault, &chosen.sessions, export.format)?;
    // Recorded before it leaves: what cannot be recorded is not given out.
    let event = Event::Exported {
        what: chosen.what,
        format: export.format.name().to_owned(),
    };
    vault.record(&[Scribe::new(edge.stamp()).entry(event, chosen.about)])?;
    match &export.out {
        None => edge::print(&content)?,
        Some(file) if export.plain_file => write(file, content.as_bytes())?,
        Some(file) => {
            let passphrase = passphrase(edge, export)?;
            let sealed = exchange::seal(content.as_bytes(), &passphrase)
                .map_err(|error| Fault::about("export-seal-fault", "fault", &error.to_string()))?;
            write(file, &sealed)?;
        }
    }
    if let Some(file) = &export.out {
        let name = file.display().to_string();
        let id = if export.plain_file {
            "export-plain"
        } else {
            "export-sealed"
        };
        edge.warn(id, &[("file", (&name).into())]);
    }
    Ok(vault.close()?)
}

fn choose(edge: &Edge, vault: &Vault, export: &Export) -> Result<Chosen, Fault> {
    if let Some(digits) = &export.what.session {
        let session = vault.session_by_prefix(digits)?;
        let subject = vault.session(session)?.row.subject;
        return Ok(Chosen {
            sessions: vec![session],
            what: session.to_string(),
            about: About {
                subject: Some(subject),
                session: Some(session),
                response: None,
            },
        });
    }
    let subject = match &export.what.client {
        Some(code) => Some(edge.client(vault, code)?),
        None => None,
    };
    let rows = vault.sessions(subject.as_ref().map(|row| row.id), usize::MAX)?;
    let met = rows.iter().rev().filter(|row| row.state.met());
    Ok(Chosen {
        sessions: met.map(|row| row.id).collect(),
        what: subject
            .as_ref()
            .map_or_else(|| "all".to_owned(), |row| row.code.clone()),
        about: About {
            subject: subject.map(|row| row.id),
            ..About::default()
        },
    })
}

fn content(edge: &Edge, vault: &Vault, sessions: &[Uuid], format: Format) -> Result<String, Fault> {
    let catalogue = edge.catalogue();
    let style = match format {
        Format::Json => return documents(edge, vault, sessions),
        Format::Text => Style::Text,
        Format::Markdown => Style::Markdown,
    };
    let mut text = String::new();
    for session in sessions {
        let review = record::review(vault, &catalogue, *session)?;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&plain::session_text(&review, style, edge.lang));
    }
    Ok(text)
}

fn documents(edge: &Edge, vault: &Vault, sessions: &[Uuid]) -> Result<String, Fault> {
    #[derive(Serialize)]
    struct Sessions<'a> {
        sessions: Vec<SessionRecord<'a>>,
    }
    let catalogue = edge.catalogue();
    let mut all = Vec::new();
    for session in sessions {
        all.push(record::whole(vault, &catalogue, *session)?);
    }
    let records = all
        .iter()
        .map(|whole| SessionRecord::of(&whole.session, &whole.subject, &whole.fillings));
    let sessions = records.collect();
    edge::json("kohtaa.export/1", Sessions { sessions })
}

fn passphrase(edge: &Edge, export: &Export) -> Result<Zeroizing<String>, Fault> {
    if let Some(file) = &export.out_passphrase_file {
        return read_secret(file);
    }
    let first = edge.ask_hidden("export-ask-passphrase")?;
    let again = edge.ask_hidden("export-ask-again")?;
    if first.is_empty() || *first != *again {
        return Err(Fault::said("setup-fault-differ"));
    }
    Ok(first)
}

/// A new file for its owner alone; one that exists is not written over.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(Fault::file(path))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(Fault::file(path))
}
