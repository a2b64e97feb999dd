//! Watches one directory for removals: the state folder, which a synchronisation of the content folder may delete.

use notify::event::{ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};

/// What happened to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Nothing is at the path any more.
    Removed,
    /// Another file was renamed to the path, and may have replaced one.
    Replaced,
}

/// Watches one directory, not the directories in it, until it is dropped.
#[derive(Debug)]
pub struct RemovalWatch {
    directory: PathBuf,
    /// `None` where the system has no watcher left.
    watcher: Option<RecommendedWatcher>,
    is_watching: bool,
}

impl RemovalWatch {
    /// Calls `sink`, on another thread, for each path in the directory at which something was removed, renamed or
    /// replaced, and with the path of the directory if the directory itself was, or if events were lost. It is no
    /// error if the directory does not exist or cannot be watched.
    pub fn start(directory: &Path, mut sink: impl FnMut(&Path, Removal) + Send + 'static) -> Self {
        let itself = directory.to_path_buf();
        let handler = move |event: notify::Result<Event>| match event {
            Ok(event) if !event.need_rescan() => {
                if let Some(removal) = removal(event.kind) {
                    event.paths.iter().for_each(|path| sink(path, removal));
                }
            }
            Ok(_) | Err(_) => sink(&itself, Removal::Removed),
        };
        let watcher = RecommendedWatcher::new(handler, Config::default()).ok();
        let mut watch = Self { directory: directory.to_path_buf(), watcher, is_watching: false };
        watch.renew();
        watch
    }

    /// Watches the directory that is at the path now, if it was created again.
    pub fn renew(&mut self) {
        self.is_watching = false;
        let Some(watcher) = &mut self.watcher else { return };
        // Fails if the directory that was watched is gone.
        let _ = watcher.unwatch(&self.directory);
        match watcher.watch(&self.directory, RecursiveMode::NonRecursive) {
            Ok(()) => self.is_watching = true,
            Err(error) => tracing::debug!("{}: not watched: {error}", self.directory.display()),
        }
    }

    /// Whether the directory is watched. If it is not, the caller must look at it from time to time.
    pub fn is_watching(&self) -> bool {
        self.is_watching
    }
}

fn removal(kind: EventKind) -> Option<Removal> {
    match kind {
        // Both names again, after one event for each.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(Removal::Replaced),
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => Some(Removal::Removed),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn removals_are_reported_also_after_the_directory_was_created_again() {
        let above = tempfile::tempdir().unwrap();
        let directory = above.path().join("state");
        fs::create_dir(&directory).unwrap();
        let (sender, removals) = channel();
        let mut watch = RemovalWatch::start(&directory, move |path, removal| {
            let _ = sender.send((path.file_name().unwrap().to_owned(), removal));
        });
        let next = || removals.recv_timeout(Duration::from_secs(30)).unwrap();
        for _ in 0..3 {
            fs::write(directory.join("catalogue"), "x").unwrap();
            fs::write(directory.join("new"), "x").unwrap();
            fs::rename(directory.join("new"), directory.join("catalogue")).unwrap();
            assert_eq!(next(), ("new".into(), Removal::Removed));
            assert_eq!(next(), ("catalogue".into(), Removal::Replaced));
            fs::remove_file(directory.join("catalogue")).unwrap();
            assert_eq!(next(), ("catalogue".into(), Removal::Removed));
            fs::remove_dir(&directory).unwrap();
            assert_eq!(next(), ("state".into(), Removal::Removed));
            while removals.recv_timeout(Duration::from_millis(50)).is_ok() {}
            fs::create_dir(&directory).unwrap();
            watch.renew();
        }
        // Writing is no removal.
        fs::write(directory.join("catalogue"), "x").unwrap();
        assert!(removals.recv_timeout(Duration::from_millis(50)).is_err());
    }
}
