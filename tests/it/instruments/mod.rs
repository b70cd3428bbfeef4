//! The published scoring of whole instruments, said in the form language, against golden cases worked by hand.

mod sweeps;

use std::path::Path;
use std::sync::Arc;

use kohtaa::form::{Form, Item, Kind, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Response, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use crate::engine::Fill;
use crate::engine::build::inputs;

/// A file of golden cases: what they have in common, and each one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    #[serde(default)]
    base: Given,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(flatten)]
    given: Given,
    /// By item: the number and the band, or `-` and how many of how many are answered.
    want: toml::Table,
}

/// What is answered, in this order.
#[derive(Default, Deserialize)]
struct Given {
    /// Every scale: `least`, `most` or a number.
    all: Option<String>,
    /// The rows of the form's only list.
    #[serde(default)]
    rows: Vec<toml::Table>,
    /// A digit for each of `PREFIX1`, `PREFIX2` or `PREFIXa`, `PREFIXb`; `-` leaves it out.
    #[serde(default)]
    series: toml::Table,
    #[serde(default)]
    answers: toml::Table,
    #[serde(default)]
    blank: Vec<String>,
}

fn read(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/instruments");
    std::fs::read(folder.join(name)).unwrap()
}

fn form(id: &str) -> Arc<Form> {
    let name = format!("{id}.toml");
    let bytes = read(&name);
    match load(&Source::new(name, bytes)) {
        Ok(loaded) => {
            let warnings = loaded.warnings.iter().map(|it| it.render(Lang::En));
            let warnings: Vec<String> = warnings.collect();
            assert!(warnings.is_empty(), "{}", warnings.join("\n"));
            loaded.form
        }
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(|it| it.render(Lang::En)).collect();
            panic!("{}", faults.join("\n"));
        }
    }
}

fn empty(form: &Arc<Form>) -> Response {
    Response::new(Arc::clone(form), inputs(), Vec::new())
}

/// A number as the answer of a scale, or of a single choice by its score.
fn number(form: &Form, item: &Item, number: i64) -> Value {
    let number = Decimal::from(number);
    if item.kind != Kind::Single {
        return Value::Number(number);
    }
    let options = &form.choice_list(item).unwrap().options;
    let option = options.iter().find(|option| option.score == Some(number));
    Value::Code(option.unwrap().code.clone())
}

fn value(form: &Form, id: &str, given: &toml::Value) -> Value {
    let item = form.item(form.find(id).unwrap_or_else(|| panic!("no item {id}")));
    let code = |text: &str| kohtaa::form::Id::new(text);
    match given {
        toml::Value::Integer(given) => number(form, item, *given),
        toml::Value::Boolean(given) => Value::Bool(*given),
        toml::Value::String(given) => Value::Code(code(given)),
        toml::Value::Array(given) => {
            let codes = given.iter().map(|it| code(it.as_str().unwrap()));
            Value::Codes(codes.collect())
        }
        other => panic!("{other} is no answer"),
    }
}

fn fill(filling: &mut Response, given: &Given) {
    let form = Arc::clone(filling.form());
    if let Some(all) = &given.all {
        for item in &form.items {
            let Kind::Scale { min, max } = item.kind else {
                continue;
            };
            let number = match all.as_str() {
                "least" => Decimal::from(min),
                "most" => Decimal::from(max),
                number => number.parse().unwrap(),
            };
            filling.answer(item.id.as_str(), Value::Number(number));
        }
    }
    let lists = form.items.iter();
    let list = lists
        .into_iter()
        .find(|it| matches!(it.kind, Kind::List { .. }));
    for (row, cells) in (0..).zip(&given.rows) {
        let row = format!("r{row}");
        filling.add_row(list.unwrap().id.as_str(), &row);
        for (item, given) in cells {
            filling.answer(&format!("{item}/{row}"), value(&form, item, given));
        }
    }
    for (prefix, digits) in &given.series {
        fill_series(filling, prefix, digits.as_str().unwrap());
    }
    for (item, given) in &given.answers {
        filling.answer(item, value(&form, item, given));
    }
    for item in &given.blank {
        filling.clear(item);
    }
}

fn fill_series(filling: &mut Response, prefix: &str, digits: &str) {
    let form = Arc::clone(filling.form());
    for (nth, digit) in digits.chars().enumerate() {
        let letter = char::from(b'a' + nth as u8);
        let names = [format!("{prefix}{}", nth + 1), format!("{prefix}{letter}")];
        let id = names.iter().find(|id| form.find(id).is_some()).unwrap();
        match digit.to_digit(10) {
            Some(digit) => {
                let item = form.item(form.find(id).unwrap());
                filling.answer(id, number(&form, item, digit.into()));
            }
            None => {
                filling.clear(id);
            }
        }
    }
}

/// How a worked-out item reads, in the words of the golden files.
fn reading(filling: &Response, id: &str, want: &str) -> String {
    let item = filling
        .form()
        .find(id)
        .unwrap_or_else(|| panic!("no score {id}"));
    let score = filling.score(item);
    let Some(number) = score.value else {
        assert!(score.band.is_none(), "{id}: not scored and in a band");
        return match want.contains('/') {
            true => format!("- {}/{}", score.answered, score.of),
            false => "-".to_owned(),
        };
    };
    let digits = want.split(' ').next().and_then(|it| it.split_once('.'));
    let digits = digits.map_or(0, |(_, digits)| digits.len() as u32);
    // An exact number is shown whole, so that 27.5 is not taken for 28.
    let shown = match digits {
        0 => number.normalize(),
        _ => number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero),
    };
    match score.band {
        Some(band) => format!("{shown} {}", band.plain(Lang::En)),
        None => shown.to_string(),
    }
}

/// Every case of a golden file, and the whole of the faults at once.
fn hold(id: &str) {
    let form = form(id);
    let golden = String::from_utf8(read(&format!("golden/{id}.toml"))).unwrap();
    let golden: Golden = toml::from_str(&golden).unwrap();
    let mut wrong = Vec::new();
    for case in &golden.case {
        let mut filling = empty(&form);
        fill(&mut filling, &golden.base);
        fill(&mut filling, &case.given);
        // Worked out answer by answer, and from what was stored.
        let mut stored = empty(&form);
        assert_eq!(stored.load(filling.cells()), 0, "{}", case.name);
        for (score, want) in &case.want {
            let want = want.as_str().unwrap();
            for found in [&filling, &stored].map(|it| reading(it, score, want)) {
                if found != want {
                    wrong.push(format!("{}: {score} is {found}, not {want}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n"));
}

#[test]
fn seven_dimensions_with_weighted_demands() {
    hold("seven_dimensions");
}

#[test]
fn twelve_items_simple_and_complex() {
    hold("twelve_items");
}

#[test]
fn six_domains_with_and_without_work() {
    hold("six_domains");
}

#[test]
fn nine_items_with_severity() {
    hold("nine_items");
}

#[test]
fn three_items_with_cut_points() {
    hold("three_items");
}

#[test]
fn goal_attainment_with_weights() {
    hold("goal_levels");
}

#[test]
fn summary_measures_of_a_coded_recording() {
    hold("coded_recording");
}

#[test]
fn change_talk_of_all_talk() {
    hold("change_talk");
}

/// A response that is finished keeps "not scored" as it was, with what it rests on.
#[test]
fn not_scored_is_kept_as_such() {
    let form = form("twelve_items");
    let mut filling = empty(&form);
    fill_series(&mut filling, "s", "3333333333--");
    for score in filling.fixed_scores() {
        assert_eq!((score.value, score.answered, score.of), (None, 10, 12));
    }
}

/// A band may be named in a condition; what is not scored is in none.
#[test]
fn a_band_is_named_in_a_condition() {
    let form = form("seven_dimensions");
    let golden = String::from_utf8(read("golden/seven_dimensions.toml")).unwrap();
    let golden: Golden = toml::from_str(&golden).unwrap();
    let mut filling = empty(&form);
    assert!(filling.suggestions().is_empty());
    fill(&mut filling, &golden.base);
    for (now, suggested) in [(4, 1), (5, 0)] {
        filling.answer("item1", Value::Number(now.into()));
        assert_eq!(filling.suggestions().len(), suggested, "{now}");
    }
}
