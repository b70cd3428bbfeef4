//! A word of its own in every field: none of them is found on the disk, free blocks included, nor on the terminal afterwards.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kohtaa::tui::stamp;
use kohtaa::vault::{Setup, Vault};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::dice::Dice;
use crate::encodings::{found, shapes};
use crate::image::Image;
use crate::report::Trial;
use crate::support::counsellor::*;
use crate::support::pty::{Launch, Pty};

/// In MiB.
const DISK: u64 = 48;
/// Of the words at least so many must become part of what is kept: names, answers, notes, quotes.
const KEPT: usize = 16;

/// An office's own form with every kind of field that takes words.
const FORM: &str = r#"
format = 1
id = "kaikki"
languages = ["fi"]
title = "Kaikki"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "osa"
title = "Osa"

[[item]]
section = "osa"
id = "lyhyt"
kind = "text"
label = "Mistä puhutaan?"

[[item]]
section = "osa"
id = "paiva"
kind = "date"
label = "Milloin?"

[[item]]
section = "osa"
id = "askeleet"
kind = "list"
max = 3
label = "Askeleet"

[[item]]
section = "osa"
id = "askel"
parent = "askeleet"
kind = "text"
label = "Mitä?"

[[item]]
section = "osa"
id = "muistio"
kind = "note"
label = "Muistio"
"#;

/// Hands out words that nobody else uses, and knows them afterwards.
struct Aviary {
    dice: Dice,
    words: Vec<String>,
}

impl Aviary {
    fn word(&mut self) -> String {
        let letter = |_| char::from(b'a' + self.dice.below(26) as u8);
        let end: String = (0..6).map(letter).collect();
        let word = format!("s\u{e4}\u{e4}sk\u{f6}{end}");
        self.words.push(word.clone());
        word
    }
}

/// The program with everything that it might leave something in on the one disk, and core files allowed.
fn on_disk(home: &Path) -> Launch {
    let text = home.to_str().unwrap();
    let program = env!("CARGO_BIN_EXE_kohtaa");
    let wrapped = ["-c", "ulimit -c unlimited; exec \"$0\" \"$@\"", program];
    [
        "HOME",
        "TMPDIR",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "XDG_DATA_HOME",
    ]
    .into_iter()
    .fold(Launch::program("sh", &wrapped), |launch, name| {
        launch.env(name, text)
    })
    .env("LC_ALL", "fi_FI.UTF-8")
}

fn make_vault(home: &Path, passphrase: &str, user: &str) {
    let setup = Setup {
        passphrase: passphrase.to_owned().into(),
        organisation: None,
        own_controller: true,
        user: user.to_owned(),
        role: "uraohjaaja".to_owned(),
        work_factor: 2,
    };
    let (vault, _) = Vault::init(&place(home), setup, &stamp()).unwrap();
    vault.close().unwrap();
    let forms = home.join("data/forms");
    fs::create_dir_all(&forms).unwrap();
    fs::write(forms.join("kaikki.toml"), FORM).unwrap();
}

fn pass(pty: &mut Pty, passphrase: &str) {
    pty.wait_for(DOOR);
    pty.type_text(passphrase);
    pty.key("enter");
    pty.wait_until_gone(DOOR);
}

/// A meeting on the screen with words wherever words go, one of them only half typed, and an end in the middle.
fn by_keys(pty: &mut Pty, birds: &mut Aviary, passphrase: &str) {
    pty.wait_for(DOOR);
    pty.type_text(&birds.word());
    pty.key("enter");
    pty.wait_for("! ");
    pass(pty, passphrase);
    begin(pty, &birds.word(), '1');
    press(pty, "pagedown");
    for key in ["f4", "f2"] {
        let (kept, left) = (birds.word(), birds.word());
        press(pty, key);
        pty.type_text(&kept);
        pty.wait_for(&kept);
        press(pty, "enter");
        pty.type_text(&left);
        pty.wait_for(&left);
        press(pty, "esc");
        pty.wait_until_gone(&left);
    }
    // What went well, two lines of a list, what is talked about, both rulers' reasons, the goal and a step.
    for (before, after) in [
        ("", "pagedown"),
        ("", "enter 1 enter"),
        ("", "pagedown"),
        ("8 tab", "tab"),
        ("4 tab", "pagedown"),
        ("", "enter tab"),
        ("", "enter"),
        ("ctrl-f", "esc"),
    ] {
        press(pty, before);
        pty.wait_until_quiet();
        pty.type_text(&birds.word());
        press(pty, after);
        pty.wait_until_quiet();
    }
    press(pty, "ctrl-p");
    pty.type_text(&birds.word());
    pty.wait_until_quiet();
    press(pty, "esc");
    pty.paste(&birds.word());
    pty.wait_until_quiet();
    press(pty, "f8 f8 f9");
    pass(pty, passphrase);
    pty.type_text(&birds.word());
    pty.wait_until_quiet();
}

/// The program as scripts use it. What it is told by file lies on another disk.
struct Script<'a> {
    home: &'a Path,
    elsewhere: &'a Path,
}

impl Script<'_> {
    fn secret(&self, name: &str, words: &str) -> PathBuf {
        let path = self.elsewhere.join(name);
        fs::write(&path, words).unwrap();
        path
    }

    fn run(&self, words: &[&str], input: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kohtaa"));
        command.env_clear().current_dir(self.home);
        for name in ["KOHTAA_HOME", "HOME", "TMPDIR", "XDG_CACHE_HOME"] {
            command.env(name, self.home);
        }
        command.env("LANG", "fi_FI.UTF-8").arg("--passphrase-file");
        command.arg(self.elsewhere.join("now")).args(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{words:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

/// A meeting in lines, an export under a passphrase, a backup put back, an erasing, other keys.
fn by_script(script: &Script, birds: &mut Aviary, passphrase: &str) {
    script.secret("now", passphrase);
    let code = script.run(&["client", "add", "--name", &birds.word()], "");
    let said: Vec<String> = (0..7).map(|_| birds.word()).collect();
    let [short, beside, quote, bad, step, long, other] = said.as_slice() else {
        unreachable!();
    };
    let lines = format!(
        "{short}\n:note {beside}\n:quote {quote}\n{bad}\n\n:add\n{step}\n\n{long}\n{long}\n.\n:goto lyhyt\n:forget\n{other}\n:finish\n"
    );
    let fill = ["fill", "kaikki", "--client", &code, "--plain"];
    assert!(script.run(&fill, &lines).contains("session="));
    let kept = script.run(&["export", "--all", "--format", "json"], "");
    let kept = birds.words.iter().filter(|word| kept.contains(*word));
    let kept = kept.count();
    assert!(kept >= KEPT, "{kept} kept, the others went nowhere");
    let out = script.home.join("vienti.age");
    let sealed = script.secret("sealed", &format!("{} pitkä", birds.word()));
    let (out, sealed) = (out.to_str().unwrap(), sealed.to_str().unwrap());
    script.run(
        &[
            "export",
            "--client",
            &code,
            "--format",
            "json",
            "--out",
            out,
            "--out-passphrase-file",
            sealed,
        ],
        "",
    );
    let backup = script.run(&["vault", "backup"], "");
    let code = script.run(&["client", "add", "--name", &birds.word()], "");
    let lines = format!("{}\n:finish\n", birds.word());
    script.run(&["fill", "kaikki", "--client", &code, "--plain"], &lines);
    script.run(&["vault", "restore", &backup], "");
    let listed = script.run(&["client", "list"], "");
    let code = listed.split_whitespace().find(|word| word.contains('-'));
    let code = code.unwrap();
    script.run(&["vault", "erase", code], &format!("{code}\n"));
    let new = format!("{} öinen", birds.word());
    let new_file = script.secret("new", &new);
    script.run(
        &[
            "vault",
            "passphrase",
            "--new-passphrase-file",
            new_file.to_str().unwrap(),
        ],
        "",
    );
    script.secret("now", &new);
    script.run(&["vault", "verify"], "");
}

/// What a file system keeps of files that are gone: everything that was ever written through to it.
fn control(root: &Path, words: &[String]) {
    let path = root.join("readable.db");
    let plain = Connection::open(&path).unwrap();
    plain
        .execute_batch("PRAGMA secure_delete = OFF; CREATE TABLE kept (word TEXT)")
        .unwrap();
    for word in words {
        plain
            .execute("INSERT INTO kept VALUES (?)", [word])
            .unwrap();
    }
    plain.execute("DELETE FROM kept", []).unwrap();
    plain.close().unwrap();
    fs::remove_file(path).unwrap();
    for (number, (_, shape)) in shapes(&words[0]).into_iter().enumerate() {
        let path = root.join(format!("shape{number}"));
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(&shape).unwrap();
        file.sync_all().unwrap();
        fs::remove_file(path).unwrap();
    }
}

/// The memory of a process that was ended lies nowhere.
fn assert_no_core(home: &Path) {
    for file in files(home) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.starts_with("core"), "{}", file.display());
    }
}

/// Nothing is left in the terminal: what came after the screen was given back, and what it shows.
fn assert_clean(pty: &Pty, words: &[String]) {
    let (log, shown) = (pty.log(), pty.text());
    let given_back = b"\x1b[?1049l";
    let end = log
        .windows(given_back.len())
        .rposition(|part| part == given_back);
    assert_eq!(found(words, &log[end.unwrap()..]), [].into());
    assert_eq!(found(words, shown.as_bytes()), [].into());
}

#[test]
fn no_word_of_any_field_is_found_on_the_raw_disk_or_left_on_the_terminal() {
    let trial = Trial::begin("6-canaries");
    let Some(disk) = Image::new(DISK) else {
        return;
    };
    let mut birds = Aviary {
        dice: Dice::new(),
        words: Vec::new(),
    };
    let elsewhere = TempDir::new().unwrap();
    let home = TempDir::new_in(disk.root()).unwrap();
    let path = home.path().to_owned();
    let passphrase = format!("{} yö", birds.word());
    let user = birds.word();
    make_vault(&path, &passphrase, &user);
    let mut pty = on_disk(&path).start_in(home);
    by_keys(&mut pty, &mut birds, &passphrase);
    press(&mut pty, "ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    assert_clean(&pty, &birds.words);
    // And once more, ended as by a fault of the system.
    let mut pty = on_disk(&path).start_in(pty.into_home());
    pass(&mut pty, &passphrase);
    pty.wait_for("Kesken");
    press(&mut pty, "enter");
    pty.wait_until_quiet();
    pty.type_text(&birds.word());
    pty.wait_until_quiet();
    pty.signal(rustix::process::Signal::ABORT);
    pty.wait_for_state("Z");
    assert_no_core(&path);
    let home = pty.into_home();
    let script = Script {
        home: &path,
        elsewhere: elsewhere.path(),
    };
    by_script(&script, &mut birds, &passphrase);
    assert_no_core(&path);
    let _ = home.keep();
    let words = birds.words;
    let fields = words.len();
    assert!(fields > 20, "{fields}");
    assert_eq!(found(&words, &disk.into_bytes()), [].into());
    assert_that_readable_words_are_found(&words);
    trial.passed(
        &format!("a word in each of {fields} fields sought in twelve encodings on a raw disk of {DISK} MiB, free blocks included, and on the terminal"),
        fields * shapes("x").len(),
        "none found; the unencrypted control: all found",
    );
}

fn assert_that_readable_words_are_found(words: &[String]) {
    let disk = Image::new(DISK).unwrap();
    control(&disk.root(), words);
    let found = found(words, &disk.into_bytes());
    for word in words {
        assert!(found.contains(&(word.clone(), "utf-8")), "{word}");
    }
    for (shape, _) in shapes(&words[0]) {
        assert!(found.contains(&(words[0].clone(), shape)), "{shape}");
    }
}
