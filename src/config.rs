//! The user's settings: a small TOML file, every line of which may be missing.

use std::path::Path;
use std::{fs, io};

use crate::app::Look;
use crate::lang::Lang;

/// What the file can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Config {
    pub language: Option<Lang>,
    pub theme: Option<Look>,
    /// Signs from ASCII only.
    pub ascii: bool,
}

/// Why a file was not followed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    #[error("{0}")]
    Syntax(Box<toml::de::Error>),
    #[error("{0}")]
    UnknownKey(String),
    #[error("{key} = {value}")]
    BadValue { key: &'static str, value: String },
}

/// A file that says what holds without one.
pub const DEFAULT: &str = "\
# language = \"fi\"      # fi, sv, en; without it the system's language
# theme = \"default\"    # default, light, dark, contrast, mono
# ascii = false        # true: signs from ASCII only
";

impl Config {
    /// Reads the file; a missing one says nothing.
    pub fn read(file: &Path) -> Result<Config, Error> {
        match fs::read_to_string(file) {
            Ok(text) => Config::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn parse(text: &str) -> Result<Config, Error> {
        let table: toml::Table = text
            .parse()
            .map_err(|error| Error::Syntax(Box::new(error)))?;
        let mut config = Config::default();
        for (key, value) in &table {
            match key.as_str() {
                "language" => config.language = Some(known("language", value, interface)?),
                "theme" => config.theme = Some(known("theme", value, look)?),
                "ascii" => config.ascii = known("ascii", value, toml::Value::as_bool)?,
                other => return Err(Error::UnknownKey(other.to_owned())),
            }
        }
        Ok(config)
    }
}

fn known<T>(
    key: &'static str,
    value: &toml::Value,
    read: impl FnOnce(&toml::Value) -> Option<T>,
) -> Result<T, Error> {
    read(value).ok_or_else(|| Error::BadValue {
        key,
        value: value.to_string(),
    })
}

fn interface(value: &toml::Value) -> Option<Lang> {
    Lang::from_code(value.as_str()?).map(Lang::interface)
}

fn look(value: &toml::Value) -> Option<Look> {
    let name = value.as_str()?;
    Look::ALL.into_iter().find(|look| look.name() == name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_default_file_says_nothing_and_every_line_of_it_is_known() {
        assert_eq!(Config::parse(DEFAULT).unwrap(), Config::default());
        let said = DEFAULT.replace("# ", "");
        let lines: Vec<&str> = said
            .lines()
            .filter_map(|line| line.split("  ").next())
            .collect();
        let config = Config::parse(&lines.join("\n")).unwrap();
        assert_eq!(
            (config.language, config.theme),
            (Some(Lang::Fi), Some(Look::Default))
        );
    }

    #[test]
    fn what_is_not_known_is_named() {
        let fault = |text: &str| Config::parse(text).unwrap_err().to_string();
        assert_eq!(fault("colour = 1"), "colour");
        assert_eq!(fault("theme = \"pink\""), "theme = \"pink\"");
    }
}
