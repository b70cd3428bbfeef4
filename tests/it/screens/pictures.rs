//! Pictures of every screen, to be looked at whenever they change.

use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes;

#[test]
fn play() {
    let keys = std::env::var("KEYS").unwrap_or_default();
    let mut player = match std::env::var("FROM").as_deref() {
        Ok("new") => Player::newcomer(Lang::Fi),
        Ok("empty") => Player::empty(Lang::Fi),
        _ => scenes::office(Lang::Fi),
    };
    for part in keys.split("||") {
        player.play(part);
        eprintln!("{part}\n{}", player.text((80, 24)));
    }
}
