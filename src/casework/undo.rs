//! What was done in a meeting and can be taken back, the newest last.

use std::collections::HashMap;
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
    /// The filling went on in another version of its form.
    Moved(Box<Move>),
}

/// What the journal says was done in a meeting. `forms`: the versions that its moves led from and to.
pub fn remembered(history: &[Recorded], fillings: &[Filling], forms: &[Arc<Form>]) -> Vec<Done> {
    let mut done: Vec<Done> = Vec::new();
    let mut undone: HashMap<Uuid, Done> = HashMap::new();
    for recorded in history {
        let known = |filling: &Filling| filling.row.id == recorded.response;
        let Some(filling) = fillings.iter().position(known) else {
            continue;
        };
        if let Some(undoes) = recorded.undoes {
            if let Some(at) = done.iter().position(|done| done.entry == undoes) {
                undone.insert(recorded.entry, done.remove(at));
                continue;
            }
            // It undoes an undoing, or is part of taking back a move.
            if !undone.contains_key(&undoes) {
                continue;
            }
        }
        let deed = match &recorded.deed {
            RecordedDeed::Changed(change) => Some(Deed::Changed(change.clone())),
            RecordedDeed::Moved { from, to, cleared } => {
                moved(&mut done, *from, *to, cleared, forms)
            }
        };
        match deed {
            Some(deed) => done.push(Done {
                entry: recorded.entry,
                filling,
                deed,
            }),
            // What lies before a move that cannot be taken back cannot be either.
            None => done.retain(|done| done.filling != filling),
        }
    }
    done
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
            Deed::Changed(_) => kept.push(one),
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
