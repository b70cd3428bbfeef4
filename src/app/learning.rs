//! The counsellor's own learning, e.g. a recording coded: kept with nobody's name and never beside a client.

use uuid::Uuid;

use super::client::Starting;
use super::{App, Effect, Screen};
use crate::casework::{About, Controller, Event, Mode, OWN, RaterRole, SubjectPage};
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

    /// Nobody is met: only which form is asked, and where there is one, not even that.
    pub(super) fn start_alone(&mut self, page: &SubjectPage, form: Id) {
        let subject: Uuid = page.subject.id;
        let starting = Starting {
            form: form.clone(),
            mode: Mode::Elsewhere,
            language: self.lang,
            interpreter: false,
        };
        if let Screen::Client(client) = &mut self.screen {
            client.starting = Some(starting);
        }
        self.effects.push(Effect::Prepare {
            subject,
            form,
            role: RaterRole::Counsellor,
        });
    }
}
