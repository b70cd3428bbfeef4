//! What a filling looks like from outside: reading order, what is open, how far it is.

use crate::form::{ItemIx, Kind, SectionIx};

use super::value::{Answer, Value};
use super::{Response, Slot, Spot};

/// How far a section is: `answered` and `come_back` of the `of` items that count. An answered item may be one to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub answered: u32,
    pub come_back: u32,
    pub of: u32,
}

impl Progress {
    pub(super) fn add(&mut self, step: Progress) {
        self.answered += step.answered;
        self.come_back += step.come_back;
        self.of += step.of;
    }

    pub(super) fn take(&mut self, step: Progress) {
        self.answered -= step.answered;
        self.come_back -= step.come_back;
        self.of -= step.of;
    }
}

impl Slot {
    /// Whether somebody has answered, or has said why there is no answer. A list needs its least number of rows.
    fn is_dealt_with(&self, kind: &Kind) -> bool {
        match (&self.cell.answer, kind) {
            (Answer::Absent(_), _) => true,
            (Answer::Given(Value::Rows(rows)), Kind::List { min, .. }) => {
                !rows.is_empty() && rows.len() >= usize::from(*min)
            }
            (Answer::Given(_), _) => self.value().is_some(),
            (Answer::Empty, _) => false,
        }
    }
}

impl Response {
    /// What is shown of a section, in reading order: a list or table, then row by row what stands in it.
    pub fn shown(&self, section: SectionIx) -> Vec<Spot> {
        let mut spots = Vec::new();
        for item in &self.layout.roots[usize::from(section)] {
            self.collect_shown(Spot::top(*item), &mut spots);
        }
        spots
    }

    fn collect_shown(&self, spot: Spot, spots: &mut Vec<Spot>) {
        if !self.is_shown(spot) {
            return;
        }
        spots.push(spot);
        let children = self.children(spot.item);
        match self.form.item(spot.item).kind {
            Kind::List { .. } | Kind::Table { .. } => {
                for row in self.rows(spot.item) {
                    for child in children {
                        self.collect_shown(Spot::in_row(*child, *row), spots);
                    }
                }
            }
            _ => {
                for child in children {
                    self.collect_shown(self.near(*child, spot.row), spots);
                }
            }
        }
    }

    /// How far a section is.
    pub fn progress(&self, section: SectionIx) -> Progress {
        self.progress
            .get(usize::from(section))
            .copied()
            .unwrap_or_default()
    }

    /// The part of its section's progress that stands in a slot.
    pub(super) fn step(&self, spot: Spot, at: usize) -> Option<(SectionIx, Progress)> {
        let section = self.layout.place(spot.item).counts?;
        let slot = self.slots.get(at).filter(|slot| slot.shown)?;
        let step = Progress {
            answered: u32::from(slot.is_dealt_with(&self.form.item(spot.item).kind)),
            come_back: u32::from(slot.cell.come_back),
            of: 1,
        };
        Some((section, step))
    }

    /// Takes an item off the core path of this filling: it never counts towards being done.
    pub fn put_off(&mut self, item: ItemIx) {
        let spots = match self.layout.owner(item) {
            None => vec![Spot::top(item)],
            Some(owner) => {
                let rows = self.rows(owner).iter();
                rows.map(|row| Spot::in_row(item, *row)).collect()
            }
        };
        for spot in spots {
            let step = self.place_of(spot).and_then(|at| self.step(spot, at));
            if let Some((section, step)) = step {
                self.progress[usize::from(section)].take(step);
            }
        }
        self.layout.put_off(item);
    }

    /// What finishing lists: counted and without an answer, or anything shown that was left to come back to.
    pub fn open_spots(&self) -> Vec<Spot> {
        let sections = 0..self.form.sections.len() as SectionIx;
        sections
            .flat_map(|section| self.shown(section))
            .filter(|spot| self.cell(*spot).come_back || self.is_open(*spot))
            .collect()
    }

    /// Counted and without an answer.
    fn is_open(&self, spot: Spot) -> bool {
        let step = self.place_of(spot).and_then(|at| self.step(spot, at));
        step.is_some_and(|(_, step)| step.answered == 0)
    }

    /// Numbers of the form's suggestions whose condition holds.
    pub fn suggestions(&self) -> Vec<usize> {
        let suggestions = self.form.suggestions.iter().enumerate();
        suggestions
            .filter(|(_, suggestion)| self.holds(&suggestion.when, None))
            .map(|(nth, _)| nth)
            .collect()
    }

    /// Items directly inside a list, table or group, in reading order.
    pub fn children(&self, item: ItemIx) -> &[ItemIx] {
        let children = self.layout.children(item);
        // What the program added is numbered after everything that the file has.
        let seen = children.partition_point(|child| !self.form.item(*child).hidden);
        &children[..seen]
    }
}
