//! The command line: arguments parsed, the right front end started, results to standard output, messages to standard error.

mod args;
pub mod bench;
mod client;
mod demo;
mod edge;
mod edges;
mod export;
mod fault;
mod fill;
mod folder;
mod form;
mod help;
mod session;
mod start;
mod vault;

use std::io::{self, Write};

use args::{Arguments, Command};
use edge::Edge;
use fault::Fault;
pub use help::command;

/// Nothing of what was asked was begun: the arguments are not understood.
const USAGE: u8 = 2;

/// What was asked could not be done.
const FAILED: u8 = 1;
/// As the runtime exits after a panic.
const PANICKED: u8 = 101;

/// The whole process. It ends without exit handlers: a backup may still be checked on a thread of its own, and libcrypto's
/// handler would take away what that thread stands on. All that was promised as saved is on the disk by then.
pub fn main() -> ! {
    let code = std::panic::catch_unwind(run).unwrap_or(PANICKED);
    // Whoever reads the output may be gone already.
    let _ = io::stdout().flush();
    crate::sys::process::exit_at_once(code.into())
}

/// Runs the program as the arguments say.
fn run() -> u8 {
    // Failing to be harder to spy on is no reason not to run.
    let _ = crate::sys::process::harden();
    let words: Vec<_> = std::env::args_os().collect();
    let asked = help::language(&words);
    let mut edge = match Edge::find(asked) {
        Ok(edge) => edge,
        Err(fault) => return end(Err(fault), asked.unwrap_or(crate::lang::Lang::Fi)),
    };
    let arguments = match help::parse(&words, edge.lang) {
        Ok(arguments) => arguments,
        Err(help::Stop::Told) => return 0,
        Err(help::Stop::Usage) => return USAGE,
    };
    edge.look_given |= arguments.theme.is_some();
    edge.look = arguments.theme.unwrap_or(edge.look);
    edge.passphrase_file.clone_from(&arguments.passphrase_file);
    let lang = edge.lang;
    end(perform(&edge, arguments), lang)
}

fn perform(edge: &Edge, arguments: Arguments) -> Result<u8, Fault> {
    if !arguments.command.as_ref().is_some_and(is_about_the_program) {
        edge.check_config()?;
    }
    let plain = arguments.plain || !edge::is_screen();
    let done = match arguments.command {
        None => return start::program(edge, plain),
        Some(Command::Demo(demo)) => return demo::run(edge, demo, plain),
        Some(Command::Fill(fill)) => return fill::run(edge, &fill, plain),
        Some(Command::Form { command }) => return form::run(edge, command, plain),
        Some(Command::Client { command }) => client::run(edge, command, arguments.lang),
        Some(Command::Session { command }) => session::run(edge, command),
        Some(Command::Export(export)) => export::run(edge, &export),
        Some(Command::Vault { command }) => vault::run(edge, command),
        Some(Command::Bench { command }) => bench::run(edge, command),
        Some(Command::Keys { markdown, json }) => edges::keys(edge, markdown, json),
        Some(Command::Doctor { report, json }) => edges::doctor(edge, report, json),
        Some(Command::Config { .. }) => edge::print(crate::config::DEFAULT),
        Some(Command::Completions { shell }) => help::completions(shell, edge.lang),
        Some(Command::Man) => help::manual(edge.lang),
    };
    done.map(|()| 0)
}

/// Commands that help to mend the settings, or need none.
fn is_about_the_program(command: &Command) -> bool {
    matches!(
        command,
        Command::Config { .. }
            | Command::Keys { .. }
            | Command::Doctor { .. }
            | Command::Completions { .. }
            | Command::Man
    )
}

fn end(result: Result<u8, Fault>, lang: crate::lang::Lang) -> u8 {
    match result {
        Ok(code) => code,
        Err(fault) => {
            if let Some(text) = fault.say(lang) {
                let _ = writeln!(io::stderr(), "{text}");
            }
            FAILED
        }
    }
}
