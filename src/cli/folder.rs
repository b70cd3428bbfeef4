//! A folder for this user alone, removed with all that is in it.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use super::edge::Edge;
use super::fault::Fault;

pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn new(edge: &Edge, what: &str) -> Result<Folder, Fault> {
        let name = format!("kohtaa-{what}-{}", edge.stamp().id(0).simple());
        let path = std::env::temp_dir().join(name);
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(Fault::file(&path))?;
        Ok(Folder { path })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of invented people harms nobody.
        let _ = fs::remove_dir_all(&self.path);
    }
}
