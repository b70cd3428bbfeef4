//! Further forms of the same meeting: chosen from a list, taken in, taken out again by undoing.

use crate::app::overlay::{Overlay, Picker, PickerEntry, Target};
use crate::app::{App, Effect, Screen};
use crate::casework::{self, Deed, Done, RaterRole, SubjectPage};
use crate::form::Id;
use crate::response::Pinned;

impl App {
    /// The forms that the meeting may take in: id and title.
    pub(super) fn addable(&self) -> Vec<(Id, String)> {
        let Screen::Meeting(meeting) = &self.screen else {
            return Vec::new();
        };
        let register = &meeting.subject.register;
        casework::addable(&self.catalogue, register, &meeting.fillings)
            .map(|form| (form.id.clone(), form.title.plain(self.lang).to_owned()))
            .collect()
    }

    /// Whether forms can be taken in here at all.
    pub(super) fn means_to_add(&self) -> bool {
        self.preview.is_none()
    }

    /// A list of the forms that can be taken in.
    pub(in crate::app) fn ask_form(&mut self) {
        let forms = self.addable().into_iter();
        let entries = forms.map(|(id, label)| PickerEntry {
            label,
            also: String::new(),
            aside: String::new(),
            target: Target::Form(id),
        });
        let picker = Picker::new(self.say("add-form-title"), entries.collect());
        self.overlays.push(Overlay::Picker(picker));
    }

    /// Finds out what the new filling needs to know; then it is taken in.
    pub(in crate::app) fn prepare_form(&mut self, form: Id) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        if !meeting.recording {
            let text = self.say("not-recording");
            return self.warn(text);
        }
        let subject = meeting.subject.id;
        self.effects.push(Effect::Prepare {
            subject,
            form,
            role: RaterRole::Client,
        });
    }

    /// Takes a form in and goes to its beginning.
    pub(in crate::app) fn add_form(&mut self, form: &Id, pinned: Vec<Pinned>, page: &SubjectPage) {
        let known = self.addable().iter().any(|(id, _)| id == form);
        let Some(form) = self.catalogue.find(form.as_str()).cloned() else {
            return;
        };
        let Some(stand) = self.stand() else { return };
        let Screen::Meeting(meeting) = &mut self.screen else {
            return;
        };
        // The list may have been answered twice, or in another meeting.
        if !known || meeting.subject.id != page.subject.id {
            return;
        }
        let filling = meeting.fillings.len();
        let entries = casework::add(
            &self.catalogue,
            &form,
            page,
            &meeting.session,
            &mut meeting.fillings,
            pinned,
            &mut self.scribe,
        );
        meeting.undo.extend(entries.first().map(|started| Done {
            entry: started.id,
            filling,
            deed: Deed::Added,
        }));
        meeting.redo.clear();
        self.record(entries);
        self.enter_form(filling);
        self.remember_way_back(stand);
    }

    fn enter_form(&mut self, filling: usize) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let mut parts = meeting.parts().into_iter();
        if let Some(part) = parts.find(|part| part.filling == filling) {
            meeting.enter(part);
        }
        self.mark_place();
    }

    /// Takes a form out again, or brings it back.
    pub(super) fn take_back_form(&mut self, done: Done, redo: bool) {
        let Screen::Meeting(meeting) = &mut self.screen else {
            return;
        };
        let about = meeting.about(done.filling);
        let filling = &mut meeting.fillings[done.filling];
        let change = match redo {
            true => casework::bring_back,
            false => casework::take_out,
        };
        let entry = change(filling, done.entry, about, &mut self.scribe);
        let title = filling.response.form().title.plain(self.lang).to_owned();
        let back = Done {
            entry: entry.id,
            ..done
        };
        let at = back.filling;
        match redo {
            true => meeting.undo.push(back),
            false => {
                meeting.redo.push(back);
                meeting.leave_form(at);
            }
        }
        self.record(vec![entry]);
        if redo {
            self.enter_form(at);
        }
        self.mark_place();
        let id = if redo { "form-back" } else { "form-taken-out" };
        let text = self.tell(id, &[("form", (&title).into())]);
        self.notify(text);
    }
}

impl super::Meeting {
    /// The form is no longer walked through: on with the part before it.
    fn leave_form(&mut self, filling: usize) {
        self.refused.retain(|(of, _), _| *of != filling);
        self.more.retain(|part| part.filling != filling);
        if self.part.filling == filling {
            let parts = self.parts();
            let before = parts.iter().rev().find(|part| part.filling < filling);
            self.enter(before.or(parts.first()).copied().unwrap_or_default());
        }
    }
}
