//! Doubts about conditions: those that can never hold, always hold, or say nothing about any answer.

use toml::de::{DeTable, DeValue};

use super::super::diagnostic::{Message, Span};
use super::super::expr::Expr;
use super::super::reader::Reader;
use super::super::{Constraint, Form, ItemIx, Piece, Wording};
use super::world::{Effort, World};

/// The tables under a key of the head that gave an item of the form, with that item.
pub(super) fn tables<'a>(
    document: &'a DeTable<'a>,
    key: &str,
    form: &Form,
) -> Vec<(&'a DeTable<'a>, ItemIx)> {
    let Some(DeValue::Array(array)) = document.get(key).map(|value| value.get_ref()) else {
        return Vec::new();
    };
    let ids = form.items.iter().zip(0..);
    let ids: std::collections::HashMap<&str, ItemIx> =
        ids.map(|(item, ix)| (item.id.as_str(), ix)).collect();
    let tables = array.iter().filter_map(|value| {
        let table = value.get_ref().as_table()?;
        let id = table.get("id")?.get_ref().as_str()?;
        Some((table, *ids.get(id)?))
    });
    tables.collect()
}

pub(super) fn doubts<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>, form: &Form) {
    let effort = Effort::default();
    let mut judge = Judge {
        reader,
        form,
        effort: &effort,
    };
    let sections = array(document, "section").zip(&form.sections);
    for (at, (table, section)) in sections.enumerate() {
        let world = World::new(form, &effort);
        let inside = form.items.iter();
        let inside = inside.filter(|item| item.section.map(usize::from) == Some(at));
        let message = Message::new("form-section-never-shown")
            .with("name", section.id.as_str())
            .count("count", inside.count());
        judge.shown(table, section.relevant.as_ref(), &world, message);
        let borne = form.items.iter().filter(|item| {
            item.hidden && item.parent.is_none() && item.section.map(usize::from) == Some(at)
        });
        for bearer in borne {
            let mut shown = world.clone();
            if section
                .relevant
                .as_ref()
                .is_none_or(|when| shown.allows(when, true))
            {
                judge.constraints(table, "constraint", &bearer.constraints, &shown);
            }
        }
        judge.wording(table, "title", &section.title, &world);
        judge.wording(table, "intro", &section.intro, &world);
    }
    for (table, ix) in tables(document, "item", form) {
        judge.item(table, ix);
    }
    for (table, suggestion) in array(document, "suggest").zip(&form.suggestions) {
        let world = World::new(form, &effort);
        if let Some(at) = span(table, "when") {
            judge.said_when(&suggestion.when, at, &world, true);
        }
        judge.wording(table, "text", &suggestion.text, &world);
    }
}

fn array<'a>(table: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = &'a DeTable<'a>> + use<'a> {
    let value = table.get(key).and_then(|value| value.get_ref().as_array());
    let tables = value.into_iter().flat_map(|array| array.iter());
    tables.filter_map(|value| value.get_ref().as_table())
}

fn span(table: &DeTable<'_>, key: &str) -> Option<Span> {
    table.get(key).map(|value| value.span())
}

struct Judge<'r, 'a, 'f> {
    reader: &'r mut Reader<'a>,
    form: &'f Form,
    effort: &'f Effort,
}

impl<'f> Judge<'_, '_, 'f> {
    fn warn(&mut self, span: Span, message: Message) {
        self.reader.faults.warning(span, message);
    }

    fn item(&mut self, table: &DeTable<'_>, ix: ItemIx) {
        let item = self.form.item(ix);
        let mut around = World::new(self.form, self.effort);
        // Where what it stands in is never shown, that alone is told.
        let section = item.section.map(|ix| &self.form.sections[usize::from(ix)]);
        let outer = section.and_then(|section| section.relevant.as_ref());
        let reached = outer.is_none_or(|when| around.allows(when, true))
            && item.parent.is_none_or(|parent| around.show(parent));
        if !reached {
            return;
        }
        let message = Message::new("form-never-shown").with("name", item.id.as_str());
        self.shown(table, item.relevant.as_ref(), &around, message);
        let mut world = World::new(self.form, self.effort);
        if !world.show(ix) {
            return;
        }
        if let Some(filter) = &item.filter
            && let Some(at) = span(table, "filter")
            && !filter.rule.contains("option.")
            && filter
                .conditions
                .first()
                .is_some_and(|when| !when.depends())
        {
            self.warn(at, Message::new("form-constant-condition"));
        }
        for (key, wording) in [
            ("label", &item.label),
            ("hint", &item.hint),
            ("why", &item.why),
        ] {
            self.wording(table, key, wording, &world);
        }
        if let Some(draft) = &item.draft {
            self.wording(table, "draft", draft, &world);
        }
        let mut answered = world.clone();
        answered.answer(ix);
        self.constraints(table, "constraint", &item.constraints, &answered);
        let borne = self.form.items.iter();
        let borne = borne.filter(|bearer| bearer.hidden && bearer.parent == Some(ix));
        for bearer in borne {
            self.constraints(table, "row_constraint", &bearer.constraints, &world);
        }
    }

    /// A condition on which something is shown at all.
    fn shown(
        &mut self,
        table: &DeTable<'_>,
        when: Option<&Expr>,
        world: &World<'f>,
        never: Message,
    ) {
        let (Some(when), Some(at)) = (when, span(table, "relevant")) else {
            return;
        };
        if !when.depends() {
            self.warn(at, Message::new("form-constant-condition"));
        } else if !world.clone().allows(when, true) {
            self.warn(at, never);
        } else if always(when, world) {
            self.warn(at, Message::new("form-always-true"));
        }
    }

    fn constraints(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        constraints: &[Constraint],
        world: &World<'f>,
    ) {
        for (table, constraint) in array(table, key).zip(constraints) {
            if let Some(at) = span(table, "expr") {
                self.constraint(&constraint.expr, at, world);
            }
            self.wording(table, "message", &constraint.message, world);
        }
    }

    fn constraint(&mut self, expr: &Expr, at: Span, world: &World<'f>) {
        let code = if !expr.depends() {
            "form-constant-condition"
        } else if !world.clone().allows(expr, false) {
            "form-constraint-never-fails"
        } else if !world.clone().allows(expr, true) {
            "form-constraint-always-fails"
        } else {
            return;
        };
        self.warn(at, Message::new(code));
    }

    /// A condition on which something is said; `alone` where nothing else is said instead.
    fn said_when(&mut self, when: &Expr, at: Span, world: &World<'f>, alone: bool) -> bool {
        if !when.depends() {
            self.warn(at, Message::new("form-constant-condition"));
        } else if !world.clone().allows(when, true) {
            self.warn(at, Message::new("form-never-said"));
        } else if always(when, world) {
            if alone {
                self.warn(at, Message::new("form-always-true"));
            }
            return true;
        }
        false
    }

    /// The alternatives of a wording, and the conditions within their texts.
    fn wording(&mut self, table: &DeTable<'_>, key: &str, wording: &Wording, world: &World<'f>) {
        let Some(value) = table.get(key) else {
            return;
        };
        let DeValue::Array(array) = value.get_ref() else {
            if let Some(only) = wording.variants.first() {
                only.text
                    .iter()
                    .for_each(|(_, text)| self.pieces(&text.pieces, value.span(), world));
            }
            return;
        };
        let mut settled = false;
        for (alternative, variant) in array.iter().zip(&wording.variants) {
            if settled {
                self.warn(
                    alternative.span(),
                    Message::new("form-alternative-unreachable"),
                );
                return;
            }
            let when = alternative
                .get_ref()
                .as_table()
                .and_then(|table| span(table, "when"));
            let mut inside = world.clone();
            match (&variant.when, when) {
                (Some(when), Some(at)) => {
                    let last = wording.variants.len() == 1;
                    settled = self.said_when(when, at, world, last);
                    if !inside.allows(when, true) {
                        continue;
                    }
                }
                _ => settled = true,
            }
            for (_, text) in variant.text.iter() {
                self.pieces(&text.pieces, alternative.span(), &inside);
            }
        }
    }

    fn pieces(&mut self, pieces: &[Piece], at: Span, world: &World<'f>) {
        for piece in pieces {
            match piece {
                Piece::If { when, body } => {
                    self.said_when(when, at.clone(), world, true);
                    let mut inside = world.clone();
                    if inside.allows(when, true) {
                        self.pieces(body, at.clone(), &inside);
                    }
                }
                // In a row the same names mean something else each time.
                Piece::Each { .. }
                | Piece::Text(_)
                | Piece::Value(_)
                | Piece::EachEmbedded { .. } => {}
            }
        }
    }
}

fn always(expr: &Expr, world: &World<'_>) -> bool {
    !world.clone().allows(expr, false) && !world.clone().may_be_empty(expr)
}
