//! Taking an unfinished response into another version of its form: looked at first, done when asked, taken back at will.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::Status;
use super::event::{Entry, Event};
use super::filling::{About, Around, Filling, Scribe};
use super::route::keep_course;
use crate::form::diff::{self, Effect, Unfit};
use crate::form::{Catalogue, Form, Id};
use crate::lang::Lang;
use crate::response::{Answer, Cell, Change, Path, Rated, Refused, Response, RowId, Spot, Value};

/// The version of its form that an unfinished response could be moved to: the one at hand, where it is another.
pub fn newer<'a>(catalogue: &'a Catalogue, filling: &Filling) -> Option<&'a Arc<Form>> {
    let open = filling.row.status == Status::InProgress;
    let form = catalogue.find(filling.row.form_id.as_str())?;
    (open && form.hash != filling.row.form).then_some(form)
}

/// A move from one version to another, as it is carried out and taken back.
#[derive(Debug, Clone)]
pub struct Move {
    pub from: Arc<Form>,
    pub to: Arc<Form>,
    /// Answers that the other version has no place for, taken away before; by the ids of the version left.
    pub cleared: Vec<Change>,
    /// Of the entries that take the answers away, when they are recorded already.
    pub entries: Vec<Uuid>,
}

/// What a move would do.
#[derive(Debug, Clone)]
pub struct Preview {
    pub step: Move,
    /// How many answers stay as they are, those under another id among them.
    pub kept: usize,
    pub renamed: usize,
    pub misfits: Vec<Misfit>,
    /// Scores come out by another rule in the other version.
    pub scores_differ: bool,
}

/// An answer that the other version has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    pub path: Path,
    pub label: String,
    /// The answer, or the note where only that stands there.
    pub value: String,
    pub effect: Effect,
}

/// From the newer ids to the older ones.
pub fn reversed(renamed: &BTreeMap<Id, Id>) -> BTreeMap<Id, Id> {
    renamed
        .iter()
        .map(|(from, to)| (to.clone(), from.clone()))
        .collect()
}

/// Where an answer stands in the other version.
pub fn renamed_path(path: &Path, renamed: &BTreeMap<Id, Id>) -> Path {
    Path {
        item: renamed.get(&path.item).unwrap_or(&path.item).clone(),
        row: path.row.clone(),
    }
}

impl Move {
    /// Looks at what a move of one of `fillings` would do; nothing is changed.
    pub fn preview(fillings: &[Filling], at: usize, to: &Arc<Form>, lang: Lang) -> Option<Preview> {
        let filling = fillings.get(at)?;
        let response = &filling.response;
        let from = Arc::clone(response.form());
        let names = diff::renames(&from, to);
        let empty = Response::new(Arc::clone(to), response.inputs().clone(), Vec::new());
        let mut preview = Preview {
            step: Move {
                from: Arc::clone(&from),
                to: Arc::clone(to),
                cleared: Vec::new(),
                entries: Vec::new(),
            },
            kept: 0,
            renamed: 0,
            misfits: Vec::new(),
            scores_differ: diff::changes_scores(&from, to),
        };
        for (path, cell) in in_reading_order(response) {
            let effect = fate(&from, &empty, &names, &path, &cell);
            if effect == Effect::Kept {
                let counts = is_seen(response, &path, &cell);
                preview.kept += usize::from(counts);
                preview.renamed += usize::from(counts && names.contains_key(&path.item));
                continue;
            }
            if is_seen(response, &path, &cell) {
                let misfit = misfit(fillings, filling, &path, &cell, effect, lang);
                preview.misfits.push(misfit);
            }
            let after = remainder(&empty, &renamed_path(&path, &names), &cell);
            preview.step.cleared.push(Change {
                at: path,
                before: cell,
                after,
            });
        }
        Some(preview)
    }

    /// Carries the move out on a filling, with what is to be recorded of it: the last entry is the move's own. `undoes`: the
    /// entry that took it back, when it is done again.
    pub fn carry_out(
        &mut self,
        filling: &mut Filling,
        undoes: Option<Uuid>,
        about: About,
        scribe: &mut Scribe,
    ) -> Vec<Entry> {
        let names = diff::renames(&self.from, &self.to);
        let mut cells = cells_of(&filling.response);
        for change in &self.cleared {
            put(&mut cells, &change.at, &change.after);
        }
        switch(filling, &self.to, cells, &names);
        let answered = |change: &Change| Event::Answered {
            path: change.at.clone(),
            cell: change.after.clone(),
        };
        let cleared = self.cleared.iter();
        let mut entries: Vec<Entry> = cleared
            .map(|change| scribe.entry(answered(change), about))
            .collect();
        self.entries = entries.iter().map(|entry| entry.id).collect();
        let event = Event::ResponseMoved {
            from: self.from.hash,
            form: self.to.hash,
            renamed: names,
            cleared: self.entries.clone(),
        };
        entries.push(Entry {
            undoes,
            ..scribe.entry(event, about)
        });
        entries
    }

    /// Drops what was taken away at a path: it is to be forgotten, so that nothing brings it back.
    pub(super) fn forget(&mut self, path: &Path) {
        while let Some(at) = self.cleared.iter().position(|change| change.at == *path) {
            self.cleared.remove(at);
            if at < self.entries.len() {
                self.entries.remove(at);
            }
        }
    }

    /// Takes the move back; the first entry is the one that undoes it, `entry` the one that is undone.
    pub fn take_back(
        &self,
        entry: Uuid,
        filling: &mut Filling,
        about: About,
        scribe: &mut Scribe,
    ) -> Vec<Entry> {
        let names = reversed(&diff::renames(&self.from, &self.to));
        let mut cells: BTreeMap<Path, Cell> = BTreeMap::new();
        for (path, cell) in cells_of(&filling.response) {
            cells.insert(renamed_path(&path, &names), cell);
        }
        for change in &self.cleared {
            put(&mut cells, &change.at, &change.before);
        }
        switch(filling, &self.from, cells, &BTreeMap::new());
        let event = Event::ResponseMoved {
            from: self.to.hash,
            form: self.from.hash,
            renamed: names,
            cleared: Vec::new(),
        };
        let mut entries = vec![Entry {
            undoes: Some(entry),
            ..scribe.entry(event, about)
        }];
        for (at, change) in self.cleared.iter().enumerate() {
            let event = Event::Answered {
                path: change.at.clone(),
                cell: change.before.clone(),
            };
            entries.push(Entry {
                undoes: self.entries.get(at).copied(),
                ..scribe.entry(event, about)
            });
        }
        entries
    }
}

fn cells_of(response: &Response) -> BTreeMap<Path, Cell> {
    response.cells().into_iter().collect()
}

fn put(cells: &mut BTreeMap<Path, Cell>, at: &Path, cell: &Cell) {
    match cell.is_blank() {
        true => cells.remove(at),
        false => cells.insert(at.clone(), cell.clone()),
    };
}

/// Puts the filling into another version of its form.
fn switch(
    filling: &mut Filling,
    form: &Arc<Form>,
    cells: BTreeMap<Path, Cell>,
    names: &BTreeMap<Id, Id>,
) {
    let inputs = filling.response.inputs().clone();
    let pinned = filling.response.all_pinned();
    let rated = filling.response.rated().into_iter().map(|one| Rated {
        item: names.get(&one.item).cloned().unwrap_or(one.item),
        ..one
    });
    let rated: Vec<Rated> = rated.collect();
    let mut response = Response::new(Arc::clone(form), inputs, pinned);
    let cells = cells.into_iter();
    response.load(
        cells
            .map(|(path, cell)| (renamed_path(&path, names), cell))
            .collect(),
    );
    if !rated.is_empty() {
        response.set_rated(rated);
    }
    filling.response = response;
    filling.row.form = form.hash;
    keep_course(filling);
}

fn in_reading_order(response: &Response) -> Vec<(Path, Cell)> {
    let mut cells = response.cells();
    let form = response.form();
    let places: BTreeMap<&Id, usize> = form.items.iter().map(|it| &it.id).zip(0..).collect();
    cells.sort_by_key(|(path, _)| {
        let place = places.get(&path.item).copied();
        (place.unwrap_or(usize::MAX), path.clone())
    });
    cells
}

/// What becomes of one cell.
fn fate(from: &Form, to: &Response, names: &BTreeMap<Id, Id>, path: &Path, cell: &Cell) -> Effect {
    let there = renamed_path(path, names);
    let was = from.find(path.item.as_str()).map(|ix| from.item(ix));
    let Some(now) = to.form().find(there.item.as_str()) else {
        return Effect::Lost;
    };
    let now = to.form().item(now);
    // What had no place in the version left is not taken up by an item that only happens to have its id.
    let Some(was) = was else {
        return Effect::Lost;
    };
    let list = |form: &Form, item| diff::owner(form, item).map(|list| list.id.clone());
    let old_list = list(from, was).map(|id| names.get(&id).cloned().unwrap_or(id));
    if old_list != list(to.form(), now) {
        return Effect::Unfit(Unfit::Place);
    }
    if cell.value().is_some() && !diff::is_alike(was, now) {
        return Effect::Unfit(Unfit::Kind);
    }
    match to.takes(&there, cell) {
        Ok(()) => Effect::Kept,
        Err(Refused::NoSuchOption | Refused::OptionsClash) => Effect::Unfit(Unfit::Options),
        Err(Refused::OutOfRange | Refused::TooManyRows) => Effect::Unfit(Unfit::Range),
        Err(Refused::UnknownPath) => Effect::Unfit(Unfit::Place),
        Err(
            Refused::NotAsBefore | Refused::NotAnswerable | Refused::WrongKind | Refused::RowTwice,
        ) => Effect::Unfit(Unfit::Kind),
    }
}

/// What stays at a place whose answer does not fit: the note beside it and the flag, if the item is still there.
fn remainder(to: &Response, there: &Path, cell: &Cell) -> Cell {
    let rest = Cell {
        answer: Answer::Empty,
        ..cell.clone()
    };
    match to.takes(there, &rest) {
        Ok(()) => rest,
        Err(_) => Cell::default(),
    }
}

/// Whether a person would count it among the answers: rows themselves, and cells of rows taken away, are none.
fn is_seen(response: &Response, path: &Path, cell: &Cell) -> bool {
    let rows = matches!(cell.value(), Some(Value::Rows(_)));
    !rows
        && !cell.is_blank()
        && path
            .row
            .as_ref()
            .is_none_or(|row| stands(response, path, row))
}

fn stands(response: &Response, path: &Path, row: &RowId) -> bool {
    let Some(spot) = response.spot(path) else {
        return false;
    };
    let form = response.form();
    let list = diff::owner(form, form.item(spot.item));
    let list = list.and_then(|list| form.find(list.id.as_str()));
    list.is_some_and(|list| {
        let mut rows = response.rows(list).iter();
        rows.any(|at| response.row_id(*at) == row)
    })
}

fn misfit(
    fillings: &[Filling],
    filling: &Filling,
    path: &Path,
    cell: &Cell,
    effect: Effect,
    lang: Lang,
) -> Misfit {
    let response = &filling.response;
    let spot = response.spot(path);
    let label = spot.and_then(|spot| {
        let item = response.form().item(spot.item);
        let said = response.wording(&item.label, Some(spot), lang, &Around(fillings))?;
        Some(said.text)
    });
    let shown = |spot: Spot| Some(response.show(spot, cell.value()?, lang));
    let value = spot.and_then(shown).or_else(|| cell.note.clone());
    Misfit {
        path: path.clone(),
        label: label
            .filter(|label| !label.is_empty())
            .unwrap_or_else(|| path.item.to_string()),
        value: value.unwrap_or_default(),
        effect,
    }
}
