//! The user's settings: a small TOML file, every line of which may be missing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::{fs, io};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::app::Look;
use crate::app::commands::{COMMANDS, Do, Show};
use crate::app::key::Key;
use crate::app::keymap::{Clash, Keymap};
use crate::form::nearest;
use crate::lang::Lang;

/// What the file can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub language: Option<Lang>,
    pub theme: Option<Look>,
    /// Signs from ASCII only.
    pub ascii: bool,
    /// Minutes without a key after which the vault is locked.
    pub lock_minutes: u16,
    /// A closed answer given by one key leads on to the next question.
    pub move_on: bool,
    /// No backup stays longer than so many days.
    pub backup_days: u16,
    /// A folder on another disk that each backup goes to as well.
    pub backup_to: Option<PathBuf>,
    /// Among other people: no names on any screen, an early lock.
    pub outdoors: bool,
    /// Keys of commands, by the command's id, where they are not the usual ones.
    pub keys: BTreeMap<&'static str, Vec<Key>>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            language: None,
            theme: None,
            ascii: false,
            lock_minutes: 5,
            move_on: true,
            backup_days: 35,
            backup_to: None,
            outdoors: false,
            keys: BTreeMap::new(),
        }
    }
}

/// Why a file cannot be followed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
}

/// One thing wrong in the file, with its place, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub what: Wrong,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// In the words of the TOML reader.
    Syntax(String),
    UnknownKey {
        key: String,
        meant: Option<&'static str>,
    },
    BadValue {
        key: &'static str,
        /// What may stand there.
        allowed: &'static str,
    },
    UnknownCommand {
        command: String,
        meant: Option<&'static str>,
    },
    BadKey {
        key: String,
    },
    /// Without a key there would be no way to it.
    NeedsKey {
        command: &'static str,
    },
    Clash(Clash),
}

/// A file that says what holds without one.
pub const DEFAULT: &str = "\
# language = \"fi\"      # fi, sv, en; without it the system's language
# theme = \"default\"    # default, light, dark, contrast, mono
# ascii = false        # true: signs from ASCII only
# lock_minutes = 5     # 1 to 60: the vault is locked after so long without a key
# move_on = true       # false: an answer given by one key stays on its question
# backup_days = 35     # 7 to 366: no backup stays longer, so that what was erased is nowhere after as many days
# backup_to = \"/media/kohtaa\"  # a folder on another disk that each backup goes to as well
# outdoors = false     # true: no names on any screen, locked after a minute without a key

# [keys]               # keys of commands by the ids that `kohtaa keys --json` lists; [] takes a command's keys away
# listen = [\"f2\", \"ctrl-l\"]
";

const KEYS: [&str; 9] = [
    "language",
    "theme",
    "ascii",
    "lock_minutes",
    "move_on",
    "backup_days",
    "backup_to",
    "outdoors",
    "keys",
];

impl Config {
    /// Reads the file; a missing one says nothing.
    pub fn read(file: &Path) -> Result<Config, Error> {
        match fs::read_to_string(file) {
            Ok(text) => Config::parse(&text).map_err(Error::Faults),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn parse(text: &str) -> Result<Config, Vec<Fault>> {
        let mut reader = Reader {
            text,
            faults: Vec::new(),
        };
        let mut config = Config::default();
        match DeTable::parse(text) {
            Ok(table) => config.take(table.get_ref(), &mut reader),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reader.fault(at, Wrong::Syntax(error.message().to_owned()));
            }
        }
        if reader.faults.is_empty() {
            Ok(config)
        } else {
            Err(reader.faults)
        }
    }

    /// The usual keys with those of the file in their place. [`Config::read`] has seen that they do not clash.
    pub fn keymap(&self) -> Keymap {
        Keymap::with(&self.keys).unwrap_or_default()
    }

    fn take(&mut self, table: &DeTable<'_>, reader: &mut Reader<'_>) {
        for (key, value) in table {
            let (key_at, at) = (key.span().start, value.span().start);
            let mut bad = |key, allowed| reader.fault(at, Wrong::BadValue { key, allowed });
            let value = value.get_ref();
            match key.get_ref().as_ref() {
                "language" => match value.as_str().and_then(Lang::from_code) {
                    Some(lang) => self.language = Some(lang.interface()),
                    None => bad("language", "\"fi\", \"sv\", \"en\""),
                },
                "theme" => match value.as_str().and_then(look) {
                    Some(look) => self.theme = Some(look),
                    None => bad(
                        "theme",
                        "\"default\", \"light\", \"dark\", \"contrast\", \"mono\"",
                    ),
                },
                "ascii" => match value.as_bool() {
                    Some(ascii) => self.ascii = ascii,
                    None => bad("ascii", "true, false"),
                },
                "backup_days" => match number(value, 7..=366) {
                    Some(days) => self.backup_days = days,
                    None => bad("backup_days", "7–366"),
                },
                "backup_to" => match value.as_str().map(PathBuf::from) {
                    Some(folder) if folder.is_absolute() => self.backup_to = Some(folder),
                    _ => bad("backup_to", "\"/…\""),
                },
                "lock_minutes" => match number(value, 1..=60) {
                    Some(minutes) => self.lock_minutes = minutes,
                    None => bad("lock_minutes", "1–60"),
                },
                "move_on" => match value.as_bool() {
                    Some(move_on) => self.move_on = move_on,
                    None => bad("move_on", "true, false"),
                },
                "outdoors" => match value.as_bool() {
                    Some(outdoors) => self.outdoors = outdoors,
                    None => bad("outdoors", "true, false"),
                },
                "keys" => match value.as_table() {
                    Some(table) => self.take_keys(table, reader),
                    None => bad("keys", "[keys]"),
                },
                other => {
                    let meant = nearest(other, KEYS);
                    let key = other.to_owned();
                    reader.fault(key_at, Wrong::UnknownKey { key, meant });
                }
            }
        }
    }

    fn take_keys(&mut self, table: &DeTable<'_>, reader: &mut Reader<'_>) {
        for (id, value) in table {
            let known = COMMANDS.iter().find(|command| command.id == id.get_ref());
            let Some(command) = known else {
                let ids = COMMANDS.iter().map(|command| command.id);
                let meant = nearest(id.get_ref(), ids);
                let command = id.get_ref().to_string();
                reader.fault(id.span().start, Wrong::UnknownCommand { command, meant });
                continue;
            };
            let keys = reader.keys(value);
            let no_other_way = command.show == Show::Help || command.does == Do::Palette;
            if keys.is_empty() && no_other_way && reader.faults.is_empty() {
                let command = command.id;
                reader.fault(value.span().start, Wrong::NeedsKey { command });
            }
            self.keys.insert(command.id, keys);
        }
        if reader.faults.is_empty()
            && let Err(clash) = Keymap::with(&self.keys)
        {
            let at = key_span(table, clash.first).or_else(|| key_span(table, clash.second));
            reader.fault(at.unwrap_or(0), Wrong::Clash(clash));
        }
    }
}

fn key_span(table: &DeTable<'_>, key: &str) -> Option<usize> {
    let mut keys = table.keys();
    keys.find(|known| known.get_ref() == key)
        .map(|known| known.span().start)
}

fn look(name: &str) -> Option<Look> {
    Look::ALL.into_iter().find(|look| look.name() == name)
}

fn number(value: &DeValue<'_>, allowed: RangeInclusive<u16>) -> Option<u16> {
    let number = value.as_integer()?;
    let number = u16::from_str_radix(number.as_str(), number.radix()).ok()?;
    allowed.contains(&number).then_some(number)
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, what: Wrong) {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        self.faults.push(Fault { line, column, what });
    }

    /// A key or a list of keys.
    fn keys(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Key> {
        let values = match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        };
        let mut keys = Vec::new();
        for value in values {
            match value.get_ref().as_str().and_then(Key::parse) {
                Some(key) => keys.push(key),
                None => {
                    let key = value.get_ref().as_str().unwrap_or_default().to_owned();
                    self.fault(value.span().start, Wrong::BadKey { key });
                }
            }
        }
        keys
    }
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
        let keys = BTreeMap::from([("listen", vec![key("f2"), key("ctrl-l")])]);
        let expected = Config {
            language: Some(Lang::Fi),
            theme: Some(Look::Default),
            backup_to: Some("/media/kohtaa".into()),
            keys,
            ..Config::default()
        };
        assert_eq!(config, expected);
    }

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    #[test]
    fn everything_wrong_is_told_with_its_place_and_what_was_meant() {
        let text = "colour = 1\nthemes = \"dark\"\nlock_minutes = 0\n[keys]\nlissen = \"f2\"\nnote = \"ctrl+n\"\n";
        let faults = Config::parse(text).unwrap_err();
        let at = |line, column, what| Fault { line, column, what };
        let expected = [
            at(
                1,
                1,
                Wrong::UnknownKey {
                    key: "colour".into(),
                    meant: None,
                },
            ),
            at(
                2,
                1,
                Wrong::UnknownKey {
                    key: "themes".into(),
                    meant: Some("theme"),
                },
            ),
            at(
                3,
                16,
                Wrong::BadValue {
                    key: "lock_minutes",
                    allowed: "1–60",
                },
            ),
            at(
                5,
                1,
                Wrong::UnknownCommand {
                    command: "lissen".into(),
                    meant: Some("listen"),
                },
            ),
            at(
                6,
                8,
                Wrong::BadKey {
                    key: "ctrl+n".into(),
                },
            ),
        ];
        for fault in &expected {
            assert!(faults.contains(fault), "{fault:?} in {faults:#?}");
        }
        assert_eq!(faults.len(), expected.len());
    }

    #[test]
    fn a_key_that_would_mean_two_things_is_refused() {
        let faults = Config::parse("[keys]\nnote = \"f2\"\n").unwrap_err();
        assert!(
            matches!(&faults[0], Fault { line: 2, column: 1, what: Wrong::Clash(clash) } if clash.key == key("f2")),
            "{faults:?}"
        );
        let config = Config::parse("[keys]\nnote = \"f2\"\nlisten = \"f4\"\n").unwrap();
        let keymap = config.keymap();
        assert_eq!(keymap.keys("note"), [key("f2")]);
        assert_eq!(keymap.keys("listen"), [key("f4")]);
    }
}
