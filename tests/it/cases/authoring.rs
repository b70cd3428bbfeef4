//! Circles, translations and mistakes of a form's author (parts G, K and O).

use kohtaa::form::Diagnostic;
use kohtaa::lang::Lang;

use crate::forms::{HEAD, found, shown};

fn item(id: &str, rest: &str) -> String {
    format!("\n[[item]]\nsection = \"main\"\nid = \"{id}\"\nlabel = \"x\"\n{rest}\n")
}

fn computed(id: &str, rule: &str) -> String {
    item(
        id,
        &format!("kind = \"computed\"\ncalculation = \"{rule}\""),
    )
}

/// A form of these items that uses both lists of the head.
fn form(items: &[String]) -> String {
    let uses = item("u1", "kind = \"single\"\nchoices = \"able\"")
        + &item("u2", "kind = \"single\"\nchoices = \"plain\"");
    format!("{HEAD}{uses}{}", items.concat())
}

fn only(text: &str, code: &str) -> Diagnostic {
    let found = found(text);
    assert_eq!(found.len(), 1, "{}", shown(&found));
    assert_eq!(found[0].code(), code);
    found.into_iter().next().unwrap()
}

fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

#[test]
fn i50_a_circle_names_those_on_it_with_their_lines_and_nobody_else() {
    let text = form(&[
        computed("outside", "bb + 1"),
        computed("bb", "cc + 1"),
        computed("cc", "bb + 2"),
    ]);
    let said = only(&text, "form-circle").report(Lang::Fi).message;
    let (b, c) = (line_of(&text, "cc + 1"), line_of(&text, "bb + 2"));
    assert!(
        said.contains(&format!("bb ({b}) → cc ({c}) → bb ({b})")),
        "{said}"
    );
    assert!(!said.contains("outside"), "{said}");
}

#[test]
fn i51_what_waits_for_itself_is_told_so_with_the_way_out() {
    let fault = only(
        &form(&[computed("dd", "coalesce(dd, 5)")]),
        "form-circle-itself",
    );
    let help = fault.report(Lang::En).help.unwrap();
    assert!(
        help.contains("constraint") && help.contains("previous"),
        "{help}"
    );
    let own = item(
        "ee",
        "kind = \"integer\"\nconstraint = [{ expr = \"ee > 3\", message = \"x\" }]",
    );
    assert!(
        found(&form(&[own])).is_empty(),
        "a constraint may name its own item"
    );
}

#[test]
fn i52_a_list_and_its_options_may_be_called_as_an_item_is() {
    let list = item("able", "kind = \"integer\"")
        + &item(
            "yes",
            "kind = \"integer\"\nrelevant = \"able > 1 and u1 = 'yes'\"",
        );
    assert!(found(&form(&[list])).is_empty());
}

#[test]
fn i69_a_missing_translation_is_told_of_each_text() {
    let text = form(&[]).replace("title = \"Osa\"", "title = { fi = \"Osa\" }");
    let fault = only(&text, "form-language-missing");
    assert!(!fault.is_error() && fault.report(Lang::En).message.contains("sv"));
    assert_eq!(fault.line, line_of(&text, "title = { fi = \"Osa\" }"));
}

#[test]
fn i70_a_text_with_and_without_language_at_once_is_a_fault_with_its_place() {
    let text = form(&[]).replace(
        "title = \"Osa\"",
        "title = { text = \"Osa\", fi = \"Osa\", sv = \"Del\" }",
    );
    let fault = only(&text, "form-unknown-language");
    assert!(fault.is_error() && fault.report(Lang::En).message.contains("text"));
    assert_eq!(fault.line, line_of(&text, "title = { text"));
}

#[test]
fn i71_what_is_no_language_does_not_become_one() {
    let text = form(&[]).replace(
        "title = \"Osa\"",
        "title = { fi = \"Osa\", sv = \"Del\", openmrs_code = \"7\" }",
    );
    assert!(only(&text, "form-unknown-language").is_error());
    let near = text.replace("openmrs_code", "fi-simpel");
    let help = only(&near, "form-unknown-language").report(Lang::Fi).help;
    assert_eq!(help.as_deref(), Some("Tarkoititko fi-simple?"));
}

#[test]
fn i86_a_name_that_does_not_exist_is_told_with_its_place_and_the_nearest() {
    let text = form(&[
        item("ika", "kind = \"integer\""),
        item("note", "kind = \"note\"\nrelevant = \"ikaa > 17\""),
    ]);
    let fault = only(&text, "form-unknown-name");
    let line = line_of(&text, "ikaa > 17");
    assert_eq!((fault.line, fault.column), (line, 13));
    let report = fault.report(Lang::Fi);
    assert!(report.message.contains("ikaa"));
    assert_eq!(report.help.as_deref(), Some("Tarkoititko ika?"));
}

#[test]
fn i87_what_is_never_closed_is_told_where_it_opens() {
    let text = form(&[]).replace(
        "title = \"Osa\"",
        "title = { fi = \"Osa {if u1 = 'yes'}jatkuu\", sv = \"Del\" }",
    );
    let fault = only(&text, "form-template-open");
    assert_eq!((fault.line, fault.column), (line_of(&text, "{if u1"), 21));
    let brace = text.replace("{if u1 = 'yes'}", "{u1");
    let fault = only(&brace, "form-template-brace");
    assert_eq!((fault.line, fault.column), (line_of(&brace, "{u1"), 21));
}

#[test]
fn i89_a_reserved_name_is_explained_before_anyone_fills_the_form() {
    let fault = only(
        &form(&[item("today", "kind = \"date\"")]),
        "form-reserved-id",
    );
    assert!(fault.is_error() && fault.report(Lang::En).message.contains("today"));
}

#[test]
fn i90_a_question_that_no_answer_can_bring_up_is_told() {
    let missing = form(&[item("late", "kind = \"text\"\nrelevant = \"u3 = 'yes'\"")]);
    assert!(only(&missing, "form-unknown-name").is_error());
    let never = form(&[item("late", "kind = \"text\"\nrelevant = \"u1 > 2\"")]);
    assert!(!only(&never, "form-never-shown").is_error());
}
