//! A backup on its way: copied on the vault's thread, checked on one of its own.

use std::sync::mpsc::Sender;
use std::thread;

use super::Request;
use crate::app::Problem;
use crate::casework::Stamp;
use crate::lang::{Arg, Lang, messages};
use crate::vault::{self, Backup};

/// Why and where a backup is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    pub stamp: Stamp,
    /// The person asked for it and wants to be told.
    pub asked: bool,
    /// It goes to the second folder, after the one beside the vault.
    pub second: bool,
}

pub(super) struct Copying {
    pub backup: Backup,
    pub order: Order,
}

impl Copying {
    /// Closes the copy and has it checked where nobody waits.
    pub fn check(self, done: Sender<Request>) {
        let order = self.order;
        let copied = match self.backup.finish() {
            Ok(copied) => copied,
            Err(error) => {
                let _ = done.send(Request::Checked(Err(error), order));
                return;
            }
        };
        let reply = done.clone();
        let started = thread::Builder::new()
            .name("backup".to_owned())
            .spawn(move || {
                let _ = reply.send(Request::Checked(copied.check(), order));
            });
        // Without a thread there is no check, and without a check no backup: the next day tries again.
        drop(started);
    }
}

/// Why a backup failed, without a path: it may be read over a shoulder.
pub(super) fn failure(error: &vault::Error, second: bool) -> Problem {
    let id = if second {
        "backup-second-failed"
    } else {
        "backup-failed"
    };
    let say = |lang| {
        let cause = messages(lang).get(error.cause());
        messages(lang).with(id, &[("cause", Arg::from(&cause))])
    };
    Problem {
        fi: say(Lang::Fi),
        sv: say(Lang::Sv),
        en: say(Lang::En),
    }
}
