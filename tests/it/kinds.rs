//! Kinds of items, options and their filters: from a form's file to an answer and to what leaves the program.

use std::sync::Arc;

use kohtaa::form::{Form, Id, Kind, Severity, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{
    Cell, Change, EntryFault, Inputs, Known, Path, Reference, Refused, Response, RowId, Spot, Value,
};

use crate::support::house::House;

const FORM: &str = include_str!("forms/every_kind.toml");

const HEAD: &str = r#"format = 1
id = "small"
languages = ["fi"]
title = "Pieni"
licence = "CC0-1.0"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "main"
title = "Osa"
"#;

fn read(text: &str) -> Result<Arc<Form>, Vec<String>> {
    match load(&Source::new(
        "small.toml".to_owned(),
        text.as_bytes().to_vec(),
    )) {
        Ok(loaded) => Ok(loaded.form),
        Err(found) => Err(found
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| {
                format!(
                    "{}:{} {}",
                    fault.line,
                    fault.column,
                    fault.message.say(Lang::En)
                )
            })
            .collect()),
    }
}

/// A form of these items, each in its section.
fn small(items: &[&str]) -> Result<Arc<Form>, Vec<String>> {
    let items: String = items
        .iter()
        .map(|item| format!("\n[[item]]\nsection = \"main\"\nlabel = \"Kysymys\"\n{item}\n"))
        .collect();
    read(&format!("{HEAD}{items}"))
}

fn filling(form: Arc<Form>) -> Response {
    let inputs = Inputs {
        today: "2026-11-24".parse().unwrap(),
        first_session: false,
        interpreter: false,
        mode: Id::new("in_person"),
        practice: false,
    };
    Response::new(form, inputs, Vec::new())
}

fn top(response: &Response, item: &str) -> Spot {
    response.spot(&Path::top(Id::new(item))).unwrap()
}

fn give(response: &mut Response, item: &str, value: Value) -> usize {
    let change = response.change(&Path::top(Id::new(item)), Cell::given(value));
    response.apply(&change).unwrap().became_unfit.len()
}

fn parse(response: &Response, item: &str, typed: &str) -> Result<Value, EntryFault> {
    let today = "2026-11-24".parse().unwrap();
    response.parse(top(response, item), typed, today)
}

fn codes(codes: &[&str]) -> Value {
    Value::Codes(codes.iter().map(|code| Id::new(code)).collect())
}

fn code(code: &str) -> Value {
    Value::Code(Id::new(code))
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn the_form_of_every_kind_has_no_fault_and_no_warning() {
    let loaded = load(&Source::new(
        "every_kind.toml".to_owned(),
        FORM.as_bytes().to_vec(),
    ))
    .unwrap();
    let doubts: Vec<_> = loaded
        .warnings
        .iter()
        .map(|it| it.message.say(Lang::En))
        .collect();
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn a_file_says_limits_units_codes_retention_and_attributes() {
    let form = read(FORM).unwrap();
    let item = |id: &str| form.item(form.find(id).unwrap());
    let hours = item("hours");
    assert_eq!(hours.limits().max, Some(168.into()));
    assert_eq!(hours.limits().unit.plain(Lang::Sv), "timmar i veckan");
    assert_eq!(hours.codes[0].code, "WH");
    assert_eq!(hours.retention, Some(Id::new("case_12_months")));
    assert_eq!(item("distance").limits().digits, Some(1));
    assert_eq!(item("matters").kind, Kind::Rank { max: Some(3) });
    let register = Id::new("service");
    assert_eq!(item("service").kind, Kind::Ref { register });
    let way = form.choice_list(item("way")).unwrap();
    assert_eq!(way.options[0].codes[0].display, "Foot");
    let town = form.choice_list(item("town")).unwrap();
    assert!(town.options[0].attribute("region").is_some());
    // One condition for each region, not one for each town.
    assert_eq!(item("town").filter.as_ref().unwrap().conditions.len(), 2);
}

#[test]
fn what_is_wrong_with_a_kind_is_told_with_its_place() {
    let list = r#"kind = "single"
options = [ { code = "a", fi = "A", with = { level = 1 } }, { code = "b", fi = "B", with = { level = "x" } } ]"#;
    let cases: [(&[&str], &str); 13] = [
        (
            &["id = \"x\"\nkind = \"integer\"\nmin = 5\nmax = 1"],
            "largest value",
        ),
        (&["id = \"x\"\nkind = \"integer\"\ndigits = 1"], "digits"),
        (&["id = \"x\"\nkind = \"duration\"\nunit = \"min\""], "unit"),
        (&["id = \"x\"\nkind = \"decimal\"\ndigits = 11"], "0 to 10"),
        (&["id = \"x\"\nkind = \"ref\""], "register"),
        (&["id = \"x\"\nkind = \"rank\""], "choices"),
        (&["id = \"x\"\nkind = \"tally\"\nmax = 3"], "max"),
        (
            &["id = \"x\"\nkind = \"text\"\nfilter = \"true\""],
            "filter",
        ),
        (&[&format!("id = \"x\"\n{list}")], "another type"),
        (
            &["id = \"x\"\nkind = \"text\"\nrelevant = \"option.level = 1\""],
            "only in the key filter",
        ),
        (
            &[
                "id = \"x\"\nkind = \"single\"\nfilter = \"option.lvel > 1\"\noptions = [ { code = \"a\", fi = \"A\", with = { level = 1 } } ]",
            ],
            "no attribute lvel",
        ),
        (
            &[
                "id = \"x\"\nkind = \"single\"\nfilter = \"x = option.code\"\noptions = [ { code = \"a\", fi = \"A\" } ]",
            ],
            "waits for itself",
        ),
        (
            &[
                "id = \"x_a\"\nkind = \"text\"",
                "id = \"x\"\nkind = \"single\"\noptions = [ { code = \"a\", fi = \"A\", other = \"Mikä?\" } ]",
            ],
            "x_a",
        ),
    ];
    for (items, wanted) in cases {
        let faults = small(items).expect_err(wanted);
        assert_eq!(faults.len(), 1, "{wanted}: {faults:?}");
        assert!(faults[0].contains(wanted), "{wanted}: {faults:?}");
    }
}

#[test]
fn an_attribute_that_names_no_code_is_told() {
    let region = r#"id = "region"
kind = "single"
options = [ { code = "south", fi = "Etelä" } ]"#;
    let town = r#"id = "town"
kind = "single"
filter = "option.region = region"
options = [ { code = "a", fi = "A", with = { region = "south" } }, { code = "b", fi = "B", with = { region = "nroth" } } ]"#;
    let faults = small(&[region, town]).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("nroth"), "{faults:?}");
}

#[test]
fn a_filter_asks_for_numbers_conditions_scores_and_codes_of_options() {
    let form = small(&[
        "id = \"most\"\nkind = \"integer\"",
        "id = \"not_this\"\nkind = \"single\"\noptions = [ { code = \"z\", fi = \"Z\" } ]",
        r#"id = "x"
kind = "multi"
filter = "option.level <= most and not (option.score = 9) and (option.open or option.code = 'c')"
options = [
  { code = "a", score = 1, fi = "A", with = { level = 1, open = true } },
  { code = "b", score = 9, fi = "B", with = { level = 1, open = true } },
  { code = "c", score = 1, fi = "C", with = { level = 2, open = false } },
  { code = "d", score = 1, fi = "D", with = { level = 1 } },
]"#,
    ])
    .unwrap();
    let mut response = filling(form);
    let spot = top(&response, "x");
    let offered = |response: &Response| -> String {
        response
            .offered(spot)
            .map(|option| option.code.as_str())
            .collect()
    };
    assert_eq!(offered(&response), "");
    give(&mut response, "most", number("1"));
    assert_eq!(offered(&response), "a");
    give(&mut response, "most", number("2"));
    assert_eq!(offered(&response), "ac");
    assert!(matches!(
        parse(&response, "x", "b"),
        Err(EntryFault::NoSuchOption { .. })
    ));
    assert_eq!(parse(&response, "x", "3 1"), Ok(codes(&["a", "c"])));
}

#[test]
fn what_is_no_longer_offered_counts_as_empty_and_comes_back() {
    let mut response = filling(read(FORM).unwrap());
    let spot = top(&response, "town");
    give(&mut response, "region", code("southwest"));
    give(&mut response, "town", code("turku"));
    assert_eq!(response.value(spot), Some(&code("turku")));
    assert_eq!(give(&mut response, "region", code("lapland")), 1);
    assert_eq!(response.value(spot), None);
    assert!(response.is_unfit(spot));
    assert_eq!(response.cell(spot).value(), Some(&code("turku")));
    let finished = response.completed_cells();
    assert!(!finished.iter().any(|(path, _)| path.item == *"town"));
    // Loaded again it is still aside, and it comes back.
    let mut again = filling(Arc::clone(response.form()));
    assert_eq!(again.load(response.cells()), 0);
    assert_eq!(again.value(spot), None);
    assert_eq!(give(&mut again, "region", code("southwest")), 0);
    assert_eq!(again.value(spot), Some(&code("turku")));
}

#[test]
fn of_several_only_those_drop_out_that_are_not_offered() {
    let form = small(&[
        "id = \"all\"\nkind = \"yes_no\"",
        r#"id = "order"
kind = "rank"
max = 2
filter = "all or option.open"
options = [ { code = "a", fi = "A", with = { open = true } }, { code = "b", fi = "B", with = { open = false } }, { code = "c", fi = "C", with = { open = true } } ]"#,
        "id = \"first\"\nkind = \"computed\"\ncalculation = \"if('b' in order, 1, 0)\"",
    ])
    .unwrap();
    let mut response = filling(form);
    let (spot, first) = (top(&response, "order"), top(&response, "first"));
    give(&mut response, "all", Value::Bool(true));
    give(&mut response, "order", codes(&["b", "a"]));
    assert_eq!(response.value(first), Some(&number("1")));
    assert_eq!(give(&mut response, "all", Value::Bool(false)), 1);
    assert_eq!(response.value(spot), Some(&codes(&["a"])));
    assert_eq!(response.value(first), Some(&number("0")));
    assert_eq!(response.show(spot, &codes(&["a"]), Lang::Fi), "1. A");
    let finished = response.completed_cells();
    let order = finished
        .iter()
        .find(|(path, _)| path.item == *"order")
        .unwrap();
    assert_eq!(order.1.value(), Some(&codes(&["a"])));
    // What is not offered leaves room for what is.
    assert_eq!(response.toggled(spot, &Id::new("c")), codes(&["a", "c"]));
    give(&mut response, "all", Value::Bool(true));
    assert_eq!(response.value(spot), Some(&codes(&["b", "a"])));
}

#[test]
fn numbers_beyond_their_ends_are_refused() {
    let mut response = filling(read(FORM).unwrap());
    let too_large = Err(EntryFault::OutOfRange {
        min: 0.into(),
        max: 168.into(),
    });
    assert_eq!(parse(&response, "hours", "169"), too_large);
    assert_eq!(parse(&response, "hours", "168"), Ok(number("168")));
    let small = EntryFault::TooSmall { min: "0".into() };
    assert_eq!(parse(&response, "distance", "-0,1"), Err(small));
    let most = EntryFault::TooManyDecimals { most: 1 };
    assert_eq!(parse(&response, "distance", "1,25"), Err(most));
    assert_eq!(parse(&response, "distance", "1,20 km"), Ok(number("1.20")));
    let long = EntryFault::TooLarge { max: "4 h".into() };
    assert_eq!(parse(&response, "journey", "4:01"), Err(long));
    assert_eq!(parse(&response, "applied", "-1"), Err(EntryFault::Negative));
    for (item, value) in [
        ("hours", "169"),
        ("journey", "-1"),
        ("applied", "-1"),
        ("distance", "0.25"),
    ] {
        let change = response.change(&Path::top(Id::new(item)), Cell::given(number(value)));
        assert_eq!(response.apply(&change), Err(Refused::OutOfRange), "{item}");
    }
}

#[test]
fn an_order_keeps_the_order_in_which_it_was_made() {
    let mut response = filling(read(FORM).unwrap());
    assert_eq!(
        parse(&response, "matters", "5, 1"),
        Ok(codes(&["learning", "pay"]))
    );
    assert_eq!(
        parse(&response, "matters", "1 2 3 4"),
        Err(EntryFault::TooManyRanked { most: 3 })
    );
    assert_eq!(
        parse(&response, "matters", "1 1"),
        Err(EntryFault::OptionsClash)
    );
    give(&mut response, "matters", codes(&["learning", "pay"]));
    let spot = top(&response, "matters");
    assert_eq!(response.value(spot), Some(&codes(&["learning", "pay"])));
    let before = response.cell(spot).clone();
    let after = Cell::given(codes(&["pay", "hours", "people", "place"]));
    let at = Path::top(Id::new("matters"));
    let change = Change { at, before, after };
    assert_eq!(response.apply(&change), Err(Refused::OutOfRange));
}

#[test]
fn an_entry_is_known_by_its_id_whatever_it_is_called() {
    let form = small(&[
        "id = \"one\"\nkind = \"ref\"\nregister = \"service\"",
        "id = \"other\"\nkind = \"ref\"\nregister = \"service\"",
        "id = \"same\"\nkind = \"info\"\nrelevant = \"one = other\"",
        "id = \"given\"\nkind = \"info\"\nrelevant = \"answered(one)\"",
    ])
    .unwrap();
    let mut response = filling(form);
    let entry = |id: &str, display: &str| Reference {
        id: Id::new(id),
        display: display.to_owned(),
    };
    assert_eq!(parse(&response, "one", "1"), Err(EntryFault::NothingKnown));
    response.set_known(vec![Known {
        register: Id::new("service"),
        entries: vec![
            entry("a1", "Paja"),
            entry("b2", "Pajala"),
            entry("c3", "Kahvila"),
        ],
    }]);
    assert_eq!(
        parse(&response, "one", "paja"),
        Ok(Value::Ref(entry("a1", "Paja")))
    );
    assert_eq!(
        parse(&response, "one", "kah"),
        Ok(Value::Ref(entry("c3", "Kahvila")))
    );
    assert!(parse(&response, "one", "paj").is_err());
    give(&mut response, "one", Value::Ref(entry("a1", "Paja")));
    give(&mut response, "other", Value::Ref(entry("a1", "Työpaja")));
    assert!(response.is_shown(top(&response, "same")));
    assert!(response.is_shown(top(&response, "given")));
    give(&mut response, "other", Value::Ref(entry("b2", "Paja")));
    assert!(!response.is_shown(top(&response, "same")));
    let stored = serde_json::to_string(response.cell(top(&response, "one"))).unwrap();
    let read: Cell = serde_json::from_str(&stored).unwrap();
    assert_eq!(&read, response.cell(top(&response, "one")));
}

#[test]
fn other_is_asked_only_where_it_is_chosen() {
    let mut response = filling(read(FORM).unwrap());
    let line = top(&response, "way_other");
    assert!(!response.is_shown(line));
    give(&mut response, "way", code("other"));
    assert!(response.is_shown(line));
    give(&mut response, "ways", codes(&["foot", "other"]));
    assert!(response.is_shown(top(&response, "ways_other")));
    give(&mut response, "ways", codes(&["foot"]));
    assert!(!response.is_shown(top(&response, "ways_other")));
    let form = response.form();
    let (way, other) = (form.find("way").unwrap(), form.find("way_other").unwrap());
    assert_eq!(other, way + 1);
    let label = response.wording(&form.item(other).label, None, Lang::Sv, &());
    assert_eq!(label.unwrap().text, "Hur annars?");
}

#[test]
fn rows_are_sorted_by_any_column_blanks_last_equal_ones_as_they_stood() {
    let form = small(&[
        "id = \"jobs\"\nkind = \"list\"",
        "id = \"job\"\nparent = \"jobs\"\nkind = \"text\"",
        "id = \"level\"\nparent = \"jobs\"\nkind = \"single\"\noptions = [ { code = \"low\", fi = \"Z\" }, { code = \"high\", fi = \"A\" } ]",
    ])
    .unwrap();
    let mut response = filling(form);
    let list = response.form().find("jobs").unwrap();
    let (job, level) = (list + 1, list + 2);
    let rows = [
        ("öljy", Some("high")),
        ("Äes", None),
        ("åker", Some("low")),
        ("zorro", Some("high")),
        ("", Some("low")),
    ];
    for (nth, (name, chosen)) in rows.into_iter().enumerate() {
        let id = RowId(Id::new(&format!("0192f1c0a1b27c3d8e4f5a6b7c8d9e{nth:02x}")));
        let change = response.insert_row(list, nth, id.clone());
        response.apply(&change).unwrap();
        let mut put = |item: &str, value: Value| {
            let change =
                response.change(&Path::in_row(Id::new(item), id.clone()), Cell::given(value));
            response.apply(&change).unwrap();
        };
        put("job", Value::Text(name.to_owned()));
        if let Some(chosen) = chosen {
            put("level", code(chosen));
        }
    }
    let names = |response: &Response| -> Vec<String> {
        let rows = response.rows(list).iter();
        let name = |row: &_| response.value(Spot::in_row(job, *row)).cloned();
        rows.map(|row| match name(row) {
            Some(Value::Text(name)) => name,
            _ => "-".to_owned(),
        })
        .collect()
    };
    let mut sorted = |by, descending| {
        let change = response.sort_rows(list, by, descending);
        response.apply(&change).unwrap();
        let seen = names(&response);
        response.apply(&change.inverse()).unwrap();
        seen
    };
    assert_eq!(sorted(job, false), ["zorro", "åker", "Äes", "öljy", "-"]);
    assert_eq!(sorted(job, true), ["öljy", "Äes", "åker", "zorro", "-"]);
    assert_eq!(sorted(level, false), ["åker", "-", "öljy", "zorro", "Äes"]);
    assert_eq!(sorted(level, true), ["öljy", "zorro", "åker", "-", "Äes"]);
}

#[test]
fn a_hostile_filter_or_list_is_refused_and_not_waited_for() {
    let options: String = (0..10_000)
        .map(|nth| format!("{{ code = \"c{nth}\", fi = \"C\" }},"))
        .collect();
    let long = vec!["option.code = 'c1'"; 20].join(" or ");
    let item =
        format!("id = \"x\"\nkind = \"single\"\nfilter = \"{long}\"\noptions = [ {options} ]");
    let faults = small(&[&item]).unwrap_err();
    assert!(
        faults[0].contains("too long for so many options"),
        "{faults:?}"
    );
    // Lines of many items over one list count as items.
    let others: String = (0..5_000)
        .map(|nth| format!("{{ code = \"c{nth}\", fi = \"C\", other = \"Mikä?\" }},"))
        .collect();
    let list = format!("\n[[choices]]\nid = \"many\"\noptions = [ {others} ]\n");
    let items: String = (0..10)
        .map(|nth| format!("\n[[item]]\nsection = \"main\"\nid = \"x{nth}\"\nkind = \"multi\"\nchoices = \"many\"\nlabel = \"X\"\n"))
        .collect();
    let faults = read(&format!("{HEAD}{list}{items}")).unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.contains("at most 20000")),
        "{faults:?}"
    );
}

/// Every kind in lines: what is asked, what is typed, what leaves the program.
#[test]
fn every_kind_is_answered_in_lines_and_exported() {
    let house = House::new();
    house.form("every_kind.toml", FORM);
    let client = house.client("Väinö");
    let lines = [
        // hours: refused, then with the unit
        "200",
        "37 tuntia viikossa",
        "12,5",
        "1 t 30",
        "+",
        "4",
        "7",
        "15.1.",
        "7.15",
        // region, town by its words and not one of another region
        "1",
        "Kemi",
        "Turku",
        "3",
        "pyörällä",
        "1 3",
        "soutamalla",
        "5, 2",
        "",
        "2",
        "1",
        // the tables
        "4",
        "3",
        "2",
        "1",
        "2",
        "1",
        "2",
        "20 min",
        "1",
        "",
        "3",
        "1:00",
        // a row, then the rest
        "Kokki",
        "1.5.2019",
        "8 h",
        ":end",
        "Minä ja kissa",
        "Ei muuta.",
        ".",
        ":finish",
        ":finish",
    ];
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let run = house
        .run(
            &["fill", "every_kind", "--client", &client, "--plain"],
            &input,
        )
        .ok();
    for said in [
        "hours\tKuinka paljon haluaisit tehdä työtä? [luku 0–168, tuntia viikossa]",
        "journey\tKuinka kauan matka saa kestää? [kesto, esim. 45 min tai 1 h 30 min]",
        "applied\tMontako paikkaa olet jo kysynyt? [määrä; + yksi lisää, - yksi pois]",
        "tärkein ensin, enintään 3",
        "rekisterissä ei ole vielä mitään valittavaa",
        "way_other\tMiten muuten?",
    ] {
        assert!(run.out.contains(said), "{said}\n{}\n{}", run.out, run.err);
    }
    assert!(!run.out.contains("Inari"), "{}", run.out);
    let export = house
        .run(&["export", "--client", &client, "--format", "json"], "")
        .ok()
        .json();
    let answers = export.to_string();
    for held in [
        r#""item":"hours","label":"Kuinka paljon haluaisit tehdä työtä?","text":"37 tuntia viikossa","value":37"#,
        r#""text":"1 h 30 min","value":90"#,
        r#""value":["learning","hours"]"#,
        r#""value":"turku""#,
        r#""text":"pyörällä""#,
    ] {
        assert!(answers.contains(held), "{held}\n{answers}");
    }
}

#[test]
fn an_answer_set_aside_is_among_no_answers_that_leave() {
    let house = House::new();
    house.form("every_kind.toml", FORM);
    let client = house.client("Väinö");
    let fill = |lines: &str| {
        let words = ["fill", "every_kind", "--client", &client, "--plain"];
        house.run(&words, lines).ok()
    };
    let run = fill(":goto region\n1\nTurku\n:goto region\n2\n:quit\n");
    assert!(
        run.err.contains("1 ") || run.out.contains("1 "),
        "{}",
        run.err
    );
    let export = house
        .run(&["export", "--client", &client, "--format", "json"], "")
        .ok();
    let answers = export.json()["sessions"].to_string();
    assert!(answers.contains("lapland"), "{answers}");
    // What was once said stands in the client's own history only.
    assert!(!answers.contains("turku"), "{answers}");
}
