//! What the log says about a batch or an initial scan.

mod batch_report;
mod dedup_problems;
mod problem_tally;

pub(crate) use batch_report::log_batch;
pub(super) use batch_report::{BatchReport, FileProblems, log_changes};
pub(crate) use dedup_problems::dedup_problems;
pub(super) use problem_tally::ProblemTally;

use tidings_model::{ContentPath, Problem, Severity};

/// The largest number of files or articles that the log lists one by one. Beyond it (a first start, a copied tree)
/// the log has the number, and `tidings check` has the rest.
const MAX_LISTED: usize = 20;

fn log_problem(path: &ContentPath, severity: Severity, problem: &Problem) {
    if severity == Severity::Error {
        tracing::error!("{path}: {problem}");
    } else {
        tracing::warn!("{path}: {problem}");
    }
}

/// '1 warning', '2 warnings'.
fn warnings(count: usize) -> String {
    if count == 1 { "1 warning".to_owned() } else { format!("{count} warnings") }
}
