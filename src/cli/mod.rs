//! The command line: one file for each subcommand.
//!
//! Exit status: 0 success, 1 findings, 2 wrong usage (also of the configuration), 3 failure of files or
//! network.

mod approve;
mod catalogue;
mod check;
mod exit;
mod explain;
pub mod fetch;
mod log;
mod progress;
mod serve;
mod site;
mod validate;

use clap::{Parser, Subcommand};
use exit::{CliError, ExitStatus};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Drop a file into a folder, and every feed reader that subscribes gets it a moment later.
#[derive(Debug, Parser)]
#[command(name = "tidings", version)]
#[command(after_help = "Examples:
  tidings serve notes             serve the folder 'notes' on http://127.0.0.1:8080/
  tidings check notes             show what each of its files becomes
  tidings validate feed.xml       find the errors of a feed

Environment: TIDINGS_LOG=error|warn|info|debug|trace, TIDINGS_CONFIG=FILE, \
TIDINGS_SECTION__KEY=VALUE for any setting.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Check(check::Arguments),
    Validate(validate::Arguments),
    Explain(explain::Arguments),
    Approve(approve::Arguments),
    Catalogue(catalogue::Arguments),
}

/// Runs the program. The arguments and the environment come only from the parameters, not from the process.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> ExitCode {
    let environment = unicode(environment);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return print_usage(&error).into(),
    };
    let result = execute(arguments.command, environment);
    let status = result.unwrap_or_else(|error| {
        let status = error.exit_status();
        if status != ExitStatus::Success {
            // If standard error is closed as well, there is nowhere left to report it.
            let _ = writeln!(std::io::stderr(), "tidings: {error}");
        }
        status
    });
    status.into()
}

fn execute(command: Command, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    log::start(&environment)?;
    match command {
        Command::Serve(arguments) => serve::run(arguments, environment),
        Command::Check(arguments) => check::run(arguments, environment),
        Command::Validate(arguments) => validate::run(arguments, &environment),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Approve(arguments) => approve::run(arguments, environment),
        Command::Catalogue(arguments) => catalogue::run(arguments, environment),
    }
}

/// Prints a message of clap. `--help` and `--version` go to standard output and are a success.
fn print_usage(error: &clap::Error) -> ExitStatus {
    let _ = error.print();
    if error.use_stderr() { ExitStatus::Usage } else { ExitStatus::Success }
}

/// The variables whose names and values are Unicode; no variable of Tidings needs anything else.
fn unicode(environment: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<(String, String)> {
    let text =
        |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    environment.into_iter().filter_map(text).collect()
}
