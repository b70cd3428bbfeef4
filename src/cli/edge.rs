//! What every command starts from: the user's language, places and secret, and where results and messages go.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Serialize;
use zeroize::Zeroizing;

use super::fault::Fault;
use crate::app::Look;
use crate::casework::{Stamp, SubjectRow};
use crate::config::{self, Config};
use crate::form::{Catalogue, Retention};
use crate::lang::{Arg, Lang, messages};
use crate::paths::Paths;
use crate::sys::{hidden, process};
use crate::tui;
use crate::vault::{self, Place, Secret, Upkeep, Vault};

/// The recovery key looks like this: it may be given where the passphrase is asked for.
const RECOVERY_PREFIX: &str = "AGE-SECRET-KEY-";

/// The process's surroundings.
pub struct Edge {
    pub lang: Lang,
    pub look: Look,
    /// By the command line or by NO_COLOR.
    pub look_given: bool,
    pub config: Config,
    /// The settings cannot be followed.
    misconfigured: Option<config::Error>,
    pub paths: Paths,
    pub passphrase_file: Option<PathBuf>,
}

impl Edge {
    /// `lang`: as the arguments say it, since it must be known before they are read.
    pub fn find(lang: Option<Lang>) -> Result<Edge, Fault> {
        let paths = Paths::find(env::var_os("KOHTAA_HOME")).ok_or(Fault::said("paths-unknown"))?;
        let read = Config::read(&paths.config_file());
        let (said, faults) = match read {
            Ok(config) => (config, None),
            Err(error) => (Config::default(), Some(error)),
        };
        let lang = lang
            .or(said.language)
            .unwrap_or_else(|| locale(|name| env::var_os(name)));
        let edge = Edge {
            lang: lang.interface(),
            look: said.theme.unwrap_or_else(look),
            look_given: said.theme.is_none() && look() == Look::Mono,
            config: said,
            misconfigured: faults,
            paths,
            passphrase_file: None,
        };
        Ok(edge)
    }

    /// Tells all that is wrong with the settings: to go on as if they were not there would surprise sooner or later.
    pub fn check_config(&self) -> Result<(), Fault> {
        let Some(error) = &self.misconfigured else {
            return Ok(());
        };
        let file = self.paths.config_file().display().to_string();
        match error {
            config::Error::Unreadable(error) => {
                let fault = error.to_string();
                let args = [("file", Arg::from(&file)), ("fault", Arg::from(&fault))];
                self.warn("file-fault", &args);
            }
            config::Error::Faults(faults) => {
                for fault in faults {
                    let what = wrong(&fault.what, self.lang);
                    let place = format!("{file}:{}:{}", fault.line, fault.column);
                    let args = [("place", Arg::from(&place)), ("fault", Arg::from(&what))];
                    self.warn("config-fault", &args);
                }
                self.warn("config-how", &[]);
            }
        }
        Err(Fault::Told)
    }

    pub fn place(&self) -> Place {
        Place {
            data: self.paths.data.clone(),
            state: self.paths.state.clone(),
        }
    }

    /// How long answers may be kept.
    pub fn retention(&self) -> Result<Retention, Fault> {
        Retention::load(Some(&self.paths.forms()))
            .map_err(|fault| Fault::about("retention-fault", "fault", &fault))
    }

    /// How backups are kept.
    pub fn upkeep(&self) -> Upkeep {
        Upkeep {
            days: self.config.backup_days,
            second: self.config.backup_to.clone(),
        }
    }

    pub fn catalogue(&self) -> Catalogue {
        let catalogue = Catalogue::load(Some(&self.paths.forms()));
        process::give_back_memory();
        catalogue
    }

    /// Now, with new randomness.
    pub fn stamp(&self) -> Stamp {
        tui::stamp()
    }

    pub fn say(&self, id: &str) -> String {
        messages(self.lang).get(id).into_owned()
    }

    pub fn tell(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        messages(self.lang).with(id, args)
    }

    /// A message that is the result.
    pub fn print_word(&self, id: &str) -> Result<(), Fault> {
        print(&self.say(id))
    }

    /// A message, not a result: to standard error, where nobody minds if it is lost.
    pub fn warn(&self, id: &str, args: &[(&str, Arg<'_>)]) {
        let _ = writeln!(io::stderr(), "{}", self.tell(id, args));
    }

    /// Tells a fault that does not end the command.
    pub fn told(&self, fault: &Fault) {
        if let Some(text) = fault.say(self.lang) {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Opens the vault with the passphrase of the file given, else asks for it on the terminal.
    pub fn open(&self) -> Result<Vault, Fault> {
        let place = self.place();
        if !Vault::exists(&place) {
            self.warn("init-how", &[]);
            return Err(vault::Error::Missing(place.data).into());
        }
        let secret = secret(self.passphrase("ask-passphrase")?);
        let vault = Vault::unlock(&place, &secret, &self.stamp())?;
        if vault.is_behind() {
            self.warn("verify-behind", &[]);
        }
        Ok(vault)
    }

    /// The secret from the file given, else typed unseen.
    pub fn passphrase(&self, question: &'static str) -> Result<Zeroizing<String>, Fault> {
        match &self.passphrase_file {
            Some(file) => read_secret(file),
            None => self.ask_hidden(question),
        }
    }

    pub fn ask_hidden(&self, question: &'static str) -> Result<Zeroizing<String>, Fault> {
        let typed = hidden::ask(&self.say(question)).map_err(|_| Fault::said("no-terminal"))?;
        let typed = typed.ok_or(Fault::said("given-up"))?;
        text(typed)
    }

    /// The client with this code; letters may be small and the hyphen missing.
    pub fn client(&self, vault: &Vault, code: &str) -> Result<SubjectRow, Fault> {
        let fold = |code: &str| code.replace('-', "").to_uppercase();
        let mut subjects = vault.subjects()?.into_iter();
        let found = subjects.find(|row| fold(&row.code) == fold(code));
        found.ok_or_else(|| Fault::about("client-unknown", "code", code))
    }
}

/// The first line of a file that holds a secret.
pub fn read_secret(file: &PathBuf) -> Result<Zeroizing<String>, Fault> {
    let bytes = Zeroizing::new(fs::read(file).map_err(Fault::file(file))?);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
    text(line.strip_suffix(b"\r").unwrap_or(line).to_vec())
}

fn text(bytes: Vec<u8>) -> Result<Zeroizing<String>, Fault> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Err(Fault::said("not-text"))
        }
    }
}

/// What was typed is the recovery key if it looks like one.
pub fn secret(typed: Zeroizing<String>) -> Secret {
    if typed.trim().to_uppercase().starts_with(RECOVERY_PREFIX) {
        Secret::Recovery(typed)
    } else {
        Secret::Passphrase(typed)
    }
}

/// The language that the system's locale asks for; Finnish where it asks for none that the program speaks.
fn locale(read: impl Fn(&str) -> Option<OsString>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| read(name).filter(|value| !value.is_empty()));
    set.and_then(|locale| Lang::from_locale(locale.to_str()?))
        .unwrap_or(Lang::Fi)
}

/// NO_COLOR asks for none, whatever it says.
fn look() -> Look {
    let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if plain { Look::Mono } else { Look::default() }
}

/// Whether a person sits at both ends of a terminal that can show a screen.
pub fn is_screen() -> bool {
    let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
    !dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A result: lines to standard output.
pub fn print(text: &str) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') && !text.is_empty() {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// A result for scripts, told apart by its `schema`.
#[derive(Debug, Serialize)]
pub struct Document<T> {
    pub schema: &'static str,
    #[serde(flatten)]
    pub content: T,
}

pub fn print_json<T: Serialize>(schema: &'static str, content: T) -> Result<(), Fault> {
    print(&json(schema, content)?)
}

pub fn json<T: Serialize>(schema: &'static str, content: T) -> Result<String, Fault> {
    let document = Document { schema, content };
    serde_json::to_string_pretty(&document).map_err(|error| Fault::Output(error.into()))
}

/// What is wrong with a setting, and what was probably meant.
fn wrong(what: &config::Wrong, lang: Lang) -> String {
    use config::Wrong;
    let words = messages(lang);
    let nearest = |meant: &Option<&str>| {
        let help = |name: &&str| words.with("form-help-nearest", &[("name", Arg::from(*name))]);
        meant
            .as_ref()
            .map_or_else(String::new, |name| format!(" {}", help(name)))
    };
    match what {
        Wrong::Syntax(said) => words.with("config-syntax", &[("fault", said.into())]),
        Wrong::UnknownKey { key, meant } => {
            words.with("config-unknown-key", &[("key", key.into())]) + &nearest(meant)
        }
        Wrong::BadValue { key, allowed } => {
            let args = [("key", Arg::from(*key)), ("allowed", Arg::from(*allowed))];
            words.with("config-bad-value", &args)
        }
        Wrong::UnknownCommand { command, meant } => {
            words.with("config-unknown-command", &[("command", command.into())]) + &nearest(meant)
        }
        Wrong::BadKey { key } => words.with("config-bad-key", &[("key", key.into())]),
        Wrong::NeedsKey { command } => {
            words.with("config-needs-key", &[("command", Arg::from(*command))])
        }
        Wrong::Clash(clash) => {
            let key = clash.key.to_string();
            let args = [
                ("key", Arg::from(&key)),
                ("first", Arg::from(clash.first)),
                ("second", Arg::from(clash.second)),
            ];
            words.with("config-clash", &args)
        }
    }
}

/// Fills a file that was just made; where the disk does not take all of it, nothing of it stays.
pub fn write_whole(path: &Path, mut file: fs::File, bytes: &[u8]) -> Result<(), Fault> {
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        // What cannot be removed either is named by the fault.
        let _ = fs::remove_file(path);
        Fault::File(path.to_owned(), error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_set_decides_and_finnish_is_the_last_resort() {
        let with = |pairs: &'static [(&str, &str)]| {
            locale(move |name| {
                let mut pairs = pairs.iter();
                pairs
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| (*value).into())
            })
        };
        assert_eq!(with(&[("LANG", "sv_FI.UTF-8")]), Lang::Sv);
        assert_eq!(with(&[("LC_ALL", "en_GB"), ("LANG", "sv_FI")]), Lang::En);
        assert_eq!(with(&[("LC_ALL", "C.UTF-8"), ("LANG", "sv_FI")]), Lang::Fi);
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "en_US")]), Lang::En);
        assert_eq!(with(&[]), Lang::Fi);
    }
}
