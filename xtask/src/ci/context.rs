//! Helpers that the steps of CI share: paths, requirements, and running commands.

use crate::error::Error;
use crate::files;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a step needs beyond Rust, a C compiler, make and Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A file or folder of the shared test material.
    Shared(&'static str),
    /// A program on the path.
    Tool(&'static str),
    /// The Python environment that `.ci/run` makes, with feedparser.
    PythonEnvironment,
}

#[derive(Debug)]
pub(super) struct Context {
    pub(super) repository: PathBuf,
    pub(super) shared: PathBuf,
}

impl Context {
    pub(super) fn new() -> Self {
        Self { repository: files::repository(), shared: files::shared() }
    }

    /// Why a need is not met; `None` if it is.
    pub(super) fn missing(&self, need: Need) -> Option<String> {
        match need {
            Need::Shared(inner) => {
                let path = self.shared.join(inner);
                let problem = format!("no shared test material at {} (set TIDINGS_SHARED)", path.display());
                (!path.exists()).then_some(problem)
            }
            Need::Tool(name) => {
                let folders = std::env::var_os("PATH").unwrap_or_default();
                let is_there = std::env::split_paths(&folders).any(|folder| folder.join(name).is_file());
                (!is_there).then(|| format!("'{name}' is not installed"))
            }
            Need::PythonEnvironment => {
                let python = self.python();
                (!python.is_file()).then(|| format!("{} is not there; .ci/run makes it", python.display()))
            }
        }
    }

    /// The release build of the program.
    pub(super) fn tidings(&self) -> PathBuf {
        self.repository.join("target/release/tidings")
    }

    /// Python with feedparser.
    pub(super) fn python(&self) -> PathBuf {
        self.repository.join("target/ci-python/bin/python")
    }

    /// Runs cargo with the words of a command line.
    pub(super) fn cargo(&self, words: &str) -> Result<bool, Error> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.run(Path::new(&cargo), words.split(' '))
    }

    /// The same for `cargo doc`, with every warning an error.
    pub(super) fn cargo_doc(&self, words: &str) -> Result<bool, Error> {
        let arguments = ["RUSTDOCFLAGS=-D warnings", "cargo"].into_iter().chain(words.split(' '));
        self.run(Path::new("env"), arguments)
    }

    /// Runs a program in the root of the repository; returns whether its exit status is 0.
    pub(super) fn run(
        &self,
        program: &Path,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<bool, Error> {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.repository);
        command.env("CARGO_TERM_COLOR", "never").env("TIDINGS_SHARED", &self.shared);
        Ok(command.status().map_err(Error::io(program))?.success())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_checked() {
        let context = Context { repository: "/nowhere".into(), shared: "/nowhere".into() };
        assert_eq!(context.missing(Need::Tool("sh")), None);
        assert!(context.missing(Need::Tool("no-such-tool")).unwrap().contains("no-such-tool"));
        assert!(context.missing(Need::Shared("corpora")).unwrap().contains("/nowhere/corpora"));
        assert!(context.missing(Need::PythonEnvironment).is_some());
    }
}
