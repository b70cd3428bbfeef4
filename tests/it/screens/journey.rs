//! The journey: what somebody would read on it, in which order, and where it leads.

use kohtaa::app::Screen;
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;

const SIZE: (u16, u16) = (80, 60);

fn journey() -> Player {
    let mut player = scenes::aino(Lang::Fi);
    player.play("p");
    player
}

fn at(text: &str, words: &str) -> usize {
    text.find(words)
        .unwrap_or_else(|| panic!("no {words} in\n{text}"))
}

#[test]
fn own_words_come_first_then_what_was_done_goals_numbers_and_meetings() {
    let text = journey().text(SIZE);
    let order = [
        "omin sanoin",
        "tavoite",
        "kahvilatyö",
        "Tärkeys",
        "Varmuus",
        "Tapaamiset",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(&text, words)).collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    let line = text.lines().find(|line| line.contains("Tärkeys")).unwrap();
    assert!(line.contains('4') && line.contains('5'), "{line}");
}

#[test]
fn one_key_leads_there_and_esc_back_the_way_one_came() {
    let mut player = journey();
    assert!(matches!(player.app.screen, Screen::Journey(_)));
    player.play("<enter>");
    assert!(matches!(player.app.screen, Screen::Review(_)));
    player.play("<esc>");
    assert!(matches!(player.app.screen, Screen::Journey(_)));
    player.play("<esc>");
    assert!(matches!(player.app.screen, Screen::Client(_)));
}

#[test]
fn what_is_looked_for_is_shown_where_it_stands() {
    let mut player = journey();
    player.play("/näk");
    let text = player.text(SIZE);
    assert!(text.contains("näkisivät"), "{text}");
    player.play("<enter>");
    let text = player.text((80, 16));
    let here = text
        .lines()
        .find(|line| line.starts_with('▸'))
        .unwrap_or(&text);
    let at = text.lines().position(|line| line.starts_with('▸')).unwrap();
    let near = text.lines().skip(at).take(6).collect::<String>();
    assert!(near.contains("näkisivät"), "{here}\n{text}");
    player.play("<esc>");
    assert!(matches!(player.app.screen, Screen::Journey(_)));
}

#[test]
fn all_meetings_are_searched_from_home_once_it_is_uncovered() {
    let mut player = scenes::office(Lang::Fi);
    player.play("<ctrl-f>");
    assert!(
        player.app.overlays.is_empty(),
        "a covered home shows no words"
    );
    player.play(".<ctrl-f>kahvila");
    let text = player.text(SIZE);
    assert!(text.contains("Aino"), "{text}");
    player.play("<enter>");
    assert!(matches!(player.app.screen, Screen::Review(_)));
    let opened = player.given.iter().rev();
    let opened = opened.filter(|entry| entry.event == kohtaa::casework::Event::SubjectOpened);
    assert!(
        opened.count() >= 1,
        "the log says whose words were looked at"
    );
}

#[test]
fn a_shorter_time_leaves_older_meetings_out_and_says_so() {
    let mut player = journey();
    let all = player.text(SIZE);
    player.play("ttt");
    let less = player.text(SIZE);
    assert!(less.contains("viimeiset kolme kuukautta"), "{less}");
    player.play("t");
    assert_eq!(player.text(SIZE), all);
}

#[test]
fn all_numbers_of_a_theme_stand_in_a_list() {
    let mut player = journey();
    while !player.text(SIZE).contains("▸ kahvilatyö") {
        player.play("<down>");
    }
    player.play("<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("Tärkeys 4   Varmuus"), "{text}");
}

#[test]
fn two_meetings_stand_beside_each_other_and_nobody_wins() {
    let mut player = journey();
    player.play("v");
    assert!(matches!(player.app.screen, Screen::Comparison(_)));
    let text = player.text((80, 200));
    let importance = text.lines().find(|line| line.contains("ennen 4, nyt 5"));
    let importance = importance.unwrap_or_else(|| panic!("{text}"));
    assert!(importance.contains("4 ▪▪▪▪·") && importance.contains("5 ▪▪▪▪▪·"));
    assert!(text.contains("sama joka kerta"), "{text}");
    for sign in ["↑", "↓", "→", "%"] {
        assert!(!importance.contains(sign), "{importance}");
    }
    player.play("<esc>");
    assert!(matches!(player.app.screen, Screen::Journey(_)));
    player.play("<end> <up> v");
    assert!(
        matches!(player.app.screen, Screen::Comparison(_)),
        "the two that were marked"
    );
}
