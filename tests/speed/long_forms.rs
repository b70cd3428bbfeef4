//! Long forms, a slow disk: what they may cost a key, beside a bare program or a short form in the same run.

use std::fs;

use super::*;
use support::disk::SlowDisk;
use support::long;

/// How many times a key in the longest form may take what it takes in a short one; a busy machine gets some leave.
const LONGER: f64 = 1.1;
const LEAVE: f64 = 0.15;

/// The keys that are timed: what is pressed first, then what is pressed again and again.
pub const KEYS_OF: [(&str, &[&str], &[&str]); 4] = [
    ("a digit on a ruler", &[], &["4", "5"]),
    ("a letter", &["tab"], &["a", "b", "c", "backspace"]),
    ("a step", &[], &["tab", "tab", "backtab", "backtab"]),
    (
        "showing and hiding",
        &["tab", "tab"],
        &["1", "backtab", "2", "backtab"],
    ),
];

/// The program in a meeting with a form of so many items, of which one shows a hundred others.
pub fn in_form(items: usize, launch: Launch) -> Pty {
    let home = home(2);
    let forms = home.path().join("data/forms");
    fs::create_dir(&forms).unwrap();
    let shown = if items > 100 { 100 } else { 50 };
    fs::write(forms.join("long.toml"), long::form(items, items, shown)).unwrap();
    let mut pty = launch.start_in(home);
    for (awaited, keys) in [("Avaa holvi", PASSPHRASE), (CODE, "")] {
        patiently(&pty, awaited);
        pty.type_text(keys);
        pty.key("enter");
    }
    patiently(&pty, "Aino");
    pty.key("a");
    patiently(&pty, "Pitkä lomake");
    begin_with(&mut pty, "Pitkä lomake");
    patiently(&pty, "Kysymys 0:");
    pty
}

/// Waits for a text however slow the program is made.
fn patiently(pty: &Pty, text: &str) {
    let end = Instant::now() + Duration::from_secs(120);
    while !pty.text().contains(text) && Instant::now() < end {
        sleep(Duration::from_millis(20));
    }
    pty.wait_for(text);
}

fn press(pty: &mut Pty, keys: &[&str]) {
    for key in keys {
        pty.key(key);
        pty.wait_until_quiet();
    }
}

#[test]
fn a_key_in_a_long_form_is_as_quick_as_in_a_bare_program() {
    let _turn = turn();
    let mut bare = start_bare();
    // A hundred items that come and go tell of the compiler, not of the program, where nothing is optimised.
    let counted = if cfg!(debug_assertions) {
        3
    } else {
        KEYS_OF.len()
    };
    for (what, first, keys) in KEYS_OF.into_iter().take(counted) {
        let mut pty = in_form(551, Launch::kohtaa(&["--lang", "fi"]));
        press(&mut pty, first);
        let ratio = ratio(&format!("551 items, {what}"), &mut pty, &mut bare, keys);
        assert!(ratio <= SLOWER, "{what}: {ratio:.2} times");
    }
}

/// Two programs in turn; how many times the first takes what the second takes, the best of some tries.
fn beside(what: &str, one: &mut Pty, other: &mut Pty, keys: &[&str]) -> f64 {
    let ratios = (0..TRIES).map(|_| {
        let (mut times, mut others) = (Vec::new(), Vec::new());
        for at in 0..KEYS {
            times.push(one.answer(keys[at % keys.len()]).0);
            others.push(other.answer(keys[at % keys.len()]).0);
        }
        let slowest = (times.iter().max().copied(), others.iter().max().copied());
        let (time, other) = (median(times), median(others));
        let ratio = time.as_secs_f64() / other.as_secs_f64();
        println!("{what}: {time:?} beside {other:?}, {ratio:.2} times; slowest {slowest:?}");
        ratio
    });
    ratios.fold(f64::INFINITY, f64::min)
}

#[test]
fn ten_thousand_items_are_no_slower_than_a_hundred() {
    let _turn = turn();
    for (what, first, keys) in &KEYS_OF[..3] {
        let mut long = in_form(10_000, Launch::kohtaa(&["--lang", "fi"]));
        let mut short = in_form(100, Launch::kohtaa(&["--lang", "fi"]));
        press(&mut long, first);
        press(&mut short, first);
        let what = format!("10000 items beside 100, {what}");
        let ratio = beside(&what, &mut long, &mut short, keys);
        assert!(ratio <= LONGER + LEAVE, "{what}: {ratio:.2} times");
    }
}

#[test]
fn a_disk_that_takes_a_second_slows_no_key() {
    let _turn = turn();
    let disk = SlowDisk::new();
    let mut slow = in_form(551, disk.under(Launch::kohtaa(&["--lang", "fi"])));
    let mut quick = in_form(551, Launch::kohtaa(&["--lang", "fi"]));
    disk.slow_down();
    for (what, first, keys) in &KEYS_OF[..2] {
        press(&mut slow, first);
        press(&mut quick, first);
        let ratio = beside(&format!("a slow disk, {what}"), &mut slow, &mut quick, keys);
        assert!(ratio <= LONGER + LEAVE, "{what}: {ratio:.2} times");
    }
}
