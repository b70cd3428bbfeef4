//! What is found and listed after a meeting was moved, corrected, erased or restored: the journal's rows are the right ones.

use chrono::NaiveDate;
use kohtaa::casework::{Event, Flag, RaterRole, Status, SubjectRow};
use kohtaa::form::Id;
use kohtaa::response::{Cell, Value};
use kohtaa::vault::Vault;

use super::backups::make;
use super::forget::{dump, holds};
use super::restores::erase;
use super::{Den, Story, at, begin, id, init, passphrase, raw, stamp, text, unlock};

/// What is found by a word: the words that hold it, and whose they are.
fn found(vault: &Vault, word: &str) -> Vec<(String, u128)> {
    let hits = vault.search(word, 9).unwrap();
    let whose = |subject| [1, 2].into_iter().find(|n| id(*n) == subject).unwrap();
    hits.into_iter()
        .map(|hit| (hit.text, whose(hit.subject)))
        .collect()
}

fn only(words: &str, whose: u128) -> Vec<(String, u128)> {
    vec![(words.to_owned(), whose)]
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A meeting that client 1 had in client 2's place, with an answer given twice and a step in client 1's own plan.
fn moved(vault: &mut Vault, story: &mut Story) {
    let mut entries = begin(story);
    entries.push(story.client(id(2), "B-2222", "Toinen Ihminen"));
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("ensisana")));
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("jälkisana")));
    entries.push(story.answer(id(1), id(10), id(50), "step", text("alkuaskel")));
    entries.push(story.answer(id(1), id(10), id(50), "step", text("loppuaskel")));
    let next = Cell::given(Value::Date(day("2026-12-01")));
    entries.push(story.answer(id(1), id(10), id(100), "next", next));
    let (from, to) = (id(1), id(2));
    let moved = Event::SessionMoved { from, to };
    entries.push(story.entry(Some(to), Some(id(10)), None, moved));
    // What is said in it from now on is the other one's from the start.
    entries.push(story.answer(id(2), id(10), id(100), "words", text("lisäsana")));
    vault.record(&entries).unwrap();
}

const MEETING: [&str; 3] = ["ensisana", "jälkisana", "lisäsana"];
const PLAN: [&str; 2] = ["alkuaskel", "loppuaskel"];

#[test]
fn no_word_of_a_moved_meeting_outlives_its_client_and_no_other_goes_with_it() {
    for (first, gone, kept) in [(1, &PLAN[..], &MEETING[..]), (2, &MEETING[..], &PLAN[..])] {
        let den = Den::new();
        let (mut vault, _) = init(&den.place());
        let mut story = Story::new();
        moved(&mut vault, &mut story);
        assert_eq!(found(&vault, "jälkisana"), only("jälkisana", 2));
        assert_eq!(found(&vault, "ensisana"), []);
        let told = |vault: &Vault, n| format!("{:?}", vault.history(id(n)).unwrap());
        assert!(MEETING.iter().all(|word| told(&vault, 2).contains(word)));
        assert!(PLAN.iter().all(|word| told(&vault, 1).contains(word)));
        erase(&mut vault, &mut story, first, false);
        assert!(gone.iter().all(|word| found(&vault, word).is_empty()));
        let other = 3 - first;
        assert!(kept.iter().all(|word| told(&vault, other).contains(word)));
        let last = *kept.last().unwrap();
        assert_eq!(found(&vault, last), only(last, other));
        assert!(vault.verify().unwrap().is_sound());
        let home = vault.home().unwrap();
        assert_eq!(home.coming.len(), usize::from(other == 2));
        vault.rebuild().unwrap();
        assert_eq!(vault.home().unwrap(), home);
        assert_eq!(found(&vault, last), only(last, other));
        vault.close().unwrap();
        let heap = dump(&raw(&den.place()));
        assert!(gone.iter().all(|word| !holds(&heap, word)));
        assert!(kept.iter().all(|word| holds(&heap, word)));

        let mut vault = unlock(&den.place(), 7000);
        erase(&mut vault, &mut story, other, false);
        assert!(vault.verify().unwrap().is_sound());
        vault.rebuild().unwrap();
        vault.close().unwrap();
        let heap = dump(&raw(&den.place()));
        assert!(kept.iter().all(|word| !holds(&heap, word)));
    }
}

#[test]
fn a_restored_vault_is_searched_like_the_one_that_was_backed_up() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    moved(&mut vault, &mut story);
    let backup = make(&vault, 5).folder;
    let late = story.answer(id(2), id(10), id(100), "late", text("myöhäissana"));
    vault.record(&[late]).unwrap();
    let path = at("words");
    let event = Event::Forgotten { path: path.clone() };
    let entry = story.entry(Some(id(2)), Some(id(10)), Some(id(100)), event);
    vault.forget(id(100), &path, &entry).unwrap();
    erase(&mut vault, &mut story, 1, false);
    vault.close().unwrap();

    let (mut vault, report) =
        Vault::restore(&den.place(), &backup, &passphrase(), &stamp(900)).unwrap();
    assert_eq!(report.removed, 2);
    assert_eq!(found(&vault, "jälkisana"), only("jälkisana", 2));
    for gone in ["ensisana", "lisäsana", "loppuaskel", "myöhäissana", "äijö"] {
        assert_eq!(found(&vault, gone), [], "{gone}");
    }
    story.n = 950;
    let after = story.answer(id(2), id(10), id(100), "late", text("uusisana"));
    vault.record(&[after]).unwrap();
    assert_eq!(found(&vault, "uusisana"), only("uusisana", 2));
    assert!(vault.verify().unwrap().is_sound());
    vault.close().unwrap();
    let heap = dump(&raw(&den.place()));
    for gone in PLAN.iter().chain(&["lisäsana", "myöhäissana", "Äijö"]) {
        assert!(!holds(&heap, gone), "{gone}");
    }
}

/// A finished meeting that was opened again with a reason and corrected, the next one agreed a week later than at first.
fn corrected(vault: &mut Vault, story: &mut Story) {
    let mut entries = begin(story);
    let date = |text: &str| Cell::given(Value::Date(day(text)));
    let (who, met, filled) = (id(1), id(10), id(100));
    entries.push(story.answer(who, met, filled, "theme", text("väärinkuultu")));
    entries.push(story.answer(who, met, filled, "next", date("2026-12-01")));
    entries.extend(story.finish(who, met, filled));
    let amended = |reason: &str| Event::ResponseEnded {
        status: Status::Amended,
        reason: Some(reason.to_owned()),
        scores: Vec::new(),
    };
    let (whole, one) = (
        (Some(who), Some(met), None),
        (Some(who), Some(met), Some(filled)),
    );
    entries.push(story.entry(one.0, one.1, one.2, amended("kuulin väärin")));
    entries.push(story.entry(whole.0, whole.1, whole.2, Event::SessionResumed));
    entries.push(story.answer(who, met, filled, "theme", text("oikeinsanottu")));
    entries.push(story.answer(who, met, filled, "next", date("2026-12-08")));
    entries.push(story.entry(one.0, one.1, one.2, amended("")));
    entries.push(story.end(who, met));
    vault.record(&entries).unwrap();
}

#[test]
fn a_corrected_answer_is_found_and_listed_as_it_is_now_and_seen_as_it_was() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    corrected(&mut vault, &mut story);
    for _ in 0..2 {
        assert_eq!(found(&vault, "oikeinsanottu"), only("oikeinsanottu", 1));
        assert_eq!(found(&vault, "väärinkuultu"), []);
        let hit = &vault.search("oikein", 9).unwrap()[0];
        assert_eq!(hit.session, Some(id(10)));
        let coming = vault.home().unwrap().coming;
        let days: Vec<NaiveDate> = coming.iter().map(|it| it.day).collect();
        assert_eq!(days, [day("2026-12-08")]);
        let pinned = vault.pinned(id(1), &Id::new("talk"), RaterRole::Client);
        let shown = format!("{:?} {pinned:?}", vault.page(id(1)).unwrap());
        assert!(shown.contains("oikeinsanottu") && !shown.contains("väärinkuultu"));
        let theme = |stored: kohtaa::casework::StoredSession| {
            let mut responses = stored.responses.into_iter();
            let filled = responses.find(|it| it.row.id == id(100)).unwrap();
            let mut cells = filled.cells.into_iter();
            cells.find(|(path, _)| *path == at("theme")).unwrap().1
        };
        assert_eq!(theme(vault.session(id(10)).unwrap()), text("oikeinsanottu"));
        assert_eq!(theme(vault.original(id(10)).unwrap()), text("väärinkuultu"));
        assert!(vault.verify().unwrap().is_sound());
        vault.rebuild().unwrap();
    }
    // What it was before stands in the index as it does in the journal, and goes with it.
    erase(&mut vault, &mut story, 1, false);
    assert!(vault.verify().unwrap().is_sound());
    vault.close().unwrap();
    let heap = dump(&raw(&den.place()));
    assert!(!holds(&heap, "väärinkuultu") && !holds(&heap, "oikeinsanottu"));
}

#[test]
fn a_list_goes_on_after_a_name_that_it_does_not_show() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let mut entries = Vec::new();
    for (n, name) in [(1, "Aamu"), (2, "Ilta"), (3, "Päivä")] {
        entries.push(story.client(id(n), &format!("C-{n}"), name));
    }
    let (flag, on) = (Flag::NoPlace, true);
    entries.push(story.entry(Some(id(2)), None, None, Event::SubjectFlagged { flag, on }));
    vault.record(&entries).unwrap();
    let mut names = Vec::new();
    let mut last: Option<SubjectRow> = None;
    while let Some(row) = vault.subjects_after(last.as_ref(), 1).unwrap().pop() {
        names.push(row.name.clone());
        assert!(names.len() < 9, "{names:?}");
        last = Some(row);
    }
    assert_eq!(names, ["Aamu", "", "Päivä"]);
}
