//! Killed, out of space, on a read-only disk: what was said to be saved is there.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kohtaa::vault::{Error, Vault};

use super::{Den, Story, begin, id, init, passphrase, place_in, stamp, text, unlock};

/// Re-executed by the tests below: saves until it is killed and says what is saved.
#[test]
#[ignore = "a part of another test"]
fn save_until_killed() {
    let (Ok(dir), Ok(round)) = (
        std::env::var("KOHTAA_TEST_DIR"),
        std::env::var("KOHTAA_TEST_ROUND"),
    ) else {
        return;
    };
    let round: u32 = round.parse().unwrap();
    let mut vault = unlock(&place_in(dir.as_ref()), round * 1_000_000);
    let mut story = Story::new();
    story.n = round * 1_000_000 + 1;
    for n in 0.. {
        let words = text(&format!("kierros {round} vastaus {n}"));
        let answer = story.answer(id(1), id(10), id(100), &format!("r{round}_{n}"), words);
        // A failing disk is tried again: the caller keeps what was not saved.
        while let Err(error) = vault.record(std::slice::from_ref(&answer)) {
            assert!(error.poisons(), "{error:?}");
            say("failed");
        }
        say(&format!("saved r{round}_{n}"));
    }
}

/// Tells the test; once nobody listens any more there is nothing left to do.
fn say(line: &str) {
    let mut out = std::io::stdout();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

fn spawn(dir: &Path, round: u32) -> Child {
    spawn_under(Command::new(std::env::current_exe().unwrap()), dir, round)
}

fn spawn_under(mut command: Command, dir: &Path, round: u32) -> Child {
    command
        .args([
            "--exact",
            "vault::crash::save_until_killed",
            "--ignored",
            "--nocapture",
            "--quiet",
        ])
        .env("KOHTAA_TEST_DIR", dir)
        .env("KOHTAA_TEST_ROUND", round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_program_loses_nothing_that_it_called_saved() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    vault.record(&begin(&mut Story::new())).unwrap();
    vault.close().unwrap();
    let mut saved = Vec::new();
    for round in 1..=20u32 {
        let mut child = spawn(den.dir.path(), round);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let take = |line: String, saved: &mut Vec<String>| {
            saved.extend(line.split_once("saved ").map(|(_, name)| name.to_owned()));
        };
        // Runs until it has saved something, and then for a time that is another in each round.
        while let Some(Ok(line)) = lines.next() {
            let is_saved = line.contains("saved ");
            take(line, &mut saved);
            if is_saved {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(u64::from(round * 7919 % 23) * 1000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            take(line, &mut saved);
        }
        let vault = unlock(&den.place(), round * 1_000_000 + 999_999);
        let report = vault.verify().unwrap();
        assert!(report.is_sound(), "round {round}: {report:?}");
        let cells = vault.response(id(100)).unwrap().cells;
        let held: std::collections::BTreeSet<String> =
            cells.iter().map(|(path, _)| path.to_string()).collect();
        for name in &saved {
            assert!(
                held.contains(name),
                "round {round}: {name} was called saved and is lost"
            );
        }
        vault.close().unwrap();
    }
    assert!(
        saved.len() > 20,
        "only {} saves: nothing was tested",
        saved.len()
    );
}

#[test]
fn a_disk_that_fails_to_sync_is_opened_anew_and_loses_nothing() {
    if !Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
    {
        let _ = writeln!(std::io::stderr(), "skipped: strace is not installed");
        return;
    }
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    vault.record(&begin(&mut Story::new())).unwrap();
    vault.close().unwrap();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-q", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"])
        // Far enough for the opening; then again and again, in saves and in what mends them.
        .args(["-e", "inject=fsync,fdatasync:error=EIO:when=12+7"])
        .arg(std::env::current_exe().unwrap());
    let mut child = spawn_under(strace, den.dir.path(), 1);
    let mut failures = 0;
    let mut saved = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        failures += usize::from(line.contains("failed"));
        saved.extend(line.split_once("saved ").map(|(_, name)| name.to_owned()));
        if saved.len() == 60 {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(saved.len(), 60, "the saving ended by itself");
    assert!(failures > 3, "only {failures} failures: nothing was tested");
    let vault = loop {
        // The traced program ends a moment after its tracer.
        match Vault::unlock(&den.place(), &passphrase(), &stamp(999_999)) {
            Err(Error::InUse { .. }) => std::thread::sleep(Duration::from_millis(20)),
            other => break other.unwrap(),
        }
    };
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    let cells = vault.response(id(100)).unwrap().cells;
    for name in saved {
        assert!(
            cells.iter().any(|(path, _)| path.to_string() == name),
            "{name} is lost"
        );
    }
}

/// A file system of its own, gone at the end; none where mounting is not allowed.
struct Mounted {
    dir: tempfile::TempDir,
}

impl Mounted {
    fn new(size: &str) -> Option<Mounted> {
        let mounted = Mounted::try_new(size);
        if mounted.is_none() {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: no file system can be mounted here"
            );
        }
        mounted
    }

    fn try_new(size: &str) -> Option<Mounted> {
        let dir = tempfile::TempDir::new().ok()?;
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(dir.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        done.then_some(Mounted { dir })
    }

    fn remount(&self, options: &str) -> bool {
        Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(self.dir.path())
            .status()
            .is_ok_and(|status| status.success())
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("-l")
            .arg(self.dir.path())
            .status();
    }
}

#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let Some(disk) = Mounted::new("2400k") else {
        return;
    };
    let place = place_in(disk.dir.path());
    let (mut vault, _) = init(&place);
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let reserve = disk.dir.path().join("reserve");
    fs::write(&reserve, [1; 1_000_000]).unwrap();
    let mut saved = 0;
    let refused = loop {
        let answer = story.answer(
            id(1),
            id(10),
            id(100),
            &format!("n{saved}"),
            text(&"ä".repeat(2000)),
        );
        match vault.record(std::slice::from_ref(&answer)) {
            Ok(()) => saved += 1,
            Err(error) => {
                assert!(matches!(error, Error::Full | Error::Disk(_)), "{error:?}");
                break answer;
            }
        }
    };
    assert!(saved > 10, "{saved}");
    // As full as it can be, and closed as badly as it can be.
    let mut filler = fs::File::create(disk.dir.path().join("filler")).unwrap();
    while filler.write_all(&[1; 512]).is_ok() {}
    drop(vault);
    // It still opens, and all that was saved can be read.
    let vault = unlock(&place, 1);
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), saved);
    drop(vault);
    fs::remove_file(reserve).unwrap();
    fs::remove_file(disk.dir.path().join("filler")).unwrap();
    let mut vault = unlock(&place, 2);
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), saved);
    vault.record(&[refused]).unwrap();
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn a_read_only_disk_opens_for_reading_unless_writes_are_unfinished() {
    let Some(disk) = Mounted::new("4m") else {
        return;
    };
    let place = place_in(disk.dir.path());
    let (mut vault, _) = init(&place);
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    vault.close().unwrap();
    assert!(disk.remount("ro"));
    let mut vault = unlock(&place, 1);
    assert!(vault.is_read_only());
    assert_eq!(vault.sessions(None, 9).unwrap().len(), 1);
    let answer = story.answer(id(1), id(10), id(100), "theme", text("x"));
    assert!(matches!(
        vault.record(std::slice::from_ref(&answer)),
        Err(Error::ReadOnly)
    ));
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    vault.close().unwrap();
    assert!(disk.remount("rw"));
    let mut vault = unlock(&place, 2);
    vault.record(&[answer]).unwrap();
    // A crash leaves the log: its copy stands in for one.
    let log = place.data.join("vault.kdb-wal");
    let kept = fs::read(&log).unwrap();
    vault.close().unwrap();
    fs::write(&log, kept).unwrap();
    assert!(disk.remount("ro"));
    assert!(matches!(
        Vault::unlock(&place, &passphrase(), &stamp(3)),
        Err(Error::ReadOnlyUnfinished)
    ));
}
