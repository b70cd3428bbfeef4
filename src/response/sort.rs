//! Rows of a list put in the order of one of their columns.

use std::cmp::Ordering;

use crate::form::{ItemIx, Kind};

use super::value::{Change, RowId, Value};
use super::{Response, RowIx, Spot, check};

impl Response {
    /// The columns of a list that its rows can be sorted by.
    pub fn sortable(&self, list: ItemIx) -> impl Iterator<Item = ItemIx> {
        let columns = self.children(list).iter().copied();
        columns.filter(|item| {
            let item = self.form.item(*item);
            item.is_answerable() || item.kind == Kind::Computed
        })
    }

    /// The change that sorts the rows of a list by a column: blanks last, equal ones as they stood.
    pub fn sort_rows(&self, list: ItemIx, by: ItemIx, descending: bool) -> Change {
        let mut rows: Vec<RowIx> = self.rows(list).to_vec();
        let value = |row: &RowIx| self.value(Spot::in_row(by, *row));
        rows.sort_by(|one, other| match (value(one), value(other)) {
            (Some(one), Some(other)) if descending => self.in_order(by, other, one),
            (Some(one), Some(other)) => self.in_order(by, one, other),
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (None, None) => Ordering::Equal,
        });
        let ids: Vec<RowId> = rows.iter().map(|row| self.row_id(*row).clone()).collect();
        self.change_rows(list, |rows| *rows = ids)
    }

    fn in_order(&self, item: ItemIx, one: &Value, other: &Value) -> Ordering {
        match (one, other) {
            (Value::Text(one), Value::Text(other)) => alphabetic(one).cmp(&alphabetic(other)),
            (Value::Ref(one), Value::Ref(other)) => {
                alphabetic(&one.display).cmp(&alphabetic(&other.display))
            }
            (Value::Number(one), Value::Number(other)) => one.cmp(other),
            (Value::Date(one), Value::Date(other)) => one.cmp(other),
            (Value::Time(one), Value::Time(other)) => one.cmp(other),
            // Yes before no, as they are asked.
            (Value::Bool(one), Value::Bool(other)) => other.cmp(one),
            (Value::Code(_) | Value::Codes(_), Value::Code(_) | Value::Codes(_)) => {
                self.places(item, one).cmp(&self.places(item, other))
            }
            _ => Ordering::Equal,
        }
    }

    /// The places of what is chosen: of a rank as they are ranked.
    fn places(&self, item: ItemIx, value: &Value) -> Vec<usize> {
        let item = self.form.item(item);
        let codes = match value {
            Value::Code(code) => std::slice::from_ref(code),
            Value::Codes(codes) => codes,
            _ => &[],
        };
        let Some(choices) = self.form.choice_list(item) else {
            return Vec::new();
        };
        let places = codes.iter().map(|code| check::position(choices, code));
        let mut places: Vec<usize> = places.collect();
        if !matches!(item.kind, Kind::Rank { .. }) {
            places.sort_unstable();
        }
        places
    }
}

/// A text's place in the Finnish and Swedish alphabet, where å, ä and ö end the row.
fn alphabetic(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    letters
        .map(|letter| match letter {
            'å' => '{',
            'ä' | 'æ' => '|',
            'ö' | 'ø' => '}',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ü' => 'y',
            other => other,
        })
        .collect()
}
