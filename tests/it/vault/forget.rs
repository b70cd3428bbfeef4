//! What is forgotten is nowhere: not in answers, drafts, history, search, journal, later fillings or earlier forgettings.

use std::fs;

use kohtaa::casework::{Draft, Event, RaterRole, Recorded, Status};
use kohtaa::form::Id;
use kohtaa::response::{Cell, FixedScore, Value};
use kohtaa::vault::Vault;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{Den, Story, at, begin, files, id, init, instant, number, raw, text, unlock};

/// Everything that every table holds, the hidden ones included, as one heap of bytes.
pub fn dump(connection: &Connection) -> Vec<u8> {
    let mut heap = Vec::new();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'search'")
        .unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    // The index keeps of a word only what differs from the one before: here they are whole.
    connection
        .execute_batch("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)")
        .unwrap();
    for name in names.iter().map(String::as_str).chain(["temp.words"]) {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {name}"))
            .unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..width {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(at).unwrap() {
                    heap.extend(bytes);
                }
                heap.push(0);
            }
        }
    }
    heap
}

pub fn holds(heap: &[u8], word: &str) -> bool {
    heap.windows(word.len()).any(|part| part == word.as_bytes())
}

/// A finished session with a theme, a ruler about it and a score that counted it; then a later filling that shows them.
fn told(vault: &mut Vault, story: &mut Story) {
    let mut entries = begin(story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("salaisuuksia")));
    entries.push(story.answer(
        id(1),
        id(10),
        id(100),
        "theme",
        Cell {
            note: Some("kuiskattuna".into()),
            ..text("salaisuus")
        },
    ));
    entries.push(story.answer(id(1), id(10), id(100), "importance", number(8)));
    entries.push(story.answer(id(1), id(10), id(100), "other", text("julkinen")));
    let score = FixedScore {
        id: Id::new("sum"),
        value: Some(8.into()),
        answered: 1,
        of: 1,
        rule: "sum".into(),
        inputs: vec![
            (at("theme"), Some("salaisuus".into())),
            (at("importance"), Some("8".into())),
        ],
    };
    let ended = Event::ResponseEnded {
        status: Status::Completed,
        reason: None,
        scores: vec![score],
    };
    entries.push(story.entry(Some(id(1)), Some(id(10)), Some(id(100)), ended));
    entries.push(story.end(id(1), id(10)));
    vault.record(&entries).unwrap();
    let pinned = vault
        .pinned(id(1), &Id::new("talk"), RaterRole::Client)
        .unwrap();
    assert_eq!(pinned.len(), 3);
    let mut later = story.filling(id(1), Some(id(11)), id(101));
    if let Event::ResponseStarted { pinned: held, .. } = &mut later.event {
        *held = pinned;
    }
    vault
        .record(&[story.meeting(id(1), id(11)), later])
        .unwrap();
    let draft = Draft {
        session: Some(id(10)),
        response: id(100),
        path: at("theme"),
        note: false,
        text: "salaisuuden loppu".into(),
        caret: 0,
        at: instant(1),
    };
    vault.put_draft(&draft).unwrap();
}

fn forget(vault: &mut Vault, story: &mut Story, path: &str) {
    let event = Event::Forgotten { path: at(path) };
    let entry = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event);
    vault.forget(id(100), &at(path), &entry).unwrap();
}

#[test]
fn a_forgotten_value_leaves_no_trace_and_the_chain_verifies() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    told(&mut vault, &mut story);
    assert_eq!(vault.search("salais", 9).unwrap().len(), 1);
    forget(&mut vault, &mut story, "theme");
    assert!(vault.search("salais", 9).unwrap().is_empty());
    assert!(vault.search("kuisk", 9).unwrap().is_empty());
    let stored = vault.response(id(100)).unwrap();
    assert_eq!(
        stored.cells,
        [
            (at("importance"), number(8)),
            (at("other"), text("julkinen"))
        ]
    );
    assert_eq!(stored.draft, None);
    assert_eq!(stored.row.scores[0].inputs[0], (at("theme"), None));
    // The ruler was about it: without its object it stands beside nothing.
    let later = vault.response(id(101)).unwrap();
    let shown: Vec<_> = later
        .pinned
        .iter()
        .map(|earlier| earlier.item.as_str())
        .collect();
    assert_eq!(shown, ["other"]);
    let history = vault.session(id(10)).unwrap().history;
    assert!(
        history
            .iter()
            .filter_map(Recorded::change)
            .all(|change| change.at != at("theme"))
    );
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    vault.close().unwrap();
    let connection = raw(&den.place());
    let heap = dump(&connection);
    for word in ["salais", "kuisk"] {
        assert!(!holds(&heap, word), "{word}");
    }
    assert!(holds(&heap, "julkinen"));
    connection.close().unwrap();
    let mut vault = unlock(&den.place(), 7);
    vault.rebuild().unwrap();
    assert_eq!(vault.response(id(101)).unwrap(), later);
    assert_eq!(vault.response(id(100)).unwrap(), stored);
}

#[test]
fn forgetting_twice_leaves_no_trace_in_the_first_one() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    told(&mut vault, &mut story);
    forget(&mut vault, &mut story, "other");
    forget(&mut vault, &mut story, "theme");
    forget(&mut vault, &mut story, "importance");
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert!(vault.response(id(101)).unwrap().pinned.is_empty());
    let scores = &vault.response(id(100)).unwrap().row.scores;
    assert!(scores[0].inputs.iter().all(|(_, input)| input.is_none()));
    vault.close().unwrap();
    let connection = raw(&den.place());
    let heap = dump(&connection);
    for word in ["salais", "kuisk", "julkinen"] {
        assert!(!holds(&heap, word), "{word}");
    }
}

#[test]
fn what_is_said_again_afterwards_is_kept() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    told(&mut vault, &mut story);
    forget(&mut vault, &mut story, "theme");
    let again = story.answer(id(1), id(10), id(100), "theme", text("uusi"));
    vault.record(&[again]).unwrap();
    let cells = vault.response(id(100)).unwrap().cells;
    assert!(cells.contains(&(at("theme"), Cell::given(Value::Text("uusi".into())))));
    let history = vault.session(id(10)).unwrap().history;
    let change = history
        .iter()
        .filter_map(Recorded::change)
        .find(|change| change.at == at("theme"))
        .unwrap();
    assert_eq!(change.before, Cell::default());
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn a_forgetting_of_something_else_is_refused() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    told(&mut vault, &mut story);
    let entry = story.entry(
        Some(id(1)),
        Some(id(10)),
        Some(id(100)),
        Event::Forgotten { path: at("other") },
    );
    assert!(vault.forget(id(100), &at("theme"), &entry).is_err());
    assert!(vault.forget(id(101), &at("other"), &entry).is_err());
    assert!(vault.record(&[entry]).is_err());
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), 3);
}

#[test]
fn a_backup_made_meanwhile_or_earlier_does_not_keep_it() {
    let den = Den::new();
    let place = den.place();
    let (mut vault, _) = init(&place);
    let mut story = Story::new();
    told(&mut vault, &mut story);
    super::backups::make(&vault, 20);
    let mut under_way = vault
        .begin_backup(&place.backups(), &super::stamp(5000))
        .unwrap();
    under_way.step(&vault).unwrap();
    forget(&mut vault, &mut story, "theme");
    while !under_way.step(&vault).unwrap().done {}
    let report = under_way.finish().unwrap().check().unwrap();
    assert_eq!(fs::read_dir(place.backups()).unwrap().count(), 1);
    let copy = kohtaa::vault::Place {
        data: report.folder,
        state: den.dir.path().join("elsewhere"),
    };
    let connection = raw(&copy);
    assert!(!holds(&dump(&connection), "salais"));
    assert!(files(&place.backups()).len() >= 3);
}
