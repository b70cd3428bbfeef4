//! Moving to a newer version of the form in lines: looked at with `:version`, done with `:version move`.

use std::sync::Arc;

use super::Error;
use super::places::places;
use super::walk::{Move, Walk};
use crate::casework::{self, Deed, Done, Preview, Scribe};
use crate::form::Form;
use crate::lang::{Arg, messages};
use crate::vault;

impl Walk<'_, '_> {
    /// The filling that could go on in a newer version of its form.
    fn movable(&self) -> Option<(usize, Arc<Form>)> {
        let catalogue = self.catalogue?;
        let mut fillings = self.fillings.iter().enumerate();
        fillings
            .find_map(|(at, filling)| Some((at, Arc::clone(casework::newer(catalogue, filling)?))))
    }

    pub(super) fn tell_of_newer_version(&mut self) {
        let Some((at, _)) = self.movable() else {
            return;
        };
        let form = self.fillings[at].response.form();
        let title = form.title.plain(self.lang).to_owned();
        self.explain("plain-version-newer", &[("form", (&title).into())]);
    }

    /// Tells what a move would do, or does it.
    pub(super) fn version(&mut self, sure: bool) -> Result<Move, Error> {
        let Some((at, form)) = self.movable() else {
            self.explain("plain-version-none", &[]);
            return Ok(Move::Stay);
        };
        let preview = casework::Move::preview(&self.fillings, at, &form, self.lang);
        let Some(mut preview) = preview else {
            return Ok(Move::Stay);
        };
        if !sure {
            self.tell_preview(&preview);
            return Ok(Move::Stay);
        }
        if let Err(error) = self.keep_version(&form) {
            return self.not_kept(&error);
        }
        let about = self.about(at);
        let before = self.fillings[at].clone();
        let mut scribe = Scribe::new((self.now)());
        let entries = preview
            .step
            .carry_out(&mut self.fillings[at], None, about, &mut scribe);
        if let Err(error) = self.keeper.record(&entries) {
            self.fillings[at] = before;
            return self.not_kept(&error);
        }
        if let Some(entry) = entries.last() {
            self.did(Done {
                entry: entry.id,
                filling: at,
                deed: Deed::Moved(Box::new(preview.step)),
            });
        }
        self.explain("version-moved", &[]);
        Ok(self.restart())
    }

    /// Keeps the file of a form that answers are about to be given in.
    pub(super) fn keep_version(&mut self, form: &Form) -> Result<(), vault::Error> {
        let bytes = self.catalogue.and_then(|forms| forms.bytes(form.hash));
        bytes.map_or(Ok(()), |bytes| self.keeper.keep_version(form, bytes))
    }

    pub(super) fn not_kept(&mut self, error: &vault::Error) -> Result<Move, Error> {
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

    /// The first place of all: places told by numbers of items are no more.
    pub(super) fn restart(&mut self) -> Move {
        self.more.clear();
        self.said = None;
        let first = places(&self.fillings, &self.more).first().copied();
        // Nothing is shown at all: what was given is kept, and the meeting stays open.
        first.map_or(Move::Broken, Move::To)
    }
}
