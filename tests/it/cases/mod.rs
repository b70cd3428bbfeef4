//! Cases that other form systems got wrong, from a form file to what is kept and shown. Each is named by its number.

mod accessibility;
mod authoring;
mod dates;
mod keyboard;
mod recovery;
mod relevance;
mod repeats;
mod scores;
mod unicode;
mod validation;
mod versions;

use kohtaa::casework::StoredSession;
use serde_json::Value as Json;

use crate::support::house::{House, Run};

/// A form of one section with these items and scores.
fn form(id: &str, rest: &str) -> String {
    format!(
        r#"format = 1
id = "{id}"
languages = ["fi"]
title = "Koe"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "osa"
title = "Osa"
{rest}"#
    )
}

/// An item of that section.
fn item(id: &str, kind: &str, rest: &str) -> String {
    format!(
        "\n[[item]]\nsection = \"osa\"\nid = \"{id}\"\nkind = \"{kind}\"\nlabel = \"{id}\"\n{rest}\n"
    )
}

fn score(id: &str, expr: &str) -> String {
    format!("\n[[score]]\nid = \"{id}\"\nlabel = \"{id}\"\nexpr = \"{expr}\"\n")
}

/// A client at a form, answering in lines.
struct Room {
    house: House,
    client: String,
}

impl Room {
    fn new(text: &str) -> Room {
        let house = House::new();
        house.form("koe.toml", text);
        let client = house.client("Väinö");
        Room { house, client }
    }

    fn fill(&self, lines: &[&str]) -> Run {
        self.fill_in("UTC", lines)
    }

    /// The same with the clock of another place.
    fn fill_in(&self, zone: &str, lines: &[&str]) -> Run {
        let words = ["fill", "koe", "--client", &self.client, "--plain"];
        let mut command = self.house.command(&words);
        command.env("TZ", zone);
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        crate::support::house::run(command, &input)
    }

    fn stored(&self) -> StoredSession {
        let vault = self.house.vault();
        let newest = vault.sessions(None, 1).unwrap();
        vault.session(newest[0].id).unwrap()
    }

    /// The newest response as the client is given it, with all that was said and not said.
    fn exported(&self) -> Json {
        let session = self.stored().row.id.to_string();
        let words = ["export", "--client", &self.client, "--format", "json"];
        let exported = self.house.run(&words, "").ok().json();
        let mut sessions = exported["sessions"].as_array().unwrap().iter();
        let newest = sessions.find(|one| one["id"] == session.as_str()).unwrap();
        newest["responses"][0].clone()
    }

    /// The newest meeting as it is read, in the clock of a place.
    fn shown_in(&self, zone: &str) -> String {
        let session = self.stored().row.id.to_string();
        let mut command = self.house.command(&["session", "show", &session]);
        command.env("TZ", zone);
        crate::support::house::run(command, "").ok().out
    }
}

/// What stands under this id among answers or scores.
fn find<'a>(all: &'a Json, key: &str, id: &str) -> Option<&'a Json> {
    all.as_array().unwrap().iter().find(|it| it[key] == id)
}

fn answer<'a>(response: &'a Json, id: &str) -> Option<&'a Json> {
    find(&response["answers"], "item", id)
}

fn scored<'a>(response: &'a Json, id: &str) -> &'a Json {
    find(&response["scores"], "id", id).unwrap()
}
