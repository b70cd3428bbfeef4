//! Forms made to keep somebody waiting: each is refused or loads and answers at once.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use kohtaa::form::{Id, Kind, Source, load};
use kohtaa::response::{Cell, Inputs, Response, RowId, Value};

const HEAD: &str = "format = 1
id = 'hostile'
languages = ['fi']
title = 'x'
licence = 'x'
source = 'x'
subject = 'client'
retention = 'x'
[[section]]
id = 's'
title = 'x'
";

/// An optimised build takes at most a second; one for tests is some fifteen times as slow, on a machine that does other things too.
fn most() -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 })
}

fn item(text: &mut String, id: &str, rest: &str) {
    writeln!(
        text,
        "[[item]]\nsection = 's'\nid = '{id}'\nlabel = 'x'\n{rest}"
    )
    .unwrap();
}

fn number(text: &mut String, id: &str) {
    item(text, id, "kind = 'decimal'");
}

fn computed(text: &mut String, id: &str, rule: &str) {
    item(
        text,
        id,
        &format!("kind = 'computed'\ncalculation = \"{rule}\""),
    );
}

fn names(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|n| format!("q{n}")).collect();
    names.join(",")
}

/// As many numbers as there is room for beside `others`, and what `more` adds.
fn form(count: usize, more: impl FnOnce(&mut String)) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..count {
        number(&mut text, &format!("q{n}"));
    }
    more(&mut text);
    text
}

fn rows(text: &mut String, list: &str, columns: usize) {
    item(text, list, "kind = 'list'");
    for n in 0..columns {
        item(
            text,
            &format!("{list}_{n}"),
            &format!("kind = 'decimal'\nparent = '{list}'"),
        );
    }
}

fn inputs() -> Inputs {
    Inputs {
        today: "2026-11-25".parse().unwrap(),
        first_session: true,
        interpreter: false,
        mode: Id::new("phone"),
        practice: false,
    }
}

fn give(filling: &mut Response, path: &str, value: Value) {
    let change = filling.change(&path.parse().unwrap(), Cell::given(value));
    filling.apply(&change).unwrap();
}

/// Fills every list, changes a number or two on which much depends, and asks for all that the screen asks for: the slowest of it.
fn fill(filling: &mut Response) -> Duration {
    let form = filling.form().clone();
    for item in &form.items {
        if let Kind::List { max, .. } = item.kind {
            let rows = (0..max).map(|n| RowId(Id::new(&format!("r{n}")))).collect();
            give(filling, item.id.as_str(), Value::Rows(rows));
            for n in 0..max {
                give(
                    filling,
                    &format!("{}_0/r{n}", item.id),
                    Value::Number(n.into()),
                );
            }
        }
    }
    let mut slowest = Duration::ZERO;
    for (n, said) in [(0, 7), (1, 3), (0, 1)] {
        let path = format!("q{n}");
        if form.find(&path).is_none() {
            break;
        }
        let start = Instant::now();
        give(filling, &path, Value::Number(said.into()));
        slowest = slowest.max(start.elapsed());
    }
    let start = Instant::now();
    filling.faults();
    filling.fixed_scores();
    filling.suggestions();
    for section in 0..form.sections.len() as u16 {
        filling.progress(section);
    }
    slowest.max(start.elapsed())
}

#[track_caller]
fn bearable(name: &str, text: &str, refused: Option<&str>) {
    let start = Instant::now();
    let loaded = load(&Source::new("hostile.toml", text.as_bytes()));
    let load = start.elapsed();
    let mut slowest = load;
    match (loaded, refused) {
        (Ok(loaded), None) => {
            let start = Instant::now();
            let mut filling = Response::new(loaded.form, inputs(), Vec::new());
            slowest = slowest.max(start.elapsed()).max(fill(&mut filling));
        }
        (Err(found), Some(code)) => {
            let codes: Vec<&str> = found.iter().map(|found| found.code()).collect();
            assert!(codes.contains(&code), "{name}: {codes:?}");
        }
        (Ok(_), Some(code)) => panic!("{name} is not refused with {code}"),
        (Err(found), None) => panic!("{name}: {}", found[0].render(kohtaa::lang::Lang::En)),
    }
    if std::env::var_os("KOHTAA_HOSTILE").is_some() {
        let _ = std::fs::write(
            format!("{}/hostile_{name}.txt", env!("CARGO_TARGET_TMPDIR")),
            format!(
                "{name}: {} KiB, load {load:?}, slowest {slowest:?}\n",
                text.len() / 1024
            ),
        );
    }
    assert!(slowest < most(), "{name} takes {slowest:?}, load {load:?}");
}

#[test]
fn many_sums_over_everything_answer_at_once() {
    let all = names(10_000);
    let sums = form(10_000, |text| {
        for n in 0..9_999 {
            computed(text, &format!("c{n}"), "q0 + total");
        }
        computed(text, "total", &format!("sum([{all}])"));
    });
    bearable("fan_in", &sums, None);
    let each_own = form(1_200, |text| {
        for n in 0..1_200 {
            let own: Vec<String> = (0..1_200)
                .filter(|q| *q != n)
                .map(|q| format!("q{q}"))
                .collect();
            computed(text, &format!("c{n}"), &format!("sum([{}])", own.join(",")));
        }
    });
    bearable("quadratic_sums", &each_own, Some("form-too-costly"));
    let pairs = form(1_000, |text| {
        for n in 0..15_000 {
            let rule = format!("sum([q0,q{}])+sum([q0,q{},q1])", n % 998 + 2, n % 997 + 3);
            computed(text, &format!("c{n}"), &rule);
        }
    });
    bearable("many_totals", &pairs, None);
}

#[test]
fn scores_of_everything_are_refused() {
    let all = names(10_000);
    let text = form(10_000, |text| {
        computed(text, "total", &format!("sum([{all}])"));
        for n in 0..9_000 {
            writeln!(
                text,
                "[[score]]\nid = 'z{n}'\nlabel = 'x'\nexpr = 'total + {n}'"
            )
            .unwrap();
        }
    });
    bearable("scores", &text, Some("form-too-costly"));
}

#[test]
fn a_long_chain_is_led_back_without_depth() {
    let text = form(1, |text| {
        computed(text, "c0", "q0 + 1");
        for n in 1..19_000 {
            computed(text, &format!("c{n}"), &format!("c{} + 1", n - 1));
        }
        writeln!(text, "[[score]]\nid = 'z'\nlabel = 'x'\nexpr = 'c18999'").unwrap();
    });
    bearable("chain", &text, None);
}

#[test]
fn rows_times_rows_are_bounded() {
    let shares = form(2, |text| {
        rows(text, "l", 3);
        item(
            text,
            "w",
            "kind = 'computed'\nparent = 'l'\ncalculation = 'q0 * l_0'",
        );
        item(
            text,
            "share",
            "kind = 'computed'\nparent = 'l'\ncalculation = 'w / sum(w)'",
        );
        item(
            text,
            "again",
            "kind = 'computed'\nparent = 'l'\ncalculation = 'share / sum(share) + sum(l_1 * l_2)'",
        );
    });
    bearable("shares", &shares, None);
    let wide = form(2, |text| {
        rows(text, "l", 1);
        let long = vec!["q0"; 40].join(" + ");
        for n in 0..99 {
            let rest = format!("kind = 'computed'\nparent = 'l'\ncalculation = '{long} + {n}'");
            item(text, &format!("c{n}"), &rest);
        }
    });
    bearable("wide_rows", &wide, Some("form-too-costly"));
    let mut tables = HEAD.replace(
        "[[section]]",
        "[[choices]]\nid = 'r'\noptions = [OPTIONS]\n[[section]]",
    );
    let options: Vec<String> = (0..10_000)
        .map(|n| format!("{{ code = 'o{n}', fi = 'x' }}"))
        .collect();
    tables = tables.replace("OPTIONS", &options.join(","));
    item(&mut tables, "t", "kind = 'table'\nrows = 'r'");
    for n in 0..10_000 {
        item(
            &mut tables,
            &format!("t{n}"),
            "kind = 'yes_no'\nparent = 't'",
        );
    }
    bearable("table", &tables, Some("form-too-many-cells"));
    let cut = tables.find("id = 't10'").unwrap() - "[[item]]\nsection = 's'\n".len();
    bearable("smaller_table", &tables[..cut], None);
    let squared = form(2, |text| {
        let start = tables[..cut].find("[[choices]]").unwrap();
        let end = tables.find("[[section]]").unwrap();
        let choices = tables[start..end].to_owned();
        text.insert_str(text.find("[[section]]").unwrap(), &choices);
        item(text, "t", "kind = 'table'\nrows = 'r'");
        item(text, "a", "kind = 'decimal'\nparent = 't'");
        item(
            text,
            "b",
            "kind = 'computed'\nparent = 't'\ncalculation = 'a + q0'",
        );
    });
    bearable("table_squared", &squared, Some("form-too-costly"));
}

#[test]
fn expressions_are_bounded_together() {
    let long = vec!["1"; 39_000].join(",");
    let text = form(2, |text| {
        for n in 0..100 {
            computed(text, &format!("c{n}"), &format!("least(q0,{long})"));
        }
    });
    bearable("parts", &text, Some("form-too-costly"));
    let recodes = form(2, |text| {
        for n in 0..200 {
            let keys: Vec<String> = (0..900).map(|k| format!("{}", k + n)).collect();
            let keys = keys.join(",");
            computed(
                text,
                &format!("c{n}"),
                &format!("recode(q0,[{keys}],[{keys}])"),
            );
        }
    });
    bearable("recodes", &recodes, Some("form-too-many"));
    let nested = form(2, |text| {
        rows(text, "l", 2);
        let deep = format!("{}l_0 * 2{}", "sum(l_1 + ".repeat(30), ")".repeat(30));
        computed(text, "c", &deep);
    });
    bearable("nested_sums", &nested, None);
}

#[test]
fn texts_and_patterns_are_bounded() {
    let said = |label: &str| {
        form(2, |text| {
            rows(text, "l", 1);
            item(text, "n", "kind = 'note'\nhint = 'HINT'");
            *text = text.replace("HINT", label);
        })
    };
    bearable("each", &said("{each l}{l_0}{end}"), None);
    let twice = "{each l}{each l}x{end}{end}";
    bearable("each_each", &said(twice), None);
    let thrice = "{each l}{each l}{each l}x{end}{end}{end}";
    bearable("each_each_each", &said(thrice), Some("form-too-costly"));
    let patterns = |count: usize, pattern: &str| {
        form(1, |text| {
            item(text, "w", "kind = 'text'");
            for n in 0..count {
                computed(
                    text,
                    &format!("c{n}"),
                    &format!("matches(w, '{pattern}{n}')"),
                );
            }
        })
    };
    bearable("patterns", &patterns(100, "(a|b|ab)*[a-z]{0,200}"), None);
    bearable(
        "too_many_patterns",
        &patterns(101, "a"),
        Some("form-too-many"),
    );
    bearable(
        "large_pattern",
        &patterns(1, "((a{50}){50}){50}"),
        Some("form-expr-pattern-too-large"),
    );
    let constraints = form(5_000, |text| {
        let all = names(5_000);
        let list = vec![format!("{{ expr = 'count([{all}]) > 9999', message = 'x' }}"); 20];
        let constraint = format!("title = 'x'\nconstraint = [{}]", list.join(","));
        *text = text.replacen(
            "title = 'x'\n[[item]]",
            &format!("{constraint}\n[[item]]"),
            1,
        );
    });
    bearable("constraints", &constraints, None);
}
