//! Rows that queries answer with: what lists, pages and reviews are drawn from.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::event::{Event, Ground, Mode, RaterRole, SessionState, Status};
use crate::form::{Hash, Id, Role};
use crate::lang::Lang;
use crate::response::{Cell, Change, FixedScore, Path, Pinned, Value};

/// A subject in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SubjectRow {
    pub id: Uuid,
    pub register: Id,
    pub code: String,
    pub name: String,
    pub language: Lang,
    pub practice: bool,
    /// Nothing new may be recorded.
    pub restricted: bool,
    /// Nothing may tell where the person is to be found; the name is hidden then.
    pub no_place: bool,
    /// Start of the newest meeting that was held.
    pub last_met: Option<DateTime<Utc>>,
    pub sessions: u32,
}

impl SubjectRow {
    /// Not a client but the counsellor's own learning.
    pub fn is_own(&self) -> bool {
        self.register == *OWN
    }
}

/// A meeting in a list, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionRow {
    pub id: Uuid,
    pub subject: Uuid,
    pub code: String,
    pub name: String,
    pub started: DateTime<Utc>,
    pub offset_min: i32,
    pub ended: Option<DateTime<Utc>>,
    pub state: SessionState,
    pub mode: Mode,
    pub language: Lang,
    pub interpreter: bool,
    pub minutes: Option<u16>,
    /// The route that it goes by.
    pub route: Option<Id>,
    pub responses: Vec<ResponseRow>,
}

/// A filling in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseRow {
    pub id: Uuid,
    pub subject: Uuid,
    pub session: Option<Uuid>,
    pub form: Hash,
    pub form_id: Id,
    pub role: RaterRole,
    pub language: Lang,
    pub status: Status,
    pub changed: DateTime<Utc>,
    pub scores: Vec<FixedScore>,
}

/// One filling, whole, as it is taken up again or reviewed.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredResponse {
    pub row: ResponseRow,
    pub pinned: Vec<Pinned>,
    /// Current cells, hidden ones included, in no particular order.
    pub cells: Vec<(Path, Cell)>,
    pub draft: Option<Draft>,
}

/// A session with everything filled in it, and the standing responses of its subject as they were then (or are now, while it is open).
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSession {
    pub row: SessionRow,
    pub responses: Vec<StoredResponse>,
    /// Changes of this session in the order they were made, for undo.
    pub history: Vec<Recorded>,
    /// The drafts typed in it, newest first.
    pub drafts: Vec<Draft>,
    /// How what is kept was read with the client, if it was: the latest [`Event::ReadTogether`].
    pub read_together: Option<Event>,
}

impl StoredSession {
    /// The form versions that its responses are and, as far as can be taken back, were filled in, with the forms' ids.
    pub fn versions(&self) -> Vec<(Hash, Id)> {
        let mut versions = Vec::new();
        for stored in &self.responses {
            let row = &stored.row;
            versions.push((row.form, row.form_id.clone()));
            for recorded in self.history.iter().filter(|it| it.response == row.id) {
                if let RecordedDeed::Moved { from, to, .. } = &recorded.deed {
                    versions.extend([*from, *to].map(|hash| (hash, row.form_id.clone())));
                }
            }
        }
        versions
    }

    /// Where the person was.
    pub fn place(&self) -> Option<&Draft> {
        self.drafts.first()
    }
}

/// Something that the journal holds and that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub entry: Uuid,
    pub response: Uuid,
    pub deed: RecordedDeed,
    pub undoes: Option<Uuid>,
}

impl Recorded {
    /// The change, if that is what it was.
    pub fn change(&self) -> Option<&Change> {
        match &self.deed {
            RecordedDeed::Changed(change) => Some(change),
            RecordedDeed::Moved { .. } | RecordedDeed::Added => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum RecordedDeed {
    Changed(Change),
    /// The form was taken into the meeting, or that was taken back or done again.
    Added,
    /// The response went on in another version; the changes of these entries belong to it.
    Moved {
        from: Hash,
        to: Hash,
        cleared: Vec<Uuid>,
    },
}

/// Text being typed, kept apart from answers until it is one. Also the mark of where the person was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub session: Option<Uuid>,
    pub response: Uuid,
    /// An item, or the list that a new row or quote will go to.
    pub path: Path,
    /// The text is the note beside the item, not its answer.
    pub note: bool,
    pub text: String,
    /// Bytes from the start of `text`, on a grapheme's edge.
    pub caret: usize,
    pub at: DateTime<Utc>,
}

/// An answer that its item's role makes readable without the form, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleRow {
    pub subject: Uuid,
    pub session: Option<Uuid>,
    pub response: Uuid,
    pub role: Role,
    pub path: Path,
    pub value: Value,
    /// The object of the answer as text, for items that have one (a ruler's theme).
    pub about: Option<String>,
    pub at: DateTime<Utc>,
}

/// A place where looked-for words stand: an answer or note, or the name or code of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    pub subject: Uuid,
    pub code: String,
    pub name: String,
    pub session: Option<Uuid>,
    /// Where, and in which form; none for the subject itself.
    pub found: Option<(Uuid, Id, Path)>,
    pub text: String,
    pub at: Option<DateTime<Utc>>,
}

/// What home shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HomeRows {
    /// Meetings still open, newest first.
    pub open: Vec<SessionRow>,
    /// Meetings ended with something left to finish.
    pub unfinished: Vec<SessionRow>,
    /// Next meetings agreed, earliest first.
    pub coming: Vec<Coming>,
    /// Steps that the counsellor promised and that are not done, the nearest first.
    pub promises: Vec<Promise>,
    /// Steps that somebody other than client and counsellor is to take, the longest waited for first.
    pub waiting: Vec<Promise>,
    /// The page of the counsellor's own, if there is one.
    pub own: Option<Uuid>,
    /// Clients by name.
    pub subjects: Vec<SubjectRow>,
}

/// A meeting that was agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    pub subject: SubjectRow,
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
}

/// A step that is not done yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    pub subject: SubjectRow,
    pub step: String,
    pub due: Option<NaiveDate>,
    pub given: DateTime<Utc>,
}

/// A client's page: who, what was agreed, the meetings.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectPage {
    pub subject: SubjectRow,
    pub sessions: Vec<SessionRow>,
    pub roles: Vec<RoleRow>,
    /// Standing responses, newest state.
    pub standing: Vec<StoredResponse>,
    /// The form versions that these were asked by.
    pub versions: Vec<(Hash, FormBytes)>,
}

/// The bytes of a form version, kept with the answers it was asked by.
pub type FormBytes = Arc<[u8]>;

/// A row of the log of accesses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccessRow {
    pub at: DateTime<Utc>,
    pub offset_min: i32,
    /// The person whose vault it is, as named then.
    pub actor: String,
    pub device: String,
    /// The journal's word for what was done.
    pub kind: String,
    pub subject: Option<Uuid>,
    pub session: Option<Uuid>,
    pub given: Option<Given>,
}

/// What was given out, as what, on which ground and to whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    pub what: String,
    pub format: String,
    pub ground: Ground,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
}

/// Something that was done about a subject, as the journal tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    pub at: DateTime<Utc>,
    pub offset_min: i32,
    pub actor: String,
    pub session: Option<Uuid>,
    pub response: Option<Uuid>,
    /// None: it was forgotten, and what it was is nowhere.
    pub event: Option<Event>,
}

/// Whether an answer with role `done` says that a step was taken: a yes, or a code `done`.
pub fn is_done(value: &Value) -> bool {
    match value {
        Value::Bool(done) => *done,
        Value::Code(code) => *code == *"done",
        _ => false,
    }
}

/// The register of clients.
pub const CLIENTS: &str = "client";
/// The register of the one who works here: for learning, apart from clients.
pub const OWN: &str = "self";

/// Whether somebody other than client and counsellor is to take a step.
pub fn is_others(owner: &Id) -> bool {
    *owner == *"other"
}

/// Whether the owner of a step is the counsellor: the code is the rater role's word.
pub fn is_ours(owner: &Id) -> bool {
    *owner == *"counsellor"
}
