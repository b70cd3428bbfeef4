//! A meeting recorded for the wrong client goes to the right one, in everything that is shown and for good.

use kohtaa::casework::{Event, RaterRole, Scribe, Transfer};
use kohtaa::form::Id;
use kohtaa::response::{RowId, Value};
use kohtaa::vault::Vault;
use uuid::Uuid;

use super::{Den, Story, at, begin, id, init, number, stamp, text};

const RIGHT: u128 = 2;

/// Client 1 with an earlier meeting of their own and the wrong one, client 2 with nothing; both have a plan or get one.
fn wronged(vault: &mut Vault, story: &mut Story) {
    let mut entries = begin(story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("kahvilatyö")));
    entries.push(story.answer(id(1), id(10), id(100), "importance", number(4)));
    entries.extend(step(story, id(10), 7, "vanha askel", &[7]));
    entries.extend(story.finish(id(1), id(10), id(100)));
    entries.push(story.client(id(RIGHT), "E-1P5L", "Eero Oikea"));
    vault.record(&entries).unwrap();
    let pinned = vault
        .pinned(id(1), &Id::new("talk"), RaterRole::Client)
        .unwrap();
    assert!(!pinned.is_empty());
    let mut filling = story.filling(id(1), Some(id(11)), id(101));
    if let Event::ResponseStarted { pinned: held, .. } = &mut filling.event {
        *held = pinned;
    }
    let mut entries = vec![story.meeting(id(1), id(11)), filling];
    entries.push(story.answer(id(1), id(11), id(101), "theme", text("hitsauskurssi")));
    entries.push(story.answer(id(1), id(11), id(101), "importance", number(9)));
    entries.extend(step(story, id(11), 8, "soitan oppilaitokseen", &[7, 8]));
    vault.record(&entries).unwrap();
}

fn row(n: u128) -> RowId {
    RowId::from_uuid(id(n))
}

/// A step of client 1's plan, with the rows that the list has then.
fn step(
    story: &mut Story,
    session: Uuid,
    n: u128,
    words: &str,
    rows: &[u128],
) -> Vec<kohtaa::casework::Entry> {
    let rows = rows.iter().map(|n| row(*n)).collect();
    let list = kohtaa::response::Cell::given(Value::Rows(rows));
    vec![
        story.answer(id(1), session, id(50), "steps", list),
        story.answer(
            id(1),
            session,
            id(50),
            &format!("step/{}", row(n)),
            text(words),
        ),
    ]
}

fn transfer(vault: &mut Vault) -> Transfer {
    let stored = vault.session(id(11)).unwrap();
    let (from, to) = (vault.page(id(1)).unwrap(), vault.page(id(RIGHT)).unwrap());
    Transfer::of(&stored, &from, &to)
}

fn moved(vault: &mut Vault) {
    let transfer = transfer(vault);
    let entries = transfer.entries(&mut Scribe::new(stamp(900)));
    vault.record(&entries).unwrap();
}

fn words(vault: &Vault, subject: Uuid) -> String {
    format!("{:?}", vault.page(subject).unwrap())
}

#[test]
fn the_meeting_and_what_it_put_into_the_plan_are_the_other_clients() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    let told = transfer(&mut vault);
    assert_eq!((told.from.id, told.to.id), (id(1), id(RIGHT)));
    assert_eq!(told.carried.len(), 1, "{told:?}");
    assert_eq!(told.carried[0].words(), Some("soitan oppilaitokseen"));
    assert!(told.left.is_empty() && told.compared);
    moved(&mut vault);
    let stored = vault.session(id(11)).unwrap();
    assert_eq!(stored.row.subject, id(RIGHT));
    assert!(stored.responses.iter().all(|it| it.pinned.is_empty()));
    let (wrong, right) = (words(&vault, id(1)), words(&vault, id(RIGHT)));
    for word in ["hitsauskurssi", "soitan oppilaitokseen"] {
        assert!(right.contains(word), "{word}\n{right}");
        assert!(!wrong.contains(word), "{word}\n{wrong}");
    }
    assert!(wrong.contains("vanha askel") && !right.contains("vanha askel"));
    let hits = vault.search("hitsaus", 9).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].subject, id(RIGHT));
    let hits = vault.search("oppilaitokseen", 9).unwrap();
    assert!(hits.iter().all(|hit| hit.subject == id(RIGHT)), "{hits:?}");
}

#[test]
fn what_is_shown_after_a_move_follows_from_the_journal() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    moved(&mut vault);
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    let before = (words(&vault, id(1)), words(&vault, id(RIGHT)));
    vault.rebuild().unwrap();
    assert_eq!((words(&vault, id(1)), words(&vault, id(RIGHT))), before);
}

#[test]
fn a_later_meeting_of_the_wrong_client_shows_nothing_of_it() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    vault.record(&story.finish(id(1), id(11), id(101))).unwrap();
    let pinned = vault
        .pinned(id(1), &Id::new("talk"), RaterRole::Client)
        .unwrap();
    let mut later = story.filling(id(1), Some(id(12)), id(102));
    if let Event::ResponseStarted { pinned: held, .. } = &mut later.event {
        *held = pinned;
    }
    vault
        .record(&[story.meeting(id(1), id(12)), later])
        .unwrap();
    assert!(format!("{:?}", vault.session(id(12)).unwrap()).contains("hitsauskurssi"));
    moved(&mut vault);
    let later = format!("{:?}", vault.session(id(12)).unwrap());
    assert!(!later.contains("hitsauskurssi"), "{later}");
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn what_is_forgotten_after_a_move_is_forgotten_at_both() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    moved(&mut vault);
    // What the first client said earlier was shown in the meeting that is no longer theirs.
    let forgotten = Event::Forgotten { path: at("theme") };
    story.n = 950;
    let entry = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), forgotten);
    vault.forget(id(100), &at("theme"), &entry).unwrap();
    assert!(vault.verify().unwrap().is_sound());
    drop(vault);
    let connection = super::raw(&den.place());
    let held: i64 = connection
        .query_row(
            "SELECT count(*) FROM journal WHERE instr(payload, CAST('kahvilatyö' AS BLOB)) > 0",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(held, 0);
}

#[test]
fn what_somebody_changed_since_stays_and_is_told() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    let path = format!("step/{}", row(8));
    let changed = story.answer(id(1), id(10), id(50), &path, text("aivan toinen askel"));
    vault.record(&[changed]).unwrap();
    let told = transfer(&mut vault);
    assert!(told.carried.is_empty(), "{told:?}");
    assert_eq!(told.left.len(), 1);
}

#[test]
fn a_meeting_is_moved_only_from_the_client_that_has_it() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    wronged(&mut vault, &mut story);
    let event = Event::SessionMoved {
        from: id(RIGHT),
        to: id(1),
    };
    let entry = story.entry(Some(id(RIGHT)), Some(id(11)), None, event);
    assert!(vault.record(&[entry]).is_err());
    assert_eq!(vault.session(id(11)).unwrap().row.subject, id(1));
}
