//! A client's page: who, what was agreed, the meetings. And beginning a new one.

use super::names;
use uuid::Uuid;

use super::overlay::{Dialog, Field, Overlay, Purpose as For};
use super::{App, Effect, Purpose, Screen};
use crate::casework::{Mode, RaterRole, SessionRow, SessionState, SubjectPage};
use crate::form::Id;
use crate::lang::Lang;

#[derive(Debug, Clone)]
pub struct Client {
    pub page: SubjectPage,
    pub at: usize,
    /// The card is being read: on a screen too small for all, its beginning is seen instead of the meeting chosen.
    pub reading: bool,
    /// What was chosen for the meeting that is being prepared.
    pub starting: Option<Starting>,
}

/// A meeting about to begin.
#[derive(Debug, Clone, PartialEq)]
pub struct Starting {
    pub form: Id,
    pub mode: Mode,
    pub language: Lang,
    pub interpreter: bool,
}

/// What the program was started for: straight into a form with a client.
#[derive(Debug, Clone, PartialEq)]
pub struct Errand {
    pub subject: Uuid,
    pub starting: Starting,
}

impl Client {
    pub fn new(page: SubjectPage) -> Client {
        Client {
            page,
            at: 0,
            reading: true,
            starting: None,
        }
    }
}

impl App {
    pub(super) fn client_move(&mut self, by: isize) {
        if let Screen::Client(client) = &mut self.screen {
            let last = client.page.sessions.len().saturating_sub(1);
            client.reading = by < 0 && client.at == 0;
            client.at = client.at.saturating_add_signed(by).min(last);
        }
    }

    pub(super) fn client_open(&mut self) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let Some(row) = client.page.sessions.get(client.at) else {
            return;
        };
        let purpose = if row.state == SessionState::Open {
            Purpose::Resume
        } else {
            Purpose::Review
        };
        let session: Uuid = row.id;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    /// The client's page is there: on into the meeting that was left open with the form, else into a new one.
    pub(super) fn run_errand(&mut self, errand: Errand) {
        let Screen::Client(client) = &mut self.screen else {
            return;
        };
        let form = errand.starting.form.clone();
        let has_form = |row: &&SessionRow| row.responses.iter().any(|it| it.form_id == form);
        let sessions = client.page.sessions.iter();
        let mut open = sessions.filter(|row| row.state == SessionState::Open);
        if let Some(session) = open.find(has_form).map(|row| row.id) {
            let purpose = Purpose::Resume;
            return self.effects.push(Effect::LoadSession { session, purpose });
        }
        client.starting = Some(errand.starting);
        self.effects.push(Effect::Prepare {
            subject: errand.subject,
            form,
            role: RaterRole::Client,
        });
    }

    /// The forms that a meeting with a client may begin with.
    fn startable(&self) -> Vec<(Id, String)> {
        let Screen::Client(client) = &self.screen else {
            return Vec::new();
        };
        let fits = |form: &&std::sync::Arc<crate::form::Form>| {
            form.is_asked() && form.subject == client.page.subject.register
        };
        self.catalogue
            .forms()
            .filter(fits)
            .map(|form| (form.id.clone(), form.title.plain(self.lang).to_owned()))
            .collect()
    }

    pub(super) fn ask_start(&mut self) {
        let forms = self.startable();
        if let (Screen::Client(client), [(form, _)]) = (&self.screen, forms.as_slice())
            && client.page.subject.is_own()
        {
            let page = client.page.clone();
            return self.start_alone(&page, form.clone());
        }
        let forms = forms
            .into_iter()
            .map(|(_, title)| title)
            .collect::<Vec<_>>();
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let languages = Lang::ALL
            .iter()
            .map(|lang| self.say(names::language_id(*lang)))
            .collect();
        let language = Lang::ALL
            .iter()
            .position(|lang| *lang == client.page.subject.language)
            .unwrap_or(0);
        let modes = Mode::ALL
            .iter()
            .map(|mode| self.say(names::mode_id(*mode)))
            .collect();
        let fields = vec![
            Field::pick("start-form", forms, 0),
            Field::pick("start-mode", modes, 0),
            Field::pick("start-language", languages, language),
            Field::pick(
                "start-interpreter",
                vec![self.say("answer-no"), self.say("answer-yes")],
                0,
            ),
        ];
        self.overlays.push(Overlay::Dialog(Dialog::new(
            For::Start,
            "start-title",
            fields,
        )));
    }

    pub(super) fn accept_start(&mut self, dialog: &Dialog) {
        let forms = self.startable();
        let [form, mode, language, interpreter] = dialog.fields.as_slice() else {
            return;
        };
        let Some((form, _)) = forms.get(form.picked()) else {
            return;
        };
        let Screen::Client(client) = &mut self.screen else {
            return;
        };
        client.starting = Some(Starting {
            form: form.clone(),
            mode: Mode::ALL[mode.picked().min(Mode::ALL.len() - 1)],
            language: Lang::ALL[language.picked().min(Lang::ALL.len() - 1)],
            interpreter: interpreter.picked() == 1,
        });
        let subject = client.page.subject.id;
        self.effects.push(Effect::Prepare {
            subject,
            form: form.clone(),
            role: RaterRole::Client,
        });
    }
}
