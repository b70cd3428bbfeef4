//! Keys and where they lead: what moves, what answers, what a paste does, and what happens at the worst. I-63, odd sizes, is among the rules of all screens.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::response::{Answer, Value};

use super::validation::at_form;
use super::{form, item};
use crate::program;
use crate::screens::player::Player;

const SIZE: (u16, u16) = (80, 24);

fn meeting(player: &Player) -> &Meeting {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

/// The answer at an item, wherever the focus is.
fn answer(player: &Player, id: &str) -> Answer {
    let cells = meeting(player).response(0).cells();
    let found = cells.into_iter().find(|(path, _)| path.item == *id);
    found.map_or(Answer::Empty, |(_, cell)| cell.answer)
}

fn focus(player: &Player) -> String {
    let meeting = meeting(player);
    let (filling, spot) = meeting.spot().unwrap();
    let response = meeting.response(filling);
    response.form().item(spot.item).id.to_string()
}

/// A choice of so many options, and a text behind it.
fn choice(kind: &str, options: usize) -> Player {
    let options: Vec<String> = (1..=options)
        .map(|at| match at {
            14 => "{ code = \"o14\", fi = \"Neljätoista\" }".to_owned(),
            _ => format!("{{ code = \"o{at}\", fi = \"Vaihtoehto {at}\" }}"),
        })
        .collect();
    let options = format!("options = [{}]", options.join(", "));
    let items = item("valinta", kind, &options) + &item("loppu", "text", "");
    at_form(&form("koe", &items))
}

fn code(code: &str) -> Answer {
    Answer::Given(Value::Code(kohtaa::form::Id::new(code)))
}

#[test]
fn i58_arrows_reach_every_option_and_only_space_or_a_digit_chooses() {
    let mut player = choice("single", 5);
    player.play("<down><down>");
    assert_eq!(answer(&player, "valinta"), Answer::Empty);
    assert_eq!(focus(&player), "valinta");
    player.play("<down><down> ");
    assert_eq!(answer(&player, "valinta"), code("o5"));
    assert_eq!(focus(&player), "valinta", "Space does not lead away");
    player.play("2");
    assert_eq!(answer(&player, "valinta"), code("o2"));
    assert_eq!(focus(&player), "loppu", "a digit leads on");
}

#[test]
fn i58_leading_on_can_be_switched_off() {
    let mut player = choice("single", 5);
    player.app.move_on = false;
    player.play("2");
    assert_eq!(answer(&player, "valinta"), code("o2"));
    assert_eq!(focus(&player), "valinta");
}

#[test]
fn i59_a_number_that_is_none_keeps_nobody_from_going_back_and_stays_as_typed() {
    let items = item("eka", "text", "") + &item("luku", "integer", "");
    for back in ["<backtab>", "<up>"] {
        let mut player = at_form(&form("koe", &items));
        player.play("<tab>abc").play(back);
        assert_eq!(focus(&player), "eka", "{back}");
        let text = player.text(SIZE);
        assert!(text.contains("luku  abc !"), "{text}");
        assert_eq!(answer(&player, "luku"), Answer::Empty);
        player.play("<tab><backspace><backspace><backspace>12<tab>");
        assert_eq!(
            answer(&player, "luku"),
            Answer::Given(Value::Number(12.into()))
        );
        assert!(!player.text(SIZE).contains('!'), "{}", player.text(SIZE));
    }
}

#[test]
fn i61_ten_options_are_ten_digits_and_a_longer_list_is_narrowed_by_typing() {
    for (key, chosen) in "1234567890".chars().zip(1..) {
        let mut player = choice("single", 10);
        assert!(
            player.text(SIZE).contains("0 ○ Vaihtoehto 10"),
            "{}",
            player.text(SIZE)
        );
        player.play(&key.to_string());
        assert_eq!(
            answer(&player, "valinta"),
            code(&format!("o{chosen}")),
            "{key}"
        );
    }
    let mut player = choice("single", 14);
    player.play("neljä");
    let text = player.text(SIZE);
    assert!(
        text.contains("Neljätoista") && !text.contains("Vaihtoehto"),
        "{text}"
    );
    player.play(" ");
    assert_eq!(answer(&player, "valinta"), code("o14"));
}

#[test]
fn i62_a_paste_is_taken_once_behind_what_was_typed_and_is_never_an_enter() {
    for (kind, held) in [("note", "x a\nb"), ("text", "x a b")] {
        let items = item("sana", kind, "") + &item("loppu", "yes_no", "");
        let mut player = at_form(&form("koe", &items));
        player.play("x <paste:a\nb>");
        assert_eq!(focus(&player), "sana", "{kind}");
        player.play("<tab>");
        let text = Answer::Given(Value::Text(held.to_owned()));
        assert_eq!(answer(&player, "sana"), text, "{kind}");
    }
}

#[test]
fn i64_a_fault_of_the_program_leaves_a_usable_terminal_and_the_whole_draft() {
    let launch = program::launch().env("KOHTAA_TEST_PANIC", "loop");
    let mut pty = program::at_a_note(launch, program::home());
    pty.type_text("Kokonainen luonnos äöå");
    pty.wait_for("Kokonainen luonnos äöå");
    pty.key("f11");
    assert_eq!(pty.wait_exit(), 101);
    pty.assert_restored();
    let held = program::stored(pty.home());
    let text = &held.place().unwrap().text;
    assert_eq!(text, "Kokonainen luonnos äöå");
}
