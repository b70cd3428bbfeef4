//! Lost work, drafts and recovery: what was typed is there again, once, and nothing else is.

use std::fs;
use std::path::Path;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use kohtaa::app::Screen;
use kohtaa::lang::Lang;
use kohtaa::response::Value;
use rustix::fs::FlockOperation;
use rustix::process::Signal;
use tempfile::TempDir;

use super::validation::at_form;
use super::{Room, form, item};
use crate::program;
use crate::screens::player::Player;
use crate::screens::scenes;
use crate::support::disk::FullDisk;
use crate::support::house::{House, run};
use crate::support::pty::Pty;

const SIZE: (u16, u16) = (80, 24);

fn name_form() -> String {
    form("koe", &item("nimi", "text", ""))
}

/// The same program started on the next day over what it left behind.
fn started_again(player: Player) -> Player {
    let mut player = Player::locked_in(player.leave(), Lang::Fi);
    player.on(25).unlock();
    player
}

fn killed(pty: Pty) -> TempDir {
    pty.signal(Signal::KILL);
    pty.wait_for_state("Z");
    pty.into_home()
}

#[test]
fn i1_discarding_brings_back_what_stood_when_the_meeting_was_opened() {
    let mut player = at_form(&name_form());
    player.play("Steven<tab><wait:2>");
    let mut player = started_again(player);
    player.play("veikko<enter><enter>");
    player.play("<ctrl-w>Stephen<tab><wait:2>");
    assert!(player.text(SIZE).contains("Stephen"));
    player.play("<ctrl-p>avattaessa<enter>");
    let text = player.text(SIZE);
    assert!(text.contains("Steven") && !text.contains("Stephen"));
    // What was discarded is not what is kept either.
    let vault = player.vault();
    let session = vault.sessions(None, 1).unwrap().remove(0);
    let stored = vault.session(session.id).unwrap();
    let kept = stored.responses[0].cells[0].1.value().cloned();
    assert_eq!(kept, Some(Value::Text("Steven".to_owned())));
}

#[test]
fn i2_a_text_being_typed_is_there_after_a_kill_a_second_later() {
    let mut pty = program::at_a_note(program::launch(), program::home());
    pty.type_text("Asiakas haluaa");
    pty.wait_for("Asiakas haluaa");
    sleep(Duration::from_secs(1));
    let mut pty = program::launch().start_in(killed(pty));
    program::resume(&mut pty);
    pty.wait_for("Asiakas haluaa");
    // One may go on where one was.
    pty.type_text(" töihin");
    pty.wait_for("Asiakas haluaa töihin");
}

#[test]
fn i3_what_was_left_open_is_told_of_with_form_day_and_hour_before_another_is_begun() {
    let unfinished = |player: &Player| player.text(SIZE).contains("Edellinen jäi kesken");
    for (keys, resumed) in [
        ("<enter>", true),
        ("1", true),
        ("2", false),
        ("<esc>", false),
    ] {
        let mut player = scenes::mikko(Lang::Fi);
        let Screen::Client(client) = &player.app.screen else {
            panic!("no client");
        };
        let open = client.page.sessions[0].id;
        player.play("a");
        let text = player.text(SIZE);
        assert!(unfinished(&player), "{text}");
        for told in ["Oma arvio, lyhyt", "20.11.", "klo 10.0"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        player.play(keys);
        let is_meeting = matches!(player.app.screen, Screen::Meeting(_));
        assert_eq!(is_meeting && player.session() == open, resumed, "{keys}");
        assert!(!unfinished(&player), "{keys}");
    }
    let mut player = scenes::mikko(Lang::Fi);
    player.play("a2");
    assert!(player.text(SIZE).contains("Aloita tapaaminen"));
}

#[test]
fn i5_of_a_removed_client_no_meeting_draft_or_found_word_is_left() {
    let room = Room::new(&form("koe", &item("sana", "note", "")));
    room.fill(&["Öljymäki"]);
    let stored = room.stored();
    assert_eq!(stored.row.code, room.client);
    assert!(stored.responses[0].draft.is_some() || !stored.responses[0].cells.is_empty());
    let typed = format!("{}\n", room.client);
    let words = ["vault", "erase", &room.client];
    room.house.run(&words, &typed).ok();
    let vault = room.house.vault();
    assert_eq!(vault.subjects().unwrap(), []);
    assert_eq!(vault.sessions(None, 10).unwrap(), []);
    assert!(vault.session(stored.row.id).is_err());
    assert!(vault.response(stored.responses[0].row.id).is_err());
    assert_eq!(vault.search("öljymäki", 10).unwrap(), []);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn i6_a_draft_that_is_gone_on_with_is_one_record_under_its_name() {
    let mut pty = program::at_a_note(program::launch(), program::home());
    pty.type_text("ensin");
    pty.wait_for("ensin");
    sleep(Duration::from_secs(1));
    let home = killed(pty);
    let first = program::stored(home.path());
    let mut pty = program::launch().start_in(home);
    program::resume(&mut pty);
    pty.type_text(" sitten");
    pty.wait_for("ensin sitten");
    sleep(Duration::from_secs(1));
    // It fails unless there is exactly one meeting.
    let then = program::stored(killed(pty).path());
    assert_eq!(then.row, first.row);
    assert_eq!(then.responses.len(), 1);
    assert_eq!(then.place().unwrap().text, "ensin sitten");
}

#[test]
fn i7_after_a_finished_meeting_nothing_is_said_to_be_open() {
    let mut player = at_form(&name_form());
    player.play("Steven<tab><esc>22");
    let over = !matches!(player.app.screen, Screen::Meeting(_));
    assert!(over, "{}", player.text(SIZE));
    let mut player = started_again(player);
    assert!(
        !player.text(SIZE).contains("Kesken"),
        "{}",
        player.text(SIZE)
    );
    player.play("veikko<enter>a");
    let text = player.text(SIZE);
    assert!(text.contains("Aloita tapaaminen"), "{text}");
}

/// In a meeting with a form of one list, at the place for its first row.
fn in_a_list() -> Pty {
    let home = program::home();
    let forms = home.path().join("data/forms");
    fs::create_dir(&forms).unwrap();
    let list = item("rivit", "list", "") + &item("sana", "text", "parent = \"rivit\"");
    fs::write(forms.join("aa.toml"), form("aa", &list)).unwrap();
    let mut pty = program::launch().start_in(home);
    program::unlock(&mut pty);
    program::begin(&mut pty, "Åke", '1');
    pty
}

#[test]
fn i9_a_hundred_rows_are_there_after_a_kill_at_the_hundredth() {
    let mut pty = in_a_list();
    for row in 1..=100 {
        pty.type_text(&format!("rivi{row}"));
        pty.key("tab");
    }
    pty.wait_for("rivi100");
    pty.wait_for(program::SAVED);
    let stored = program::stored(killed(pty).path());
    let mut rows: Vec<String> = Vec::new();
    for (path, cell) in &stored.responses[0].cells {
        if let (true, Some(Value::Text(text))) = (path.item == *"sana", cell.value()) {
            rows.push(text.clone());
        }
    }
    rows.sort_by_key(|row| row[4..].parse::<u32>().unwrap());
    let all: Vec<String> = (1..=100).map(|row| format!("rivi{row}")).collect();
    assert_eq!(rows, all);
}

#[test]
fn i11_what_goes_out_to_a_full_disk_leaves_no_half_file_and_changes_no_record() {
    let room = Room::new(&form("koe", &item("sana", "note", "")));
    room.fill(&["Nurmi kasvaa", ".", ":finish"]).ok();
    let house = &room.house;
    let records = || {
        let words = ["session", "list", "--json"];
        (house.run(&words, "").ok().out, room.exported())
    };
    let before = records();
    let disk = FullDisk::new();
    let out = fs::canonicalize(house.path("")).unwrap().join("ulos.json");
    let name = out.to_str().unwrap();
    let client = &room.client;
    let export = ["export", "--client", client, "--format", "json", "--out"];
    let export = [&export[..], &[name, "--plain-file"]].concat();
    let mut command = house.command(&export);
    disk.under(&mut command, &out);
    let failed = run(command, "");
    assert_eq!(failed.code, 1, "{}", failed.err);
    assert!(failed.err.contains(name), "{}", failed.err);
    assert!(!out.exists(), "{:?}", fs::read_to_string(&out));
    assert_eq!(records(), before);
    // With room it is written, and where the half file had been.
    house.run(&export, "").ok();
    assert!(fs::metadata(&out).unwrap().len() > 100);
    let mut command = house.command(&["form", "new", "uusi.toml"]);
    let form = out.with_file_name("uusi.toml");
    command.current_dir(house.path(""));
    disk.under(&mut command, &form);
    assert_eq!(run(command, "").code, 1);
    assert!(!form.exists());
}

/// Takes the locks that a database's other users would take, for so long.
fn lock_for(file: &Path, time: Duration) -> thread::JoinHandle<()> {
    let options = fs::File::options().read(true).write(true).open(file);
    let file = options.unwrap();
    rustix::fs::fcntl_lock(&file, FlockOperation::LockExclusive).unwrap();
    thread::spawn(move || {
        sleep(time);
        drop(file);
    })
}

#[test]
fn i12_a_file_that_another_program_holds_for_a_moment_is_waited_for() {
    let house = House::new();
    let begun = Instant::now();
    let holder = lock_for(&house.path("data/vault.kdb"), Duration::from_secs(3));
    house.client("Väinö");
    assert!(begun.elapsed() >= Duration::from_secs(3));
    holder.join().unwrap();
    let listed = house.run(&["client", "list"], "").ok();
    assert!(listed.out.contains("Väinö"), "{}", listed.out);
}

#[test]
fn i12_a_damaged_vault_is_told_of_and_never_written_over() {
    let house = House::new();
    for name in ["Väinö", "Aune", "Åke"] {
        house.client(name);
    }
    let file = house.path("data/vault.kdb");
    let whole = fs::read(&file).unwrap();
    let mut told = 0;
    for page in 1..whole.len() / 4096 {
        let mut bad = whole.clone();
        bad[page * 4096 + 100] ^= 0xff;
        fs::write(&file, &bad).unwrap();
        let added = house.run(&["client", "add", "--name", "Uusi"], "");
        if added.code == 0 {
            // A page that is not read at all; the check of everything finds it.
            assert_eq!(house.run(&["vault", "verify"], "").code, 1, "page {page}");
        } else {
            told += 1;
            assert!(added.err.contains("vioittunut"), "{}", added.err);
            let now = fs::read(&file).unwrap();
            assert_eq!(now[page * 4096..][..4096], bad[page * 4096..][..4096]);
        }
        for left in ["vault.kdb-wal", "vault.kdb-shm", "vault.kdb-journal"] {
            let _ = fs::remove_file(house.path("data").join(left));
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(told > 3, "{told}");
}
