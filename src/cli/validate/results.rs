//! The reports of all inputs, which each output format writes in its own way.

use super::input::InputError;
use crate::cli::exit::ExitStatus;
use std::io::Write;
use tidings_validate::{Level, Report};

/// One input with its report.
#[derive(Debug)]
pub(super) struct CheckedInput {
    /// As on the command line, or the path in a folder of the command line.
    pub(super) name: String,
    pub(super) outcome: Result<Report, InputError>,
}

/// The reports of all inputs, and how to print them.
#[derive(Debug)]
pub(super) struct Results {
    pub(super) inputs: Vec<CheckedInput>,
    /// Messages of this level or a higher one make the exit status 1.
    pub(super) fail_on: Level,
    /// Whether the command line names one document rather than a list or a folder.
    pub(super) is_single: bool,
    pub(super) colours: bool,
    /// Whether the text has the notes.
    pub(super) shows_notes: bool,
}

impl Results {
    pub(super) fn exit_status(&self) -> ExitStatus {
        let mut outcomes = self.inputs.iter().map(|input| &input.outcome);
        if self.inputs.is_empty() || outcomes.clone().any(Result::is_err) {
            return ExitStatus::Failure;
        }
        let fails = outcomes.any(|outcome| outcome.as_ref().is_ok_and(|report| report.has(self.fail_on)));
        if fails { ExitStatus::Findings } else { ExitStatus::Success }
    }

    /// Prints on standard error which inputs could not be read, since not every format of standard output is
    /// for people.
    pub(super) fn print_input_errors(&self) {
        for input in &self.inputs {
            if let Err(error) = &input.outcome {
                // If standard error is closed as well, there is nowhere left to report it.
                let _ = writeln!(std::io::stderr(), "tidings: {}: {error}", input.name);
            }
        }
    }
}
