//! What a route means for a meeting: which one is likely, how it is held, what of its forms is up front and what is left out.

use std::sync::Arc;

use super::event::Mode;
use super::filling::{Filling, Setting};
use super::rows::SubjectPage;
use crate::form::{Catalogue, Form, Id, ItemIx, Meetings, Off, Role, Route, SectionIx};
use crate::lang::{Lang, Text};
use crate::response::Value;

/// A meeting about to begin.
#[derive(Debug, Clone, PartialEq)]
pub struct Starting {
    /// The route that it goes by, if it goes by one.
    pub route: Option<Id>,
    /// In the order in which they are gone through.
    pub forms: Vec<Id>,
    pub setting: Setting,
    pub minutes: Option<u16>,
}

/// A way to hold a meeting: by a route, or with one form alone.
#[derive(Debug, Clone, Copy)]
pub enum Way<'c> {
    Route(&'c Arc<Route>),
    Form(&'c Arc<Form>),
}

impl<'c> Way<'c> {
    pub fn title(self) -> &'c Text {
        match self {
            Way::Route(route) => &route.title,
            Way::Form(form) => &form.title,
        }
    }

    pub fn hint(self, lang: Lang) -> &'c str {
        match self {
            Way::Route(route) => route.hint.plain(lang),
            Way::Form(_) => "",
        }
    }

    /// A meeting with a client as it usually goes.
    pub fn starting(self, page: &SubjectPage) -> Starting {
        let mut starting = self.usual(page.subject.language, needs_interpreter(page));
        if page.subject.is_own() {
            // Nobody is met.
            starting.setting.mode = Mode::Elsewhere;
        }
        starting
    }

    /// A meeting as it usually goes with somebody of this language who needs an interpreter or does not.
    pub fn usual(self, language: Lang, asked: bool) -> Starting {
        let twice = |minutes: u16| minutes.saturating_mul(if asked { 2 } else { 1 });
        match self {
            Way::Form(form) => Starting::with_form(
                form,
                Setting {
                    interpreter: asked,
                    ..Setting::in_person(language)
                },
                form.minutes.map(twice),
            ),
            Way::Route(route) => Starting {
                route: Some(route.id.clone()),
                forms: route.forms.iter().map(|form| form.id.clone()).collect(),
                setting: Setting {
                    mode: mode(route),
                    language: route.language(language),
                    interpreter: route.interpreter || asked,
                },
                minutes: Some(match route.interpreter {
                    true => route.minutes,
                    false => twice(route.minutes),
                }),
            },
        }
    }

    /// Whether a meeting of this client is likely to go so.
    fn is_likely(self, page: &SubjectPage) -> bool {
        let Way::Route(route) = self else {
            return false;
        };
        match needs_interpreter(page) {
            true => route.interpreter,
            false => route.meeting != Meetings::Any,
        }
    }
}

impl Starting {
    /// With one form alone.
    pub fn with_form(form: &Form, setting: Setting, minutes: Option<u16>) -> Starting {
        Starting {
            route: None,
            forms: vec![form.id.clone()],
            setting,
            minutes,
        }
    }
}

fn mode(route: &Route) -> Mode {
    let code = route.mode.as_ref().map(Id::as_str);
    let mut modes = Mode::ALL.into_iter();
    modes
        .find(|mode| Some(mode.code()) == code)
        .unwrap_or_default()
}

/// A way by the id of its form, else of its route.
pub fn way<'c>(catalogue: &'c Catalogue, id: &str) -> Option<Way<'c>> {
    let form = catalogue.find(id).map(Way::Form);
    form.or_else(|| catalogue.route(id).map(Way::Route))
}

/// The ways a meeting with a client may go, the likeliest first, then the shorter routes before the longer, then single forms.
pub fn ways<'c>(catalogue: &'c Catalogue, page: &SubjectPage) -> Vec<Way<'c>> {
    let register = &page.subject.register;
    let met = page.sessions.iter().any(|session| session.state.met());
    let is_offered = |route: &&Arc<Route>| {
        route.subject == *register
            && match route.meeting {
                Meetings::First => !met,
                Meetings::Later => met,
                Meetings::Any => true,
            }
    };
    let mut routes: Vec<&Arc<Route>> = catalogue.routes().filter(is_offered).collect();
    routes.sort_by_key(|route| (!Way::Route(route).is_likely(page), route.minutes));
    let fits = |form: &&Arc<Form>| form.is_asked() && form.subject == *register;
    let forms = catalogue.forms().filter(fits).map(Way::Form);
    routes.into_iter().map(Way::Route).chain(forms).collect()
}

/// What the client has said last about needing an interpreter.
pub fn needs_interpreter(page: &SubjectPage) -> bool {
    let mut rows = page.roles.iter();
    let newest = rows.find(|row| row.role == Role::Interpreter);
    newest.is_some_and(|row| row.value == Value::Bool(true))
}

/// How a route has a filling: what of its form is up front, and what is left out.
#[derive(Debug, Clone, Default)]
pub struct Course {
    route: Option<Arc<Route>>,
    /// The sections up front in their order; all, in the form's order, where there are none.
    front: Vec<SectionIx>,
    left_out: Vec<ItemIx>,
}

impl Course {
    fn of(route: Arc<Route>, form: &Form) -> Course {
        let mut forms = route.forms.iter();
        let named = forms.find(|of| of.id == form.id).map(|of| &of.sections);
        let place = |id: &Id| form.sections.iter().position(|section| section.id == *id);
        let front = named.into_iter().flatten().filter_map(place);
        let feedback = route.leaves_out(Off::Feedback);
        let left_out = form.with_role(Role::Feedback).filter(|_| feedback);
        Course {
            front: front.map(|at| at as SectionIx).collect(),
            left_out: left_out.collect(),
            route: Some(Arc::clone(&route)),
        }
    }

    /// Whether a section is up front.
    pub fn is_front(&self, section: SectionIx) -> bool {
        self.front.is_empty() || self.front.contains(&section)
    }

    /// Where among its form's sections it comes.
    pub fn place(&self, section: SectionIx) -> usize {
        let place = self.front.iter().position(|front| *front == section);
        place.unwrap_or(self.front.len() + usize::from(section))
    }

    /// Whether the meeting goes without an item.
    pub fn leaves_out(&self, item: ItemIx) -> bool {
        self.left_out.contains(&item)
    }
}

/// The route that a meeting goes by.
pub fn route_of(fillings: &[Filling]) -> Option<&Arc<Route>> {
    let mut fillings = fillings.iter();
    fillings.find_map(|filling| filling.course.route.as_ref())
}

/// Has a filling go by the route that it went by before: in another version of its form too.
pub(super) fn keep_course(filling: &mut Filling) {
    keep_to_route(filling.course.route.clone(), filling);
}

/// Has a filling go by the route: what is not up front or is left out never counts as open.
pub(super) fn keep_to_route(route: Option<Arc<Route>>, filling: &mut Filling) {
    let Some(route) = route.filter(|_| !filling.standing) else {
        return;
    };
    let form = Arc::clone(filling.response.form());
    filling.course = Course::of(route, &form);
    for (ix, item) in (0..).zip(&form.items) {
        let course = &filling.course;
        let behind = item.section.is_some_and(|at| !course.is_front(at));
        if behind || course.leaves_out(ix) {
            filling.response.put_off(ix);
        }
    }
}
