//! The command line: one file for each subcommand.
//!
//! Exit status: 0 good, 1 findings, 2 usage (also of the configuration), 3 files or network.

mod approve;
mod catalogue;
mod check;
mod explain;
pub mod fetch;
mod progress;
mod serve;
mod validate;

use crate::app::AppError;
use crate::config::{Config, ConfigError, Overrides, load};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tidings_catalogue::CatalogueError;
use tracing_subscriber::EnvFilter;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Good,
    Findings,
    Usage,
    Trouble,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Good => 0,
            Ending::Findings => 1,
            Ending::Usage => 2,
            Ending::Trouble => 3,
        })
    }
}

/// Drop a file into a folder, and every feed reader that subscribes has it a moment later.
#[derive(Debug, Parser)]
#[command(name = "tidings", version)]
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

/// Where and how: what all subcommands that read a folder take.
#[derive(Debug, clap::Args)]
struct Where {
    /// The folder of articles; without it, the configuration's `content.folder`
    folder: Option<PathBuf>,
    /// Configuration file; without it, `tidings.toml` in the folder, or here if no folder is named
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address of the site as readers see it, such as https://example.org/
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder for the catalogue, instead of `.tidings` inside the folder of articles
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

/// Why a subcommand ended before its work was done.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
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
    fn ending(&self) -> Ending {
        match self {
            Self::Config(_) | Self::Usage(_) => Ending::Usage,
            Self::App(AppError::Catalogue(CatalogueError::Backup(error)))
                if error.kind() == std::io::ErrorKind::BrokenPipe =>
            {
                Ending::Good
            }
            Self::App(_) | Self::Input { .. } => Ending::Trouble,
            // `tidings check | head`: the reader has seen enough.
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ending::Good,
            Self::Output(_) => Ending::Trouble,
        }
    }
}

/// Runs the program. Nothing is read from the process but through the arguments of this function.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> ExitCode {
    let environment = unicode(environment);
    start_log(&environment);
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return print_usage(&error).into(),
    };
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(arguments, environment),
        Command::Check(arguments) => check::run(arguments, environment),
        Command::Validate(arguments) => validate::run(arguments, &environment),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Approve(arguments) => approve::run(arguments, environment),
        Command::Catalogue(arguments) => catalogue::run(arguments, environment),
    };
    let ending = done.unwrap_or_else(|error| {
        let ending = error.ending();
        if ending != Ending::Good {
            // Nothing is left to do if standard error is closed as well.
            let _ = writeln!(std::io::stderr(), "tidings: {error}");
        }
        ending
    });
    ending.into()
}

/// `--help` and `--version` go to standard output and end well, as clap arranges.
fn print_usage(error: &clap::Error) -> Ending {
    let _ = error.print();
    if error.use_stderr() { Ending::Usage } else { Ending::Good }
}

/// Variables that are no Unicode are not Tidings' own.
fn unicode(environment: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<(String, String)> {
    let text =
        |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    environment.into_iter().filter_map(text).collect()
}

/// The log goes to standard error; `TIDINGS_LOG=debug` says more, `NO_COLOR` is heeded.
fn start_log(environment: &[(String, String)]) {
    let value =
        |wanted: &str| environment.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let filter = EnvFilter::try_new(value("TIDINGS_LOG").unwrap_or("info")).unwrap_or_else(|_| "info".into());
    let colours = std::io::stderr().is_terminal() && value("NO_COLOR").is_none_or(str::is_empty);
    let log = tracing_subscriber::fmt().with_writer(|| progress::LogLines).with_env_filter(filter);
    // A line that cannot be written is lost. The crate would tell of it with `eprintln!`, which panics where nobody
    // reads standard error any more (`2>&1 | head`), and would end the thread that reads the folder.
    let log = log.log_internal_errors(false);
    // A second start in one process (tests) keeps the first log.
    let _ = log.with_ansi(colours).with_target(false).try_init();
}

impl Where {
    fn load(self, listen: Option<String>, environment: Vec<(String, String)>) -> Result<Config, ConfigError> {
        let Self { folder, config, base_url, state } = self;
        load(&Overrides { config, folder, listen, base_url, state }, environment)
    }
}
