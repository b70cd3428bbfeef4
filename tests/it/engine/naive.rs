//! The same semantics once more, written as plainly as possible: everything is worked out from the cells each time.

use std::cell::RefCell;
use std::collections::HashMap;

use kohtaa::form::expr::{
    Column, Context, Expr, Function, Key, Lookup, MinAnswered, Op, Read, Scale, Step, Total,
};
use kohtaa::form::{Form, Id, ItemIx, Kind};
use kohtaa::response::{Cell, Inputs, Path, RowId, Value};
use rust_decimal::{Decimal, RoundingStrategy};

type Place = (ItemIx, Option<RowId>);

pub struct Naive<'a> {
    form: &'a Form,
    cells: HashMap<Path, Cell>,
    inputs: Inputs,
    shown: RefCell<HashMap<Place, bool>>,
    values: RefCell<HashMap<Place, Option<Value>>>,
}

impl<'a> Naive<'a> {
    pub fn new(form: &'a Form, inputs: Inputs, cells: Vec<(Path, Cell)>) -> Naive<'a> {
        Naive {
            form,
            cells: cells.into_iter().collect(),
            inputs,
            shown: RefCell::default(),
            values: RefCell::default(),
        }
    }

    fn cell(&self, place: &Place) -> Cell {
        let path = Path {
            item: self.form.item(place.0).id.clone(),
            row: place.1.clone(),
        };
        self.cells.get(&path).cloned().unwrap_or_default()
    }

    /// The list or table in whose rows an item stands.
    pub fn owner(&self, item: ItemIx) -> Option<ItemIx> {
        let parent = self.form.item(item).parent?;
        match self.form.item(parent).kind {
            Kind::List { .. } | Kind::Table { .. } => Some(parent),
            _ => self.owner(parent),
        }
    }

    pub fn rows(&self, owner: ItemIx) -> Vec<RowId> {
        if let Kind::Table { rows } = self.form.item(owner).kind {
            let options = self.form.choices[rows as usize].options.iter();
            return options.map(|option| RowId(option.code.clone())).collect();
        }
        match self.cell(&(owner, None)).value() {
            Some(Value::Rows(rows)) => rows.clone(),
            _ => Vec::new(),
        }
    }

    /// Every place that there is.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for item in 0..self.form.items.len() as ItemIx {
            match self.owner(item) {
                None => places.push((item, None)),
                Some(owner) => {
                    let rows = self.rows(owner).into_iter();
                    places.extend(rows.map(|row| (item, Some(row))));
                }
            }
        }
        places
    }

    pub fn shown(&self, place: &Place) -> bool {
        if let Some(known) = self.shown.borrow().get(place) {
            return *known;
        }
        let item = self.form.item(place.0);
        let section = item.section.map(|ix| &self.form.sections[ix as usize]);
        let in_section = section.is_none_or(|section| {
            let relevant = section.relevant.as_ref();
            relevant.is_none_or(|expr| self.holds(expr, None, None))
        });
        let in_parent = item.parent.is_none_or(|parent| {
            let row = match self.owner(parent) == self.owner(place.0) {
                true => place.1.clone(),
                false => None,
            };
            self.shown(&(parent, row))
        });
        let relevant = item.relevant.as_ref();
        let shown = in_section
            && in_parent
            && relevant.is_none_or(|expr| self.holds(expr, place.1.as_ref(), self.owner(place.0)));
        self.shown.borrow_mut().insert(place.clone(), shown);
        shown
    }

    pub fn value(&self, place: &Place) -> Option<Value> {
        if let Some(known) = self.values.borrow().get(place) {
            return known.clone();
        }
        let value = self.find_value(place);
        self.values
            .borrow_mut()
            .insert(place.clone(), value.clone());
        value
    }

    fn find_value(&self, place: &Place) -> Option<Value> {
        if !self.shown(place) {
            return None;
        }
        let value = match &self.form.item(place.0).calculation {
            Some(expr) => self.eval(expr, place.1.as_ref(), self.owner(place.0))?,
            None => self.offered(place, self.cell(place).value()?.clone())?,
        };
        match &value {
            Value::Text(text) if text.is_empty() => None,
            Value::Rows(rows) if rows.is_empty() => None,
            _ => Some(value),
        }
    }

    /// What of an answer is offered.
    fn offered(&self, place: &Place, value: Value) -> Option<Value> {
        let item = self.form.item(place.0);
        let (Some(filter), Some(choices)) = (&item.filter, self.form.choice_list(item)) else {
            return Some(value);
        };
        let fits = |code: &Id| {
            let at = choices
                .options
                .iter()
                .position(|option| option.code == *code);
            let condition = filter.condition(at.unwrap());
            self.holds(condition.unwrap(), place.1.as_ref(), self.owner(place.0))
        };
        match value {
            Value::Code(code) => fits(&code).then_some(Value::Code(code)),
            Value::Codes(codes) if codes.is_empty() => Some(Value::Codes(codes)),
            Value::Codes(codes) => {
                let fit: Vec<Id> = codes.into_iter().filter(|code| fits(code)).collect();
                (!fit.is_empty()).then_some(Value::Codes(fit))
            }
            other => Some(other),
        }
    }

    /// Numbers of the constraints that fail at a place.
    pub fn fails(&self, place: &Place) -> Vec<usize> {
        let constraints = self.form.item(place.0).constraints.iter().enumerate();
        let failing = constraints.filter(|(_, constraint)| {
            let holds = self.eval(&constraint.expr, place.1.as_ref(), self.owner(place.0));
            let asked = match self.form.item(place.0).hidden {
                true => self.shown(place),
                false => self.value(place).is_some(),
            };
            asked && holds == Some(Value::Bool(false))
        });
        failing.map(|(nth, _)| nth).collect()
    }

    /// Whether an expression is led back to something that is shown and answered by people.
    pub fn leads_to_answers(
        &self,
        expr: &Expr,
        row: Option<&RowId>,
        owner: Option<ItemIx>,
    ) -> bool {
        let mut places: Vec<Place> = Vec::new();
        let rows = |item: ItemIx| match self.owner(item) {
            None => vec![None],
            Some(owner) => self.rows(owner).into_iter().map(Some).collect(),
        };
        expr.each_read(&mut |read| match read {
            Read::Item(item) | Read::Score(item) => {
                let inside = owner.is_some() && self.owner(item) == owner;
                places.push((item, row.filter(|_| inside).cloned()));
            }
            Read::Cell { column, row } => places.push((column, Some(RowId(row.clone())))),
            Read::Total(ix) => {
                for member in &self.form.aggregates[ix as usize].items {
                    places.extend(rows(member.item).into_iter().map(|row| (member.item, row)));
                }
            }
            Read::Previous(_) | Read::Given => {}
        });
        places.iter().any(|place| {
            let item = self.form.item(place.0);
            let owner = self.owner(place.0);
            let further = |expr| self.leads_to_answers(expr, place.1.as_ref(), owner);
            item.is_answerable() && self.shown(place)
                || item.calculation.as_ref().is_some_and(further)
        })
    }

    fn holds(&self, expr: &Expr, row: Option<&RowId>, owner: Option<ItemIx>) -> bool {
        self.eval(expr, row, owner) == Some(Value::Bool(true))
    }

    fn option_score(&self, item: ItemIx, value: &Value) -> Option<Decimal> {
        let Value::Code(code) = value else {
            return None;
        };
        let choices = self.form.choice_list(self.form.item(item))?;
        choices.option(code.as_str())?.score
    }

    fn eval(&self, expr: &Expr, row: Option<&RowId>, owner: Option<ItemIx>) -> Option<Value> {
        let eval = |expr| self.eval(expr, row, owner);
        let bool = |expr| match self.eval(expr, row, owner) {
            Some(Value::Bool(bool)) => Some(bool),
            _ => None,
        };
        let number = |expr| match self.eval(expr, row, owner) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        };
        let near = |item: ItemIx| {
            let inside = owner.is_some() && self.owner(item) == owner;
            (item, row.filter(|_| inside).cloned())
        };
        match expr {
            Expr::Number(number) => Some(Value::Number(*number)),
            Expr::Bool(bool) => Some(Value::Bool(*bool)),
            Expr::Text(text) => Some(Value::Text(text.to_string())),
            Expr::Code(code) => Some(Value::Code(code.clone())),
            Expr::Codes(codes) => Some(Value::Codes(codes.clone())),
            Expr::Date(date) => Some(Value::Date(*date)),
            Expr::Item(item) => self.value(&near(*item)),
            Expr::Score(item) => {
                let value = self.value(&near(*item))?;
                self.option_score(*item, &value).map(Value::Number)
            }
            Expr::TableCell { column, row } => self.value(&(*column, Some(RowId(row.clone())))),
            Expr::Previous(_) => None,
            Expr::Context(Context::Today) => Some(Value::Date(self.inputs.today)),
            Expr::Context(Context::FirstSession) => Some(Value::Bool(self.inputs.first_session)),
            Expr::Context(Context::Interpreter) => Some(Value::Bool(self.inputs.interpreter)),
            Expr::Context(Context::Mode) => Some(Value::Code(self.inputs.mode.clone())),
            Expr::Context(Context::Practice) => Some(Value::Bool(self.inputs.practice)),
            Expr::Answered(item) => Some(Value::Bool(self.value(&near(*item)).is_some())),
            Expr::Not(inner) => Some(Value::Bool(!bool(inner)?)),
            Expr::Negate(inner) => Some(Value::Number(-number(inner)?)),
            Expr::Binary(Op::And, left, right) => match (bool(left), bool(right)) {
                (Some(false), _) | (_, Some(false)) => Some(Value::Bool(false)),
                (Some(true), Some(true)) => Some(Value::Bool(true)),
                _ => None,
            },
            Expr::Binary(Op::Or, left, right) => match (bool(left), bool(right)) {
                (Some(true), _) | (_, Some(true)) => Some(Value::Bool(true)),
                (Some(false), Some(false)) => Some(Value::Bool(false)),
                _ => None,
            },
            Expr::Binary(op, left, right) => binary(*op, eval(left)?, eval(right)?),
            Expr::If(when, then, otherwise) => match bool(when)? {
                true => eval(then),
                false => eval(otherwise),
            },
            Expr::Call(Function::Round, arguments) => {
                let places = match arguments.get(1) {
                    None => 0,
                    Some(places) => number(places)?.try_into().ok()?,
                };
                let rounding = RoundingStrategy::MidpointAwayFromZero;
                let rounded = number(&arguments[0])?.round_dp_with_strategy(places, rounding);
                Some(Value::Number(rounded))
            }
            Expr::Call(Function::Abs, arguments) => {
                Some(Value::Number(number(&arguments[0])?.abs()))
            }
            Expr::Call(Function::Coalesce, arguments) => arguments.iter().find_map(eval),
            Expr::Call(Function::Least, arguments) => {
                arguments.iter().filter_map(number).min().map(Value::Number)
            }
            Expr::Call(Function::Greatest, arguments) => {
                arguments.iter().filter_map(number).max().map(Value::Number)
            }
            Expr::Call(Function::Days, arguments) => {
                match (eval(&arguments[0])?, eval(&arguments[1])?) {
                    (Value::Date(from), Value::Date(to)) => {
                        Some(Value::Number((to - from).num_days().into()))
                    }
                    other => panic!("{other:?}"),
                }
            }
            Expr::Call(Function::Length, arguments) => match eval(&arguments[0])? {
                Value::Text(text) => Some(Value::Number(text.chars().count().into())),
                other => panic!("{other:?}"),
            },
            Expr::Total(which, aggregate) => {
                let (shown, filled, numbers) = self.members(*aggregate);
                read(*which, shown, filled, &numbers).map(Value::Number)
            }
            Expr::Scale(scale) => self.scale(scale).map(Value::Number),
            Expr::Lookup(lookup, keys) => {
                let keys: Option<Vec<Value>> = keys.iter().map(eval).collect();
                look_up(&self.form.lookups[*lookup as usize], &keys?).map(Value::Number)
            }
            Expr::Matches(text, pattern) => match eval(text)? {
                Value::Text(text) => pattern.fits(&text).map(Value::Bool),
                other => panic!("{other:?}"),
            },
            Expr::Band(item) => {
                let Value::Number(number) = self.value(&near(*item))? else {
                    panic!("no number has a band");
                };
                let bands = self.form.item(*item).bands.iter();
                let band = bands.rev().find(|band| band.from <= number)?;
                band.code.clone().map(Value::Code)
            }
            Expr::Rated(..) => None,
            Expr::Call(function, arguments) => {
                let values: Option<Vec<Value>> = arguments.iter().map(eval).collect();
                plain(*function, &values?)
            }
        }
    }

    fn scale(&self, scale: &Scale) -> Option<Decimal> {
        let (mut all_shown, mut all_answered) = (0, 0);
        let mut sums = Vec::new();
        for group in &scale.groups {
            let (shown, _, numbers) = self.members(group.aggregate);
            if shown == 0 {
                continue;
            }
            if !is_enough(group.enough, numbers.len(), shown) {
                return None;
            }
            all_shown += shown;
            all_answered += numbers.len();
            let sum: Decimal = numbers.iter().sum();
            if scale.prorate {
                if numbers.is_empty() {
                    return None;
                }
                sums.push(sum * Decimal::from(shown) / Decimal::from(numbers.len()));
            } else {
                sums.push(sum);
            }
        }
        let overall = scale.overall;
        if all_answered == 0 || overall.is_some_and(|it| !is_enough(it, all_answered, all_shown)) {
            return None;
        }
        let sum: Decimal = sums.iter().sum();
        let value = match (scale.total, scale.prorate) {
            (Total::Mean, true) => sum / Decimal::from(all_shown),
            (Total::Mean, false) => sum / Decimal::from(all_answered),
            _ => sum,
        };
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        let round = |digits| value.round_dp_with_strategy(digits, rounding);
        Some(scale.round.map_or(value, round))
    }

    /// What the steps of a member make of its answer.
    fn turn(&self, steps: &[Step], score: Option<Decimal>, value: Value) -> Option<Decimal> {
        let mut value = score.map_or(value, Value::Number);
        for step in steps {
            let number = match (step, &value) {
                (Step::From(top), Value::Number(number)) => Some(top - number),
                (Step::Times(times), Value::Number(number)) => Some(times * number),
                (Step::Lookup(ix), value) => look_up(
                    &self.form.lookups[*ix as usize],
                    std::slice::from_ref(value),
                ),
                other => panic!("{other:?}"),
            };
            value = Value::Number(number?);
        }
        match value {
            Value::Number(number) => Some(number),
            other => panic!("{other:?}"),
        }
    }

    /// How many members are shown, how many are filled, and their numbers.
    fn members(&self, aggregate: u32) -> (usize, usize, Vec<Decimal>) {
        let (mut shown, mut filled, mut numbers) = (0, 0, Vec::new());
        for member in &self.form.aggregates[aggregate as usize].items {
            let rows = match self.owner(member.item) {
                None => vec![None],
                Some(owner) => self.rows(owner).into_iter().map(Some).collect(),
            };
            for row in rows {
                let place = (member.item, row);
                shown += usize::from(self.shown(&place));
                let value = match self.value(&place) {
                    None => continue,
                    Some(Value::Rows(rows)) => {
                        filled += rows.len();
                        continue;
                    }
                    Some(value) => value,
                };
                let score = match member.score {
                    true => match self.option_score(member.item, &value) {
                        None => continue,
                        score => score,
                    },
                    false => None,
                };
                let number = match member.turn {
                    Some(turn) => match self.turn(&self.form.turns[turn as usize], score, value) {
                        None => continue,
                        number => number,
                    },
                    None => match (score, value) {
                        (Some(score), _) => Some(score),
                        (None, Value::Number(number)) => Some(number),
                        (None, _) => None,
                    },
                };
                filled += 1;
                numbers.extend(number);
            }
        }
        (shown, filled, numbers)
    }
}

fn read(which: Total, shown: usize, filled: usize, numbers: &[Decimal]) -> Option<Decimal> {
    match which {
        Total::Shown => Some(Decimal::from(shown)),
        Total::Count => Some(Decimal::from(filled)),
        _ if numbers.is_empty() => None,
        Total::Sum => Some(numbers.iter().sum()),
        Total::Mean => Some(numbers.iter().sum::<Decimal>() / Decimal::from(numbers.len())),
        Total::Min => numbers.iter().min().copied(),
        Total::Max => numbers.iter().max().copied(),
    }
}

fn is_enough(enough: MinAnswered, answered: usize, shown: usize) -> bool {
    match enough {
        MinAnswered::Share(share) => Decimal::from(answered) >= share * Decimal::from(shown),
        MinAnswered::Count(count) => answered >= count as usize,
        MinAnswered::MostMissing(most) => shown - answered <= most as usize,
    }
}

/// Looks at every row.
fn look_up(lookup: &Lookup, given: &[Value]) -> Option<Decimal> {
    let key = |value: &Value| match value {
        Value::Number(number) => Key::Number(*number),
        Value::Bool(bool) => Key::Bool(*bool),
        Value::Code(code) => Key::Word(code.clone()),
        other => panic!("{other:?}"),
    };
    let rows = 0..lookup.rows().len();
    let keys = |row: usize, column: usize| lookup.keys(column).nth(row).unwrap();
    let mut fitting: Vec<usize> = rows.collect();
    for exact in [true, false] {
        for (column, sort) in lookup.columns.iter().enumerate() {
            let wanted = key(&given[column]);
            let wanted = match sort {
                Column::Exact if exact => wanted,
                Column::From if !exact => {
                    let fits = fitting.iter().map(|row| keys(*row, column));
                    fits.filter(|key| **key <= wanted).max()?.clone()
                }
                _ => continue,
            };
            fitting.retain(|row| *keys(*row, column) == wanted);
        }
    }
    fitting.first().map(|row| lookup.rows()[*row].result)
}

/// Functions of values that are all there.
fn plain(function: Function, values: &[Value]) -> Option<Value> {
    let number = match (function, values) {
        (Function::Floor, [Value::Number(number)]) => number.floor(),
        (Function::Ceil, [Value::Number(number)]) => number.ceil(),
        (Function::Power, [Value::Number(number), Value::Number(times)]) => {
            let times: u32 = (*times).try_into().unwrap();
            (0..times).fold(Decimal::ONE, |power, _| power * number)
        }
        (Function::Remainder, [Value::Number(number), Value::Number(by)]) => {
            if by.is_zero() {
                return None;
            }
            number - by.abs() * (number / by.abs()).floor()
        }
        (Function::Size, [Value::Codes(codes)]) => Decimal::from(codes.len()),
        (Function::Place, [Value::Codes(codes), Value::Code(code)]) => {
            Decimal::from(codes.iter().position(|have| have == code)? + 1)
        }
        other => panic!("{other:?}"),
    };
    Some(Value::Number(number))
}

fn binary(op: Op, left: Value, right: Value) -> Option<Value> {
    if op == Op::In {
        return match (left, right) {
            (Value::Code(code), Value::Codes(codes)) => Some(Value::Bool(codes.contains(&code))),
            other => panic!("{other:?}"),
        };
    }
    if let (Value::Number(left), Value::Number(right)) = (&left, &right) {
        return Some(match op {
            Op::Add => Value::Number(left + right),
            Op::Subtract => Value::Number(left - right),
            Op::Multiply => Value::Number(left * right),
            Op::Divide if right.is_zero() => return None,
            Op::Divide => Value::Number(left / right),
            Op::Equal => Value::Bool(left == right),
            Op::NotEqual => Value::Bool(left != right),
            Op::Less => Value::Bool(left < right),
            Op::LessOrEqual => Value::Bool(left <= right),
            Op::Greater => Value::Bool(left > right),
            Op::GreaterOrEqual => Value::Bool(left >= right),
            Op::And | Op::Or | Op::In => return None,
        });
    }
    if let (Value::Date(left), Value::Date(right)) = (&left, &right) {
        return match op {
            Op::Less => Some(Value::Bool(left < right)),
            Op::LessOrEqual => Some(Value::Bool(left <= right)),
            Op::Greater => Some(Value::Bool(left > right)),
            Op::GreaterOrEqual => Some(Value::Bool(left >= right)),
            Op::Equal => Some(Value::Bool(left == right)),
            Op::NotEqual => Some(Value::Bool(left != right)),
            other => panic!("{left} {other:?} {right}"),
        };
    }
    match op {
        Op::Equal => Some(Value::Bool(left == right)),
        Op::NotEqual => Some(Value::Bool(left != right)),
        other => panic!("{left:?} {other:?} {right:?}"),
    }
}
