//! Random forms and random fillings: the incremental engine agrees with the naive evaluator after every change.

use std::collections::BTreeMap;
use std::sync::Arc;

use kohtaa::form::expr::{
    Column, Context, Expr, Function, Group, Key, Lookup, MinAnswered, Op, Scale, Step, Total,
};
use kohtaa::form::{Filter, Form, ItemIx, Kind};
use kohtaa::response::*;
use proptest::prelude::*;

use super::build::*;
use super::naive::Naive;
use super::row_id;

/// Bytes that decide everything; when they are used up, all is the first choice.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % sides
    }

    fn chance(&mut self, of: usize) -> bool {
        self.roll(of) == of - 1
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| all[self.roll(all.len())].clone())
    }
}

struct Maker<'a> {
    dice: Dice<'a>,
    build: Build,
    /// An item may read those of a lower priority, wherever they stand.
    priority: Vec<usize>,
}

impl Maker<'_> {
    fn form(mut self) -> Arc<Form> {
        self.build.choices(&[Some(0), Some(1), Some(2), None]);
        self.build.choices(&[None, None, None]);
        self.build.form.lookups = lookups();
        for _ in 0..2 + self.dice.roll(6) {
            self.item(None);
        }
        for _ in 0..self.dice.roll(3) {
            let within = self.base();
            let relevant = self.truth(within, None, 2);
            self.build.section(Some(relevant));
            for _ in 0..1 + self.dice.roll(4) {
                self.item(None);
            }
        }
        for nth in 0..self.dice.roll(3) {
            let score = self.build.score(&format!("score{nth}"), num("0"));
            self.priority.push(100_000 + score as usize);
        }
        for item in 0..self.build.form.items.len() as ItemIx {
            self.fill_in(item);
        }
        for _ in 0..self.dice.roll(3) {
            self.bearer();
        }
        self.build.done()
    }

    /// Everything in the newest section has at least this priority.
    fn base(&self) -> usize {
        self.build.form.sections.len() * 1000
    }

    fn item(&mut self, parent: Option<ItemIx>) {
        let name = format!("i{}", self.build.form.items.len());
        let kind = match self.dice.roll(if parent.is_some() { 7 } else { 10 }) {
            0 => Kind::YesNo,
            1 => Kind::Integer,
            2 => Kind::Computed,
            3 => Kind::Single,
            4 => Kind::Decimal,
            5 => Kind::Multi,
            6 => Kind::Text,
            7 => Kind::List { min: 0, max: 50 },
            8 => Kind::Table { rows: 1 },
            _ => Kind::Group,
        };
        let holds = matches!(kind, Kind::List { .. } | Kind::Table { .. } | Kind::Group);
        let low = parent.map_or(self.base(), |parent| self.priority[parent as usize] + 1);
        let item = self.build.with(&name, kind, |item| {
            item.parent = parent;
            item.choices = Some(0);
        });
        self.priority.push(low + self.dice.roll(100));
        if holds {
            for _ in 0..1 + self.dice.roll(3) {
                self.item(Some(item));
            }
        }
    }

    fn owner(&self, item: ItemIx) -> Option<ItemIx> {
        Naive::new(&self.build.form, inputs(), Vec::new()).owner(item)
    }

    /// Gives an item its expressions.
    fn fill_in(&mut self, item: ItemIx) {
        let (owner, within) = (self.owner(item), self.priority[item as usize]);
        if self.dice.chance(3) && !self.build.form.items[item as usize].score {
            let relevant = self.truth(within, owner, 2);
            self.build.form.items[item as usize].relevant = Some(relevant);
        }
        if self.build.form.items[item as usize].kind == Kind::Computed {
            let number = self.number(within, owner, 2);
            let rounded = Expr::Call(Function::Round, vec![number, num("3")]);
            self.build.form.items[item as usize].calculation = Some(rounded);
        }
        let kind = &self.build.form.items[item as usize].kind;
        if matches!(kind, Kind::Single | Kind::Multi) && self.dice.chance(3) {
            let conditions = (0..2).map(|_| self.truth(within, owner, 1)).collect();
            self.build.form.items[item as usize].filter = Some(Filter {
                conditions,
                of: vec![0, 1, 0, 1],
                rule: String::new(),
            });
        }
        for nth in 0..self.dice.roll(6).saturating_sub(3) {
            let expr = self.truth(usize::MAX, owner, 2);
            let warning = nth.is_multiple_of(2);
            let constraint = constraint(expr, warning, "x");
            self.build.form.items[item as usize]
                .constraints
                .push(constraint);
        }
    }

    /// A hidden item with constraints of a section or of each row of a list or table.
    fn bearer(&mut self) {
        let items = 0..self.build.form.items.len() as ItemIx;
        let lists = items.filter(|item| {
            let kind = &self.build.form.item(*item).kind;
            matches!(kind, Kind::List { .. } | Kind::Table { .. })
        });
        let lists: Vec<ItemIx> = lists.collect();
        let list = match self.dice.chance(2) {
            true => self.dice.pick(&lists),
            false => None,
        };
        let expr = self.truth(100_000, list, 2);
        let warning = self.dice.chance(2);
        let name = format!("_{}", self.build.form.items.len());
        self.build.with(&name, Kind::Computed, |item| {
            item.hidden = true;
            item.parent = list;
            item.section = item.section.filter(|_| list.is_none());
            item.constraints.push(constraint(expr, warning, "y"));
        });
        self.priority.push(usize::MAX);
    }

    /// Items of a sort that may be read: at the top or in the same row.
    fn readable(
        &self,
        within: usize,
        owner: Option<ItemIx>,
        sort: impl Fn(&Kind) -> bool,
    ) -> Vec<ItemIx> {
        let items = 0..self.build.form.items.len() as ItemIx;
        let near = |item: &ItemIx| matches!(self.owner(*item), it if it.is_none() || it == owner);
        items
            .filter(|item| self.priority[*item as usize] < within && near(item))
            .filter(|item| sort(&self.build.form.item(*item).kind))
            .collect()
    }

    fn truth(&mut self, within: usize, owner: Option<ItemIx>, depth: usize) -> Expr {
        let sides = if depth == 0 { 7 } else { 12 };
        let of = |maker: &Self, sort: &dyn Fn(&Kind) -> bool| maker.readable(within, owner, sort);
        let found = match self.dice.roll(sides) {
            0 => {
                let all = of(self, &|kind| *kind == Kind::YesNo);
                self.dice.pick(&all).map(yes)
            }
            1 => {
                let all = of(self, &|_| true);
                self.dice.pick(&all).map(Expr::Answered)
            }
            2 => {
                let all = of(self, &|kind| *kind == Kind::Single);
                let code = code(["c0", "c1"][self.dice.roll(2)]);
                let op = [Op::Equal, Op::NotEqual][self.dice.roll(2)];
                self.dice.pick(&all).map(|it| binary(item(it), op, code))
            }
            3 => {
                let all = of(self, &|kind| *kind == Kind::Multi);
                self.dice
                    .pick(&all)
                    .map(|it| binary(code("c1"), Op::In, item(it)))
            }
            4 => {
                let all = of(self, &|kind| *kind == Kind::Single);
                let codes = Expr::Codes(vec![id("c1"), id("c2")]);
                self.dice
                    .pick(&all)
                    .map(|it| binary(item(it), Op::In, codes))
            }
            5 => Some(Expr::Context(
                [Context::FirstSession, Context::Practice][self.dice.roll(2)],
            )),
            6 => {
                let all = of(self, &|kind| *kind == Kind::YesNo);
                self.dice.pick(&all).map(item)
            }
            7 | 8 => {
                let op = [Op::Less, Op::GreaterOrEqual, Op::Equal][self.dice.roll(3)];
                let left = self.number(within, owner, depth - 1);
                Some(binary(left, op, self.number(within, owner, depth - 1)))
            }
            9 | 10 => {
                let op = [Op::And, Op::Or][self.dice.roll(2)];
                let left = self.truth(within, owner, depth - 1);
                Some(binary(left, op, self.truth(within, owner, depth - 1)))
            }
            _ => Some(not(self.truth(within, owner, depth - 1))),
        };
        found.unwrap_or(Expr::Bool(true))
    }

    fn number(&mut self, within: usize, owner: Option<ItemIx>, depth: usize) -> Expr {
        let sides = if depth == 0 { 6 } else { 13 };
        let of = |maker: &Self, sort: &dyn Fn(&Kind) -> bool| maker.readable(within, owner, sort);
        let found = match self.dice.roll(sides) {
            0 | 1 => {
                let all = of(self, &|kind| {
                    matches!(kind, Kind::Integer | Kind::Decimal | Kind::Computed)
                });
                self.dice.pick(&all).map(item)
            }
            2 => {
                let all = of(self, &|kind| *kind == Kind::Single);
                self.dice.pick(&all).map(Expr::Score)
            }
            3 => self.total(within),
            4 => self.scale(within),
            5 => self.table_cell(within),
            6 | 7 => {
                let op = [Op::Add, Op::Subtract][self.dice.roll(2)];
                let left = self.number(within, owner, depth - 1);
                Some(binary(left, op, self.number(within, owner, depth - 1)))
            }
            8 => {
                let left = self.number(within, owner, depth - 1);
                let divided = binary(left, Op::Divide, self.number(within, owner, depth - 1));
                Some(Expr::Call(Function::Round, vec![divided, num("2")]))
            }
            10 => {
                let all = [Function::Floor, Function::Ceil];
                let function = all[self.dice.roll(2)];
                Some(Expr::Call(
                    function,
                    vec![self.number(within, owner, depth - 1)],
                ))
            }
            11 => {
                let from = self.number(within, owner, depth - 1);
                let exact = self.number(within, owner, depth - 1);
                Some(match self.dice.roll(3) {
                    0 => Expr::Lookup(2, vec![from, exact]),
                    1 => Expr::Lookup(self.dice.roll(2) as u32, vec![from]),
                    _ => Expr::Call(Function::Remainder, vec![from, num("7")]),
                })
            }
            9 => {
                let all = [Function::Coalesce, Function::Least, Function::Greatest];
                let arguments = (0..2)
                    .map(|_| self.number(within, owner, depth - 1))
                    .collect();
                Some(Expr::Call(all[self.dice.roll(3)], arguments))
            }
            _ => {
                let when = self.truth(within, owner, depth - 1);
                let then = self.number(within, owner, depth - 1);
                let otherwise = self.number(within, owner, depth - 1);
                Some(Expr::If(
                    Box::new(when),
                    Box::new(then),
                    Box::new(otherwise),
                ))
            }
        };
        found.unwrap_or_else(|| num("1.5"))
    }

    /// A running total over some of the items of a lower priority, in rows or not.
    fn aggregate(&mut self, within: usize) -> Option<u32> {
        let items = 0..self.build.form.items.len() as ItemIx;
        let mut members = Vec::new();
        for item in items.filter(|item| self.priority[*item as usize] < within) {
            let mut member = member(item);
            match self.build.form.item(item).kind {
                Kind::Integer | Kind::Decimal | Kind::Computed => {
                    if self.dice.chance(3) {
                        let steps = steps(&mut self.dice);
                        member.turn = Some(self.build.turn(steps));
                    }
                }
                Kind::Single => member.score = true,
                Kind::List { .. } | Kind::YesNo => {}
                _ => continue,
            }
            if self.dice.roll(3) != 0 {
                members.push(member);
            }
        }
        (!members.is_empty()).then(|| self.build.aggregate(members))
    }

    fn total(&mut self, within: usize) -> Option<Expr> {
        let all = [
            Total::Sum,
            Total::Mean,
            Total::Min,
            Total::Max,
            Total::Count,
        ];
        let which = all[self.dice.roll(5)];
        let expr = total(which, self.aggregate(within)?);
        Some(Expr::Call(Function::Round, vec![expr, num("3")]))
    }

    fn scale(&mut self, within: usize) -> Option<Expr> {
        let min_answered = match self.dice.roll(2) {
            0 => MinAnswered::Share(number("0.5")),
            _ => MinAnswered::Count(2),
        };
        let mut groups = Vec::new();
        for _ in 0..1 + self.dice.roll(2) {
            let enough = match self.dice.chance(3) {
                true => MinAnswered::MostMissing(1),
                false => min_answered,
            };
            let aggregate = self.aggregate(within)?;
            groups.push(Group { aggregate, enough });
        }
        Some(Expr::Scale(Box::new(Scale {
            groups,
            total: [Total::Sum, Total::Mean][self.dice.roll(2)],
            prorate: self.dice.chance(2),
            overall: self.dice.chance(4).then_some(min_answered),
            round: Some(3),
        })))
    }

    fn table_cell(&mut self, within: usize) -> Option<Expr> {
        let items = 0..self.build.form.items.len() as ItemIx;
        let columns: Vec<ItemIx> = items
            .filter(|item| self.priority[*item as usize] < within)
            .filter(|item| {
                matches!(
                    self.build.form.item(*item).kind,
                    Kind::Integer | Kind::Computed
                )
            })
            .filter(|item| {
                let owner = self
                    .owner(*item)
                    .map(|owner| &self.build.form.item(owner).kind);
                matches!(owner, Some(Kind::Table { .. }))
            })
            .collect();
        let row = id(["c0", "c1", "c2"][self.dice.roll(3)]);
        self.dice
            .pick(&columns)
            .map(|column| Expr::TableCell { column, row })
    }
}

/// What may be done to a member.
fn steps(dice: &mut Dice<'_>) -> Vec<Step> {
    let all = [
        Step::From(number("10")),
        Step::Times(number("-0.5")),
        Step::Lookup(0),
        Step::Lookup(1),
    ];
    let steps = (0..1 + dice.roll(3)).map(|_| dice.pick(&all));
    steps.flatten().collect()
}

/// By ranges, by single numbers, and by both.
fn lookups() -> Vec<Lookup> {
    let key = |text: &str| Key::Number(number(text));
    let made = |columns: &[Column], rows: &[(&[&str], &str)]| {
        let rows = rows.iter().map(|(keys, result)| {
            let keys = keys.iter().map(|text| key(text)).collect();
            (keys, number(result))
        });
        Lookup::new(None, String::new(), columns.to_vec(), rows.collect()).0
    };
    use Column::{Exact, From};
    vec![
        made(&[From], &[(&["3"], "2"), (&["-1"], "0.5"), (&["0"], "1")]),
        made(&[Exact], &[(&["0"], "4"), (&["1"], "3"), (&["2"], "2")]),
        made(
            &[From, Exact],
            &[(&["0", "1"], "5"), (&["2", "1"], "6"), (&["1", "2"], "7")],
        ),
    ]
}

fn form(bytes: &[u8]) -> Arc<Form> {
    let maker = Maker {
        dice: Dice(bytes.iter()),
        build: Build::new(),
        priority: Vec::new(),
    };
    maker.form()
}

/// One random thing that a person might do.
pub type Deed = (u8, u8, u8);

fn answer(kind: &Kind, die: u8) -> Option<Value> {
    let nth = usize::from(die) % 4;
    let codes: &[&[&str]] = &[&[], &["c0"], &["c1"], &["c0", "c1"]];
    Some(match kind {
        Kind::YesNo => Value::Bool(die.is_multiple_of(2)),
        Kind::Integer => Value::Number(i64::from(die % 7).into()),
        Kind::Decimal => Value::Number(number(["0", "0.25", "-3.5", "10"][nth])),
        Kind::Single => Value::Code(id(["c0", "c1", "c2", "c3"][nth])),
        Kind::Multi => Value::Codes(codes[nth].iter().map(|code| id(code)).collect()),
        Kind::Text => Value::Text("sanoja".into()),
        _ => return None,
    })
}

pub fn change_rows(filling: &Response, list: ItemIx, (_, at, die): Deed) -> Change {
    let rows = filling.rows(list);
    match rows.get(usize::from(at) % rows.len().max(1)) {
        Some(row) if die % 4 == 1 => filling.remove_row(list, filling.row_id(*row)),
        Some(row) if die % 4 == 2 => {
            filling.move_row(list, filling.row_id(*row), usize::from(die) % rows.len())
        }
        // Now and then a row that once stood there.
        _ => filling.insert_row(
            list,
            usize::from(at),
            row_id(&format!("r{}_{}", list, die % 8)),
        ),
    }
}

fn change(filling: &Response, deed: Deed) -> Option<Change> {
    let form = Arc::clone(filling.form());
    let item = u32::from(deed.0) % form.items.len() as u32;
    if let Kind::List { .. } = form.item(item).kind {
        return Some(change_rows(filling, item, deed));
    }
    let owner = Naive::new(&form, inputs(), Vec::new()).owner(item);
    let spot = match owner.map(|owner| filling.rows(owner)) {
        None => Spot::top(item),
        Some([]) => return None,
        Some(rows) => Spot::in_row(item, rows[usize::from(deed.1) % rows.len()]),
    };
    let cell = match deed.2 % 8 {
        0 => Cell::default(),
        1 => Cell {
            answer: Answer::Absent(Absent::Declined),
            ..Cell::default()
        },
        2 => Cell {
            note: Some("huomio".into()),
            ..filling.cell(spot).clone()
        },
        _ => Cell::given(answer(&form.item(item).kind, deed.2 / 8)?),
    };
    Some(filling.change(&filling.path(spot), cell))
}

/// What is shown now, with the answer kept there.
fn shown(filling: &Response) -> BTreeMap<Spot, bool> {
    let sections = 0..filling.form().sections.len() as u16;
    let spots = sections.flat_map(|section| filling.shown(section));
    spots
        .map(|spot| (spot, filling.cell(spot).value().is_some()))
        .collect()
}

/// Fails where the engine and the naive evaluator differ.
pub fn agree(filling: &Response, when: &str) {
    let form = Arc::clone(filling.form());
    let naive = Naive::new(&form, filling.inputs().clone(), filling.cells());
    let (mut faults, mut borne) = (0, 0);
    for place in naive.places() {
        let path = Path {
            item: form.item(place.0).id.clone(),
            row: place.1.clone(),
        };
        let spot = filling.spot(&path).unwrap();
        assert_eq!(filling.is_shown(spot), naive.shown(&place), "{path} {when}");
        assert_eq!(
            filling.value(spot).cloned(),
            naive.value(&place),
            "{path} {when}"
        );
        let fails = naive.fails(&place);
        if form.item(place.0).hidden {
            let section = form.item(place.0).section;
            let in_section = section.is_none_or(|section| {
                let mut shown = filling.shown(section).into_iter();
                shown.any(|spot| form.item(spot.item).is_answerable())
            });
            borne += fails
                .iter()
                .filter(|nth| {
                    let expr = &form.item(place.0).constraints[**nth].expr;
                    let (row, owner) = (place.1.as_ref(), naive.owner(place.0));
                    in_section || naive.leads_to_answers(expr, row, owner)
                })
                .count();
            continue;
        }
        let constraints = &form.item(place.0).constraints;
        let worst = fails
            .iter()
            .find(|nth| !constraints[**nth].warning)
            .or(fails.first());
        let own = filling.faults().into_iter().find(|(at, fault)| {
            let mut own = constraints.iter();
            *at == spot && own.any(|own| std::ptr::eq(&own.message, fault.message))
        });
        assert_eq!(
            own.map(|(_, fault)| fault.warning),
            worst.map(|nth| constraints[*nth].warning),
            "{path} {when}"
        );
        faults += usize::from(own.is_some());
    }
    assert_eq!(filling.faults().len(), faults + borne, "{when}");
}

/// Everything that one could see: what is kept, and what is shown.
type Picture = (Vec<(Path, Cell)>, BTreeMap<String, Option<Value>>);

fn picture(filling: &Response) -> Picture {
    let mut cells = filling.cells();
    cells.sort_by(|one, other| one.0.cmp(&other.0));
    let values = shown(filling).into_keys();
    let values = values.map(|spot| (filling.path(spot).to_string(), filling.value(spot).cloned()));
    (cells, values.collect())
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(any::<Deed>(), 0..24)
}

fn check_deed(filling: &mut Response, deed: Deed, history: &mut Vec<Change>) {
    if deed.0 == 255 {
        filling.set_inputs(Inputs {
            first_session: deed.1.is_multiple_of(2),
            practice: deed.2.is_multiple_of(2),
            ..inputs()
        });
        return agree(filling, "after other inputs");
    }
    let Some(change) = change(filling, deed) else {
        return;
    };
    let before = shown(filling);
    let seen = picture(filling);
    let applied = match filling.apply(&change) {
        Ok(applied) => applied,
        Err(refused) => {
            assert!(matches!(
                refused,
                Refused::NotAnswerable | Refused::RowTwice
            ));
            return assert_eq!(picture(filling), seen);
        }
    };
    agree(filling, &format!("after {change:?}"));
    let after = shown(filling);
    for spot in &applied.became_hidden {
        assert!(before.contains_key(spot) && !after.contains_key(spot));
        assert!(filling.cell(*spot).value().is_some());
    }
    for spot in &applied.became_unfit {
        assert!(filling.is_unfit(*spot) && after.contains_key(spot));
        assert!(filling.cell(*spot).value().is_some());
    }
    let appeared = after
        .keys()
        .filter(|spot| !before.contains_key(spot))
        .count();
    assert_eq!(applied.became_shown.len(), appeared);
    history.push(change.clone());

    let mut undone = filling.clone();
    undone.apply(&change.inverse()).unwrap();
    assert_eq!(picture(&undone), seen);
    agree(&undone, "after undoing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn incremental_and_naive_agree(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        deeds in deeds(),
    ) {
        let mut filling = Response::new(form(&bytes), inputs(), Vec::new());
        agree(&filling, "when new");
        let mut history = Vec::new();
        for deed in deeds {
            check_deed(&mut filling, deed, &mut history);
        }

        let mut loaded = Response::new(Arc::clone(filling.form()), filling.inputs().clone(), Vec::new());
        prop_assert_eq!(loaded.load(filling.cells()), 0);
        prop_assert_eq!(picture(&loaded), picture(&filling));

        for change in history.iter().rev() {
            filling.apply(&change.inverse()).unwrap();
        }
        prop_assert!(filling.cells().is_empty());
        agree(&filling, "after undoing everything");
    }
}
