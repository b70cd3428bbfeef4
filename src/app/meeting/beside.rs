//! What stands beside an answer: why there is none, a note, and forgetting it altogether.

use crate::app::editor::Editor;
use crate::app::names::absent_id;
use crate::app::overlay::{Choice as Pick, Menu, Overlay};
use crate::app::{App, Effect, Screen};
use crate::casework::{self, About, Event, Status};
use crate::form::Kind;
use crate::response::{Absent, Answer, Cell, Path, Spot};

impl App {
    pub(in crate::app) fn ask_answer_state(&mut self) {
        let mut options: Vec<(String, Pick)> = Absent::ALL
            .iter()
            .map(|absent| (self.say(absent_id(*absent)), Pick::State(Some(*absent))))
            .collect();
        options.push((self.say("absent-none"), Pick::State(None)));
        let title = self.say("answer-state-title");
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    pub(in crate::app) fn set_state(&mut self, absent: Option<Absent>) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        meeting.typing = None;
        let cell = meeting.response(filling).cell(spot).clone();
        let answer = absent.map_or(Answer::Empty, Answer::Absent);
        self.give(filling, spot, Cell { answer, ..cell });
        self.step(1);
    }

    pub(in crate::app) fn open_note(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let note = meeting
            .response(filling)
            .cell(spot)
            .note
            .clone()
            .unwrap_or_default();
        self.overlays.push(Overlay::Note(Editor::note(&note)));
    }

    pub(in crate::app) fn keep_note(&mut self, text: &str) {
        if matches!(self.screen, Screen::After(_)) {
            return self.keep_block(text);
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let note = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let cell = meeting.response(filling).cell(spot).clone();
        self.give(filling, spot, Cell { note, ..cell });
        self.mark_place();
    }

    /// The note has changed: a code in it is masked, and it is kept as it is typed.
    pub(in crate::app) fn after_note_edit(&mut self) {
        let meeting = self.meeting();
        let allowed = meeting.map_or_else(Default::default, |meeting| meeting.allowed.clone());
        if let Some(Overlay::Note(editor)) = self.overlays.last_mut()
            && let Some(masked) = super::text::masked(editor.text(), &allowed)
        {
            *editor = Editor::note(&masked);
            let text = self.say("identity-masked");
            self.warn(text);
        }
        self.draft_soon();
    }

    /// Asks before something is removed for good.
    pub(in crate::app) fn ask_forget(&mut self) {
        let language = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let response = meeting.response(filling);
        let item = response.form().item(spot.item);
        let what = response
            .wording(&item.label, Some(spot), language, &meeting.around())
            .map_or_else(String::new, |said| said.text);
        let place = (filling, spot);
        self.overlays.push(Overlay::Forget { what, place });
    }

    /// Takes an answer out of everything that keeps it. False if it cannot be.
    pub(in crate::app) fn forget_at(&mut self, (filling, spot): (usize, Spot)) -> bool {
        let Some(meeting) = self.meeting() else {
            return false;
        };
        let path = meeting.response(filling).path(spot);
        let change = meeting.response(filling).change(&path, Cell::default());
        if meeting.fillings[filling].response.apply(&change).is_err() {
            return false;
        }
        casework::forget(&mut meeting.undo, filling, &path, false);
        casework::forget(&mut meeting.redo, filling, &path, true);
        meeting.refused.remove(&(filling, spot));
        let about = meeting.about(filling);
        if meeting.spot() == Some((filling, spot)) {
            let focus = meeting.focus;
            meeting.typing = None;
            meeting.focus_on(focus);
        }
        let response = about.response.unwrap_or_default();
        let entry = self.entry(Event::Forgotten { path: path.clone() }, about);
        self.forgetting = true;
        self.effects.push(Effect::Forget {
            response,
            path,
            entry,
        });
        self.draft_due_ms = None;
        self.draft_first_ms = None;
        self.drop_empty_row(filling, spot);
        self.forget_papers();
        true
    }

    /// A row of which nothing is left is none.
    fn drop_empty_row(&mut self, filling: usize, spot: Spot) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let response = meeting.response(filling);
        let form = response.form();
        let list = form.item(spot.item).parent;
        let (Some(list), Some(row)) = (list, spot.row) else {
            return;
        };
        let cell = |item| {
            response.cell(Spot {
                item,
                row: spot.row,
            })
        };
        let empty = form.children(list).all(|item| cell(item).is_blank());
        if empty && matches!(form.item(list).kind, Kind::List { .. }) {
            let before = meeting.outline();
            let change = response.remove_row(list, response.row_id(row));
            self.make(filling, change);
            if let Some(meeting) = self.meeting() {
                meeting.keep_focus(&before);
            }
        }
    }

    /// Papers of a meeting that was over already may hold what is forgotten: all that was written in them goes too.
    fn forget_papers(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let session = meeting.session.clone();
        for row in &session.responses {
            let newest = || self.catalogue.find(row.form_id.as_str());
            let form = self.catalogue.by_hash(row.form).or_else(newest);
            let Some(form) = form.filter(|form| form.paper.is_some()).cloned() else {
                continue;
            };
            let about = About {
                response: Some(row.id),
                ..About::session(session.subject, session.id)
            };
            if row.status == Status::Completed {
                self.record_one(Event::ResponseResumed, about);
            }
            for item in casework::blocks_of(&form) {
                let path = Path::top(form.item(item).id.clone());
                let entry = self.entry(Event::Forgotten { path: path.clone() }, about);
                self.effects.push(Effect::Forget {
                    response: row.id,
                    path,
                    entry,
                });
            }
        }
    }
}
