//! Any number of random changes behind the program's back, to rows and to pages of the file: each is found.
//!
//! The suite makes a few hundred. `.ci/tamper` makes ten thousand and writes docs/reports/tamper.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use kohtaa::casework::Event;
use kohtaa::response::{Cell, RowId, Value};
use kohtaa::vault::{Error, Vault};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params};
use tempfile::TempDir;

use super::{Den, Story, begin, files, id, init, number, passphrase, raw, stamp, text, unlock};

const PAGE: usize = 4096;

/// splitmix64: what went wrong can be done again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % end.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A way to tamper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    FlipInRow,
    SwapRows,
    DeleteRow,
    MoveRow,
    OldContent,
    OtherContent,
    Truncate,
    ChangeShown,
    FlipInFile,
    SwapPages,
    OldPage,
    ZeroPage,
    CutFile,
    OldFile,
}

impl Kind {
    const ALL: [(Kind, &str); 14] = [
        (Kind::FlipInRow, "a bit of a journal row flipped"),
        (Kind::SwapRows, "two journal rows swapped"),
        (
            Kind::DeleteRow,
            "a journal row deleted, the rest left or closed up",
        ),
        (
            Kind::MoveRow,
            "a journal row moved elsewhere, the rest shifted",
        ),
        (
            Kind::OldContent,
            "an earlier answer of the same question put back",
        ),
        (Kind::OtherContent, "another row's content put in"),
        (Kind::Truncate, "the journal's end cut off"),
        (
            Kind::ChangeShown,
            "a row of what is worked out changed or deleted",
        ),
        (Kind::FlipInFile, "a bit of the file flipped"),
        (Kind::SwapPages, "two pages of the file swapped"),
        (Kind::OldPage, "an old page put back"),
        (Kind::ZeroPage, "a page zeroed"),
        (Kind::CutFile, "the file cut short"),
        (Kind::OldFile, "the whole file of an earlier day put back"),
    ];
}

/// A closed vault as it was on one day and on the next.
struct Victim {
    den: Den,
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Victim {
    fn make() -> Victim {
        // What is written here is to be changed, not kept: memory will do.
        let memory = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
        let den = Den {
            dir: memory.unwrap(),
        };
        let (mut vault, _) = init(&den.place());
        let mut story = Story::new();
        vault.record(&begin(&mut story)).unwrap();
        vault.record(&first_day(&mut story)).unwrap();
        let path = "item3".parse().unwrap();
        let event = Event::Forgotten {
            path: "item3".parse().unwrap(),
        };
        let entry = story.entry(Some(id(1)), Some(id(10)), Some(id(100)), event);
        vault.forget(id(100), &path, &entry).unwrap();
        vault.close().unwrap();
        let file = den.place().data.join("vault.kdb");
        let old = fs::read(&file).unwrap();
        let mut vault = unlock(&den.place(), 5);
        vault.record(&second_day(&mut story)).unwrap();
        vault.close().unwrap();
        let new = fs::read(&file).unwrap();
        Victim { den, old, new }
    }

    fn file(&self) -> PathBuf {
        self.den.place().data.join("vault.kdb")
    }

    fn put(&self, bytes: &[u8]) {
        for left in files(&self.den.place().data) {
            if left.to_string_lossy().contains("vault.kdb") {
                fs::remove_file(left).unwrap();
            }
        }
        fs::write(self.file(), bytes).unwrap();
    }

    /// Whether opening and checking the file says that something is wrong with it.
    fn is_seen(&self) -> bool {
        match Vault::look_in(&self.den.place(), &passphrase(), &stamp(9)) {
            Err(Error::Damaged(_) | Error::Older { .. } | Error::Newer { .. }) => true,
            Err(other) => panic!("{other}"),
            Ok(vault) => !vault.verify().unwrap().is_sound(),
        }
    }
}

fn first_day(story: &mut Story) -> Vec<kohtaa::casework::Entry> {
    let row = RowId::from_uuid(id(700));
    let step = |part: &str| format!("{part}/{row}");
    let mut answers = vec![
        story.answer(
            id(1),
            id(10),
            id(50),
            "steps",
            Cell::given(Value::Rows(vec![row.clone()])),
        ),
        story.answer(
            id(1),
            id(10),
            id(50),
            &step("step"),
            text("soitan huomenna"),
        ),
        story.answer(
            id(1),
            id(10),
            id(50),
            &step("owner"),
            Cell::given(Value::Code(kohtaa::form::Id::new("counsellor"))),
        ),
    ];
    let next = "2026-12-01".parse().unwrap();
    answers.push(story.answer(
        id(1),
        id(10),
        id(100),
        "next",
        Cell::given(Value::Date(next)),
    ));
    for n in 0..30 {
        let path = format!("item{n}");
        let words = format!("ensimmäinen vastaus {n} päivänä");
        answers.push(story.answer(id(1), id(10), id(100), &path, text(&words)));
    }
    answers
}

fn second_day(story: &mut Story) -> Vec<kohtaa::casework::Entry> {
    let mut entries = Vec::new();
    for n in 4..34 {
        let path = format!("item{n}");
        entries.push(story.answer(id(1), id(10), id(100), &path, text(&format!("toinen {n}"))));
    }
    entries.extend(story.finish(id(1), id(10), id(100)));
    entries.push(story.client(id(2), "B-2222", "Toinen Asiakas"));
    entries.push(story.meeting(id(2), id(20)));
    entries.push(story.filling(id(2), Some(id(20)), id(200)));
    for n in 0..12 {
        entries.push(story.answer(id(2), id(20), id(200), &format!("item{n}"), number(n)));
    }
    entries
}

/// Does it to the file that lies there; says nothing if the dice asked for no change at all.
fn tamper(victim: &Victim, kind: Kind, dice: &mut Dice) -> Option<()> {
    let pages = victim.new.len() / PAGE;
    let mut bytes = victim.new.clone();
    let page = dice.below(pages) * PAGE;
    match kind {
        Kind::FlipInFile => {
            // The first 16 bytes are the salt, which comes with the key and is not read.
            let at = 16 + dice.below(bytes.len() - 16);
            bytes[at] ^= 1 << dice.below(8);
        }
        Kind::SwapPages => {
            let other = dice.below(pages) * PAGE;
            if other == page {
                return None;
            }
            let kept = bytes[page..page + PAGE].to_vec();
            bytes.copy_within(other..other + PAGE, page);
            bytes[other..other + PAGE].copy_from_slice(&kept);
        }
        Kind::OldPage => {
            let old = victim.old.get(page..page + PAGE)?;
            if old == &bytes[page..page + PAGE] {
                return None;
            }
            bytes[page..page + PAGE].copy_from_slice(old);
        }
        Kind::ZeroPage => bytes[page..page + PAGE].fill(0),
        Kind::CutFile => bytes.truncate(page.max(PAGE)),
        Kind::OldFile => bytes.clone_from(&victim.old),
        _ => {
            victim.put(&bytes);
            return tamper_rows(&raw(&victim.den.place()), kind, dice);
        }
    }
    victim.put(&bytes);
    Some(())
}

fn tamper_rows(connection: &Connection, kind: Kind, dice: &mut Dice) -> Option<()> {
    let trigger = |name: &str| -> String {
        let sql = "SELECT sql FROM sqlite_schema WHERE name = ?";
        connection.query_row(sql, [name], |row| row.get(0)).unwrap()
    };
    let triggers = [trigger("journal_keeps"), trigger("journal_stays")].join("; ");
    connection
        .execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays",
        )
        .unwrap();
    let done = change_rows(connection, kind, dice);
    connection.execute_batch(&triggers).unwrap();
    done
}

fn change_rows(connection: &Connection, kind: Kind, dice: &mut Dice) -> Option<()> {
    let last: i64 = connection
        .query_row("SELECT max(seq) FROM journal", [], |row| row.get(0))
        .unwrap();
    let mut any = || 1 + dice.below(last as usize) as i64;
    let (one, other) = (any(), any());
    let run = |sql: &str| connection.execute(sql, params![one, other]).unwrap();
    match kind {
        Kind::FlipInRow => flip(connection, "journal", one as usize - 1, dice)?,
        Kind::SwapRows | Kind::MoveRow if one == other => return None,
        Kind::SwapRows => {
            run(
                "UPDATE journal SET seq = CASE seq WHEN ?1 THEN -?2 ELSE -?1 END WHERE seq IN (?1, ?2)",
            );
            connection
                .execute_batch("UPDATE journal SET seq = -seq WHERE seq < 0")
                .unwrap();
        }
        Kind::DeleteRow => {
            connection
                .execute("DELETE FROM journal WHERE seq = ?", [one])
                .unwrap();
            if dice.below(2) == 0 {
                close_up(connection, one);
            }
        }
        Kind::MoveRow => {
            run("UPDATE journal SET seq = CASE seq WHEN ?1 THEN -?2
                WHEN seq THEN -(seq + CASE WHEN ?1 < ?2 THEN -1 ELSE 1 END) END
                WHERE seq BETWEEN min(?1, ?2) AND max(?1, ?2)");
            connection
                .execute_batch("UPDATE journal SET seq = -seq WHERE seq < 0")
                .unwrap();
        }
        Kind::OldContent => {
            let changed = run("UPDATE journal SET (payload, digest) = (SELECT o.payload, o.digest FROM journal o
                    WHERE o.response = journal.response AND o.path = journal.path AND o.seq < journal.seq AND ?2
                    ORDER BY o.seq DESC LIMIT 1)
                WHERE seq = ?1 AND EXISTS (SELECT 1 FROM journal o
                    WHERE o.response = journal.response AND o.path = journal.path AND o.seq < journal.seq)");
            return (changed > 0).then_some(());
        }
        Kind::OtherContent => {
            let both = ["payload", "payload, digest"][dice.below(2)];
            let changed = run(&format!(
                "UPDATE journal SET ({both}) = (SELECT {both} FROM journal WHERE seq = ?2)
                 WHERE seq = ?1 AND payload IS NOT (SELECT payload FROM journal WHERE seq = ?2)"
            ));
            return (changed > 0).then_some(());
        }
        Kind::Truncate => {
            connection
                .execute("DELETE FROM journal WHERE seq >= ?", [one])
                .unwrap();
        }
        _ => change_shown(connection, dice)?,
    }
    Some(())
}

fn close_up(connection: &Connection, gone: i64) {
    connection
        .execute("UPDATE journal SET seq = -(seq - 1) WHERE seq > ?", [gone])
        .unwrap();
    connection
        .execute_batch("UPDATE journal SET seq = -seq WHERE seq < 0")
        .unwrap();
}

fn change_shown(connection: &Connection, dice: &mut Dice) -> Option<()> {
    let table = dice.pick(&[
        "answer", "session", "subject", "response", "coming", "promise",
    ]);
    let sql = format!("SELECT count(*) FROM {table}");
    let count: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    let nth = dice.below(count as usize);
    connection
        .execute_batch("PRAGMA foreign_keys = OFF")
        .unwrap();
    match dice.below(3) {
        0 => {
            let key = key(table);
            let sql = format!(
                "DELETE FROM {table} WHERE ({key}) = (SELECT {key} FROM {table} LIMIT 1 OFFSET {nth})"
            );
            connection.execute(&sql, []).unwrap();
            Some(())
        }
        _ => flip(connection, table, nth, dice),
    }
}

fn key(table: &str) -> &str {
    match table {
        "answer" => "response, path",
        "coming" => "subject",
        "promise" => "response, row",
        "journal" => "seq",
        _ => "id",
    }
}

/// Flips a bit in any column of the `nth` row; nothing where the table itself refuses the value.
fn flip(connection: &Connection, table: &str, nth: usize, dice: &mut Dice) -> Option<()> {
    let columns: Vec<String> = connection
        .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let column = &columns[dice.below(columns.len())];
    let key = key(table);
    let sql = format!("SELECT {column} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {nth}");
    let held: Sql = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    let changed = match held {
        Sql::Integer(number) => Sql::Integer(number ^ (1 << dice.below(32))),
        Sql::Text(text) if !text.is_empty() => {
            let mut bytes = text.into_bytes();
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(7);
            Sql::Text(String::from_utf8(bytes).ok()?)
        }
        Sql::Blob(mut bytes) if !bytes.is_empty() => {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
            Sql::Blob(bytes)
        }
        _ => return None,
    };
    let sql = format!(
        "UPDATE {table} SET {column} = ? WHERE ({key}) = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {nth})"
    );
    connection.execute(&sql, [changed]).ok().map(drop)
}

/// Everything that the file says, however its pages lie.
fn said(victim: &Victim) -> Option<Vec<String>> {
    let connection = raw(&victim.den.place());
    let sound: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .ok()?;
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'search' ORDER BY name")
        .ok()?;
    let names = tables.query_map([], |row| row.get::<_, String>(0)).ok()?;
    let mut all = vec![sound];
    for name in names.collect::<Result<Vec<_>, _>>().ok()? {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).ok()?;
        let width = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let values: Vec<Sql> = (0..width).map(|at| row.get(at).unwrap()).collect();
            all.push(format!("{name} {values:?}"));
        }
    }
    Some(all)
}

#[derive(Default)]
struct Tally {
    made: u32,
    seen: u32,
    /// The file says the same as before: nothing was changed by it.
    same: u32,
}

#[test]
fn whatever_is_changed_behind_the_programs_back_is_found() {
    let wanted: u32 = std::env::var("KOHTAA_MUTATIONS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(210);
    let victim = Victim::make();
    victim.put(&victim.new);
    assert!(!victim.is_seen(), "the untouched file");
    victim.put(&victim.new);
    let before = said(&victim).unwrap();
    let mut tally: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut seed = 0;
    while tally.values().map(|tally| tally.made).sum::<u32>() < wanted {
        seed += 1;
        let kind = Kind::ALL[seed as usize % Kind::ALL.len()].0;
        if tamper(&victim, kind, &mut Dice(seed)).is_none() {
            continue;
        }
        let of_kind = tally.entry(kind).or_default();
        let changed = fs::read(victim.file()).unwrap();
        if victim.is_seen() {
            of_kind.made += 1;
            of_kind.seen += 1;
            continue;
        }
        victim.put(&changed);
        if said(&victim).as_ref() == Some(&before) {
            of_kind.same += 1;
        } else {
            of_kind.made += 1;
            missed.push((kind, seed));
        }
    }
    report(&tally);
    assert!(missed.is_empty(), "not found: {missed:?}");
}

fn report(tally: &BTreeMap<Kind, Tally>) {
    let Ok(file) = std::env::var("KOHTAA_MUTATIONS_REPORT") else {
        return;
    };
    let rows = Kind::ALL.iter().map(|(kind, words)| {
        let none = Tally::default();
        let Tally { made, seen, same } = tally.get(kind).unwrap_or(&none);
        format!("| {words} | {made} | {seen} | {same} |\n")
    });
    fs::write(file, rows.collect::<String>()).unwrap();
}
