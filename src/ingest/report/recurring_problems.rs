//! Problems that every scan finds again: each is logged once, and once more when it is solved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tidings_catalogue::Observation;
use tidings_model::{ContentPath, FileStamp};
use tidings_watch::ScanProblem;

/// The largest number of problems that are remembered. A path may have 4 KB. Beyond it problems are counted only.
const MAX_KNOWN: usize = 1000;

/// The problems that are in the log already.
#[derive(Debug, Default)]
pub(in crate::ingest) struct RecurringProblems {
    /// Entries of the folder that a scan could not read.
    of_scans: BTreeMap<PathBuf, String>,
    /// Files that could not be read.
    of_files: BTreeMap<ContentPath, String>,
}

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Unreadable {
    path: ContentPath,
    problem: String,
}

impl Unreadable {
    /// `None` if the file could be read.
    pub(in crate::ingest) fn of(observation: &Observation) -> Option<Self> {
        let Observation::Rejected { path, stamp: FileStamp::STALE, problems, .. } = observation else {
            return None;
        };
        let problem = problems.first().map(ToString::to_string).unwrap_or_default();
        Some(Self { path: path.clone(), problem })
    }
}

/// What to log.
#[derive(Debug, Default, PartialEq, Eq)]
struct News {
    /// Problems that are new, with their paths.
    found: Vec<(PathBuf, String)>,
    /// Problems that are solved.
    solved: Vec<(PathBuf, String)>,
    /// The number of problems beyond those that are remembered.
    uncounted: usize,
}

impl RecurringProblems {
    /// Logs what a scan of what is within `below` could not read, and what it can read again.
    pub(in crate::ingest) fn log_scan(&mut self, below: Option<&ContentPath>, problems: &[ScanProblem]) {
        let found = problems.iter().map(|problem| (problem.path.clone(), problem.problem.to_string()));
        let news = self.compare(below, found.collect());
        for (path, problem) in news.found {
            tracing::warn!("{}: {problem}", shown(&path));
        }
        if news.uncounted > 0 {
            tracing::warn!(
                "{} more entries of the folder have problems; see 'tidings check'",
                news.uncounted
            );
        }
        for (path, problem) in news.solved {
            tracing::info!("{}: solved: {problem}", shown(&path));
        }
    }

    fn compare(&mut self, below: Option<&ContentPath>, found: BTreeMap<PathBuf, String>) -> News {
        let is_covered = |path: &Path| below.is_none_or(|below| path.starts_with(below.as_str()));
        let mut news = News::default();
        self.of_scans.retain(|path, problem| {
            let is_solved = is_covered(path) && !found.contains_key(path);
            if is_solved {
                news.solved.push((path.clone(), problem.clone()));
            }
            !is_solved
        });
        for (path, problem) in found {
            if self.of_scans.get(&path) == Some(&problem) {
                continue;
            }
            if self.of_scans.len() >= MAX_KNOWN && !self.of_scans.contains_key(&path) {
                news.uncounted += usize::from(below.is_none());
                continue;
            }
            self.of_scans.insert(path.clone(), problem.clone());
            news.found.push((path, problem));
        }
        news
    }

    /// Removes from a batch the files that are unreadable for the same reason as before: nothing about them has
    /// changed. Every scan tries such a file again.
    pub(in crate::ingest) fn remove_repeated(&mut self, batch: Vec<Observation>) -> Vec<Observation> {
        batch.into_iter().filter(|observation| !self.is_repeated(observation)).collect()
    }

    /// Records an unreadable file that was logged otherwise.
    pub(in crate::ingest) fn add(&mut self, unreadable: Unreadable) {
        self.is_known(unreadable);
    }

    /// Records an unreadable file; returns whether it was recorded before, with the same problem.
    fn is_known(&mut self, Unreadable { path, problem }: Unreadable) -> bool {
        let is_full = self.of_files.len() >= MAX_KNOWN && !self.of_files.contains_key(&path);
        !is_full && self.of_files.insert(path, problem.clone()) == Some(problem)
    }

    fn is_repeated(&mut self, observation: &Observation) -> bool {
        if let Some(unreadable) = Unreadable::of(observation) {
            return self.is_known(unreadable);
        }
        let path = observation.path();
        match observation {
            Observation::Gone { .. } | Observation::Renamed { .. } => {
                self.of_files.remove(path);
                false
            }
            Observation::Parsed { .. }
            | Observation::Rejected { .. }
            | Observation::Ignored { .. }
            | Observation::NoContent { .. } => {
                if self.of_files.remove(path).is_some() {
                    tracing::info!("{path}: the file can be read again");
                }
                false
            }
        }
    }
}

/// The path, or a name for the folder itself.
fn shown(path: &Path) -> std::path::Display<'_> {
    if path.as_os_str().is_empty() { Path::new("the content folder").display() } else { path.display() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_model::{PartialMetadata, Problem};

    fn found(paths: &[&str]) -> BTreeMap<PathBuf, String> {
        paths.iter().map(|path| (PathBuf::from(path), "cannot be read".to_owned())).collect()
    }

    #[test]
    fn a_problem_that_stays_is_news_once() {
        let mut problems = RecurringProblems::default();
        let below = ContentPath::new("a").unwrap();
        assert_eq!(problems.compare(None, found(&["a/x", "b"])).found.len(), 2);
        assert_eq!(problems.compare(None, found(&["a/x", "b"])), News::default());
        assert_eq!(problems.compare(Some(&below), found(&["a/x"])), News::default());
        let solved = problems.compare(Some(&below), found(&[])).solved;
        assert_eq!(solved.iter().map(|(path, _)| path.as_path()).collect::<Vec<_>>(), [Path::new("a/x")]);
        let returned = problems.compare(None, found(&["a/x", "b"])).found;
        assert_eq!(returned.len(), 1);
    }

    #[test]
    fn the_number_of_remembered_problems_is_bounded() {
        let mut problems = RecurringProblems::default();
        let many = || {
            (0..MAX_KNOWN + 5).map(|number| (PathBuf::from(format!("{number:05}")), String::new())).collect()
        };
        let news = problems.compare(None, many());
        assert_eq!((news.found.len(), news.uncounted), (MAX_KNOWN, 5));
        assert_eq!(problems.compare(None, many()).found.len(), 0);
    }

    #[test]
    fn an_unreadable_file_is_reported_once() {
        let mut problems = RecurringProblems::default();
        let path = ContentPath::new("a.md").unwrap();
        let unreadable = |reason: &str| Observation::Rejected {
            path: path.clone(),
            stamp: FileStamp::STALE,
            problems: vec![Problem::error(reason, "")],
            metadata: PartialMetadata::default(),
        };
        let mut left = |observation| problems.remove_repeated(vec![observation]).len();
        assert_eq!(left(unreadable("permission denied")), 1);
        assert_eq!(left(unreadable("permission denied")), 0);
        assert_eq!(left(unreadable("input/output error")), 1);
        assert_eq!(left(Observation::Gone { path: path.clone() }), 1);
        assert_eq!(left(unreadable("input/output error")), 1);
    }
}
