//! Form files: what they give, and how every fault is told with its place.

use std::sync::Arc;

use kohtaa::form::expr::{Expr, Op, Step};
use kohtaa::form::{Catalogue, Diagnostic, Form, Kind, Node, Piece, Role, Severity, Source, load};
use kohtaa::lang::Lang;
use proptest::prelude::*;

pub const HEAD: &str = r#"format = 1
id = "small"
languages = ["fi", "sv"]
title = { fi = "Pieni", sv = "Liten" }
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[choices]]
id = "able"
options = [
  { code = "no", score = 0, fi = "En", sv = "Nej" },
  { code = "some", score = 1, fi = "Vähän", sv = "Lite" },
  { code = "yes", score = 2, fi = "Kyllä", sv = "Ja" },
]

[[choices]]
id = "plain"
options = [{ code = "a", fi = "A", sv = "A" }, { code = "b", fi = "B", sv = "B" }]

[[section]]
id = "main"
title = "Osa"
"#;

pub const ITEMS: &str = r#"
[[item]]
section = "main"
id = "sleep"
kind = "single"
choices = "able"
label = "Uni"

[[item]]
section = "main"
id = "money"
kind = "single"
choices = "able"
label = "Raha"

[[item]]
section = "main"
id = "colour"
kind = "single"
choices = "plain"
label = "Väri"

[[item]]
section = "main"
id = "pains"
kind = "multi"
choices = "plain"
label = "Kivut"

[[item]]
section = "main"
id = "age"
kind = "integer"
label = "Ikä"

[[item]]
section = "main"
id = "words"
kind = "text"
label = "Sanat"

[[item]]
section = "main"
id = "day"
kind = "date"
label = "Päivä"

[[item]]
section = "main"
id = "well"
kind = "yes_no"
label = "Hyvin"

[[item]]
section = "main"
id = "trust"
kind = "scale"
min = 1
max = 5
label = "Varmuus"

[[item]]
section = "main"
id = "steps"
kind = "list"
label = "Askeleet"

[[item]]
section = "main"
id = "step"
parent = "steps"
kind = "text"
label = "Askel"

[[item]]
section = "main"
id = "size"
parent = "steps"
kind = "integer"
label = "Koko"

[[item]]
section = "main"
id = "permits"
kind = "table"
rows = "plain"
label = "Luvat"

[[item]]
section = "main"
id = "permit"
parent = "permits"
kind = "single"
choices = "able"
"#;

fn source(text: &str) -> Source {
    Source::new("small.toml", text.as_bytes())
}

fn loaded(text: &str) -> Arc<Form> {
    match load(&source(text)) {
        Ok(loaded) => loaded.form,
        Err(found) => panic!("{}", shown(&found)),
    }
}

pub fn found(text: &str) -> Vec<Diagnostic> {
    match load(&source(text)) {
        Ok(loaded) => loaded.warnings,
        Err(found) => found,
    }
}

pub fn shown(found: &[Diagnostic]) -> String {
    let lines: Vec<String> = found.iter().map(|found| found.render(Lang::En)).collect();
    lines.join("\n")
}

/// The small form with one more item that is worked out by `expr`.
pub fn with_rule(expr: &str) -> String {
    format!(
        "{HEAD}{ITEMS}\n[[item]]\nsection = \"main\"\nid = \"result\"\nkind = \"computed\"\nlabel = \"Tulos\"\ncalculation = \"{expr}\"\n"
    )
}

fn rule(expr: &str) -> Expr {
    let form = loaded(&with_rule(expr));
    let result = form.find("result").unwrap();
    form.item(result).calculation.clone().unwrap()
}

#[test]
fn a_small_form_is_read_whole() {
    let form = loaded(&format!("{HEAD}{ITEMS}"));
    assert_eq!(form.id, *"small");
    assert_eq!(form.languages, [Lang::Fi, Lang::Sv]);
    assert_eq!(form.title.plain(Lang::Sv), "Liten");
    assert_eq!(form.items.len(), 14);
    let trust = form.item(form.find("trust").unwrap());
    assert_eq!(trust.kind, Kind::Scale { min: 1, max: 5 });
    let permits = form.find("permits").unwrap();
    assert_eq!(form.children(permits).count(), 1);
    assert!(matches!(form.item(permits).kind, Kind::Table { .. }));
    assert_eq!(form.plan.order.len(), 15);
    assert_eq!(form.plan.item_rank.len(), 14);
}

#[test]
fn twelve_faults_are_told_at_once_each_at_its_place() {
    let text = r#"format = 1
id = "Wrong"
languages = ["fi", "sv"]
title = { fi = "Lomake" }
source = "own work"
subject = "client"
retention = "case_24_months"
colour = "blue"

[[choices]]
id = "able"
options = [
  { code = "no", score = 0, fi = "En", sv = "Nej" },
  { code = "no", score = "x", fi = "Joo", sv = "Jo" },
]

[[section]]
id = "main"
title = { sv = "Del" }

[[item]]
section = "mian"
id = "sleep"
kind = "singel"
label = "Uni"

[[item]]
section = "main"
id = "rest"
kind = "single"
choices = "able"
label = "Uni {sleeep}"
relevant = "rest = 'maybe'"

[[item]]
section = "main"
id = "sum"
kind = "computed"
calculation = "1 + rest +"
label = ""

[[score]]
id = "all"
label = "Yht\u202Eeensä"
expr = "words * 2"
bad = = 2
"#;
    let places: Vec<(usize, usize, &str)> = found(text)
        .iter()
        .filter(|found| found.is_error())
        .map(|found| (found.line, found.column, found.code()))
        .collect();
    let expected = [
        (1, 1, "form-missing-key"),
        (2, 6, "form-bad-id"),
        (8, 1, "form-unknown-key"),
        (14, 12, "form-duplicate"),
        (14, 26, "form-wrong-type"),
        (19, 9, "form-language-missing"),
        (22, 11, "form-unknown-section"),
        (24, 8, "form-unknown-word"),
        (32, 15, "form-unknown-name"),
        (33, 12, "form-circle-itself"),
        (33, 20, "form-unknown-code"),
        (39, 26, "form-expr-ends"),
        (40, 9, "form-empty-text"),
        (44, 13, "form-forbidden-character"),
        (45, 9, "form-unknown-name"),
        (46, 7, "form-toml-equals"),
    ];
    assert_eq!(places, expected, "{}", shown(&found(text)));
}

#[test]
fn a_fault_is_shown_with_its_line_in_three_languages() {
    let text = with_rule("slep + 1");
    let found = found(&text);
    assert_eq!(found.len(), 1);
    insta::assert_snapshot!(found[0].render(Lang::Fi));
    insta::assert_snapshot!(found[0].render(Lang::Sv));
    insta::assert_snapshot!(found[0].render(Lang::En));
    let report = serde_json::to_value(found[0].report(Lang::En)).unwrap();
    assert_eq!(report["line"], found[0].line);
    assert_eq!(report["severity"], "error");
    assert_eq!(report["help"], "Did you mean sleep?");
}

#[test]
fn expressions_that_fit() {
    for expr in [
        "age + 1",
        "sleep * 2 + money",
        "sleep >= 1",
        "sleep = 'yes'",
        "sleep in ['yes', 'some']",
        "'a' in pains",
        "colour in pains",
        "not well and age > 3 or well",
        "if(well, sleep, 0)",
        "if(well, colour, colour) = 'a'",
        "coalesce(words, 'ei')",
        "coalesce(sleep, 1)",
        "count(steps)",
        "sum(size)",
        "sum([age, trust])",
        "max([sleep, money])",
        "count([sleep, words, well])",
        "scale([sleep, money, trust], min_answered = 60%)",
        "scale([sleep, money], min_answered = 2, total = 'sum', prorate = true, reverse = [money])",
        "scale([trust], min_answered = 1, reverse = trust) * 25",
        "days(day, today)",
        "day > '2026-01-31'",
        "length(words) > 10",
        "round(age / 3, 1)",
        "least(age, 3) + greatest(age, sleep) + abs(-age)",
        "mode = 'phone'",
        "first_session and interpreter and not practice",
        "answered(sleep) or answered(steps) or answered(pains)",
        "previous(age) < age",
        "previous(sleep) + 1",
        "permit[a] = 'yes'",
        "permit[a] + permit[b]",
        "60% * age",
        "words = 'it''s'",
        "-age - -1",
        "(age < 3) = well",
    ] {
        let found = found(&with_rule(expr));
        assert!(found.is_empty(), "{expr}: {}", shown(&found));
    }
}

#[test]
fn expressions_that_do_not_fit() {
    for (expr, code) in [
        ("words + 1", "form-expr-type"),
        ("colour + 1", "form-expr-no-scores"),
        ("colour > 1", "form-expr-no-scores"),
        ("sleep = 2", "form-expr-incomparable"),
        ("sleep = 'maybe'", "form-unknown-code"),
        ("sleep in ['yes', 'maybe']", "form-unknown-code"),
        ("sleep in [1]", "form-expr-code-wanted"),
        ("sleep = colour", "form-expr-incomparable"),
        ("pains = 'a'", "form-expr-incomparable"),
        ("age in ['a']", "form-expr-type"),
        ("'c' in pains", "form-unknown-code"),
        ("age and well", "form-expr-type"),
        ("not age", "form-expr-type"),
        ("if(age, 1, 2)", "form-expr-type"),
        ("if(well, 1, words)", "form-expr-type"),
        ("if(well, 1)", "form-expr-arguments"),
        ("coalesce(words, 1)", "form-expr-type"),
        ("words < 3", "form-expr-type"),
        ("day < 3", "form-expr-incomparable"),
        ("day > '31.1.2026'", "form-expr-bad-date"),
        ("mode = 'letter'", "form-unknown-code"),
        ("step", "form-expr-other-row"),
        ("permit", "form-expr-other-row"),
        ("permit[c] = 'yes'", "form-unknown-code"),
        ("age[a]", "form-expr-no-column"),
        ("steps + 1", "form-expr-no-value"),
        ("sum(words)", "form-expr-type"),
        ("sum([age, age])", "form-expr-twice"),
        ("sum([])", "form-expr-empty-list"),
        (
            "scale([age + 1], min_answered = 1)",
            "form-expr-scale-member",
        ),
        ("scale([age])", "form-expr-no-minimum"),
        ("scale([age], min_answered = 0)", "form-expr-minimum"),
        (
            "scale([age], min_answered = 2)",
            "form-expr-minimum-too-high",
        ),
        (
            "scale([age], min_answered = 1, total = 'max')",
            "form-expr-total",
        ),
        (
            "scale([age], min_answered = 1, prorate = true)",
            "form-expr-prorate",
        ),
        (
            "scale([age], min_answered = 1, reverse = [age])",
            "form-expr-reverse-kind",
        ),
        (
            "scale([age], min_answered = 1, reverse = [trust])",
            "form-expr-reverse-other",
        ),
        ("scale([age], least = 1)", "form-expr-no-option"),
        ("scale(min_answered = 1)", "form-expr-no-items"),
        ("answered(3)", "form-expr-name-wanted"),
        ("answered(permits)", "form-expr-no-value"),
        ("previous(step)", "form-expr-other-row"),
        ("previous(result)", "form-expr-previous"),
        ("round(age, 99)", "form-expr-digits"),
        ("[age, trust]", "form-expr-list"),
        ("nothing(age)", "form-unknown-function"),
        ("pains", "form-expr-type"),
        ("age == 1", "form-expr-sign"),
        ("well && well", "form-expr-sign"),
        ("age $ 1", "form-expr-sign"),
        ("1 < age < 3", "form-expr-chained"),
        ("age +", "form-expr-ends"),
        ("(age", "form-expr-ends"),
        ("age age", "form-expr-unexpected"),
        ("'open", "form-expr-open-quote"),
        ("Age", "form-bad-id"),
        ("result + 1", "form-circle-itself"),
        ("99999999999999999999999999999999", "form-bad-number"),
    ] {
        let found = found(&with_rule(expr));
        let codes: Vec<&str> = found.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, [code], "{expr}: {}", shown(&found));
    }
}

#[test]
fn single_choices_are_numbers_where_they_are_counted_and_codes_where_they_are_named() {
    let Expr::Binary(Op::Greater, left, _) = rule("sleep > 0") else {
        panic!("no comparison");
    };
    assert!(matches!(*left, Expr::Score(0)));
    let Expr::Binary(Op::Equal, left, right) = rule("sleep = 'no'") else {
        panic!("no comparison");
    };
    assert!(matches!(*left, Expr::Item(0)));
    assert!(matches!(*right, Expr::Code(_)));
    let form = loaded(&with_rule(
        "sum([sleep, trust]) + sum([sleep, trust]) + count([sleep])",
    ));
    assert_eq!(form.aggregates.len(), 2, "equal totals are kept once");
    assert!(form.aggregates[0].items[0].score && !form.aggregates[0].items[1].score);
    let form = loaded(&with_rule(
        "scale([trust, sleep], min_answered = 1, reverse = [trust, sleep])",
    ));
    let members = form.aggregates[0].items.iter();
    let turns: Vec<_> = members
        .map(|member| &form.turns[member.turn.unwrap() as usize])
        .collect();
    assert_eq!(turns, [&[Step::From(6.into())], &[Step::From(2.into())]]);
}

#[test]
fn what_is_worked_out_from_what_is_worked_out_has_its_type() {
    let more = |id: &str, expr: &str| {
        format!(
            "\n[[item]]\nsection = \"main\"\nid = \"{id}\"\nkind = \"computed\"\nlabel = \"x\"\ncalculation = \"{expr}\"\n"
        )
    };
    let text = format!(
        "{HEAD}{ITEMS}{}{}{}",
        more("third", "second and well"),
        more("second", "first > 2"),
        more("first", "age + 1")
    );
    assert!(found(&text).is_empty(), "{}", shown(&found(&text)));
    let rank = |form: &Form, id: &str| form.plan.item_rank[form.find(id).unwrap() as usize];
    let form = loaded(&text);
    assert!(rank(&form, "age") < rank(&form, "first"));
    assert!(rank(&form, "first") < rank(&form, "second"));
    assert!(rank(&form, "second") < rank(&form, "third"));
    let wrong = text.replace("second and well", "second + 1");
    assert_eq!(found(&wrong)[0].code(), "form-expr-type");
}

#[test]
fn the_plan_knows_who_reads_whom() {
    let text = with_rule("sum([age, trust]) + previous(age)").replace(
        "label = \"Raha\"",
        "label = \"Raha\"\nrelevant = \"sleep > 0 and first_session\"\nconstraint = [{ expr = \"money != 'no'\", message = \"Ei\" }]",
    );
    let form = loaded(&text);
    let plan = &form.plan;
    let [sleep, money, age, result] =
        ["sleep", "money", "age", "result"].map(|id| form.find(id).unwrap());
    let money_rank = plan.item_rank[money as usize];
    assert_eq!(plan.item_readers[sleep as usize], [money_rank]);
    assert_eq!(plan.context_readers, [money_rank]);
    let totals = &plan.item_aggregates[age as usize];
    assert_eq!(totals.iter().map(|(ix, _)| *ix).collect::<Vec<_>>(), [0]);
    assert_eq!(plan.aggregate_readers[0], [plan.item_rank[result as usize]]);
    let constraint = plan
        .order
        .iter()
        .position(|node| *node == Node::Constraint(money, 0));
    let constraint = u32::try_from(constraint.unwrap()).unwrap();
    assert_eq!(plan.item_readers[money as usize], [constraint]);
    assert_eq!(plan.item_constraints[money as usize], [constraint]);
    assert_eq!(plan.section_readers[0].len(), 15);
    let position = plan.order[money_rank as usize];
    assert_eq!(position, Node::Item(money));
}

#[test]
fn the_shortest_circle_is_named() {
    let text = format!("{HEAD}{ITEMS}")
        .replace(
            "label = \"Uni\"",
            "label = \"Uni\"\nrelevant = \"money = 'yes' and trust > 1\"",
        )
        .replace(
            "label = \"Raha\"",
            "label = \"Raha\"\nrelevant = \"colour = 'a'\"",
        )
        .replace(
            "label = \"Väri\"",
            "label = \"Väri\"\nrelevant = \"sleep = 'yes'\"",
        )
        .replace(
            "label = \"Varmuus\"",
            "label = \"Varmuus\"\nrelevant = \"answered(sleep)\"",
        );
    let found = found(&text);
    assert_eq!(found.len(), 1, "{}", shown(&found));
    let said = found[0].report(Lang::En).message;
    assert!(
        said.ends_with("sleep (32) → trust (88) → sleep (32)"),
        "{said}"
    );
}

#[test]
fn texts_have_holes() {
    let label = "label = \"Sanat\"";
    let text = format!("{HEAD}{ITEMS}").replace(
        label,
        "label = \"Arvo {age - 1} {{x}} {if well}hyvä {sleep}{end} {each steps if answered(step)}- {step} {age}\\n{end}\"",
    );
    let form = loaded(&text);
    let item = form.item(form.find("words").unwrap());
    let pieces = &item.label.variants[0].text.exact(Lang::Sv).unwrap().pieces;
    assert_eq!(pieces.len(), 6);
    assert_eq!(pieces[0], Piece::Text("Arvo ".into()));
    assert_eq!(pieces[2], Piece::Text(" {x} ".into()));
    assert!(matches!(&pieces[3], Piece::If { body, .. } if body.len() == 2));
    assert!(matches!(&pieces[5], Piece::Each { when: Some(_), body, .. } if body.len() == 5));
    for (wrong, code) in [
        ("{age", "form-template-brace"),
        ("age}", "form-template-brace"),
        ("{end}", "form-template-end"),
        ("{if well}x", "form-template-open"),
        ("{each age}x{end}", "form-template-no-list"),
        ("{each steps or}x{end}", "form-template-each"),
        ("{step}", "form-expr-other-row"),
        ("{each steps}{step}{end}{size}", "form-expr-other-row"),
        ("{each age.steps}{step}{end}", "form-template-no-embed"),
        ("{if age}x{end}", "form-expr-type"),
        ("{}", "form-expr-ends"),
        ("{steps}", "form-expr-no-value"),
    ] {
        // One language, so that the fault is told once.
        let with = format!("label = {{ fi = \"{wrong}\" }}");
        let found = found(&format!("{HEAD}{ITEMS}").replace(label, &with));
        let errors = found.iter().filter(|found| found.is_error());
        let codes: Vec<&str> = errors.map(Diagnostic::code).collect();
        assert_eq!(codes, [code], "{wrong}: {}", shown(&found));
    }
}

#[test]
fn alternatives_of_a_wording_have_conditions() {
    let text = format!("{HEAD}{ITEMS}").replace(
        "label = \"Sanat\"",
        "label = [{ when = \"age <= 1\", fi = \"Vähän\", sv = \"Lite\" }, { fi = \"Muuten\", sv = \"Annars\" }]",
    );
    let form = loaded(&text);
    let label = &form.item(form.find("words").unwrap()).label;
    assert!(label.variants[0].when.is_some() && label.variants[1].when.is_none());
    let never = text.replace("when = \"age <= 1\", ", "");
    assert_eq!(found(&never)[0].code(), "form-alternative-unreachable");
}

#[test]
fn doubts_are_warnings() {
    for (from, to, code) in [
        ("label = \"Uni\"", "label = \"Uni 😀\"", "form-emoji"),
        (
            "label = \"Uni\"",
            "label = { fi = \"Uni\" }",
            "form-language-missing",
        ),
        (
            "label = \"Uni\"",
            "label = { fi = \"Uni\", sv = \"Sömn\", fi-simple = \"Yhteiskuntasuunnittelu\" }",
            "form-language-partial",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nrelevant = \"1 = 1\"",
            "form-constant-condition",
        ),
        (
            "choices = \"plain\"",
            "options = [{ code = \"a\", fi = \"A\", sv = \"B\" }]",
            "form-unused-choices",
        ),
    ] {
        let text = format!("{HEAD}{ITEMS}")
            .replace(from, to)
            .replace("rows = \"plain\"", "rows = \"able\"");
        let text = match code {
            "form-unused-choices" => text,
            _ => text.replace("rows = \"able\"", "rows = \"plain\""),
        };
        let loaded = load(&source(&text)).unwrap();
        let codes: Vec<&str> = loaded.warnings.iter().map(Diagnostic::code).collect();
        assert_eq!(codes[0], code, "{}", shown(&loaded.warnings));
        assert_eq!(loaded.warnings[0].severity, Severity::Warning);
    }
    let score = "\n[[score]]\nid = \"all\"\nlabel = \"x\"\nexpr = \"sum([sleep, money])\"\n";
    let loaded = load(&source(&format!("{HEAD}{ITEMS}{score}"))).unwrap();
    assert_eq!(loaded.warnings[0].code(), "form-score-no-minimum");
}

#[test]
fn each_rule_of_the_file_is_kept() {
    for (from, to, code) in [
        ("format = 1", "format = 2", "form-out-of-range"),
        ("licence = \"EUPL-1.2\"\n", "", "form-missing-key"),
        (
            "languages = [\"fi\", \"sv\"]",
            "languages = [\"fi\", \"fi\"]",
            "form-duplicate",
        ),
        (
            "languages = [\"fi\", \"sv\"]",
            "languages = [\"fi\", \"de\"]",
            "form-unknown-word",
        ),
        ("score = 1, ", "score = 1, key = \"ab\", ", "form-bad-key"),
        ("id = \"money\"", "id = \"sleep\"", "form-duplicate"),
        ("id = \"words\"", "id = \"today\"", "form-reserved-id"),
        ("max = 5", "max = 1", "form-bad-scale"),
        ("max = 5", "max = 500", "form-bad-scale"),
        ("max = 5\n", "", "form-missing-key"),
        (
            "kind = \"text\"\nlabel = \"Sanat\"",
            "kind = \"text\"\nmin = 1\nlabel = \"Sanat\"",
            "form-key-not-for-kind",
        ),
        (
            "kind = \"list\"",
            "kind = \"list\"\nmin = 3\nmax = 2",
            "form-bad-rows",
        ),
        (
            "parent = \"permits\"",
            "parent = \"permit\"",
            "form-unknown-parent",
        ),
        (
            "parent = \"steps\"\nkind = \"integer\"",
            "parent = \"steps\"\nkind = \"list\"",
            "form-row-holds-rows",
        ),
        (
            "id = \"step\"\nparent = \"steps\"",
            "id = \"step\"\nparent = \"age\"",
            "form-parent-holds-nothing",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nrole = \"steps\"",
            "form-role-kind",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nrole = \"theem\"",
            "form-unknown-word",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nabout = \"sleep\"",
            "form-about-itself",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nicf = [\"x99\"]",
            "form-bad-icf",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nwas = [\"money\"]",
            "form-duplicate",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\nends = { low = \"a\", high = \"b\" }",
            "form-key-not-for-kind",
        ),
        (
            "label = \"Uni\"",
            "lable = \"Uni\"\nlabel = \"Uni\"",
            "form-unknown-key",
        ),
        (
            "label = \"Uni\"",
            "label = \"Uni\"\noptions = []",
            "form-choices-twice",
        ),
        (
            "choices = \"able\"\nlabel = \"Uni\"",
            "choices = \"abel\"\nlabel = \"Uni\"",
            "form-unknown-choices",
        ),
    ] {
        let text = format!("{HEAD}{ITEMS}");
        assert!(text.contains(from), "{from}");
        let found = found(&text.replacen(from, to, 1));
        let errors: Vec<&str> = found
            .iter()
            .filter(|found| found.is_error())
            .map(Diagnostic::code)
            .collect();
        assert!(errors.contains(&code), "{to}: {}", shown(&found));
    }
}

#[test]
fn limits_hold() {
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(found(&with_rule(&deep))[0].code(), "form-expr-too-deep");
    let long = vec!["1"; 2_000].join(" + ");
    assert_eq!(found(&with_rule(&long))[0].code(), "form-expr-too-deep");
    let nots = format!("{}well", "not ".repeat(5_000));
    assert_eq!(found(&with_rule(&nots))[0].code(), "form-expr-too-deep");
    let wide = format!("least({})", vec!["1"; 50_000].join(","));
    assert_eq!(found(&with_rule(&wide))[0].code(), "form-expr-too-long");
    let text = format!("{HEAD}{ITEMS}").replace(
        "label = \"Uni\"",
        &format!("label = \"{}\"", "x".repeat(9_000)),
    );
    assert_eq!(found(&text)[0].code(), "form-too-long");
    let large = Source::new("large.toml", vec![b'#'; 17 * 1024 * 1024]);
    assert_eq!(load(&large).unwrap_err()[0].code(), "form-file-too-large");
    let binary = Source::new("binary.toml", vec![b'a', 0xFF, b'\n']);
    let found = load(&binary).unwrap_err();
    assert_eq!(found[0].code(), "form-no-text");
    assert!(!found[0].render(Lang::Fi).is_empty());
}

#[test]
fn shipped_forms_are_without_faults() {
    let catalogue = Catalogue::load(None);
    let faulty = catalogue.faulty().iter();
    let told: Vec<String> = faulty.map(|faulty| shown(&faulty.diagnostics)).collect();
    assert!(
        told.is_empty(),
        "{}",
        told.join(
            "
"
        )
    );
    assert!(catalogue.forms().count() > 0);
    for form in catalogue.forms() {
        assert_eq!(catalogue.by_hash(form.hash).unwrap().id, form.id);
        let bytes = catalogue.bytes(form.hash).unwrap();
        let again = load(&Source::new("stored", bytes.clone())).unwrap();
        assert_eq!(again.form.hash, form.hash);
        assert_eq!(again.form.plan.order, form.plan.order);
    }
}

#[test]
fn a_users_form_overrides_and_a_faulty_one_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let standing =
        format!("{HEAD}{ITEMS}").replace("id = \"small\"", "id = \"own_plan\"\nstanding = true");
    put("a.toml", &standing);
    put("b.toml", "format = 1\n");
    put("c.toml", &standing);
    let embedding = |form: &str, text: &str| {
        format!(
            "{HEAD}\n[[item]]\nsection = \"main\"\nid = \"shown\"\nkind = \"embed\"\nembed = \"{form}\"\nlabel = {{ fi = \"{text}\", sv = \"x\" }}\n"
        )
    };
    put(
        "d.toml",
        &embedding(
            "own_plan",
            "{each shown.steps}{if answered(step)}{step}{end}{end}",
        )
        .replace("small", "good"),
    );
    put(
        "e.toml",
        &embedding("own_plna", "x").replace("small", "lost"),
    );
    put(
        "f.toml",
        &embedding("own_plan", "{each shown.steps}{stp}{end}").replace("small", "misspelt"),
    );
    put("g.toml", &embedding("good", "x").replace("small", "nested"));
    put("notes.txt", "not a form");
    let catalogue = Catalogue::load(Some(folder.path()));
    assert!(catalogue.find("own_plan").is_some_and(|form| form.standing));
    assert!(catalogue.find("good").is_some());
    let mut faulty: Vec<(&str, &str)> = catalogue
        .faulty()
        .iter()
        .map(|faulty| {
            let name = faulty.file.rsplit('/').next().unwrap();
            (name, faulty.diagnostics[0].code())
        })
        .collect();
    faulty.sort_unstable();
    let expected = [
        ("b.toml", "form-missing-key"),
        ("c.toml", "form-same-id"),
        ("e.toml", "form-unknown-form"),
        ("f.toml", "form-unknown-embedded"),
        ("g.toml", "form-not-standing"),
    ];
    assert_eq!(faulty, expected);
    let found = catalogue.check(&source(&embedding("own_plna", "x")));
    let error = found.iter().find(|found| found.is_error()).unwrap();
    assert_eq!(
        error.report(Lang::Fi).help.as_deref(),
        Some("Tarkoititko own_plan?")
    );
}

#[test]
fn roles_are_found() {
    let text = format!("{HEAD}{ITEMS}").replace(
        "label = \"Askeleet\"",
        "label = \"Askeleet\"\nrole = \"steps\"",
    );
    let form = loaded(&text);
    let steps: Vec<_> = form.with_role(Role::Steps).collect();
    assert_eq!(steps, [form.find("steps").unwrap()]);
}

/// Loads whatever it is given, and shows what was found in it.
fn survives(bytes: &[u8]) {
    if let Err(found) = load(&Source::new("any.toml", bytes)) {
        assert!(found.iter().any(Diagnostic::is_error));
        for diagnostic in found.iter().take(5) {
            assert!(!diagnostic.render(Lang::Fi).is_empty());
            assert!(diagnostic.line >= 1 && diagnostic.column >= 1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn random_expressions_never_panic(expr in r"[a-z0-9 ()\[\],.'+*/<>=!%-]{0,60}") {
        survives(with_rule(&expr).as_bytes());
    }

    #[test]
    fn random_templates_never_panic(text in r"([{}' ä]|if|each|end|steps|step|well|answered\(|\)|\.){0,30}") {
        let label = format!("label = '''{text}'''");
        survives(format!("{HEAD}{ITEMS}").replace("label = \"Sanat\"", &label).as_bytes());
    }

    #[test]
    fn a_damaged_form_never_panics(
        cuts in proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..12, "[a-z0-9=\"'{}\\[\\]\n ]{0,6}"), 1..6)
    ) {
        let mut text = with_rule("scale([sleep, money], min_answered = 60%) * 25").into_bytes();
        for (at, length, with) in cuts {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, with.bytes());
        }
        survives(&text);
    }
}

#[test]
fn hostile_files_cost_little() {
    let many = |part: &str, times: usize| part.repeat(times);
    let unknown =
        "\n[[item]]\nsection = \"x\"\nid = \"Y\"\nkind = \"z\"\nlabel = \"{q}\"\nrole = \"r\"\n";
    let chain: String = (0..5_000)
        .map(|n| {
            let next = (n + 1) % 5_000;
            format!("\n[[item]]\nsection = \"main\"\nid = \"q{n}\"\nkind = \"note\"\nlabel = \"x\"\nrelevant = \"answered(q{next})\"\n")
        })
        .collect();
    for text in [
        format!("{HEAD}{}", many(unknown, 5_000)),
        format!("{HEAD}{chain}"),
        many("= \n", 500_000),
        many("[[", 500_000),
        format!("x = {}", many("[", 500_000)),
        format!("{HEAD}\n[[item]]\nlabel = \"{}\"", many("{if well}", 900)),
        format!(
            "{HEAD}item = [{}]\nbad = = ",
            many("{ label = \"x\" }, ", 30_000)
        ),
    ] {
        let found = load(&source(&text)).unwrap_err();
        assert!(found.len() <= 1_100 && !found[0].render(Lang::En).is_empty());
    }
}
