//! The safety card: what a counsellor needs at hand when somebody may be in danger, as a file that an office can replace.

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, Message, Source};
use super::faults::Faults;
use super::keys::{Place, Shape, Spot, key, needed};
use super::load::{parsed, readable};
use super::reader::{Fields, Node, Reader};
use crate::lang::Text;

/// Where the card stands below a folder of forms.
pub const FILE: &str = "lists/safety.toml";

/// The word by which the file says what it is.
const LIST: &str = "safety";

const MOST_LINES: usize = 12;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Safety {
    pub title: Text,
    /// What to do, in the order of doing it.
    pub advice: Vec<Text>,
    pub numbers: Vec<HelpNumber>,
}

/// Whom to call.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpNumber {
    pub number: String,
    pub name: Text,
    pub note: Text,
    /// Where the number was looked up.
    pub source: String,
    /// When somebody last saw that it is right.
    pub checked: NaiveDate,
}

static HEAD: Place = Place {
    name: "safety",
    heading: "The safety card",
    keys: &[
        needed("list", Shape::Words),
        needed("format", Shape::Integer(1, 1)),
        needed("languages", Shape::Words),
        needed("title", Shape::Text(Spot::Title)),
        needed("advice", Shape::Tables(&ADVICE, MOST_LINES)),
        needed("number", Shape::Tables(&NUMBER, MOST_LINES)),
    ],
    text: None,
};

static ADVICE: Place = Place {
    name: "advice",
    heading: "`[[advice]]`",
    keys: &[],
    text: Some(Spot::Hint),
};

static NUMBER: Place = Place {
    name: "number",
    heading: "`[[number]]`",
    keys: &[
        needed("number", Shape::Words),
        needed("name", Shape::Text(Spot::Label)),
        key("note", Shape::Text(Spot::Hint)),
        needed("source", Shape::Words),
        needed("checked", Shape::Words),
    ],
    text: None,
};

impl Safety {
    /// When the oldest of the numbers was checked.
    pub fn checked(&self) -> Option<NaiveDate> {
        self.numbers.iter().map(|number| number.checked).min()
    }
}

/// Whether a file says of itself that it is a safety card.
pub(super) fn is_card(source: &Source) -> bool {
    let text = String::from_utf8_lossy(&source.bytes);
    let head = text
        .lines()
        .take_while(|line| !line.trim_start().starts_with('['));
    let mut keys = head.filter_map(|line| line.split_once('='));
    keys.any(|(key, _)| key.trim() == "list")
}

/// The card, unless something is wrong with it, and all that is wrong or doubtful.
pub(super) fn read(source: &Source) -> (Option<Safety>, Vec<Diagnostic>) {
    let mut faults = Faults::new(source);
    let Some(text) = readable(source, &mut faults) else {
        return (None, faults.into_sorted());
    };
    let Some(document) = parsed(text, &mut faults) else {
        return (None, faults.into_sorted());
    };
    let mut reader = Reader::new(text, faults);
    let card = card(&mut reader, document.get_ref());
    let card = card.filter(|_| !reader.faults.has_errors());
    (card, reader.faults.into_sorted())
}

fn card<'a>(reader: &mut Reader<'a>, document: &'a DeTable<'a>) -> Option<Safety> {
    let mut fields = Fields::new(document, 0..0, &HEAD);
    if let Some(value) = fields.need(reader, "list") {
        reader.one_of(value, &[(LIST, ())]);
    }
    if let Some(value) = fields.need(reader, "format") {
        reader.integer(value, 1..=1);
    }
    reader.promise(&mut fields);
    let title = text(reader, &mut fields, "title");
    let advice = rows(reader, &mut fields, "advice");
    let numbers = rows(reader, &mut fields, "number");
    fields.finish(reader);
    let advice = advice
        .into_iter()
        .filter_map(|value| reader.text_beside(value, &ADVICE));
    let advice = advice.collect();
    let numbers = numbers
        .into_iter()
        .filter_map(|value| number(reader, value));
    Some(Safety {
        advice,
        numbers: numbers.collect(),
        title: title?,
    })
}

fn text<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, key: &'static str) -> Option<Text> {
    let value = fields.need(reader, key)?;
    reader.text(value)
}

fn words<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    key: &'static str,
) -> Option<String> {
    let value = fields.need(reader, key)?;
    Some(reader.words(value)?.text.to_owned())
}

/// The rows of an array, of which there must be one at least.
fn rows<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    key: &'static str,
) -> Vec<&'a Node<'a>> {
    let Some(value) = fields.need(reader, key) else {
        return Vec::new();
    };
    let Some(array) = reader.array(value) else {
        return Vec::new();
    };
    if array.is_empty() {
        reader
            .faults
            .error(value.span(), Message::new("form-empty-list"));
    }
    if let Some(over) = array.get(MOST_LINES) {
        let message = Message::new("form-too-many").count("most", MOST_LINES);
        reader.faults.error(over.span(), message);
    }
    array.iter().take(MOST_LINES).collect()
}

fn number<'a>(reader: &mut Reader<'a>, value: &'a Node<'a>) -> Option<HelpNumber> {
    let mut fields = reader.fields(value, &NUMBER)?;
    let number = words(reader, &mut fields, "number");
    let name = text(reader, &mut fields, "name");
    let note = fields.take("note").and_then(|value| reader.text(value));
    let source = words(reader, &mut fields, "source");
    let checked = fields.need(reader, "checked");
    let checked = checked.and_then(|value| date(reader, value));
    fields.finish(reader);
    Some(HelpNumber {
        number: number?,
        name: name?,
        note: note.unwrap_or_default(),
        source: source?,
        checked: checked?,
    })
}

/// A day, written as TOML writes it.
fn date<'a>(reader: &mut Reader<'a>, value: &'a Node<'a>) -> Option<NaiveDate> {
    let day = match value.get_ref() {
        DeValue::Datetime(day) => day.date.filter(|_| day.time.is_none()),
        _ => None,
    };
    let day = day
        .and_then(|day| NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into()));
    if day.is_none() {
        reader.wrong_type(value, "form-type-date");
    }
    day
}
