//! Taking in what the world answered. Only here does the screen learn that something is saved.

use super::door::Door;
use super::overlay::Overlay;
use super::{
    About, App, Client, Effect, Failed, Home, Outcome, Problem, Purpose, RETRY_MS, Resume, Review,
    Screen,
};
use crate::casework::{Event, HomeRows, SessionState};
use crate::lang::Arg;

impl App {
    /// Takes in an outcome; what follows from it is asked for at once.
    pub fn settle(&mut self, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::SetUp { recovery } => {
                self.notice = None;
                self.screen = Screen::Door(Door::Recovery {
                    key: recovery,
                    typed: super::editor::Editor::line(""),
                    wrong: false,
                });
            }
            Outcome::Unlocked {
                user,
                controller,
                home,
                outdoors,
            } => {
                self.outdoors |= outdoors;
                self.unlocked(user, controller, home);
            }
            Outcome::Battery(percent) => self.battery = percent,
            Outcome::Failed { effect, problem } => self.failed(effect, problem),
            Outcome::Locked => {
                if self.locking {
                    self.locking = false;
                }
            }
            Outcome::Recorded { entries } => self.recorded(&entries),
            Outcome::DraftKept => {}
            Outcome::Settings(kept) => self.settings(&kept),
            Outcome::Home(rows) => self.show_home(rows),
            Outcome::Page(page) => self.show_page(*page),
            Outcome::Prepared { form, pinned, page } => match &self.screen {
                Screen::Meeting(_) => self.add_form(&form, pinned, &page),
                _ => self.prepared(pinned, *page),
            },
            Outcome::Session {
                stored,
                forms,
                page,
                purpose,
            } => match purpose {
                Purpose::Resume => self.resume(*stored, &forms, &page),
                Purpose::After => self.show_after(&stored, &forms, *page),
                Purpose::Review | Purpose::Original => {
                    let mut review = Review::new(*stored, &forms, *page);
                    review.original = purpose == Purpose::Original;
                    self.show_review(review);
                }
            },
            Outcome::Sessions { meetings, page } => self.show_comparison(meetings, &page),
            Outcome::Found { text, hits } => self.found(&text, hits),
            Outcome::Due(due) => self.show_due(&due),
            Outcome::PassphraseChanged => {
                let text = self.say("passphrase-done");
                self.notify(text);
            }
            Outcome::FormRead(read) => self.form_read(read),
            Outcome::Clients(clients) => self.choose_whose(clients),
            Outcome::Transfer(transfer) => self.ask_transfer(*transfer),
            Outcome::Forgotten => {
                if std::mem::take(&mut self.forgetting) {
                    let text = self.say("forget-done");
                    self.notify(text);
                }
            }
            Outcome::BackedUp { to } => {
                let text = self.tell("backed-up", &[("to", Arg::from(to.as_str()))]);
                self.notify(text);
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn unlocked(&mut self, user: String, controller: crate::casework::Controller, home: HomeRows) {
        let resume = match &self.screen {
            Screen::Door(Door::Unlock { resume, .. }) => *resume,
            _ => None,
        };
        self.user = user;
        self.controller = controller;
        self.last_key_ms = self.stamp.boot_ms;
        self.notice = None;
        self.screen = Screen::Home(Home::new(home, &self.catalogue));
        self.effects.push(Effect::LoadSettings);
        match resume {
            Some(Resume::Client(subject)) => self.effects.push(Effect::LoadPage(subject)),
            Some(Resume::Meeting(session)) => self.effects.push(Effect::LoadSession {
                session,
                purpose: Purpose::Resume,
            }),
            Some(Resume::After(session)) => self.effects.push(Effect::LoadSession {
                session,
                purpose: Purpose::After,
            }),
            Some(Resume::Review(session)) => self.effects.push(Effect::LoadSession {
                session,
                purpose: Purpose::Review,
            }),
            None => {
                let errand = self.errand.as_ref();
                let page = errand.map(|errand| Effect::LoadPage(errand.subject));
                self.effects.extend(page);
            }
        }
    }

    fn show_page(&mut self, page: crate::casework::SubjectPage) {
        let subject = page.subject.id;
        let again =
            matches!(&self.screen, Screen::Client(client) if client.page.subject.id == subject);
        self.screen = Screen::Client(Client::new(page));
        if !again {
            self.record_one(Event::SubjectOpened, About::subject(subject));
        }
        if let Some(errand) = self.errand.take_if(|errand| errand.subject == subject) {
            self.run_errand(errand);
        }
    }

    fn recorded(&mut self, entries: &[uuid::Uuid]) {
        self.saving
            .unsaved
            .retain(|entry| !entries.contains(&entry.id));
        self.saving.failing = None;
        self.saving.saved_at = Some(self.stamp.local());
        self.retry_due_ms = None;
        self.show_moved(entries);
        if self.saving.unsaved.is_empty() && self.locking {
            self.lock_now();
        }
    }

    fn failed(&mut self, effect: Failed, problem: Problem) {
        match effect {
            Failed::Unlock => {
                if let Screen::Door(Door::Unlock { busy, fault, .. }) = &mut self.screen {
                    *busy = false;
                    *fault = Some(problem);
                }
            }
            Failed::Record(_) => {
                self.retry_due_ms = Some(self.stamp.boot_ms + RETRY_MS);
                // The place went with the entries; it is written again too.
                self.draft_due_ms = self.retry_due_ms;
                self.saving.failing = Some(problem);
            }
            Failed::Draft => {
                self.draft_due_ms = Some(self.stamp.boot_ms + RETRY_MS);
                let text = problem.say(self.lang).to_owned();
                self.warn(text);
            }
            Failed::Setting => {}
            Failed::SetUp | Failed::Load | Failed::Forget | Failed::BackUp => {
                let text = problem.say(self.lang).to_owned();
                self.warn(text);
            }
        }
    }

    /// Locks at once, or, while something is not yet on the disk, hides the screen and locks when it is.
    pub(super) fn lock(&mut self) {
        if matches!(self.screen, Screen::Door(_)) || self.is_trial() {
            return;
        }
        // Of what is only practised nothing is kept.
        if self.preview.is_some() {
            self.end_preview();
        }
        self.flush_draft();
        self.close_papers();
        if self.saving.unsaved.is_empty() {
            self.lock_now();
        } else {
            self.locking = true;
            self.hidden = true;
        }
    }

    fn lock_now(&mut self) {
        let resume = match &self.screen {
            Screen::Client(client) => Some(Resume::Client(client.page.subject.id)),
            Screen::Comparison(it) => Some(Resume::Client(it.journey.page.subject.id)),
            Screen::Journey(journey) => Some(Resume::Client(journey.page.subject.id)),
            Screen::Meeting(meeting) => Some(Resume::Meeting(meeting.session.id)),
            Screen::Review(review) => Some(Resume::Review(review.session.id)),
            Screen::After(after) => Some(Resume::After(after.session.id)),
            Screen::Home(_) | Screen::Door(_) | Screen::Findings(_) => None,
        };
        self.locking = false;
        self.hidden = false;
        self.pause = None;
        self.overlays.clear();
        self.notice = None;
        self.tour = None;
        self.saving.saved_at = None;
        self.screen = Screen::Door(Door::unlock(resume));
        self.effects.push(Effect::Lock);
    }

    /// Leaves the program: everything given is on its way, what is typed is kept as a draft.
    pub(super) fn leave_program(&mut self, code: u8) {
        if let Some(Overlay::Note(editor)) = self.overlays.last() {
            let text = editor.text().to_owned();
            self.keep_note(&text);
        }
        if matches!(&self.screen, Screen::Meeting(meeting) if meeting.session.state == SessionState::Open || meeting.typing.is_some())
        {
            self.flush_draft();
        }
        self.close_papers();
        self.exit = Some(code);
    }
}
