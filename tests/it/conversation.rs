//! The forms of the meeting say and ask what they should.

use chrono::{Days, NaiveDate};
use kohtaa::form::{Audience, Catalogue, Form, Id, Item, Kind, Role};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Embedded, Inputs, Path, Response, RowId, Spot, Value};

/// Keys of the finer marks that speak against a change stand beside none of those that speak for it.
const NEIGHBOURS: [(char, &str); 2] = [('-', ".öä"), ('.', ",-lö")];

const NAMED: [&str; 3] = ["information", "goal_conversation", "plan"];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn later() -> Inputs {
    Inputs {
        today: today(),
        first_session: false,
        interpreter: false,
        mode: Id::new("in_person"),
        practice: false,
    }
}

/// A filling of a shipped form.
struct Filling(Response);

impl Filling {
    fn new(form: &str, inputs: Inputs) -> Filling {
        let catalogue = Catalogue::load(None);
        let form = catalogue.find(form).unwrap();
        Filling(Response::new(form.clone(), inputs, Vec::new()))
    }

    fn put(&mut self, path: Path, value: Value) {
        let change = self.0.change(&path, Cell::given(value));
        self.0.apply(&change).unwrap();
    }

    fn number(&mut self, item: &str, number: i64) {
        self.put(Path::top(Id::new(item)), Value::Number(number.into()));
    }

    fn text(&mut self, item: &str, text: &str) {
        self.put(Path::top(Id::new(item)), Value::Text(text.to_owned()));
    }

    fn row(&mut self, list: &str, row: &str, answers: &[(&str, Value)]) {
        let row = RowId(Id::new(row));
        let list = self.0.form().find(list).unwrap();
        let change = self.0.insert_row(list, usize::MAX, row.clone());
        self.0.apply(&change).unwrap();
        for (item, value) in answers {
            self.put(Path::in_row(Id::new(item), row.clone()), value.clone());
        }
    }

    fn spot(&self, item: &str) -> Spot {
        Spot::top(self.0.form().find(item).unwrap())
    }

    fn is_shown(&self, item: &str) -> bool {
        self.0.is_shown(self.spot(item))
    }

    fn label(&self, item: &str) -> String {
        let spot = self.spot(item);
        let label = &self.0.form().item(spot.item).label;
        let said = self.0.wording(label, Some(spot), Lang::Fi, &());
        said.unwrap().text
    }

    fn draft(&self, role: Role, lang: Lang, embedded: &dyn Embedded) -> String {
        let item = self.0.form().with_role(role).next().unwrap();
        let draft = self.0.form().item(item).draft.as_ref().unwrap();
        let said = self.0.wording(draft, None, lang, embedded);
        said.unwrap().text
    }

    fn suggestions(&self) -> Vec<String> {
        let form = self.0.form();
        let asked = self.0.suggestions().into_iter();
        let asked = asked.map(|at| &form.suggestions[at].text);
        asked
            .map(|text| self.0.wording(text, None, Lang::Fi, &()).unwrap().text)
            .collect()
    }
}

impl Embedded for Filling {
    fn embedded(&self, form: &Id) -> Option<&Response> {
        (self.0.form().id == *form).then_some(&self.0)
    }
}

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn code(code: &str) -> Value {
    Value::Code(Id::new(code))
}

fn forms() -> Vec<std::sync::Arc<Form>> {
    let catalogue = Catalogue::load(None);
    NAMED.map(|id| catalogue.find(id).unwrap().clone()).into()
}

#[test]
fn the_forms_of_the_meeting_load_without_a_doubt() {
    let catalogue = Catalogue::load(None);
    let faulty = catalogue
        .faulty()
        .iter()
        .flat_map(|it| it.diagnostics.clone());
    let found = faulty.chain(catalogue.warnings());
    let ours = found.filter(|it| {
        NAMED
            .iter()
            .any(|id| it.file().ends_with(&format!("{id}.toml")))
    });
    let said: Vec<String> = ours.map(|it| it.render(Lang::En)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    for form in forms() {
        assert_eq!(form.languages, Lang::ALL);
    }
}

#[test]
fn a_ruler_is_followed_by_its_question() {
    let mut filling = Filling::new("goal_conversation", later());
    assert!(!filling.is_shown("importance_why"));
    filling.text("theme", "kahvilatyö");
    assert_eq!(
        filling.label("importance"),
        "Kuinka tärkeää sinulle on nyt tämä: kahvilatyö?"
    );
    filling.number("importance", 6);
    assert_eq!(
        filling.label("importance_why"),
        "Valitsit numeron 6 etkä numeroa 4. Mikä tekee tästä sinulle näin tärkeän?"
    );
    filling.number("importance", 2);
    assert!(filling.label("importance_why").contains("etkä numeroa 0."));
    for low in [0, 1] {
        filling.number("importance", low);
        let label = filling.label("importance_why");
        assert_eq!(label, "Mikä muu sinulle on nyt tärkeämpää?");
    }
}

#[test]
fn only_confidence_is_asked_upwards_and_never_beyond_ten() {
    let mut filling = Filling::new("goal_conversation", later());
    filling.number("confidence", 6);
    assert_eq!(
        filling.label("confidence_up"),
        "Mikä auttaisi siihen, että numero olisi 7?"
    );
    filling.number("confidence", 9);
    assert!(filling.label("confidence_up").contains("olisi 10?"));
    filling.number("confidence", 10);
    assert!(!filling.is_shown("confidence_up"));
    assert!(
        filling
            .label("confidence_why")
            .contains("numeron 10 etkä numeroa 8.")
    );
}

#[test]
fn the_summary_is_drafted_from_what_was_said() {
    let mut plan = Filling::new("plan", later());
    plan.row(
        "steps",
        "first",
        &[
            ("step", words("käyn katsomassa kahvilaa")),
            ("owner", code("client")),
            ("due", Value::Date(today() + Days::new(6))),
        ],
    );
    let mut filling = Filling::new("goal_conversation", later());
    let nothing = filling.draft(Role::Summary, Lang::Fi, &plan);
    assert!(nothing.starts_with("Tarkistan, kuulinko oikein.\nAskel:"));
    filling.text("theme", "kahvilatyö");
    filling.number("importance", 6);
    filling.text("importance_why", "lapset näkisivät");
    filling.number("confidence", 1);
    filling.text("confidence_why", "sisko");
    let quote = "en halua istua kotona";
    filling.row(
        "marks",
        "a",
        &[("kind", code("change")), ("words", words(quote))],
    );
    filling.row(
        "marks",
        "b",
        &[
            ("kind", code("sustain")),
            ("words", words("ehkä myöhemmin")),
        ],
    );
    filling.row("marks", "c", &[("words", words("minä osaan leipoa"))]);
    assert_eq!(
        filling.draft(Role::Summary, Lang::Fi, &plan),
        "Tarkistan, kuulinko oikein.\n\
         Puhuimme tästä: ”kahvilatyö”.\n\
         Sanoit: ”en halua istua kotona”.\n\
         Sanoit: ”minä osaan leipoa”.\n\
         Valitsit tärkeydeksi numeron 6.\n\
         Tämä tekee siitä tärkeän: ”lapset näkisivät”.\n\
         Valitsit varmuudeksi numeron 1.\n\
         Sinua on auttanut ennen: ”sisko”.\n\
         Askel: ”käyn katsomassa kahvilaa”, asiakas, viimeistään 30.11.2026."
    );
    for lang in Lang::ALL {
        let draft = filling.draft(Role::Summary, lang, &plan);
        assert_eq!(draft.lines().count(), 9, "{draft}");
    }
}

#[test]
fn information_comes_first_and_only_once() {
    let first = Inputs {
        first_session: true,
        ..later()
    };
    for (inputs, shown) in [(first, true), (later(), false)] {
        let filling = Filling::new("goal_conversation", inputs);
        assert_eq!(filling.0.is_section_shown(0), shown);
        assert_eq!(filling.is_shown("information_embed"), shown);
    }
}

#[test]
fn the_telephone_has_its_own_words_and_no_feedback() {
    let phone = Inputs {
        mode: Id::new("phone"),
        ..later()
    };
    let filling = Filling::new("goal_conversation", phone);
    assert!(filling.is_shown("calm_place") && filling.is_shown("others_listening"));
    assert!(
        filling
            .label("importance")
            .contains("Sano numero nollasta kymmeneen.")
    );
    for item in filling.0.form().with_role(Role::Feedback) {
        assert!(!filling.0.is_shown(Spot::top(item)));
    }
    let present = Filling::new("goal_conversation", later());
    assert!(!present.is_shown("calm_place"));
    for item in present.0.form().with_role(Role::Feedback) {
        assert!(present.0.is_shown(Spot::top(item)));
        assert_eq!(present.0.form().item(item).audience, Audience::Client);
    }
}

#[test]
fn marks_wait_while_an_interpreter_speaks() {
    let interpreted = Inputs {
        interpreter: true,
        ..later()
    };
    for (inputs, shown) in [(interpreted, false), (later(), true)] {
        let mut filling = Filling::new("goal_conversation", inputs);
        filling.row("marks", "a", &[("words", words("haluan töihin"))]);
        let row = filling.0.rows(filling.spot("marks").item)[0];
        let shown_in_row = |item: &str| {
            let item = filling.0.form().find(item).unwrap();
            filling.0.is_shown(Spot::in_row(item, row))
        };
        assert_eq!(shown_in_row("kind"), shown);
        assert!(shown_in_row("words"), "the client's words are kept");
    }
}

#[test]
fn suggestions_are_questions_to_the_counsellor() {
    let mut filling = Filling::new("goal_conversation", later());
    assert!(filling.suggestions().is_empty());
    filling.number("importance", 3);
    assert_eq!(
        filling.suggestions(),
        ["Mistä asiakas haluaisi puhua mieluummin? Kysy häneltä."]
    );
    filling.number("importance", 8);
    filling.number("confidence", 8);
    assert_eq!(
        filling.suggestions(),
        ["Kuulostaako asiakas valmiilta? Kokoa ensin ja kysy: Mitä ajattelet tehdä?"]
    );
    let mut filling = Filling::new("goal_conversation", later());
    for row in ["a", "b"] {
        assert!(filling.suggestions().is_empty());
        filling.row("marks", row, &[("kind", code("discord"))]);
        filling.row("marks", &format!("other_{row}"), &[("kind", code("need"))]);
    }
    assert_eq!(filling.suggestions().len(), 1);
}

#[test]
fn one_mark_is_for_every_day_and_nine_for_practice() {
    let filling = Filling::new("goal_conversation", later());
    let form = filling.0.form();
    let kind = form.with_role(Role::MarkKind).next().unwrap();
    let options = &form.choice_list(form.item(kind)).unwrap().options;
    let every_day: Vec<_> = options.iter().filter(|it| !it.practice).collect();
    assert_eq!(every_day.len(), 1);
    assert_eq!(every_day[0].key, Some('+'));
    let keys: Vec<char> = options.iter().filter_map(|it| it.key).collect();
    assert_eq!(keys.len(), 10);
    for (opposite, beside) in NEIGHBOURS {
        let change = keys.iter().filter(|key| !['-', '.'].contains(*key));
        assert!(keys.contains(&opposite));
        assert!(change.into_iter().all(|key| !beside.contains(*key)));
    }
}

#[test]
fn a_permission_has_an_end_only_where_there_is_one() {
    let mut filling = Filling::new("information", later());
    let cell = |item: &str, row: &str| Path::in_row(Id::new(item), RowId(Id::new(row)));
    filling.put(cell("may", "kela"), code("yes"));
    filling.put(cell("may", "employer"), code("no"));
    let shown = |path: &Path| filling.0.is_shown(filling.0.spot(path).unwrap());
    assert!(shown(&cell("until", "kela")));
    assert!(!shown(&cell("until", "employer")));
    assert!(!shown(&cell("until", "school")));
}

#[test]
fn the_core_path_is_short() {
    let filling = Filling::new("goal_conversation", later());
    let form = filling.0.form();
    let core = form.items.iter().filter(|item| {
        let top = item.parent.is_none() && !item.more && item.is_answerable();
        top && filling.is_shown(item.id.as_str())
    });
    let (written, closed): (Vec<&Item>, Vec<&Item>) =
        core.partition(|item| matches!(item.kind, Kind::Text | Kind::Note));
    assert!(closed.len() <= 8 && written.len() <= 4, "{written:?}");
}

#[test]
fn every_item_has_a_short_name_and_the_client_may_ask_why() {
    for form in forms() {
        for item in form.items.iter().filter(|item| item.is_answerable()) {
            let of_client = item.audience != Audience::Counsellor;
            let leads = item.parent.is_none() && item.relevant.is_none();
            let place = format!("{}: {}", form.id, item.id);
            assert!(!item.short.is_empty(), "{place}");
            assert!(!(of_client && leads && item.why.is_empty()), "{place}");
        }
    }
}
