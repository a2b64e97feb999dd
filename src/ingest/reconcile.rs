//! Reconciles the catalogue with the folder: a scan finds what differs, also where no event reported it.

use super::error::IngestError;
use super::pipeline::Ingest;
use super::policy::ScanSummary;
use super::progress::Progress;
use super::reading::{BatchWeight, is_authors_file_of};
use super::report::BatchReport;
use super::site_paths::SitePaths;
use std::collections::BTreeSet;
use std::time::SystemTime;
use tidings_catalogue::{Catalogue, CatalogueError, Observation};
use tidings_model::{ContentPath, FileStamp};
use tidings_parse::document::{companions, directory_of_authors_file};
use tidings_watch::{OpenFiles, Scan, scan, unfinished};

/// The minimum number of observations in a batch where changes may be put on hold, so that a bulk change is
/// noticed before its first part is published. 2,000 articles of 10 KB are 20 MB.
const BATCH_IF_HOLDING: usize = 2000;

/// The minimum number of observations in a batch otherwise: a transaction costs as much as some articles, and
/// the first articles of a large scan should be published soon.
const BATCH: usize = 500;

/// The differences between the folder and the catalogue.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    /// Files that are new or have another stamp, in the order of their paths.
    changed: Vec<(ContentPath, FileStamp)>,
    /// Known files that are gone, in the order of their paths.
    gone: Vec<ContentPath>,
    /// The number of files that the catalogue has.
    known: usize,
}

/// Scans the folder, or what is within `below`, and applies to the catalogue what differs, in batches;
/// `report` is called after each. Returns the files that are still being written: the watch must track them.
///
/// # Errors
/// The catalogue cannot be read or written, or the program was asked to stop.
pub(crate) fn reconcile(
    ingest: &mut Ingest,
    below: Option<&ContentPath>,
    report: &mut dyn FnMut(&BatchReport),
) -> Result<BTreeSet<ContentPath>, IngestError> {
    let scan = scan_folder(&ingest.paths, below);
    ingest.note_scan(below, &scan);
    match below {
        None => reconcile_full_scan(ingest, scan, report),
        Some(_) => {
            let difference = compare(&scan, &ingest.catalogue, below)?;
            apply_difference(ingest, scan, difference, report)
        }
    }
}

/// Applies what a scan of the whole folder found; as [`reconcile`].
pub(super) fn reconcile_full_scan(
    ingest: &mut Ingest,
    scan: Scan,
    report: &mut dyn FnMut(&BatchReport),
) -> Result<BTreeSet<ContentPath>, IngestError> {
    let difference = compare(&scan, &ingest.catalogue, None)?;
    if !ingest.begin_full_scan(ScanSummary::new(&scan, difference.known, &difference.gone)) {
        return Ok(BTreeSet::new());
    }
    let unfinished = apply_difference(ingest, scan, difference, report);
    // The review ends after an error too.
    ingest.finish_full_scan(unfinished.is_ok());
    unfinished
}

fn apply_difference(
    ingest: &mut Ingest,
    scan: Scan,
    difference: Difference,
    report: &mut dyn FnMut(&BatchReport),
) -> Result<BTreeSet<ContentPath>, IngestError> {
    let Difference { changed, gone, known: _ } = difference;
    changed.iter().for_each(|(path, _)| tracing::debug!("{path}: found by a scan: new or changed"));
    gone.iter().for_each(|path| tracing::debug!("{path}: found by a scan: gone"));
    let (paths, unfinished) = split_unfinished(ingest, changed);
    ingest.reader.read_author_files(scan.files.iter().map(|(path, _)| path).chain(&gone));
    drop(scan);
    let reader = ingest.reader.clone();
    // Removals come first: a file that was renamed while nothing watched is recognised by its content.
    let mut batch: Vec<Observation> = gone.into_iter().map(|path| Observation::Gone { path }).collect();
    let minimum = if ingest.policy.can_hold() { BATCH_IF_HOLDING } else { BATCH };
    ingest.progress = Progress { done: 0, total: paths.len() };
    let mut weight = BatchWeight::default();
    reader.observe_all(
        &paths,
        |observation| observation,
        |observations| {
            ingest.check_stopped()?;
            ingest.progress.done += observations.len();
            let is_heavy = weight.add(&observations);
            batch.extend(observations);
            if batch.len() < minimum && !is_heavy {
                Ok(())
            } else {
                ingest.apply(std::mem::take(&mut batch), report)
            }
        },
    )?;
    ingest.apply(batch, report)?;
    Ok(unfinished)
}

/// Scans the folder, or what is within `below`.
pub(super) fn scan_folder(paths: &SitePaths, below: Option<&ContentPath>) -> Scan {
    scan(&paths.content, below, &paths.excluded())
}

/// The files that are complete, in the order in which they are to be read, and those that are still being
/// written.
pub(super) fn split_unfinished(
    ingest: &Ingest,
    mut files: Vec<(ContentPath, FileStamp)>,
) -> (Vec<ContentPath>, BTreeSet<ContentPath>) {
    sort_originals_first(&mut files);
    let mut unfinished = unfinished(&ingest.paths.content, &files, SystemTime::now(), ingest.limits);
    // The watch also knows writers that cannot be seen from here.
    unfinished.extend(ingest.open_files.iter().flat_map(OpenFiles::get));
    let paths = files.into_iter().map(|(path, _)| path).filter(|path| !unfinished.contains(path)).collect();
    (paths, unfinished)
}

/// Sorts an original before its translations, so that the original gets the slug that all of them would
/// otherwise get. Paths come nearly in this order, so each is compared with few others; storing the sort keys
/// of 100,000 paths would take 25 MB.
pub(super) fn sort_originals_first(files: &mut [(ContentPath, FileStamp)]) {
    let by_name = |a: &ContentPath, b: &ContentPath| {
        let by_shared_name = a.name().cmp(b.name());
        by_shared_name.then_with(|| (a.translation().is_some(), a).cmp(&(b.translation().is_some(), b)))
    };
    files.sort_by(|(a, _), (b, _)| a.directory().cmp(b.directory()).then_with(|| by_name(a, b)));
}

/// Compares a scan with the files that the catalogue has. Both come in the order of their paths.
fn compare(
    scan: &Scan,
    catalogue: &Catalogue,
    below: Option<&ContentPath>,
) -> Result<Difference, CatalogueError> {
    let (mut difference, mut found) = (Difference::default(), scan.files.iter().peekable());
    catalogue.visit_files(below, &mut |path, stamp| {
        difference.known += 1;
        while let Some(new) = found.next_if(|(found, _)| found.as_str() < path) {
            difference.changed.push(new.clone());
        }
        match found.next_if(|(found, _)| found.as_str() == path) {
            Some((_, now)) if stamp.is_unchanged(*now) => {}
            Some(changed) => difference.changed.push(changed.clone()),
            None => difference.gone.extend(ContentPath::new(path)),
        }
    })?;
    difference.changed.extend(found.cloned());
    // A directory that could not be read does not prove that its files are gone.
    difference.gone.retain(|path| scan.proves_absence_of(path));
    difference.changed.extend(with_changed_authors(scan, &difference));
    difference.changed.extend(with_changed_companions(scan, &difference));
    Ok(difference)
}

/// The files that did not change, but that may be parts or copies of one that did.
fn with_changed_companions(scan: &Scan, difference: &Difference) -> Vec<(ContentPath, FileStamp)> {
    let changed: BTreeSet<&ContentPath> = difference.changed.iter().map(|(path, _)| path).collect();
    // Of a new folder, all files are read anyway.
    if changed.len() == scan.files.len() {
        return Vec::new();
    }
    let differing: BTreeSet<&ContentPath> = changed.iter().copied().chain(&difference.gone).collect();
    if differing.is_empty() {
        return Vec::new();
    }
    let depends = |path: &ContentPath| companions(path).iter().any(|one| differing.contains(&one.path));
    scan.files.iter().filter(|(path, _)| !changed.contains(path) && depends(path)).cloned().collect()
}

/// The articles that did not change, but whose authors file did.
fn with_changed_authors(scan: &Scan, difference: &Difference) -> Vec<(ContentPath, FileStamp)> {
    let differing = difference.changed.iter().map(|(path, _)| path).chain(&difference.gone);
    let authors_files: Vec<&ContentPath> =
        differing.filter(|path| directory_of_authors_file(path).is_some()).collect();
    if authors_files.is_empty() {
        return Vec::new();
    }
    let changed: BTreeSet<&ContentPath> = difference.changed.iter().map(|(path, _)| path).collect();
    let has_changed_authors =
        |path: &ContentPath| authors_files.iter().any(|file| is_authors_file_of(file, path));
    scan.files
        .iter()
        .filter(|(path, _)| !changed.contains(path) && has_changed_authors(path))
        .cloned()
        .collect()
}
