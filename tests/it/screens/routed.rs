//! Routes: which one is offered first, what it puts up front and what it goes without, kept with the meeting.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::casework::Mode;
use kohtaa::form::{Catalogue, Role};
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;

const SIZE: (u16, u16) = (80, 24);

fn meeting(player: &Player) -> &Meeting {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

fn parts(player: &Player) -> Vec<(String, bool)> {
    let meeting = meeting(player);
    let named = |part: &kohtaa::casework::Part| {
        (meeting.part_title(*part, Lang::Fi), meeting.is_front(*part))
    };
    meeting.parts().iter().map(named).collect()
}

fn titles(player: &Player, front: bool) -> Vec<String> {
    let parts = parts(player).into_iter();
    parts
        .filter(|part| part.1 == front)
        .map(|part| part.0)
        .collect()
}

#[test]
fn two_keys_begin_the_usual_meeting() {
    let mut first = scenes::sari(Lang::Fi);
    first.play("a<enter>");
    assert_eq!(titles(&first, true)[0], "Ennen kuin aloitamme");
    let mut later = scenes::aino(Lang::Fi);
    later.play("a<enter>");
    assert_eq!(meeting(&later).session.minutes, Some(20));
    assert_eq!(titles(&later, false), ["Viralliset asiat"]);
}

#[test]
fn what_is_not_up_front_is_gone_to_and_never_counted_as_open() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a2");
    assert_eq!(titles(&player, true), ["Suunta", "Suunnitelma", "Lopetus"]);
    assert_eq!(
        titles(&player, false),
        ["Kohtaaminen", "Miksi ja miten", "Viralliset asiat"]
    );
    let open = meeting(&player).open_places(Lang::Fi).into_iter();
    let open: Vec<String> = open.map(|place| place.0).collect();
    assert!(open.contains(&"Aihe".to_owned()), "{open:?}");
    assert!(!open.contains(&"Tärkeys".to_owned()), "{open:?}");
    player.play(&"<tab>".repeat(60));
    assert!(meeting(&player).is_front(meeting(&player).part));
    player.play("<pagedown>");
    assert!(!meeting(&player).is_front(meeting(&player).part));
    player.play("<ctrl-f>tärkeys<enter>7");
    let importance = meeting(&player).spot();
    assert!(importance.is_some(), "it can be answered all the same");
}

#[test]
fn a_route_is_kept_with_its_meeting() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a2<wait:1>");
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.unlock();
    player.play("aino<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("Pikatapaaminen"), "{text}");
    player.play("<enter>");
    assert_eq!(titles(&player, true).len(), 3);
}

#[test]
fn by_phone_nothing_is_turned_and_no_feedback_asked() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a3");
    let text = player.text(SIZE);
    assert!(text.contains("Voitko puhua nyt rauhassa?"), "{text}");
    assert!(!text.contains("käännä"), "{text}");
    player.play("<f1>");
    let all = meeting(&player).open_places(Lang::Fi);
    assert!(all.iter().all(|place| place.0 != "Kuulluksi"));
}

#[test]
fn with_an_interpreter_words_are_kept_and_marks_are_not() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a4<f2>");
    assert!(
        !player.text(SIZE).contains("+ merkki"),
        "{}",
        player.text(SIZE)
    );
    player.play("haluan töihin + kursseille<enter><f2>");
    assert_eq!(meeting(&player).quotes(), ["haluan töihin + kursseille"]);
    let form = meeting(&player).form();
    assert_eq!(form.with_role(Role::MarkKind).count(), 1);
    player.play("<esc>22");
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.unlock();
    player.play("aino<enter>");
    let text = player.text(SIZE);
    assert!(
        text.contains("”haluan töihin + kursseille” (tulkin kautta)"),
        "{text}"
    );
}

#[test]
fn an_interpreter_gets_one_sentence_at_a_time() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a4");
    let first = player.text(SIZE);
    assert!(first.contains("Puhun sinulle."), "{first}");
    assert!(!first.contains("Tulkki sanoo saman"), "{first}");
    player.play("<enter>");
    assert!(player.text(SIZE).contains("Tulkki sanoo saman"));
    let asked = |player: &Player| {
        player
            .text(SIZE)
            .contains("Mikä on mennyt vähän eteenpäin?")
    };
    let mut pressed = 0;
    while !asked(&player) && pressed < 12 {
        player.play("<enter>");
        pressed += 1;
    }
    assert!(asked(&player), "{}", player.text(SIZE));
    player.play("lapset voivat hyvin<enter>");
    assert!(!asked(&player));
}

#[test]
fn how_it_is_held_is_changed_by_digit_or_arrows_before_it_begins() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a<tab>3<tab>4<tab>1<tab>");
    assert!(
        player.text(SIZE).contains("40 min"),
        "an interpreter doubles it"
    );
    player.play("35<enter>");
    let session = &meeting(&player).session;
    assert_eq!((session.mode, session.language), (Mode::Remote, Lang::En));
    assert!(session.interpreter);
    assert_eq!(session.minutes, Some(35));
}

#[test]
fn a_change_of_mode_changes_what_is_asked() {
    let mut player = scenes::aino(Lang::Fi);
    player.play("a<enter>");
    assert!(!player.text(SIZE).contains("rauhassa"));
    player.play("<ctrl-p>vaihda tapa<enter>2<enter>");
    assert!(player.text(SIZE).contains("Voitko puhua nyt rauhassa?"));
    player.play("<wait:1>");
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.unlock();
    player.play("aino<enter><enter>");
    assert_eq!(meeting(&player).session.mode, Mode::Phone);
    assert!(player.text(SIZE).contains("Voitko puhua nyt rauhassa?"));
}

const OWN: &str = r#"
route = 1
id = "both"
languages = ["fi"]
title = "Molemmat"
subject = "client"
minutes = 5
say = [ { fi = "Aloitetaan." } ]
off = ["feedback"]

[[form]]
id = "self_assessment_short"

[[form]]
id = "goal_conversation"
sections = ["closing"]
"#;

#[test]
fn a_route_of_ones_own_goes_through_several_forms_and_leaves_the_feedback_out() {
    let folder = scenes::sari(Lang::Fi).leave();
    let routes = folder.path().join("forms/routes");
    std::fs::create_dir_all(&routes).unwrap();
    std::fs::write(routes.join("both.toml"), OWN).unwrap();
    let mut player = Player::locked_in(folder, Lang::Fi);
    player.unlock();
    player.play("aino<enter>a2");
    let text = player.text(SIZE);
    assert!(text.contains("Aloitetaan."), "{text}");
    let front = titles(&player, true);
    assert_eq!(front.last().unwrap(), "Lopetus");
    let open = meeting(&player).open_places(Lang::Fi);
    assert!(open.iter().all(|place| place.0 != "Kuulluksi"), "{open:?}");
    assert!(open.iter().any(|place| place.0 == "Koonti"), "{open:?}");
}

#[test]
fn a_fault_in_a_route_is_told_at_its_place_and_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let routes = folder.path().join("routes");
    std::fs::create_dir_all(&routes).unwrap();
    let faulty = OWN
        .replace("\"closing\"", "\"clsing\"")
        .replace("self_assessment_short", "plan");
    std::fs::write(routes.join("a.toml"), faulty).unwrap();
    let worse = OWN.replace("minutes = 5", "minutes = 0\nmode = \"fone\"\nspeed = 1");
    std::fs::write(routes.join("b.toml"), worse).unwrap();
    std::fs::write(routes.join("c.toml"), OWN).unwrap();
    let catalogue = Catalogue::load(Some(folder.path()));
    assert!(catalogue.route("both").is_some());
    assert!(catalogue.routes().count() > 4);
    let told = |file: &str| {
        let mut faulty = catalogue.faulty().iter();
        let faulty = faulty.find(|it| it.file.ends_with(file)).unwrap();
        let told = faulty.diagnostics.iter();
        told.map(|it| (it.line, it.code())).collect::<Vec<_>>()
    };
    assert_eq!(
        told("a.toml"),
        [(12, "route-unfit-form"), (16, "form-unknown-section")]
    );
    assert_eq!(
        told("b.toml"),
        [
            (7, "form-out-of-range"),
            (8, "form-unknown-word"),
            (9, "form-unknown-key")
        ]
    );
    let said = catalogue.faulty()[0].diagnostics[1].render(Lang::En);
    assert!(said.contains("closing"), "{said}");
}
