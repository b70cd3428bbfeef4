//! Fillings of one form beside each other, item by item: what moved, what is new, what was said in all. No winner.

use rust_decimal::Decimal;

use super::filling::{Around, Filling};
use crate::form::{Form, Id, Item, ItemIx, Kind};
use crate::lang::Lang;
use crate::response::{Response, Spot, Value};

/// One item, or one cell of a table, in every filling: the oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The heading it stands under, where that is another than of the row before.
    pub section: Option<String>,
    pub label: String,
    /// None where nothing was answered or the item was not in that version.
    pub cells: Vec<Option<Answered>>,
    pub moved: Moved,
}

/// An answer in words, and as a number between its ends if it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub text: String,
    pub number: Option<Measured>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    pub value: Decimal,
    pub low: Decimal,
    pub high: Decimal,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Said alike each time.
    Alike,
    /// Another answer than the first time.
    Changed,
    /// Said only later on.
    New,
    /// Not said any more.
    Gone,
}

impl Moved {
    fn of(cells: &[Option<Answered>]) -> Moved {
        let mut given = cells.iter().flatten();
        let first = given.next();
        match (cells.first(), cells.last()) {
            (Some(None), _) => Moved::New,
            (_, Some(None)) => Moved::Gone,
            _ if given.all(|cell| Some(cell) == first) && cells.iter().all(Option::is_some) => {
                Moved::Alike
            }
            _ => Moved::Changed,
        }
    }
}

/// All that was answered in any of the fillings, in the order of the newest form; what only older versions asked comes last.
pub fn compare(fillings: &[&Filling], lang: Lang) -> Vec<Compared> {
    let mut rows = Vec::new();
    let mut seen: Vec<Id> = Vec::new();
    for newest in fillings.iter().rev() {
        let form = newest.response.form();
        for number in 0..form.items.len() as ItemIx {
            let item = form.item(number);
            let known = seen.contains(&item.id) || item.was.iter().any(|id| seen.contains(id));
            // A list is told by what stands in its rows.
            let told = item.is_answerable() && !matches!(item.kind, Kind::List { .. } | Kind::Deck);
            if known || item.hidden || item.score || !told {
                continue;
            }
            rows.extend(item_rows(fillings, &newest.response, number, lang));
            seen.push(item.id.clone());
            seen.extend(item.was.iter().cloned());
        }
    }
    let mut before: Option<String> = None;
    for row in &mut rows {
        let same = row.section == before;
        before.clone_from(&row.section);
        if same {
            row.section = None;
        }
    }
    rows
}

/// The rows of one item: one, or one for each row of a fixed table.
fn item_rows(fillings: &[&Filling], asked: &Response, number: ItemIx, lang: Lang) -> Vec<Compared> {
    let form = asked.form();
    let item = form.item(number);
    let section = item.section.map(|section| {
        let title = &form.sections[usize::from(section)].title;
        let said = asked.wording(title, None, lang, &Around(&[]));
        said.map_or_else(String::new, |said| said.text)
    });
    let row = |row: Option<&Id>, label: String| {
        let cells: Vec<Option<Answered>> = fillings
            .iter()
            .map(|filling| answered(&filling.response, item, row, lang))
            .collect();
        let moved = Moved::of(&cells);
        cells.iter().any(Option::is_some).then(|| Compared {
            section: section.clone(),
            label,
            cells,
            moved,
        })
    };
    let parent = item.parent.map(|parent| &form.item(parent).kind);
    match parent {
        Some(Kind::Table { rows }) => {
            let options = form.choices[*rows as usize].options.iter();
            let label = |words: &str| match item.name(lang) {
                name if name.is_empty() => words.to_owned(),
                name => format!("{words}: {name}"),
            };
            let rows = options.filter_map(|it| row(Some(&it.code), label(it.text.plain(lang))));
            rows.collect()
        }
        _ => row(None, item.name(lang)).into_iter().collect(),
    }
}

/// The same item in another version: by its id, or by an earlier one.
fn same_item(form: &Form, item: &Item) -> Option<ItemIx> {
    let by_id = |id: &Id| form.find(id.as_str());
    by_id(&item.id)
        .or_else(|| item.was.iter().find_map(by_id))
        .or_else(|| {
            let was = |number: &ItemIx| form.item(*number).was.contains(&item.id);
            (0..form.items.len() as ItemIx).find(was)
        })
}

/// What a filling says of an item: of a list, what all its rows say.
fn answered(response: &Response, item: &Item, row: Option<&Id>, lang: Lang) -> Option<Answered> {
    let form = response.form();
    let number = same_item(form, item)?;
    let spots: Vec<Spot> = match form
        .item(number)
        .parent
        .map(|parent| (parent, &form.item(parent).kind))
    {
        Some((parent, Kind::List { .. } | Kind::Table { .. })) => {
            let rows = response.rows(parent).iter().copied();
            let wanted = rows.filter(|at| row.is_none_or(|row| response.row_id(*at).0 == *row));
            wanted.map(|at| Spot::in_row(number, at)).collect()
        }
        _ => vec![Spot::top(number)],
    };
    let shown = spots.iter().filter(|spot| response.is_shown(**spot));
    let values: Vec<(Spot, &Value)> = shown
        .filter_map(|spot| Some((*spot, response.cell(*spot).value()?)))
        .collect();
    let texts: Vec<String> = values
        .iter()
        .map(|(spot, value)| response.show(*spot, value, lang))
        .collect();
    let only = match values.as_slice() {
        [(_, Value::Number(value))] => Some(*value),
        _ => None,
    };
    (!texts.is_empty()).then(|| Answered {
        text: texts.join("; "),
        number: only.and_then(|value| measured(form.item(number), value)),
    })
}

fn measured(item: &Item, value: Decimal) -> Option<Measured> {
    let (low, high) = match &item.kind {
        Kind::Ruler => (Decimal::ZERO, Decimal::TEN),
        Kind::Scale { min, max } => (Decimal::from(*min), Decimal::from(*max)),
        _ => return None,
    };
    Some(Measured { value, low, high })
}
