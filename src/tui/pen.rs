//! The colours and weights that a terminal writes with: changed by what differs, from plain where something has to go.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

const PLAIN: &[u8] = b"\x1b[m";

/// What the terminal would write the next letter with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen {
            fg: Color::Reset,
            bg: Color::Reset,
            modifier: Modifier::empty(),
        }
    }
}

impl Pen {
    fn of(cell: &Cell) -> Pen {
        Pen {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a cell can be written as it is.
    pub(super) fn is_for(&self, cell: &Cell) -> bool {
        *self == Pen::of(cell)
    }

    /// Whether what is erased looks plain: of the pen only what lies behind the letters is left there.
    pub(super) fn erases_to_plain(&self) -> bool {
        let seen = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        self.bg == Color::Reset && !self.modifier.intersects(seen)
    }

    /// From now on what is written is plain.
    pub(super) fn put_down(&mut self, bytes: &mut Vec<u8>) {
        if *self != Pen::default() {
            bytes.extend_from_slice(PLAIN);
            *self = Pen::default();
        }
    }

    /// From now on what is written looks like the cell.
    pub(super) fn take_up(&mut self, cell: &Cell, bytes: &mut Vec<u8>) {
        let wanted = Pen::of(cell);
        if *self == wanted {
            return;
        }
        if wanted == Pen::default() {
            return self.put_down(bytes);
        }
        let mut codes = String::new();
        let mut from = *self;
        // Weights have no way off of their own that all terminals know.
        if !wanted.modifier.contains(from.modifier) {
            codes.push_str("0;");
            from = Pen::default();
        }
        for (modifier, code) in WEIGHTS {
            if (wanted.modifier - from.modifier).contains(*modifier) {
                codes.push_str(code);
            }
        }
        if wanted.fg != from.fg {
            add_color(&mut codes, wanted.fg, 30);
        }
        if wanted.bg != from.bg {
            add_color(&mut codes, wanted.bg, 40);
        }
        bytes.extend_from_slice(b"\x1b[");
        bytes.extend_from_slice(codes.trim_end_matches(';').as_bytes());
        bytes.push(b'm');
        *self = wanted;
    }
}

const WEIGHTS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1;"),
    (Modifier::DIM, "2;"),
    (Modifier::ITALIC, "3;"),
    (Modifier::UNDERLINED, "4;"),
    (Modifier::SLOW_BLINK, "5;"),
    (Modifier::RAPID_BLINK, "6;"),
    (Modifier::REVERSED, "7;"),
    (Modifier::HIDDEN, "8;"),
    (Modifier::CROSSED_OUT, "9;"),
];

/// The code of a colour: `base` is 30 for letters, 40 for what is behind them; the bright ones lie 60 higher.
fn add_color(codes: &mut String, color: Color, base: u8) {
    let number = match color {
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::Reset => base + 9,
        Color::DarkGray => base + 60,
        Color::LightRed => base + 61,
        Color::LightGreen => base + 62,
        Color::LightYellow => base + 63,
        Color::LightBlue => base + 64,
        Color::LightMagenta => base + 65,
        Color::LightCyan => base + 66,
        Color::White => base + 67,
        Color::Indexed(index) => {
            let _ = write!(codes, "{};5;{index};", base + 8);
            return;
        }
        Color::Rgb(red, green, blue) => {
            let _ = write!(codes, "{};2;{red};{green};{blue};", base + 8);
            return;
        }
    };
    let _ = write!(codes, "{number};");
}
