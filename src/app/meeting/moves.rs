//! Moving the focus. What was typed is given on leaving; what cannot be taken stays where it is.

use std::rc::Rc;

use super::{Focus, Grid, Meeting, Outline, Typing};
use crate::app::editor::Edit;
use crate::app::key::{Code, Key};
use crate::app::{App, Screen};
use crate::casework::Part;
use crate::form::Kind;
use crate::response::{Reference, Value};

/// Running text is wrapped at this many columns at most.
const MEASURE: usize = 72;
/// From this width on the parts of the conversation stand at the left, this wide.
pub const SIDE_FROM: u16 = 72;
pub const SIDE: u16 = 25;

/// The columns that an item has on a screen of `columns`.
pub fn item_width(columns: u16) -> u16 {
    let taken = if columns < SIDE_FROM { 2 } else { SIDE + 1 };
    columns.saturating_sub(taken)
}

/// The columns that a text is wrapped at in an item of `width`, for drawing it and for moving up and down inside it.
pub fn text_width(width: usize) -> usize {
    width.saturating_sub(5).clamp(1, MEASURE)
}

impl Meeting {
    /// Puts the focus somewhere and opens the text there.
    pub(in crate::app) fn focus_on(&mut self, focus: Option<Focus>) {
        self.focus = focus;
        self.entered.clear();
        self.sentence = 0;
        self.cursor = self.first_cursor();
        self.typing = self.typing_at_focus();
    }

    /// The option already chosen, else the first.
    pub(super) fn first_cursor(&self) -> usize {
        let Some((filling, spot)) = self.spot() else {
            return 0;
        };
        let response = self.response(filling);
        let item = response.form().item(spot.item);
        let value = response.cell(spot).value();
        match (&item.kind, value) {
            (Kind::Single, Some(Value::Code(id)))
            | (Kind::Ref { .. }, Some(Value::Ref(Reference { id, .. }))) => {
                let options = self.options(filling, spot);
                let place = options.iter().position(|option| option.id() == id);
                place.unwrap_or(0)
            }
            (Kind::YesNo, Some(Value::Bool(yes))) => usize::from(!yes),
            (Kind::Scale { min, .. }, Some(Value::Number(number))) => index_of(*number, *min),
            (Kind::Ruler, Some(Value::Number(number))) => index_of(*number, 0),
            (Kind::Ruler, None) => 5,
            _ => 0,
        }
    }

    fn typing_at_focus(&self) -> Option<Typing> {
        match self.focus? {
            Focus::Spot { filling, spot } => self.open_text(filling, spot),
            Focus::NewRow { filling, list } => self.new_row_text(filling, list),
            Focus::More => None,
        }
    }

    /// The first place of a part.
    pub(in crate::app) fn enter(&mut self, part: Part) {
        self.part = part;
        let outline = self.outline();
        let empty = outline.places().find(|place| self.is_empty_place(*place));
        self.focus_on(empty.or(outline.places().next()));
    }

    /// The focus on a place of a part, whose fold is opened if the place lies under it.
    pub(in crate::app) fn stand_on(&mut self, part: Part, focus: Focus) {
        self.part = part;
        if !self.takes_focus(focus) {
            self.more.insert(part);
        }
        self.focus_on(Some(focus));
    }

    fn is_empty_place(&self, place: Focus) -> bool {
        match place {
            Focus::Spot { filling, spot } => self.response(filling).cell(spot).answer.is_empty(),
            Focus::NewRow { filling, list } => self.response(filling).rows(list.item).is_empty(),
            Focus::More => false,
        }
    }

    /// The focus after an answer has shown or hidden things: the same place, else the nearest.
    pub(in crate::app) fn keep_focus(&mut self, before: &Rc<Outline>) {
        let now = self.outline();
        let Some(focus) = self.focus.filter(|_| !Rc::ptr_eq(before, &now)) else {
            return;
        };
        if now.line_of(focus).is_some() {
            return;
        }
        let at = before.line_of(focus).unwrap_or(0);
        let above = before.lines[..at].iter().rev();
        let nearest = above
            .filter_map(|line| line.focus())
            .find(|place| now.line_of(*place).is_some());
        self.focus_on(nearest.or(now.places().next()));
    }
}

fn index_of(number: rust_decimal::Decimal, min: i32) -> usize {
    use rust_decimal::prelude::ToPrimitive;
    number
        .to_i32()
        .and_then(|number| usize::try_from(number - min).ok())
        .unwrap_or(0)
}

impl App {
    pub(in crate::app) fn meeting(&mut self) -> Option<&mut Meeting> {
        match &mut self.screen {
            Screen::Meeting(meeting) => Some(meeting),
            _ => None,
        }
    }

    /// To the next or previous place; past the end of a part to the neighbouring one.
    pub(in crate::app) fn step(&mut self, by: isize) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let outline = meeting.outline();
        let here = meeting.focus.and_then(|focus| outline.line_of(focus));
        let next = match here {
            Some(line) => outline.beside(line, by),
            None => outline.places().next(),
        };
        match next {
            Some(place) => meeting.focus_on(Some(place)),
            None => self.change_section(by, true),
        }
        self.mark_place();
    }

    /// To the next or previous part, if there is one.
    pub(in crate::app) fn change_section(&mut self, by: isize, to_edge: bool) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let parts = meeting.parts();
        let at = parts.iter().position(|part| *part == meeting.part);
        // Going on step by step ends where the route does; what stands behind is gone to, not come upon.
        let within = |part: &Part| {
            !to_edge || by < 0 || meeting.is_front(*part) || !meeting.is_front(meeting.part)
        };
        let Some(part) = at
            .unwrap_or(0)
            .checked_add_signed(by)
            .and_then(|next| parts.get(next))
            .copied()
            .filter(within)
        else {
            let focus = meeting.focus;
            meeting.focus_on(focus);
            return;
        };
        meeting.part = part;
        let outline = meeting.outline();
        let edge = if by < 0 {
            outline.places().next_back()
        } else {
            outline.places().next()
        };
        match (to_edge, edge) {
            (true, Some(place)) => meeting.focus_on(Some(place)),
            _ => meeting.enter(part),
        }
        self.mark_place();
    }

    pub(in crate::app) fn go_to(&mut self, focus: Focus, part: Part) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.stand_on(part, focus);
        self.mark_place();
    }

    /// Up and down: inside a note or a list of options first, then to the neighbour. Arrows never answer.
    pub(in crate::app) fn meeting_vertical(&mut self, by: isize) {
        let columns = usize::from(item_width(self.size.0));
        let width = text_width(columns);
        let Some(meeting) = self.meeting() else {
            return;
        };
        let grid = meeting.grid_in_focus(columns);
        if let Some(typing) = &mut meeting.typing {
            let key = Key::plain(if by < 0 { Code::Up } else { Code::Down });
            if typing.editor.is_note() && typing.editor.key(key, width) == Edit::Moved {
                return;
            }
            return self.step_in_grid(by, grid.as_ref());
        }
        if matches!(grid, Some(Grid::Steps { .. })) {
            // The steps of a row stand beside one another.
            return self.step(by);
        }
        let options = meeting.vertical_options();
        let moved = meeting
            .cursor
            .checked_add_signed(by)
            .filter(|cursor| *cursor < options);
        match moved {
            Some(cursor) => meeting.cursor = cursor,
            None => self.step_in_grid(by, grid.as_ref()),
        }
    }

    /// Down a column where the table is seen whole, else to the neighbour.
    fn step_in_grid(&mut self, by: isize, grid: Option<&Grid>) {
        let beside = grid.and_then(|_| self.meeting()?.cell_beside(by));
        let Some(place) = beside else {
            return self.step(by);
        };
        self.leave();
        if let Some(meeting) = self.meeting().filter(|it| it.takes_focus(place)) {
            meeting.focus_on(Some(place));
        }
        self.mark_place();
    }

    /// Left and right along a scale.
    pub(in crate::app) fn meeting_horizontal(&mut self, by: isize) {
        let columns = usize::from(item_width(self.size.0));
        let Some(meeting) = self.meeting() else {
            return;
        };
        let grid = meeting.grid_in_focus(columns);
        let count = match meeting.kind_in_focus() {
            Some(Kind::Ruler) => 11,
            Some(Kind::Scale { min, max }) => usize::try_from(max - min + 1).unwrap_or(0),
            Some(Kind::YesNo) => 2,
            Some(Kind::Single) => match grid {
                Some(Grid::Steps { steps, .. }) => steps,
                Some(Grid::Columns(_)) | None => return,
            },
            _ => return,
        };
        meeting.cursor = meeting
            .cursor
            .saturating_add_signed(by)
            .min(count.saturating_sub(1));
    }
}

impl Meeting {
    /// How many options lie under one another at the focus.
    pub fn vertical_options(&self) -> usize {
        self.narrowed().len()
    }
}
