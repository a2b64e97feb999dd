//! Logs what a batch or an initial scan changed, and the problems of its files.

mod batch_report;
mod dedup_problems;
mod problem_line;
mod problem_tally;
mod recurring_problems;

pub(crate) use batch_report::log_batch;
pub(super) use batch_report::{BatchReport, FileProblems, log_changes};
pub(crate) use dedup_problems::dedup_problems;
pub(super) use problem_tally::ProblemTally;
pub(super) use recurring_problems::{RecurringProblems, Unreadable};
