//! `kohtaa keys` and `kohtaa doctor`: the program about itself.

use std::collections::BTreeMap;
use std::env;

use serde::Serialize;

use super::edge::{self, Edge};
use super::fault::Fault;
use crate::app::commands::{COMMANDS, Command, Scope};
use crate::app::keymap::Keymap;
use crate::doctor;
use crate::plain;

#[derive(Serialize)]
struct Bound {
    id: &'static str,
    place: String,
    keys: Vec<String>,
    does: String,
}

pub fn keys(edge: &Edge, markdown: bool, json: bool) -> Result<(), Fault> {
    let keymap = edge.config.keymap();
    let rows: Vec<Bound> = Scope::ALL
        .into_iter()
        .flat_map(|scope| {
            COMMANDS
                .iter()
                .filter(move |command| command.scope == scope)
        })
        .map(|command| bound(edge, &keymap, command))
        .collect();
    if json {
        #[derive(Serialize)]
        struct Keys {
            keys: Vec<Bound>,
        }
        return edge::print_json("kohtaa.keys/1", Keys { keys: rows });
    }
    if !markdown {
        let cells = rows
            .into_iter()
            .map(|row| [row.place, row.keys.join(", "), row.does]);
        return edge::print(&plain::table(&cells.collect::<Vec<_>>()));
    }
    let heads = ["keys-place", "keys-keys", "keys-does"].map(|id| edge.say(id));
    let mut text = format!("| {} |\n|---|---|---|\n", heads.join(" | "));
    for row in rows {
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
        text.push_str(&format!(
            "| {} | {} | {} |\n",
            row.place,
            keys.join(" "),
            row.does
        ));
    }
    edge::print(&text)
}

fn bound(edge: &Edge, keymap: &Keymap, command: &Command) -> Bound {
    Bound {
        id: command.id,
        place: edge.say(command.scope.label()),
        keys: keymap
            .keys(command.id)
            .iter()
            .map(|key| key.name())
            .collect(),
        does: edge.say(command.label),
    }
}

/// Opens the vault only where its passphrase is given, or for the whole report: else nobody is asked.
pub fn doctor(edge: &Edge, report: bool, json: bool) -> Result<(), Fault> {
    let opens = report || edge.passphrase_file.is_some();
    let opened = opens.then(|| edge.open());
    let vault = match opened {
        Some(Ok(vault)) => Some(vault),
        // Why it does not open is part of what is to be found out.
        Some(Err(fault)) => {
            edge.told(&fault);
            None
        }
        None => None,
    };
    let catalogue = edge.catalogue();
    let variable = |name: &str| env::var_os(name);
    let mut found = doctor::examine(&edge.paths, &catalogue, vault.as_ref(), &variable);
    if let Some(vault) = vault.as_ref().filter(|_| report) {
        found.report(vault, &edge.retention()?, &edge.upkeep());
    }
    if json {
        #[derive(Serialize)]
        struct Report<'a> {
            facts: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
            concerns: Vec<String>,
        }
        let facts = found.groups.iter().map(|group| {
            let facts = group
                .facts
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            (group.name, facts.collect())
        });
        let concerns = found
            .concerns
            .iter()
            .map(|concern| said(edge, concern))
            .collect();
        edge::print_json(
            "kohtaa.doctor/1",
            Report {
                facts: facts.collect(),
                concerns,
            },
        )?;
    } else {
        let mut text = String::new();
        for group in &found.groups {
            text.push_str(&format!("[{}]\n", group.name));
            for (name, value) in &group.facts {
                text.push_str(&format!("{name} = {value}\n"));
            }
        }
        edge::print(&text)?;
        for concern in &found.concerns {
            edge.warn(concern.message, &[("file", (&concern.about).into())]);
        }
    }
    match vault {
        Some(vault) => Ok(vault.close()?),
        None => Ok(()),
    }
}

fn said(edge: &Edge, concern: &doctor::Concern) -> String {
    edge.tell(concern.message, &[("file", (&concern.about).into())])
}
