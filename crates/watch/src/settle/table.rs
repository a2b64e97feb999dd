//! The table of paths that are not settled, with the time at which each must be checked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;
use tidings_model::{ContentPath, FileStamp};

/// A path that is not settled.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pending {
    /// A file is there, and is not known to be complete.
    Open(Open),
    /// The file is gone; it may be created again, or appear at another path.
    Leaving(Leaving),
}

/// What is known about a file that may be incomplete.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) writer: Writer,
    /// The stamp that the last check found, unless a signal has arrived since.
    pub(super) seen: Option<FileStamp>,
    /// When the file was first known to be incomplete.
    pub(super) since: Instant,
    /// When its last change was noticed.
    pub(super) changed: Instant,
    /// The number of checks that found a process with the file open for writing.
    pub(super) checks: u32,
}

/// What is known about a process that writes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// Nothing points to one.
    None,
    /// The file was opened, or a scan found that it may have a writer.
    Suspected,
    /// The platform reported a write, so that it will report the close too, if it reports closes.
    Reported,
}

/// What was at a path that is empty now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    pub(super) directory: bool,
    /// The cookie of the rename that moved it.
    pub(super) cookie: Option<usize>,
    pub(super) writer: Writer,
}

/// Contains each path at most once, with at most one deadline. An operation costs at most the logarithm of
/// the table's size.
#[derive(Debug, Default)]
pub(super) struct Table {
    paths: BTreeMap<ContentPath, (Pending, Option<Instant>)>,
    deadlines: BTreeSet<(Instant, ContentPath)>,
    /// Paths that were renamed to a path that is not yet known, by the cookie of the rename.
    cookies: HashMap<usize, ContentPath>,
}

impl Table {
    pub(super) fn get(&self, path: &ContentPath) -> Option<&Pending> {
        self.paths.get(path).map(|(pending, _)| pending)
    }

    pub(super) fn set(&mut self, path: ContentPath, pending: Pending, due: Instant) {
        self.remove(&path);
        if let Pending::Leaving(Leaving { cookie: Some(cookie), .. }) = pending {
            self.cookies.insert(cookie, path.clone());
        }
        self.deadlines.insert((due, path.clone()));
        self.paths.insert(path, (pending, Some(due)));
    }

    pub(super) fn remove(&mut self, path: &ContentPath) -> Option<Pending> {
        let (pending, due) = self.paths.remove(path)?;
        if let Some(due) = due {
            self.deadlines.remove(&(due, path.clone()));
        }
        if let Pending::Leaving(Leaving { cookie: Some(cookie), .. }) = pending {
            self.cookies.remove(&cookie);
        }
        Some(pending)
    }

    /// Takes out the path from which the rename with this cookie started, unless a file is there again.
    pub(super) fn take_rename_source(&mut self, cookie: usize) -> Option<(ContentPath, Leaving)> {
        let path = self.cookies.get(&cookie)?.clone();
        match self.remove(&path) {
            Some(Pending::Leaving(leaving)) => Some((path, leaving)),
            _ => None,
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(due, _)| *due)
    }

    /// Returns a path whose deadline has passed. The path stays in the table without a deadline.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<ContentPath> {
        if self.next_deadline()? > now {
            return None;
        }
        let (_, path) = self.deadlines.pop_first()?;
        if let Some((_, due)) = self.paths.get_mut(&path) {
            *due = None;
        }
        Some(path)
    }

    /// The files that may be incomplete.
    pub(super) fn open_files(&self) -> impl Iterator<Item = &ContentPath> {
        let is_open = |pending: &Pending| matches!(pending, Pending::Open(_));
        self.paths.iter().filter(move |(_, (pending, _))| is_open(pending)).map(|(path, _)| path)
    }

    /// Removes every path that is empty now.
    pub(super) fn remove_leaving(&mut self) {
        let is_leaving = |pending: &Pending| matches!(pending, Pending::Leaving(_));
        let leaving = self.paths.iter().filter(|(_, (pending, _))| is_leaving(pending));
        for path in leaving.map(|(path, _)| path.clone()).collect::<Vec<_>>() {
            self.remove(&path);
        }
    }

    /// All paths below the directory, without the directory itself.
    pub(super) fn paths_below(&self, directory: &ContentPath) -> Vec<ContentPath> {
        // `a-b` sorts between `a` and `a/b`, and is not below `a`.
        let from_here = self.paths.range(directory.clone()..).map(|(path, _)| path);
        let near = from_here.take_while(|path| path.as_str().starts_with(directory.as_str()));
        near.filter(|path| path.is_within(directory) && *path != directory).cloned().collect()
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.deadlines.is_empty() && self.cookies.is_empty()
    }
}
