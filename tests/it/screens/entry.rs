//! Writing as people expect it: words, pastes, letters of several signs, and what was written wrongly.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;

fn meeting(player: &Player) -> &Meeting {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

fn typed(player: &Player) -> (String, usize) {
    let editor = &meeting(player).typing.as_ref().expect("a text").editor;
    (editor.text().to_owned(), editor.caret())
}

/// At the line under a ruler.
fn line() -> Player {
    let mut player = scenes::ruler(Lang::Fi);
    player.play("6<tab>");
    player
}

#[test]
fn the_caret_goes_and_deletes_by_words() {
    let mut player = line();
    player.play("lapset näkevät työn<ctrl-left><ctrl-left>");
    assert_eq!(typed(&player).1, "lapset ".len());
    player.play("<ctrl-right>");
    assert!(
        typed(&player).1 >= "lapset näkevät".len(),
        "{:?}",
        typed(&player)
    );
    player.play("<ctrl-w>");
    assert_eq!(
        typed(&player).0.split_whitespace().collect::<Vec<_>>(),
        ["lapset", "työn"]
    );
}

#[test]
fn what_is_pasted_is_text_and_never_a_command() {
    let mut player = line();
    let undone = meeting(&player).undo.len();
    player.play("<paste:yksi\n\u{1b}[15~:finish\u{3}\tkaksi>");
    let (text, _) = typed(&player);
    assert!(
        text.starts_with("yksi") && text.ends_with("kaksi"),
        "{text:?}"
    );
    assert!(!text.contains(['\u{1b}', '\u{3}']), "{text:?}");
    assert_eq!(
        meeting(&player).undo.len(),
        undone,
        "nothing was given by it"
    );
    assert!(player.app.overlays.is_empty() && player.app.exit.is_none());
}

#[test]
fn letters_are_kept_in_one_form_however_they_were_written() {
    let mut player = line();
    player.play("<paste:a\u{308}iti><backspace><backspace>");
    assert_eq!(typed(&player).0, "äi");
    player.play("<tab>");
    let kept = format!("{:?}", meeting(&player).undo.last());
    assert!(kept.contains("äi") && !kept.contains('\u{308}'), "{kept}");
}

#[test]
fn more_than_fits_is_cut_and_told() {
    let mut player = line();
    player.play(&format!("<paste:{}>", "ä".repeat(40_000)));
    assert!(typed(&player).0.len() <= 64 * 1024);
    let told = player.app.notice.as_ref().expect("a notice");
    assert!(told.trouble, "{}", told.text);
}

#[test]
fn a_wrong_date_stays_and_is_explained_beside_it_in_every_language() {
    for (lang, wrong, word) in [
        (Lang::Fi, "31.2.", "helmikuu"),
        (Lang::Sv, "31.2.", "februari"),
        (Lang::En, "31.2.", "February"),
    ] {
        let mut player = scenes::plan(lang);
        player.play(&format!("Soitan kahvilaan<tab>1{wrong}<tab><backtab>"));
        assert_eq!(typed(&player).0, wrong);
        let text = player.text((80, 24));
        let at = text
            .lines()
            .position(|line| line.contains(wrong))
            .expect(&text);
        let below: Vec<&str> = text.lines().skip(at + 1).take(3).collect();
        let told = below.iter().any(|line| line.contains("! "));
        assert!(told, "{word}: {below:?}\n{text}");
    }
}
