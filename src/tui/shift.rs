//! Rows that are on the screen already, moved as a block to where they are to be: what a list or a text that grows does.

use ratatui::buffer::{Buffer, Cell};

/// Rows that move between two margins; what moves over a margin is gone, and blank rows come from the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) top: usize,
    /// The row behind the last one.
    pub(super) bottom: usize,
    pub(super) by: usize,
    pub(super) down: bool,
}

/// The furthest that rows are looked for.
const FURTHEST: usize = 6;
/// Cells in which a row may differ from the one it is made of.
const ALIKE: usize = 4;
/// What setting margins, moving and taking them away costs, in letters.
const COST: usize = 24;

impl Shift {
    /// The one that leaves the least to be written, if it is worth its own cost.
    pub(super) fn best(shown: &Buffer, next: &Buffer, columns: usize) -> Option<Shift> {
        if shown.area != next.area {
            return None;
        }
        let before: Vec<&[Cell]> = shown.content.chunks(columns).collect();
        let now: Vec<&[Cell]> = next.content.chunks(columns).collect();
        let unlike: Vec<usize> = before
            .iter()
            .zip(&now)
            .map(|(before, now)| differing(before, now))
            .collect();
        if unlike.iter().sum::<usize>() <= COST {
            return None;
        }
        let ways = (1..=FURTHEST).flat_map(|by| [(by, true), (by, false)]);
        ways.flat_map(|(by, down)| runs(&before, &now, by, down))
            .filter_map(|shift| {
                let saved = shift.saves(&before, &now, &unlike);
                (saved > COST).then_some((saved, shift))
            })
            .max_by_key(|(saved, _)| *saved)
            .map(|(_, shift)| shift)
    }

    /// How many cells less are to be written.
    fn saves(&self, before: &[&[Cell]], now: &[&[Cell]], unlike: &[usize]) -> usize {
        let rows = self.top..self.bottom;
        let without: usize = rows.clone().filter_map(|row| unlike.get(row)).sum();
        let with: usize = rows
            .filter_map(|row| {
                let now = now.get(row)?;
                Some(match self.source(row).and_then(|row| before.get(row)) {
                    Some(before) => differing(before, now),
                    None => now.iter().filter(|cell| **cell != Cell::EMPTY).count(),
                })
            })
            .sum();
        without.saturating_sub(with)
    }

    /// The row that comes to stand in this one; none where a blank one comes.
    fn source(&self, row: usize) -> Option<usize> {
        match self.down {
            true => row.checked_sub(self.by).filter(|row| *row >= self.top),
            false => Some(row + self.by).filter(|row| *row < self.bottom),
        }
    }

    /// Does to rows of cells what the terminal does.
    pub(super) fn apply(&self, cells: &mut [Cell], columns: usize) {
        let Some(moved) = cells.get_mut(self.top * columns..self.bottom * columns) else {
            return;
        };
        let by = (self.by * columns).min(moved.len());
        let blank = match self.down {
            true => {
                moved.rotate_right(by);
                moved.get_mut(..by)
            }
            false => {
                moved.rotate_left(by);
                let kept = moved.len() - by;
                moved.get_mut(kept..)
            }
        };
        for cell in blank.into_iter().flatten() {
            *cell = Cell::EMPTY;
        }
    }
}

/// Blocks of rows that stood `by` rows higher or lower.
fn runs(before: &[&[Cell]], now: &[&[Cell]], by: usize, down: bool) -> Vec<Shift> {
    let alike = |row: usize| {
        let source = match down {
            true => row.checked_sub(by),
            false => Some(row + by),
        };
        // What leaves by the first row of all, some terminals keep to scroll back to.
        let source = source.filter(|source| row.min(*source) > 0);
        let pair = source.and_then(|source| Some((before.get(source)?, now.get(row)?)));
        pair.is_some_and(|(before, now)| differing(before, now) <= ALIKE)
    };
    let mut found = Vec::new();
    let mut start = None;
    for row in 0..=now.len() {
        match (alike(row), start) {
            (true, None) => start = Some(row),
            (false, Some(from)) => {
                found.push(match down {
                    true => Shift {
                        top: from - by,
                        bottom: row,
                        by,
                        down,
                    },
                    false => Shift {
                        top: from,
                        bottom: row + by,
                        by,
                        down,
                    },
                });
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn differing(before: &[Cell], now: &[Cell]) -> usize {
    before
        .iter()
        .zip(now)
        .filter(|(before, now)| before != now)
        .count()
}
