//! What of the section being walked is shown: worked out once, and kept for as long as nothing is shown, hidden or moved.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::together::Said;
use super::{Focus, Line, Meeting};
use crate::casework::{self, MarkList, Part};

/// A place is first looked for this near to where one was found last.
const NEAR: usize = 16;

/// The lines of a section from top to bottom.
#[derive(Debug)]
pub struct Outline {
    of: Of,
    pub lines: Vec<Line>,
    /// Where a place was found last.
    found: Cell<usize>,
    marks: OnceCell<Option<MarkList>>,
    asked: OnceCell<bool>,
}

/// What the lines follow from.
#[derive(Debug, PartialEq, Eq)]
struct Of {
    part: Part,
    open: bool,
    shapes: Vec<(u64, bool)>,
}

/// The outline that was wanted last.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    outline: RefCell<Option<Rc<Outline>>>,
    /// A place that was found to be read together.
    pub said: Cell<Option<Said>>,
}

impl Outline {
    /// The number of the line that takes this focus.
    pub fn line_of(&self, focus: Focus) -> Option<usize> {
        let is_it = |line: &Line| line.focus() == Some(focus);
        let from = self.found.get().saturating_sub(NEAR);
        let near = self.lines.iter().skip(from).take(2 * NEAR);
        let near = near.into_iter().position(is_it).map(|at| from + at);
        let at = near.or_else(|| self.lines.iter().position(is_it))?;
        self.found.set(at);
        Some(at)
    }

    /// The next place that takes the focus, or the one before.
    pub(super) fn beside(&self, line: usize, by: isize) -> Option<Focus> {
        let (before, behind) = self.lines.split_at(line);
        match by < 0 {
            true => before.iter().rev().find_map(|line| line.focus()),
            false => behind.iter().skip(1).find_map(|line| line.focus()),
        }
    }

    pub(super) fn places(&self) -> impl DoubleEndedIterator<Item = Focus> {
        self.lines.iter().filter_map(|line| line.focus())
    }
}

impl Meeting {
    /// What of the section being walked is shown: the core path, and while the fold is open the rest in its place.
    pub fn outline(&self) -> Rc<Outline> {
        let kept = self.kept.outline.borrow().as_ref().map(Rc::clone);
        if let Some(kept) = kept.filter(|kept| self.is_outlined(&kept.of)) {
            return kept;
        }
        let outline = Rc::new(Outline {
            of: Of {
                part: self.part,
                open: self.more.contains(&self.part),
                shapes: self.shapes().collect(),
            },
            lines: self.lines(),
            found: Cell::new(0),
            marks: OnceCell::new(),
            asked: OnceCell::new(),
        });
        *self.kept.outline.borrow_mut() = Some(Rc::clone(&outline));
        outline
    }

    fn is_outlined(&self, of: &Of) -> bool {
        of.part == self.part
            && of.open == self.more.contains(&self.part)
            && self.shapes().eq(of.shapes.iter().copied())
    }

    fn shapes(&self) -> impl Iterator<Item = (u64, bool)> {
        let fillings = self.fillings.iter();
        fillings.map(|filling| (filling.response.shape(), filling.is_out()))
    }

    /// The list that listening marks and quotes go to.
    pub(super) fn mark_list(&self) -> Option<MarkList> {
        let found = || casework::mark_list(&self.fillings);
        *self.outline().marks.get_or_init(found)
    }

    /// Whether anything here is asked of the client.
    pub(super) fn has_something_asked(&self) -> bool {
        let asked = || !self.asked().is_empty();
        *self.outline().asked.get_or_init(asked)
    }
}
