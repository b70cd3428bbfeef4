//! Marks made while listening: rows of a list, each with its kind or with the client's own words.

use super::filling::Filling;
use crate::form::{Form, Id, ItemIx, Role};
use crate::response::{Cell, Change, Path, Response, RowId, RowIx, Spot, Value};

/// The key of the mark that is made without thinking: for change.
pub const MARK_KEY: char = '+';

/// Where the marks of a meeting go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkList {
    pub filling: usize,
    pub list: ItemIx,
    pub kind: Option<ItemIx>,
    pub quote: Option<ItemIx>,
}

/// The list that marks go to: that of the first form that has one.
pub fn mark_list(fillings: &[Filling]) -> Option<MarkList> {
    let fillings = fillings.iter().enumerate();
    fillings
        .filter(|(_, filling)| !filling.is_out())
        .find_map(|(filling, of)| {
            let form = of.response.form();
            let list = form.with_role(Role::Marks).next()?;
            let child = |role: Role| {
                let mut children = form.children(list);
                children.find(|child| form.item(*child).role == Some(role))
            };
            Some(MarkList {
                filling,
                list,
                kind: child(Role::MarkKind),
                quote: child(Role::Quote),
            })
        })
}

impl MarkList {
    /// The changes that make a mark: its row, then what stands in it.
    pub fn add(
        self,
        response: &Response,
        row: &RowId,
        kind: Option<Id>,
        words: Option<String>,
    ) -> Vec<Change> {
        let form: &Form = response.form();
        let end = response.rows(self.list).len();
        let kind = self.kind.zip(kind.map(Value::Code));
        let words = self.quote.zip(words.map(Value::Text));
        let inside = kind.into_iter().chain(words).map(|(item, value)| Change {
            at: Path::in_row(form.item(item).id.clone(), row.clone()),
            before: Cell::default(),
            after: Cell::given(value),
        });
        [response.insert_row(self.list, end, row.clone())]
            .into_iter()
            .chain(inside)
            .collect()
    }

    /// The change that takes the newest mark away. The client's words stay: they are taken back with undo, or forgotten.
    pub fn take_off(self, response: &Response) -> Option<Change> {
        let mut rows = response.rows(self.list).iter().rev();
        let last = rows.find(|row| !self.is_quote(response, **row))?;
        Some(response.remove_row(self.list, response.row_id(*last)))
    }

    fn is_quote(self, response: &Response, row: RowIx) -> bool {
        let quote = self.quote.map(|quote| Spot::in_row(quote, row));
        quote.is_some_and(|quote| response.value(quote).is_some())
    }
}
