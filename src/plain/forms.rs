//! Further forms of the same meeting, in lines.

use std::sync::Arc;

use super::Error;
use super::walk::{Move, Walk};
use crate::casework::{self, Deed, Done, Part, RaterRole, Scribe, walked};
use crate::form::Form;
use crate::vault;

impl Walk<'_, '_> {
    /// Takes a form into the meeting; without an id tells which there are.
    pub(super) fn form(&mut self, id: &str) -> Result<Move, Error> {
        let forms = self.addable();
        let Some(form) = forms.iter().find(|form| form.id == *id) else {
            self.tell_forms(&forms, id);
            return Ok(Move::Stay);
        };
        match self.add(form) {
            Ok(Some(done)) => {
                let at = done.filling;
                self.did(done);
                Ok(self.beginning_of(at))
            }
            Ok(None) => Ok(Move::Stay),
            Err(error) => self.not_kept(&error),
        }
    }

    fn addable(&self) -> Vec<Arc<Form>> {
        let (Some(catalogue), Some(register)) = (self.catalogue, &self.register) else {
            return Vec::new();
        };
        casework::addable(catalogue, register, &self.fillings)
            .cloned()
            .collect()
    }

    fn tell_forms(&mut self, forms: &[Arc<Form>], wanted: &str) {
        let id = match (forms, wanted) {
            ([], _) => "plain-forms-none",
            (_, "") => "plain-forms",
            _ => "plain-form-unknown",
        };
        self.explain(id, &[("form", wanted.into())]);
        for form in forms {
            let line = format!("{}  {}", form.id, form.title.plain(self.lang));
            self.streams.explain(&line);
        }
    }

    fn add(&mut self, form: &Arc<Form>) -> Result<Option<Done>, vault::Error> {
        let (Some(catalogue), Some(session), Some(subject)) =
            (self.catalogue, &self.session, self.subject)
        else {
            return Ok(None);
        };
        let Some((pinned, page)) = self.keeper.prepare(subject, &form.id, RaterRole::Client)?
        else {
            return Ok(None);
        };
        let mut fillings = self.fillings.clone();
        let filling = fillings.len();
        let mut scribe = Scribe::new((self.now)());
        let entries = casework::add(
            catalogue,
            form,
            &page,
            session,
            &mut fillings,
            pinned,
            &mut scribe,
        );
        for new in &fillings[filling..] {
            self.keep_version(new.response.form())?;
        }
        self.keeper.record(&entries)?;
        self.fillings = fillings;
        Ok(entries.first().map(|started| Done {
            entry: started.id,
            filling,
            deed: Deed::Added,
        }))
    }

    /// The first place of a form.
    pub(super) fn beginning_of(&mut self, filling: usize) -> Move {
        let all = super::places::places(&self.fillings, &self.more);
        let mut places = all.into_iter();
        let first = places.find(|(part, _)| part.filling == filling);
        first.map_or(Move::Stay, Move::To)
    }

    /// Of several forms the one that is come to is named.
    pub(super) fn tell_of_form(&mut self, part: Part) {
        let before = self.said.map(|said| said.filling);
        if before != Some(part.filling) && walked(&self.fillings).nth(1).is_some() {
            let form = self.fillings[part.filling].response.form();
            let title = format!("=== {}", form.title.plain(self.lang));
            self.streams.explain(&title);
        }
    }
}
