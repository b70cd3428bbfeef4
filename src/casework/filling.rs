//! Filling forms in a meeting: beginning it and taking it up again, the same for every front end.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::event::{Entry, Event, Mode, RaterRole, SessionState, Status};
use super::part::walked;
use super::route::{Course, Starting, keep_to_route};
use super::rows::{
    ResponseRow, SessionRow, StoredResponse, StoredSession, SubjectPage, SubjectRow,
};
use super::stamp::Stamp;
use crate::form::{self, Catalogue, Form, Id, Kind, Source};
use crate::lang::Lang;
use crate::response::{Embedded, Inputs, Pinned, Response};

/// One form being filled, a standing one among them.
#[derive(Debug, Clone)]
pub struct Filling {
    pub row: ResponseRow,
    pub response: Response,
    /// Without a session of its own: shown inside another form, or kept up by itself.
    pub standing: bool,
    /// How the meeting's route has it.
    pub course: Course,
}

/// The standing forms among fillings, for texts that tell of them.
pub struct Around<'a>(pub &'a [Filling]);

impl Embedded for Around<'_> {
    fn embedded(&self, form: &Id) -> Option<&Response> {
        let mut fillings = self.0.iter();
        let found = fillings.find(|filling| filling.row.form_id == *form)?;
        Some(&found.response)
    }
}

/// Whose and where an entry is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    pub subject: Option<Uuid>,
    pub session: Option<Uuid>,
    pub response: Option<Uuid>,
}

impl About {
    pub fn subject(subject: Uuid) -> About {
        About {
            subject: Some(subject),
            ..About::default()
        }
    }

    pub fn session(subject: Uuid, session: Uuid) -> About {
        About {
            subject: Some(subject),
            session: Some(session),
            response: None,
        }
    }
}

/// Makes the ids and entries of one action.
#[derive(Debug, Clone)]
pub struct Scribe {
    pub stamp: Stamp,
    made: u16,
}

impl Scribe {
    pub fn new(stamp: Stamp) -> Scribe {
        Scribe { stamp, made: 0 }
    }

    pub fn id(&mut self) -> Uuid {
        let id = self.stamp.id(self.made);
        self.made = self.made.wrapping_add(1);
        id
    }

    pub fn entry(&mut self, event: Event, about: About) -> Entry {
        Entry {
            id: self.id(),
            at: self.stamp.utc,
            offset_min: self.stamp.offset_min,
            subject: about.subject,
            session: about.session,
            response: about.response,
            undoes: None,
            event,
        }
    }
}

/// How a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub mode: Mode,
    pub language: Lang,
    pub interpreter: bool,
}

impl Setting {
    /// Face to face, without an interpreter.
    pub fn in_person(language: Lang) -> Setting {
        Setting {
            mode: Mode::InPerson,
            language,
            interpreter: false,
        }
    }
}

/// A meeting that has begun or goes on: what is filled in it, and what is to be recorded of that.
#[derive(Debug, Clone)]
pub struct Begun {
    /// None where a standing form is filled outside any meeting.
    pub session: Option<SessionRow>,
    /// The one that was asked for first, then the standing forms shown inside it.
    pub fillings: Vec<Filling>,
    pub entries: Vec<Entry>,
}

/// Begins a meeting; a standing form is taken up without one. `pinned`: of each form. None if a form is not at hand.
pub fn begin(
    catalogue: &Catalogue,
    starting: &Starting,
    page: &SubjectPage,
    pinned: Vec<Vec<Pinned>>,
    scribe: &mut Scribe,
) -> Option<Begun> {
    let forms = starting.forms.iter();
    let forms: Option<Vec<_>> = forms.map(|id| catalogue.find(id.as_str())).collect();
    let forms = forms?;
    let setting = starting.setting;
    let mut entries = Vec::new();
    let session = (!forms.first()?.standing).then(|| {
        let (row, started) = open_session(&page.subject, starting, scribe);
        entries.push(started);
        row
    });
    let inputs = inputs(page, scribe.stamp.utc, scribe.stamp.today, setting);
    let mut opening = Opening {
        page,
        session: session.as_ref().map(|row| row.id),
        language: setting.language,
        inputs,
        scribe,
        entries,
    };
    let mut fillings = Vec::new();
    let mut pinned = pinned.into_iter();
    for form in &forms {
        fillings.push(opening.fill(form, pinned.next().unwrap_or_default()));
    }
    for form in &forms {
        opening.embedded(form, catalogue, &mut fillings);
    }
    let entries = opening.entries;
    let route = starting.route.as_ref();
    by_route(catalogue, route, &mut fillings);
    Some(Begun {
        session,
        fillings,
        entries,
    })
}

/// Fillings as the route of their meeting has them.
fn by_route(catalogue: &Catalogue, route: Option<&Id>, fillings: &mut [Filling]) {
    let route = route.and_then(|id| catalogue.route(id.as_str()));
    for filling in fillings {
        keep_to_route(route.cloned(), filling);
    }
}

/// Takes up a meeting that was left; none if nothing in it can be gone on with. `forms`: the versions it was asked by.
pub fn take_up(
    catalogue: &Catalogue,
    stored: &StoredSession,
    forms: &[Arc<Form>],
    page: &SubjectPage,
    scribe: &mut Scribe,
) -> Option<Begun> {
    let row = &stored.row;
    let inputs = inputs(page, row.started, scribe.stamp.today, row.setting());
    let mut fillings = loaded(&stored.responses, forms, &inputs);
    let current = fillings.iter().position(|filling| !filling.standing)?;
    fillings[..=current].rotate_right(1);
    let mut opening = Opening {
        page,
        session: Some(row.id),
        language: row.language,
        inputs,
        scribe,
        entries: Vec::new(),
    };
    if row.state != SessionState::Open {
        let about = about(row.subject, Some(row.id), None);
        let entry = opening.scribe.entry(Event::SessionResumed, about);
        opening.entries.push(entry);
    }
    for at in walked(&fillings).collect::<Vec<_>>() {
        let form = Arc::clone(fillings[at].response.form());
        opening.embedded(&form, catalogue, &mut fillings);
    }
    let entries = opening.entries;
    // What stands is shown in the language of the meeting.
    let standing = fillings.iter_mut().filter(|filling| filling.standing);
    standing.for_each(|filling| filling.row.language = row.language);
    by_route(catalogue, row.route.as_ref(), &mut fillings);
    Some(Begun {
        session: Some(row.clone()),
        fillings,
        entries,
    })
}

/// Fillings of which nothing is kept, for trying a form out.
pub fn practise(
    catalogue: &Catalogue,
    form: &Arc<Form>,
    setting: Setting,
    scribe: &mut Scribe,
) -> Vec<Filling> {
    let inputs = Inputs {
        today: scribe.stamp.today,
        first_session: true,
        interpreter: setting.interpreter,
        mode: Id::new(setting.mode.code()),
        practice: true,
    };
    let embedded = embeds(form).filter_map(|id| catalogue.find(id.as_str()));
    [form]
        .into_iter()
        .chain(embedded)
        .map(|form| Filling {
            row: response_row(
                scribe.id(),
                form,
                About::default(),
                setting.language,
                scribe.stamp.utc,
            ),
            response: Response::new(Arc::clone(form), inputs.clone(), Vec::new()),
            standing: form.standing,
            course: Course::default(),
        })
        .collect()
}

/// Stored responses with their answers put in; papers and those whose form is not at hand are left out.
pub fn loaded(stored: &[StoredResponse], forms: &[Arc<Form>], inputs: &Inputs) -> Vec<Filling> {
    let fill = |stored: &StoredResponse| {
        let mut forms = forms.iter();
        let form = forms.find(|form| form.hash == stored.row.form && form.paper.is_none())?;
        Some(load(stored, Arc::clone(form), inputs))
    };
    stored.iter().filter_map(fill).collect()
}

/// What is fixed for the fillings of a meeting that began at `started`.
pub fn inputs(
    page: &SubjectPage,
    started: DateTime<Utc>,
    today: NaiveDate,
    setting: Setting,
) -> Inputs {
    let earlier = |row: &SessionRow| row.started < started && row.state.met();
    Inputs {
        today,
        first_session: !page.sessions.iter().any(earlier),
        interpreter: setting.interpreter,
        mode: Id::new(setting.mode.code()),
        practice: page.subject.practice,
    }
}

impl SessionRow {
    /// How it is held.
    pub fn setting(&self) -> Setting {
        Setting {
            mode: self.mode,
            language: self.language,
            interpreter: self.interpreter,
        }
    }
}

/// A stored meeting as it was on its day.
pub fn as_then(stored: &StoredSession, forms: &[Arc<Form>], page: &SubjectPage) -> Vec<Filling> {
    loaded(&stored.responses, forms, &inputs_then(page, &stored.row))
}

/// What was fixed for the fillings of a meeting on its day.
pub fn inputs_then(page: &SubjectPage, row: &SessionRow) -> Inputs {
    let day = super::local(row.started, row.offset_min).date_naive();
    inputs(page, row.started, day, row.setting())
}

/// What the fillings of one meeting have in common while they are opened.
pub struct Opening<'a> {
    pub page: &'a SubjectPage,
    pub session: Option<Uuid>,
    pub language: Lang,
    pub inputs: Inputs,
    pub scribe: &'a mut Scribe,
    /// What is to be recorded of what was opened.
    pub entries: Vec<Entry>,
}

impl Opening<'_> {
    /// A new filling, or the one that stands.
    pub fn fill(&mut self, form: &Arc<Form>, pinned: Vec<Pinned>) -> Filling {
        match form.standing {
            true => self.standing(form),
            false => self.anew(form, pinned),
        }
    }

    fn anew(&mut self, form: &Arc<Form>, pinned: Vec<Pinned>) -> Filling {
        let id = self.scribe.id();
        let session = self.session.filter(|_| !form.standing);
        let about = about(self.page.subject.id, session, Some(id));
        let row = response_row(id, form, about, self.language, self.scribe.stamp.utc);
        let started = Event::ResponseStarted {
            form: form.hash,
            form_id: form.id.clone(),
            role: row.role,
            language: row.language,
            pinned: pinned.clone(),
        };
        self.entries.push(self.scribe.entry(started, about));
        Filling {
            row,
            response: Response::new(Arc::clone(form), self.inputs.clone(), pinned),
            standing: form.standing,
            course: Course::default(),
        }
    }

    fn standing(&mut self, form: &Arc<Form>) -> Filling {
        let mut kept = self.page.standing.iter();
        match kept.find(|stored| stored.row.form_id == form.id) {
            Some(stored) => {
                let form = self.version_of(&stored.row, form);
                let mut filling = load(stored, form, &self.inputs);
                filling.row.language = self.language;
                filling
            }
            None => self.anew(form, Vec::new()),
        }
    }

    /// The version that a standing response was asked by; it moves to a newer one only when somebody asks for that.
    fn version_of(&self, row: &ResponseRow, newest: &Arc<Form>) -> Arc<Form> {
        if row.form == newest.hash {
            return Arc::clone(newest);
        }
        let mut versions = self.page.versions.iter();
        let bytes = versions.find(|(hash, _)| *hash == row.form);
        let loaded = bytes.and_then(|(_, bytes)| {
            let source = Source::new(row.form_id.as_str(), Arc::clone(bytes));
            form::load(&source).ok()
        });
        // A version that can no longer be read at all leaves only the newest to read the answers by.
        loaded.map_or_else(|| Arc::clone(newest), |loaded| loaded.form)
    }

    /// Adds the standing forms that `form` shows and that are not among the fillings yet.
    pub(super) fn embedded(
        &mut self,
        form: &Form,
        catalogue: &Catalogue,
        fillings: &mut Vec<Filling>,
    ) {
        for id in embeds(form) {
            let known = fillings.iter().any(|filling| filling.row.form_id == id);
            if let (false, Some(form)) = (known, catalogue.find(id.as_str())) {
                fillings.push(self.standing(form));
            }
        }
    }
}

fn load(stored: &StoredResponse, form: Arc<Form>, inputs: &Inputs) -> Filling {
    let standing = form.standing;
    let mut response = Response::new(form, inputs.clone(), stored.pinned.clone());
    response.load(stored.cells.clone());
    Filling {
        row: stored.row.clone(),
        response,
        standing,
        course: Course::default(),
    }
}

fn embeds(form: &Form) -> impl Iterator<Item = Id> + '_ {
    form.items.iter().filter_map(|item| match &item.kind {
        Kind::Embed { form } => Some(form.clone()),
        _ => None,
    })
}

fn about(subject: Uuid, session: Option<Uuid>, response: Option<Uuid>) -> About {
    About {
        subject: Some(subject),
        session,
        response,
    }
}

/// A meeting that begins now, with what is to be recorded of that.
pub fn open_session(
    subject: &SubjectRow,
    starting: &Starting,
    scribe: &mut Scribe,
) -> (SessionRow, Entry) {
    let setting = starting.setting;
    let row = SessionRow {
        id: scribe.id(),
        subject: subject.id,
        code: subject.code.clone(),
        name: subject.name.clone(),
        started: scribe.stamp.utc,
        offset_min: scribe.stamp.offset_min,
        ended: None,
        state: SessionState::Open,
        mode: setting.mode,
        language: setting.language,
        interpreter: setting.interpreter,
        minutes: starting.minutes,
        route: starting.route.clone(),
        responses: Vec::new(),
    };
    let started = Event::SessionStarted {
        mode: row.mode,
        language: row.language,
        interpreter: row.interpreter,
        minutes: row.minutes,
        route: row.route.clone(),
    };
    let entry = scribe.entry(started, about(row.subject, Some(row.id), None));
    (row, entry)
}

pub(super) fn response_row(
    id: Uuid,
    form: &Form,
    about: About,
    language: Lang,
    now: DateTime<Utc>,
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
