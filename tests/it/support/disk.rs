//! A disk that takes a second for everything to be safe, from when it is told to.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::pty::Launch;

const FLAG: &str = "KOHTAA_TEST_SLOW_DISK";
const SOURCE: &str = r#"
#include <stdlib.h>
#include <unistd.h>
static int slow(int file) {
    const char *flag = getenv("KOHTAA_TEST_SLOW_DISK");
    (void)file;
    if (flag && access(flag, F_OK) == 0) sleep(1);
    return 0;
}
int fsync(int file) { return slow(file); }
int fdatasync(int file) { return slow(file); }
"#;

/// A library that stands before the system's own, and the file whose presence makes it slow.
pub struct SlowDisk {
    folder: TempDir,
}

impl SlowDisk {
    pub fn new() -> SlowDisk {
        let disk = SlowDisk {
            folder: TempDir::new().unwrap(),
        };
        let source = disk.path("slow.c");
        fs::write(&source, SOURCE).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]);
        compiler.arg(disk.path("slow.so")).arg(source);
        assert!(compiler.status().unwrap().success());
        disk
    }

    pub fn under(&self, launch: Launch) -> Launch {
        let text = |name: &str| self.path(name).to_str().unwrap().to_owned();
        launch
            .env("LD_PRELOAD", &text("slow.so"))
            .env(FLAG, &text("flag"))
    }

    /// From now on.
    pub fn slow_down(&self) {
        fs::write(self.path("flag"), "").unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
