//! The loop: one queue in, one picture out. Nothing here waits for the disk.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use chrono::{Local, Offset, Utc};

use super::decode::Input;
use super::event::{Event, Signal};
use super::terminal::{self, Terminal};
use super::{input, signal};
use crate::app::keymap::Keymap;
use crate::app::{Action, App, Effect, Errand, FormRead, Look, Outcome};
use crate::casework::{Setting, Stamp};
use crate::desk::{self, Desk};
use crate::form::Catalogue;
use crate::lang::{Lang, messages};
use crate::sys::clock::{self, Alarm};
use crate::sys::{random, tty, watch};
use crate::ui::{self, Theme};
use crate::vault::{self, Place, Upkeep, Vault};

/// What the full screen is started with.
pub struct Options {
    pub place: Place,
    pub catalogue: Arc<Catalogue>,
    pub lang: Lang,
    pub look: Look,
    /// Whether the colours were asked for now, so that the vault's choice does not count.
    pub look_given: bool,
    /// Signs from ASCII only.
    pub ascii: bool,
    pub keymap: Keymap,
    /// After this long without a key the vault is locked.
    pub idle_lock_ms: u64,
    /// A closed answer given by one key leads on to the next question.
    pub move_on: bool,
    /// How backups are kept.
    pub upkeep: Upkeep,
    /// Among other people from the start.
    pub outdoors: bool,
    /// A vault that is open already: nobody is asked for a passphrase.
    pub open: Option<Vault>,
    /// What to go straight into once the vault is open.
    pub errand: Option<Errand>,
    /// A form to try out, with nothing kept, instead of any vault.
    pub preview: Option<Tried>,
}

/// A form that is tried out.
pub struct Tried {
    /// Read again as it is saved.
    pub file: Option<PathBuf>,
    pub setting: Setting,
    pub read: FormRead,
}

/// Why the full screen could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Terminal(#[from] io::Error),
    #[error(transparent)]
    Vault(#[from] vault::Error),
}

/// Now, at this edge of the program.
pub fn stamp() -> Stamp {
    let now = Local::now();
    Stamp {
        utc: now.with_timezone(&Utc),
        offset_min: now.offset().fix().local_minus_utc() / 60,
        boot_ms: clock::boot_ms(),
        today: now.date_naive(),
        // Without randomness ids are still told apart by their time and number.
        seed: random::bytes().unwrap_or_default(),
    }
}

/// Runs the program on the terminal until it ends; gives its exit code.
pub fn run(options: Options) -> Result<u8, Error> {
    let first = match &options.open {
        Some(vault) => Some(desk::unlocked(vault)?),
        None => None,
    };
    let exists = Vault::exists(&options.place);
    let (sender, events) = mpsc::channel();
    let alarm = Alarm::new()?;
    let mut terminal = Terminal::enter()?;
    let panicked = sender.clone();
    terminal::report_panics(
        messages(options.lang).get("panic-report").into_owned(),
        move || {
            let _ = panicked.send(Event::Panicked);
        },
    );
    signal::start(sender.clone())?;
    input::start(sender.clone(), alarm.clone())?;
    let saved = sender.clone();
    let desk = start_desk(
        options.place,
        options.upkeep,
        &options.catalogue,
        options.open,
        sender,
    )?;
    let mut app = App::new(
        Arc::clone(&options.catalogue),
        options.lang,
        options.look,
        exists,
        stamp(),
    );
    app.look_given = options.look_given;
    app.ascii = options.ascii;
    app.keymap = options.keymap;
    app.idle_lock_ms = options.idle_lock_ms;
    app.move_on = options.move_on;
    app.outdoors = options.outdoors;
    app.size = tty::size().unwrap_or(app.size);
    let mut running = Running {
        app,
        desk,
        code: None,
    };
    running.app.errand = options.errand;
    if let Some(first) = first {
        running.settle(first);
    }
    if let Some(tried) = options.preview {
        watch_form(tried.file.as_deref(), saved);
        let file = tried.file.map(|file| file.display().to_string());
        running.app.begin_preview(file, tried.setting, tried.read);
    }
    let turned = panic::catch_unwind(AssertUnwindSafe(|| {
        running.turn(&mut terminal, &events, &alarm)
    }));
    let result = turned.unwrap_or_else(|_| {
        running.rescue();
        running.code = Some(PANICKED);
        Ok(())
    });
    if result.is_err() {
        // The terminal takes nothing any more, whether or not anybody has said so yet.
        running.rescue();
        running
            .code
            .get_or_insert(crate::sys::signal::exit_code(HANGUP));
    }
    let code = running.code.or(running.app.exit).unwrap_or(0);
    // The screen is given back first: closing the vault may take a moment.
    drop(terminal);
    running.desk.close();
    Ok(code)
}

/// Without being told of it the person can still have the file read again.
fn watch_form(file: Option<&Path>, sender: Sender<Event<Outcome>>) {
    if let Some(file) = file {
        let _ = watch::watch(file, move || sender.send(Event::FormSaved).is_ok());
    }
}

fn start_desk(
    place: Place,
    upkeep: Upkeep,
    catalogue: &Arc<Catalogue>,
    vault: Option<Vault>,
    sender: Sender<Event<Outcome>>,
) -> io::Result<Desk> {
    Desk::start(
        place,
        upkeep,
        Arc::clone(catalogue),
        vault,
        move |outcome| {
            let _ = sender.send(Event::Outcome(outcome));
        },
    )
}

struct Running {
    app: App,
    desk: Desk,
    /// The exit code when it was not the person who ended the program.
    code: Option<u8>,
}

impl Running {
    fn turn(
        &mut self,
        terminal: &mut Terminal,
        events: &Receiver<Event<Outcome>>,
        alarm: &Alarm,
    ) -> io::Result<()> {
        let mut due = None;
        let mut seen = true;
        while self.app.exit.is_none() {
            if seen {
                let theme = Theme::new(self.app.look, self.app.ascii);
                terminal.draw(|buffer| ui::view(&self.app, &theme, buffer))?;
            }
            let next = self.app.deadline();
            if next != due {
                alarm.set(next)?;
                due = next;
            }
            let Ok(event) = events.recv() else {
                return Ok(());
            };
            seen = self.handle(event, terminal)?;
            // Everything that is waiting already belongs into the next picture.
            while self.app.exit.is_none() {
                let Ok(event) = events.try_recv() else { break };
                seen |= self.handle(event, terminal)?;
            }
        }
        Ok(())
    }

    /// After a panic or with the terminal lost: what was answered and what was being typed still goes to the vault, whose thread lives.
    fn rescue(&mut self) {
        let now = stamp();
        let asked =
            panic::catch_unwind(AssertUnwindSafe(|| self.app.update(Action::Terminate, now)));
        self.desk.ask(asked.unwrap_or_default(), now);
    }

    /// Handles one event; true if the picture may have changed.
    fn handle(&mut self, event: Event<Outcome>, terminal: &mut Terminal) -> io::Result<bool> {
        match event {
            Event::Input(Input::Key(key)) => {
                #[cfg(debug_assertions)]
                panic_if_asked(key);
                self.update(Action::Key(key), terminal)?;
            }
            Event::Input(Input::Paste { text, truncated }) => {
                self.update(Action::Paste { text, truncated }, terminal)?
            }
            Event::Signal(Signal::Resize) => {
                let (columns, rows) = tty::size().unwrap_or(self.app.size);
                terminal.clear();
                self.update(Action::Resize { columns, rows }, terminal)?;
            }
            Event::Signal(Signal::Terminate(number)) => {
                self.code = Some(crate::sys::signal::exit_code(number));
                self.update(Action::Terminate, terminal)?;
            }
            Event::Signal(Signal::Stop) => {
                self.update(Action::Stop, terminal)?;
                terminal.suspend()?;
            }
            Event::Signal(Signal::Continue) => {
                terminal.resume()?;
                self.update(Action::Resumed, terminal)?;
            }
            Event::Hangup => {
                self.code = Some(crate::sys::signal::exit_code(HANGUP));
                self.update(Action::Terminate, terminal)?;
            }
            Event::Panicked => {
                self.code = Some(PANICKED);
                self.update(Action::Terminate, terminal)?;
            }
            Event::Due => {
                // A flushed draft shows nothing; a lock does.
                let locked = self.app.is_locked();
                self.update(Action::Tick, terminal)?;
                return Ok(locked != self.app.is_locked() || self.app.locking);
            }
            Event::FormSaved => {
                self.update(Action::FormSaved, terminal)?;
                return Ok(false);
            }
            Event::Outcome(Outcome::DraftKept) => return Ok(false),
            Event::Outcome(outcome) => self.settle(outcome),
        }
        Ok(true)
    }

    fn update(&mut self, action: Action, terminal: &mut Terminal) -> io::Result<()> {
        let now = stamp();
        let mut effects = self.app.update(action, now);
        let suspend = effects.contains(&Effect::Suspend);
        effects.retain(|effect| *effect != Effect::Suspend);
        for text in effects.extract_if(.., |effect| matches!(effect, Effect::Copy(_))) {
            if let Effect::Copy(text) = text {
                terminal.copy(&text)?;
            }
        }
        self.desk.ask(effects, now);
        if suspend {
            terminal.suspend()?;
        }
        Ok(())
    }

    fn settle(&mut self, outcome: Outcome) {
        let effects = self.app.settle(outcome);
        self.desk.ask(effects, self.app.stamp);
    }
}

/// For tests: F11 panics where the environment says.
#[cfg(debug_assertions)]
fn panic_if_asked(key: crate::app::key::Key) {
    use crate::app::key::Code;
    if key.code != Code::F(11) {
        return;
    }
    match std::env::var("KOHTAA_TEST_PANIC").as_deref() {
        Ok("loop") => panic!("asked for"),
        Ok("thread") => drop(std::thread::spawn(|| panic!("asked for"))),
        _ => {}
    }
}

/// SIGHUP's number: the terminal is gone.
const HANGUP: i32 = 1;
/// As the runtime exits after a panic.
const PANICKED: u8 = 101;
