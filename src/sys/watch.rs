//! Being told that a file has been saved, however an editor does it: written over, or replaced by another.

use std::ffi::OsStr;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::thread;

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};

/// Room for some events with the longest names.
const BUFFER: usize = 4096;

/// Calls `saved` each time that the file is complete again, on a thread of its own that sleeps in between, until it answers
/// false. The folder is watched and not the file: many editors write a new file and give it the old one's name.
pub fn watch(file: &Path, saved: impl FnMut() -> bool + Send + 'static) -> io::Result<()> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let (Some(name), Some(folder)) = (file.file_name(), folder(&file)) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let queue = inotify::init(CreateFlags::CLOEXEC)?;
    let wanted = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO;
    inotify::add_watch(&queue, &folder, wanted)?;
    let name = name.to_owned();
    let listen = move || listen(&queue, &name, saved);
    thread::Builder::new().name("watch".into()).spawn(listen)?;
    Ok(())
}

fn folder(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    let here = folder.as_os_str().is_empty();
    Some(if here {
        PathBuf::from(".")
    } else {
        folder.to_owned()
    })
}

fn listen(queue: &OwnedFd, name: &OsStr, mut saved: impl FnMut() -> bool) {
    let mut buffer = [MaybeUninit::uninit(); BUFFER];
    let mut events = inotify::Reader::new(queue, &mut buffer);
    loop {
        match events.next() {
            Ok(event) => {
                let ours = event
                    .file_name()
                    .is_some_and(|it| it.to_bytes() == name.as_bytes());
                // With events lost nobody knows which file it was.
                let lost = event.events().contains(ReadFlags::QUEUE_OVERFLOW);
                if (ours || lost) && !saved() {
                    return;
                }
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn writing_over_and_replacing_are_told_and_other_files_are_not() {
        let folder = std::env::temp_dir().join(format!("watch-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("lomake ä.toml");
        fs::write(&file, "1").unwrap();
        let (tell, told) = channel();
        watch(&file, move || tell.send(()).is_ok()).unwrap();
        let wait = Duration::from_secs(10);
        fs::write(&file, "2").unwrap();
        told.recv_timeout(wait).unwrap();
        fs::write(folder.join("other.toml"), "1").unwrap();
        let new = folder.join("new");
        fs::write(&new, "3").unwrap();
        fs::rename(&new, &file).unwrap();
        told.recv_timeout(wait).unwrap();
        assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(watch(Path::new("/no/such/folder/file"), || true).is_err());
    }
}
