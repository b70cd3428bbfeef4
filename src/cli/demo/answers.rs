//! Answers of the invented people, from their file's values to changes.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::people::Filled;
use crate::casework::Filling;
use crate::form::{Id, ItemIx, Kind};
use crate::response::{Answer, Cell, Path, RowId, Value};

/// A place whose value does not fit.
#[derive(Debug)]
pub struct Misfit(pub String);

/// Rows by the names that the file gives them, so that a later meeting finds them again.
pub type Rows = HashMap<(Uuid, String), RowId>;

/// Gives the answers of one filling, in the order of its form.
pub struct Giver<'a> {
    pub filling: &'a mut Filling,
    pub rows: &'a mut Rows,
    pub today: NaiveDate,
    pub new_id: &'a mut dyn FnMut() -> Uuid,
    /// The places that were changed, with what stands there now.
    pub given: Vec<(Path, Cell)>,
}

impl Giver<'_> {
    pub fn give(&mut self, filled: &Filled) -> Result<(), Misfit> {
        for id in filled.answers.keys().chain(filled.absent.keys()) {
            self.item(id)?;
        }
        let form = self.filling.response.form().clone();
        for (ix, item) in (0..).zip(&form.items) {
            let id = item.id.as_str();
            if let Some(value) = filled.answers.get(id) {
                self.give_item(ix, value)?;
            }
            if let Some(absent) = filled.absent.get(id) {
                let answer = Answer::Absent(*absent);
                self.put(
                    Path::top(item.id.clone()),
                    Cell {
                        answer,
                        ..Cell::default()
                    },
                )?;
            }
        }
        Ok(())
    }

    fn item(&self, id: &str) -> Result<ItemIx, Misfit> {
        self.filling
            .response
            .form()
            .find(id)
            .ok_or_else(|| Misfit(id.to_owned()))
    }

    fn give_item(&mut self, ix: ItemIx, value: &toml::Value) -> Result<(), Misfit> {
        let item = self.filling.response.form().item(ix).clone();
        match (&item.kind, value) {
            (Kind::List { .. }, toml::Value::Array(rows)) => {
                for row in rows {
                    let row = row.as_table().ok_or_else(|| Misfit(item.id.to_string()))?;
                    let id = self.row(ix, row)?;
                    self.give_row(row, &id)?;
                }
                Ok(())
            }
            (Kind::Table { .. }, toml::Value::Table(rows)) => {
                for (code, row) in rows {
                    let row = row.as_table().ok_or_else(|| Misfit(item.id.to_string()))?;
                    self.give_row(row, &RowId(Id::new(code)))?;
                }
                Ok(())
            }
            _ => self.put_value(ix, Path::top(item.id), value),
        }
    }

    /// The row that the file names, which a list gets if it does not have it yet.
    fn row(&mut self, list: ItemIx, row: &toml::Table) -> Result<RowId, Misfit> {
        let name = row.get("row").and_then(toml::Value::as_str);
        let key = name.map(|name| {
            let item = &self.filling.response.form().item(list).id;
            (self.filling.row.id, format!("{item}/{name}"))
        });
        if let Some(known) = key.as_ref().and_then(|key| self.rows.get(key)) {
            return Ok(known.clone());
        }
        let id = RowId::from_uuid((self.new_id)());
        let response = &self.filling.response;
        let change = response.insert_row(list, response.rows(list).len(), id.clone());
        self.put(change.at, change.after)?;
        if let Some(key) = key {
            self.rows.insert(key, id.clone());
        }
        Ok(id)
    }

    fn give_row(&mut self, row: &toml::Table, id: &RowId) -> Result<(), Misfit> {
        for (column, value) in row.iter().filter(|(column, _)| *column != "row") {
            let ix = self.item(column)?;
            self.put_value(ix, Path::in_row(Id::new(column), id.clone()), value)?;
        }
        Ok(())
    }

    fn put_value(&mut self, ix: ItemIx, path: Path, value: &toml::Value) -> Result<(), Misfit> {
        let kind = &self.filling.response.form().item(ix).kind;
        let value = read(kind, value, self.today).ok_or_else(|| Misfit(path.to_string()))?;
        self.put(path, Cell::given(value))
    }

    fn put(&mut self, path: Path, cell: Cell) -> Result<(), Misfit> {
        let change = self.filling.response.change(&path, cell);
        match self.filling.response.apply(&change) {
            Ok(_) => {
                self.given.push((change.at, change.after));
                Ok(())
            }
            Err(refused) => Err(Misfit(format!("{path}: {refused}"))),
        }
    }
}

fn read(kind: &Kind, value: &toml::Value, today: NaiveDate) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Note => Some(Value::Text(value.as_str()?.trim().to_owned())),
        Kind::Integer | Kind::Scale { .. } | Kind::Ruler | Kind::Duration | Kind::Tally => {
            Some(Value::Number(Decimal::from(value.as_integer()?)))
        }
        Kind::Decimal => {
            let digits = value.to_string();
            Some(Value::Number(digits.parse().ok()?))
        }
        Kind::YesNo => Some(Value::Bool(value.as_bool()?)),
        Kind::Single => Some(Value::Code(Id::new(value.as_str()?))),
        Kind::Multi | Kind::Rank { .. } | Kind::Deck => {
            let codes = value
                .as_array()?
                .iter()
                .map(|code| Some(Id::new(code.as_str()?)));
            Some(Value::Codes(codes.collect::<Option<_>>()?))
        }
        Kind::Date => Some(Value::Date(day(today, value.as_integer()?)?)),
        Kind::Time => {
            let time = NaiveTime::parse_from_str(value.as_str()?, "%H:%M").ok()?;
            Some(Value::Time(time))
        }
        // Nobody but the one who sits there knows which entries there are.
        Kind::Ref { .. }
        | Kind::Info
        | Kind::List { .. }
        | Kind::Table { .. }
        | Kind::Group
        | Kind::Computed
        | Kind::Embed { .. } => None,
    }
}

/// So many days from today, negative ones ago.
fn day(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    match days < 0 {
        true => today.checked_sub_days(distance),
        false => today.checked_add_days(distance),
    }
}
