//! Tables seen whole: rows by columns where the screen is wide enough, else one cell under the other.

use unicode_width::UnicodeWidthStr;

use super::{Focus, Meeting};
use crate::form::{Choice, Form, Item, ItemIx, Kind};
use crate::response::Spot;

/// The most that can be chosen between in one row, each by a key of its own.
const MOST_STEPS: usize = 11;
/// Columns of the screen for a step, for the name of a row at least, and for the values of a column.
pub const STEP: usize = 4;
const NAME: usize = 14;
const NARROWEST: usize = 8;
const WIDEST: usize = 16;
/// `10 h 30 min`
const LONGEST_DURATION: usize = 11;

/// How a table is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grid {
    /// One question for every row, answered by one key: its steps stand beside one another.
    Steps { column: ItemIx, steps: usize },
    /// Several questions for every row, with the columns of the screen that each takes.
    Columns(Vec<(ItemIx, usize)>),
}

impl Meeting {
    /// How a table is seen on `width` columns; `None` where it does not fit.
    pub fn grid(&self, filling: usize, table: ItemIx, width: usize) -> Option<Grid> {
        let response = self.response(filling);
        let form = response.form();
        if !matches!(form.item(table).kind, Kind::Table { .. }) {
            return None;
        }
        let shown = |item: &ItemIx| {
            let mut rows = response.rows(table).iter();
            rows.any(|row| response.is_shown(Spot::in_row(*item, *row)))
        };
        let children = response.children(table).iter().copied();
        let columns: Vec<ItemIx> = children.filter(shown).collect();
        if let [column] = columns[..]
            && let Some(steps) = steps(form, form.item(column))
        {
            let fits = 2 + NAME + steps * STEP < width;
            return fits.then_some(Grid::Steps { column, steps });
        }
        // Wide enough for what may be answered, else at least for what is asked.
        [true, false].into_iter().find_map(|wide| -> Option<Grid> {
            let widths = columns
                .iter()
                .map(|item| (*item, self.column_width(filling, *item, wide)));
            let mut columns: Vec<(ItemIx, usize)> = widths.collect();
            let taken: usize = columns.iter().map(|(_, width)| width + 1).sum();
            let free = width.checked_sub(2 + NAME + taken)?;
            // What is written in words takes what room is left.
            let words = |item: ItemIx| matches!(form.item(item).kind, Kind::Text | Kind::Note);
            let wordy = columns.iter().filter(|(item, _)| words(*item)).count();
            let more = free.checked_div(wordy).unwrap_or(0);
            for (_, width) in columns.iter_mut().filter(|(item, _)| words(*item)) {
                *width += more;
            }
            (!columns.is_empty()).then_some(Grid::Columns(columns))
        })
    }

    fn column_width(&self, filling: usize, item: ItemIx, wide: bool) -> usize {
        let lang = self.fillings[filling].row.language;
        let name = self.name(filling, Spot::top(item), lang);
        let longest = name.split_whitespace().map(UnicodeWidthStr::width).max();
        let form = self.response(filling).form();
        let options = form.choice_list(form.item(item)).filter(|_| wide);
        let options = options.map_or(&[][..], |list| &list.options);
        let answers = options.iter().map(|option| option.text.plain(lang).width());
        let answer = match form.item(item).kind {
            Kind::Text | Kind::Note => return WIDEST,
            Kind::Duration if wide => LONGEST_DURATION,
            _ => answers.max().unwrap_or(0),
        };
        longest.unwrap_or(0).max(answer).clamp(NARROWEST, WIDEST)
    }

    /// How the table of the item in focus is seen.
    pub(super) fn grid_in_focus(&self, width: usize) -> Option<Grid> {
        let (filling, spot) = self.spot()?;
        let table = self.response(filling).form().item(spot.item).parent?;
        self.grid(filling, table, width)
    }

    /// The same column of the next or previous row.
    pub(super) fn cell_beside(&self, by: isize) -> Option<Focus> {
        let (filling, spot) = self.spot()?;
        let response = self.response(filling);
        let table = response.form().item(spot.item).parent?;
        let rows = response.rows(table);
        let at = rows.iter().position(|row| Some(*row) == spot.row)?;
        let row = rows.get(at.checked_add_signed(by)?)?;
        let place = Focus::Spot {
            filling,
            spot: Spot::in_row(spot.item, *row),
        };
        self.takes_focus(place).then_some(place)
    }
}

/// How many steps stand beside one another where one key answers.
fn steps(form: &Form, item: &Item) -> Option<usize> {
    let steps = match item.kind {
        Kind::YesNo => 2,
        Kind::Scale { min, max } => usize::try_from(max - min).ok()? + 1,
        Kind::Single if item.filter.is_none() => {
            let options = &form.choice_list(item)?.options;
            let plain = |it: &Choice| it.other.is_none() && !it.practice;
            options.iter().all(plain).then_some(options.len())?
        }
        _ => return None,
    };
    (steps <= MOST_STEPS).then_some(steps)
}
