//! Which directories are watched, and which are looked through at intervals instead.

use super::WatchError;
use super::listing::{EntryKind, Found, Root};
use super::network::network_file_system;
use super::signals::CLOSES_ARE_TOLD;
use crate::WatchMode;
use notify::{Config, ErrorKind, EventHandler, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::Duration;
use tidings_model::ContentPath;

/// inotify watches single directories. notify could walk through them itself, but gives up at the first one
/// that it may not read, does not leave out hidden ones (SQLite writes into `.tidings` all the time), and does
/// not tell when a new directory's watch is in place, which is when its files can be listed without loss.
const WATCHES_SINGLE_DIRECTORIES: bool = CLOSES_ARE_TOLD;

/// From so many on, all the folder is looked through rather than its parts.
const MANY: usize = 64;

/// `EMFILE` and `ENFILE`, the same on every Unix: no more inotify instances, or no more open files.
const TOO_MANY_OPEN: [i32; 2] = [24, 23];

/// The watches on one content folder. Whatever cannot be watched is polled, so nothing here fails.
#[derive(Debug)]
pub(super) struct Tree {
    root: Root,
    mode: WatchMode,
    poll: Duration,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<ContentPath>,
    /// Links (what they lead to is watched under its own name), directories beyond the limit, unreadable ones,
    /// and mounted network file systems.
    polled: BTreeSet<ContentPath>,
    polls_all: bool,
    troubles: Vec<WatchError>,
    /// Troubles that were handed out before.
    reported: Vec<WatchError>,
}

impl Tree {
    /// Watches all of the folder; every change after the return is told or polled.
    pub(super) fn plant(root: Root, mode: WatchMode, poll: Duration, handler: impl EventHandler) -> Self {
        let mut tree = Self {
            root,
            mode,
            poll,
            watcher: None,
            watched: BTreeSet::new(),
            polled: BTreeSet::new(),
            polls_all: false,
            troubles: Vec::new(),
            reported: Vec::new(),
        };
        if mode == WatchMode::Poll {
            tree.polls_all = true;
            return tree;
        }
        let config = Config::default().with_follow_symlinks(false);
        match RecommendedWatcher::new(handler, config) {
            Ok(watcher) => tree.watcher = Some(watcher),
            Err(error) => tree.poll_all(&error),
        }
        if let (Some(watcher), false) = (&mut tree.watcher, WATCHES_SINGLE_DIRECTORIES)
            && let Err(error) = watcher.watch(tree.root.folder(), RecursiveMode::Recursive)
        {
            tree.poll_all(&error);
        }
        tree.cover(None);
        tree
    }

    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// Whether a directory was last seen at this path.
    pub(super) fn holds(&self, path: &ContentPath) -> bool {
        self.watched.contains(path)
    }

    pub(super) fn take_troubles(&mut self) -> Vec<WatchError> {
        std::mem::take(&mut self.troubles)
    }

    /// Watches a directory and all below it. Files that appear after the return are told; those that are there
    /// must be listed.
    pub(super) fn cover(&mut self, directory: Option<&ContentPath>) {
        if self.watcher.is_none() {
            return;
        }
        let mut directories = vec![directory.cloned()];
        while let Some(directory) = directories.pop() {
            let place = self.root.place(directory.as_ref());
            if directory.is_some() && place.is_symlink() {
                self.polled.extend(directory);
                continue;
            }
            self.consider_network(directory.as_ref(), &place);
            if !self.watch_one(directory.as_ref(), &place) {
                continue;
            }
            let mut links = Vec::new();
            let listed = self.root.list(directory.as_ref(), |entry| match entry.kind {
                EntryKind::Directory => directories.push(Some(entry.path)),
                EntryKind::Link => links.push(entry.path),
                EntryKind::File => {}
            });
            if listed.is_ok() {
                links.retain(|link| self.leads_somewhere(link));
                self.polled.extend(links);
            }
        }
    }

    /// The directory is gone, and with it, in the system and in notify, its watches.
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

    /// Whether [`Tree::poll`] has something to do.
    pub(super) fn polls(&self) -> bool {
        self.polls_all || !self.polled.is_empty()
    }

    /// Tries once more to watch what is polled, and returns what must be looked through now.
    pub(super) fn poll(&mut self) -> Vec<Option<ContentPath>> {
        let polled: Vec<ContentPath> = std::mem::take(&mut self.polled).into_iter().collect();
        for path in &polled {
            match self.root.find(path) {
                Ok(Found::Nothing | Found::Forbidden | Found::Special) => {}
                Ok(Found::File(_)) => {
                    self.polled.insert(path.clone());
                }
                Ok(Found::Directory(_)) | Err(_) => self.cover(Some(path)),
            }
        }
        match self.polls_all || polled.len() > MANY {
            true => vec![None],
            false => polled.into_iter().map(Some).collect(),
        }
    }

    /// `true`: it is watched, and what is below it must be too.
    fn watch_one(&mut self, directory: Option<&ContentPath>, place: &Path) -> bool {
        let Some(watcher) = &mut self.watcher else { return true };
        if !WATCHES_SINGLE_DIRECTORIES {
            return true;
        }
        match watcher.watch(place, RecursiveMode::NonRecursive) {
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
                            first: place.to_path_buf(),
                            poll: self.poll,
                        });
                    }
                    self.poll_instead(directory);
                }
                // Most likely it may not be read, which every scan reports.
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

    fn poll_all(&mut self, error: &notify::Error) {
        self.polls_all = true;
        let code = match &error.kind {
            ErrorKind::Io(error) => error.raw_os_error(),
            _ => None,
        };
        self.report(match code {
            Some(code) if TOO_MANY_OPEN.contains(&code) => WatchError::TooManyWatchers { poll: self.poll },
            _ => WatchError::Platform { reason: error.to_string(), poll: self.poll },
        });
    }

    /// A network file system is watched as well, for what this machine writes there.
    fn consider_network(&mut self, directory: Option<&ContentPath>, place: &Path) {
        let is_polled = self.mode != WatchMode::Auto
            || self.polls_all
            || directory.is_some_and(|directory| self.is_below_polled(directory));
        if is_polled {
            return;
        }
        if let Some(kind) = network_file_system(place) {
            self.report(WatchError::Network { directory: place.to_path_buf(), kind, poll: self.poll });
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

    fn leads_somewhere(&self, link: &ContentPath) -> bool {
        matches!(self.root.find(link), Ok(Found::File(_) | Found::Directory(_)) | Err(_))
    }

    fn report(&mut self, trouble: WatchError) {
        if !self.reported.contains(&trouble) {
            self.reported.push(trouble.clone());
            self.troubles.push(trouble);
        }
    }
}

/// What the system knows a folder by: another one at the same path has another device or inode.
#[cfg(unix)]
pub(super) fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

/// What the system knows a folder by; here only whether it is there.
#[cfg(not(unix))]
pub(super) fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    folder.metadata().map(|_| (0, 0))
}
