//! Moving to a newer version of the form in lines: looked at with `:version`, done with `:version move`.

use std::sync::Arc;

use super::Error;
use super::places::places;
use super::walk::{Move, Walk};
use crate::casework::{self, Deed, Done, Entry, Filling, Preview, Scribe};
use crate::form::{Catalogue, Form};
use crate::lang::{Arg, messages};
use crate::response::Path;

/// A version that a filling could be moved to.
pub struct Newer {
    filling: usize,
    form: Arc<Form>,
    bytes: Arc<[u8]>,
}

/// Which of `fillings` have a newer version at hand.
pub fn newer(catalogue: &Catalogue, fillings: &[Filling]) -> Vec<Newer> {
    let newer = fillings.iter().enumerate().filter_map(|(at, filling)| {
        let form = casework::newer(catalogue, filling)?;
        Some(Newer {
            filling: at,
            form: Arc::clone(form),
            bytes: Arc::clone(catalogue.bytes(form.hash)?),
        })
    });
    newer.collect()
}

impl Walk<'_, '_> {
    fn movable(&self) -> Option<&Newer> {
        self.newer
            .iter()
            .find(|newer| self.fillings[newer.filling].row.form != newer.form.hash)
    }

    pub(super) fn tell_of_newer_version(&mut self) {
        let Some(newer) = self.movable() else { return };
        let form = self.fillings[newer.filling].response.form();
        let title = form.title.plain(self.lang).to_owned();
        self.explain("plain-version-newer", &[("form", (&title).into())]);
    }

    /// Tells what a move would do, or does it.
    pub(super) fn version(&mut self, sure: bool) -> Result<Move, Error> {
        let Some(newer) = self.movable() else {
            self.explain("plain-version-none", &[]);
            return Ok(Move::Stay);
        };
        let (at, form, bytes) = (
            newer.filling,
            Arc::clone(&newer.form),
            Arc::clone(&newer.bytes),
        );
        let preview = casework::Move::preview(&self.fillings, at, &form, self.lang);
        let Some(mut preview) = preview else {
            return Ok(Move::Stay);
        };
        if !sure {
            self.tell_preview(&preview);
            return Ok(Move::Stay);
        }
        if let Err(error) = self.keeper.keep_version(&form, &bytes) {
            return self.not_moved(&error);
        }
        let about = self.about(at);
        let before = self.fillings[at].clone();
        let mut scribe = Scribe::new((self.now)());
        let entries = preview
            .step
            .carry_out(&mut self.fillings[at], None, about, &mut scribe);
        if let Err(error) = self.keeper.record(&entries) {
            self.fillings[at] = before;
            return self.not_moved(&error);
        }
        if let Some(entry) = entries.last() {
            self.undo.push(Done {
                entry: entry.id,
                filling: at,
                deed: Deed::Moved(Box::new(preview.step)),
            });
        }
        self.explain("version-moved", &[]);
        Ok(self.restart())
    }

    fn not_moved(&mut self, error: &crate::vault::Error) -> Result<Move, Error> {
        let text = error.say(self.lang);
        self.streams.explain(&text);
        Ok(Move::Stay)
    }

    fn tell_preview(&mut self, preview: &Preview) {
        self.explain("version-kept", &[("count", Arg::from(preview.kept))]);
        if preview.renamed > 0 {
            self.explain("version-renamed", &[("count", Arg::from(preview.renamed))]);
        }
        if preview.scores_differ {
            self.explain("version-scores", &[]);
        }
        if !preview.misfits.is_empty() {
            let count = preview.misfits.len();
            self.explain("version-misfits", &[("count", Arg::from(count))]);
        }
        for misfit in &preview.misfits {
            let why = messages(self.lang)
                .get(misfit.effect.message())
                .into_owned();
            let args = [
                ("label", (&misfit.label).into()),
                ("value", (&misfit.value).into()),
                ("why", (&why).into()),
            ];
            self.explain("version-misfit", &args);
        }
        self.explain("plain-version-how", &[]);
    }

    /// Takes a move back. The place of an answer is not told: the walk begins anew.
    pub(super) fn move_back(&mut self, done: Done) -> Result<Option<(usize, Option<Path>)>, Error> {
        let Deed::Moved(step) = &done.deed else {
            return Ok(None);
        };
        let (at, about) = (done.filling, self.about(done.filling));
        let before = self.fillings[at].clone();
        let mut scribe = Scribe::new((self.now)());
        let entries: Vec<Entry> =
            step.take_back(done.entry, &mut self.fillings[at], about, &mut scribe);
        if let Err(error) = self.keeper.record(&entries) {
            self.fillings[at] = before;
            let text = error.say(self.lang);
            self.streams.explain(&text);
            self.undo.push(done);
            return Ok(None);
        }
        Ok(Some((at, None)))
    }

    /// The first place of all: places told by numbers of items are no more.
    pub(super) fn restart(&mut self) -> Move {
        self.more.clear();
        self.typed = None;
        self.said = None;
        let first = places(&self.fillings, &self.more).first().copied();
        // Nothing is shown at all: what was given is kept, and the meeting stays open.
        first.map_or(Move::Broken, Move::To)
    }
}
