//! A random form filled at random: the incremental engine agrees with the naive evaluator after every deed.

use std::collections::BTreeSet;
use std::sync::Arc;

use kohtaa::form::{Form, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Change, Path, Refused, Response, Spot, Value};

use super::agree::agree;
use super::deeds::{self, Deed};
use super::dice::Dice;
use super::naive::Earlier;

/// The form of a text that an author is known to have written well.
pub fn written(text: &str) -> Arc<Form> {
    match load(&Source::new("trial.toml", text.as_bytes())) {
        Ok(loaded) => loaded.form,
        Err(found) => {
            let found: Vec<String> = found.iter().map(|found| found.render(Lang::En)).collect();
            panic!("refused: {}", found.join("\n"))
        }
    }
}

/// What one can see and what is kept.
type Picture = (Vec<(Path, Cell)>, Vec<(Path, Option<Value>)>);

fn picture(filling: &Response) -> Picture {
    let mut cells = filling.cells();
    cells.sort_by(|one, other| one.0.cmp(&other.0));
    let seen = shown(filling).into_iter();
    let seen = seen.map(|spot| (filling.path(spot), filling.value(spot).cloned()));
    let mut seen: Vec<(Path, Option<Value>)> = seen.collect();
    seen.sort_by(|one, other| one.0.cmp(&other.0));
    (cells, seen)
}

fn shown(filling: &Response) -> BTreeSet<Spot> {
    let sections = 0..filling.form().sections.len() as u16;
    sections
        .flat_map(|section| filling.shown(section))
        .collect()
}

pub struct Player {
    pub filling: Response,
    earlier: Earlier,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// All that was done, for telling how a failure came about.
    pub told: Vec<String>,
}

impl Player {
    pub fn new(form: Arc<Form>, dice: &mut Dice) -> Player {
        let earlier = deeds::earlier(dice, &form);
        let mut filling = Response::new(form, deeds::inputs(dice), earlier.pinned.clone());
        filling.set_rated(earlier.rated.clone());
        agree(&filling, &earlier, "when new");
        Player {
            filling,
            earlier,
            done: Vec::new(),
            undone: Vec::new(),
            told: Vec::new(),
        }
    }

    pub fn step(&mut self, dice: &mut Dice) {
        let deed = deeds::deed(dice, &self.filling);
        self.told.push(format!("{deed:?}"));
        match deed {
            Deed::Nothing => return,
            Deed::Change(change) => {
                if self.apply(&change) {
                    self.undone.clear();
                    self.done.push(change);
                }
            }
            Deed::Inputs(inputs) => self.filling.set_inputs(inputs),
            Deed::Reload(seed) => self.reload(seed),
            Deed::Undo => {
                let Some(change) = self.done.pop() else {
                    return;
                };
                assert!(self.apply(&change.inverse()), "cannot be undone");
                self.undone.push(change);
            }
            Deed::Redo => {
                let Some(change) = self.undone.pop() else {
                    return;
                };
                assert!(self.apply(&change), "cannot be done again");
                self.done.push(change);
            }
        }
        agree(&self.filling, &self.earlier, "afterwards");
    }

    /// Makes a change and holds what came of it against what is seen; refused, it leaves no trace.
    fn apply(&mut self, change: &Change) -> bool {
        let (before, seen) = (shown(&self.filling), picture(&self.filling));
        let applied = match self.filling.apply(change) {
            Ok(applied) => applied,
            Err(refused) => {
                assert_ne!(refused, Refused::NotAsBefore);
                assert_eq!(picture(&self.filling), seen, "refused");
                return false;
            }
        };
        let after = shown(&self.filling);
        let hidden: BTreeSet<Spot> = applied.became_hidden.iter().copied().collect();
        let gone = |spot: &&Spot| {
            let kept = self.filling.cell(**spot).value().is_some();
            kept && !after.contains(*spot) && self.stands(**spot)
        };
        assert_eq!(
            before.iter().filter(gone).copied().collect::<BTreeSet<_>>(),
            hidden
        );
        assert_eq!(applied.became_hidden.len(), hidden.len(), "hidden twice");
        let appeared: BTreeSet<Spot> = applied.became_shown.iter().copied().collect();
        let scores = |spot: &Spot| self.filling.form().item(spot.item).score;
        let appeared: BTreeSet<Spot> = appeared.into_iter().filter(|spot| !scores(spot)).collect();
        assert_eq!(
            after.difference(&before).copied().collect::<BTreeSet<_>>(),
            appeared
        );

        for spot in &applied.became_unfit {
            assert_ne!(
                self.filling.value(*spot),
                self.filling.cell(*spot).value(),
                "fits"
            );
        }

        let mut back = self.filling.clone();
        back.apply(&change.inverse()).expect("can be undone");
        assert_eq!(picture(&back), seen, "undone");
        true
    }

    /// Whether its row is still one of its list.
    fn stands(&self, spot: Spot) -> bool {
        let Some(row) = spot.row else {
            return true;
        };
        let form = self.filling.form();
        let parent = form.item(spot.item).parent;
        parent.is_some_and(|parent| self.filling.rows(parent).contains(&row))
    }

    /// Stores everything, and takes it up again in another order.
    fn reload(&mut self, seed: u64) {
        let seen = picture(&self.filling);
        let mut cells = self.filling.cells();
        let mut dice = Dice::of(seed, 0);
        for at in (1..cells.len()).rev() {
            cells.swap(at, dice.roll(at + 1));
        }
        let stored = serde_json::to_string(&cells).expect("can be stored");
        let cells: Vec<(Path, Cell)> = serde_json::from_str(&stored).expect("can be read again");
        let (form, inputs) = (self.filling.form().clone(), self.filling.inputs().clone());
        let mut loaded = Response::new(form, inputs, self.earlier.pinned.clone());
        loaded.set_rated(self.earlier.rated.clone());
        assert_eq!(loaded.load(cells), 0, "cells without a place");
        assert_eq!(picture(&loaded), seen, "loaded");
        self.filling = loaded;
    }

    /// All words are put together once; then everything is undone.
    pub fn finish(mut self) {
        self.speak();
        while let Some(change) = self.done.pop() {
            assert!(self.apply(&change.inverse()), "cannot be undone");
        }
        assert!(self.filling.cells().is_empty(), "something is left");
        agree(&self.filling, &self.earlier, "after undoing everything");
    }

    fn speak(&self) {
        let filling = &self.filling;
        for spot in shown(filling) {
            let item = filling.form().item(spot.item);
            for wording in [&item.label, &item.hint, &item.why] {
                filling.wording(wording, Some(spot), Lang::Fi, &());
            }
            if let Some(value) = filling.value(spot) {
                filling.show(spot, value, Lang::Sv);
            }
        }
        filling.fixed_scores();
    }
}
