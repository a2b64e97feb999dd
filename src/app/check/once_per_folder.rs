//! Reports a problem that many files have only for the first of them, with the number of the others.

use std::collections::{HashMap, HashSet};
use tidings_catalogue::FileReport;
use tidings_model::{ContentPath, Problem};

/// Most different problems that are counted; beyond this number each file reports its own.
const MAX_PROBLEMS: usize = 10_000;

/// The problems marked `once_per_folder` of a folder.
#[derive(Debug, Default)]
pub(super) struct OncePerFolder {
    /// By message.
    counted: HashMap<String, Counted>,
    /// The messages that the check found, by the path of the first file.
    found_by_check: HashMap<ContentPath, Problem>,
}

#[derive(Debug)]
struct Counted {
    first: ContentPath,
    files: usize,
}

impl OncePerFolder {
    /// Counts the problems of a file, and one that the check found in addition. Files must come in the order of
    /// their paths.
    pub(super) fn count(&mut self, report: &FileReport, found: Option<&Problem>) {
        let mut messages = HashSet::new();
        for problem in report.problems.iter().chain(found).filter(|problem| problem.once_per_folder) {
            if messages.insert(problem.message.as_str()) {
                self.count_message(&report.path, &problem.message);
            }
        }
        let is_first = |problem: &&Problem| {
            self.counted.get(&problem.message).is_none_or(|counted| counted.first == report.path)
        };
        if let Some(problem) = found.filter(is_first) {
            self.found_by_check.insert(report.path.clone(), problem.clone());
        }
    }

    fn count_message(&mut self, path: &ContentPath, message: &str) {
        let is_full = self.counted.len() >= MAX_PROBLEMS;
        match self.counted.get_mut(message) {
            Some(counted) => counted.files += 1,
            None if is_full => {}
            None => {
                let counted = Counted { first: path.clone(), files: 1 };
                self.counted.insert(message.to_owned(), counted);
            }
        }
    }

    /// Removes the problems that an earlier file has from the report, and adds the number of other files to
    /// those of which this file is the first.
    pub(super) fn keep_first(&mut self, report: &mut FileReport) {
        report.problems.extend(self.found_by_check.remove(&report.path));
        let mut kept = HashSet::new();
        report.problems.retain_mut(|problem| {
            let Some(counted) = self.counted.get(&problem.message).filter(|_| problem.once_per_folder) else {
                return true;
            };
            if counted.first != report.path || !kept.insert(problem.message.clone()) {
                return false;
            }
            match counted.files {
                0 | 1 => {}
                2 => problem.message.push_str(", here and in 1 other file"),
                files => problem.message.push_str(&format!(", here and in {} other files", files - 1)),
            }
            true
        });
    }
}
