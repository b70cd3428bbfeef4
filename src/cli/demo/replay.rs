//! The invented people's meetings, held again in an empty vault as if they had been held then.

use std::sync::Arc;

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::answers::{Giver, Misfit, Rows};
use super::people::{Filled, Meeting, Person, Typed};
use crate::casework::{
    About, CLIENTS, Draft, Entry, Event, Filling, Opening, RaterRole, Scribe, SessionRow,
    SessionState, Setting, Stamp, Starting, Status, begin_papers, inputs, open_session, papers,
};
use crate::form::{Catalogue, Form, Id};
use crate::response::Path;
use crate::vault::{self, Vault};

/// Why the invented people could not be made.
#[derive(Debug)]
pub enum Error {
    Vault(vault::Error),
    /// Their file does not fit the forms.
    Misfit(String),
}

impl From<vault::Error> for Error {
    fn from(error: vault::Error) -> Error {
        Error::Vault(error)
    }
}

impl From<Misfit> for Error {
    fn from(misfit: Misfit) -> Error {
        Error::Misfit(misfit.0)
    }
}

/// How long an answer takes.
const STEP: Duration = Duration::seconds(20);

pub struct Replay<'a> {
    pub vault: &'a mut Vault,
    pub catalogue: &'a Catalogue,
    /// Now: everything happens before it.
    pub now: Stamp,
    /// How many stamps were made: no two have the same seed.
    pub made: u32,
    pub rows: Rows,
}

impl Replay<'_> {
    pub fn person(&mut self, person: &Person) -> Result<(), Error> {
        let first = match person.meetings.first() {
            Some(meeting) => self.at(meeting)? - Duration::minutes(10),
            None => self.now.utc,
        };
        let mut scribe = Scribe::new(self.stamp(first));
        let subject = scribe.id();
        let about = About {
            subject: Some(subject),
            ..About::default()
        };
        let added = Event::SubjectAdded {
            register: Id::new(CLIENTS),
            code: person.code.clone(),
            name: person.name.clone(),
            language: person.language,
            practice: true,
        };
        self.vault.record(&[scribe.entry(added, about)])?;
        for meeting in &person.meetings {
            self.meeting(subject, person, meeting)?;
        }
        Ok(())
    }

    fn meeting(
        &mut self,
        subject: uuid::Uuid,
        person: &Person,
        meeting: &Meeting,
    ) -> Result<(), Error> {
        let page = self.vault.page(subject)?;
        let began = self.at(meeting)?;
        let setting = Setting {
            mode: meeting.mode,
            language: person.language,
            interpreter: meeting.interpreter,
        };
        let mut scribe = Scribe::new(self.stamp(began));
        let starting = Starting {
            route: meeting.route.clone(),
            forms: Vec::new(),
            setting,
            minutes: Some(meeting.minutes),
        };
        let (session, started) = open_session(&page.subject, &starting, &mut scribe);
        let mut entries = vec![started];
        let mut fillings: Vec<(Filling, &Filled)> = Vec::new();
        for filled in &meeting.filled {
            let form = self.form(&filled.form)?;
            let pinned = match form.standing {
                true => Vec::new(),
                false => self.vault.pinned(subject, &form.id, RaterRole::Client)?,
            };
            let mut opening = Opening {
                page: &page,
                session: Some(session.id),
                language: setting.language,
                inputs: inputs(&page, began, scribe.stamp.today, setting),
                scribe: &mut scribe,
                entries: Vec::new(),
            };
            let filling = opening.fill(&form, pinned);
            entries.append(&mut opening.entries);
            fillings.push((filling, filled));
        }
        if meeting.papers_wait {
            for form in papers(self.catalogue, &page.subject.register) {
                self.form(form.id.as_str())?;
            }
        }
        let clock = self.answers(&session, &mut fillings, began, &mut entries)?;
        let ended = (began + Duration::minutes(i64::from(meeting.minutes))).max(clock);
        self.end(&session, meeting, &fillings, ended, &mut entries);
        self.vault.record(&entries)?;
        match &meeting.draft {
            Some(typed) => self.draft(&session, typed, &fillings, clock),
            None => Ok(()),
        }
    }

    /// A form, kept in the vault before anything is answered by it.
    fn form(&mut self, id: &str) -> Result<Arc<Form>, Error> {
        let form = self
            .catalogue
            .find(id)
            .ok_or_else(|| Error::Misfit(id.to_owned()))?;
        if let Some(bytes) = self.catalogue.bytes(form.hash) {
            self.vault.keep_version(form, bytes)?;
        }
        Ok(Arc::clone(form))
    }

    /// Gives every answer its time; says when the last was given.
    fn answers(
        &mut self,
        session: &SessionRow,
        fillings: &mut [(Filling, &Filled)],
        began: DateTime<Utc>,
        entries: &mut Vec<Entry>,
    ) -> Result<DateTime<Utc>, Error> {
        let mut clock = began;
        for (filling, filled) in fillings {
            let about = about(session, filling);
            let mut ids = Scribe::new(self.stamp(clock));
            let mut giver = Giver {
                filling,
                rows: &mut self.rows,
                today: self.now.today,
                new_id: &mut || ids.id(),
                given: Vec::new(),
            };
            giver.give(filled)?;
            for (path, cell) in giver.given {
                clock += STEP;
                let mut scribe = Scribe::new(self.stamp(clock));
                entries.push(scribe.entry(Event::Answered { path, cell }, about));
            }
        }
        Ok(clock)
    }

    fn end(
        &mut self,
        session: &SessionRow,
        meeting: &Meeting,
        fillings: &[(Filling, &Filled)],
        at: DateTime<Utc>,
        entries: &mut Vec<Entry>,
    ) {
        let mut scribe = Scribe::new(self.stamp(at));
        for (filling, filled) in fillings {
            if filled.finished && !filling.standing && meeting.state.met() {
                let event = Event::ResponseEnded {
                    status: Status::Completed,
                    reason: None,
                    scores: filling.response.fixed_scores(),
                };
                entries.push(scribe.entry(event, about(session, filling)));
            }
        }
        if meeting.state != SessionState::Open {
            let about = About {
                subject: Some(session.subject),
                session: Some(session.id),
                response: None,
            };
            let state = meeting.state;
            if meeting.papers_wait {
                let register = Id::new(CLIENTS);
                entries.extend(begin_papers(
                    self.catalogue,
                    &register,
                    session,
                    &mut scribe,
                ));
            }
            entries.push(scribe.entry(Event::SessionEnded { state }, about));
        }
    }

    fn draft(
        &mut self,
        session: &SessionRow,
        typed: &Typed,
        fillings: &[(Filling, &Filled)],
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let mut fillings = fillings.iter();
        let found = fillings.find(|(filling, _)| filling.row.form_id == *typed.form);
        let (filling, _) = found.ok_or_else(|| Error::Misfit(typed.form.clone()))?;
        let draft = Draft {
            session: Some(session.id),
            response: filling.row.id,
            path: Path::top(Id::new(&typed.item)),
            note: false,
            text: typed.text.clone(),
            caret: typed.text.len(),
            at,
        };
        Ok(self.vault.put_draft(&draft)?)
    }

    /// When a meeting began.
    fn at(&self, meeting: &Meeting) -> Result<DateTime<Utc>, Error> {
        let misfit = || Error::Misfit(meeting.time.clone());
        let time = NaiveTime::parse_from_str(&meeting.time, "%H:%M").map_err(|_| misfit())?;
        let day = self
            .now
            .today
            .checked_sub_days(Days::new(u64::from(meeting.days_ago)));
        let local = NaiveDateTime::new(day.ok_or_else(misfit)?, time);
        let offset = FixedOffset::east_opt(self.now.offset_min * 60).ok_or_else(misfit)?;
        let began = offset
            .from_local_datetime(&local)
            .single()
            .ok_or_else(misfit)?;
        Ok(began.with_timezone(&Utc))
    }

    /// A stamp of then, with a seed of its own.
    fn stamp(&mut self, at: DateTime<Utc>) -> Stamp {
        self.made += 1;
        let mut seed = self.now.seed;
        for (byte, number) in seed.iter_mut().zip(self.made.to_be_bytes()) {
            *byte ^= number;
        }
        let today = crate::casework::local(at, self.now.offset_min).date_naive();
        Stamp {
            utc: at,
            today,
            seed,
            ..self.now
        }
    }
}

fn about(session: &SessionRow, filling: &Filling) -> About {
    About {
        subject: Some(session.subject),
        session: Some(session.id),
        response: Some(filling.row.id),
    }
}
