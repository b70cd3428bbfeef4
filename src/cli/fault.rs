//! Why a command did not do what was asked, and how that is told.

use std::io;
use std::path::{Path, PathBuf};

use crate::lang::{Arg, Lang, messages};
use crate::{plain, tui, vault};

/// Everything that ends a command with exit code 1.
#[derive(Debug)]
pub enum Fault {
    /// A message id, with what stands in it.
    Said(&'static str, Vec<(&'static str, String)>),
    Vault(vault::Error),
    File(PathBuf, io::Error),
    /// The results cannot be written: whoever reads them may be gone.
    Output(io::Error),
    Terminal(io::Error),
    /// All that there is to say has been said.
    Told,
}

impl Fault {
    pub fn said(id: &'static str) -> Fault {
        Fault::Said(id, Vec::new())
    }

    pub fn about(id: &'static str, name: &'static str, value: &str) -> Fault {
        Fault::Said(id, vec![(name, value.to_owned())])
    }

    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Fault + use<> {
        let path = path.to_owned();
        move |error| Fault::File(path, error)
    }

    /// What happened, in words; nothing where nobody is left to read it.
    pub fn say(&self, lang: Lang) -> Option<String> {
        let words = messages(lang);
        match self {
            Fault::Said(id, values) => {
                let args: Vec<(&str, Arg)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.into()))
                    .collect();
                Some(words.with(id, &args))
            }
            Fault::Vault(error) => Some(error.say(lang)),
            Fault::File(path, error) => {
                let (file, fault) = (path.display().to_string(), error.to_string());
                let args = [("file", (&file).into()), ("fault", (&fault).into())];
                Some(words.with("file-fault", &args))
            }
            Fault::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Fault::Output(error) => {
                let fault = error.to_string();
                Some(words.with("output-fault", &[("fault", (&fault).into())]))
            }
            Fault::Terminal(error) => {
                let fault = error.to_string();
                Some(words.with("terminal-fault", &[("fault", (&fault).into())]))
            }
            Fault::Told => None,
        }
    }
}

impl From<vault::Error> for Fault {
    fn from(error: vault::Error) -> Fault {
        Fault::Vault(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Output(error)
    }
}

impl From<tui::Error> for Fault {
    fn from(error: tui::Error) -> Fault {
        match error {
            tui::Error::Terminal(error) => Fault::Terminal(error),
            tui::Error::Vault(error) => Fault::Vault(error),
        }
    }
}

impl From<plain::Error> for Fault {
    fn from(error: plain::Error) -> Fault {
        match error {
            plain::Error::Stream(error) => Fault::Output(error),
            plain::Error::Vault(error) => Fault::Vault(error),
        }
    }
}
