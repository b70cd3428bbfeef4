//! One item of a meeting: quiet when it is not in focus, whole when it is.

use unicode_width::UnicodeWidthStr;

use super::choices;
use super::paint::{self, Row};
use super::theme::Theme;
use crate::app::App;
use crate::app::meeting::{Meeting, Typing, text_width};
use crate::app::names::absent_id;
use crate::form::{Item, Kind, Wording};
use crate::lang::{Arg, Lang};
use crate::response::{Answer, Cell, Response, Spot, Value};

/// What drawing an item needs to know.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub app: &'a App,
    pub meeting: &'a Meeting,
    pub theme: &'a Theme,
    pub width: usize,
    pub filling: usize,
    pub spot: Spot,
}

impl<'a> Place<'a> {
    pub fn item(&self) -> &'a Item {
        self.meeting
            .response(self.filling)
            .form()
            .item(self.spot.item)
    }

    pub(super) fn response(&self) -> &'a Response {
        self.meeting.response(self.filling)
    }

    pub(super) fn cell(&self) -> &'a Cell {
        self.meeting.response(self.filling).cell(self.spot)
    }

    /// The language that the form is asked in.
    pub(super) fn language(&self) -> Lang {
        self.meeting.fillings[self.filling].row.language
    }

    /// Words of the form, with a mark where they are not in the language asked for.
    pub(super) fn said(&self, wording: &Wording) -> String {
        let response = self.meeting.response(self.filling);
        let Some(said) = response.wording(
            wording,
            Some(self.spot),
            self.language(),
            &self.meeting.around(),
        ) else {
            return String::new();
        };
        if said.fallback && said.lang.interface() != self.language().interface() {
            return format!("{} [{}]", said.text, said.lang.code());
        }
        said.text
    }

    pub(super) fn show(&self, value: &Value) -> String {
        self.meeting
            .response(self.filling)
            .show(self.spot, value, self.language())
    }

    /// The label, in a table with the row's own name before it.
    pub(super) fn label(&self) -> String {
        let said = self.said(&self.item().label);
        let name = self.row_name();
        if name.is_empty() {
            return said;
        }
        let form = self.response().form();
        let single = form
            .children(self.item().parent.unwrap_or_default())
            .count()
            == 1;
        if said.is_empty() || single {
            name
        } else {
            format!("{name}: {said}")
        }
    }

    /// The name of a table's row, nothing elsewhere.
    pub(super) fn row_name(&self) -> String {
        let form = self.response().form();
        let parent = self.item().parent.map(|parent| &form.item(parent).kind);
        let (Some(Kind::Table { rows }), Some(row)) = (parent, self.spot.row) else {
            return String::new();
        };
        let code = self.response().row_id(row);
        let option = form.choices[usize::from(*rows)].option(code.0.as_str());
        let text = option.map(|option| option.text.plain(self.language()));
        text.unwrap_or_default().to_owned()
    }

    /// The answer in a few words.
    pub(super) fn answer(&self) -> String {
        match &self.cell().answer {
            Answer::Empty => String::new(),
            Answer::Given(given) if self.response().is_unfit(self.spot) => {
                let shown = self.show(given);
                let fits = self.response().value(self.spot);
                let fits = fits.map(|value| self.show(value));
                fits.unwrap_or_else(|| {
                    self.app
                        .tell("answer-unfit", &[("answer", shown.as_str().into())])
                })
            }
            Answer::Given(value) => self.show(value),
            Answer::Absent(absent) => self.app.say(absent_id(*absent)),
        }
    }

    /// Signs for "come back", for a note beside the answer and for a warning, whose words the client is not to read.
    pub(super) fn signs(&self) -> String {
        let mut signs = String::new();
        if self.cell().come_back {
            signs.push_str(self.theme.symbols.come_back);
        }
        if self.cell().note.is_some() {
            signs.push_str(self.theme.symbols.note);
        }
        if self
            .response()
            .fault(self.spot)
            .is_some_and(|it| it.warning)
        {
            signs.push_str(self.theme.symbols.trouble);
        }
        if !signs.is_empty() {
            signs.insert(0, ' ');
        }
        signs
    }
}

/// A script, or the head of a list or table.
pub fn said(place: &Place<'_>) -> Vec<Row> {
    let item = place.item();
    let text = place.said(&item.label);
    if text.is_empty() {
        return Vec::new();
    }
    match item.kind {
        Kind::Info => {
            let mut rows: Vec<Row> = text
                .lines()
                .flat_map(|line| paint::paragraph(line, place.width, 2, place.theme.text))
                .collect();
            rows.push(Row::new());
            rows
        }
        Kind::Computed => Vec::new(),
        _ => paint::paragraph(&text, place.width, 2, place.theme.quiet),
    }
}

/// An item that is not in focus: its label and, if there is one, its answer, or what was typed there and is none.
pub fn quiet(place: &Place<'_>) -> Vec<Row> {
    let theme = place.theme;
    let label = place.label();
    let indent = if place.spot.row.is_some() { 4 } else { 2 };
    let refused = place.meeting.refused.get(&(place.filling, place.spot));
    let (answer, sign) = match refused {
        Some(typed) => (typed.clone(), format!(" {}", theme.symbols.trouble)),
        None => (place.answer(), String::new()),
    };
    let one_line =
        indent + label.width() + 2 + answer.width() + place.signs().width() + sign.width()
            <= place.width.min(paint::MEASURE + indent);
    if answer.is_empty() {
        let mut rows = paint::paragraph(&label, place.width, indent, theme.quiet);
        if let Some(last) = rows.last_mut() {
            last.spans.push((place.signs(), theme.focus));
        }
        return rows;
    }
    if one_line {
        let row = Row::of(" ".repeat(indent), theme.quiet)
            .then(label, theme.quiet)
            .then("  ", theme.quiet)
            .then(answer, theme.text)
            .then(place.signs(), theme.focus)
            .then(sign, theme.trouble);
        return vec![row];
    }
    let mut rows = paint::paragraph(&label, place.width, indent, theme.quiet);
    let mut below: Vec<Row> = answer
        .lines()
        .flat_map(|line| paint::paragraph(line, place.width, indent + 2, theme.text))
        .collect();
    if let Some(last) = below.last_mut() {
        last.spans.push((place.signs(), theme.focus));
        last.spans.push((sign, theme.trouble));
    }
    rows.extend(below);
    rows
}

/// The place for a new row of the list at `place`: named by what its first cell asks.
pub fn new_row(place: &Place<'_>, here: bool) -> Vec<Row> {
    let theme = place.theme;
    let response = place.meeting.response(place.filling);
    let form = response.form();
    let first = form.children(place.spot.item).next();
    let label = first.map_or_else(String::new, |first| place.said(&form.item(first).label));
    if !here {
        return paint::marked("    + ", &label, place.width, theme.quiet, theme.quiet);
    }
    let mut rows = paint::marked(
        &format!("{} ", theme.symbols.here),
        &label,
        place.width,
        theme.focus,
        theme.heading,
    );
    match &place.meeting.typing {
        Some(typing) => rows.extend(text_rows(place, typing)),
        None => rows.extend(paint::paragraph(
            &place.app.say("new-row"),
            place.width,
            4,
            theme.quiet,
        )),
    }
    if let Some(first) = rows.first_mut().filter(|_| place.meeting.typing.is_none()) {
        first.cursor = Some(0);
    }
    rows
}

/// The item in focus: label, what it takes, the earlier answer once there is a new one, what is wrong.
pub fn focused(place: &Place<'_>) -> Vec<Row> {
    let theme = place.theme;
    let mark = format!("{} ", theme.symbols.here);
    let mut rows = paint::marked(
        &mark,
        &place.label(),
        place.width,
        theme.focus,
        theme.heading,
    );
    if let Some(last) = rows.last_mut() {
        last.spans.push((place.signs(), theme.focus));
    }
    match &place.item().kind {
        Kind::Ruler => number_line(place, 0, 10, &mut rows),
        Kind::Scale { min, max } => number_line(place, *min, *max, &mut rows),
        Kind::YesNo => choices::yes_no(place, &mut rows),
        Kind::Single | Kind::Multi | Kind::Rank { .. } | Kind::Deck | Kind::Ref { .. } => {
            choices::options(place, &mut rows);
        }
        Kind::Tally => choices::tally(place, &mut rows),
        _ => typed(place, &mut rows),
    }
    if let Answer::Absent(absent) = place.cell().answer {
        rows.push(Row::of(
            format!("    {}", place.app.say(absent_id(absent))),
            theme.text,
        ));
    }
    earlier(place, &mut rows);
    faults(place, &mut rows);
    rows
}

/// Numbers in a row between their named ends.
fn number_line(place: &Place<'_>, min: i32, max: i32, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let chosen = match place.cell().value() {
        Some(Value::Number(number)) => i32::try_from(number.normalize().mantissa())
            .ok()
            .filter(|_| number.is_integer()),
        _ => None,
    };
    let step = if place.width >= 4 + 4 * 11 { 4 } else { 3 };
    let mut row = Row::of("   ", theme.text);
    for (at, number) in (min..=max).enumerate() {
        let text = number.to_string();
        let here = at == place.meeting.cursor;
        let shown = if chosen == Some(number) {
            format!("[{text}]")
        } else {
            format!(" {text} ")
        };
        let style = match (chosen == Some(number), here) {
            (true, _) => theme.focus,
            (false, true) => theme.selected,
            (false, false) => theme.text,
        };
        if here {
            let column = row.width() + 1;
            row = row.with_cursor(column);
        }
        row = row
            .then(shown, style)
            .then(" ".repeat(usize::from(step == 4)), theme.text);
    }
    if let Some((low, high)) = place.item().ends.as_deref() {
        let (low, high) = (low.plain(place.language()), high.plain(place.language()));
        let width = row.width().max(low.width() + high.width() + 8);
        if width <= place.width {
            let gap = width.saturating_sub(4 + low.width() + high.width());
            rows.push(Row::of(
                format!("    {low}{}{high}", " ".repeat(gap)),
                theme.quiet,
            ));
        } else {
            rows.extend(paint::paragraph(
                &format!("{min} = {low}"),
                place.width,
                4,
                theme.quiet,
            ));
            rows.extend(paint::paragraph(
                &format!("{max} = {high}"),
                place.width,
                4,
                theme.quiet,
            ));
        }
    }
    rows.push(row);
}

fn typed(place: &Place<'_>, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let Some(typing) = &place.meeting.typing else {
        return;
    };
    rows.extend(text_rows(place, typing));
    let unit = place.item().limits().unit.plain(place.language());
    if let Some(last) = rows.last_mut().filter(|_| !unit.is_empty()) {
        // A column is left for the caret.
        last.spans.push((format!("  {unit}"), theme.quiet));
    }
    if typing.editor.text().is_empty()
        && let Some(draft) = place.meeting.draft_text()
    {
        rows.extend(paint::paragraph(
            &place.app.say("draft-offered"),
            place.width,
            4,
            theme.quiet,
        ));
        rows.extend(
            draft
                .lines()
                .flat_map(|line| paint::paragraph(line, place.width, 4, theme.quiet)),
        );
    }
}

fn text_rows(place: &Place<'_>, typing: &Typing) -> Vec<Row> {
    paint::typed(&typing.editor, text_width(place.width), 2, place.theme)
}

/// The earlier answer of the same theme: beside the new one, never before it.
fn earlier(place: &Place<'_>, rows: &mut Vec<Row>) {
    let Some(value) = place.cell().value() else {
        return;
    };
    let Some(pinned) = place.meeting.response(place.filling).previous(place.spot) else {
        return;
    };
    let before = place.show(&pinned.value);
    let now = place.show(value);
    if before.width() + now.width() > 40 {
        return;
    }
    let text = place.app.tell(
        "before-now",
        &[
            ("before", Arg::from(before.as_str())),
            ("now", Arg::from(now.as_str())),
        ],
    );
    rows.push(Row::of(format!("    {text}"), place.theme.quiet));
}

pub(super) fn faults(place: &Place<'_>, rows: &mut Vec<Row>) {
    let theme = place.theme;
    let fault = place.response().fault(place.spot);
    if let Some(fault) = fault.filter(|fault| !fault.warning) {
        let mark = format!("    {} ", theme.symbols.trouble);
        rows.extend(paint::marked(
            &mark,
            &place.said(fault.message),
            place.width,
            theme.trouble,
            theme.text,
        ));
    }
    if let Some(text) = place.meeting.refused.get(&(place.filling, place.spot)) {
        let response = place.meeting.response(place.filling);
        if let Err(fault) = response.parse(place.spot, text, place.app.stamp.today) {
            let mark = format!("    {} ", theme.symbols.trouble);
            rows.extend(paint::marked(
                &mark,
                &place.app.entry_fault(&fault),
                place.width,
                theme.trouble,
                theme.text,
            ));
        }
    }
}
