//! Among other people: no names on any screen, a lock after a minute, and how long the battery lasts.

use super::{App, Effect, OUTDOORS, Screen};

/// After this long without a key the vault is locked while among other people.
const LOCK_MS: u64 = 60 * 1000;
/// How full the battery is, is asked again after this.
const BATTERY_MS: u64 = 60 * 1000;

impl App {
    /// After this long without a key the vault is locked, as things are.
    pub fn idle_lock_after_ms(&self) -> u64 {
        match self.outdoors {
            true => self.idle_lock_ms.min(LOCK_MS),
            false => self.idle_lock_ms,
        }
    }

    pub(super) fn toggle_outdoors(&mut self) {
        self.outdoors = !self.outdoors;
        self.battery = None;
        if let Screen::Home(home) = &mut self.screen {
            home.covered = true;
        }
        self.battery_read_ms = 0;
        let on = if self.outdoors { "1" } else { "0" };
        self.keep_setting(OUTDOORS, on);
        let text = self.say(match self.outdoors {
            true => "outdoors-on",
            false => "outdoors-off",
        });
        self.notify(text);
    }

    /// Asks for the battery now and then: with a key, since nothing here wakes up by itself.
    pub(super) fn watch_battery(&mut self) {
        let now = self.stamp.boot_ms;
        let due = self.battery_read_ms == 0 || now >= self.battery_read_ms + BATTERY_MS;
        if self.outdoors && due && !self.is_locked() {
            self.battery_read_ms = now.max(1);
            self.effects.push(Effect::ReadBattery);
        }
    }
}
