//! Working out again what a change may have changed, and only that: one pass in the order of the form's plan.

use std::sync::Arc;

use crate::form::{Form, Kind, Node, SectionIx};

use super::dirty::Dirty;
use super::evaluate::Seen;
use super::layout::{Layout, Place};
use super::value::Value;
use super::{Applied, Response, Row, RowIx, Spot, totals};

/// The marking of nodes to work out again, with all that it needs to know.
pub(super) struct Marking<'r> {
    form: &'r Form,
    layout: &'r Layout,
    rows: &'r [Row],
    order: &'r [Vec<RowIx>],
    dirty: &'r mut Dirty,
}

impl Marking<'_> {
    pub fn everything(&mut self) {
        for rank in 0..self.form.plan.order.len() as u32 {
            self.node(rank);
        }
    }

    /// Marks a node in every row that it stands in.
    pub fn node(&mut self, rank: u32) {
        match self.layout.owner_of_node(rank) {
            None => self.dirty.mark(rank),
            Some(owner) => {
                for row in &self.order[owner as usize] {
                    self.dirty.mark_in(rank, *row);
                }
            }
        }
    }

    /// Marks all nodes of a row.
    pub fn row(&mut self, row: RowIx) {
        let plan = &self.form.plan;
        for item in self.layout.members(self.rows[row.0 as usize].owner) {
            let item = *item as usize;
            self.dirty.mark_in(plan.item_rank[item], row);
            for rank in &plan.item_constraints[item] {
                self.dirty.mark_in(*rank, row);
            }
        }
    }

    /// Marks a node that reads something in `row`: there where it stands in the same list, else everywhere.
    ///
    /// A cell of a fixed table can be read from its other rows.
    fn from(&mut self, rank: u32, row: Option<RowIx>) {
        match (row, self.layout.owner_of_node(rank)) {
            (Some(row), Some(owner))
                if self.rows[row.0 as usize].owner == owner
                    && matches!(self.form.item(owner).kind, Kind::List { .. }) =>
            {
                self.dirty.mark_in(rank, row);
            }
            _ => self.node(rank),
        }
    }

    /// Marks everything that reads the value standing at `spot`.
    pub fn readers(&mut self, spot: Spot) {
        let (plan, item) = (&self.form.plan, spot.item as usize);
        for rank in &plan.item_readers[item] {
            self.from(*rank, spot.row);
        }
        for rank in &plan.item_constraints[item] {
            match spot.row {
                None => self.dirty.mark(*rank),
                Some(row) => self.dirty.mark_in(*rank, row),
            }
        }
        for (aggregate, _) in &plan.item_aggregates[item] {
            if !self.dirty.tell(*aggregate) {
                continue;
            }
            for rank in &plan.aggregate_readers[*aggregate as usize] {
                self.node(*rank);
            }
        }
    }

    fn children(&mut self, spot: Spot) {
        for child in self.layout.children(spot.item) {
            self.from(self.form.plan.item_rank[*child as usize], spot.row);
        }
    }
}

impl Response {
    pub(super) fn marking(&mut self) -> Marking<'_> {
        Marking {
            form: &self.form,
            layout: &self.layout,
            rows: &self.rows,
            order: &self.order,
            dirty: &mut self.dirty,
        }
    }

    /// Works out what is marked.
    pub(super) fn run(&mut self, applied: &mut Applied) {
        let form = Arc::clone(&self.form);
        while let Some((rank, row)) = self.dirty.next() {
            applied.evaluated += 1;
            match form.plan.order[rank as usize] {
                Node::Section(section) => self.evaluate_section(&form, section),
                Node::Item(item) => self.evaluate_item(&form, Spot { item, row }, applied),
                Node::Constraint(item, nth) => {
                    self.evaluate_constraint(&form, Spot { item, row }, nth);
                }
            }
        }
        self.dirty.begin_anew();
    }

    fn evaluate_section(&mut self, form: &Form, section: SectionIx) {
        let at = usize::from(section);
        let relevant = form.sections[at].relevant.as_ref();
        let shown = relevant.is_none_or(|expr| self.holds(expr, None));
        if self.sections[at] != shown {
            self.sections[at] = shown;
            self.shape += 1;
            for rank in &form.plan.section_readers[at] {
                self.marking().node(*rank);
            }
        }
    }

    fn evaluate_item(&mut self, form: &Form, spot: Spot, applied: &mut Applied) {
        self.evaluate_value(form, spot, applied);
        if self.layout.place(spot.item).has_filter
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
        let place = self.layout.place(spot.item);
        let shown = self.stands(place, spot.row) && self.is_wanted(form, place, spot);
        let was_shown = self.slots[at].shown;
        let worked_out = match place.has_calculation {
            true => self.worked_out_anew(form, spot, at, shown),
            false => None,
        };
        if worked_out.is_none() && shown == was_shown {
            return;
        }
        self.leave(form, spot, at);
        self.slots[at].shown = shown;
        if let Some(value) = worked_out {
            self.slots[at].worked_out = value.map(Box::new);
            applied.values = true;
        }
        self.enter(form, spot, at);
        self.marking().readers(spot);
        if shown != was_shown {
            self.shape += 1;
            self.marking().children(spot);
            self.note_shown(spot, at, applied);
        }
    }

    fn note_shown(&self, spot: Spot, at: usize, applied: &mut Applied) {
        let slot = &self.slots[at];
        if self.layout.place(spot.item).hidden {
            return;
        }
        if slot.shown {
            applied.became_shown.push(spot);
        } else if slot.cell.value().is_some() && self.is_live(spot.row) {
            applied.became_hidden.push(spot);
        }
    }

    fn is_wanted(&self, form: &Form, place: &Place, spot: Spot) -> bool {
        self.fulfils(&place.condition, spot.row).unwrap_or_else(|| {
            let relevant = form.item(spot.item).relevant.as_ref();
            relevant.is_none_or(|expr| self.holds(expr, spot.row))
        })
    }

    /// What comes out of a calculation, where it is something else than before.
    fn worked_out_anew(
        &self,
        form: &Form,
        spot: Spot,
        at: usize,
        shown: bool,
    ) -> Option<Option<Value>> {
        let calculation = form.item(spot.item).calculation.as_ref();
        let calculation = calculation.filter(|_| shown);
        let value = calculation.and_then(|expr| self.work_out(expr, spot.row));
        let before = self.slots[at].worked_out.as_deref().map(Seen::of);
        (value != before).then(|| value.map(Seen::to_value))
    }

    /// Whether what an item stands in is there.
    fn stands(&self, place: &Place, row: Option<RowIx>) -> bool {
        place
            .section
            .is_none_or(|section| self.is_section_shown(section))
            && place
                .parent
                .is_none_or(|parent| self.is_shown(self.near(parent, row)))
            && self.is_live(row)
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
        let asked = match self.layout.place(spot.item).hidden {
            true => slot.shown,
            false => slot.value().is_some(),
        };
        let fails = asked && self.truth(&constraint.expr, spot.row) == Some(false);
        self.note_failing(spot, nth, fails);
    }

    fn note_failing(&mut self, spot: Spot, nth: u16, fails: bool) {
        if fails {
            let failing = self.faulty.entry(spot).or_default();
            if let Err(place) = failing.binary_search(&nth) {
                failing.insert(place, nth);
            }
        } else if let Some(failing) = self.faulty.get_mut(&spot) {
            failing.retain(|other| *other != nth);
            if failing.is_empty() {
                self.faulty.remove(&spot);
            }
        }
    }

    /// Takes what stands in a slot out of the running totals and the progress, before it changes. What is hidden adds nothing to them.
    pub(super) fn leave(&mut self, form: &Form, spot: Spot, at: usize) {
        if !self.slots[at].shown {
            return;
        }
        for (aggregate, member) in &form.plan.item_aggregates[spot.item as usize] {
            let part = totals::part(form, member, &self.slots[at]);
            self.totals[*aggregate as usize].take(part);
        }
        if let Some((section, step)) = self.step(spot, at) {
            self.progress[usize::from(section)].take(step);
        }
        self.given -= usize::from(self.slots[at].cell.value().is_some());
    }

    /// Puts what stands in a slot into the running totals and the progress, after it changed.
    pub(super) fn enter(&mut self, form: &Form, spot: Spot, at: usize) {
        if !self.slots[at].shown {
            return;
        }
        for (aggregate, member) in &form.plan.item_aggregates[spot.item as usize] {
            let part = totals::part(form, member, &self.slots[at]);
            self.totals[*aggregate as usize].add(part);
        }
        if let Some((section, step)) = self.step(spot, at) {
            self.progress[usize::from(section)].add(step);
        }
        self.given += usize::from(self.slots[at].cell.value().is_some());
    }
}
