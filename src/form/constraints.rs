//! What answers must be like: of an item, of each row, of a section.

use super::diagnostic::Message;
use super::keys;
use super::load::Loader;
use super::pool::Hidden;
use super::reader::Node;
use super::{Constraint, Item, ItemIx, Kind, SectionIx};

impl<'a> Loader<'a> {
    /// Constraints of a section as a whole: an item that nobody sees bears them.
    pub fn section_constraints(&mut self, value: Option<&'a Node<'a>>, section: usize) {
        let constraints = self.constraints(value, None);
        if let Ok(section) = SectionIx::try_from(section) {
            self.bear(constraints, None, Some(section));
        }
    }

    /// Constraints of each row of a list or table alone.
    pub fn row_constraints(&mut self, value: Option<&'a Node<'a>>, item: &Item, ix: ItemIx) {
        let Some(value) = value else {
            return;
        };
        if !matches!(item.kind, Kind::List { .. } | Kind::Table { .. }) {
            return self.not_for_kind(value, "row_constraint");
        }
        let constraints = self.constraints(Some(value), Some(ix));
        self.bear(constraints, Some(ix), None);
    }

    fn bear(
        &mut self,
        constraints: Vec<Constraint>,
        parent: Option<ItemIx>,
        section: Option<SectionIx>,
    ) {
        if !constraints.is_empty() {
            self.pool.hide(Hidden {
                parent,
                section,
                calculation: None,
                constraints,
            });
        }
    }

    pub fn constraints(
        &mut self,
        value: Option<&'a Node<'a>>,
        row: Option<ItemIx>,
    ) -> Vec<Constraint> {
        const MOST: usize = keys::MOST_CONSTRAINTS;
        let mut found = Vec::new();
        let Some(array) = value.and_then(|value| self.reader.array(value)) else {
            return found;
        };
        if let Some(over) = array.get(MOST) {
            let message = Message::new("form-too-many").count("most", MOST);
            self.reader.faults.error(over.span(), message);
        }
        for value in array.iter().take(MOST) {
            let Some(mut fields) = self.reader.fields(value, &keys::CONSTRAINT) else {
                continue;
            };
            let expr = fields.need(&mut self.reader, "expr");
            let expr = expr.and_then(|value| self.condition(value, row));
            let message = fields.need(&mut self.reader, "message");
            let message = self.maybe_wording(message, row);
            let warning = fields.take("warning");
            let warning = warning.and_then(|value| self.reader.boolean(value));
            fields.finish(&mut self.reader);
            if let Some(expr) = expr {
                found.push(Constraint {
                    expr,
                    message,
                    warning: warning.unwrap_or(false),
                });
            }
        }
        found
    }
}
