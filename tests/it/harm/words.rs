//! What a form says, in its words and in its bytes: nothing of it is obeyed by a terminal.

use kohtaa::form::{Loaded, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Response, Spot};

use super::{HEAD, item, with_items};
use crate::engine::deeds;
use crate::engine::dice::Dice;
use crate::targets::{harmless, quoted, spoken, told};

/// Escape sequences, what bells and moves and titles a terminal, what turns letters round, what shows nothing.
const NASTY: [&str; 12] = [
    "\u{1b}[31mx",
    "\u{1b}]0;x\u{7}",
    "\u{1b}]52;c;eA==\u{1b}\\",
    "x\0y",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "x\u{202e}y",
    "\u{2066}x",
    "x\ry",
    "\u{8}x",
    "x\u{200b}y",
    "\u{7f}x",
];

/// A whole small form with `words` at a place, as TOML says them.
fn places(words: &str) -> Vec<(&'static str, String)> {
    let base = with_items([
        item(
            "a",
            "kind = \"single\"\noptions = [{ code = \"a\", score = 0, fi = \"A\" }]",
        ),
        item(
            "b",
            "kind = \"scale\"\nmin = 0\nmax = 4\nends = { low = \"Vähän\", high = \"Paljon\" }",
        ),
        item(
            "c",
            "kind = \"computed\"\ncalculation = \"'teksti'\"\nbands = [{ from = 1, fi = \"Taso\" }]",
        ),
        item(
            "d",
            "kind = \"note\"\nhint = \"Vihje\"\nwhy = \"Miksi\"\ndraft = \"Luonnos\"\nconstraint = [{ expr = \"length(d) > 2\", message = \"Vika\" }]",
        ),
        "\n[[suggest]]\nwhen = \"a > 1\"\ntext = \"Kysy\"\n".into(),
    ]);
    let words = quoted(words);
    let within = words.trim_matches('"');
    let at = |from: &str| base.replacen(&format!("\"{from}\""), &words, 1);
    let mut all: Vec<(&'static str, String)> = [
        "Koe",
        "CC0-1.0",
        "own work",
        "Osa",
        "Sana",
        "A",
        "Vähän",
        "Taso",
        "Vihje",
        "Miksi",
        "Luonnos",
        "Vika",
        "Kysy",
        "s",
        "single",
        "length(d) > 2",
        "fi",
    ]
    .into_iter()
    .map(|from| (from, at(from)))
    .collect();
    all.push(("notice", format!("notice = {words}\n{base}")));
    all.push(("key", format!("{words} = 1\n{base}")));
    all.push((
        "quoted text",
        base.replacen("'teksti'", &format!("'{within}'"), 1),
    ));
    all.push((
        "rule",
        base.replacen("a > 1", &format!("a > 1 and '{within}' = '{within}'"), 1),
    ));
    all
}

#[test]
fn nothing_that_a_form_says_is_obeyed_by_a_terminal() {
    for nasty in NASTY {
        for (place, file) in places(nasty) {
            match load(&Source::new("hostile.toml", file.as_bytes())) {
                Ok(loaded) => {
                    told(&loaded.warnings);
                    spoken(&loaded.form);
                    let rules = loaded.form.items.iter().map(|item| &*item.rule);
                    let rules = rules.chain(
                        loaded
                            .form
                            .suggestions
                            .iter()
                            .map(|suggestion| &*suggestion.rule),
                    );
                    rules.for_each(harmless);
                    worked_out(&loaded);
                    assert!(
                        place == "A" || !file.contains(&quoted(nasty)),
                        "{nasty:?} at {place} was taken"
                    );
                }
                Err(found) => told(&found),
            }
        }
    }
}

fn worked_out(loaded: &Loaded) {
    let filling = Response::new(
        loaded.form.clone(),
        deeds::inputs(&mut Dice::of(0, 0)),
        Vec::new(),
    );
    for item in 0..loaded.form.items.len() as u32 {
        if let Some(value) = filling.value(Spot::top(item)) {
            harmless(&filling.show(Spot::top(item), value, Lang::Fi));
        }
    }
}

#[test]
fn raw_bytes_of_a_file_are_shown_as_harmless_signs() {
    for nasty in NASTY {
        for file in [
            format!("{HEAD}\n# {nasty}\n{nasty} = 1\n"),
            format!("{HEAD}title2 = '{nasty}'"),
            nasty.to_owned(),
        ] {
            let source = Source::new(format!("{nasty}.toml"), file.as_bytes());
            let found = load(&source).expect_err("no form");
            told(&found);
            for found in &found {
                harmless(&found.report(Lang::En).file);
            }
        }
    }
}
