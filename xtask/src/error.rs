//! Why a task could not do its work, as opposed to a task that found something.

use std::path::{Path, PathBuf};

/// An error of a task. Its text names the file or the command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line is wrong; the text shows the correct usage.
    #[error("{0}")]
    Usage(String),
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    /// A file does not have the expected form.
    #[error("{}: {problem}", path.display())]
    Malformed { path: PathBuf, problem: String },
    /// A tidings binary did not behave as every version must.
    #[error("{program}: {problem}")]
    Program { program: String, problem: String },
}

impl Error {
    /// Adds the path to an error of the standard library, for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// A file that does not have the expected form.
    pub(crate) fn malformed(path: &Path, problem: impl Into<String>) -> Self {
        Self::Malformed { path: path.to_owned(), problem: problem.into() }
    }
}
