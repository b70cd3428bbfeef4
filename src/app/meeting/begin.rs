//! Beginning a meeting, and taking one up again at the same item and letter.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Done, Focus, Meeting};
use crate::app::{App, Screen};
use crate::casework::{
    self, Filling, Recorded, SessionRow, Setting, StoredSession, SubjectPage, SubjectRow,
};
use crate::form::{Form, SectionIx};
use crate::response::Pinned;

impl App {
    /// Everything that a new filling needs is known: the meeting begins.
    pub(in crate::app) fn begin(&mut self, pinned: Vec<Pinned>) {
        let Screen::Client(client) = &mut self.screen else {
            return;
        };
        let Some(starting) = client.starting.take() else {
            return;
        };
        let page = client.page.clone();
        let Some(form) = self.catalogue.find(starting.form.as_str()).cloned() else {
            return;
        };
        let setting = Setting {
            mode: starting.mode,
            language: starting.language,
            interpreter: starting.interpreter,
        };
        let begun = casework::begin(
            &self.catalogue,
            &form,
            &page,
            setting,
            pinned,
            &mut self.scribe,
        );
        let Some(session) = begun.session else { return };
        self.record(begun.entries);
        let mut meeting = Meeting::new(session, page.subject, begun.fillings);
        meeting.enter(meeting.sections().first().copied().unwrap_or(0));
        self.screen = Screen::Meeting(Box::new(meeting));
        self.mark_place();
    }

    /// A meeting that was left open is taken up where it was left.
    pub(in crate::app) fn resume(
        &mut self,
        stored: StoredSession,
        forms: &[Arc<Form>],
        page: &SubjectPage,
    ) {
        let begun = casework::take_up(&self.catalogue, &stored, forms, page, &mut self.scribe);
        let Some(begun) = begun else {
            let text = self.say("nothing-to-resume");
            return self.warn(text);
        };
        self.record(begun.entries);
        let mut meeting = Meeting::new(
            begun.session.unwrap_or(stored.row),
            page.subject.clone(),
            begun.fillings,
        );
        meeting.remember(&stored.history);
        meeting.opened_at = meeting.undo.len();
        let place = stored.place.or_else(|| {
            stored
                .responses
                .iter()
                .find_map(|response| response.draft.clone())
        });
        meeting.enter(meeting.sections().first().copied().unwrap_or(0));
        let overlay = place.and_then(|draft| meeting.land(&draft));
        self.screen = Screen::Meeting(Box::new(meeting));
        self.overlays.extend(overlay);
    }
}

impl Meeting {
    pub(in crate::app) fn new(
        session: SessionRow,
        subject: SubjectRow,
        fillings: Vec<Filling>,
    ) -> Meeting {
        Meeting {
            session,
            subject,
            fillings,
            current: 0,
            section: 0,
            focus: None,
            cursor: 0,
            typing: None,
            refused: HashMap::new(),
            more: BTreeSet::new(),
            undo: Vec::new(),
            opened_at: 0,
            redo: Vec::new(),
            listening: None,
            recording: true,
            practice: false,
            allowed: BTreeSet::new(),
            masked: None,
        }
    }

    /// What was done before a restart can still be taken back.
    fn remember(&mut self, history: &[Recorded]) {
        for recorded in history {
            let known = |filling: &Filling| filling.row.id == recorded.response;
            let Some(filling) = self.fillings.iter().position(known) else {
                continue;
            };
            match recorded.undoes {
                Some(undone) => self.undo.retain(|done| done.entry != undone),
                None => self.undo.push(Done {
                    entry: recorded.entry,
                    filling,
                    change: recorded.change.clone(),
                }),
            }
        }
    }

    /// Whether a place lies in a section, under its fold included.
    pub fn shows(&self, section: SectionIx, focus: Focus) -> bool {
        self.places(section).contains(&focus)
    }
}
