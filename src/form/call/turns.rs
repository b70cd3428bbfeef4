//! Items whose values are turned into others before they count: reversed, recoded, looked up, weighted.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::super::diagnostic::{Message, Span};
use super::super::expr::{Column, Expr, Function, Given, Key, Lookup, Member, Op, Step};
use super::super::reader::nfc;
use super::super::resolve::{Resolver, Typed};
use super::super::scope::{Domain, Type};
use super::super::syntax::{Part, Tree};
use super::super::{Id, ItemIx, Kind, LookupIx};

/// An item with what is done to its value.
pub(super) struct Turned {
    pub item: ItemIx,
    /// What comes out; none for a list, of which only the rows can be counted.
    pub gives: Option<Type>,
    score: bool,
    steps: Vec<Step>,
    /// The least and the most that can come out, where that is known.
    ends: Option<(Decimal, Decimal)>,
}

impl Turned {
    /// The least and the most added up: that minus a value is the value turned round.
    fn ends_sum(&self) -> Option<Decimal> {
        let (least, most) = self.ends?;
        least.checked_add(most)
    }
}

/// Whether this is an item, perhaps with something done to its value.
pub(super) fn is_turned(tree: &Tree<'_>) -> bool {
    match &tree.part {
        Part::Name(_) => true,
        Part::Call("reverse", given) => given.len() == 1 && is_turned(&given[0].value),
        Part::Call("recode", given) => given.len() == 3 && is_turned(&given[0].value),
        Part::Call("lookup", given) => given.len() == 2 && is_turned(&given[1].value),
        Part::Binary(Op::Multiply, left, right) => {
            is_turned(left) && weight(right).is_some() || weight(left).is_some() && is_turned(right)
        }
        _ => false,
    }
}

/// A number that stands in the file, perhaps below zero.
pub(super) fn weight(tree: &Tree<'_>) -> Option<Decimal> {
    match &tree.part {
        Part::Number(number) | Part::Percent(number) => Some(*number),
        Part::Negate(inner) => weight(inner).map(|number| -number),
        _ => None,
    }
}

impl Resolver<'_, '_> {
    /// An item in whatever row it stands, with what is done to its value.
    pub(super) fn turned(&mut self, tree: &Tree<'_>) -> Option<Turned> {
        match &tree.part {
            Part::Name(name) => {
                let item = self.item(name, &tree.span)?;
                Some(self.untouched(item))
            }
            Part::Call("reverse", given) => {
                let mut turned = self.turned(&given.first()?.value)?;
                self.as_figure(&mut turned, &tree.span);
                self.turn_round(&mut turned, &tree.span);
                Some(turned)
            }
            Part::Call("recode", given) => {
                let [value, from, to] = given.as_slice() else {
                    return None;
                };
                let mut turned = self.turned(&value.value)?;
                let gives = turned.gives.unwrap_or(Type::Unknown);
                let lookup = self.recode(gives, &from.value, &to.value)?;
                self.look_up(&mut turned, lookup);
                Some(turned)
            }
            Part::Call("lookup", given) => {
                let [name, value] = given.as_slice() else {
                    return None;
                };
                let mut turned = self.turned(&value.value)?;
                let lookup = self.lookup_named(&name.value, 1)?;
                let gives = turned.gives.unwrap_or(Type::Unknown);
                if self.key_fits(lookup, 0, gives, &value.value.span) == Some(Type::Number) {
                    self.as_figure(&mut turned, &value.value.span);
                }
                self.look_up(&mut turned, lookup);
                Some(turned)
            }
            Part::Binary(Op::Multiply, left, right) => {
                let (item, times) = match weight(right) {
                    Some(times) => (left, times),
                    None => (right, weight(left)?),
                };
                let mut turned = self.turned(item)?;
                self.as_figure(&mut turned, &item.span);
                turned.steps.push(Step::Times(times));
                turned.ends = turned.ends.and_then(|(least, most)| {
                    let (one, other) = (least.checked_mul(times)?, most.checked_mul(times)?);
                    Some((one.min(other), one.max(other)))
                });
                Some(turned)
            }
            _ => None,
        }
    }

    fn untouched(&self, item: ItemIx) -> Turned {
        Turned {
            item,
            gives: self.scope.type_of(item),
            score: false,
            steps: Vec::new(),
            ends: self.ends(item),
        }
    }

    /// The least and the most that an item can count.
    fn ends(&self, item: ItemIx) -> Option<(Decimal, Decimal)> {
        match self.scope.item(item).kind {
            Kind::Scale { min, max } => Some((min.into(), max.into())),
            Kind::Ruler => Some((Decimal::ZERO, Decimal::TEN)),
            _ => {
                let Some(Type::Code(Domain::List(list))) = self.scope.type_of(item) else {
                    return None;
                };
                let options = &self.scope.choices[usize::from(list)].options;
                let scores = options.iter().filter_map(|option| option.score);
                Some((scores.clone().min()?, scores.max()?))
            }
        }
    }

    /// Makes sure that a number comes out: of a single choice its score.
    pub(super) fn as_figure(&mut self, turned: &mut Turned, span: &Span) {
        let Some(gives) = turned.gives else {
            let id = self.scope.item(turned.item).id.to_string();
            let message = Message::new("form-expr-no-value").with("name", &id);
            return self.fault(span, message);
        };
        let single = self.scope.item(turned.item).kind == Kind::Single;
        match gives {
            // What was worked out knows no options of its own.
            Type::Code(Domain::List(list)) if !single => {
                let options = &self.scope.choices[usize::from(list)].options;
                let scores = self.pool.scores(list, options);
                turned.steps.push(Step::Lookup(scores));
            }
            Type::Code(_) => turned.score = true,
            _ => {}
        }
        turned.gives = Some(match self.counts(gives) {
            true => Type::Number,
            false => Type::Unknown,
        });
        self.as_number(Typed::new(Expr::Item(turned.item), gives), span);
    }

    /// Whether there is a number in it.
    fn counts(&self, gives: Type) -> bool {
        match gives {
            Type::Number => true,
            Type::Code(Domain::List(list)) => self.scope.is_scored(list),
            _ => false,
        }
    }

    /// Turns a value round, so that its most counts as its least.
    pub(super) fn turn_round(&mut self, turned: &mut Turned, span: &Span) {
        match turned.ends_sum() {
            Some(sum) => turned.steps.push(Step::From(sum)),
            // Of what is no number at all that is said already.
            None if turned.gives != Some(Type::Number) => {}
            None => self.fault(span, Message::new("form-expr-reverse-kind")),
        }
    }

    fn look_up(&mut self, turned: &mut Turned, lookup: LookupIx) {
        turned.steps.push(Step::Lookup(lookup));
        turned.ends = self.pool.lookups.all[lookup as usize].ends();
        turned.gives = Some(Type::Number);
    }

    pub(super) fn member_of(&mut self, turned: Turned) -> Member {
        Member {
            item: turned.item,
            score: turned.score,
            turn: self.pool.turn(turned.steps),
        }
    }

    /// `reverse(x)` as a value of its own.
    pub(super) fn reversed(&mut self, tree: &Tree<'_>, span: &Span) -> Typed {
        let value = self.value(tree);
        let counts = self.counts(value.gives);
        let value = self.as_number(value, &tree.span);
        let turned = match is_turned(tree) && !self.is_context(tree) {
            true => self.turned(tree),
            false => None,
        };
        let Some(sum) = turned.and_then(|turned| turned.ends_sum()) else {
            if counts {
                self.fault(span, Message::new("form-expr-reverse-kind"));
            }
            return Typed::unknown();
        };
        let sum = Box::new(Expr::Number(sum));
        let expr = Expr::Binary(Op::Subtract, sum, Box::new(value));
        Typed::new(expr, Type::Number)
    }

    fn is_context(&self, tree: &Tree<'_>) -> bool {
        matches!(tree.part, Part::Name(name) if !self.scope.by_id.contains_key(name))
    }

    /// `recode(x, [from..], [to..])` as a value of its own.
    pub(super) fn recoded(&mut self, given: &[&Tree<'_>]) -> Typed {
        let value = self.value(given[0]);
        match self.recode(value.gives, given[1], given[2]) {
            Some(lookup) => Typed::new(Expr::Lookup(lookup, Box::new([value.expr])), Type::Number),
            None => Typed::unknown(),
        }
    }

    /// The lookup that says what becomes what.
    fn recode(&mut self, gives: Type, from: &Tree<'_>, to: &Tree<'_>) -> Option<LookupIx> {
        let (Part::List(keys), Part::List(results)) = (&from.part, &to.part) else {
            let wrong = match from.part {
                Part::List(_) => to,
                _ => from,
            };
            self.fault(&wrong.span, Message::new("form-expr-recode-list"));
            return None;
        };
        if keys.len() != results.len() || keys.is_empty() {
            let message = Message::new("form-expr-recode-length")
                .count("from", keys.len())
                .count("to", results.len());
            self.fault(&to.span, message);
            return None;
        }
        let mut rows = Vec::with_capacity(keys.len());
        for (key, result) in keys.iter().zip(results) {
            let found = weight(result);
            if found.is_none() {
                self.mismatch(&result.span, "form-type-number", Type::Text);
            }
            if let (Some(key), Some(result)) = (self.key(gives, key), found) {
                rows.push((vec![key], result));
            }
        }
        let (lookup, twice) = Lookup::new(None, String::new(), vec![Column::Exact], rows);
        if let Some(row) = twice.first() {
            let span = keys.get(*row).map_or(&from.span, |key| &key.span);
            self.fault(span, Message::new("form-lookup-twice"));
        }
        let lookup = self.pool.look_up(lookup);
        let told = lookup.map_err(|message| self.fault(&from.span, message));
        told.ok()
    }

    /// What an answer is held against, as it stands in the file.
    fn key(&mut self, gives: Type, tree: &Tree<'_>) -> Option<Key> {
        let key = match (&tree.part, gives) {
            (Part::Quoted(said), Type::Code(domain)) => {
                return self
                    .has_code(domain, said, &tree.span)
                    .then(|| Key::Word(Id::new(said)));
            }
            (Part::Quoted(said), Type::Text | Type::Unknown) => {
                Some(Key::Word(Id::new(&nfc(said))))
            }
            (Part::Bool(bool), Type::Bool | Type::Unknown) => Some(Key::Bool(*bool)),
            (_, Type::Number | Type::Unknown) => weight(tree).map(Key::Number),
            _ => None,
        };
        if key.is_none() {
            let message = Message::new("form-expr-recode-key").word("expected", gives.word());
            self.fault(&tree.span, message);
        }
        key
    }

    /// The lookup that is named, if it has as many keys as it is given.
    fn lookup_named(&mut self, tree: &Tree<'_>, given: usize) -> Option<LookupIx> {
        let Part::Quoted(name) = &tree.part else {
            self.fault(&tree.span, Message::new("form-expr-lookup-wanted"));
            return None;
        };
        let Some(ix) = self.scope.lookups.get(name.as_str()).copied() else {
            let message = Message::new("form-unknown-lookup").with("name", name);
            let span = self.place(&tree.span);
            let known = self.scope.lookups.keys().map(Id::as_str);
            self.reader.faults.unknown(span, message, name, known);
            return None;
        };
        let columns = self.pool.lookups.all[ix as usize].columns.len();
        // A lookup without columns is faulty, and that is told where it stands.
        if columns != given && columns > 0 {
            let message = Message::new("form-lookup-arguments")
                .with("name", name)
                .count("wanted", columns)
                .count("found", given);
            self.fault(&tree.span, message);
        }
        (columns == given).then_some(ix)
    }

    pub(super) fn looked_up(&mut self, given: &[&Tree<'_>]) -> Typed {
        let values: Vec<Typed> = given[1..].iter().map(|tree| self.value(tree)).collect();
        let Some(lookup) = self.lookup_named(given[0], values.len()) else {
            return Typed::unknown();
        };
        let values = values.into_iter().zip(&given[1..]).enumerate();
        let values = values.map(|(column, (value, tree))| {
            match self.key_fits(lookup, column, value.gives, &tree.span) {
                Some(Type::Number) => self.as_number(value, &tree.span),
                Some(_) | None => value.expr,
            }
        });
        let values = values.collect();
        Typed::new(Expr::Lookup(lookup, values), Type::Number)
    }

    /// What a column of a lookup wants, once what it is given fits: every code that it names must be one.
    fn key_fits(
        &mut self,
        lookup: LookupIx,
        column: usize,
        gives: Type,
        span: &Span,
    ) -> Option<Type> {
        let first = self.pool.lookups.all[lookup as usize].keys(column).next();
        let wanted = match first? {
            Key::Number(_) => return Some(Type::Number),
            Key::Bool(_) => Type::Bool,
            Key::Word(_) => Type::Text,
        };
        match (wanted, gives) {
            (Type::Text, Type::Code(domain)) => self.codes_fit(lookup, column, domain, span),
            (Type::Text, Type::Quoted) => {}
            _ if gives == wanted => {}
            _ => self.mismatch(span, wanted.word(), gives),
        }
        Some(wanted)
    }

    fn codes_fit(&mut self, lookup: LookupIx, column: usize, domain: Domain, span: &Span) {
        let known: HashSet<&str> = self.scope.codes(domain).collect();
        let lookup = &self.pool.lookups.all[lookup as usize];
        let unknown = lookup.keys(column).find_map(|key| match key.given() {
            Given::Word(code) if !known.contains(code) => Some(code.to_owned()),
            Given::Word(_) | Given::Number(_) | Given::Bool(_) => None,
        });
        if let Some(code) = unknown {
            self.has_code(domain, &code, span);
        }
    }
}

/// Nothing at all, of any type.
pub(super) fn empty() -> Expr {
    Expr::Call(Function::Coalesce, Box::default())
}
