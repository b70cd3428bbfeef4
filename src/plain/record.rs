//! Stored meetings with the forms they were asked by, read for showing, exporting and going on.

use std::sync::Arc;

use uuid::Uuid;

use super::Error;
use crate::app::Review;
use crate::casework::{
    Filling, Guard, LeftOut, SessionRow, Setting, Stamp, StoredSession, SubjectPage, SubjectRow,
    as_then, inputs, loaded, withhold,
};
use crate::form::{self, Catalogue, Form, Hash, Id, Source};
use crate::vault::Vault;

/// A past meeting as the full screen shows it.
pub fn review(vault: &Vault, catalogue: &Catalogue, session: Uuid) -> Result<Review, Error> {
    let stored = vault.session(session)?;
    let page = vault.page(stored.row.subject)?;
    let forms = forms(vault, catalogue, &stored)?;
    Ok(Review::new(stored, &forms, page))
}

/// A past meeting as it may be given out.
pub fn guarded(
    vault: &Vault,
    catalogue: &Catalogue,
    session: Uuid,
    guard: Guard,
    left_out: &mut LeftOut,
) -> Result<Review, Error> {
    let mut stored = vault.session(session)?;
    let page = vault.page(stored.row.subject)?;
    let forms = forms(vault, catalogue, &stored)?;
    withhold(&mut stored.responses, &forms, guard, left_out);
    Ok(Review::new(stored, &forms, page))
}

/// The standing fillings of a subject as they are, as they may be given out.
pub fn standing(
    catalogue: &Catalogue,
    page: &SubjectPage,
    stamp: &Stamp,
    guard: Guard,
    left_out: &mut LeftOut,
) -> Vec<Filling> {
    let mut forms: Vec<Arc<Form>> = Vec::new();
    for (hash, bytes) in &page.versions {
        let known = catalogue.by_hash(*hash).map(Arc::clone);
        let source = Source::new(hash.to_string(), Arc::clone(bytes));
        let kept = || form::load_for_use(&source).ok().map(|loaded| loaded.form);
        forms.extend(known.or_else(kept));
    }
    let setting = Setting::in_person(page.subject.language);
    let inputs = inputs(page, stamp.utc, stamp.today, setting);
    let mut stored = page.standing.clone();
    withhold(&mut stored, &forms, guard, left_out);
    loaded(&stored, &forms, &inputs)
}

/// A past meeting with its fillings.
pub struct Whole {
    pub session: SessionRow,
    pub subject: SubjectRow,
    pub fillings: Vec<Filling>,
}

pub fn whole(vault: &Vault, catalogue: &Catalogue, session: Uuid) -> Result<Whole, Error> {
    let stored = vault.session(session)?;
    let page = vault.page(stored.row.subject)?;
    let forms = forms(vault, catalogue, &stored)?;
    Ok(Whole {
        fillings: as_then(&stored, &forms, &page),
        subject: page.subject,
        session: stored.row,
    })
}

/// The form versions that the responses of a meeting were asked by.
pub fn forms(
    vault: &Vault,
    catalogue: &Catalogue,
    stored: &StoredSession,
) -> Result<Vec<Arc<Form>>, Error> {
    let mut forms: Vec<Arc<Form>> = Vec::new();
    for (hash, name) in stored.versions() {
        if !forms.iter().any(|form| form.hash == hash) {
            forms.extend(version(vault, catalogue, hash, &name)?);
        }
    }
    Ok(forms)
}

/// From the catalogue, else from what the vault kept of it.
fn version(
    vault: &Vault,
    catalogue: &Catalogue,
    hash: Hash,
    name: &Id,
) -> Result<Option<Arc<Form>>, Error> {
    if let Some(form) = catalogue.by_hash(hash) {
        return Ok(Some(Arc::clone(form)));
    }
    let Some(bytes) = vault.form_bytes(&hash)? else {
        return Ok(None);
    };
    let source = Source::new(name.as_str(), bytes);
    Ok(form::load_for_use(&source).ok().map(|loaded| loaded.form))
}
