//! How far down a page is read. Where its end lies is known only to who draws it, and told here.

use std::cell::Cell;

#[derive(Debug, Clone, Default)]
pub struct Scroll {
    at: Cell<usize>,
    /// Where it began has been said, or somebody has scrolled since.
    begun: Cell<bool>,
    /// The furthest that it can go, as it was last drawn.
    last: Cell<usize>,
}

impl Scroll {
    /// The first row to draw of `rows` in a window of `height`.
    pub fn top(&self, rows: usize, height: usize) -> usize {
        self.last.set(rows.saturating_sub(height));
        self.at.get().min(self.last.get())
    }

    /// Begins with this row at the top, unless somebody has scrolled already.
    pub fn begin_at(&self, row: usize) {
        if !self.begun.replace(true) {
            self.at.set(row);
        }
    }

    pub fn by(&mut self, by: isize) {
        let last = self.last.get();
        let at = self.at.get().min(last);
        self.go(at.saturating_add_signed(by).min(last));
    }

    pub fn to_start(&mut self) {
        self.go(0);
    }

    pub fn to_end(&mut self) {
        self.go(self.last.get());
    }

    fn go(&mut self, to: usize) {
        self.begun.set(true);
        self.at.set(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_no_further_than_the_end_and_comes_back_at_once() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.top(30, 10), 0);
        scroll.to_end();
        scroll.by(5);
        assert_eq!(scroll.top(30, 10), 20);
        scroll.by(-1);
        assert_eq!(scroll.top(30, 10), 19);
        assert_eq!(scroll.top(15, 10), 5, "a page that has become shorter");
        scroll.to_start();
        assert_eq!(scroll.top(30, 10), 0);
    }
}
