//! What a client may ask for: everything in one package, who looked, a stop, being forgotten, and telling only whom one wants told.

mod promises;
mod ways;

use crate::support::house::House;

/// A form that asks where somebody works, shown and answered by name alone.
const PLACES: &str = r#"
format = 1
id = "places"
languages = ["fi"]
title = { fi = "Paikat" }
licence = "CC0-1.0"
source = "own work"
subject = "client"
sensitivity = "sensitive"
retention = "case_12_months"

[[section]]
id = "where"
title = { fi = "Missä" }

[[item]]
section = "where"
id = "workplace"
kind = "text"
role = "place"
label = { fi = "Missä olet töissä?" }

[[item]]
section = "where"
id = "liked"
kind = "text"
label = { fi = "Mistä pidät?" }
"#;

/// A form that counts.
const SCORED: &str = r#"
format = 1
id = "scored"
languages = ["fi"]
title = { fi = "Pisteet" }
licence = "CC0-1.0"
source = "own work"
subject = "client"
sensitivity = "sensitive"
retention = "case_12_months"

[[section]]
id = "all"
title = { fi = "Kaikki" }

[[item]]
section = "all"
id = "strength"
kind = "scale"
min = 0
max = 5
ends = { low = { fi = "ei" }, high = { fi = "on" } }
label = { fi = "Voimia" }

[[score]]
id = "doubled"
label = { fi = "Kaksin verroin" }
expr = "scale([strength], total = 'sum', min_answered = 1) * 2"
"#;

fn told(house: &House, code: &str) {
    let words = ["fill", "places", "--client", code, "--plain"];
    house.run(&words, "Sorvaamo Oy\nkalastus\n:finish\n").ok();
}

fn will(house: &House, code: &str, lines: &str) {
    let words = ["fill", "information", "--client", code, "--plain"];
    house.run(&words, lines).ok();
}

fn export(house: &House, code: &str, more: &[&str]) -> crate::support::house::Run {
    let mut words = vec!["export", "--client", code];
    words.extend(more);
    house.run(&words, "")
}

#[test]
fn the_package_holds_all_about_one_client_in_the_words_that_were_asked() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let (code, other) = (house.client("Aune Ahola"), house.client("Toinen Ihminen"));
    told(&house, &code);
    told(&house, &other);
    house.run(&["client", "show", &code], "").ok();
    let text = export(&house, &code, &["--format", "text"]).ok();
    for words in [
        "Missä olet töissä?",
        "Sorvaamo Oy",
        "kalastus",
        "Aune Ahola",
        "avasi asiakkaan",
        "aloitti tapaamisen",
        "Ohjaaja Öhman",
        "Tiedot poistetaan viimeistään",
    ] {
        assert!(text.out.contains(words), "{words}: {}", text.out);
    }
    assert!(!text.out.contains("Toinen Ihminen") && !text.out.contains(&other));
    assert!(text.err.contains("asiakkaan oma kopio"), "{}", text.err);

    let json = export(&house, &code, &["--format", "json"]).ok().json();
    assert_eq!(json["ground"], "own_copy");
    assert_eq!(json["client"]["code"], code.as_str());
    let history = json["history"].as_array().unwrap();
    let answered: Vec<&str> = history
        .iter()
        .filter(|it| it["did"] == "answered")
        .map(|it| it["label"].as_str().unwrap())
        .collect();
    assert_eq!(answered, ["Missä olet töissä?", "Mistä pidät?"]);
    // The package in text was an access too.
    let given = json["accesses"].as_array().unwrap();
    assert!(
        given
            .iter()
            .any(|it| it["did"] == "exported" && it["ground"] == "own_copy")
    );
}

#[test]
fn nobody_is_told_whom_the_client_does_not_want_told() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let code = house.client("Aune");
    told(&house, &code);
    let give = |party: &str, more: &[&str]| {
        let words = [&["--format", "json", "--for", party], more].concat();
        export(&house, &code, &words)
    };
    // Nothing was asked yet.
    assert_eq!(give("kela", &[]).code, 1);
    assert!(give("kela", &[]).err.contains("ei ole kysytty"));
    assert_eq!(
        give("kela", &["--ground", "asked"]).ok().json()["ground"],
        "asked"
    );
    will(
        &house,
        &code,
        ":goto may/kela\n1\n:goto may/social\n2\n:goto may/health\n3\n",
    );
    let kela = give("kela", &[]).ok();
    assert!(kela.err.contains("asiakkaan lupa"), "{}", kela.err);
    assert_eq!(kela.json()["to"], "kela");
    let social = give("social", &[]);
    assert_eq!((social.code, social.out.as_str()), (1, ""));
    assert!(give("social", &["--ground", "asked"]).code == 1);
    assert_eq!(
        give("social", &["--ground", "law"]).ok().json()["ground"],
        "law"
    );
    assert!(give("health", &[]).err.contains("kysytään ensin"));
    assert_eq!(
        give("health", &["--ground", "asked"]).ok().json()["ground"],
        "asked"
    );
    assert!(give("nobody", &[]).err.contains("kela"));
    let log = house
        .run(&["vault", "log", "--client", &code, "--json"], "")
        .ok()
        .json();
    let log = log["log"].as_array().unwrap();
    let given = log.iter().filter(|it| it["did"] == "exported").count();
    assert_eq!(given, 4, "{log:?}");
}

#[test]
fn what_is_not_answered_and_meetings_not_held_stay_inside() {
    let house = House::new();
    let code = house.client("Aune");
    let words = [
        "fill",
        "self_assessment_short",
        "--client",
        &code,
        "--plain",
    ];
    house.run(&words, "4\n:declined\n:finish\n").ok();
    let own = export(&house, &code, &["--format", "json"]).ok();
    assert!(own.out.contains("declined"), "{}", own.out);
    let words = ["--format", "json", "--for", "kela", "--ground", "asked"];
    let given = export(&house, &code, &words).ok();
    assert!(!given.out.contains("declined"), "{}", given.out);
    assert_eq!(given.json()["left_out"]["refusals"], 1);
    assert!(given.err.contains("Pois jäi"), "{}", given.err);
}

#[test]
fn no_place_hides_places_and_the_name_everywhere_and_asks_for_a_second_look() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let code = house.client("Aune Ahola");
    told(&house, &code);
    house.run(&["client", "flag", &code, "no-place"], "").ok();
    let first = export(&house, &code, &["--format", "text"]);
    assert_eq!((first.code, first.out.as_str()), (1, ""));
    assert!(first.err.contains("--second-look"));
    for format in ["text", "json", "markdown"] {
        let given = export(&house, &code, &["--format", format, "--second-look"]).ok();
        assert!(!given.out.contains("Sorvaamo"), "{}", given.out);
        assert!(!given.out.contains("Aune"), "{}", given.out);
        assert!(given.out.contains("kalastus"));
    }
    for words in [
        &["client", "list"][..],
        &["client", "show", &code],
        &["session", "list"],
    ] {
        let seen = house.run(words, "").ok();
        assert!(
            !seen.out.contains("Aune") && seen.out.contains(&code),
            "{}",
            seen.out
        );
    }
    assert!(
        house
            .run(&["client", "show", &code], "")
            .out
            .contains("Ei paikkaa")
    );
    let off = ["client", "flag", &code, "no-place", "--off"];
    house.run(&off, "").ok();
    assert!(
        house
            .run(&["client", "list"], "")
            .out
            .contains("Aune Ahola")
    );
}

#[test]
fn where_processing_is_restricted_nothing_new_is_recorded_and_all_can_be_given() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let code = house.client("Aune");
    told(&house, &code);
    house.run(&["client", "flag", &code, "restricted"], "").ok();
    let words = ["fill", "places", "--client", &code, "--plain"];
    let refused = house.run(&words, "Verstas\n:finish\n");
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.err.contains("rajoitettu"), "{}", refused.err);
    let given = export(&house, &code, &["--format", "text"]).ok();
    assert!(given.out.contains("Sorvaamo") && !given.out.contains("Verstas"));
    house
        .run(&["client", "flag", &code, "restricted", "--off"], "")
        .ok();
    house.run(&words, "Verstas\n:finish\n").ok();
}

#[test]
fn the_log_tells_who_opened_and_gave_out_what() {
    let house = House::new();
    let code = house.client("Aune");
    house.run(&["client", "show", &code], "").ok();
    house.run(&["export", "--all", "--format", "json"], "").ok();
    let log = |more: &[&str]| {
        let words = [&["vault", "log", "--json"], more].concat();
        let json = house.run(&words, "").ok().json();
        let rows = json["log"].as_array().unwrap().iter();
        let did = rows.map(|row| row["did"].as_str().unwrap().to_owned());
        did.collect::<Vec<_>>()
    };
    // What was given out with all others' concerns this client too.
    assert_eq!(log(&["--client", &code]), ["exported", "subject_opened"]);
    assert!(log(&[]).iter().any(|did| did == "unlocked"));
    assert_eq!(log(&["--user", "Joku Muu"]), Vec::<String>::new());
    assert!(!log(&["--user", "Ohjaaja Öhman"]).is_empty());
    let text = house.run(&["vault", "log", "--client", &code], "").ok();
    assert!(text.out.contains("Ohjaaja Öhman") && text.out.contains("avasi asiakkaan"));
}

#[test]
fn erasing_asks_for_the_code_and_nothing_else_erases() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let code = house.client("Aune Ahola");
    told(&house, &code);
    house.run(&["vault", "backup"], "").ok();
    for input in ["", "\n", "k\n", "yes\n", "\u{1b}\n", "Aune Ahola\n", "A-\n"] {
        let kept = house.run(&["vault", "erase", &code], input);
        assert_eq!(kept.code, 1, "{input:?}");
        assert!(house.run(&["client", "list"], "").out.contains("Aune"));
    }
    let gone = house
        .run(&["vault", "erase", &code], &format!("{code}\n"))
        .ok();
    assert!(
        gone.out.contains("Todistus") && gone.out.contains(&code),
        "{}",
        gone.out
    );
    assert!(!gone.out.contains("Aune"));
    assert_eq!(house.run(&["client", "list"], "").ok().out, "");
    assert_eq!(house.run(&["client", "show", &code], "").code, 1);
    assert_eq!(house.run(&["vault", "verify"], "").code, 0);
    // Only the backup without the client is left.
    let backups = std::fs::read_dir(house.path("data/backups"))
        .unwrap()
        .count();
    assert_eq!(backups, 1);
    let log = house.run(&["vault", "log", "--json"], "").ok();
    assert!(!log.out.contains(&code) && log.out.contains("subject_erased"));
}

#[test]
fn of_somebody_anonymised_scores_stay_and_nothing_that_tells_who() {
    let house = House::new();
    house.form("scored.toml", SCORED);
    let code = house.client("Aune Ahola");
    let words = ["fill", "scored", "--client", &code, "--plain"];
    let lines = "3\n:note Äidin kädenjälki\n:finish\n";
    house.run(&words, lines).ok();
    let words = ["vault", "erase", &code, "--anonymise", "--json"];
    let told = house.run(&words, &format!("{code}\n")).ok().json();
    assert_eq!(told["anonymised"], true);
    assert!(told["backups_until"].is_string());
    let vault = house.vault();
    let kept = vault.anonymous().unwrap();
    vault.close().unwrap();
    let [figure] = kept[0].scores.as_slice() else {
        panic!("{kept:?}");
    };
    assert_eq!(figure.score.value, Some(6.into()));
    let words = format!("{kept:?}");
    for gone in ["Aune", &code, "kädenjälki"] {
        assert!(!words.contains(gone), "{gone} in {words}");
    }
}

#[test]
fn the_report_tells_the_state_of_the_vault_and_nothing_of_any_client() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let code = house.client("Aune Ahola");
    told(&house, &code);
    house.run(&["vault", "backup"], "").ok();
    let report = house.run(&["doctor", "--report"], "").ok();
    for words in [
        "[integrity]",
        "sound = yes",
        "controller = own",
        "case_24_months",
    ] {
        assert!(report.out.contains(words), "{words}: {}", report.out);
    }
    for words in ["Aune", &code, "Sorvaamo", "kalastus"] {
        assert!(!report.out.contains(words), "{words}: {}", report.out);
    }
}

#[test]
fn who_is_due_is_told_by_the_classes_of_what_was_answered() {
    let house = House::new();
    house.form("places.toml", PLACES);
    let (short, long) = (house.client("Lyhyt"), house.client("Pitkä"));
    told(&house, &short);
    let words = [
        "fill",
        "self_assessment_short",
        "--client",
        &long,
        "--plain",
    ];
    house.run(&words, "4\n:finish\n").ok();
    let due = |more: &[&str]| {
        let words = [&["vault", "due", "--json"], more].concat();
        house.run(&words, "").ok().json()["due"].clone()
    };
    assert_eq!(due(&[]).as_array().unwrap().len(), 0);
    let all = due(&["--all"]);
    assert_eq!(
        (&all[0]["code"], &all[0]["class"]),
        (&short.as_str().into(), &"case_12_months".into())
    );
    assert_eq!(all[1]["code"], long.as_str());
    // The organisation says otherwise.
    let own = "[[class]]\nid = \"case_12_months\"\nmonths = 0\nfi = \"a\"\nsv = \"b\"\nen = \"c\"\nsource = \"päätös\"\nchecked = 2026-01-01\n";
    std::fs::create_dir_all(house.path("data/forms/lists")).unwrap();
    std::fs::write(house.path("data/forms/lists/retention.toml"), own).unwrap();
    let on = due(&["--all"])[0]["on"].as_str().unwrap().to_owned();
    let tomorrow = chrono::Local::now().date_naive().succ_opt().unwrap();
    assert_eq!(on, tomorrow.to_string());
    std::fs::write(
        house.path("data/forms/lists/retention.toml"),
        "[[class]]\nid = 4\n",
    )
    .unwrap();
    let refused = house.run(&["vault", "due"], "");
    assert!(refused.code == 1 && refused.err.contains("retention.toml"));
}
