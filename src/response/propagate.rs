//! Working out again what a change may have changed, and only that: one pass in the order of the form's plan.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use crate::form::{AggregateIx, Form, ItemIx, Kind, Node, SectionIx};

use super::evaluate::Seen;
use super::{Applied, Response, RowIx, Spot, totals};

/// Nodes to work out again, each with its row, lowest rank first.
///
/// Whatever reads a node ranks after it, so that no node is worked out twice in a pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Dirty {
    nodes: BinaryHeap<Reverse<(u32, Option<RowIx>)>>,
    /// Totals whose readers are all marked already: they come after all members, so that once a pass is enough.
    told: HashSet<AggregateIx>,
}

impl Dirty {
    fn push(&mut self, rank: u32, row: Option<RowIx>) {
        self.nodes.push(Reverse((rank, row)));
    }

    /// The next node, which may have been marked many times.
    fn pop(&mut self) -> Option<(u32, Option<RowIx>)> {
        let Reverse(next) = self.nodes.pop()?;
        while self.nodes.peek() == Some(&Reverse(next)) {
            self.nodes.pop();
        }
        Some(next)
    }
}

impl Response {
    pub(super) fn mark_everything(&mut self) {
        let form = Arc::clone(&self.form);
        for rank in 0..form.plan.order.len() as u32 {
            self.mark_all(&form, rank);
        }
    }

    /// Marks a node in every row that it stands in.
    pub(super) fn mark_all(&mut self, form: &Form, rank: u32) {
        match self.owner_of(form, rank) {
            None => self.dirty.push(rank, None),
            Some(owner) => {
                for row in &self.order[owner as usize] {
                    self.dirty.push(rank, Some(*row));
                }
            }
        }
    }

    /// Marks all nodes of a row.
    pub(super) fn mark_row(&mut self, form: &Form, row: RowIx) {
        let owner = self.rows[row.0 as usize].owner;
        for item in self.layout.members(owner) {
            self.dirty
                .push(form.plan.item_rank[*item as usize], Some(row));
            for rank in self.layout.constraint_ranks(*item) {
                self.dirty.push(*rank, Some(row));
            }
        }
    }

    fn owner_of(&self, form: &Form, rank: u32) -> Option<ItemIx> {
        match form.plan.order[rank as usize] {
            Node::Section(_) => None,
            Node::Item(item) | Node::Constraint(item, _) => self.layout.owner(item),
        }
    }

    /// Marks a node that reads something in `row`: there where it stands in the same list, else everywhere.
    ///
    /// A cell of a fixed table can be read from its other rows.
    fn mark_from(&mut self, form: &Form, rank: u32, row: Option<RowIx>) {
        let owner = self.owner_of(form, rank);
        match (row, owner) {
            (Some(row), Some(owner))
                if self.rows[row.0 as usize].owner == owner
                    && matches!(form.item(owner).kind, Kind::List { .. }) =>
            {
                self.dirty.push(rank, Some(row));
            }
            _ => self.mark_all(form, rank),
        }
    }

    /// Marks everything that reads the value standing at `spot`.
    pub(super) fn mark_readers(&mut self, form: &Form, spot: Spot) {
        for nth in 0..self.layout.readers(spot.item).len() {
            self.mark_from(form, self.layout.readers(spot.item)[nth], spot.row);
        }
        for nth in 0..self.layout.constraint_ranks(spot.item).len() {
            let rank = self.layout.constraint_ranks(spot.item)[nth];
            self.dirty.push(rank, spot.row);
        }
        for nth in 0..self.layout.totals(spot.item).len() {
            let (aggregate, _) = self.layout.totals(spot.item)[nth];
            if !self.dirty.told.insert(aggregate) {
                continue;
            }
            for rank in &form.plan.aggregate_readers[aggregate as usize] {
                self.mark_all(form, *rank);
            }
        }
    }

    fn mark_children(&mut self, form: &Form, spot: Spot) {
        for nth in 0..self.layout.children(spot.item).len() {
            let child = self.layout.children(spot.item)[nth];
            self.mark_from(form, form.plan.item_rank[child as usize], spot.row);
        }
    }

    /// Works out what is marked.
    pub(super) fn run(&mut self, applied: &mut Applied) {
        let form = Arc::clone(&self.form);
        while let Some((rank, row)) = self.dirty.pop() {
            applied.evaluated += 1;
            match form.plan.order[rank as usize] {
                Node::Section(section) => self.evaluate_section(&form, section),
                Node::Item(item) => self.evaluate_item(&form, Spot { item, row }, applied),
                Node::Constraint(item, nth) => {
                    self.evaluate_constraint(&form, Spot { item, row }, nth);
                }
            }
        }
        self.dirty.told.clear();
    }

    fn evaluate_section(&mut self, form: &Form, section: SectionIx) {
        let at = usize::from(section);
        let relevant = form.sections[at].relevant.as_ref();
        let shown = relevant.is_none_or(|expr| self.holds(expr, None));
        if self.sections[at] != shown {
            self.sections[at] = shown;
            for rank in &form.plan.section_readers[at] {
                self.mark_all(form, *rank);
            }
        }
    }

    fn evaluate_item(&mut self, form: &Form, spot: Spot, applied: &mut Applied) {
        self.evaluate_value(form, spot, applied);
        if form.item(spot.item).filter.is_some()
            && let Some(at) = self.place_of(spot)
        {
            self.refit(form, spot, at, applied);
        }
    }

    /// Relevance first, then the value: what is hidden in a pass is already empty for everything after it.
    fn evaluate_value(&mut self, form: &Form, spot: Spot, applied: &mut Applied) {
        let Some(at) = self.place_of(spot) else {
            return;
        };
        let item = form.item(spot.item);
        let relevant = item.relevant.as_ref();
        let shown =
            self.stands(form, spot) && relevant.is_none_or(|expr| self.holds(expr, spot.row));
        let calculation = item.calculation.as_ref().filter(|_| shown);
        let value = calculation.and_then(|expr| self.work_out(expr, spot.row));
        let slot = &self.slots[at];
        // What of an answer fits is no calculation's.
        let same_value =
            item.calculation.is_none() || slot.worked_out.as_ref().map(Seen::of) == value;
        let was_shown = slot.shown;
        if same_value && shown == was_shown {
            return;
        }
        let value = value.map(Seen::to_value);
        self.leave(form, spot, at);
        self.slots[at].shown = shown;
        if !same_value {
            self.slots[at].worked_out = value;
            applied.values = true;
        }
        self.enter(form, spot, at);
        self.mark_readers(form, spot);
        if shown != was_shown {
            self.mark_children(form, spot);
            self.note_shown(spot, at, applied);
        }
    }

    fn note_shown(&self, spot: Spot, at: usize, applied: &mut Applied) {
        let slot = &self.slots[at];
        if self.form.item(spot.item).hidden {
            return;
        }
        if slot.shown {
            applied.became_shown.push(spot);
        } else if slot.cell.value().is_some() && self.is_live(spot.row) {
            applied.became_hidden.push(spot);
        }
    }

    /// Whether what `spot` stands in is there.
    fn stands(&self, form: &Form, spot: Spot) -> bool {
        let item = form.item(spot.item);
        let section = item
            .section
            .is_none_or(|section| self.is_section_shown(section));
        let parent = item
            .parent
            .is_none_or(|parent| self.is_shown(self.near(parent, spot.row)));
        section && parent && self.is_live(spot.row)
    }

    pub(super) fn is_live(&self, row: Option<RowIx>) -> bool {
        row.is_none_or(|row| self.rows[row.0 as usize].live)
    }

    fn evaluate_constraint(&mut self, form: &Form, spot: Spot, nth: u16) {
        let constraint = form.item(spot.item).constraints.get(usize::from(nth));
        let (Some(constraint), Some(at)) = (constraint, self.place_of(spot)) else {
            return;
        };
        let slot = &self.slots[at];
        // What a row or section must be like is no matter of one answer.
        let asked = match form.item(spot.item).hidden {
            true => slot.shown,
            false => slot.value().is_some(),
        };
        let fails = asked && self.truth(&constraint.expr, spot.row) == Some(false);
        let failing = &mut self.slots[at].failing;
        match (failing.binary_search(&nth), fails) {
            (Err(place), true) => failing.insert(place, nth),
            (Ok(place), false) => {
                failing.remove(place);
            }
            (Ok(_), true) | (Err(_), false) => return,
        }
        if self.slots[at].failing.is_empty() {
            self.faulty.remove(&spot);
        } else {
            self.faulty.insert(spot);
        }
    }

    /// Takes what stands in a slot out of the running totals, before it changes.
    pub(super) fn leave(&mut self, form: &Form, spot: Spot, at: usize) {
        for (aggregate, member) in self.layout.totals(spot.item) {
            let part = totals::part(form, member, &self.slots[at]);
            self.totals[*aggregate as usize].take(part);
        }
    }

    /// Puts what stands in a slot into the running totals, after it changed.
    pub(super) fn enter(&mut self, form: &Form, spot: Spot, at: usize) {
        for (aggregate, member) in self.layout.totals(spot.item) {
            let part = totals::part(form, member, &self.slots[at]);
            self.totals[*aggregate as usize].add(part);
        }
    }
}
