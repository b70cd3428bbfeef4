//! A line through numbers, drawn in rows of text: fine dots where the terminal has them, stars and points where it has not.

/// Dots of a cell, across and down.
const ACROSS: usize = 2;
const DOWN: usize = 4;
/// The first of the signs made of dots.
const BLANK: u32 = 0x2800;
/// The bit of each dot in such a sign, row by row.
const BITS: [[u32; ACROSS]; DOWN] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

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

/// The line through the spots in `rows` rows of `width` columns.
pub fn line(spots: &[Spot], width: usize, rows: usize, ascii: bool) -> Vec<String> {
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
    match ascii {
        true => grid.stars(width, rows),
        false => grid.braille(width, rows),
    }
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

    fn braille(&self, width: usize, rows: usize) -> Vec<String> {
        let sign = |row: usize, column: usize| {
            let mut bits = BLANK;
            for (down, line) in BITS.iter().enumerate() {
                for (across, bit) in line.iter().enumerate() {
                    if self.dots[row * DOWN + down][column * ACROSS + across] {
                        bits |= bit;
                    }
                }
            }
            match bits {
                BLANK => ' ',
                bits => char::from_u32(bits).unwrap_or(' '),
            }
        };
        let line = |row| (0..width).map(|column| sign(row, column)).collect();
        (0..rows).map(line).collect()
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
    fn a_line_rises_from_the_lowest_row_to_the_highest() {
        let drawn = line(&spots(&[(0, 0), (5, 11)]), 6, 3, false);
        assert_eq!(drawn, ["   ⢀⠔⠉", "  ⡠⠁  ", "⣠⠊    "].map(str::to_owned));
        let stars = line(&spots(&[(0, 0), (5, 11)]), 6, 3, true);
        assert_eq!(stars, ["   ..*", "  ..  ", "*.    "].map(str::to_owned));
    }

    #[test]
    fn nothing_leads_over_a_break() {
        let mut broken = spots(&[(0, 0), (4, 0)]);
        broken[1].joined = false;
        assert_eq!(line(&broken, 5, 1, true), ["*   *"]);
    }
}
