//! What answers mean to the program, whichever form they stand in.

use serde::{Deserialize, Serialize};

/// What an answer means to the program beyond its form. Home, boards, summaries and the meeting read these, never an item's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What the meeting is about, in the client's words.
    Theme,
    /// Rulers of the same theme are compared over meetings.
    Importance,
    Confidence,
    Readiness,
    /// The list that listening marks go to, its kind of change talk and the client's words.
    Marks,
    MarkKind,
    Quote,
    /// The list of goals, a goal in words, how far it has come.
    Goals,
    Goal,
    Level,
    /// The list of steps: what, who, by when, done.
    Steps,
    Step,
    Owner,
    Due,
    Done,
    Summary,
    NextMeeting,
    /// The time of day of the next meeting.
    NextTime,
    /// What the client says helps.
    Helps,
    /// The client's view of the meeting, 0 to 10 or words.
    Feedback,
    /// What the client does not want to talk about.
    OffLimits,
    /// Who may be told what (the sharing will).
    Sharing,
    /// Whether one of them may be told: the codes are `yes`, `no`, `ask_first`.
    MayTell,
    /// The last day on which that holds.
    TellUntil,
    /// What makes meeting easier: shown before each meeting.
    AccessNeeds,
    SpokenLanguage,
    Interpreter,
    /// A group of ages: what may stay of somebody anonymised.
    AgeGroup,
    /// Says where somebody lives, works, studies or is met. Not given out about a client whose place nobody may know.
    Place,
}

impl Role {
    pub const ALL: [(&'static str, Role); 29] = [
        ("theme", Role::Theme),
        ("importance", Role::Importance),
        ("confidence", Role::Confidence),
        ("readiness", Role::Readiness),
        ("marks", Role::Marks),
        ("mark_kind", Role::MarkKind),
        ("quote", Role::Quote),
        ("goals", Role::Goals),
        ("goal", Role::Goal),
        ("level", Role::Level),
        ("steps", Role::Steps),
        ("step", Role::Step),
        ("owner", Role::Owner),
        ("due", Role::Due),
        ("done", Role::Done),
        ("summary", Role::Summary),
        ("next_meeting", Role::NextMeeting),
        ("next_time", Role::NextTime),
        ("helps", Role::Helps),
        ("feedback", Role::Feedback),
        ("off_limits", Role::OffLimits),
        ("sharing", Role::Sharing),
        ("may_tell", Role::MayTell),
        ("tell_until", Role::TellUntil),
        ("access_needs", Role::AccessNeeds),
        ("spoken_language", Role::SpokenLanguage),
        ("interpreter", Role::Interpreter),
        ("age_group", Role::AgeGroup),
        ("place", Role::Place),
    ];
}
