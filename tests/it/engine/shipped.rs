//! The forms in the repository, filled with anything.

use std::sync::Arc;

use kohtaa::form::{Form, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Response, Value};

use super::agree::agree;
use super::build::inputs;
use super::dice::Dice;
use super::naive::Earlier;
use super::play::Player;

fn forms() -> Vec<Arc<Form>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    let mut files: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|ext| ext == "toml"));
    let load = |file: std::path::PathBuf| {
        let source = Source::new(file.display().to_string(), std::fs::read(&file).unwrap());
        load(&source).map(|loaded| loaded.form)
    };
    files.into_iter().map(|file| load(file).unwrap()).collect()
}

/// Everything that a screen could ask, only to see that it can be asked.
fn look(filling: &Response) {
    let form = filling.form();
    for section in 0..form.sections.len() as u16 {
        let progress = filling.progress(section);
        assert!(progress.answered <= progress.of);
        for spot in filling.shown(section) {
            let item = form.item(spot.item);
            for lang in Lang::ALL {
                for words in [&item.label, &item.hint, &item.why] {
                    let _ = filling.wording(words, Some(spot), lang, &());
                }
                if let Some(value) = filling.value(spot) {
                    assert!(
                        matches!(value, Value::Codes(_))
                            || !filling.show(spot, value, lang).is_empty()
                    );
                }
            }
        }
    }
    for score in filling.fixed_scores() {
        assert!(score.answered <= score.of);
    }
    filling.suggestions();
    filling.open_spots();
}

#[test]
fn every_form_can_be_opened_empty() {
    let forms = forms();
    assert!(!forms.is_empty());
    for form in forms {
        let filling = Response::new(form, inputs(), Vec::new());
        agree(&filling, &Earlier::default(), filling.form().id.as_str());
        look(&filling);
        let scores = filling.fixed_scores();
        assert!(
            scores
                .iter()
                .all(|score| score.value.is_none() && score.answered == 0)
        );
    }
}

#[test]
fn every_form_can_be_filled_with_anything() {
    for (nth, form) in (0..).zip(forms()) {
        for seed in 0..4 {
            let mut player = Player::new(Arc::clone(&form), &mut Dice::of(seed, nth));
            for deed in 0..40 {
                player.step(&mut Dice::of(seed, 100 + deed));
            }
            look(&player.filling);
            player.finish();
        }
    }
}
