//! Beginning a meeting, and taking one up again at the same item and letter.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Done, Filling, Focus, Meeting};
use crate::app::editor::Editor;
use crate::app::{About, App, Screen};
use crate::casework::{
    Event, RaterRole, ResponseRow, SessionRow, SessionState, Status, StoredResponse, StoredSession,
    SubjectPage, SubjectRow,
};
use crate::form::{Form, Id, Kind};
use crate::lang::Lang;
use crate::response::{Inputs, Pinned, Response};

/// The standing forms that a form shows in its sections.
fn embedded(form: &Form) -> Vec<Id> {
    let named = |kind: &Kind| match kind {
        Kind::Embed { form } => Some(form.clone()),
        _ => None,
    };
    form.items
        .iter()
        .filter_map(|item| named(&item.kind))
        .collect()
}

fn response_row(
    id: uuid::Uuid,
    form: &Form,
    about: About,
    language: Lang,
    now: chrono::DateTime<chrono::Utc>,
) -> ResponseRow {
    ResponseRow {
        id,
        subject: about.subject.unwrap_or_default(),
        session: about.session,
        form: form.hash,
        form_id: form.id.clone(),
        role: RaterRole::Client,
        language,
        status: Status::InProgress,
        changed: now,
        scores: Vec::new(),
    }
}

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
        let about = About::session(page.subject.id, self.new_id());
        let session = SessionRow {
            id: about.session.unwrap_or_default(),
            subject: page.subject.id,
            code: page.subject.code.clone(),
            name: page.subject.name.clone(),
            started: self.stamp.utc,
            offset_min: self.stamp.offset_min,
            ended: None,
            state: SessionState::Open,
            mode: starting.mode,
            language: starting.language,
            interpreter: starting.interpreter,
            minutes: form.minutes,
            responses: Vec::new(),
        };
        let started = Event::SessionStarted {
            mode: session.mode,
            language: session.language,
            interpreter: session.interpreter,
            minutes: session.minutes,
        };
        let mut entries = vec![self.entry(started, about)];
        let inputs = self.inputs(&session, &page);
        let mut fillings = vec![self.new_filling(
            &form,
            &inputs,
            pinned,
            about,
            session.language,
            &mut entries,
        )];
        for id in embedded(&form) {
            let stored = page.standing.iter().find(|stored| stored.row.form_id == id);
            if let Some(filling) =
                self.standing_filling(&id, stored, &inputs, about, session.language, &mut entries)
            {
                fillings.push(filling);
            }
        }
        self.record(entries);
        let mut meeting = Meeting::new(session, page.subject, fillings);
        meeting.enter(meeting.sections().first().copied().unwrap_or(0));
        self.screen = Screen::Meeting(Box::new(meeting));
        self.mark_place();
    }

    fn inputs(&self, session: &SessionRow, page: &SubjectPage) -> Inputs {
        let earlier = |row: &SessionRow| {
            row.id != session.id && row.started < session.started && row.state.met()
        };
        Inputs {
            today: self.stamp.today,
            first_session: !page.sessions.iter().any(earlier),
            interpreter: session.interpreter,
            mode: Id::new(session.mode.code()),
            practice: page.subject.practice,
        }
    }

    fn new_filling(
        &mut self,
        form: &Arc<Form>,
        inputs: &Inputs,
        pinned: Vec<Pinned>,
        about: About,
        language: Lang,
        entries: &mut Vec<crate::casework::Entry>,
    ) -> Filling {
        let id = self.new_id();
        let about = if form.standing {
            About {
                session: None,
                ..about
            }
        } else {
            about
        };
        let row = response_row(id, form, about, language, self.stamp.utc);
        let event = Event::ResponseStarted {
            form: form.hash,
            form_id: form.id.clone(),
            role: row.role,
            language,
            pinned: pinned.clone(),
        };
        entries.push(self.entry(
            event,
            About {
                response: Some(id),
                ..about
            },
        ));
        Filling {
            row,
            response: Response::new(Arc::clone(form), inputs.clone(), pinned),
            standing: form.standing,
        }
    }

    fn standing_filling(
        &mut self,
        id: &Id,
        stored: Option<&StoredResponse>,
        inputs: &Inputs,
        about: About,
        language: Lang,
        entries: &mut Vec<crate::casework::Entry>,
    ) -> Option<Filling> {
        let form = self.catalogue.find(id.as_str()).cloned()?;
        let Some(stored) = stored else {
            return Some(self.new_filling(&form, inputs, Vec::new(), about, language, entries));
        };
        Some(loaded(stored, form, inputs))
    }

    /// A meeting that was left open is taken up where it was left.
    pub(in crate::app) fn resume(
        &mut self,
        stored: StoredSession,
        forms: &[Arc<Form>],
        page: &SubjectPage,
    ) {
        let inputs = self.inputs(&stored.row, page);
        let mut fillings = Vec::new();
        for response in &stored.responses {
            if let Some(form) = forms.iter().find(|form| form.hash == response.row.form) {
                fillings.push(loaded(response, Arc::clone(form), &inputs));
            }
        }
        let Some(current) = fillings.iter().position(|filling| !filling.standing) else {
            let text = self.say("nothing-to-resume");
            return self.warn(text);
        };
        self.missing_standing(&mut fillings, current, page, &stored.row, &inputs);
        if stored.row.state != SessionState::Open {
            self.record_one(
                Event::SessionResumed,
                About::session(stored.row.subject, stored.row.id),
            );
        }
        let mut meeting = Meeting::new(stored.row, page.subject.clone(), fillings);
        meeting.current = current;
        meeting.remember(&stored.history);
        let place = stored.place.or_else(|| {
            stored
                .responses
                .iter()
                .find_map(|response| response.draft.clone())
        });
        meeting.enter(meeting.sections().first().copied().unwrap_or(0));
        if let Some(draft) = place {
            meeting.land(&draft);
        }
        self.screen = Screen::Meeting(Box::new(meeting));
    }

    /// Standing forms that were added to the form since the meeting began.
    fn missing_standing(
        &mut self,
        fillings: &mut Vec<Filling>,
        current: usize,
        page: &SubjectPage,
        session: &SessionRow,
        inputs: &Inputs,
    ) {
        let mut entries = Vec::new();
        let about = About::session(session.subject, session.id);
        for id in embedded(fillings[current].response.form()) {
            if fillings.iter().any(|filling| filling.row.form_id == id) {
                continue;
            }
            let stored = page.standing.iter().find(|stored| stored.row.form_id == id);
            if let Some(filling) =
                self.standing_filling(&id, stored, inputs, about, session.language, &mut entries)
            {
                fillings.push(filling);
            }
        }
        self.record(entries);
    }
}

fn loaded(stored: &StoredResponse, form: Arc<Form>, inputs: &Inputs) -> Filling {
    let standing = form.standing;
    let mut response = Response::new(form, inputs.clone(), stored.pinned.clone());
    response.load(stored.cells.clone());
    Filling {
        row: stored.row.clone(),
        response,
        standing,
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
            redo: Vec::new(),
            listening: None,
            recording: true,
            practice: false,
            allowed: BTreeSet::new(),
            masked: None,
        }
    }

    /// What was done before a restart can still be taken back.
    fn remember(&mut self, history: &[crate::casework::Recorded]) {
        for recorded in history {
            let Some(filling) = self
                .fillings
                .iter()
                .position(|filling| filling.row.id == recorded.response)
            else {
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

    /// The focus, text and caret of a draft.
    fn land(&mut self, draft: &crate::casework::Draft) {
        let Some(filling) = self
            .fillings
            .iter()
            .position(|filling| filling.row.id == draft.response)
        else {
            return;
        };
        let response = self.response(filling);
        let Some(spot) = response.spot(&draft.path) else {
            return;
        };
        let focus = Focus::Spot { filling, spot };
        let Some(section) = self
            .sections()
            .into_iter()
            .find(|section| self.shows(*section, focus))
        else {
            return;
        };
        self.section = section;
        if !self.focusable().contains(&focus) {
            self.more.insert(section);
        }
        self.focus_on(Some(focus));
        if let Some(typing) = self.typing.as_mut().filter(|_| !draft.text.is_empty()) {
            let editor = if typing.editor.is_note() {
                Editor::note(&draft.text)
            } else {
                Editor::line(&draft.text)
            };
            typing.editor = editor.at(draft.caret);
        }
    }

    /// Whether a place lies in a section, under its fold included.
    pub fn shows(&self, section: crate::form::SectionIx, focus: Focus) -> bool {
        self.places(section).contains(&focus)
    }
}
