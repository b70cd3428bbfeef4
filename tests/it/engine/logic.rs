//! The blank rule and the arithmetic, in tables.

use kohtaa::form::Kind;
use kohtaa::form::expr::{Context, Expr, Function, MinAnswered, Op, Total};
use kohtaa::response::{Response, Value};

use super::Fill;
use super::build::*;

/// `t` is yes, `f` is no, `e` is empty; `two` is 2 and `blank` an empty number.
const T: u32 = 0;
const F: u32 = 1;
const E: u32 = 2;
const TWO: u32 = 3;
const BLANK: u32 = 4;

fn worked(expr: Expr) -> Option<Value> {
    let mut build = Build::new();
    for name in ["t", "f", "e"] {
        build.item(name, Kind::YesNo);
    }
    build.item("two", Kind::Decimal);
    build.item("blank", Kind::Decimal);
    build.aggregate(vec![member(TWO), member(BLANK)]);
    build.aggregate(vec![member(BLANK)]);
    build.computed("out", expr);
    let mut filling = build.filling();
    filling.answer("t", Value::Bool(true));
    filling.answer("f", Value::Bool(false));
    filling.answer("two", Value::Number(number("2")));
    filling.at("out")
}

fn truth(expr: Expr) -> Option<bool> {
    worked(expr).map(|value| value == Value::Bool(true))
}

fn figure(expr: Expr) -> Option<String> {
    match worked(expr)? {
        Value::Number(number) => Some(number.to_string()),
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn and_or_not_are_kleenes() {
    let (t, f, e) = (Some(true), Some(false), None);
    #[rustfmt::skip]
    let table = [
        (T, T, t, t), (T, F, f, t), (T, E, e, t),
        (F, T, f, t), (F, F, f, f), (F, E, f, e),
        (E, T, e, t), (E, F, f, e), (E, E, e, e),
    ];
    for (left, right, and, or) in table {
        assert_eq!(
            truth(binary(yes(left), Op::And, yes(right))),
            and,
            "{left} and {right}"
        );
        assert_eq!(
            truth(binary(yes(left), Op::Or, yes(right))),
            or,
            "{left} or {right}"
        );
    }
    assert_eq!(truth(not(yes(T))), f);
    assert_eq!(truth(not(yes(F))), t);
    assert_eq!(truth(not(yes(E))), e);
}

#[test]
fn arithmetic_and_comparison_with_an_empty_side_are_empty() {
    use Op::*;
    let ops = [
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Add,
        Subtract,
        Multiply,
        Divide,
    ];
    for op in ops {
        assert_eq!(worked(binary(item(TWO), op, item(BLANK))), None, "{op:?}");
        assert_eq!(worked(binary(item(BLANK), op, item(TWO))), None, "{op:?}");
        assert_eq!(worked(binary(item(BLANK), op, item(BLANK))), None, "{op:?}");
        assert_ne!(worked(binary(item(TWO), op, item(TWO))), None, "{op:?}");
    }
    assert_eq!(worked(Expr::Negate(Box::new(item(BLANK)))), None);
    let choose = |when| Expr::If(Box::new([when, num("1"), num("0")]));
    assert_eq!(figure(choose(yes(T))).as_deref(), Some("1"));
    assert_eq!(figure(choose(yes(F))).as_deref(), Some("0"));
    assert_eq!(worked(choose(yes(E))), None);
    assert_eq!(truth(Expr::Answered(TWO)), Some(true));
    assert_eq!(truth(Expr::Answered(F)), Some(true));
    assert_eq!(truth(Expr::Answered(BLANK)), Some(false));
}

#[test]
fn totals_skip_what_is_empty() {
    for which in [Total::Sum, Total::Mean, Total::Min, Total::Max] {
        assert_eq!(figure(total(which, 0)).as_deref(), Some("2"), "{which:?}");
        assert_eq!(figure(total(which, 1)), None, "{which:?}");
    }
    assert_eq!(figure(total(Total::Count, 0)).as_deref(), Some("1"));
    assert_eq!(figure(total(Total::Count, 1)).as_deref(), Some("0"));
}

#[test]
fn numbers_are_exact() {
    let tenths = binary(num("0.1"), Op::Add, num("0.2"));
    assert_eq!(truth(binary(tenths, Op::Equal, num("0.3"))), Some(true));
    let round = |number: &str, digits: &str| {
        figure(Expr::Call(
            Function::Round,
            Box::new([num(number), num(digits)]),
        ))
        .unwrap()
    };
    assert_eq!(round("47.225", "2"), "47.23");
    assert_eq!(round("-47.225", "2"), "-47.23");
    assert_eq!(round("2.5", "0"), "3");
    assert_eq!(round("6.25", "0"), "6");
}

#[test]
fn what_cannot_be_worked_out_is_empty() {
    let most = num("79228162514264337593543950335");
    assert_eq!(worked(binary(num("1"), Op::Divide, num("0"))), None);
    assert_eq!(worked(binary(most.clone(), Op::Add, num("1"))), None);
    assert_eq!(worked(binary(most.clone(), Op::Multiply, num("2"))), None);
    assert_eq!(
        worked(binary(Expr::Negate(Box::new(most)), Op::Subtract, num("1"))),
        None
    );
    let digits = Expr::Call(Function::Round, Box::new([num("1.5"), num("-1")]));
    assert_eq!(worked(digits), None);
}

#[test]
fn functions() {
    let call = |function, arguments: Vec<Expr>| worked(Expr::Call(function, arguments.into()));
    let seven = Some(Value::Number(number("7")));
    let all = || vec![item(BLANK), num("7"), num("9"), item(BLANK)];
    assert_eq!(call(Function::Coalesce, all()), seven);
    assert_eq!(call(Function::Least, all()), seven);
    assert_eq!(
        call(Function::Greatest, all()),
        Some(Value::Number(number("9")))
    );
    assert_eq!(call(Function::Greatest, vec![item(BLANK)]), None);
    assert_eq!(call(Function::Abs, vec![num("-7")]), seven);
    let to = Expr::Date(date("2026-12-01"));
    assert_eq!(
        call(Function::Days, vec![Expr::Context(Context::Today), to]),
        seven
    );
    // What a reader counts as seven: a letter may be several code points.
    let words = Expr::Text("hyva\u{308} y\u{f6}".into());
    assert_eq!(call(Function::Length, vec![words]), seven);
}

#[test]
fn a_code_in_codes() {
    let mut build = Build::new();
    let choices = build.choices(&[None, None, None]);
    let single = build.with("single", Kind::Single, |item| item.choices = Some(choices));
    let multi = build.with("multi", Kind::Multi, |item| item.choices = Some(choices));
    let listed = Expr::Codes(Box::new([id("c1"), id("c2")]));
    build.computed("among", binary(item(single), Op::In, listed));
    build.computed("ticked", binary(code("c2"), Op::In, item(multi)));
    build.computed("other", binary(item(single), Op::NotEqual, code("c0")));
    let mut filling = build.filling();
    for out in ["among", "ticked", "other"] {
        assert_eq!(filling.at(out), None);
    }
    filling.answer("single", Value::Code(id("c2")));
    filling.answer("multi", Value::Codes(vec![]));
    assert_eq!(filling.at("among"), Some(Value::Bool(true)));
    assert_eq!(filling.at("other"), Some(Value::Bool(true)));
    // None of these is an answer: the comparison is false, not empty.
    assert_eq!(filling.at("ticked"), Some(Value::Bool(false)));
    filling.answer("multi", Value::Codes(vec![id("c2")]));
    assert_eq!(filling.at("ticked"), Some(Value::Bool(true)));
}

/// A scale of `count` numbers, the first few answered with 1.
fn scale(count: u32, answered: u32, enough: MinAnswered, which: Total, prorate: bool) -> Response {
    let mut build = Build::new();
    let items = (0..count)
        .map(|nth| member(build.item(&format!("q{nth}"), Kind::Decimal)))
        .collect();
    let aggregate = build.aggregate(items);
    build.score(
        "out",
        super::build::scale(aggregate, which, enough, prorate),
    );
    let mut filling = build.filling();
    for nth in 0..answered {
        filling.answer(&format!("q{nth}"), Value::Number(number("1")));
    }
    filling
}

#[test]
fn a_scale_with_too_few_answers_is_not_scored() {
    let enough = MinAnswered::Share(number("0.6"));
    let filling = scale(10, 1, enough, Total::Sum, true);
    let score = filling.score(10);
    assert_eq!((score.value, score.answered, score.of), (None, 1, 10));
    let filling = scale(10, 6, enough, Total::Sum, false);
    assert_eq!(filling.score(10).value, Some(number("6")));
    assert_eq!(scale(10, 5, enough, Total::Mean, false).at("out"), None);
    assert_eq!(
        scale(4, 0, MinAnswered::Count(0), Total::Sum, false).at("out"),
        None
    );
    assert_eq!(
        scale(4, 3, MinAnswered::Count(4), Total::Sum, false).at("out"),
        None
    );
}

#[test]
fn a_prorated_sum_fills_the_gaps_with_the_mean() {
    let mut filling = scale(15, 11, MinAnswered::Count(12), Total::Sum, true);
    for nth in 0..11 {
        filling.answer(&format!("q{nth}"), Value::Number(number("0")));
    }
    assert_eq!(filling.at("out"), None);
    filling.answer("q11", Value::Number(number("5")));
    assert_eq!(filling.at("out"), Some(Value::Number(number("6.25"))));
}

#[test]
fn an_option_that_was_worked_out_counts_with_its_score() {
    let file = r#"format = 1
id = "trial"
languages = ["fi"]
title = "Koe"
licence = "CC0-1.0"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "s"
title = "Osa"

[[item]]
section = "s"
id = "a"
kind = "single"
label = "A"
options = [{ code = "c0", score = 0, fi = "Ei" }, { code = "c1", score = 3, fi = "On" }]

[[item]]
section = "s"
id = "b"
kind = "computed"
label = "B"
calculation = "a"

[[item]]
section = "s"
id = "plus"
kind = "computed"
label = "Plus"
calculation = "b + 1"

[[item]]
section = "s"
id = "all"
kind = "computed"
label = "Kaikki"
calculation = "sum([a, b])"
"#;
    let form = super::play::written(file);
    let mut filling = Response::new(form, inputs(), Vec::new());
    filling.answer("a", Value::Code(id("c1")));
    assert_eq!(filling.at("plus"), Some(Value::Number(number("4"))));
    assert_eq!(filling.at("all"), Some(Value::Number(number("6"))));
}
