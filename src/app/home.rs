//! Home: what is open, what is coming, whom to look for. Covered at first: times, codes and counts only.

use chrono::NaiveDate;
use uuid::Uuid;

use super::editor::Editor;
use super::key::Key;
use super::{App, Effect, Purpose, Screen};
use crate::casework::{HomeRows, SessionRow, SubjectRow};
use crate::lang::clean;

#[derive(Debug, Clone)]
pub struct Home {
    pub rows: HomeRows,
    pub filter: Editor,
    pub at: usize,
    /// Names, promises and other words are hidden.
    pub covered: bool,
}

/// One line of home that can be opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HomeEntry<'a> {
    /// A meeting that is still open or has something left to finish.
    Unfinished(&'a SessionRow),
    Coming(&'a SubjectRow, NaiveDate),
    Subject(&'a SubjectRow),
}

impl Home {
    pub fn new(rows: HomeRows) -> Home {
        Home {
            rows,
            filter: Editor::line(""),
            at: 0,
            covered: true,
        }
    }

    /// The lines that can be opened, in the order shown. While a filter is typed only clients are listed.
    pub fn entries(&self, today: NaiveDate) -> Vec<HomeEntry<'_>> {
        let wanted = fold(self.filter.text());
        if !wanted.is_empty() {
            let fits = |row: &&SubjectRow| {
                fold(&row.code).contains(&wanted) || fold(&row.name).contains(&wanted)
            };
            return self
                .rows
                .subjects
                .iter()
                .filter(fits)
                .map(HomeEntry::Subject)
                .collect();
        }
        let unfinished = self
            .rows
            .open
            .iter()
            .chain(&self.rows.unfinished)
            .map(HomeEntry::Unfinished);
        let coming = self.rows.coming.iter().filter(|(_, date)| *date <= today);
        let coming = coming.map(|(subject, date)| HomeEntry::Coming(subject, *date));
        coming
            .chain(unfinished)
            .chain(self.rows.subjects.iter().map(HomeEntry::Subject))
            .collect()
    }
}

/// For finding: NFC, lower case, no hyphens.
fn fold(text: &str) -> String {
    clean::nfc(text).to_lowercase().replace('-', "")
}

impl App {
    pub(super) fn go_home(&mut self) {
        self.effects.push(Effect::LoadHome);
    }

    pub(super) fn home_open(&mut self) {
        let today = self.stamp.today;
        let Screen::Home(home) = &self.screen else {
            return;
        };
        let effect = match home.entries(today).get(home.at) {
            Some(HomeEntry::Unfinished(row)) => Effect::LoadSession {
                session: row.id,
                purpose: Purpose::Resume,
            },
            Some(HomeEntry::Coming(subject, _) | HomeEntry::Subject(subject)) => {
                Effect::LoadPage(subject.id)
            }
            None => return,
        };
        self.effects.push(effect);
    }

    pub(super) fn home_move(&mut self, by: isize) {
        let today = self.stamp.today;
        if let Screen::Home(home) = &mut self.screen {
            let last = home.entries(today).len().saturating_sub(1);
            home.at = home.at.saturating_add_signed(by).min(last);
        }
    }

    pub(super) fn home_key(&mut self, key: Key) {
        if let Screen::Home(home) = &mut self.screen {
            home.filter.key(key, usize::MAX);
            home.at = 0;
        }
    }

    pub(super) fn open_page(&mut self, subject: Uuid) {
        self.effects.push(Effect::LoadPage(subject));
    }
}
