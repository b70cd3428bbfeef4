//! The one table of commands: dispatch, footer, help, palette and the list of keys are all read from it.

/// Where a key counts. Several may be in force; the first that binds a key wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere once the vault is open.
    Global,
    /// Everywhere, the vault's door included.
    Always,
    /// Everywhere once the vault is open, over what lies on the screen and on the client's side too.
    Everywhere,
    /// A pause: the neutral screen, or the safety card.
    Paused,
    Home,
    Client,
    /// Anywhere in a meeting.
    Meeting,
    /// In a meeting, where a jump has led.
    Jumped,
    /// The focus is on something that is answered by keys, not by typing.
    Closed,
    /// The focus is on a text.
    Open,
    /// The focus is on a row of a list or the place for a new one.
    Rows,
    Listening,
    /// The client's side of the screen.
    Turned,
    /// Reading together what will be kept.
    Together,
    /// A line that is written for the client to see.
    Line,
    Review,
    /// What is left to do after a meeting.
    After,
    /// Anywhere in a meeting that is only tried out.
    Preview,
    /// What is wrong with a form's file.
    Findings,
    /// A list, a question or a small form over the screen.
    Overlay,
}

impl Scope {
    pub const ALL: [Scope; 20] = [
        Scope::Always,
        Scope::Global,
        Scope::Everywhere,
        Scope::Paused,
        Scope::Home,
        Scope::Client,
        Scope::Meeting,
        Scope::Jumped,
        Scope::Closed,
        Scope::Open,
        Scope::Rows,
        Scope::Listening,
        Scope::Turned,
        Scope::Together,
        Scope::Line,
        Scope::Review,
        Scope::After,
        Scope::Preview,
        Scope::Findings,
        Scope::Overlay,
    ];

    /// The Fluent id of its heading in help.
    pub fn label(self) -> &'static str {
        match self {
            Scope::Always | Scope::Global | Scope::Everywhere => "scope-global",
            Scope::Paused => "scope-paused",
            Scope::Home => "scope-home",
            Scope::Client => "scope-client",
            Scope::Meeting => "scope-meeting",
            Scope::Jumped => "scope-jumped",
            Scope::Closed => "scope-closed",
            Scope::Open => "scope-open",
            Scope::Rows => "scope-rows",
            Scope::Listening => "scope-listening",
            Scope::Turned => "scope-turned",
            Scope::Together => "scope-together",
            Scope::Line => "scope-line",
            Scope::Review => "scope-review",
            Scope::After => "scope-after",
            Scope::Preview => "scope-preview",
            Scope::Findings => "scope-findings",
            Scope::Overlay => "scope-overlay",
        }
    }
}

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Do {
    Help,
    Palette,
    Privacy,
    Lock,
    Quit,
    Suspend,
    Language,
    Theme,
    BackUp,
    Tour,
    Rehearse,
    Practice,
    Setting,
    Back,
    Open,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    NewClient,
    Names,
    StartMeeting,
    EditClient,
    Restrict,
    NoPlace,
    Amend,
    Original,
    Due,
    Passphrase,
    Next,
    Previous,
    NextSection,
    PreviousSection,
    CursorLeft,
    CursorRight,
    Choose,
    Clear,
    TakeOff,
    Note,
    ComeBack,
    Check,
    AnswerState,
    Why,
    Draft,
    Jump,
    JumpBack,
    AddForm,
    Undo,
    Redo,
    Discard,
    Forget,
    RemoveRow,
    RowUp,
    RowDown,
    SortRows,
    Listen,
    Turn,
    TurnAlone,
    TurnBack,
    Recording,
    Pause,
    Outdoors,
    ReadTogether,
    Correct,
    Write,
    MoveMeeting,
    End,
    NotAnIdentityCode,
    Mark,
    Unmark,
    Suggestions,
    Findings,
    Again,
    Version,
    AfterWork,
    EditBlock,
    Done,
    Restore,
    Copy,
    NextClient,
    Learning,
}

/// Where the user meets a command beside its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// In the footer, lower ranks first, and in help and palette.
    Footer(u8),
    /// In help and palette.
    Palette,
    /// In help alone: moving about.
    Help,
}

/// A row of the table.
#[derive(Debug)]
pub struct Command {
    /// Stable: stands in the user's configuration and in the list of keys.
    pub id: &'static str,
    pub does: Do,
    pub scope: Scope,
    pub keys: &'static [&'static str],
    /// Fluent ids: what it does in a few words; the one word for the footer.
    pub label: &'static str,
    pub short: &'static str,
    pub show: Show,
}

const fn row(
    id: &'static str,
    does: Do,
    scope: Scope,
    keys: &'static [&'static str],
    label: &'static str,
    short: &'static str,
    show: Show,
) -> Command {
    Command {
        id,
        does,
        scope,
        keys,
        label,
        short,
        show,
    }
}

#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    row("help",             Do::Help,            Scope::Always,    &["f1", "ctrl-g"],           "do-help",          "key-help",        Show::Footer(90)),
    row("palette",          Do::Palette,         Scope::Global,    &["ctrl-p"],                 "do-palette",       "key-palette",     Show::Footer(80)),
    row("privacy",          Do::Privacy,         Scope::Always,    &["f8", "ctrl-k"],           "do-privacy",       "key-privacy",     Show::Palette),
    row("lock",             Do::Lock,            Scope::Always,    &["f9", "ctrl-q"],           "do-lock",          "key-lock",        Show::Palette),
    row("quit",             Do::Quit,            Scope::Always,    &["ctrl-c"],                 "do-quit",          "key-quit",        Show::Palette),
    row("language",         Do::Language,        Scope::Always,    &["f3", "ctrl-v"],           "do-language",      "key-language",    Show::Palette),
    row("pause",            Do::Pause,           Scope::Everywhere, &["f11", "ctrl-u"],         "do-pause",         "key-pause",       Show::Palette),
    row("pause.back",       Do::Back,            Scope::Paused,    &["esc"],                    "do-end-pause",     "key-back",        Show::Help),
    row("outdoors",         Do::Outdoors,        Scope::Global,    &[],                         "do-outdoors",      "key-outdoors",    Show::Palette),
    row("theme",            Do::Theme,           Scope::Global,    &[],                         "do-theme",         "key-theme",       Show::Palette),
    row("backup",           Do::BackUp,          Scope::Global,    &[],                         "do-backup",        "key-backup",      Show::Palette),
    row("tour",             Do::Tour,            Scope::Global,    &[],                         "do-tour",          "key-tour",        Show::Palette),
    row("practice",         Do::Practice,        Scope::Meeting,   &[],                         "do-practice",      "key-practice",    Show::Palette),
    row("meeting.setting",  Do::Setting,         Scope::Meeting,   &[],                         "do-setting",       "key-setting",     Show::Palette),
    row("suspend",          Do::Suspend,         Scope::Global,    &[],                         "do-suspend",       "key-suspend",     Show::Palette),

    row("home.open",        Do::Open,            Scope::Home,      &["enter"],                  "do-open",          "key-open",        Show::Footer(10)),
    row("home.new",         Do::NewClient,       Scope::Home,      &["+"],                      "do-new-client",    "key-new-client",  Show::Footer(20)),
    row("home.names",       Do::Names,           Scope::Home,      &["."],                      "do-names",         "key-names",       Show::Footer(30)),
    row("home.next",        Do::NextClient,      Scope::Home,      &[],                         "do-next-client",   "key-next-client", Show::Palette),
    row("home.learning",    Do::Learning,        Scope::Home,      &[],                         "do-learning",      "key-learning",    Show::Palette),
    row("home.rehearse",    Do::Rehearse,        Scope::Home,      &[],                         "do-rehearse",      "key-rehearse",    Show::Palette),
    row("home.due",         Do::Due,             Scope::Home,      &[],                         "do-due",           "key-due",         Show::Palette),
    row("home.passphrase",  Do::Passphrase,      Scope::Home,      &[],                         "do-passphrase",    "key-passphrase",  Show::Palette),
    row("home.up",          Do::Up,              Scope::Home,      &["up"],                     "do-up",            "key-up",          Show::Help),
    row("home.down",        Do::Down,            Scope::Home,      &["down"],                   "do-down",          "key-down",        Show::Help),
    row("home.back",        Do::Back,            Scope::Home,      &["esc"],                    "do-clear-filter",  "key-back",        Show::Help),

    row("client.open",      Do::Open,            Scope::Client,    &["enter"],                  "do-open-session",  "key-open",        Show::Footer(10)),
    row("client.start",     Do::StartMeeting,    Scope::Client,    &["a", "+"],                 "do-start",         "key-start",       Show::Footer(5)),
    row("client.edit",      Do::EditClient,      Scope::Client,    &["m"],                      "do-edit-client",   "key-edit-client", Show::Footer(40)),
    row("client.restrict",  Do::Restrict,        Scope::Client,    &[],                         "do-restrict",      "key-restrict",    Show::Palette),
    row("client.no-place",  Do::NoPlace,         Scope::Client,    &[],                         "do-no-place",      "key-no-place",    Show::Palette),
    row("client.up",        Do::Up,              Scope::Client,    &["up", "k"],                "do-up",            "key-up",          Show::Help),
    row("client.down",      Do::Down,            Scope::Client,    &["down", "j"],              "do-down",          "key-down",        Show::Help),
    row("client.back",      Do::Back,            Scope::Client,    &["esc"],                    "do-home",          "key-back",        Show::Footer(60)),

    row("meeting.next",     Do::Next,            Scope::Meeting,   &["tab"],                    "do-next",          "key-next",        Show::Footer(5)),
    row("meeting.previous", Do::Previous,        Scope::Meeting,   &["backtab"],                "do-previous",      "key-previous",    Show::Help),
    row("meeting.down",     Do::Down,            Scope::Meeting,   &["down"],                   "do-down",          "key-down",        Show::Help),
    row("meeting.up",       Do::Up,              Scope::Meeting,   &["up"],                     "do-up",            "key-up",          Show::Help),
    row("section.next",     Do::NextSection,     Scope::Meeting,   &["pagedown"],               "do-next-section",  "key-section",     Show::Footer(35)),
    row("section.previous", Do::PreviousSection, Scope::Meeting,   &["pageup"],                 "do-prev-section",  "key-section",     Show::Help),
    row("listen",           Do::Listen,          Scope::Meeting,   &["f2", "ctrl-l"],           "do-listen",        "key-listen",      Show::Footer(20)),
    row("turn",             Do::Turn,            Scope::Meeting,   &["f10", "ctrl-a"],          "do-turn",          "key-turn",        Show::Footer(22)),
    row("turn.alone",       Do::TurnAlone,       Scope::Meeting,   &[],                         "do-turn-alone",    "key-turn",        Show::Palette),
    row("together",         Do::ReadTogether,    Scope::Meeting,   &["insert"],                 "do-together",      "key-together",    Show::Palette),
    row("meeting.move",     Do::MoveMeeting,     Scope::Meeting,   &[],                         "do-move-meeting",  "key-move-meeting", Show::Palette),
    row("write",            Do::Write,           Scope::Meeting,   &[],                         "do-write",         "key-write",       Show::Palette),
    row("turned.write",     Do::Write,           Scope::Turned,    &["f4", "ctrl-n"],           "do-write",         "key-write",       Show::Help),
    row("turn.back",        Do::TurnBack,        Scope::Turned,    &["ctrl-r"],                 "do-turn-back",     "key-back",        Show::Help),
    row("note",             Do::Note,            Scope::Meeting,   &["f4", "ctrl-n"],           "do-note",          "key-note",        Show::Footer(25)),
    row("meeting.come-back",        Do::ComeBack,        Scope::Meeting,   &["f5", "ctrl-b"],           "do-come-back",     "key-come-back",   Show::Footer(30)),
    row("check",            Do::Check,           Scope::Meeting,   &["f6", "ctrl-e"],           "do-check",         "key-check",       Show::Palette),
    row("meeting.answer-state",     Do::AnswerState,     Scope::Meeting,   &["f7", "ctrl-o"],           "do-answer-state",  "key-state",       Show::Footer(40)),
    row("why",              Do::Why,             Scope::Meeting,   &["ctrl-t"],                 "do-why",           "key-why",         Show::Palette),
    row("draft",            Do::Draft,           Scope::Meeting,   &["ctrl-d"],                 "do-draft",         "key-draft",       Show::Footer(3)),
    row("jump",             Do::Jump,            Scope::Meeting,   &["ctrl-f"],                 "do-jump",          "key-jump",        Show::Palette),
    row("meeting.add-form", Do::AddForm,         Scope::Meeting,   &[],                         "do-add-form",      "key-add-form",    Show::Palette),
    row("suggestions",      Do::Suggestions,     Scope::Meeting,   &[],                         "do-suggestions",   "key-suggestions", Show::Palette),
    row("undo",             Do::Undo,            Scope::Meeting,   &["ctrl-z"],                 "do-undo",          "key-undo",        Show::Palette),
    row("redo",             Do::Redo,            Scope::Meeting,   &["ctrl-y"],                 "do-redo",          "key-redo",        Show::Palette),
    row("meeting.discard",  Do::Discard,         Scope::Meeting,   &[],                         "do-discard",       "key-discard",     Show::Palette),
    row("forget",           Do::Forget,          Scope::Meeting,   &["ctrl-x"],                 "do-forget",        "key-forget",      Show::Palette),
    row("recording",        Do::Recording,       Scope::Meeting,   &["f12", "ctrl-s"],          "do-recording",     "key-recording",   Show::Palette),
    row("meeting.not-identity",     Do::NotAnIdentityCode, Scope::Meeting, &[],                         "do-not-identity",  "key-not-identity", Show::Palette),
    row("meeting.version",  Do::Version,         Scope::Meeting,   &[],                         "do-version",       "key-version",     Show::Palette),
    row("end",              Do::End,             Scope::Meeting,   &["esc"],                    "do-end",           "key-end",         Show::Footer(60)),

    row("jump.back",        Do::JumpBack,        Scope::Jumped,    &["esc"],                    "do-jump-back",     "key-back",        Show::Footer(16)),

    row("answer.choose",    Do::Choose,          Scope::Closed,    &["space"],                  "do-choose",        "key-choose",      Show::Footer(15)),
    row("answer.clear",     Do::Clear,           Scope::Closed,    &["delete"],                 "do-clear",         "key-clear",       Show::Help),
    row("answer.take-off",  Do::TakeOff,         Scope::Closed,    &["backspace"],              "do-take-off",      "key-take-off",    Show::Help),
    row("answer.left",      Do::CursorLeft,      Scope::Closed,    &["left"],                   "do-left",          "key-left",        Show::Help),
    row("answer.right",     Do::CursorRight,     Scope::Closed,    &["right"],                  "do-right",         "key-right",       Show::Help),
    row("answer.go-on",     Do::Next,            Scope::Closed,    &["enter"],                  "do-next",          "key-next",        Show::Help),
    row("row.remove",       Do::RemoveRow,       Scope::Rows,      &["ctrl-r"],                 "do-remove-row",    "key-remove-row",  Show::Footer(45)),
    row("row.up",           Do::RowUp,           Scope::Rows,      &["ctrl-up"],                "do-row-up",        "key-row-up",      Show::Palette),
    row("row.down",         Do::RowDown,         Scope::Rows,      &["ctrl-down"],              "do-row-down",      "key-row-down",    Show::Palette),
    row("row.sort",         Do::SortRows,        Scope::Rows,      &[],                         "do-sort-rows",     "key-sort-rows",   Show::Palette),

    row("listening.mark",   Do::Mark,            Scope::Listening, &["+"],                      "do-mark",          "key-mark",        Show::Footer(10)),
    row("listening.unmark", Do::Unmark,          Scope::Listening, &["delete"],                 "do-unmark",        "key-unmark",      Show::Footer(20)),
    row("listening.forget", Do::Forget,          Scope::Listening, &["ctrl-x"],                 "do-forget-quote",  "key-forget",      Show::Palette),
    row("listening.recording", Do::Recording,    Scope::Listening, &["f12", "ctrl-s"],          "do-recording",     "key-recording",   Show::Palette),
    row("listening.back",   Do::Back,            Scope::Listening, &["esc", "f2", "ctrl-l"],    "do-leave-listening", "key-back",      Show::Footer(40)),
    row("listening.keep",   Do::Open,            Scope::Listening, &["enter"],                  "do-keep-quote",    "key-keep-quote",  Show::Footer(5)),

    row("together.keep",    Do::Open,            Scope::Together,  &["enter"],                  "do-keep-line",     "key-keep-line",   Show::Help),
    row("together.forget",  Do::Forget,          Scope::Together,  &["delete"],                 "do-forget-line",   "key-forget",      Show::Help),
    row("together.correct", Do::Correct,         Scope::Together,  &["f4", "ctrl-n"],           "do-correct-line",  "key-correct",     Show::Help),
    row("together.up",      Do::Up,              Scope::Together,  &["up"],                     "do-previous-line", "key-up",          Show::Help),
    row("together.turn-back", Do::TurnBack,      Scope::Together,  &["ctrl-r"],                 "do-turn-back",     "key-back",        Show::Help),
    row("together.back",    Do::Back,            Scope::Together,  &["esc"],                    "do-leave-together", "key-back",       Show::Help),
    row("line.keep",        Do::Open,            Scope::Line,      &["enter"],                  "do-keep-written",  "key-keep-line",   Show::Help),
    row("line.back",        Do::Back,            Scope::Line,      &["esc"],                    "do-leave-written", "key-back",        Show::Help),

    row("review.down",      Do::Down,            Scope::Review,    &["down", "j"],              "do-down",          "key-down",        Show::Help),
    row("review.up",        Do::Up,              Scope::Review,    &["up", "k"],                "do-up",            "key-up",          Show::Help),
    row("review.pagedown",  Do::PageDown,        Scope::Review,    &["pagedown", "space"],      "do-page-down",     "key-page",        Show::Footer(10)),
    row("review.pageup",    Do::PageUp,          Scope::Review,    &["pageup"],                 "do-page-up",       "key-page",        Show::Help),
    row("review.first",     Do::First,           Scope::Review,    &["home"],                   "do-first",         "key-first",       Show::Help),
    row("review.last",      Do::Last,            Scope::Review,    &["end"],                    "do-last",          "key-last",        Show::Help),
    row("review.older",     Do::NextSection,     Scope::Review,    &["left"],                   "do-older",         "key-older",       Show::Footer(20)),
    row("review.newer",     Do::PreviousSection, Scope::Review,    &["right"],                  "do-newer",         "key-newer",       Show::Footer(21)),
    row("review.resume",    Do::Open,            Scope::Review,    &["enter"],                  "do-resume",        "key-resume",      Show::Footer(30)),
    row("review.move",      Do::MoveMeeting,     Scope::Review,    &[],                         "do-move-meeting",  "key-move-meeting", Show::Palette),
    row("review.after",     Do::AfterWork,       Scope::Review,    &["a"],                      "do-after",         "key-after",       Show::Footer(25)),
    row("review.correct",   Do::Amend,           Scope::Review,    &["c"],                      "do-correct",       "key-amend",       Show::Footer(32)),
    row("review.original",  Do::Original,        Scope::Review,    &["o"],                      "do-original",      "key-original",    Show::Footer(34)),
    row("review.back",      Do::Back,            Scope::Review,    &["esc"],                    "do-client",        "key-back",        Show::Footer(60)),

    row("after.done",       Do::Done,            Scope::After,     &["space"],                  "do-done",          "key-done",        Show::Footer(5)),
    row("after.edit",       Do::EditBlock,       Scope::After,     &["enter"],                  "do-edit-block",    "key-edit-block",  Show::Footer(10)),
    row("after.resume",     Do::Open,            Scope::After,     &["r"],                      "do-resume",        "key-resume",      Show::Footer(12)),
    row("after.copy",       Do::Copy,            Scope::After,     &["c"],                      "do-copy",          "key-copy",        Show::Footer(15)),
    row("after.restore",    Do::Restore,         Scope::After,     &["delete"],                 "do-restore",       "key-restore",     Show::Footer(30)),
    row("after.next",       Do::NextClient,      Scope::After,     &["n"],                      "do-next-client",   "key-next-client", Show::Footer(20)),
    row("after.down",       Do::Down,            Scope::After,     &["down", "j"],              "do-down",          "key-down",        Show::Help),
    row("after.up",         Do::Up,              Scope::After,     &["up", "k"],                "do-up",            "key-up",          Show::Help),
    row("after.pagedown",   Do::PageDown,        Scope::After,     &["pagedown"],               "do-page-down",     "key-page",        Show::Help),
    row("after.pageup",     Do::PageUp,          Scope::After,     &["pageup"],                 "do-page-up",       "key-page",        Show::Help),
    row("after.back",       Do::Back,            Scope::After,     &["esc"],                    "do-leave-after",   "key-back",        Show::Footer(60)),

    row("preview.findings",  Do::Findings,        Scope::Preview,   &["f12", "ctrl-s"],          "do-findings",      "key-findings",    Show::Footer(4)),
    row("preview.again",    Do::Again,           Scope::Preview,   &[],                         "do-again",         "key-again",       Show::Palette),

    row("findings.back",    Do::Back,            Scope::Findings,  &["enter", "esc", "f12", "ctrl-s"], "do-try-on",  "key-try-on",      Show::Footer(10)),
    row("findings.down",    Do::Down,            Scope::Findings,  &["down", "j"],              "do-down",          "key-down",        Show::Help),
    row("findings.up",      Do::Up,              Scope::Findings,  &["up", "k"],                "do-up",            "key-up",          Show::Help),
    row("findings.pagedown", Do::PageDown,       Scope::Findings,  &["pagedown", "space"],      "do-page-down",     "key-page",        Show::Footer(20)),
    row("findings.pageup",  Do::PageUp,          Scope::Findings,  &["pageup"],                 "do-page-up",       "key-page",        Show::Help),
    row("findings.first",   Do::First,           Scope::Findings,  &["home"],                   "do-first",         "key-first",       Show::Help),
    row("findings.last",    Do::Last,            Scope::Findings,  &["end"],                    "do-last",          "key-last",        Show::Help),
    row("findings.quit",    Do::Quit,            Scope::Findings,  &["q"],                      "do-quit",          "key-quit",        Show::Footer(60)),

    row("overlay.choose",   Do::Open,            Scope::Overlay,   &["enter"],                  "do-accept",        "key-accept",      Show::Footer(10)),
    row("overlay.up",       Do::Up,              Scope::Overlay,   &["up"],                     "do-up",            "key-up",          Show::Help),
    row("overlay.down",     Do::Down,            Scope::Overlay,   &["down"],                   "do-down",          "key-down",        Show::Help),
    row("overlay.next",     Do::Next,            Scope::Overlay,   &["tab"],                    "do-next",          "key-next",        Show::Help),
    row("overlay.previous", Do::Previous,        Scope::Overlay,   &["backtab"],                "do-previous",      "key-previous",    Show::Help),
    row("overlay.jump-back", Do::JumpBack,       Scope::Overlay,   &["ctrl-f"],                 "do-jump-back",     "key-back",        Show::Help),
    row("overlay.back",     Do::Back,            Scope::Overlay,   &["esc"],                    "do-close",         "key-back",        Show::Footer(50)),
];
