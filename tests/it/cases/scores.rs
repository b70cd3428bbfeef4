//! Scores and numbers.

use kohtaa::response::Answer;
use serde_json::json;

use super::validation::at_form;
use super::{Room, answer, form, item, score, scored};

/// Items `q1`, `q2`, .. from 0 to 4 and one score over all of them.
fn scale(count: usize, options: &str) -> String {
    let ids: Vec<String> = (1..=count).map(|nth| format!("q{nth}")).collect();
    let items: String = ids
        .iter()
        .map(|id| item(id, "scale", "min = 0\nmax = 4"))
        .collect();
    let expr = format!("scale([{}], {options})", ids.join(", "));
    form("koe", &(items + &score("summa", &expr)))
}

#[test]
fn i30_one_answer_of_ten_is_not_scored_and_says_so() {
    let room = Room::new(&scale(
        10,
        "total = 'sum', min_answered = 9, prorate = true",
    ));
    room.fill(&["4", ":finish"]).ok();
    let response = room.exported();
    let sum = scored(&response, "summa");
    assert_eq!(sum["value"], json!(null));
    assert_eq!((&sum["answered"], &sum["of"]), (&json!(1), &json!(10)));
    // How missing answers are dealt with is told beside.
    assert!(sum["rule"].as_str().unwrap().contains("prorate"));
    let shown = room.shown_in("UTC");
    let line = shown.lines().find(|line| line.contains("summa")).unwrap();
    let told = line.split_once("summa").unwrap().1;
    assert!(told.ends_with("ei laskettu (1/10)"), "{line}");
    assert_eq!(
        told.matches(|it: char| it.is_ascii_digit()).count(),
        3,
        "{line}"
    );
}

#[test]
fn i31_twelve_of_fifteen_are_prorated_and_rounded() {
    let rule = "total = 'sum', min_answered = 12, prorate = true";
    let text = scale(15, rule);
    let rounded = score(
        "kokonainen",
        &format!(
            "round(scale([{}], {rule}), 0)",
            (1..=15)
                .map(|nth| format!("q{nth}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    );
    let room = Room::new(&(text + &rounded));
    let answers = [
        "2", "2", "1", "0", "0", "0", "0", "0", "0", "0", "0", "0", ":finish",
    ];
    room.fill(&answers).ok();
    let response = room.exported();
    assert_eq!(scored(&response, "summa")["value"], json!(6.25));
    assert_eq!(scored(&response, "kokonainen")["value"], json!(6));

    room.fill(&[
        "2", "2", "1", "0", "0", "0", "0", "0", "0", "0", "0", ":finish",
    ])
    .ok();
    assert_eq!(scored(&room.exported(), "kokonainen")["value"], json!(null));
}

#[test]
fn i33_a_decimal_comma_is_a_decimal_and_two_marks_are_asked_about() {
    let text = form(
        "koe",
        &(item("paino", "decimal", "")
            + &item("palkka", "decimal", "")
            + &item("muu", "decimal", "")),
    );
    let room = Room::new(&text);
    let run = room.fill(&["2,5", "1 234,5", "1.234,5", ":finish"]).ok();
    assert!(run.err.contains("Kirjoita 1234,5"), "{}", run.err);
    let response = room.exported();
    assert_eq!(answer(&response, "paino").unwrap()["value"], json!(2.5));
    assert_eq!(answer(&response, "paino").unwrap()["text"], "2,5");
    assert_eq!(answer(&response, "palkka").unwrap()["value"], json!(1234.5));
    assert_eq!(answer(&response, "muu"), None);
}

#[test]
fn i35_numbers_are_decimals() {
    let text = form(
        "koe",
        &(item("a", "decimal", "")
            + &item("b", "decimal", "")
            + &item("c", "decimal", "")
            + &score("sama", "if(a + b = 0.3, 1, 0)")
            + &score("summa", "a + b")
            + &score("askeleet", "a + a + a")
            + &score("pyoristys", "round(c, 2)")),
    );
    let room = Room::new(&text);
    room.fill(&["0,1", "0,2", "47,225", ":finish"]).ok();
    let response = room.exported();
    let value = |id| scored(&response, id)["value"].to_string();
    assert_eq!(value("sama"), "1");
    assert_eq!(value("summa"), "0.3");
    assert_eq!(value("askeleet"), "0.3");
    assert_eq!(value("pyoristys"), "47.23");
}

#[test]
fn i36_blank_is_blank_in_plus_skipped_in_sum_and_never_no_number() {
    let text = form(
        "koe",
        &(item("a", "decimal", "")
            + &item("b", "decimal", "")
            + &score("plus", "a + b")
            + &score("osuus", "a / b")
            + &score("summa", "sum([a, b])")
            + &score("turvattu", "coalesce(a, 0) + coalesce(b, 0)")),
    );
    let room = Room::new(&text);
    room.fill(&["2", ":finish"]).ok();
    let response = room.exported();
    assert_eq!(scored(&response, "plus")["value"], json!(null));
    assert_eq!(scored(&response, "osuus")["value"], json!(null));
    assert_eq!(scored(&response, "summa")["value"], json!(2));
    assert_eq!(scored(&response, "turvattu")["value"], json!(2));
    let kept = format!("{:?} {response}", room.stored().responses[0].row.scores);
    assert!(!kept.to_lowercase().contains("nan"), "{kept}");

    // Dividing by nothing is blank too.
    room.fill(&["2", "0", ":finish"]).ok();
    assert_eq!(scored(&room.exported(), "osuus")["value"], json!(null));
}

#[test]
fn i38_wheel_and_paste_never_step_a_number() {
    let mut player = at_form(&form(
        "koe",
        &(item("luku", "integer", "") + &item("toinen", "integer", "")),
    ));
    player.play("111");
    // A terminal that turns the wheel into keys sends arrows.
    player.play("<up><up><down><down><pageup><pagedown><up>");
    let screen = player.text((80, 24));
    assert!(screen.contains("111"), "{screen}");
    for other in ["110", "112", "109", "113"] {
        assert!(!screen.contains(other), "{screen}");
    }
}

#[test]
fn i38_reports_of_the_wheel_are_no_keys() {
    let mut decoder = kohtaa::tui::decode::Decoder::default();
    for report in [
        "\x1b[<64;10;10M",
        "\x1b[<65;10;10M",
        "\x1b[M`**",
        "\x1b[96;10;10M",
    ] {
        assert!(decoder.feed(report.as_bytes()).is_empty(), "{report:?}");
    }
}

#[test]
fn i39_none_ticked_is_not_the_same_as_not_answered() {
    let options = "options = [ { code = \"x\", fi = \"X\" }, { code = \"y\", fi = \"Y\" } ]";
    let text = form(
        "koe",
        &(item("onko", "yes_no", "")
            + &item("tyhjaksi", "multi", options)
            + &item("koskematta", "multi", options)
            + &item("kieltaytyi", "multi", options)
            + &item(
                "piilossa",
                "multi",
                &format!("{options}\nrelevant = \"onko\""),
            )),
    );
    let room = Room::new(&text);
    room.fill(&["k", "-", "", ":declined", "x", ":goto onko", "e", ":finish"])
        .ok();
    let response = room.exported();
    assert_eq!(answer(&response, "tyhjaksi").unwrap()["value"], json!([]));
    assert_eq!(answer(&response, "koskematta"), None);
    assert_eq!(
        answer(&response, "kieltaytyi").unwrap()["absent"],
        "declined"
    );
    assert_eq!(answer(&response, "piilossa"), None);
    // What is hidden is set aside, not forgotten.
    let stored = room.stored();
    let kept = |id: &str| {
        let cells = &stored.responses[0].cells;
        cells
            .iter()
            .any(|(path, cell)| path.item == *id && cell.answer != Answer::Empty)
    };
    assert!(kept("tyhjaksi") && !kept("koskematta"));
}

#[test]
fn i36_a_score_by_plus_is_doubted_and_one_that_minds_what_is_missing_is_not() {
    let codes = |expr: &str| {
        let text = format!(
            "format = 1\nid = \"plus\"\nlanguages = [\"en\"]\ntitle = \"T\"\nlicence = \"CC0-1.0\"\nsource = \"own work\"\nsubject = \"client\"\nretention = \"case_24_months\"\n\
             [[section]]\nid = \"s\"\ntitle = \"S\"\n\
             [[item]]\nsection = \"s\"\nid = \"a\"\nkind = \"integer\"\nlabel = \"A\"\n\
             [[item]]\nsection = \"s\"\nid = \"b\"\nkind = \"integer\"\nlabel = \"B\"\n\
             [[score]]\nid = \"all\"\nlabel = \"All\"\nexpr = \"{expr}\"\n"
        );
        let source = kohtaa::form::Source::new("plus.toml", text.into_bytes());
        let loaded = kohtaa::form::load(&source).unwrap();
        let warnings = loaded.warnings.iter();
        warnings.map(|found| found.code()).collect::<Vec<_>>()
    };
    for plus in [
        "a + b",
        "2 * a + b",
        "a + 1 + b",
        "round((a - 1) / 2 + b, 0)",
    ] {
        assert_eq!(codes(plus), ["form-score-plus"], "{plus}");
    }
    for minded in [
        "scale([a, b], min_answered = 2, total = 'sum')",
        "coalesce(a, 0) + coalesce(b, 0)",
        "coalesce(a + b, 0)",
        "if(answered(a) and answered(b), a + b, 0)",
        "a + 1",
        "a - b",
    ] {
        assert_eq!(codes(minded), [""; 0], "{minded}");
    }
}
