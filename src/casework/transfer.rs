//! A meeting that was recorded for the wrong client goes to the right one: what goes along, what stays, and the entries for it.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::event::{Entry, Event};
use super::filling::{About, Scribe};
use super::rows::{RecordedDeed, StoredResponse, StoredSession, SubjectPage, SubjectRow};
use crate::form::{Hash, Id};
use crate::response::{Cell, Path, RowId, Value};

/// What moving a meeting would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    pub session: Uuid,
    pub from: SubjectRow,
    pub to: SubjectRow,
    /// The forms filled in it.
    pub forms: Vec<Id>,
    /// Goals, steps and agreements of this meeting that go along.
    pub carried: Vec<Place>,
    /// What this meeting changed and that stays as it is: something else stands there now, here or there.
    pub left: Vec<Place>,
    /// Earlier answers of the first client were shown beside the answers.
    pub compared: bool,
    changes: Vec<Carried>,
}

/// A place in a standing form.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub form: Hash,
    pub form_id: Id,
    pub path: Path,
    /// What the meeting left there.
    pub cell: Cell,
}

impl Place {
    /// The words that stand there.
    pub fn words(&self) -> Option<&str> {
        match self.cell.value() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// The changes to one standing form of the first client, and what becomes of them.
#[derive(Debug, Clone, PartialEq)]
struct Carried {
    ours: StoredResponse,
    /// The same form of the other client, where it has been begun.
    theirs: Option<Uuid>,
    /// What stood at the first client before the meeting.
    back: Vec<(Path, Cell)>,
    /// What stands at the other client from now on.
    there: Vec<(Path, Cell)>,
}

/// What a meeting made of one place: before it and after it.
type Net = BTreeMap<Path, (Cell, Cell)>;

impl Transfer {
    /// `from`: the page of the client that the meeting stands at.
    pub fn of(stored: &StoredSession, from: &SubjectPage, to: &SubjectPage) -> Transfer {
        let mut transfer = Transfer {
            session: stored.row.id,
            from: from.subject.clone(),
            to: to.subject.clone(),
            forms: stored
                .row
                .responses
                .iter()
                .map(|it| it.form_id.clone())
                .collect(),
            carried: Vec::new(),
            left: Vec::new(),
            compared: stored
                .responses
                .iter()
                .any(|it| it.row.session.is_some() && !it.pinned.is_empty()),
            changes: Vec::new(),
        };
        for ours in &from.standing {
            let net = net(stored, ours.row.id);
            if !net.is_empty() {
                let mut same = to.standing.iter();
                let theirs = same.find(|it| it.row.form_id == ours.row.form_id);
                transfer.carry(ours, theirs, net);
            }
        }
        transfer
    }

    fn carry(&mut self, ours: &StoredResponse, theirs: Option<&StoredResponse>, net: Net) {
        let place = |path: &Path, cell: &Cell| Place {
            form: ours.row.form,
            form_id: ours.row.form_id.clone(),
            path: path.clone(),
            cell: cell.clone(),
        };
        // Another version asks other things: what was said there stays where it was said.
        let other_version = theirs.is_some_and(|it| it.row.form != ours.row.form);
        let added: BTreeSet<RowId> = net
            .values()
            .flat_map(|(before, after)| added(before, after))
            .collect();
        let mut carried = Carried {
            ours: ours.clone(),
            theirs: theirs.map(|it| it.row.id),
            back: Vec::new(),
            there: Vec::new(),
        };
        for (path, (before, after)) in net {
            let rows = added_to(theirs, &path, &before, &after);
            let is_list = rows.is_some();
            let there = match (&path.row, rows) {
                (Some(row), _) if !added.contains(row) => None,
                (_, Some(rows)) => Some(rows),
                _ => fits(theirs, &path, &after),
            };
            let untouched = cell_of(Some(ours), &path) == after;
            let (Some(there), true, false) = (there, untouched, other_version) else {
                self.left.push(place(&path, &after));
                continue;
            };
            if !is_list {
                self.carried.push(place(&path, &after));
            }
            carried.back.push((path.clone(), before));
            carried.there.push((path, there));
        }
        if !carried.back.is_empty() {
            self.changes.push(carried);
        }
    }

    /// What is to be recorded: the move first, then what goes along with it.
    pub fn entries(&self, scribe: &mut Scribe) -> Vec<Entry> {
        let moved = Event::SessionMoved {
            from: self.from.id,
            to: self.to.id,
        };
        let about = About::session(self.from.id, self.session);
        let mut entries = vec![scribe.entry(moved, about)];
        for change in &self.changes {
            change.record(self, scribe, &mut entries);
        }
        entries
    }
}

impl Carried {
    fn record(&self, transfer: &Transfer, scribe: &mut Scribe, entries: &mut Vec<Entry>) {
        let here = About {
            response: Some(self.ours.row.id),
            ..About::subject(transfer.from.id)
        };
        let response = self.theirs.unwrap_or_else(|| scribe.id());
        let there = About {
            response: Some(response),
            ..About::subject(transfer.to.id)
        };
        if self.theirs.is_none() {
            let row = &self.ours.row;
            let started = Event::ResponseStarted {
                form: row.form,
                form_id: row.form_id.clone(),
                role: row.role,
                language: row.language,
                pinned: Vec::new(),
            };
            entries.push(scribe.entry(started, there));
        }
        let answered = |(path, cell): &(Path, Cell)| Event::Answered {
            path: path.clone(),
            cell: cell.clone(),
        };
        for change in &self.back {
            entries.push(scribe.entry(answered(change), here));
        }
        let in_meeting = About {
            session: Some(transfer.session),
            ..there
        };
        for change in &self.there {
            entries.push(scribe.entry(answered(change), in_meeting));
        }
    }
}

/// What a meeting made of a standing form, place by place; what it put back again is nothing.
fn net(stored: &StoredSession, response: Uuid) -> Net {
    let mut net = Net::new();
    for recorded in stored.history.iter().filter(|it| it.response == response) {
        if let RecordedDeed::Changed(change) = &recorded.deed {
            net.entry(change.at.clone())
                .or_insert_with(|| (change.before.clone(), Cell::default()))
                .1 = change.after.clone();
        }
    }
    net.retain(|_, (before, after)| before != after);
    net
}

fn cell_of(stored: Option<&StoredResponse>, path: &Path) -> Cell {
    let cells = stored.into_iter().flat_map(|stored| &stored.cells);
    let mut cells = cells.filter(|(at, _)| at == path);
    cells
        .next()
        .map_or_else(Cell::default, |(_, cell)| cell.clone())
}

fn rows_of(cell: &Cell) -> Option<&[RowId]> {
    match cell.value() {
        Some(Value::Rows(rows)) => Some(rows),
        _ => None,
    }
}

/// The rows that a list has after and had not before.
fn added(before: &Cell, after: &Cell) -> Vec<RowId> {
    let had = rows_of(before).unwrap_or_default();
    let has = rows_of(after).unwrap_or_default();
    has.iter()
        .filter(|row| !had.contains(row))
        .cloned()
        .collect()
}

/// The other client's list with the rows that the meeting added; none where the place is no list.
fn added_to(
    theirs: Option<&StoredResponse>,
    path: &Path,
    before: &Cell,
    after: &Cell,
) -> Option<Cell> {
    rows_of(before).or(rows_of(after))?;
    let have = cell_of(theirs, path);
    let mut rows = rows_of(&have).unwrap_or_default().to_vec();
    rows.extend(added(before, after));
    Some(Cell::given(Value::Rows(rows)))
}

/// The answer, where nothing else stands there.
fn fits(theirs: Option<&StoredResponse>, path: &Path, after: &Cell) -> Option<Cell> {
    let have = cell_of(theirs, path);
    (have.is_blank() || have == *after).then(|| after.clone())
}
