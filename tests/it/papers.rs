//! Papers are data: what a meeting gave is gathered by its roles, and nothing that was not allowed is passed on.

use std::sync::Arc;

use chrono::{NaiveDate, TimeZone, Utc};
use kohtaa::casework::{
    self, Block, BlockState, Filling, PaperFilling, Scribe, Setting, Stamp, Starting,
    StoredSession, SubjectRow,
};
use kohtaa::form::{Catalogue, Id};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Path, RowId, Value};

fn stamp() -> Stamp {
    Stamp {
        utc: Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).unwrap(),
        offset_min: 120,
        boot_ms: 0,
        today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        seed: [3; 10],
    }
}

/// A meeting with what is answered in it, without a vault.
struct Talk {
    catalogue: Catalogue,
    fillings: Vec<Filling>,
}

impl Talk {
    fn new() -> Talk {
        let catalogue = Catalogue::load(None);
        let mut fillings = Vec::new();
        let forms = ["goal_conversation", "information"].map(|id| catalogue.find(id).unwrap());
        for form in forms {
            let mut scribe = Scribe::new(stamp());
            let setting = Setting::in_person(Lang::Fi);
            let more = casework::practise(&catalogue, form, setting, &mut scribe);
            for filling in more {
                let id = &filling.row.form_id;
                if !fillings.iter().any(|it: &Filling| it.row.form_id == *id) {
                    fillings.push(filling);
                }
            }
        }
        Talk {
            catalogue,
            fillings,
        }
    }

    fn put(&mut self, form: &str, path: Path, value: Value) {
        let mut fillings = self.fillings.iter_mut();
        let filling = fillings.find(|it| it.row.form_id == *form).unwrap();
        let change = filling.response.change(&path, Cell::given(value));
        filling.response.apply(&change).unwrap();
    }

    fn step(&mut self, row: &str, words: &str, owner: &str) {
        let row = RowId(Id::new(row));
        let mut fillings = self.fillings.iter_mut();
        let plan = fillings.find(|it| it.row.form_id == *"plan").unwrap();
        let list = plan.response.form().find("steps").unwrap();
        let change = plan.response.insert_row(list, usize::MAX, row.clone());
        plan.response.apply(&change).unwrap();
        let cell = |item: &str| Path::in_row(Id::new(item), row.clone());
        self.put("plan", cell("step"), Value::Text(words.to_owned()));
        self.put("plan", cell("owner"), Value::Code(Id::new(owner)));
    }

    fn papers(&self) -> Vec<PaperFilling> {
        let mut scribe = Scribe::new(stamp());
        let subject = SubjectRow {
            id: scribe.id(),
            register: Id::new("client"),
            code: "A-7K3Q".to_owned(),
            name: "Aino Esimerkki".to_owned(),
            language: Lang::FiSimple,
            practice: true,
            no_place: false,
            restricted: false,
            last_met: None,
            sessions: 0,
        };
        let starting = Starting::with_form(
            self.fillings[0].response.form(),
            Setting::in_person(Lang::FiSimple),
            None,
        );
        let (row, _) = casework::open_session(&subject, &starting, &mut scribe);
        let stored = StoredSession {
            row,
            responses: Vec::new(),
            history: Vec::new(),
            drafts: Vec::new(),
            read_together: None,
        };
        let inputs = self.fillings[0].response.inputs().clone();
        let forms: [Arc<kohtaa::form::Form>; 0] = [];
        casework::drafted(
            &self.catalogue,
            &subject.register,
            &stored,
            &forms,
            &self.fillings,
            &inputs,
            &mut scribe,
        )
    }

    fn blocks(&self, lang: Lang) -> Vec<Block> {
        let papers = self.papers();
        papers.iter().flat_map(|paper| paper.blocks(lang)).collect()
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn talked() -> Talk {
    let mut talk = Talk::new();
    talk.put(
        "goal_conversation",
        Path::top(Id::new("theme")),
        text("kahvilatyö"),
    );
    talk.put(
        "goal_conversation",
        Path::top(Id::new("summary")),
        text("Leipominen on tuttua."),
    );
    talk.put(
        "goal_conversation",
        Path::top(Id::new("confidence")),
        Value::Number(6.into()),
    );
    talk.put(
        "goal_conversation",
        Path::top(Id::new("confidence_why")),
        text("sisko auttaa"),
    );
    talk.step("a", "käyn katsomassa kahvilaa", "client");
    talk.step("b", "soitan kahvilaan", "counsellor");
    talk
}

#[test]
fn blocks_come_in_the_official_order_each_within_its_length() {
    let blocks = talked().blocks(Lang::Fi);
    let headings: Vec<&str> = blocks.iter().map(|it| it.heading.as_str()).collect();
    assert_eq!(
        headings,
        [
            "Tilanne ja aihe",
            "Tavoite",
            "Asiakkaan toimet",
            "Tuki ja ohjaajan toimet",
            "Seuranta",
            "Taskukortti",
            "Kirje",
        ]
    );
    assert_eq!(blocks[0].text, "Aihe: kahvilatyö.\nLeipominen on tuttua.");
    assert_eq!(blocks[1].state, BlockState::Empty);
    assert_eq!(blocks[2].text, "käyn katsomassa kahvilaa");
    assert_eq!(blocks[3].text, "soitan kahvilaan (ohjaaja)");
    for block in &blocks {
        assert!(block.limit.is_some() && !block.is_too_long(), "{block:?}");
    }
}

#[test]
fn what_the_client_does_not_allow_is_left_out_and_the_block_says_so() {
    let mut talk = talked();
    let kela = Path::in_row(Id::new("may"), RowId(Id::new("kela")));
    for (permission, left_out) in [("yes", false), ("no", true), ("ask_first", true)] {
        talk.put(
            "information",
            kela.clone(),
            Value::Code(Id::new(permission)),
        );
        let block = talk.blocks(Lang::Fi).remove(0);
        assert_eq!(block.state == BlockState::LeftOut, left_out, "{permission}");
        assert_eq!(block.text.contains("Leipominen"), !left_out, "{permission}");
        assert_eq!(block.text.contains("Kela"), left_out, "{permission}");
    }
}

#[test]
fn the_card_says_five_things_and_neither_name_nor_code() {
    let blocks = talked().blocks(Lang::Sv);
    let card = &blocks[5].text;
    // In the language of the meeting, whatever the program speaks.
    for said in [
        "Minun askeleeni\nkäyn",
        "Milloin",
        "Minua auttaa\nsisko",
        "Ohjaajani lupasi\nsoitan",
        "Seuraava aika",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }
    for kept in ["Aino", "A-7K3Q"] {
        assert!(!card.contains(kept), "{card}");
    }
    assert_eq!(blocks[0].heading, "Situation och ämne");
}
