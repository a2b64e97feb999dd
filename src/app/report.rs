//! What the log says of the work.

use super::News;
use super::once::tell_once;
use std::collections::BTreeSet;
use std::time::Duration;
use tidings_catalogue::{Catalogue, CatalogueError, Change, ChangeKind, Observation};
use tidings_model::{ContentPath, Problem, Severity};

/// How many files or articles of one batch are told one by one; beyond it (a first start, a copied tree) a number is
/// enough, and `tidings check` has the rest.
const EACH: usize = 20;

/// A file that was read, and what it has found wrong with itself, where that is not asked of the catalogue.
#[derive(Debug)]
pub(super) struct Read {
    path: ContentPath,
    problems: Vec<Problem>,
}

/// The files of a batch that may have problems, to be told when it is applied.
pub(super) fn read_files(batch: &[Observation]) -> Vec<Read> {
    let is_asked = batch.len() <= EACH;
    let read = |observation: &Observation| match observation {
        Observation::Parsed { article, .. } => {
            let problems = if is_asked { Vec::new() } else { article.problems.clone() };
            Some(Read { path: article.path.clone(), problems })
        }
        Observation::Rejected { path, .. } => Some(Read { path: path.clone(), problems: Vec::new() }),
        Observation::Ignored { .. } | Observation::Renamed { .. } | Observation::Gone { .. } => None,
    };
    batch.iter().filter_map(read).collect()
}

/// What is wrong with a file. The catalogue is asked, since it finds some of it itself (two files with one id). Of a large
/// batch it is asked for errors alone: reading every article back costs more than writing it.
fn problems(news: &News, file: &Read) -> Result<Vec<Problem>, CatalogueError> {
    if news.files.len() <= EACH {
        return Ok(news
            .catalogue
            .file_report(&file.path, news.now)?
            .map_or_else(Vec::new, |report| report.problems));
    }
    let rejection = news.catalogue.rejection_problems(&file.path)?;
    Ok(if rejection.is_empty() { file.problems.clone() } else { rejection })
}

/// What a first reading found wrong.
#[derive(Debug, Default)]
pub(super) struct Tally {
    warnings: usize,
    /// Those that are told once for all files.
    told: BTreeSet<String>,
}

impl Tally {
    pub(super) fn add(&mut self, problems: &[Problem]) {
        for problem in problems.iter().filter(|problem| problem.severity == Severity::Warning) {
            let is_new = !problem.once_per_folder || self.told.insert(problem.message.clone());
            self.warnings += usize::from(is_new);
        }
    }

    /// Logs every error, and how many warnings there are.
    pub(super) fn log(&self, catalogue: &Catalogue, files: usize, took: Duration) {
        match catalogue.rejected_files() {
            Ok(mut rejected) => {
                tell_once(&mut rejected, |(_, problems)| problems);
                for (path, problems) in &rejected {
                    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
                    errors.for_each(|error| log_problem(path, Severity::Error, error));
                }
            }
            Err(error) => tracing::error!("{error}"),
        }
        if self.warnings > 0 {
            tracing::warn!("{} warnings; 'tidings check' tells them", self.warnings);
        }
        if files > EACH {
            tracing::info!("{files} files were read in {:.1} s", took.as_secs_f32());
        }
    }
}

/// Logs what a batch changed, and what is wrong with its files.
pub(super) fn log(news: &News) {
    log_changes(&news.changes);
    log_problems(news);
}

/// One line for each thing that an author should mend.
fn log_problems(news: &News) {
    let mut files = Vec::with_capacity(news.files.len());
    for file in &news.files {
        match problems(news, file) {
            Ok(problems) => files.push((&file.path, problems)),
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
