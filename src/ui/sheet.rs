//! The part being talked about: what is seen of it around the focus, and no more than that is laid out.

use std::ops::Range;
use std::rc::Rc;

use super::item::{self, Place};
use super::paint::{self, Row};
use super::table;
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::{Grid, Line, Meeting, Outline};
use crate::form::{ItemIx, Kind};
use crate::lang::Lang;
use crate::response::{RowIx, Spot};

/// The section being walked, on so many columns.
pub struct Sheet<'a> {
    app: &'a App,
    meeting: &'a Meeting,
    theme: &'a Theme,
    width: usize,
    outline: Rc<Outline>,
}

/// The rows of one line of the outline, or of a table seen whole, and which of them have the focus.
struct Block {
    rows: Vec<Row>,
    focus: Range<usize>,
}

impl<'a> Sheet<'a> {
    pub fn new(app: &'a App, meeting: &'a Meeting, theme: &'a Theme, width: usize) -> Sheet<'a> {
        Sheet {
            app,
            meeting,
            theme,
            width,
            outline: meeting.outline(),
        }
    }

    /// The rows around the focus that a window of `height` rows may show, and its top row among them.
    pub fn around_focus(&self, height: usize) -> (Vec<Row>, usize) {
        if let Some(script) = self.meeting.script() {
            let (rows, focus) = self.sentence(&script);
            return paint::around(rows, focus, height, std::iter::empty(), std::iter::empty());
        }
        let focus = self.meeting.focus;
        let Some(line) = focus.and_then(|focus| self.outline.line_of(focus)) else {
            let head = self.head();
            let below = self.below(0, is_blank(&head));
            return paint::around(head, 0..1, height, std::iter::empty(), below);
        };
        let line = self.block_of(line);
        let block = self.block(line);
        let below = self.below(self.behind(line), is_blank(&block.rows));
        let above = self.above(line);
        paint::around(block.rows, block.focus, height, above, below)
    }

    /// Upwards from a line, block by block, each with the air under it.
    fn above(&self, line: usize) -> impl Iterator<Item = Vec<Row>> {
        let mut line = line;
        let mut air = self.wants_air(line);
        let mut head = Some(());
        std::iter::from_fn(move || {
            let mut rows = Vec::new();
            while rows.is_empty() && line > 0 {
                line = self.block_of(line - 1);
                rows = self.block(line).rows;
                if rows.is_empty() {
                    air |= self.wants_air(line);
                }
            }
            if rows.is_empty() {
                head.take()?;
                return Some(self.head());
            }
            if air && !is_blank(&rows) {
                rows.push(Row::new());
            }
            air = self.wants_air(line);
            Some(rows)
        })
    }

    /// Downwards from a line, block by block, each with the air over it.
    fn below(&self, line: usize, blank_above: bool) -> impl Iterator<Item = Vec<Row>> {
        let mut line = line;
        let mut blank = blank_above;
        std::iter::from_fn(move || {
            let mut rows = Vec::new();
            while rows.is_empty() && line < self.outline.lines.len() {
                let air = self.wants_air(line) && !blank;
                rows.extend(air.then(Row::new));
                rows.append(&mut self.block(line).rows);
                line = self.behind(line);
            }
            blank = is_blank(&rows);
            (!rows.is_empty()).then_some(rows)
        })
    }

    fn line(&self, line: usize) -> Line {
        self.outline.lines[line]
    }

    fn is_here(&self, line: Line) -> bool {
        line.focus().is_some() && line.focus() == self.meeting.focus
    }

    /// The item in focus stands apart, and so does a row of a list from the one before it.
    fn wants_air(&self, line: usize) -> bool {
        let row = self.list_row(self.line(line));
        let before = line.checked_sub(1);
        let before = before.and_then(|before| self.list_row(self.line(before)));
        self.is_here(self.line(line)) || (row.is_some() && before.is_some() && row != before)
    }

    /// Where the block begins that a line is drawn in: a table seen whole is one block.
    fn block_of(&self, line: usize) -> usize {
        let Some((filling, table)) = self.table_of(self.line(line)) else {
            return line;
        };
        if self.meeting.grid(filling, table, self.width).is_none() {
            return line;
        }
        let spot = Spot::top(table);
        let head = Line::Said { filling, spot };
        let above = &self.outline.lines[..line];
        above.iter().rposition(|it| *it == head).unwrap_or(line)
    }

    /// The first line behind the block that begins here.
    fn behind(&self, line: usize) -> usize {
        let Some((filling, table, _)) = self.grid_of(self.line(line)) else {
            return line + 1;
        };
        let is_cell = |it: &&Line| self.table_of(**it) == Some((filling, table));
        line + 1
            + self.outline.lines[line + 1..]
                .iter()
                .take_while(is_cell)
                .count()
    }

    /// The table in which a line is a cell.
    fn table_of(&self, line: Line) -> Option<(usize, ItemIx)> {
        let (Line::Item { filling, spot } | Line::Said { filling, spot }) = line else {
            return None;
        };
        let form = self.meeting.response(filling).form();
        let parent = form.item(spot.item).parent?;
        matches!(form.item(parent).kind, Kind::Table { .. }).then_some((filling, parent))
    }

    /// A table that is to be drawn whole, where `line` is its head.
    fn grid_of(&self, line: Line) -> Option<(usize, ItemIx, Grid)> {
        let Line::Said { filling, spot } = line else {
            return None;
        };
        let grid = self.meeting.grid(filling, spot.item, self.width)?;
        Some((filling, spot.item, grid))
    }

    /// The row of a list that a line belongs to.
    fn list_row(&self, line: Line) -> Option<(usize, RowIx)> {
        let Line::Item { filling, spot } = line else {
            return None;
        };
        let form = self.meeting.response(filling).form();
        let parent = form.item(spot.item).parent?;
        matches!(form.item(parent).kind, Kind::List { .. }).then_some((filling, spot.row?))
    }

    fn place(&self, filling: usize, spot: Spot) -> Place<'a> {
        Place {
            app: self.app,
            meeting: self.meeting,
            theme: self.theme,
            width: self.width,
            filling,
            spot,
        }
    }

    fn block(&self, line: usize) -> Block {
        let line = self.line(line);
        if let Some((filling, table, grid)) = self.grid_of(line) {
            return self.table(&self.place(filling, Spot::top(table)), &grid);
        }
        let here = self.is_here(line);
        let mut rows = self.rows(line, here);
        let focus = 0..rows.len();
        if here && !rows.is_empty() {
            rows.push(Row::new());
        }
        Block { rows, focus }
    }

    fn table(&self, place: &Place<'_>, grid: &Grid) -> Block {
        let mut rows = item::said(place);
        let start = rows.len();
        let (mut lines, within) = table::whole(place, grid);
        rows.append(&mut lines);
        rows.push(Row::new());
        let within = within.unwrap_or(0..1);
        let focus = start + within.start..start + within.end;
        Block { rows, focus }
    }

    fn rows(&self, line: Line, here: bool) -> Vec<Row> {
        match line {
            Line::Said { filling, spot } => item::said(&self.place(filling, spot)),
            Line::Item { filling, spot } if here => item::focused(&self.place(filling, spot)),
            Line::Item { filling, spot } => item::quiet(&self.place(filling, spot)),
            Line::NewRow { filling, list } => item::new_row(&self.place(filling, list), here),
            Line::More => vec![self.more(here)],
        }
    }

    /// The fold under which the rest of the section lies.
    fn more(&self, here: bool) -> Row {
        let theme = self.theme;
        let sign = match self.meeting.more.contains(&self.meeting.part) {
            true => theme.symbols.less,
            false => theme.symbols.more,
        };
        let style = if here { theme.focus } else { theme.quiet };
        let mark = if here { theme.symbols.here } else { " " };
        let row = Row::of(format!("{mark} "), theme.focus)
            .then(format!("{sign} {}", self.app.say("more-fold")), style);
        if here { row.with_cursor(2) } else { row }
    }

    /// What stands over the first line: of the first part the form's notice, then how this part begins.
    fn head(&self) -> Vec<Row> {
        let (meeting, theme, width) = (self.meeting, self.theme, self.width);
        let form = meeting.form();
        let language = self.language();
        let mut rows = Vec::new();
        let notice = form.notice.plain(language);
        if !notice.is_empty() && self.begins_form() {
            rows.extend(paint::paragraph(notice, width, 2, theme.quiet));
            rows.push(Row::new());
        }
        rows.extend(self.said_first());
        let intro = &form.sections[usize::from(meeting.part.section)].intro;
        let response = meeting.response(meeting.part.filling);
        let said = response.wording(intro, None, language, &meeting.around());
        if let Some(said) = said.filter(|said| !said.text.is_empty()) {
            let lines = said.text.lines();
            rows.extend(lines.flat_map(|line| paint::paragraph(line, width, 2, theme.text)));
            rows.push(Row::new());
        }
        rows
    }

    /// What the route has said before anything else, in the first part.
    fn said_first(&self) -> Vec<Row> {
        let first = self.meeting.parts().first() == Some(&self.meeting.part);
        let route = self.meeting.route().filter(|_| first);
        let said = route.into_iter().flat_map(|route| &route.say);
        let said = said.map(|text| text.plain(self.language()));
        let style = self.theme.text;
        let mut rows: Vec<Row> = said
            .flat_map(|text| paint::paragraph(text, self.width, 2, style))
            .collect();
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows
    }

    /// The sentence being said under those before it, and after the last of them the question alone with what answers it.
    fn sentence(&self, script: &[String]) -> (Vec<Row>, Range<usize>) {
        const BEFORE: usize = 3;
        let (meeting, theme) = (self.meeting, self.theme);
        let mut rows = Vec::new();
        if meeting.is_out() {
            let line = meeting.focus.and_then(|focus| self.outline.line_of(focus));
            let line = line.map(|line| self.line(line));
            let head = line.and_then(|line| self.list_head(line));
            for line in head.into_iter().chain(line) {
                rows.extend(self.rows(line, true));
            }
            let count = rows.len();
            return (rows, 0..count.max(1));
        }
        let now = meeting.sentence;
        for said in &script[now.saturating_sub(BEFORE)..now] {
            rows.extend(paint::paragraph(said, self.width, 2, theme.quiet));
        }
        let start = rows.len();
        let mark = format!("{} ", theme.symbols.here);
        let said = script.get(now).map_or("", String::as_str);
        let width = self.width;
        rows.extend(paint::marked(
            &mark,
            said,
            width,
            theme.focus,
            theme.heading,
        ));
        if let Some(first) = rows.get_mut(start) {
            first.cursor = Some(2);
        }
        let end = rows.len();
        (rows, start..end)
    }

    /// The head of the list that a new row would go to: it says what is asked.
    fn list_head(&self, line: Line) -> Option<Line> {
        let Line::NewRow { filling, list } = line else {
            return None;
        };
        let spot = list;
        let head = Line::Said { filling, spot };
        self.outline.lines.contains(&head).then_some(head)
    }

    /// Whether the part talked about is the first of its form.
    fn begins_form(&self) -> bool {
        let here = self.meeting.part;
        let mut parts = self.meeting.parts().into_iter();
        parts.find(|part| part.filling == here.filling) == Some(here)
    }

    fn language(&self) -> Lang {
        self.meeting.fillings[self.meeting.part.filling]
            .row
            .language
    }
}

/// Whether nothing stands at the end of these rows that other rows would have to be set apart from.
fn is_blank(rows: &[Row]) -> bool {
    rows.last().is_none_or(|row| row.spans.is_empty())
}
