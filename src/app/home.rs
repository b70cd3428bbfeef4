//! Home: what is open, what is coming, whom to look for. Covered at first: times, codes and counts only.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::editor::Editor;
use super::key::Key;
use super::{App, Effect, Purpose, Screen};
use crate::casework::{Coming, HomeRows, SessionRow, Status, SubjectRow};
use crate::form::{Catalogue, Form};
use crate::lang::clean;

#[derive(Debug, Clone)]
pub struct Home {
    pub rows: HomeRows,
    /// What meetings have left to do.
    pub work: Vec<AfterWork>,
    pub filter: Editor,
    pub at: usize,
    /// Names, promises and other words are hidden.
    pub covered: bool,
}

/// One thing that is left to do after a meeting.
#[derive(Debug, Clone)]
pub struct AfterWork {
    pub session: SessionRow,
    /// The paper that waits; none where a form of the meeting itself was left to be finished.
    pub paper: Option<Arc<Form>>,
}

/// One line of home that can be opened.
#[derive(Debug, Clone, Copy)]
pub enum HomeEntry<'a> {
    /// A meeting agreed for today.
    Today(&'a Coming),
    /// A meeting that is still open.
    Open(&'a SessionRow),
    Work(&'a AfterWork),
    /// A meeting was agreed, and the day has passed.
    Late(&'a Coming),
    Subject(&'a SubjectRow),
}

impl Home {
    pub fn new(rows: HomeRows, catalogue: &Catalogue) -> Home {
        let work = rows.unfinished.iter();
        let work = work.flat_map(|session| work_after(session, catalogue));
        Home {
            work: work.collect(),
            rows,
            filter: Editor::line(""),
            at: 0,
            covered: true,
        }
    }

    /// The lines that can be opened, what presses first. While a filter is typed only clients are listed.
    pub fn entries(&self, today: NaiveDate) -> Vec<HomeEntry<'_>> {
        let wanted = fold(self.filter.text());
        let subjects = self.rows.subjects.iter();
        if !wanted.is_empty() {
            let fits = |row: &&SubjectRow| {
                fold(&row.code).contains(&wanted) || fold(&row.name).contains(&wanted)
            };
            return subjects.filter(fits).map(HomeEntry::Subject).collect();
        }
        let agreed = |now: std::cmp::Ordering| {
            let coming = self.rows.coming.iter();
            coming.filter(move |coming| coming.day.cmp(&today) == now)
        };
        let today = agreed(std::cmp::Ordering::Equal).map(HomeEntry::Today);
        let late = agreed(std::cmp::Ordering::Less).map(HomeEntry::Late);
        today
            .chain(self.rows.open.iter().map(HomeEntry::Open))
            .chain(self.work.iter().map(HomeEntry::Work))
            .chain(late)
            .chain(subjects.map(HomeEntry::Subject))
            .collect()
    }
}

/// What a meeting that is over has left to do: its forms first, then the papers for which somebody waits.
fn work_after(session: &SessionRow, catalogue: &Catalogue) -> Vec<AfterWork> {
    let unfinished = session.responses.iter();
    let unfinished = unfinished.filter(|row| row.status == Status::InProgress);
    let forms: Vec<_> = unfinished
        .filter_map(|row| catalogue.find(row.form_id.as_str()))
        .collect();
    let work = |paper: Option<Arc<Form>>| AfterWork {
        session: session.clone(),
        paper,
    };
    let unapproved = forms.iter().any(|form| form.paper.is_none());
    let waits = |form: &&&Arc<Form>| {
        let paper = form.paper.as_ref();
        paper.is_some_and(|paper| !paper.waiting.is_empty())
    };
    let mut papers: Vec<&Arc<Form>> = forms.iter().filter(waits).copied().collect();
    papers.sort_by_key(|form| form.paper.as_ref().map(|paper| paper.order));
    let papers = papers.into_iter().map(|form| work(Some(Arc::clone(form))));
    unapproved
        .then(|| work(None))
        .into_iter()
        .chain(papers)
        .collect()
}

/// For finding: NFC, lower case, no hyphens.
fn fold(text: &str) -> String {
    clean::nfc(text).to_lowercase().replace('-', "")
}

impl App {
    pub(super) fn go_home(&mut self) {
        self.effects.push(Effect::LoadHome);
    }

    /// Home is covered whenever one comes to it, and a meeting that is open covers it anew.
    pub(super) fn show_home(&mut self, rows: HomeRows) {
        let open = !rows.open.is_empty();
        let covered = open || !matches!(&self.screen, Screen::Home(home) if !home.covered);
        if matches!(self.screen, Screen::Door(_)) {
            self.effects.push(Effect::LoadSettings);
        }
        let today = self.stamp.today;
        let next = self.next_after.take().map(|not| {
            let mut coming = rows.coming.iter();
            let due = coming.find(|coming| coming.day <= today && coming.subject.id != not);
            due.map(|coming| coming.subject.id)
        });
        self.screen = Screen::Home(Home {
            covered,
            ..Home::new(rows, &self.catalogue)
        });
        match next {
            Some(Some(subject)) => self.effects.push(Effect::LoadPage(subject)),
            Some(None) => {
                self.hidden = false;
                let text = self.say("next-client-none");
                self.notify(text);
            }
            None => {}
        }
    }

    /// Blanks the screen at once; when it is uncovered, the next client of the day is on it.
    pub(super) fn go_to_next_client(&mut self) {
        let now = match &self.screen {
            Screen::After(after) => after.page.subject.id,
            _ => Uuid::nil(),
        };
        self.next_after = Some(now);
        self.hidden = true;
        self.effects.push(Effect::LoadHome);
    }

    pub(super) fn home_open(&mut self) {
        let today = self.stamp.today;
        let Screen::Home(home) = &self.screen else {
            return;
        };
        let session = |row: &SessionRow, purpose| Effect::LoadSession {
            session: row.id,
            purpose,
        };
        let effect = match home.entries(today).get(home.at) {
            Some(HomeEntry::Open(row)) => session(row, Purpose::Resume),
            Some(HomeEntry::Work(work)) => match work.paper {
                Some(_) => session(&work.session, Purpose::After),
                None => session(&work.session, Purpose::Resume),
            },
            Some(HomeEntry::Today(coming) | HomeEntry::Late(coming)) => {
                Effect::LoadPage(coming.subject.id)
            }
            Some(HomeEntry::Subject(subject)) => Effect::LoadPage(subject.id),
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
