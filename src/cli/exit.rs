//! Exit statuses, and the errors that lead to them.

use super::log::LogFilterError;
use crate::app::AppError;
use crate::config::ConfigError;
use std::path::PathBuf;
use std::process::ExitCode;
use tidings_catalogue::CatalogueError;

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExitStatus {
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

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Log(#[from] LogFilterError),
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
    pub(super) fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Config(_) | Self::Log(_) | Self::Usage(_) => ExitStatus::Usage,
            Self::App(AppError::Catalogue(CatalogueError::Backup(error)))
                if error.kind() == std::io::ErrorKind::BrokenPipe =>
            {
                ExitStatus::Success
            }
            // `tidings check | head`: the reader has closed the pipe.
            Self::App(AppError::Output(error)) | Self::Output(error)
                if error.kind() == std::io::ErrorKind::BrokenPipe =>
            {
                ExitStatus::Success
            }
            Self::App(_) | Self::Input { .. } => ExitStatus::Failure,
            Self::Output(_) => ExitStatus::Failure,
        }
    }
}
