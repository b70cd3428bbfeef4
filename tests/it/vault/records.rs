//! What is recorded comes back: lists, pages, whole sessions, earlier answers, search.

use chrono::NaiveDate;
use kohtaa::casework::{Controller, Draft, Event, RaterRole, SessionState, Status};
use kohtaa::form::{Id, Role};
use kohtaa::lang::Lang;
use kohtaa::response::{Absent, Answer, Cell, RowId, Value};
use kohtaa::vault::{Error, Vault};

use super::{
    Den, FORM, PLAN, Story, at, begin, id, init, instant, keep_forms, number, setup, stamp, text,
    unlock,
};

#[test]
fn answers_come_back_as_they_went_in() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let row = RowId::from_uuid(id(77));
    let noted = Cell {
        answer: Answer::Absent(Absent::Declined),
        note: Some("katsoi muualle".to_owned()),
        come_back: true,
    };
    let cells = [
        ("theme", text("Työaika ja ääni")),
        ("importance", number(6)),
        ("heard", Cell::given(Value::Rows(vec![row.clone()]))),
        (&*format!("words/{row}"), text("”Haluan aamut takaisin.”")),
        ("mood", noted),
        ("ways", Cell::given(Value::Codes(vec![]))),
        (
            "many",
            Cell::given(Value::Codes(vec![Id::new("a"), Id::new("b")])),
        ),
        ("done", Cell::given(Value::Bool(false))),
        (
            "day",
            Cell::given(Value::Date(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap())),
        ),
        (
            "hour",
            Cell::given(Value::Time("09:05:00".parse().unwrap())),
        ),
        ("exact", Cell::given(Value::Number("0.10".parse().unwrap()))),
    ];
    let mut entries = begin(&mut story);
    for (path, cell) in &cells {
        entries.push(story.answer(id(1), id(10), id(100), path, cell.clone()));
    }
    vault.record(&entries).unwrap();
    // Again, as after a save whose answer was lost: nothing happens twice.
    vault.record(&entries).unwrap();
    vault.close().unwrap();

    let vault = unlock(&den.place(), 1);
    let stored = vault.response(id(100)).unwrap();
    let mut wanted: Vec<_> = cells.map(|(path, cell)| (at(path), cell)).into();
    wanted.sort_by_key(|(path, _)| path.to_string());
    assert_eq!(stored.cells, wanted);
    assert_eq!(stored.row.form, FORM);
    assert_eq!(stored.row.changed, instant(story.n));
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    // Made, unlocked twice, and the story.
    assert_eq!(report.entries, entries.len() as u64 + 3);
    assert_eq!(vault.user(), ("Ohjaaja Öhman", "uraohjaaja"));
    assert_eq!(vault.controller(), Controller::Own);
    assert_eq!(
        &*vault.form_bytes(&PLAN).unwrap().unwrap(),
        b"id = \"plan\""
    );
    assert_eq!(vault.form_hashes().unwrap(), [FORM, PLAN]);
}

#[test]
fn a_clean_close_leaves_one_file() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    assert!(den.place().data.join("vault.kdb-wal").exists());
    assert!(!den.place().data.join("vault.kdb-shm").exists());
    vault.close().unwrap();
    let mut names: Vec<_> = std::fs::read_dir(den.place().data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["keys", "vault.kdb"]);
}

#[test]
fn lists_show_meetings_and_what_is_open() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let other = [
        story.client(id(2), "B-22XX", "Aatu"),
        story.meeting(id(2), id(20)),
        story.filling(id(2), Some(id(20)), id(200)),
        story.end(id(2), id(20)),
        story.meeting(id(2), id(21)),
        story.entry(
            Some(id(2)),
            Some(id(21)),
            None,
            Event::SessionEnded {
                state: SessionState::NotMet,
            },
        ),
    ];
    vault.record(&other).unwrap();
    let home = vault.home().unwrap();
    let ids =
        |rows: &[kohtaa::casework::SessionRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&home.open), [id(10)]);
    assert_eq!(ids(&home.unfinished), [id(20)]);
    let names: Vec<_> = home.subjects.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Aatu", "Äijö Öljymäki"]);
    let aatu = vault.subject_by_code("B-22XX").unwrap().unwrap();
    assert_eq!((aatu.sessions, aatu.last_met), (1, Some(other[1].at)));
    assert_eq!(ids(&vault.sessions(None, 2).unwrap()), [id(21), id(20)]);
    assert_eq!(ids(&vault.sessions(Some(id(1)), 9).unwrap()), [id(10)]);
    assert!(vault.subject_by_code("none").unwrap().is_none());

    let resumed = story.entry(Some(id(2)), Some(id(20)), None, Event::SessionResumed);
    vault.record(&[resumed]).unwrap();
    assert_eq!(ids(&vault.home().unwrap().open), [id(20), id(10)]);
    assert!(matches!(
        vault.session_by_prefix("0190"),
        Err(Error::Unknown(_))
    ));
    assert!(matches!(
        vault.session_by_prefix("ffffffff"),
        Err(Error::Unknown(_))
    ));
    assert!(matches!(
        vault.session_by_prefix("01900000"),
        Err(Error::Ambiguous(_))
    ));
    assert_eq!(
        vault.session_by_prefix(&id(20).to_string()).unwrap(),
        id(20)
    );
    assert_eq!(
        vault
            .session_by_prefix(&id(10).simple().to_string()[..32])
            .unwrap(),
        id(10)
    );
}

#[test]
fn home_reads_promises_and_next_meetings_by_role() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let rows: Vec<RowId> = (1..=4).map(|n| RowId::from_uuid(id(n))).collect();
    let code = |code: &str| Cell::given(Value::Code(Id::new(code)));
    let due = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let mut entries = Vec::new();
    let mut put =
        |path: &str, cell: Cell| entries.push(story.answer(id(1), id(10), id(50), path, cell));
    put("steps", Cell::given(Value::Rows(rows.clone())));
    for (at, row) in rows.iter().enumerate() {
        put(&format!("step/{row}"), text(&format!("askel {at}")));
        put(&format!("owner/{row}"), code("counsellor"));
    }
    put(&format!("due/{}", rows[0]), Cell::given(Value::Date(due)));
    put(&format!("done/{}", rows[1]), Cell::given(Value::Bool(true)));
    put(&format!("owner/{}", rows[2]), code("client"));
    // The fourth is taken out of the list: its cells stay and count as empty.
    put("steps", Cell::given(Value::Rows(rows[..3].to_vec())));
    let next = NaiveDate::from_ymd_opt(2026, 12, 9).unwrap();
    entries.push(story.answer(
        id(1),
        id(10),
        id(100),
        "next",
        Cell::given(Value::Date(next)),
    ));
    vault.record(&entries).unwrap();
    let home = vault.home().unwrap();
    let promises: Vec<_> = home
        .promises
        .iter()
        .map(|it| (it.step.as_str(), it.due))
        .collect();
    assert_eq!(promises, [("askel 0", Some(due))]);
    assert_eq!(home.coming.len(), 1);
    assert_eq!(home.coming[0].day, next);
    let page = vault.page(id(1)).unwrap();
    let steps = page
        .roles
        .iter()
        .filter(|row| row.role == Role::Step)
        .count();
    assert_eq!(steps, 3);
    assert_eq!(page.standing.len(), 1);
    assert_eq!(page.sessions.len(), 1);
}

#[test]
fn an_ended_session_shows_the_plan_as_it_was_then() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(50), "goal", text("ensin")));
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("aamut")));
    entries.extend(story.finish(id(1), id(10), id(100)));
    entries.push(story.meeting(id(1), id(11)));
    entries.push(story.answer(id(1), id(11), id(50), "goal", text("sitten")));
    entries.push(story.answer(id(1), id(11), id(50), "hope", text("uusi")));
    vault.record(&entries).unwrap();
    let then = vault.session(id(10)).unwrap();
    let plan = then.responses.iter().find(|r| r.row.id == id(50)).unwrap();
    assert_eq!(plan.cells, [(at("goal"), text("ensin"))]);
    let now = vault.session(id(11)).unwrap();
    let plan = now.responses.iter().find(|r| r.row.id == id(50)).unwrap();
    assert_eq!(
        plan.cells,
        [(at("goal"), text("sitten")), (at("hope"), text("uusi"))]
    );
    assert_eq!(now.history.len(), 2);
    assert_eq!(now.history[0].change().unwrap().before, text("ensin"));
    assert_eq!(now.history[0].change().unwrap().after, text("sitten"));
    assert_eq!(now.history[1].change().unwrap().before, Cell::default());
    let standing = vault.standing(id(1), &Id::new("plan")).unwrap().unwrap();
    assert_eq!(standing.row.id, id(50));
    assert!(vault.standing(id(1), &Id::new("talk")).unwrap().is_none());
}

#[test]
fn drafts_live_until_they_are_an_answer() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let draft = |path: &str, text: &str, n| Draft {
        session: Some(id(10)),
        response: id(100),
        path: at(path),
        note: false,
        text: text.to_owned(),
        caret: text.len(),
        at: instant(n),
    };
    vault.put_draft(&draft("theme", "Työ", 1)).unwrap();
    vault.put_draft(&draft("theme", "Työä", 2)).unwrap();
    vault.put_draft(&draft("why", "kos", 3)).unwrap();
    drop(vault);
    // Not closed: as after a crash.
    let mut vault = unlock(&den.place(), 1);
    assert_eq!(
        vault.session(id(10)).unwrap().drafts,
        [draft("why", "kos", 3), draft("theme", "Työä", 2)]
    );
    let answer = story.answer(id(1), id(10), id(100), "why", text("koska"));
    vault.record(&[answer]).unwrap();
    assert_eq!(
        vault.response(id(100)).unwrap().draft,
        Some(draft("theme", "Työä", 2))
    );
    vault.drop_draft(id(100), &at("theme")).unwrap();
    assert_eq!(vault.session(id(10)).unwrap().place(), None);
}

#[test]
fn earlier_answers_are_found_by_item_and_object() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault
        .record(&[story.client(id(1), "A-7K3Q", "Aila")])
        .unwrap();
    let mut when = Vec::new();
    for (n, theme, level) in [(0, "koti", 3), (1, "työ", 5), (2, "koti", 4)] {
        let (session, response) = (id(10 + n), id(100 + n));
        let mut entries = vec![
            story.meeting(id(1), session),
            story.filling(id(1), Some(session), response),
        ];
        entries.push(story.answer(id(1), session, response, "theme", text(theme)));
        entries.push(story.answer(id(1), session, response, "importance", number(level)));
        when.push(entries[3].at);
        entries.extend(story.finish(id(1), session, response));
        vault.record(&entries).unwrap();
    }
    let unfinished = [
        story.meeting(id(1), id(19)),
        story.filling(id(1), Some(id(19)), id(109)),
        story.answer(id(1), id(19), id(109), "importance", number(9)),
    ];
    vault.record(&unfinished).unwrap();
    let pinned = vault
        .pinned(id(1), &Id::new("talk"), RaterRole::Client)
        .unwrap();
    let rulers: Vec<_> = pinned
        .iter()
        .filter(|earlier| earlier.item == *"importance")
        .map(|earlier| (earlier.value.clone(), earlier.about.clone(), earlier.at))
        .collect();
    let about = |theme: &str| Some(Value::Text(theme.to_owned()));
    assert_eq!(
        rulers,
        [
            (Value::Number(4.into()), about("koti"), when[2]),
            (Value::Number(5.into()), about("työ"), when[1]),
        ]
    );
    let themes = pinned
        .iter()
        .filter(|earlier| earlier.item == *"theme")
        .count();
    assert_eq!(themes, 1);
    assert!(
        vault
            .pinned(id(1), &Id::new("talk"), RaterRole::Counsellor)
            .unwrap()
            .is_empty()
    );
    // A filling entered in error counts nowhere.
    let event = Event::ResponseEnded {
        status: Status::EnteredInError,
        reason: Some("väärä".into()),
        scores: vec![],
    };
    vault
        .record(&[story.entry(Some(id(1)), Some(id(12)), Some(id(102)), event)])
        .unwrap();
    let pinned = vault
        .pinned(id(1), &Id::new("talk"), RaterRole::Client)
        .unwrap();
    assert!(
        pinned
            .iter()
            .all(|earlier| earlier.value != Value::Number(4.into()))
    );
    let roles = vault.page(id(1)).unwrap().roles;
    assert!(roles.iter().all(|row| row.response != id(102)));
    let ruler = roles
        .iter()
        .find(|row| row.response == id(101) && row.role == Role::Importance)
        .unwrap();
    assert_eq!(ruler.about.as_deref(), Some("työ"));
}

#[test]
fn words_are_found_as_finns_spell_them() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(
        id(1),
        id(10),
        id(100),
        "theme",
        text("Öinen työ äänekkäässä hallissa"),
    ));
    // Composed otherwise: the same word.
    entries.push(story.answer(id(1), id(10), id(100), "why", text("a\u{308}iti auttaa")));
    entries.push(story.answer(
        id(1),
        id(10),
        id(100),
        "mood",
        Cell {
            note: Some("nauroi".into()),
            ..number(3)
        },
    ));
    vault.record(&entries).unwrap();
    let found = |vault: &Vault, words: &str| vault.search(words, 10).unwrap().len();
    assert_eq!(found(&vault, "öin hall"), 1);
    assert_eq!(found(&vault, "ÖINEN"), 1);
    assert_eq!(found(&vault, "oinen"), 0);
    assert_eq!(found(&vault, "äiti"), 1);
    assert_eq!(found(&vault, "naur"), 1);
    assert_eq!(found(&vault, "öljy"), 1);
    assert_eq!(found(&vault, "7k3q"), 1);
    for odd in [
        "",
        "  ",
        "\"",
        "*",
        "a OR b",
        "NEAR(",
        "-",
        "'; DROP TABLE answer; --",
    ] {
        vault.search(odd, 10).unwrap();
    }
    assert_eq!(
        vault.search("öinen", 10).unwrap()[0].found,
        Some((id(100), Id::new("talk"), at("theme")))
    );
    let changed = story.answer(id(1), id(10), id(100), "theme", text("päivätyö"));
    vault.record(&[changed]).unwrap();
    assert_eq!((found(&vault, "öinen"), found(&vault, "päivä")), (0, 1));
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let good = story.answer(id(1), id(10), id(100), "theme", text("jää pois"));
    let nowhere = story.answer(id(1), id(10), id(999), "theme", text("x"));
    assert!(matches!(
        vault.record(&[good, nowhere]),
        Err(Error::Unfit(_))
    ));
    assert!(vault.response(id(100)).unwrap().cells.is_empty());
    let twin = story.client(id(3), "A-7K3Q", "Toinen");
    assert!(matches!(vault.record(&[twin]), Err(Error::Unfit(_))));
    let mut strange = story.filling(id(1), Some(id(10)), id(101));
    if let Event::ResponseStarted { form, .. } = &mut strange.event {
        form.0 = [9; 32];
    }
    assert!(matches!(vault.record(&[strange]), Err(Error::Unfit(_))));
    assert!(vault.verify().unwrap().is_sound());
    let good = story.answer(id(1), id(10), id(100), "theme", text("kelpaa"));
    vault.record(&[good]).unwrap();
}

#[test]
fn without_a_controller_only_practice_clients_are_made() {
    let den = Den::new();
    let mut without = setup();
    without.own_controller = false;
    let (mut vault, _) = Vault::init(&den.place(), without, &stamp(0)).unwrap();
    keep_forms(&mut vault);
    assert_eq!(vault.controller(), Controller::Practice);
    let mut story = Story::new();
    let mut client = story.client(id(1), "A-1", "Aila");
    assert!(matches!(
        vault.record(&[client.clone()]),
        Err(Error::PracticeOnly)
    ));
    if let Event::SubjectAdded { practice, .. } = &mut client.event {
        *practice = true;
    }
    vault.record(&[client]).unwrap();
    assert_eq!(vault.subjects().unwrap()[0].language, Lang::Fi);
}

#[test]
fn a_vault_goes_to_its_own_thread_and_opens_its_file_anew() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let answer = story.answer(id(1), id(10), id(100), "theme", text("aamut"));
    let vault = std::thread::spawn(move || {
        vault.reopen().unwrap();
        vault.record(&[answer]).unwrap();
        vault
    });
    let vault = vault.join().unwrap();
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), 1);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn settings_and_their_changes_are_kept() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    assert_eq!(vault.setting("practice").unwrap(), None);
    vault.put_setting("practice", "on").unwrap();
    vault.put_setting("practice", "off").unwrap();
    vault.close().unwrap();
    let vault = unlock(&den.place(), 1);
    assert_eq!(vault.setting("practice").unwrap().as_deref(), Some("off"));
}
