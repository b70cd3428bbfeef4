//! Everything that can happen, as the journal keeps it: one closed list. What the vault shows is worked out from these alone.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::form::{Hash, Id};
use crate::lang::Lang;
use crate::response::{Cell, FixedScore, Path, Pinned};

/// One row of the journal, before the vault numbers and chains it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub offset_min: i32,
    pub subject: Option<Uuid>,
    pub session: Option<Uuid>,
    pub response: Option<Uuid>,
    /// The entry that this one takes back.
    pub undoes: Option<Uuid>,
    pub event: Event,
}

/// `kind` in the journal is the tag; the rest is its payload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    VaultCreated {
        user: String,
        role: String,
        controller: Controller,
    },
    Unlocked,
    Locked,
    /// Another passphrase opens the vault from now on.
    PassphraseChanged,
    /// The organisation's public key that the vault is sealed to from now on, or none any more.
    OrganisationChanged {
        key: Option<String>,
    },
    /// All was encrypted with a new key. So many entries were chained anew, as they stood.
    Rekeyed {
        entries: u64,
    },
    /// A backup took the file's place; so many entries made after it are not in it.
    Restored {
        entries: u64,
        lost: u64,
    },
    SubjectAdded {
        register: Id,
        code: String,
        name: String,
        language: Lang,
        practice: bool,
    },
    SubjectChanged {
        name: String,
        language: Lang,
    },
    /// Put up, or taken down again.
    SubjectFlagged {
        flag: Flag,
        on: bool,
    },
    /// All that was kept about the subject was removed. What it was is nowhere.
    SubjectErased {
        anonymised: bool,
        /// The meetings and fillings that went with it.
        #[serde(default)]
        gone: Vec<Uuid>,
    },
    /// Figures that stay when a subject is anonymised. They belong to nobody.
    AnonymousKept {
        figures: Figures,
    },
    /// Somebody looked at what is kept about the subject.
    SubjectOpened,
    SessionStarted {
        mode: Mode,
        language: Lang,
        interpreter: bool,
        minutes: Option<u16>,
        /// The route that the meeting goes by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<Id>,
    },
    SessionChanged {
        mode: Mode,
        language: Lang,
        interpreter: bool,
    },
    SessionEnded {
        state: SessionState,
    },
    /// It was recorded for the wrong client: with all that was filled in it, it is another one's from now on.
    SessionMoved {
        from: Uuid,
        to: Uuid,
    },
    /// Taken up again to be finished; it ends anew.
    SessionResumed,
    /// Nothing is kept until recording is switched on again.
    Recording {
        on: bool,
    },
    ResponseStarted {
        form: Hash,
        form_id: Id,
        role: RaterRole,
        language: Lang,
        #[serde(default)]
        pinned: Vec<Pinned>,
    },
    /// An unfinished response goes on in another version of its form. Its answers stay what they are; those of renamed items
    /// stand under the new ids from now on. What did not fit was taken away before, answer by answer.
    ResponseMoved {
        from: Hash,
        form: Hash,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        renamed: BTreeMap<Id, Id>,
        /// The entries just before that took answers away for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cleared: Vec<Uuid>,
    },
    /// An answer, note or flag: what stands there after. What stood before is the previous row of the same path.
    Answered {
        path: Path,
        cell: Cell,
    },
    ResponseEnded {
        status: Status,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        #[serde(default)]
        scores: Vec<FixedScore>,
    },
    /// A form that had been taken out of the meeting again is back in it.
    ResponseResumed,
    /// Something was removed at the client's request. What it was is nowhere.
    Forgotten {
        path: Path,
    },
    /// What will be kept was read with the client, so many lines of each fate; `unread` were left.
    ReadTogether {
        kept: u32,
        corrected: u32,
        forgotten: u32,
        unread: u32,
    },
    Exported {
        what: String,
        format: String,
        #[serde(default)]
        ground: Ground,
        /// To whom, by the sharing will's code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Id>,
    },
    BackedUp {
        entries: u64,
    },
}

impl Event {
    /// The journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::VaultCreated { .. } => "vault_created",
            Event::Unlocked => "unlocked",
            Event::Locked => "locked",
            Event::PassphraseChanged => "passphrase_changed",
            Event::OrganisationChanged { .. } => "organisation_changed",
            Event::Rekeyed { .. } => "rekeyed",
            Event::Restored { .. } => "restored",
            Event::SubjectAdded { .. } => "subject_added",
            Event::SubjectChanged { .. } => "subject_changed",
            Event::SubjectFlagged { .. } => "subject_flagged",
            Event::SubjectErased { .. } => "subject_erased",
            Event::AnonymousKept { .. } => "anonymous_kept",
            Event::SubjectOpened => "subject_opened",
            Event::SessionStarted { .. } => "session_started",
            Event::SessionChanged { .. } => "session_changed",
            Event::SessionEnded { .. } => "session_ended",
            Event::SessionMoved { .. } => "session_moved",
            Event::SessionResumed => "session_resumed",
            Event::Recording { .. } => "recording",
            Event::ResponseStarted { .. } => "response_started",
            Event::ResponseMoved { .. } => "response_moved",
            Event::Answered { .. } => "answered",
            Event::ResponseEnded { .. } => "response_ended",
            Event::ResponseResumed => "response_resumed",
            Event::Forgotten { .. } => "forgotten",
            Event::ReadTogether { .. } => "read_together",
            Event::Exported { .. } => "exported",
            Event::BackedUp { .. } => "backed_up",
        }
    }
}

/// Why something may be given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The official's own work, as putting it into the official system.
    #[default]
    Duty,
    /// The client's own copy.
    OwnCopy,
    /// The client's sharing will allows it.
    Will,
    /// The client was asked, as the will says.
    Asked,
    /// The law demands or allows it, whatever the will says.
    Law,
}

/// What is to be minded about a subject. No reason is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Processing is restricted: shown and given out, but nothing new is recorded.
    Restricted,
    /// Nothing may say where the person lives, works or is met.
    NoPlace,
}

/// What stays of somebody anonymised: no name, code, word or date.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_group: Option<Id>,
    pub scores: Vec<Figure>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub form: Id,
    /// When the filling was finished, no more exactly than this.
    pub year: i32,
    /// Without what it was worked out from.
    pub score: FixedScore,
}

/// In whose name real clients' data may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Controller {
    /// The organisation's key is among the slots.
    Organisation,
    /// The organisation has allowed in writing that the counsellor keeps the vault alone.
    #[serde(rename = "self")]
    Own,
    /// Neither: only practice clients.
    Practice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    InPerson,
    Phone,
    Remote,
    Elsewhere,
}

impl Mode {
    pub const ALL: [Mode; 4] = [Mode::InPerson, Mode::Phone, Mode::Remote, Mode::Elsewhere];

    pub fn code(self) -> &'static str {
        match self {
            Mode::InPerson => "in_person",
            Mode::Phone => "phone",
            Mode::Remote => "remote",
            Mode::Elsewhere => "elsewhere",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    Open,
    Held,
    Moved,
    CancelledByUs,
    CancelledByClient,
    NotMet,
    CutShort,
}

impl SessionState {
    /// The states that a meeting can end in.
    pub const ENDS: [SessionState; 6] = [
        SessionState::Held,
        SessionState::CutShort,
        SessionState::Moved,
        SessionState::CancelledByUs,
        SessionState::CancelledByClient,
        SessionState::NotMet,
    ];

    pub fn code(self) -> &'static str {
        match self {
            SessionState::Open => "open",
            SessionState::Held => "held",
            SessionState::Moved => "moved",
            SessionState::CancelledByUs => "cancelled_by_us",
            SessionState::CancelledByClient => "cancelled_by_client",
            SessionState::NotMet => "not_met",
            SessionState::CutShort => "cut_short",
        }
    }

    /// Whether client and counsellor met: the other states stand in no review and no export.
    pub fn met(self) -> bool {
        matches!(
            self,
            SessionState::Open | SessionState::Held | SessionState::CutShort
        )
    }
}

/// FHIR's QuestionnaireResponse.status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    InProgress,
    Completed,
    Amended,
    EnteredInError,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Status::InProgress => "in-progress",
            Status::Completed => "completed",
            Status::Amended => "amended",
            Status::EnteredInError => "entered-in-error",
        }
    }
}

/// In which role the answers were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaterRole {
    #[default]
    Client,
    Counsellor,
}
