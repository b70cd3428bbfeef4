//! Killed at any moment: every answer that was marked as saved is there, at most twenty letters of what was being typed are
//! not, and the next start stands where this one stood.

use std::path::Path;
use std::thread::{self, sleep};
use std::time::Duration;

use kohtaa::form::Id;
use kohtaa::response::{Cell, Path as AnswerPath, Value};
use kohtaa::tui::stamp;
use kohtaa::vault::{Secret, Vault};
use tempfile::TempDir;

use crate::dice::Dice;
use crate::report::{Trial, is_whole};
use crate::support::counsellor::*;
use crate::support::pty::Pty;

/// The scales that the short self-assessment begins with, each as the screen names it.
const SCALES: [(&str, &str); 8] = [
    ("work", "Kuinka hyvin jaksaisit nyt tehdä työtä, joka"),
    ("body", "Kuinka hyvin kehosi jaksaa tavallisen päivän?"),
    ("mind", "Miten mielesi voi?"),
    (
        "thinking",
        "Kuinka hyvin pystyt keskittymään ja oppimaan uutta?",
    ),
    ("everyday", "Kuinka hyvin arkesi sujuu?"),
    ("people", "Onko sinulla tarpeeksi ihmisiä, joiden kanssa on"),
    (
        "skills",
        "Kuinka hyvin osaamisesi riittää työhön, jota haluat?",
    ),
    ("health", "Kuinka hyvin pystyt huolehtimaan terveydestäsi?"),
];
/// At most so many letters of what was being typed may be lost.
const LETTERS: usize = 20;

/// What must be found after the kill.
struct Known {
    /// Scales with the digits that were marked as saved.
    certain: Vec<(usize, u64)>,
    /// Where the person stood when last everything was saved, and wherever they went from there. None: they had gone elsewhere
    /// within the last second.
    places: Vec<&'static str>,
}

fn assert_sound(home: &Path) {
    let secret = Secret::Passphrase(PASSPHRASE.to_owned().into());
    let vault = Vault::unlock(&place(home), &secret, &stamp()).unwrap();
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
    vault.close().unwrap();
}

/// What the vault holds at an item of the form.
fn value(home: &Path, item: &str) -> Option<Value> {
    let path = AnswerPath::top(Id::new(item));
    let held = stored(home).responses.into_iter().find_map(|response| {
        let cell = |(at, cell): (AnswerPath, Cell)| (at == path).then_some(cell);
        response.cells.into_iter().find_map(cell)
    });
    held.and_then(|cell| cell.value().cloned())
}

/// Answers scales from the first one on, each in another way than it `stood`, waiting for some of them to be marked as saved.
fn answer(pty: &mut Pty, stood: &[Option<Value>], dice: &mut Dice) -> Known {
    press(pty, "pageup pageup up up up up up up up");
    pty.wait_until("the first scale", |screen| focused(screen) == SCALES[0].1);
    let mut given = Vec::new();
    let mut certain = 0;
    for scale in 0..1 + dice.below(7) as usize {
        let mut digit = dice.below(10);
        if stood[scale] == Some(Value::Number(digit.into())) {
            digit = (digit + 1) % 10;
        }
        pty.type_text(&digit.to_string());
        given.push((scale, digit));
        if dice.below(2) == 0 {
            pty.wait_until("the answer and that it is saved", |screen| {
                focused(screen) == SCALES[scale + 1].1 && screen.text().contains(SAVED)
            });
            certain = given.len();
        } else {
            dice.pause(30);
        }
    }
    dice.pause(40);
    let places = SCALES[certain..=given.len()].iter();
    let places = places.map(|(_, label)| *label).filter(|_| certain > 0);
    Known {
        certain: given[..certain].to_vec(),
        places: places.collect(),
    }
}

/// Types letters at an ordinary pace, for more than a second.
fn type_slowly(pty: &mut Pty, dice: &mut Dice) -> String {
    let letters: Vec<char> = "äöå kävelen työn äärellä ".chars().collect();
    let mut typed = String::new();
    for _ in 0..30 + dice.below(20) {
        let letter = letters[dice.below(letters.len() as u64) as usize];
        typed.push(letter);
        pty.type_text(&letter.to_string());
        sleep(Duration::from_millis(25 + dice.below(30)));
    }
    typed
}

/// The text of the last item, as an answer or in the making.
fn last_text(home: &Path) -> String {
    let stored = stored(home);
    let draft = stored.place().unwrap_or_else(|| panic!("{stored:#?}"));
    if draft.path.item.as_str() == "strength" {
        return draft.text.clone();
    }
    match value(home, "strength") {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn answering_round(
    mut pty: Pty,
    stood: &[Option<Value>],
    dice: &mut Dice,
) -> (TempDir, Vec<&'static str>) {
    let known = answer(&mut pty, stood, dice);
    let dir = pull_the_plug(pty);
    for (scale, digit) in known.certain {
        let held = value(dir.path(), SCALES[scale].0);
        assert_eq!(
            held,
            Some(Value::Number(digit.into())),
            "{}",
            SCALES[scale].0
        );
    }
    (dir, known.places)
}

fn typing_round(mut pty: Pty, stood: &str, dice: &mut Dice) -> (TempDir, Vec<&'static str>) {
    press(
        &mut pty,
        "pageup pageup pagedown up up up up up up up up up up",
    );
    press(&mut pty, "pagedown tab tab tab tab tab");
    pty.wait_until("the last item", |screen| focused(screen) == LAST_ITEM);
    press(&mut pty, "down down down down down down end");
    let typed = type_slowly(&mut pty, dice);
    dice.pause(300);
    let dir = pull_the_plug(pty);
    let draft = last_text(dir.path());
    let whole = format!("{stood}{typed}");
    assert!(whole.starts_with(&draft), "{draft:?} of {whole:?}");
    let lost = whole.chars().count() - draft.chars().count();
    assert!(
        lost <= LETTERS,
        "{lost} letters lost: {draft:?} of {whole:?}"
    );
    (dir, vec![LAST_ITEM])
}

/// Killed again and again on one vault, which grows.
fn killed(times: usize) {
    let mut dice = Dice::new();
    let pty = at_a_note(launch(), home());
    sleep(Duration::from_secs(1));
    let mut dir = pull_the_plug(pty);
    let mut places = vec![LAST_ITEM];
    for round in 0..times {
        assert_sound(dir.path());
        let text = last_text(dir.path()).trim().to_owned();
        let scales = SCALES.map(|(scale, _)| value(dir.path(), scale));
        let mut pty = launch().start_in(dir);
        resume(&mut pty);
        pty.wait_until(&format!("one of {places:?}"), |screen| {
            places.is_empty() || places.contains(&&*focused(screen))
        });
        (dir, places) = if round % 2 == 0 {
            answering_round(pty, &scales, &mut dice)
        } else {
            typing_round(pty, &text, &mut dice)
        };
    }
    assert_sound(dir.path());
}

#[test]
fn killed_at_any_moment_it_has_every_saved_answer_and_stands_where_it_stood() {
    /// So many vaults at the same time.
    const BESIDE: usize = 5;
    // A vault's text grows with each kill, and must be gone through by keys.
    let (vaults, times) = if is_whole() { (25, 20) } else { (5, 3) };
    let trial = Trial::begin("1-kills");
    thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| (0..vaults / BESIDE).for_each(|_| killed(times)));
        }
    });
    trial.passed(
        "killed at a random moment in a pseudo-terminal",
        vaults * times,
        "no saved answer lost, vault sound, the place found again",
    );
}
