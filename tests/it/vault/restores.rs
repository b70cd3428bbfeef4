//! A backup comes back whole, without what was removed after it, and what it replaces stays for a week.

use std::fs;
use std::path::PathBuf;

use kohtaa::casework::{Event, Figures, Status};
use kohtaa::form::Id;
use kohtaa::response::FixedScore;
use kohtaa::vault::{Error, Place, RestoreReport, Secret, Vault};
use zeroize::Zeroizing;

use super::backups::make;
use super::{
    Den, Story, at, begin, files, id, init, instant, passphrase, place_in, stamp, text, unlock,
};

/// A vault with two clients and a backup of it.
fn backed_up(den: &Den, story: &mut Story) -> PathBuf {
    let (mut vault, _) = init(&den.place());
    let mut entries = begin(story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("salaisuus")));
    entries.push(story.answer(id(1), id(10), id(100), "other", text("jäävä")));
    entries.push(story.client(id(2), "B-2222", "Toinen Ihminen"));
    entries.push(story.meeting(id(2), id(20)));
    entries.push(story.filling(id(2), Some(id(20)), id(200)));
    entries.push(story.answer(id(2), id(20), id(200), "theme", text("yksityinen")));
    let ended = Event::ResponseEnded {
        status: Status::Completed,
        reason: None,
        scores: vec![FixedScore {
            id: Id::new("sum"),
            value: Some(8.into()),
            answered: 1,
            of: 1,
            rule: "sum".into(),
            inputs: vec![(at("theme"), Some("yksityinen".into()))],
        }],
    };
    entries.push(story.entry(Some(id(2)), Some(id(20)), Some(id(200)), ended));
    vault.record(&entries).unwrap();
    let folder = make(&vault, 5).folder;
    vault.close().unwrap();
    folder
}

fn forget(vault: &mut Vault, story: &mut Story) {
    let event = Event::Forgotten { path: at("theme") };
    let entry = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event);
    vault.forget(id(100), &at("theme"), &entry).unwrap();
}

pub fn erase(vault: &mut Vault, story: &mut Story, subject: u128, anonymised: bool) {
    let subject = id(subject);
    let events = vault.erasing(subject, anonymised).unwrap();
    let entries: Vec<_> = events
        .into_iter()
        .map(|event| {
            let is_figures = matches!(event, Event::AnonymousKept { .. });
            story.entry((!is_figures).then_some(subject), None, None, event)
        })
        .collect();
    vault.erase(&entries).unwrap();
}

/// Everything in the vault that any of the words could be read from.
fn holds(vault: &Vault, word: &str) -> bool {
    let rows = format!("{:?} {:?}", vault.subjects(), vault.search(word, 9));
    let responses: Vec<_> = [id(100), id(200)]
        .into_iter()
        .filter_map(|response| vault.response(response).ok())
        .collect();
    format!("{rows} {responses:?}").contains(word)
}

#[test]
fn what_was_removed_since_does_not_come_back() {
    for lost in [false, true] {
        let den = Den::new();
        let mut story = Story::new();
        let backup = backed_up(&den, &mut story);
        let mut vault = unlock(&den.place(), 6);
        forget(&mut vault, &mut story);
        erase(&mut vault, &mut story, 2, true);
        vault
            .record(&[story.answer(id(1), id(10), id(100), "late", text("myöhempi"))])
            .unwrap();
        vault.close().unwrap();
        if lost {
            // The list beside the file has to do.
            fs::write(den.place().file(), b"not a vault any more").unwrap();
        }
        let (vault, report) =
            Vault::restore(&den.place(), &backup, &passphrase(), &stamp(900)).unwrap();
        assert_eq!(report.removed, 2, "{report:?}");
        assert_eq!(report.lost.is_some(), !lost);
        assert!(holds(&vault, "jäävä"));
        for gone in ["salaisuus", "yksityinen", "Toinen", "B-2222", "myöhempi"] {
            assert!(!holds(&vault, gone), "{gone}");
        }
        let kept = vault.anonymous().unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].scores[0].score.inputs, []);
        let sound = vault.verify().unwrap();
        assert!(sound.is_sound(), "{sound:?}");
        vault.close().unwrap();
        let again = unlock(&den.place(), 901);
        assert!(!again.is_behind());
    }
}

#[test]
fn an_erased_client_is_nowhere_and_the_chain_still_verifies() {
    let den = Den::new();
    let mut story = Story::new();
    backed_up(&den, &mut story);
    let mut vault = unlock(&den.place(), 6);
    erase(&mut vault, &mut story, 2, false);
    let erased = vault.subjects().unwrap();
    assert_eq!(erased.len(), 1);
    assert_eq!(vault.figures(id(2)).unwrap(), Figures::default());
    vault.rebuild().unwrap();
    assert!(vault.verify().unwrap().is_sound());
    // The backup that is made next holds it no more, and the one that did is gone.
    let report = make(&vault, 7000);
    assert_eq!(report.subjects, 1);
    assert_eq!(fs::read_dir(den.place().backups()).unwrap().count(), 1);
    vault.close().unwrap();
    let dump = super::forget::dump(&super::raw(&den.place()));
    for word in ["yksityinen", "Toinen Ihminen", "B-2222"] {
        assert!(!super::forget::holds(&dump, word), "{word}");
    }
}

#[test]
fn the_replaced_vault_stays_a_week_and_then_goes() {
    let den = Den::new();
    let mut story = Story::new();
    let backup = backed_up(&den, &mut story);
    let mut vault = unlock(&den.place(), 6);
    vault
        .record(&[story.answer(id(1), id(10), id(100), "late", text("myöhempi"))])
        .unwrap();
    vault.close().unwrap();
    let (vault, report) =
        Vault::restore(&den.place(), &backup, &passphrase(), &stamp(900)).unwrap();
    let RestoreReport { lost, removed, .. } = report;
    assert!(lost.unwrap() >= 1 && removed == 0);
    vault.close().unwrap();
    let replaced = || -> Vec<PathBuf> {
        let entries = fs::read_dir(den.place().data).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with("replaced-")
            })
            .collect()
    };
    let [old] = <[PathBuf; 1]>::try_from(replaced()).unwrap();
    let before = Place {
        data: old,
        state: den.dir.path().join("elsewhere"),
    };
    let vault = unlock(&before, 901);
    assert!(holds(&vault, "myöhempi"));
    vault.close().unwrap();
    let mut later = stamp(902);
    later.utc = instant(0) + chrono::Duration::days(8);
    Vault::unlock(&den.place(), &passphrase(), &later)
        .unwrap()
        .close()
        .unwrap();
    assert_eq!(replaced(), Vec::<PathBuf>::new());
}

#[test]
fn a_backup_comes_to_a_new_machine_and_back_after_the_key_was_changed() {
    let den = Den::new();
    let mut story = Story::new();
    let backup = backed_up(&den, &mut story);
    let new = place_in(&den.dir.path().join("new"));
    let (vault, report) = Vault::restore(&new, &backup, &passphrase(), &stamp(900)).unwrap();
    assert!(holds(&vault, "salaisuus") && report.lost.is_none());
    let (vault, _) = vault
        .rekey("aivan uusi lause tässä", 2, &stamp(901))
        .unwrap();
    vault.close().unwrap();
    // The backup is under the old key: its own passphrase opens it.
    let fresh = Secret::Passphrase(Zeroizing::new("aivan uusi lause tässä".to_owned()));
    assert!(matches!(
        Vault::restore(&new, &backup, &fresh, &stamp(902)),
        Err(Error::Damaged(_) | Error::WrongSecret)
    ));
    assert!(
        Vault::unlock(&new, &fresh, &stamp(903))
            .unwrap()
            .close()
            .is_ok()
    );
    let (vault, _) = Vault::restore(&new, &backup, &passphrase(), &stamp(904)).unwrap();
    assert!(holds(&vault, "salaisuus"));
    vault.close().unwrap();
    assert!(unlock(&new, 905).close().is_ok());
}

#[test]
fn what_is_no_whole_backup_changes_nothing() {
    let den = Den::new();
    let mut story = Story::new();
    let backup = backed_up(&den, &mut story);
    let file = backup.join("vault.kdb");
    let whole = fs::read(&file).unwrap();
    let restore = |n| Vault::restore(&den.place(), &backup, &passphrase(), &stamp(n)).map(drop);
    for cut in [0, 1, 512, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..cut]).unwrap();
        assert!(restore(900).is_err(), "{cut}");
    }
    for at in [20, 5000, whole.len() / 2, whole.len() - 100] {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(&file, &flipped).unwrap();
        assert!(restore(901).is_err(), "{at}");
    }
    fs::write(&file, b"SQLite format 3\0 and so on").unwrap();
    assert!(restore(902).is_err());
    fs::remove_file(&file).unwrap();
    assert!(matches!(restore(903), Err(Error::NoBackup(_))));
    let vault = unlock(&den.place(), 904);
    assert!(!vault.is_behind() && vault.verify().unwrap().is_sound());
    assert!(holds(&vault, "salaisuus") && holds(&vault, "Toinen"));
    vault.close().unwrap();
    assert!(
        !files(&den.place().data)
            .iter()
            .any(|file| file.to_string_lossy().contains("next"))
    );
}

/// A meeting that was held with the wrong client and went to the right one, with a step in the first one's plan.
#[test]
fn a_meeting_that_went_to_another_client_is_erased_with_that_one_alone() {
    for (erased, kept, gone) in [
        (1, "yhteinen", "suunnitelma"),
        (2, "suunnitelma", "yhteinen"),
    ] {
        let den = Den::new();
        let (mut vault, _) = init(&den.place());
        let mut story = Story::new();
        let mut entries = begin(&mut story);
        entries.push(story.client(id(2), "B-2222", "Toinen Ihminen"));
        entries.push(story.answer(id(1), id(10), id(100), "theme", text("yhteinen")));
        entries.push(story.answer(id(1), id(10), id(50), "step", text("suunnitelma")));
        let (from, to) = (id(1), id(2));
        let moved = Event::SessionMoved { from, to };
        entries.push(story.entry(Some(to), Some(id(10)), None, moved));
        vault.record(&entries).unwrap();
        erase(&mut vault, &mut story, erased, false);
        let found = format!("{:?} {:?}", vault.search(kept, 9), vault.search(gone, 9));
        assert!(
            found.contains(kept) && !found.contains(gone),
            "{erased}: {found}"
        );
        let sound = vault.verify().unwrap();
        assert!(sound.is_sound(), "{erased}: {sound:?}");
        let before = vault.home().unwrap();
        vault.rebuild().unwrap();
        assert_eq!(vault.home().unwrap(), before);
        vault.close().unwrap();
        let dump = super::forget::dump(&super::raw(&den.place()));
        assert!(super::forget::holds(&dump, kept) && !super::forget::holds(&dump, gone));
    }
}
