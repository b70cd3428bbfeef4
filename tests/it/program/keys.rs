//! What a key costs in the real program: bytes to the terminal, and nothing of the disk's time.

use std::thread::sleep;
use std::time::Duration;

use super::*;
use crate::support::disk::SlowDisk;
use crate::support::long;

/// The most that a letter typed and a step to the next item may write on 80 by 24, at twenty keys a second.
const LETTER: usize = 60;
const STEP: usize = 900;
const PAUSE: Duration = Duration::from_millis(50);

/// In a meeting with a long form that the office has written itself.
fn in_long_form(launch: Launch) -> Pty {
    let home = home();
    let forms = home.path().join("data/forms");
    fs::create_dir(&forms).unwrap();
    fs::write(forms.join("long.toml"), long::form(551, 551, 100)).unwrap();
    let mut pty = launch.start_in(home);
    unlock(&mut pty);
    begin(&mut pty, "Aino", '1');
    pty.wait_for("Kysymys 0:");
    pty
}

/// Keys at that pace; the bytes that came before the next one.
fn bytes_of(pty: &mut Pty, keys: &[&str], count: usize) -> Vec<usize> {
    let mut written = Vec::new();
    for at in 0..count {
        let before = pty.log().len();
        pty.key(keys[at % keys.len()]);
        sleep(PAUSE);
        written.push(pty.log().len() - before);
    }
    written
}

#[test]
fn a_letter_and_a_step_write_little() {
    let mut pty = in_long_form(launch());
    pty.key("tab");
    sleep(Duration::from_secs(1));
    let letters = bytes_of(&mut pty, &["h", "y", "v", "ä", "space", "backspace"], 120);
    let most = letters.iter().max().unwrap();
    assert!(*most <= LETTER, "{letters:?}");
    let steps = bytes_of(&mut pty, &["tab"], 60);
    let most = steps.iter().max().unwrap();
    assert!(*most <= STEP, "{steps:?}");
}

#[test]
fn a_slow_disk_keeps_no_key_waiting() {
    let disk = SlowDisk::new();
    let mut pty = in_long_form(disk.under(launch()));
    pty.wait_for(SAVED);
    disk.slow_down();
    press(&mut pty, "4");
    pty.wait_for("tallennetaan");
    let mut slowest = Duration::ZERO;
    for key in ["5", "6", "7", "8", "tab", "a", "b", "tab", "1", "up"] {
        slowest = slowest.max(pty.answer(key).0);
    }
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
    pty.wait_for(SAVED);
}
