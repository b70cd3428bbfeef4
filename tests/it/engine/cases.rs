//! Cases that other programs got wrong, and what holds here.

use std::sync::Arc;

use kohtaa::form::Kind;
use kohtaa::form::expr::{Expr, Op, Step, Total};
use kohtaa::response::*;

use super::build::*;
use super::{Fill, path, row_id};

fn text_of(words: &str) -> Value {
    Value::Text(words.into())
}

fn yes_value() -> Value {
    Value::Bool(true)
}

fn list() -> Kind {
    Kind::List {
        min: 0,
        max: u16::MAX,
    }
}

#[test]
fn what_is_never_displayed_is_still_worked_out() {
    let mut build = Build::new();
    let n = build.item("n", Kind::Integer);
    build.score("double", binary(item(n), Op::Multiply, num("2")));
    let mut filling = build.filling();
    filling.answer("n", Value::Number(number("4")));
    assert_eq!(filling.at("double"), Some(Value::Number(number("8"))));
    assert!(filling.shown(0).iter().all(|spot| spot.item == n));
    let scores = filling.fixed_scores();
    assert_eq!(scores[0].value, Some(number("8")));
    assert_eq!(scores[0].inputs, vec![(path("n"), Some("4".into()))]);
    assert_eq!(scores[0].rule, "rule of double");
}

#[test]
fn a_stored_response_may_lack_items_and_have_unknown_ones() {
    let mut build = Build::new();
    let any = build.item("any", Kind::YesNo);
    build.shown_if("note", Kind::Note, yes(any));
    build.item("scale", Kind::Scale { min: 0, max: 4 });
    let mut filling = build.filling();
    let strange = vec![
        (path("gone"), Cell::given(text_of("x"))),
        (path("scale"), Cell::given(text_of("of another type"))),
        (path("any/row"), Cell::given(yes_value())),
    ];
    let mut stored = vec![(path("any"), Cell::given(Value::Bool(false)))];
    stored.extend(strange.clone());
    assert_eq!(filling.load(stored.clone()), 3);
    assert!(!filling.shows("note"));
    assert_eq!(filling.cells(), stored);
    assert!(
        filling
            .completed_cells()
            .iter()
            .all(|cell| !strange.contains(cell))
    );
}

#[test]
fn sums_skip_blanks_where_plus_does_not() {
    let mut build = Build::new();
    let a = build.item("a", Kind::Decimal);
    let b = build.item("b", Kind::Decimal);
    let both = build.aggregate(vec![member(a), member(b)]);
    build.computed("plus", binary(item(a), Op::Add, item(b)));
    build.computed("sum", total(Total::Sum, both));
    let mut filling = build.filling();
    filling.answer("a", Value::Number(number("2")));
    assert_eq!(filling.at("plus"), None);
    assert_eq!(filling.at("sum"), Some(Value::Number(number("2"))));
}

#[test]
fn none_of_these_not_answered_and_not_shown_are_three_things() {
    let mut build = Build::new();
    let any = build.item("any", Kind::YesNo);
    let choices = build.choices(&[None, None]);
    let multi = build.with("multi", Kind::Multi, |item| {
        item.choices = Some(choices);
        item.relevant = Some(yes(any));
    });
    build.computed("told", Expr::Answered(multi));
    let mut filling = build.filling();
    let spot = Spot::top(multi);
    assert!(!filling.is_shown(spot));
    filling.answer("any", yes_value());
    assert!(filling.is_shown(spot) && filling.open_spots() == [spot]);
    assert_eq!(filling.at("told"), Some(Value::Bool(false)));
    filling.answer("multi", Value::Codes(vec![]));
    assert_eq!(filling.value(spot), Some(&Value::Codes(vec![])));
    assert!(filling.open_spots().is_empty());
    assert_eq!(filling.at("told"), Some(Value::Bool(true)));
}

/// A list `l` of numbers `n`, their sum, and in each row `share` of it.
fn listed(rows: u32) -> Response {
    let mut build = Build::new();
    let l = build.item("l", list());
    let n = build.child(l, "n", Kind::Integer);
    build.child(l, "words", Kind::Text);
    let sum = build.aggregate(vec![member(n)]);
    let count = build.aggregate(vec![member(l)]);
    let twice = build.computed("twice", binary(item(n), Op::Multiply, num("2")));
    build.form.items[twice as usize].parent = Some(l);
    build.computed("sum", total(Total::Sum, sum));
    build.computed("count", total(Total::Count, count));
    let mut filling = build.filling();
    for row in 0..rows {
        filling.add_row("l", &format!("r{row}"));
        filling.answer(&format!("n/r{row}"), Value::Number(row.into()));
    }
    filling
}

fn row_names(filling: &Response) -> Vec<String> {
    let rows = filling.rows(0).iter();
    rows.map(|row| filling.row_id(*row).to_string()).collect()
}

#[test]
fn removing_a_row_removes_that_row_and_leaves_the_others() {
    let mut filling = listed(3);
    assert_eq!(filling.at("sum"), Some(Value::Number(number("3"))));
    let change = filling.remove_row(0, &row_id("r1"));
    let applied = filling.apply(&change).unwrap();
    assert!(applied.became_hidden.is_empty());
    assert_eq!(row_names(&filling), ["r0", "r2"]);
    assert_eq!(filling.at("n/r0"), Some(Value::Number(number("0"))));
    assert_eq!(filling.at("n/r1"), None);
    assert_eq!(filling.at("n/r2"), Some(Value::Number(number("2"))));
    assert_eq!(filling.at("twice/r2"), Some(Value::Number(number("4"))));
    assert_eq!(filling.at("sum"), Some(Value::Number(number("2"))));
    assert_eq!(filling.at("count"), Some(Value::Number(number("2"))));
    assert_eq!(filling.completed_cells().len(), 3);

    filling.apply(&change.inverse()).unwrap();
    assert_eq!(row_names(&filling), ["r0", "r1", "r2"]);
    assert_eq!(filling.at("n/r1"), Some(Value::Number(number("1"))));
    assert_eq!(filling.at("sum"), Some(Value::Number(number("3"))));
}

#[test]
fn rows_move_and_keep_their_ids() {
    let mut filling = listed(4);
    let change = filling.move_row(0, &row_id("r3"), 0);
    let applied = filling.apply(&change).unwrap();
    assert_eq!(row_names(&filling), ["r3", "r0", "r1", "r2"]);
    assert!(applied.became_shown.is_empty() && !applied.values);
    let change = filling.insert_row(0, 1, row_id("new"));
    filling.apply(&change).unwrap();
    assert_eq!(row_names(&filling), ["r3", "new", "r0", "r1", "r2"]);
    let again = filling.insert_row(0, 1, row_id("new"));
    assert_eq!(filling.apply(&again), Err(Refused::RowTwice));
    for row in ["r0", "r1", "r2", "r3", "new"] {
        filling.remove_row_of("l", row);
    }
    assert_eq!(filling.at("count"), Some(Value::Number(number("0"))));
    assert_eq!(filling.at("sum"), None);
    assert!(filling.completed_cells().is_empty());
}

#[test]
fn a_row_removed_before_storing_comes_back_after_loading() {
    let mut before = listed(2);
    let change = before.remove_row(0, &row_id("r0"));
    before.apply(&change).unwrap();
    let mut filling = Response::new(Arc::clone(before.form()), inputs(), Vec::new());
    let mut stored = before.cells();
    stored.reverse();
    assert_eq!(filling.load(stored), 0);
    assert_eq!(filling.cells().len(), before.cells().len());
    assert_eq!(filling.at("sum"), Some(Value::Number(number("1"))));
    filling.apply(&change.inverse()).unwrap();
    assert_eq!(row_names(&filling), ["r0", "r1"]);
    assert_eq!(filling.at("n/r0"), Some(Value::Number(number("0"))));
}

#[test]
fn adding_a_row_costs_its_own_items_however_many_rows_there_are() {
    let mut few = listed(5);
    let mut many = listed(500);
    let early = few.add_row("l", "new").evaluated;
    let late = many.add_row("l", "new").evaluated;
    assert_eq!(early, late);
    assert!(late <= 5, "{late}");
}

#[test]
fn a_cell_of_a_table_has_its_options_for_rows() {
    let mut build = Build::new();
    let rows = build.choices(&[None, None, None]);
    let table = build.item("table", Kind::Table { rows });
    let level = build.child(table, "level", Kind::Scale { min: 0, max: 4 });
    let words = build.child(table, "words", Kind::Text);
    let cell = |row| Expr::TableCell {
        column: level,
        row: id(row),
    };
    let rule = binary(cell("c0"), Op::Greater, num("2"));
    build.form.items[words as usize].relevant = Some(rule);
    build.computed("gap", binary(cell("c2"), Op::Subtract, cell("c0")));
    let mut filling = build.filling();
    assert_eq!(filling.rows(table).len(), 3);
    assert_eq!(filling.shown(0).len(), 5);
    filling.answer("level/c0", Value::Number(number("3")));
    assert!(filling.shows("words/c1"));
    assert_eq!(filling.at("gap"), None);
    filling.answer("level/c2", Value::Number(number("1")));
    assert_eq!(filling.at("gap"), Some(Value::Number(number("-2"))));
    let order: Vec<String> = filling
        .shown(0)
        .iter()
        .map(|spot| filling.path(*spot).to_string())
        .collect();
    assert_eq!(
        order,
        [
            "table", "level/c0", "words/c0", "level/c1", "words/c1", "level/c2", "words/c2", "gap"
        ]
    );
    assert_eq!(
        filling.progress(0),
        Progress {
            answered: 2,
            come_back: 0,
            of: 6
        }
    );
}

#[test]
fn a_change_is_refused_when_it_cannot_be_an_answer() {
    let mut build = Build::new();
    let choices = build.choices(&[None, None, None]);
    build.form.choices[0].options[2].exclusive = true;
    build.item("scale", Kind::Scale { min: 0, max: 4 });
    build.with("single", Kind::Single, |item| item.choices = Some(choices));
    build.with("multi", Kind::Multi, |item| item.choices = Some(choices));
    build.item("words", Kind::Text);
    build.computed("out", num("1"));
    build.item("info", Kind::Info);
    build.item("two", Kind::List { min: 0, max: 1 });
    let mut filling = build.filling();
    let n = |text| Value::Number(number(text));
    let codes = |all: &[&str]| Value::Codes(all.iter().map(|code| id(code)).collect());
    let rows = |all: &[&str]| Value::Rows(all.iter().map(|row| row_id(row)).collect());
    let table = [
        ("gone", n("1"), Refused::UnknownPath),
        ("scale/row", n("1"), Refused::UnknownPath),
        ("scale", n("5"), Refused::OutOfRange),
        ("scale", n("-1"), Refused::OutOfRange),
        ("scale", n("1.5"), Refused::WrongKind),
        ("scale", yes_value(), Refused::WrongKind),
        ("single", Value::Code(id("c9")), Refused::NoSuchOption),
        ("multi", codes(&["c0", "c9"]), Refused::NoSuchOption),
        ("multi", codes(&["c0", "c2"]), Refused::OptionsClash),
        ("words", n("1"), Refused::WrongKind),
        ("out", n("1"), Refused::NotAnswerable),
        ("info", text_of("x"), Refused::NotAnswerable),
        ("two", rows(&["a", "a"]), Refused::TooManyRows),
    ];
    for (at, value, refused) in table {
        assert_eq!(filling.try_answer(at, value), Err(refused), "{at}");
    }
    assert!(filling.cells().is_empty());
    let change = filling.change(&path("multi"), Cell::given(codes(&["c1", "c0", "c1"])));
    assert_eq!(change.after.value(), Some(&codes(&["c0", "c1"])));
    filling.apply(&change).unwrap();
    assert_eq!(filling.apply(&change), Err(Refused::NotAsBefore));
    let multi = filling.spot(&path("multi")).unwrap();
    assert_eq!(filling.toggled(multi, &id("c0")), codes(&["c1"]));
    assert_eq!(filling.toggled(multi, &id("c2")), codes(&["c2"]));
    let blank = filling.change(&path("words"), Cell::given(text_of("  ")));
    assert!(blank.after.is_blank());
}

#[test]
fn constraints_fail_only_when_false_and_never_on_an_empty_answer() {
    let mut build = Build::new();
    let a = build.item("a", Kind::Integer);
    let b = build.with("b", Kind::Integer, |it| {
        it.constraints = Box::new([
            constraint(binary(item(1), Op::Less, num("100")), true, "iso"),
            constraint(
                binary(item(1), Op::GreaterOrEqual, item(a)),
                false,
                "väärin",
            ),
        ]);
    });
    let mut filling = build.filling();
    let n = |text| Value::Number(number(text));
    let spot = Spot::top(b);
    filling.answer("b", n("5"));
    assert!(filling.faults().is_empty());
    filling.answer("a", n("6"));
    assert!(filling.fault(spot).is_some_and(|fault| !fault.warning));
    filling.answer("b", n("200"));
    assert!(filling.fault(spot).is_some_and(|fault| fault.warning));
    filling.answer("a", n("300"));
    assert!(filling.fault(spot).is_some_and(|fault| !fault.warning));
    assert_eq!(filling.faults().len(), 1);
    filling.clear("b");
    assert!(filling.fault(spot).is_none() && filling.faults().is_empty());
}

#[test]
fn progress_counts_what_is_shown_on_the_core_path() {
    let mut build = Build::new();
    let any = build.item("any", Kind::YesNo);
    build.shown_if("note", Kind::Note, yes(any));
    build.with("extra", Kind::Text, |item| item.more = true);
    build.item("info", Kind::Info);
    let l = build.item("l", Kind::List { min: 2, max: 9 });
    build.child(l, "words", Kind::Text);
    let mut filling = build.filling();
    let progress = |answered, come_back, of| Progress {
        answered,
        come_back,
        of,
    };
    assert_eq!(filling.progress(0), progress(0, 0, 2));
    filling.answer("any", yes_value());
    assert_eq!(filling.progress(0), progress(1, 0, 3));
    let declined = Cell {
        answer: Answer::Absent(Absent::Declined),
        ..Cell::default()
    };
    let change = filling.change(&path("note"), declined);
    filling.apply(&change).unwrap();
    assert_eq!(filling.progress(0), progress(2, 0, 3));
    filling.add_row("l", "r0");
    assert_eq!(filling.progress(0), progress(2, 0, 3));
    filling.add_row("l", "r1");
    assert_eq!(filling.progress(0), progress(3, 0, 3));
    let mut later = filling.cell_at(&path("any")).clone();
    later.come_back = true;
    let change = filling.change(&path("any"), later);
    filling.apply(&change).unwrap();
    assert_eq!(filling.progress(0), progress(3, 1, 3));
    assert_eq!(filling.open_spots(), [Spot::top(any)]);
}

#[test]
fn a_section_hides_everything_in_it() {
    let mut build = Build::new();
    let any = build.item("any", Kind::YesNo);
    let section = build.section(Some(yes(any)));
    let group = build.item("group", Kind::Group);
    let n = build.child(group, "n", Kind::Integer);
    build.score("out", binary(item(n), Op::Add, num("1")));
    let mut filling = build.filling();
    assert!(!filling.is_section_shown(section) && filling.shown(section).is_empty());
    filling.answer("any", yes_value());
    filling.answer("n", Value::Number(number("1")));
    assert_eq!(filling.shown(section), [Spot::top(group), Spot::top(n)]);
    let applied = filling.answer("any", Value::Bool(false));
    assert_eq!(applied.became_hidden, [Spot::top(n)]);
    assert_eq!(filling.at("out"), None);
}

#[test]
fn an_earlier_answer_counts_only_about_the_same_object() {
    let mut build = Build::new();
    let theme = build.item("theme", Kind::Text);
    let ruler = build.with("ruler", Kind::Ruler, |item| item.about = Some(theme));
    build.computed("then", Expr::Previous(ruler));
    let at = chrono::DateTime::UNIX_EPOCH;
    let pin = |about: &str, value: &str| Pinned {
        item: id("ruler"),
        value: Value::Number(number(value)),
        about: Some(text_of(about)),
        at,
    };
    let pinned = vec![pin("työ", "3"), pin("uni", "8")];
    let mut filling = Response::new(build.done(), inputs(), pinned);
    let spot = Spot::top(ruler);
    assert!(filling.previous(spot).is_none());
    filling.answer("theme", text_of("Uni "));
    assert_eq!(
        filling.previous(spot).unwrap().value,
        Value::Number(number("8"))
    );
    assert_eq!(filling.at("then"), Some(Value::Number(number("8"))));
    filling.answer("theme", text_of("raha"));
    assert!(filling.previous(spot).is_none());
    assert_eq!(filling.at("then"), None);
}

#[test]
fn today_is_an_input() {
    let mut build = Build::new();
    let due = build.item("due", Kind::Date);
    let today = Expr::Context(kohtaa::form::expr::Context::Today);
    build.computed("late", binary(item(due), Op::Less, today));
    let mut filling = build.filling();
    filling.answer("due", Value::Date(date("2026-11-24")));
    assert_eq!(filling.at("late"), Some(Value::Bool(false)));
    filling.set_inputs(Inputs {
        today: date("2026-11-25"),
        ..inputs()
    });
    assert_eq!(filling.at("late"), Some(Value::Bool(true)));
}

#[test]
fn scores_of_options_and_reversed_items() {
    let mut build = Build::new();
    let choices = build.choices(&[Some(0), Some(1), Some(4), None]);
    let pick = |item: &mut kohtaa::form::Item| item.choices = Some(choices);
    let a = build.with("a", Kind::Single, pick);
    let b = build.with("b", Kind::Single, pick);
    let mut members = [member(a), member(b)];
    members.iter_mut().for_each(|member| member.score = true);
    members[1].turn = Some(build.turn(vec![Step::From(number("4"))]));
    let both = build.aggregate(members.to_vec());
    let out = build.score("out", total(Total::Sum, both));
    let from = |from: &str, words| kohtaa::form::Band {
        code: None,
        from: number(from),
        text: text(words),
    };
    build.form.items[out as usize].bands = Box::new([from("0", "vähän"), from("5", "paljon")]);
    let mut filling = build.filling();
    filling.answer("a", Value::Code(id("c2")));
    assert_eq!(
        filling
            .score(out)
            .band
            .unwrap()
            .plain(kohtaa::lang::Lang::Fi),
        "vähän"
    );
    filling.answer("b", Value::Code(id("c1")));
    let score = filling.score(out);
    assert_eq!(
        (score.value, score.answered, score.of),
        (Some(number("7")), 2, 2)
    );
    assert_eq!(score.band.unwrap().plain(kohtaa::lang::Lang::Fi), "paljon");
    // An option without a score is an answer, but no number.
    filling.answer("b", Value::Code(id("c3")));
    let score = filling.score(out);
    assert_eq!(
        (score.value, score.answered, score.of),
        (Some(number("4")), 1, 2)
    );
}

/// `count` yes-or-no items, each shown only when the one before is yes.
fn chain(count: u32) -> Response {
    let mut build = Build::new();
    build.item("q0", Kind::YesNo);
    for nth in 1..count {
        build.shown_if(&format!("q{nth}"), Kind::YesNo, yes(nth - 1));
    }
    build.filling()
}

#[test]
fn a_long_chain_is_flipped_in_one_pass() {
    let mut filling = chain(10_000);
    let cells = (0..10_000).map(|nth| (path(&format!("q{nth}")), Cell::given(yes_value())));
    assert_eq!(filling.load(cells.collect()), 0);
    assert_eq!(filling.shown(0).len(), 10_000);
    let applied = filling.answer("q0", Value::Bool(false));
    assert_eq!(applied.evaluated, 9_999);
    assert_eq!(applied.became_hidden.len(), 9_999);
    assert_eq!(filling.shown(0).len(), 1);
    let applied = filling.answer("q0", yes_value());
    assert_eq!(applied.became_shown.len(), 9_999);
}

#[test]
fn one_answer_among_many_moves_the_total_by_the_difference() {
    let mut build = Build::new();
    let members = (0..1_000)
        .map(|nth| member(build.item(&format!("q{nth}"), Kind::Decimal)))
        .collect();
    let all = build.aggregate(members);
    build.score("sum", total(Total::Sum, all));
    build.score("most", total(Total::Max, all));
    let mut filling = build.filling();
    for nth in 0..1_000 {
        let applied = filling.answer(&format!("q{nth}"), Value::Number(number("0.1")));
        assert_eq!(applied.evaluated, 2);
    }
    assert_eq!(filling.at("sum"), Some(Value::Number(number("100"))));
    assert_eq!(filling.at("most"), Some(Value::Number(number("0.1"))));
}
