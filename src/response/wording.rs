//! Words that depend on answers, put together for one reader.

use crate::form::expr::Expr;
use crate::form::{EmbeddedPiece, Id, ItemIx, Kind, Piece, Wording};
use crate::lang::Lang;

use super::value::RowId;
use super::{Response, RowIx, Spot, show};

/// Where the standing forms that are shown inside this one are looked up.
pub trait Embedded {
    fn embedded(&self, form: &Id) -> Option<&Response>;
}

/// No standing forms at hand.
impl Embedded for () {
    fn embedded(&self, _form: &Id) -> Option<&Response> {
        None
    }
}

/// Words ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub text: String,
    /// The language that the words are in.
    pub lang: Lang,
    /// The wanted language was missing.
    pub fallback: bool,
}

/// One rendering under way.
struct Rendering<'a> {
    response: &'a Response,
    embedded: &'a dyn Embedded,
    lang: Lang,
    text: String,
}

impl Response {
    /// The first variant of a wording whose condition holds, with its holes filled as seen from `spot`.
    pub fn wording(
        &self,
        wording: &Wording,
        spot: Option<Spot>,
        lang: Lang,
        embedded: &dyn Embedded,
    ) -> Option<Rendered> {
        let row = spot.and_then(|spot| spot.row);
        let variant = wording.variants.iter().find(|variant| {
            let when = variant.when.as_ref();
            when.is_none_or(|when| self.holds(when, row))
        })?;
        let said = variant.text.get(lang)?;
        let mut rendering = Rendering {
            response: self,
            embedded,
            lang: said.lang,
            text: String::new(),
        };
        rendering.say(&said.value.pieces, row);
        Some(Rendered {
            text: rendering.text,
            lang: said.lang,
            fallback: said.fallback,
        })
    }
}

impl Rendering<'_> {
    fn say(&mut self, pieces: &[Piece], row: Option<RowIx>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text.push_str(text),
                Piece::Value(expr) => self.say_value(expr, row),
                Piece::If { when, body } => {
                    if self.response.holds(when, row) {
                        self.say(body, row);
                    }
                }
                Piece::Each { list, when, body } => self.say_each(*list, when.as_ref(), body),
                Piece::EachEmbedded { embed, list, body } => {
                    self.say_each_embedded(*embed, list, body);
                }
            }
        }
    }

    fn say_value(&mut self, expr: &Expr, row: Option<RowIx>) {
        let response = self.response;
        if let Expr::Band(item) = expr {
            let band = response.band(response.near(*item, row));
            return self
                .text
                .push_str(band.map_or("", |band| band.text.plain(self.lang)));
        }
        let Some(value) = response.work_out(expr, row) else {
            return;
        };
        let value = value.to_value();
        let text = match source(response, expr, row) {
            Some(spot) => response.show(spot, &value, self.lang),
            None => show::spoken(&value, self.lang),
        };
        self.text.push_str(&text);
    }

    fn say_each(&mut self, list: ItemIx, when: Option<&Expr>, body: &[Piece]) {
        let response = self.response;
        if !response.is_shown(Spot::top(list)) {
            return;
        }
        for row in response.rows(list) {
            if when.is_none_or(|when| response.holds(when, Some(*row))) {
                self.say(body, Some(*row));
            }
        }
    }

    fn say_each_embedded(&mut self, embed: ItemIx, list: &Id, body: &[EmbeddedPiece]) {
        let Kind::Embed { form } = &self.response.form.item(embed).kind else {
            return;
        };
        let Some(other) = self.embedded.embedded(form) else {
            return;
        };
        let Some(list) = other.layout.by_id.get(list) else {
            return;
        };
        if other.is_shown(Spot::top(*list)) {
            for row in other.rows(*list) {
                self.say_embedded(other, body, *row);
            }
        }
    }

    fn say_embedded(&mut self, other: &Response, pieces: &[EmbeddedPiece], row: RowIx) {
        let spot = |id: &Id| {
            let item = other.layout.by_id.get(id)?;
            Some(other.near(*item, Some(row)))
        };
        for piece in pieces {
            match piece {
                EmbeddedPiece::Text(text) => self.text.push_str(text),
                EmbeddedPiece::Answer(id) => {
                    let spot = spot(id);
                    let value = spot.and_then(|spot| Some((spot, other.value(spot)?)));
                    if let Some((spot, value)) = value {
                        self.text.push_str(&other.show(spot, value, self.lang));
                    }
                }
                EmbeddedPiece::IfAnswered { item, body } => {
                    if spot(item).is_some_and(|spot| other.value(spot).is_some()) {
                        self.say_embedded(other, body, row);
                    }
                }
            }
        }
    }
}

/// The item whose answer an expression is, so that options are said by their texts.
fn source(response: &Response, expr: &Expr, row: Option<RowIx>) -> Option<Spot> {
    match expr {
        Expr::Item(item) | Expr::Previous(item) => Some(response.near(*item, row)),
        Expr::TableCell { column, row } => {
            let owner = response.layout.owner(*column)?;
            let row = response.row_of.get(&(owner, RowId(row.clone())))?;
            Some(Spot::in_row(*column, *row))
        }
        Expr::If(parts) => {
            let [when, then, otherwise] = &**parts;
            match response.truth(when, row)? {
                true => source(response, then, row),
                false => source(response, otherwise, row),
            }
        }
        _ => None,
    }
}
