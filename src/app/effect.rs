//! What the app asks of the world, and what the world answers.

use std::sync::Arc;

use uuid::Uuid;

use crate::casework::{
    Controller, Draft, Due, Entry, HomeRows, RaterRole, SearchHit, StoredSession, SubjectPage,
    SubjectRow, Transfer,
};
use crate::form::{Form, Id};
use crate::response::{Path, Pinned};

/// A secret on its way to the vault; wiped when dropped, never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub zeroize::Zeroizing<String>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

/// Everything that is not a change of the app's own state.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    SetUp {
        passphrase: Secret,
        organisation: Option<String>,
        own_controller: bool,
        user: String,
        role: String,
    },
    Unlock {
        secret: Secret,
    },
    /// Flush, close, drop the keys.
    Lock,
    Record(Vec<Entry>),
    PutDraft(Draft),
    LoadHome,
    /// Words in what was written down of one client, or of all.
    Search {
        within: Option<Uuid>,
        text: String,
    },
    LoadPage(Uuid),
    /// What a new filling of a form needs to know of earlier ones.
    Prepare {
        subject: Uuid,
        form: Id,
        role: RaterRole,
    },
    LoadSession {
        session: Uuid,
        purpose: Purpose,
    },
    /// Meetings of one client to be seen beside each other.
    LoadSessions(Vec<Uuid>),
    Forget {
        response: Uuid,
        path: Path,
        entry: Entry,
    },
    /// All clients, to choose whose a meeting is.
    LoadClients,
    /// What moving a meeting to another client would do.
    LoadTransfer {
        session: Uuid,
        to: Uuid,
    },
    BackUp,
    ReadBattery,
    /// What the vault remembers of the person's choices.
    LoadSettings,
    KeepSetting {
        name: &'static str,
        value: String,
    },
    /// Whose time to be kept is over.
    LoadDue,
    ChangePassphrase {
        now: Secret,
        new: Secret,
    },
    /// Read the file of a form again.
    ReadForm(String),
    /// Give text to the terminal's clipboard.
    Copy(String),
    /// Stop and give the terminal back until resumed.
    Suspend,
}

impl Effect {
    /// What is said to have failed if it does.
    pub fn if_it_fails(&self) -> Failed {
        match self {
            Effect::SetUp { .. } => Failed::SetUp,
            Effect::Unlock { .. } => Failed::Unlock,
            Effect::Record(entries) => {
                Failed::Record(entries.iter().map(|entry| entry.id).collect())
            }
            Effect::PutDraft(_) => Failed::Draft,
            Effect::Forget { .. } => Failed::Forget,
            Effect::BackUp => Failed::BackUp,
            Effect::LoadSettings | Effect::KeepSetting { .. } => Failed::Setting,
            Effect::Lock
            | Effect::LoadDue
            | Effect::ChangePassphrase { .. }
            | Effect::LoadHome
            | Effect::Search { .. }
            | Effect::LoadPage(_)
            | Effect::Prepare { .. }
            | Effect::LoadSession { .. }
            | Effect::LoadSessions(_)
            | Effect::LoadClients
            | Effect::LoadTransfer { .. }
            | Effect::ReadBattery
            | Effect::ReadForm(_)
            | Effect::Copy(_)
            | Effect::Suspend => Failed::Load,
        }
    }

    /// Whether it leaves anything of a meeting behind.
    pub(super) fn keeps_answers(&self) -> bool {
        !matches!(
            self,
            Effect::ReadForm(_) | Effect::Suspend | Effect::Lock | Effect::KeepSetting { .. }
        )
    }
}

/// What a stored session is loaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Resume,
    Review,
    After,
    /// As it was before anything was corrected.
    Original,
}

/// What came of an effect.
#[derive(Debug, Clone)]
pub enum Outcome {
    SetUp {
        recovery: Secret,
    },
    Unlocked {
        user: String,
        controller: Controller,
        home: HomeRows,
        outdoors: bool,
    },
    /// In percent, if the machine tells.
    Battery(Option<u8>),
    /// The reason in a sentence for each interface language is made where it is shown.
    Failed {
        effect: Failed,
        problem: Problem,
    },
    Locked,
    Recorded {
        entries: Vec<Uuid>,
    },
    DraftKept,
    Home(HomeRows),
    Settings(Vec<(&'static str, String)>),
    Page(Box<SubjectPage>),
    Prepared {
        form: Id,
        pinned: Vec<Pinned>,
        page: Box<SubjectPage>,
    },
    /// A stored session with the form versions it was asked by, and its client.
    Session {
        stored: Box<StoredSession>,
        forms: Vec<Arc<Form>>,
        page: Box<SubjectPage>,
        purpose: Purpose,
    },
    Sessions {
        meetings: Vec<super::Loaded>,
        page: Box<SubjectPage>,
    },
    /// What was found of a text.
    Found {
        text: String,
        hits: Vec<SearchHit>,
    },
    Clients(Vec<SubjectRow>),
    Transfer(Box<Transfer>),
    Forgotten,
    Due(Vec<Due>),
    PassphraseChanged,
    FormRead(super::FormRead),
    BackedUp {
        to: String,
    },
}

/// Which request failed, so that the app knows what is still unsafe.
#[derive(Debug, Clone, PartialEq)]
pub enum Failed {
    SetUp,
    Unlock,
    /// These entries stand in memory only and will be tried again.
    Record(Vec<Uuid>),
    Draft,
    Load,
    /// Nothing of a client's is at stake.
    Setting,
    Forget,
    BackUp,
}

/// A fault of the world, as sentences in the interface languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub fi: String,
    pub sv: String,
    pub en: String,
}

impl Problem {
    pub fn say(&self, lang: crate::lang::Lang) -> &str {
        match lang.interface() {
            crate::lang::Lang::Sv => &self.sv,
            crate::lang::Lang::En => &self.en,
            _ => &self.fi,
        }
    }
}
