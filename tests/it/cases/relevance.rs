//! Relevance and hidden answers.

use std::sync::Arc;

use kohtaa::response::{Cell, Response, Value};
use serde_json::json;

use super::validation::at_form;
use super::{Room, answer, form, item, score, scored};
use crate::engine::build::inputs;
use crate::engine::play::written;
use crate::engine::{Fill, path};

fn filling(items: &str) -> Response {
    Response::new(written(&form("koe", items)), inputs(), Vec::new())
}

fn yes() -> Value {
    Value::Bool(true)
}

fn no() -> Value {
    Value::Bool(false)
}

fn number(number: i64) -> Value {
    Value::Number(number.into())
}

fn transport() -> String {
    item("onko", "yes_no", "") + &item("tieto", "text", "relevant = \"onko\"")
}

#[test]
fn i13_a_hidden_answer_comes_back_is_not_in_the_export_and_stays_in_the_history() {
    let room = Room::new(&form("koe", &transport()));
    let there_and_back = [
        "k",
        "kuljetus",
        ":goto onko",
        "e",
        ":goto onko",
        "k",
        ":goto tieto",
    ];
    let run = room.fill(&there_and_back).ok();
    let (_, last) = run.out.rsplit_once("\ntieto\t").unwrap();
    assert!(last.lines().nth(1) == Some("\t= kuljetus"), "{}", run.out);

    let room = Room::new(&form("koe", &transport()));
    room.fill(&["k", "kuljetus", ":goto onko", "e", ":finish"])
        .ok();
    let response = room.exported();
    assert_eq!(answer(&response, "onko").unwrap()["value"], json!(false));
    assert_eq!(answer(&response, "tieto"), None);
    let history = room.stored().history;
    let told = history
        .iter()
        .filter(|change| format!("{change:?}").contains("kuljetus"));
    assert!(told.count() > 0, "the history lost what was said");
}

#[test]
fn i14_what_depends_on_something_hidden_is_hidden_too() {
    let items = item("a", "yes_no", "")
        + &item("b", "yes_no", "relevant = \"a\"")
        + &item("c", "text", "relevant = \"b\"");
    let mut filling = filling(&items);
    filling.answer("a", yes());
    filling.answer("b", yes());
    assert!(filling.shows("c"));
    filling.answer("a", no());
    assert!(!filling.shows("b") && !filling.shows("c"));
    filling.answer("a", yes());
    assert!(filling.shows("b") && filling.shows("c"));
}

#[test]
fn i16_a_calculation_sees_what_the_same_key_hides_as_empty_and_ends_in_one_pass() {
    let items = item("onko", "yes_no", "")
        + &item("paivat", "integer", "relevant = \"onko\"")
        + &item("plus", "computed", "calculation = \"paivat + 1\"")
        + &item(
            "kaikki",
            "computed",
            "calculation = \"sum([paivat, plus])\"",
        );
    let mut filling = filling(&items);
    filling.answer("onko", yes());
    filling.answer("paivat", number(3));
    assert_eq!(
        (filling.at("plus"), filling.at("kaikki")),
        (Some(number(4)), Some(number(7)))
    );
    let applied = filling.answer("onko", no());
    assert_eq!((filling.at("plus"), filling.at("kaikki")), (None, None));
    assert_eq!(applied.evaluated, 3);
}

#[test]
fn i17_what_is_never_displayed_is_in_the_record_and_the_export() {
    let room = Room::new(&form(
        "koe",
        &(item("n", "integer", "") + &score("kaksin", "n * 2")),
    ));
    let run = room.fill(&["4", ":finish"]).ok();
    assert!(
        !run.out.lines().any(|line| line.starts_with("kaksin\t")),
        "nobody is asked"
    );
    assert_eq!(scored(&room.exported(), "kaksin")["value"], json!(8));
}

/// One question that hides another, said at the item, at the group it stands in, and at the section.
#[test]
fn i19_hiding_means_the_same_wherever_it_is_said() {
    let section =
        |relevant: &str| format!("\n[[section]]\nid = \"toinen\"\ntitle = \"Toinen\"\n{relevant}");
    let inner = |more: &str| item("tieto", "text", more).replace("\"osa\"", "\"toinen\"");
    let group = |more: &str| item("ryhma", "group", more).replace("\"osa\"", "\"toinen\"");
    let said = "relevant = \"onko\"\n";
    let within = "parent = \"ryhma\"\n";
    let ways = [
        section("") + &inner(said),
        section(said) + &inner(""),
        section("") + &group(said) + &inner(within),
        section("") + &group("") + &inner(&format!("{within}{said}")),
        section("") + &inner("relevant = \"if(onko, true, false)\""),
    ];
    for way in ways {
        let count = score("montako", "count([onko, tieto])");
        let mut filling = filling(&(item("onko", "yes_no", "") + &way + &count));
        filling.answer("onko", yes());
        filling.answer("tieto", Value::Text("sana".into()));
        assert_eq!(filling.at("montako"), Some(number(2)), "{way}");
        filling.answer("onko", no());
        let finished = vec![(path("onko"), Cell::given(no()))];
        assert_eq!(filling.completed_cells(), finished, "{way}");
        assert_eq!(filling.at("montako"), Some(number(1)), "{way}");
        filling.answer("onko", yes());
        assert_eq!(
            filling.at("tieto"),
            Some(Value::Text("sana".into())),
            "{way}"
        );
    }
}

#[test]
fn i20_a_stored_response_that_lacks_a_hidden_item_opens_with_it_blank() {
    let mut before = filling(&transport());
    before.answer("onko", no());
    let mut after = Response::new(Arc::clone(before.form()), inputs(), Vec::new());
    assert_eq!(after.load(before.completed_cells()), 0);
    assert!(!after.shows("tieto"));
    after.answer("onko", yes());
    assert!(after.shows("tieto"));
    assert_eq!(after.at("tieto"), None);
}

#[test]
fn i21_one_line_tells_how_many_answers_are_set_aside_and_undo_brings_them_back() {
    let hidden = "relevant = \"onko\"";
    let items = ["yksi", "kaksi", "kolme"]
        .map(|id| item(id, "integer", hidden))
        .concat();
    let mut player = at_form(&form("koe", &(item("onko", "yes_no", "") + &items)));
    player.play("15<tab>6<tab>7<up><up><up>2");
    let text = player.text((80, 24));
    let told: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("3 vastausta"))
        .collect();
    assert_eq!(told.len(), 1, "{text}");
    assert!(!text.contains("kolme"), "{text}");
    player.play("<ctrl-z>");
    let text = player.text((80, 24));
    for value in ["5", "6", "7"] {
        assert!(text.contains(value), "{text}");
    }
}
