//! After a meeting: texts for where they go, own promises, what is open, questions for next time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chrome;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::{After, AfterEntry, App};
use crate::casework::{Block, BlockState, PaperFilling, Preparation, local};
use crate::lang::{Arg, date};

/// Lines of the block in focus; where one is short of room, fewer.
const LINES: usize = 14;
/// Lengths stand no further from what they belong to.
const WIDEST: u16 = 84;

pub fn view(
    app: &App,
    after: &After,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let session = &after.session;
    let day = local(session.started, session.offset_min).date_naive();
    let day = date::write_date(day, app.lang);
    let title = format!("{} · {} · {day}", app.say("after-title"), session.code);
    let inside = chrome::frame(app, &title, None, theme, area, buffer);
    let page = Page {
        app,
        after,
        theme,
        width: usize::from(inside.width).saturating_sub(2),
        lines: LINES.min(usize::from(inside.height / 2).max(2)),
    };
    let (rows, focus) = page.rows();
    let top = paint::scroll(focus, rows.len(), usize::from(inside.height));
    paint::beyond(top, rows.len(), theme, inside, buffer);
    let place = Rect {
        width: inside.width.saturating_sub(1).min(WIDEST),
        ..inside
    };
    paint::draw(&rows, top, place, buffer)
}

struct Page<'a> {
    app: &'a App,
    after: &'a After,
    theme: &'a Theme,
    width: usize,
    lines: usize,
}

impl Page<'_> {
    fn rows(&self) -> (Vec<Row>, std::ops::Range<usize>) {
        let mut rows = Vec::new();
        let mut focus = 0..1;
        let mut shown = None;
        for (at, entry) in self.after.entries(self.app.lang).iter().enumerate() {
            if let AfterEntry::Block { paper, .. } = entry
                && shown != Some(*paper)
            {
                let heading = self.heading(&self.after.papers[*paper]);
                // What has a heading stands apart; papers of one text stand together.
                let apart = heading.is_some() || shown.is_some_and(|before| self.is_long(before));
                if apart && shown.is_some() {
                    rows.push(Row::new());
                }
                rows.extend(heading);
                shown = Some(*paper);
            }
            if matches!(entry, AfterEntry::Unapproved { .. }) {
                rows.extend(shown.take().map(|_| Row::new()));
            }
            let start = rows.len();
            let here = at == self.after.at;
            match entry {
                AfterEntry::Block { paper, block } => {
                    rows.extend(self.block(&self.after.papers[*paper], block, here));
                }
                AfterEntry::Unapproved { title } => rows.push(self.unapproved(title, here)),
            }
            if here {
                focus = start..rows.len();
                rows[start].cursor = Some(2);
            }
        }
        for part in [
            self.state(),
            self.promises(),
            self.open(),
            self.suggestions(),
        ] {
            if !part.is_empty() {
                rows.push(Row::new());
                rows.extend(part);
            }
        }
        (rows, focus)
    }

    /// Whether a paper is more than one text.
    fn is_long(&self, paper: usize) -> bool {
        self.after.papers[paper].blocks(self.app.lang).len() > 1
    }

    /// What a paper is called, where that is not what its one text is called.
    fn heading(&self, paper: &PaperFilling) -> Option<Row> {
        let form = paper.response.form();
        let several = paper.blocks(self.app.lang).len() > 1;
        several.then(|| {
            let title = form.title.plain(self.app.lang);
            Row::of(format!("  {title}"), self.theme.heading)
        })
    }

    fn block(&self, paper: &PaperFilling, block: &Block, here: bool) -> Vec<Row> {
        let theme = self.theme;
        let mark = if here { theme.symbols.here } else { " " };
        let style = match (here, block.waits()) {
            (true, _) => theme.focus,
            (false, true) => theme.text,
            (false, false) => theme.quiet,
        };
        let row = Row::of(format!("{mark} "), theme.focus).then(block.heading.clone(), style);
        let mut rows = vec![self.told(row, paper, block)];
        if !here {
            return rows;
        }
        let style = match block.state {
            BlockState::LeftOut => theme.quiet,
            _ => theme.text,
        };
        let mut text = Vec::new();
        for line in block.text.lines() {
            text.extend(paint::paragraph(line, self.width, 4, style));
        }
        if text.len() > self.lines {
            text.truncate(self.lines);
            text.push(Row::of("    …", theme.quiet));
        }
        rows.append(&mut text);
        rows
    }

    /// How long it is and how far on its way, at the right.
    fn told(&self, row: Row, paper: &PaperFilling, block: &Block) -> Row {
        let theme = self.theme;
        let done = &paper.response.form().paper;
        let done = done.as_ref().map_or("", |it| it.done.plain(self.app.lang));
        let (state, style) = match block.state {
            BlockState::Drafted => (String::new(), theme.quiet),
            BlockState::Edited => (self.app.say("block-edited"), theme.quiet),
            // On a narrow screen the sign says it.
            BlockState::Done if self.width < usize::from(chrome::NARROW) => {
                (theme.symbols.saved.to_owned(), theme.saved)
            }
            BlockState::Done => (format!("{} {done}", theme.symbols.saved), theme.saved),
            BlockState::Empty => (self.app.say("block-empty"), theme.quiet),
            BlockState::LeftOut => (self.app.say("block-left-out"), theme.text),
        };
        let mut row = row.at_right(state, style);
        let measured = !matches!(block.state, BlockState::Empty | BlockState::LeftOut);
        if let Some(limit) = block.limit.filter(|_| measured) {
            let (sign, style) = match block.is_too_long() {
                true => (theme.symbols.trouble, theme.trouble),
                false => (" ", theme.quiet),
            };
            let length = format!("  {sign} {}/{limit}", block.length());
            row = row.at_right(length, style);
        }
        row.at_right(" ", theme.quiet)
    }

    fn unapproved(&self, title: &str, here: bool) -> Row {
        let theme = self.theme;
        let (mark, style) = match here {
            true => (theme.symbols.here, theme.focus),
            false => (" ", theme.text),
        };
        let state = self.app.say("home-unapproved");
        Row::of(format!("{mark} "), theme.focus)
            .then(title, style)
            .at_right(format!("{state} "), theme.quiet)
    }

    fn state(&self) -> Vec<Row> {
        match self.after.is_approved() {
            true => {
                let text = format!(
                    "  {} {}",
                    self.theme.symbols.saved,
                    self.app.say("after-approved")
                );
                vec![Row::of(text, self.theme.saved)]
            }
            false => Vec::new(),
        }
    }

    fn part(&self, heading: &str) -> Vec<Row> {
        vec![Row::of(
            format!("  {}", self.app.say(heading)),
            self.theme.heading,
        )]
    }

    fn promises(&self) -> Vec<Row> {
        let preparation = Preparation::of(&self.after.page);
        let ours = preparation
            .steps
            .iter()
            .filter(|step| step.ours && !step.done);
        let mut rows = self.part("after-promises");
        for step in ours {
            let day = step.due.map(|day| date::write_day(day, self.app.lang));
            let text = match day {
                Some(day) => format!("{}   {day}", step.words),
                None => format!("{}   {}", step.words, self.app.say("after-no-day")),
            };
            rows.extend(paint::paragraph(&text, self.width, 4, self.theme.text));
        }
        rows.truncate(if rows.len() > 1 { rows.len() } else { 0 });
        rows
    }

    fn open(&self) -> Vec<Row> {
        let open = self.after.open(self.app.lang);
        if open.is_empty() {
            return Vec::new();
        }
        let mut rows = self.part("after-open");
        let text = open.join(", ");
        rows.extend(paint::paragraph(&text, self.width, 4, self.theme.text));
        rows
    }

    fn suggestions(&self) -> Vec<Row> {
        let suggested = self.after.suggestions(self.app.lang);
        if suggested.is_empty() {
            return Vec::new();
        }
        let mut rows = self.part("after-suggestions");
        for one in suggested {
            rows.extend(paint::paragraph(&one.text, self.width, 4, self.theme.text));
            let args = [("rule", Arg::from(&one.reason))];
            let reason = self.app.tell("after-reason", &args);
            rows.extend(paint::paragraph(&reason, self.width, 6, self.theme.quiet));
        }
        rows
    }
}
