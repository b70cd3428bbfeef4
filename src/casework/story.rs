//! How it has gone with a client so far, gathered from items' roles: own words, steps taken, goals, numbers of a theme, meetings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::event::{RaterRole, Status};
use super::preparation::{same_theme, text};
use super::rows::{ResponseRow, RoleRow, SessionRow, SubjectPage, is_done};
use super::stamp::local;
use crate::form::{Catalogue, Hash, Id, Item, Role};
use crate::response::RowId;

/// Numbers that a client gives about a theme.
const RULERS: [Role; 3] = [Role::Importance, Role::Confidence, Role::Readiness];

/// What of it is looked at; everything where nothing is said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sift {
    /// Meetings in which this form was filled, and its numbers alone.
    pub form: Option<Id>,
    pub since: Option<NaiveDate>,
    pub rater: Option<RaterRole>,
}

/// All of it, oldest first but for the meetings.
#[derive(Debug, Clone, PartialEq)]
pub struct Story<'p> {
    pub quotes: Vec<Said<'p>>,
    pub taken: Vec<Said<'p>>,
    pub goals: Vec<Aim<'p>>,
    /// The one last spoken of first.
    pub themes: Vec<Track<'p>>,
    /// Scores, form by form.
    pub scores: Vec<Track<'p>>,
    /// Newest first.
    pub meetings: Vec<&'p SessionRow>,
}

/// Words and the meeting in which they were written down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said<'p> {
    pub words: &'p str,
    pub day: Option<NaiveDate>,
    pub session: Option<Uuid>,
    /// Said by an interpreter.
    pub interpreted: bool,
}

/// A goal and how far it has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim<'p> {
    pub said: Said<'p>,
    pub level: Option<&'p RoleRow>,
}

/// Numbers that belong together, with the days on which they were given.
#[derive(Debug, Clone, PartialEq)]
pub struct Track<'p> {
    pub topic: Topic<'p>,
    pub days: Vec<NaiveDate>,
    pub lines: Vec<Numbers<'p>>,
}

/// What numbers are about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Topic<'p> {
    Theme(Option<&'p str>),
    Form(&'p Id),
}

/// One rater's numbers of one kind, one for each day of the track or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers<'p> {
    pub form: &'p Id,
    pub item: &'p Id,
    pub rater: RaterRole,
    pub points: Vec<Option<Point>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub value: Decimal,
    pub form: Hash,
}

impl Numbers<'_> {
    /// The item as it is asked now, if it still is.
    pub fn item<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Item> {
        let form = catalogue.find(self.form.as_str())?;
        Some(form.item(form.find(self.item.as_str())?))
    }

    /// What has changed clearly, if the form says from how much on a change is clear.
    pub fn clear_change(&self, catalogue: &Catalogue) -> Option<(Decimal, Decimal)> {
        self.change(self.item(catalogue)?.visible_change?)
    }

    /// The numbers alone, with their places.
    pub fn given(&self) -> impl Iterator<Item = (usize, Point)> {
        let points = self.points.iter().enumerate();
        points.filter_map(|(at, point)| Some((at, (*point)?)))
    }

    /// Places from which on another version of the form asked.
    pub fn breaks(&self) -> BTreeSet<usize> {
        let given: Vec<(usize, Point)> = self.given().collect();
        let pairs = given.windows(2);
        let changed = pairs.filter(|pair| pair[0].1.form != pair[1].1.form);
        changed.map(|pair| pair[1].0).collect()
    }

    /// The first and the newest number of the version that asked last, if they differ by as much as can be seen.
    pub fn change(&self, visible: Decimal) -> Option<(Decimal, Decimal)> {
        let since = self.breaks().last().copied().unwrap_or(0);
        let mut alike = self.given().filter(|(at, _)| *at >= since);
        let first = alike.next()?.1.value;
        let last = alike.last()?.1.value;
        ((last - first).abs() >= visible).then_some((first, last))
    }
}

/// Rows of the page by what they belong to, so that a long journey is read once.
struct Known<'p> {
    sessions: HashMap<Uuid, &'p SessionRow>,
    responses: HashMap<Uuid, &'p ResponseRow>,
    beside: HashMap<(Uuid, Option<&'p RowId>, Role), &'p RoleRow>,
}

impl<'p> Known<'p> {
    fn of(page: &'p SubjectPage) -> Known<'p> {
        let in_sessions = page.sessions.iter().flat_map(|row| &row.responses);
        let standing = page.standing.iter().map(|stored| &stored.row);
        let mut beside = HashMap::new();
        for row in &page.roles {
            let place = (row.response, row.path.row.as_ref(), row.role);
            beside.entry(place).or_insert(row);
        }
        Known {
            sessions: page.sessions.iter().map(|row| (row.id, row)).collect(),
            responses: in_sessions.chain(standing).map(|it| (it.id, it)).collect(),
            beside,
        }
    }

    fn beside(&self, row: &'p RoleRow, role: Role) -> Option<&'p RoleRow> {
        let place = (row.response, row.path.row.as_ref(), role);
        self.beside.get(&place).copied()
    }

    fn session(&self, id: Option<Uuid>) -> Option<&'p SessionRow> {
        self.sessions.get(&id?).copied()
    }

    fn day(&self, session: Option<Uuid>) -> Option<NaiveDate> {
        self.session(session).map(day)
    }

    fn said(&self, row: &'p RoleRow, words: &'p str) -> Said<'p> {
        let session = self.session(row.session);
        Said {
            words,
            day: session.map(day),
            session: row.session,
            interpreted: session.is_some_and(|session| session.interpreter),
        }
    }
}

fn day(session: &SessionRow) -> NaiveDate {
    local(session.started, session.offset_min).date_naive()
}

impl Sift {
    /// Whether a meeting is looked at.
    fn takes(&self, session: &SessionRow) -> bool {
        let filled = |form: &Id| session.responses.iter().any(|row| row.form_id == *form);
        session.state.met()
            && self.form.as_ref().is_none_or(filled)
            && self.since.is_none_or(|since| day(session) >= since)
    }

    /// Whether a filling's numbers are looked at.
    fn counts(&self, response: &ResponseRow) -> bool {
        let form = self.form.as_ref();
        form.is_none_or(|form| response.form_id == *form)
            && self.rater.is_none_or(|rater| response.role == rater)
    }
}

impl<'p> Story<'p> {
    pub fn of(page: &'p SubjectPage, sift: &Sift) -> Story<'p> {
        let known = Known::of(page);
        let sessions = page.sessions.iter();
        let meetings: Vec<&SessionRow> = sessions.filter(|row| sift.takes(row)).collect();
        let taken: BTreeSet<Uuid> = meetings.iter().map(|row| row.id).collect();
        let whole = *sift == Sift::default();
        // What was written down outside any meeting is seen only where everything is.
        let seen = |row: &&RoleRow| {
            let rater = known.responses.get(&row.response).map(|row| row.role);
            row.session
                .map_or(whole, |session| taken.contains(&session))
                && sift.rater.is_none_or(|wanted| rater == Some(wanted))
        };
        let rows: Vec<&RoleRow> = page.roles.iter().rev().filter(seen).collect();
        let with = |role: Role| rows.iter().copied().filter(move |row| row.role == role);
        let words = |row: &'p RoleRow| Some(known.said(row, text(row)?));
        Story {
            quotes: with(Role::Quote).filter_map(words).collect(),
            taken: steps(&known, with(Role::Step)),
            goals: with(Role::Goal)
                .filter_map(|row| {
                    let level = known.beside(row, Role::Level);
                    Some(Aim {
                        said: words(row)?,
                        level,
                    })
                })
                .collect(),
            themes: themes(&known, sift, &rows),
            scores: scores(sift, &meetings),
            meetings,
        }
    }
}

/// Forms of the meetings held, as somebody may want to look at one of them alone: the newest first.
pub fn forms_met(page: &SubjectPage) -> Vec<&Id> {
    let met = page.sessions.iter().filter(|row| row.state.met());
    let mut forms: Vec<&Id> = Vec::new();
    for row in met.flat_map(|row| &row.responses) {
        if !forms.contains(&&row.form_id) {
            forms.push(&row.form_id);
        }
    }
    forms
}

/// Whose answers there are.
pub fn raters(page: &SubjectPage) -> Vec<RaterRole> {
    let rows = page.sessions.iter().flat_map(|row| &row.responses);
    let mut raters = Vec::new();
    for row in rows {
        if !raters.contains(&row.role) {
            raters.push(row.role);
        }
    }
    raters
}

/// Steps that are done, on the day when that was written down.
fn steps<'p>(known: &Known<'p>, rows: impl Iterator<Item = &'p RoleRow>) -> Vec<Said<'p>> {
    let taken = rows.filter_map(|row| {
        let done = known.beside(row, Role::Done)?;
        let said = is_done(&done.value).then(|| text(row)).flatten()?;
        Some(Said {
            interpreted: false,
            ..known.said(done, said)
        })
    });
    let mut taken: Vec<Said<'p>> = taken.collect();
    taken.sort_by_key(|said| said.day);
    taken
}

/// A number as it was given: in which meeting, of which kind.
struct Given<'p> {
    at: (NaiveDate, Uuid),
    form: &'p Id,
    item: &'p Id,
    rater: RaterRole,
    point: Point,
}

/// A column for each meeting, a line for each kind of number.
fn track<'p>(topic: Topic<'p>, given: &[Given<'p>]) -> Track<'p> {
    let columns: BTreeSet<(NaiveDate, Uuid)> = given.iter().map(|it| it.at).collect();
    let at: BTreeMap<(NaiveDate, Uuid), usize> = columns.iter().copied().zip(0..).collect();
    let mut lines: Vec<Numbers<'p>> = Vec::new();
    for number in given {
        let same = |line: &Numbers<'_>| {
            line.form == number.form && line.item == number.item && line.rater == number.rater
        };
        let line = match lines.iter().position(same) {
            Some(known) => known,
            None => {
                lines.push(Numbers {
                    form: number.form,
                    item: number.item,
                    rater: number.rater,
                    points: vec![None; columns.len()],
                });
                lines.len() - 1
            }
        };
        if let Some(place) = at.get(&number.at) {
            lines[line].points[*place] = Some(number.point);
        }
    }
    Track {
        topic,
        days: columns.into_iter().map(|(day, _)| day).collect(),
        lines,
    }
}

fn themes<'p>(known: &Known<'p>, sift: &Sift, rows: &[&'p RoleRow]) -> Vec<Track<'p>> {
    let mut themes: Vec<(&'p Option<String>, Vec<Given<'p>>)> = Vec::new();
    // The newest first, so that the theme is worded as it was last.
    for row in rows.iter().rev().filter(|row| RULERS.contains(&row.role)) {
        let response = known.responses.get(&row.response).copied();
        let Some(response) = response.filter(|response| sift.counts(response)) else {
            continue;
        };
        let crate::response::Value::Number(value) = row.value else {
            continue;
        };
        // It was given where the form was filled, whenever it was corrected.
        let session = response.session.or(row.session);
        let Some(day) = known.day(session) else {
            continue;
        };
        let number = Given {
            at: (day, session.unwrap_or_default()),
            form: &response.form_id,
            item: &row.path.item,
            rater: response.role,
            point: Point {
                value,
                form: response.form,
            },
        };
        match themes
            .iter_mut()
            .find(|(name, _)| same_theme(name, &row.about))
        {
            Some((_, given)) => given.push(number),
            None => themes.push((&row.about, vec![number])),
        }
    }
    let tracks = themes.into_iter().map(|(name, mut given)| {
        given.reverse();
        track(Topic::Theme(name.as_deref()), &given)
    });
    tracks.collect()
}

fn scores<'p>(sift: &Sift, meetings: &[&'p SessionRow]) -> Vec<Track<'p>> {
    let mut forms: Vec<(&'p Id, Vec<Given<'p>>)> = Vec::new();
    for session in meetings.iter().rev() {
        let finished = |row: &&ResponseRow| {
            matches!(row.status, Status::Completed | Status::Amended) && sift.counts(row)
        };
        for response in session.responses.iter().filter(finished) {
            for score in &response.scores {
                let Some(value) = score.value else { continue };
                let number = Given {
                    at: (day(session), session.id),
                    form: &response.form_id,
                    item: &score.id,
                    rater: response.role,
                    point: Point {
                        value,
                        form: response.form,
                    },
                };
                match forms
                    .iter_mut()
                    .find(|(form, _)| *form == &response.form_id)
                {
                    Some((_, given)) => given.push(number),
                    None => forms.push((&response.form_id, vec![number])),
                }
            }
        }
    }
    let tracks = forms.into_iter();
    tracks
        .map(|(form, given)| track(Topic::Form(form), &given))
        .collect()
}
