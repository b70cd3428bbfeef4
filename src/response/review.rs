//! What a filling looks like from outside: reading order, what is open, how far it is.

use crate::form::{ItemIx, Kind, SectionIx};

use super::value::{Answer, Value};
use super::{Response, Spot};

/// How far a section is: `answered` and `come_back` of the `of` items that count. An answered item may be one to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub answered: u32,
    pub come_back: u32,
    pub of: u32,
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

    /// What of a section counts towards its being done.
    fn counted(&self, section: SectionIx) -> Vec<Spot> {
        let mut spots = self.shown(section);
        spots.retain(|spot| self.counts(*spot));
        spots
    }

    /// Answerable, on the core path, not in a list's row. Lines to say wait for no answer.
    fn counts(&self, spot: Spot) -> bool {
        let item = self.form.item(spot.item);
        let in_list = self
            .layout
            .owner(spot.item)
            .is_some_and(|owner| matches!(self.form.item(owner).kind, Kind::List { .. }));
        item.is_answerable()
            && item.kind != Kind::Deck
            && !self.layout.is_more(spot.item)
            && !in_list
    }

    /// Whether somebody has answered, or has said why there is no answer. A list needs its least number of rows.
    fn is_dealt_with(&self, spot: Spot) -> bool {
        match (&self.cell(spot).answer, &self.form.item(spot.item).kind) {
            (Answer::Absent(_), _) => true,
            (Answer::Given(Value::Rows(rows)), Kind::List { min, .. }) => {
                !rows.is_empty() && rows.len() >= usize::from(*min)
            }
            (Answer::Given(_), _) => self.value(spot).is_some(),
            (Answer::Empty, _) => false,
        }
    }

    pub fn progress(&self, section: SectionIx) -> Progress {
        let mut progress = Progress::default();
        for spot in self.counted(section) {
            progress.of += 1;
            progress.answered += u32::from(self.is_dealt_with(spot));
            progress.come_back += u32::from(self.cell(spot).come_back);
        }
        progress
    }

    /// What finishing lists: counted and without an answer, or anything shown that was left to come back to.
    pub fn open_spots(&self) -> Vec<Spot> {
        let sections = 0..self.form.sections.len() as SectionIx;
        sections
            .flat_map(|section| self.shown(section))
            .filter(|spot| {
                self.cell(*spot).come_back || self.counts(*spot) && !self.is_dealt_with(*spot)
            })
            .collect()
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
