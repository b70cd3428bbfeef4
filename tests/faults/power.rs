//! The power is cut while answers are given: the disk as it stands at that moment holds all that was called saved.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use kohtaa::response::Value;
use kohtaa::vault::Place;
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};

use crate::dice::Dice;
use crate::failing::At;
use crate::flows::{self, assert_sound};
use crate::image::Image;
use crate::report::{Trial, is_whole};
use crate::support::house::{House, PASSPHRASE, opened};

/// In MiB.
const DISK: u64 = 32;
/// The control must lose something in so many cuts.
const CONTROLS: usize = 20;

/// How far a writer is.
#[derive(Default)]
struct Told {
    sent: AtomicU64,
    saved: AtomicU64,
    over: AtomicBool,
}

/// The program, given one answer after another, each a number higher.
struct Writer {
    program: Child,
    told: Arc<Told>,
}

impl Writer {
    fn start(house: &House, code: &str) -> Writer {
        let mut command = house.command(&["fill", "kysely", "--client", code, "--plain"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let (mut input, output) = (
            program.stdin.take().unwrap(),
            program.stdout.take().unwrap(),
        );
        let told = Arc::new(Told::default());
        let heard = Arc::clone(&told);
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            for number in 1.. {
                heard.sent.store(number, Ordering::SeqCst);
                let typed = write!(input, ":goto eka\n{number}\n").and_then(|()| input.flush());
                // What is asked next is asked once the answer is kept.
                let asked = lines.by_ref().find(|line| line.starts_with("toka\t"));
                if typed.is_err() || asked.is_none() {
                    break;
                }
                heard.saved.store(number, Ordering::SeqCst);
            }
            heard.over.store(true, Ordering::SeqCst);
        });
        Writer { program, told }
    }

    /// Stands still, so that the disk does.
    fn signal(&self, signal: Signal) {
        let id = Pid::from_raw(self.program.id().try_into().unwrap()).unwrap();
        kill_process(id, signal).unwrap();
    }

    fn wait_until_it_has_saved(&self) {
        while self.told.saved.load(Ordering::SeqCst) == 0 {
            assert!(
                !self.told.over.load(Ordering::SeqCst),
                "the program has ended"
            );
            thread::yield_now();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The number that a vault holds; all of it is sound.
fn held(home: &Path) -> u64 {
    let place = Place {
        data: home.join("data"),
        state: home.join("state"),
    };
    let vault = opened(&place, PASSPHRASE).unwrap();
    assert_sound(&vault);
    let session = vault.sessions(None, 1).unwrap()[0].id;
    let responses = vault.session(session).unwrap().responses;
    vault.close().unwrap();
    let mut cells = responses.into_iter().flat_map(|response| response.cells);
    match cells
        .find(|(path, _)| path.item == *"eka")
        .unwrap()
        .1
        .value()
    {
        Some(Value::Text(text)) => text.parse().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Cuts the power so many times while one program writes; how many answers were called saved meanwhile.
fn cut(times: usize, dice: &mut Dice) -> Option<u64> {
    let disk = Image::new(DISK)?;
    let (made, code) = flows::house();
    let house = made.twin_in(&disk.root());
    rustix::fs::sync();
    let home = house.path("");
    let inside = home.strip_prefix(disk.root()).unwrap();
    let writer = Writer::start(&house, &code);
    writer.wait_until_it_has_saved();
    for _ in 0..times {
        dice.pause(120);
        writer.signal(Signal::STOP);
        let saved = writer.told.saved.load(Ordering::SeqCst);
        let after = disk.as_if_power_were_cut();
        let sent = writer.told.sent.load(Ordering::SeqCst);
        writer.signal(Signal::CONT);
        let _at = At(format!("cut after {saved} were saved and {sent} sent"));
        let held = held(&after.root().join(inside));
        assert!((saved..=sent).contains(&held), "{held} is there");
    }
    assert!(
        !writer.told.over.load(Ordering::SeqCst),
        "the program has ended"
    );
    Some(writer.told.saved.load(Ordering::SeqCst))
}

/// The same with the one setting that makes SQLite wait for the disk turned down: how many cuts until one has lost something.
fn cuts_until_loss(dice: &mut Dice) -> usize {
    let disk = Image::new(DISK).unwrap();
    let path = disk.root().join("control.db");
    let open = |path: &Path| Connection::open(path).unwrap();
    let control = open(&path);
    let pragmas =
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL";
    control.execute_batch(pragmas).unwrap();
    control
        .execute_batch("CREATE TABLE kept (number INTEGER)")
        .unwrap();
    rustix::fs::sync();
    let (gate, over) = (&Mutex::new(0), &AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(move || {
            while !over.load(Ordering::SeqCst) {
                let mut saved = gate.lock().unwrap();
                control
                    .execute("INSERT INTO kept VALUES (?)", [*saved + 1])
                    .unwrap();
                *saved += 1;
            }
        });
        let lossy = (1..=CONTROLS).find(|_| {
            dice.pause(200);
            let saved = gate.lock().unwrap();
            let after = disk.as_if_power_were_cut();
            let held = open(&after.root().join("control.db"));
            let held = held.query_row("SELECT coalesce(max(number), 0) FROM kept", [], |row| {
                row.get(0)
            });
            held.unwrap_or(0) < *saved
        });
        over.store(true, Ordering::SeqCst);
        lossy.unwrap()
    })
}

#[test]
fn a_cut_of_the_power_loses_nothing_that_was_called_saved() {
    let trial = Trial::begin("7-power");
    // A vault each, so that looking through it stays quick.
    let (vaults, cuts) = if is_whole() { (10, 20) } else { (1, 5) };
    let mut dice = Dice::new();
    let mut saved = 0;
    for _ in 0..vaults {
        let Some(more) = cut(cuts, &mut dice) else {
            return;
        };
        saved += more;
    }
    let control = cuts_until_loss(&mut dice);
    trial.passed(
        "the power cut while answers were given: the disk's image at that moment",
        vaults * cuts,
        &format!("{saved} answers called saved, none lost, vault sound; the control with `synchronous=NORMAL` lost some at cut {control}"),
    );
}
