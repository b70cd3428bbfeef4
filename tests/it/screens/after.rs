//! After a meeting: what is left to do, taken where it goes by one key, and found again on home.

use kohtaa::app::Screen;
use kohtaa::casework::{BlockState, Event, Status};
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;
use crate::sources::root;

const SIZE: (u16, u16) = (80, 24);

/// Aino's meeting with a theme, a ruler and a summary, finished with what is open left open.
fn finished() -> Player {
    let mut player = scenes::closing(Lang::Fi);
    player.play("<ctrl-d><tab>1.12.<tab><esc>22");
    player
}

fn after(player: &Player) -> &kohtaa::app::After {
    match &player.app.screen {
        Screen::After(after) => after,
        other => panic!("not after a meeting but {other:?}"),
    }
}

fn states(player: &Player) -> Vec<BlockState> {
    let papers = after(player).papers.iter();
    let blocks = papers.flat_map(|paper| paper.blocks(Lang::Fi));
    blocks.map(|block| block.state).collect()
}

fn work(player: &Player) -> usize {
    match &player.app.screen {
        Screen::Home(home) => home.work.len(),
        other => panic!("not home but {other:?}"),
    }
}

#[test]
fn one_screen_holds_all_that_is_left_to_do() {
    let mut player = finished();
    let text = player.text((80, 60));
    for said in [
        "Viralliseen järjestelmään",
        "Tilanne ja aihe",
        "Taskukortti",
        "Kirje",
        "/1000",
        "Koonti on hyväksytty",
        "Minun lupaukseni",
        "Soitan työpajalle",
        "Vielä auki",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    player.play("<esc>");
    assert!(player.text(SIZE).contains("siirtämättä viralliseen"));
}

#[test]
fn one_key_takes_a_block_and_a_paper_that_is_taken_waits_no_more() {
    let mut player = finished();
    let waiting = states(&player)
        .iter()
        .filter(|it| **it == BlockState::Drafted)
        .count();
    assert!(waiting >= 5);
    player.play(&" ".repeat(waiting));
    assert!(states(&player).iter().all(|it| *it != BlockState::Drafted));
    let answered = |entry: &&kohtaa::casework::Entry| matches!(entry.event, Event::Answered { .. });
    assert!(
        player
            .given
            .iter()
            .rev()
            .take(waiting)
            .filter(answered)
            .count()
            == waiting
    );
    // A second press says that it was not after all.
    player.play(" ");
    assert_eq!(*states(&player).last().unwrap(), BlockState::Drafted);
    player.play(" <esc>");
    let before = scenes::office(Lang::Fi);
    assert_eq!(
        work(&player),
        work(&before),
        "only what waited before waits"
    );
    let ended = |entry: &kohtaa::casework::Entry| {
        matches!(
            entry.event,
            Event::ResponseEnded {
                status: Status::Completed,
                ..
            }
        )
    };
    assert!(player.given.iter().filter(|it| ended(it)).count() >= 4);
}

#[test]
fn a_block_is_edited_and_what_was_being_written_outlives_a_lock() {
    let mut player = finished();
    player.play("<enter> Sovittu yhdessä.<esc>");
    assert_eq!(states(&player)[0], BlockState::Edited);
    player.play("<enter> Ja vielä<f9>");
    assert!(player.app.is_locked());
    player.unlock();
    let text = player.text(SIZE);
    assert!(text.contains("Sovittu yhdessä. Ja vielä"), "{text}");
    player.play("<esc>");
    assert!(player.text((80, 40)).contains("Ja vielä"));
    player.play("<delete>");
    assert_eq!(states(&player)[0], BlockState::Drafted);
    player.play("<enter> 131052-308T<esc>");
    assert!(
        !player.text(SIZE).contains("308T"),
        "an identity code is masked here too"
    );
}

#[test]
fn the_clipboard_is_filled_only_when_asked_and_the_log_says_so() {
    let mut player = finished();
    player.play(" <up>");
    assert!(player.copied.is_empty());
    player.play("c");
    assert_eq!(player.copied.len(), 1);
    assert!(player.copied[0].contains("kahvilatyö"));
    assert!(player.text(SIZE).contains("leikepöydälle"));
    let exported = player
        .given
        .iter()
        .rev()
        .find_map(|entry| match &entry.event {
            Event::Exported { what, format, .. } => {
                Some((what.clone(), format.clone(), entry.session))
            }
            _ => None,
        });
    let (what, format, session) = exported.unwrap();
    assert_eq!(
        (what.as_str(), format.as_str()),
        ("official_record/situation", "clipboard")
    );
    assert_eq!(session, Some(after(&player).session.id));
}

#[test]
fn what_is_decided_now_is_finished_later_from_home() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("6<esc>3");
    let text = player.text(SIZE);
    assert!(text.contains("koonti hyväksymättä"), "{text}");
    assert!(!text.contains("Aino"), "home is covered");
    // Mikko's open meeting, then the work.
    player.play("<down><enter>");
    assert!(matches!(player.app.screen, Screen::Meeting(_)));
    player.play("<esc>22");
    assert!(states(&player).contains(&BlockState::Drafted));
}

#[test]
fn the_next_client_comes_behind_a_covered_screen() {
    let mut player = finished();
    player.play("n");
    let text = player.text(SIZE);
    assert!(
        text.contains("Tälle päivälle ei ole muita"),
        "nobody else is expected today: {text}"
    );
    let mut player = scenes::mikko(Lang::Fi);
    player.play("<esc><ctrl-p>seuraava<enter>");
    let text = player.text(SIZE);
    assert!(
        !text.contains("Aino") && !text.contains("kahvila"),
        "{text}"
    );
    player.play("<f8>");
    assert!(player.text(SIZE).contains("Aino"));
}

#[test]
fn looking_back_leads_to_what_is_left_and_back() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("<enter>a");
    assert!(player.text(SIZE).contains("Viralliseen järjestelmään"));
    player.play("<esc>");
    assert!(matches!(player.app.screen, Screen::Review(_)));
}

#[test]
fn what_is_forgotten_in_a_meeting_taken_up_again_goes_from_its_papers_too() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("6<esc>3aino<enter><enter>a <up>");
    assert_eq!(states(&player)[0], BlockState::Done);
    assert!(player.text((80, 60)).contains("Aihe: kahvilatyö"));
    // It was said twice: as what there is to talk about, and as what is talked of now.
    player.play("<esc><enter>");
    for words in ["aihe", "puhumme"] {
        player
            .play("<ctrl-f>")
            .play(words)
            .play("<enter><ctrl-x><delete>");
    }
    player.play("<esc>3aino<enter><enter>a");
    assert_ne!(states(&player)[0], BlockState::Done);
    let text = player.text((80, 60));
    assert!(!text.contains("Aihe: kahvilatyö"), "{text}");
}

#[test]
fn backspace_takes_marks_and_leaves_the_clients_words() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f2>en halua enää istua kotona<enter>++");
    let rows = |player: &Player| match &player.app.screen {
        Screen::Meeting(meeting) => {
            let (filling, list) = meeting.marks().unwrap();
            meeting.response(filling).rows(list).len()
        }
        other => panic!("no meeting but {other:?}"),
    };
    assert_eq!(rows(&player), 3);
    player.play("<backspace><delete><backspace><delete>");
    assert_eq!(rows(&player), 1, "the words stay");
    player.play("ab<home><delete><enter>");
    assert!(
        player.text(SIZE).contains("”b”"),
        "in a quote Delete is about its letters"
    );
    player.play("+<esc><esc>4");
    let stored = player.given.iter().rev();
    let mut removed = stored.filter(|it| matches!(it.event, Event::Answered { .. }));
    assert!(removed.next().is_some());
    assert!(matches!(
        player.app.screen,
        Screen::After(_) | Screen::Home(_) | Screen::Client(_)
    ));
}

#[test]
fn a_recording_is_coded_apart_from_clients() {
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-p>oppiminen<enter>");
    assert!(matches!(player.app.screen, Screen::Client(_)));
    player.play("a<tab><tab>");
    // Questions 5, simple 6, complex 4.
    player.play("5<tab>6<tab>4<tab>");
    player.play("<esc>22");
    let text = player.text((80, 60));
    assert!(
        text.contains("40") && text.contains("Heijastuksia kysymystä kohti"),
        "{text}"
    );
    player.play("<esc><esc>");
    let Screen::Home(home) = &player.app.screen else {
        panic!("not home");
    };
    assert!(
        home.rows
            .subjects
            .iter()
            .all(|row| row.register == *"client")
    );
    assert!(home.rows.own.is_some());
    player.play("<ctrl-p>oppiminen<enter>");
    assert!(player.text(SIZE).contains("Nauhoitteen koodaus"));
}

/// At 1.2 s for each key that commands and 200 letters a minute, as one works who knows the screen.
#[test]
#[allow(clippy::print_stdout)] // Read where somebody counts anew.
fn after_work_of_a_meeting_takes_less_than_three_minutes() {
    let mut player = finished();
    let (mut keys, mut letters) = (0, 0);
    let command = |player: &mut Player, key: &str, keys: &mut u32| {
        player.play(key);
        *keys += 1;
    };
    // One text is mended in the counsellor's own words; each that has something to say is copied, pasted and marked.
    command(&mut player, "<enter>", &mut keys);
    let words = " Asiakas kertoi, että aamut ovat nyt helpompia.";
    player.play(words);
    letters += words.chars().count();
    command(&mut player, "<esc>", &mut keys);
    while after(&player)
        .given_block(Lang::Fi)
        .is_some_and(|(_, block)| block.waits())
    {
        command(&mut player, "c", &mut keys);
        command(&mut player, " ", &mut keys);
    }
    command(&mut player, "n", &mut keys);
    // Into the other program and back for each text.
    let pastes = player.copied.len() as u32 * 3;
    let seconds = f64::from(keys + pastes) * 1.2 + letters as f64 * 60.0 / 200.0;
    assert!(seconds < 180.0);
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&format!("{seconds:.0} s")),
        "README tells {seconds:.0} s"
    );
}
