//! Any answers against the published rules worked out a second time in whole fractions, without the engine.

use std::sync::Arc;
use std::sync::LazyLock;

use kohtaa::form::{Form, Kind};
use kohtaa::response::{Response, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{empty, fill_series, form, number};
use crate::engine::Fill;

/// What is answered of one part: a digit or nothing.
type Answers = Vec<Option<i64>>;

fn digits(answers: &[Option<i64>]) -> String {
    let digit = |answer: &Option<i64>| answer.map_or_else(|| "-".to_owned(), |it| it.to_string());
    answers.iter().map(digit).collect()
}

/// Mostly answered, so that both sides of every rule for missing answers come up.
fn answers(count: usize, least: i64, most: i64) -> impl Strategy<Value = Answers> {
    let one = prop_oneof![12 => (least..=most).prop_map(Some), 1 => Just(None)];
    proptest::collection::vec(one, count)
}

/// `(sum, answered, missing)` of the answers as they are recoded.
fn tally(answers: &[Option<i64>], recode: impl Fn(usize, i64) -> i64) -> (i64, i64, usize) {
    let given = answers.iter().enumerate();
    let points = given.filter_map(|(nth, answer)| Some(recode(nth, (*answer)?)));
    let answered = answers.iter().flatten().count();
    (points.sum(), answered as i64, answers.len() - answered)
}

/// A fraction to twenty digits.
fn fraction(above: i64, below: i64) -> Decimal {
    Decimal::from(above) / Decimal::from(below)
}

fn score(filling: &Response, id: &str) -> Option<Decimal> {
    filling.score(filling.form().find(id).unwrap()).value
}

/// Both none, or both a number and the same but for the last digits of a division.
fn alike(found: Option<Decimal>, want: Option<Decimal>) -> bool {
    match (found, want) {
        (None, None) => true,
        (Some(found), Some(want)) => (found - want).abs() < Decimal::new(1, 15),
        _ => false,
    }
}

/// 0,1,2,3,4 for what is counted whole, 0,1,1,2,2 for the rest.
fn recoded(whole: bool, answer: i64) -> i64 {
    match whole {
        true => answer - 1,
        false => answer / 2,
    }
}

static TWELVE: LazyLock<Arc<Form>> = LazyLock::new(|| form("twelve_items"));
static SIX: LazyLock<Arc<Form>> = LazyLock::new(|| form("six_domains"));
static SEVEN: LazyLock<Arc<Form>> = LazyLock::new(|| form("seven_dimensions"));
static NINE: LazyLock<Arc<Form>> = LazyLock::new(|| form("nine_items"));
static GOALS: LazyLock<Arc<Form>> = LazyLock::new(|| form("goal_levels"));

/// The parts of the long form: items that are counted whole, and the most that it can have.
const PARTS: [(&str, usize, &[usize], i64); 7] = [
    ("cognition", 6, &[0, 1, 2, 3], 20),
    ("mobility", 5, &[0, 3, 4], 16),
    ("self_care", 4, &[1], 10),
    ("getting_along", 5, &[3], 12),
    ("household", 4, &[2], 10),
    ("work", 4, &[1, 2, 3], 14),
    ("participation", 8, &[1, 3, 4, 6], 24),
];
const WORK: usize = 5;
const HOUSEHOLD: usize = 4;

/// The total of the long form, recoded and turned to 0-100, or the plain sum.
fn long_total(parts: &[Answers], works: bool, complex: bool) -> Option<Decimal> {
    let mut total = Decimal::ZERO;
    let (mut missing, mut most) = (0, 0);
    for (nth, (_, _, whole, part_most)) in PARTS.iter().enumerate() {
        if nth == WORK {
            continue;
        }
        let points = |whole: &[usize], at: usize, answer: i64| match complex {
            true => recoded(whole.contains(&at), answer),
            false => answer,
        };
        let (mut sum, mut answered, mut left_out) =
            tally(&parts[nth], |at, answer| points(whole, at, answer));
        most += part_most;
        // Work is one domain with the household.
        if nth == HOUSEHOLD && works {
            let (_, _, whole, part_most) = PARTS[WORK];
            let work = tally(&parts[WORK], |at, answer| points(whole, at, answer));
            (sum, answered, left_out) = (sum + work.0, answered + work.1, left_out + work.2);
            most += part_most;
        }
        if left_out > 1 {
            return None;
        }
        missing += left_out;
        total += fraction(sum * (answered + left_out as i64), answered);
    }
    (missing <= 2).then(|| match complex {
        true => total * Decimal::ONE_HUNDRED / Decimal::from(most),
        false => total,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn twelve_items_of_any_answers(given in answers(12, 1, 5)) {
        let mut filling = empty(&TWELVE);
        fill_series(&mut filling, "s", &digits(&given));
        let whole = [0, 2, 4, 5, 6, 8];
        let (sum, answered, missing) = tally(&given, |_, answer| answer);
        let simple = (missing <= 1).then(|| fraction(sum * 12, answered));
        let (sum, ..) = tally(&given, |nth, answer| recoded(whole.contains(&nth), answer));
        let complex = (missing <= 1).then(|| fraction(sum * 12 * 100, answered * 36));
        prop_assert!(alike(score(&filling, "simple"), simple));
        prop_assert!(alike(score(&filling, "complex"), complex));
    }

    #[test]
    fn six_domains_of_any_answers(
        given in PARTS.map(|(_, count, ..)| answers(count, 1, 5)),
        works in any::<bool>(),
    ) {
        let mut filling = empty(&SIX);
        filling.answer("works", Value::Bool(works));
        let life = [digits(&given[HOUSEHOLD]), digits(&given[WORK])].concat();
        let series = [
            ("d1_", digits(&given[0])), ("d2_", digits(&given[1])), ("d3_", digits(&given[2])),
            ("d4_", digits(&given[3])), ("d5_", life), ("d6_", digits(&given[6])),
        ];
        for (prefix, digits) in series {
            fill_series(&mut filling, prefix, &digits);
        }
        for (nth, (part, count, whole, most)) in PARTS.into_iter().enumerate() {
            let (sum, answered, missing) =
                tally(&given[nth], |at, answer| recoded(whole.contains(&at), answer));
            let asked = nth != WORK || works;
            let want = (asked && missing <= 1)
                .then(|| fraction(sum * count as i64 * 100, answered * most));
            prop_assert!(alike(score(&filling, part), want), "{}", part);
        }
        for (id, complex) in [("simple", false), ("complex", true)] {
            let want = long_total(&given, works, complex);
            let found = score(&filling, id);
            prop_assert!(alike(found, want), "{}: {:?} {:?}", id, found, want);
        }
    }

    #[test]
    fn seven_dimensions_of_any_answers(
        rest in (0i64..=10, 0usize..3, 1i64..=5, 1i64..=5, 0i64..=8, 1i64..=6, 0i64..=120, 0i64..3),
        resources in answers(3, 0, 4),
    ) {
        let (now, demands, physical, mental, diseases, worst, days, outlook) = rest;
        let mut filling = empty(&SEVEN);
        let numbers = [
            ("item1", now), ("item2_physical", physical), ("item2_mental", mental),
            ("item3", diseases), ("item5", days), ("item6", 1 + 3 * outlook),
        ];
        for (id, given) in numbers {
            let item = SEVEN.item(SEVEN.find(id).unwrap());
            filling.answer(id, number(&SEVEN, item, given));
        }
        let code = |text: String| kohtaa::form::Id::new(&text);
        let kind = ["physical", "mental", "both"][demands];
        filling.answer("demands", Value::Code(code(kind.to_owned())));
        let ticked = (worst..=6).map(|nth| code(format!("p{nth}")));
        filling.answer("item4", Value::Codes(ticked.collect()));
        fill_series(&mut filling, "item7_", &digits(&resources));

        let weights = [(3, 1), (1, 3), (2, 2)][demands];
        let doubled = weights.0 * physical + weights.1 * mental;
        let ill = [7, 5, 4, 3, 2, 1][diseases.min(5) as usize];
        let away = match days { 0 => 5, 1..=9 => 4, 10..=24 => 3, 25..=99 => 2, _ => 1 };
        let (sum, _, missing) = tally(&resources, |_, answer| answer);
        let strength = match sum { 0..=3 => 1, 4..=6 => 2, 7..=9 => 3, _ => 4 };
        let whole = now + ill + worst + away + 1 + 3 * outlook + strength;
        let want = (missing == 0).then(|| fraction(2 * whole + doubled, 2));
        prop_assert_eq!(score(&filling, "index"), want);
    }

    #[test]
    fn nine_items_of_any_answers(given in answers(9, 0, 3)) {
        let mut filling = empty(&NINE);
        fill_series(&mut filling, "q", &digits(&given));
        let (sum, answered, missing) = tally(&given, |_, answer| answer);
        // Half up in whole numbers: nothing here is below zero.
        let want = (missing <= 2).then(|| (2 * sum * 9 + answered) / (2 * answered));
        prop_assert_eq!(score(&filling, "severity"), want.map(Decimal::from));
        let band = filling.score(NINE.find("severity").unwrap()).band;
        let words = want.map(|sum| match sum {
            0..=4 => "minimal", 5..=9 => "mild", 10..=14 => "moderate",
            15..=19 => "moderately severe", _ => "severe",
        });
        prop_assert_eq!(band.map(|band| band.plain(kohtaa::lang::Lang::En)), words);
    }

    #[test]
    fn goals_of_any_levels_and_weights(
        goals in proptest::collection::vec((proptest::option::weighted(0.8, -2i64..=2), 1i64..=3, 1i64..=3), 0..6),
    ) {
        let mut filling = empty(&GOALS);
        for (nth, (level, importance, difficulty)) in goals.iter().enumerate() {
            let row = format!("r{nth}");
            filling.add_row("goal", &row);
            let numbers = [("importance", Some(importance)), ("difficulty", Some(difficulty)), ("level", level.as_ref())];
            for (id, given) in numbers {
                if let Some(given) = given {
                    filling.answer(&format!("{id}/{row}"), Value::Number(Decimal::from(*given)));
                }
            }
        }
        let set = || goals.iter().filter_map(|(level, importance, difficulty)| {
            Some(((*level)? as f64, (importance * difficulty) as f64))
        });
        let above: f64 = set().map(|(level, weight)| level * weight).sum();
        let squares: f64 = set().map(|(_, weight)| weight * weight).sum();
        let weights: f64 = set().map(|(_, weight)| weight).sum();
        let want = 50.0 + 10.0 * above / (0.7 * squares + 0.3 * weights * weights).sqrt();
        match score(&filling, "t_now") {
            Some(found) => {
                let found: f64 = found.to_string().parse().unwrap();
                prop_assert!((found - want).abs() < 1e-9, "{} {}", found, want);
            }
            None => prop_assert!(set().next().is_none()),
        }
    }
}

/// The forms are what they say: no item has words of its own.
#[test]
fn items_are_left_as_numbers() {
    for form in [&TWELVE, &SIX, &SEVEN, &NINE] {
        let asked = form
            .items
            .iter()
            .filter(|item| item.is_answerable() && item.kind != Kind::YesNo);
        for item in asked {
            let words = filling_label(form, item.id.as_str());
            assert!(
                words
                    .chars()
                    .all(|it| it.is_ascii_digit() || " .abc".contains(it)),
                "{words}"
            );
        }
    }
}

fn filling_label(form: &Arc<Form>, id: &str) -> String {
    let filling = empty(form);
    let item = form.item(form.find(id).unwrap());
    let said = filling.wording(&item.label, None, kohtaa::lang::Lang::En, &NoOther);
    said.unwrap().text
}

/// No other form is embedded here.
struct NoOther;

impl kohtaa::response::Embedded for NoOther {
    fn embedded(&self, _: &kohtaa::form::Id) -> Option<&Response> {
        None
    }
}
