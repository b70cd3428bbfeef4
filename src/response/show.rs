//! How answers are read, by people and in records.

use crate::form::{ChoiceList, Id, Kind};
use crate::lang::{Lang, date};

use super::value::Value;
use super::{Response, Spot, duration};

impl Response {
    /// An answer as it is read: options by their texts, numbers and dates as they are written in `lang`.
    pub fn show(&self, spot: Spot, value: &Value, lang: Lang) -> String {
        let item = self.form.item(spot.item);
        let choices = self.form.choice_list(item);
        match value {
            Value::Number(_) => {
                let number = self.typed(spot, value, lang);
                match item.limits().unit.plain(lang) {
                    "" => number,
                    unit => format!("{number} {unit}"),
                }
            }
            Value::Codes(codes) if matches!(item.kind, Kind::Rank { .. }) => {
                let texts = codes.iter().map(|code| option_text(choices, code, lang));
                let ranked = (1..)
                    .zip(texts)
                    .map(|(place, text)| format!("{place}. {text}"));
                ranked.collect::<Vec<_>>().join(", ")
            }
            Value::Code(code) => option_text(choices, code, lang).to_owned(),
            Value::Codes(codes) => {
                let texts = codes.iter().map(|code| option_text(choices, code, lang));
                texts.collect::<Vec<_>>().join(", ")
            }
            other => spoken(other, lang),
        }
    }

    /// An answer as it would be typed: a number without its unit.
    pub fn typed(&self, spot: Spot, value: &Value, lang: Lang) -> String {
        match (value, &self.form.item(spot.item).kind) {
            (Value::Number(minutes), Kind::Duration) => duration::write(*minutes),
            (Value::Number(number), _) => date::write_decimal(number, lang),
            _ => self.show(spot, value, lang),
        }
    }
}

fn option_text<'a>(choices: Option<&'a ChoiceList>, code: &'a Id, lang: Lang) -> &'a str {
    let option = choices.and_then(|choices| choices.option(code.as_str()));
    match option.map(|option| option.text.plain(lang)) {
        Some(text) if !text.is_empty() => text,
        Some(_) | None => code.as_str(),
    }
}

/// A value without its item: codes stand as they are.
pub(super) fn spoken(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => date::write_decimal(number, lang),
        Value::Bool(bool) => yes_no(*bool, lang).to_owned(),
        Value::Code(code) => code.to_string(),
        Value::Codes(codes) => {
            let codes = codes.iter().map(Id::as_str);
            codes.collect::<Vec<_>>().join(", ")
        }
        Value::Date(date) => date::write_date(*date, lang),
        Value::Time(time) => date::write_clock(*time, lang),
        Value::Ref(entry) => entry.display.clone(),
        Value::Rows(rows) => rows.len().to_string(),
    }
}

/// A value in records: the same in every language.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Code(code) => code.to_string(),
        Value::Codes(codes) => {
            let codes = codes.iter().map(Id::as_str);
            codes.collect::<Vec<_>>().join(" ")
        }
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.format("%H:%M").to_string(),
        Value::Ref(entry) => entry.id.to_string(),
        Value::Rows(rows) => rows.len().to_string(),
    }
}

pub(super) fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (lang, yes) {
        (Lang::Fi | Lang::FiSimple, true) => "kyllä",
        (Lang::Fi | Lang::FiSimple, false) => "ei",
        (Lang::Sv, true) => "ja",
        (Lang::Sv, false) => "nej",
        (Lang::En, true) => "yes",
        (Lang::En, false) => "no",
    }
}
