//! Functions that ask about an item by its name: whether it is answered, what it was before, what another rater says, its band.

use super::super::diagnostic::{Message, Span};
use super::super::expr::Expr;
use super::super::names::is_id;
use super::super::resolve::{Resolver, Typed};
use super::super::scope::{Domain, Type};
use super::super::syntax::{Part, Tree};
use super::super::{Id, ItemIx, Kind};

impl Resolver<'_, '_> {
    pub(super) fn name_of<'t>(&mut self, tree: &Tree<'t>) -> Option<&'t str> {
        if let Part::Name(name) = tree.part {
            return Some(name);
        }
        self.fault(&tree.span, Message::new("form-expr-name-wanted"));
        None
    }

    /// The item that is named, if its answer can be seen from here.
    fn seen(&mut self, tree: &Tree<'_>) -> Option<ItemIx> {
        let name = self.name_of(tree)?;
        self.seen_item(name, &tree.span)
    }

    fn no_value(&mut self, item: ItemIx, span: &Span) {
        let id = self.scope.item(item).id.to_string();
        let message = Message::new("form-expr-no-value").with("name", &id);
        self.fault(span, message);
    }

    pub(super) fn answered(&mut self, tree: &Tree<'_>) -> Typed {
        let Some(item) = self.seen(tree) else {
            return Typed::new(Expr::Bool(false), Type::Bool);
        };
        if matches!(
            self.scope.item(item).kind,
            Kind::Info | Kind::Group | Kind::Embed { .. } | Kind::Table { .. }
        ) {
            self.no_value(item, &tree.span);
        }
        Typed::new(Expr::Answered(item), Type::Bool)
    }

    pub(super) fn previous(&mut self, tree: &Tree<'_>) -> Typed {
        let Some(item) = self.seen(tree) else {
            return Typed::unknown();
        };
        match self.asked_once(item) {
            Some(gives) => Typed::new(Expr::Previous(item), gives),
            None => {
                self.fault(&tree.span, Message::new("form-expr-previous"));
                Typed::unknown()
            }
        }
    }

    /// What an item gives that is answered, and once in a form.
    fn asked_once(&self, item: ItemIx) -> Option<Type> {
        let once = self.scope.row_of(item).is_none();
        let answered = self.scope.item(item).kind != Kind::Computed;
        self.scope.type_of(item).filter(|_| once && answered)
    }

    pub(super) fn rated(&mut self, tree: &Tree<'_>, role: &Tree<'_>) -> Typed {
        let item = self.seen(tree);
        let role = match &role.part {
            Part::Quoted(role) if is_id(role) => Some(Id::new(role)),
            _ => {
                self.fault(&role.span, Message::new("form-expr-rater"));
                None
            }
        };
        let Some(item) = item else {
            return Typed::unknown();
        };
        match (self.asked_once(item), role) {
            (Some(gives), Some(role)) => Typed::new(Expr::Rated(item, role), gives),
            (Some(_), None) => Typed::unknown(),
            (None, _) => {
                self.fault(&tree.span, Message::new("form-expr-rated"));
                Typed::unknown()
            }
        }
    }

    pub(super) fn band(&mut self, tree: &Tree<'_>) -> Typed {
        let Some(item) = self.seen(tree) else {
            return Typed::unknown();
        };
        if self.scope.item(item).bands.is_empty() {
            self.fault(&tree.span, Message::new("form-expr-band"));
            return Typed::unknown();
        }
        Typed::new(Expr::Band(item), Type::Code(Domain::Bands(item)))
    }
}
