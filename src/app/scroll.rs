//! How far down a page is read. Where its end lies is known only to who draws it, and told here.

use std::cell::Cell;

#[derive(Debug, Clone, Default)]
pub struct Scroll {
    at: usize,
    /// The furthest that it can go, as it was last drawn.
    last: Cell<usize>,
}

impl Scroll {
    /// The first row to draw of `rows` in a window of `height`.
    pub fn top(&self, rows: usize, height: usize) -> usize {
        self.last.set(rows.saturating_sub(height));
        self.at.min(self.last.get())
    }

    pub fn by(&mut self, by: isize) {
        let last = self.last.get();
        self.at = self.at.min(last).saturating_add_signed(by).min(last);
    }

    pub fn to_start(&mut self) {
        self.at = 0;
    }

    pub fn to_end(&mut self) {
        self.at = self.last.get();
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
