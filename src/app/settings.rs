//! What the person has chosen on the screen and the vault remembers: colours, signs, that the tour was given.

use super::overlay::{Choice, Menu, Overlay};
use super::{App, Effect, Look};

/// What the vault keeps, by name.
pub const SETTINGS: [&str; 3] = [LOOK, SIGNS, TOUR];
const LOOK: &str = "look";
const SIGNS: &str = "signs";
pub const TOUR: &str = "tour";
/// Whether one is among other people is remembered until it is switched off.
pub const OUTDOORS: &str = "outdoors";

const ASCII: &str = "ascii";
const UNICODE: &str = "unicode";

impl App {
    /// Takes in what the vault remembers.
    pub(super) fn settings(&mut self, kept: &[(&'static str, String)]) {
        let find = |name: &str| {
            let mut kept = kept.iter();
            Some(kept.find(|(of, _)| *of == name)?.1.as_str())
        };
        let look = find(LOOK).and_then(|name| Look::ALL.into_iter().find(|it| it.name() == name));
        self.look = look.filter(|_| !self.look_given).unwrap_or(self.look);
        self.ascii = find(SIGNS).map_or(self.ascii, |signs| signs == ASCII);
        if find(TOUR).is_none() {
            self.begin_tour();
        }
    }

    pub(super) fn keep_setting(&mut self, name: &'static str, value: &str) {
        let value = value.to_owned();
        self.effects.push(Effect::KeepSetting { name, value });
    }

    /// Colours and signs to choose from.
    pub(super) fn ask_look(&mut self) {
        let look = |look: Look| (self.say(look_id(look)), Choice::Look(look));
        let signs = [("signs-unicode", false), ("signs-ascii", true)];
        let signs = signs.map(|(id, ascii)| (self.say(id), Choice::Signs(ascii)));
        let options = Look::ALL.map(look).into_iter().chain(signs).collect();
        let at = Look::ALL.iter().position(|look| *look == self.look);
        self.overlays.push(Overlay::Menu(Menu {
            title: self.say("look-title"),
            lines: Vec::new(),
            options,
            at: at.unwrap_or(0),
        }));
    }

    pub(super) fn choose_look(&mut self, look: Look) {
        self.look = look;
        self.keep_setting(LOOK, look.name());
    }

    pub(super) fn choose_signs(&mut self, ascii: bool) {
        self.ascii = ascii;
        self.keep_setting(SIGNS, if ascii { ASCII } else { UNICODE });
    }
}

fn look_id(look: Look) -> &'static str {
    match look {
        Look::Default => "look-default",
        Look::Light => "look-light",
        Look::Dark => "look-dark",
        Look::Contrast => "look-contrast",
        Look::Mono => "look-mono",
    }
}
