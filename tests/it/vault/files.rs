//! The files: who may read them, who opens them, what stands in them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

use kohtaa::casework::{Controller, Draft};
use kohtaa::lang::Lang;
use kohtaa::vault::{Error, Secret, Vault};
use zeroize::Zeroizing;

use super::{
    Den, Story, at, begin, files, id, init, instant, passphrase, setup, stamp, text, unlock,
};

#[test]
fn nobody_else_may_read_anything() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for file in files(den.dir.path()) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for folder in [den.place().data, den.place().state, den.place().keys()] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    drop(vault);
}

#[test]
fn no_typed_word_stands_in_any_file() {
    let den = Den::new();
    let (mut vault, recovery) = init(&den.place());
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("kanarialintu")));
    vault.record(&entries).unwrap();
    let draft = Draft {
        session: None,
        response: id(100),
        path: at("why"),
        note: false,
        text: "keskeneräinenkin".to_owned(),
        caret: 0,
        at: instant(1),
    };
    vault.put_draft(&draft).unwrap();
    let words = [
        "kanarialintu",
        "keskeneräinenkin",
        "Öljymäki",
        "A-7K3Q",
        "Öhman",
        "theme",
        "journal",
        &recovery.0,
        super::PASSPHRASE,
        "SQLite format",
    ];
    let search = || {
        for file in files(den.dir.path()) {
            let bytes = fs::read(&file).unwrap();
            for word in words {
                let found = bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes());
                assert!(!found, "{word} in {}", file.display());
            }
        }
    };
    // The process's own handles to the open file would lose their locks: this one ends here.
    drop(vault);
    search();
    unlock(&den.place(), 1).close().unwrap();
    search();
}

#[test]
fn each_way_in_opens_and_no_other() {
    let organisation = age::x25519::Identity::generate();
    let den = Den::new();
    let mut with = setup();
    with.organisation = Some(format!(" {}\n", organisation.to_public()));
    let (vault, recovery) = Vault::init(&den.place(), with, &stamp(0)).unwrap();
    assert_eq!(vault.controller(), Controller::Organisation);
    vault.close().unwrap();
    let open = |secret: Secret, n| Vault::unlock(&den.place(), &secret, &stamp(n));
    let typed = |text: &str| Zeroizing::new(text.to_owned());
    // A passphrase whose letters the keyboard composed otherwise.
    let decomposed = super::PASSPHRASE
        .replace('ä', "a\u{308}")
        .replace('ö', "o\u{308}");
    open(Secret::Passphrase(typed(&decomposed)), 1)
        .unwrap()
        .close()
        .unwrap();
    open(
        Secret::Recovery(typed(&format!(" {}\n", recovery.0.to_lowercase()))),
        2,
    )
    .unwrap()
    .close()
    .unwrap();
    use age::secrecy::ExposeSecret;
    open(
        Secret::Recovery(typed(organisation.to_string().expose_secret())),
        3,
    )
    .unwrap()
    .close()
    .unwrap();
    let stranger = age::x25519::Identity::generate().to_string();
    for wrong in [
        Secret::Passphrase(typed("vihreä öinen poro")),
        Secret::Passphrase(typed("")),
        Secret::Recovery(typed(stranger.expose_secret())),
        Secret::Recovery(typed("AGE-SECRET-KEY-1")),
    ] {
        assert!(matches!(open(wrong, 4), Err(Error::WrongSecret)));
    }
    let mut bad = setup();
    bad.organisation = Some("age1nokey".to_owned());
    let other = Den::new();
    assert!(matches!(
        Vault::init(&other.place(), bad, &stamp(0)),
        Err(Error::OrganisationKey)
    ));
    assert!(!Vault::exists(&other.place()));
}

#[test]
fn a_key_file_that_asks_for_too_much_work_is_refused_at_once() {
    let den = Den::new();
    init(&den.place()).0.close().unwrap();
    let slot = den.place().keys().join("passphrase.age");
    let sealed = fs::read(&slot).unwrap();
    // The header names the work factor at the end of the scrypt line: 2 becomes 22.
    let line = sealed.windows(3).position(|part| part == b" 2\n").unwrap();
    let mut greedy = sealed.clone();
    greedy.insert(line + 1, b'2');
    fs::write(&slot, &greedy).unwrap();
    let begun = Instant::now();
    assert!(matches!(
        Vault::unlock(&den.place(), &passphrase(), &stamp(1)),
        Err(Error::DamagedKey(_))
    ));
    assert!(begun.elapsed() < Duration::from_secs(1));
    fs::remove_file(&slot).unwrap();
    assert!(matches!(
        Vault::unlock(&den.place(), &passphrase(), &stamp(1)),
        Err(Error::DamagedKey(_))
    ));
}

#[test]
fn a_second_opener_is_told_who_has_it() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    let begun = Instant::now();
    let Err(Error::InUse { pid, since, host }) =
        Vault::unlock(&den.place(), &passphrase(), &stamp(1))
    else {
        panic!("opened twice");
    };
    assert!(begun.elapsed() < Duration::from_millis(300));
    assert_eq!(pid, std::process::id());
    assert!(since.starts_with("2025-11-24 "), "{since}");
    let said = Error::InUse { pid, since, host }.say(Lang::Fi);
    assert!(said.contains(&std::process::id().to_string()), "{said}");
    vault.close().unwrap();
    unlock(&den.place(), 2);
}

#[test]
fn another_state_folder_does_not_open_it_twice() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    let mut elsewhere = den.place();
    elsewhere.state = den.dir.path().join("other");
    let begun = Instant::now();
    assert!(matches!(
        Vault::unlock(&elsewhere, &passphrase(), &stamp(1)),
        Err(Error::InUse { .. })
    ));
    // A lock of another program's may be gone in a moment, so it is waited for, but not for long.
    assert!(begun.elapsed() < Duration::from_secs(8));
    drop(vault);
}

#[test]
fn making_one_over_another_is_refused_and_an_interrupted_one_is_made_anew() {
    let den = Den::new();
    let place = den.place();
    fs::create_dir_all(place.data.join("keys.new")).unwrap();
    fs::write(place.data.join("vault.kdb.new"), b"half").unwrap();
    fs::create_dir_all(place.keys()).unwrap();
    fs::write(
        place.keys().join("passphrase.age"),
        b"of a vault that was moved away",
    )
    .unwrap();
    let (vault, _) = init(&place);
    vault.close().unwrap();
    assert!(matches!(
        Vault::init(&place, setup(), &stamp(1)),
        Err(Error::Exists(_))
    ));
    let kept = files(&place.data)
        .into_iter()
        .any(|file| fs::read(&file).unwrap() == b"of a vault that was moved away");
    assert!(kept, "keys were destroyed");
    unlock(&place, 2);
    let empty = Den::new();
    assert!(matches!(
        Vault::unlock(&empty.place(), &passphrase(), &stamp(1)),
        Err(Error::Missing(_))
    ));
}

#[test]
fn a_file_put_in_its_place_is_not_written_to() {
    let den = Den::new();
    let place = den.place();
    let (mut vault, _) = init(&place);
    let mut story = Story::new();
    vault.record(&begin(&mut story)).unwrap();
    let away = place.data.join("away");
    fs::rename(place.data.join("vault.kdb"), &away).unwrap();
    let answer = story.answer(id(1), id(10), id(100), "theme", text("odottaa"));
    assert!(matches!(
        vault.record(std::slice::from_ref(&answer)),
        Err(Error::Moved(_))
    ));
    fs::write(place.data.join("vault.kdb"), b"another").unwrap();
    assert!(matches!(
        vault.record(std::slice::from_ref(&answer)),
        Err(Error::Moved(_))
    ));
    assert_eq!(fs::read(place.data.join("vault.kdb")).unwrap(), b"another");
    fs::rename(&away, place.data.join("vault.kdb")).unwrap();
    vault.record(&[answer]).unwrap();
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), 1);
}

#[test]
fn every_error_is_said_in_every_language() {
    let path = || std::path::PathBuf::from("/x");
    let text = || "syy".to_owned();
    let errors = [
        Error::Exists(path()),
        Error::Missing(path()),
        Error::WrongSecret,
        Error::OrganisationKey,
        Error::InUse {
            pid: 12345,
            since: text(),
            host: text(),
        },
        Error::InUse {
            pid: 0,
            since: text(),
            host: text(),
        },
        Error::Newer { found: 2, known: 1 },
        Error::Older { found: 0 },
        Error::DamagedKey(path()),
        Error::Damaged(text()),
        Error::ReadOnly,
        Error::ReadOnlyUnfinished,
        Error::Full,
        Error::Moved(path()),
        Error::PracticeOnly,
        Error::Unfit(text()),
        Error::Unknown(text()),
        Error::Ambiguous(text()),
        Error::Closed,
        Error::Disk(text()),
        Error::Io {
            path: path(),
            source: std::io::Error::other("syy"),
        },
    ];
    for error in errors {
        for lang in Lang::INTERFACE {
            let said = error.say(lang);
            assert!(
                said.matches('.').count() >= 2 && !said.contains(['{', '$']),
                "{error:?}: {said}"
            );
        }
    }
}

/// Re-executed by [`a_wrong_passphrase_is_silent`].
#[test]
#[ignore = "a part of another test"]
fn unlock_wrongly() {
    let Ok(dir) = std::env::var("KOHTAA_TEST_DIR") else {
        return;
    };
    let place = super::place_in(dir.as_ref());
    let wrong = Secret::Passphrase(Zeroizing::new("väärä".to_owned()));
    assert!(matches!(
        Vault::unlock(&place, &wrong, &stamp(1)),
        Err(Error::WrongSecret)
    ));
    // Another vault's key: the passphrase opens the slot, the key does not open the file.
    fs::copy(
        place.data.join("other.age"),
        place.keys().join("passphrase.age"),
    )
    .unwrap();
    assert!(matches!(
        Vault::unlock(&place, &passphrase(), &stamp(1)),
        Err(Error::Damaged(_))
    ));
}

#[test]
fn a_wrong_passphrase_is_silent() {
    let (den, other) = (Den::new(), Den::new());
    init(&den.place()).0.close().unwrap();
    init(&other.place()).0.close().unwrap();
    fs::copy(
        other.place().keys().join("passphrase.age"),
        den.place().data.join("other.age"),
    )
    .unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "vault::files::unlock_wrongly",
            "--ignored",
            "--nocapture",
            "--quiet",
        ])
        .env("KOHTAA_TEST_DIR", den.dir.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
