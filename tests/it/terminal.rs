//! The terminal's edge, tried on a small stage that has nothing but the edge: this binary run again in a pseudo-terminal.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use kohtaa::app::key::Code;
use kohtaa::sys::clock::{Alarm, boot_ms};
use kohtaa::sys::process;
use kohtaa::sys::signal::exit_code;
use kohtaa::tui::decode::Input;
use kohtaa::tui::event::{Event, Signal as Wish};
use kohtaa::tui::terminal::{Terminal, report_panics};
use kohtaa::tui::{input, signal};
use ratatui::layout::Position;
use ratatui::style::Style;
use rustix::process::Signal;

use crate::support::pty::{Launch, Pty};

const STAGE: &str = "KOHTAA_TEST_STAGE";
const SAFE: &str = "Tallennetut vastaukset ovat turvassa.";
const SECRET: &str = "salainen";

fn launch() -> Launch {
    let program = std::env::current_exe().unwrap();
    let arguments = [
        "terminal::stage",
        "--exact",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ];
    Launch::program(program.to_str().unwrap(), &arguments).env(STAGE, "1")
}

fn start(launch: Launch) -> Pty {
    let pty = launch.start();
    pty.wait_for("stage ready");
    pty
}

/// What the other tests run in a pseudo-terminal.
#[test]
#[ignore = "is started by the tests beside it"]
fn stage() {
    if std::env::var_os(STAGE).is_some() {
        let code = play();
        std::process::exit(code.into());
    }
}

/// Shows what has happened and the typed text, until told to end.
fn play() -> u8 {
    process::harden().unwrap();
    let (sender, events) = channel::<Event<()>>();
    let alarm = Alarm::new().unwrap();
    let mut terminal = Terminal::enter().unwrap();
    let panicked = sender.clone();
    report_panics(SAFE.to_owned(), move || {
        panicked.send(Event::Panicked).unwrap()
    });
    signal::start(sender.clone()).unwrap();
    input::start(sender, alarm.clone()).unwrap();
    let (mut last, mut text) = ("stage ready".to_owned(), String::new());
    loop {
        draw(&mut terminal, &last, &text);
        let event = events.recv().unwrap();
        last = format!("{event:.60?}");
        match event {
            Event::Input(Input::Key(key)) => match key.code {
                Code::Char('q') if key.ctrl => return 0,
                Code::Char('x') if key.ctrl => panic!("{SECRET}"),
                Code::Char('t') if key.ctrl => drop(thread::spawn(|| panic!("{SECRET}"))),
                Code::Char('b') if key.ctrl => busy(),
                Code::Char('a') if key.ctrl => alarm.set(Some(boot_ms() + 100)).unwrap(),
                Code::Char('e') if key.ctrl => complain(),
                Code::Char(letter) if !key.ctrl => text.push(letter),
                _ => last = format!("key {key}"),
            },
            Event::Input(Input::Paste { text, truncated }) => {
                last = format!("pasted {} cut {truncated} {text:.40?}", text.len());
            }
            Event::Signal(Wish::Stop) => terminal.suspend().unwrap(),
            Event::Signal(Wish::Continue) => terminal.resume().unwrap(),
            Event::Signal(Wish::Terminate(number)) => return exit_code(number),
            Event::Signal(Wish::Resize) | Event::Due | Event::Outcome(()) => {}
            Event::Hangup => return 129,
            Event::FormSaved => {}
            Event::Panicked => return 101,
        }
    }
}

fn draw(terminal: &mut Terminal, last: &str, text: &str) {
    let drawn = terminal.draw(|buffer| {
        let area = buffer.area;
        let size = format!("{}x{}", area.width, area.height);
        let lines = [last, text, &size];
        let style = Style::new().cyan().reversed();
        for (row, line) in (0..area.height).zip(lines) {
            buffer.set_stringn(0, row, line, area.width.into(), style);
        }
        let x = u16::try_from(text.chars().count()).unwrap();
        Position { x, y: 1 }
    });
    // A terminal that is gone is reported by the reader.
    drop(drawn);
}

/// A loop that hears nothing any more.
fn busy() {
    thread::sleep(Duration::from_secs(60));
}

/// What a library does that means well.
#[allow(clippy::print_stderr)]
fn complain() {
    eprintln!("ERROR hmac check failed");
}

#[test]
fn text_keys_and_pastes_arrive_as_typed() {
    let mut pty = start(launch());
    pty.type_text("Hyvää yötä, Åke€");
    pty.wait_for("Hyvää yötä, Åke€");
    pty.wait_until("the cursor behind the text", |screen| {
        screen.cursor() == Some((16, 1))
    });
    for (sent, shown) in [
        ("ctrl-left", "Ctrl-←"),
        ("f1", "F1"),
        ("f12", "F12"),
        ("backtab", "Shift-Tab"),
        ("esc", "Esc"),
    ] {
        pty.key(sent);
        pty.wait_for(&format!("key {shown}"));
    }
    pty.paste("a\r\nq\x03\n");
    pty.wait_for(r#"pasted 4 cut false "a\nq\n""#);
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn an_escape_alone_waits_a_moment_and_loses_nothing() {
    let mut pty = start(launch());
    let typed = Instant::now();
    pty.key("esc");
    pty.wait_for("key Esc");
    assert!(typed.elapsed() >= Duration::from_millis(50));
    pty.type_text("b");
    pty.wait_for("Char('b')");
    pty.send(b"\x1bc");
    pty.wait_for("bc");
}

#[test]
fn nothing_is_asked_of_the_terminal_and_no_mouse_is_caught() {
    let mut pty = start(launch());
    pty.key("ctrl-q");
    pty.wait_exit();
    pty.assert_restored();
    let log = String::from_utf8_lossy(&pty.log()).into_owned();
    for question in [
        "\x1b[6n", "\x1b[c", "\x1b[>", "]10;?", "]11;?", "?1000h", "?1002h", "?1003h", "?1006h",
        "?1004h",
    ] {
        assert!(!log.contains(question), "{question:?}");
    }
    assert!(log.contains("\x1b]2;Kohtaa\x1b\\"));
    assert_eq!(
        log.matches("\x1b[2J").count(),
        2,
        "one at the start, one at the end"
    );
    assert_eq!(
        log.rfind("\x1b[?"),
        log.rfind("\x1b[?25h"),
        "the cursor is shown last"
    );
}

#[test]
fn an_unfinished_paste_does_not_make_deaf() {
    let mut pty = start(launch());
    let begun = Instant::now();
    pty.send(b"\x1b[200~kesken");
    pty.wait_for("pasted 6 cut false \"kesken\"");
    assert!(begun.elapsed() >= Duration::from_secs(1));
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn ten_mebibytes_of_paste_are_cut_and_told() {
    let mut pty = start(launch());
    pty.paste(&"kymmenen\n".repeat(10 * 1024 * 1024 / 9));
    pty.wait_for("pasted 65536 cut true");
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn a_closed_window_ends_the_program() {
    let mut pty = start(launch());
    pty.close_master();
    assert_eq!(pty.wait_exit_within(Duration::from_secs(1)), 129);
}

#[test]
fn a_closed_window_ends_a_program_that_ignores_the_hangup() {
    let mut pty = start(launch().deaf_to_hangup());
    let ticks = pty.cpu_ticks();
    pty.close_master();
    let ended = Instant::now() + Duration::from_secs(1);
    let mut used = 0;
    // A process that has ended keeps its ticks until it is waited for.
    while pty.state() != "Z" {
        assert!(Instant::now() < ended, "still there after {used} ticks");
        thread::sleep(Duration::from_millis(5));
    }
    used = pty.cpu_ticks() - ticks;
    assert!(used <= 5, "{used} ticks");
    assert_eq!(pty.wait_exit(), 129);
}

#[test]
fn a_signal_to_end_gives_the_terminal_back() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::HUP, 129),
    ] {
        let mut pty = start(launch());
        pty.signal(signal);
        assert_eq!(pty.wait_exit(), code);
        pty.assert_restored();
    }
}

#[test]
fn a_second_signal_to_end_does_not_wait_for_the_loop() {
    let mut pty = start(launch());
    pty.key("ctrl-b");
    thread::sleep(Duration::from_millis(100));
    pty.signal(Signal::TERM);
    thread::sleep(Duration::from_millis(100));
    assert_eq!(pty.state(), "S", "one alone is left to the loop");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit_within(Duration::from_secs(1)), 143);
    pty.assert_restored();
}

#[test]
fn a_loop_that_does_not_end_is_ended() {
    let mut pty = start(launch());
    pty.key("ctrl-b");
    thread::sleep(Duration::from_millis(100));
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit(), 143);
    pty.assert_restored();
}

#[test]
fn a_panic_of_any_thread_gives_the_terminal_back_once_and_keeps_its_words() {
    for key in ["ctrl-x", "ctrl-t"] {
        let mut pty = start(launch());
        pty.key(key);
        assert_eq!(pty.wait_exit(), 101);
        pty.wait_for(SAFE);
        pty.wait_for("tests/it/terminal.rs:");
        pty.assert_restored();
        let log = String::from_utf8_lossy(&pty.log()).into_owned();
        assert_eq!(log.matches("\x1b[?1049l").count(), 1);
        assert!(!log.contains(SECRET));
    }
}

#[test]
fn stopped_and_continued_it_draws_itself_again() {
    let mut pty = start(launch());
    pty.type_text("pysyy");
    pty.wait_for("pysyy");
    pty.signal(Signal::TSTP);
    pty.wait_for_state("T");
    pty.assert_restored();
    pty.signal(Signal::CONT);
    pty.wait_for("pysyy");
    pty.wait_for("Continue");
    assert!(pty.screen().is_alternate());
    assert_ne!(pty.modes(), pty.modes_before());
    // Stopped by somebody who does not ask: the terminal is taken again all the same.
    pty.signal(Signal::STOP);
    pty.wait_for_state("T");
    pty.signal(Signal::CONT);
    pty.type_text("!");
    pty.wait_for("pysyy!");
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
}

#[test]
fn any_size_is_drawn_and_the_last_one_stays() {
    let mut pty = start(launch());
    pty.resize(1, 1);
    pty.resize(u16::MAX, u16::MAX);
    pty.wait_for("1000x400");
    for step in 0..200 {
        pty.resize(1 + step * 7 % 200, 1 + step * 5 % 60);
    }
    pty.resize(100, 30);
    pty.wait_for("100x30");
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn while_nothing_happens_nothing_is_done() {
    let pty = start(launch());
    thread::sleep(Duration::from_millis(300));
    let before = (pty.log().len(), pty.cpu_ticks(), pty.wakeups());
    thread::sleep(Duration::from_secs(3));
    assert_eq!((pty.log().len(), pty.cpu_ticks(), pty.wakeups()), before);
}

#[test]
fn the_alarm_wakes_the_loop() {
    let mut pty = start(launch());
    pty.key("ctrl-a");
    pty.wait_for("Due");
}

#[test]
fn what_a_library_complains_of_is_not_drawn_over_the_picture() {
    let mut pty = start(launch());
    pty.key("ctrl-e");
    pty.wait_for("Char('e')");
    pty.key("ctrl-q");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    assert!(!String::from_utf8_lossy(&pty.log()).contains("hmac"));
}

#[test]
fn a_terminal_that_takes_nothing_is_not_waited_for() {
    let mut pty = start(launch());
    pty.stall();
    // Each letter is a frame; together they are more than the line holds.
    pty.type_text(&"a".repeat(3000));
    thread::sleep(Duration::from_millis(500));
    pty.signal(Signal::TERM);
    thread::sleep(Duration::from_millis(300));
    assert_eq!(pty.state(), "S", "it hangs in a write");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit_within(Duration::from_secs(1)), 143);
    assert_eq!(pty.modes(), pty.modes_before());
}

#[test]
fn what_is_reversed_stays_so_without_colours() {
    let pty = start(launch().env("NO_COLOR", "1"));
    let screen = pty.screen();
    let cell = screen.cell(0, 0).unwrap();
    assert!(cell.inverse());
}

#[test]
fn a_frame_is_one_synchronised_write_and_small() {
    let mut pty = start(launch());
    let before = pty.log().len();
    pty.type_text("a");
    pty.wait_for("Char('a')");
    let log = pty.log();
    let frame = &log[before..];
    assert!(frame.starts_with(b"\x1b[?2026h") && frame.ends_with(b"\x1b[?2026l"));
    assert!(frame.len() < 1500, "{} bytes", frame.len());
}

#[test]
fn files_are_for_the_owner_and_memory_is_for_nobody() {
    let pty = start(launch());
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{}/{name}", pty.id())).unwrap();
    assert!(read("status").contains("Umask:\t0077"));
    let limits = read("limits");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    assert_eq!(
        core.split_whitespace().skip(4).collect::<Vec<_>>(),
        ["0", "0", "bytes"]
    );
}
