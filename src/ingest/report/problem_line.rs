//! The log lines for single problems, and the number of files beyond which problems are only counted.

use tidings_model::{ContentPath, Problem, Severity};

/// The largest number of files or articles that the log lists one by one. Beyond it (a first start, a copied
/// tree) the log has the number, and `tidings check` has the rest.
pub(super) const MAX_LISTED: usize = 20;

pub(super) fn log_problem(path: &ContentPath, severity: Severity, problem: &Problem) {
    if severity == Severity::Error {
        tracing::error!("{path}: {problem}");
    } else {
        tracing::warn!("{path}: {problem}");
    }
}

/// '1 warning', '2 warnings'.
pub(super) fn warnings(count: usize) -> String {
    if count == 1 { "1 warning".to_owned() } else { format!("{count} warnings") }
}
