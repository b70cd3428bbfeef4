//! The message ids of things that have a name in every language.

use crate::casework::{Mode, SessionState, SubjectRow};
use crate::lang::Lang;
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

/// A person by code, and by name where names may be read.
pub fn called(row: &SubjectRow, names: bool) -> String {
    match names && !row.name.is_empty() {
        true => format!("{} {}", row.code, row.name),
        false => row.code.clone(),
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
