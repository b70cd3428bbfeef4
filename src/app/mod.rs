//! Screens, the table of commands and `update`. Pure: no terminal, no clock, no disk.

mod after;
mod chosen;
mod client;
pub mod commands;
mod comparison;
mod dialogs;
mod door;
pub mod editor;
mod effect;
mod home;
mod journey;
pub mod key;
pub mod keymap;
mod learning;
pub mod letters;
pub mod meeting;
pub mod names;
mod outdoors;
pub mod overlay;
mod pause;
mod preview;
mod review;
mod rights;
mod scroll;
pub mod search;
mod settings;
mod settle;
pub mod start;
mod tour;
pub mod transfer;
mod update;

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

pub use after::{After, AfterEntry, Suggested};
pub use client::{Client, Errand};
pub use comparison::{ComparedForm, Comparison, Loaded};
pub use door::{ASKED_BACK, Door, Resume};
pub use effect::*;
pub use home::{AfterWork, Home, HomeEntry};
pub use journey::{Journey, JourneyEntry, Period};
pub use meeting::Meeting;
pub use pause::Pause;
pub use preview::{FormRead, Preview};
pub use review::{Entry as ReviewEntry, Review, entries as review_entries};
pub use scroll::Scroll;
pub use settings::{OUTDOORS, SETTINGS, TOUR};

use crate::casework::{About, Controller, Entry, Event, Scribe, Stamp};
use crate::form::Catalogue;
use crate::lang::{Arg, Lang, messages};
use commands::{Command, Do, Scope};
use key::Key;
use keymap::Keymap;
use overlay::Overlay;

/// After this long without a key the vault is locked where nothing else is set, in milliseconds of the machine's own clock.
pub const IDLE_LOCK_MS: u64 = 5 * 60 * 1000;
/// A draft is written this long after the last key, and at the latest this long after the first.
const DRAFT_QUIET_MS: u64 = 250;
const DRAFT_LATEST_MS: u64 = 700;
/// A failed write is tried again after this.
const RETRY_MS: u64 = 2000;

/// What happened at the edge.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    Key(Key),
    Paste {
        text: String,
        truncated: bool,
    },
    Resize {
        columns: u16,
        rows: u16,
    },
    /// The deadline that [`App::deadline`] named has passed.
    Tick,
    /// The terminal is gone or the machine asks us to end: keep what is typed and leave.
    Terminate,
    /// About to be stopped: keep what is typed.
    Stop,
    /// Back after being stopped.
    Resumed,
    /// The file of the form that is tried out has been saved.
    FormSaved,
}

#[derive(Debug, Clone)]
pub enum Screen {
    Door(Door),
    Home(Home),
    Client(Client),
    Journey(Box<Journey>),
    Comparison(Box<Comparison>),
    Meeting(Box<Meeting>),
    Review(Box<Review>),
    /// What is left to do when a meeting is over.
    After(Box<After>),
    /// What is wrong with the form that is tried out, and its scores.
    Findings(Scroll),
}

/// The colours and signs to draw with; what they are is the screen's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    #[default]
    Default,
    Light,
    Dark,
    Contrast,
    Mono,
}

impl Look {
    pub const ALL: [Look; 5] = [
        Look::Default,
        Look::Light,
        Look::Dark,
        Look::Contrast,
        Look::Mono,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Look::Default => "default",
            Look::Light => "light",
            Look::Dark => "dark",
            Look::Contrast => "contrast",
            Look::Mono => "mono",
        }
    }
}

/// A line for the person, gone at the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Something cannot be done or is not safe.
    pub trouble: bool,
}

/// How it stands with what has been given.
#[derive(Debug, Clone, Default)]
pub struct Saving {
    /// Given to the vault, not yet known to be on the disk; kept until it is.
    pub unsaved: VecDeque<Entry>,
    pub saved_at: Option<DateTime<FixedOffset>>,
    /// Why the last write failed.
    pub failing: Option<Problem>,
}

pub struct App {
    pub lang: Lang,
    pub look: Look,
    /// The colours were asked for when the program was started.
    pub look_given: bool,
    /// Signs from ASCII only.
    pub ascii: bool,
    /// The key that the tour is at.
    tour: Option<usize>,
    pub size: (u16, u16),
    pub screen: Screen,
    pub overlays: Vec<Overlay>,
    pub notice: Option<Notice>,
    pub saving: Saving,
    /// The neutral screen is shown instead of everything.
    pub hidden: bool,
    /// A pause stands over everything; what is under it stays as it is.
    pub pause: Option<Pause>,
    /// Among other people: no names anywhere, an early lock.
    pub outdoors: bool,
    /// How full the battery is, in percent, as far as the machine tells.
    pub battery: Option<u8>,
    /// Locked as soon as what is unsaved has landed.
    pub locking: bool,
    pub catalogue: Arc<Catalogue>,
    pub user: String,
    pub controller: Controller,
    /// Set while a form is only tried out: nothing is kept.
    pub preview: Option<Preview>,
    /// Set until it is done.
    pub errand: Option<Errand>,
    /// Set when the program is to end, with its exit code.
    pub exit: Option<u8>,
    pub keymap: Keymap,
    /// After this long without a key the vault is locked, in milliseconds of the machine's own clock.
    pub idle_lock_ms: u64,
    /// A closed answer given by one key leads on to the next question.
    pub move_on: bool,
    /// Of the action being handled.
    pub stamp: Stamp,
    scribe: Scribe,
    last_key_ms: u64,
    battery_read_ms: u64,
    /// A meeting is going to another client.
    moving: Option<transfer::Moving>,
    /// The person asked for something to be forgotten and wants to know when it is.
    forgetting: bool,
    /// The person was told that something is not saved and wanted to quit.
    quit_asked: bool,
    draft_first_ms: Option<u64>,
    draft_due_ms: Option<u64>,
    retry_due_ms: Option<u64>,
    /// The next client of the day is looked for, other than this one.
    next_after: Option<Uuid>,
    /// The place that was looked for, until its meeting is shown.
    sought: Option<search::Sought>,
    effects: Vec<Effect>,
}

impl App {
    /// `exists`: there is a vault to unlock; otherwise one is made.
    pub fn new(
        catalogue: Arc<Catalogue>,
        lang: Lang,
        look: Look,
        exists: bool,
        stamp: Stamp,
    ) -> App {
        App {
            lang,
            look,
            look_given: false,
            ascii: false,
            tour: None,
            size: (80, 24),
            screen: Screen::Door(if exists {
                Door::unlock(None)
            } else {
                Door::set_up(lang)
            }),
            overlays: Vec::new(),
            notice: None,
            saving: Saving::default(),
            hidden: false,
            pause: None,
            outdoors: false,
            battery: None,
            locking: false,
            catalogue,
            user: String::new(),
            controller: Controller::Practice,
            preview: None,
            errand: None,
            exit: None,
            keymap: Keymap::default(),
            idle_lock_ms: IDLE_LOCK_MS,
            move_on: true,
            stamp,
            scribe: Scribe::new(stamp),
            last_key_ms: stamp.boot_ms,
            battery_read_ms: 0,
            moving: None,
            forgetting: false,
            quit_asked: false,
            draft_first_ms: None,
            draft_due_ms: None,
            retry_due_ms: None,
            next_after: None,
            sought: None,
            effects: Vec::new(),
        }
    }

    /// The boot-clock millisecond at which a [`Action::Tick`] is wanted; none when there is nothing to wait for.
    pub fn deadline(&self) -> Option<u64> {
        if self.is_trial() {
            return None;
        }
        let idle = (!matches!(self.screen, Screen::Door(_)))
            .then_some(self.last_key_ms + self.idle_lock_after_ms());
        [self.draft_due_ms, self.retry_due_ms, idle]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether there is no vault behind all this: the program was only started to try a form out.
    fn is_trial(&self) -> bool {
        let preview = self.preview.as_ref();
        preview.is_some_and(|preview| !preview.leads_home())
    }

    /// The scopes in force, innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        let on_clients_side = matches!(&self.screen, Screen::Meeting(it) if it.faces_client());
        if self.hidden {
            vec![Scope::Always]
        } else if self.pause.is_some() && on_clients_side {
            vec![Scope::Paused, Scope::Everywhere]
        } else if self.pause.is_some() {
            vec![Scope::Paused, Scope::Everywhere, Scope::Always]
        } else if !self.overlays.is_empty() {
            vec![Scope::Overlay, Scope::Everywhere, Scope::Always]
        } else {
            self.scopes_under_overlays()
        }
    }

    /// The scopes of the screen itself, for help that lies over it.
    pub fn scopes_under_overlays(&self) -> Vec<Scope> {
        let mut scopes = match &self.screen {
            Screen::Door(_) => return vec![Scope::Overlay, Scope::Always],
            // On the client's side no key reaches the counsellor's.
            Screen::Meeting(meeting) if meeting.faces_client() => {
                let mut scopes = meeting.scopes();
                scopes.push(Scope::Everywhere);
                return scopes;
            }
            Screen::Home(_) => vec![Scope::Home],
            Screen::Client(_) => vec![Scope::Client],
            Screen::Journey(_) => vec![Scope::Journey],
            Screen::Comparison(_) => vec![Scope::Comparison],
            Screen::Meeting(meeting) => {
                let mut scopes = meeting.scopes();
                if self.preview.is_some() {
                    scopes.insert(0, Scope::Preview);
                }
                scopes
            }
            Screen::Review(_) => vec![Scope::Review],
            Screen::After(_) => vec![Scope::After],
            Screen::Findings(_) => vec![Scope::Findings],
        };
        scopes.extend([Scope::Global, Scope::Everywhere, Scope::Always]);
        scopes
    }

    /// Whether a command is of use at all: not everything is where a form is only tried out.
    pub fn means_something(&self, command: &Command) -> bool {
        let preview = self.preview.as_ref();
        preview.is_none_or(|preview| preview.allows(command.does))
    }

    /// Whether a command can do something now: what cannot is not offered.
    pub fn enabled(&self, command: &Command) -> bool {
        if self.hidden {
            return matches!(command.does, Do::Privacy | Do::Lock | Do::Quit);
        }
        if self.pause.is_some() {
            let ways = [Do::Pause, Do::Back, Do::Privacy, Do::Lock, Do::Quit];
            return ways.contains(&command.does);
        }
        if command.scope == Scope::Overlay && command.does == Do::JumpBack {
            return self.is_jumping();
        }
        if !self.overlays.is_empty() && command.scope == Scope::Overlay {
            return true;
        }
        if !self.means_something(command) {
            return false;
        }
        match (&self.screen, command.does) {
            (Screen::Door(_), Do::Palette | Do::Lock | Do::Back | Do::Pause) => false,
            // Among other people no name is shown, so none is edited.
            // While home is covered, no words are shown on it.
            (Screen::Home(home), Do::Search) => !home.covered,
            (Screen::Home(_), Do::Names) => !self.outdoors,
            (screen, Do::Tour) => matches!(screen, Screen::Home(_) | Screen::Client(_)),
            (Screen::Meeting(_), Do::Version) => self.movable().is_some(),
            (Screen::Meeting(meeting), does) => meeting.enabled(does),
            (Screen::Findings(_), Do::Back) => {
                let preview = self.preview.as_ref();
                preview.is_some_and(Preview::has_meeting)
            }
            (Screen::After(after), does) => after.enabled(does, self.lang),
            (Screen::Journey(journey), does) => journey.enabled(does, self.stamp.today),
            (Screen::Review(review), Do::Open) => review.resumable().is_some(),
            (Screen::Client(client), Do::EditClient) => {
                !self.outdoors && !client.page.subject.is_own()
            }
            (Screen::Review(review), Do::Amend) => review.correctable(),
            (Screen::Review(review), Do::Original) => review.is_amended(),
            (Screen::Client(client), Do::StartMeeting) => !client.page.subject.restricted,
            (Screen::Client(client), Do::Open) => !client.page.sessions.is_empty(),
            _ => true,
        }
    }

    /// Whether a place to jump to is being looked for.
    fn is_jumping(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Picker(picker)) if picker.leads_to_places())
    }

    /// Whether the vault is behind its door.
    pub fn is_locked(&self) -> bool {
        matches!(self.screen, Screen::Door(_))
    }

    /// A message in the interface language.
    pub fn say(&self, id: &str) -> String {
        messages(self.lang).get(id).into_owned()
    }

    pub fn tell(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        messages(self.lang).with(id, args)
    }

    fn notify(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            trouble: false,
        });
    }

    fn warn(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            trouble: true,
        });
    }

    fn new_id(&mut self) -> Uuid {
        self.scribe.id()
    }

    fn entry(&mut self, event: Event, about: About) -> Entry {
        self.scribe.entry(event, about)
    }

    /// Hands entries to the vault and keeps them until it says that they are on the disk.
    fn record(&mut self, entries: Vec<Entry>) {
        if entries.is_empty() || self.preview.is_some() {
            return;
        }
        self.saving.unsaved.extend(entries.iter().cloned());
        self.effects.push(Effect::Record(entries));
    }

    fn record_one(&mut self, event: Event, about: About) {
        let entry = self.entry(event, about);
        self.record(vec![entry]);
    }
}
