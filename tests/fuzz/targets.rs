//! The fuzz targets as plain functions over bytes: a fuzzer calls them with what it makes up, the tests with the corpus.

use std::fmt::Write;
use std::sync::Arc;

use kohtaa::form::{Diagnostic, Form, Source, load};
use kohtaa::lang::{Lang, date};
use kohtaa::response::{Cell, Path, Response, Spot, Value};
use kohtaa::tui::decode::{Decoder, Input};

use crate::engine::agree::agree_about;
use crate::engine::dice::Dice;
use crate::engine::naive::Earlier;
use crate::engine::play::{Player, written};
use crate::engine::{author, deeds};

/// Takes any bytes, and panics where something is wrong.
pub type Target = fn(&[u8]);

/// Every target by the name of its corpus.
pub const TARGETS: [(&str, Target); 7] = [
    ("form", form),
    ("expression", expression),
    ("template", template),
    ("evaluator", evaluator),
    ("stored", stored),
    ("entry", entry),
    ("terminal", terminal),
];

/// Characters that would do something to a terminal instead of being read.
pub fn is_hostile(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

pub fn harmless(text: &str) {
    if let Some(c) = text.chars().find(|c| is_hostile(*c)) {
        panic!("U+{:04X} in {text:?}", u32::from(c));
    }
}

/// Whatever is wrong can be said in each language, and the words do nothing to a terminal.
pub fn told(found: &[Diagnostic]) {
    const ENOUGH: usize = 30;
    for found in found.iter().take(ENOUGH) {
        assert!(found.line >= 1 && found.column >= 1);
        for lang in Lang::INTERFACE {
            harmless(&found.render(lang));
            let report = found.report(lang);
            harmless(&report.message);
            report.help.iter().for_each(|help| harmless(help));
            assert!(!report.message.is_empty());
        }
    }
}

/// Loads a file, tells what is wrong, and fills the form at random if there is one.
fn tried(text: &[u8]) {
    let source = Source::new("fuzz.toml", text);
    match load(&source) {
        Err(found) => {
            assert!(
                found.iter().any(Diagnostic::is_error),
                "refused without a reason"
            );
            told(&found);
        }
        Ok(loaded) => {
            told(&loaded.warnings);
            let again = load(&source).map(|again| format!("{:?}", again.form));
            assert_eq!(
                again.ok(),
                Some(format!("{:?}", loaded.form)),
                "loaded otherwise"
            );
            spoken(&loaded.form);
            if loaded.form.items.len() <= 60 {
                filled(loaded.form, seed(text));
            }
        }
    }
}

fn seed(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |seed, byte| {
        (seed ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn filled(form: Arc<Form>, seed: u64) {
    let mut player = Player::new(form, &mut Dice::of(seed, 0));
    for deed in 1..8 {
        player.step(&mut Dice::of(seed, deed));
    }
    player.finish();
}

/// All words of a form, as they are said before anything is answered.
pub fn spoken(form: &Arc<Form>) {
    let filling = Response::new(
        Arc::clone(form),
        deeds::inputs(&mut Dice::of(0, 0)),
        Vec::new(),
    );
    for lang in Lang::ALL {
        for text in [&form.title, &form.notice] {
            harmless(text.plain(lang));
        }
        let options = form.choices.iter().flat_map(|list| &list.options);
        options.for_each(|option| harmless(option.text.plain(lang)));
        for (ix, item) in (0..).zip(&form.items) {
            let messages = item
                .constraints
                .iter()
                .map(|constraint| &constraint.message);
            let words = [&item.label, &item.hint, &item.why]
                .into_iter()
                .chain(&item.draft)
                .chain(messages);
            for wording in words {
                if let Some(said) = filling.wording(wording, Some(Spot::top(ix)), lang, &()) {
                    harmless(&said.text);
                }
            }
            item.bands
                .iter()
                .for_each(|band| harmless(band.text.plain(lang)));
            harmless(item.short.plain(lang));
        }
        for section in &form.sections {
            for wording in [&section.title, &section.intro] {
                filling
                    .wording(wording, None, lang, &())
                    .iter()
                    .for_each(|said| harmless(&said.text));
            }
        }
        for suggestion in &form.suggestions {
            filling
                .wording(&suggestion.text, None, lang, &())
                .iter()
                .for_each(|said| harmless(&said.text));
        }
    }
    for words in [&form.licence, &form.source] {
        harmless(words);
    }
}

/// A form with something of every kind, and room for one more expression and one more text.
const FIXED: &str = include_str!("fixed.toml");

/// A TOML string that says `text`.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            c if c.is_control() => write!(quoted, "\\u{:04X}", u32::from(c)),
            c => write!(quoted, "{c}"),
        };
    }
    quoted + "\""
}

/// Any file at all.
pub fn form(bytes: &[u8]) {
    tried(bytes);
}

/// Any expression, in each place that an expression can have.
pub fn expression(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let text = quoted(text);
    let item = "\n[[item]]\nsection = \"main\"\nid = \"x\"\nlabel = \"X\"\n";
    for place in [
        format!("{item}kind = \"computed\"\ncalculation = {text}\n"),
        format!(
            "{item}kind = \"integer\"\nrelevant = {text}\nconstraint = [{{ expr = {text}, message = \"Ei\" }}]\n"
        ),
        format!("{item}kind = \"integer\"\nparent = \"rows\"\nrelevant = {text}\n"),
        format!("\n[[score]]\nid = \"x\"\nlabel = \"X\"\nexpr = {text}\n"),
    ] {
        tried(format!("{FIXED}{place}").as_bytes());
    }
}

/// Any text with holes, at the top and in a row.
pub fn template(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let text = quoted(text);
    for parent in ["", "parent = \"rows\"\n"] {
        let item = format!(
            "\n[[item]]\nsection = \"main\"\nid = \"x\"\nkind = \"note\"\n{parent}label = {text}\ndraft = {text}\n"
        );
        tried(format!("{FIXED}{item}").as_bytes());
    }
}

/// A form made from the bytes, and what is done in it.
pub fn evaluator(bytes: &[u8]) {
    const MOST: usize = 40;
    let mut dice = Dice::of_bytes(bytes);
    let form = written(&author::write(&mut dice));
    let mut player = Player::new(form, &mut dice);
    for _ in 0..MOST {
        if dice.is_spent() {
            break;
        }
        player.step(&mut dice);
    }
    player.finish();
}

/// Cells as they are stored: what fits is taken, the rest is kept, and all of it comes out again.
pub fn stored(bytes: &[u8]) {
    let Ok(cells) = serde_json::from_slice::<Vec<(Path, Cell)>>(bytes) else {
        return;
    };
    let form = written(FIXED);
    let mut filling = Response::new(form, deeds::inputs(&mut Dice::of(1, 1)), Vec::new());
    let aside = filling.load(cells.clone());
    assert!(aside <= cells.len());
    // Those without a place come last.
    let mut placed = filling.cells();
    placed.truncate(placed.len() - aside);
    agree_about(&filling, &Earlier::default(), placed, "loaded");
    let kept = serde_json::to_string(&filling.cells()).expect("can be stored");
    let again = serde_json::from_str::<Vec<(Path, Cell)>>(&kept).expect("can be read again");
    assert_eq!(again, filling.cells());
    filling.fixed_scores();
}

/// Any text typed at an item of any kind: it is an answer that can stand there, or is refused with a reason.
pub fn entry(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let mut filling = Response::new(
        written(FIXED),
        deeds::inputs(&mut Dice::of(1, 1)),
        Vec::new(),
    );
    let today = filling.inputs().today;
    let _ = (date::read_date(&typed, today), date::read_time(&typed));
    for item in 0..filling.form().items.len() as u32 {
        if filling.form().item(item).parent.is_some() {
            continue;
        }
        let spot = Spot::top(item);
        let Ok(value) = filling.parse(spot, &typed, today) else {
            continue;
        };
        if let Value::Text(text) = &value {
            harmless(text);
        }
        let change = filling.change(&filling.path(spot), Cell::given(value.clone()));
        filling.apply(&change).expect("what can be typed can stand");
        for lang in Lang::INTERFACE {
            let shown = filling.show(spot, &value, lang);
            harmless(&shown);
            if matches!(
                value,
                Value::Number(_) | Value::Bool(_) | Value::Date(_) | Value::Time(_)
            ) {
                assert_eq!(
                    filling.parse(spot, &shown, today),
                    Ok(value.clone()),
                    "{typed:?} shown as {shown:?}"
                );
            }
        }
    }
}

/// What a terminal sends, cut anywhere: the same keys and pastes, and nothing in them that a terminal would obey.
pub fn terminal(bytes: &[u8]) {
    let decoded = |chunks: &[&[u8]]| {
        let mut decoder = Decoder::default();
        let mut inputs: Vec<Input> = chunks
            .iter()
            .flat_map(|chunk| decoder.feed(chunk))
            .collect();
        while decoder.patience().is_some() {
            inputs.extend(decoder.expire());
        }
        inputs
    };
    let whole = decoded(&[bytes]);
    let (one, other) = bytes.split_at(bytes.len() / 2);
    assert_eq!(decoded(&[one, other]), whole);
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(decoded(&single), whole);
    for input in whole {
        match input {
            Input::Key(key) => {
                let _ = key.to_string();
            }
            Input::Paste { text, .. } => assert!(
                !text
                    .chars()
                    .any(|c| c.is_control() && c != '\n' && c != '\t')
            ),
        }
    }
}
