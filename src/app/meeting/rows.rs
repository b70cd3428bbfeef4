//! Rows of lists: added, removed, moved, sorted, each by one change that can be undone.

use super::{Focus, Meeting};
use crate::app::App;
use crate::app::overlay::{Choice, Menu, Overlay};
use crate::form::ItemIx;
use crate::lang::Arg;
use crate::response::{Path, RowId, Spot};

impl Meeting {
    /// Where the row in focus would stand if it were moved by so many places.
    pub(super) fn row_target(&self, by: isize) -> Option<usize> {
        let (filling, list, row) = self.row_in_focus()?;
        let rows = self.response(filling).rows(list);
        let at = rows.iter().position(|other| *other == row)?;
        at.checked_add_signed(by).filter(|to| *to < rows.len())
    }
}

impl App {
    pub(super) fn add_row(&mut self, filling: usize, list: Spot) {
        let id = RowId::from_uuid(self.new_id());
        let Some(meeting) = self.meeting() else {
            return;
        };
        let response = meeting.response(filling);
        let change = response.insert_row(list.item, response.rows(list.item).len(), id.clone());
        let first = response
            .form()
            .children(list.item)
            .next()
            .map(|child| response.form().item(child).id.clone());
        if !self.make(filling, change) {
            return;
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let spot = first.and_then(|item| meeting.response(filling).spot(&Path::in_row(item, id)));
        if let Some(spot) = spot {
            meeting.focus_on(Some(Focus::Spot { filling, spot }));
        }
    }

    pub(in crate::app) fn remove_row(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, list, row)) = meeting.row_in_focus() else {
            return;
        };
        let before = meeting.outline();
        let response = meeting.response(filling);
        let change = response.remove_row(list, response.row_id(row));
        if self.make(filling, change) {
            if let Some(meeting) = self.meeting() {
                meeting.keep_focus(&before);
            }
            let text = self.say("row-removed");
            self.notify(text);
        }
    }

    pub(in crate::app) fn move_row(&mut self, by: isize) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let (Some((filling, list, row)), Some(to)) =
            (meeting.row_in_focus(), meeting.row_target(by))
        else {
            return;
        };
        let response = meeting.response(filling);
        let change = response.move_row(list, response.row_id(row), to);
        self.make(filling, change);
    }

    /// Asks by which column the rows are to be sorted.
    pub(in crate::app) fn ask_sort(&mut self) {
        self.leave();
        let lang = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, list, row)) = meeting.row_in_focus() else {
            return;
        };
        let columns: Vec<(ItemIx, String)> = meeting
            .response(filling)
            .sortable(list)
            .map(|item| (item, meeting.name(filling, Spot::in_row(item, row), lang)))
            .collect();
        let mut options = Vec::new();
        for (by, name) in columns {
            for (descending, id) in [(false, "sort-up"), (true, "sort-down")] {
                let text = self.tell(id, &[("column", Arg::from(name.as_str()))]);
                let choice = Choice::Sort {
                    filling,
                    list,
                    by,
                    descending,
                };
                options.push((text, choice));
            }
        }
        let title = self.say("sort-title");
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    pub(in crate::app) fn sort_rows(
        &mut self,
        filling: usize,
        list: ItemIx,
        by: ItemIx,
        descending: bool,
    ) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let change = meeting.response(filling).sort_rows(list, by, descending);
        if self.make(filling, change) {
            let text = self.say("rows-sorted");
            self.notify(text);
        }
    }
}
