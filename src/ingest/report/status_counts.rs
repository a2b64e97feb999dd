//! Counts what the files of a large batch became, for one line instead of one per file.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fmt;
use tidings_catalogue::Observation;
use tidings_model::Status;
use tidings_model::text::printable;

/// The number of reasons that are named; the others are summed up.
const MAX_REASONS: usize = 5;

/// What one file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct FileOutcome {
    status: Status,
    /// Why it is ignored.
    reason: Option<String>,
}

impl FileOutcome {
    /// The outcome of an observation at `now`; `None` if no file is there.
    pub(in crate::ingest) fn of(observation: &Observation, now: DateTime<Utc>) -> Option<Self> {
        let (status, reason) = match observation {
            Observation::Parsed { article, .. } => (article.status(now), None),
            Observation::Rejected { .. } => (Status::Rejected, None),
            Observation::Ignored { reason, .. } | Observation::NoContent { reason, .. } => {
                (Status::Ignored, Some(reason.clone()))
            }
            Observation::Gone { .. } | Observation::Renamed { .. } => return None,
        };
        Some(Self { status, reason })
    }
}

/// Numbers of files by status, and of ignored ones by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct StatusCounts {
    statuses: BTreeMap<&'static str, usize>,
    reasons: BTreeMap<String, usize>,
}

impl StatusCounts {
    pub(in crate::ingest) fn add(&mut self, outcome: FileOutcome) {
        *self.statuses.entry(outcome.status.as_str()).or_default() += 1;
        if let Some(reason) = outcome.reason {
            *self.reasons.entry(reason).or_default() += 1;
        }
    }

    /// Whether every file is published.
    pub(in crate::ingest) fn are_all_published(&self) -> bool {
        self.statuses.keys().all(|status| *status == Status::Published.as_str())
    }
}

/// '100 published, 2 scheduled, 15 ignored (10 a picture, not a document, 5 it is a file for programs)'.
impl fmt::Display for StatusCounts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for status in Status::ALL.map(Status::as_str) {
            if let Some(count) = self.statuses.get(status) {
                write!(out, "{separator}{count} {status}")?;
                separator = ", ";
            }
        }
        if self.reasons.is_empty() {
            return Ok(());
        }
        let mut reasons: Vec<(&String, &usize)> = self.reasons.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), *reason));
        let named = reasons.iter().take(MAX_REASONS);
        let mut parts: Vec<String> =
            named.map(|(reason, count)| format!("{count} {}", printable(reason))).collect();
        let others: usize = reasons.iter().skip(MAX_REASONS).map(|(_, count)| **count).sum();
        if others > 0 {
            parts.push(format!("{others} for other reasons"));
        }
        write!(out, " ({})", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_counted_most_frequent_first() {
        let mut counts = StatusCounts::default();
        let mut add = |status, reason: Option<&str>, times| {
            for _ in 0..times {
                counts.add(FileOutcome { status, reason: reason.map(str::to_owned) });
            }
        };
        add(Status::Published, None, 3);
        add(Status::Draft, None, 1);
        add(Status::Ignored, Some("a"), 2);
        add(Status::Ignored, Some("b\n"), 4);
        for reason in ["c", "d", "e", "f", "g"] {
            add(Status::Ignored, Some(reason), 1);
        }
        let expected = "3 published, 1 draft, 11 ignored (4 b\\n, 2 a, 1 c, 1 d, 1 e, 2 for other reasons)";
        assert_eq!(counts.to_string(), expected);
        assert!(!counts.are_all_published());
    }
}
