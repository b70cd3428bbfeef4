//! Pictures of every screen, to be looked at whenever they change: `INSTA_UPDATE=always` draws them anew.

use kohtaa::lang::Lang;

use super::scenes::{self, MEETINGS, PAGES};

/// Compares with the picture kept under `snapshots/`.
pub fn compare(name: &str, picture: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), picture));
}

#[test]
fn pages_in_finnish() {
    for scene in PAGES {
        compare(scene.name, &(scene.play)(Lang::Fi).portrait());
    }
}

#[test]
fn pages_in_swedish_and_english() {
    for scene in PAGES {
        for lang in [Lang::Sv, Lang::En] {
            let picture = (scene.play)(lang).portrait_at((80, 24));
            compare(&format!("{}_{}", scene.name, lang.code()), &picture);
        }
    }
}

#[test]
fn meetings() {
    for scene in MEETINGS {
        compare(scene.name, &(scene.play)(Lang::Fi).portrait());
    }
}

#[test]
fn too_small() {
    let mut player = scenes::aino(Lang::Fi);
    let pictures = [(29, 12), (40, 7), (9, 3), (1, 1)].map(|size| player.portrait_at(size));
    compare("too_small", &pictures.join("\n"));
}
