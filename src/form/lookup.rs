//! Tables of numbers that scores are looked up in, and the `[[lookup]]` declarations that give them.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use toml::de::DeValue;

use super::Id;
use super::diagnostic::{Message, Span};
use super::keys;
use super::load::Loader;
use super::reader::{Fields, Node, nfc};

pub(super) const MOST_LOOKUPS: usize = 1_000;
pub(super) const COLUMNS: [(&str, Column); 2] = [("exact", Column::Exact), ("from", Column::From)];
const MOST_KEYS: usize = 8;

/// How a value is held against a column of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The same number, word or yes/no.
    Exact,
    /// The largest that is not above the value.
    From,
}

/// A table of numbers by one or several keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lookup {
    /// None where the expression itself says what becomes what.
    pub id: Option<Id>,
    /// Where the numbers come from.
    pub source: String,
    pub columns: Vec<Column>,
    /// In the order of their keys, exact ones first.
    rows: Vec<LookupRow>,
    /// The columns by number, exact ones first.
    order: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LookupRow {
    /// In the order of the columns as they are held against a value: exact ones first.
    pub keys: Vec<Key>,
    pub result: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Number(Decimal),
    Bool(bool),
    /// A code or a text.
    Word(Id),
}

/// A value that is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given<'v> {
    Number(Decimal),
    Bool(bool),
    Word(&'v str),
}

impl Key {
    pub fn given(&self) -> Given<'_> {
        match self {
            Key::Number(number) => Given::Number(*number),
            Key::Bool(bool) => Given::Bool(*bool),
            Key::Word(word) => Given::Word(word.as_str()),
        }
    }
}

impl Lookup {
    /// The lookup, and the numbers of rows whose keys another row has too.
    pub fn new(
        id: Option<Id>,
        source: String,
        columns: Vec<Column>,
        rows: Vec<(Vec<Key>, Decimal)>,
    ) -> (Lookup, Vec<usize>) {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|column| columns[*column] == Column::From);
        let mut numbered: Vec<(usize, LookupRow)> = Vec::with_capacity(rows.len());
        for (nth, (keys, result)) in rows.into_iter().enumerate() {
            let keys = order.iter().filter_map(|column| keys.get(*column).cloned());
            let keys = keys.collect();
            numbered.push((nth, LookupRow { keys, result }));
        }
        numbered.sort_by(|(a, one), (b, other)| one.keys.cmp(&other.keys).then(a.cmp(b)));
        let pairs = numbered.windows(2);
        let twice = pairs.filter(|pair| pair[0].1.keys == pair[1].1.keys);
        let twice = twice.map(|pair| pair[1].0).collect();
        let rows = numbered.into_iter().map(|(_, row)| row).collect();
        let lookup = Lookup {
            id,
            source,
            columns,
            rows,
            order,
        };
        (lookup, twice)
    }

    pub fn rows(&self) -> &[LookupRow] {
        &self.rows
    }

    /// Keys of a column as the file has it.
    pub fn keys(&self, column: usize) -> impl Iterator<Item = &Key> {
        let at = self.order.iter().position(|have| *have == column);
        self.rows.iter().filter_map(move |row| row.keys.get(at?))
    }

    /// The least and the most that it can give.
    pub fn ends(&self) -> Option<(Decimal, Decimal)> {
        let results = || self.rows.iter().map(|row| row.result);
        Some((results().min()?, results().max()?))
    }

    /// The number for these values, one for each column.
    pub fn find(&self, given: &[Given<'_>]) -> Option<Decimal> {
        let mut rows = self.rows.as_slice();
        for (at, column) in self.order.iter().enumerate() {
            let mut wanted = *given.get(*column)?;
            let compare = |row: &LookupRow, wanted: Given<'_>| -> Ordering {
                let key = row.keys.get(at).map(Key::given);
                key.map_or(Ordering::Less, |key| key.cmp(&wanted))
            };
            let end = rows.partition_point(|row| compare(row, wanted).is_le());
            if self.columns.get(*column) == Some(&Column::From) {
                wanted = rows.get(end.checked_sub(1)?)?.keys.get(at)?.given();
            }
            let start = rows.partition_point(|row| compare(row, wanted).is_lt());
            rows = rows.get(start..end)?;
        }
        rows.first().map(|row| row.result)
    }
}

impl<'a> Loader<'a> {
    /// The lookups of a file.
    pub fn lookups(&mut self, value: Option<&'a Node<'a>>) {
        for fields in self.tables(value, &keys::LOOKUP, MOST_LOOKUPS) {
            self.lookup(fields);
        }
    }

    fn lookup(&mut self, mut fields: Fields<'a>) {
        let taken = &self.scope.lookups;
        let id = fields.need(&mut self.reader, "id");
        let id = id.and_then(|value| self.reader.id(value));
        if let Some(id) = id.as_ref().filter(|id| taken.contains_key(id.text)) {
            let message = Message::new("form-duplicate").with("name", id.text);
            self.reader.faults.error(id.span.clone(), message);
        }
        let keys = fields.need(&mut self.reader, "keys");
        let columns = keys.map_or_else(Vec::new, |value| self.columns(value));
        let rows = fields.need(&mut self.reader, "rows");
        // Against faulty keys no row can be judged.
        let rows = rows.filter(|_| !columns.is_empty());
        let rows = rows.map_or_else(Vec::new, |value| self.lookup_rows(value, &columns));
        let source = fields.need(&mut self.reader, "source");
        let source = source.and_then(|value| self.reader.words(value));
        fields.finish(&mut self.reader);
        let Some(id) = id else {
            return;
        };
        let source = source.map_or_else(String::new, |words| words.text.to_owned());
        let (places, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let (lookup, twice) = Lookup::new(Some(id.to_id()), source, columns, rows);
        for row in twice {
            let message = Message::new("form-lookup-twice");
            self.reader.faults.error(places[row].clone(), message);
        }
        match self.pool.look_up(lookup) {
            Ok(ix) => {
                self.scope.lookups.insert(id.to_id(), ix);
            }
            Err(message) => self.reader.faults.error(id.span, message),
        }
    }

    fn columns(&mut self, value: &'a Node<'a>) -> Vec<Column> {
        let Some(array) = self.reader.array(value) else {
            return Vec::new();
        };
        if array.is_empty() || array.len() > MOST_KEYS {
            let message = Message::new("form-lookup-keys").count("most", MOST_KEYS);
            self.reader.faults.error(value.span(), message);
        }
        let columns = array.iter().take(MOST_KEYS);
        let columns: Vec<Option<Column>> = columns
            .map(|value| self.reader.one_of(value, &COLUMNS))
            .collect();
        columns
            .into_iter()
            .collect::<Option<_>>()
            .unwrap_or_default()
    }

    /// The rows with their places. Of a faulty lookup none: nothing more can be said about it.
    fn lookup_rows(
        &mut self,
        value: &'a Node<'a>,
        columns: &[Column],
    ) -> Vec<(Span, (Vec<Key>, Decimal))> {
        let Some(array) = self.reader.array(value) else {
            return Vec::new();
        };
        if array.is_empty() {
            let message = Message::new("form-empty-list");
            self.reader.faults.error(value.span(), message);
        }
        let mut rows: Vec<(Span, (Vec<Key>, Decimal))> = Vec::new();
        for value in array.iter() {
            if let Some((keys, result)) = self.lookup_row(value, columns) {
                self.same_sort(value, rows.first().map(|(_, (keys, _))| keys), &keys);
                rows.push((value.span(), (keys, result)));
            }
        }
        rows
    }

    fn lookup_row(
        &mut self,
        value: &'a Node<'a>,
        columns: &[Column],
    ) -> Option<(Vec<Key>, Decimal)> {
        let array = self.reader.array(value)?;
        if array.len() != columns.len() + 1 {
            let message = Message::new("form-lookup-row").count("wanted", columns.len() + 1);
            self.reader.faults.error(value.span(), message);
            return None;
        }
        let (result, keys) = array.split_last()?;
        let keys = keys.iter().zip(columns);
        let keys: Vec<Option<Key>> = keys
            .map(|(key, column)| self.lookup_key(key, *column))
            .collect();
        let result = self.reader.number(result)?;
        Some((keys.into_iter().collect::<Option<_>>()?, result))
    }

    fn lookup_key(&mut self, value: &'a Node<'a>, column: Column) -> Option<Key> {
        match value.get_ref() {
            DeValue::String(_) if column == Column::Exact => {
                let quoted = self.reader.words(value)?;
                Some(Key::Word(Id::new(&nfc(quoted.text))))
            }
            DeValue::Boolean(bool) if column == Column::Exact => Some(Key::Bool(*bool)),
            _ => self.reader.number(value).map(Key::Number),
        }
    }

    /// Keys of one column are all numbers, all words or all yes/no.
    fn same_sort(&mut self, value: &Node<'a>, first: Option<&Vec<Key>>, keys: &[Key]) {
        let sort = std::mem::discriminant::<Key>;
        let first = first.into_iter().flatten();
        if first.zip(keys).any(|(one, other)| sort(one) != sort(other)) {
            let message = Message::new("form-lookup-mixed");
            self.reader.faults.error(value.span(), message);
        }
    }
}
