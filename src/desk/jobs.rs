//! A backup on its way: copied on the vault's thread, checked on one of its own.

use std::sync::mpsc::Sender;
use std::thread;

use super::Request;
use crate::casework::Stamp;
use crate::vault::Backup;

pub(super) struct Copying {
    pub backup: Backup,
    pub stamp: Stamp,
    /// The person asked for it and wants to be told.
    pub asked: bool,
}

impl Copying {
    /// Closes the copy and has it checked where nobody waits.
    pub fn check(self, done: Sender<Request>) {
        let (stamp, asked) = (self.stamp, self.asked);
        let copied = match self.backup.finish() {
            Ok(copied) => copied,
            Err(error) => {
                let _ = done.send(Request::Checked(Err(error), stamp, asked));
                return;
            }
        };
        let reply = done.clone();
        let started = thread::Builder::new()
            .name("backup".to_owned())
            .spawn(move || {
                let _ = reply.send(Request::Checked(copied.check(), stamp, asked));
            });
        // Without a thread there is no check, and without a check no backup: the next day tries again.
        drop(started);
    }
}
