//! Rows of styled text, wrapped and scrolled: what every screen is made of.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::Theme;
use crate::app::editor::{Editor, wrap};
use crate::app::letters::{Letter, letters};

/// Lines of running text are no longer than this.
pub const MEASURE: usize = 72;

/// One row of the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub spans: Vec<(String, Style)>,
    /// Set against the right edge.
    pub right: Vec<(String, Style)>,
    /// Column of the real cursor, if it stands in this row.
    pub cursor: Option<usize>,
}

impl Row {
    pub fn new() -> Row {
        Row::default()
    }

    pub fn of(text: impl Into<String>, style: Style) -> Row {
        Row::new().then(text, style)
    }

    pub fn then(mut self, text: impl Into<String>, style: Style) -> Row {
        self.spans.push((text.into(), style));
        self
    }

    pub fn at_right(mut self, text: impl Into<String>, style: Style) -> Row {
        self.right.push((text.into(), style));
        self
    }

    pub fn with_cursor(mut self, column: usize) -> Row {
        self.cursor = Some(column);
        self
    }

    /// The cursor at the end of what stands in the row so far.
    pub fn cursor_here(self) -> Row {
        let column = self.width();
        self.with_cursor(column)
    }

    pub fn width(&self) -> usize {
        self.spans.iter().map(|(text, _)| text.width()).sum()
    }
}

/// `text` in rows of at most `width` columns, each indented by `indent`.
pub fn paragraph(text: &str, width: usize, indent: usize, style: Style) -> Vec<Row> {
    let pad = " ".repeat(indent);
    let inner = width.saturating_sub(indent).clamp(1, MEASURE);
    wrap(text, inner)
        .into_iter()
        .map(|row| Row::of(pad.clone() + text[row].trim_end(), style))
        .collect()
}

/// The first row begins with `mark`, the others are indented by as much.
pub fn marked(mark: &str, text: &str, width: usize, mark_style: Style, style: Style) -> Vec<Row> {
    let mut rows = paragraph(text, width, mark.width(), style);
    if let Some(first) = rows.first_mut() {
        let (said, style) = first.spans.remove(0);
        first.spans.push((mark.to_owned(), mark_style));
        first.spans.push((said[mark.width()..].to_owned(), style));
    }
    rows
}

/// Text being typed, softly wrapped at `width` columns behind `indent` and the prompt, with the real cursor at the caret.
pub fn typed(editor: &Editor, width: usize, indent: usize, theme: &Theme) -> Vec<Row> {
    let text = editor.text();
    let (caret_row, caret_column) = editor.position(width);
    let mut rows = Vec::new();
    for (at, range) in wrap(text, width).into_iter().enumerate() {
        let sign = if at == 0 { theme.symbols.prompt } else { " " };
        let mark = format!("{}{sign} ", " ".repeat(indent));
        let row = Row::of(mark, theme.focus).then(&text[range], theme.text);
        rows.push(if at == caret_row {
            row.with_cursor(indent + 2 + caret_column)
        } else {
            row
        });
    }
    rows
}

/// A line being typed in a row of `width` columns: seen around its caret, a secret as dots.
pub fn typed_line(editor: &Editor, width: usize, indent: usize, theme: &Theme) -> Row {
    let dots = |text: &str| theme.symbols.dot.repeat(text.graphemes(true).count());
    let (before, after) = editor.text().split_at(editor.caret());
    let (before, after) = if editor.secret {
        (dots(before), dots(after))
    } else {
        (before.to_owned(), after.to_owned())
    };
    let mark = format!("{}{} ", " ".repeat(indent), theme.symbols.prompt);
    let room = width.saturating_sub(mark.width() + 1);
    let mut seen = before.as_str();
    while seen.width() > room {
        let first = seen.graphemes(true).next().map_or(seen.len(), str::len);
        seen = &seen[first..];
    }
    Row::of(mark, theme.focus)
        .then(seen, theme.text)
        .cursor_here()
        .then(after, theme.text)
}

/// `text` cut to `width` columns, with an ellipsis where something is missing.
pub fn fit(text: &str, width: usize) -> Cow<'_, str> {
    // No character is wider than it has bytes.
    if text.len() <= width || text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut columns = 0;
    let fits = |letter: &Letter<'_>| {
        columns += letter.columns;
        columns < width
    };
    let cut = letters(text).take_while(fits).last();
    let cut = cut.map_or(0, |letter| letter.at + letter.text.len());
    Cow::Owned(text[..cut].to_owned() + if width > 0 { "…" } else { "" })
}

/// Padded with spaces to `width` columns, cut if longer.
pub fn column(text: &str, width: usize) -> String {
    let cut = fit(text, width);
    let gap = width.saturating_sub(cut.width());
    cut.into_owned() + &" ".repeat(gap)
}

/// The top row of a window of `height` rows over `total`, so that `focus` lies inside and what comes before it is seen where possible.
pub fn scroll(focus: Range<usize>, total: usize, height: usize) -> usize {
    if total <= height {
        return 0;
    }
    let last = total - height;
    // The block in focus with a row of air under it; its head wins where it does not fit.
    let wanted = (focus.end + 1).saturating_sub(height).min(focus.start);
    wanted.min(last)
}

/// Lays out what a window of `height` rows may show around a block in focus: upwards and downwards, block by block, no further than
/// it is seen. Gives the rows, and the top one of the window among them.
pub fn around(
    block: Vec<Row>,
    focus: Range<usize>,
    height: usize,
    above: impl Iterator<Item = Vec<Row>>,
    below: impl Iterator<Item = Vec<Row>>,
) -> (Vec<Row>, usize) {
    let mut blocks = vec![block];
    let mut over = 0;
    for block in above {
        over += block.len();
        blocks.push(block);
        if over >= height {
            break;
        }
    }
    let mut rows: Vec<Row> = blocks.into_iter().rev().flatten().collect();
    let seen = seen(&rows, over + focus.start..over + focus.end, height);
    // One row more tells that it goes on.
    let wanted = scroll(seen.clone(), usize::MAX, height) + height + 1;
    let mut below = below;
    while rows.len() < wanted {
        let Some(mut block) = below.next() else { break };
        rows.append(&mut block);
    }
    let top = scroll(seen, rows.len(), height);
    (rows, top)
}

/// What must be seen of the block in focus: all of it, or of one taller than the screen the row of the cursor.
fn seen(rows: &[Row], focus: Range<usize>, height: usize) -> Range<usize> {
    let block = rows.get(focus.clone()).unwrap_or_default();
    let cursor = block.iter().position(|row| row.cursor.is_some());
    match cursor {
        Some(at) if at + 1 >= height => focus.start + at..focus.start + at + 1,
        _ => focus,
    }
}

/// Draws rows into `area` from `top`; gives the cursor's place if it was drawn.
pub fn draw(rows: &[Row], top: usize, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut cursor = None;
    for (at, row) in rows
        .iter()
        .skip(top)
        .take(usize::from(area.height))
        .enumerate()
    {
        let y = area.y + u16::try_from(at).unwrap_or(u16::MAX);
        let right_width: usize = row.right.iter().map(|(text, _)| text.width()).sum();
        let room = usize::from(area.width);
        draw_spans(&row.spans, area.x, y, room, buffer);
        if right_width > 0 && right_width <= room {
            let x = area.x + u16::try_from(room - right_width).unwrap_or(0);
            draw_spans(&row.right, x, y, right_width, buffer);
        }
        if let Some(column) = row.cursor {
            let column = u16::try_from(column)
                .unwrap_or(u16::MAX)
                .min(area.width.saturating_sub(1));
            cursor = Some(Position {
                x: area.x + column,
                y,
            });
        }
    }
    cursor
}

/// Arrows at the right edge where rows go on above and below.
pub fn beyond(top: usize, rows: usize, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    let height = usize::from(inside.height);
    let arrow = |sign: &str| Row::new().at_right(sign, theme.quiet);
    if top > 0 {
        draw(&[arrow("↑")], 0, inside, buffer);
    }
    if top + height < rows && height > 0 {
        let last = Rect {
            y: inside.y + inside.height - 1,
            height: 1,
            ..inside
        };
        draw(&[arrow("↓")], 0, last, buffer);
    }
}

fn draw_spans(spans: &[(String, Style)], x: u16, y: u16, room: usize, buffer: &mut Buffer) {
    let mut column = 0;
    for (text, style) in spans {
        let left = room.saturating_sub(column);
        if left == 0 {
            return;
        }
        for letter in letters(&fit(text, left)) {
            column += put(
                letter,
                x + u16::try_from(column).unwrap_or(0),
                y,
                *style,
                buffer,
            );
        }
    }
}

/// Puts one letter and gives the columns that it took. The buffer itself would take a text apart with more trouble.
fn put(letter: Letter<'_>, x: u16, y: u16, style: Style, buffer: &mut Buffer) -> usize {
    if letter.columns == 0 || letter.text.contains(char::is_control) {
        return 0;
    }
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.set_symbol(letter.text).set_style(style);
    }
    for covered in (x + 1..).take(letter.columns - 1) {
        if let Some(cell) = buffer.cell_mut((covered, y)) {
            cell.reset();
        }
    }
    letter.columns
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn cuts_by_columns_and_says_so() {
        assert_eq!(fit("Hyvää yötä", 6), "Hyvää…");
        assert_eq!(fit("感感感", 5), "感感…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn draws_as_the_buffer_itself_would() {
        for text in [
            "Hyvää yötä",
            "e\u{301}a\u{ad}b",
            "a\x1b[2Jb\t",
            "感a👩\u{200d}💻─…",
        ] {
            let area = Rect::new(0, 0, 30, 1);
            let style = Style::new().bold();
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            draw(&[Row::of(text, style)], 0, area, &mut ours);
            theirs.set_string(0, 0, text, style);
            assert_eq!(ours, theirs, "{text:?}");
        }
    }

    #[test]
    fn a_window_keeps_the_focus_inside() {
        assert_eq!(scroll(3..5, 10, 20), 0);
        assert_eq!(scroll(18..20, 30, 10), 11);
        assert_eq!(scroll(18..40, 60, 10), 18);
        assert_eq!(scroll(58..60, 60, 10), 50);
    }
}
