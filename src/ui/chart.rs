//! Numbers as a picture in rows of text: bars of blocks, or stars with a dotted line where the terminal has letters only.

/// Dots of a cell, across and down, of which the dotted line is made.
const ACROSS: usize = 2;
const DOWN: usize = 8;
/// A cell filled from below by so many eighths. Fonts for terminals have these signs; those of fine dots they often lack.
const EIGHTHS: [char; DOWN + 1] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Columns of a bar where there is room, and what it wants to the next.
const BAR: usize = 2;

/// Levels that a chart of so many rows can tell apart.
pub fn levels(rows: usize) -> usize {
    rows * DOWN
}

/// A number's place: the column of its cell, how high it stands, and whether a line leads to it from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub column: usize,
    pub level: usize,
    pub joined: bool,
}

/// The spots in rows, the highest first.
pub fn draw(spots: &[Spot], rows: usize, ascii: bool) -> Vec<String> {
    match ascii {
        true => line(spots, rows),
        false => bars(spots, rows),
    }
}

/// A bar for each number; the lowest is still seen.
fn bars(spots: &[Spot], rows: usize) -> Vec<String> {
    let near = spots
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if next.column < one.column + BAR + 1));
    let wide = if near { 1 } else { BAR };
    let width = spots.last().map_or(0, |spot| spot.column + wide);
    let row = |row: usize| {
        let below = (rows - 1 - row) * DOWN;
        let mut signs = vec![' '; width];
        // Where several have one column, the newest is seen.
        for spot in spots {
            let filled = (spot.level + 1).saturating_sub(below).min(DOWN);
            let bar = signs.iter_mut().skip(spot.column).take(wide);
            bar.for_each(|sign| *sign = EIGHTHS[filled]);
        }
        signs.into_iter().collect()
    };
    (0..rows).map(row).collect()
}

/// A star for each number, and points between those that belong together.
fn line(spots: &[Spot], rows: usize) -> Vec<String> {
    let width = spots.last().map_or(0, |spot| spot.column + 1);
    let mut grid = Grid {
        dots: vec![vec![false; width * ACROSS]; levels(rows)],
        marks: Vec::new(),
    };
    let mut before: Option<(usize, usize)> = None;
    for spot in spots {
        let place = grid.place(*spot);
        if let Some(from) = before.filter(|_| spot.joined) {
            grid.join(from, place);
        }
        grid.mark(place);
        before = Some(place);
    }
    grid.stars(width, rows)
}

struct Grid {
    dots: Vec<Vec<bool>>,
    /// Cells in which numbers stand.
    marks: Vec<(usize, usize)>,
}

impl Grid {
    fn place(&self, spot: Spot) -> (usize, usize) {
        let lowest = self.dots.len().saturating_sub(1);
        (spot.column * ACROSS, lowest.saturating_sub(spot.level))
    }

    fn set(&mut self, x: usize, y: usize) {
        if let Some(dot) = self.dots.get_mut(y).and_then(|row| row.get_mut(x)) {
            *dot = true;
        }
    }

    /// A number is two dots wide, and a place of its own where signs are coarse.
    fn mark(&mut self, (x, y): (usize, usize)) {
        self.set(x, y);
        self.set(x + 1, y);
        self.marks.push((x / ACROSS, y / DOWN));
    }

    fn join(&mut self, from: (usize, usize), to: (usize, usize)) {
        let across = to.0.saturating_sub(from.0);
        for step in 0..=across {
            // The nearest row to the straight line, in whole numbers.
            let near = |from: usize, to: usize| match across {
                0 => to,
                _ => (from * (across - step) * 2 + to * step * 2 + across) / (across * 2),
            };
            self.set(from.0 + step, near(from.1, to.1));
        }
    }

    fn stars(&self, width: usize, rows: usize) -> Vec<String> {
        let any = |row: usize, column: usize| {
            let lines = self.dots[row * DOWN..(row + 1) * DOWN].iter();
            let mut lines = lines.map(|line| &line[column * ACROSS..(column + 1) * ACROSS]);
            lines.any(|cell| cell.contains(&true))
        };
        let sign = |row: usize, column: usize| match self.marks.contains(&(column, row)) {
            true => '*',
            false if any(row, column) => '.',
            false => ' ',
        };
        let line = |row| (0..width).map(|column| sign(row, column)).collect();
        (0..rows).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(levels: &[(usize, usize)]) -> Vec<Spot> {
        let spots = levels.iter().map(|(column, level)| Spot {
            column: *column,
            level: *level,
            joined: true,
        });
        spots.collect()
    }

    #[test]
    fn bars_are_as_high_as_their_numbers_and_the_lowest_is_seen() {
        let drawn = bars(&spots(&[(0, 0), (5, 11), (10, 23)]), 3);
        let seen = ["          ██", "     ▄▄   ██", "▁▁   ██   ██"];
        assert_eq!(drawn, seen.map(str::to_owned));
        let near = bars(&spots(&[(0, 7), (2, 3)]), 1);
        assert_eq!(near, ["█ ▄".to_owned()]);
        let crowded = bars(&spots(&[(0, 7), (1, 0), (1, 3), (1, 7), (2, 3)]), 1);
        assert_eq!(
            crowded,
            ["██▄".to_owned()],
            "no wider than the time has room"
        );
    }

    #[test]
    fn a_line_rises_from_the_lowest_row_to_the_highest_and_does_not_lead_over_a_break() {
        let stars = line(&spots(&[(0, 0), (5, 23)]), 3);
        assert_eq!(stars, ["   ..*", "  ..  ", "*.    "].map(str::to_owned));
        let mut broken = spots(&[(0, 0), (4, 0)]);
        broken[1].joined = false;
        assert_eq!(line(&broken, 1), ["*   *"]);
    }
}
