//! Turns file events into work: what to read, what to remove, what to compare.

use std::collections::BTreeSet;
use tidings_model::ContentPath;
use tidings_watch::FileEvent;

/// The work for the events that arrived while the previous work was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Plan {
    /// Renamed files, in the order of the events.
    pub(in crate::ingest) renamed: Vec<(ContentPath, ContentPath)>,
    /// Directories that were renamed with everything in them, in the order of the events.
    pub(in crate::ingest) renamed_directories: Vec<(ContentPath, ContentPath)>,
    /// Files that are gone, or directories with everything in them.
    pub(in crate::ingest) gone: BTreeSet<ContentPath>,
    /// Paths at which something was removed, perhaps a directory, and at which a file is now: nothing is
    /// below them any more.
    pub(in crate::ingest) replaced: BTreeSet<ContentPath>,
    /// Files to read, each once, however often it was written.
    pub(in crate::ingest) read: BTreeSet<ContentPath>,
    /// Directories to compare with the catalogue.
    pub(in crate::ingest) rescan: BTreeSet<ContentPath>,
    /// Whether to compare the whole folder with the catalogue.
    pub(in crate::ingest) rescan_all: bool,
    /// The reasons why the watch is degraded, each to be logged once.
    pub(in crate::ingest) degradations: Vec<String>,
    /// Whether the thread that watches the folder ended by a panic.
    pub(in crate::ingest) watch_ended: bool,
}

impl Plan {
    /// Adds one event; a later event on a path replaces an earlier one.
    pub(in crate::ingest) fn add(&mut self, event: FileEvent) {
        match event {
            FileEvent::Complete(path) => {
                self.replace(&path);
                self.read.insert(path);
            }
            FileEvent::Removed(path) => {
                self.read.remove(&path);
                self.gone.insert(path);
            }
            FileEvent::Renamed { from, to } => {
                self.read.remove(&from);
                self.replace(&to);
                self.read.insert(to.clone());
                self.renamed.push((from, to));
            }
            FileEvent::DirectoryRenamed { from, to } => self.renamed_directories.push((from, to)),
            FileEvent::Rescan(Some(directory)) => drop(self.rescan.insert(directory)),
            FileEvent::Rescan(None) => self.rescan_all = true,
            FileEvent::Degraded(degradation) => self.degradations.push(degradation.to_string()),
        }
    }

    /// Records that a file is at the path.
    fn replace(&mut self, path: &ContentPath) {
        self.replaced.extend(self.gone.take(path));
    }

    /// The directories to compare, without those inside another of them: a copied tree reports every level.
    pub(in crate::ingest) fn topmost_rescans(&self) -> Vec<ContentPath> {
        let mut topmost: Vec<ContentPath> = Vec::new();
        for directory in &self.rescan {
            if !topmost.iter().any(|above| directory.is_within(above)) {
                topmost.push(directory.clone());
            }
        }
        topmost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn plan(events: impl IntoIterator<Item = FileEvent>) -> Plan {
        let mut plan = Plan::default();
        events.into_iter().for_each(|event| plan.add(event));
        plan
    }

    #[test]
    fn a_file_written_a_thousand_times_is_read_once() {
        let plan = plan((0..1000).map(|_| FileEvent::Complete(path("a.md"))));
        assert_eq!(plan.read.len(), 1);
    }

    #[test]
    fn the_last_event_of_a_path_counts() {
        let restored = plan([FileEvent::Removed(path("a.md")), FileEvent::Complete(path("a.md"))]);
        assert!(restored.gone.is_empty() && restored.read.contains(&path("a.md")));
        let removed = plan([FileEvent::Complete(path("a.md")), FileEvent::Removed(path("a.md"))]);
        assert!(removed.read.is_empty() && removed.gone.contains(&path("a.md")));
    }

    #[test]
    fn a_tree_is_compared_once() {
        let directories = ["a/b", "a", "a b", "a/b/c", "d/e"].map(|text| FileEvent::Rescan(Some(path(text))));
        assert_eq!(plan(directories).topmost_rescans(), [path("a"), path("a b"), path("d/e")]);
    }

    #[test]
    fn a_file_in_place_of_a_directory_leaves_nothing_below_it() {
        let plan = plan([FileEvent::Removed(path("a.md")), FileEvent::Complete(path("a.md"))]);
        assert_eq!(plan.replaced, BTreeSet::from([path("a.md")]));
    }

    #[test]
    fn a_rename_reads_the_new_path_only() {
        let renamed = FileEvent::Renamed { from: path("a.md"), to: path("b.md") };
        let plan = plan([FileEvent::Complete(path("a.md")), renamed]);
        assert_eq!(plan.read, BTreeSet::from([path("b.md")]));
        assert_eq!(plan.renamed, [(path("a.md"), path("b.md"))]);
    }
}
