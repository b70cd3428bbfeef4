//! The desk without a thread of its own: what is asked for is done before the call returns. Screens are tested with it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use super::worker::Worker;
use crate::app::{Effect, Outcome};
use crate::casework::Stamp;
use crate::form::Catalogue;
use crate::vault::{Place, Upkeep, Vault};

/// Performs effects one by one, in the caller's thread. Backups are begun but not carried through.
pub struct Inline {
    worker: Worker,
    outcomes: Receiver<Outcome>,
}

impl Inline {
    pub fn new(place: Place, catalogue: Arc<Catalogue>, vault: Option<Vault>) -> Inline {
        let (report, outcomes) = mpsc::channel();
        let (again, _) = mpsc::channel();
        let report = move |outcome| {
            let _ = report.send(outcome);
        };
        Inline {
            worker: Worker::new(
                place,
                Upkeep::default(),
                catalogue,
                vault,
                Box::new(report),
                again,
            ),
            outcomes,
        }
    }

    /// Does it and tells what came of it.
    pub fn perform(&mut self, effect: Effect, stamp: Stamp) -> Vec<Outcome> {
        self.worker.perform(effect, stamp);
        self.outcomes.try_iter().collect()
    }
}
