//! The real program in a pseudo-terminal: type, wait for a text, look, resize, signal, pull the plug.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kohtaa::app::key::{Code, Key};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal};

use super::screen::Screen;

/// How long anything waited for may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a program is started.
pub struct Launch {
    program: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    columns: u16,
    rows: u16,
    deaf_to_hangup: bool,
}

impl Launch {
    /// The program itself; another build of it if the environment names one.
    pub fn kohtaa(arguments: &[&str]) -> Launch {
        match std::env::var("KOHTAA_TEST_PROGRAM") {
            Ok(program) => Launch::program(&program, arguments),
            Err(_) => Launch::program(env!("CARGO_BIN_EXE_kohtaa"), arguments),
        }
    }

    pub fn program(program: &str, arguments: &[&str]) -> Launch {
        Launch {
            program: program.to_owned(),
            arguments: arguments
                .iter()
                .map(|&argument| argument.to_owned())
                .collect(),
            environment: Vec::new(),
            columns: 80,
            rows: 24,
            deaf_to_hangup: false,
        }
    }

    pub fn env(mut self, name: &str, value: &str) -> Launch {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Launch {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// As under nohup: SIGHUP is ignored from the start.
    pub fn deaf_to_hangup(mut self) -> Launch {
        self.deaf_to_hangup = true;
        self
    }

    fn command(&self, home: &Path) -> CommandBuilder {
        let mut command = if self.deaf_to_hangup {
            let mut shell = CommandBuilder::new("sh");
            shell.args(["-c", "trap '' HUP; exec \"$@\"", "sh", &self.program]);
            shell
        } else {
            CommandBuilder::new(&self.program)
        };
        command.args(&self.arguments);
        command.cwd(home);
        command.env("KOHTAA_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env_remove("COLORTERM");
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command
    }

    /// Starts it with a home of its own.
    pub fn start(self) -> Pty {
        self.start_in(tempfile::tempdir().unwrap())
    }

    /// Starts it where an earlier run has left its vault.
    pub fn start_in(self, home: tempfile::TempDir) -> Pty {
        let pair = native_pty_system()
            .openpty(pty_size(self.columns, self.rows))
            .unwrap();
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(self.command(home.path())).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Seen::new(Screen::new(self.columns, self.rows)));
        let device = duplicate(&*pair.master);
        let reader = read_into(device.try_clone().unwrap(), Arc::clone(&seen));
        Pty {
            child,
            master: Some(pair.master),
            device: Some(device),
            reader: Some(reader),
            seen,
            modes_before: modes,
            home: Some(home),
        }
    }
}

/// What has come from the program so far.
struct Seen {
    screen: Mutex<Screen>,
    more: Condvar,
    /// When each piece of it was read.
    arrivals: Mutex<Vec<Instant>>,
    unplugged: AtomicBool,
}

impl Seen {
    fn new(screen: Screen) -> Seen {
        Seen {
            screen: Mutex::new(screen),
            more: Condvar::new(),
            arrivals: Mutex::new(Vec::new()),
            unplugged: AtomicBool::new(false),
        }
    }
}

/// A program running in a pseudo-terminal. Dropped, it is killed.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    device: Option<File>,
    reader: Option<JoinHandle<()>>,
    seen: Arc<Seen>,
    modes_before: String,
    home: Option<tempfile::TempDir>,
}

impl Pty {
    /// Bytes as a terminal sends them.
    pub fn send(&mut self, bytes: &[u8]) {
        self.device.as_mut().unwrap().write_all(bytes).unwrap();
    }

    pub fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// A key by its name, as in `ctrl-p`, `f1`, `down`.
    pub fn key(&mut self, name: &str) {
        self.send(&bytes_of(
            Key::parse(name).unwrap_or_else(|| panic!("no key {name:?}")),
        ));
    }

    /// A bracketed paste.
    pub fn paste(&mut self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// The screen as it is now.
    pub fn screen(&self) -> MutexGuard<'_, Screen> {
        self.seen.screen.lock().unwrap()
    }

    pub fn text(&self) -> String {
        self.screen().text()
    }

    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.screen().cursor()
    }

    /// Every byte the program has written.
    pub fn log(&self) -> Vec<u8> {
        self.screen().log().to_vec()
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen| screen.text().contains(text));
    }

    pub fn wait_until_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |screen| {
            !screen.text().contains(text)
        });
    }

    /// Waits until the screen is as wished; fails with what it shows instead.
    pub fn wait_until(&self, wish: &str, wished: impl Fn(&Screen) -> bool) {
        let screen = self.seen.screen.lock().unwrap();
        let (screen, late) = self
            .seen
            .more
            .wait_timeout_while(screen, PATIENCE, |screen| !wished(screen))
            .unwrap();
        assert!(
            !late.timed_out(),
            "waited for {wish}, but there is\n{}",
            screen.text()
        );
    }

    /// Sends a key while nothing else happens; how long the first bytes of the answer took to come, and how many came in all.
    pub fn answer(&mut self, name: &str) -> (Duration, usize) {
        let bytes = bytes_of(Key::parse(name).unwrap_or_else(|| panic!("no key {name:?}")));
        let before = self.seen.arrivals.lock().unwrap().len();
        let written = self.screen().log().len();
        let sent = Instant::now();
        self.send(&bytes);
        self.wait_until("an answer", |screen| screen.log().len() > written);
        let first = self.seen.arrivals.lock().unwrap()[before];
        self.wait_until_quiet();
        let written = self.screen().log().len() - written;
        (first - sent, written)
    }

    /// Waits until nothing has come for a moment.
    pub fn wait_until_quiet(&self) {
        let count = || self.seen.arrivals.lock().unwrap().len();
        let mut before = count();
        loop {
            thread::sleep(Duration::from_millis(12));
            let now = count();
            if now == before {
                return;
            }
            before = now;
        }
    }

    /// Resident memory in KiB: all of it, and what is the program's own and no page of a file.
    pub fn resident_kib(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let of = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            let number = line.unwrap().split_whitespace().nth(1);
            number.unwrap().parse().unwrap()
        };
        (of("VmRSS:"), of("RssAnon:"))
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen().resize(columns, rows);
        self.master
            .as_ref()
            .unwrap()
            .resize(pty_size(columns, rows))
            .unwrap();
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        let id = Pid::from_raw(i32::try_from(self.id()).unwrap()).unwrap();
        rustix::process::kill_process(id, signal).unwrap();
    }

    /// Stops taking what the program writes, as a stalled line does.
    pub fn stall(&mut self) {
        self.seen.unplugged.store(true, Ordering::SeqCst);
        self.reader.take().unwrap().join().unwrap();
    }

    /// Closes the window: the terminal's other end is gone.
    pub fn close_master(&mut self) {
        self.stall();
        self.device = None;
        self.master = None;
    }

    /// Waits for the program's end; its exit code.
    pub fn wait_exit(&mut self) -> u32 {
        self.wait_exit_within(PATIENCE)
    }

    pub fn wait_exit_within(&mut self, limit: Duration) -> u32 {
        let end = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert_eq!(status.signal(), None, "killed by a signal");
                return status.exit_code();
            }
            assert!(
                Instant::now() < end,
                "still running ({:?} ticks) with\n{}",
                self.cpu_ticks(),
                self.text()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal's modes now, to be compared with `modes_before`.
    pub fn modes(&self) -> String {
        modes(&**self.master.as_ref().unwrap())
    }

    pub fn modes_before(&self) -> &str {
        &self.modes_before
    }

    /// The program has ended and left the terminal as it was: its modes, the main screen, the cursor, no mode of ours on.
    pub fn assert_restored(&self) {
        // The last bytes may still be on their way.
        self.wait_until("the main screen", |screen| !screen.is_alternate());
        assert_eq!(self.modes(), self.modes_before());
        let screen = self.screen();
        assert!(!screen.takes_bracketed_paste());
        assert!(screen.cursor().is_some(), "the cursor is hidden");
        let count = |what: &[u8]| {
            screen
                .log()
                .windows(what.len())
                .filter(|part| *part == what)
                .count()
        };
        assert_eq!(count(b"\x1b[?1049h"), count(b"\x1b[?1049l"));
        assert_eq!(
            count(b"\x1b[?2026h"),
            count(b"\x1b[?2026l") - count(b"\x1b[?1049l")
        );
    }

    /// Clock ticks of processor time used so far.
    pub fn cpu_ticks(&self) -> u64 {
        let fields = self.stat();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// How often any of its threads has gone to sleep of its own accord: each time it had been woken for.
    pub fn wakeups(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.id())).unwrap();
        let slept = threads.map(|thread| {
            let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
            let line = status
                .lines()
                .find(|line| line.starts_with("voluntary_ctxt_switches"));
            line.unwrap()
                .split_whitespace()
                .next_back()
                .unwrap()
                .parse::<u64>()
                .unwrap()
        });
        slept.sum()
    }

    /// `T` while it is stopped, `S` while it sleeps.
    pub fn state(&self) -> String {
        self.stat()[0].clone()
    }

    pub fn wait_for_state(&self, state: &str) {
        let end = Instant::now() + PATIENCE;
        while self.state() != state {
            assert!(Instant::now() < end, "is in state {}", self.state());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The fields of /proc/ID/stat behind the name.
    fn stat(&self) -> Vec<String> {
        let line = fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        let (_, fields) = line.rsplit_once(") ").unwrap();
        fields.split(' ').map(str::to_owned).collect()
    }

    /// The home, kept after the program has ended.
    pub fn into_home(mut self) -> tempfile::TempDir {
        self.home.take().unwrap()
    }

    pub fn home(&self) -> &Path {
        self.home.as_ref().unwrap().path()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.seen.unplugged.store(true, Ordering::SeqCst);
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// A descriptor of our own: portable-pty's writer types an end of file when it is dropped, and its reader cannot be stopped.
fn duplicate(master: &dyn MasterPty) -> File {
    let raw = master.as_raw_fd().unwrap();
    #[allow(unsafe_code)]
    // SAFETY: the master is borrowed for the whole call, so its descriptor stays open.
    let borrowed = unsafe { BorrowedFd::borrow_raw(raw) };
    let owned: OwnedFd = borrowed.try_clone_to_owned().unwrap();
    File::from(owned)
}

fn read_into(mut device: File, seen: Arc<Seen>) -> JoinHandle<()> {
    let moment = Duration::from_millis(20).try_into().unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 64 * 1024];
        while !seen.unplugged.load(Ordering::SeqCst) {
            let mut watched = [PollFd::new(&device, PollFlags::IN)];
            if !matches!(poll(&mut watched, Some(&moment)), Ok(1..)) {
                continue;
            }
            // The program has ended and nothing is left to be read.
            let Ok(count @ 1..) = device.read(&mut buffer) else {
                break;
            };
            seen.arrivals.lock().unwrap().push(Instant::now());
            seen.screen.lock().unwrap().take(&buffer[..count]);
            seen.more.notify_all();
        }
    })
}

/// What xterm sends for a key.
fn bytes_of(key: Key) -> Vec<u8> {
    let modifier = 1 + u8::from(key.shift) + 4 * u8::from(key.ctrl);
    let letter = |letter: char| match modifier {
        1 => format!("\x1b[{letter}"),
        _ => format!("\x1b[1;{modifier}{letter}"),
    };
    let number = |number: u8| match modifier {
        1 => format!("\x1b[{number}~"),
        _ => format!("\x1b[{number};{modifier}~"),
    };
    let text = match key.code {
        Code::Char(letter) if key.ctrl => {
            char::from(letter.to_ascii_uppercase() as u8 & 0x1f).into()
        }
        Code::Char(letter) => letter.into(),
        Code::F(key @ 1..=4) if modifier == 1 => format!("\x1bO{}", char::from(b'P' + key - 1)),
        Code::F(key @ 1..=4) => letter(char::from(b'P' + key - 1)),
        Code::F(5) => number(15),
        Code::F(key @ 6..=10) => number(key + 11),
        Code::F(key) => number(key + 12),
        Code::Enter => "\r".into(),
        Code::Tab => "\t".into(),
        Code::BackTab => "\x1b[Z".into(),
        Code::Esc => "\x1b".into(),
        Code::Backspace => "\x7f".into(),
        Code::Delete => number(3),
        Code::Insert => number(2),
        Code::PageUp => number(5),
        Code::PageDown => number(6),
        Code::Up => letter('A'),
        Code::Down => letter('B'),
        Code::Right => letter('C'),
        Code::Left => letter('D'),
        Code::Home => letter('H'),
        Code::End => letter('F'),
    };
    text.into_bytes()
}
