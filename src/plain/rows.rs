//! Rows of lists: added, removed, moved, sorted, each by one change that can be undone.

use super::Error;
use super::places::list_of;
use super::walk::{Move, Walk};
use crate::form::ItemIx;
use crate::response::{Path, RowIx, Spot};

impl Walk<'_, '_> {
    /// A new row; a text typed where a row could be added is its first answer.
    pub(super) fn new_row(
        &mut self,
        filling: usize,
        list: ItemIx,
        text: Option<String>,
    ) -> Result<Move, Error> {
        if text.as_ref().is_some_and(|text| self.refuses(text)) {
            return Ok(Move::Stay);
        }
        let Some(row) = self.add_row(filling, list)? else {
            return Ok(Move::Stay);
        };
        let response = &self.fillings[filling].response;
        let first = response.children(list).first();
        let path = first.map(|child| Path::in_row(response.form().item(*child).id.clone(), row));
        let Some(spot) = path.and_then(|path| response.spot(&path)) else {
            return Ok(Move::Stay);
        };
        let Some(place) = self.place_of(filling, spot) else {
            return Ok(Move::Stay);
        };
        match text {
            None => Ok(Move::To(place)),
            Some(text) => Ok(match self.answer(filling, spot, &text)? {
                Move::Next => Move::After(place),
                Move::Stay => Move::To(place),
                other => other,
            }),
        }
    }

    pub(super) fn remove_row(&mut self, filling: usize, spot: Spot) -> Result<Move, Error> {
        let Some((list, row)) = self.row_at(filling, spot) else {
            return Ok(self.not_here());
        };
        let response = &self.fillings[filling].response;
        let change = response.remove_row(list, response.row_id(row));
        Ok(match self.make(filling, change)? {
            true => Move::Next,
            false => Move::Stay,
        })
    }

    /// Moves the row one place up or down; the person stays in it.
    pub(super) fn move_row(
        &mut self,
        filling: usize,
        spot: Spot,
        by: isize,
    ) -> Result<Move, Error> {
        let response = &self.fillings[filling].response;
        let target = self.row_at(filling, spot).and_then(|(list, row)| {
            let rows = response.rows(list);
            let at = rows.iter().position(|other| *other == row)?;
            let to = at.checked_add_signed(by).filter(|to| *to < rows.len())?;
            Some(response.move_row(list, response.row_id(row), to))
        });
        match target {
            Some(change) => self.make(filling, change).map(|_| Move::Stay),
            None => Ok(self.not_here()),
        }
    }

    /// Sorts the rows by the column here, or by the one named.
    pub(super) fn sort_rows(
        &mut self,
        filling: usize,
        spot: Spot,
        by: Option<&str>,
        falling: bool,
    ) -> Result<Move, Error> {
        let Some((list, _)) = self.row_at(filling, spot) else {
            return Ok(self.not_here());
        };
        let response = &self.fillings[filling].response;
        let named = |item: &ItemIx| by.is_some_and(|name| response.form().item(*item).id == *name);
        let column = match by {
            None => Some(spot.item),
            Some(_) => response.sortable(list).find(named),
        };
        let Some(column) = column else {
            let name = by.unwrap_or_default();
            self.explain("plain-no-such-item", &[("name", name.into())]);
            return Ok(Move::Stay);
        };
        let change = response.sort_rows(list, column, falling);
        if self.make(filling, change)? {
            self.explain("plain-sorted", &[]);
        }
        Ok(Move::Stay)
    }

    /// The list whose row the person is in, and the row.
    fn row_at(&self, filling: usize, spot: Spot) -> Option<(ItemIx, RowIx)> {
        let form = self.fillings[filling].response.form();
        Some((list_of(form, spot.item)?, spot.row?))
    }
}
