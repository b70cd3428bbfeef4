//! What was done in a meeting and can be taken back, the newest last.

use std::collections::HashSet;
use std::sync::Arc;

use uuid::Uuid;

use super::filling::Filling;
use super::moving::{Move, renamed_path, reversed};
use super::rows::{Recorded, RecordedDeed};
use crate::form::{Form, Hash, diff};
use crate::response::{Change, Path};

/// Something done to one of the fillings of a meeting.
#[derive(Debug, Clone)]
pub struct Done {
    pub entry: Uuid,
    pub filling: usize,
    pub deed: Deed,
}

#[derive(Debug, Clone)]
pub enum Deed {
    Changed(Change),
    /// The form was taken into the meeting.
    Added,
    /// The filling went on in another version of its form.
    Moved(Box<Move>),
}

/// What was done in a meeting, and what of it was taken back and can be done again.
#[derive(Debug, Clone, Default)]
pub struct Deeds {
    pub done: Vec<Done>,
    pub undone: Vec<Done>,
}

/// What the journal says was done in a meeting. `forms`: the versions that its moves led from and to.
pub fn remembered(history: &[Recorded], fillings: &[Filling], forms: &[Arc<Form>]) -> Deeds {
    let mut deeds = Deeds::default();
    let own_to_moves: HashSet<Uuid> = history.iter().flat_map(cleared).copied().collect();
    for recorded in history {
        let known = |filling: &Filling| filling.row.id == recorded.response;
        let Some(filling) = fillings.iter().position(known) else {
            continue;
        };
        deeds.remember(recorded, filling, &own_to_moves, forms);
    }
    deeds
}

/// The entries that belong to a move.
fn cleared(recorded: &Recorded) -> &[Uuid] {
    match &recorded.deed {
        RecordedDeed::Moved { cleared, .. } => cleared,
        RecordedDeed::Changed(_) | RecordedDeed::Added => &[],
    }
}

impl Deeds {
    fn remember(
        &mut self,
        recorded: &Recorded,
        filling: usize,
        own_to_moves: &HashSet<Uuid>,
        forms: &[Arc<Form>],
    ) {
        let entry = recorded.entry;
        if let Some(undoes) = recorded.undoes {
            if let Some(done) = take(&mut self.done, undoes) {
                let deed = turned(&recorded.deed, done.deed);
                return self.undone.push(Done {
                    entry,
                    filling,
                    deed,
                });
            }
            // It undoes an undoing, or is part of taking back a move.
            if take(&mut self.undone, undoes).is_none() {
                return;
            }
        } else if !own_to_moves.contains(&entry) {
            self.undone.clear();
        }
        let deed = match &recorded.deed {
            RecordedDeed::Changed(change) => Some(Deed::Changed(change.clone())),
            RecordedDeed::Added => Some(Deed::Added),
            RecordedDeed::Moved { from, to, cleared } => {
                moved(&mut self.done, *from, *to, cleared, forms)
            }
        };
        match deed {
            Some(deed) => self.done.push(Done {
                entry,
                filling,
                deed,
            }),
            // What lies before a move that cannot be taken back cannot be either.
            None => self.done.retain(|done| done.filling != filling),
        }
    }
}

fn take(deeds: &mut Vec<Done>, entry: Uuid) -> Option<Done> {
    let at = deeds.iter().position(|done| done.entry == entry)?;
    Some(deeds.remove(at))
}

/// What was done the other way round, as it can be done again.
fn turned(recorded: &RecordedDeed, deed: Deed) -> Deed {
    match recorded {
        RecordedDeed::Changed(change) => Deed::Changed(change.clone()),
        RecordedDeed::Moved { .. } | RecordedDeed::Added => deed,
    }
}

/// The move, with the changes that belong to it taken from among what was done before.
fn moved(
    done: &mut Vec<Done>,
    from: Hash,
    to: Hash,
    cleared: &[Uuid],
    forms: &[Arc<Form>],
) -> Option<Deed> {
    let form = |hash: Hash| forms.iter().find(|form| form.hash == hash).cloned();
    let mut step = Move {
        from: form(from)?,
        to: form(to)?,
        cleared: Vec::new(),
        entries: Vec::new(),
    };
    let (own, others): (Vec<Done>, Vec<Done>) = std::mem::take(done)
        .into_iter()
        .partition(|done| cleared.contains(&done.entry));
    *done = others;
    for one in own {
        if let Deed::Changed(change) = one.deed {
            step.cleared.push(change);
            step.entries.push(one.entry);
        }
    }
    Some(Deed::Moved(Box::new(step)))
}

/// Takes what was forgotten at `path` out of what can be taken back, whatever the item was called then. `redo`: out of what
/// can be done again, which lies after now and not before.
pub fn forget(done: &mut Vec<Done>, filling: usize, path: &Path, redo: bool) {
    let mut name = path.clone();
    let mut kept = Vec::with_capacity(done.len());
    for mut one in std::mem::take(done).into_iter().rev() {
        match &mut one.deed {
            _ if one.filling != filling => kept.push(one),
            Deed::Changed(change) if change.at == name => {}
            Deed::Changed(_) | Deed::Added => kept.push(one),
            Deed::Moved(step) => {
                let names = diff::renames(&step.from, &step.to);
                let before = match redo {
                    true => name.clone(),
                    false => renamed_path(&name, &reversed(&names)),
                };
                step.forget(&before);
                name = match redo {
                    true => renamed_path(&name, &names),
                    false => before,
                };
                kept.push(one);
            }
        }
    }
    kept.reverse();
    *done = kept;
}
