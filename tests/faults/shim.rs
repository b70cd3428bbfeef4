//! A failing disk and a jumping clock for the real program: a library before the system's own, and the plan that it shares.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Write,
    Sync,
    Truncate,
    Rename,
}

pub const CALLS: [Call; 4] = [Call::Write, Call::Sync, Call::Truncate, Call::Rename];

/// How it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// EIO
    Broken,
    /// ENOSPC
    Full,
    /// Half of a write is taken.
    Half,
}

impl Call {
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Call::Write => &[Kind::Broken, Kind::Full, Kind::Half],
            Call::Sync | Call::Truncate | Call::Rename => &[Kind::Broken, Kind::Full],
        }
    }
}

/// One point of failure: the `from`th call, or all from it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub call: Call,
    pub kind: Kind,
    pub from: usize,
    pub for_good: bool,
}

const FIELD: u64 = 4;
const ARMED: u64 = 0;
const COUNT: u64 = 5;
const HITS: u64 = 6;
const SECONDS: u64 = 7;

/// Shared with one program.
pub struct Plan {
    folder: TempDir,
    file: File,
}

impl Plan {
    pub fn new() -> Plan {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("plan");
        fs::write(&path, [0; 4096]).unwrap();
        let file = File::options().read(true).write(true).open(path).unwrap();
        Plan { folder, file }
    }

    /// What the program must find in its environment.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        [
            ("LD_PRELOAD", text(library())),
            ("KOHTAA_TEST_PLAN", text(self.folder.path().join("plan"))),
        ]
    }

    /// From now on.
    pub fn arm(&self, fault: Fault) {
        let kind = match fault.kind {
            Kind::Broken => libc::EIO,
            Kind::Full => libc::ENOSPC,
            Kind::Half => 0,
        };
        let fields = [
            fault.call as i32,
            kind,
            fault.from as i32,
            fault.for_good.into(),
            0,
            0,
        ];
        for (at, field) in (1..).zip(fields) {
            self.put(at, field);
        }
        self.put(ARMED, 1);
    }

    /// Everything works again.
    pub fn disarm(&self) {
        self.put(ARMED, 0);
    }

    pub fn count(&self) -> usize {
        self.field(COUNT)
    }

    pub fn hits(&self) -> usize {
        self.field(HITS)
    }

    /// The clock on the wall goes before or after from now on.
    pub fn set_clock(&self, seconds: i32) {
        self.put(SECONDS, seconds);
    }

    fn put(&self, at: u64, value: i32) {
        self.file
            .write_all_at(&value.to_ne_bytes(), at * FIELD)
            .unwrap();
    }

    fn field(&self, at: u64) -> usize {
        let mut bytes = [0; 4];
        self.file.read_exact_at(&mut bytes, at * FIELD).unwrap();
        i32::from_ne_bytes(bytes) as usize
    }
}

/// Compiled once.
fn library() -> PathBuf {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    let made = LIBRARY.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join(format!("faults-{}.so", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler
            .args(["-O1", "-shared", "-fPIC", "-o"])
            .arg(&library);
        compiler.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/shim.c"));
        assert!(compiler.arg("-ldl").status().unwrap().success());
        library
    });
    made.clone()
}
