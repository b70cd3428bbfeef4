//! Pictures into bytes: what differs from what the terminal shows already, with as few moves and colours as that takes.

use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::pen::Pen;
use crate::app::letters::letters;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";
const ERASE_TO_END: &[u8] = b"\x1b[K";

/// So many blanks in a row's end are cheaper to erase than to write.
const WORTH_ERASING: usize = 4;
/// What stands between two changes is written again rather than jumped over, up to so many columns.
const BRIDGE: u16 = 5;

/// The terminal's screen as it is known to be, and the picture that is to come. At first it is empty, the cursor at home.
#[derive(Debug, Default)]
pub(super) struct Screen {
    shown: Buffer,
    next: Buffer,
    cursor: Position,
    /// Nothing is known of what the terminal shows.
    unknown: bool,
    out: Out,
}

/// The bytes of one frame, and where and how the terminal would write next.
#[derive(Debug, Default)]
struct Out {
    bytes: Vec<u8>,
    /// None where terminals do not agree.
    at: Option<Position>,
    pen: Pen,
}

impl Screen {
    /// The next frame is drawn on an empty screen.
    pub(super) fn forget(&mut self) {
        self.unknown = true;
    }

    /// The bytes that bring the terminal, whose size is given, to what `view` draws; it shows them all at once. None where nothing changes.
    pub(super) fn frame(
        &mut self,
        (columns, rows): (u16, u16),
        view: impl FnOnce(&mut Buffer) -> Position,
    ) -> &[u8] {
        let area = Rect::new(0, 0, columns, rows);
        if self.shown.area != area {
            // Only of a screen that has never been drawn on is the new size no news.
            self.unknown |= !self.shown.area.is_empty();
            self.shown = Buffer::empty(area);
        }
        self.next.resize(area);
        self.next.reset();
        let cursor = view(&mut self.next);
        let cursor = Position {
            x: cursor.x.min(columns.saturating_sub(1)),
            y: cursor.y.min(rows.saturating_sub(1)),
        };
        self.out.bytes.clear();
        self.out.bytes.extend_from_slice(BEGIN);
        if std::mem::take(&mut self.unknown) {
            self.shown.reset();
            self.out.clear();
            self.out.at = None;
        } else {
            self.out.at = Some(self.cursor);
        }
        self.rows();
        self.out.go(cursor);
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.out.bytes.len() == BEGIN.len() {
            return &[];
        }
        self.out.bytes.extend_from_slice(END);
        &self.out.bytes
    }

    fn rows(&mut self) {
        let columns = usize::from(self.next.area.width).max(1);
        let before = self.shown.content.chunks(columns);
        let now = self.next.content.chunks(columns);
        for (y, (before, now)) in (0..).zip(before.zip(now)) {
            if before != now {
                row(&mut self.out, y, before, now);
            }
        }
    }
}

/// Writes what is different in one row.
fn row(out: &mut Out, y: u16, before: &[Cell], now: &[Cell]) {
    let end = erased_from(before, now);
    let mut covered = 0;
    // The half of a wide letter that the change beside it has taken away.
    let mut broken = false;
    for (at, cell) in now.iter().enumerate().take(end.unwrap_or(now.len())) {
        let columns = columns(cell);
        let was = before.get(at);
        let differs = was != Some(cell) || broken;
        broken = differs && (columns > 1 || was.is_some_and(|was| self::columns(was) > 1));
        if at < covered || !differs {
            continue;
        }
        covered = at + columns;
        let x = u16::try_from(at).unwrap_or(u16::MAX);
        out.reach(Position { x, y }, now);
        out.write(cell, columns, usize::from(x) + columns >= now.len());
    }
    if let Some(end) = end {
        let x = u16::try_from(end).unwrap_or(u16::MAX);
        out.go(Position { x, y });
        if !out.pen.erases_to_plain() {
            out.pen.put_down(&mut out.bytes);
        }
        out.bytes.extend_from_slice(ERASE_TO_END);
    }
}

/// From where on a row is blank now, if that is worth erasing.
fn erased_from(before: &[Cell], now: &[Cell]) -> Option<usize> {
    let end = now.iter().rposition(|cell| *cell != Cell::EMPTY);
    let end = end.map_or(0, |last| last + now.get(last).map_or(1, columns));
    let tail = before.get(end..)?;
    let written = tail.iter().filter(|cell| **cell != Cell::EMPTY).count();
    (written >= WORTH_ERASING).then_some(end)
}

/// How many columns a cell's letter takes.
fn columns(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    match symbol.len() {
        0 | 1 => 1,
        _ => letters(symbol)
            .next()
            .map_or(1, |letter| letter.columns.max(1)),
    }
}

impl Out {
    fn clear(&mut self) {
        self.bytes.extend_from_slice(CLEAR);
        self.pen = Pen::default();
    }

    /// Goes to a place of a row, over what stands between where that is shorter than jumping.
    fn reach(&mut self, to: Position, row: &[Cell]) {
        let from = self.at.filter(|at| at.y == to.y && at.x < to.x);
        if let Some(from) = from.filter(|from| to.x - from.x <= BRIDGE) {
            let between = row.get(usize::from(from.x)..usize::from(to.x));
            let between = between.unwrap_or_default();
            let alike = |cell: &Cell| self.pen.is_for(cell) && cell.symbol().len() == 1;
            let jump = if to.x - from.x == 1 { 3 } else { 4 };
            if between.len() <= jump && between.iter().all(alike) {
                let symbols = between.iter().flat_map(|cell| cell.symbol().bytes());
                self.bytes.extend(symbols);
                self.at = Some(to);
                return;
            }
        }
        self.go(to);
    }

    fn go(&mut self, to: Position) {
        let Some(from) = self.at.replace(to) else {
            return self.jump(to);
        };
        if from == to {
            return;
        }
        if from.y == to.y && from.x < to.x {
            return self.forward(to.x - from.x);
        }
        let down = usize::from(to.y.saturating_sub(from.y));
        match to.x {
            0 if from.y <= to.y && down <= 4 => {
                self.bytes.push(b'\r');
                self.bytes.extend(std::iter::repeat_n(b'\n', down));
            }
            _ => self.jump(to),
        }
    }

    fn forward(&mut self, columns: u16) {
        // Writing into memory does not fail.
        let _ = match columns {
            1 => write!(self.bytes, "\x1b[C"),
            _ => write!(self.bytes, "\x1b[{columns}C"),
        };
    }

    fn jump(&mut self, to: Position) {
        let _ = match (to.x, to.y) {
            (0, 0) => write!(self.bytes, "\x1b[H"),
            (0, y) => write!(self.bytes, "\x1b[{}H", y + 1),
            (x, y) => write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1),
        };
    }

    fn write(&mut self, cell: &Cell, columns: usize, last: bool) {
        self.pen.take_up(cell, &mut self.bytes);
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        // At the edge, and behind what not every terminal takes for as wide, nobody knows where the next letter would go.
        let certain = !last && columns == 1 && cell.symbol().chars().nth(1).is_none();
        self.at = self.at.filter(|_| certain);
        if let Some(at) = &mut self.at {
            at.x += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const SIZE: (u16, u16) = (24, 5);

    /// Words put somewhere in some style.
    fn piece() -> impl Strategy<Value = (u16, u16, String, Style)> {
        let words = "[a-cäö ]{0,9}|[ab感─\u{2003}]{0,6}|   {0,20}| {24}";
        let color = prop_oneof![
            Just(Color::Reset),
            Just(Color::Cyan),
            Just(Color::LightRed),
            Just(Color::Rgb(1, 20, 255))
        ];
        // The terminal of the test knows one weight at a time.
        let weight = prop_oneof![
            Just(Modifier::empty()),
            Just(Modifier::BOLD),
            Just(Modifier::DIM)
        ];
        let line = prop_oneof![Just(Modifier::empty()), Just(Modifier::UNDERLINED)];
        let turned = prop_oneof![Just(Modifier::empty()), Just(Modifier::REVERSED)];
        let modifier = (weight, line, turned).prop_map(|(one, two, three)| one | two | three);
        let style = (color.clone(), color, modifier)
            .prop_map(|(fg, bg, modifier)| Style::reset().fg(fg).bg(bg).add_modifier(modifier));
        (0..SIZE.0, 0..SIZE.1, words, style)
    }

    fn color(color: Color) -> vt100::Color {
        match color {
            Color::Cyan => vt100::Color::Idx(6),
            Color::LightRed => vt100::Color::Idx(9),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }

    fn compare(buffer: &Buffer, terminal: &vt100::Parser) {
        for y in 0..SIZE.1 {
            let mut covered = 0;
            for x in 0..SIZE.0 {
                let (ours, theirs) = (&buffer[(x, y)], terminal.screen().cell(y, x).unwrap());
                if x < covered {
                    continue;
                }
                covered = x + u16::try_from(columns(ours)).unwrap();
                let shown = match theirs.contents() {
                    "" => " ",
                    shown => shown,
                };
                assert_eq!(shown, ours.symbol(), "at {x},{y}");
                let modifiers = [
                    (Modifier::BOLD, theirs.bold()),
                    (Modifier::DIM, theirs.dim()),
                    (Modifier::UNDERLINED, theirs.underline()),
                    (Modifier::REVERSED, theirs.inverse()),
                ];
                // Of a blank its weight and colour are not seen.
                let seen = if shown == " " { 2 } else { 0 };
                for (modifier, is_on) in modifiers.into_iter().skip(seen) {
                    assert_eq!(
                        ours.modifier.contains(modifier),
                        is_on,
                        "{modifier:?} at {x},{y}"
                    );
                }
                if seen == 0 || ours.modifier.contains(Modifier::REVERSED) {
                    assert_eq!(theirs.fgcolor(), color(ours.fg), "at {x},{y}");
                }
                assert_eq!(theirs.bgcolor(), color(ours.bg), "at {x},{y}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_terminal_shows_every_picture_as_it_was_drawn(
            pictures in proptest::collection::vec((proptest::collection::vec(piece(), 0..12), 0..SIZE.0, 0..SIZE.1), 1..5)
        ) {
            let (rows, columns) = (SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap());
            let mut terminal = vt100::Parser::new(rows, columns, 0);
            let mut screen = Screen::default();
            for (pieces, x, y) in pictures {
                let cursor = Position { x, y };
                let bytes = screen.frame(SIZE, |buffer| {
                    for (x, y, words, style) in &pieces {
                        buffer.set_string(*x, *y, words, *style);
                    }
                    cursor
                });
                terminal.process(bytes);
                compare(&screen.shown, &terminal);
                prop_assert_eq!(terminal.screen().cursor_position(), (y, x));
            }
        }
    }

    #[test]
    fn a_picture_like_the_last_costs_nothing() {
        let mut screen = Screen::default();
        let draw = |buffer: &mut Buffer| {
            buffer.set_string(2, 1, "sama", Style::new().bold());
            Position { x: 6, y: 1 }
        };
        assert!(!screen.frame(SIZE, draw).is_empty());
        assert!(screen.frame(SIZE, draw).is_empty());
    }

    #[test]
    fn a_letter_typed_costs_a_letter() {
        let mut screen = Screen::default();
        let draw = |text: &'static str| {
            move |buffer: &mut Buffer| {
                buffer.set_string(2, 1, text, Style::new());
                let x = 2 + u16::try_from(text.len()).unwrap();
                Position { x, y: 1 }
            }
        };
        screen.frame(SIZE, draw("sam"));
        let bytes = screen.frame(SIZE, draw("sama"));
        assert_eq!(bytes, b"\x1b[?2026ha\x1b[?2026l");
    }
}
