//! Whatever happens in whatever order: what is shown follows from the journal, and sending it twice changes nothing.

use kohtaa::casework::{Entry, Event, Mode, SessionState, Status};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, RowId, Value};
use kohtaa::vault::Vault;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{Den, Story, at, begin, id, init, number, text, unlock};

/// One thing that may happen, by small numbers that are turned into ids.
#[derive(Debug, Clone)]
enum Step {
    Client(u8),
    Rename(u8, String),
    Meet(u8, u8),
    Change(u8),
    End(u8, u8),
    Resume(u8),
    Fill(u8, u8, u8),
    Answer(u8, u8, String),
    Count(u8, u8, i64),
    List(u8, Vec<u8>),
    Blank(u8, u8),
    Finish(u8, u8),
    Forget(u8, u8),
}

fn step() -> impl Strategy<Value = Step> {
    let few = 0u8..4;
    prop_oneof![
        few.clone().prop_map(Step::Client),
        (few.clone(), "\\PC{0,6}").prop_map(|(a, b)| Step::Rename(a, b)),
        (few.clone(), few.clone()).prop_map(|(a, b)| Step::Meet(a, b)),
        few.clone().prop_map(Step::Change),
        (few.clone(), 0u8..6).prop_map(|(a, b)| Step::End(a, b)),
        few.clone().prop_map(Step::Resume),
        (few.clone(), few.clone(), few.clone()).prop_map(|(a, b, c)| Step::Fill(a, b, c)),
        (few.clone(), 0u8..8, "[a-zäöåé ]{0,12}").prop_map(|(a, b, c)| Step::Answer(a, b, c)),
        (few.clone(), 0u8..8, any::<i64>()).prop_map(|(a, b, c)| Step::Count(a, b, c)),
        (few.clone(), vec(0u8..5, 0..4)).prop_map(|(a, b)| Step::List(a, b)),
        (few.clone(), 0u8..8).prop_map(|(a, b)| Step::Blank(a, b)),
        (few.clone(), 0u8..3).prop_map(|(a, b)| Step::Finish(a, b)),
        (few, 0u8..8).prop_map(|(a, b)| Step::Forget(a, b)),
    ]
}

const PATHS: [&str; 6] = ["theme", "importance", "next", "why", "words/", "step/"];

fn path(n: u8) -> String {
    let base = PATHS[usize::from(n) % PATHS.len()];
    if base.ends_with('/') {
        format!("{base}{}", RowId::from_uuid(id(u128::from(n))))
    } else {
        base.to_owned()
    }
}

fn entry(story: &mut Story, step: &Step) -> Entry {
    let number_of = |n: u8, base: u128| Some(id(base + u128::from(n)));
    let (subject, session, response, event) = match step {
        Step::Client(n) => {
            return story.client(id(200 + u128::from(*n)), &format!("C-{n}"), "Ääni");
        }
        Step::Rename(n, name) => (
            number_of(*n, 200),
            None,
            None,
            Event::SubjectChanged {
                name: name.clone(),
                language: Lang::Sv,
            },
        ),
        Step::Meet(n, who) => {
            return story.meeting(id(200 + u128::from(*who)), id(300 + u128::from(*n)));
        }
        Step::Change(n) => (
            None,
            number_of(*n, 300),
            None,
            Event::SessionChanged {
                mode: Mode::Phone,
                language: Lang::FiSimple,
                interpreter: true,
            },
        ),
        Step::End(n, how) => (
            None,
            number_of(*n, 300),
            None,
            Event::SessionEnded {
                state: SessionState::ENDS[usize::from(*how) % 6],
            },
        ),
        Step::Resume(n) => (None, number_of(*n, 300), None, Event::SessionResumed),
        Step::Fill(n, session, who) => {
            let session = (*session > 0).then(|| id(300 + u128::from(*session)));
            return story.filling(
                id(200 + u128::from(*who)),
                session,
                id(400 + u128::from(*n)),
            );
        }
        Step::Answer(n, at, words) => return answer(story, *n, &path(*at), text(words)),
        Step::Count(n, at, count) => return answer(story, *n, &path(*at), number(*count)),
        Step::List(n, rows) => {
            let rows = rows
                .iter()
                .map(|row| RowId::from_uuid(id(u128::from(*row))))
                .collect();
            return answer(story, *n, "heard", Cell::given(Value::Rows(rows)));
        }
        Step::Blank(n, at) => return answer(story, *n, &path(*at), Cell::default()),
        Step::Finish(n, how) => {
            let status =
                [Status::Completed, Status::Amended, Status::EnteredInError][usize::from(*how) % 3];
            (
                None,
                None,
                number_of(*n, 400),
                Event::ResponseEnded {
                    status,
                    reason: None,
                    scores: vec![],
                },
            )
        }
        Step::Forget(n, at_path) => (
            None,
            None,
            number_of(*n, 400),
            Event::Forgotten {
                path: at(&path(*at_path)),
            },
        ),
    };
    story.entry(subject, session, response, event)
}

fn answer(story: &mut Story, n: u8, path: &str, cell: Cell) -> Entry {
    story.answer(id(200), id(300), id(400 + u128::from(n)), path, cell)
}

/// Does it, or learns that it does not fit; both are fine.
fn play(vault: &mut Vault, entry: &Entry) {
    let result = match (&entry.event, entry.response) {
        (Event::Forgotten { path }, Some(response)) => vault.forget(response, path, entry),
        _ => vault.record(std::slice::from_ref(entry)),
    };
    if let Err(error) = result {
        assert!(
            matches!(
                error,
                kohtaa::vault::Error::Unfit(_) | kohtaa::vault::Error::Unknown(_)
            ),
            "{entry:?}: {error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_follows_from_the_journal(steps in vec(step(), 1..60)) {
        let den = Den::new();
        let (mut vault, _) = init(&den.place());
        let mut story = Story::new();
        vault.record(&begin(&mut story)).unwrap();
        let mut first = vec![story.client(id(200), "C-0", "Ääni"), story.meeting(id(200), id(300))];
        first.push(story.filling(id(200), Some(id(300)), id(400)));
        first.push(story.filling(id(200), None, id(401)));
        vault.record(&first).unwrap();
        let entries: Vec<Entry> = steps.iter().map(|step| entry(&mut story, step)).collect();
        for entry in &entries {
            play(&mut vault, entry);
        }
        let report = vault.verify().unwrap();
        prop_assert!(report.is_sound(), "{:?}", report);
        let (home, page) = (vault.home().unwrap(), vault.page(id(200)).unwrap());
        vault.close().unwrap();
        let mut vault = unlock(&den.place(), 1);
        prop_assert_eq!(vault.home().unwrap(), home.clone());
        vault.rebuild().unwrap();
        prop_assert_eq!(vault.home().unwrap(), home);
        prop_assert_eq!(vault.page(id(200)).unwrap(), page);
        for session in vault.sessions(None, usize::MAX).unwrap() {
            vault.session(session.id).unwrap();
        }
    }
}
