//! What a client may ask for: a stop, a hidden place, a correction with the original beside it. And whose time to be kept is over.

use super::overlay::{Dialog, Field, Overlay, Purpose as For};
use super::{App, Effect, Purpose, Review, Screen, Scroll, Secret};
use crate::casework::{
    About, Due, Event, Filling, Flag, SHORTEST_PASSPHRASE, SessionState, Status,
};
use crate::lang::{clean, date};

impl Review {
    /// Finished fillings of a meeting that is over: they can be corrected, with a reason.
    pub fn correctable(&self) -> bool {
        self.session.state != SessionState::Open
            && !self.original
            && !self.page.subject.restricted
            && self.fillings.iter().any(is_finished)
    }

    pub fn is_amended(&self) -> bool {
        let mut fillings = self.fillings.iter();
        self.original || fillings.any(|filling| filling.row.status == Status::Amended)
    }
}

fn is_finished(filling: &Filling) -> bool {
    filling.is_held() && matches!(filling.row.status, Status::Completed | Status::Amended)
}

impl App {
    /// Puts a flag up on the client's page, or takes it down.
    pub(super) fn turn_flag(&mut self, flag: Flag) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let subject = client.page.subject.id;
        let held = match flag {
            Flag::Restricted => client.page.subject.restricted,
            Flag::NoPlace => client.page.subject.no_place,
        };
        self.record_one(
            Event::SubjectFlagged { flag, on: !held },
            About::subject(subject),
        );
        self.effects.push(Effect::LoadPage(subject));
    }

    pub(super) fn ask_correct(&mut self) {
        let field = Field::text("correct-reason", "").with_hint("correct-reason-hint");
        let dialog = Dialog::new(For::Correct, "correct-title", vec![field]);
        self.overlays.push(Overlay::Dialog(dialog));
    }

    /// The reason stands in the journal before anything is changed; then the meeting is open to be corrected.
    pub(super) fn correct(&mut self, dialog: &Dialog) {
        let reason = dialog.fields.first().map_or("", Field::typed);
        let reason = clean::clean_line(reason);
        let Screen::Review(review) = &self.screen else {
            return;
        };
        let (subject, session) = (review.page.subject.id, review.session.id);
        let finished = review
            .fillings
            .iter()
            .filter(|filling| is_finished(filling));
        let ends: Vec<(Event, About)> = finished
            .map(|filling| {
                let ended = Event::ResponseEnded {
                    status: Status::Amended,
                    reason: Some(reason.clone()),
                    scores: filling.row.scores.clone(),
                };
                let about = About {
                    response: Some(filling.row.id),
                    ..About::session(subject, session)
                };
                (ended, about)
            })
            .collect();
        for (event, about) in ends {
            self.record_one(event, about);
        }
        let purpose = Purpose::Resume;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    /// The meeting as it was first finished, and back.
    pub(super) fn show_original(&mut self) {
        let Screen::Review(review) = &self.screen else {
            return;
        };
        let purpose = if review.original {
            Purpose::Review
        } else {
            Purpose::Original
        };
        let session = review.session.id;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    /// Whose time is over, by code: home may be seen by others.
    pub(super) fn show_due(&mut self, due: &[Due]) {
        let mut lines: Vec<String> = due
            .iter()
            .map(|due| {
                let day = date::write_date(due.on, self.lang);
                format!("{}  {day}  {}", due.subject.code, due.class.name(self.lang))
            })
            .collect();
        lines.push(self.say(if lines.is_empty() {
            "due-nobody"
        } else {
            "due-what-now"
        }));
        let title = self.say("due-title");
        self.overlays.push(Overlay::Page {
            title,
            lines,
            scroll: Scroll::default(),
        });
    }

    pub(super) fn ask_passphrase(&mut self) {
        let fields = vec![
            Field::secret("passphrase-now"),
            Field::secret("passphrase-new").with_hint("setup-passphrase-hint"),
            Field::secret("setup-again"),
        ];
        let dialog = Dialog::new(For::Passphrase, "passphrase-title", fields);
        self.overlays.push(Overlay::Dialog(dialog));
    }

    pub(super) fn change_passphrase(&mut self, dialog: &Dialog) {
        let typed = |at: usize| dialog.fields.get(at).map_or("", Field::typed);
        let secret = |at: usize| Secret(typed(at).to_owned().into());
        self.effects.push(Effect::ChangePassphrase {
            now: secret(0),
            new: secret(1),
        });
        let busy = self.say("passphrase-busy");
        self.notify(busy);
    }
}

/// Why a dialog of this page cannot be accepted: the field and a Fluent id.
pub(super) fn fault(dialog: &Dialog) -> Option<(usize, &'static str)> {
    let typed = |at: usize| dialog.fields.get(at).map_or("", Field::typed);
    match dialog.purpose {
        For::Correct if typed(0).is_empty() => Some((0, "correct-needs-reason")),
        For::Passphrase if typed(1).chars().count() < SHORTEST_PASSPHRASE => {
            Some((1, "setup-fault-short"))
        }
        For::Passphrase if typed(1) != typed(2) => Some((2, "setup-fault-differ")),
        _ => None,
    }
}
