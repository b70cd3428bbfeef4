//! Gives the names of an expression their meaning and checks that its parts fit together.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::diagnostic::{Message, Span};
use super::expr::{Expr, Function, Op};
use super::lexer::Fault;
use super::pool::Pool;
use super::reader::{Quoted, Reader, nfc};
use super::scope::{self, Domain, Scope, Type};
use super::syntax::{Part, Tree};
use super::{ChoicesIx, Id, ItemIx, Kind};

/// An expression with what it gives.
#[derive(Debug)]
pub(super) struct Typed {
    pub expr: Expr,
    pub gives: Type,
}

impl Typed {
    pub fn new(expr: Expr, gives: Type) -> Typed {
        Typed { expr, gives }
    }

    /// What stands in for something faulty, so that the rest is checked too.
    pub fn unknown() -> Typed {
        Typed::new(Expr::Bool(false), Type::Unknown)
    }
}

/// The work of resolving one expression.
pub(super) struct Resolver<'r, 'a> {
    pub scope: &'r Scope,
    pub pool: &'r mut Pool,
    pub reader: &'r mut Reader<'a>,
    /// The string of the file that the expression stands in, and from where in it places are counted.
    pub quoted: &'r Quoted<'a>,
    pub offset: usize,
    /// The list or table whose row is at hand.
    pub row: Option<ItemIx>,
    /// The option at hand in a filter: its list and its place there.
    pub option: Option<(ChoicesIx, usize)>,
}

impl Resolver<'_, '_> {
    pub fn place(&self, span: &Span) -> Span {
        let span = self.offset + span.start..self.offset + span.end;
        self.reader.within(self.quoted, span)
    }

    pub fn fault(&mut self, span: &Span, message: Message) {
        let span = self.place(span);
        self.reader.faults.error(span, message);
    }

    pub fn fault_with(&mut self, span: &Span, message: Message, help: &'static str) {
        let span = self.place(span);
        self.reader
            .faults
            .error_with_help(span, message, Some(Message::new(help)));
    }

    /// Reports what could not even be read.
    pub fn unreadable(&mut self, fault: Fault) {
        let span = self.place(&fault.span);
        self.reader
            .faults
            .error_with_help(span, fault.message, fault.help);
    }

    pub fn mismatch(&mut self, span: &Span, expected: &'static str, found: Type) {
        if found != Type::Unknown {
            let message = Message::new("form-expr-type")
                .word("expected", expected)
                .word("found", found.word());
            self.fault(span, message);
        }
    }

    /// The expression of a part, with single choices standing for their codes.
    pub fn value(&mut self, tree: &Tree<'_>) -> Typed {
        match &tree.part {
            Part::Number(number) | Part::Percent(number) => {
                Typed::new(Expr::Number(*number), Type::Number)
            }
            Part::Bool(bool) => Typed::new(Expr::Bool(*bool), Type::Bool),
            Part::Quoted(said) => Typed::new(Expr::Text(nfc(said).into()), Type::Quoted),
            Part::Name(name) => self.name(name, &tree.span),
            Part::Cell(column, row) => self.cell(column, row, &tree.span),
            Part::Option(name) => self.option_part(name, &tree.span),
            Part::List(_) => {
                let message = Message::new("form-expr-list");
                self.fault_with(&tree.span, message, "form-help-list");
                Typed::unknown()
            }
            Part::Not(inner) => {
                let inner = self.condition(inner);
                Typed::new(Expr::Not(Box::new(inner)), Type::Bool)
            }
            Part::Negate(inner) => {
                let inner = self.number(inner);
                Typed::new(Expr::Negate(Box::new(inner)), Type::Number)
            }
            Part::Binary(op, left, right) => self.binary(*op, left, right),
            Part::Call(name, arguments) => self.call(name, arguments, &tree.span),
        }
    }

    /// The item that a name stands for, wherever it stands.
    pub fn item(&mut self, name: &str, span: &Span) -> Option<ItemIx> {
        let found = self.scope.by_id.get(name).copied();
        if found.is_none() {
            let message = Message::new("form-unknown-name").with("name", name);
            let span = self.place(span);
            self.reader
                .faults
                .unknown(span, message, name, self.scope.names());
        }
        found
    }

    /// The item that a name stands for, if this expression can see its answer.
    pub fn seen_item(&mut self, name: &str, span: &Span) -> Option<ItemIx> {
        let ix = self.item(name, span)?;
        let Some(rows) = self.scope.row_of(ix).filter(|row| Some(*row) != self.row) else {
            return Some(ix);
        };
        let message = Message::new("form-expr-other-row")
            .with("name", name)
            .with("list", self.scope.item(rows).id.as_str());
        let help = match self.scope.item(rows).kind {
            Kind::Table { .. } => "form-help-cell",
            _ => "form-help-total",
        };
        self.fault_with(span, message, help);
        None
    }

    fn name(&mut self, name: &str, span: &Span) -> Typed {
        if let Some((context, gives)) = scope::context(name) {
            return Typed::new(Expr::Context(context), gives);
        }
        let Some(ix) = self.seen_item(name, span) else {
            return Typed::unknown();
        };
        let Some(gives) = self.scope.type_of(ix) else {
            let message = Message::new("form-expr-no-value").with("name", name);
            self.fault(span, message);
            return Typed::unknown();
        };
        Typed::new(Expr::Item(ix), gives)
    }

    fn cell(&mut self, name: &str, row: &str, span: &Span) -> Typed {
        let Some(column) = self.item(name, span) else {
            return Typed::unknown();
        };
        let table = self.scope.row_of(column);
        let rows = table.and_then(|table| match self.scope.item(table).kind {
            Kind::Table { rows } => Some(rows),
            _ => None,
        });
        let Some(rows) = rows else {
            let message = Message::new("form-expr-no-column").with("name", name);
            self.fault(span, message);
            return Typed::unknown();
        };
        if !self.has_code(Domain::List(rows), row, span) {
            return Typed::unknown();
        }
        let row = Id::new(row);
        let gives = self.scope.type_of(column).unwrap_or(Type::Unknown);
        Typed::new(Expr::TableCell { column, row }, gives)
    }

    pub fn has_code(&mut self, domain: Domain, code: &str, span: &Span) -> bool {
        let found = self.scope.has_code(domain, code);
        if !found {
            let message = Message::new("form-unknown-code").with("code", code);
            let span = self.place(span);
            let codes = self.scope.codes(domain);
            self.reader.faults.unknown(span, message, code, codes);
        }
        found
    }

    /// A part that must be true or false.
    pub fn condition(&mut self, tree: &Tree<'_>) -> Expr {
        let typed = self.value(tree);
        if typed.gives != Type::Bool {
            self.mismatch(&tree.span, "form-type-condition", typed.gives);
        }
        typed.expr
    }

    /// A part that must be a number, a scored choice among them.
    pub fn number(&mut self, tree: &Tree<'_>) -> Expr {
        let typed = self.value(tree);
        self.as_number(typed, &tree.span)
    }

    pub fn as_number(&mut self, typed: Typed, span: &Span) -> Expr {
        match typed.gives {
            Type::Code(Domain::List(list)) if self.scope.is_scored(list) => {
                self.scored(typed.expr, list)
            }
            Type::Code(Domain::List(_)) => {
                self.fault(span, Message::new("form-expr-no-scores"));
                typed.expr
            }
            Type::Number | Type::Unknown => typed.expr,
            other => {
                self.mismatch(span, "form-type-number", other);
                typed.expr
            }
        }
    }

    /// The score of the code that an expression gives.
    fn scored(&mut self, expr: Expr, list: ChoicesIx) -> Expr {
        match expr {
            Expr::Item(ix) if self.scope.item(ix).kind == Kind::Single => Expr::Score(ix),
            Expr::If(parts) => {
                let [when, then, otherwise] = *parts;
                let then = self.scored(then, list);
                Expr::If(Box::new([when, then, self.scored(otherwise, list)]))
            }
            Expr::Call(Function::Coalesce, values) => {
                let scored = values.into_iter().map(|value| self.scored(value, list));
                Expr::Call(Function::Coalesce, scored.collect())
            }
            other => self.score_by_code(other, list),
        }
    }

    /// Looks the score of a code up, where the engine has none at hand: of an earlier answer or a cell of a table.
    fn score_by_code(&mut self, code: Expr, list: ChoicesIx) -> Expr {
        let options = &self.scope.choices[usize::from(list)].options;
        Expr::Lookup(self.pool.scores(list, options), Box::new([code]))
    }

    fn binary(&mut self, op: Op, left: &Tree<'_>, right: &Tree<'_>) -> Typed {
        let (left, right, gives) = match op {
            Op::And | Op::Or => (self.condition(left), self.condition(right), Type::Bool),
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide => {
                (self.number(left), self.number(right), Type::Number)
            }
            Op::Equal | Op::NotEqual => {
                let (left, right) = self.same(left, right);
                (left, right, Type::Bool)
            }
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => {
                let (left, right) = self.ordered(left, right);
                (left, right, Type::Bool)
            }
            Op::In => {
                let (left, right) = self.among(left, right);
                (left, right, Type::Bool)
            }
        };
        let expr = Expr::Binary(op, Box::new(left), Box::new(right));
        Typed::new(expr, gives)
    }

    /// Both sides of `=` and `!=`.
    fn same(&mut self, left: &Tree<'_>, right: &Tree<'_>) -> (Expr, Expr) {
        let mut one = self.value(left);
        let mut other = self.value(right);
        if one.gives == Type::Quoted {
            one = self.quoted_as(one, other.gives, &left.span);
        } else if other.gives == Type::Quoted {
            other = self.quoted_as(other, one.gives, &right.span);
        }
        let comparable = !matches!(one.gives, Type::Codes(_))
            && (one.gives == other.gives || one.gives == Type::Unknown);
        if !comparable && other.gives != Type::Unknown {
            self.incomparable(left, right, one.gives, other.gives);
        }
        (one.expr, other.expr)
    }

    /// A text in quotes, or one chosen among such, as what stands on the other side.
    pub fn quoted_as(&mut self, quoted: Typed, wanted: Type, span: &Span) -> Typed {
        let mut inner = |expr| {
            let quoted = Typed::new(expr, Type::Quoted);
            self.quoted_as(quoted, wanted, span).expr
        };
        let expr = match quoted.expr {
            Expr::Text(said) => return self.said_as(said, wanted, span),
            Expr::If(parts) => {
                let [when, then, otherwise] = *parts;
                Expr::If(Box::new([when, inner(then), inner(otherwise)]))
            }
            Expr::Call(Function::Coalesce, values) => {
                Expr::Call(Function::Coalesce, values.into_iter().map(inner).collect())
            }
            other => other,
        };
        match wanted {
            Type::Code(_) | Type::Date | Type::Text => Typed::new(expr, wanted),
            _ => Typed::new(expr, Type::Quoted),
        }
    }

    fn said_as(&mut self, said: Box<str>, wanted: Type, span: &Span) -> Typed {
        match wanted {
            Type::Code(domain) => match self.has_code(domain, &said, span) {
                true => Typed::new(Expr::Code(Id::new(&said)), wanted),
                false => Typed::unknown(),
            },
            Type::Date => match said.parse::<NaiveDate>() {
                Ok(date) => Typed::new(Expr::Date(date), Type::Date),
                Err(_) => {
                    let message = Message::new("form-expr-bad-date").with("text", &said);
                    self.fault(span, message);
                    Typed::unknown()
                }
            },
            Type::Text | Type::Quoted => Typed::new(Expr::Text(said), wanted),
            _ => Typed::new(Expr::Text(said), Type::Quoted),
        }
    }

    fn incomparable(&mut self, left: &Tree<'_>, right: &Tree<'_>, one: Type, other: Type) {
        let message = Message::new("form-expr-incomparable")
            .word("left", one.word())
            .word("right", other.word());
        let span = left.span.start..right.span.end;
        match (one, other) {
            (Type::Code(_), Type::Number) | (Type::Number, Type::Code(_)) => {
                self.fault_with(&span, message, "form-help-code");
            }
            (Type::Codes(_), _) | (_, Type::Codes(_)) => {
                self.fault_with(&span, message, "form-help-in");
            }
            _ => self.fault(&span, message),
        }
    }

    /// Both sides of `<` and its kin: numbers, dates or times.
    fn ordered(&mut self, left: &Tree<'_>, right: &Tree<'_>) -> (Expr, Expr) {
        let mut one = self.value(left);
        let mut other = self.value(right);
        if (one.gives, other.gives) == (Type::Quoted, Type::Date) {
            one = self.quoted_as(one, Type::Date, &left.span);
        } else if (one.gives, other.gives) == (Type::Date, Type::Quoted) {
            other = self.quoted_as(other, Type::Date, &right.span);
        }
        let temporal = |gives| matches!(gives, Type::Date | Type::Time);
        if temporal(one.gives) || temporal(other.gives) {
            let known = one.gives != Type::Unknown && other.gives != Type::Unknown;
            if one.gives != other.gives && known {
                self.incomparable(left, right, one.gives, other.gives);
            }
            return (one.expr, other.expr);
        }
        let one = self.as_number(one, &left.span);
        (one, self.as_number(other, &right.span))
    }

    /// Both sides of `in`.
    fn among(&mut self, left: &Tree<'_>, right: &Tree<'_>) -> (Expr, Expr) {
        let one = self.value(left);
        if let Part::List(parts) = &right.part {
            let Type::Code(domain) = one.gives else {
                self.mismatch(&left.span, "form-type-code", one.gives);
                return (one.expr, Expr::Codes(Box::default()));
            };
            let codes = parts.iter().filter_map(|part| self.code(part, domain));
            let codes = codes.collect();
            return (one.expr, Expr::Codes(codes));
        }
        let many = self.value(right);
        let Type::Codes(domain) = many.gives else {
            self.mismatch(&right.span, "form-type-codes", many.gives);
            return (one.expr, many.expr);
        };
        let one = match one.gives {
            Type::Quoted => self.quoted_as(one, Type::Code(domain), &left.span),
            _ => one,
        };
        if one.gives != Type::Code(domain) && one.gives != Type::Unknown {
            self.incomparable(left, right, one.gives, many.gives);
        }
        (one.expr, many.expr)
    }

    fn code(&mut self, tree: &Tree<'_>, domain: Domain) -> Option<Id> {
        let Part::Quoted(said) = &tree.part else {
            let message = Message::new("form-expr-code-wanted");
            self.fault(&tree.span, message);
            return None;
        };
        self.has_code(domain, said, &tree.span)
            .then(|| Id::new(said))
    }

    /// Values of which one is chosen: they must be of one type, which is theirs together.
    pub fn alike(&mut self, trees: &[&Tree<'_>]) -> (Vec<Expr>, Type) {
        let values: Vec<Typed> = trees.iter().map(|tree| self.value(tree)).collect();
        let numbers = values.iter().any(|value| value.gives == Type::Number);
        let settled = |gives| !matches!(gives, Type::Unknown | Type::Quoted);
        let mut all = values.iter().map(|value| value.gives);
        let gives = match all.find(|gives| settled(*gives)) {
            _ if numbers => Type::Number,
            Some(gives) => gives,
            None if values.iter().all(|value| value.gives == Type::Quoted) => Type::Quoted,
            None => Type::Unknown,
        };
        let exprs = values.into_iter().zip(trees).map(|(value, tree)| {
            if gives == Type::Number {
                return self.as_number(value, &tree.span);
            }
            let value = match value.gives {
                Type::Quoted => self.quoted_as(value, gives, &tree.span),
                _ => value,
            };
            if value.gives != gives && gives != Type::Unknown {
                self.mismatch(&tree.span, gives.word(), value.gives);
            }
            value.expr
        });
        (exprs.collect(), gives)
    }
}

/// A number that stands as such in the file.
pub(super) fn literal(tree: &Tree<'_>) -> Option<Decimal> {
    match tree.part {
        Part::Number(number) => Some(number),
        _ => None,
    }
}
