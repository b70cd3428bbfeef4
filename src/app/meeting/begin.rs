//! Beginning a meeting, and taking one up again at the same item and letter.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Focus, Meeting, Writing};
use crate::app::editor::Editor;
use crate::app::overlay::Overlay;
use crate::app::{App, Screen};
use crate::casework::{
    self, Draft, Filling, Part, SessionRow, StoredSession, SubjectPage, SubjectRow,
};
use crate::form::{Form, Id, Kind};
use crate::response::Spot;

impl App {
    /// Everything that the new fillings need is known: the meeting begins.
    pub(in crate::app) fn begin(&mut self, page: SubjectPage) {
        let Screen::Client(client) = &mut self.screen else {
            return;
        };
        let same = client.page.subject.id == page.subject.id;
        let Some(starting) = client.starting.take().filter(|_| same) else {
            return;
        };
        let pinned = std::mem::take(&mut client.pinned);
        let catalogue = &self.catalogue;
        let begun = casework::begin(catalogue, &starting, &page, pinned, &mut self.scribe);
        let Some(begun) = begun else { return };
        let Some(session) = begun.session else { return };
        self.record(begun.entries);
        let mut meeting = Meeting::new(session, page.subject, begun.fillings);
        meeting.enter(meeting.parts().first().copied().unwrap_or_default());
        self.screen = Screen::Meeting(Box::new(meeting));
        self.mark_place();
        self.tell_of_newer_version();
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
        let deeds = casework::remembered(&stored.history, &meeting.fillings, forms);
        (meeting.undo, meeting.redo) = (deeds.done, deeds.undone);
        meeting.opened_at = meeting.undo.len();
        let mut drafts = stored.drafts;
        let here = |draft: &Draft| {
            meeting
                .fillings
                .iter()
                .any(|it| it.row.id == draft.response)
        };
        drafts.retain(here);
        if drafts.is_empty() {
            drafts.extend(stored.responses.into_iter().find_map(|of| of.draft));
        }
        meeting.bring_back(&drafts, self.stamp.today);
        meeting.enter(meeting.parts().first().copied().unwrap_or_default());
        let landed = meeting.land(&drafts);
        self.screen = Screen::Meeting(Box::new(meeting));
        self.tell_of_newer_version();
        if let Some(note) = drafts.first().filter(|draft| landed && draft.note) {
            let editor = Editor::note(&note.text).at(note.caret);
            self.overlays.push(Overlay::Note(editor));
        }
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
            part: Part::default(),
            focus: None,
            cursor: 0,
            entered: String::new(),
            typing: None,
            refused: HashMap::new(),
            more: BTreeSet::new(),
            undo: Vec::new(),
            opened_at: 0,
            redo: Vec::new(),
            listening: None,
            turned: None,
            writing: Writing::default(),
            recording: true,
            practice: false,
            allowed: BTreeSet::new(),
            masked: None,
            back: None,
            sentence: 0,
            stray: false,
            kept: Default::default(),
        }
    }

    /// Goes on where another meeting was: its section by its id, its drafts by their paths.
    pub(in crate::app) fn resume_at(
        &mut self,
        section: Option<&Id>,
        drafts: &[Draft],
        today: NaiveDate,
    ) {
        self.bring_back(drafts, today);
        let parts = self.parts();
        let form = self.form();
        let same = |part: &&Part| Some(&form.sections[usize::from(part.section)].id) == section;
        let place = parts.iter().find(same).or(parts.first());
        self.enter(place.copied().unwrap_or_default());
        self.land(drafts);
    }

    fn find(&self, draft: &Draft) -> Option<(usize, Spot)> {
        let known = |filling: &Filling| filling.row.id == draft.response;
        let filling = self.fillings.iter().position(known)?;
        Some((filling, self.response(filling).spot(&draft.path)?))
    }

    /// Texts that could not be taken as answers are again where they were typed.
    fn bring_back(&mut self, drafts: &[Draft], today: NaiveDate) {
        for draft in drafts.iter().filter(|draft| !draft.note) {
            let Some((filling, spot)) = self.find(draft) else {
                continue;
            };
            let here = self.marks() == Some((filling, spot.item));
            if here && drafts.first() != Some(draft) {
                // A line that was put aside unfinished while the client looked on.
                self.writing.line = Editor::line(&draft.text).at(draft.caret);
            }
            let typed = !draft.text.is_empty() && self.open_text(filling, spot).is_some();
            let refused = |text| self.response(filling).parse(spot, text, today).is_err();
            if typed && refused(draft.text.trim()) {
                self.refused.insert((filling, spot), draft.text.clone());
            }
        }
    }

    /// The focus, text and caret of the first draft. False if its place is no more.
    fn land(&mut self, drafts: &[Draft]) -> bool {
        let Some((draft, earlier)) = drafts.split_first() else {
            return false;
        };
        let Some((filling, spot)) = self.find(draft) else {
            return false;
        };
        if self.marks() == Some((filling, spot.item)) {
            self.land(earlier);
            self.listen(Editor::line(&draft.text).at(draft.caret));
            return true;
        }
        let focus = match self.response(filling).form().item(spot.item).kind {
            Kind::List { .. } => Focus::NewRow {
                filling,
                list: spot,
            },
            _ => Focus::Spot { filling, spot },
        };
        let mut parts = self.parts().into_iter();
        let Some(part) = parts.find(|part| self.shows(*part, focus)) else {
            return false;
        };
        self.stand_on(part, focus);
        if let Some(typing) = &mut self.typing
            && !draft.note
            && !draft.text.is_empty()
        {
            let editor = if typing.editor.is_note() {
                Editor::note(&draft.text)
            } else {
                Editor::line(&draft.text)
            };
            typing.editor = editor.at(draft.caret);
        }
        true
    }

    /// Whether a place lies in a part, under its fold included.
    pub fn shows(&self, part: Part, focus: Focus) -> bool {
        self.places(part).contains(&focus)
    }
}
