//! Responses that go on in another version of their form.

use std::collections::BTreeMap;

use kohtaa::casework::{Event, Recorded};
use kohtaa::form::{Hash, Id, Role};
use kohtaa::response::{Cell, Path};
use kohtaa::vault::{Error, Meaning, Vault};
use uuid::Uuid;

use super::{Den, FORM, PASSPHRASE, Story, at, begin, files, id, init, raw, text};

const NEXT: Hash = Hash([9; 32]);

fn next_form(vault: &mut Vault) {
    let meaning = Meaning {
        item: Id::new("topic"),
        role: Some(Role::Theme),
        about: None,
    };
    vault
        .keep_form(NEXT, b"the next version", &[meaning])
        .unwrap();
}

fn moved(from: Hash, form: Hash, one: &str, other: &str) -> Event {
    Event::ResponseMoved {
        from,
        form,
        renamed: BTreeMap::from([(Id::new(one), Id::new(other))]),
        cleared: Vec::new(),
    }
}

fn paths(vault: &Vault, response: Uuid) -> Vec<String> {
    let cells = vault.response(response).unwrap().cells;
    cells.iter().map(|(path, _)| path.to_string()).collect()
}

#[test]
fn a_moved_response_keeps_its_answers_under_the_new_names() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    next_form(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("Öinen työ")));
    entries.push(story.answer(id(1), id(10), id(100), "mood", text("hyvä")));
    let there = moved(FORM, NEXT, "theme", "topic");
    entries.push(story.entry(Some(id(1)), Some(id(10)), Some(id(100)), there));
    vault.record(&entries).unwrap();

    assert_eq!(vault.response(id(100)).unwrap().row.form, NEXT);
    assert_eq!(paths(&vault, id(100)), ["mood", "topic"]);
    let roles = vault.page(id(1)).unwrap().roles;
    assert_eq!((roles[0].role, &roles[0].path), (Role::Theme, &at("topic")));
    let hit = &vault.search("öinen", 5).unwrap()[0];
    assert_eq!(hit.found.as_ref().unwrap().2, at("topic"));
    assert!(vault.verify().unwrap().is_sound());
    vault.rebuild().unwrap();
    assert!(vault.verify().unwrap().is_sound());

    // What stood at a place before is found whatever it was called then.
    let later = story.answer(id(1), id(10), id(100), "topic", text("päivätyö"));
    vault.record(&[later]).unwrap();
    let history = vault.session(id(10)).unwrap().history;
    let last = history.last().and_then(Recorded::change).unwrap();
    assert_eq!(last.before, text("Öinen työ"));

    let back = moved(NEXT, FORM, "topic", "theme");
    let back = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), back);
    vault.record(&[back]).unwrap();
    assert_eq!(vault.response(id(100)).unwrap().row.form, FORM);
    assert_eq!(paths(&vault, id(100)), ["mood", "theme"]);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn ids_may_change_places() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    next_form(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(100), "one", text("1")));
    entries.push(story.answer(id(1), id(10), id(100), "two", text("2")));
    let pair = |one: &str, other: &str| (Id::new(one), Id::new(other));
    let event = Event::ResponseMoved {
        from: FORM,
        form: NEXT,
        renamed: BTreeMap::from([pair("one", "two"), pair("two", "one")]),
        cleared: Vec::new(),
    };
    entries.push(story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event));
    vault.record(&entries).unwrap();
    let cells: BTreeMap<Path, Cell> = vault.response(id(100)).unwrap().cells.into_iter().collect();
    assert_eq!(cells[&at("one")], text("2"));
    assert_eq!(cells[&at("two")], text("1"));
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn forgetting_reaches_what_was_said_under_an_earlier_name() {
    const WORDS: &str = "salainen huoli";
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    next_form(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text(WORDS)));
    let there = moved(FORM, NEXT, "theme", "topic");
    entries.push(story.entry(Some(id(1)), Some(id(10)), Some(id(100)), there));
    vault.record(&entries).unwrap();
    let path = at("topic");
    let event = Event::Forgotten { path: path.clone() };
    let entry = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event);
    vault.forget(id(100), &path, &entry).unwrap();

    assert!(paths(&vault, id(100)).is_empty());
    assert!(
        vault
            .session(id(10))
            .unwrap()
            .history
            .iter()
            .all(|it| it.change().is_none())
    );
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    vault.rebuild().unwrap();
    assert!(paths(&vault, id(100)).is_empty());
    vault.close().unwrap();
    assert!(!PASSPHRASE.is_empty() && !files(den.dir.path()).is_empty());
    let held: i64 = raw(&den.place())
        .query_row(
            "SELECT count(*) FROM journal WHERE instr(payload, ?) > 0",
            [WORDS.as_bytes()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(held, 0);
}

#[test]
fn what_is_finished_is_not_moved() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    next_form(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.extend(story.finish(id(1), id(10), id(100)));
    vault.record(&entries).unwrap();
    let there = moved(FORM, NEXT, "theme", "topic");
    let there = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), there);
    assert!(matches!(vault.record(&[there]), Err(Error::Unfit(_))));
    assert_eq!(vault.response(id(100)).unwrap().row.form, FORM);
}

#[test]
fn a_standing_response_is_shown_as_it_was_asked_then() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    next_form(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(50), "goal", text("työ")));
    entries.extend(story.finish(id(1), id(10), id(100)));
    vault.record(&entries).unwrap();
    let there = moved(super::PLAN, NEXT, "goal", "aim");
    let there = story.entry(Some(id(1)), None, Some(id(50)), there);
    vault.record(&[there]).unwrap();
    let standing = |vault: &Vault| {
        let session = vault.session(id(10)).unwrap();
        let mut responses = session.responses.into_iter();
        responses.find(|it| it.row.id == id(50)).unwrap()
    };
    let then = standing(&vault);
    assert_eq!(then.row.form, super::PLAN);
    assert_eq!(then.cells[0].0, at("goal"));
    let page = vault.page(id(1)).unwrap();
    assert_eq!(page.standing[0].row.form, NEXT);
    assert_eq!(page.standing[0].cells[0].0, at("aim"));
    assert_eq!(page.versions[0].0, NEXT);
}
