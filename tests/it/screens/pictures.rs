//! Pictures of every screen, to be looked at whenever they change: `INSTA_UPDATE=always` draws them anew.

use kohtaa::lang::Lang;

use super::rare::RARE;
use super::scenes::{self, MEETINGS, PAGES, Scene};

/// Compares with the picture kept under `snapshots/`.
pub fn compare(name: &str, picture: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), picture));
}

const WIDE: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn in_finnish(scenes: &[Scene]) {
    for scene in scenes {
        compare(scene.name, &(scene.play)(Lang::Fi).portrait());
    }
}

fn in_other_languages(scenes: &[Scene]) {
    for scene in scenes {
        for lang in [Lang::Sv, Lang::En] {
            let mut player = (scene.play)(lang);
            let pictures = WIDE.map(|size| player.portrait_at(size));
            let name = format!("{}_{}", scene.name, lang.code());
            compare(&name, &pictures.join("\n"));
        }
    }
}

#[test]
fn pages_in_finnish() {
    in_finnish(PAGES);
    in_finnish(RARE);
}

#[test]
fn pages_in_swedish_and_english() {
    in_other_languages(PAGES);
    in_other_languages(RARE);
}

#[test]
fn meetings_in_finnish() {
    in_finnish(MEETINGS);
}

#[test]
fn meetings_in_swedish_and_english() {
    in_other_languages(MEETINGS);
}

#[test]
fn too_small() {
    let mut player = scenes::aino(Lang::Fi);
    let pictures = [(29, 12), (40, 7), (9, 3), (1, 1)].map(|size| player.portrait_at(size));
    compare("too_small", &pictures.join("\n"));
}
