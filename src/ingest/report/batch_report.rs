//! Logs what a batch changed and what is wrong with its files.

use super::dedup_problems::dedup_problems;
use super::problem_line::{MAX_LISTED, log_problem, warnings};
use crate::ingest::progress::Progress;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use tidings_catalogue::{Catalogue, CatalogueError, Change, ChangeKind, FileReport, Observation};
use tidings_model::{ContentPath, Problem, Severity};

/// The result of a batch that was applied to the catalogue.
pub(crate) struct BatchReport<'a> {
    pub(in crate::ingest) catalogue: &'a Catalogue,
    /// What subscribers see differently now.
    pub(in crate::ingest) changes: Vec<Change>,
    /// The files of the batch that were read as articles or rejected.
    pub(in crate::ingest) files: Vec<FileProblems>,
    /// How far the scan that the batch belongs to is.
    pub(crate) progress: Progress,
    /// When the batch was applied.
    pub(in crate::ingest) now: DateTime<Utc>,
}

/// A file that was read, and the problems that the parser found in it.
#[derive(Debug)]
pub(in crate::ingest) struct FileProblems {
    path: ContentPath,
    problems: Vec<Problem>,
}

impl FileProblems {
    /// The files of a batch that may have problems. The problems of a rejected file are in the catalogue.
    pub(in crate::ingest) fn of_batch(batch: &[Observation]) -> Vec<Self> {
        let problems = |observation: &Observation| match observation {
            Observation::Parsed { article, .. } => {
                Some(Self { path: article.path.clone(), problems: article.problems.clone() })
            }
            Observation::Rejected { path, .. } => Some(Self { path: path.clone(), problems: Vec::new() }),
            Observation::Ignored { .. } | Observation::Renamed { .. } | Observation::Gone { .. } => None,
        };
        batch.iter().filter_map(problems).collect()
    }
}

/// Logs what a batch changed, and what is wrong with its files.
pub(crate) fn log_batch(report: &BatchReport) {
    log_changes(&report.changes);
    let logged =
        if report.files.len() <= MAX_LISTED { log_each_file(report) } else { log_many_files(report) };
    if let Err(error) = logged {
        tracing::error!("{error}");
    }
}

/// Logs the problems of each file. They are read from the catalogue, which finds some problems itself (two
/// files with one id).
fn log_each_file(report: &BatchReport) -> Result<(), CatalogueError> {
    let mut files = Vec::with_capacity(report.files.len());
    for file in &report.files {
        files.extend(report.catalogue.file_report(&file.path, report.now)?);
    }
    log_slugs(&report.changes, &files);
    let mut files: Vec<_> = files.into_iter().map(|file| (file.path, file.problems)).collect();
    dedup_problems(&mut files, |(_, problems)| problems);
    for (path, problems) in files {
        for problem in problems {
            match problem.severity {
                Severity::Note => tracing::debug!("{path}: {problem}"),
                severity => log_problem(&path, severity, &problem),
            }
        }
    }
    Ok(())
}

/// Logs errors one by one, and counts warnings. Only rejections are read from the catalogue: reading every
/// article of a large batch back costs more than writing it.
fn log_many_files(report: &BatchReport) -> Result<(), CatalogueError> {
    let mut files = Vec::with_capacity(report.files.len());
    for file in &report.files {
        let rejection = report.catalogue.rejection_problems(&file.path)?;
        let problems = if rejection.is_empty() { file.problems.clone() } else { rejection };
        files.push((&file.path, problems));
    }
    dedup_problems(&mut files, |(_, problems)| problems);
    let mut not_listed = 0;
    for (path, problem) in files.iter().flat_map(|(path, all)| all.iter().map(move |problem| (path, problem)))
    {
        match problem.severity {
            Severity::Note => tracing::debug!("{path}: {problem}"),
            Severity::Warning => not_listed += 1,
            Severity::Error => log_problem(path, Severity::Error, problem),
        }
    }
    if not_listed > 0 {
        let (warnings, files) = (warnings(not_listed), files.len());
        tracing::warn!("{warnings} in {files} files; run 'tidings check' to list them");
    }
    Ok(())
}

/// Logs for each file its status in the catalogue, and whether subscribers see a change of it.
fn log_slugs(changes: &[Change], files: &[FileReport]) {
    let kinds: HashMap<&str, ChangeKind> =
        changes.iter().map(|change| (change.slug.as_str(), change.kind)).collect();
    for file in files {
        let (path, status) = (&file.path, file.status.as_str());
        let slug = file.entry.as_ref().map(|entry| entry.slug.as_str());
        match slug.and_then(|slug| Some((slug, kinds.get(slug)?))) {
            Some((slug, kind)) => tracing::debug!("{path}: change: {} articles/{slug}/", verb(*kind)),
            None => tracing::debug!("{path}: no change that subscribers see; the file is {status}"),
        }
    }
}

/// Logs one line for each article that was added, changed or removed.
pub(in crate::ingest) fn log_changes(changes: &[Change]) {
    if changes.len() > MAX_LISTED {
        return tracing::info!("{} articles were published, updated or removed", changes.len());
    }
    for change in changes {
        tracing::info!("{}: articles/{}/", verb(change.kind), change.slug);
    }
}

fn verb(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "published",
        ChangeKind::Changed => "updated",
        ChangeKind::Removed => "removed",
    }
}
