//! Functions of plain values whose types need a closer look: dates, texts, ticked and ranked options.

use rust_decimal::Decimal;

use super::super::diagnostic::Message;
use super::super::expr::{Expr, Function, Op};
use super::super::reader::nfc;
use super::super::resolve::{Resolver, Typed};
use super::super::scope::Type;
use super::super::syntax::{Part, Tree};
use super::super::{ItemIx, Kind};

impl Resolver<'_, '_> {
    /// A function of values of one type.
    pub(super) fn of_type(
        &mut self,
        function: Function,
        given: &[&Tree<'_>],
        wanted: Type,
    ) -> Expr {
        let values = given.iter().map(|tree| self.typed(tree, wanted));
        Expr::Call(function, values.collect())
    }

    fn typed(&mut self, tree: &Tree<'_>, wanted: Type) -> Expr {
        let typed = self.value(tree);
        let typed = match (typed.gives, wanted) {
            (Type::Quoted, Type::Date | Type::Text) => self.quoted_as(typed, wanted, &tree.span),
            _ => typed,
        };
        if typed.gives != wanted {
            self.mismatch(&tree.span, wanted.word(), typed.gives);
        }
        typed.expr
    }

    /// `100 * part / whole`; of nothing there is no share.
    pub(super) fn percent(&mut self, given: &[&Tree<'_>]) -> Expr {
        let (part, whole) = (self.number(given[0]), self.number(given[1]));
        let hundred = Box::new(Expr::Number(Decimal::ONE_HUNDRED));
        let hundredfold = Expr::Binary(Op::Multiply, hundred, Box::new(part));
        Expr::Binary(Op::Divide, Box::new(hundredfold), Box::new(whole))
    }

    pub(super) fn add_days(&mut self, given: &[&Tree<'_>]) -> Typed {
        let date = self.typed(given[0], Type::Date);
        let days = self.number(given[1]);
        Typed::new(
            Expr::Call(Function::AddDays, Box::new([date, days])),
            Type::Date,
        )
    }

    /// The pattern must stand in the file, so that a bad one is found before anything is held against it.
    pub(super) fn matches(&mut self, text: &Tree<'_>, pattern: &Tree<'_>) -> Typed {
        let text = self.typed(text, Type::Text);
        let Part::Quoted(said) = &pattern.part else {
            self.fault(&pattern.span, Message::new("form-expr-pattern-wanted"));
            return Typed::new(Expr::Bool(false), Type::Bool);
        };
        match self.pool.pattern(&nfc(said)) {
            Ok(pattern) => Typed::new(Expr::Matches(Box::new(text), pattern), Type::Bool),
            Err(message) => {
                self.fault(&pattern.span, message);
                Typed::new(Expr::Bool(false), Type::Bool)
            }
        }
    }

    pub(super) fn size(&mut self, tree: &Tree<'_>) -> Expr {
        let ticked = self.value(tree);
        if !matches!(ticked.gives, Type::Codes(_)) {
            self.mismatch(&tree.span, "form-type-codes", ticked.gives);
        }
        Expr::Call(Function::Size, Box::new([ticked.expr]))
    }

    pub(super) fn rank_of(&mut self, ranked: &Tree<'_>, code: &Tree<'_>) -> Expr {
        let typed = self.value(ranked);
        let Type::Codes(domain) = typed.gives else {
            self.mismatch(&ranked.span, "form-type-codes", typed.gives);
            return typed.expr;
        };
        let ranks = |ix: ItemIx| matches!(self.scope.item(ix).kind, Kind::Rank { .. });
        if !matches!(typed.expr, Expr::Item(ix) | Expr::Previous(ix) if ranks(ix)) {
            self.fault(&ranked.span, Message::new("form-expr-rank"));
        }
        let code = match self.value(code) {
            quoted if quoted.gives == Type::Quoted => {
                self.quoted_as(quoted, Type::Code(domain), &code.span)
            }
            other => other,
        };
        if code.gives != Type::Code(domain) {
            self.mismatch(&ranked.span, "form-type-code", code.gives);
        }
        Expr::Call(Function::Place, Box::new([typed.expr, code.expr]))
    }
}
