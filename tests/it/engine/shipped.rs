//! The forms in the repository, filled with anything.

use std::sync::Arc;

use kohtaa::form::{ChoiceList, Form, Id, Item, ItemIx, Kind, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Reference, Response, Spot, Value};
use proptest::prelude::*;

use super::build::{date, inputs, number};
use super::random::{Deed, agree, change_rows};

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

fn codes(choices: Option<&ChoiceList>, die: u8) -> Value {
    let options = choices
        .map(|choices| choices.options.as_slice())
        .unwrap_or_default();
    let ticked = |nth: usize| die >> (nth % 8) & 1 == 1;
    let plain = options
        .iter()
        .enumerate()
        .filter(|(_, option)| !option.exclusive);
    let ticked = plain.filter(|(nth, _)| ticked(*nth));
    Value::Codes(ticked.map(|(_, option)| option.code.clone()).collect())
}

fn answer(form: &Form, item: &Item, die: u8) -> Option<Value> {
    let choices = form.choice_list(item);
    let low = i64::from(die % 12);
    Some(match item.kind {
        Kind::Text | Kind::Note => {
            Value::Text(["työ", "uni", "kuljetus"][usize::from(die % 3)].into())
        }
        Kind::Integer => Value::Number(low.into()),
        Kind::Decimal => Value::Number(number("2.5")),
        Kind::Scale { min, max } => {
            Value::Number((i64::from(min) + low % i64::from(max - min + 1)).into())
        }
        Kind::Ruler => Value::Number((low % 11).into()),
        Kind::YesNo => Value::Bool(die.is_multiple_of(2)),
        Kind::Single => {
            let options = &choices?.options;
            Value::Code(options[usize::from(die) % options.len()].code.clone())
        }
        Kind::Multi | Kind::Deck => codes(choices, die),
        Kind::Rank { max } => match codes(choices, die) {
            Value::Codes(mut codes) => {
                codes.truncate(max.map_or(usize::MAX, usize::from));
                Value::Codes(codes)
            }
            other => other,
        },
        Kind::Duration | Kind::Tally => Value::Number(low.abs().into()),
        Kind::Ref { .. } => Value::Ref(Reference {
            id: Id::new("0192f1c0a1b27c3d8e4f5a6b7c8d9e0f"),
            display: "Palvelu".into(),
        }),
        Kind::Date => Value::Date(date("2026-11-20") + chrono::Days::new(low as u64)),
        Kind::Time => Value::Time(chrono::NaiveTime::MIN),
        Kind::Info
        | Kind::List { .. }
        | Kind::Table { .. }
        | Kind::Group
        | Kind::Computed
        | Kind::Embed { .. } => return None,
    })
}

fn fill(filling: &mut Response, deed: Deed) {
    let form = Arc::clone(filling.form());
    let item = ItemIx::from(deed.0) % form.items.len() as ItemIx;
    if let Kind::List { .. } = form.item(item).kind {
        let change = change_rows(filling, item, deed);
        let _ = filling.apply(&change);
        return;
    }
    let Some(value) = answer(&form, form.item(item), deed.2) else {
        return;
    };
    let rows = form
        .item(item)
        .parent
        .map(|parent| filling.rows(parent))
        .unwrap_or_default();
    let spot = match rows.get(usize::from(deed.1) % rows.len().max(1)) {
        Some(row) => Spot::in_row(item, *row),
        None => Spot::top(item),
    };
    let path = filling.path(spot);
    if filling.spot(&path).is_some() {
        let change = filling.change(&path, Cell::given(value));
        filling.apply(&change).unwrap();
    }
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
        agree(&filling, filling.form().id.as_str());
        look(&filling);
        let scores = filling.fixed_scores();
        assert!(
            scores
                .iter()
                .all(|score| score.value.is_none() && score.answered == 0)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_form_can_be_filled_with_anything(
        deeds in prop::collection::vec(any::<Deed>(), 0..60),
    ) {
        for form in forms() {
            let mut filling = Response::new(form, inputs(), Vec::new());
            for deed in &deeds {
                fill(&mut filling, *deed);
            }
            let id = filling.form().id.clone();
            agree(&filling, id.as_str());
            look(&filling);
        }
    }
}
