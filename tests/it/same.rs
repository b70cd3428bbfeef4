//! One meeting held on the screen and held in lines leaves the same records: the export, and all that the journal knows of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Duration, TimeZone, Utc};
use kohtaa::app::overlay::{Choice, Overlay};
use kohtaa::casework::{SessionState, Setting, Stamp, Starting};
use kohtaa::exchange;
use kohtaa::form::Catalogue;
use kohtaa::lang::Lang;
use kohtaa::plain::{Streams, Table, record};
use kohtaa::vault::{Secret, Vault};
use zeroize::Zeroizing;

use crate::screens::player::{PASSPHRASE, Player, place};
use crate::screens::scenes;

/// One of every kind that both front ends answer, in an order that both walk.
const FORM: &str = r#"
format = 1
id = "aa_sama"
languages = ["fi"]
title = "Sama"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
style = "conversation"
retention = "case_24_months"

[[choices]]
id = "colour"
options = [ { code = "blue", fi = "Sininen" }, { code = "red", fi = "Punainen" }, { code = "grey", fi = "Harmaa" } ]

[[choices]]
id = "kinds"
options = [ { code = "change", fi = "Muutos", key = "+" } ]

[[section]]
id = "talk"
title = "Puhutaan"

[[item]]
section = "talk"
id = "topic"
kind = "text"
label = "Mistä puhutaan?"

[[item]]
section = "talk"
id = "importance"
kind = "ruler"
label = "Kuinka tärkeää?"

[[item]]
section = "talk"
id = "why"
kind = "text"
relevant = "importance > 3"
label = "Miksi?"

[[item]]
section = "talk"
id = "met"
kind = "yes_no"
label = "Onko tavattu?"

[[item]]
section = "talk"
id = "first"
kind = "single"
choices = "colour"
label = "Mikä väri?"

[[item]]
section = "talk"
id = "skipped"
kind = "single"
choices = "colour"
label = "Mikä toinen väri?"

[[item]]
section = "talk"
id = "also"
kind = "multi"
choices = "colour"
label = "Mitkä värit?"

[[item]]
section = "talk"
id = "amount"
kind = "decimal"
label = "Paljonko?"

[[item]]
section = "talk"
id = "day"
kind = "date"
label = "Minä päivänä?"

[[item]]
section = "talk"
id = "clock"
kind = "time"
label = "Mihin aikaan?"

[[item]]
section = "talk"
id = "story"
kind = "note"
label = "Kerro."

[[section]]
id = "plan"
title = "Sovitaan"

[[item]]
section = "plan"
id = "steps"
kind = "list"
max = 5
label = "Askeleet"

[[item]]
section = "plan"
id = "step"
parent = "steps"
kind = "text"
label = "Mitä?"

[[item]]
section = "plan"
id = "done"
parent = "steps"
kind = "yes_no"
label = "Tehty?"

[[item]]
section = "plan"
id = "marks"
kind = "list"
role = "marks"
more = true
max = 50
label = "Sanoja"

[[item]]
section = "plan"
id = "mark"
parent = "marks"
kind = "single"
role = "mark_kind"
choices = "kinds"
label = "Merkintä"

[[item]]
section = "plan"
id = "words"
parent = "marks"
kind = "text"
role = "quote"
label = "Sanat"
"#;

/// What the person does, by keys and by lines.
const MEETING: &[(&str, &[&str])] = &[
    ("kahvilatyö<tab>", &["kahvilatyö"]),
    (
        "6<f4>Mietti pitkään.<esc><f5><tab>",
        &["6", ":goto importance", ":note Mietti pitkään.", ":later"],
    ),
    ("lapset näkevät<tab>", &[":goto why", "lapset näkevät"]),
    ("2", &["2"]),
    ("1", &["1"]),
    ("<f7>1", &[":declined"]),
    ("3<tab>", &["3"]),
    (
        "kaksi<tab><backtab><ctrl-w>1 234,5<tab>",
        &["kaksi", "1 234,5"],
    ),
    ("huomenna<tab>", &["huomenna"]),
    ("9.30<tab>", &["9.30"]),
    (
        "<paste:Ensin näin.\nSitten öisin.><pagedown>",
        &["Ensin näin.", "Sitten öisin.", "."],
    ),
    (
        "<f2>+++<delete>en halua istua kotona<enter><esc>",
        &[
            ":mark",
            ":mark",
            ":mark",
            ":unmark",
            ":quote en halua istua kotona",
        ],
    ),
    ("soitan<tab>1", &[":goto steps", "soitan", "1"]),
    (
        "kysyn<tab>2<backtab><ctrl-r>",
        &[":goto steps", "kysyn", "2", ":goto step/2", ":remove"],
    ),
    ("<ctrl-z><ctrl-z><ctrl-y>", &[":undo", ":undo", ":redo"]),
    (
        "<f12><ctrl-f>tärkeää<enter>9<f12>",
        &[":off-record", ":goto importance", "9", ":off-record"],
    ),
    (
        "<ctrl-p>ota lomake<enter>arvio lyhyt<enter>78",
        &[":form self_assessment_short", "7", "8"],
    ),
    ("<esc>22", &[":finish"]),
];

fn folder() -> tempfile::TempDir {
    let folder = scenes::sari(Lang::Fi).leave();
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    std::fs::write(folder.path().join("forms/own.toml"), FORM).unwrap();
    folder
}

/// At the beginning of the meeting on the screen.
fn begun() -> Player {
    let mut player = Player::locked_in(folder(), Lang::Fi);
    player.on(24);
    player.unlock();
    player.play("sari<enter>a5");
    player
}

fn on_screen(keys: &[&str]) -> (tempfile::TempDir, String) {
    let mut player = begun();
    for keys in keys {
        player.play(keys);
    }
    let seen = player.text((80, 24));
    (player.leave(), seen)
}

/// As the program makes it: a new one each time it is asked for.
fn stamp(number: u64) -> Stamp {
    let utc = Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).unwrap();
    let mut seed = [0; 10];
    seed[..8].copy_from_slice(&number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    let utc = utc + Duration::milliseconds(i64::try_from(number).unwrap() * 10);
    Stamp {
        utc,
        offset_min: 120,
        boot_ms: number * 10,
        today: utc.date_naive(),
        seed,
    }
}

fn opened(folder: &tempfile::TempDir) -> Vault {
    let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    Vault::look_in(&place(folder.path()), &secret, &stamp(1)).unwrap()
}

fn in_lines(lines: &[&str]) -> (tempfile::TempDir, String) {
    let folder = folder();
    let catalogue = Catalogue::load(Some(&folder.path().join("forms")));
    let mut vault = opened(&folder);
    let mut subjects = vault.subjects().unwrap().into_iter();
    let sari = subjects.find(|row| row.name == "Sari").unwrap();
    let page = vault.page(sari.id).unwrap();
    let count = AtomicU64::new(1);
    let now = || stamp(count.fetch_add(1, Ordering::Relaxed));
    let mut table = Table {
        vault: &mut vault,
        catalogue: &catalogue,
        now: &now,
        lang: Lang::Fi,
    };
    let setting = Setting::in_person(sari.language);
    let form = catalogue.find("aa_sama").unwrap();
    let starting = Starting::with_form(form, setting, form.minutes);
    let ready = table.begin(&starting, &page).unwrap().unwrap();
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let streams = Streams {
        input: &mut input.as_bytes(),
        out: &mut out,
        err: &mut err,
    };
    table.hold(ready, streams).unwrap();
    vault.close().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8(out).unwrap(),
        String::from_utf8(err).unwrap()
    );
    (folder, said)
}

/// Ids by the order in which they come, and no times: all that may differ between two meetings held alike.
fn normalised(text: &str) -> String {
    let mut ids: HashMap<String, usize> = HashMap::new();
    let is_id = |word: &str| uuid::Uuid::try_parse(word).is_ok();
    let is_time = |word: &str| chrono::DateTime::parse_from_rfc3339(word).is_ok();
    let edge = |letter: char| !letter.is_ascii_alphanumeric() && !"-:.+".contains(letter);
    let mut told = String::new();
    for part in text.split_inclusive(edge) {
        let word = part.trim_end_matches(edge);
        let rest = &part[word.len()..];
        if is_id(word) {
            let next = ids.len();
            let number = ids.entry(word.to_owned()).or_insert(next);
            told.push_str(&format!("id{number}"));
        } else if is_time(word) {
            told.push_str("time");
        } else {
            told.push_str(word);
        }
        told.push_str(rest);
    }
    told
}

/// The export, and the deeds as the journal tells them.
fn records(folder: &tempfile::TempDir) -> (String, Vec<String>) {
    let catalogue = Catalogue::load(Some(&folder.path().join("forms")));
    let vault = opened(folder);
    let mut sessions = vault.sessions(None, 50).unwrap().into_iter();
    let session = sessions
        .find(|row| row.responses.iter().any(|of| of.form_id == *"aa_sama"))
        .unwrap();
    let whole = record::whole(&vault, &catalogue, session.id).unwrap();
    let exported = exchange::SessionRecord::of(&whole.session, &whole.subject, &whole.fillings);
    let exported = serde_json::to_string_pretty(&exported).unwrap();
    let stored = vault.session(session.id).unwrap();
    let deeds = stored.history.iter().map(|deed| format!("{:?}", deed.deed));
    let deeds: Vec<String> = deeds.collect();
    let state = format!("{:?}", stored.row.state);
    let deeds = normalised(&deeds.join("\n"));
    let deeds = deeds.lines().map(str::to_owned).chain([state]).collect();
    (normalised(&exported), deeds)
}

#[test]
fn one_meeting_on_the_screen_and_in_lines_leaves_the_same_records() {
    let keys: Vec<&str> = MEETING.iter().map(|(keys, _)| *keys).collect();
    let lines: Vec<&str> = MEETING
        .iter()
        .flat_map(|(_, lines)| lines.iter().copied())
        .collect();
    let (screen, seen) = on_screen(&keys);
    let (plain, said) = in_lines(&lines);
    let (on_screen, in_lines) = (records(&screen), records(&plain));
    for (number, (one, other)) in on_screen.1.iter().zip(&in_lines.1).enumerate() {
        assert_eq!(one, other, "deed {number}\n{seen}\n{said}");
    }
    assert_eq!(on_screen.1.len(), in_lines.1.len(), "{seen}\n{said}");
    assert_eq!(on_screen.0, in_lines.0, "{seen}\n{said}");
    // And it is a meeting, not two empty ones.
    for kept in [
        "kahvilatyö",
        "en halua istua kotona",
        "1234.5",
        "Sitten öisin.",
        "soitan",
        "completed",
    ] {
        assert!(on_screen.0.contains(kept), "{kept}\n{}", on_screen.0);
    }
    assert!(!on_screen.0.contains("kysyn\"") || on_screen.0.contains("soitan"));
}

/// The keys that choose this in the menu of ends.
fn ended_on_screen(typed: &str, wanted: &Choice) -> tempfile::TempDir {
    let mut player = begun();
    player.play(typed).play("<esc>");
    let Some(Overlay::Menu(menu)) = player.app.overlays.last() else {
        panic!("no menu: {}", player.text((80, 24)));
    };
    let at = menu.options.iter().position(|(_, choice)| choice == wanted);
    let down = "<down>".repeat(at.unwrap());
    player.play(&down).play("<enter>");
    player.leave()
}

#[test]
fn a_meeting_ends_the_same_way_by_key_and_by_line() {
    let others = SessionState::ENDS.map(|state| match state {
        SessionState::Held => (Choice::Later, state.code()),
        _ => (Choice::End(state), state.code()),
    });
    for (choice, code) in others.into_iter().chain([(Choice::Declined, "declined")]) {
        for (typed, line) in [("", ""), ("jotain<tab>", "jotain")] {
            let screen = ended_on_screen(typed, &choice);
            let (plain, said) = in_lines(&[line, &format!(":end {code}")]);
            assert_eq!(
                records(&screen),
                records(&plain),
                "{code} {typed:?}\n{said}"
            );
        }
    }
}
