//! A line that was typed: an answer, or a command after a colon.

use crate::response::Absent;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// On to the next place, nothing answered.
    Skip,
    Answer(String),
    Absent(Absent),
    /// To be come back to.
    Later,
    /// The words beside an answer; none takes them away.
    Note(String),
    Back,
    GoTo(String),
    /// A new row.
    Add,
    /// On past the list.
    End,
    /// The meeting ends in this state, its forms finished or not.
    EndAs(String),
    /// A mark for change.
    Mark,
    Unmark,
    /// The client's own words.
    Quote(String),
    /// Nothing is kept from now on, or again.
    OffRecord,
    /// The row here is taken away.
    Remove,
    /// The row here goes one place up.
    Up,
    /// The row here goes one place down.
    Down,
    /// The rows are put in the order of a column: the one here, or the one named.
    Sort {
        by: Option<String>,
        falling: bool,
    },
    /// The item here is removed for good.
    Forget,
    Clear,
    Undo,
    Redo,
    /// A form taken into the meeting; without an id those that can be.
    Form(String),
    /// What lies off the core path of this section.
    More,
    /// The text that the form offers becomes the answer.
    Draft,
    Why,
    Help,
    /// What was refused as an identity code is none.
    NotIdentity,
    /// What moving to the newer version of the form would do; `true`: it is moved.
    Version(bool),
    Finish,
    /// Left to be gone on with another time, like the end of the input.
    Quit,
    Unknown(String),
}

/// Reads a line. A colon of one's own is written twice.
pub fn read(line: &str) -> Line {
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return Line::Skip;
    }
    let Some(command) = trimmed.strip_prefix(':') else {
        return Line::Answer(line.to_owned());
    };
    if command.starts_with(':') {
        return Line::Answer(command.to_owned());
    }
    let (word, rest) = match command.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim()),
        None => (command, ""),
    };
    match (word, rest) {
        ("na", "") => Line::Absent(Absent::NotApplicable),
        ("declined", "") => Line::Absent(Absent::Declined),
        ("unknown", "") => Line::Absent(Absent::Unknown),
        ("notasked", "") => Line::Absent(Absent::NotAsked),
        ("later", "") => Line::Later,
        ("note", text) => Line::Note(text.to_owned()),
        ("back", "") => Line::Back,
        ("goto", id) if !id.is_empty() => Line::GoTo(id.to_owned()),
        ("add", "") => Line::Add,
        ("end", "") => Line::End,
        ("end", state) => Line::EndAs(state.to_owned()),
        ("mark", "") => Line::Mark,
        ("unmark", "") => Line::Unmark,
        ("quote", words) => Line::Quote(words.to_owned()),
        ("off-record", "") => Line::OffRecord,
        ("remove", "") => Line::Remove,
        ("up", "") => Line::Up,
        ("down", "") => Line::Down,
        ("sort", by) => sort(by),
        ("forget", "") => Line::Forget,
        ("clear", "") => Line::Clear,
        ("undo", "") => Line::Undo,
        ("redo", "") => Line::Redo,
        ("form", id) => Line::Form(id.to_owned()),
        ("more", "") => Line::More,
        ("draft", "") => Line::Draft,
        ("why", "") => Line::Why,
        ("help", "") => Line::Help,
        ("notid", "") => Line::NotIdentity,
        ("version", "") => Line::Version(false),
        ("version", "move") => Line::Version(true),
        ("finish", "") => Line::Finish,
        ("quit", "") => Line::Quit,
        _ => Line::Unknown(format!(":{word}")),
    }
}

/// By which column, and at the end `down` where it is to fall.
fn sort(by: &str) -> Line {
    let words: Vec<&str> = by.split_whitespace().collect();
    let (by, falling) = match words.as_slice() {
        [] => (None, false),
        ["down"] => (None, true),
        [by] => (Some(*by), false),
        [by, "down"] => (Some(*by), true),
        _ => return Line::Unknown(":sort".to_owned()),
    };
    Line::Sort {
        by: by.map(str::to_owned),
        falling,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_answers_or_commands() {
        for (typed, meant) in [
            ("", Line::Skip),
            ("   ", Line::Skip),
            ("kahvilatyö", Line::Answer("kahvilatyö".to_owned())),
            (":na", Line::Absent(Absent::NotApplicable)),
            (" :later ", Line::Later),
            (":note Äiti soitti", Line::Note("Äiti soitti".to_owned())),
            (":note", Line::Note(String::new())),
            (":goto step/2", Line::GoTo("step/2".to_owned())),
            (":goto", Line::Unknown(":goto".to_owned())),
            ("::)", Line::Answer(":)".to_owned())),
            (":end", Line::End),
            (":end not_met", Line::EndAs("not_met".to_owned())),
            (":quote Jaksan", Line::Quote("Jaksan".to_owned())),
            (":form", Line::Form(String::new())),
            (":version", Line::Version(false)),
            (":version move", Line::Version(true)),
            (
                ":sort",
                Line::Sort {
                    by: None,
                    falling: false,
                },
            ),
            (
                ":sort step down",
                Line::Sort {
                    by: Some("step".to_owned()),
                    falling: true,
                },
            ),
            (":sort up and down", Line::Unknown(":sort".to_owned())),
            (":finnish", Line::Unknown(":finnish".to_owned())),
            (":finish now", Line::Unknown(":finish".to_owned())),
        ] {
            assert_eq!(read(typed), meant, "{typed:?}");
        }
    }
}
