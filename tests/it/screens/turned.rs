//! The client's side of the screen: what it takes, and what it keeps to itself.

use kohtaa::app::Screen;
use kohtaa::lang::Lang;
use kohtaa::response::Value;

use super::player::{PASSPHRASE, Player};
use super::scenes;

const SIZE: (u16, u16) = (80, 24);

/// The answer to the question the client was at when the screen was turned.
fn answer(player: &Player) -> Option<Value> {
    let Screen::Meeting(meeting) = &player.app.screen else {
        panic!("no meeting");
    };
    let (filling, spot) = meeting.question().or(meeting.spot())?;
    meeting.response(filling).cell(spot).value().cloned()
}

fn is_turned(player: &Player) -> bool {
    matches!(&player.app.screen, Screen::Meeting(meeting) if meeting.turned.is_some())
}

fn turned() -> Player {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<f10>");
    player
}

#[test]
fn no_slip_leads_to_the_counsellors_side() {
    let mut player = turned();
    let before = player.text(SIZE);
    for keys in [
        "<esc>",
        "<ctrl-c>",
        "<ctrl-p>",
        "<f1>",
        "<f2>",
        "<f3>",
        "<f6>",
        "<f9>",
        "<ctrl-q>",
        "<ctrl-k>",
        "<ctrl-z>",
        "<ctrl-f>",
        "<ctrl-g>",
        "<pagedown>",
        "<ctrl-r>x",
        "r",
        "<ctrl-r><ctrl-r>",
    ] {
        player.play(keys);
        assert!(is_turned(&player), "{keys}");
        assert_eq!(player.app.exit, None, "{keys}");
        assert_eq!(player.text(SIZE), before, "{keys}");
    }
    player.play("<ctrl-r>r");
    assert!(!is_turned(&player));
}

#[test]
fn a_one_and_a_nought_soon_after_are_ten() {
    let mut player = turned();
    player.play("1");
    assert_eq!(answer(&player), Some(Value::Number(1.into())));
    player.play("0");
    assert_eq!(answer(&player), Some(Value::Number(10.into())));
    player.play("1<wait:2>0");
    assert_eq!(answer(&player), Some(Value::Number(0.into())));
}

#[test]
fn a_number_may_be_changed_until_enter_and_the_next_question_comes_then() {
    let mut player = turned();
    player.play("46");
    let text = player.text(SIZE);
    assert!(text.contains("Kuinka tärkeää"), "{text}");
    assert!(text.contains("Valitsit 6."), "{text}");
    player.play("<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("Kuinka varma"), "{text}");
    player.play("<up>");
    assert!(player.text(SIZE).contains("Valitsit 6."));
}

#[test]
fn nothing_but_the_question_is_on_the_clients_side() {
    let mut player = turned();
    player.play("6");
    let text = player.text(SIZE);
    for kept in [
        "A-",
        "F-C8C2",
        "Aino",
        "tallennettu",
        "ennen",
        "F1",
        "Ctrl",
        "Suunnitelma",
        "Valitsit numeron",
    ] {
        assert!(!text.contains(kept), "{kept}\n{text}");
    }
}

#[test]
fn what_the_client_answers_is_saved_at_once() {
    let mut player = turned();
    player.play("6");
    let folder = player.leave();
    let mut player = Player::locked_in(folder, Lang::Fi);
    player.play(PASSPHRASE).play("<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("[6]") || text.contains("Kesken"), "{text}");
}

#[test]
fn a_client_left_alone_gets_no_further_than_the_door() {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("<ctrl-p>yksin<enter>");
    assert!(is_turned(&player));
    player.play("6<ctrl-r>r");
    assert!(player.app.is_locked());
    player.play(PASSPHRASE).play("<enter>");
    assert!(!is_turned(&player));
    assert_eq!(answer(&player), Some(Value::Number(6.into())));
}

#[test]
fn nobody_is_handed_the_screen_by_phone() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a<up><down><tab>2<enter>");
    let text = player.text(SIZE);
    assert!(!text.contains("käännä"), "{text}");
    player.play("<f10>");
    assert!(!is_turned(&player));
}
