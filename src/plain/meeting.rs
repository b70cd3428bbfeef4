//! A client and a form brought together: the meeting that was left open with it, else a new one.

use super::{Error, Keeper, Streams, Walk, record};
use crate::casework::{
    About, Begun, Deeds, Draft, Entry, Event, RaterRole, Scribe, SessionRow, SessionState, Stamp,
    Starting, SubjectPage, begin, begin_papers, papers, remembered, take_up,
};
use crate::form::{Catalogue, Id};
use crate::lang::Lang;
use crate::plain::End;
use crate::vault::{self, Vault};

/// What meetings in lines are held with.
pub struct Table<'a> {
    pub vault: &'a mut Vault,
    pub catalogue: &'a Catalogue,
    pub now: &'a dyn Fn() -> Stamp,
    /// Of the program's own words.
    pub lang: Lang,
}

/// A meeting ready to be walked.
pub struct Ready {
    pub begun: Begun,
    /// Where it was left, if it was, and what was typed half way; what had been done in it.
    pub drafts: Vec<Draft>,
    pub deeds: Deeds,
    /// Of what kind the subject is.
    pub register: Id,
}

impl Table<'_> {
    /// Notes that somebody looked at what is kept about a client.
    pub fn look_at(&mut self, page: &SubjectPage) -> Result<(), vault::Error> {
        let about = About {
            subject: Some(page.subject.id),
            ..About::default()
        };
        self.note(Event::SubjectOpened, about)
    }

    /// Records something that changes no answer, where the disk takes it.
    pub fn note(&mut self, event: Event, about: About) -> Result<(), vault::Error> {
        if self.vault.is_read_only() {
            return Ok(());
        }
        let entry: Entry = Scribe::new((self.now)()).entry(event, about);
        self.vault.record(&[entry])
    }

    /// A new meeting, recorded as begun. None if a form of it is not at hand.
    pub fn begin(
        &mut self,
        starting: &Starting,
        page: &SubjectPage,
    ) -> Result<Option<Ready>, Error> {
        let mut pinned = Vec::new();
        for form in &starting.forms {
            let standing = self.catalogue.find(form.as_str());
            pinned.push(match standing.is_some_and(|form| form.standing) {
                true => Vec::new(),
                false => self
                    .vault
                    .pinned(page.subject.id, form, RaterRole::Client)?,
            });
        }
        let mut scribe = Scribe::new((self.now)());
        let begun = begin(self.catalogue, starting, page, pinned, &mut scribe);
        let ready = begun.map(|begun| self.ready(begun, page, Vec::new(), Deeds::default()));
        ready.transpose()
    }

    /// A meeting that was left, taken up again. None if nothing in it can be gone on with.
    pub fn take_up(
        &mut self,
        session: &SessionRow,
        page: &SubjectPage,
    ) -> Result<Option<Ready>, Error> {
        let stored = self.vault.session(session.id)?;
        let forms = record::forms(self.vault, self.catalogue, &stored)?;
        let mut scribe = Scribe::new((self.now)());
        let begun = take_up(self.catalogue, &stored, &forms, page, &mut scribe);
        let Some(begun) = begun else { return Ok(None) };
        let deeds = remembered(&stored.history, &begun.fillings, &forms);
        let ready = self.ready(begun, page, stored.drafts, deeds)?;
        Ok(Some(ready))
    }

    /// Forms first: an answer must be readable as soon as it is kept.
    fn ready(
        &mut self,
        begun: Begun,
        page: &SubjectPage,
        drafts: Vec<Draft>,
        deeds: Deeds,
    ) -> Result<Ready, Error> {
        for filling in &begun.fillings {
            let form = filling.response.form();
            if let Some(bytes) = self.catalogue.bytes(form.hash) {
                self.vault.keep_version(form, bytes)?;
            }
        }
        self.vault.record(&begun.entries)?;
        Ok(Ready {
            begun,
            drafts,
            deeds,
            register: page.subject.register.clone(),
        })
    }

    /// Walks a meeting to its end or to the end of the input.
    pub fn hold(&mut self, ready: Ready, streams: Streams<'_>) -> Result<End, Error> {
        let keeper = Keeper::Vault(self.vault);
        let walk = Walk::new(streams, keeper, self.now, self.lang, ready.begun);
        let walk = walk.going_on(ready.deeds, ready.register, self.catalogue);
        let end = walk.run(&ready.drafts)?;
        if let Some(session) = end.session.filter(|_| end.finished) {
            let ended = self.vault.session(session)?.row;
            if ended.state.met() {
                self.begin_papers(&ended)?;
            }
        }
        Ok(end)
    }

    /// What is left to do when a meeting is over waits on the screen's home.
    fn begin_papers(&mut self, session: &SessionRow) -> Result<(), Error> {
        let Some(subject) = self.vault.subject(session.subject)? else {
            return Ok(());
        };
        for form in papers(self.catalogue, &subject.register) {
            if let Some(bytes) = self.catalogue.bytes(form.hash) {
                self.vault.keep_version(form, bytes)?;
            }
        }
        let mut scribe = Scribe::new((self.now)());
        let begun = begin_papers(self.catalogue, &subject.register, session, &mut scribe);
        match begun.is_empty() {
            true => Ok(()),
            false => Ok(self.vault.record(&begun)?),
        }
    }
}

/// The newest meeting of a client that is still open and has this form in it.
pub fn left_open<'a>(page: &'a SubjectPage, form: &str) -> Option<&'a SessionRow> {
    let has_form = |row: &&SessionRow| {
        row.responses
            .iter()
            .any(|response| response.form_id == *form)
    };
    let mut open = page
        .sessions
        .iter()
        .filter(|row| row.state == SessionState::Open);
    open.find(has_form)
}
