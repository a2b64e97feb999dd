//! Logs what a batch or an initial scan changed, and the problems of its files.

mod batch_report;
mod count;
mod dedup_problems;
mod file_lines;
mod problem_line;
mod problem_tally;
mod recurring_problems;
mod status_counts;

pub(crate) use batch_report::log_batch;
pub(super) use batch_report::{BatchReport, ObservedFile};
pub(super) use count::count;
pub(super) use file_lines::log_changes;
pub(super) use problem_tally::ProblemTally;
pub(super) use recurring_problems::{RecurringProblems, Unreadable};
pub(super) use status_counts::FileOutcome;
