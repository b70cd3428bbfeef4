//! Cells into bytes: ratatui's own backend, with the two things it would ask the terminal answered without asking.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::sys::tty;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What is assumed of a terminal that does not know its size.
const SIZE: Size = Size::new(80, 24);

/// More cells than any screen has; a device may claim to have 65535 by 65535.
const LARGEST: Size = Size::new(1000, 400);

/// The bytes of one frame, collected so that they go out in one write.
#[derive(Debug, Clone, Default)]
pub(super) struct Frames {
    bytes: Rc<RefCell<Vec<u8>>>,
}

impl Frames {
    /// What is written from now on appears at once, when `end` is shown. What was written since the last frame, such as
    /// a clearing, belongs to it.
    pub(super) fn begin(&self) {
        self.bytes.borrow_mut().splice(0..0, BEGIN.iter().copied());
    }

    /// The frame's bytes, also of one that failed halfway: it must not leave the terminal waiting.
    pub(super) fn end(&self) -> Vec<u8> {
        let mut bytes = self.bytes.take();
        bytes.extend_from_slice(END);
        bytes
    }
}

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backend that writes into `Frames`.
#[derive(Debug)]
pub(super) struct Screen {
    inner: CrosstermBackend<Frames>,
    cursor: Position,
}

impl Screen {
    pub(super) fn new(frames: Frames) -> Screen {
        Screen {
            inner: CrosstermBackend::new(frames),
            cursor: Position::ORIGIN,
        }
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(tty::size().map_or(SIZE, |(width, height)| Size {
            width: width.min(LARGEST.width),
            height: height.min(LARGEST.height),
        }))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
