//! The arguments' help in the user's language, and what is wrong with arguments that are not understood.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches};

use super::args::Arguments;
use super::fault::Fault;
use crate::lang::{Lang, messages};

/// Why there is nothing to perform.
pub enum Stop {
    /// Help or version were asked for and told.
    Told,
    Usage,
}

/// The language that the arguments name, before they are read.
pub fn language(words: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let after = |at: usize| words.get(at + 1).copied();
    let named = words.iter().enumerate().find_map(|(at, word)| match *word {
        "--lang" => after(at),
        word => word.strip_prefix("--lang="),
    });
    named.and_then(Lang::from_code)
}

/// Reads the arguments; help and faults are told in `lang`.
pub fn parse(words: &[OsString], lang: Lang) -> Result<Arguments, Stop> {
    let result = command(lang)
        .try_get_matches_from(words)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    result.map_err(|error| tell(&error, lang))
}

/// The whole command with its words in `lang`.
pub fn command(lang: Lang) -> Command {
    in_words(Arguments::command(), lang)
}

fn in_words(mut command: Command, lang: Lang) -> Command {
    let words = messages(lang);
    let put = |id: &StyledStr| words.get(&id.to_string()).into_owned();
    if let Some(about) = command.get_about().map(put) {
        command = command.about(about);
    }
    let heading = |id: &str| words.get(id).into_owned();
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}",
        heading("help-usage")
    );
    let options = heading("help-options");
    command = command
        .help_template(template)
        .subcommand_help_heading(heading("help-commands"))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(heading("help-help"))
                .help_heading(options.clone()),
        );
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(heading("help-version"))
                .help_heading(options.clone()),
        );
    }
    let arguments = heading("help-arguments");
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() {
            &arguments
        } else {
            &options
        };
        let help = arg
            .get_help()
            .filter(|id| words.has(&id.to_string()))
            .map(put);
        let arg = arg.help_heading(heading.clone());
        match help {
            Some(help) => arg.help(help),
            None => arg,
        }
    });
    command.mut_subcommands(|inner| in_words(inner, lang))
}

fn tell(error: &clap::Error, lang: Lang) -> Stop {
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        let _ = write!(io::stdout(), "{}", error.render());
        return Stop::Told;
    }
    let mut err = io::stderr().lock();
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(err, "{}", error.render());
        return Stop::Usage;
    }
    let _ = writeln!(err, "{}", fault(error, lang));
    if let Some(known) = suggestion(error) {
        let _ = writeln!(
            err,
            "{}",
            messages(lang).with("usage-nearest", &[("known", (&known).into())])
        );
    }
    let _ = writeln!(err, "{}", messages(lang).get("usage-see-help"));
    Stop::Usage
}

/// What is wrong, in one sentence.
fn fault(error: &clap::Error, lang: Lang) -> String {
    let about = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = about(ContextKind::InvalidArg);
    let words = messages(lang);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            words.with("usage-unknown", &[("argument", (&argument).into())])
        }
        ErrorKind::InvalidSubcommand => {
            let command = about(ContextKind::InvalidSubcommand);
            words.with("usage-unknown-command", &[("command", (&command).into())])
        }
        ErrorKind::MissingRequiredArgument => {
            words.with("usage-missing", &[("argument", (&argument).into())])
        }
        ErrorKind::ArgumentConflict => {
            let other = about(ContextKind::PriorArg);
            words.with(
                "usage-conflict",
                &[("argument", (&argument).into()), ("other", (&other).into())],
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = about(ContextKind::InvalidValue);
            let args = [("argument", (&argument).into()), ("value", (&value).into())];
            let valid = about(ContextKind::ValidValue);
            let reason = std::error::Error::source(error).map(ToString::to_string);
            let known = reason.unwrap_or(valid);
            let said = words.with("usage-value", &args);
            match known.is_empty() {
                true => said,
                false => format!("{said} {known}"),
            }
        }
        _ => words.with(
            "usage-value",
            &[
                ("argument", (&argument).into()),
                ("value", (&about(ContextKind::InvalidValue)).into()),
            ],
        ),
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    kinds
        .into_iter()
        .find_map(|kind| error.get(kind))
        .map(shown)
        .filter(|text| !text.is_empty())
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

pub fn completions(shell: clap_complete::Shell, lang: Lang) -> Result<(), Fault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(lang), "kohtaa", &mut script);
    io::stdout().write_all(&script)?;
    Ok(())
}

pub fn manual(lang: Lang) -> Result<(), Fault> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command(lang)).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(())
}
