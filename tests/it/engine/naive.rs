//! The same semantics once more, written as plainly as possible: everything is worked out from the cells each time.

use std::cell::RefCell;
use std::collections::HashMap;

use kohtaa::form::expr::{Context, Expr, Function, Op, Read, Scale, Step, Total};
use kohtaa::form::{Form, Id, ItemIx, Kind};
use kohtaa::response::{Cell, Inputs, Path, Pinned, Rated, RowId, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use unicode_segmentation::UnicodeSegmentation;

use super::figures::{is_enough, look_up, prorated, read, total};
use super::plain::{binary, plain_function};

/// What is given to a response when it begins.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    pub pinned: Vec<Pinned>,
    pub rated: Vec<Rated>,
}

pub type Place = (ItemIx, Option<RowId>);

pub struct Naive<'a> {
    form: &'a Form,
    cells: HashMap<Path, Cell>,
    inputs: Inputs,
    pinned: &'a [Pinned],
    rated: &'a [Rated],
    owners: Vec<Option<ItemIx>>,
    shown: RefCell<HashMap<Place, bool>>,
    values: RefCell<HashMap<Place, Option<Value>>>,
}

impl<'a> Naive<'a> {
    pub fn new(
        form: &'a Form,
        inputs: Inputs,
        earlier: &'a Earlier,
        cells: Vec<(Path, Cell)>,
    ) -> Naive<'a> {
        let all = 0..form.items.len() as ItemIx;
        Naive {
            form,
            cells: cells.into_iter().collect(),
            inputs,
            pinned: &earlier.pinned,
            rated: &earlier.rated,
            owners: all.map(|item| owner(form, item)).collect(),
            shown: RefCell::default(),
            values: RefCell::default(),
        }
    }

    pub fn cell(&self, place: &Place) -> Option<&Cell> {
        let path = Path {
            item: self.form.item(place.0).id.clone(),
            row: place.1.clone(),
        };
        self.cells.get(&path)
    }

    /// The list or table in whose rows an item stands.
    pub fn owner(&self, item: ItemIx) -> Option<ItemIx> {
        self.owners[item as usize]
    }

    pub fn rows(&self, owner: ItemIx) -> Vec<RowId> {
        if let Kind::Table { rows } = self.form.item(owner).kind {
            let options = self.form.choices[rows as usize].options.iter();
            return options.map(|option| RowId(option.code.clone())).collect();
        }
        match self.cell(&(owner, None)).and_then(Cell::value) {
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

    pub fn section_shown(&self, section: usize) -> bool {
        let relevant = self.form.sections[section].relevant.as_ref();
        relevant.is_none_or(|expr| self.holds(expr, None, None))
    }

    pub fn shown(&self, place: &Place) -> bool {
        if let Some(known) = self.shown.borrow().get(place) {
            return *known;
        }
        let item = self.form.item(place.0);
        let in_section = item
            .section
            .is_none_or(|section| self.section_shown(usize::from(section)));
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
        let is_worked_out = self.form.item(place.0).calculation.is_some();
        let value = match &self.form.item(place.0).calculation {
            Some(expr) => self.eval(expr, place.1.as_ref(), self.owner(place.0))?,
            None => self.offered(place, self.cell(place)?.value()?.clone())?,
        };
        match value {
            Value::Text(text) if text.is_empty() => None,
            Value::Rows(rows) if rows.is_empty() => None,
            // What is worked out is written in one way, however its parts were typed.
            Value::Number(number) if is_worked_out => Some(Value::Number(number.normalize())),
            value => Some(value),
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

    /// The earlier answer of an item, about what it is about now.
    fn previous(&self, item: ItemIx) -> Option<&Value> {
        let (item, mut pinned) = (self.form.item(item), self.pinned.iter());
        let named = |pin: &&Pinned| pin.item == item.id || item.was.contains(&pin.item);
        let about = match item.about {
            None => return pinned.find(named).map(|pin| &pin.value),
            Some(about) => self.value(&(about, None))?,
        };
        let same = |then: &Value| match (then, &about) {
            (Value::Text(then), Value::Text(now)) => {
                then.trim().to_lowercase() == now.trim().to_lowercase()
            }
            (then, now) => then == now,
        };
        pinned
            .filter(named)
            .find(|pin| pin.about.as_ref().is_some_and(same))
            .map(|pin| &pin.value)
    }

    /// All places that an expression is led back to, in the order in which it names them.
    pub fn led_back(&self, expr: &Expr, at: &Place) -> Vec<Place> {
        let mut found = Vec::new();
        self.follow(expr, at, &mut Vec::new(), &mut found);
        found
    }

    fn follow(&self, expr: &Expr, at: &Place, opened: &mut Vec<Place>, found: &mut Vec<Place>) {
        let mut read: Vec<Place> = Vec::new();
        expr.each_read(&mut |part| match part {
            Read::Item(item) | Read::Score(item) => {
                let owner = self.owner(item);
                let inside = owner.is_some() && owner == self.owner(at.0);
                read.push((item, at.1.clone().filter(|_| inside)));
            }
            Read::Cell { column, row } => read.push((column, Some(RowId(row.clone())))),
            Read::Total(ix) => {
                for member in &self.form.aggregates[ix as usize].items {
                    match self.owner(member.item) {
                        None => read.push((member.item, None)),
                        Some(owner) => {
                            let rows = self.rows(owner).into_iter();
                            read.extend(rows.map(|row| (member.item, Some(row))));
                        }
                    }
                }
            }
            Read::Previous(_) | Read::Given => {}
        });
        for place in read {
            found.push(place.clone());
            let calculation = &self.form.item(place.0).calculation;
            if let Some(expr) = calculation.as_ref().filter(|_| !opened.contains(&place)) {
                opened.push(place.clone());
                self.follow(expr, &place, opened, found);
            }
        }
    }

    pub fn suggested(&self, nth: usize) -> bool {
        self.holds(&self.form.suggestions[nth].when, None, None)
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
            Expr::Codes(codes) => Some(Value::Codes(codes.to_vec())),
            Expr::Date(date) => Some(Value::Date(*date)),
            Expr::Item(item) => self.value(&near(*item)),
            Expr::Score(item) => {
                let value = self.value(&near(*item))?;
                self.option_score(*item, &value).map(Value::Number)
            }
            Expr::TableCell { column, row } => self.value(&(*column, Some(RowId(row.clone())))),
            Expr::Previous(item) => self.previous(*item).cloned(),
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
            Expr::If(parts) => match bool(&parts[0])? {
                true => eval(&parts[1]),
                false => eval(&parts[2]),
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
                Value::Text(text) => Some(Value::Number(text.graphemes(true).count().into())),
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
            Expr::Rated(item, role) => self.rated(*item, role),
            Expr::Call(function, arguments) => {
                let values: Option<Vec<Value>> = arguments.iter().map(eval).collect();
                plain_function(*function, &values?)
            }
        }
    }

    /// What the rater in a role answered: the last thing that was told.
    fn rated(&self, item: ItemIx, role: &Id) -> Option<Value> {
        let id = &self.form.item(item).id;
        let mut told = self.rated.iter().rev();
        let found = told.find(|one| one.item == *id && one.role == *role)?;
        Some(found.value.clone())
    }

    fn scale(&self, scale: &Scale) -> Option<Decimal> {
        let mut groups = Vec::new();
        for group in &scale.groups {
            let (shown, _, numbers) = self.members(group.aggregate);
            if shown > 0 && !is_enough(group.enough, numbers.len(), shown) {
                return None;
            }
            groups.extend((shown > 0).then_some((shown, numbers)));
        }
        let shown: usize = groups.iter().map(|(shown, _)| shown).sum();
        let answered: usize = groups.iter().map(|(_, numbers)| numbers.len()).sum();
        let overall = scale.overall;
        if answered == 0 || overall.is_some_and(|it| !is_enough(it, answered, shown)) {
            return None;
        }
        let value = match (scale.total, scale.prorate) {
            (Total::Mean, true) => prorated(&groups, shown)?,
            (_, true) => prorated(&groups, 1)?,
            (Total::Mean, false) => total(&groups)?.checked_div(Decimal::from(answered))?,
            (_, false) => total(&groups)?,
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
                (Step::From(top), Value::Number(number)) => top.checked_sub(*number),
                (Step::Times(times), Value::Number(number)) => times.checked_mul(*number),
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

fn owner(form: &Form, item: ItemIx) -> Option<ItemIx> {
    let parent = form.item(item).parent?;
    match form.item(parent).kind {
        Kind::List { .. } | Kind::Table { .. } => Some(parent),
        _ => owner(form, parent),
    }
}
