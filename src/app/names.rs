//! The message ids of things that have a name in every language.

use crate::casework::{
    Mode, Numbers, RaterRole, SessionRow, SessionState, SubjectRow, Topic, Track,
};
use crate::form::{Catalogue, Id};
use crate::lang::{Lang, messages};
use crate::response::{Absent, EntryFault};

pub fn language_id(lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => "language-fi",
        Lang::FiSimple => "language-fi-simple",
        Lang::Sv => "language-sv",
        Lang::En => "language-en",
    }
}

pub fn mode_id(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "mode-in-person",
        Mode::Phone => "mode-phone",
        Mode::Remote => "mode-remote",
        Mode::Elsewhere => "mode-elsewhere",
    }
}

pub fn state_id(state: SessionState) -> &'static str {
    match state {
        SessionState::Open => "state-open",
        SessionState::Held => "state-held",
        SessionState::Moved => "state-moved",
        SessionState::CancelledByUs => "state-cancelled-by-us",
        SessionState::CancelledByClient => "state-cancelled-by-client",
        SessionState::NotMet => "state-not-met",
        SessionState::CutShort => "state-cut-short",
    }
}

/// What a meeting is called in a list: by its route, else by its forms.
pub fn meeting_title(catalogue: &Catalogue, session: &SessionRow, lang: Lang) -> String {
    let route = session.route.as_ref();
    if let Some(route) = route.and_then(|id| catalogue.route(id.as_str())) {
        return route.title.plain(lang).to_owned();
    }
    let rows = session.responses.iter();
    let forms = rows.filter_map(|row| catalogue.find(row.form_id.as_str()));
    let titles = forms.filter(|form| form.is_asked());
    let titles: Vec<&str> = titles.map(|form| form.title.plain(lang)).collect();
    titles.join(", ")
}

/// What numbers are about, in words.
pub fn track_title(catalogue: &Catalogue, track: &Track<'_>, lang: Lang) -> String {
    match track.topic {
        Topic::Theme(theme) => theme.unwrap_or_default().to_owned(),
        Topic::Form(id) => form_title(catalogue, id, lang),
    }
}

/// A form by its title, as far as it is at hand.
pub fn form_title(catalogue: &Catalogue, id: &Id, lang: Lang) -> String {
    match catalogue.find(id.as_str()) {
        Some(form) => form.title.plain(lang).to_owned(),
        None => id.to_string(),
    }
}

/// What numbers are called: the item in a word or two, and the rater where it is not the client.
pub fn numbers_name(catalogue: &Catalogue, numbers: &Numbers<'_>, lang: Lang) -> String {
    let item = numbers.item(catalogue);
    let name = item.map_or_else(|| numbers.item.to_string(), |item| item.name(lang));
    match numbers.rater {
        RaterRole::Client => name,
        RaterRole::Counsellor => {
            let rater = messages(lang).get(rater_id(numbers.rater));
            format!("{name} ({rater})")
        }
    }
}

pub fn rater_id(rater: RaterRole) -> &'static str {
    match rater {
        RaterRole::Client => "rater-client",
        RaterRole::Counsellor => "rater-counsellor",
    }
}

/// The client's words between quotation marks; those that an interpreter said are marked so.
pub fn quoted(words: &str, interpreted: bool, lang: Lang) -> String {
    match interpreted {
        true => messages(lang).with("quote-interpreted", &[("words", words.into())]),
        false => format!("”{words}”"),
    }
}

/// A person by code, and by name where names may be read.
pub fn called(row: &SubjectRow, names: bool) -> String {
    called_so(&row.code, &row.name, names)
}

/// The same of a code and a name.
pub fn called_so(code: &str, name: &str, names: bool) -> String {
    match names && !name.is_empty() {
        true => format!("{code} {name}"),
        false => code.to_owned(),
    }
}

/// Why there is no answer.
pub fn absent_id(absent: Absent) -> &'static str {
    match absent {
        Absent::Declined => "absent-declined",
        Absent::NotAsked => "absent-not-asked",
        Absent::NotApplicable => "absent-not-applicable",
        Absent::Unknown => "absent-unknown",
    }
}

/// Why a typed text is no answer: message id, and its variable if it has one.
pub fn entry_fault_id(fault: &EntryFault) -> (&'static str, Vec<(&'static str, String)>) {
    match fault {
        EntryFault::Nothing => ("entry-nothing", Vec::new()),
        EntryFault::NotTyped => ("entry-not-typed", Vec::new()),
        EntryFault::NotANumber => ("entry-not-a-number", Vec::new()),
        EntryFault::AmbiguousNumber { write } => {
            ("entry-ambiguous", vec![("write", write.clone())])
        }
        EntryFault::NotWhole => ("entry-not-whole", Vec::new()),
        EntryFault::TooManyDigits => ("entry-too-many-digits", Vec::new()),
        EntryFault::OutOfRange { min, max } => (
            "entry-out-of-range",
            vec![("min", min.to_string()), ("max", max.to_string())],
        ),
        EntryFault::TooSmall { min } => ("entry-too-small", vec![("min", min.clone())]),
        EntryFault::TooLarge { max } => ("entry-too-large", vec![("max", max.clone())]),
        EntryFault::TooManyDecimals { most } => {
            ("entry-too-many-decimals", vec![("most", most.to_string())])
        }
        EntryFault::NotADuration => ("entry-not-a-duration", Vec::new()),
        EntryFault::NotWholeMinutes => ("entry-not-whole-minutes", Vec::new()),
        EntryFault::Negative => ("entry-negative", Vec::new()),
        EntryFault::NotYesNo => ("entry-not-yes-no", Vec::new()),
        EntryFault::NoSuchOption { typed } => {
            ("entry-no-such-option", vec![("typed", typed.clone())])
        }
        EntryFault::OptionsClash => ("entry-options-clash", Vec::new()),
        EntryFault::TooManyRanked { most } => {
            ("entry-too-many-ranked", vec![("most", most.to_string())])
        }
        EntryFault::NothingKnown => ("entry-nothing-known", Vec::new()),
        EntryFault::Date(fault) => (fault.message_id(), Vec::new()),
        EntryFault::Time(fault) => (fault.message_id(), Vec::new()),
    }
}
