//! The program's surroundings, for finding out what is wrong without looking over a shoulder: nothing about clients.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::form::{Catalogue, Retention};
use crate::paths::Paths;
use crate::sys::{filesystem, tty};
use crate::vault::{self, Place, Upkeep, Vault, WORK_FACTOR};

/// Facts of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: &'static str,
    pub facts: Vec<(String, String)>,
}

/// Something that should be mended: a message id, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concern {
    pub message: &'static str,
    pub about: String,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    pub groups: Vec<Group>,
    pub concerns: Vec<Concern>,
}

/// Variables that decide what a terminal shows. Of the others only whether they are set.
const TERMINAL: [&str; 8] = [
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "TERM_PROGRAM",
    "VTE_VERSION",
];
const SET: [&str; 3] = ["TMUX", "STY", "SSH_CONNECTION"];

/// Looks around. `vault`: one that is open, if the person opened it for this.
pub fn examine(
    paths: &Paths,
    catalogue: &Catalogue,
    vault: Option<&Vault>,
    variable: &dyn Fn(&str) -> Option<OsString>,
) -> Findings {
    let mut findings = Findings::default();
    findings.program();
    findings.folders(paths);
    findings.file(&Place {
        data: paths.data.clone(),
        state: paths.state.clone(),
    });
    if let Some(vault) = vault {
        findings.opened(vault);
    }
    findings.forms(catalogue);
    findings.terminal(variable);
    findings
}

impl Findings {
    /// What a data-protection officer asks beside: whether all is whole, who can open the vault, how long things are kept.
    pub fn report(&mut self, vault: &Vault, retention: &Retention, upkeep: &Upkeep) {
        self.integrity(vault);
        self.ways(vault);
        let mut facts = vec![
            fact("backup_days", upkeep.days.to_string()),
            fact("second_backup", yes(upkeep.second.is_some())),
        ];
        for class in retention.classes() {
            let value = format!(
                "{} months, {}, {}",
                class.months, class.source, class.checked
            );
            facts.push(fact(class.id.as_str(), value));
        }
        self.group("retention", facts);
    }

    fn integrity(&mut self, vault: &Vault) {
        let mut facts = Vec::new();
        match vault.verify() {
            Ok(report) => {
                facts.push(fact("sound", yes(report.is_sound())));
                facts.push(fact("entries", report.entries.to_string()));
                facts.push(fact("head", format!("{:?}", report.head).to_lowercase()));
                let bad = report.fault.map(|fault| fault.seq.to_string());
                facts.extend(bad.map(|row| fact("first_bad_row", row)));
                let damaged = report.damaged_pages.len() + report.structure.len();
                facts.push(fact("damaged", damaged.to_string()));
            }
            Err(error) => facts.push(fact("fault", error.to_string())),
        }
        self.group("integrity", facts);
    }

    fn ways(&mut self, vault: &Vault) {
        let tried = vault.setting(vault::RECOVERY_TRIED).ok().flatten();
        let organisation = vault.organisation().ok().flatten();
        let facts = vec![
            fact(
                "controller",
                format!("{:?}", vault.controller()).to_lowercase(),
            ),
            fact(
                "organisation_key",
                organisation.unwrap_or_else(|| "none".to_owned()),
            ),
            fact("scrypt_work_factor", WORK_FACTOR.to_string()),
            fact(
                "recovery_tried",
                tried.unwrap_or_else(|| "never".to_owned()),
            ),
        ];
        self.group("ways_in", facts);
    }

    fn group(&mut self, name: &'static str, facts: Vec<(String, String)>) {
        self.groups.push(Group { name, facts });
    }

    fn concern(&mut self, message: &'static str, about: impl Into<String>) {
        let about = about.into();
        self.concerns.push(Concern { message, about });
    }

    fn program(&mut self) {
        let mut facts = vec![
            fact("version", env!("CARGO_PKG_VERSION")),
            fact(
                "system",
                format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            ),
        ];
        let engine = vault::engine().unwrap_or_default();
        facts.extend(engine.into_iter().map(|(name, value)| fact(name, value)));
        self.group("program", facts);
    }

    fn folders(&mut self, paths: &Paths) {
        let mut facts = Vec::new();
        for (name, path) in [
            ("data", &paths.data),
            ("state", &paths.state),
            ("config", &paths.config),
        ] {
            facts.push(fact(name, path.display().to_string()));
            let Ok(meta) = fs::metadata(path) else {
                facts.push(fact(format!("{name}_mode"), "missing"));
                continue;
            };
            let mode = meta.permissions().mode() & 0o777;
            facts.push(fact(format!("{name}_mode"), format!("{mode:o}")));
            if mode & 0o077 != 0 && name != "config" {
                self.concern("doctor-open-folder", path.display().to_string());
            }
            if let Ok(Some(kind)) = filesystem::network_filesystem(path) {
                facts.push(fact(format!("{name}_file_system"), kind));
                self.concern("doctor-network", path.display().to_string());
            }
        }
        self.group("paths", facts);
    }

    fn file(&mut self, place: &Place) {
        let file = place.file();
        let Ok(meta) = fs::metadata(&file) else {
            self.group("vault", vec![fact("exists", "no")]);
            return;
        };
        let mode = meta.permissions().mode() & 0o777;
        let mut facts = vec![
            fact("exists", "yes"),
            fact("bytes", meta.len().to_string()),
            fact("mode", format!("{mode:o}")),
            fact("key_slots", names(&place.keys(), ".age").join(" ")),
            fact("backups", names(&place.backups(), "Z").len().to_string()),
        ];
        if mode & 0o077 != 0 {
            self.concern("doctor-open-file", file.display().to_string());
        }
        let left = ["-wal", "-journal"].map(|ending| {
            let mut name = file.clone().into_os_string();
            name.push(ending);
            fs::metadata(name).map_or(0, |meta| meta.len())
        });
        facts.push(fact(
            "unfinished_bytes",
            left.iter().sum::<u64>().to_string(),
        ));
        self.group("vault", facts);
    }

    fn opened(&mut self, vault: &Vault) {
        let mut facts = Vec::new();
        match vault.facts() {
            Ok(told) => facts.extend(told.into_iter().map(|(name, value)| fact(name, value))),
            Err(error) => facts.push(fact("fault", error.to_string())),
        }
        match vault.last_backup() {
            Ok(Some((at, entries))) => {
                facts.push(fact("last_backup", at.to_rfc3339()));
                facts.push(fact("last_backup_entries", entries.to_string()));
            }
            Ok(None) => self.concern("doctor-no-backup", String::new()),
            Err(error) => facts.push(fact("last_backup", error.to_string())),
        }
        facts.push(fact("read_only", vault.is_read_only().to_string()));
        if vault.is_behind() {
            self.concern("verify-behind", String::new());
        }
        self.group("encryption", facts);
    }

    fn forms(&mut self, catalogue: &Catalogue) {
        let found: Vec<&str> = catalogue.forms().map(|form| form.id.as_str()).collect();
        let mut facts = vec![fact("found", found.join(" "))];
        for faulty in catalogue.faulty() {
            facts.push(fact("faulty", faulty.file.clone()));
            self.concern("form-is-faulty", faulty.file.clone());
        }
        self.group("forms", facts);
    }

    fn terminal(&mut self, variable: &dyn Fn(&str) -> Option<OsString>) {
        let mut facts = vec![fact("is_terminal", tty::is_terminal().to_string())];
        if let Some((columns, rows)) = tty::size() {
            facts.push(fact("size", format!("{columns}x{rows}")));
        }
        for name in TERMINAL {
            let value = variable(name).map(|value| value.to_string_lossy().into_owned());
            facts.extend(value.map(|value| fact(name, value)));
        }
        let set = SET.into_iter().filter(|name| variable(name).is_some());
        facts.extend(set.map(|name| fact(name, "set")));
        self.group("terminal", facts);
    }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn fact(name: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

/// The names in a folder that end so, in order.
fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}
