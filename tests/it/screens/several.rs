//! Several forms in one meeting: taken in, walked, taken back and done again, finished, looked back at.

use kohtaa::app::meeting::Meeting;
use kohtaa::app::{App, Screen};
use kohtaa::casework::{Status, parts};
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;

fn meeting(app: &App) -> &Meeting {
    match &app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

/// Mikko's meeting with the short self-assessment, and the goal conversation taken in.
fn with_another(keys: &str) -> Player {
    let mut player = scenes::mikko(Lang::Fi);
    player.play("<enter>55<ctrl-p>ota lomake<enter>tavoitekes<enter>");
    player.play(keys);
    player
}

/// The ids of the forms walked through.
fn walked(player: &Player) -> Vec<&str> {
    let meeting = meeting(&player.app);
    let mut forms: Vec<&str> = parts(&meeting.fillings)
        .iter()
        .map(|part| meeting.response(part.filling).form().id.as_str())
        .collect();
    forms.dedup();
    forms
}

/// The program ended and started again on a later day, in the meeting that was left.
fn restarted(player: Player, day: i64) -> Player {
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.on(day);
    player.unlock();
    player.play("mikko<enter><enter>");
    player
}

const BOTH: [&str; 2] = ["self_assessment_short", "goal_conversation"];

#[test]
fn a_form_taken_in_stands_under_its_title_beside_the_first() {
    let player = with_another("");
    assert_eq!(walked(&player), BOTH);
    let text = player.text((80, 24));
    assert!(text.starts_with(" Tavoitekeskustelu"), "{text}");
    for row in [" Tavoitekeskustelu", " ▸ Ennen kuin aloitamme"] {
        assert!(text.lines().any(|line| line.starts_with(row)), "{text}");
    }
    assert!(
        text.lines()
            .skip(2)
            .any(|line| line.starts_with(" Oma arvio")),
        "{text}"
    );
}

#[test]
fn what_is_in_the_meeting_is_not_offered_again() {
    let mut player = with_another("<ctrl-p>ota lomake<enter>");
    let text = player.text((80, 40));
    let titles: Vec<&str> = text.lines().map(str::trim).collect();
    let offered = titles.iter().position(|line| *line == "Ota lomake mukaan");
    let rest = &titles[offered.expect(&text)..];
    assert!(
        !rest.iter().any(|line| line.contains("Tavoitekeskustelu")),
        "{text}"
    );
    assert!(rest.iter().any(|line| line.contains("Oma arvio")), "{text}");
    player.play("<esc>");
}

#[test]
fn pages_lead_from_one_form_into_the_other() {
    let mut player = with_another("");
    player.play("<pageup>");
    assert_eq!(meeting(&player.app).form().id.as_str(), BOTH[0]);
    player.play("<pagedown>");
    assert_eq!(meeting(&player.app).form().id.as_str(), BOTH[1]);
}

#[test]
fn finishing_finishes_all_and_the_review_shows_all() {
    let mut player = with_another("<pagedown><pagedown>kahvilatyö<tab>1<esc>22<esc>mikko<enter>");
    let Screen::Client(client) = &player.app.screen else {
        panic!("{}", player.text((80, 24)));
    };
    let newest = &client.page.sessions[0];
    let ended: Vec<_> = newest
        .responses
        .iter()
        .filter(|row| BOTH.contains(&row.form_id.as_str()))
        .map(|row| (row.form_id.as_str(), row.status))
        .collect();
    assert_eq!(
        ended,
        [(BOTH[0], Status::Completed), (BOTH[1], Status::Completed)]
    );
    player.play("<enter>");
    let text = player.text((80, 60));
    assert!(
        text.contains("Oma arvio") && text.contains("Tavoitekeskustelu"),
        "{text}"
    );
    assert!(text.contains("kahvilatyö"), "{text}");
}

#[test]
fn a_restart_brings_all_back_and_lands_where_one_was() {
    let player = restarted(
        with_another("<pagedown><pagedown>kahvilat<tick><tick><tick>"),
        25,
    );
    assert_eq!(walked(&player), BOTH);
    let meeting = meeting(&player.app);
    assert_eq!(meeting.form().id.as_str(), BOTH[1]);
    let typing = meeting.typing.as_ref().unwrap();
    assert_eq!(
        (typing.editor.text(), typing.editor.caret()),
        ("kahvilat", 8)
    );
}

/// What is answered, and which forms are walked: the whole state that undoing is about.
fn state(player: &Player) -> Vec<String> {
    let meeting = meeting(&player.app);
    let held = meeting.fillings.iter().filter(|filling| !filling.is_out());
    held.map(|filling| {
        let mut cells = filling.response.cells();
        cells.sort_by(|one, other| one.0.cmp(&other.0));
        format!("{} {cells:?}", filling.row.form_id)
    })
    .collect()
}

#[test]
fn undo_and_redo_go_over_the_whole_meeting_added_forms_and_rows_too() {
    let mut player = with_another("<pagedown><pagedown>kahvilatyö<tab>1<tab>rahat<tab>2<ctrl-r>");
    let end = state(&player);
    let deeds = meeting(&player.app).undo.len();
    player.play(&"<ctrl-z>".repeat(deeds));
    assert_eq!(walked(&player), [BOTH[0]]);
    assert!(meeting(&player.app).undo.is_empty());
    let begin = state(&player);
    player.play(&"<ctrl-y>".repeat(deeds));
    assert_eq!(state(&player), end);
    player.play(&"<ctrl-z>".repeat(deeds));
    assert_eq!(state(&player), begin);
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let mut player = with_another("<pagedown><pagedown>kahvilatyö<tab>1<tab>rahat<tab>2");
    let end = state(&player);
    let deeds = meeting(&player.app).undo.len();
    player.play("<ctrl-z><ctrl-z><ctrl-z>");
    let half = state(&player);
    let mut player = restarted(player, 25);
    assert_eq!(state(&player), half);
    player.play("<ctrl-y><ctrl-y><ctrl-y>");
    assert_eq!(state(&player), end);
    let mut player = restarted(player, 26);
    assert_eq!(meeting(&player.app).undo.len(), deeds);
    player.play(&"<ctrl-z>".repeat(deeds));
    assert_eq!(walked(&player), [BOTH[0]]);
    let mut player = restarted(player, 27);
    assert_eq!(walked(&player), [BOTH[0]]);
    player.play(&"<ctrl-y>".repeat(deeds));
    assert_eq!(state(&player), end);
}

#[test]
fn something_new_leaves_nothing_to_redo_after_a_restart_either() {
    let mut player = with_another("<pagedown><pagedown>kahvilatyö<tab>1<ctrl-z>");
    assert_eq!(meeting(&player.app).redo.len(), 1);
    player.play("3");
    let player = restarted(player, 28);
    assert!(meeting(&player.app).redo.is_empty());
}
