//! One filling of a form: answers, relevance, calculation, scores, constraints, undo. The engine.
//!
//! Answers stand in a flat arena: one slot for each item, and for each row of a list or table a block of slots added at the end.
//! A change marks the nodes of the form's plan that read what changed; [`propagate`] works them out in topological order and
//! marks further only where something came out differently.

mod change;
mod check;
mod condition;
mod dirty;
mod duration;
mod entry;
mod evaluate;
mod faults;
mod filter;
mod functions;
pub mod identity;
mod known;
mod layout;
mod propagate;
mod review;
mod rows;
mod scale;
mod score;
mod show;
mod sort;
mod totals;
mod value;
mod wording;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

pub use change::{Applied, Refused};
pub use entry::EntryFault;
pub use faults::Fault;
pub use known::Known;
pub use review::Progress;
pub use score::ScoreResult;
pub use value::*;
pub use wording::{Embedded, Rendered};

use crate::form::{Carry, Form, Id, ItemIx, Kind, SectionIx};
use dirty::Dirty;
use layout::Layout;
use totals::Totals;

/// Inputs that are fixed for a filling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    pub today: NaiveDate,
    pub first_session: bool,
    pub interpreter: bool,
    pub mode: Id,
    pub practice: bool,
}

/// A row of a list or table within one filling: stable, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIx(pub u32);

/// Where an answer stands, as a number instead of a [`Path`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub item: ItemIx,
    pub row: Option<RowIx>,
}

impl Spot {
    pub fn top(item: ItemIx) -> Spot {
        Spot { item, row: None }
    }

    pub fn in_row(item: ItemIx, row: RowIx) -> Spot {
        Spot {
            item,
            row: Some(row),
        }
    }
}

/// What is known of one item, in one row where it stands in rows. There are as many as there are items: what few of them have
/// stands elsewhere.
#[derive(Debug, Clone, Default)]
struct Slot {
    cell: Cell,
    shown: bool,
    /// Of a calculation what came out, of an answer that does not fit what of it does.
    worked_out: Option<Box<Value>>,
    /// Not all of the answer is offered now: only what fits of it counts.
    unfit: bool,
}

impl Slot {
    /// The answer as the rest of the form sees it.
    fn value(&self) -> Option<&Value> {
        if !self.shown {
            return None;
        }
        let value = match self.unfit {
            true => self.worked_out.as_deref()?,
            false => self.worked_out.as_deref().or_else(|| self.cell.value())?,
        };
        let empty = match value {
            Value::Text(text) => text.is_empty(),
            Value::Rows(rows) => rows.is_empty(),
            Value::Number(_)
            | Value::Bool(_)
            | Value::Code(_)
            | Value::Codes(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Ref(_) => false,
        };
        (!empty).then_some(value)
    }
}

/// A row block. A removed row keeps its block and with it its answers.
#[derive(Debug, Clone)]
struct Row {
    id: RowId,
    owner: ItemIx,
    base: u32,
    live: bool,
}

/// One filling of a form.
#[derive(Debug, Clone)]
pub struct Response {
    form: Arc<Form>,
    layout: Layout,
    inputs: Inputs,
    pinned: HashMap<ItemIx, Vec<Pinned>>,
    rated: HashMap<(ItemIx, Id), Value>,
    slots: Vec<Slot>,
    rows: Vec<Row>,
    /// Live rows in the order shown, by number of the list or table.
    order: Vec<Vec<RowIx>>,
    row_of: HashMap<(ItemIx, RowId), RowIx>,
    sections: Vec<bool>,
    /// How far each section is, moved by the difference with every change.
    progress: Vec<Progress>,
    /// How many places hold an answer, shown or not.
    given: usize,
    /// Moves on whenever something is shown, hidden, added, taken away or put elsewhere.
    shape: u64,
    totals: Vec<Totals>,
    /// Where constraints fail now, and the numbers of those that do, in order.
    faulty: BTreeMap<Spot, Vec<u16>>,
    /// Stored cells that this form has no place for.
    aside: Vec<(Path, Cell)>,
    /// Entries of registers that can be chosen.
    known: Vec<Known>,
    dirty: Dirty,
}

static BLANK: Cell = Cell {
    answer: Answer::Empty,
    note: None,
    come_back: false,
};

impl Response {
    /// An empty filling, worked out once.
    pub fn new(form: Arc<Form>, inputs: Inputs, pinned: Vec<Pinned>) -> Response {
        let layout = Layout::new(&form);
        let mut response = Response {
            inputs,
            pinned: by_item(&layout, pinned),
            rated: HashMap::new(),
            slots: vec![Slot::default(); form.items.len()],
            rows: Vec::new(),
            order: vec![Vec::new(); form.items.len()],
            row_of: HashMap::new(),
            sections: vec![false; form.sections.len()],
            progress: vec![Progress::default(); form.sections.len()],
            given: 0,
            shape: 0,
            totals: form.aggregates.iter().map(Totals::of).collect(),
            faulty: BTreeMap::new(),
            aside: Vec::new(),
            known: Vec::new(),
            dirty: Dirty::new(form.plan.order.len(), form.aggregates.len()),
            layout,
            form,
        };
        response.open_tables();
        response.marking().everything();
        response.run(&mut Applied::default());
        response
    }

    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Puts stored cells in and says for how many the form has no place; those are kept as they are.
    pub fn load(&mut self, cells: Vec<(Path, Cell)>) -> usize {
        let aside_before = self.aside.len();
        let (lists, others): (Vec<_>, Vec<_>) = cells
            .into_iter()
            .partition(|(_, cell)| matches!(cell.value(), Some(Value::Rows(_))));
        for (path, cell) in lists.into_iter().chain(others) {
            match self.place(&path) {
                Some(spot) if self.check(spot, &cell.answer).is_ok() => {
                    self.put(spot, cell);
                }
                Some(_) | None => self.aside.push((path, cell)),
            }
        }
        self.run(&mut Applied::default());
        self.aside.len() - aside_before
    }

    /// Changes the fixed inputs, e.g. when a filling is taken up again on another day.
    pub fn set_inputs(&mut self, inputs: Inputs) {
        if self.inputs == inputs {
            return;
        }
        self.inputs = inputs;
        self.work_out_given();
    }

    /// What [`Response::set_rated`] was told, as far as it could be an answer.
    pub fn rated(&self) -> Vec<Rated> {
        let rated = self.rated.iter().map(|((item, role), value)| Rated {
            role: role.clone(),
            item: self.form.item(*item).id.clone(),
            value: value.clone(),
        });
        rated.collect()
    }

    /// What raters in other roles answered in the same round; what could not be an answer is left out.
    pub fn set_rated(&mut self, rated: Vec<Rated>) {
        self.rated.clear();
        for one in rated {
            let item = self.layout.by_id.get(&one.item).copied();
            let item = item.filter(|item| {
                let given = Answer::Given(one.value.clone());
                self.check(Spot::top(*item), &given).is_ok()
            });
            if let Some(item) = item {
                self.rated.insert((item, one.role), one.value);
            }
        }
        self.work_out_given();
    }

    /// Works out again what reads something fixed for the filling.
    fn work_out_given(&mut self) {
        let form = Arc::clone(&self.form);
        for rank in &form.plan.context_readers {
            self.marking().node(*rank);
        }
        self.run(&mut Applied::default());
    }

    /// The cell as it is kept, whether shown or not.
    pub fn cell(&self, spot: Spot) -> &Cell {
        self.slot(spot).map_or(&BLANK, |slot| &slot.cell)
    }

    pub fn cell_at(&self, path: &Path) -> &Cell {
        self.spot(path).map_or(&BLANK, |spot| self.cell(spot))
    }

    pub fn spot(&self, path: &Path) -> Option<Spot> {
        let item = *self.layout.by_id.get(&path.item)?;
        match (&path.row, self.layout.owner(item)) {
            (None, None) => Some(Spot::top(item)),
            (Some(id), Some(owner)) => {
                let row = self.row_of.get(&(owner, id.clone()))?;
                Some(Spot::in_row(item, *row))
            }
            (None, Some(_)) | (Some(_), None) => None,
        }
    }

    pub fn path(&self, spot: Spot) -> Path {
        let item = self.form.item(spot.item).id.clone();
        match spot.row {
            None => Path::top(item),
            Some(row) => Path::in_row(item, self.row_id(row).clone()),
        }
    }

    /// Effective value: none if hidden, absent or empty; a worked-out item gives what came out.
    pub fn value(&self, spot: Spot) -> Option<&Value> {
        self.slot(spot)?.value()
    }

    pub fn is_shown(&self, spot: Spot) -> bool {
        self.slot(spot).is_some_and(|slot| slot.shown)
    }

    /// A number that stays the same for as long as the same places are shown in the same order.
    pub fn shape(&self) -> u64 {
        self.shape
    }

    /// Whether anything at all is answered, shown or not.
    pub fn has_answers(&self) -> bool {
        self.given > 0
    }

    pub fn is_section_shown(&self, section: SectionIx) -> bool {
        self.sections
            .get(usize::from(section))
            .copied()
            .unwrap_or(false)
    }

    /// The earlier answer to show beside, about the same object as now.
    pub fn previous(&self, spot: Spot) -> Option<&Pinned> {
        match self.form.item(spot.item).carry {
            Carry::Show if spot.row.is_none() => self.pinned(spot.item),
            Carry::Show | Carry::Nothing => None,
        }
    }

    /// Every earlier answer that was found when this response began.
    pub fn all_pinned(&self) -> Vec<Pinned> {
        self.pinned.values().flatten().cloned().collect()
    }

    fn pinned(&self, item: ItemIx) -> Option<&Pinned> {
        let pinned = self.pinned.get(&item)?;
        let Some(about) = self.form.item(item).about else {
            return pinned.first();
        };
        let now = self.value(Spot::top(about))?;
        pinned
            .iter()
            .find(|pinned| pinned.about.as_ref().is_some_and(|then| same(then, now)))
    }

    /// All that is kept, hidden answers and those of removed rows included: what [`Response::load`] takes.
    pub fn cells(&self) -> Vec<(Path, Cell)> {
        let mut cells = self.kept(|_| true);
        cells.extend(self.aside.iter().cloned());
        cells
    }

    /// What a finished response consists of: hidden answers are left out, and so is what is no longer offered.
    pub fn completed_cells(&self) -> Vec<(Path, Cell)> {
        let mut cells = self.kept(|slot| slot.shown);
        for (path, cell) in &mut cells {
            if let Some(spot) = self.spot(path).filter(|spot| self.is_unfit(*spot)) {
                let fits = self.value(spot).cloned();
                cell.answer = fits.map_or(Answer::Empty, Answer::Given);
            }
        }
        cells.retain(|(_, cell)| !cell.is_blank());
        cells
    }

    fn kept(&self, wanted: impl Fn(&Slot) -> bool) -> Vec<(Path, Cell)> {
        let top = (0..).zip(&self.slots[..self.form.items.len()]);
        let top = top.map(|(item, slot)| (Spot::top(item), slot));
        let in_rows = (0..).zip(&self.rows).flat_map(|(ix, row)| {
            let members = self.layout.members(row.owner);
            let block = &self.slots[row.base as usize..];
            let spots = members
                .iter()
                .map(move |item| Spot::in_row(*item, RowIx(ix)));
            spots.zip(block)
        });
        top.chain(in_rows)
            .filter(|(_, slot)| !slot.cell.is_blank() && wanted(slot))
            .map(|(spot, slot)| (self.path(spot), slot.cell.clone()))
            .collect()
    }

    fn slot(&self, spot: Spot) -> Option<&Slot> {
        self.slots.get(self.place_of(spot)?)
    }

    /// Number of the slot, if the item stands in that row's block.
    fn place_of(&self, spot: Spot) -> Option<usize> {
        let Some(row) = spot.row else {
            return Some(spot.item as usize);
        };
        let row = self.rows.get(row.0 as usize)?;
        if self.layout.owner(spot.item) != Some(row.owner) {
            return None;
        }
        Some((row.base + self.layout.offset(spot.item)) as usize)
    }

    /// As [`Response::spot`], making the block of a row that no longer stands in its list.
    fn place(&mut self, path: &Path) -> Option<Spot> {
        if let Some(spot) = self.spot(path) {
            return Some(spot);
        }
        let item = *self.layout.by_id.get(&path.item)?;
        let owner = self.layout.owner(item)?;
        let row = path.row.clone()?;
        match self.form.item(owner).kind {
            Kind::List { .. } => Some(Spot::in_row(item, self.add_row(owner, row))),
            _ => None,
        }
    }
}

fn by_item(layout: &Layout, pinned: Vec<Pinned>) -> HashMap<ItemIx, Vec<Pinned>> {
    let mut by_item: HashMap<ItemIx, Vec<Pinned>> = HashMap::new();
    for one in pinned {
        let item = layout.by_id.get(&one.item);
        if let Some(item) = item.or_else(|| layout.by_earlier_id.get(&one.item)) {
            by_item.entry(*item).or_default().push(one);
        }
    }
    by_item
}

/// Whether two answers name the same object: words are compared without their outer spaces and case.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => {
            one.trim().to_lowercase() == other.trim().to_lowercase()
        }
        _ => one == other,
    }
}
