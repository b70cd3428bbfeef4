//! The counsellor's own learning, e.g. a recording coded: kept with nobody's name and never beside a client.

use super::{App, Screen};
use crate::casework::{About, Controller, Event, OWN};
use crate::form::Id;

/// What stands for a name and a code: there is one such subject in a vault.
const CODE: &str = "OMA";

impl App {
    /// The page of one's own: made when it is first wanted.
    pub(super) fn open_learning(&mut self) {
        let Screen::Home(home) = &self.screen else {
            return;
        };
        if let Some(own) = home.rows.own {
            return self.open_page(own);
        }
        let subject = self.new_id();
        let event = Event::SubjectAdded {
            register: Id::new(OWN),
            code: CODE.to_owned(),
            name: String::new(),
            language: self.lang,
            practice: self.controller == Controller::Practice,
        };
        self.record_one(event, About::subject(subject));
        self.open_page(subject);
    }
}
