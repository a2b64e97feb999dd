//! The command line: one file for each subcommand.
//!
//! Exit status: 0 success, 1 findings, 2 wrong usage (also of the configuration), 3 failure of files or
//! network.

mod approve;
mod catalogue;
mod check;
mod explain;
pub mod fetch;
mod log;
mod progress;
mod serve;
mod validate;

use crate::app::AppError;
use crate::config::{Config, ConfigError, Overrides, load};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tidings_catalogue::CatalogueError;

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExitStatus {
    Success,
    Findings,
    Usage,
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Findings => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Failure => 3,
        })
    }
}

/// Drop a file into a folder, and every feed reader that subscribes gets it a moment later.
#[derive(Debug, Parser)]
#[command(name = "tidings", version)]
#[command(after_help = "Examples:
  tidings serve notes             serve the folder 'notes' on http://127.0.0.1:8080/
  tidings check notes             show what each of its files becomes
  tidings validate feed.xml       find the errors of a feed

Environment: TIDINGS_LOG=error|warn|info|debug|trace, TIDINGS_CONFIG=FILE, TIDINGS_SECTION__KEY=VALUE for any setting.")]
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

/// The arguments of all subcommands that read a folder.
#[derive(Debug, clap::Args)]
struct SiteArguments {
    /// Folder of articles; default: `content.folder` of the configuration
    folder: Option<PathBuf>,
    /// Configuration file; default: `tidings.toml` in the folder, or in the current directory if no folder is
    /// given
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address of the site as readers see it, such as https://example.org/
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder of the catalogue; default: `.tidings` in the folder of articles
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Log(#[from] log::LogFilterError),
    #[error(transparent)]
    App(#[from] AppError),
    #[error("{0}")]
    Usage(String),
    #[error("cannot read '{}': {source}", file.display())]
    Input { file: PathBuf, source: std::io::Error },
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
}

impl CliError {
    fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Config(_) | Self::Log(_) | Self::Usage(_) => ExitStatus::Usage,
            Self::App(AppError::Catalogue(CatalogueError::Backup(error)))
                if error.kind() == std::io::ErrorKind::BrokenPipe =>
            {
                ExitStatus::Success
            }
            Self::App(_) | Self::Input { .. } => ExitStatus::Failure,
            // `tidings check | head`: the reader has closed the pipe.
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitStatus::Success,
            Self::Output(_) => ExitStatus::Failure,
        }
    }
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

impl SiteArguments {
    fn load(self, listen: Option<String>, environment: Vec<(String, String)>) -> Result<Config, ConfigError> {
        let Self { folder, config, base_url, state } = self;
        load(&Overrides { config, folder, listen, base_url, state }, environment)
    }
}
