//! The functions of expressions: of plain values, of answers, and the totals over items.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::diagnostic::{Message, Span};
use super::expr::{Aggregate, Expr, Function, Member, MinAnswered, Total};
use super::resolve::{Resolver, Typed, literal};
use super::scope::{Domain, Type};
use super::syntax::{Argument, Part, Tree};
use super::{AggregateIx, ItemIx, Kind};

const FUNCTIONS: [&str; 16] = [
    "if", "answered", "previous", "sum", "mean", "min", "max", "count", "scale", "round", "abs",
    "least", "greatest", "coalesce", "days", "length",
];

impl Resolver<'_, '_> {
    pub fn call(&mut self, name: &str, arguments: &[Argument<'_>], span: &Span) -> Typed {
        if name == "scale" {
            return self.scale(arguments, span);
        }
        for (option, place) in arguments.iter().filter_map(|given| given.name.as_ref()) {
            let message = Message::new("form-expr-no-option").with("name", option);
            self.fault(place, message);
        }
        let given: Vec<&Tree<'_>> = arguments.iter().map(|given| &given.value).collect();
        let Some(count) = argument_count(name) else {
            let message = Message::new("form-unknown-function").with("name", name);
            let span = self.place(&(span.start..span.start + name.len()));
            self.reader.faults.unknown(span, message, name, FUNCTIONS);
            return Typed::unknown();
        };
        if !count.contains(&given.len()) {
            let message = Message::new("form-expr-arguments")
                .with("name", name)
                .count("least", *count.start())
                .count("found", given.len());
            self.fault(span, message);
            return Typed::unknown();
        }
        self.function(name, &given, span)
    }

    fn function(&mut self, name: &str, given: &[&Tree<'_>], span: &Span) -> Typed {
        let (expr, gives) = match name {
            "if" => {
                let when = Box::new(self.condition(given[0]));
                return self.choice(when, &given[1..]);
            }
            "answered" => return self.answered(given[0]),
            "previous" => return self.previous(given[0]),
            "sum" => return self.total(Total::Sum, given[0]),
            "mean" => return self.total(Total::Mean, given[0]),
            "min" => return self.total(Total::Min, given[0]),
            "max" => return self.total(Total::Max, given[0]),
            "count" => return self.total(Total::Count, given[0]),
            "coalesce" => {
                let (values, gives) = self.alike(given);
                (Expr::Call(Function::Coalesce, values), gives)
            }
            "round" => (self.round(given, span), Type::Number),
            "abs" => (self.of_numbers(Function::Abs, given), Type::Number),
            "least" => (self.of_numbers(Function::Least, given), Type::Number),
            "greatest" => (self.of_numbers(Function::Greatest, given), Type::Number),
            "days" => {
                let dates = given.iter().map(|tree| self.of_type(tree, Type::Date));
                (Expr::Call(Function::Days, dates.collect()), Type::Number)
            }
            _ => {
                let text = self.of_type(given[0], Type::Text);
                (Expr::Call(Function::Length, vec![text]), Type::Number)
            }
        };
        Typed::new(expr, gives)
    }

    fn choice(&mut self, when: Box<Expr>, branches: &[&Tree<'_>]) -> Typed {
        let (values, gives) = self.alike(branches);
        let mut values = values.into_iter().map(Box::new);
        match (values.next(), values.next()) {
            (Some(then), Some(otherwise)) => Typed::new(Expr::If(when, then, otherwise), gives),
            _ => Typed::unknown(),
        }
    }

    fn of_numbers(&mut self, function: Function, given: &[&Tree<'_>]) -> Expr {
        let numbers = given.iter().map(|tree| self.number(tree));
        Expr::Call(function, numbers.collect())
    }

    fn of_type(&mut self, tree: &Tree<'_>, wanted: Type) -> Expr {
        let typed = self.value(tree);
        let quoted = typed.gives == Type::Quoted && wanted == Type::Text;
        if typed.gives != wanted && !quoted {
            self.mismatch(&tree.span, wanted.word(), typed.gives);
        }
        typed.expr
    }

    /// The digits to round to must stand in the file: they say how a result is written.
    fn round(&mut self, given: &[&Tree<'_>], span: &Span) -> Expr {
        let digits = given.get(1).map(|tree| literal(tree));
        let sensible = |digits: Decimal| digits.is_integer() && digits <= Decimal::TEN;
        if digits.is_some_and(|digits| !digits.is_some_and(sensible)) {
            self.fault(span, Message::new("form-expr-digits"));
        }
        self.of_numbers(Function::Round, given)
    }

    fn name_of<'t>(&mut self, tree: &Tree<'t>) -> Option<&'t str> {
        if let Part::Name(name) = tree.part {
            return Some(name);
        }
        self.fault(&tree.span, Message::new("form-expr-name-wanted"));
        None
    }

    fn answered(&mut self, tree: &Tree<'_>) -> Typed {
        let item = self
            .name_of(tree)
            .and_then(|name| self.seen_item(name, &tree.span));
        let Some(item) = item else {
            return Typed::new(Expr::Bool(false), Type::Bool);
        };
        if matches!(
            self.scope.item(item).kind,
            Kind::Info | Kind::Group | Kind::Embed { .. } | Kind::Table { .. }
        ) {
            let id = self.scope.item(item).id.to_string();
            let message = Message::new("form-expr-no-value").with("name", &id);
            self.fault(&tree.span, message);
        }
        Typed::new(Expr::Answered(item), Type::Bool)
    }

    fn previous(&mut self, tree: &Tree<'_>) -> Typed {
        let item = self
            .name_of(tree)
            .and_then(|name| self.seen_item(name, &tree.span));
        let Some(item) = item else {
            return Typed::unknown();
        };
        let gives = self.scope.type_of(item);
        let in_row = self.scope.row_of(item).is_some();
        match gives {
            Some(gives) if !in_row && self.scope.item(item).kind != Kind::Computed => {
                Typed::new(Expr::Previous(item), gives)
            }
            _ => {
                self.fault(&tree.span, Message::new("form-expr-previous"));
                Typed::unknown()
            }
        }
    }

    fn total(&mut self, total: Total, tree: &Tree<'_>) -> Typed {
        let members = self.members(tree, total == Total::Count);
        let aggregate = self.aggregate(members, &tree.span);
        Typed::new(Expr::Total(total, aggregate), Type::Number)
    }

    fn aggregate(&mut self, members: Vec<Member>, span: &Span) -> AggregateIx {
        let mut seen = HashSet::new();
        if !members.iter().all(|member| seen.insert(member.item)) {
            self.fault(span, Message::new("form-expr-twice"));
        }
        self.totals.add(Aggregate { items: members })
    }

    /// The items that are counted over: one whose rows are meant, or several.
    fn members(&mut self, tree: &Tree<'_>, counting: bool) -> Vec<Member> {
        match &tree.part {
            Part::List(parts) if parts.is_empty() => {
                self.fault(&tree.span, Message::new("form-expr-empty-list"));
                Vec::new()
            }
            Part::List(parts) => {
                let members = parts.iter().filter_map(|part| self.member(part, counting));
                members.collect()
            }
            _ => self.member(tree, counting).into_iter().collect(),
        }
    }

    fn member(&mut self, tree: &Tree<'_>, counting: bool) -> Option<Member> {
        let name = self.name_of(tree)?;
        let item = self.item(name, &tree.span)?;
        let list = matches!(self.scope.item(item).kind, Kind::List { .. });
        let Some(gives) = self.scope.type_of(item) else {
            if !(counting && list) {
                let message = Message::new("form-expr-no-value").with("name", name);
                self.fault(&tree.span, message);
            }
            return Some(plain(item));
        };
        let score = !counting && matches!(gives, Type::Code(_));
        if !counting {
            self.as_number(Typed::new(Expr::Item(item), gives), &tree.span);
        }
        Some(Member {
            score,
            ..plain(item)
        })
    }

    fn scale(&mut self, arguments: &[Argument<'_>], span: &Span) -> Typed {
        let mut items = None;
        let mut asked = Asked::default();
        for given in arguments {
            match &given.name {
                None if items.is_none() => items = Some(self.members(&given.value, false)),
                None => self.fault(&given.value.span, Message::new("form-expr-unexpected")),
                Some((name, place)) => self.scale_option(&mut asked, name, place, &given.value),
            }
        }
        let Some(mut items) = items else {
            self.fault(span, Message::new("form-expr-no-items"));
            return Typed::new(Expr::Bool(false), Type::Number);
        };
        for (item, place) in std::mem::take(&mut asked.reverse) {
            self.reverse(&mut items, item, &place);
        }
        let total = asked.total.unwrap_or(Total::Mean);
        if asked.prorate && total != Total::Sum {
            self.fault(span, Message::new("form-expr-prorate"));
        }
        if asked.min_answered.is_none() && !asked.faulty {
            self.fault(span, Message::new("form-expr-no-minimum"));
        }
        self.enough_items(asked.min_answered, items.len(), span);
        let expr = Expr::Scale {
            aggregate: self.aggregate(items, span),
            total,
            min_answered: asked.min_answered.unwrap_or(MinAnswered::Count(1)),
            prorate: asked.prorate,
        };
        Typed::new(expr, Type::Number)
    }

    fn enough_items(&mut self, wanted: Option<MinAnswered>, have: usize, span: &Span) {
        if let Some(MinAnswered::Count(count)) = wanted
            && count as usize > have
        {
            let message = Message::new("form-expr-minimum-too-high")
                .count("wanted", count as usize)
                .count("have", have);
            self.fault(span, message);
        }
    }

    fn scale_option(&mut self, asked: &mut Asked, name: &str, place: &Span, value: &Tree<'_>) {
        match name {
            "min_answered" => {
                asked.min_answered = min_answered(value);
                if asked.min_answered.is_none() {
                    asked.faulty = true;
                    self.fault(&value.span, Message::new("form-expr-minimum"));
                }
            }
            "total" => match &value.part {
                Part::Quoted(word) if word == "sum" => asked.total = Some(Total::Sum),
                Part::Quoted(word) if word == "mean" => asked.total = Some(Total::Mean),
                _ => self.fault(&value.span, Message::new("form-expr-total")),
            },
            "prorate" => match value.part {
                Part::Bool(prorate) => asked.prorate = prorate,
                _ => self.mismatch(&value.span, "form-type-condition", Type::Text),
            },
            "reverse" => self.reversed(asked, value),
            wrong => {
                asked.faulty = true;
                let message = Message::new("form-expr-no-option").with("name", wrong);
                let span = self.place(place);
                let known = ["min_answered", "total", "prorate", "reverse"];
                self.reader.faults.unknown(span, message, wrong, known);
            }
        }
    }

    fn reversed(&mut self, asked: &mut Asked, value: &Tree<'_>) {
        let parts = match &value.part {
            Part::List(parts) => parts.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for part in parts {
            let Some(name) = self.name_of(part) else {
                continue;
            };
            if let Some(item) = self.item(name, &part.span) {
                asked.reverse.push((item, part.span.clone()));
            }
        }
    }

    /// Turns an item round, so that its most counts as its least.
    fn reverse(&mut self, items: &mut [Member], item: ItemIx, span: &Span) {
        let Some(member) = items.iter_mut().find(|member| member.item == item) else {
            self.fault(span, Message::new("form-expr-reverse-other"));
            return;
        };
        member.reverse_from = self.ends_sum(item);
        if member.reverse_from.is_none() {
            self.fault(span, Message::new("form-expr-reverse-kind"));
        }
    }

    /// The least and the most that an item can count, added up.
    fn ends_sum(&self, item: ItemIx) -> Option<i32> {
        match self.scope.item(item).kind {
            Kind::Scale { min, max } => min.checked_add(max),
            Kind::Ruler => Some(10),
            _ => {
                let Some(Type::Code(Domain::List(list))) = self.scope.type_of(item) else {
                    return None;
                };
                let options = &self.scope.choices[usize::from(list)].options;
                let scores = options.iter().filter_map(|option| option.score);
                let ends = scores.clone().min()?.checked_add(scores.max()?)?;
                ends.is_integer().then(|| ends.to_i32())?
            }
        }
    }
}

/// What the options of `scale` ask for.
#[derive(Default)]
struct Asked {
    min_answered: Option<MinAnswered>,
    total: Option<Total>,
    prorate: bool,
    reverse: Vec<(ItemIx, Span)>,
    faulty: bool,
}

fn min_answered(tree: &Tree<'_>) -> Option<MinAnswered> {
    match tree.part {
        Part::Percent(share) if share > Decimal::ZERO && share <= Decimal::ONE => {
            Some(MinAnswered::Share(share))
        }
        Part::Number(count) if count.is_integer() && count > Decimal::ZERO => {
            count.to_u32().map(MinAnswered::Count)
        }
        _ => None,
    }
}

fn plain(item: ItemIx) -> Member {
    Member {
        item,
        score: false,
        reverse_from: None,
    }
}

/// How many values a function takes.
fn argument_count(name: &str) -> Option<std::ops::RangeInclusive<usize>> {
    const MANY: usize = 1_000;
    Some(match name {
        "answered" | "previous" | "sum" | "mean" | "min" | "max" | "count" | "abs" | "length" => {
            1..=1
        }
        "round" => 1..=2,
        "days" => 2..=2,
        "if" => 3..=3,
        "least" | "greatest" | "coalesce" => 1..=MANY,
        _ => return None,
    })
}
