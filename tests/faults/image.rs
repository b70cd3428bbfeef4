//! A disk of one's own: a file with ext4 in it, mounted, whose every byte can be read afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Gone at the end of the test.
pub struct Image {
    dir: TempDir,
}

impl Image {
    /// None where nothing can be mounted, which is said.
    #[allow(clippy::print_stderr, reason = "a test that tries nothing must say so")]
    pub fn new(mebibytes: u64) -> Option<Image> {
        let image = Image {
            dir: TempDir::new().unwrap(),
        };
        let file = fs::File::create(image.file()).unwrap();
        file.set_len(mebibytes << 20).unwrap();
        fs::create_dir(image.root()).unwrap();
        let made = done(
            Command::new("mkfs.ext4")
                .args([
                    "-q",
                    "-F",
                    "-m",
                    "0",
                    "-E",
                    "lazy_itable_init=0,lazy_journal_init=0",
                ])
                .arg(image.file()),
        );
        if made && mount(&image.file(), &image.root()) {
            Some(image)
        } else {
            eprintln!("skipped: no file system can be mounted here");
            None
        }
    }

    /// Another disk with what stands on this one at this moment, as after a cut of the power. Whoever writes must be stopped: what
    /// is written while it is copied would be there in part.
    pub fn as_if_power_were_cut(&self) -> Image {
        let cut = Image {
            dir: TempDir::new().unwrap(),
        };
        let copied = Command::new("cp")
            .arg("--sparse=never")
            .arg(self.file())
            .arg(cut.file())
            .status();
        assert!(copied.unwrap().success());
        fs::create_dir(cut.root()).unwrap();
        assert!(mount(&cut.file(), &cut.root()));
        cut
    }

    /// Where it is mounted.
    pub fn root(&self) -> PathBuf {
        self.dir.path().join("mounted")
    }

    /// Every byte of the disk: files, names, the file system's own journal and what lies unused.
    pub fn into_bytes(self) -> Vec<u8> {
        let unmounted = done(Command::new("umount").arg(self.root()));
        assert!(unmounted, "somebody still uses the disk");
        fs::read(self.file()).unwrap()
    }

    pub fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let mut mount = Command::new("mount");
        assert!(done(mount.arg("-o").arg(options).arg(self.root())));
    }

    /// As after the machine was started again: what the file system's own journal holds is taken in.
    pub fn mounted_again(self) -> Image {
        assert!(done(Command::new("umount").arg(self.root())));
        done(Command::new("e2fsck").args(["-p"]).arg(self.file()));
        assert!(mount(&self.file(), &self.root()));
        self
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("disk")
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        done(Command::new("umount").arg("-l").arg(self.root()));
    }
}

fn mount(file: &Path, at: &Path) -> bool {
    let mut mount = Command::new("mount");
    done(mount.args(["-o", "loop"]).arg(file).arg(at))
}

fn done(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
