//! Rows of lists and tables: blocks of slots, added once and kept, live or not.

use crate::form::{ItemIx, Kind};

use super::value::{RowId, Value};
use super::{Response, Row, RowIx, Slot};

impl Response {
    /// The rows of a list, or of a table the options of its rows, in the order shown.
    pub fn rows(&self, list_or_table: ItemIx) -> &[RowIx] {
        self.order
            .get(list_or_table as usize)
            .map_or(&[], Vec::as_slice)
    }

    pub fn row_id(&self, row: RowIx) -> &RowId {
        &self.rows[row.0 as usize].id
    }

    /// Gives every table its rows.
    pub(super) fn open_tables(&mut self) {
        for table in 0..self.form.items.len() as ItemIx {
            let Kind::Table { rows } = self.form.item(table).kind else {
                continue;
            };
            let options = self.form.choices[usize::from(rows)].options.clone();
            for option in options {
                let row = self.add_row(table, RowId(option.code));
                self.rows[row.0 as usize].live = true;
                self.order[table as usize].push(row);
            }
        }
    }

    /// Adds the block of a row, which is not live yet.
    pub(super) fn add_row(&mut self, owner: ItemIx, id: RowId) -> RowIx {
        let row = RowIx(self.rows.len() as u32);
        self.rows.push(Row {
            id: id.clone(),
            owner,
            base: self.slots.len() as u32,
            live: false,
        });
        let size = self.layout.members(owner).len();
        self.slots
            .resize_with(self.slots.len() + size, Slot::default);
        self.row_of.insert((owner, id), row);
        row
    }

    /// Brings the rows of a list in line with its cell. Rows at an unchanged beginning and end are not touched.
    pub(super) fn arrange_rows(&mut self, list: ItemIx) {
        self.shape += 1;
        let (kept, until, ids) = self.rearranged(list);
        let fresh: Vec<RowIx> = ids
            .into_iter()
            .map(|id| match self.row_of.get(&(list, id.clone())) {
                Some(row) => *row,
                None => self.add_row(list, id),
            })
            .collect();
        let new: Vec<RowIx> = fresh
            .iter()
            .filter(|row| !self.is_live(Some(**row)))
            .copied()
            .collect();
        let order = &mut self.order[list as usize];
        let gone: Vec<RowIx> = order.splice(kept..until, fresh.iter().copied()).collect();
        for row in &gone {
            self.rows[row.0 as usize].live = false;
        }
        for row in &fresh {
            self.rows[row.0 as usize].live = true;
        }
        for row in gone {
            if !self.is_live(Some(row)) {
                self.marking().row(row);
            }
        }
        for row in new {
            self.marking().row(row);
        }
    }

    /// Which part of the rows the cell wants otherwise, and the ids to stand there.
    fn rearranged(&self, list: ItemIx) -> (usize, usize, Vec<RowId>) {
        let ids: &[RowId] = match self.slots[list as usize].cell.value() {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        };
        let rows = &self.order[list as usize];
        let stands = |(row, id): &(&RowIx, &RowId)| self.row_id(**row) == *id;
        let kept = rows.iter().zip(ids).take_while(stands).count();
        let rest = rows.len().min(ids.len()) - kept;
        let backward = rows.iter().rev().zip(ids.iter().rev());
        let tail = backward.take(rest).take_while(stands).count();
        (
            kept,
            rows.len() - tail,
            ids[kept..ids.len() - tail].to_vec(),
        )
    }
}
