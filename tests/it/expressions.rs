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

const ITEMS: [(&str, &str); 26] = [
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
    ("ranked", "kind = 'rank'\nchoices = 'plain'"),
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
        Multi | Rank { .. } => Value::Codes(
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
        ("band(n)", 5, "form-expr-band"),
        ("band(banded) = 'middle'", 15, "form-unknown-code"),
        ("rated(n, 3)", 9, "form-expr-rater"),
        ("rated(banded, 'client')", 6, "form-expr-rated"),
        ("gas_t(n)", 0, "form-expr-gas"),
        ("gas_t(level, other)", 0, "form-expr-gas"),
        ("matches(words, '[a')", 15, "form-expr-pattern"),
        ("matches(words, '(?=a)b')", 15, "form-expr-pattern"),
        ("matches(words, 'a)|(b')", 15, "form-expr-pattern"),
        (
            "matches(words, '(\\\\w{100}){100}')",
            15,
            "form-expr-pattern-too-large",
        ),
        ("matches(words, words)", 15, "form-expr-pattern-wanted"),
        ("matches(n, 'a')", 8, "form-expr-type"),
        ("contains(words, 1)", 16, "form-expr-type"),
        ("size(pick)", 5, "form-expr-type"),
        ("place(pick, 'a')", 6, "form-expr-type"),
        ("place(ranked, 'c')", 14, "form-unknown-code"),
        ("place(ticks, 'a')", 6, "form-expr-rank"),
        ("years(day, 3)", 11, "form-expr-type"),
        ("years(day, 'yesterday')", 11, "form-expr-bad-date"),
        ("minutes(from, day)", 14, "form-expr-type"),
        ("add_days(n, 1)", 9, "form-expr-type"),
        ("sqrt(words)", 5, "form-expr-type"),
        ("percent(n)", 0, "form-expr-arguments"),
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

#[test]
fn small_functions_are_empty_where_a_side_is() {
    table(
        "sqrt(n)",
        &[
            (&[], "-"),
            (&["n=2.25"], "1.5"),
            (&["n=0"], "0"),
            (&["n=-1"], "-"),
        ],
    );
    table(
        "round(sqrt(n), 10)",
        &[
            (&["n=2"], "1.4142135624"),
            (&["n=79228162514264337593543950335"], "281474976710656"),
        ],
    );
    table(
        "floor(n) * 100 + ceil(n)",
        &[(&[], "-"), (&["n=-1.5"], "-201"), (&["n=2.1"], "203")],
    );
    table(
        "power(n, m)",
        &[
            (&["n=2"], "-"),
            (&["n=2", "m=10"], "1024"),
            (&["n=2", "m=-2"], "0.25"),
            (&["n=0", "m=0"], "1"),
            (&["n=0", "m=-1"], "-"),
            (&["n=2", "m=0.5"], "-"),
            (&["n=10", "m=1000000"], "-"),
        ],
    );
    table(
        "remainder(n, m)",
        &[
            (&["n=7"], "-"),
            (&["n=7", "m=3"], "1"),
            (&["n=-7", "m=3"], "2"),
            (&["n=7", "m=0"], "-"),
        ],
    );
    table(
        "percent(n, m)",
        &[
            (&["n=1"], "-"),
            (&["n=1", "m=8"], "12.5"),
            (&["n=1", "m=0"], "-"),
        ],
    );
    table(
        "gap(n, able)",
        &[(&["n=1"], "-"), (&["n=1", "able=yes"], "-2")],
    );
    table(
        "size(ticks)",
        &[(&[], "-"), (&["ticks="], "0"), (&["ticks=a b"], "2")],
    );
    table(
        "place(ranked, 'b')",
        &[(&[], "-"), (&["ranked=a"], "-"), (&["ranked=b a"], "1")],
    );
}

#[test]
fn dates_and_times_are_counted_in_completed_units() {
    table(
        "years(day, end_day)",
        &[
            (&["day=2000-05-10"], "-"),
            (&["day=2000-05-10", "end_day=2026-05-09"], "25"),
            (&["day=2000-05-10", "end_day=2026-05-10"], "26"),
            // Who is born on a leap day is a year older on the last day of February.
            (&["day=2004-02-29", "end_day=2025-02-27"], "20"),
            (&["day=2004-02-29", "end_day=2025-02-28"], "21"),
            (&["day=2026-05-10", "end_day=2000-05-10"], "-26"),
        ],
    );
    table(
        "months(day, end_day)",
        &[
            (&["day=2026-01-31", "end_day=2026-02-27"], "0"),
            (&["day=2026-01-31", "end_day=2026-02-28"], "1"),
            (&["day=2026-01-15", "end_day=2027-01-14"], "11"),
        ],
    );
    table(
        "add_days(day, n)",
        &[
            (&["day=2026-02-27"], "-"),
            (&["day=2026-02-27", "n=2"], "2026-03-01"),
            (&["day=2026-02-27", "n=-60"], "2025-12-29"),
            (&["day=2026-02-27", "n=1.5"], "-"),
            (&["day=2026-02-27", "n=99999999999"], "-"),
        ],
    );
    table("days('2026-11-01', today)", &[(&[], "24")]);
    table(
        "add_days(day, 14) > '2026-01-14'",
        &[(&["day=2026-01-01"], "true")],
    );
    table(
        "minutes(from, to)",
        &[
            (&["from=08:30"], "-"),
            (&["from=08:30", "to=16:00"], "450"),
            (&["from=22:00", "to=06:00"], "-960"),
        ],
    );
    // Over midnight.
    table(
        "remainder(minutes(from, to), 1440)",
        &[(&["from=22:00", "to=06:00"], "480")],
    );
}

#[test]
fn words_are_looked_into() {
    table(
        "contains(words, 'työ')",
        &[
            (&[], "-"),
            (&["words=etätyö"], "true"),
            (&["words=Työ"], "false"),
        ],
    );
    table(
        "starts_with(words, 'etä')",
        &[(&["words=etätyö"], "true"), (&["words=työ etä"], "false")],
    );
    // The whole text, also where the pattern has alternatives.
    table(
        "matches(words, '[0-9]{5}|ei')",
        &[
            (&[], "-"),
            (&["words=20100"], "true"),
            (&["words=ei"], "true"),
            (&["words=201001"], "false"),
            (&["words=heijaa"], "false"),
        ],
    );
    table("matches(words, '(?i)ä+')", &[(&["words=Ää"], "true")]);
    let long = format!("words={}", "a".repeat(5_000));
    table("matches(words, 'a*')", &[(&[&long], "-")]);
    let slow = format!("words={}b", "a".repeat(4_000));
    table("matches(words, '(a*)*c')", &[(&[&slow], "false")]);
}

#[test]
fn bands_have_codes() {
    table(
        "band(banded)",
        &[
            (&[], "-"),
            (&["n=-1"], "-"),
            (&["n=0"], "low"),
            (&["n=4.99"], "low"),
            (&["n=5"], "high"),
        ],
    );
    table(
        "if(band(banded) = 'high', 1, 0)",
        &[(&[], "-"), (&["n=9"], "1"), (&["n=1"], "0")],
    );
    table(
        "recode(band(banded), ['low', 'high'], [1, 2])",
        &[(&["n=9"], "2"), (&["n=0"], "1")],
    );
    let text = file("").replace("code = 'high', ", "");
    assert_eq!(found(&text)[0].code(), "form-band-codes");
    let text = file("").replace("code = 'high'", "code = 'low'");
    assert_eq!(found(&text)[0].code(), "form-duplicate");
    let mut said = filling(&file("").replace(
        "id = 'n'\nlabel = 'x'",
        "id = 'n'\nlabel = 'Nyt {band(banded)}.'",
    ));
    answer(&mut said, "n=7");
    let item = said.form().find("n").unwrap();
    let form = said.form().clone();
    let words = said.wording(&form.item(item).label, None, Lang::Fi, &());
    assert_eq!(words.unwrap().text, "Nyt Paljon.");
}

#[test]
fn goal_attainment_is_a_t_score() {
    let goals: &[&str] = &["goals=+g", "goals=+h", "goals=+i", "level/g=0", "level/h=0"];
    let more = |last: &[&'static str]| [goals, last].concat();
    table(
        "gas_t(level, weight)",
        &[(&[], "-"), (&["goals=+g"], "-"), (goals, "50")],
    );
    // One goal reached one level better than expected: 50 + 10 / sqrt(0.7 + 0.3).
    table(
        "gas_t(level)",
        &[
            (&["goals=+g", "level/g=1"], "60"),
            (&["goals=+g", "level/g=-2"], "30"),
        ],
    );
    // Three goals with equal weights: 50 + 10 * 2 / sqrt(0.7 * 3 + 0.3 * 9).
    let three = more(&["level/i=2"]);
    assert_eq!(gives("round(gas_t(level), 4)", &three), "59.1287");
    assert_eq!(gives("gas_t(level) = gas_t(level, weight)", &three), "true");
    // Weights 3, 1 and 2: 50 + 10 * 4 / sqrt(0.7 * 14 + 0.3 * 36).
    let weighted = [&three, &["weight/g=3", "weight/i=2"][..]].concat();
    assert_eq!(
        gives("round(gas_t(level, weight), 4)", &weighted),
        "58.8131"
    );
    // A goal without a level is left out, with its weight.
    let without = [&weighted, &["level/g="][..]].concat();
    assert_eq!(gives("round(gas_t(level, weight), 4)", &without), "66.0644");
    assert_eq!(
        gives("gas_t(level, weight)", &more(&["weight/g=0", "weight/h=0"])),
        "-"
    );
    let score = "\n[[score]]\nid = 'gas'\nlabel = 'x'\nexpr = 'gas_t(level)'\n";
    assert!(
        found(&file(score)).is_empty(),
        "{}",
        told(&found(&file(score)))
    );
}

const BORNE: &str = "
[[section]]
id = 'work'
title = 'Työ'
constraint = [{ expr = 'hours + rest <= 24', message = 'Liikaa: {hours}' }]

[[item]]
section = 'work'
id = 'hours'
kind = 'decimal'
label = 'x'

[[item]]
section = 'work'
id = 'rest'
kind = 'decimal'
label = 'x'

[[item]]
section = 'work'
id = 'most'
kind = 'integer'
label = 'x'

[[item]]
section = 'work'
id = 'jobs'
kind = 'list'
label = 'x'
row_constraint = [{ expr = 'share <= most', message = 'Osuus {share}', warning = true }]

[[item]]
section = 'work'
id = 'share'
parent = 'jobs'
kind = 'integer'
label = 'x'
relevant = 'most != 7'
";

#[test]
fn constraints_of_sections_and_rows_stand_where_they_can_be_mended() {
    let mut filling = filling(&file(BORNE));
    let faults = |filling: &Response| -> Vec<String> {
        let faults = filling.faults().into_iter();
        let told = faults.map(|(spot, fault)| {
            let said = filling.wording(fault.message, Some(spot), Lang::Fi, &());
            assert_eq!(
                filling.fault(spot).map(|fault| fault.warning),
                Some(fault.warning)
            );
            assert_eq!(fault.value, filling.value(spot));
            format!(
                "{} {} {}",
                filling.path(spot),
                fault.warning,
                said.unwrap().text
            )
        });
        told.collect()
    };
    answer(&mut filling, "hours=20");
    // Empty is not false.
    assert!(faults(&filling).is_empty());
    answer(&mut filling, "rest=5");
    assert_eq!(faults(&filling), ["hours false Liikaa: 20"]);
    let rest = filling.spot(&"rest".parse().unwrap()).unwrap();
    assert!(filling.fault(rest).is_none());
    answer(&mut filling, "rest=4");
    assert!(faults(&filling).is_empty());
    for said in ["most=3", "jobs=+a", "jobs=+b", "share/a=2", "share/b=5"] {
        answer(&mut filling, said);
    }
    assert_eq!(faults(&filling), ["share/b true Osuus 5"]);
    answer(&mut filling, "hours=30");
    assert_eq!(
        faults(&filling),
        ["hours false Liikaa: 30", "share/b true Osuus 5"]
    );
    let jobs = filling.form().find("jobs").unwrap();
    let change = filling.remove_row(jobs, &RowId(Id::new("b")));
    filling.apply(&change).unwrap();
    assert_eq!(faults(&filling), ["hours false Liikaa: 30"]);
    filling.apply(&change.inverse()).unwrap();
    answer(&mut filling, "most=7");
    assert_eq!(faults(&filling), ["hours false Liikaa: 30"]);
    assert_eq!(filling.completed_cells().len(), 4);
    let text = file(BORNE).replace(
        "kind = 'list'\nlabel = 'x'\nrow",
        "kind = 'note'\nlabel = 'x'\nrow",
    );
    assert!(
        found(&text)
            .iter()
            .any(|found| found.code() == "form-key-not-for-kind")
    );
}
