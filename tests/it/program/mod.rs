//! The whole program in a pseudo-terminal, as a counsellor has it: by keys alone, killed at any moment, looked at by strangers.

mod crash;
mod door;
mod ends;
mod interview;
mod keys;
mod looks;
mod secrecy;
mod truths;

use std::fs;
use std::path::{Path, PathBuf};

use kohtaa::casework::StoredSession;
use kohtaa::tui::stamp;
use kohtaa::vault::{Place, Secret, Setup, Vault};
use tempfile::TempDir;

use crate::support::pty::{Launch, Pty};
use crate::support::screen::Screen;

pub const PASSPHRASE: &str = "vihreä öinen poro kävelee";
pub const DOOR: &str = "Avaa holvi";
/// The last item of the short self-assessment takes text.
pub const LAST_ITEM: &str = "Mikä sinulla sujuu jo nyt?";
pub const SAVED: &str = "✓ tallennettu";

fn place(home: &Path) -> Place {
    Place {
        data: home.join("data"),
        state: home.join("state"),
    }
}

/// A home with an empty vault in it, whose passphrase is quick to try.
pub fn home() -> TempDir {
    let dir = TempDir::new().unwrap();
    let setup = Setup {
        passphrase: PASSPHRASE.to_owned().into(),
        organisation: None,
        own_controller: true,
        user: "Ohjaaja Öhman".to_owned(),
        role: "uraohjaaja".to_owned(),
        work_factor: 2,
    };
    let (vault, _) = Vault::init(&place(dir.path()), setup, &stamp()).unwrap();
    vault.close().unwrap();
    dir
}

pub fn launch() -> Launch {
    Launch::kohtaa(&[]).env("LC_ALL", "fi_FI.UTF-8")
}

/// Keys by their names, a blank between each.
pub fn press(pty: &mut Pty, keys: &str) {
    keys.split_whitespace().for_each(|key| pty.key(key));
}

pub fn unlock(pty: &mut Pty) {
    pty.wait_for(DOOR);
    pty.type_text(PASSPHRASE);
    pty.key("enter");
    pty.wait_until_gone(DOOR);
}

/// From home to a meeting with a new client; the form by its number in the list.
pub fn begin(pty: &mut Pty, client: &str, form: char) {
    pty.wait_for("+ uusi asiakas");
    pty.key("+");
    pty.wait_for("Uusi asiakas");
    pty.type_text(client);
    press(pty, "enter enter");
    pty.wait_for("Ei vielä tapaamisia");
    pty.key("a");
    pty.wait_for("Aloita tapaaminen");
    // The four routes of a first meeting stand before the forms.
    let number = form.to_digit(10).unwrap() + 4;
    pty.type_text(&number.to_string());
    pty.wait_for(SAVED);
}

/// The vault open on a meeting by the short self-assessment, the focus on its last item, which takes text.
pub fn at_a_note(launch: Launch, home: TempDir) -> Pty {
    let mut pty = launch.start_in(home);
    unlock(&mut pty);
    begin(&mut pty, "Äiti Öljymäki", '3');
    press(&mut pty, "pagedown tab tab");
    pty.wait_until("the last item", |screen| focused(screen) == LAST_ITEM);
    pty
}

/// From the locked door of a vault with one open meeting to where that meeting was left.
pub fn resume(pty: &mut Pty) {
    unlock(pty);
    pty.wait_for("Kesken");
    pty.key("enter");
    pty.wait_for("F4 muistio");
}

/// The label that the arrow in a meeting stands before.
pub fn focused(screen: &Screen) -> String {
    let text = screen.text();
    let label = text.lines().find_map(|line| {
        let line: Vec<char> = line.chars().collect();
        let here = line.iter().rposition(|sign| *sign == '▸')?;
        (here >= 23).then(|| line[here + 1..].iter().collect::<String>())
    });
    label.unwrap_or_default().trim().to_owned()
}

/// The cursor and the lines.
pub type Picture = (Option<(u16, u16)>, Vec<String>);

/// What a person looks at: the place in the form and everything between the two rules, without the clock.
pub fn picture(pty: &Pty) -> Picture {
    pty.wait_until("a whole frame", |screen| {
        screen.log().ends_with(b"\x1b[?2026l")
    });
    let screen = pty.screen();
    let text = screen.text();
    let body = text.lines().skip(2).take(20);
    let lines = body.map(|line| line.trim_end().to_owned()).collect();
    (screen.cursor(), lines)
}

/// The one meeting that the vault in a home holds.
pub fn stored(home: &Path) -> StoredSession {
    let secret = Secret::Passphrase(PASSPHRASE.to_owned().into());
    let vault = Vault::unlock(&place(home), &secret, &stamp()).unwrap();
    let sessions = vault.sessions(None, 10).unwrap();
    let [session] = sessions.as_slice() else {
        panic!("{} sessions", sessions.len());
    };
    let stored = vault.session(session.id).unwrap();
    vault.close().unwrap();
    stored
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}
