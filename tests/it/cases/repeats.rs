//! Repeats: rows are known by ids of their own, wherever they stand.

use kohtaa::response::{Response, RowId, Value};

use super::{Room, form, item};
use crate::engine::build::inputs;
use crate::engine::play::written;
use crate::engine::{Fill, row_id};

fn rows_of_words() -> String {
    let list = item("askeleet", "list", "");
    let words = item("askel", "text", "parent = \"askeleet\"");
    form(
        "koe",
        &(list
            + &words
            + &item("n", "integer", "parent = \"askeleet\"")
            + &item("kaikki", "computed", "calculation = \"sum(n)\"")),
    )
}

/// Rows A, B and C, each answered with its own letter and number.
fn abc() -> Response {
    let mut filling = Response::new(written(&rows_of_words()), inputs(), Vec::new());
    for (row, n) in [("a", 1), ("b", 2), ("c", 4)] {
        filling.add_row("askeleet", row);
        filling.answer(&format!("askel/{row}"), Value::Text(row.to_uppercase()));
        filling.answer(&format!("n/{row}"), Value::Number(n.into()));
    }
    filling
}

fn rows(filling: &Response) -> Vec<RowId> {
    let list = filling.form().find("askeleet").unwrap();
    let rows = filling.rows(list).iter();
    rows.map(|row| filling.row_id(*row).clone()).collect()
}

#[test]
fn i54_removing_a_row_removes_that_one() {
    for gone in ["a", "b", "c"] {
        let mut filling = abc();
        filling.remove_row_of("askeleet", gone);
        let left: Vec<RowId> = ["a", "b", "c"]
            .into_iter()
            .filter(|row| *row != gone)
            .map(row_id)
            .collect();
        assert_eq!(rows(&filling), left);
        assert_eq!(filling.at(&format!("askel/{gone}")), None);
    }
}

#[test]
fn i55_removing_a_row_leaves_the_answers_of_the_others() {
    let mut filling = abc();
    filling.remove_row_of("askeleet", "b");
    assert_eq!(filling.at("askel/a"), Some(Value::Text("A".into())));
    assert_eq!(filling.at("askel/c"), Some(Value::Text("C".into())));
    assert_eq!(filling.at("kaikki"), Some(Value::Number(5.into())));
}

#[test]
fn i57_rows_are_shown_without_gaps_and_keep_their_ids() {
    let room = Room::new(&rows_of_words());
    room.fill(&[
        "",
        ":goto askeleet",
        ":add",
        "Yksi",
        "1",
        ":add",
        "Kaksi",
        "2",
        ":add",
        "Kolme",
        "3",
        ":end",
    ])
    .ok();
    let before = row_ids(&room);
    assert_eq!(before.len(), 3, "{before:?}");
    let run = room
        .fill(&[":goto askel/2", ":remove", ":goto askel/2", ":goto askel/3"])
        .ok();
    let asked: Vec<&str> = run
        .out
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, _)| id)
        .collect();
    assert!(
        asked.contains(&"askel/2") && !asked.contains(&"askel/3"),
        "{}",
        run.out
    );
    let second = run.out.rsplit_once("askel/2\t").unwrap().1;
    assert_eq!(second.lines().nth(1), Some("\t= Kolme"), "{}", run.out);
    assert_eq!(row_ids(&room), [before[0].clone(), before[2].clone()]);
}

#[test]
fn i57_rows_are_moved_and_sorted_in_lines_too() {
    let room = Room::new(&rows_of_words());
    let rows = [
        ":goto askeleet",
        ":add",
        "b",
        "1",
        ":add",
        "c",
        "2",
        ":add",
        "a",
        "3",
    ];
    room.fill(&rows).ok();
    let [b, c, a] = row_ids(&room).try_into().unwrap();
    let order = |lines: &[&str]| {
        let run = room.fill(lines).ok();
        (row_ids(&room), run)
    };
    let (kept, moved) = order(&[":goto askel/3", ":up"]);
    assert_eq!(kept, [b.clone(), a.clone(), c.clone()]);
    // The person stays in the row, which has another number now.
    let last = moved.out.rsplit_once("askel/2\t").unwrap().1;
    assert_eq!(last.lines().nth(1), Some("\t= a"), "{}", moved.out);
    let (kept, refused) = order(&[":goto askel/1", ":up", ":down", ":down", ":down"]);
    assert_eq!(kept, [a.clone(), c.clone(), b.clone()]);
    assert_eq!(refused.err.matches(":help").count(), 2, "{}", refused.err);

    let (kept, sorted) = order(&[":goto askel/1", ":sort n down"]);
    assert_eq!(kept, [a.clone(), c.clone(), b.clone()]);
    assert!(sorted.err.contains(":undo"), "{}", sorted.err);
    assert_eq!(
        order(&[":goto n/2", ":sort"]).0,
        [b.clone(), c.clone(), a.clone()]
    );
    assert_eq!(
        order(&[":goto askel/1", ":sort"]).0,
        [a.clone(), b.clone(), c.clone()]
    );
    assert_eq!(order(&[":goto askel/1", ":sort n", ":undo"]).0, [a, b, c]);
    let unknown = order(&[":goto askel/1", ":sort olematon"]).1;
    assert!(unknown.err.contains("olematon"), "{}", unknown.err);
}

/// The ids of the rows as they are kept.
fn row_ids(room: &Room) -> Vec<RowId> {
    let stored = room.stored();
    let cells = &stored.responses[0].cells;
    let list = cells.iter().find(|(path, _)| path.item == *"askeleet");
    match list.and_then(|(_, cell)| cell.value()) {
        Some(Value::Rows(rows)) => rows.clone(),
        other => panic!("{other:?}"),
    }
}
