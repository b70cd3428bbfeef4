//! What may still be so, once some conditions are taken to hold: a world is narrowed step by step until nothing is left of it.
//!
//! Where it is not known what a part gives, everything stays possible, so that what is found impossible surely is.

use std::cell::Cell;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::super::expr::{Expr, Function, Op, Total};
use super::super::{Choice, Form, Id, Item, ItemIx, Kind};
use super::held::{Held, Subject, Values, agreed, subject, surroundings};
use super::range::{Range, can_be, direction, limit, mirrored};

/// How many steps may still be taken for a whole file.
pub(super) struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Effort(Cell::new(4_000_000))
    }
}

#[derive(Clone)]
pub(super) struct World<'f> {
    form: &'f Form,
    effort: &'f Effort,
    held: Vec<(Subject, Held)>,
    /// How many steps may still be taken here: what is too long to follow stays possible.
    fuel: usize,
    /// How far the conditions of items that conditions name are followed.
    depth: u8,
}

/// How far the conditions and rules of items that conditions name are followed.
const DEEPEST: u8 = 6;

impl<'f> World<'f> {
    pub fn new(form: &'f Form, effort: &'f Effort) -> Self {
        World {
            form,
            effort,
            held: Vec::new(),
            fuel: 2_000,
            depth: 0,
        }
    }

    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// Takes so many steps; false where there are not so many left.
    pub fn spend(&mut self, steps: usize) -> bool {
        let Effort(left) = self.effort;
        let (Some(fuel), Some(all)) = (self.fuel.checked_sub(steps), left.get().checked_sub(steps))
        else {
            self.fuel = 0;
            return false;
        };
        self.fuel = fuel;
        left.set(all);
        true
    }

    /// Takes one step, which costs more the more is known.
    fn step(&mut self) -> bool {
        self.spend(1 + self.held.len() / 16)
    }

    /// Whether an expression can come to `want` here; what that asks of the answers is taken over.
    pub fn allows(&mut self, expr: &Expr, want: bool) -> bool {
        // The second time, what is said first is judged by what is said later.
        self.assume(expr, want) && self.assume(expr, want)
    }

    /// Takes an item to be shown.
    pub fn show(&mut self, ix: ItemIx) -> bool {
        if self.depth >= DEEPEST {
            return true;
        }
        self.depth += 1;
        let item = self.form.item(ix);
        let section = item.section.map(|ix| &self.form.sections[usize::from(ix)]);
        let asked = section.and_then(|section| section.relevant.as_ref());
        let possible = asked.is_none_or(|when| self.assume(when, true))
            && item.parent.is_none_or(|parent| self.show(parent))
            && item
                .relevant
                .as_ref()
                .is_none_or(|when| self.assume(when, true));
        self.depth -= 1;
        possible
    }

    /// Takes an item to have an answer.
    pub fn answer(&mut self, ix: ItemIx) -> bool {
        self.some(&Subject::Item(ix))
    }

    fn assume(&mut self, expr: &Expr, want: bool) -> bool {
        if !self.step() {
            return true;
        }
        match expr {
            Expr::Bool(bool) => *bool == want,
            Expr::Not(inner) => self.assume(inner, !want),
            Expr::Binary(Op::And, left, right) => match want {
                true => self.assume(left, true) && self.assume(right, true),
                false => self.either((left, false), (right, false)),
            },
            Expr::Binary(Op::Or, left, right) => match want {
                true => self.either((left, true), (right, true)),
                false => self.assume(left, false) && self.assume(right, false),
            },
            Expr::Binary(op, left, right) => self.compared(*op, left, right, want),
            Expr::Answered(ix) => match want {
                true => self.some(&Subject::Item(*ix)),
                false => self.none(&Subject::Item(*ix)),
            },
            Expr::If(parts) => {
                let [when, then, otherwise] = &**parts;
                let mut other = self.clone();
                let one = self.assume(when, true) && self.assume(then, want);
                let rest = other.assume(when, false) && other.assume(otherwise, want);
                self.joined(one, other, rest)
            }
            other => match subject(other) {
                Some(subject) => self.truth(&subject, want),
                None => true,
            },
        }
    }

    fn either(&mut self, one: (&Expr, bool), other: (&Expr, bool)) -> bool {
        let mut beside = self.clone();
        let first = self.assume(one.0, one.1);
        let second = beside.assume(other.0, other.1);
        self.joined(first, beside, second)
    }

    /// Goes on with the one way that is possible; with what was known before where both are.
    fn joined(&mut self, first: bool, beside: World<'f>, second: bool) -> bool {
        let fuel = self.fuel.min(beside.fuel);
        match (first, second) {
            (true, false) => {}
            (false, true) => self.held = beside.held,
            // What either way has narrowed need not hold in the other.
            (true, true) => self.held = agreed(&self.held, beside.held),
            (false, false) => return false,
        }
        self.fuel = fuel;
        true
    }

    fn at(&mut self, subject: &Subject) -> usize {
        if let Some(at) = self.held.iter().position(|(have, _)| have == subject) {
            return at;
        }
        let held = self.unknown(subject);
        self.held.push((subject.clone(), held));
        self.held.len() - 1
    }

    /// What a subject can hold before anything is said about it.
    fn unknown(&self, subject: &Subject) -> Held {
        let Some(item) = self.item(subject) else {
            return surroundings(subject);
        };
        let options = || {
            self.form
                .choice_list(item)
                .map_or(0, |list| list.options.len())
        };
        let values = match item.kind {
            Kind::YesNo => Values::Truth(true, true),
            Kind::Single => Values::One(vec![true; options()]),
            Kind::Multi | Kind::Deck => Values::Many(vec![None; options()]),
            _ => Values::Number(self.item_range(item)),
        };
        Held {
            empty: true,
            some: true,
            values,
        }
    }

    fn some(&mut self, subject: &Subject) -> bool {
        let at = self.at(subject);
        let held = &mut self.held[at].1;
        if !held.some {
            return false;
        }
        let new = std::mem::replace(&mut held.empty, false);
        match subject {
            Subject::Item(ix) if new => self.show(*ix),
            _ => true,
        }
    }

    fn none(&mut self, subject: &Subject) -> bool {
        let at = self.at(subject);
        let held = &mut self.held[at].1;
        held.some = false;
        held.empty
    }

    fn truth(&mut self, subject: &Subject, want: bool) -> bool {
        if !self.some(subject) {
            return false;
        }
        let at = self.at(subject);
        if let Values::Truth(yes, no) = &mut self.held[at].1.values {
            *yes &= want;
            *no &= !want;
            return *yes || *no;
        }
        // What is worked out to be true is so for its reasons.
        let Subject::Item(ix) = subject else {
            return true;
        };
        match &self.form.item(*ix).calculation {
            Some(rule) if self.depth < DEEPEST => {
                self.depth += 1;
                let possible = self.assume(rule, want);
                self.depth -= 1;
                possible
            }
            _ => true,
        }
    }

    fn compared(&mut self, op: Op, left: &Expr, right: &Expr, want: bool) -> bool {
        if !self.read(left) || !self.read(right) {
            return false;
        }
        match (op, left, right) {
            (Op::In, Expr::Code(code), many) => self.ticked(many, code, want),
            (Op::In, one, Expr::Codes(codes)) => self.chosen(one, codes, want),
            (Op::Equal, one, Expr::Code(code)) | (Op::Equal, Expr::Code(code), one) => {
                self.chosen(one, std::slice::from_ref(code), want)
            }
            (Op::NotEqual, one, Expr::Code(code)) | (Op::NotEqual, Expr::Code(code), one) => {
                self.chosen(one, std::slice::from_ref(code), !want)
            }
            _ => match direction(op, want) {
                Some(op) => self.ordered(op, left, right),
                None => true,
            },
        }
    }

    /// Whether all can be answered that must be for a part to give something.
    fn read(&mut self, expr: &Expr) -> bool {
        if !self.step() {
            return true;
        }
        match expr {
            Expr::Negate(inner) => self.read(inner),
            Expr::Binary(Op::Add | Op::Subtract | Op::Multiply | Op::Divide, left, right) => {
                self.read(left) && self.read(right)
            }
            other => subject(other).is_none_or(|subject| self.some(&subject)),
        }
    }

    fn chosen(&mut self, one: &Expr, codes: &[Id], want: bool) -> bool {
        let Some(subject) = subject(one) else {
            return true;
        };
        self.options(&subject, |option| codes.contains(&option.code) == want)
    }

    /// Leaves the options that `keep` holds for.
    fn options(&mut self, subject: &Subject, keep: impl Fn(&Choice) -> bool) -> bool {
        let list = self
            .item(subject)
            .and_then(|item| self.form.choice_list(item));
        let at = self.at(subject);
        let (Values::One(left), Some(list)) = (&mut self.held[at].1.values, list) else {
            return true;
        };
        for (left, option) in left.iter_mut().zip(&list.options) {
            *left &= keep(option);
        }
        left.contains(&true)
    }

    fn ticked(&mut self, many: &Expr, code: &Id, want: bool) -> bool {
        let Some(subject) = subject(many) else {
            return true;
        };
        let list = self
            .item(&subject)
            .and_then(|item| self.form.choice_list(item));
        let place = list.and_then(|list| list.options.iter().position(|o| o.code == *code));
        let at = self.at(&subject);
        let (Values::Many(ticks), Some(place)) = (&mut self.held[at].1.values, place) else {
            return true;
        };
        let before = ticks[place].replace(want);
        before.is_none_or(|before| before == want)
    }

    fn item(&self, subject: &Subject) -> Option<&'f Item> {
        match subject {
            Subject::Item(ix) | Subject::Cell(ix, _) | Subject::Previous(ix) => {
                Some(self.form.item(*ix))
            }
            Subject::Context(_) => None,
        }
    }

    fn ordered(&mut self, op: Op, left: &Expr, right: &Expr) -> bool {
        let (one, other) = (self.range(left), self.range(right));
        if !can_be(op, one, other) {
            return false;
        }
        self.narrowed(left, op, other) && self.narrowed(right, mirrored(op), one)
    }

    /// Leaves of what a part gives that for which the comparison with `other` can hold.
    fn narrowed(&mut self, expr: &Expr, op: Op, other: Range) -> bool {
        if let Expr::Score(ix) = expr {
            let fits = |option: &Choice| {
                let score = option.score.map(Range::point);
                score.is_some_and(|score| can_be(op, score, other))
            };
            return self.options(&Subject::Item(*ix), fits);
        }
        let Some(subject) = subject(expr) else {
            return true;
        };
        let whole = self.item(&subject).is_some_and(|item| {
            matches!(
                item.kind,
                Kind::Integer | Kind::Scale { .. } | Kind::Ruler | Kind::Tally | Kind::Duration
            )
        });
        let at = self.at(&subject);
        if let Values::Number(range) = &mut self.held[at].1.values {
            *range = range.and(limit(op, other, whole));
            return !range.is_empty();
        }
        true
    }

    /// Between what a number can lie here.
    pub fn range(&mut self, expr: &Expr) -> Range {
        if !self.step() {
            return Range::ANY;
        }
        match expr {
            Expr::Number(number) => Range::point(*number),
            Expr::Date(date) => Range::point(chrono::Datelike::num_days_from_ce(date).into()),
            Expr::Score(ix) => self.score_range(*ix),
            Expr::Negate(inner) => self.range(inner).negated(),
            Expr::Binary(op, left, right) => {
                let (one, other) = (self.range(left), self.range(right));
                match op {
                    Op::Add => one.plus(other),
                    Op::Subtract => one.plus(other.negated()),
                    Op::Multiply => one.times(other),
                    Op::Divide => one.divided(other),
                    _ => Range::ANY,
                }
            }
            Expr::If(parts) => {
                let [_, then, otherwise] = &**parts;
                self.range(then).or(self.range(otherwise))
            }
            Expr::Call(function, values) => self.called(*function, values),
            Expr::Total(total, aggregate) => self.total_range(*total, *aggregate),
            Expr::Scale(scale) => self.scale_range(scale),
            Expr::Lookup(ix, _) => self.lookup_range(*ix),
            other => match subject(other) {
                Some(subject) => {
                    let at = self.at(&subject);
                    match &self.held[at].1.values {
                        Values::Number(range) => *range,
                        _ => Range::ANY,
                    }
                }
                None => Range::ANY,
            },
        }
    }

    fn score_range(&mut self, ix: ItemIx) -> Range {
        let list = self.form.choice_list(self.form.item(ix));
        let at = self.at(&Subject::Item(ix));
        let (Values::One(left), Some(list)) = (&self.held[at].1.values, list) else {
            return Range::ANY;
        };
        let left = list.options.iter().zip(left).filter(|(_, left)| **left);
        Range::around(left.filter_map(|(option, _)| option.score)).unwrap_or(Range::ANY)
    }

    fn called(&mut self, function: Function, values: &[Expr]) -> Range {
        let ranges: Vec<Range> = values.iter().map(|value| self.range(value)).collect();
        let all = || {
            ranges
                .iter()
                .copied()
                .reduce(Range::or)
                .unwrap_or(Range::ANY)
        };
        match (function, ranges.as_slice()) {
            (Function::Round, [number, ..]) => match values.get(1) {
                None => number.map(|end| rounded(end, 0)),
                Some(Expr::Number(digits)) => {
                    let digits = digits.to_u32().unwrap_or(0);
                    number.map(|end| rounded(end, digits))
                }
                Some(_) => Range::ANY,
            },
            (Function::Length | Function::Size, _) => Range::from(Decimal::ZERO),
            (Function::Coalesce | Function::Least | Function::Greatest, _) => all(),
            _ => Range::ANY,
        }
    }

    /// Between what the value of an item can lie, by its kind and by what works it out.
    pub fn item_range(&self, item: &Item) -> Range {
        match item.kind {
            Kind::Scale { min, max } => Range::new(min, max),
            Kind::Ruler => Range::new(0, 10),
            Kind::Tally => Range::from(Decimal::ZERO),
            Kind::Integer | Kind::Decimal | Kind::Duration => Range {
                least: item.limits().min,
                most: item.limits().max,
            },
            Kind::Computed if self.depth == 0 => {
                let mut fresh = World {
                    fuel: self.fuel / 2,
                    depth: 1,
                    ..World::new(self.form, self.effort)
                };
                let rule = item.calculation.as_ref();
                rule.map_or(Range::ANY, |rule| fresh.range(rule))
            }
            _ => Range::ANY,
        }
    }

    /// Whether an expression may give nothing here.
    pub fn may_be_empty(&mut self, expr: &Expr) -> bool {
        if !self.step() {
            return true;
        }
        match expr {
            Expr::Number(_)
            | Expr::Bool(_)
            | Expr::Text(_)
            | Expr::Code(_)
            | Expr::Codes(_)
            | Expr::Date(_)
            | Expr::Answered(_)
            | Expr::Total(Total::Count | Total::Shown, _) => false,
            Expr::Not(inner) | Expr::Negate(inner) => self.may_be_empty(inner),
            Expr::Binary(Op::Divide, ..) => true,
            Expr::Binary(_, left, right) => self.may_be_empty(left) || self.may_be_empty(right),
            other => match subject(other) {
                Some(subject) => {
                    let at = self.at(&subject);
                    self.held[at].1.empty
                }
                None => true,
            },
        }
    }
}

fn rounded(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}
