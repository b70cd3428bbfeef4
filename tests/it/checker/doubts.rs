//! Which conditions are doubted, and which are left alone.

use kohtaa::form::{Catalogue, Diagnostic};

use crate::forms::{HEAD, ITEMS, found, shown};

fn codes(text: &str) -> Vec<&'static str> {
    let found = found(text);
    assert!(
        found.iter().all(|found| !found.is_error()),
        "{}",
        shown(&found)
    );
    found.iter().map(Diagnostic::code).collect()
}

/// What is said of an item that is shown on a condition.
fn of_condition(expr: &str) -> Vec<&'static str> {
    codes(&format!(
        "{HEAD}{ITEMS}\n[[item]]\nsection = \"main\"\nid = \"late\"\nkind = \"text\"\nlabel = \"x\"\nrelevant = \"{expr}\"\n"
    ))
}

#[test]
fn conditions_that_can_never_hold() {
    for expr in [
        "trust > 5",
        "trust < 1",
        "trust = 6",
        "trust = 2.5 and trust > 2 and trust < 3 and trust != 2.5",
        "trust > 2 and trust < 3",
        "sleep = 'yes' and sleep = 'no'",
        "sleep = 'yes' and sleep in ['no', 'some']",
        "sleep > 2",
        "sleep >= 1 and sleep = 'no'",
        "well and not well",
        "'a' in pains and not ('a' in pains)",
        "answered(sleep) and not answered(sleep)",
        "not answered(sleep) and sleep = 'yes'",
        "not answered(trust) and trust + age > 3",
        "(sleep = 'yes' or sleep = 'no') and sleep = 'some'",
        "permit[a] = 'yes' and permit[a] = 'no'",
        "day < '2026-01-01' and day > '2026-12-31'",
        "sum([sleep, trust]) > 7",
        "mean([trust]) > 5",
        "count([sleep, trust]) > 2",
        "length(words) < 0",
        "scale([sleep, money], min_answered = 2) > 2",
    ] {
        assert_eq!(of_condition(expr), ["form-never-shown"], "{expr}");
    }
}

#[test]
fn conditions_that_always_hold() {
    for expr in [
        "answered(sleep) or not answered(sleep)",
        "count(steps) >= 0",
        "count([sleep, trust]) <= 2",
    ] {
        assert_eq!(of_condition(expr), ["form-always-true"], "{expr}");
    }
}

#[test]
fn sensible_conditions_are_left_alone() {
    for expr in [
        "trust > 4",
        "trust >= 1",
        "trust < 3 or trust > 3",
        "sleep = 'yes' or sleep = 'no'",
        "sleep != 'yes' and sleep != 'no'",
        "well or not well",
        "'a' in pains and 'b' in pains",
        "sleep > 1 and money < 1",
        "previous(trust) > trust",
        "permit[a] = 'yes' and permit[b] = 'no'",
        "age > 2 and age < 4",
        "day >= today",
        "sum([sleep, trust]) > 6",
        "if(well, trust, 0) > 4",
        "coalesce(trust, 9) > 8",
        "words = 'a' and age / 3 = 2",
        "mode = 'phone' and not practice",
        "(sleep = 'yes' and trust > 3) or (sleep = 'no' and trust < 3)",
        "scale([sleep, money], min_answered = 1, total = 'sum', prorate = true) >= 4",
    ] {
        assert_eq!(of_condition(expr), Vec::<&str>::new(), "{expr}");
    }
}

#[test]
fn what_is_hidden_where_it_is_asked_for_is_followed_through() {
    let more = |id: &str, when: &str| {
        format!(
            "\n[[item]]\nsection = \"main\"\nid = \"{id}\"\nkind = \"text\"\nlabel = \"x\"\nrelevant = \"{when}\"\n"
        )
    };
    let through = format!(
        "{HEAD}{ITEMS}{}{}{}",
        more("first", "sleep = 'no'"),
        more("second", "answered(first)"),
        more("third", "answered(second) and sleep = 'yes'")
    );
    let found = found(&through);
    assert_eq!(found.len(), 1, "{}", shown(&found));
    assert_eq!(found[0].code(), "form-never-shown");
    let last = through
        .lines()
        .position(|line| line.contains("answered(second)"));
    assert_eq!(found[0].line, last.unwrap() + 1);
}

#[test]
fn a_section_never_shown_is_told_once_and_what_reads_it_is_never_shown_either() {
    let section = "\n[[section]]\nid = \"never\"\ntitle = \"Ei\"\nrelevant = \"trust > 5\"\n";
    let inside = "\n[[item]]\nsection = \"never\"\nid = \"inside\"\nkind = \"yes_no\"\nlabel = \"x\"\nrelevant = \"well\"\n";
    let reader = "\n[[item]]\nsection = \"main\"\nid = \"reader\"\nkind = \"text\"\nlabel = \"x\"\nrelevant = \"inside\"\n";
    let found = codes(&format!("{HEAD}{section}{ITEMS}{inside}{reader}"));
    assert_eq!(found, ["form-section-never-shown", "form-never-shown"]);
}

#[test]
fn a_sum_is_found_behind_what_is_worked_out() {
    let text = format!(
        "{HEAD}{ITEMS}\n[[item]]\nsection = \"main\"\nid = \"raw\"\nkind = \"computed\"\nlabel = \"x\"\ncalculation = \"sum([sleep, money])\"\n\n\
         [[score]]\nid = \"all\"\nlabel = \"x\"\nexpr = \"raw * 10\"\n"
    );
    assert_eq!(codes(&text), ["form-score-no-minimum"]);
}

#[test]
fn a_permission_allows_a_name() {
    let named =
        format!("{HEAD}{ITEMS}").replace("label = \"Uni\"", "label = \"Kykyviisarin tulos\"");
    assert_eq!(found(&named)[0].code(), "form-licensed-instrument");
    let allowed = named.replace(
        "source = ",
        "permission = \"Only the result is written down.\"\nsource = ",
    );
    assert_eq!(codes(&allowed), Vec::<&str>::new());
}

#[test]
fn shipped_forms_are_without_doubts() {
    let catalogue = Catalogue::load(None);
    let doubts: Vec<Diagnostic> = catalogue.warnings().collect();
    assert!(doubts.is_empty(), "{}", shown(&doubts));
}
