//! Trying a form out: a meeting of which nothing is kept, and whose form is read again as its file is saved.

use std::sync::Arc;

use uuid::Uuid;

use super::commands::Do;
use super::meeting::Meeting;
use super::overlay::{Choice, Menu, Overlay, Picker, PickerEntry, Target};
use super::{App, Effect, Home, Screen, Scroll};
use crate::casework::{
    self, Deed, Done, Draft, Filling, SessionRow, Setting, Starting, SubjectRow,
};
use crate::form::{Diagnostic, Form, Id};
use crate::lang::Arg;
use crate::response::Path;

/// How a form is tried out.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The file that is read again; none for a form at hand that is only practised with.
    pub file: Option<String>,
    /// All that is wrong with the file as it is now.
    pub found: Vec<Diagnostic>,
    setting: Setting,
    /// The last version without faults and what was answered by it, while something else is on the screen.
    meeting: Option<Box<Meeting>>,
    /// Where it was begun from, and is gone back to.
    home: Option<Box<Home>>,
}

/// A form's file as it was read: what is wrong with it, and the form unless something is.
#[derive(Debug, Clone, Default)]
pub struct FormRead {
    pub found: Vec<Diagnostic>,
    pub form: Option<Arc<Form>>,
}

impl Preview {
    /// How many faults keep the file from being a form, and how many are doubts.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.found.iter().filter(|found| found.is_error()).count();
        (errors, self.found.len() - errors)
    }

    /// Whether a command means anything where nothing is kept.
    pub(super) fn allows(&self, does: Do) -> bool {
        if does == Do::Lock {
            return self.leads_home();
        }
        !matches!(
            does,
            Do::BackUp
                | Do::Recording
                | Do::Forget
                | Do::Practice
                | Do::MoveMeeting
                | Do::Outdoors
                | Do::AddForm
        )
    }

    /// Whether it was begun at home, over an open vault.
    pub(super) fn leads_home(&self) -> bool {
        self.home.is_some()
    }

    pub fn has_meeting(&self) -> bool {
        self.meeting.is_some()
    }
}

impl App {
    /// Begins to try a form out instead of opening a vault.
    pub fn begin_preview(&mut self, file: Option<String>, setting: Setting, read: FormRead) {
        self.preview = Some(Preview {
            file,
            found: Vec::new(),
            setting,
            meeting: None,
            home: None,
        });
        self.form_read(read);
        self.notice = None;
        self.effects.clear();
    }

    /// Forms to practise with, at home.
    pub(super) fn ask_rehearsal(&mut self) {
        let forms = self.catalogue.forms().filter(|form| !form.standing);
        let entries = forms.map(|form| PickerEntry {
            label: form.title.plain(self.lang).to_owned(),
            also: String::new(),
            aside: String::new(),
            target: Target::Rehearsal(form.id.clone()),
        });
        let picker = Picker::new(self.say("rehearse-title"), entries.collect());
        self.overlays.push(Overlay::Picker(picker));
    }

    /// A meeting with somebody who does not exist; afterwards it is home again.
    pub(super) fn begin_rehearsal(&mut self, form: &Id) {
        let form = self.catalogue.find(form.as_str()).cloned();
        let Screen::Home(home) = &self.screen else {
            return;
        };
        self.preview = Some(Preview {
            file: None,
            found: Vec::new(),
            setting: Setting::in_person(self.lang),
            meeting: None,
            home: Some(Box::new(home.clone())),
        });
        self.form_read(FormRead {
            form,
            ..FormRead::default()
        });
    }

    /// The end of trying out: home, or out of the program.
    pub(super) fn end_preview(&mut self) {
        let home = self
            .preview
            .as_mut()
            .and_then(|preview| preview.home.take());
        let Some(home) = home else {
            return self.leave_program(0);
        };
        self.preview = None;
        self.screen = Screen::Home(*home);
    }

    /// Asks for the file to be read again.
    pub(super) fn read_form(&mut self) {
        let preview = self.preview.as_ref();
        if let Some(file) = preview.and_then(|preview| preview.file.clone()) {
            self.effects.push(Effect::ReadForm(file));
        }
    }

    /// Takes in the file: a good version goes on where the last one was, of a faulty one the faults are shown.
    pub(super) fn form_read(&mut self, read: FormRead) {
        let Some(preview) = &mut self.preview else {
            return;
        };
        preview.found = read.found;
        let Some(form) = read.form else {
            return self.show_findings();
        };
        self.keep_open_note();
        self.put_meeting_aside();
        let before = self
            .preview
            .as_mut()
            .and_then(|preview| preview.meeting.take());
        if let Some(same) = before
            .as_ref()
            .filter(|meeting| meeting.form().hash == form.hash)
        {
            self.screen = Screen::Meeting(same.clone());
            return;
        }
        let again = before.is_some();
        let (meeting, kept, lost) = self.rehearse(&form, before);
        self.screen = Screen::Meeting(Box::new(meeting));
        if again {
            let args = [("kept", Arg::from(kept)), ("lost", Arg::from(lost))];
            let text = self.tell("preview-reloaded", &args);
            self.notify(text);
        }
    }

    /// Places over the screen belong to the form as it was; what is written in a note is the person's.
    fn keep_open_note(&mut self) {
        if let Some(Overlay::Note(editor)) = self.overlays.last() {
            let text = editor.text().to_owned();
            self.keep_note(&text);
        }
        self.overlays.clear();
    }

    fn put_meeting_aside(&mut self) {
        let Some(preview) = &mut self.preview else {
            return;
        };
        if matches!(self.screen, Screen::Meeting(_)) {
            let screen = std::mem::replace(&mut self.screen, Screen::Findings(Scroll::default()));
            if let Screen::Meeting(meeting) = screen {
                preview.meeting = Some(meeting);
            }
        }
    }

    /// What is wrong with the file, and what the scores are now.
    pub(super) fn show_findings(&mut self) {
        self.keep_open_note();
        self.put_meeting_aside();
        self.screen = Screen::Findings(Scroll::default());
    }

    /// Back to the last version without faults.
    pub(super) fn leave_findings(&mut self) {
        let preview = self.preview.as_mut();
        if let Some(meeting) = preview.and_then(|preview| preview.meeting.take()) {
            self.screen = Screen::Meeting(meeting);
        }
    }

    pub(super) fn run_findings(&mut self, does: Do) {
        let page = isize::try_from(self.size.1.saturating_sub(6).max(1)).unwrap_or(1);
        let Screen::Findings(scroll) = &mut self.screen else {
            return;
        };
        match does {
            Do::Up => scroll.by(-1),
            Do::Down => scroll.by(1),
            Do::PageUp => scroll.by(-page),
            Do::PageDown => scroll.by(page),
            Do::First => scroll.to_start(),
            Do::Last => scroll.to_end(),
            Do::Back => self.leave_findings(),
            _ => {}
        }
    }

    /// The meeting that is tried out, wherever it is.
    pub fn rehearsal(&self) -> Option<&Meeting> {
        match &self.screen {
            Screen::Meeting(meeting) => Some(meeting),
            _ => self.preview.as_ref()?.meeting.as_deref(),
        }
    }

    /// A meeting by a form, with the answers and the place of the one before it as far as they fit: how many do and do not.
    fn rehearse(
        &mut self,
        form: &Arc<Form>,
        before: Option<Box<Meeting>>,
    ) -> (Meeting, usize, usize) {
        let setting = match &self.preview {
            Some(preview) => preview.setting,
            None => Setting::in_person(self.lang),
        };
        let mut fillings = casework::practise(&self.catalogue, form, setting, &mut self.scribe);
        let Some(before) = before else {
            let (session, subject) = self.invented(setting, form);
            let mut meeting = Meeting::new(session, subject, fillings);
            meeting.enter(meeting.parts().first().copied().unwrap_or_default());
            return (meeting, 0, 0);
        };
        let (mut kept, mut lost) = (0, 0);
        for filling in &mut fillings {
            let (taken, left) = take_over(filling, &before.fillings);
            kept += taken;
            lost += left;
        }
        let drafts = before.unfinished(self.stamp.utc);
        let drafts = drafts.into_iter().map(|draft| renamed_draft(form, draft));
        let drafts: Vec<Draft> = drafts.collect();
        let place = before.form().sections.get(usize::from(before.part.section));
        let place = place.map(|section| section.id.clone());
        let mut meeting = Meeting::new(before.session, before.subject, fillings);
        meeting.undo = before.undo;
        meeting.undo.retain(|done| {
            meeting
                .fillings
                .get(done.filling)
                .is_some_and(|filling| stands(filling, done))
        });
        meeting.allowed = before.allowed;
        meeting.resume_at(place.as_ref(), &drafts, self.stamp.today);
        (meeting, kept, lost)
    }

    /// Somebody who does not exist, met now.
    fn invented(&mut self, setting: Setting, form: &Form) -> (SessionRow, SubjectRow) {
        let code = self.say("preview-code");
        let subject = SubjectRow {
            id: Uuid::nil(),
            register: Id::new("client"),
            code,
            name: String::new(),
            language: setting.language,
            practice: true,
            restricted: false,
            no_place: false,
            last_met: None,
            sessions: 0,
        };
        let starting = Starting::with_form(form, setting, form.minutes);
        let (session, _) = casework::open_session(&subject, &starting, &mut self.scribe);
        (session, subject)
    }

    /// Esc while a form is tried out.
    pub(super) fn ask_end_preview(&mut self) {
        let options = vec![
            (self.say("end-stay"), Choice::Nothing),
            (self.say("preview-again"), Choice::Again),
            (self.say("preview-end"), Choice::Quit),
        ];
        self.overlays.push(Overlay::Menu(Menu {
            title: self.say("preview-end-title"),
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    /// From the beginning, with nothing answered.
    pub(super) fn preview_again(&mut self) {
        let Some(form) = self.rehearsal().map(|meeting| Arc::clone(meeting.form())) else {
            return;
        };
        self.overlays.clear();
        let (meeting, _, _) = self.rehearse(&form, None);
        self.screen = Screen::Meeting(Box::new(meeting));
    }

    /// The next of the form's own languages.
    pub(super) fn next_form_language(&mut self) {
        let Screen::Meeting(meeting) = &mut self.screen else {
            return;
        };
        let languages = meeting.form().languages.clone();
        let now = meeting.fillings[meeting.part.filling].row.language;
        let at = languages.iter().position(|lang| *lang == now);
        let next = languages.get(at.map_or(0, |at| (at + 1) % languages.len()));
        let Some(next) = next.copied() else { return };
        for filling in &mut meeting.fillings {
            filling.row.language = next;
        }
        self.lang = next.interface();
        if let Some(preview) = &mut self.preview {
            preview.setting.language = next;
        }
    }
}

/// Puts the answers of the filling of the same form in: how many fit, and how many are only kept aside.
fn take_over(filling: &mut Filling, before: &[Filling]) -> (usize, usize) {
    let same = before
        .iter()
        .find(|old| old.row.form_id == filling.row.form_id);
    let same = same.or(before
        .first()
        .filter(|old| !old.standing && !filling.standing));
    let Some(old) = same else {
        return (0, 0);
    };
    filling.row.id = old.row.id;
    filling.row.language = old.row.language;
    let form = Arc::clone(filling.response.form());
    let cells = old.response.cells().into_iter();
    let cells: Vec<_> = cells
        .map(|(path, cell)| (renamed(&form, path), cell))
        .collect();
    let all = cells.len();
    let lost = filling.response.load(cells);
    (all - lost, lost)
}

/// Where an answer stands by the new ids of its items.
fn renamed(form: &Form, path: Path) -> Path {
    if form.find(path.item.as_str()).is_some() {
        return path;
    }
    let mut items = form.items.iter();
    let now = items.find(|item| item.was.contains(&path.item));
    Path {
        item: now.map_or(path.item, |item| item.id.clone()),
        row: path.row,
    }
}

fn renamed_draft(form: &Form, draft: Draft) -> Draft {
    Draft {
        path: renamed(form, draft.path),
        ..draft
    }
}

/// Whether what was done can be taken back in a form that has been read anew.
fn stands(filling: &Filling, done: &Done) -> bool {
    match &done.deed {
        Deed::Changed(change) => filling.response.spot(&change.at).is_some(),
        Deed::Moved(_) | Deed::Added => false,
    }
}
