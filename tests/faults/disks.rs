//! Disks that are full, read-only or limited, a vault that is moved away, a clock that jumps: nothing crashes, nothing is called
//! saved that is not, and it is saved by itself when that is possible again.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::failing::At;
use crate::image::Image;
use crate::report::{Trial, is_whole};
use crate::scale::{NOT_SAVED, answer, saved};
use crate::shim::Plan;
use crate::support::counsellor::*;
use crate::support::pty::{Launch, Pty};

/// What one can be free of on a file system.
const STEP: u64 = 4096;
/// In MiB: enough for a vault, its log and a backup.
const DISK: u64 = 12;

/// Takes all of a disk but so many steps.
fn fill(root: &Path, free: u64) -> File {
    let mut filler = File::create(root.join("filler")).unwrap();
    while filler.write_all(&[1; STEP as usize]).is_ok() {}
    filler.sync_all().unwrap();
    let length = filler.metadata().unwrap().len() / STEP * STEP;
    filler.set_len(length - free * STEP).unwrap();
    filler.sync_all().unwrap();
    filler
}

fn make_room(root: &Path, filler: File) {
    drop(filler);
    fs::remove_file(root.join("filler")).unwrap();
    rustix::fs::sync();
}

fn leave(mut pty: Pty) -> TempDir {
    press(&mut pty, "ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    pty.into_home()
}

/// With so much left free, from when the vault is open; whether the disk was full at all.
fn full(root: &Path, home: TempDir, free: u64) -> (TempDir, bool) {
    let _at = At(format!("{free} steps of {STEP} free"));
    let before = saved(home.path()).unwrap_or(0);
    let mut pty = launch().start_in(home);
    resume(&mut pty);
    let filler = fill(root, free);
    let mut last = 0;
    // As many as make the log go over into the file.
    for number in 0..30 {
        last = (before + number + 1) % 10;
        answer(&mut pty, last);
        if pty.text().contains(NOT_SAVED) {
            break;
        }
    }
    let was_full = pty.text().contains(NOT_SAVED);
    // All goes on: what was said can be read, and more can be said.
    press(&mut pty, "f8 f8");
    pty.wait_until("the meeting again", |screen| !focused(screen).is_empty());
    make_room(root, filler);
    pty.wait_for(SAVED);
    let home = leave(pty);
    assert_eq!(saved(home.path()), Some(last));
    (home, was_full)
}

#[test]
fn a_disk_full_at_any_step_loses_nothing_and_all_is_saved_when_there_is_room() {
    let trial = Trial::begin("5-full");
    let Some(disk) = Image::new(DISK) else {
        return;
    };
    let root = disk.root();
    let made = at_a_note(launch(), home_in(&root));
    let mut home = leave(made);
    let (mut times, mut roomy) = (0, 0);
    for free in 0.. {
        if !is_whole() && !matches!(free, 0 | 7 | 40) {
            if free > 40 {
                break;
            }
            continue;
        }
        let was_full;
        (home, was_full) = full(&root, home, free);
        times += 1;
        roomy = if was_full { 0 } else { roomy + 1 };
        if roomy == 3 {
            break;
        }
    }
    drop(home);
    trial.passed(
        "a disk full at each step of 4 KiB, until it was roomy enough",
        times,
        "never shown as saved while it was not, saved by itself when there was room",
    );
}

/// A home with a vault on a disk of its own.
fn home_in(root: &Path) -> TempDir {
    let made = home();
    let home = TempDir::new_in(root).unwrap();
    let mut copy = std::process::Command::new("cp");
    copy.arg("-a").arg(made.path().join(".")).arg(home.path());
    assert!(copy.status().unwrap().success());
    rustix::fs::sync();
    home
}

#[test]
fn a_full_disk_at_the_start_is_told_and_opens_when_there_is_room() {
    let Some(disk) = Image::new(DISK) else {
        return;
    };
    let root = disk.root();
    let mut home = leave(at_a_note(launch(), home_in(&root)));
    for free in [0, 1, 3, 9] {
        let _at = At(format!("{free} steps of {STEP} free"));
        let filler = fill(&root, free);
        let mut pty = launch().start_in(home);
        pty.wait_for(DOOR);
        pty.type_text(PASSPHRASE);
        press(&mut pty, "enter");
        pty.wait_until("home, or why not", |screen| {
            let text = screen.text();
            text.contains("Kesken") || text.contains("! ")
        });
        let opened = pty.text().contains("Kesken");
        make_room(&root, filler);
        if !opened {
            pty.type_text(PASSPHRASE);
        }
        press(&mut pty, "enter");
        if !opened {
            pty.wait_for("Kesken");
            press(&mut pty, "enter");
        }
        pty.wait_for("F4 muistio");
        answer(&mut pty, free);
        pty.wait_for(SAVED);
        home = leave(pty);
        assert_eq!(saved(home.path()), Some(free));
    }
    drop(home);
}

#[test]
fn a_limit_on_the_length_of_files_is_told_and_loses_nothing() {
    let trial = Trial::begin("6-limit");
    let limits: Vec<u64> = if is_whole() {
        (300..700).step_by(8).collect()
    } else {
        vec![330, 420]
    };
    let mut home = leave(at_a_note(launch(), home()));
    let times = limits.len();
    for limit in limits {
        let _at = At(format!("files of {limit} KiB at most"));
        let before = saved(home.path());
        let limited = format!("ulimit -f {limit}; exec \"$0\"");
        let limited = ["-c", &limited, env!("CARGO_BIN_EXE_kohtaa")];
        let mut pty = Launch::program("bash", &limited)
            .env("LC_ALL", "fi_FI.UTF-8")
            .start_in(home);
        resume(&mut pty);
        let mut given = vec![before];
        for _ in 0..60 {
            let digit = (given[given.len() - 1].unwrap_or(0) + 1) % 10;
            answer(&mut pty, digit);
            given.push(Some(digit));
            if pty.text().contains(NOT_SAVED) {
                break;
            }
        }
        pty.key("ctrl-c");
        sleep(Duration::from_millis(300));
        if pty.state() != "Z" {
            // It asks before it leaves what is not saved.
            pty.signal(rustix::process::Signal::KILL);
            pty.wait_for_state("Z");
        }
        home = pty.into_home();
        // The last one that was marked as saved, or the one after it.
        let likely = &given[given.len().saturating_sub(2)..];
        assert!(likely.contains(&saved(home.path())), "{given:?}");
    }
    trial.passed(
        "a limit on the length of files, from one that the vault just fits in",
        times,
        "told, no crash, vault sound, no saved answer lost",
    );
}

#[test]
fn a_disk_that_turns_read_only_in_a_meeting_is_told_and_keeps_what_was_saved() {
    let Some(disk) = Image::new(DISK) else {
        return;
    };
    let mut pty = at_a_note(launch(), home_in(&disk.root()));
    answer(&mut pty, 1);
    pty.wait_for(SAVED);
    // What the kernel does itself when it meets a fault of the disk.
    disk.remount("abort");
    answer(&mut pty, 2);
    assert!(pty.text().contains(NOT_SAVED), "{}", pty.text());
    // One goes on reading, and what was given is still there.
    press(&mut pty, "up");
    pty.wait_for("[2]");
    let home = pull_the_plug(pty).keep();
    let name = home.file_name().unwrap().to_owned();
    let disk = disk.mounted_again();
    assert_eq!(saved(&disk.root().join(name)), Some(1));
}

#[test]
fn a_vault_moved_away_in_a_meeting_is_told_and_saved_when_it_is_back() {
    let mut pty = at_a_note(launch(), home());
    answer(&mut pty, 1);
    pty.wait_for(SAVED);
    let (file, away) = (place(pty.home()).file(), pty.home().join("away"));
    fs::rename(&file, &away).unwrap();
    answer(&mut pty, 2);
    assert!(pty.text().contains(NOT_SAVED), "{}", pty.text());
    // Another one in its place is not ours to write to either.
    fs::copy(&away, &file).unwrap();
    sleep(Duration::from_millis(2500));
    assert!(pty.text().contains(NOT_SAVED), "{}", pty.text());
    fs::rename(&away, &file).unwrap();
    pty.wait_for(SAVED);
    let home = leave(pty);
    assert_eq!(saved(home.path()), Some(2));
}

#[test]
fn a_clock_that_jumps_changes_no_order_and_no_place() {
    const DAY: i32 = 24 * 60 * 60;
    let plan = Plan::new();
    let environment = plan.environment();
    let launch = || {
        let pairs = environment.iter();
        pairs.fold(launch(), |launch, (name, value)| launch.env(name, value))
    };
    let mut pty = at_a_note(launch(), home());
    for (number, jump) in [0, 40 * DAY, -400 * DAY, 3_000 * DAY, -DAY]
        .into_iter()
        .enumerate()
    {
        let _at = At(format!("{} days", jump / DAY));
        plan.set_clock(jump);
        answer(&mut pty, number as u64 + 1);
        pty.wait_for(SAVED);
        // Somewhere else than before, for longer than a place may wait to be kept.
        press(&mut pty, if number % 2 == 0 { "tab" } else { "tab tab" });
        sleep(Duration::from_millis(1200));
        let stood = focused(&pty.screen());
        let mut again = launch().start_in(pull_the_plug(pty));
        resume(&mut again);
        assert_eq!(focused(&again.screen()), stood);
        pty = again;
    }
    let home = leave(pty);
    assert_eq!(saved(home.path()), Some(5));
}
