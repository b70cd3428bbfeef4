//! Totals over items: which items, in which rows, and what of them is counted.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::super::diagnostic::{Message, Span};
use super::super::expr::{Aggregate, Expr, Function, Member, Op, Total};
use super::super::pool::Hidden;
use super::super::resolve::{Resolver, Typed};
use super::super::scope::Type;
use super::super::syntax::{Part, Tree};
use super::super::{AggregateIx, ItemIx, Kind};
use super::turns::{empty, is_turned};

/// What the members of a total must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Numbers, also worked-out ones.
    Numbers,
    /// Numbers of items: it is asked how many of them are answered.
    Items,
    /// Whatever is answered.
    Answers,
    /// Whatever is shown.
    Anything,
}

impl Resolver<'_, '_> {
    pub(super) fn total(&mut self, total: Total, tree: &Tree<'_>) -> Typed {
        let wanted = match total {
            Total::Count => Wanted::Answers,
            Total::Shown => Wanted::Anything,
            Total::Sum | Total::Mean | Total::Min | Total::Max => Wanted::Numbers,
        };
        let members = self.members(tree, wanted);
        self.each_once(&members, &tree.span);
        self.total_of(total, members)
    }

    fn total_of(&mut self, total: Total, members: Vec<Member>) -> Typed {
        let aggregate = self.aggregate(members);
        if matches!(total, Total::Min | Total::Max) {
            self.pool.keep_in_order(aggregate);
        }
        Typed::new(Expr::Total(total, aggregate), Type::Number)
    }

    pub(super) fn each_once(&mut self, members: &[Member], span: &Span) {
        let mut seen = HashSet::new();
        if !members.iter().all(|member| seen.insert(member.item)) {
            self.fault(span, Message::new("form-expr-twice"));
        }
    }

    pub(super) fn aggregate(&mut self, members: Vec<Member>) -> AggregateIx {
        self.pool.total(Aggregate {
            items: members,
            ordered: false,
        })
    }

    /// The items that are counted over: one whose rows are meant, or several.
    pub(super) fn members(&mut self, tree: &Tree<'_>, wanted: Wanted) -> Vec<Member> {
        match &tree.part {
            Part::List(parts) if parts.is_empty() => {
                self.fault(&tree.span, Message::new("form-expr-empty-list"));
                Vec::new()
            }
            Part::List(parts) => {
                let members = parts.iter().filter_map(|part| self.member(part, wanted));
                members.collect()
            }
            _ => self.member(tree, wanted).into_iter().collect(),
        }
    }

    pub(super) fn member(&mut self, tree: &Tree<'_>, wanted: Wanted) -> Option<Member> {
        if !is_turned(tree) {
            return self.worked_out_member(tree, wanted);
        }
        let mut turned = self.turned(tree)?;
        let list = matches!(self.scope.item(turned.item).kind, Kind::List { .. });
        let countable = turned.gives.is_some() || list;
        match wanted {
            Wanted::Anything => {}
            Wanted::Answers if countable => {}
            Wanted::Answers | Wanted::Numbers | Wanted::Items => {
                self.as_figure(&mut turned, &tree.span);
            }
        }
        Some(self.member_of(turned))
    }

    /// A member that is no item of the file: it becomes one that nobody sees.
    fn worked_out_member(&mut self, tree: &Tree<'_>, wanted: Wanted) -> Option<Member> {
        match wanted {
            Wanted::Numbers | Wanted::Answers => {}
            Wanted::Items => {
                let message = Message::new("form-expr-scale-member");
                self.fault_with(&tree.span, message, "form-help-computed");
                return None;
            }
            Wanted::Anything => {
                self.name_of(tree)?;
                return None;
            }
        }
        let list = self.list_of(tree)?;
        let member = self.hidden(&tree.span, "", list, |resolver| resolver.number(tree));
        Some(member)
    }

    /// The list or table whose items an expression names, if any; nothing at all where it names those of two.
    fn list_of(&mut self, tree: &Tree<'_>) -> Option<Option<ItemIx>> {
        let mut found: Vec<(ItemIx, Span)> = Vec::new();
        let scope = self.scope;
        each_seen_name(tree, &mut |name, span| {
            if let Some(item) = scope.by_id.get(name)
                && let Some(list) = scope.row_of(*item)
            {
                found.push((list, span.clone()));
            }
        });
        let Some((list, _)) = found.first().cloned() else {
            return Some(None);
        };
        let other = found.iter().find(|(other, _)| *other != list);
        if let Some((other, span)) = other {
            let message = Message::new("form-expr-two-lists")
                .with("one", scope.item(list).id.as_str())
                .with("other", scope.item(*other).id.as_str());
            self.fault(span, message);
            return None;
        }
        Some(Some(list))
    }

    /// A hidden item in the rows of `list`, worked out by what `make` makes there; the same words mean the same item.
    fn hidden(
        &mut self,
        span: &Span,
        sort: &str,
        list: Option<ItemIx>,
        make: impl FnOnce(&mut Self) -> Expr,
    ) -> Member {
        let written = self.offset + span.start..self.offset + span.end;
        let written = self.quoted.text.get(written).unwrap_or_default();
        let written = format!("{sort} {written}");
        let known = self.pool.hidden_as(&written, list);
        let item = known.unwrap_or_else(|| {
            let outer = std::mem::replace(&mut self.row, list);
            let calculation = make(self);
            self.row = outer;
            let ix = self.pool.hide(Hidden {
                parent: list,
                section: None,
                calculation: Some(calculation),
                constraints: Vec::new(),
            });
            self.pool.remember(&written, list, ix);
            ix
        });
        Member {
            item,
            score: false,
            turn: None,
        }
    }

    /// In how many rows something holds.
    pub(super) fn count_if(&mut self, tree: &Tree<'_>) -> Typed {
        let zero = Typed::new(Expr::Number(Decimal::ZERO), Type::Number);
        let Some(list) = self.list_of(tree) else {
            return zero;
        };
        let Some(list) = list else {
            let condition = self.condition(tree);
            if !matches!(condition, Expr::Bool(_)) {
                let message = Message::new("form-expr-no-rows");
                self.fault_with(&tree.span, message, "form-help-rows");
            }
            return zero;
        };
        let member = self.hidden(&tree.span, "if", Some(list), |resolver| {
            let when = resolver.condition(tree);
            Expr::If(Box::new([when, Expr::Number(Decimal::ONE), empty()]))
        });
        self.total_of(Total::Count, vec![member])
    }

    /// The T-score of goal attainment over the rows of a list:
    /// `50 + 10 sum(w x) / sqrt(0.7 sum(w²) + 0.3 (sum w)²)`, of the goals that have a level.
    pub(super) fn gas_t(&mut self, given: &[&Tree<'_>], span: &Span) -> Typed {
        let lists = given.iter().map(|tree| self.list_of(tree).flatten());
        let lists: Vec<Option<ItemIx>> = lists.collect();
        let (Some(Some(list)), true) = (
            lists.first().copied(),
            lists.iter().all(|list| *list == lists[0]),
        ) else {
            self.fault(span, Message::new("form-expr-gas"));
            return Typed::unknown();
        };
        let weight = self.hidden(span, "weight", Some(list), |resolver| {
            resolver.gas_weight(given)
        });
        let weight_of = || Box::new(Expr::Item(weight.item));
        let weighted = self.hidden(span, "weighted", Some(list), |resolver| {
            let level = Box::new(resolver.number(given[0]));
            Expr::Binary(Op::Multiply, weight_of(), level)
        });
        let square = self.hidden(span, "square", Some(list), |_| {
            Expr::Binary(Op::Multiply, weight_of(), weight_of())
        });
        let mut sum = |member| self.total_of(Total::Sum, vec![member]).expr;
        let number = |mantissa, digits| Expr::Number(Decimal::new(mantissa, digits));
        let squares = binary(Op::Multiply, number(7, 1), sum(square));
        let whole = Expr::Call(Function::Power, Box::new([sum(weight), number(2, 0)]));
        let spread = binary(Op::Add, squares, binary(Op::Multiply, number(3, 1), whole));
        let spread = Expr::Call(Function::Sqrt, Box::new([spread]));
        let above = binary(Op::Multiply, number(10, 0), sum(weighted));
        let score = binary(Op::Add, number(50, 0), binary(Op::Divide, above, spread));
        Typed::new(score, Type::Number)
    }

    /// The weight of a goal that has a level: what is said, otherwise 1.
    fn gas_weight(&mut self, given: &[&Tree<'_>]) -> Expr {
        let level = self.number(given[0]);
        let one = Expr::Number(Decimal::ONE);
        let weight = match given.get(1) {
            None => one,
            Some(tree) => Expr::Call(Function::Coalesce, Box::new([self.number(tree), one])),
        };
        // Zero times the level is empty where the level is.
        let zero = Expr::Number(Decimal::ZERO);
        let nothing = binary(Op::Multiply, zero, level);
        binary(Op::Add, weight, nothing)
    }
}

fn binary(op: Op, left: Expr, right: Expr) -> Expr {
    Expr::Binary(op, Box::new(left), Box::new(right))
}

/// The names that an expression sees as those of its own row: not the members of a total within it.
fn each_seen_name(tree: &Tree<'_>, see: &mut impl FnMut(&str, &Span)) {
    const TOTALS: [&str; 9] = [
        "sum", "mean", "min", "max", "count", "count_if", "shown", "scale", "gas_t",
    ];
    match &tree.part {
        Part::Name(name) => see(name, &tree.span),
        Part::Number(_)
        | Part::Percent(_)
        | Part::Bool(_)
        | Part::Quoted(_)
        | Part::Cell(..)
        | Part::Option(_) => {}
        Part::List(parts) => parts.iter().for_each(|part| each_seen_name(part, see)),
        Part::Not(inner) | Part::Negate(inner) => each_seen_name(inner, see),
        Part::Binary(_, left, right) => {
            each_seen_name(left, see);
            each_seen_name(right, see);
        }
        Part::Call(name, _) if TOTALS.contains(name) => {}
        Part::Call(_, given) => given
            .iter()
            .for_each(|given| each_seen_name(&given.value, see)),
    }
}
