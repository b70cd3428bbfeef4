//! An answer works out what depends on it and no more, counted. `cargo bench` has the times.

use kohtaa::cli::bench::measure::started;
use kohtaa::cli::bench::shape::Shape;
use kohtaa::form::load;
use kohtaa::response::{Applied, Cell, Response, Value};

use super::build::{Build, member, number, total};
use super::{Fill, path};
use kohtaa::form::Kind;
use kohtaa::form::expr::Total;

fn filled(shape: Shape, items: usize) -> Response {
    let form = load(&shape.source(items)).unwrap().form;
    let mut response = started(form);
    for nth in 0..items {
        response.answer(&format!("q{nth}"), Value::Number(number("5")));
    }
    response
}

#[test]
fn an_answer_works_out_only_what_depends_on_it() {
    for shape in Shape::ALL {
        let mut response = filled(shape, 2_000);
        let evaluated = |applied: Applied| applied.evaluated;
        let other = || Value::Number(number("6"));
        // The next item's condition, a constraint and the total.
        for item in ["q0", "q1000", "q1999"] {
            assert!(evaluated(response.answer(item, other())) <= 3, "{item}");
        }
        assert_eq!(response.at("total"), Some(Value::Number(number("10003"))));
    }
}

#[test]
fn a_chain_is_hidden_and_shown_again_item_by_item() {
    let mut response = filled(Shape::Chain, 2_000);
    let constraints = 200;
    let hidden = response.clear("q0");
    assert_eq!(hidden.became_hidden.len(), 1_999);
    // Every other item once, every constraint once, and the total once.
    assert_eq!(hidden.evaluated, 1_999 + constraints + 1);
    assert_eq!(response.at("total"), None);
    let shown = response.answer("q0", Value::Number(number("5")));
    assert_eq!(shown.became_shown.len(), 1_999);
    assert_eq!(shown.evaluated, hidden.evaluated);
    assert_eq!(response.at("total"), Some(Value::Number(number("10000"))));
}

#[test]
fn a_row_costs_its_own_items_and_the_totals_over_its_list() {
    let mut build = Build::new();
    let list = build.item("rows", Kind::List { min: 0, max: 1_000 });
    let amount = build.child(list, "amount", Kind::Decimal);
    build.child(list, "words", Kind::Text);
    let sum = build.aggregate(vec![member(amount)]);
    build.computed("sum", total(Total::Sum, sum));
    let mut response = build.filling();
    let costs: Vec<usize> = (0..500)
        .map(|nth| {
            let row = format!("r{nth}");
            let added = response.add_row("rows", &row).evaluated;
            let at = format!("amount/{row}");
            added + response.answer(&at, Value::Number(number("2"))).evaluated
        })
        .collect();
    assert_eq!(costs[499], costs[4]);
    assert_eq!(response.at("sum"), Some(Value::Number(number("1000"))));
}

#[test]
fn the_generated_forms_are_forms_without_a_doubt() {
    for shape in Shape::ALL {
        let loaded = load(&shape.source(50)).unwrap();
        let doubts: Vec<&str> = loaded.warnings.iter().map(|doubt| doubt.code()).collect();
        assert_eq!(doubts, [""; 0]);
        let mut response = started(loaded.form);
        let change = response.change(&path("q10"), Cell::given(Value::Number(number("101"))));
        // In the chain it is not shown before the ones before it are answered.
        response.apply(&change).unwrap();
        assert_eq!(response.faults().len(), usize::from(shape == Shape::FanIn));
    }
}
