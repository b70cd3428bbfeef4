//! Random things that a person might do with a form, and what was pinned before.

use kohtaa::form::{ChoiceList, Form, Id, Item, ItemIx, Kind};
use kohtaa::response::{
    Absent, Answer, Cell, Change, Inputs, Pinned, Rated, Reference, Response, RowId, Spot, Value,
};
use rust_decimal::Decimal;

use super::dice::Dice;
use super::naive::Earlier;

pub fn inputs(dice: &mut Dice) -> Inputs {
    Inputs {
        today: date(dice),
        first_session: dice.chance(2),
        interpreter: dice.chance(2),
        mode: Id::new(dice.word(&["in_person", "phone", "remote", "elsewhere"])),
        practice: dice.chance(2),
    }
}

fn date(dice: &mut Dice) -> chrono::NaiveDate {
    dice.word(&[
        "2026-11-24",
        "2026-11-20",
        "2024-02-29",
        "2024-01-31",
        "2023-02-28",
        "2025-11-30",
        "1900-02-28",
        "9999-12-31",
    ])
    .parse()
    .unwrap_or_default()
}

fn number(dice: &mut Dice) -> Decimal {
    let all = [
        "0",
        "1",
        "2",
        "3.5",
        "-4",
        "10",
        "0.10",
        "1.50",
        "1.5",
        "79228162514264337593543950335",
        "0.0000000000000000000000000003",
        "-0.3333333333333333333333333333",
    ];
    dice.word(&all).parse().unwrap_or_default()
}

fn codes(dice: &mut Dice, choices: Option<&ChoiceList>) -> Vec<Id> {
    let options = choices.map_or(&[][..], |choices| &choices.options);
    let alone = options.iter().find(|option| option.exclusive);
    match alone.filter(|_| dice.chance(4)) {
        Some(alone) => vec![alone.code.clone()],
        None => {
            let others = options.iter().filter(|option| !option.exclusive);
            let ticked = others.filter(|_| dice.chance(2));
            ticked.map(|option| option.code.clone()).collect()
        }
    }
}

/// An answer that can stand at an item.
fn fitting(dice: &mut Dice, form: &Form, item: &Item) -> Option<Value> {
    let choices = form.choice_list(item);
    Some(match item.kind {
        Kind::Text | Kind::Note => {
            let words = dice.word(&[
                "sanoja",
                "ä'b",
                " Sanoja ",
                "kuljetus ja työ",
                "e\u{301}",
                "👩‍🔧",
            ]);
            Value::Text(words.into())
        }
        Kind::Rank { max } => {
            let mut codes = codes(dice, choices);
            codes.reverse();
            codes.truncate(max.map_or(usize::MAX, usize::from));
            Value::Codes(codes)
        }
        Kind::Duration | Kind::Tally => Value::Number(dice.roll(90).into()),
        Kind::Ref { .. } => Value::Ref(Reference {
            id: Id::new(dice.word(&[
                "0192f1c0a1b27c3d8e4f5a6b7c8d9e0f",
                "0192f1c0a1b27c3d8e4f5a6b7c8d9e10",
            ])),
            display: "Palvelu".into(),
        }),
        Kind::Integer => Value::Number(Decimal::from(dice.roll(12)) - Decimal::TWO),
        Kind::Decimal => Value::Number(number(dice)),
        Kind::Scale { min, max } => {
            Value::Number((i64::from(min) + dice.roll((max - min + 1) as usize) as i64).into())
        }
        Kind::Ruler => Value::Number(dice.roll(11).into()),
        Kind::YesNo => Value::Bool(dice.chance(2)),
        Kind::Single => Value::Code(dice.pick(&choices?.options)?.code.clone()),
        Kind::Multi | Kind::Deck => Value::Codes(codes(dice, choices)),
        Kind::Date => Value::Date(date(dice)),
        Kind::Time => Value::Time(chrono::NaiveTime::from_hms_opt(
            dice.roll(24) as u32,
            30,
            0,
        )?),
        Kind::List { .. } => Value::Rows((0..dice.roll(4)).map(|_| row(dice)).collect()),
        Kind::Info | Kind::Table { .. } | Kind::Group | Kind::Computed | Kind::Embed { .. } => {
            return None;
        }
    })
}

/// An answer of any kind, fitting or not.
fn odd(dice: &mut Dice) -> Value {
    match dice.roll(8) {
        0 => Value::Text(String::new()),
        1 => Value::Number(number(dice)),
        2 => Value::Bool(true),
        3 => Value::Code(Id::new("c9")),
        4 => Value::Codes(vec![Id::new("c2"), Id::new("c0")]),
        5 => Value::Date(date(dice)),
        6 => Value::Time(chrono::NaiveTime::MIN),
        _ => Value::Rows(vec![row(dice), row(dice), row(dice)]),
    }
}

fn row(dice: &mut Dice) -> RowId {
    let all = [
        "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "ra", "rb",
    ];
    RowId(Id::new(dice.word(&all)))
}

/// What earlier meetings left, and what another rater answered.
pub fn earlier(dice: &mut Dice, form: &Form) -> Earlier {
    let rated = form.items.iter().filter_map(|item| {
        let value = dice.chance(2).then(|| fitting(dice, form, item))??;
        Some(Rated {
            role: Id::new("counsellor"),
            item: item.id.clone(),
            value,
        })
    });
    let rated = rated.collect();
    Earlier {
        pinned: pinned(dice, form),
        rated,
    }
}

fn pinned(dice: &mut Dice, form: &Form) -> Vec<Pinned> {
    let mut all = Vec::new();
    for item in &form.items {
        for _ in 0..dice.roll(4).saturating_sub(1) {
            let Some(value) = fitting(dice, form, item) else {
                continue;
            };
            let about = item
                .about
                .and_then(|about| fitting(dice, form, form.item(about)));
            let name = item.was.first().filter(|_| dice.chance(2));
            all.push(Pinned {
                item: name.unwrap_or(&item.id).clone(),
                value,
                about,
                at: chrono::DateTime::UNIX_EPOCH,
            });
        }
    }
    all
}

/// What one deed asks for.
#[derive(Debug, Clone)]
pub enum Deed {
    Nothing,
    Change(Change),
    Inputs(Inputs),
    /// Stored and taken up again, the cells in any order.
    Reload(u64),
    Undo,
    Redo,
}

pub fn deed(dice: &mut Dice, filling: &Response) -> Deed {
    match dice.roll(16) {
        0 => Deed::Undo,
        1 => Deed::Redo,
        2 => Deed::Inputs(inputs(dice)),
        3 => Deed::Reload(dice.roll(256) as u64),
        _ => change(dice, filling).map_or(Deed::Nothing, Deed::Change),
    }
}

fn change(dice: &mut Dice, filling: &Response) -> Option<Change> {
    let form = filling.form().clone();
    let item = dice.roll(form.items.len()) as ItemIx;
    if matches!(form.item(item).kind, Kind::List { .. }) && !dice.chance(4) {
        return Some(rows(dice, filling, item));
    }
    let spot = spot(dice, filling, item)?;
    let cell = cell(dice, &form, form.item(item), filling.cell(spot));
    Some(filling.change(&filling.path(spot), cell?))
}

/// The item at the top or in one of its rows.
fn spot(dice: &mut Dice, filling: &Response, item: ItemIx) -> Option<Spot> {
    let form = filling.form();
    let parent = form.item(item).parent;
    let rows = parent.filter(|parent| {
        matches!(
            form.item(*parent).kind,
            Kind::List { .. } | Kind::Table { .. }
        )
    });
    match rows {
        None => Some(Spot::top(item)),
        Some(owner) => Some(Spot::in_row(item, *dice.pick(filling.rows(owner))?)),
    }
}

fn cell(dice: &mut Dice, form: &Form, item: &Item, now: &Cell) -> Option<Cell> {
    Some(match dice.roll(16) {
        0 => Cell::default(),
        1 => Cell {
            answer: Answer::Absent(*dice.pick(&Absent::ALL)?),
            ..now.clone()
        },
        2 => Cell {
            note: Some("huomio".into()),
            ..now.clone()
        },
        3 => Cell {
            come_back: !now.come_back,
            ..now.clone()
        },
        4 => Cell::given(odd(dice)),
        _ => Cell {
            answer: Answer::Given(fitting(dice, form, item)?),
            ..now.clone()
        },
    })
}

fn rows(dice: &mut Dice, filling: &Response, list: ItemIx) -> Change {
    let at = dice.roll(9);
    let now = dice
        .pick(filling.rows(list))
        .map(|row| filling.row_id(*row));
    match (dice.roll(5), now) {
        (4, _) => match filling.children(list) {
            [] => filling.insert_row(list, at, row(dice)),
            children => filling.sort_rows(list, children[at % children.len()], dice.chance(2)),
        },
        (0, Some(row)) => filling.remove_row(list, row),
        (1, Some(row)) => filling.move_row(list, row, at),
        // Now and then a row that once stood there.
        _ => filling.insert_row(list, at, row(dice)),
    }
}
