//! Small forms over a screen, accepted: a client added or renamed.

use super::names;
use super::overlay::{Dialog, Field, Overlay, Purpose};
use super::{App, Effect, Screen, rights};
use crate::casework::{self, About};
use crate::casework::{Controller, Event, client_code};
use crate::form::Id;
use crate::lang::{Lang, clean};
use crate::response::identity;

impl App {
    pub(super) fn ask_new_client(&mut self) {
        let languages = Lang::ALL
            .iter()
            .map(|lang| self.say(names::language_id(*lang)))
            .collect();
        let fields = vec![
            Field::text("client-name", "").with_hint("client-name-hint"),
            Field::pick("client-language", languages, 0),
        ];
        self.overlays.push(Overlay::Dialog(Dialog::new(
            Purpose::NewClient,
            "client-new-title",
            fields,
        )));
        if self.controller == Controller::Practice {
            let text = self.say("practice-only");
            self.notify(text);
        }
    }

    pub(super) fn ask_edit_client(&mut self) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let subject = &client.page.subject;
        let languages = Lang::ALL
            .iter()
            .map(|lang| self.say(names::language_id(*lang)))
            .collect();
        let language = Lang::ALL
            .iter()
            .position(|lang| *lang == subject.language)
            .unwrap_or(0);
        let fields = vec![
            Field::text("client-name", &subject.name).with_hint("client-name-hint"),
            Field::pick("client-language", languages, language),
        ];
        self.overlays.push(Overlay::Dialog(Dialog::new(
            Purpose::EditClient,
            "client-edit-title",
            fields,
        )));
    }

    /// Enter in a dialog: the next field, or the whole accepted.
    pub(super) fn accept_dialog(&mut self) {
        let Some(Overlay::Dialog(dialog)) = self.overlays.last_mut() else {
            return;
        };
        if dialog.at + 1 < dialog.fields.len() {
            dialog.step(1);
            return;
        }
        if dialog
            .fields
            .iter()
            .any(|field| !identity::find_identity_codes(field.typed()).is_empty())
        {
            dialog.fault = Some("identity-refused");
            dialog.at = 0;
            return;
        }
        if let Some((field, fault)) = rights::fault(dialog) {
            (dialog.at, dialog.fault) = (field, Some(fault));
            return;
        }
        let dialog = dialog.clone();
        self.overlays.pop();
        match dialog.purpose {
            Purpose::NewClient => self.add_client(&dialog),
            Purpose::EditClient => self.change_client(&dialog),
            Purpose::Correct => self.correct(&dialog),
            Purpose::Passphrase => self.change_passphrase(&dialog),
            Purpose::SetUp => {}
        }
    }

    fn add_client(&mut self, dialog: &Dialog) {
        let [name, language] = dialog.fields.as_slice() else {
            return;
        };
        let subject = self.new_id();
        let event = Event::SubjectAdded {
            register: Id::new(casework::CLIENTS),
            code: client_code(subject),
            name: clean::clean_line(name.typed()),
            language: Lang::ALL[language.picked().min(Lang::ALL.len() - 1)],
            practice: self.controller == Controller::Practice,
        };
        self.record_one(event, About::subject(subject));
        self.effects.push(Effect::LoadPage(subject));
    }

    fn change_client(&mut self, dialog: &Dialog) {
        let [name, language] = dialog.fields.as_slice() else {
            return;
        };
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let subject = client.page.subject.id;
        let event = Event::SubjectChanged {
            name: clean::clean_line(name.typed()),
            language: Lang::ALL[language.picked().min(Lang::ALL.len() - 1)],
        };
        self.record_one(event, About::subject(subject));
        self.effects.push(Effect::LoadPage(subject));
    }
}
