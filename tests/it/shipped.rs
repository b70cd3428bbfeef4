//! The self-assessments and the invented people, as data: what practice asks of them holds.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use kohtaa::form::{self, Form, ItemIx, Kind, Role, Source};
use kohtaa::lang::Lang;
use kohtaa::response::{self, Cell, Inputs, Response};
use toml::{Table, Value};

const DOMAINS: [&str; 8] = [
    "work", "body", "mind", "thinking", "everyday", "people", "skills", "health",
];

fn read(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

fn load(id: &str) -> Arc<Form> {
    let name = format!("forms/{id}.toml");
    let source = Source::new(name.as_str(), read(&name));
    match form::load(&source) {
        Ok(loaded) => {
            let warnings: Vec<String> = loaded
                .warnings
                .iter()
                .map(|it| it.render(Lang::En))
                .collect();
            let ours = id.starts_with("self_assessment");
            assert!(!ours || warnings.is_empty(), "{}", warnings.join("\n"));
            loaded.form
        }
        Err(faults) => {
            let faults: Vec<String> = faults.iter().map(|it| it.render(Lang::En)).collect();
            panic!("{}", faults.join("\n"));
        }
    }
}

/// The questions of the full form that are numbered on paper: not the satisfaction, the wish or the help of a domain.
fn questions(form: &Form) -> Vec<&form::Item> {
    let closing = ["_satisfied", "_change", "_help"];
    form.items
        .iter()
        .filter(|item| {
            let section = item
                .section
                .map(|at| form.sections[at as usize].id.as_str());
            section.is_some_and(|id| DOMAINS.contains(&id))
                && !closing.iter().any(|end| item.id.as_str().ends_with(end))
        })
        .collect()
}

#[test]
fn short_form_asks_one_scale_for_each_domain() {
    let form = load("self_assessment_short");
    for domain in DOMAINS {
        let item = form.item(form.find(domain).expect(domain));
        assert_eq!(item.kind, Kind::Scale { min: 0, max: 10 }, "{domain}");
        assert!(item.ends.is_some(), "{domain}");
    }
}

#[test]
fn full_form_asks_fifty_three_questions_in_three_answer_sets() {
    let form = load("self_assessment");
    let questions = questions(&form);
    assert_eq!(questions.len(), 53);
    let mut sets: HashMap<&str, usize> = HashMap::new();
    for item in questions {
        if let Some(list) = form.choice_list(item) {
            *sets.entry(list.id.as_str()).or_default() += 1;
        }
    }
    assert_eq!(sets["ability"], 8 + 8 + 3 + 2);
    assert_eq!(sets["truth"], 5 + 2 + 1 + 6 + 4 + 3);
    assert_eq!(sets["often"], 1 + 4 + 3 + 1);
}

#[test]
fn declining_stands_first_where_substances_are_asked() {
    let form = load("self_assessment");
    let item = form.item(form.find("substances").expect("substances"));
    let list = form.choice_list(item).expect("options");
    assert_eq!(list.options[0].text.plain(Lang::Fi), "En halua vastata");
    assert!(list.options[0].score.is_none());
}

#[test]
fn bands_do_not_shame_and_the_notice_stands() {
    let form = load("self_assessment");
    let scores: Vec<_> = form.items.iter().filter(|item| item.score).collect();
    assert_eq!(scores.len(), DOMAINS.len());
    for score in scores {
        let bands: Vec<(String, &str)> = score
            .bands
            .iter()
            .map(|band| (band.from.to_string(), band.text.plain(Lang::Fi)))
            .collect();
        let bands: Vec<(&str, &str)> = bands
            .iter()
            .map(|(from, text)| (from.as_str(), *text))
            .collect();
        assert_eq!(
            bands,
            [
                ("0", "tukea kaivataan"),
                ("40", "vaihtelee"),
                ("70", "voimavara")
            ]
        );
    }
    for id in ["self_assessment", "self_assessment_short"] {
        let form = load(id);
        assert_eq!(
            form.notice.plain(Lang::Fi),
            "Keskustelun apuväline. Ei ole diagnoosi eikä validoitu mittari."
        );
    }
}

fn fill(answers: &[(&str, &str)]) -> Response {
    let inputs = Inputs {
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        first_session: false,
        interpreter: false,
        mode: form::Id::new("in_person"),
        practice: false,
    };
    let mut response = Response::new(load("self_assessment"), inputs, Vec::new());
    for (item, code) in answers {
        let cell = Cell::given(response::Value::Code(form::Id::new(code)));
        let change = response.change(&item.parse().unwrap(), cell);
        response.apply(&change).unwrap();
    }
    response
}

/// What a score says: the number, the band, and how many of how many were answered.
fn index(response: &Response, domain: &str) -> (Option<String>, String, u32, u32) {
    let item = response.form().find(&format!("{domain}_index")).unwrap();
    let score = response.score(item);
    let band = score.band.map_or("", |text| text.plain(Lang::Fi));
    (
        score.value.map(|number| number.normalize().to_string()),
        band.to_owned(),
        score.answered,
        score.of,
    )
}

#[test]
fn index_stands_on_sixty_per_cent_of_the_answers() {
    let mut answers = vec![
        ("sleeps", "c3"),
        ("eats", "c2"),
        ("wakes_up", "c1"),
        ("bills", "c2"),
        ("money", "c3"),
    ];
    let enough = index(&fill(&answers), "everyday");
    assert_eq!(enough, (Some("55".into()), "vaihtelee".into(), 5, 7));
    answers.pop();
    let short = index(&fill(&answers), "everyday");
    assert_eq!(short, (None, String::new(), 4, 7));
}

#[test]
fn what_is_asked_the_other_way_round_counts_the_other_way_round() {
    let never = [("cares", "c4"), ("moves", "c4"), ("substances", "c0")];
    assert_eq!(index(&fill(&never), "health").0.as_deref(), Some("100"));
    let always = [("cares", "c4"), ("moves", "c4"), ("substances", "c4")];
    assert_eq!(index(&fill(&always), "health").0.as_deref(), Some("67"));
    let declined = [
        ("cares", "c4"),
        ("gets_care", "c4"),
        ("moves", "c4"),
        ("substances", "declined"),
    ];
    let declined = index(&fill(&declined), "health");
    assert_eq!(declined, (Some("100".into()), "voimavara".into(), 3, 5));
}

#[test]
fn closing_names_wishes_with_the_strongest_first_and_no_number() {
    let response = fill(&[("work_change", "some"), ("people_change", "much")]);
    let wishes = response.form().find("wishes").unwrap();
    let label = &response.form().item(wishes).label;
    let said = response.wording(label, None, Lang::Fi, &());
    let said = said.unwrap().text;
    assert_eq!(
        said,
        "Näihin haluat muutosta:\n· ihmiset, paljon\n· työ ja tulevaisuus, vähän"
    );
    assert_eq!(response.suggestions(), [0]);
}

#[test]
fn only_the_chosen_parts_are_asked() {
    let mut response = fill(&[]);
    let shown = |response: &Response| {
        (0..)
            .take(response.form().sections.len())
            .filter(|at| response.is_section_shown(*at))
            .count()
    };
    assert_eq!(shown(&response), 10);
    let chosen = response::Value::Codes(vec![form::Id::new("everyday")]);
    let change = response.change(&"parts".parse().unwrap(), Cell::given(chosen));
    response.apply(&change).unwrap();
    assert_eq!(shown(&response), 3);
}

#[test]
fn invented_people_answer_what_is_asked() {
    let people: Table =
        toml::from_str(&String::from_utf8(read("forms/demo/people.toml")).unwrap()).unwrap();
    let mut forms: HashMap<String, Arc<Form>> = HashMap::new();
    let mut faults = Vec::new();
    for client in array(&people, "client") {
        for session in array(client, "session") {
            for response in array(session, "response") {
                let id = response["form"].as_str().expect("form").to_owned();
                let form = forms.entry(id.clone()).or_insert_with(|| load(&id));
                let answers = response["answers"].as_table().expect("answers");
                for (item, value) in answers {
                    if let Some(fault) = misfit(form, item, value) {
                        faults.push(format!("{} {id}: {item}: {fault}", client["code"]));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(array(&people, "client").len(), 6);
}

fn array<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    let rows = table.get(key).and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// Why a value is no answer to the item, if so.
fn misfit(form: &Form, id: &str, value: &Value) -> Option<String> {
    let Some(ix) = form.find(id) else {
        return Some("no such item".into());
    };
    match (&form.item(ix).kind, value) {
        (Kind::List { .. }, Value::Array(rows)) => rows
            .iter()
            .filter_map(Value::as_table)
            .find_map(|row| misfit_row(form, ix, row)),
        (Kind::Table { rows }, Value::Table(given)) => given.iter().find_map(|(row, cells)| {
            let list = &form.choices[*rows as usize];
            if list.option(row).is_none() {
                return Some(format!("no row {row}"));
            }
            misfit_row(form, ix, cells.as_table()?)
        }),
        _ => misfit_plain(form, ix, value),
    }
}

fn misfit_row(form: &Form, parent: ItemIx, cells: &Table) -> Option<String> {
    cells
        .iter()
        .filter(|(id, _)| *id != "row")
        .find_map(|(id, value)| {
            let child = form
                .children(parent)
                .find(|at| form.item(*at).id == *id.as_str());
            match child {
                None => Some(format!("no {id} in its rows")),
                Some(at) => misfit_plain(form, at, value).map(|fault| format!("{id}: {fault}")),
            }
        })
}

fn misfit_plain(form: &Form, ix: ItemIx, value: &Value) -> Option<String> {
    let item = form.item(ix);
    let known = |code: &Value| {
        let code = code.as_str().unwrap_or_default();
        form.choice_list(item)
            .is_some_and(|list| list.option(code).is_some())
    };
    let fits = match (&item.kind, value) {
        (Kind::Text | Kind::Note | Kind::Time, Value::String(_))
        | (Kind::YesNo, Value::Boolean(_)) => true,
        (Kind::Integer | Kind::Date, Value::Integer(_)) => true,
        (Kind::Scale { min, max }, Value::Integer(number)) => {
            (i64::from(*min)..=i64::from(*max)).contains(number)
        }
        (Kind::Ruler, Value::Integer(number)) => (0..=10).contains(number),
        (Kind::Single, code @ Value::String(_)) => known(code),
        (Kind::Multi | Kind::Deck, Value::Array(codes)) => codes.iter().all(known),
        _ => false,
    };
    (!fits).then(|| format!("{value} does not fit"))
}

#[test]
fn invented_people_leave_something_to_do_today() {
    let people: Table =
        toml::from_str(&String::from_utf8(read("forms/demo/people.toml")).unwrap()).unwrap();
    let sessions: Vec<&Table> = array(&people, "client")
        .into_iter()
        .flat_map(|client| array(client, "session"))
        .collect();
    assert!(
        sessions
            .iter()
            .any(|it| it["state"].as_str() == Some("open") && it.contains_key("draft"))
    );
    let next = load("goal_conversation")
        .with_role(Role::NextMeeting)
        .count();
    assert_eq!(next, 1);
}
