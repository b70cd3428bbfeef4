//! The vault on real files: what goes in comes out, and nothing else can.

mod backups;
mod crash;
mod files;
mod forget;
mod found;
mod moves;
mod mutations;
mod properties;
mod records;
mod restores;
mod search;
mod tamper;
mod transfers;
mod ways;

use std::path::Path as FilePath;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use hkdf::Hkdf;
use kohtaa::casework::{Entry, Event, Mode, RaterRole, SessionState, Stamp, Status};
use kohtaa::form::{Hash, Id, Role};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Path, Value};
use kohtaa::vault::{Meaning, Place, RecoveryKey, Secret, Setup, Vault};
use rusqlite::Connection;
use sha2::Sha256;
use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "vihreä öinen poro kävelee";
pub const FORM: Hash = Hash([7; 32]);
pub const PLAN: Hash = Hash([8; 32]);

/// A vault's folders, gone at the end of the test.
pub struct Den {
    pub dir: TempDir,
}

impl Den {
    pub fn new() -> Den {
        Den {
            dir: TempDir::new().unwrap(),
        }
    }

    pub fn place(&self) -> Place {
        place_in(self.dir.path())
    }
}

pub fn place_in(dir: &FilePath) -> Place {
    Place {
        data: dir.join("data"),
        state: dir.join("state"),
    }
}

/// The `n`th action of a test: a second each.
pub fn stamp(n: u32) -> Stamp {
    let mut seed = [0; 10];
    seed[2..6].copy_from_slice(&n.to_be_bytes());
    Stamp {
        utc: instant(n),
        offset_min: 120,
        boot_ms: u64::from(n) * 1000,
        today: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        seed,
    }
}

pub fn instant(n: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_764_000_000, 123_456_789).unwrap() + Duration::seconds(n.into())
}

pub fn passphrase() -> Secret {
    Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()))
}

pub fn setup() -> Setup {
    Setup {
        passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
        organisation: None,
        own_controller: true,
        user: "Ohjaaja Öhman".to_owned(),
        role: "uraohjaaja".to_owned(),
        work_factor: 2,
    }
}

pub fn init(place: &Place) -> (Vault, RecoveryKey) {
    let (mut vault, recovery) = Vault::init(place, setup(), &stamp(0)).unwrap();
    keep_forms(&mut vault);
    (vault, recovery)
}

pub fn unlock(place: &Place, n: u32) -> Vault {
    Vault::unlock(place, &passphrase(), &stamp(n)).unwrap()
}

pub fn keep_forms(vault: &mut Vault) {
    let meaning = |item: &str, role: Option<Role>, about: Option<&str>| Meaning {
        item: Id::new(item),
        role,
        about: about.map(Id::new),
    };
    let talk = [
        meaning("theme", Some(Role::Theme), None),
        meaning("importance", Some(Role::Importance), Some("theme")),
        meaning("heard", Some(Role::Marks), None),
        meaning("words", Some(Role::Quote), None),
        meaning("next", Some(Role::NextMeeting), None),
    ];
    vault
        .keep_form(FORM, "id = \"talk\" # puhe ääneen".as_bytes(), &talk)
        .unwrap();
    let plan = [
        meaning("steps", Some(Role::Steps), None),
        meaning("step", Some(Role::Step), None),
        meaning("owner", Some(Role::Owner), None),
        meaning("due", Some(Role::Due), None),
        meaning("done", Some(Role::Done), None),
    ];
    vault.keep_form(PLAN, b"id = \"plan\"", &plan).unwrap();
}

/// Ids of tests, readable in failures.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// Makes entries that count up by themselves.
pub struct Story {
    pub n: u32,
}

impl Story {
    pub fn new() -> Story {
        Story { n: 100 }
    }

    pub fn entry(
        &mut self,
        subject: Option<Uuid>,
        session: Option<Uuid>,
        response: Option<Uuid>,
        event: Event,
    ) -> Entry {
        self.n += 1;
        Entry {
            id: stamp(self.n).id(0),
            at: instant(self.n),
            offset_min: 120,
            subject,
            session,
            response,
            undoes: None,
            event,
        }
    }

    pub fn client(&mut self, subject: Uuid, code: &str, name: &str) -> Entry {
        let event = Event::SubjectAdded {
            register: Id::new("client"),
            code: code.to_owned(),
            name: name.to_owned(),
            language: Lang::Fi,
            practice: false,
        };
        self.entry(Some(subject), None, None, event)
    }

    pub fn meeting(&mut self, subject: Uuid, session: Uuid) -> Entry {
        let event = Event::SessionStarted {
            mode: Mode::InPerson,
            language: Lang::Fi,
            interpreter: false,
            minutes: Some(45),
            route: None,
        };
        self.entry(Some(subject), Some(session), None, event)
    }

    pub fn filling(&mut self, subject: Uuid, session: Option<Uuid>, response: Uuid) -> Entry {
        let (form, form_id) = match session {
            Some(_) => (FORM, "talk"),
            None => (PLAN, "plan"),
        };
        let event = Event::ResponseStarted {
            form,
            form_id: Id::new(form_id),
            role: RaterRole::Client,
            language: Lang::Fi,
            pinned: Vec::new(),
        };
        self.entry(Some(subject), session, Some(response), event)
    }

    pub fn answer(
        &mut self,
        subject: Uuid,
        session: Uuid,
        response: Uuid,
        path: &str,
        cell: Cell,
    ) -> Entry {
        let event = Event::Answered {
            path: at(path),
            cell,
        };
        self.entry(Some(subject), Some(session), Some(response), event)
    }

    pub fn finish(&mut self, subject: Uuid, session: Uuid, response: Uuid) -> Vec<Entry> {
        let event = Event::ResponseEnded {
            status: Status::Completed,
            reason: None,
            scores: Vec::new(),
        };
        let response = self.entry(Some(subject), Some(session), Some(response), event);
        vec![response, self.end(subject, session)]
    }

    pub fn end(&mut self, subject: Uuid, session: Uuid) -> Entry {
        let event = Event::SessionEnded {
            state: SessionState::Held,
        };
        self.entry(Some(subject), Some(session), None, event)
    }
}

/// Client 1 in session 10 with response 100, and the standing plan 50.
pub fn begin(story: &mut Story) -> Vec<Entry> {
    vec![
        story.client(id(1), "A-7K3Q", "Äijö Öljymäki"),
        story.filling(id(1), None, id(50)),
        story.meeting(id(1), id(10)),
        story.filling(id(1), Some(id(10)), id(100)),
    ]
}

pub fn at(path: &str) -> Path {
    path.parse().unwrap()
}

pub fn text(words: &str) -> Cell {
    Cell::given(Value::Text(words.to_owned()))
}

pub fn number(n: i64) -> Cell {
    Cell::given(Value::Number(n.into()))
}

/// Opens the file without the program's help: the format as it is promised, keys worked out from the passphrase's slot.
pub fn raw(place: &Place) -> Connection {
    let sealed = std::fs::read(place.data.join("keys/passphrase.age")).unwrap();
    let identity = age::scrypt::Identity::new(age::secrecy::SecretString::from(PASSPHRASE));
    let key = age::decrypt(&identity, &sealed).unwrap();
    let derive = |purpose: &str, length: usize| {
        let mut out = vec![0; length];
        Hkdf::<Sha256>::new(None, &key)
            .expand(purpose.as_bytes(), &mut out)
            .unwrap();
        out.iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let connection = Connection::open(place.data.join("vault.kdb")).unwrap();
    let sql = format!(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}{}'\";",
        derive("kohtaa 1 database key", 32),
        derive("kohtaa 1 database salt", 16)
    );
    connection.execute_batch(&sql).unwrap();
    connection
}

/// Every file below `dir`.
pub fn files(dir: &FilePath) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
