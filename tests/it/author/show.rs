//! `kohtaa form show`: rules in words, and the whole form on one page.

use kohtaa::form::describe::{Speaker, describe};
use kohtaa::form::{Catalogue, Form, Source, Style, load, start};
use kohtaa::lang::Lang;
use kohtaa::plain::form_text;
use unicode_width::UnicodeWidthStr;

use crate::support::house::House;

const FORM: &str = r#"
format = 1
id = "words"
languages = ["fi", "sv", "en"]
title = "Sanoja"
licence = "CC0-1.0"
source = "own work"
subject = "client"
retention = "case_24_months"
[[section]]
id = "s"
title = "Osa"
[[item]]
section = "s"
id = "pain"
kind = "scale"
min = 0
max = 10
label = { fi = "Kipu", sv = "Värk", en = "Pain" }
[[item]]
section = "s"
id = "home"
kind = "single"
label = { fi = "Koti", sv = "Hem", en = "Home" }
options = [{ code = "alone", fi = "yksin", sv = "ensam", en = "alone" }, { code = "family", fi = "perhe", sv = "familj", en = "family" }]
[[item]]
section = "s"
id = "aids"
kind = "multi"
label = { fi = "Apuvälineet", sv = "Hjälpmedel", en = "Aids" }
options = [{ code = "stick", fi = "keppi", sv = "käpp", en = "stick" }]
[[item]]
section = "s"
id = "works"
kind = "yes_no"
label = { fi = "Töissä", sv = "Arbetar", en = "At work" }
[[item]]
section = "s"
id = "began"
kind = "date"
label = { fi = "Alku", sv = "Början", en = "Start" }
"#;

fn form(text: &str) -> std::sync::Arc<Form> {
    load(&Source::new("words.toml", text.as_bytes()))
        .unwrap()
        .form
}

#[test]
fn rules_are_said_as_people_would_say_them() {
    let form = form(FORM);
    #[rustfmt::skip]
    let cases = [
        ("pain <= 4", "”Kipu” on enintään 4", "”Värk” är högst 4", "“Pain” is at most 4"),
        ("home = 'alone'", "”Koti” on ”yksin”", "”Hem” är ”ensam”", "“Home” is “alone”"),
        ("'stick' in aids", "kohdassa ”Apuvälineet” on valittu ”keppi”", "i ”Hjälpmedel” är ”käpp” valt", "“stick” is chosen in “Aids”"),
        ("not ('stick' in aids)", "kohdassa ”Apuvälineet” ei ole valittu ”keppi”", "i ”Hjälpmedel” är ”käpp” inte valt", "“stick” is not chosen in “Aids”"),
        ("home in ['alone', 'family']", "”Koti” on jokin näistä: ”yksin”, ”perhe”", "”Hem” är något av dessa: ”ensam”, ”familj”", "“Home” is one of these: “alone”, “family”"),
        ("works", "”Töissä”: kyllä", "”Arbetar”: ja", "“At work”: yes"),
        ("not works and answered(pain)", "”Töissä”: ei ja kohtaan ”Kipu” on vastattu", "”Arbetar”: nej och ”Värk” är besvarad", "“At work”: no and “Pain” is answered"),
        ("works and (pain > 2 or not answered(pain))", "”Töissä”: kyllä ja (”Kipu” on yli 2 tai kohtaan ”Kipu” ei ole vastattu)", "”Arbetar”: ja och (”Värk” är över 2 eller ”Värk” är inte besvarad)", "“At work”: yes and (“Pain” is above 2 or “Pain” is not answered)"),
        ("began >= today", "”Alku” on aikaisintaan tämä päivä", "”Början” är tidigast i dag", "“Start” is no earlier than today"),
        ("pain + 1 = 3", "”Kipu” + 1 on 3", "”Värk” + 1 är 3", "“Pain” + 1 is 3"),
        ("previous(pain) - pain >= 2", "edellisen kerran vastaus kohtaan ”Kipu” − ”Kipu” on vähintään 2", "förra gångens svar på ”Värk” − ”Värk” är minst 2", "the earlier answer to “Pain” − “Pain” is at least 2"),
        ("size(aids) >= 2", "kuinka monta on valittu kohdassa ”Apuvälineet” on vähintään 2", "hur många som är valda i ”Hjälpmedel” är minst 2", "how many are chosen in “Aids” is at least 2"),
        ("percent(pain, 20)", "”Kipu” prosentteina luvusta 20", "”Värk” i procent av 20", "“Pain” as a percentage of 20"),
        ("scale([pain], min_answered = 60%)", "näiden keskiarvo: ”Kipu”, vastattava vähintään 60%", "medelvärdet av ”Värk”, minst 60% måste vara besvarade", "the mean of “Pain”, at least 60% must be answered"),
    ];
    for (rule, fi, sv, en) in cases {
        for (lang, words) in [(Lang::Fi, fi), (Lang::Sv, sv), (Lang::En, en)] {
            assert_eq!(Speaker::new(&form, lang).say(rule), words, "{rule}");
        }
    }
}

#[test]
fn a_constraint_is_told_with_its_message_in_the_language_asked_for() {
    let limit = r#"constraint = [{ expr = "pain < 9 or works", message = { fi = "Näinkö?", sv = "Så?", en = "So?" } }]"#;
    let text = FORM.replace("max = 10\n", &format!("max = 10\n{limit}\n"));
    let described = describe(&form(&text), text.as_bytes(), Lang::Sv);
    let [limit] = described.sections[0].items[0].constraints.as_slice() else {
        panic!("{described:?}");
    };
    assert_eq!(limit.rule.words, "”Värk” är under 9 eller ”Arbetar”: ja");
    assert_eq!((limit.message.as_str(), limit.warning), ("Så?", false));
    assert_eq!(described.sections[0].items[3].used_by, ["pain"]);
}

#[test]
fn what_cannot_be_read_is_shown_as_written() {
    let form = form(FORM);
    let speaker = Speaker::new(&form, Lang::Fi);
    for rule in ["pain <=", "invented(pain)", "", "((("] {
        assert_eq!(speaker.say(rule), rule);
    }
}

#[test]
fn every_shipped_form_fits_the_page_and_names_every_item() {
    let catalogue = Catalogue::load(None);
    for form in catalogue.forms() {
        let bytes = catalogue.bytes(form.hash).unwrap();
        for lang in Lang::INTERFACE {
            let described = describe(form, bytes, lang);
            let page = form_text(&described, lang);
            for line in page.lines() {
                assert!(line.width() <= 80, "{}: {line}", form.id);
                assert!(!line.contains("say-") && !line.contains("show-"), "{line}");
            }
            for item in form.items.iter().filter(|item| !item.hidden) {
                let head = format!("{}  [", item.id);
                assert!(
                    page.lines()
                        .any(|line| line.trim_start().starts_with(&head)),
                    "{head}"
                );
            }
        }
    }
}

#[test]
fn the_page_tells_rules_scores_and_who_reads_whom() {
    let text = start("alku", Style::Questionnaire);
    let page = form_text(&describe(&form(&text), text.as_bytes(), Lang::Fi), Lang::Fi);
    for line in [
        "  energy  [scale, min 0, max 10]",
        "    en yhtään … hyvin",
        "    Näkyy, kun: energy <= 4",
        "      = ”Jaksaminen” on enintään 4",
        "    Käyttävät: drains",
        "    Huomautus, ellei: when >= today",
        "      → Päivä on jo mennyt.",
        "      never      0  Ei koskaan",
        "    Lasketaan: scale([rested, meets_people], total = 'sum', min_answered = 2)",
        "      = näiden summa: ”Uni”, ”Ihmiset”, vastattava vähintään 2",
        "      4 tai enemmän: voimavara",
        "    Käyttävät: suggest",
    ] {
        assert!(page.lines().any(|have| have == line), "{line}\n\n{page}");
    }
}

#[test]
fn the_page_tells_codes_and_what_filters_may_ask_of_an_option() {
    let of_item = r#"icf = ["b280"]
codes = [{ system = "http://loinc.org", code = "1234-5", display = "Pain" }]
label = { fi = "Kipu""#;
    let of_option = r#"with = { level = 2, shared = true }, codes = [{ system = "http://snomed.info/sct", code = "105529008" }], fi = "yksin""#;
    let text = FORM
        .replace("label = { fi = \"Kipu\"", of_item)
        .replace("fi = \"yksin\"", of_option);
    let page = form_text(&describe(&form(&text), text.as_bytes(), Lang::Fi), Lang::Fi);
    for line in [
        "    Koodit: ICF b280, http://loinc.org 1234-5 (Pain)",
        "      alone   yksin",
        "              [level 2, shared true]",
        "              Koodit: http://snomed.info/sct 105529008",
    ] {
        assert!(page.lines().any(|have| have == line), "{line}\n\n{page}");
    }
}

#[test]
fn a_file_is_shown_as_a_form_is_and_a_faulty_one_with_its_faults() {
    let house = House::empty();
    let file = house.path("alku.toml");
    let name = file.to_str().unwrap();
    house.run(&["form", "new", name], "").ok();
    let shown = house.run(&["form", "show", name, "--json"], "").ok().json();
    assert_eq!(shown["schema"], "kohtaa.form/1");
    assert_eq!(shown["id"], "alku");
    let drains = &shown["sections"][0]["items"][3];
    assert_eq!(drains["shown_when"]["rule"], "energy <= 4");
    assert_eq!(drains["options"][2]["exclusive"], true);
    assert_eq!(shown["scores"][0]["used_by"][0], "suggest");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("energy <= 4", "enrgy <= 4")).unwrap();
    let faulty = house.run(&["form", "show", name], "");
    assert_eq!(faulty.code, 1);
    assert!(faulty.err.contains("Tarkoititko energy?"), "{}", faulty.err);
    let none = house.run(&["form", "show", "olematon"], "");
    assert_eq!(none.code, 1);
    assert!(none.err.contains("olematon"), "{}", none.err);
}
