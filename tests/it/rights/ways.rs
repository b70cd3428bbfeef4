//! The ways into the vault through the program: changed, lost, tried, made anew, and a backup put back.

use crate::support::house::{House, PASSPHRASE};

const NEW: &str = "uusi sana vanhan tilalle tuli";

fn house_with_key() -> (House, String) {
    let house = House::empty();
    let out = house.path("recovery");
    let words = [
        "vault",
        "init",
        "--user",
        "Liisa",
        "--controller",
        "self",
        "--recovery-out",
        out.to_str().unwrap(),
    ];
    let made = house.run(&words, "").ok();
    assert!(made.err.contains("Tunnuslause on vahva"), "{}", made.err);
    std::fs::write(house.path("new"), format!("{NEW}\n")).unwrap();
    let new = house.path("new").to_str().unwrap().to_owned();
    (house, new)
}

fn now_opens_with(house: &House, secret: &str) -> bool {
    std::fs::write(house.path("passphrase"), secret).unwrap();
    house.run(&["client", "list"], "").code == 0
}

#[test]
fn the_drill_create_forget_recover_change() {
    let (house, new) = house_with_key();
    let key = std::fs::read_to_string(house.path("recovery")).unwrap();
    std::fs::write(house.path("passphrase"), &key).unwrap();
    let tried = house.run(&["vault", "recover", "--check"], "").ok();
    assert!(tried.out.contains("avaa holvin"), "{}", tried.out);
    let words = ["vault", "recover", "--new-passphrase-file", &new];
    house.run(&words, "").ok();
    assert!(now_opens_with(&house, NEW));
    assert!(!now_opens_with(&house, PASSPHRASE));
    std::fs::write(house.path("weak"), "salasana2026\n").unwrap();
    std::fs::write(house.path("passphrase"), NEW).unwrap();
    let weak = house.path("weak");
    let words = [
        "vault",
        "passphrase",
        "--new-passphrase-file",
        weak.to_str().unwrap(),
    ];
    let changed = house.run(&words, "").ok();
    assert!(changed.err.contains("helppo arvata"), "{}", changed.err);
    assert!(now_opens_with(&house, "salasana2026"));
    let log = house.run(&["vault", "log", "--json"], "").ok();
    assert_eq!(log.out.matches("passphrase_changed").count(), 2);
}

#[test]
fn a_new_key_and_a_backup_put_back() {
    let (house, new) = house_with_key();
    let code = house.client("Aune");
    let made = house.run(&["vault", "backup", "--json"], "").ok().json();
    let backup = made["folder"].as_str().unwrap().to_owned();
    let later = house.client("Myöhempi");
    let out = house.path("recovery2");
    let words = [
        "vault",
        "rekey",
        "--new-passphrase-file",
        &new,
        "--recovery-out",
        out.to_str().unwrap(),
    ];
    let told = house.run(&words, "").ok();
    assert!(told.err.contains("uudella avaimella"), "{}", told.err);
    assert!(!now_opens_with(&house, PASSPHRASE));
    let key = std::fs::read_to_string(&out).unwrap();
    assert!(now_opens_with(&house, &key));
    assert!(house.run(&["client", "list"], "").out.contains(&later));
    // The first backup of the day gave way to the one made with the new key.
    assert!(!std::path::Path::new(&backup).exists());
    let made = house.run(&["vault", "backup", "--json"], "").ok().json();
    let backup = made["folder"].as_str().unwrap().to_owned();
    let third = house.client("Kolmas");
    let back = house
        .run(&["vault", "restore", &backup, "--json"], "")
        .ok()
        .json();
    assert!(back["lost"].as_u64().unwrap() > 0);
    let listed = house.run(&["client", "list"], "").ok().out;
    assert!(listed.contains(&code) && listed.contains(&later) && !listed.contains(&third));
    assert_eq!(house.run(&["vault", "restore", "/nowhere"], "").code, 1);
    assert_eq!(house.run(&["vault", "verify"], "").code, 0);
}
