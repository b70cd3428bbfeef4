//! Versions of a form: records keep theirs, drafts are moved by choice, renames are declared.

use std::sync::Arc;

use chrono::{NaiveDate, TimeZone, Utc};
use kohtaa::app::key::Key;
use kohtaa::app::{Action, App, Effect, Look, Outcome, Purpose, Screen};
use kohtaa::casework::{Controller, Event, HomeRows, Stamp};
use kohtaa::form::diff::{Change, Edition, Effect as Fate, Unfit, compare};
use kohtaa::form::{Catalogue, Id, Source};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Value};

use crate::support::house::{House, Run};

const HEAD: &str = r#"
format = 1
id = "koe"
languages = ["fi"]
title = "Koe"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[choices]]
id = "maarat"
options = [ { code = "v", score = 0, fi = "Vähän" }, { code = "p", score = 1, fi = "Paljon" }, { code = "x", score = 2, fi = "Liikaa" } ]

[[section]]
id = "alku"
title = "Alku"
"#;

fn item(id: &str, kind: &str, label: &str, more: &str) -> String {
    format!(
        "\n[[item]]\nsection = \"alku\"\nid = \"{id}\"\nkind = \"{kind}\"\nlabel = \"{label}\"\n{more}\n"
    )
}

/// Twelve words, a number, a choice, a ruler, a list, and something that will be asked no more.
fn first() -> String {
    let mut text = HEAD.to_owned();
    for n in 1..=12 {
        text += &item(&format!("sana{n}"), "text", &format!("Sana {n}"), "");
    }
    text += &item("ika", "integer", "Ikä", "");
    text += &item(
        "tyot",
        "single",
        "Kuinka paljon töitä?",
        "choices = \"maarat\"",
    );
    text += &item("uni", "ruler", "Kuinka nukut?", "");
    text += &item("askeleet", "list", "Askeleet", "");
    text += &item("askel", "text", "Askel", "parent = \"askeleet\"");
    text += &item("vanha", "text", "Vanha kysymys", "");
    text + "\n[[score]]\nid = \"kuorma\"\nlabel = \"Kuorma\"\nexpr = \"tyot + 1\"\n"
}

/// The age is words, an option is gone, the ruler and the list have other names, something is new and something gone.
fn second() -> String {
    let text = first()
        .replace(
            "id = \"ika\"\nkind = \"integer\"",
            "id = \"ika\"\nkind = \"yes_no\"",
        )
        .replace(", { code = \"x\", score = 2, fi = \"Liikaa\" }", "")
        .replace("id = \"uni\"", "id = \"nukkuminen\"\nwas = [\"uni\"]")
        .replace("id = \"askeleet\"", "id = \"polku\"\nwas = [\"askeleet\"]")
        .replace("parent = \"askeleet\"", "parent = \"polku\"")
        .replace("tyot + 1", "tyot + 2");
    let start = text
        .find("\n[[item]]\nsection = \"alku\"\nid = \"vanha\"")
        .unwrap();
    let end = text.find("\n[[score]]").unwrap();
    format!(
        "{}{}{}",
        &text[..start],
        item("uusi", "text", "Aivan eri asia", ""),
        &text[end..]
    )
}

fn edition(text: &str) -> Edition {
    Edition::read(Source::new("koe.toml", text.as_bytes())).unwrap()
}

/// A client with an open meeting whose form is answered all through.
fn half_way(house: &House) -> String {
    house.form("koe.toml", &first());
    let code = house.client("Aino");
    let mut lines: String = (1..=12).map(|n| format!("vastaus {n}\n")).collect();
    lines += "35\n3\n7\n:add\nsoitan maanantaina\n:end\nvanha vastaus\n";
    house.run(&["fill", "koe", "--client", &code], &lines).ok();
    code
}

fn fill(house: &House, code: &str, lines: &str) -> Run {
    house.run(&["fill", "koe", "--client", code], lines).ok()
}

/// The answers of the only response, by path.
fn answers(house: &House) -> Vec<(String, Cell)> {
    let vault = house.vault();
    let row = vault.filled(&Id::new("koe")).unwrap().remove(0);
    let cells = vault.response(row.id).unwrap().cells.into_iter();
    let answers = cells
        .map(|(path, cell)| (path.item.to_string(), cell))
        .collect();
    assert!(vault.verify().unwrap().is_sound());
    vault.close().unwrap();
    answers
}

fn answer<'a>(answers: &'a [(String, Cell)], item: &str) -> Option<&'a Value> {
    let mut found = answers.iter().filter(|(id, _)| id == item);
    found.next().and_then(|(_, cell)| cell.value())
}

fn version_of(house: &House) -> String {
    let vault = house.vault();
    let row = vault.filled(&Id::new("koe")).unwrap().remove(0);
    vault.close().unwrap();
    row.form.to_string()
}

#[test]
fn i_23_an_old_record_is_shown_by_the_version_it_was_asked_by() {
    let house = House::new();
    let code = half_way(&house);
    fill(&house, &code, ":finish\n:finish\n");
    house.form("koe.toml", &second());
    let shown = house.run(&["session", "list", "--client", &code, "--json"], "");
    let session = shown.json()["sessions"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let shown = house.run(&["session", "show", &session], "").ok();
    assert!(shown.out.contains("Ikä: 35"), "{}", shown.out);
    assert!(shown.out.contains("Vanha kysymys: vanha vastaus"));
    // I-28: a question that is new was never asked there: it is absent, not blank.
    assert!(!shown.out.contains("Aivan eri asia"));
    let record = house
        .run(&["export", &session, "--format", "json"], "")
        .ok();
    assert!(!record.out.contains("\"uusi\""), "{}", record.out);
    assert_eq!(version_of(&house), edition(&first()).form.hash.to_string());
}

#[test]
fn i_24_a_draft_moves_when_asked_after_a_look_and_comes_back() {
    let house = House::new();
    let code = half_way(&house);
    let before = answers(&house);
    house.form("koe.toml", &second());

    // Nothing moves by itself; what would happen is told first.
    let looked = fill(&house, &code, ":version\n");
    assert!(looked.err.contains("uusi versio"), "{}", looked.err);
    assert!(looked.err.contains("14 vastausta pysyy"), "{}", looked.err);
    assert!(looked.err.contains("pisteet lasketaan"), "{}", looked.err);
    for told in [
        "Ikä ”35”",
        "Kuinka paljon töitä? ”Liikaa”",
        "Vanha kysymys ”vanha vastaus”",
    ] {
        assert!(looked.err.contains(told), "{told}: {}", looked.err);
    }
    assert_eq!(version_of(&house), edition(&first()).form.hash.to_string());
    assert_eq!(answers(&house), before);

    let moved = fill(&house, &code, ":version move\n");
    assert!(moved.err.contains("Siirretty"), "{}", moved.err);
    let after = answers(&house);
    assert_eq!(version_of(&house), edition(&second()).form.hash.to_string());
    for n in 1..=12 {
        let words = Value::Text(format!("vastaus {n}"));
        assert_eq!(answer(&after, &format!("sana{n}")), Some(&words));
    }
    assert_eq!(answer(&after, "nukkuminen"), Some(&Value::Number(7.into())));
    let step = Value::Text("soitan maanantaina".to_owned());
    assert_eq!(answer(&after, "askel"), Some(&step));
    assert!(matches!(answer(&after, "polku"), Some(Value::Rows(rows)) if rows.len() == 1));
    for gone in ["ika", "tyot", "vanha", "uni", "askeleet"] {
        assert_eq!(answer(&after, gone), None, "{gone}");
    }
    // The first version's file and every answer given in it are in the history.
    let vault = house.vault();
    let kept = vault.form_bytes(&edition(&first()).form.hash).unwrap();
    assert_eq!(kept.as_deref(), Some(first().as_bytes()));
    let session = vault.sessions(None, 1).unwrap().remove(0);
    let history = vault.session(session.id).unwrap().history;
    let mut changes = history.iter().filter_map(|it| it.change());
    assert!(changes.any(|change| change.after == Cell::given(Value::Number(35.into()))));
    vault.close().unwrap();
}

#[test]
fn i_24_a_move_in_lines_is_taken_back_whole() {
    let house = House::new();
    let code = half_way(&house);
    let before = answers(&house);
    house.form("koe.toml", &second());
    let back = fill(&house, &code, ":version move\n:undo\n");
    assert!(back.err.contains("Peruttu"), "{}", back.err);
    assert_eq!(answers(&house), before);
    assert_eq!(version_of(&house), edition(&first()).form.hash.to_string());
}

#[test]
fn i_24_a_move_goes_through_an_impossible_constraint() {
    let house = House::new();
    let text = first().replace(
        "label = \"Ikä\"\n",
        "label = \"Ikä\"\nconstraint = [ { expr = \"ika > 5 and ika < 3\", message = \"Ei voi olla.\" } ]\n",
    );
    house.form("koe.toml", &text);
    let code = house.client("Aino");
    let lines = ":goto ika\n35\n:finish\n";
    let stuck = fill(&house, &code, lines);
    assert!(stuck.err.contains("Ei voi olla."), "{}", stuck.err);
    house.form("koe.toml", &first());
    let freed = fill(&house, &code, ":version move\n:finish\n:finish\n");
    assert!(!freed.err.contains("Ei voi olla."), "{}", freed.err);
    let vault = house.vault();
    let row = vault.filled(&Id::new("koe")).unwrap().remove(0);
    assert_eq!(row.status, kohtaa::casework::Status::Completed);
    vault.close().unwrap();
}

#[test]
fn i_25_a_renamed_item_without_its_earlier_id_is_refused() {
    let house = House::empty();
    let old = house.path("vanha.toml");
    let new = house.path("uusi.toml");
    std::fs::write(&old, first()).unwrap();
    let renamed = first().replace("id = \"ika\"", "id = \"ian_maara\"");
    std::fs::write(&new, &renamed).unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let run = house.run(&["form", "check", new, "--against", old, "--json"], "");
    assert_eq!(run.code, 1);
    let found = run.json()["diagnostics"].as_array().unwrap().clone();
    let fault = found
        .iter()
        .find(|it| it["code"] == "form-renamed-without-was")
        .unwrap();
    let line = renamed
        .lines()
        .position(|line| line.contains("ian_maara"))
        .unwrap()
        + 1;
    assert_eq!(fault["line"], line);
    assert!(fault["help"].as_str().unwrap().contains("was = [\"ika\"]"));
    // Declared, it is all right.
    let declared = renamed.replace("id = \"ian_maara\"", "id = \"ian_maara\"\nwas = [\"ika\"]");
    std::fs::write(house.path("uusi.toml"), declared).unwrap();
    house
        .run(&["form", "check", new, "--against", old], "")
        .ok();
}

#[test]
fn i_25_a_nearly_equal_id_is_taken_for_the_same_item() {
    let old = edition(&first());
    let new = edition(
        &first()
            .replace("id = \"vanha\"", "id = \"vanhaa\"")
            .replace("Vanha kysymys", "Mitä ennen?"),
    );
    let found = kohtaa::form::diff::unmarked_renames(&old.form, &new.form);
    assert_eq!(found.len(), 1);
    assert_eq!(found[&Id::new("vanha")], Id::new("vanhaa"));
    let apart = edition(&second());
    assert!(kohtaa::form::diff::unmarked_renames(&old.form, &apart.form).is_empty());
}

#[test]
fn i_26_a_condition_that_names_the_old_id_is_found_where_it_stands() {
    let house = House::empty();
    let text = first()
        .replace("id = \"uni\"", "id = \"nukkuminen\"\nwas = [\"uni\"]")
        .replace(
            "label = \"Vanha kysymys\"\n",
            "label = \"Vanha kysymys\"\nrelevant = \"uni > 3\"\n",
        );
    std::fs::write(house.path("uusi.toml"), &text).unwrap();
    let path = house.path("uusi.toml");
    let run = house.run(&["form", "check", path.to_str().unwrap(), "--json"], "");
    assert_eq!(run.code, 1);
    let line = text
        .lines()
        .position(|line| line.contains("uni > 3"))
        .unwrap()
        + 1;
    let found = run.json()["diagnostics"].as_array().unwrap().clone();
    assert!(
        found
            .iter()
            .any(|it| it["line"] == line && it["severity"] == "error")
    );
}

#[test]
fn i_28_an_edited_form_is_another_version_and_is_told_of() {
    let house = House::new();
    let code = half_way(&house);
    let edited = first().replace("Kuinka nukut?", "Miten nukut?");
    house.form("koe.toml", &edited);
    assert_ne!(edition(&edited).form.hash, edition(&first()).form.hash);
    let resumed = fill(&house, &code, ":goto uni\n");
    assert!(resumed.err.contains("uusi versio"), "{}", resumed.err);
    assert!(resumed.out.contains("Kuinka nukut?"), "{}", resumed.out);
    assert!(!resumed.out.contains("Miten nukut?"));
}

#[test]
fn every_change_is_told_with_what_it_does_to_answers() {
    let comparison = compare(&edition(&first()), &edition(&second()));
    let told = |id: &str| -> Vec<(&Change, &Fate)> {
        let differences = comparison.differences.iter();
        let differences = differences.filter(|it| it.id == *id);
        differences.map(|it| (&it.change, &it.effect)).collect()
    };
    let kind = Change::Kind {
        from: "integer".to_owned(),
        to: "yes_no".to_owned(),
    };
    assert_eq!(told("ika"), [(&kind, &Fate::Unfit(Unfit::Kind))]);
    let options = Change::Options {
        added: Vec::new(),
        removed: vec![Id::new("x")],
    };
    assert_eq!(told("maarat"), [(&options, &Fate::Unfit(Unfit::Options))]);
    let renamed = Change::Renamed {
        from: Id::new("uni"),
    };
    let kept_as = Fate::KeptAs(Id::new("nukkuminen"));
    assert_eq!(told("nukkuminen"), [(&renamed, &kept_as)]);
    assert_eq!(told("vanha"), [(&Change::Removed, &Fate::Lost)]);
    assert_eq!(told("uusi"), [(&Change::Added, &Fate::Nothing)]);
    assert_eq!(told("kuorma"), [(&Change::Rule, &Fate::Nothing)]);
    // A child of a renamed list stands where it stood.
    assert!(told("askel").is_empty());
    assert_eq!(
        comparison.differences.len(),
        7,
        "{:#?}",
        comparison.differences
    );
    let same = compare(&edition(&first()), &edition(&first()));
    assert!(same.differences.is_empty());
}

#[test]
fn a_rename_alone_changes_no_condition_score_or_text() {
    let with = |rule: &str| {
        first()
            .replace(
                "label = \"Vanha kysymys\"\n",
                &format!("label = \"Kun {{{rule}}}\"\nrelevant = \"{rule} > 3\"\n"),
            )
            .replace("tyot + 1", &format!("tyot + {rule}"))
    };
    let old = edition(&with("uni"));
    let text = with("nukkuminen").replace("id = \"uni\"", "id = \"nukkuminen\"\nwas = [\"uni\"]");
    let new = edition(&text);
    let comparison = compare(&old, &new);
    assert_eq!(
        comparison.differences.len(),
        1,
        "{:#?}",
        comparison.differences
    );
    assert!(!kohtaa::form::diff::changes_scores(&old.form, &new.form));
}

#[test]
fn the_vault_says_whose_answers_a_change_touches() {
    let house = House::new();
    let code = half_way(&house);
    let old = version_of(&house);
    house.form("koe.toml", &second());
    let short = &old[..8];
    let run = house
        .run(&["form", "diff", short, "koe", "--vault", "--json"], "")
        .ok();
    let record = run.json();
    assert_eq!(record["schema"], "kohtaa.form-diff/1");
    let changes = record["changes"].as_array().unwrap();
    let ika = changes.iter().find(|it| it["id"] == "ika").unwrap();
    assert_eq!(
        (&ika["effect"], &ika["why"]),
        (&"unfit".into(), &"kind".into())
    );
    let touched = &ika["responses"][0];
    assert_eq!(touched["client"], code.as_str());
    assert_eq!(touched["status"], "in-progress");
    assert_eq!(touched["answers"], 1);
    assert!(!run.out.contains("vanha vastaus"), "{}", run.out);

    for lang in ["fi", "sv", "en"] {
        let text = house
            .run(
                &["--lang", lang, "form", "diff", short, "koe", "--vault"],
                "",
            )
            .ok();
        let wide = text.out.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None);
        assert!(text.out.contains(&code) && text.out.contains("nukkuminen"));
    }
    // Without the vault its versions cannot be named.
    assert_eq!(house.run(&["form", "diff", short, "koe"], "").code, 1);
}

#[test]
fn the_checker_knows_what_stands_in_the_vault() {
    let house = House::new();
    half_way(&house);
    let path = house.path("uusi.toml");
    std::fs::write(&path, second()).unwrap();
    let run = house.run(
        &["form", "check", path.to_str().unwrap(), "--vault", "--json"],
        "",
    );
    assert_eq!(run.code, 1, "{}", run.err);
    let found = run.json()["diagnostics"].as_array().unwrap().clone();
    let told = |code: &str| found.iter().find(|it| it["code"] == code).unwrap().clone();
    let kind = told("form-kind-changed");
    assert_eq!(kind["severity"], "error");
    assert!(kind["message"].as_str().unwrap().contains("koskee: 1"));
    assert_eq!(told("form-codes-changed")["severity"], "error");
    assert_eq!(told("form-answers-left")["severity"], "warning");
}

#[test]
fn ones_own_version_of_a_shipped_form_is_compared_with_it_and_only_warned_of() {
    let house = House::empty();
    let shipped = Catalogue::load(None);
    // An item that nothing else in its form names.
    let own = shipped.editions().find_map(|edition| {
        let text = String::from_utf8(edition.source.bytes.to_vec()).unwrap();
        let items = edition.form.items.iter().filter(|it| it.is_answerable());
        let renamed = items.map(|it| {
            text.replace(
                &format!("id = \"{}\"", it.id),
                &format!("id = \"{}_x\"", it.id),
            )
        });
        let mut good =
            renamed.filter(|text| Edition::read(Source::new("oma", text.as_bytes())).is_ok());
        good.next()
    });
    let path = house.path("oma.toml");
    std::fs::write(&path, own.unwrap()).unwrap();
    let run = house
        .run(&["form", "check", path.to_str().unwrap(), "--json"], "")
        .ok();
    let found = run.json()["diagnostics"].as_array().unwrap().clone();
    let told = found
        .iter()
        .find(|it| it["code"] == "form-renamed-without-was");
    assert_eq!(told.unwrap()["severity"], "warning");
}

fn stamp(count: u64) -> Stamp {
    let mut seed = [0; 10];
    seed[..8].copy_from_slice(&count.to_be_bytes());
    Stamp {
        utc: Utc.timestamp_millis_opt(1_795_000_000_000).unwrap() + chrono::Duration::days(3650),
        offset_min: 120,
        boot_ms: count,
        today: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        seed,
    }
}

/// The app in the meeting that was left half way, the new version at hand.
struct Screenful {
    app: App,
    count: u64,
    effects: Vec<Effect>,
}

impl Screenful {
    fn resume(house: &House) -> Screenful {
        let catalogue = Arc::new(Catalogue::load(Some(&house.path("data/forms"))));
        let vault = house.vault();
        let session = vault.sessions(None, 1).unwrap().remove(0);
        let stored = vault.session(session.id).unwrap();
        let page = vault.page(session.subject).unwrap();
        let forms = kohtaa::plain::record::forms(&vault, &catalogue, &stored).unwrap();
        vault.close().unwrap();
        let app = App::new(catalogue, Lang::Fi, Look::Default, true, stamp(0));
        let mut screenful = Screenful {
            app,
            count: 0,
            effects: Vec::new(),
        };
        screenful.settle(Outcome::Unlocked {
            user: "Tiina".to_owned(),
            controller: Controller::Own,
            home: HomeRows::default(),
            outdoors: false,
        });
        screenful.settle(Outcome::Session {
            stored: Box::new(stored),
            forms,
            page: Box::new(page),
            purpose: Purpose::Resume,
        });
        screenful
    }

    fn settle(&mut self, outcome: Outcome) {
        let effects = self.app.settle(outcome);
        self.effects.extend(effects);
    }

    fn keys(&mut self, names: &[&str]) {
        for name in names {
            self.count += 1;
            let key = Key::parse(name).unwrap();
            let effects = self.app.update(Action::Key(key), stamp(self.count));
            self.effects.extend(effects);
        }
    }

    fn version(&self) -> String {
        let Screen::Meeting(meeting) = &self.app.screen else {
            panic!("no meeting");
        };
        meeting.form().hash.to_string()
    }

    fn answers(&self) -> Vec<(String, Cell)> {
        let Screen::Meeting(meeting) = &self.app.screen else {
            panic!("no meeting");
        };
        let mut cells = meeting.response(0).cells();
        cells.sort_by(|one, other| one.0.cmp(&other.0));
        let cells = cells.into_iter();
        cells.map(|(path, cell)| (path.to_string(), cell)).collect()
    }

    /// Puts into the vault what the app asked to be kept.
    fn keep(&mut self, house: &House) {
        let mut vault = house.vault();
        for effect in std::mem::take(&mut self.effects) {
            let Effect::Record(entries) = effect else {
                continue;
            };
            for entry in &entries {
                if let Event::ResponseMoved { form, .. } = &entry.event
                    && let Some(known) = self.app.catalogue.by_hash(*form)
                {
                    let bytes = self.app.catalogue.bytes(*form).unwrap();
                    vault.keep_version(known, bytes).unwrap();
                }
            }
            vault.record(&entries).unwrap();
        }
        assert!(vault.verify().unwrap().is_sound());
        vault.close().unwrap();
    }

    fn notice(&self) -> String {
        self.app
            .notice
            .as_ref()
            .map_or_else(String::new, |it| it.text.clone())
    }
}

#[test]
fn i_24_the_screen_tells_quietly_moves_by_choice_and_takes_it_back_even_after_a_restart() {
    let house = House::new();
    half_way(&house);
    house.form("koe.toml", &second());
    let (old, new) = (edition(&first()), edition(&second()));
    let (old, new) = (old.form.hash.to_string(), new.form.hash.to_string());

    let mut screenful = Screenful::resume(&house);
    assert!(
        screenful.notice().contains("uusi versio"),
        "{}",
        screenful.notice()
    );
    assert_eq!(screenful.version(), old);
    let before = screenful.answers();
    screenful.keys(&["ctrl-p"]);
    for letter in "uuteen".chars() {
        screenful.keys(&[letter.to_string().as_str()]);
    }
    screenful.keys(&["enter"]);
    assert_eq!(screenful.version(), old);
    screenful.keys(&["2"]);
    assert_eq!(screenful.version(), new);
    let after = screenful.answers();
    screenful.keys(&["ctrl-z"]);
    assert_eq!(screenful.version(), old);
    assert_eq!(screenful.answers(), before);
    screenful.keys(&["ctrl-y"]);
    assert_eq!(screenful.version(), new);
    assert_eq!(screenful.answers(), after);
    screenful.keep(&house);

    let mut again = Screenful::resume(&house);
    assert_eq!(again.version(), new);
    assert_eq!(again.notice(), "");
    assert_eq!(again.answers(), after);
    again.keys(&["ctrl-z"]);
    assert_eq!(again.version(), old);
    assert_eq!(again.answers(), before);
    again.keep(&house);
    // What was given before the move can be taken back as ever.
    again.keys(&["ctrl-z"]);
    assert_eq!(again.answers().len(), before.len() - 1);
    again.keep(&house);
}
