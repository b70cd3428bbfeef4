//! Form versions kept with the answers they asked for.

use super::query::responses;
use super::{Error, Meaning, Vault};
use crate::casework::ResponseRow;
use crate::form::{Form, Id};

impl Vault {
    /// All responses to a form in any of its versions, oldest first; those entered in error left out.
    pub fn filled(&self, form_id: &Id) -> Result<Vec<ResponseRow>, Error> {
        let which = "WHERE form_id = ? AND status <> 'entered-in-error' ORDER BY id";
        responses(self.connection()?, which, [form_id.as_str()])
    }

    /// Keeps a form and what its items mean. Must come before the first response to it.
    pub fn keep_version(&mut self, form: &Form, bytes: &[u8]) -> Result<(), Error> {
        let meant = |item: &&crate::form::Item| item.role.is_some() || item.about.is_some();
        let meanings: Vec<Meaning> = form
            .items
            .iter()
            .filter(meant)
            .map(|item| Meaning {
                item: item.id.clone(),
                role: item.role,
                about: item.about.map(|about| form.item(about).id.clone()),
            })
            .collect();
        self.keep_form(form.hash, bytes, &meanings)
    }
}
