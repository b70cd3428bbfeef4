//! A client's page: who, what was agreed, the meetings.

use uuid::Uuid;

use super::{App, Effect, Purpose, Screen};
use crate::casework::{SessionRow, SessionState, Starting, SubjectPage};
use crate::response::Pinned;

#[derive(Debug, Clone)]
pub struct Client {
    pub page: SubjectPage,
    pub at: usize,
    /// The card is being read: on a screen too small for all, its beginning is seen instead of the meeting chosen.
    pub reading: bool,
    /// What was chosen for the meeting that is being prepared.
    pub starting: Option<Starting>,
    /// What its forms need to know of earlier meetings, as far as it is known yet.
    pub pinned: Vec<Vec<Pinned>>,
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
            pinned: Vec::new(),
        }
    }

    /// The newest meeting that was left open.
    pub fn unfinished(&self) -> Option<&SessionRow> {
        let mut sessions = self.page.sessions.iter();
        sessions.find(|row| row.state == SessionState::Open)
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
        let session = row.id;
        if row.state == SessionState::Open {
            return self.resume_session(session);
        }
        let purpose = Purpose::Review;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    pub(super) fn resume_session(&mut self, session: Uuid) {
        let purpose = Purpose::Resume;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    /// The client's page is there: on into the meeting that was left open with the form, else into a new one.
    pub(super) fn run_errand(&mut self, errand: Errand) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let Some(form) = errand.starting.forms.first() else {
            return;
        };
        let has_form = |row: &&SessionRow| row.responses.iter().any(|it| it.form_id == *form);
        let sessions = client.page.sessions.iter();
        let mut open = sessions.filter(|row| row.state == SessionState::Open);
        if let Some(session) = open.find(has_form).map(|row| row.id) {
            return self.resume_session(session);
        }
        self.prepare(errand.starting);
    }
}
