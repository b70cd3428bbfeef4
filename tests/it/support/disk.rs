//! Disks that are no good: one that takes a second for everything to be safe, one that is full.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::pty::Launch;

const FLAG: &str = "KOHTAA_TEST_SLOW_DISK";
const SLOW: &str = r#"
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

const FULL_FILE: &str = "KOHTAA_TEST_FULL_FILE";
/// The named file takes its first hundred bytes and no more.
const FULL: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
ssize_t write(int file, const void *bytes, size_t count) {
    const char *full = getenv("KOHTAA_TEST_FULL_FILE");
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = full ? readlink(link, path, sizeof path - 1) : -1;
    if (length > 0 && (path[length] = 0, strcmp(path, full) == 0)) {
        off_t room = 100 - lseek(file, 0, SEEK_CUR);
        if (room <= 0) { errno = ENOSPC; return -1; }
        if (count > (size_t)room) count = room;
    }
    return syscall(SYS_write, file, bytes, count);
}
"#;

/// A library that stands before the system's own.
struct Library {
    folder: TempDir,
}

impl Library {
    fn new(source: &str) -> Library {
        let library = Library {
            folder: TempDir::new().unwrap(),
        };
        fs::write(library.path("disk.c"), source).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]);
        compiler.arg(library.file()).arg(library.path("disk.c"));
        assert!(compiler.status().unwrap().success());
        library
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.path("disk.so")
    }
}

/// A disk that is slow from when it is told to be.
pub struct SlowDisk(Library);

impl SlowDisk {
    pub fn new() -> SlowDisk {
        SlowDisk(Library::new(SLOW))
    }

    pub fn under(&self, launch: Launch) -> Launch {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        launch
            .env("LD_PRELOAD", &text(self.0.file()))
            .env(FLAG, &text(self.0.path("flag")))
    }

    /// From now on.
    pub fn slow_down(&self) {
        fs::write(self.0.path("flag"), "").unwrap();
    }
}

/// A disk that fills up while one file is written.
pub struct FullDisk(Library);

impl FullDisk {
    pub fn new() -> FullDisk {
        FullDisk(Library::new(FULL))
    }

    pub fn under(&self, command: &mut Command, file: &Path) {
        command.env("LD_PRELOAD", self.0.file());
        command.env(FULL_FILE, file);
    }
}
