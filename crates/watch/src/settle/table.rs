//! The paths that are not settled, and when each is to be looked at.

use super::{Leaving, Pending};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;
use tidings_model::ContentPath;

/// Every path at most once, with at most one deadline. An operation costs no more than the logarithm of the
/// table's size.
#[derive(Debug, Default)]
pub(super) struct Table {
    paths: BTreeMap<ContentPath, (Pending, Option<Instant>)>,
    deadlines: BTreeSet<(Instant, ContentPath)>,
    /// Paths that were renamed to where is not yet known.
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

    /// Takes out the path that was left under this cookie and has not come back since.
    pub(super) fn take_left_under(&mut self, cookie: usize) -> Option<(ContentPath, Leaving)> {
        let path = self.cookies.get(&cookie)?.clone();
        match self.remove(&path) {
            Some(Pending::Leaving(leaving)) => Some((path, leaving)),
            _ => None,
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(due, _)| *due)
    }

    /// A path whose deadline is over; it stays in the table without one.
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

    /// Everything below the directory, which is not among them itself.
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
