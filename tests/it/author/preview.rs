//! `kohtaa form preview`: a trial that follows each save, keeps what is answered, and keeps nothing on the disk.

use std::fs;
use std::path::PathBuf;

use kohtaa::form::{Style, start};

use crate::support::house::House;
use crate::support::pty::{Launch, Pty};

struct Trial {
    pty: Pty,
    file: PathBuf,
    text: String,
    _folder: tempfile::TempDir,
}

impl Trial {
    fn begin() -> Trial {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kysely.toml");
        let text = start("kysely", Style::Questionnaire);
        fs::write(&file, &text).unwrap();
        let words = ["form", "preview", file.to_str().unwrap()];
        let pty = Launch::kohtaa(&words).env("LC_ALL", "fi_FI.UTF-8").start();
        pty.wait_for("Kuinka usein nukut hyvin?");
        Trial {
            pty,
            file,
            text,
            _folder: folder,
        }
    }

    /// Saves as many editors do: a new file takes the old one's name.
    fn save(&self, change: impl Fn(&str) -> String) {
        let new = self.file.with_extension("new");
        fs::write(&new, change(&self.text)).unwrap();
        fs::rename(new, &self.file).unwrap();
    }
}

#[test]
fn the_screen_follows_the_file_and_answers_place_and_words_stay() {
    let mut trial = Trial::begin();
    trial.pty.type_text("233");
    trial.pty.wait_for("Mikä vie voimia?");
    trial.pty.type_text("1");
    trial.pty.key("pagedown");
    trial.pty.wait_for("▸ Mitä toivoisit?");
    trial.pty.type_text("omaa rauh");
    trial.save(|text| {
        text.replace("Mitä toivoisit?", "Mitä haluaisit?")
            .replace("id = \"energy\"", "id = \"strength\"\nwas = [\"energy\"]")
            .replace("energy <=", "strength <=")
    });
    trial.pty.wait_for("▸ Mitä haluaisit?");
    trial.pty.wait_for("4 vastausta säilyi, 0 ei enää sovi");
    trial.pty.wait_for("› omaa rauh");
    trial.pty.type_text("aa");
    trial.pty.wait_for("› omaa rauhaa");
    trial.pty.key("pageup");
    trial.pty.wait_for("Kuinka hyvin jaksat nyt?  3");
    trial.pty.wait_for("Mikä vie voimia?  Kipu");
}

#[test]
fn faults_are_shown_and_the_last_good_version_is_one_key_away() {
    let mut trial = Trial::begin();
    trial.pty.type_text("2");
    trial.pty.wait_for("Kuinka usein nukut hyvin?  Joskus");
    trial.save(|text| text.replace("energy <= 4", "enrgy <= 4"));
    trial.pty.wait_for("Kohtaa enrgy ei ole.");
    trial.pty.wait_for("Tarkoititko energy?");
    trial.pty.key("enter");
    trial.pty.wait_for("Kuinka usein nukut hyvin?  Joskus");
    trial.pty.wait_for("Virheitä 1");
    trial.pty.key("f12");
    trial.pty.wait_for("Tarkoititko energy?");
    trial.save(str::to_owned);
    trial.pty.wait_for("Kuinka usein nukut hyvin?  Joskus");
    trial.pty.wait_until_gone("Virheitä");
}

#[test]
fn a_file_that_is_faulty_from_the_first_waits_to_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("uusi.toml");
    fs::write(&file, "format = 1\n").unwrap();
    let words = ["form", "preview", file.to_str().unwrap()];
    let pty = Launch::kohtaa(&words).env("LC_ALL", "fi_FI.UTF-8").start();
    pty.wait_for("Avain title puuttuu.");
    fs::write(&file, start("uusi", Style::Conversation)).unwrap();
    pty.wait_for("Mistä puhumme nyt?");
}

#[test]
fn nothing_is_kept_and_nobody_is_woken() {
    let mut trial = Trial::begin();
    trial.pty.type_text("23");
    trial.pty.wait_for("Mitään ei tallenneta");
    trial.pty.wait_until_quiet();
    let before = trial.pty.wakeups();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(trial.pty.wakeups() - before <= 2, "idle, nothing wakes");
    trial.pty.key("f12");
    trial.pty.wait_for("Pisteet nyt");
    trial.pty.wait_for("3  vaihtelee");
    trial.pty.key("q");
    assert_eq!(trial.pty.wait_exit(), 0);
    trial.pty.assert_restored();
    let left: Vec<_> = fs::read_dir(trial.pty.home()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn without_a_screen_it_is_one_pass_in_lines() {
    let house = House::empty();
    let file = house.path("kysely.toml");
    fs::write(&file, start("kysely", Style::Questionnaire)).unwrap();
    let run = house
        .run(
            &["form", "preview", file.to_str().unwrap(), "--plain"],
            "2\n",
        )
        .ok();
    assert!(run.out.starts_with("rested\t"), "{}", run.out);
    assert!(run.out.contains("\nmeets_people\t"), "{}", run.out);
    fs::write(&file, "format = 2\n").unwrap();
    let faulty = house.run(&["form", "preview", file.to_str().unwrap(), "--plain"], "");
    assert_eq!(faulty.code, 1);
    assert!(faulty.err.contains("kysely.toml:1:10"), "{}", faulty.err);
    assert!(!house.path("data").exists());
}
