//! From an action to changes and effects.

use super::commands::{Command, Do};
use super::key::{Code, Key};
use super::meeting::Mode;
use super::overlay::Overlay;
use super::{Action, App, Door, Effect, Pause, Screen, Scroll};
use crate::casework::{Entry, Event, Flag, Scribe, Stamp};
use crate::lang::Lang;

fn is_answer(effect: &Effect) -> bool {
    let Effect::Record(entries) = effect else {
        return false;
    };
    let answered = |entry: &Entry| matches!(entry.event, Event::Answered { .. });
    entries.iter().any(answered)
}

impl App {
    /// The one way in. Everything that has to happen outside is returned.
    pub fn update(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        self.stamp = stamp;
        self.scribe = Scribe::new(stamp);
        match action {
            Action::Key(key) => {
                if self.idle_passed() {
                    self.lock();
                } else {
                    self.last_key_ms = stamp.boot_ms;
                    self.notice = None;
                    self.key(key);
                    self.watch_battery();
                }
            }
            Action::Paste { text, truncated } => {
                self.last_key_ms = stamp.boot_ms;
                self.notice = None;
                self.paste(&text, truncated);
            }
            Action::Resize { columns, rows } => self.size = (columns, rows),
            Action::Tick => self.tick(),
            Action::Terminate => self.leave_program(0),
            Action::Stop => self.flush_draft(),
            Action::Resumed => {
                if self.idle_passed() {
                    self.lock();
                }
            }
            Action::FormSaved => self.read_form(),
        }
        if self.preview.is_some() {
            self.effects.retain(|effect| !effect.keeps_answers());
        }
        if self.effects.iter().any(is_answer) {
            // An answer ends the draft at its item: the place, and what else is typed there, is kept with it.
            self.flush_draft();
        }
        std::mem::take(&mut self.effects)
    }

    fn idle_passed(&self) -> bool {
        !self.is_trial()
            && !matches!(self.screen, Screen::Door(_))
            && self.stamp.boot_ms >= self.last_key_ms + self.idle_lock_after_ms()
    }

    fn tick(&mut self) {
        let now = self.stamp.boot_ms;
        if self.draft_due_ms.is_some_and(|due| due <= now) {
            self.flush_draft();
        }
        if self.retry_due_ms.is_some_and(|due| due <= now) {
            self.retry_due_ms = None;
            let entries = self.saving.unsaved.iter().cloned().collect();
            self.effects.push(Effect::Record(entries));
        }
        if self.idle_passed() {
            self.lock();
        }
    }

    fn key(&mut self, key: Key) {
        self.end_tour(key);
        let scopes = self.scopes();
        let found = self.keymap.find(&scopes, key);
        if let Some(command) = found.filter(|command| self.enabled(command)) {
            return self.run(command.does);
        }
        // While listening a letter that is no command now belongs to the quote.
        let quoted = matches!(&self.screen, Screen::Meeting(meeting) if meeting.listening.is_some())
            && matches!(key.code, Code::Char(_));
        if self.hidden || self.pause.is_some() {
            return;
        }
        if let Some(command) = found.filter(|_| !quoted) {
            return self.tell_not_now(command, key);
        }
        self.content_key(key);
    }

    /// A key of a command that can do nothing now says so, if it can be meant for nothing else.
    fn tell_not_now(&mut self, command: &Command, key: Key) {
        if key.ctrl || matches!(key.code, Code::F(_) | Code::Insert) {
            let label = self.say(command.label);
            let text = self.tell("not-now", &[("what", (&label).into())]);
            self.notify(text);
        }
    }

    /// A key that is no command here belongs to what has the focus.
    fn content_key(&mut self, key: Key) {
        let width = super::meeting::note_width(self.size.0);
        match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => {
                picker.filter.key(key, usize::MAX);
                picker.narrow();
            }
            Some(Overlay::Menu(menu)) => {
                let digit = match key.code {
                    Code::Char(letter) => letter.to_digit(10).map(|digit| digit as usize),
                    _ => None,
                };
                if let Some(at) = digit
                    .and_then(|digit| digit.checked_sub(1))
                    .filter(|at| *at < menu.options.len())
                {
                    menu.at = at;
                    self.accept_menu();
                }
            }
            Some(Overlay::Dialog(dialog)) => dialog.key(key),
            Some(Overlay::Search(_)) => self.search_key(key),
            Some(Overlay::Start(start)) => {
                if start.key(key) {
                    self.accept_start();
                }
            }
            Some(Overlay::Note(editor)) => {
                editor.key(key, width);
                self.after_note_edit();
            }
            Some(Overlay::Forget { place, .. }) if key.code == Code::Delete => {
                let place = *place;
                self.overlays.pop();
                self.forget_at(place);
            }
            Some(Overlay::Help { .. } | Overlay::Page { .. } | Overlay::Forget { .. }) => {}
            None => self.screen_key(key),
        }
    }

    fn screen_key(&mut self, key: Key) {
        match &self.screen {
            Screen::Door(_) => self.door_key(key),
            Screen::Home(_) => self.home_key(key),
            Screen::Meeting(_) => self.meeting_key(key),
            Screen::Client(_)
            | Screen::Journey(_)
            | Screen::Comparison(_)
            | Screen::Review(_)
            | Screen::After(_)
            | Screen::Findings(_) => {}
        }
    }

    /// Pasted text goes only to a text; elsewhere it does nothing but say so.
    fn paste(&mut self, text: &str, truncated: bool) {
        if self.hidden || self.pause.is_some() {
            return;
        }
        let taken = match self.overlays.last_mut() {
            Some(Overlay::Note(editor)) => {
                editor.insert(text);
                self.after_note_edit();
                true
            }
            Some(Overlay::Picker(picker)) => {
                picker.filter.insert(text);
                picker.narrow();
                true
            }
            Some(Overlay::Dialog(dialog)) => dialog.paste(text),
            Some(Overlay::Search(search)) => {
                search.typed.insert(text);
                self.search();
                true
            }
            Some(_) => false,
            None => self.paste_to_screen(text),
        };
        if !taken || truncated {
            let notice = self.say(if taken { "text-full" } else { "paste-nowhere" });
            self.warn(notice);
        }
    }

    fn paste_to_screen(&mut self, text: &str) -> bool {
        match &mut self.screen {
            Screen::Door(door) => door.paste(text),
            Screen::Home(home) => {
                home.filter.insert(text);
                home.at = 0;
                true
            }
            Screen::Meeting(_) => self.paste_to_meeting(text),
            Screen::Client(_)
            | Screen::Journey(_)
            | Screen::Comparison(_)
            | Screen::Review(_)
            | Screen::After(_)
            | Screen::Findings(_) => false,
        }
    }

    /// Runs a command wherever it came from: a key or the palette.
    pub(super) fn run(&mut self, does: Do) {
        if self.pause.is_some() && self.run_paused(does) {
            return;
        }
        self.go_on_touring(does);
        if !self.overlays.is_empty() && self.run_overlay(does) {
            return;
        }
        match does {
            Do::Help => self.overlays.push(Overlay::Help {
                scroll: Scroll::default(),
            }),
            Do::Palette => self.open_palette(),
            Do::Privacy => self.hidden = !self.hidden,
            Do::Pause => self.pause = Some(Pause::Neutral),
            Do::Outdoors => self.toggle_outdoors(),
            Do::Lock => self.lock(),
            Do::Quit => self.quit(),
            Do::Suspend => {
                self.flush_draft();
                self.effects.push(Effect::Suspend);
            }
            Do::Language => self.next_language(),
            Do::Theme => self.ask_look(),
            Do::Tour => self.begin_tour(),
            Do::BackUp => self.effects.push(Effect::BackUp),
            _ => self.run_screen(does),
        }
    }

    fn next_language(&mut self) {
        if self.preview.is_some() {
            return self.next_form_language();
        }
        let at = Lang::INTERFACE
            .iter()
            .position(|lang| *lang == self.lang)
            .unwrap_or(0);
        self.lang = Lang::INTERFACE[(at + 1) % Lang::INTERFACE.len()];
        if let Screen::Door(Door::SetUp(dialog)) = &mut self.screen
            && let Door::SetUp(fresh) = Door::set_up(self.lang)
        {
            dialog.reword(&fresh);
        }
    }

    /// Everything is kept, so nobody is asked; only where the disk does not take it, a second press is wanted.
    fn quit(&mut self) {
        if self.saving.failing.is_some() && !self.quit_asked {
            self.quit_asked = true;
            let text = self.say("quit-unsaved");
            return self.warn(text);
        }
        self.leave();
        self.leave_program(0);
    }

    fn run_screen(&mut self, does: Do) {
        match &self.screen {
            Screen::Door(_) => match does {
                Do::Open => self.door_accept(),
                Do::Up | Do::Previous => self.door_move(-1),
                Do::Down | Do::Next => self.door_move(1),
                _ => {}
            },
            Screen::Home(_) => self.run_home(does),
            Screen::Client(_) => match does {
                Do::Open => self.client_open(),
                Do::StartMeeting => self.ask_start(),
                Do::Journey => self.open_journey(),
                Do::Search => self.ask_search(),
                Do::EditClient => self.ask_edit_client(),
                Do::Restrict => self.turn_flag(Flag::Restricted),
                Do::NoPlace => self.turn_flag(Flag::NoPlace),
                Do::Up => self.client_move(-1),
                Do::Down => self.client_move(1),
                Do::Back => self.go_home(),
                _ => {}
            },
            Screen::Journey(_) => self.run_journey(does),
            Screen::Comparison(_) => self.run_comparison(does),
            Screen::Meeting(meeting) if meeting.mode() != Mode::Asking => self.run_mode(does),
            Screen::Meeting(_) => self.run_meeting(does),
            Screen::After(_) => self.run_after(does),
            Screen::Findings(_) => self.run_findings(does),
            Screen::Review(_) => self.run_review(does),
        }
    }

    fn run_home(&mut self, does: Do) {
        let Screen::Home(home) = &mut self.screen else {
            return;
        };
        match does {
            Do::Open => self.home_open(),
            Do::NewClient => self.ask_new_client(),
            Do::NextClient => self.go_to_next_client(),
            Do::Learning => self.open_learning(),
            Do::Search => self.ask_search(),
            Do::Due => self.effects.push(Effect::LoadDue),
            Do::Passphrase => self.ask_passphrase(),
            Do::Names => home.covered = !home.covered,
            Do::Rehearse => self.ask_rehearsal(),
            Do::Up => self.home_move(-1),
            Do::Down => self.home_move(1),
            Do::Back => {
                home.filter = super::editor::Editor::line("");
                home.at = 0;
            }
            _ => {}
        }
    }

    fn run_meeting(&mut self, does: Do) {
        if let Some(meeting) = self.meeting().filter(|_| does != Do::Choose) {
            meeting.stray = false;
        }
        match does {
            Do::Next => self.go_on(),
            Do::Previous => self.step(-1),
            Do::Down => self.meeting_vertical(1),
            Do::Up => self.meeting_vertical(-1),
            Do::NextSection => self.leave_to_section(1),
            Do::PreviousSection => self.leave_to_section(-1),
            Do::CursorLeft => self.meeting_horizontal(-1),
            Do::CursorRight => self.meeting_horizontal(1),
            Do::Choose => self.choose(),
            Do::Clear => self.clear_answer(),
            Do::TakeOff => self.take_off(),
            Do::Note => self.open_note(),
            Do::ComeBack => self.toggle_come_back(),
            Do::Check => self.ask_check(),
            Do::AnswerState => self.ask_answer_state(),
            Do::Why => self.show_why(),
            Do::Draft => self.take_draft(),
            Do::Jump => self.open_jump(),
            Do::JumpBack => self.jump_back(),
            Do::AddForm => self.ask_form(),
            Do::Undo => self.take_back(false),
            Do::Redo => self.take_back(true),
            Do::Discard => self.discard(),
            Do::Forget => self.ask_forget(),
            Do::RemoveRow => self.remove_row(),
            Do::RowUp => self.move_row(-1),
            Do::RowDown => self.move_row(1),
            Do::SortRows => self.ask_sort(),
            Do::Listen => self.listen(),
            Do::Turn => self.turn(false),
            Do::TurnAlone => self.turn(true),
            Do::TurnBack => self.begin_turning_back(),
            Do::ReadTogether => self.read_together(),
            Do::Write => self.write_before_client(),
            Do::MoveMeeting => self.ask_whose(),
            Do::Recording => self.toggle_recording(),
            Do::Practice => self.toggle_practice(),
            Do::Setting => self.ask_setting(),
            Do::Suggestions => self.show_suggestions(),
            Do::NotAnIdentityCode => self.not_an_identity_code(),
            Do::End if self.preview.is_some() => self.ask_end_preview(),
            Do::Version => self.ask_version(),
            Do::End => self.ask_end(),
            Do::Findings => {
                self.leave();
                self.show_findings();
            }
            Do::Again => self.preview_again(),
            _ => {}
        }
    }

    fn leave_to_section(&mut self, by: isize) {
        self.leave();
        self.change_section(by, false);
    }

    /// A command for what lies over the screen. True if it was one.
    fn run_overlay(&mut self, does: Do) -> bool {
        let width = super::meeting::note_width(self.size.0);
        let Some(overlay) = self.overlays.last_mut() else {
            return false;
        };
        let by = match does {
            Do::Up | Do::Previous => -1isize,
            Do::Down | Do::Next => 1,
            _ => 0,
        };
        match (overlay, does) {
            (Overlay::Note(_), Do::Back) => self.close_note(),
            (Overlay::Note(editor), Do::Open) => {
                editor.insert("\n");
                self.after_note_edit();
            }
            (Overlay::Note(editor), Do::Up | Do::Down) => {
                let key = Key::plain(if by < 0 { Code::Up } else { Code::Down });
                editor.key(key, width);
            }
            (Overlay::Note(_), Do::Next) => self.close_note(),
            (_, Do::Back) => {
                self.overlays.pop();
            }
            (_, Do::JumpBack) => {
                self.overlays.pop();
                self.jump_back();
            }
            (Overlay::Help { scroll } | Overlay::Page { scroll, .. }, Do::Up | Do::Down) => {
                scroll.by(by);
            }
            (Overlay::Help { .. } | Overlay::Page { .. }, Do::Open) => {
                self.overlays.pop();
            }
            (Overlay::Picker(picker), Do::Up | Do::Down) => {
                picker.at = picker
                    .at
                    .saturating_add_signed(by)
                    .min(picker.found.len().saturating_sub(1));
            }
            (Overlay::Picker(_), Do::Open) => self.accept_picker(),
            (Overlay::Menu(menu), Do::Up | Do::Down | Do::Next | Do::Previous) => {
                menu.at = menu
                    .at
                    .saturating_add_signed(by)
                    .min(menu.options.len().saturating_sub(1));
            }
            (Overlay::Menu(_), Do::Open) => self.accept_menu(),
            (Overlay::Dialog(dialog), Do::Up | Do::Down | Do::Next | Do::Previous) => {
                dialog.step(by)
            }
            (Overlay::Dialog(_), Do::Open) => self.accept_dialog(),
            (Overlay::Search(search), Do::Up | Do::Down) => search.step(by),
            (Overlay::Search(_), Do::Open) => self.accept_search(),
            (Overlay::Start(start), Do::Up | Do::Down) => start.step(by),
            (Overlay::Start(start), Do::Next | Do::Previous) => start.turn_to(by),
            (Overlay::Start(_), Do::Open) => self.accept_start(),
            _ => return false,
        }
        true
    }

    fn close_note(&mut self) {
        if let Some(Overlay::Note(editor)) = self.overlays.pop() {
            self.keep_note(editor.text());
        }
    }
}
