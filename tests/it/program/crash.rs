//! Killed at any moment: every answer that was marked as saved is there, and at most a second of typing is not.

use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kohtaa::form::Id;
use kohtaa::response::{Cell, Path as AnswerPath, Value};
use rustix::process::Signal;

use super::*;

/// The scales that the short self-assessment begins with.
const SCALES: [&str; 8] = [
    "work", "body", "mind", "thinking", "everyday", "people", "skills", "health",
];
const ROUNDS: usize = 20;
/// At most so many letters of what was being typed may be lost.
const LETTERS: usize = 20;

/// Numbers that look random, told by their seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn pause(&mut self, most: u64) {
        sleep(Duration::from_millis(self.below(most)));
    }
}

fn pull_the_plug(pty: Pty) -> TempDir {
    pty.signal(Signal::KILL);
    pty.wait_for_state("Z");
    pty.into_home()
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

/// Answers scales from the first one on, waiting for some of them to be marked as saved; returns those, then dies.
fn answer(pty: &mut Pty, dice: &mut Dice) -> Vec<(usize, u64)> {
    press(pty, "pageup pageup up up up up up up up");
    pty.wait_until("the first scale", |screen| {
        focused(screen).starts_with("Kuinka hyvin jaksaisit")
    });
    let mut certain = Vec::new();
    let mut given = Vec::new();
    for scale in 0..1 + dice.below(7) as usize {
        let before = focused(&pty.screen());
        let digit = dice.below(10);
        pty.type_text(&digit.to_string());
        given.push((scale, digit));
        if dice.below(2) == 0 {
            pty.wait_until("the answer and that it is saved", |screen| {
                let here = focused(screen);
                !here.is_empty() && here != before && screen.text().contains(SAVED)
            });
            certain.clone_from(&given);
        } else {
            dice.pause(30);
        }
    }
    dice.pause(40);
    certain
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

fn answering_round(dir: TempDir, dice: &mut Dice) -> TempDir {
    let mut pty = launch().start_in(dir);
    resume(&mut pty);
    let certain = answer(&mut pty, dice);
    let dir = pull_the_plug(pty);
    for (scale, digit) in certain {
        let held = value(dir.path(), SCALES[scale]);
        assert_eq!(held, Some(Value::Number(digit.into())), "{}", SCALES[scale]);
    }
    dir
}

fn typing_round(dir: TempDir, dice: &mut Dice) -> TempDir {
    let stood = last_text(dir.path()).trim().to_owned();
    let mut pty = launch().start_in(dir);
    resume(&mut pty);
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
    let mut pty = launch().start_in(dir);
    resume(&mut pty);
    let place = focused(&pty.screen());
    assert_eq!(place, LAST_ITEM);
    pull_the_plug(pty)
}

#[test]
#[allow(clippy::print_stdout)] // Read where the test has failed.
fn killed_at_any_moment_it_has_every_saved_answer_and_almost_every_letter() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut dice = Dice(now.as_nanos() as u64 | 1);
    println!("the dice begin with {}", dice.0);
    let pty = at_a_note(launch(), home());
    sleep(Duration::from_secs(1));
    let mut dir = pull_the_plug(pty);
    for round in 0..ROUNDS {
        dir = if round % 2 == 0 {
            answering_round(dir, &mut dice)
        } else {
            typing_round(dir, &mut dice)
        };
    }
}

/// Starts the goal conversation, types with `keys` before the text, is killed, and shows the same again.
fn assert_survives(keys: &str, text: &str) {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    begin(&mut pty, "Åke", '1');
    press(&mut pty, keys);
    pty.type_text(text);
    pty.wait_for(text);
    sleep(Duration::from_secs(1));
    let before = picture(&pty);
    let mut pty = launch().start_in(pull_the_plug(pty));
    unlock(&mut pty);
    pty.wait_for("Kesken");
    pty.key("enter");
    pty.wait_for(text);
    assert_eq!(picture(&pty), before);
}

#[test]
fn killed_while_a_new_row_is_typed_it_comes_back_to_the_row() {
    assert_survives("pagedown pagedown", "yötyöt ja lapset");
}

#[test]
fn killed_while_a_quote_is_typed_it_comes_back_to_listening() {
    assert_survives("pagedown f2", "haluan nähdä lasteni syövän");
}

#[test]
fn killed_while_a_note_is_typed_it_comes_back_to_the_note() {
    assert_survives("pagedown f4", "hän pyöri tuolillaan");
}

#[test]
fn killed_with_a_date_that_is_none_it_has_the_date_as_it_was_typed() {
    let mut pty = launch().start_in(home());
    unlock(&mut pty);
    begin(&mut pty, "Åke", '1');
    let date = "Milloin tapaamme seuraavan kerran?";
    press(
        &mut pty,
        "pagedown pagedown pagedown pagedown pagedown pagedown",
    );
    press(&mut pty, "tab");
    pty.wait_until("the date", |screen| focused(screen) == date);
    pty.type_text("syyspäivänä");
    press(&mut pty, "enter enter");
    pty.wait_until_gone("syyspäivänä");
    sleep(Duration::from_secs(1));
    let mut pty = launch().start_in(pull_the_plug(pty));
    resume(&mut pty);
    assert_ne!(focused(&pty.screen()), date);
    press(&mut pty, "backtab backtab");
    pty.wait_for("› syyspäivänä");
}
