//! Folder against catalogue: what a scan finds that no event told.

use super::approval::Approval;
use super::people::speaks_for;
use super::place::Place;
use super::{AppError, Ingest, News, Progress};
use std::collections::BTreeSet;
use std::time::{Instant, SystemTime};
use tidings_catalogue::{Catalogue, CatalogueError, Observation};
use tidings_model::{ContentPath, FileStamp};
use tidings_parse::document::directory_of_authors_file;
use tidings_watch::{Scan, scan, unfinished};

/// Observations that are judged together at the least, so that a flood is seen before its first part is out; 2,000
/// articles of 10 KB are 20 MB.
const TOGETHER: usize = 2000;

/// Observations that are applied together: a transaction costs as much as some articles, and the first of a flood are to
/// be out soon.
const AT_ONCE: usize = 500;

/// What a comparison asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    /// Files that are new or look different, in the order of their paths.
    read: Vec<(ContentPath, FileStamp)>,
    /// Files that were known and are not there, in the order of their paths.
    gone: Vec<ContentPath>,
}

/// Compares the folder, or one directory of it, with the catalogue; reads what differs on all cores, and applies it in
/// batches. `tell` hears of every batch. Returns the files that someone is still writing: the watcher has to
/// tell when they are whole.
pub(super) fn reconcile(
    ingest: &mut Ingest,
    below: Option<&ContentPath>,
    tell: &mut dyn FnMut(&News),
) -> Result<BTreeSet<ContentPath>, AppError> {
    let scan = look(&ingest.place, below);
    match below {
        Some(_) => compare_and_read(ingest, scan, below, tell),
        None => reconcile_with(ingest, scan, tell),
    }
}

/// The same for the whole folder, which has just been looked through.
pub(super) fn reconcile_with(
    ingest: &mut Ingest,
    scan: Scan,
    tell: &mut dyn FnMut(&News),
) -> Result<BTreeSet<ContentPath>, AppError> {
    // What is held is judged anew with everything else; an approval lets it pass, once.
    let was_open = ingest.flood.is_open();
    ingest.flood.judge_anew();
    ingest.flood.set_open(was_open || ingest.approval.as_ref().is_some_and(Approval::take));
    let unfinished = compare_and_read(ingest, scan, None, tell);
    ingest.flood.set_open(was_open);
    ingest.flood.is_judged();
    if ingest.flood.held().is_empty() {
        ingest.approval.iter().for_each(Approval::clear);
    }
    unfinished
}

fn compare_and_read(
    ingest: &mut Ingest,
    scan: Scan,
    below: Option<&ContentPath>,
    tell: &mut dyn FnMut(&News),
) -> Result<BTreeSet<ContentPath>, AppError> {
    let (Difference { read, gone }, known) = compare(&scan, &ingest.catalogue, below)?;
    if below.is_none() && ingest.absence.is_away(&scan, known, &gone, Instant::now()) {
        return Ok(BTreeSet::new());
    }
    let (read, unfinished) = finished(ingest, read);
    ingest.files.learn_people(scan.files.iter().map(|(path, _)| path).chain(&gone));
    drop(scan);
    let files = ingest.files.clone();
    // What is gone comes first: a file that was renamed while nobody watched is found again by its content.
    let mut batch: Vec<Observation> = gone.into_iter().map(|path| Observation::Gone { path }).collect();
    let together = if ingest.flood.holds_back() { TOGETHER } else { AT_ONCE };
    ingest.progress = Progress { done: 0, total: read.len() };
    files.observe_all(
        &read,
        |observation| observation,
        |observations| {
            ingest.go_on()?;
            ingest.progress.done += observations.len();
            batch.extend(observations);
            if batch.len() < together { Ok(()) } else { ingest.apply(std::mem::take(&mut batch), tell) }
        },
    )?;
    ingest.apply(batch, tell)?;
    Ok(unfinished)
}

/// What is in the folder now.
pub(super) fn look(place: &Place, below: Option<&ContentPath>) -> Scan {
    let scan = scan(&place.folder, below, &place.excluded());
    scan.problems
        .iter()
        .for_each(|problem| tracing::warn!("{}: {}", problem.path.display(), problem.problem));
    scan
}

/// Files that can be read now, in the order in which they are to be read, and those that someone is still writing.
pub(super) fn finished(
    ingest: &Ingest,
    mut read: Vec<(ContentPath, FileStamp)>,
) -> (Vec<ContentPath>, BTreeSet<ContentPath>) {
    in_order(&mut read);
    let unfinished = unfinished(&ingest.place.folder, &read, SystemTime::now(), ingest.settle);
    let paths = read.into_iter().map(|(path, _)| path).filter(|path| !unfinished.contains(path)).collect();
    (paths, unfinished)
}

/// An original comes before its translations, so that it gets the slug which all of them want. Paths come in nearly this
/// order, so that each is compared with a few others; keeping the parts of 100,000 names costs 25 MB.
fn in_order(files: &mut [(ContentPath, FileStamp)]) {
    let by_name = |a: &ContentPath, b: &ContentPath| {
        let named = a.name().cmp(b.name());
        named.then_with(|| (a.translation().is_some(), a).cmp(&(b.translation().is_some(), b)))
    };
    files.sort_by(|(a, _), (b, _)| a.directory().cmp(b.directory()).then_with(|| by_name(a, b)));
}

/// What differs, and how many files were known. Both sides come in the order of their paths.
fn compare(
    scan: &Scan,
    catalogue: &Catalogue,
    below: Option<&ContentPath>,
) -> Result<(Difference, usize), CatalogueError> {
    let (mut difference, mut known, mut found) = (Difference::default(), 0, scan.files.iter().peekable());
    catalogue.visit_files(below, &mut |path, stamp| {
        known += 1;
        while let Some(new) = found.next_if(|(found, _)| found.as_str() < path) {
            difference.read.push(new.clone());
        }
        match found.next_if(|(found, _)| found.as_str() == path) {
            Some((_, now)) if *now == stamp => {}
            Some(changed) => difference.read.push(changed.clone()),
            None => difference.gone.extend(ContentPath::new(path)),
        }
    })?;
    difference.read.extend(found.cloned());
    // A directory that could not be looked into, or a share that is away, is no proof that its files are.
    difference.gone.retain(|path| scan.vouches_for(path));
    difference.read.extend(told_of_anew(scan, &difference));
    Ok((difference, known))
}

/// Articles that did not change, but whose people file did.
fn told_of_anew(scan: &Scan, difference: &Difference) -> Vec<(ContentPath, FileStamp)> {
    let changed = difference.read.iter().map(|(path, _)| path).chain(&difference.gone);
    let people: Vec<&ContentPath> =
        changed.filter(|path| directory_of_authors_file(path).is_some()).collect();
    if people.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<&ContentPath> = difference.read.iter().map(|(path, _)| path).collect();
    let is_told_of = |path: &ContentPath| people.iter().any(|file| speaks_for(file, path));
    scan.files.iter().filter(|(path, _)| !known.contains(path) && is_told_of(path)).cloned().collect()
}
