//! Looking for words in what was written down: of one client, or of all. What is found is shown where it stands.

use uuid::Uuid;

use super::editor::Editor;
use super::key::Key;
use super::overlay::Overlay;
use super::{App, Effect, Purpose, Screen};
use crate::casework::{About, Event, SearchHit};
use crate::response::Path;

/// Nothing is looked for before this many letters are typed.
const LEAST: usize = 2;

#[derive(Debug, Clone)]
pub struct Search {
    pub typed: Editor,
    /// The client in whose papers is looked; all where there is none.
    pub within: Option<Uuid>,
    pub hits: Vec<SearchHit>,
    pub at: usize,
}

/// The place of an answer: the filling, and where in it.
pub type Sought = (Uuid, Path);

impl Search {
    /// What is looked for, once there is enough of it.
    pub fn wanted(&self) -> Option<&str> {
        let wanted = self.typed.text().trim();
        (wanted.chars().count() >= LEAST).then_some(wanted)
    }

    pub(super) fn step(&mut self, by: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }
}

impl App {
    pub(super) fn ask_search(&mut self) {
        let within = match &self.screen {
            Screen::Client(client) => Some(client.page.subject.id),
            Screen::Journey(journey) => Some(journey.page.subject.id),
            _ => None,
        };
        self.overlays.push(Overlay::Search(Search {
            typed: Editor::line(""),
            within,
            hits: Vec::new(),
            at: 0,
        }));
    }

    pub(super) fn search_key(&mut self, key: Key) {
        if let Some(Overlay::Search(search)) = self.overlays.last_mut() {
            search.typed.key(key, usize::MAX);
            self.search();
        }
    }

    /// Every letter asks anew; an answer to what is no longer asked is dropped.
    pub(super) fn search(&mut self) {
        let Some(Overlay::Search(search)) = self.overlays.last_mut() else {
            return;
        };
        match search.wanted() {
            Some(text) => self.effects.push(Effect::Search {
                within: search.within,
                text: text.to_owned(),
            }),
            None => search.hits.clear(),
        }
    }

    pub(super) fn found(&mut self, text: &str, hits: Vec<SearchHit>) {
        if let Some(Overlay::Search(search)) = self.overlays.last_mut()
            && search.wanted() == Some(text)
        {
            (search.hits, search.at) = (hits, 0);
        }
    }

    /// The meeting in which the words stand, with the place in sight; else the client's page.
    pub(super) fn accept_search(&mut self) {
        let Some(Overlay::Search(search)) = self.overlays.last() else {
            return;
        };
        let Some(hit) = search.hits.get(search.at).cloned() else {
            return;
        };
        let everywhere = search.within.is_none();
        self.overlays.pop();
        let Some(session) = hit.session else {
            return self.open_page(hit.subject);
        };
        if everywhere {
            self.record_one(Event::SubjectOpened, About::subject(hit.subject));
        }
        self.sought = hit.found.map(|(response, _, path)| (response, path));
        let purpose = Purpose::Review;
        self.effects.push(Effect::LoadSession { session, purpose });
    }
}
