//! A pause from everywhere: nothing is typed, nothing is kept, and what stood under it is as it was.

use super::App;
use super::commands::Do;

/// What the screen shows while a meeting is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Nothing but that there is a pause.
    Neutral,
    /// What the counsellor needs at hand when somebody may be in danger.
    Safety,
}

impl App {
    /// A command while paused. True if it belonged to the pause.
    pub(super) fn run_paused(&mut self, does: Do) -> bool {
        self.pause = match (does, self.pause) {
            (Do::Pause, Some(Pause::Neutral)) => Some(Pause::Safety),
            (Do::Pause | Do::Back, _) => None,
            _ => return false,
        };
        true
    }
}
