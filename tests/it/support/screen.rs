//! What a person would see: the bytes of a program as a terminal shows them.

use std::num::NonZeroU16;

/// A terminal's picture, with every byte that made it.
pub struct Screen {
    parser: vt100::Parser,
    log: Vec<u8>,
}

impl Screen {
    pub fn new(columns: u16, rows: u16) -> Screen {
        Screen {
            parser: vt100::Parser::new(bounded(rows), bounded(columns), 0),
            log: Vec::new(),
        }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.log.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let screen = self.parser.screen_mut();
        screen.set_size(bounded(rows), bounded(columns));
    }

    /// The rows, without the blanks at their ends.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Column and row of the cursor; None while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let (row, column) = self.parser.screen().cursor_position();
        (!self.parser.screen().hide_cursor()).then_some((column, row))
    }

    pub fn is_alternate(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    pub fn takes_bracketed_paste(&self) -> bool {
        self.parser.screen().bracketed_paste()
    }

    pub fn cell(&self, column: u16, row: u16) -> Option<&vt100::Cell> {
        self.parser.screen().cell(row, column)
    }

    pub fn log(&self) -> &[u8] {
        &self.log
    }
}

/// No device's claim makes a picture without cells or one that memory does not hold.
fn bounded(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number.min(1000)).unwrap_or(NonZeroU16::MIN)
}
