//! The app alone: actions and outcomes in, effects out, with invented times.

use std::sync::Arc;

use chrono::{NaiveDate, TimeZone, Utc};
use kohtaa::app::key::Key;
use kohtaa::app::{Action, App, Effect, Failed, IDLE_LOCK_MS, Look, Outcome, Problem, Screen};
use kohtaa::casework::{
    Controller, Entry, Event, HomeRows, SessionState, Stamp, Status, SubjectPage, SubjectRow,
};
use kohtaa::form::{Catalogue, Id};
use kohtaa::lang::Lang;
use kohtaa::response::{Answer, Cell, Value};
use uuid::Uuid;

struct Desk {
    app: App,
    now_ms: u64,
    count: u64,
    effects: Vec<Effect>,
}

fn subject() -> SubjectRow {
    SubjectRow {
        id: Uuid::from_u128(7),
        register: Id::new("client"),
        code: "A-7K3Q".to_owned(),
        name: "Aino".to_owned(),
        language: Lang::Fi,
        practice: true,
        restricted: false,
        no_place: false,
        last_met: None,
        sessions: 0,
    }
}

fn page() -> SubjectPage {
    SubjectPage {
        subject: subject(),
        sessions: Vec::new(),
        roles: Vec::new(),
        standing: Vec::new(),
        versions: Vec::new(),
    }
}

fn stamp(now_ms: u64, count: u64) -> Stamp {
    let mut seed = [0; 10];
    seed[..8].copy_from_slice(&count.to_be_bytes());
    Stamp {
        utc: Utc
            .timestamp_millis_opt(1_795_000_000_000 + i64::try_from(now_ms).unwrap())
            .unwrap(),
        offset_min: 120,
        boot_ms: now_ms,
        today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        seed,
    }
}

impl Desk {
    /// In a meeting that begins with the form whose number in the list of forms is `form`.
    fn in_meeting(form: &str) -> Desk {
        let app = App::new(
            Arc::new(Catalogue::load(None)),
            Lang::Fi,
            Look::Default,
            true,
            stamp(0, 0),
        );
        let mut desk = Desk {
            app,
            now_ms: 1000,
            count: 0,
            effects: Vec::new(),
        };
        let home = HomeRows {
            subjects: vec![subject()],
            ..HomeRows::default()
        };
        desk.settle(Outcome::Unlocked {
            user: "Tiina".to_owned(),
            controller: Controller::Practice,
            home,
            outdoors: false,
        });
        desk.settle(Outcome::Page(Box::new(page())));
        // The routes stand before them.
        desk.keys(&["a", "down", "down", "down"]);
        (0..form.parse().unwrap()).for_each(|_| desk.keys(&["down"]));
        desk.keys(&["enter"]);
        assert!(
            desk.effects
                .iter()
                .any(|effect| matches!(effect, Effect::Prepare { .. }))
        );
        desk.settle(Outcome::Prepared {
            form: Id::new("unused"),
            pinned: Vec::new(),
            page: Box::new(page()),
        });
        assert!(matches!(desk.app.screen, Screen::Meeting(_)));
        desk.save_all();
        desk
    }

    fn update(&mut self, action: Action) {
        self.count += 1;
        let effects = self.app.update(action, stamp(self.now_ms, self.count));
        self.effects.extend(effects);
    }

    fn settle(&mut self, outcome: Outcome) {
        let effects = self.app.settle(outcome);
        self.effects.extend(effects);
    }

    fn keys(&mut self, names: &[&str]) {
        for name in names {
            self.now_ms += 10;
            self.update(Action::Key(
                Key::parse(name).unwrap_or_else(|| panic!("{name} is no key")),
            ));
        }
    }

    fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let name = if letter == ' ' {
                "space".to_owned()
            } else {
                letter.to_string()
            };
            self.keys(&[&name]);
        }
    }

    fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
        self.update(Action::Tick);
    }

    /// Entries handed over since the last look.
    fn take_entries(&mut self) -> Vec<Entry> {
        let effects = std::mem::take(&mut self.effects);
        effects
            .into_iter()
            .filter_map(|effect| {
                if let Effect::Record(entries) = effect {
                    Some(entries)
                } else {
                    None
                }
            })
            .flatten()
            .collect()
    }

    fn save_all(&mut self) {
        let entries = self
            .take_entries()
            .into_iter()
            .map(|entry| entry.id)
            .collect();
        self.settle(Outcome::Recorded { entries });
    }

    fn fail_all(&mut self) -> Vec<Uuid> {
        let ids: Vec<Uuid> = self
            .take_entries()
            .into_iter()
            .map(|entry| entry.id)
            .collect();
        let say = || "Levy on täynnä.".to_owned();
        let problem = Problem {
            fi: say(),
            sv: say(),
            en: say(),
        };
        self.settle(Outcome::Failed {
            effect: Failed::Record(ids.clone()),
            problem,
        });
        ids
    }

    fn drafts(&self) -> Vec<&str> {
        self.effects
            .iter()
            .filter_map(|effect| {
                if let Effect::PutDraft(draft) = effect {
                    Some(draft.text.as_str())
                } else {
                    None
                }
            })
            .collect()
    }
}

fn answers(entries: &[Entry]) -> Vec<(String, Answer)> {
    let answered = |entry: &Entry| match &entry.event {
        Event::Answered { path, cell } => Some((path.to_string(), cell.answer.clone())),
        _ => None,
    };
    entries.iter().filter_map(answered).collect()
}

#[test]
fn a_closed_answer_is_one_key_and_is_handed_over_at_once() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6"]);
    let entries = desk.take_entries();
    assert_eq!(
        answers(&entries),
        [("work".to_owned(), Answer::Given(Value::Number(6.into())))]
    );
}

#[test]
fn arrows_and_enter_never_answer() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&[
        "down", "down", "right", "left", "up", "enter", "enter", "tab", "backtab", "pagedown",
        "pageup",
    ]);
    assert!(desk.take_entries().is_empty());
}

#[test]
fn text_is_a_draft_while_it_is_typed_and_an_answer_on_leaving() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown"]);
    desk.effects.clear();
    desk.type_text("Hyvää yötä");
    assert!(
        desk.drafts().is_empty(),
        "nothing is written for every letter"
    );
    desk.wait(250);
    assert_eq!(desk.drafts(), ["Hyvää yötä"]);
    desk.keys(&["tab"]);
    let given = answers(&desk.take_entries());
    assert_eq!(
        given,
        [(
            "opening".to_owned(),
            Answer::Given(Value::Text("Hyvää yötä".to_owned()))
        )]
    );
}

#[test]
fn a_draft_is_written_at_the_latest_a_second_after_the_first_letter() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown"]);
    desk.wait(2000);
    desk.effects.clear();
    let began = desk.now_ms;
    for _ in 0..12 {
        desk.type_text("a");
        desk.now_ms += 90;
        let due = desk.app.deadline().unwrap();
        assert!(due <= began + 10 + 1000, "due {due}, began {began}");
    }
}

#[test]
fn five_minutes_without_a_key_lock_and_the_draft_is_kept() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown"]);
    desk.type_text("kesken");
    desk.save_all();
    desk.wait(IDLE_LOCK_MS);
    assert!(desk.app.is_locked());
    assert_eq!(desk.drafts().last(), Some(&"kesken"));
    assert_eq!(desk.effects.last(), Some(&Effect::Lock));
}

#[test]
fn after_a_long_sleep_the_first_key_only_locks() {
    let mut desk = Desk::in_meeting("3");
    desk.now_ms += 10 * 60 * 60 * 1000;
    desk.keys(&["6"]);
    assert!(desk.app.is_locked());
    assert!(desk.take_entries().is_empty());
}

#[test]
fn what_the_disk_did_not_take_is_said_and_tried_again_until_it_does() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6"]);
    let failed = desk.fail_all();
    assert!(desk.app.saving.failing.is_some());
    desk.wait(2000);
    let again: Vec<Uuid> = desk.take_entries().iter().map(|entry| entry.id).collect();
    assert_eq!(again, failed);
    desk.settle(Outcome::Recorded { entries: again });
    assert!(desk.app.saving.failing.is_none() && desk.app.saving.unsaved.is_empty());
}

#[test]
fn a_lock_while_the_disk_fails_hides_the_screen_and_waits() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6"]);
    let failed = desk.fail_all();
    desk.keys(&["f9"]);
    assert!(desk.app.hidden && desk.app.locking && !desk.app.is_locked());
    desk.settle(Outcome::Recorded { entries: failed });
    assert!(desk.app.is_locked());
}

#[test]
fn quitting_while_the_disk_fails_is_asked_once() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6"]);
    desk.fail_all();
    desk.keys(&["ctrl-c"]);
    assert_eq!(desk.app.exit, None);
    desk.keys(&["ctrl-c"]);
    assert_eq!(desk.app.exit, Some(0));
}

#[test]
fn undo_and_redo_are_recorded_like_any_change() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6"]);
    let given = desk.take_entries();
    desk.keys(&["ctrl-z"]);
    let undone = desk.take_entries();
    assert_eq!(undone[0].undoes, Some(given[0].id));
    assert_eq!(answers(&undone), [("work".to_owned(), Answer::Empty)]);
    desk.keys(&["ctrl-y"]);
    let redone = desk.take_entries();
    assert_eq!(redone[0].undoes, Some(undone[0].id));
    assert_eq!(answers(&redone), answers(&given));
}

#[test]
fn an_identity_code_is_masked_before_any_draft_unless_it_is_said_to_be_none() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown"]);
    desk.effects.clear();
    desk.type_text("tunnus 131052-308T jatkuu");
    desk.wait(250);
    assert_eq!(desk.drafts(), ["tunnus ●●● jatkuu"]);
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown"]);
    desk.type_text("tilaus 131052-308T");
    desk.keys(&["ctrl-p"]);
    desk.type_text("ei ole henkil");
    desk.keys(&["enter", "tab"]);
    let given = answers(&desk.take_entries());
    assert_eq!(
        given,
        [(
            "opening".to_owned(),
            Answer::Given(Value::Text("tilaus 131052-308T".to_owned()))
        )]
    );
}

#[test]
fn nothing_is_kept_while_recording_is_off() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["f12"]);
    desk.save_all();
    desk.keys(&["6", "f5", "7"]);
    desk.wait(1000);
    assert!(desk.take_entries().is_empty() && desk.drafts().is_empty());
    desk.keys(&["f12", "6"]);
    assert_eq!(answers(&desk.take_entries()).len(), 1);
}

#[test]
fn finishing_names_what_is_open_once_and_fixes_the_scores() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6", "esc", "2"]);
    assert!(
        desk.take_entries()
            .iter()
            .all(|entry| !matches!(entry.event, Event::ResponseEnded { .. }))
    );
    desk.keys(&["2"]);
    let entries = desk.take_entries();
    let ended = entries.iter().any(|entry| {
        matches!(
            &entry.event,
            Event::ResponseEnded {
                status: Status::Completed,
                ..
            }
        )
    });
    assert!(ended);
    assert!(entries.iter().any(|entry| entry.event
        == Event::SessionEnded {
            state: SessionState::Held
        }));
}

#[test]
fn marks_without_words_are_forgotten_at_the_end_and_quotes_stay() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["f2", "+"]);
    desk.type_text("haluan töihin");
    desk.keys(&["enter", "esc", "esc", "2", "2"]);
    let forgotten = desk
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Forget { .. }))
        .count();
    assert_eq!(forgotten, 1, "the mark's kind");
    let given = answers(&desk.take_entries());
    assert!(
        given
            .iter()
            .any(|(_, answer)| *answer == Answer::Given(Value::Text("haluan töihin".to_owned())))
    );
}

#[test]
fn forgetting_wants_a_second_delete() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6", "backtab"]);
    desk.effects.clear();
    desk.keys(&["ctrl-x", "enter", "esc"]);
    assert!(
        !desk
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Forget { .. }))
    );
    desk.keys(&["ctrl-x", "delete"]);
    assert!(
        desk.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Forget { .. }))
    );
}

#[test]
fn going_back_to_what_stood_at_opening_is_itself_in_the_history() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["6", "7", "8"]);
    desk.save_all();
    desk.keys(&["ctrl-p"]);
    desk.type_text("avattaessa");
    desk.keys(&["enter"]);
    let entries = desk.take_entries();
    assert_eq!(entries.len(), 3);
    assert!(entries.iter().all(|entry| entry.undoes.is_some()));
    assert!(
        answers(&entries)
            .iter()
            .all(|(_, answer)| answer.is_empty())
    );
}

#[test]
fn the_language_changes_at_once_and_nothing_else_does() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["f3"]);
    assert_eq!(desk.app.lang, Lang::Sv);
    assert!(desk.take_entries().is_empty());
}

#[test]
fn a_paste_where_nothing_is_typed_changes_nothing() {
    let mut desk = Desk::in_meeting("3");
    desk.update(Action::Paste {
        text: "6\n7\nq\n".to_owned(),
        truncated: false,
    });
    assert!(desk.take_entries().is_empty());
    assert!(desk.app.notice.is_some());
}

#[test]
fn a_wrong_date_stays_as_typed_and_going_back_is_possible() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["ctrl-f"]);
    desk.type_text("seuraava tapaaminen");
    desk.keys(&["enter"]);
    desk.effects.clear();
    desk.type_text("joskus");
    desk.keys(&["backtab"]);
    assert!(desk.take_entries().is_empty());
    assert!(
        desk.app
            .notice
            .as_ref()
            .is_some_and(|notice| notice.trouble)
    );
    desk.keys(&["tab"]);
    let Screen::Meeting(meeting) = &desk.app.screen else {
        panic!("in a meeting")
    };
    assert_eq!(
        meeting.typing.as_ref().map(|typing| typing.editor.text()),
        Some("joskus")
    );
}

#[test]
fn coming_back_is_a_mark_on_the_item_not_an_answer() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["f5"]);
    let entries = desk.take_entries();
    let cells: Vec<&Cell> = entries
        .iter()
        .filter_map(|entry| {
            if let Event::Answered { cell, .. } = &entry.event {
                Some(cell)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(
        cells,
        [&Cell {
            come_back: true,
            ..Cell::default()
        }]
    );
}

#[test]
fn a_note_a_quote_and_a_row_in_the_making_are_drafts_too() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["pagedown", "f4"]);
    desk.type_text("muista");
    desk.wait(250);
    assert_eq!(desk.drafts().last(), Some(&"muista"));
    desk.keys(&["esc", "f2"]);
    desk.type_text("haluan");
    desk.wait(250);
    assert_eq!(desk.drafts().last(), Some(&"haluan"));
    desk.keys(&["enter", "esc", "pagedown"]);
    desk.type_text("aihe");
    desk.wait(250);
    assert_eq!(desk.drafts().last(), Some(&"aihe"));
}

#[test]
fn a_meeting_that_did_not_take_place_leaves_nothing_to_finish() {
    let mut desk = Desk::in_meeting("3");
    desk.keys(&["esc", "6"]);
    let entries = desk.take_entries();
    let statuses: Vec<Status> = entries
        .iter()
        .filter_map(|entry| {
            if let Event::ResponseEnded { status, .. } = &entry.event {
                Some(*status)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(statuses, [Status::EnteredInError]);
    assert!(entries.iter().any(|entry| entry.event
        == Event::SessionEnded {
            state: SessionState::Moved
        }));
}

#[test]
fn the_shortest_meeting_is_one_choice_and_is_complete() {
    let mut desk = Desk::in_meeting("1");
    desk.keys(&["esc", "4"]);
    let entries = desk.take_entries();
    assert!(entries.iter().any(|entry| matches!(
        &entry.event,
        Event::ResponseEnded {
            status: Status::Completed,
            ..
        }
    )));
    assert!(answers(&entries).iter().any(|(path, _)| path == "summary"));
}

#[test]
fn words_typed_where_keys_answer_choose_nothing() {
    let mut desk = Desk::in_meeting("3");
    desk.type_text("ei jaksa");
    assert!(desk.take_entries().is_empty());
    desk.keys(&["right", "space"]);
    assert_eq!(answers(&desk.take_entries()).len(), 1);
}
