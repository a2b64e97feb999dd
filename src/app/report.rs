//! What the log says of the work.

use super::News;
use super::once::tell_once;
use crate::article::{ContentPath, Problem, Severity};
use crate::catalogue::{Change, ChangeKind, Observation};

/// How many files or articles of one batch are told one by one; beyond it (a first start, a copied tree) a number is
/// enough, and `tidings check` has the rest.
const EACH: usize = 20;

/// The files of a batch that may have problems, to be asked for when it is applied.
pub(super) fn read_files(batch: &[Observation]) -> Vec<ContentPath> {
    let path = |observation: &Observation| match observation {
        Observation::Parsed { article, .. } => Some(article.path.clone()),
        Observation::Rejected { path, .. } => Some(path.clone()),
        Observation::Ignored { .. } | Observation::Renamed { .. } | Observation::Gone { .. } => None,
    };
    batch.iter().filter_map(path).collect()
}

/// Logs what a batch changed, and what is wrong with its files.
pub(super) fn log(news: &News) {
    log_changes(&news.changes);
    log_problems(news);
}

/// One line for each thing that an author should mend. The catalogue is asked, since it finds some of them itself (two
/// files with one id).
fn log_problems(news: &News) {
    let mut files = Vec::with_capacity(news.files.len());
    for path in &news.files {
        match news.catalogue.file(path, news.now) {
            Ok(report) => files.push((path, report.map_or_else(Vec::new, |report| report.problems))),
            Err(error) => return tracing::error!("{error}"),
        }
    }
    tell_once(&mut files, |(_, problems)| problems);
    let count = files.len();
    let mut untold = 0;
    for (path, problems) in files {
        for problem in problems {
            match problem.severity {
                Severity::Note => tracing::debug!("{path}: {problem}"),
                Severity::Warning if count > EACH => untold += 1,
                severity => log_problem(path, severity, &problem),
            }
        }
    }
    if untold > 0 {
        tracing::warn!("{untold} warnings in {count} files; 'tidings check' tells them");
    }
}

fn log_problem(path: &ContentPath, severity: Severity, problem: &Problem) {
    if severity == Severity::Error {
        tracing::error!("{path}: {problem}");
    } else {
        tracing::warn!("{path}: {problem}");
    }
}

/// One line for each article that came, changed or went.
pub(super) fn log_changes(changes: &[Change]) {
    if changes.len() > EACH {
        return tracing::info!("{} articles came, changed or went", changes.len());
    }
    for change in changes {
        let what = match change.kind {
            ChangeKind::Added => "published",
            ChangeKind::Changed => "updated",
            ChangeKind::Removed => "taken away",
        };
        tracing::info!("{what}: articles/{}/", change.slug);
    }
}
