//! What is chosen from a list over the screen: a command by its name, a place, an answer to a question.

use super::App;
use super::commands::{COMMANDS, Do, Show};
use super::overlay::{Choice, Menu, Overlay, Picker, PickerEntry, Target};

impl App {
    pub(super) fn open_palette(&mut self) {
        // What belongs to the screen comes before what works everywhere.
        let scopes = self.scopes();
        let offered = scopes.iter().flat_map(|scope| {
            COMMANDS.iter().filter(move |command| {
                command.scope == *scope
                    && !matches!(command.show, Show::Help)
                    && command.does != Do::Palette
            })
        });
        let offered = offered.filter(|command| self.enabled(command));
        let keys = |id: &str| {
            self.keymap
                .keys(id)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let entries = offered
            .map(|command| PickerEntry {
                label: self.say(command.label),
                also: String::new(),
                aside: keys(command.id),
                target: Target::Command(command.does),
            })
            .collect();
        let title = self.say("palette-title");
        self.overlays
            .push(Overlay::Picker(Picker::new(title, entries)));
    }

    pub(super) fn accept_picker(&mut self) {
        let Some(Overlay::Picker(picker)) = self.overlays.pop() else {
            return;
        };
        let Some(entry) = picker
            .found
            .get(picker.at)
            .and_then(|found| picker.entries.get(found.entry))
        else {
            return;
        };
        match entry.target.clone() {
            Target::Command(does) => self.run(does),
            Target::Place(focus, part) => self.jump(focus, part),
            Target::Form(form) => self.prepare_form(form),
            Target::Client(subject) => self.prepare_transfer(subject),
            Target::Rehearsal(form) => self.begin_rehearsal(&form),
        }
    }

    pub(super) fn accept_menu(&mut self) {
        let Some(Overlay::Menu(Menu { options, at, .. })) = self.overlays.pop() else {
            return;
        };
        let Some((_, choice)) = options.into_iter().nth(at) else {
            return;
        };
        match choice {
            Choice::Nothing => {}
            Choice::State(absent) => self.set_state(absent),
            Choice::Finish { sure } => self.finish(sure),
            Choice::ReadTogether => self.read_together(),
            Choice::AskWhose => self.ask_whose(),
            Choice::Transfer(transfer) => self.transfer(&transfer),
            Choice::Later => self.end_for_now(),
            Choice::Declined => self.end_declined(),
            Choice::End(state) => self.end_session(state),
            Choice::GoTo(focus, part) => self.go_to(focus, part),
            Choice::Sort {
                filling,
                list,
                by,
                descending,
            } => self.sort_rows(filling, list, by, descending),
            Choice::Resume(session) => self.resume_session(session),
            Choice::Anew => self.offer_ways(),
            Choice::Again => self.preview_again(),
            Choice::Quit => self.end_preview(),
            Choice::Look(look) => self.choose_look(look),
            Choice::Signs(ascii) => self.choose_signs(ascii),
            Choice::Move(filling) => self.move_version(filling),
            Choice::Misfits(filling) => self.show_misfits(filling),
        }
    }
}
