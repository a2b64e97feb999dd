//! The watches on the directories of one content folder, and the list of what is polled instead.

use super::error::{WatchError, is_too_many_open_files};
use super::listing::{EntryKind, Found, Root};
use super::mode::WatchMode;
use super::network::network_file_system;
use super::signals::REPORTS_CLOSE;
use notify::{Config, ErrorKind, EventHandler, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tidings_model::ContentPath;

/// inotify watches single directories. notify can add a watch for each directory of a tree itself, but it
/// stops at the first one that it may not read, does not skip hidden ones (SQLite writes into `.tidings` all
/// the time), and does not report when the watch of a new directory is in place. Only from then on can its
/// files be listed without a gap.
const WATCHES_SINGLE_DIRECTORIES: bool = REPORTS_CLOSE;

/// If more paths than this are polled, the whole folder is scanned instead of each path.
const MAX_POLLED_PATHS: usize = 64;

/// The watches on one content folder. What cannot be watched is polled, so no method fails.
#[derive(Debug)]
pub(super) struct WatchTree {
    root: Root,
    mode: WatchMode,
    poll: Duration,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<ContentPath>,
    /// Links (their targets are watched under their own names), directories beyond the limit, unreadable
    /// directories, and mounted network file systems.
    polled: BTreeSet<ContentPath>,
    polls_all: bool,
    degradations: Vec<WatchError>,
    /// Degradations that were reported before.
    reported: Vec<WatchError>,
}

impl WatchTree {
    /// Watches the whole folder. Every change after the return is reported or found by polling.
    pub(super) fn start(root: Root, mode: WatchMode, poll: Duration, handler: impl EventHandler) -> Self {
        let mut tree = Self {
            root,
            mode,
            poll,
            watcher: None,
            watched: BTreeSet::new(),
            polled: BTreeSet::new(),
            polls_all: false,
            degradations: Vec::new(),
            reported: Vec::new(),
        };
        if mode == WatchMode::Poll {
            tree.polls_all = true;
            return tree;
        }
        let config = Config::default().with_follow_symlinks(false);
        match RecommendedWatcher::new(handler, config) {
            Ok(watcher) => tree.watcher = Some(watcher),
            Err(error) => tree.poll_everything(&error),
        }
        if let (Some(watcher), false) = (&mut tree.watcher, WATCHES_SINGLE_DIRECTORIES)
            && let Err(error) = watcher.watch(tree.root.folder(), RecursiveMode::Recursive)
        {
            tree.poll_everything(&error);
        }
        tree.watch_below(None);
        tree
    }

    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// Whether the directory at this path is watched.
    pub(super) fn is_watched(&self, path: &ContentPath) -> bool {
        self.watched.contains(path)
    }

    pub(super) fn take_degradations(&mut self) -> Vec<WatchError> {
        std::mem::take(&mut self.degradations)
    }

    /// Watches a directory and all directories below it. Files that appear after the return are reported; the
    /// files that are there must be listed.
    pub(super) fn watch_below(&mut self, directory: Option<&ContentPath>) {
        if self.watcher.is_none() {
            return;
        }
        let mut directories = vec![directory.cloned()];
        while let Some(directory) = directories.pop() {
            let location = self.root.path_on_disk(directory.as_ref());
            if directory.is_some() && location.is_symlink() {
                self.polled.extend(directory);
                continue;
            }
            self.poll_if_network(directory.as_ref(), &location);
            if !self.watch_one(directory.as_ref(), &location) {
                continue;
            }
            let mut links = Vec::new();
            let listed = self.root.list(directory.as_ref(), |entry| match entry.kind {
                EntryKind::Directory => directories.push(Some(entry.path)),
                EntryKind::Link => links.push(entry.path),
                EntryKind::File => {}
            });
            if listed.is_ok() {
                links.retain(|link| self.has_target(link));
                self.polled.extend(links);
            }
        }
    }

    /// Watches the directories of links that lead to the folder, so that their replacement is reported.
    pub(super) fn watch_links(&mut self, links: &[PathBuf]) {
        let Some(watcher) = self.watcher.as_mut().filter(|_| WATCHES_SINGLE_DIRECTORIES) else { return };
        for directory in links.iter().filter_map(|link| link.parent()) {
            if directory != self.root.folder()
                && let Err(error) = watcher.watch(directory, RecursiveMode::NonRecursive)
            {
                tracing::debug!(
                    "{}: not watched: {error}; the link is checked periodically",
                    directory.display()
                );
            }
        }
    }

    /// Removes a directory that is gone from the lists. The system and notify have removed its watches
    /// already.
    pub(super) fn forget(&mut self, directory: &ContentPath) {
        for paths in [&mut self.watched, &mut self.polled] {
            let near = paths
                .range(directory.clone()..)
                .take_while(|path| path.as_str().starts_with(directory.as_str()));
            let gone: Vec<ContentPath> = near.filter(|path| path.is_within(directory)).cloned().collect();
            for path in gone {
                paths.remove(&path);
            }
        }
    }

    /// Whether [`WatchTree::poll`] must be called periodically.
    pub(super) fn polls(&self) -> bool {
        self.polls_all || !self.polled.is_empty()
    }

    /// Tries again to watch what is polled, and returns what must be scanned now; `None` is the whole folder.
    pub(super) fn poll(&mut self) -> Vec<Option<ContentPath>> {
        let polled: Vec<ContentPath> = std::mem::take(&mut self.polled).into_iter().collect();
        for path in &polled {
            match self.root.find(path) {
                Ok(Found::Nothing | Found::Forbidden | Found::Special) => {}
                Ok(Found::File(_)) => {
                    self.polled.insert(path.clone());
                }
                Ok(Found::Directory(_)) | Err(_) => self.watch_below(Some(path)),
            }
        }
        match self.polls_all || polled.len() > MAX_POLLED_PATHS {
            true => vec![None],
            false => polled.into_iter().map(Some).collect(),
        }
    }

    /// Watches one directory. Returns true if the directories below it must be watched as well.
    fn watch_one(&mut self, directory: Option<&ContentPath>, location: &Path) -> bool {
        let Some(watcher) = &mut self.watcher else { return true };
        if !WATCHES_SINGLE_DIRECTORIES {
            return true;
        }
        match watcher.watch(location, RecursiveMode::NonRecursive) {
            Ok(()) => {
                self.watched.extend(directory.cloned());
                return true;
            }
            Err(error) => match error.kind {
                ErrorKind::PathNotFound => {}
                ErrorKind::MaxFilesWatch => {
                    if !self
                        .reported
                        .iter()
                        .any(|known| matches!(known, WatchError::TooManyDirectories { .. }))
                    {
                        self.report(WatchError::TooManyDirectories {
                            first: location.to_path_buf(),
                            poll: self.poll,
                        });
                    }
                    self.poll_instead(directory);
                }
                // Most likely the directory may not be read, which every scan reports.
                _ => self.poll_instead(directory),
            },
        }
        false
    }

    fn poll_instead(&mut self, directory: Option<&ContentPath>) {
        match directory {
            Some(directory) => {
                self.polled.insert(directory.clone());
            }
            None => self.polls_all = true,
        }
    }

    fn poll_everything(&mut self, error: &notify::Error) {
        self.polls_all = true;
        self.report(match &error.kind {
            // The limit of inotify instances has the same error number.
            ErrorKind::Io(error) if is_too_many_open_files(error) => {
                WatchError::TooManyWatchers { poll: self.poll }
            }
            _ => WatchError::Platform { reason: error.to_string(), poll: self.poll },
        });
    }

    /// Polls the directory if it is on a network file system. It is watched as well, for what this machine
    /// writes there.
    fn poll_if_network(&mut self, directory: Option<&ContentPath>, location: &Path) {
        let is_polled = self.mode != WatchMode::Auto
            || self.polls_all
            || directory.is_some_and(|directory| self.is_below_polled(directory));
        if is_polled {
            return;
        }
        if let Some(kind) = network_file_system(location) {
            self.report(WatchError::Network { directory: location.to_path_buf(), kind, poll: self.poll });
            self.poll_instead(directory);
        }
    }

    fn is_below_polled(&self, path: &ContentPath) -> bool {
        let mut parent = ContentPath::new(path.directory());
        while let Some(directory) = parent {
            if self.polled.contains(&directory) {
                return true;
            }
            parent = ContentPath::new(directory.directory());
        }
        false
    }

    fn has_target(&self, link: &ContentPath) -> bool {
        matches!(self.root.find(link), Ok(Found::File(_) | Found::Directory(_)) | Err(_))
    }

    fn report(&mut self, degradation: WatchError) {
        if !self.reported.contains(&degradation) {
            self.reported.push(degradation.clone());
            self.degradations.push(degradation);
        }
    }
}

/// The device and inode of a folder: another folder at the same path has other ones.
#[cfg(unix)]
pub(super) fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

/// On this platform the result only shows whether the folder exists.
#[cfg(not(unix))]
pub(super) fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    folder.metadata().map(|_| (0, 0))
}
