//! Ways into the vault can be changed, lost and made anew, and at every moment one of them opens it.

use std::fs;
use std::path::Path;

use age::secrecy::ExposeSecret;
use kohtaa::casework::Controller;
use kohtaa::vault::{Error, Place, RecoveryKey, Secret, Vault};
use zeroize::Zeroizing;

use super::{Den, Story, begin, files, id, init, passphrase, place_in, setup, stamp, text};

const NEW: &str = "toinen kuu nousee hitaasti";

fn typed(text: &str) -> Secret {
    Secret::Passphrase(Zeroizing::new(text.to_owned()))
}

fn key(recovery: &RecoveryKey) -> Secret {
    Secret::Recovery(recovery.0.clone())
}

fn opens(place: &Place, secret: &Secret, n: u32) -> bool {
    match Vault::unlock(place, secret, &stamp(n)) {
        Ok(vault) => {
            assert!(vault.verify().unwrap().is_sound());
            vault.close().unwrap();
            true
        }
        Err(Error::WrongSecret) => false,
        Err(other) => panic!("{other}"),
    }
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let into = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(into.parent().unwrap()).unwrap();
        fs::copy(file, into).unwrap();
    }
}

#[test]
fn a_lost_passphrase_is_replaced_with_the_recovery_key() {
    let den = Den::new();
    let (vault, recovery) = init(&den.place());
    vault.close().unwrap();
    let mut vault = Vault::unlock(&den.place(), &key(&recovery), &stamp(1)).unwrap();
    vault.change_passphrase(NEW, 2, &stamp(2)).unwrap();
    vault.close().unwrap();
    assert!(opens(&den.place(), &typed(NEW), 3));
    assert!(!opens(&den.place(), &passphrase(), 4));
    assert!(opens(&den.place(), &key(&recovery), 5));
}

#[test]
fn a_new_slot_that_never_came_into_its_place_opens_nothing_and_goes() {
    let den = Den::new();
    let (vault, _) = init(&den.place());
    vault.close().unwrap();
    let slot = den.place().keys().join("passphrase.age");
    let next = slot.with_extension("next");
    fs::copy(&slot, &next).unwrap();
    fs::write(slot.with_extension("new"), b"half").unwrap();
    assert!(opens(&den.place(), &passphrase(), 1));
    let left = files(&den.place().keys());
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_organisation_comes_in_goes_and_decides_who_answers() {
    let organisation = age::x25519::Identity::generate();
    let public = organisation.to_public().to_string();
    let theirs = Secret::Recovery(Zeroizing::new(
        organisation.to_string().expose_secret().to_owned(),
    ));
    let den = Den::new();
    let mut without = setup();
    without.own_controller = false;
    let (mut vault, _) = Vault::init(&den.place(), without, &stamp(0)).unwrap();
    assert_eq!(vault.controller(), Controller::Practice);
    assert!(matches!(
        vault.change_organisation(Some("age1nokey"), &stamp(1)),
        Err(Error::OrganisationKey)
    ));
    vault.change_organisation(Some(&public), &stamp(2)).unwrap();
    assert_eq!(vault.controller(), Controller::Organisation);
    vault.close().unwrap();
    let mut vault = Vault::unlock(&den.place(), &theirs, &stamp(3)).unwrap();
    assert_eq!(vault.controller(), Controller::Organisation);
    assert_eq!(vault.organisation().unwrap(), Some(public));
    vault.change_organisation(None, &stamp(4)).unwrap();
    assert_eq!(vault.controller(), Controller::Practice);
    vault.close().unwrap();
    assert!(!opens(&den.place(), &theirs, 5));
    assert!(opens(&den.place(), &passphrase(), 6));
}

/// A vault with something in it and an organisation, before and after it was encrypted anew.
fn rekeyed(den: &Den) -> (Secret, RecoveryKey, RecoveryKey) {
    let organisation = age::x25519::Identity::generate();
    let mut with = setup();
    with.organisation = Some(organisation.to_public().to_string());
    let (mut vault, old) = Vault::init(&den.place(), with, &stamp(0)).unwrap();
    super::keep_forms(&mut vault);
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    entries.push(story.answer(id(1), id(10), id(100), "theme", text("salaisuus")));
    vault.record(&entries).unwrap();
    let event = kohtaa::casework::Event::Forgotten {
        path: super::at("theme"),
    };
    let forget = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event);
    vault.forget(id(100), &super::at("theme"), &forget).unwrap();
    vault
        .record(&[story.answer(id(1), id(10), id(100), "other", text("kummi"))])
        .unwrap();
    vault.close().unwrap();
    copy(&den.place().data, &den.dir.path().join("before"));
    let vault = Vault::unlock(&den.place(), &passphrase(), &stamp(7)).unwrap();
    let (before, home) = (vault.response(id(100)).unwrap(), vault.home().unwrap());
    let (vault, new) = vault.rekey(NEW, 2, &stamp(8)).unwrap();
    assert_eq!(vault.response(id(100)).unwrap(), before);
    assert_eq!(vault.home().unwrap(), home);
    assert!(vault.verify().unwrap().is_sound());
    vault.close().unwrap();
    let theirs = Secret::Recovery(Zeroizing::new(
        organisation.to_string().expose_secret().to_owned(),
    ));
    (theirs, old, new)
}

#[test]
fn a_new_vault_key_leaves_nothing_to_the_old_secrets() {
    let den = Den::new();
    let (organisation, old, new) = rekeyed(&den);
    let place = den.place();
    assert!(opens(&place, &typed(NEW), 20));
    assert!(opens(&place, &key(&new), 21));
    assert!(opens(&place, &organisation, 22));
    assert!(!opens(&place, &passphrase(), 23));
    assert!(!opens(&place, &key(&old), 24));
    // The old slots open the old file only.
    let mixed = place_in(&den.dir.path().join("mixed"));
    copy(&place.data, &mixed.data);
    copy(&den.dir.path().join("before/keys"), &mixed.keys());
    assert!(Vault::unlock(&mixed, &passphrase(), &stamp(25)).is_err());
    let left: Vec<_> = fs::read_dir(&place.data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

/// Every place at which the swap can be cut short, made by hand.
#[test]
fn a_swap_cut_short_anywhere_is_gone_on_with_or_never_was() {
    let den = Den::new();
    rekeyed(&den);
    let (old, new) = (den.dir.path().join("before"), den.place().data);
    let head = fs::read(den.place().state.join("head")).unwrap();
    type Damage = fn(&Path, &Path);
    let stages: [(&str, bool, Damage); 5] = [
        ("not decided", false, |data, next| {
            fs::rename(next, data.join("next.part")).unwrap();
        }),
        ("decided", true, |_, _| {}),
        ("the file is there", true, |data, next| {
            fs::rename(next.join("vault.kdb"), data.join("vault.kdb")).unwrap();
        }),
        ("the old keys are away", true, |data, next| {
            fs::rename(next.join("vault.kdb"), data.join("vault.kdb")).unwrap();
            fs::rename(data.join("keys"), next.join("keys.old")).unwrap();
        }),
        ("the keys are there", true, |data, next| {
            fs::rename(next.join("vault.kdb"), data.join("vault.kdb")).unwrap();
            fs::rename(data.join("keys"), next.join("keys.old")).unwrap();
            fs::rename(next.join("keys"), data.join("keys")).unwrap();
        }),
    ];
    for (at, (name, changed, cut)) in stages.into_iter().enumerate() {
        let place = place_in(&den.dir.path().join(format!("stage{at}")));
        copy(&old, &place.data);
        let next = place.data.join("next");
        copy(&new, &next);
        fs::write(next.join("head"), &head).unwrap();
        cut(&place.data, &next);
        let n = 30 + u32::try_from(at).unwrap() * 3;
        assert_eq!(opens(&place, &typed(NEW), n), changed, "{name}");
        assert_eq!(opens(&place, &passphrase(), n + 1), !changed, "{name}");
        assert!(!next.exists() && !place.data.join("next.part").exists());
    }
}
