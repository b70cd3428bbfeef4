//! Speed and idleness of the real program, beside a bare ratatui program in the same run, and of the form engine beside plain
//! loops. A binary of its own, since nothing else may run at the same time; its tests take turns.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod count;
mod forms;
mod journey;
mod long_forms;
#[path = "../it/support/mod.rs"]
mod support;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use kohtaa::casework::{Entry, Event, Stamp};
use kohtaa::form::Id;
use kohtaa::lang::Lang;
use kohtaa::vault::{Place, Secret, Setup, Vault, WORK_FACTOR};
use ratatui::crossterm::event::{self, KeyCode};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;
use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

use support::pty::{Launch, Pty};

/// Held by the test whose turn it is.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

const BARE: &str = "KOHTAA_TEST_BARE";
const PASSPHRASE: &str = "hidas etana kulkee";
const CODE: &str = "A-7K3Q";

/// Keys of each program in one try.
const KEYS: usize = 120;
/// A busy machine may spoil a try, but a slow program spoils them all.
const TRIES: usize = 3;
/// How many times the bare program's time a key may take: the promise is made for the program as it is given out, where
/// `cargo test --release --test speed` holds it. An unoptimised build is held to what shows a lapse of another order.
const SLOWER: f64 = if cfg!(debug_assertions) { 8.0 } else { 1.5 };
/// How many times what opening the vault costs the first picture may take, likewise.
const FIRST: u32 = if cfg!(debug_assertions) { 10 } else { 3 };

/// The program to be compared with: a screen full of labelled fields, one of them typed into, and nothing else.
#[test]
#[ignore = "is started by the tests beside it"]
fn bare() {
    if std::env::var_os(BARE).is_some() {
        echo();
        std::process::exit(0);
    }
}

fn echo() {
    print!("\x1b[2J");
    let mut terminal =
        ratatui::Terminal::new(ratatui::backend::CrosstermBackend::new(std::io::stdout())).unwrap();
    ratatui::crossterm::terminal::enable_raw_mode().unwrap();
    let mut text = String::new();
    loop {
        terminal.draw(|frame| fields(frame, &text)).unwrap();
        let event::Event::Key(key) = event::read().unwrap() else {
            continue;
        };
        match key.code {
            KeyCode::Char(letter) => text.push(letter),
            KeyCode::Backspace => drop(text.pop()),
            _ => return,
        }
    }
}

fn fields(frame: &mut ratatui::Frame<'_>, text: &str) {
    let area = frame.area();
    let block = Block::bordered().title("bare ready");
    let inside = block.inner(area);
    frame.render_widget(block, area);
    for row in 0..inside.height {
        let label = Span::raw(format!("Question {row:>3}: how is it going? "));
        let typed = if row == 3 { text } else { "" };
        let field = Span::styled(format!("{typed:<40}"), Style::new().reversed());
        let place = Rect {
            y: inside.y + row,
            height: 1,
            ..inside
        };
        frame.render_widget(Line::from(vec![label, field]), place);
    }
}

fn start_bare() -> Pty {
    let program = std::env::current_exe().unwrap();
    let arguments = [
        "bare",
        "--exact",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ];
    let launch = Launch::program(program.to_str().unwrap(), &arguments).env(BARE, "1");
    let pty = launch.start();
    pty.wait_for("bare ready");
    pty
}

fn stamp(second: i64) -> Stamp {
    Stamp {
        utc: DateTime::from_timestamp(1_764_000_000 + second, 0).unwrap(),
        offset_min: 120,
        boot_ms: 0,
        today: NaiveDate::from_ymd_opt(2025, 11, 24).unwrap(),
        seed: [second.to_le_bytes()[0]; 10],
    }
}

fn place(home: &TempDir) -> Place {
    Place {
        data: home.path().join("data"),
        state: home.path().join("state"),
    }
}

/// A home with one client in its vault.
fn home(work_factor: u8) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let setup = Setup {
        passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
        organisation: None,
        own_controller: true,
        user: "Outi".to_owned(),
        role: "uraohjaaja".to_owned(),
        work_factor,
    };
    let (mut vault, _) = Vault::init(&place(&home), setup, &stamp(0)).unwrap();
    vault.record(&[client()]).unwrap();
    vault.close().unwrap();
    home
}

fn client() -> Entry {
    let now = stamp(1);
    Entry {
        id: now.id(0),
        at: now.utc,
        offset_min: now.offset_min,
        subject: Some(Uuid::from_u128(7)),
        session: None,
        response: None,
        undoes: None,
        event: Event::SubjectAdded {
            register: Id::new("client"),
            code: CODE.to_owned(),
            name: "Aino".to_owned(),
            language: Lang::Fi,
            practice: true,
        },
    }
}

/// The program, unlocked, and how long it took from the last key to the first picture of home.
fn unlock(work_factor: u8) -> (Pty, Duration) {
    let mut pty = Launch::kohtaa(&["--lang", "fi"]).start_in(home(work_factor));
    pty.wait_for("Avaa holvi");
    pty.type_text(PASSPHRASE);
    pty.wait_until_quiet();
    let sent = Instant::now();
    pty.key("enter");
    pty.wait_for(CODE);
    (pty, sent.elapsed())
}

fn unlocked(work_factor: u8) -> Pty {
    unlock(work_factor).0
}

/// Goes from home into a meeting with the client, by a form that begins with a scale.
fn meet(pty: &mut Pty) {
    pty.key("enter");
    pty.wait_for("Aino");
    pty.key("a");
    begin_with(pty, "Oma arvio, lyhyt");
    pty.wait_for("✓");
}

/// Chooses a form where a meeting is begun: the digit before its name begins with it.
fn begin_with(pty: &mut Pty, name: &str) {
    pty.wait_for(name);
    let offered = pty.text();
    let line = offered.lines().find(|line| line.contains(name));
    let digit = line.unwrap().trim_start_matches(['▸', ' ']).chars().next();
    pty.type_text(&digit.unwrap().to_string());
}

/// The middle one of some times.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Sends keys to both programs in turn; the medians of ours and of the bare one, and of the bytes of ours.
fn compare(ours: &mut Pty, bare: &mut Pty, keys: &[&str]) -> (Duration, Duration, usize) {
    let (mut times, mut floor, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..KEYS {
        let (time, written) = ours.answer(keys[at % keys.len()]);
        times.push(time);
        bytes.push(written);
        floor.push(bare.answer(["a", "b", "backspace"][at % 3]).0);
    }
    bytes.sort_unstable();
    (median(times), median(floor), bytes[bytes.len() / 2])
}

/// The best of some tries.
fn ratio(what: &str, ours: &mut Pty, bare: &mut Pty, keys: &[&str]) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..TRIES {
        let (time, floor, bytes) = compare(ours, bare, keys);
        let ratio = time.as_secs_f64() / floor.as_secs_f64();
        println!("{what}: {time:?} beside {floor:?}, {ratio:.2} times, {bytes} bytes a key");
        best = best.min(ratio);
        if best <= SLOWER {
            break;
        }
    }
    best
}

#[test]
fn a_key_is_on_the_screen_almost_as_soon_as_in_a_bare_program() {
    let _turn = turn();
    let mut bare = start_bare();
    let mut pty = unlocked(2);
    meet(&mut pty);
    let mut check = |what: &str, pty: &mut Pty, keys: &[&str]| {
        let ratio = ratio(what, pty, &mut bare, keys);
        assert!(ratio <= SLOWER, "{what}: {ratio:.2} times");
    };
    check("a closed answer", &mut pty, &["1", "2"]);
    check("a step", &mut pty, &["down", "up"]);
    pty.key("f4");
    pty.wait_until_quiet();
    check(
        "a letter of a note",
        &mut pty,
        &["a", "b", "c", "backspace"],
    );
}

/// A key that costs next to nothing stands for one that was worked out already.
#[test]
fn the_first_picture_follows_the_unlocking_at_once() {
    let _turn = turn();
    let opening = || {
        let home = home(1);
        let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
        let begun = Instant::now();
        let vault = Vault::look_in(&place(&home), &secret, &stamp(2)).unwrap();
        vault.home().unwrap();
        begun.elapsed()
    };
    let soon = (0..TRIES).any(|_| {
        let (times, floors) = (0..5).map(|_| (unlock(1).1, opening())).unzip();
        let (time, floor) = (median(times), median(floors));
        println!("the first picture: {time:?} beside {floor:?} for opening alone");
        time <= floor * FIRST
    });
    assert!(soon);
}

#[test]
fn an_idle_meeting_does_nothing() {
    let _turn = turn();
    let mut pty = unlocked(2);
    meet(&mut pty);
    sleep(Duration::from_secs(2));
    let before = (pty.log().len(), pty.cpu_ticks(), pty.wakeups());
    sleep(Duration::from_secs(10));
    assert_eq!((pty.log().len(), pty.cpu_ticks(), pty.wakeups()), before);
}

#[test]
fn memory_is_small_after_an_unlock() {
    let _turn = turn();
    let pty = unlocked(WORK_FACTOR);
    sleep(Duration::from_secs(5));
    let (resident, own) = pty.resident_kib();
    println!("{resident} KiB resident, {own} of them its own");
    assert!(own < 8 * 1024, "{own} KiB");
    // The code of a build for tests is larger than what anybody runs.
    if !cfg!(debug_assertions) {
        assert!(resident < 25 * 1024, "{resident} KiB");
    }
}
