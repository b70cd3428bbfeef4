//! No screen is left out: names for whatever kind of screen there is, and of what may lie over one.

use std::collections::BTreeSet;

use kohtaa::app::meeting::Mode;
use kohtaa::app::overlay::{Choice, Overlay, Purpose, Target};
use kohtaa::app::{App, Door, Pause, Screen};

/// A name for each kind of a thing, and all the names. A kind that is added and has none does not compile.
macro_rules! kinds {
    ($name:ident, $all:ident, $type:ty, { $($kind:pat => $label:literal,)* }) => {
        pub const $all: &[&str] = &[$($label),*];

        fn $name(it: &$type) -> &'static str {
            match it { $($kind => $label,)* }
        }
    };
}

kinds!(screen, SCREENS, Screen, {
    Screen::Door(Door::SetUp(_)) => "screen: a vault is made",
    Screen::Door(Door::Recovery { .. }) => "screen: the recovery key",
    Screen::Door(Door::Unlock { .. }) => "screen: the door",
    Screen::Home(_) => "screen: home",
    Screen::Client(_) => "screen: a client",
    Screen::Meeting(_) => "screen: a meeting",
    Screen::Review(_) => "screen: looking back",
    Screen::Journey(_) => "screen: a client's journey",
    Screen::Comparison(_) => "screen: meetings beside each other",
    Screen::After(_) => "screen: after a meeting",
    Screen::Findings(_) => "screen: findings",
});

kinds!(mode, MODES, Mode, {
    Mode::Asking => "meeting: asking",
    Mode::Listening => "meeting: listening",
    Mode::Turned => "meeting: the client's side",
    Mode::Together => "meeting: reading together",
    Mode::Correcting => "meeting: correcting",
    Mode::Writing => "meeting: writing",
});

kinds!(overlay, OVERLAYS, Overlay, {
    Overlay::Help { .. } => "over it: help",
    Overlay::Search(_) => "over it: a search",
    Overlay::Picker(_) => "over it: a list to narrow",
    Overlay::Menu(_) => "over it: a menu",
    Overlay::Dialog(_) => "over it: a small form",
    Overlay::Start(_) => "over it: a beginning",
    Overlay::Note(_) => "over it: a note",
    Overlay::Page { .. } => "over it: a page",
    Overlay::Forget { .. } => "over it: forgetting",
});

kinds!(choice, CHOICES, Choice, {
    Choice::Nothing => "choice: nothing",
    Choice::State(_) => "choice: a state",
    Choice::Finish { .. } => "choice: finish",
    Choice::ReadTogether => "choice: read together",
    Choice::AskWhose => "choice: ask whose",
    Choice::Transfer(_) => "choice: transfer",
    Choice::Later => "choice: later",
    Choice::Declined => "choice: declined",
    Choice::End(_) => "choice: an end",
    Choice::GoTo(..) => "choice: a place",
    Choice::Sort { .. } => "choice: an order",
    Choice::Resume(_) => "choice: resume",
    Choice::Anew => "choice: begin anew",
    Choice::Again => "choice: try again",
    Choice::Quit => "choice: quit",
    Choice::Look(_) => "choice: colours",
    Choice::Signs(_) => "choice: signs",
    Choice::Move(_) => "choice: a newer version",
    Choice::Misfits(_) => "choice: misfits",
});

kinds!(purpose, PURPOSES, Purpose, {
    Purpose::SetUp => "form: a vault",
    Purpose::NewClient => "form: a new client",
    Purpose::EditClient => "form: a client changed",
    Purpose::Correct => "form: a reason",
    Purpose::Passphrase => "form: a passphrase",
});

kinds!(target, TARGETS, Target, {
    Target::Command(_) => "list: commands",
    Target::Place(..) => "list: places",
    Target::Form(_) => "list: forms",
    Target::Client(_) => "list: clients",
    Target::Rehearsal(_) => "list: forms to practise",
});

kinds!(pause, PAUSES, Pause, {
    Pause::Neutral => "pause: neutral",
    Pause::Safety => "pause: the safety card",
});

/// What is shown, by its names.
pub fn shown(app: &App) -> Vec<&'static str> {
    let mut names = vec![screen(&app.screen)];
    match &app.screen {
        Screen::Meeting(meeting) => names.push(mode(&meeting.mode())),
        Screen::Door(Door::SetUp(dialog)) => names.push(purpose(&dialog.purpose)),
        _ => {}
    }
    names.extend(app.pause.as_ref().map(pause));
    let Some(top) = app.overlays.last() else {
        return names;
    };
    names.push(overlay(top));
    match top {
        Overlay::Picker(picker) => names.extend(picker.entries.iter().map(|it| target(&it.target))),
        Overlay::Menu(menu) => names.extend(menu.options.iter().map(|(_, it)| choice(it))),
        Overlay::Dialog(dialog) => names.push(purpose(&dialog.purpose)),
        _ => {}
    }
    names
}

/// The names of all kinds.
pub fn kinds() -> BTreeSet<&'static str> {
    let all = [SCREENS, MODES, OVERLAYS, CHOICES, PURPOSES, TARGETS, PAUSES];
    all.concat().into_iter().collect()
}
