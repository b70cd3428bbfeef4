//! Backups are whole vaults, and nothing unchecked is called one.

use std::fs;

use kohtaa::casework::Event;
use kohtaa::vault::{BackupReport, Place, Vault};

use super::{Den, Story, begin, id, init, passphrase, stamp, text};

pub fn make(vault: &Vault, n: u32) -> BackupReport {
    let mut backup = vault
        .begin_backup(&vault.place().backups(), &stamp(n))
        .unwrap();
    while !backup.step(vault).unwrap().done {}
    let copied = backup.finish().unwrap();
    // The check runs on a thread of its own in the program.
    std::thread::spawn(move || copied.check())
        .join()
        .unwrap()
        .unwrap()
}

#[test]
fn a_backup_made_between_saves_is_a_whole_vault() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    vault.put_setting("practice", "on").unwrap();
    let mut entries = Vec::new();
    for n in 0..500 {
        let words = text(&format!("sana{n}"));
        entries.push(story.answer(id(1), id(10), id(100), &format!("item{}", n % 60), words));
    }
    vault.record(&entries).unwrap();
    let mut backup = vault
        .begin_backup(&den.place().backups(), &stamp(1))
        .unwrap();
    let mut steps = 0;
    loop {
        let progress = backup.step(&vault).unwrap();
        steps += 1;
        if steps == 1 {
            assert!(!progress.done && progress.copied == 200, "{progress:?}");
            // A save in between is in the backup too.
            let late = story.answer(id(1), id(10), id(100), "late", text("ehti mukaan"));
            vault.record(&[late]).unwrap();
        }
        if progress.done {
            break;
        }
    }
    let names = |ending: &str| {
        fs::read_dir(den.place().backups())
            .unwrap()
            .filter(|entry| {
                entry
                    .as_ref()
                    .unwrap()
                    .path()
                    .to_string_lossy()
                    .ends_with(ending)
            })
            .count()
    };
    assert_eq!((names("Z"), names(".part")), (0, 1));
    let report = backup.finish().unwrap().check().unwrap();
    assert_eq!((names("Z"), names(".part")), (1, 0));
    assert_eq!(
        (report.subjects, report.sessions, report.answers),
        (1, 1, 61)
    );
    assert_eq!(vault.last_backup().unwrap(), None);
    let event = Event::BackedUp {
        entries: report.entries,
    };
    let entry = story.entry(None, None, None, event);
    vault.record(std::slice::from_ref(&entry)).unwrap();
    assert_eq!(
        vault.last_backup().unwrap(),
        Some((entry.at, report.entries))
    );

    let copy = Place {
        data: report.folder,
        state: den.dir.path().join("elsewhere"),
    };
    assert!(!copy.data.join("vault.kdb-wal").exists());
    let restored = Vault::unlock(&copy, &passphrase(), &stamp(9)).unwrap();
    assert!(restored.verify().unwrap().is_sound());
    assert_eq!(
        restored.response(id(100)).unwrap(),
        vault.response(id(100)).unwrap()
    );
    assert_eq!(restored.home().unwrap(), vault.home().unwrap());
    assert_eq!(restored.setting("practice").unwrap().as_deref(), Some("on"));
    assert_eq!(
        restored.form_hashes().unwrap(),
        vault.form_hashes().unwrap()
    );
}

#[test]
fn a_damaged_copy_is_never_called_a_backup() {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let mut backup = vault
        .begin_backup(&den.place().backups(), &stamp(1))
        .unwrap();
    while !backup.step(&vault).unwrap().done {}
    let copied = backup.finish().unwrap();
    let part = fs::read_dir(den.place().backups())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let file = part.join("vault.kdb");
    let mut bytes = fs::read(&file).unwrap();
    // The journal's first page comes after the schema.
    bytes[4096 * 2 + 100] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(copied.check().is_err());
    assert!(part.exists() && part.extension().unwrap() == "part");
    // The next one clears what was left.
    make(&vault, 2);
    assert!(!part.exists());
}

#[test]
fn of_many_in_a_day_the_newest_stays() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    for n in 0..3 {
        make(&vault, 10 + n);
    }
    assert_eq!(fs::read_dir(den.place().backups()).unwrap().count(), 1);
}
