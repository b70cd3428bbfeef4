//! What can be interrupted, each with what must hold wherever it was: old or new, nothing between, nothing said that is not so.

use std::fs;
use std::path::Path;

use kohtaa::casework::{SessionState, Status, StoredSession};
use kohtaa::response::Value;
use kohtaa::vault::{self, Place, Vault};

use crate::support::house::{House, PASSPHRASE, Run, opened};

pub const NEW_PASSPHRASE: &str = "uusi kuu ja vanha veneranta";

/// Short answers in a row: each is kept before the next is asked.
const FORM: &str = r#"
format = 1
id = "kysely"
languages = ["fi"]
title = "Kysely"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "osa"
title = "Osa"
"#;
const ITEMS: [&str; 4] = ["eka", "toka", "kolmas", "neljas"];
const ANSWERS: [&str; 4] = ["yö", "pitkän matkan päässä", "äiti", "öljylamppu"];

/// One thing that the program is asked to do.
pub struct Flow {
    pub name: &'static str,
    /// Where it can be done.
    pub house: House,
    /// The program's arguments; `HOME` stands for the house.
    pub words: Vec<String>,
    pub input: String,
    /// In the whole each so manieth kill and each so manieth failure is tried: keys are made slowly on purpose.
    pub strides: (usize, usize),
    /// Fails the test unless a house is as it may be after the run.
    pub check: fn(&House, &Run),
}

impl Flow {
    fn new(name: &'static str, house: House, words: &str, check: fn(&House, &Run)) -> Flow {
        Flow {
            name,
            house,
            words: words.split(' ').map(str::to_owned).collect(),
            input: String::new(),
            strides: (1, 1),
            check,
        }
    }

    fn each(self, kill: usize, failure: usize) -> Flow {
        let strides = (kill, failure);
        Flow { strides, ..self }
    }

    fn typing(self, input: String) -> Flow {
        Flow { input, ..self }
    }

    pub fn words_in(&self, house: &House) -> Vec<String> {
        let home = house.path("").to_str().unwrap().to_owned();
        let words = self.words.iter();
        words.map(|word| word.replace("HOME", &home)).collect()
    }
}

pub fn all() -> Vec<Flow> {
    vec![
        save(),
        finish(),
        backup(),
        restore(),
        passphrase(),
        rekey(),
        erase(),
    ]
}

/// A house with a client, and that one's code.
pub fn house() -> (House, String) {
    let house = House::new();
    let item = |id: &&str| {
        format!(
            "\n[[item]]\nsection = \"osa\"\nid = \"{id}\"\nkind = \"text\"\nlabel = \"Mitä {id}?\"\n"
        )
    };
    let items: String = ITEMS.iter().map(item).collect();
    house.form("kysely.toml", &(FORM.to_owned() + &items));
    fs::write(house.path("new"), format!("{NEW_PASSPHRASE}\n")).unwrap();
    let code = house.client("Aino");
    (house, code)
}

fn fill(house: &House, code: &str, lines: &[&str]) -> Run {
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    house.run(&["fill", "kysely", "--client", code, "--plain"], &input)
}

/// The places that were asked, in order.
fn asked(run: &Run) -> Vec<&str> {
    let lines = run.out.lines().filter(|line| !line.starts_with('\t'));
    let names = lines.filter_map(|line| Some(line.split_once('\t')?.0));
    names.collect()
}

fn clients(vault: &Vault) -> Vec<String> {
    let mut names: Vec<String> = vault
        .subjects()
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect();
    names.sort();
    names
}

pub fn assert_sound(vault: &Vault) {
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
}

/// The vault opens with the passphrase it was made with, is whole, and nothing half made lies beside.
fn sound(house: &House) -> Vault {
    let vault = house.vault();
    assert_sound(&vault);
    assert_tidy(house);
    vault
}

fn assert_tidy(house: &House) {
    for name in ["next", "next.part"] {
        assert!(!house.path("data").join(name).exists(), "{name}");
    }
}

fn only_meeting(vault: &Vault) -> Option<StoredSession> {
    let rows = vault.sessions(None, 2).unwrap();
    assert!(rows.len() < 2);
    rows.first().map(|row| vault.session(row.id).unwrap())
}

/// What was answered, in the order of the items.
fn answers(stored: &StoredSession) -> Vec<(usize, String)> {
    let response = stored
        .responses
        .iter()
        .find(|it| it.row.form_id == *"kysely");
    let cells = response.unwrap().cells.iter();
    let mut found: Vec<(usize, String)> = cells
        .map(|(path, cell)| {
            let at = ITEMS.iter().position(|item| path.item == **item).unwrap();
            let Some(Value::Text(text)) = cell.value() else {
                panic!("{cell:?}");
            };
            (at, text.clone())
        })
        .collect();
    found.sort();
    found
}

fn save() -> Flow {
    let (house, code) = house();
    let words = format!("fill kysely --client {code} --plain");
    Flow::new("save", house, &words, |house, run| {
        let shown = asked(run);
        let vault = sound(house);
        let stored = only_meeting(&vault);
        let held = stored.as_ref().map(answers).unwrap_or_default();
        // In the order they were given; where one did not reach the disk the next was given in its place.
        let mut given = ANSWERS.iter();
        assert!(
            held.iter()
                .all(|(_, text)| given.any(|answer| answer == text)),
            "{held:?}"
        );
        for asked in shown.windows(2).filter(|asked| asked[0] != asked[1]) {
            let kept = held.iter().any(|(at, _)| ITEMS[*at] == asked[0]);
            assert!(kept, "{held:?} {shown:?}");
        }
        let code = vault.subjects().unwrap()[0].code.clone();
        vault.close().unwrap();
        if run.code == -1 {
            let again = fill(house, &code, &[]).ok();
            let here = ITEMS.iter().position(|item| *item == asked(&again)[0]);
            let here = here.unwrap();
            // After the last question comes none.
            let before = shown.len().clamp(1, ITEMS.len()) - 1;
            assert!(
                (before..=before + 1).contains(&here),
                "{shown:?} then {}",
                again.out
            );
        }
    })
    .typing(ANSWERS.map(|answer| format!("{answer}\n")).concat())
}

fn finish() -> Flow {
    let (house, code) = house();
    fill(&house, &code, &ANSWERS).ok();
    let words = format!("fill kysely --client {code} --plain");
    let check = |house: &House, run: &Run| {
        let vault = sound(house);
        let stored = only_meeting(&vault).unwrap();
        let held: Vec<String> = answers(&stored).into_iter().map(|(_, text)| text).collect();
        assert_eq!(held, ANSWERS);
        let ended = stored.row.state == SessionState::Held;
        let done = stored
            .responses
            .iter()
            .any(|it| it.row.status == Status::Completed);
        assert_eq!(ended, done);
        // Where the end was not kept, it is asked for again.
        assert!(ended || run.code != 0 || asked(run).len() > 1);
    };
    Flow::new("finish", house, &words, check).typing(":finish\n".to_owned())
}

/// Every backup opens by itself and is whole.
fn assert_backups(house: &House) -> usize {
    let folder = house.path("data/backups");
    let all = match folder.exists() {
        true => vault::backups(&folder).unwrap(),
        false => Vec::new(),
    };
    for backup in &all {
        assert_sound(&opened(&beside(house, backup), PASSPHRASE).unwrap());
    }
    all.len()
}

/// A backup as a vault of its own.
fn beside(house: &House, backup: &Path) -> Place {
    let state = house.path("state of ").join(backup.file_name().unwrap());
    Place {
        data: backup.to_owned(),
        state,
    }
}

fn backup() -> Flow {
    let (house, code) = house();
    fill(&house, &code, &ANSWERS).ok();
    Flow::new("backup", house, "vault backup", |house, run| {
        sound(house).close().unwrap();
        let made = assert_backups(house);
        assert!(made == 1 || run.out.is_empty(), "{}", run.out);
        // What was left unfinished is in nobody's way. Two in one second would have the same name.
        let again = house.run(&["vault", "backup", "--to", &at(house, "data/others")], "");
        again.ok();
        assert_backups(house);
    })
}

fn at(house: &House, name: &str) -> String {
    house.path(name).to_str().unwrap().to_owned()
}

fn restore() -> Flow {
    let (house, code) = house();
    fill(&house, &code, &ANSWERS[..2]).ok();
    let made = house.run(&["vault", "backup"], "").ok().out;
    let name = Path::new(made.trim()).file_name().unwrap().to_owned();
    house.client("Bertta");
    let words = format!("vault restore HOME/data/backups/{}", name.to_str().unwrap());
    Flow::new("restore", house, &words, |house, run| {
        let vault = sound(house);
        let names = clients(&vault);
        let stored = only_meeting(&vault).unwrap();
        assert_eq!(answers(&stored).len(), 2);
        match names.len() {
            1 => assert_eq!(names, ["Aino"]),
            _ => assert_eq!(names, ["Aino", "Bertta"]),
        }
        assert!(names.len() == 1 || run.out.is_empty(), "{}", run.out);
    })
}

/// Exactly one of two passphrases opens the vault, the new one where that was said.
fn assert_one_opens(house: &House, run: &Run) {
    let opens = |passphrase| match opened(&house.place(), passphrase) {
        Ok(vault) => {
            assert_sound(&vault);
            assert_eq!(clients(&vault), ["Aino"]);
            vault.close().unwrap();
            true
        }
        Err(vault::Error::WrongSecret) => false,
        Err(other) => panic!("{other:?}"),
    };
    // A wrong one first: it must not spoil what the right one finds.
    let (old, new) = (opens(PASSPHRASE), opens(NEW_PASSPHRASE));
    assert_ne!(old, new);
    assert!(new || run.code != 0);
    assert_tidy(house);
}

fn passphrase() -> Flow {
    let (house, _) = house();
    let words = "vault passphrase --new-passphrase-file HOME/new";
    Flow::new("passphrase", house, words, assert_one_opens).each(1, 7)
}

fn rekey() -> Flow {
    let (house, code) = house();
    fill(&house, &code, &ANSWERS).ok();
    let words = "vault rekey --new-passphrase-file HOME/new --recovery-out HOME/recovery";
    Flow::new("rekey", house, words, assert_one_opens).each(7, 41)
}

fn erase() -> Flow {
    let (house, code) = house();
    fill(&house, &code, &ANSWERS).ok();
    house.run(&["vault", "backup"], "").ok();
    house.client("Bertta");
    let input = format!("{code}\n");
    Flow::new(
        "erase",
        house,
        &format!("vault erase {code}"),
        |house, run| {
            let vault = sound(house);
            let names = clients(&vault);
            let gone = only_meeting(&vault).is_none();
            assert_eq!(gone, names == ["Bertta"], "{names:?}");
            assert!(gone || names == ["Aino", "Bertta"], "{names:?}");
            assert!(gone || run.code != 0);
            vault.close().unwrap();
            if run.code == 0 {
                assert_no_backup_has(house, "Aino");
            }
        },
    )
    .typing(input)
    .each(1, 3)
}

fn assert_no_backup_has(house: &House, name: &str) {
    for backup in vault::backups(&house.path("data/backups")).unwrap() {
        let vault = opened(&beside(house, &backup), PASSPHRASE).unwrap();
        assert!(!clients(&vault).contains(&name.to_owned()));
    }
}
