//! A meeting being held: its fillings, where the focus stands, what was typed and not yet given.

mod answer;
mod aside;
mod begin;
mod beside;
mod end;
mod forms;
mod grid;
mod jump;
mod keys;
mod listening;
mod modes;
mod moves;
mod offer;
mod outline;
mod pace;
mod rows;
mod setting;
mod text;
mod together;
mod turned;
mod version;
mod writing;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use grid::{Grid, STEP};
pub use jump::Stand;
pub use listening::Listening;
pub use modes::Mode;
pub use moves::{SIDE, SIDE_FROM, item_width, text_width};
pub use offer::{KEYS, Offer};
pub use outline::Outline;
pub use text::Typing;
pub use together::Reading;
pub use turned::Turned;
pub use writing::Writing;

use super::commands::Do;
use crate::casework::{self, Around, Done, Filling, Part, SessionRow, SubjectRow};
use crate::form::{Form, Id, ItemIx, Kind, Off, Role, Route, SectionIx};
use crate::response::{Response, Spot};

#[derive(Debug, Clone)]
pub struct Meeting {
    pub session: SessionRow,
    pub subject: SubjectRow,
    pub fillings: Vec<Filling>,
    /// Where the conversation is.
    pub part: Part,
    pub focus: Option<Focus>,
    /// Of the choice item in focus, the option that the arrow stands on.
    pub cursor: usize,
    /// What was typed at something closed: letters that narrow a long list, digits of a count.
    pub entered: String,
    /// The text being typed at the focus.
    pub typing: Option<Typing>,
    /// Texts that could not be taken as answers: they stay where they were typed until mended.
    pub refused: HashMap<(usize, Spot), String>,
    /// Parts whose "more" is open.
    pub more: BTreeSet<Part>,
    pub undo: Vec<Done>,
    /// How many changes stood here when the meeting was opened.
    pub opened_at: usize,
    pub redo: Vec<Done>,
    pub listening: Option<Listening>,
    /// The screen is turned to the client.
    pub turned: Option<Turned>,
    /// What is written for the client to see.
    pub writing: Writing,
    /// Off: nothing is kept until switched on again.
    pub recording: bool,
    /// Finer marks are trained; only with invented people.
    pub practice: bool,
    /// Identity codes that the person said are none.
    pub allowed: BTreeSet<String>,
    /// The text as it was before a code in it was masked.
    pub masked: Option<String>,
    /// Where the person was before a jump.
    pub(in crate::app) back: Option<Stand>,
    /// How many sentences before the one being said have been said at the focus.
    pub sentence: usize,
    /// A letter was typed where only keys answer; an arrow or another command ends it.
    pub stray: bool,
    kept: outline::Kept,
}

/// The columns that a note beside an item is wrapped at on a screen of `columns`.
pub fn note_width(columns: u16) -> usize {
    usize::from(columns).saturating_sub(6).clamp(1, 56)
}

/// What the focus stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    Spot {
        filling: usize,
        spot: Spot,
    },
    /// The place for a new row of a list.
    NewRow {
        filling: usize,
        list: Spot,
    },
    /// The fold under which the rest of the section lies.
    More,
}

/// One thing to draw in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Said or read, or the head of a list, table or group: the focus passes by.
    Said {
        filling: usize,
        spot: Spot,
    },
    Item {
        filling: usize,
        spot: Spot,
    },
    NewRow {
        filling: usize,
        list: Spot,
    },
    More,
}

impl Line {
    pub fn focus(self) -> Option<Focus> {
        match self {
            Line::Said { .. } => None,
            Line::Item { filling, spot } => Some(Focus::Spot { filling, spot }),
            Line::NewRow { filling, list } => Some(Focus::NewRow { filling, list }),
            Line::More => Some(Focus::More),
        }
    }
}

/// How far a part of the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Untouched,
    Begun,
    Done,
}

impl Meeting {
    pub fn form(&self) -> &Arc<Form> {
        self.response(self.part.filling).form()
    }

    pub fn response(&self, filling: usize) -> &Response {
        &self.fillings[filling].response
    }

    pub fn around(&self) -> Around<'_> {
        Around(&self.fillings)
    }

    /// When the meeting was planned to end, by the wall clock.
    pub fn ends(&self) -> Option<DateTime<FixedOffset>> {
        let minutes = self.session.minutes?;
        let started = casework::local(self.session.started, self.session.offset_min);
        Some(started + chrono::Duration::minutes(i64::from(minutes)))
    }

    /// The parts shown now, of every form of the meeting: those up front, then what stands behind.
    pub fn parts(&self) -> Vec<Part> {
        casework::parts(&self.fillings)
    }

    /// The route that the meeting goes by.
    pub fn route(&self) -> Option<&Route> {
        casework::route_of(&self.fillings).map(Arc::as_ref)
    }

    /// Whether a part is on the meeting's route.
    pub fn is_front(&self, part: Part) -> bool {
        self.fillings[part.filling].course.is_front(part.section)
    }

    /// Whether the meeting goes with something that a route may leave out.
    pub fn goes_with(&self, what: Off) -> bool {
        let interpreted = self.session.interpreter && !self.subject.practice;
        let by_setting = match what {
            Off::Marks => !interpreted,
            Off::ClientView => self.session.mode != casework::Mode::Phone,
            Off::Feedback => true,
        };
        by_setting && !self.route().is_some_and(|route| route.leaves_out(what))
    }

    pub fn stage(&self, part: Part) -> Stage {
        let mut answered = 0;
        let mut of = 0;
        let mut count = |response: &Response, section| {
            let progress = response.progress(section);
            answered += progress.answered;
            of += progress.of;
        };
        count(self.response(part.filling), part.section);
        for (filling, _) in self.embeds(part) {
            let response = self.response(filling);
            (0..response.form().sections.len() as SectionIx)
                .for_each(|inner| count(response, inner));
        }
        match answered {
            0 => Stage::Untouched,
            _ if answered < of => Stage::Begun,
            _ => Stage::Done,
        }
    }

    /// The standing fillings shown in a part, with the item that shows them.
    fn embeds(&self, part: Part) -> Vec<(usize, Spot)> {
        if !self.fillings.iter().any(|filling| filling.standing) {
            return Vec::new();
        }
        let response = self.response(part.filling);
        let place = |spot: Spot| match &response.form().item(spot.item).kind {
            Kind::Embed { form } => self.standing(form).map(|filling| (filling, spot)),
            _ => None,
        };
        response
            .shown(part.section)
            .into_iter()
            .filter_map(place)
            .collect()
    }

    fn standing(&self, form: &Id) -> Option<usize> {
        self.fillings
            .iter()
            .position(|filling| filling.standing && filling.row.form_id == *form)
    }

    /// Works out the lines of an [`Outline`].
    fn lines(&self) -> Vec<Line> {
        let all = self.all_lines(self.part);
        let folded = all
            .iter()
            .any(|(line, more)| *more && line.focus().is_some());
        let open = self.more.contains(&self.part);
        let mut lines: Vec<Line> = all
            .into_iter()
            .filter(|(_, more)| open || !more)
            .map(|(line, _)| line)
            .collect();
        if folded {
            lines.push(Line::More);
        }
        lines
    }

    /// Everything of a part in reading order, with what lies under the fold marked.
    fn all_lines(&self, part: Part) -> Vec<(Line, bool)> {
        let mut lines = Vec::new();
        self.section_lines(part.filling, part.section, &mut lines);
        lines
    }

    fn section_lines(&self, filling: usize, section: SectionIx, lines: &mut Vec<(Line, bool)>) {
        let response = self.response(filling);
        let form = response.form();
        let spots = response.shown(section);
        for (at, spot) in spots.iter().copied().enumerate() {
            if is_mark(form, spot.item) || self.fillings[filling].course.leaves_out(spot.item) {
                continue;
            }
            let more = lies_under_fold(form, spot.item);
            match &form.item(spot.item).kind {
                Kind::Info
                | Kind::Computed
                | Kind::Table { .. }
                | Kind::Group
                | Kind::List { .. } => {
                    lines.push((Line::Said { filling, spot }, more));
                }
                Kind::Embed { form } => {
                    let Some(inner) = self.standing(form) else {
                        continue;
                    };
                    let count = self.response(inner).form().sections.len() as SectionIx;
                    (0..count).for_each(|section| self.section_lines(inner, section, lines));
                    continue;
                }
                _ => lines.push((Line::Item { filling, spot }, more)),
            }
            self.close_list(filling, &spots, at, lines);
        }
    }

    /// After the last cell of a list stands the place for a new row.
    fn close_list(&self, filling: usize, spots: &[Spot], at: usize, lines: &mut Vec<(Line, bool)>) {
        let response = self.response(filling);
        let form = response.form();
        let item = spots[at].item;
        let is_list = |item: &ItemIx| matches!(form.item(*item).kind, Kind::List { .. });
        let Some(list) = Some(item)
            .filter(is_list)
            .or(form.item(item).parent.filter(is_list))
        else {
            return;
        };
        let next_inside = spots
            .get(at + 1)
            .is_some_and(|next| form.item(next.item).parent == Some(list));
        let Kind::List { max, .. } = form.item(list).kind else {
            return;
        };
        if !next_inside && response.rows(list).len() < usize::from(max) {
            lines.push((
                Line::NewRow {
                    filling,
                    list: Spot {
                        item: list,
                        row: None,
                    },
                },
                lies_under_fold(form, list),
            ));
        }
    }

    pub fn focusable(&self) -> Vec<Focus> {
        self.outline().places().collect()
    }

    /// Whether a place can take the focus in the section being walked.
    pub(super) fn takes_focus(&self, place: Focus) -> bool {
        self.outline().line_of(place).is_some()
    }

    /// The filling and spot in focus, if it is on an item.
    pub fn spot(&self) -> Option<(usize, Spot)> {
        match self.focus {
            Some(Focus::Spot { filling, spot }) => Some((filling, spot)),
            _ => None,
        }
    }

    pub fn kind(&self, filling: usize, spot: Spot) -> &Kind {
        &self.response(filling).form().item(spot.item).kind
    }

    pub fn kind_in_focus(&self) -> Option<&Kind> {
        let (filling, spot) = self.spot()?;
        Some(self.kind(filling, spot))
    }

    /// The list that the focus stands in, with the row.
    pub fn row_in_focus(&self) -> Option<(usize, ItemIx, crate::response::RowIx)> {
        let (filling, spot) = self.spot()?;
        let form = self.response(filling).form();
        let parent = form.item(spot.item).parent?;
        let row = spot.row?;
        matches!(form.item(parent).kind, Kind::List { .. }).then_some((filling, parent, row))
    }

    pub fn enabled(&self, does: Do) -> bool {
        match does {
            Do::Listen => self.marks().is_some(),
            Do::Practice => {
                self.subject.practice && self.marks().is_some() && self.goes_with(Off::Marks)
            }
            Do::Turn | Do::TurnAlone => self.can_turn(),
            Do::ReadTogether => self.can_read_together(),
            Do::Write => self.can_write(),
            Do::Mark | Do::Unmark => self.goes_with(Off::Marks),
            Do::Undo => !self.undo.is_empty(),
            Do::Redo => !self.redo.is_empty(),
            Do::Discard => self.undo.len() > self.opened_at,
            Do::Draft => {
                let untouched = |typing: &Typing| typing.editor.text().is_empty();
                self.typing.as_ref().is_some_and(untouched) && self.draft_wording().is_some()
            }
            Do::Forget if self.listening.is_some() => !self.quotes().is_empty(),
            Do::Forget | Do::Correct if self.turned.is_some() => true,
            Do::Note | Do::ComeBack | Do::AnswerState | Do::Forget | Do::Why => {
                self.spot().is_some()
            }
            Do::Choose => {
                !matches!(self.focus, None | Some(Focus::Spot { .. })) || self.takes_choice()
            }
            Do::RowUp => self.row_target(-1).is_some(),
            Do::RowDown => self.row_target(1).is_some(),
            Do::SortRows => self.row_target(-1).or(self.row_target(1)).is_some(),
            Do::NextSection | Do::PreviousSection => self.parts().len() > 1,
            Do::NotAnIdentityCode => self.masked.is_some(),
            _ => true,
        }
    }

    fn takes_choice(&self) -> bool {
        matches!(
            self.kind_in_focus(),
            Some(
                Kind::Single
                    | Kind::Multi
                    | Kind::Rank { .. }
                    | Kind::Tally
                    | Kind::Ref { .. }
                    | Kind::Deck
                    | Kind::YesNo
                    | Kind::Scale { .. }
                    | Kind::Ruler
            )
        )
    }

    /// The list that listening marks go to: the first filling that has one.
    pub fn marks(&self) -> Option<(usize, ItemIx)> {
        self.mark_list().map(|list| (list.filling, list.list))
    }
}

/// Whether an item, or what it stands in, is off the core path.
fn lies_under_fold(form: &Form, item: ItemIx) -> bool {
    let item = form.item(item);
    item.more
        || item
            .parent
            .is_some_and(|parent| lies_under_fold(form, parent))
}

/// Marks are made and seen while listening only: on the client's screen they would be a tally.
fn is_mark(form: &Form, item: ItemIx) -> bool {
    let is_list = |item: ItemIx| form.item(item).role == Some(Role::Marks);
    is_list(item) || form.item(item).parent.is_some_and(is_list)
}
