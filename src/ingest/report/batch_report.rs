//! Logs what a batch changed, what its files became, and what is wrong with them.

use super::dedup_problems::dedup_problems;
use super::file_lines::{log_changes, log_files};
use super::problem_line::{MAX_LISTED, log_problem, warnings};
use super::status_counts::{FileOutcome, StatusCounts};
use crate::ingest::progress::Progress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use tidings_catalogue::{Catalogue, CatalogueError, Change, FileReport, Observation};
use tidings_model::{ContentPath, Problem, Severity};

/// The result of a batch that was applied to the catalogue.
pub(crate) struct BatchReport<'a> {
    pub(in crate::ingest) catalogue: &'a Catalogue,
    /// What subscribers see differently now.
    pub(in crate::ingest) changes: Vec<Change>,
    /// The files of the batch.
    pub(in crate::ingest) files: Vec<ObservedFile>,
    /// How far the scan that the batch belongs to is.
    pub(crate) progress: Progress,
    /// When the batch was applied.
    pub(in crate::ingest) now: DateTime<Utc>,
}

/// A file of a batch, and what the catalogue had of it before.
#[derive(Debug)]
pub(in crate::ingest) struct ObservedFile {
    pub(super) path: ContentPath,
    /// The problems that the parser found. Those of a rejected file are in the catalogue.
    pub(super) problems: Vec<Problem>,
    /// What it became; `None` if it is gone.
    pub(super) outcome: Option<FileOutcome>,
    /// The report before the batch. In a batch of more than [`MAX_LISTED`] files only that of a rejected file, without
    /// its article: reading every article back costs more than writing it.
    pub(super) before: Option<FileReport>,
}

impl ObservedFile {
    /// The files of a batch that is going to be applied, each path once.
    ///
    /// # Errors
    /// The catalogue cannot be read.
    pub(in crate::ingest) fn of_batch(
        batch: &[Observation],
        catalogue: &Catalogue,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self>, CatalogueError> {
        let is_small = batch.len() <= MAX_LISTED;
        let mut known: BTreeSet<&ContentPath> = BTreeSet::new();
        let mut files = Vec::with_capacity(batch.len());
        // The last observation of a path counts.
        for observation in batch.iter().rev() {
            let path = observation.path();
            if !known.insert(path) {
                continue;
            }
            let problems = match observation {
                Observation::Parsed { article, .. } => article.problems.clone(),
                _ => Vec::new(),
            };
            let before = match is_small {
                true => catalogue.file_report(path, now)?,
                false => rejection(catalogue, path)?,
            };
            let outcome = FileOutcome::of(observation, now);
            files.push(Self { path: path.clone(), problems, outcome, before });
        }
        files.reverse();
        Ok(files)
    }

    /// The problems that the file had before.
    pub(super) fn known_problems(&self) -> &[Problem] {
        self.before.as_ref().map_or(&[], |before| &before.problems)
    }
}

fn rejection(catalogue: &Catalogue, path: &ContentPath) -> Result<Option<FileReport>, CatalogueError> {
    let problems = catalogue.rejection_problems(path)?;
    let is_rejected = !problems.is_empty();
    let status = tidings_model::Status::Rejected;
    Ok(is_rejected.then(|| FileReport { path: path.clone(), status, entry: None, metadata: None, problems }))
}

/// Logs what a batch changed, and what is wrong with its files.
pub(crate) fn log_batch(report: &BatchReport) {
    let is_small = report.files.len() <= MAX_LISTED;
    let logged = if is_small { log_files(report) } else { log_many_files(report) };
    if let Err(error) = logged {
        tracing::error!("{error}");
    }
}

/// Logs errors one by one, and counts the rest. Only rejections are read from the catalogue.
fn log_many_files(report: &BatchReport) -> Result<(), CatalogueError> {
    log_changes(report.catalogue, &report.changes);
    let mut counts = StatusCounts::default();
    let mut files = Vec::with_capacity(report.files.len());
    for file in &report.files {
        let rejection = report.catalogue.rejection_problems(&file.path)?;
        let problems = if rejection.is_empty() { file.problems.clone() } else { rejection };
        files.push((file, problems));
        file.outcome.iter().for_each(|outcome| counts.add(outcome.clone()));
    }
    dedup_problems(&mut files, |(_, problems)| problems);
    let mut not_listed = 0;
    for (file, problem) in files.iter().flat_map(|(file, all)| all.iter().map(move |problem| (file, problem)))
    {
        let path = &file.path;
        match problem.severity {
            _ if file.known_problems().contains(problem) => tracing::debug!("{path}: still {problem}"),
            Severity::Note => tracing::debug!("{path}: {problem}"),
            Severity::Warning => not_listed += 1,
            Severity::Error => log_problem(path, Severity::Error, problem),
        }
    }
    if !counts.are_all_published() {
        tracing::info!("of {} files that were read: {counts}", report.files.len());
    }
    if not_listed > 0 {
        let (warnings, files) = (warnings(not_listed), files.len());
        tracing::warn!("{warnings} in {files} files; run 'tidings check' to list them");
    }
    Ok(())
}
