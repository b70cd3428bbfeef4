//! `kohtaa export`: meetings to standard output, or to a file that is sealed unless asked otherwise. Each export is a row of the journal.

mod change;
mod package;
mod permit;

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use uuid::Uuid;
use zeroize::Zeroizing;

use super::args::{Export, Format};
use super::edge::{self, Edge, read_secret};
use super::fault::Fault;
use crate::casework::{About, Event, Ground, LeftOut, Scribe, SessionRow, SubjectRow};
use crate::exchange;
use crate::plain::{self, Style};
use crate::vault::Vault;
use package::{Given, Package};
use permit::Permit;

/// What is exported: the meetings, and how the journal names it.
struct Chosen {
    sessions: Vec<SessionRow>,
    what: String,
    about: About,
    /// Everything about one client.
    client: Option<SubjectRow>,
}

pub fn run(edge: &Edge, export: &Export) -> Result<(), Fault> {
    let mut vault = edge.open()?;
    let chosen = choose(edge, &vault, export)?;
    let permit = Permit::find(edge, &vault, export, chosen.about.subject)?;
    look_twice(&vault, &chosen, export)?;
    let (content, left_out) = content(edge, &vault, &chosen, &permit, export.format)?;
    // Recorded before it leaves: what cannot be recorded is not given out.
    let event = Event::Exported {
        what: chosen.what,
        format: export.format.name().to_owned(),
        ground: permit.ground,
        to: permit.to.clone(),
    };
    vault.record(&[Scribe::new(edge.stamp()).entry(event, chosen.about)])?;
    permit.tell(edge, &left_out);
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
        let row = vault.session(session)?.row;
        return Ok(Chosen {
            what: session.to_string(),
            about: About::session(row.subject, session),
            sessions: vec![row],
            client: None,
        });
    }
    let client = match &export.what.client {
        Some(code) => Some(edge.client(vault, code)?),
        None => None,
    };
    let mut rows = vault.sessions(client.as_ref().map(|row| row.id), usize::MAX)?;
    rows.reverse();
    Ok(Chosen {
        sessions: rows,
        what: client
            .as_ref()
            .map_or_else(|| "all".to_owned(), |row| row.code.clone()),
        about: client
            .as_ref()
            .map_or_else(About::default, |row| About::subject(row.id)),
        client,
    })
}

/// Where nobody may know a client's place, what is given out is read first.
fn look_twice(vault: &Vault, chosen: &Chosen, export: &Export) -> Result<(), Fault> {
    let subjects = vault.subjects()?;
    let hidden = |id: Uuid| subjects.iter().any(|row| row.id == id && row.no_place);
    let concerned = chosen.sessions.iter().any(|row| hidden(row.subject))
        || chosen.about.subject.is_some_and(hidden);
    if concerned && !export.second_look {
        return Err(Fault::said("export-second-look"));
    }
    Ok(())
}

fn content(
    edge: &Edge,
    vault: &Vault,
    chosen: &Chosen,
    permit: &Permit,
    format: Format,
) -> Result<(String, LeftOut), Fault> {
    let mut given = Given::gather(edge, vault, &chosen.sessions, permit)?;
    let package = match &chosen.client {
        Some(client) if permit.ground == Ground::OwnCopy => {
            Some(Package::gather(edge, vault, client, permit, &mut given)?)
        }
        _ => None,
    };
    let style = match format {
        Format::Json => {
            let text = given.json(package.as_ref(), permit)?;
            return Ok((text, given.left_out));
        }
        Format::Text => Style::Text,
        Format::Markdown => Style::Markdown,
    };
    let mut parts = Vec::new();
    parts.extend(package.as_ref().map(|package| package.head(edge, style)));
    for review in &given.reviews {
        parts.push(plain::session_text(review, style, edge.lang));
    }
    parts.extend(package.as_ref().map(|package| package.tail(edge, style)));
    Ok((parts.join("\n\n"), given.left_out))
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
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(Fault::file(path))?;
    edge::write_whole(path, file, bytes)
}
