//! Runs the app's effects for both front ends: the vault's thread, which does one thing at a time, and backups between saves.

mod inline;
mod jobs;
mod worker;

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub use inline::Inline;
pub use worker::unlocked;

use crate::app::{Effect, Outcome, Problem};
use crate::casework::Stamp;
use crate::form::Catalogue;
use crate::lang::Lang;
use crate::vault::{self, Place, Upkeep, Vault};

/// Where the vault's thread takes its work from.
enum Request {
    Run(Vec<Effect>, Stamp),
    /// A backup was checked on a thread of its own.
    Checked(Result<vault::BackupReport, vault::Error>, jobs::Order),
    Close,
}

/// The vault's thread and the way to it. Dropping it closes the vault after everything asked for is done.
pub struct Desk {
    requests: Sender<Request>,
    thread: Option<JoinHandle<()>>,
}

impl Desk {
    /// `vault`: one that is open already. `report` is called on the vault's thread.
    pub fn start(
        place: Place,
        upkeep: Upkeep,
        catalogue: Arc<Catalogue>,
        vault: Option<Vault>,
        report: impl FnMut(Outcome) + Send + 'static,
    ) -> std::io::Result<Desk> {
        let (requests, work) = mpsc::channel();
        let again = requests.clone();
        let thread = thread::Builder::new()
            .name("vault".to_owned())
            .spawn(move || {
                // Without it saving is as safe, and the screen a little later.
                let _ = crate::sys::process::step_back();
                let report = Box::new(report);
                worker::Worker::new(place, upkeep, catalogue, vault, report, again).run(&work);
            })?;
        Ok(Desk {
            requests,
            thread: Some(thread),
        })
    }

    /// Asks for effects, in order. If the vault's thread is gone there is nobody to ask, and the loop learns it from its panic.
    pub fn ask(&self, effects: Vec<Effect>, stamp: Stamp) {
        if !effects.is_empty() {
            let _ = self.requests.send(Request::Run(effects, stamp));
        }
    }

    /// Does what was asked for, closes the vault and waits until that is done.
    pub fn close(mut self) {
        self.finish();
    }

    fn finish(&mut self) {
        let _ = self.requests.send(Request::Close);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.finish();
    }
}

/// A vault's fault in the words of every interface language.
pub fn problem(error: &vault::Error) -> Problem {
    Problem {
        fi: error.say(Lang::Fi),
        sv: error.say(Lang::Sv),
        en: error.say(Lang::En),
    }
}
