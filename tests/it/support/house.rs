//! The real program run on a folder of its own, as a script would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::Utc;
use kohtaa::casework::Stamp;
use kohtaa::vault::{Error, Place, Secret, Setup, Vault};
use serde_json::Value;
use tempfile::TempDir;
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "tyyni järvi ja öinen metsä";

/// A home for the program, gone at the end of the test.
pub struct House {
    dir: TempDir,
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {}", self.out))
    }

    /// Fails the test unless the run went well.
    pub fn ok(self) -> Run {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }
}

impl House {
    /// With a vault in which real clients may be kept; opening it costs next to nothing.
    pub fn new() -> House {
        let house = House::empty();
        let setup = Setup {
            passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
            organisation: None,
            own_controller: true,
            user: "Ohjaaja Öhman".to_owned(),
            role: "ohjaaja".to_owned(),
            work_factor: 2,
        };
        let (vault, _) = Vault::init(&house.place(), setup, &stamp()).unwrap();
        vault.close().unwrap();
        house
    }

    pub fn empty() -> House {
        let house = House {
            dir: TempDir::new().unwrap(),
        };
        std::fs::write(house.path("passphrase"), format!("{PASSPHRASE}\n")).unwrap();
        house
    }

    /// Another house in which everything stands as in this one; in memory where that can be.
    pub fn twin(&self) -> House {
        match Path::new("/dev/shm") {
            memory if memory.exists() => self.twin_in(memory),
            _ => self.twin_in(&std::env::temp_dir()),
        }
    }

    pub fn twin_in(&self, folder: &Path) -> House {
        let dir = TempDir::new_in(folder).unwrap();
        let mut copy = Command::new("cp");
        copy.arg("-a").arg(self.path(".")).arg(dir.path());
        assert!(copy.status().unwrap().success());
        House { dir }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn place(&self) -> Place {
        Place {
            data: self.path("data"),
            state: self.path("state"),
        }
    }

    /// Opens the vault beside the program.
    pub fn vault(&self) -> Vault {
        opened(&self.place(), PASSPHRASE).unwrap()
    }

    /// A form among the user's own.
    pub fn form(&self, name: &str, text: &str) {
        let folder = self.path("data/forms");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohtaa"));
        command.env_clear();
        command.env("KOHTAA_HOME", self.dir.path());
        command.env("TMPDIR", self.dir.path());
        command.env("LANG", "fi_FI.UTF-8");
        command
            .arg("--passphrase-file")
            .arg(self.path("passphrase"));
        command.args(words);
        command
    }

    /// Runs the program with `input` typed into it.
    pub fn run(&self, words: &[&str], input: &str) -> Run {
        run(self.command(words), input)
    }

    /// A client's code.
    pub fn client(&self, name: &str) -> String {
        let added = self.run(&["client", "add", "--name", name], "").ok();
        added.out.trim().to_owned()
    }

    /// Every file of the home whose bytes hold the words.
    pub fn files_holding(&self, words: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.dir.path(), words.as_bytes(), &mut found);
        found
    }
}

pub fn opened(place: &Place, passphrase: &str) -> Result<Vault, Error> {
    let secret = Secret::Passphrase(Zeroizing::new(passphrase.to_owned()));
    Vault::unlock(place, &secret, &stamp())
}

pub fn run(mut command: Command, input: &str) -> Run {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn search(folder: &Path, words: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, words, found);
        } else if std::fs::read(&path)
            .unwrap()
            .windows(words.len())
            .any(|part| part == words)
        {
            found.push(path);
        }
    }
}

/// Now; no two have the same seed.
fn stamp() -> Stamp {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let mut seed = [0; 10];
    seed[..4].copy_from_slice(&MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    Stamp {
        utc: Utc::now(),
        offset_min: 120,
        boot_ms: 0,
        today: Utc::now().date_naive(),
        seed,
    }
}
