//! Counts the problems of an initial scan, which has too many files to list them all.

use super::dedup_problems::dedup_problems;
use super::problem_line::{log_problem, warnings};
use super::status_counts::{FileOutcome, StatusCounts};
use std::collections::BTreeSet;
use std::time::Duration;
use tidings_catalogue::Catalogue;
use tidings_model::{Problem, Severity};

/// The number of warnings of an initial scan.
#[derive(Debug, Default)]
pub(in crate::ingest) struct ProblemTally {
    warnings: usize,
    /// Messages that count once for all files.
    once: BTreeSet<String>,
    counts: StatusCounts,
}

impl ProblemTally {
    /// Adds the problems of one file.
    pub(in crate::ingest) fn add(&mut self, problems: &[Problem]) {
        for problem in problems.iter().filter(|problem| problem.severity == Severity::Warning) {
            let is_new = !problem.once_per_folder || self.once.insert(problem.message.clone());
            self.warnings += usize::from(is_new);
        }
    }

    /// Adds what one file became.
    pub(in crate::ingest) fn add_outcome(&mut self, outcome: FileOutcome) {
        self.counts.add(outcome);
    }

    /// Logs every error, the number of warnings, how long the scan took, and what its files became.
    pub(in crate::ingest) fn log(&self, catalogue: &Catalogue, files: usize, took: Duration) {
        match catalogue.rejected_files() {
            Ok(mut rejected) => {
                dedup_problems(&mut rejected, |(_, problems)| problems);
                for (path, problems) in &rejected {
                    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
                    errors.for_each(|error| log_problem(path, Severity::Error, error));
                }
            }
            Err(error) => tracing::error!("{error}"),
        }
        if self.warnings > 0 {
            tracing::warn!("{}; run 'tidings check' to list them", warnings(self.warnings));
        }
        if files > 0 {
            let noun = if files == 1 { "file" } else { "files" };
            tracing::info!("read {files} {noun} in {:.1} s: {}", took.as_secs_f32(), self.counts);
        }
    }
}
