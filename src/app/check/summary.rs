//! The numbers of a check.

use std::collections::HashMap;
use tidings_catalogue::FileReport;
use tidings_model::{DateSource, Problem, Severity, Status, TitleSource};

/// Most different reasons that are counted; files with other reasons count together.
const MAX_REASONS: usize = 1_000;

/// What the files of a folder become, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// All files.
    pub files: usize,
    /// Files by status.
    statuses: HashMap<Status, usize>,
    /// Articles that have no date, and will be dated by the moment at which they are first seen.
    pub undated: usize,
    /// Articles whose title was made from the file name or the text.
    pub untitled: usize,
    /// Errors, warnings and notes.
    severities: HashMap<Severity, usize>,
    /// Files that are not articles, by reason.
    reasons: HashMap<String, usize>,
}

impl Summary {
    /// Adds a file.
    pub(super) fn add(&mut self, report: &FileReport) {
        self.files += 1;
        *self.statuses.entry(report.status).or_default() += 1;
        if matches!(report.status, Status::Published | Status::Scheduled)
            && let Some(entry) = &report.entry
        {
            self.undated += usize::from(entry.published_from == DateSource::FirstSeen);
            self.untitled += usize::from(entry.article.title_from != TitleSource::Document);
        }
        if report.status == Status::Ignored {
            report.problems.first().into_iter().for_each(|reason| self.add_reason(&reason.message));
        }
        let is_counted =
            |problem: &&Problem| report.status != Status::Ignored || problem.severity > Severity::Note;
        self.add_problems(report.problems.iter().filter(is_counted));
    }

    /// Adds problems.
    pub(super) fn add_problems<'p>(&mut self, problems: impl Iterator<Item = &'p Problem>) {
        for problem in problems {
            *self.severities.entry(problem.severity).or_default() += 1;
        }
    }

    fn add_reason(&mut self, reason: &str) {
        let reason = reason.strip_prefix("not an article: ").unwrap_or(reason);
        let is_new = !self.reasons.contains_key(reason);
        let reason = if is_new && self.reasons.len() >= MAX_REASONS { "other reasons" } else { reason };
        *self.reasons.entry(reason.to_owned()).or_default() += 1;
    }

    /// The number of files of a status.
    pub fn with_status(&self, status: Status) -> usize {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// The number of problems of a severity.
    pub fn with_severity(&self, severity: Severity) -> usize {
        self.severities.get(&severity).copied().unwrap_or_default()
    }

    /// The reasons for which files are not articles, the most frequent first, each with its number of files.
    pub fn reasons(&self) -> Vec<(&str, usize)> {
        let mut reasons: Vec<(&str, usize)> =
            self.reasons.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
        reasons.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        reasons
    }
}
