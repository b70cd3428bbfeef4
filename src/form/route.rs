//! A route through a meeting, as its file says: which forms and sections, how long, how it is held, and what is left out of it.

use std::sync::Arc;

use toml::de::DeTable;

use super::diagnostic::{Diagnostic, Message, Source, Span};
use super::faults::Faults;
use super::load::{named, parsed, readable};
use super::reader::{Fields, Node, Reader};
use super::scope::MODES;
use super::{Id, check, keys};
use crate::lang::{Lang, Text};

pub(super) const MOST_FORMS: usize = 10;
pub(super) const MOST_LINES: usize = 10;

/// A route, read without faults.
#[derive(Debug, Clone)]
pub struct Route {
    pub id: Id,
    pub title: Text,
    /// What the counsellor has in mind before beginning.
    pub hint: Text,
    /// What is said to the client first.
    pub say: Vec<Text>,
    /// The kind of subject that is met.
    pub subject: Id,
    /// Which meetings of a client it is for.
    pub meeting: Meetings,
    pub minutes: u16,
    /// The code of the mode that the meeting is held in, where it is always the same.
    pub mode: Option<Id>,
    pub interpreter: bool,
    /// In the easy variety of the client's language, where there is one.
    pub easy: bool,
    pub pace: Pace,
    pub off: Vec<Off>,
    /// In the order in which they are gone through.
    pub forms: Vec<RouteForm>,
}

/// A form of a route.
#[derive(Debug, Clone)]
pub struct RouteForm {
    pub id: Id,
    /// The sections shown up front, in this order; all, in the form's own order, where none are named.
    pub sections: Vec<Id>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meetings {
    First,
    Later,
    #[default]
    Any,
}

/// How much is on the screen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    #[default]
    Section,
    Sentence,
}

/// What a meeting goes without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// Listening marks; the client's words may be taken down all the same.
    Marks,
    ClientView,
    /// The client's feedback.
    Feedback,
}

pub(super) const MEETINGS: [(&str, Meetings); 3] = [
    ("first", Meetings::First),
    ("later", Meetings::Later),
    ("any", Meetings::Any),
];

pub(super) const PACES: [(&str, Pace); 2] =
    [("section", Pace::Section), ("sentence", Pace::Sentence)];

pub(super) const OFFS: [(&str, Off); 3] = [
    ("marks", Off::Marks),
    ("client_view", Off::ClientView),
    ("feedback", Off::Feedback),
];

/// A route that can be used, with what its author may want to mend.
#[derive(Debug, Clone)]
pub(super) struct LoadedRoute {
    pub route: Arc<Route>,
    pub warnings: Vec<Diagnostic>,
    /// The forms and sections that it names, in the order of `forms`.
    pub places: Vec<Named>,
}

/// Where the file names a form, and its sections.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub at: Span,
    pub sections: Vec<Span>,
}

/// Whether a file says of itself that it is a route: by its first key, before any table.
pub(super) fn is_route(source: &Source) -> bool {
    let text = String::from_utf8_lossy(&source.bytes);
    let top = text.lines().map(str::trim_start);
    let mut top = top.take_while(|line| !line.starts_with('['));
    top.any(|line| {
        let rest = line.strip_prefix("route");
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    })
}

/// Loads a route from its file. All faults are found at once.
pub(super) fn load_route(source: &Source) -> Result<LoadedRoute, Vec<Diagnostic>> {
    let mut faults = Faults::new(source);
    let Some(text) = readable(source, &mut faults) else {
        return Err(faults.into_sorted());
    };
    let Some(document) = parsed(text, &mut faults) else {
        return Err(faults.into_sorted());
    };
    let mut reader = Reader::new(text, faults);
    let mut places = Vec::new();
    let route = route(&mut reader, document.get_ref(), &mut places);
    let failed = reader.faults.has_errors();
    check::route_doubts(&mut reader, document.get_ref());
    let found = reader.faults.into_sorted();
    match route {
        Some(route) if !failed => Ok(LoadedRoute {
            route: Arc::new(route),
            warnings: found,
            places,
        }),
        _ => Err(found),
    }
}

fn route<'a>(
    reader: &mut Reader<'a>,
    document: &'a DeTable<'a>,
    places: &mut Vec<Named>,
) -> Option<Route> {
    let mut fields = Fields::new(document, 0..0, &keys::ROUTE);
    if let Some(value) = fields.need(reader, "route") {
        reader.integer(value, 1..=1);
    }
    let id = named(&mut fields, reader, "id");
    reader.promise(&mut fields);
    let title = fields.need(reader, "title");
    let title = title.and_then(|value| reader.text(value));
    let hint = fields.take("hint").and_then(|value| reader.text(value));
    let say = fields.take("say");
    let say = say.map_or_else(Vec::new, |value| lines(reader, value));
    let subject = named(&mut fields, reader, "subject");
    let minutes = fields.need(reader, "minutes");
    let minutes = minutes.and_then(|value| reader.integer(value, 1..=1_000));
    let held = Held::read(reader, &mut fields);
    let forms = fields.need(reader, "form");
    let forms = forms.map_or_else(Vec::new, |value| forms_of(reader, value, places));
    fields.finish(reader);
    Some(Route {
        id: id?,
        title: title?,
        hint: hint.unwrap_or_default(),
        say,
        subject: subject?,
        meeting: held.meeting,
        minutes: u16::try_from(minutes?).ok()?,
        mode: held.mode,
        interpreter: held.interpreter,
        easy: held.easy,
        pace: held.pace,
        off: held.off,
        forms,
    })
}

/// How a meeting by the route is held.
struct Held {
    meeting: Meetings,
    mode: Option<Id>,
    interpreter: bool,
    easy: bool,
    pace: Pace,
    off: Vec<Off>,
}

impl Held {
    fn read<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>) -> Held {
        let meeting = fields.take("meeting");
        let meeting = meeting.and_then(|value| reader.one_of(value, &MEETINGS));
        let mode = fields.take("mode");
        let modes = MODES.map(|mode| (mode, mode));
        let mode = mode.and_then(|value| reader.one_of(value, &modes));
        let mut flag = |key| {
            let value = fields.take(key)?;
            reader.boolean(value)
        };
        let (interpreter, easy) = (flag("interpreter"), flag("easy"));
        let pace = fields.take("pace");
        let pace = pace.and_then(|value| reader.one_of(value, &PACES));
        let off = fields.take("off");
        Held {
            meeting: meeting.unwrap_or_default(),
            mode: mode.map(Id::new),
            interpreter: interpreter.unwrap_or(false),
            easy: easy.unwrap_or(false),
            pace: pace.unwrap_or_default(),
            off: off.map_or_else(Vec::new, |value| reader.some_of(value, &OFFS)),
        }
    }
}

/// The tables of an array, at most so many.
fn at_most<'a>(reader: &mut Reader<'a>, value: &'a Node<'a>, most: usize) -> Vec<&'a Node<'a>> {
    let Some(array) = reader.array(value) else {
        return Vec::new();
    };
    if let Some(over) = array.get(most) {
        let message = Message::new("form-too-many").count("most", most);
        reader.faults.error(over.span(), message);
    }
    array.iter().take(most).collect()
}

fn lines<'a>(reader: &mut Reader<'a>, value: &'a Node<'a>) -> Vec<Text> {
    let lines = at_most(reader, value, MOST_LINES).into_iter();
    lines.filter_map(|line| reader.text(line)).collect()
}

fn forms_of<'a>(
    reader: &mut Reader<'a>,
    value: &'a Node<'a>,
    places: &mut Vec<Named>,
) -> Vec<RouteForm> {
    let tables = at_most(reader, value, MOST_FORMS);
    if tables.is_empty() {
        reader
            .faults
            .error(value.span(), Message::new("form-empty-list"));
    }
    let mut forms: Vec<RouteForm> = Vec::new();
    for table in tables {
        let Some(mut fields) = reader.fields(table, &keys::ROUTE_FORM) else {
            continue;
        };
        let id = fields.need(reader, "id").and_then(|value| reader.id(value));
        let sections = fields.take("sections");
        let sections = sections.map_or_else(Vec::new, |value| reader.list(value, Reader::id));
        fields.finish(reader);
        let Some(id) = id else { continue };
        let same = |form: &RouteForm| form.id == *id.text;
        if forms.iter().any(same) {
            let message = Message::new("form-duplicate").with("name", id.text);
            reader.faults.error(id.span.clone(), message);
        }
        places.push(Named {
            at: id.span.clone(),
            sections: sections.iter().map(|it| it.span.clone()).collect(),
        });
        forms.push(RouteForm {
            id: id.to_id(),
            sections: sections.iter().map(|it| it.to_id()).collect(),
        });
    }
    forms
}

impl Route {
    pub fn leaves_out(&self, what: Off) -> bool {
        self.off.contains(&what)
    }

    /// The language that a client who speaks `language` is met in.
    pub fn language(&self, language: Lang) -> Lang {
        match self.easy {
            true => language.easy(),
            false => language,
        }
    }
}
