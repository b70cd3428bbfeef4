//! The tour of three keys: each is told of, tried, and done. It takes no key away from anything else.

use super::commands::Do;
use super::key::{Code, Key};
use super::settings::TOUR;
use super::{App, Screen};
use crate::lang::Arg;

/// A key of the tour: its command, and what is said of it.
struct Stop {
    does: Do,
    command: &'static str,
    said: &'static str,
}

const STOPS: [Stop; 3] = [
    Stop {
        does: Do::Help,
        command: "help",
        said: "tour-help",
    },
    Stop {
        does: Do::Palette,
        command: "palette",
        said: "tour-palette",
    },
    Stop {
        does: Do::Privacy,
        command: "privacy",
        said: "tour-privacy",
    },
];

impl App {
    pub(super) fn begin_tour(&mut self) {
        self.tour = Some(0);
        self.keep_setting(TOUR, "given");
    }

    /// What the tour says now. A client who reads along is not shown it.
    pub fn tour_text(&self) -> Option<String> {
        if !matches!(self.screen, Screen::Home(_) | Screen::Client(_)) {
            return None;
        }
        let stop = STOPS.get(self.tour?)?;
        let key = self.keymap.keys(stop.command).first()?.to_string();
        Some(self.tell(stop.said, &[("key", Arg::from(&key))]))
    }

    /// On to the next key once this one has been tried.
    pub(super) fn go_on_touring(&mut self, tried: Do) {
        let here = self.tour.and_then(|at| STOPS.get(at));
        if here.is_some_and(|stop| stop.does == tried) {
            self.tour = self.tour.map(|at| at + 1).filter(|at| *at < STOPS.len());
        }
    }

    /// Esc ends the tour, whatever else it does.
    pub(super) fn end_tour(&mut self, key: Key) {
        let seen = !self.hidden && self.overlays.is_empty() && self.tour_text().is_some();
        if seen && key == Key::plain(Code::Esc) {
            self.tour = None;
        }
    }
}
