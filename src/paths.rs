//! Where the program keeps what: one folder that `KOHTAA_HOME` names, or the user's own places.

use std::ffi::OsString;
use std::path::PathBuf;

use directories::ProjectDirs;

/// The folders of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The vault, its keys and backups, and the user's own forms.
    pub data: PathBuf,
    /// What belongs to this machine alone.
    pub state: PathBuf,
    pub config: PathBuf,
}

impl Paths {
    /// `home`: the value of `KOHTAA_HOME`. None if the system does not know where the user's files are.
    pub fn find(home: Option<OsString>) -> Option<Paths> {
        if let Some(home) = home.filter(|home| !home.is_empty()) {
            return Some(Paths::under(PathBuf::from(home)));
        }
        let dirs = ProjectDirs::from("", "", "kohtaa")?;
        Some(Paths {
            data: dirs.data_dir().to_owned(),
            state: dirs
                .state_dir()
                .map_or_else(|| dirs.data_local_dir().join("state"), ToOwned::to_owned),
            config: dirs.config_dir().to_owned(),
        })
    }

    /// Everything in one folder.
    pub fn under(home: PathBuf) -> Paths {
        Paths {
            data: home.join("data"),
            state: home.join("state"),
            config: home.join("config"),
        }
    }

    /// The user's own forms.
    pub fn forms(&self) -> PathBuf {
        self.data.join("forms")
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }
}
