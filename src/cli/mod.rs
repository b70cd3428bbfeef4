//! The command line: arguments parsed, the right front end started, results to standard output, messages to standard error.

mod args;
mod client;
mod demo;
mod edge;
mod edges;
mod export;
mod fault;
mod fill;
mod form;
mod help;
mod session;
mod start;
mod vault;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Arguments, Command};
use edge::Edge;
use fault::Fault;

/// Nothing of what was asked was begun: the arguments are not understood.
const USAGE: u8 = 2;

/// Runs the program as the arguments say.
pub fn run() -> ExitCode {
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
        Err(help::Stop::Told) => return ExitCode::SUCCESS,
        Err(help::Stop::Usage) => return ExitCode::from(USAGE),
    };
    edge.look = arguments.theme.unwrap_or(edge.look);
    edge.passphrase_file.clone_from(&arguments.passphrase_file);
    let lang = edge.lang;
    end(perform(&edge, arguments), lang)
}

fn perform(edge: &Edge, arguments: Arguments) -> Result<u8, Fault> {
    let plain = arguments.plain || !edge::is_screen();
    let done = match arguments.command {
        None => return start::program(edge, plain),
        Some(Command::Demo(demo)) => return demo::run(edge, demo, plain),
        Some(Command::Fill(fill)) => fill::run(edge, &fill),
        Some(Command::Form { command }) => form::run(edge, command),
        Some(Command::Client { command }) => client::run(edge, command, arguments.lang),
        Some(Command::Session { command }) => session::run(edge, command),
        Some(Command::Export(export)) => export::run(edge, &export),
        Some(Command::Vault { command }) => vault::run(edge, command),
        Some(Command::Keys { markdown, json }) => edges::keys(edge, markdown, json),
        Some(Command::Doctor { json }) => edges::doctor(edge, json),
        Some(Command::Config { .. }) => edge::print(crate::config::DEFAULT),
        Some(Command::Completions { shell }) => help::completions(shell, edge.lang),
        Some(Command::Man) => help::manual(edge.lang),
    };
    done.map(|()| 0)
}

fn end(result: Result<u8, Fault>, lang: crate::lang::Lang) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(fault) => {
            if let Some(text) = fault.say(lang) {
                let _ = writeln!(io::stderr(), "{text}");
            }
            ExitCode::FAILURE
        }
    }
}
