//! The log lines about the files of a small batch: what was published, renamed, held back or ignored, and why.
//!
//! A line is written when something changes: a file that stays wrong, or stays no article, has one line at its arrival
//! and one when that ends.

use super::batch_report::{BatchReport, ObservedFile};
use super::dedup_problems::dedup_problems;
use super::problem_line::{MAX_LISTED, log_problem};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use std::collections::{BTreeMap, HashMap, HashSet};
use tidings_catalogue::{Catalogue, CatalogueError, Change, ChangeKind, FileReport};
use tidings_model::text::printable;
use tidings_model::{ArticleId, ContentPath, Entry, Problem, Severity, Status};
use tidings_parse::document::is_transient;

/// Logs each file of a batch.
///
/// # Errors
/// The catalogue cannot be read.
pub(super) fn log_files(report: &BatchReport) -> Result<(), CatalogueError> {
    let mut after: BTreeMap<&ContentPath, FileReport> = BTreeMap::new();
    for file in &report.files {
        after.extend(report.catalogue.file_report(&file.path, report.now)?.map(|found| (&file.path, found)));
    }
    let unchanged = log_renames(&report.files, &after);
    let changes = report.changes.iter().filter(|change| !unchanged.contains(&change.id));
    let changes: Vec<Change> = changes.cloned().collect();
    log_changes(report.catalogue, &changes);
    log_stages(&report.changes, after.values());
    for file in &report.files {
        if let Some(now) = after.get(&file.path) {
            log_status(report.catalogue, file.before.as_ref(), now)?;
        }
    }
    let mut problems: Vec<(&ObservedFile, Vec<Problem>)> = report
        .files
        .iter()
        .filter_map(|file| Some((file, after.get(&file.path)?.problems.clone())))
        .collect();
    dedup_problems(&mut problems, |(_, problems)| problems);
    problems.iter().for_each(|(file, problems)| log_problems(file, problems));
    Ok(())
}

/// Logs the files that an article left for another path. Returns the articles of which nothing else changed.
fn log_renames<'f>(
    files: &'f [ObservedFile],
    after: &'f BTreeMap<&ContentPath, FileReport>,
) -> HashSet<&'f ArticleId> {
    let by_id = |report: &'f FileReport| report.entry.as_ref().map(|entry| (&entry.id, entry));
    let now: HashMap<&ArticleId, &Entry> = after.values().filter_map(by_id).collect();
    let mut unchanged = HashSet::new();
    for before in files.iter().filter_map(|file| file.before.as_ref()?.entry.as_ref()) {
        let Some(now) = now.get(&before.id).filter(|now| now.article.path != before.article.path) else {
            continue;
        };
        let (from, to) = (&before.article.path, &now.article.path);
        if before.slug == now.slug {
            tracing::info!("renamed {from} to {to}: the address stays articles/{}/", now.slug);
        } else {
            tracing::info!("renamed {from} to {to}: the address moves to articles/{}/", now.slug);
        }
        let mut moved = Entry::clone(before);
        moved.article.path.clone_from(to);
        if moved == **now {
            unchanged.insert(&before.id);
        }
    }
    unchanged
}

/// Logs one line for each article that was added, changed or removed.
pub(in crate::ingest) fn log_changes(catalogue: &Catalogue, changes: &[Change]) {
    if changes.len() > MAX_LISTED {
        return tracing::info!("{} articles were published, updated or removed", changes.len());
    }
    for change in changes {
        let (verb, slug) = (verb(change.kind), &change.slug);
        match catalogue.path_of(&change.id) {
            // A front-matter key such as `rss: false` keeps the article out of every selection.
            Ok(Some(path)) if change.selections.is_empty() && change.kind != ChangeKind::Removed => {
                tracing::info!("{verb} {path}: articles/{slug}/ (its page only; the article is in no feed)");
            }
            Ok(Some(path)) => tracing::info!("{verb} {path}: articles/{slug}/"),
            Ok(None) => tracing::info!("{verb}: articles/{slug}/"),
            Err(error) => tracing::error!("{error}"),
        }
    }
}

fn verb(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "published",
        ChangeKind::Changed => "updated",
        ChangeKind::Removed => "removed",
    }
}

/// Logs for each file its status in the catalogue, and whether subscribers see a change of it.
fn log_stages<'f>(changes: &[Change], files: impl Iterator<Item = &'f FileReport>) {
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

/// Logs why a file is not public, if that is new.
fn log_status(
    catalogue: &Catalogue,
    before: Option<&FileReport>,
    now: &FileReport,
) -> Result<(), CatalogueError> {
    let path = &now.path;
    let has_changed = before.is_none_or(|before| before.status != now.status);
    let was_rejected = before.is_some_and(|before| before.status == Status::Rejected);
    if was_rejected && now.status != Status::Rejected {
        tracing::info!("resolved {path}: the file is {} again", now.status.as_str());
    }
    match now.status {
        Status::Published | Status::Rejected => {}
        Status::Draft if has_changed => tracing::info!("held back {path}: {}", draft_reason(now)),
        Status::Scheduled => {
            let date = |report: &FileReport| report.entry.as_ref().map(|entry| entry.published);
            if has_changed || before.and_then(date) != date(now) {
                tracing::info!("scheduled {path} until {}", moment(date(now)));
            }
        }
        Status::Expired if has_changed => {
            let expires = now.entry.as_ref().and_then(|entry| entry.article.expires);
            tracing::info!("held back {path}: expired at {}", moment(expires));
        }
        Status::Ignored if has_changed => {
            let reason = ignored_reason(now);
            let is_expected = is_transient(path) || !catalogue.articles_referencing(path)?.is_empty();
            if is_expected {
                tracing::debug!("ignored {path}: {reason}");
            } else {
                tracing::info!("ignored {path}: {reason}");
            }
        }
        Status::Draft | Status::Expired | Status::Ignored => {}
    }
    Ok(())
}

/// The reason that the parser noted.
fn draft_reason(report: &FileReport) -> String {
    let reason = report.problems.iter().find_map(|problem| problem.message.strip_prefix("Not published: "));
    printable(reason.unwrap_or("it is a draft")).into_owned()
}

fn ignored_reason(report: &FileReport) -> String {
    let message = report.problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
    printable(message.strip_prefix("not an article: ").unwrap_or(message)).into_owned()
}

fn moment(at: Option<DateTime<FixedOffset>>) -> String {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

/// Logs the problems that a file did not have before.
fn log_problems(file: &ObservedFile, problems: &[Problem]) {
    let path = &file.path;
    for problem in problems {
        match problem.severity {
            _ if file.known_problems().contains(problem) => tracing::debug!("{path}: still {problem}"),
            Severity::Note => tracing::debug!("{path}: {problem}"),
            severity => log_problem(path, severity, problem),
        }
    }
}
