//! Expressions as form files have them: what each function gives, what it makes of missing answers, and what it is told when it does not fit.

use kohtaa::form::{Diagnostic, Form, Id, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Inputs, Rated, Response, RowId, Value};

const HEAD: &str = r#"format = 1
id = "trial"
languages = ["fi"]
title = "Koe"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[choices]]
id = "able"
options = [
  { code = "no", score = 0, fi = "Ei" },
  { code = "some", score = 1, fi = "Vähän" },
  { code = "yes", score = 3, fi = "Kyllä" },
]

[[choices]]
id = "plain"
options = [{ code = "a", fi = "A" }, { code = "b", fi = "B" }]

[[lookup]]
id = "norm"
keys = ["exact", "from"]
rows = [["b", 0, 5], ["a", 30, 12.5], ["a", 0, 10]]
source = "Taulukko 1"

[[lookup]]
id = "step"
keys = ["from"]
rows = [[10, 1], [0, 0]]
source = "Taulukko 2"

[[section]]
id = "main"
title = "Osa"
"#;

const ITEMS: [(&str, &str); 25] = [
    ("n", "kind = 'decimal'"),
    ("m", "kind = 'decimal'"),
    ("k", "kind = 'integer'"),
    ("well", "kind = 'yes_no'"),
    ("words", "kind = 'text'"),
    ("day", "kind = 'date'"),
    ("end_day", "kind = 'date'"),
    ("from", "kind = 'time'"),
    ("to", "kind = 'time'"),
    ("able", "kind = 'single'\nchoices = 'able'"),
    ("pick", "kind = 'single'\nchoices = 'plain'"),
    ("ticks", "kind = 'multi'\nchoices = 'plain'"),
    ("trust", "kind = 'scale'\nmin = 1\nmax = 5"),
    ("a1", "kind = 'scale'\nmin = 0\nmax = 4"),
    ("a2", "kind = 'scale'\nmin = 0\nmax = 4"),
    ("a3", "kind = 'scale'\nmin = 0\nmax = 4"),
    ("b1", "kind = 'scale'\nmin = 0\nmax = 4"),
    ("b2", "kind = 'scale'\nmin = 0\nmax = 4\nrelevant = 'well'"),
    ("goals", "kind = 'list'"),
    ("goal", "kind = 'text'\nparent = 'goals'"),
    (
        "level",
        "kind = 'scale'\nmin = -2\nmax = 2\nparent = 'goals'",
    ),
    ("weight", "kind = 'integer'\nparent = 'goals'"),
    ("others", "kind = 'list'"),
    ("other", "kind = 'integer'\nparent = 'others'"),
    (
        "banded",
        "kind = 'computed'\ncalculation = 'n * 1'\nbands = [{ from = 0, code = 'low', fi = 'Vähän' }, { from = 5, code = 'high', fi = 'Paljon' }]\nbands_source = 'oma'",
    ),
];

fn file(more: &str) -> String {
    let items = ITEMS.map(|(id, rest)| {
        format!("\n[[item]]\nsection = 'main'\nid = '{id}'\nlabel = 'x'\n{rest}\n")
    });
    format!("{HEAD}{}{more}", items.concat())
}

fn with_rule(rule: &str) -> String {
    file(&format!(
        "\n[[item]]\nsection = 'main'\nid = 'out'\nkind = 'computed'\nlabel = 'x'\ncalculation = \"{rule}\"\n"
    ))
}

fn found(text: &str) -> Vec<Diagnostic> {
    match load(&Source::new("trial.toml", text.as_bytes())) {
        Ok(loaded) => loaded.warnings,
        Err(found) => found,
    }
}

fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|found| found.render(Lang::En)).collect()
}

fn loaded(text: &str) -> std::sync::Arc<Form> {
    match load(&Source::new("trial.toml", text.as_bytes())) {
        Ok(loaded) => loaded.form,
        Err(found) => panic!("{}", told(&found)),
    }
}

fn inputs() -> Inputs {
    Inputs {
        today: "2026-11-25".parse().unwrap(),
        first_session: false,
        interpreter: false,
        mode: Id::new("phone"),
        practice: false,
    }
}

fn filling(text: &str) -> Response {
    Response::new(loaded(text), inputs(), Vec::new())
}

/// An answer as a test writes it: `n=2`, `able=yes`, `goals=+g1`, `level/g1=-1`; nothing behind `=` takes it away.
fn answer(filling: &mut Response, said: &str) {
    let (at, said) = said.split_once('=').unwrap();
    let path = at.parse().unwrap();
    let spot = filling.spot(&path).unwrap_or_else(|| panic!("no {at}"));
    let form = filling.form().clone();
    if let Some(row) = said.strip_prefix('+') {
        let change = filling.insert_row(spot.item, usize::MAX, RowId(Id::new(row)));
        filling.apply(&change).unwrap();
        return;
    }
    use kohtaa::form::Kind::*;
    let value = match form.item(spot.item).kind {
        Text | Note => Value::Text(said.to_owned()),
        YesNo => Value::Bool(said == "yes"),
        Single => Value::Code(Id::new(said)),
        Multi => Value::Codes(
            said.split(' ')
                .filter(|it| !it.is_empty())
                .map(Id::new)
                .collect(),
        ),
        Date => Value::Date(said.parse().unwrap()),
        Time => Value::Time(format!("{said}:00").parse().unwrap()),
        _ => Value::Number(said.parse().unwrap_or_default()),
    };
    let cell = match said.is_empty() && form.item(spot.item).kind != Multi {
        true => Cell::default(),
        false => Cell::given(value),
    };
    let change = filling.change(&path, cell);
    filling.apply(&change).unwrap();
}

fn result(filling: &Response) -> String {
    let out = filling.spot(&"out".parse().unwrap()).unwrap();
    match filling.value(out) {
        None => "-".to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(bool)) => bool.to_string(),
        Some(Value::Code(code)) => code.to_string(),
        Some(Value::Date(date)) => date.to_string(),
        Some(other) => panic!("{other:?}"),
    }
}

/// What a rule gives after these answers, `-` for nothing.
fn gives(rule: &str, answers: &[&str]) -> String {
    let mut filling = filling(&with_rule(rule));
    answers.iter().for_each(|said| answer(&mut filling, said));
    result(&filling)
}

#[track_caller]
fn table(rule: &str, cases: &[(&[&str], &str)]) {
    for (answers, expected) in cases {
        assert_eq!(gives(rule, answers), *expected, "{rule} with {answers:?}");
    }
}

#[test]
fn members_are_turned_before_they_count() {
    table(
        "sum([reverse(trust), 2 * a1, recode(able, ['no', 'yes'], [10, 20]), lookup('step', n)])",
        &[
            (&[], "-"),
            (&["trust=5"], "1"),
            (&["trust=5", "a1=3"], "7"),
            (&["trust=5", "a1=3", "able=yes"], "27"),
            // What is in no list of the recoding is no answer.
            (&["trust=5", "a1=3", "able=some"], "7"),
            (&["able=no", "n=9.5"], "10"),
            (&["able=no", "n=10"], "11"),
            (&["able=no", "n=-1"], "10"),
        ],
    );
    table(
        "sum([reverse(recode(a1, [0, 1, 2, 3, 4], [0, 0, 1, 1, 5])) * -2])",
        &[(&["a1=4"], "0"), (&["a1=0"], "-10"), (&["a1=3"], "-8")],
    );
    table(
        "mean([reverse(able), recode(well, [true], [4])])",
        &[
            (&["able=yes", "well=yes"], "2"),
            (&["able=yes", "well=no"], "0"),
            (&["able=no"], "3"),
        ],
    );
    // As values of their own they mean the same.
    table("reverse(trust) + 1", &[(&[], "-"), (&["trust=2"], "5")]);
    table(
        "recode(able, ['no', 'some'], [0, 4])",
        &[(&[], "-"), (&["able=some"], "4"), (&["able=yes"], "-")],
    );
    table(
        "recode(n, [1, -2.5], [7, 8])",
        &[(&["n=-2.5"], "8"), (&["n=1.0"], "7"), (&["n=2"], "-")],
    );
}

#[test]
fn any_number_counts_over_rows() {
    let rows: &[&str] = &[
        "goals=+g",
        "goals=+h",
        "level/g=2",
        "weight/g=3",
        "level/h=-1",
    ];
    let more = |last: &[&'static str]| [rows, last].concat();
    assert_eq!(gives("sum(weight * level)", rows), "6");
    assert_eq!(gives("sum(weight * level)", &more(&["weight/h=4"])), "2");
    assert_eq!(gives("sum(weight * level)", &[]), "-");
    assert_eq!(gives("mean([level + 10, n])", &more(&["n=0"])), "7");
    assert_eq!(gives("max(abs(level) * 2)", rows), "4");
    assert_eq!(gives("count(weight + level)", rows), "1");
    assert_eq!(gives("sum([n + m, k])", &["n=1", "m=2", "k=4"]), "7");
    assert_eq!(gives("sum([n + m, k])", &["n=1", "k=4"]), "4");
    // A total within one member is over all rows, whichever row asks.
    let heavy = more(&["weight/h=1"]);
    assert_eq!(gives("sum(level * weight / sum(weight))", &heavy), "1.25");
    let form = loaded(&with_rule("sum(weight * level) + sum(weight * level)"));
    let hidden: Vec<_> = form.items.iter().filter(|item| item.hidden).collect();
    assert_eq!(hidden.len(), 1, "the same words are worked out once");
    assert!(hidden[0].id.as_str().starts_with('_') && !hidden[0].is_answerable());
    let goals = form.find("goals").unwrap();
    assert_eq!(form.children(goals).count(), 3);
    let mut filling = filling(&with_rule("sum(weight * level)"));
    answer(&mut filling, "goals=+g");
    let seen = filling.shown(0);
    assert!(
        seen.iter()
            .all(|spot| !filling.form().item(spot.item).hidden)
    );
    assert!(filling.children(goals).len() == 3);
}

#[test]
fn rows_are_counted_where_something_holds() {
    let rows: &[&str] = &[
        "goals=+g",
        "goals=+h",
        "goals=+i",
        "level/g=2",
        "level/h=-1",
    ];
    table(
        "count_if(level > 0)",
        &[(&[], "0"), (rows, "1"), (&["goals=+g", "level/g=0"], "0")],
    );
    assert_eq!(gives("count_if(not answered(level))", rows), "1");
    assert_eq!(
        gives("count_if(level < n)", &[rows, &["n=9"]].concat()),
        "2"
    );
    table(
        "shown([b1, b2, goals]) * 10 + count([b1, b2])",
        &[
            (&[], "20"),
            (&["well=yes"], "30"),
            (&["well=yes", "b2=1"], "31"),
        ],
    );
}

#[test]
fn a_lookup_takes_the_largest_that_is_not_above() {
    table(
        "lookup('norm', pick, n)",
        &[
            (&[], "-"),
            (&["pick=a"], "-"),
            (&["pick=a", "n=0"], "10"),
            (&["pick=a", "n=29.99"], "10"),
            (&["pick=a", "n=30"], "12.5"),
            (&["pick=a", "n=1000"], "12.5"),
            (&["pick=b", "n=1000"], "5"),
            (&["pick=b", "n=-1"], "-"),
        ],
    );
    table(
        "lookup('step', able * 5)",
        &[(&["able=some"], "0"), (&["able=yes"], "1")],
    );
}

#[test]
fn a_scale_asks_each_group_for_enough() {
    let rule =
        "scale([[a1, a2, a3], [b1, b2]], most_missing = [1, 0], total = 'sum', prorate = true)";
    table(
        rule,
        &[
            (&["a1=1", "a2=2", "a3=3", "b1=4"], "10"),
            // A missing answer counts as its group's mean.
            (&["a1=1", "a2=2", "b1=4"], "8.5"),
            (&["a1=1", "b1=4"], "-"),
            (&["a1=1", "a2=2", "a3=3"], "-"),
            // What is hidden is in no denominator; shown, it is.
            (&["a1=1", "a2=2", "a3=3", "b1=4", "well=yes"], "-"),
            (&["a1=1", "a2=2", "a3=3", "b1=4", "well=yes", "b2=0"], "10"),
        ],
    );
    table(
        "scale([[a1, a2, a3], [b1, b2]], min_answered = [2, 50%], total = 'mean', prorate = true)",
        &[
            (&["a1=1", "a2=2", "a3=3", "b1=4"], "2.5"),
            (&["a1=1", "a2=2", "b1=4", "well=yes"], "2.5"),
            (&["a1=1", "b1=4", "well=yes"], "-"),
        ],
    );
    table(
        "scale([a1, a2, a3], min_answered = 50%, round = 1, reverse = [a3])",
        &[
            (&["a1=1", "a2=1", "a3=3"], "1"),
            (&["a1=1", "a2=2", "a3=3"], "1.3"),
            (&["a1=1", "a2=2"], "1.5"),
            (&["a1=1"], "-"),
        ],
    );
    table(
        "scale([[a1, a2, a3], [b1]], most_missing = 3, total = 'sum', overall = 3)",
        &[(&["a1=1", "a2=1"], "-"), (&["a1=1", "a2=1", "b1=1"], "3")],
    );
    // A group of which nothing is shown asks for nothing.
    table(
        "scale([[a1, a2], [b2]], min_answered = [2, 1], total = 'sum')",
        &[
            (&["a1=1", "a2=1"], "2"),
            (&["a1=1", "a2=1", "well=yes"], "-"),
        ],
    );
    // Thirds add up to a whole.
    table(
        "scale([[a1, a2, a3], [trust, b1, able]], min_answered = 3, total = 'sum', prorate = true) = 3",
        &[(
            &["a1=1", "a2=0", "a3=0", "trust=1", "b1=1", "able=no"],
            "true",
        )],
    );
}

#[test]
fn what_does_not_fit_is_told_at_its_place() {
    for (rule, at, code) in [
        ("sum([a1, a1])", 4, "form-expr-twice"),
        ("sum(reverse(n))", 4, "form-expr-reverse-kind"),
        ("sum(reverse(pick))", 4, "form-expr-no-scores"),
        ("reverse(a1 + a2)", 0, "form-expr-reverse-kind"),
        ("reverse(n)", 0, "form-expr-reverse-kind"),
        (
            "recode(able, ['no', 'maybe'], [0, 1])",
            20,
            "form-unknown-code",
        ),
        (
            "recode(able, ['no', 1], [0, 1])",
            20,
            "form-expr-recode-key",
        ),
        ("recode(n, ['no'], [0])", 11, "form-expr-recode-key"),
        ("recode(n, [1, 1], [0, 2])", 14, "form-lookup-twice"),
        ("recode(n, [1, 2], [0])", 18, "form-expr-recode-length"),
        ("recode(n, 1, [0])", 10, "form-expr-recode-list"),
        ("recode(n, [1], [m])", 16, "form-expr-type"),
        ("lookup('nrom', pick, n)", 7, "form-unknown-lookup"),
        ("lookup('norm', pick)", 7, "form-lookup-arguments"),
        ("lookup('norm', able, n)", 15, "form-unknown-code"),
        ("lookup('norm', n, n)", 15, "form-expr-type"),
        ("lookup('step', words)", 15, "form-expr-type"),
        ("lookup(n, n)", 7, "form-expr-lookup-wanted"),
        ("sum(level * other)", 12, "form-expr-two-lists"),
        ("sum(level * words)", 12, "form-expr-type"),
        ("count_if(n > 1)", 9, "form-expr-no-rows"),
        ("count_if(level)", 9, "form-expr-type"),
        ("shown(a1 + a2)", 6, "form-expr-name-wanted"),
        (
            "scale([a1, weight * level], min_answered = 1)",
            11,
            "form-expr-scale-member",
        ),
        (
            "scale([[a1], [a1, a2]], min_answered = 1)",
            0,
            "form-expr-twice",
        ),
        (
            "scale([[a1], [a2]], min_answered = [1, 1, 1])",
            35,
            "form-expr-minimum-groups",
        ),
        (
            "scale([[a1], []], min_answered = 1)",
            13,
            "form-expr-empty-list",
        ),
        (
            "scale([a1], min_answered = 1, most_missing = 1)",
            30,
            "form-expr-minimum-twice",
        ),
        (
            "scale([a1], most_missing = 10%)",
            27,
            "form-expr-most-missing",
        ),
        (
            "scale([a1], min_answered = 1, round = 1.5)",
            38,
            "form-expr-digits",
        ),
        (
            "scale([a1], min_answered = 1, overall = 2)",
            0,
            "form-expr-minimum-too-high",
        ),
    ] {
        let text = with_rule(rule);
        let found = found(&text);
        let codes: Vec<&str> = found.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, [code], "{rule}: {}", told(&found));
        let start = text.find(rule).unwrap();
        assert_eq!(found[0].span.start, start + at, "{rule}: {}", told(&found));
        for lang in Lang::INTERFACE {
            let said = found[0].render(lang);
            assert!(!said.contains(code) && !said.contains("{$"), "{said}");
        }
    }
}

#[test]
fn a_faulty_lookup_is_told_at_its_place() {
    for (rows, at, code) in [
        ("[['a', 1], ['b', 2]]", 0, "form-expr-type"),
        ("[[1, 1], ['b', 2]]", 9, "form-lookup-mixed"),
        ("[[1, 1], [1.0, 2]]", 9, "form-lookup-twice"),
        ("[[1, 1], [2]]", 9, "form-lookup-row"),
        ("[[1, 'x']]", 5, "form-wrong-type"),
        ("[]", 0, "form-empty-list"),
    ] {
        let rule = "lookup('own', n)";
        let more = format!("{rows}\n");
        let text = with_rule(rule).replace(
            "[[section]]",
            &format!(
                "[[lookup]]\nid = 'own'\nkeys = ['exact']\nsource = 'x'\nrows = {more}\n[[section]]"
            ),
        );
        let found = found(&text);
        let error = found.iter().find(|found| found.code() == code);
        let error = error.unwrap_or_else(|| panic!("{rows}: {}", told(&found)));
        if code != "form-expr-type" {
            assert_eq!(error.span.start, text.find(&more).unwrap() + at, "{rows}");
        }
    }
}

#[test]
fn what_another_rater_says_is_given_from_outside() {
    let mut filling = filling(&with_rule("gap(trust, rated(trust, 'counsellor'))"));
    answer(&mut filling, "trust=5");
    assert_eq!(result(&filling), "-");
    let rated = |item: &str, number: i64| Rated {
        role: Id::new("counsellor"),
        item: Id::new(item),
        value: Value::Number(number.into()),
    };
    filling.set_rated(vec![rated("trust", 2), rated("gone", 1)]);
    assert_eq!(result(&filling), "3");
    // No answer that the scale has.
    filling.set_rated(vec![rated("trust", 99)]);
    assert_eq!(result(&filling), "-");
}
