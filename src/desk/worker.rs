//! The vault's thread: takes requests in order, answers each, and copies a backup in small steps while nothing else waits.

mod backups;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::jobs::{Copying, Order};
use super::{Request, problem};
use crate::app::{Effect, Failed, FormRead, OUTDOORS, Outcome, Purpose, SETTINGS};
use crate::casework::{Draft, Due, Entry, Event, Stamp, StoredSession, Transfer};
use crate::form::Catalogue;
use crate::form::{self, Form, Hash, Id, Retention, Source};
use crate::sys::power;
use crate::vault::{self, Place, Secret, Setup, Upkeep, Vault, WORK_FACTOR};

/// The journal's head is written outside the file at the latest this long after a change.
const HEAD_WITHIN: Duration = Duration::from_secs(60);
/// As many places as anybody reads of what was found.
const HITS: usize = 50;
/// The recovery key looks like this: it may be typed where the passphrase is asked for.
const RECOVERY_PREFIX: &str = "AGE-SECRET-KEY-";

pub(super) struct Worker {
    place: Place,
    catalogue: Arc<Catalogue>,
    vault: Option<Vault>,
    report: Box<dyn FnMut(Outcome) + Send>,
    again: Sender<Request>,
    copying: Option<Copying>,
    /// A copy is being checked: its folder must stay.
    checking: bool,
    /// A backup that waits for that check.
    next_backup: Option<Order>,
    upkeep: Upkeep,
    /// Form versions known to be kept in the open vault.
    kept: HashSet<Hash>,
    head_due: Option<Instant>,
}

impl Worker {
    pub fn new(
        place: Place,
        upkeep: Upkeep,
        catalogue: Arc<Catalogue>,
        vault: Option<Vault>,
        report: Box<dyn FnMut(Outcome) + Send>,
        again: Sender<Request>,
    ) -> Worker {
        Worker {
            place,
            catalogue,
            vault,
            report,
            again,
            copying: None,
            checking: false,
            next_backup: None,
            upkeep,
            kept: HashSet::new(),
            head_due: None,
        }
    }

    pub fn run(mut self, work: &Receiver<Request>) {
        while let Some(request) = self.next(work) {
            match request {
                Request::Run(effects, stamp) => self.perform_all(effects, stamp),
                Request::Checked(result, order) => {
                    self.checked(result, order);
                    self.after_check();
                }
                Request::Close => break,
            }
        }
        self.copying = None;
        if let Some(vault) = self.vault.take() {
            // Everything is committed already; a failed close leaves a log that the next opening takes in.
            let _ = vault.close();
        }
    }

    /// The next request; while a backup is being copied, a step of it whenever nothing waits.
    fn next(&mut self, work: &Receiver<Request>) -> Option<Request> {
        loop {
            if self.copying.is_some() {
                match work.try_recv() {
                    Ok(request) => return Some(request),
                    Err(TryRecvError::Disconnected) => return None,
                    Err(TryRecvError::Empty) => self.copy_on(),
                }
                continue;
            }
            let Some(due) = self.head_due else {
                return work.recv().ok();
            };
            match work.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(request) => return Some(request),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => self.write_head(),
            }
        }
    }

    fn write_head(&mut self) {
        self.head_due = None;
        if let Some(vault) = &mut self.vault {
            // Tried again with the next change: the answers themselves are safe.
            let _ = vault.write_head();
        }
    }

    fn answer(&mut self, outcome: Outcome) {
        (self.report)(outcome);
    }

    /// What one action asked for: its entries, and the place it led to, reach the disk in one write.
    fn perform_all(&mut self, effects: Vec<Effect>, stamp: Stamp) {
        let mut effects = effects.into_iter().peekable();
        while let Some(effect) = effects.next() {
            let Effect::Record(mut entries) = effect else {
                self.perform(effect, stamp);
                continue;
            };
            while let Some(Effect::Record(more)) =
                effects.next_if(|next| matches!(next, Effect::Record(_)))
            {
                entries.extend(more);
            }
            let place = match effects.next_if(|next| matches!(next, Effect::PutDraft(_))) {
                Some(Effect::PutDraft(place)) => Some(place),
                _ => None,
            };
            let failing = Failed::Record(entries.iter().map(|entry| entry.id).collect());
            let outcome = self.record(&entries, place.as_ref());
            self.answer(outcome.unwrap_or_else(|error| Outcome::Failed {
                effect: failing,
                problem: problem(&error),
            }));
        }
    }

    pub fn perform(&mut self, effect: Effect, stamp: Stamp) {
        let failing = effect.if_it_fails();
        let result = match effect {
            Effect::SetUp {
                passphrase,
                organisation,
                own_controller,
                user,
                role,
            } => {
                let setup = Setup {
                    passphrase: passphrase.0,
                    organisation,
                    own_controller,
                    user,
                    role,
                    work_factor: WORK_FACTOR,
                };
                self.set_up(setup, stamp)
            }
            Effect::Unlock { secret } => self.unlock(secret, stamp),
            Effect::Lock => Ok(Some(self.lock())),
            Effect::Record(entries) => self.record(&entries, None).map(Some),
            Effect::PutDraft(draft) => self
                .with(|vault| vault.put_draft(&draft))
                .map(|()| Some(Outcome::DraftKept)),
            Effect::LoadHome => self
                .with(|vault| vault.home())
                .map(|rows| Some(Outcome::Home(rows))),
            Effect::Search { within, text } => self
                .with(|vault| vault.search_in(within, &text, HITS))
                .map(|hits| Some(Outcome::Found { text, hits })),
            Effect::LoadPage(subject) => self
                .with(|vault| vault.page(subject))
                .map(|page| Some(Outcome::Page(Box::new(page)))),
            Effect::Prepare {
                subject,
                form,
                role,
            } => self
                .with(|vault| Ok((vault.pinned(subject, &form, role)?, vault.page(subject)?)))
                .map(|(pinned, page)| {
                    let page = Box::new(page);
                    Some(Outcome::Prepared { form, pinned, page })
                }),
            Effect::LoadSession { session, purpose } => self.load(session, purpose).map(Some),
            Effect::LoadSessions(sessions) => self.load_several(&sessions),
            Effect::Forget {
                response,
                path,
                entry,
            } => self
                .with(|vault| vault.forget(response, &path, &entry))
                .map(|()| Some(Outcome::Forgotten)),
            Effect::BackUp => {
                self.back_up(stamp, true);
                Ok(None)
            }
            Effect::LoadClients => self
                .with(|vault| vault.subjects())
                .map(|rows| Some(Outcome::Clients(rows))),
            Effect::LoadTransfer { session, to } => self
                .with(|vault| {
                    let stored = vault.session(session)?;
                    let from = vault.page(stored.row.subject)?;
                    Ok(Transfer::of(&stored, &from, &vault.page(to)?))
                })
                .map(|transfer| Some(Outcome::Transfer(Box::new(transfer)))),
            Effect::ReadBattery => Ok(Some(Outcome::Battery(power::battery()))),
            Effect::LoadSettings => self.settings().map(Some),
            Effect::KeepSetting { name, value } => self
                .with(|vault| vault.put_setting(name, &value))
                .map(|()| None),
            Effect::LoadDue => self.due(stamp).map(|due| Some(Outcome::Due(due))),
            Effect::ChangePassphrase { now, new } => {
                let now = typed_secret(now);
                self.with(|vault| {
                    vault.check_secret(&now)?;
                    vault.change_passphrase(&new.0, WORK_FACTOR, &stamp)
                })
                .map(|()| Some(Outcome::PassphraseChanged))
            }
            Effect::ReadForm(file) => Ok(Some(self.read_form(&file))),
            // The terminal's own affair.
            Effect::Copy(_) | Effect::Suspend => Ok(None),
        };
        match result {
            Ok(Some(outcome)) => self.answer(outcome),
            Ok(None) => {}
            Err(error) => self.answer(Outcome::Failed {
                effect: failing,
                problem: problem(&error),
            }),
        }
    }

    fn settings(&mut self) -> Result<Outcome, vault::Error> {
        let mut kept = Vec::new();
        for name in SETTINGS {
            let value = self.with(|vault| vault.setting(name))?;
            kept.extend(value.map(|value| (name, value)));
        }
        Ok(Outcome::Settings(kept))
    }

    fn read_form(&self, file: &str) -> Outcome {
        let (found, form) = self.catalogue.open(Path::new(file));
        let form = form.map(|(form, _)| form);
        Outcome::FormRead(FormRead { found, form })
    }

    fn with<T>(
        &mut self,
        work: impl FnOnce(&mut Vault) -> Result<T, vault::Error>,
    ) -> Result<T, vault::Error> {
        work(self.vault.as_mut().ok_or(vault::Error::Closed)?)
    }

    fn set_up(&mut self, setup: Setup, stamp: Stamp) -> Result<Option<Outcome>, vault::Error> {
        let (vault, recovery) = Vault::init(&self.place, setup, &stamp)?;
        self.vault = Some(vault);
        Ok(Some(Outcome::SetUp {
            recovery: crate::app::Secret(recovery.0),
        }))
    }

    fn unlock(
        &mut self,
        secret: crate::app::Secret,
        stamp: Stamp,
    ) -> Result<Option<Outcome>, vault::Error> {
        let secret = typed_secret(secret);
        let vault = Vault::look_in(&self.place, &secret, &stamp)?;
        let outcome = unlocked(&vault)?;
        self.kept.clear();
        self.vault = Some(vault);
        // The first picture waits neither for the disk nor for the day's first backup.
        self.answer(outcome);
        // What is not taken now goes before the first answer, and that one tells if it fails.
        let _ = self.with(Vault::note_opening);
        if self.is_backup_due(stamp) {
            self.back_up(stamp, false);
        }
        Ok(None)
    }

    fn lock(&mut self) -> Outcome {
        self.copying = None;
        self.head_due = None;
        if let Some(vault) = self.vault.take() {
            let _ = vault.close();
        }
        Outcome::Locked
    }

    fn record(
        &mut self,
        entries: &[Entry],
        place: Option<&Draft>,
    ) -> Result<Outcome, vault::Error> {
        for entry in entries {
            if let Event::ResponseStarted { form, .. } | Event::ResponseMoved { form, .. } =
                &entry.event
            {
                self.keep_form(*form)?;
            }
        }
        self.with(|vault| vault.record_at(entries, place))?;
        self.head_due
            .get_or_insert_with(|| Instant::now() + HEAD_WITHIN);
        Ok(Outcome::Recorded {
            entries: entries.iter().map(|entry| entry.id).collect(),
        })
    }

    /// The exact bytes of a form stay with the answers that it asked for.
    fn keep_form(&mut self, hash: Hash) -> Result<(), vault::Error> {
        if self.kept.contains(&hash) {
            return Ok(());
        }
        if let (Some(form), Some(bytes)) = (
            self.catalogue.by_hash(hash).cloned(),
            self.catalogue.bytes(hash).cloned(),
        ) {
            self.with(|vault| vault.keep_version(&form, &bytes))?;
        }
        self.kept.insert(hash);
        Ok(())
    }

    fn load(&mut self, session: Uuid, purpose: Purpose) -> Result<Outcome, vault::Error> {
        let (stored, page) = self.with(|vault| {
            let stored = match purpose {
                Purpose::Original => vault.original(session)?,
                Purpose::Resume | Purpose::Review | Purpose::After => vault.session(session)?,
            };
            let page = vault.page(stored.row.subject)?;
            Ok((stored, page))
        })?;
        Ok(Outcome::Session {
            forms: self.forms_of(&stored)?,
            stored: Box::new(stored),
            page: Box::new(page),
            purpose,
        })
    }

    fn load_several(&mut self, sessions: &[Uuid]) -> Result<Option<Outcome>, vault::Error> {
        let mut meetings = Vec::new();
        for session in sessions {
            let stored = self.with(|vault| vault.session(*session))?;
            let forms = self.forms_of(&stored)?;
            meetings.push((stored, forms));
        }
        let Some((newest, _)) = meetings.last() else {
            return Ok(None);
        };
        let subject = newest.row.subject;
        let page = Box::new(self.with(|vault| vault.page(subject))?);
        Ok(Some(Outcome::Sessions { meetings, page }))
    }

    /// The form versions that a meeting was asked by.
    fn forms_of(&mut self, stored: &StoredSession) -> Result<Vec<Arc<Form>>, vault::Error> {
        let mut forms: Vec<Arc<Form>> = Vec::new();
        for (hash, name) in stored.versions() {
            if !forms.iter().any(|form| form.hash == hash) {
                forms.extend(self.form(hash, &name)?);
            }
        }
        Ok(forms)
    }

    /// A version of a form: from the catalogue, else from the vault.
    fn form(&mut self, hash: Hash, name: &Id) -> Result<Option<Arc<Form>>, vault::Error> {
        if let Some(form) = self.catalogue.by_hash(hash) {
            return Ok(Some(Arc::clone(form)));
        }
        let Some(bytes) = self.with(|vault| vault.form_bytes(&hash))? else {
            return Ok(None);
        };
        let source = Source::new(name.as_str(), bytes);
        Ok(form::load_for_use(&source).ok().map(|loaded| loaded.form))
    }
}

impl Worker {
    fn due(&mut self, stamp: Stamp) -> Result<Vec<Due>, vault::Error> {
        let classes = Retention::load(Some(&self.place.data.join("forms")));
        let classes = classes.map_err(vault::Error::Unfit)?;
        let catalogue = Arc::clone(&self.catalogue);
        let mut due = self.with(|vault| vault.due(&classes, &catalogue, stamp.offset_min))?;
        due.retain(|due| due.on <= stamp.today);
        Ok(due)
    }
}

/// What was typed is the recovery key if it looks like one.
fn typed_secret(secret: crate::app::Secret) -> Secret {
    let typed = secret.0;
    if typed.trim().to_uppercase().starts_with(RECOVERY_PREFIX) {
        Secret::Recovery(typed)
    } else {
        Secret::Passphrase(typed)
    }
}

/// What an open vault tells of itself.
pub fn unlocked(vault: &Vault) -> Result<Outcome, vault::Error> {
    Ok(Outcome::Unlocked {
        user: vault.user().0.to_owned(),
        controller: vault.controller(),
        home: vault.home()?,
        outdoors: vault.setting(OUTDOORS)?.as_deref() == Some("1"),
    })
}
