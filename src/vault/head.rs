//! The journal's head as it is kept outside the file.

use std::fs;
use std::io;
use std::path::Path;

use super::error::Error;
use super::journal::Head;
use super::keys::{make_private_folder, write_private};

pub(super) fn write(path: &Path, head: &Head) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        make_private_folder(folder)?;
    }
    let mac: String = head.mac.iter().map(|byte| format!("{byte:02x}")).collect();
    write_private(path, format!("{} {mac}\n", head.seq).as_bytes())
}

/// The head last written, none if there is none or it cannot be read as one.
pub(super) fn read(path: &Path) -> Result<Option<Head>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(Error::io(path)(fault)),
    };
    let Some((seq, mac)) = text.trim().split_once(' ') else {
        return Ok(None);
    };
    let mac: Result<crate::form::Hash, ()> = mac.parse();
    Ok(match (seq.parse(), mac) {
        (Ok(seq), Ok(mac)) => Some(Head { seq, mac: mac.0 }),
        _ => None,
    })
}
