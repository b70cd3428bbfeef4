//! Scenes to look at: an office with a few invented clients, played into being once and copied for each test.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kohtaa::lang::Lang;

use super::player::Player;

/// The vault of an office where work has been done: Aino met twice, Mikko's meeting left open, Sari new.
fn office_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let mut player = Player::empty(Lang::Fi);
        player.on(-30);
        aino_first(&mut player);
        player.leave().keep()
    })
}

fn aino_first(player: &mut Player) {
    player.play("+Aino<enter><enter>");
}

pub fn office(lang: Lang) -> Player {
    let folder = tempfile::tempdir().unwrap();
    copy(office_folder(), folder.path());
    let mut player = Player::locked_in(folder, lang, 24);
    player.unlock();
    player
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
