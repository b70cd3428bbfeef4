//! Whatever is changed behind the program's back is found.

use std::fs;

use kohtaa::vault::{Error, HeadState, Vault, VerifyReport};
use rusqlite::Connection;

use super::{Den, Story, begin, files, id, init, passphrase, raw, stamp, text, unlock};

/// A closed vault with some answers.
fn closed() -> Den {
    let den = Den::new();
    let (mut vault, _) = init(&den.place());
    let mut story = Story::new();
    let mut entries = begin(&mut story);
    for n in 0..20 {
        entries.push(story.answer(
            id(1),
            id(10),
            id(100),
            &format!("item{n}"),
            text(&format!("vastaus {n}")),
        ));
    }
    vault.record(&entries).unwrap();
    vault.close().unwrap();
    den
}

/// What a check says after `tampering` with the opened file.
fn after(tampering: &str) -> VerifyReport {
    let den = closed();
    let connection = raw(&den.place());
    let trigger = |name: &str| -> String {
        let sql = "SELECT sql FROM sqlite_schema WHERE name = ?";
        connection.query_row(sql, [name], |row| row.get(0)).unwrap()
    };
    let triggers = [trigger("journal_keeps"), trigger("journal_stays")];
    let sql = format!(
        "DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays; {tampering}; {};",
        triggers.join("; ")
    );
    connection.execute_batch(&sql).unwrap();
    connection.close().unwrap();
    unlock(&den.place(), 5).verify().unwrap()
}

#[test]
fn the_journal_itself_refuses_to_be_rewritten() {
    let den = closed();
    let connection = raw(&den.place());
    for sql in [
        "DELETE FROM journal WHERE seq = 7",
        "UPDATE journal SET kind = 'locked' WHERE seq = 7",
        "UPDATE journal SET payload = x'00' WHERE seq = 7",
    ] {
        assert!(connection.execute_batch(sql).is_err(), "{sql}");
    }
}

#[test]
fn a_changed_lost_or_moved_row_is_named() {
    let clean = after("SELECT 1");
    assert!(clean.is_sound(), "{clean:?}");
    for (tampering, seq) in [
        ("UPDATE journal SET at_utc = at_utc + 1 WHERE seq = 9", 9),
        ("UPDATE journal SET actor = 'toinen' WHERE seq = 9", 9),
        ("UPDATE journal SET response = NULL WHERE seq = 9", 9),
        ("UPDATE journal SET path = 'item4' WHERE seq = 9", 9),
        ("UPDATE journal SET undoes = id WHERE seq = 9", 9),
        ("UPDATE journal SET payload = CAST(replace(CAST(payload AS TEXT), 'vastaus', 'vastuus') AS BLOB) WHERE seq = 9", 9),
        ("UPDATE journal SET payload = NULL WHERE seq = 9", 9),
        ("UPDATE journal SET payload = (SELECT payload FROM journal WHERE seq = 10) WHERE seq = 9", 9),
        ("UPDATE journal SET digest = zeroblob(32) WHERE seq = 9", 9),
        ("UPDATE journal SET mac = zeroblob(32) WHERE seq = 9", 9),
        ("DELETE FROM journal WHERE seq = 9", 10),
        (
            "UPDATE journal SET seq = 1000 WHERE seq = 9; UPDATE journal SET seq = 9 WHERE seq = 10;
             UPDATE journal SET seq = 10 WHERE seq = 1000",
            9,
        ),
        (
            "DELETE FROM journal WHERE seq = 9; UPDATE journal SET seq = seq - 1 WHERE seq > 9",
            9,
        ),
    ] {
        let report = after(tampering);
        let fault = report.fault.as_ref().unwrap_or_else(|| panic!("not seen: {tampering}"));
        assert_eq!(fault.seq, seq, "{tampering}: {fault:?}");
        assert!(!report.is_sound());
    }
}

#[test]
fn a_journal_cut_short_is_told_by_the_head_outside() {
    let report = after("DELETE FROM journal WHERE seq > 20");
    assert_eq!(report.head, HeadState::Behind);
    assert!(!report.is_sound());
}

#[test]
fn an_older_copy_is_told_and_stays_told() {
    let den = closed();
    let file = den.place().data.join("vault.kdb");
    let old = fs::read(&file).unwrap();
    let mut vault = unlock(&den.place(), 5);
    vault.put_setting("x", "y").unwrap();
    vault.close().unwrap();
    fs::write(&file, old).unwrap();
    let vault = unlock(&den.place(), 6);
    assert!(vault.is_behind());
    assert_eq!(vault.verify().unwrap().head, HeadState::Behind);
    vault.close().unwrap();
    assert!(unlock(&den.place(), 7).is_behind());
    fs::remove_file(den.place().state.join("head")).unwrap();
}

#[test]
fn an_answer_that_the_journal_does_not_give_is_named() {
    for (tampering, table) in [
        (
            "UPDATE answer SET seq = seq + 1 WHERE path = 'item3'",
            "answer",
        ),
        (
            "INSERT INTO search (search, rowid, text) VALUES ('delete', 9, 'vastaus 3')",
            "search",
        ),
        (
            "INSERT INTO search (rowid, text) VALUES (9, 'muuta')",
            "search",
        ),
        ("UPDATE subject SET practice = 1", "subject"),
        ("UPDATE session SET state = 'held'", "session"),
        ("UPDATE response SET status = 'completed'", "response"),
    ] {
        let report = after(tampering);
        assert_eq!(report.differs.as_deref(), Some(table), "{tampering}");
        assert!(!report.is_sound());
    }
}

#[test]
fn what_is_shown_can_be_worked_out_anew() {
    let den = closed();
    let connection = raw(&den.place());
    connection
        .execute_batch("INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM answer")
        .unwrap();
    connection.close().unwrap();
    let mut vault = unlock(&den.place(), 5);
    assert!(!vault.verify().unwrap().is_sound());
    vault.rebuild().unwrap();
    assert!(vault.verify().unwrap().is_sound());
    assert_eq!(vault.response(id(100)).unwrap().cells.len(), 20);
    assert_eq!(vault.search("vastaus", 50).unwrap().len(), 20);
}

#[test]
fn any_flipped_byte_is_seen() {
    let den = closed();
    let file = den.place().data.join("vault.kdb");
    let whole = fs::read(&file).unwrap();
    for n in 0..40 {
        // Spread over all pages, at odd places.
        // The first 16 bytes are the salt, which comes with the key and is not read.
        let at = (16 + whole.len() * n / 40 + 37 * n % 97).min(whole.len() - 1);
        let mut bad = whole.clone();
        bad[at] ^= 1 << (n % 8);
        fs::write(&file, &bad).unwrap();
        let seen = match Vault::unlock(&den.place(), &passphrase(), &stamp(100 + n as u32)) {
            Err(Error::Damaged(_)) => true,
            Err(other) => panic!("byte {at}: {other}"),
            Ok(vault) => !vault.verify().unwrap().is_sound(),
        };
        assert!(seen, "byte {at} of {} was missed", whole.len());
        for left in files(&den.place().data) {
            if left.to_string_lossy().contains("vault.kdb-") {
                fs::remove_file(left).unwrap();
            }
        }
    }
}

#[test]
fn a_zero_page_behind_the_end_is_harmless() {
    let den = closed();
    let file = den.place().data.join("vault.kdb");
    let mut longer = fs::read(&file).unwrap();
    longer.extend([0; 4096]);
    fs::write(&file, longer).unwrap();
    let report = unlock(&den.place(), 5).verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn newer_older_and_strange_files_are_refused_untouched() {
    type Check = fn(&Error) -> bool;
    let cases: [(&str, Check); 4] = [
        ("PRAGMA user_version = 2", |e| {
            matches!(e, Error::Newer { found: 2, known: 1 })
        }),
        ("PRAGMA user_version = 0", |e| {
            matches!(e, Error::Older { found: 0 })
        }),
        ("ALTER TABLE setting RENAME COLUMN value TO worth", |e| {
            matches!(e, Error::Older { found: 1 })
        }),
        ("PRAGMA application_id = 1", |e| {
            matches!(e, Error::Damaged(_))
        }),
    ];
    for (sql, expected) in cases {
        let den = closed();
        let connection: Connection = raw(&den.place());
        connection.execute_batch(sql).unwrap();
        connection.close().unwrap();
        let Err(error) = Vault::unlock(&den.place(), &passphrase(), &stamp(5)) else {
            panic!("{sql}: opened");
        };
        assert!(expected(&error), "{sql}: {error}");
    }
}
