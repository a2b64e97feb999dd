//! Watches one directory for removals: the state folder, which a synchronisation of the content folder may delete.

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};

/// Watches one directory, not the directories in it, until it is dropped.
#[derive(Debug)]
pub struct RemovalWatch {
    directory: PathBuf,
    /// `None` where the system has no watcher left: the caller then finds out with its next comparison.
    watcher: Option<RecommendedWatcher>,
}

impl RemovalWatch {
    /// Calls `sink`, on another thread, each time something in the directory was removed or renamed, or the
    /// directory itself was. It is no error if the directory does not exist or cannot be watched.
    pub fn start(directory: &Path, mut sink: impl FnMut() + Send + 'static) -> Self {
        let handler = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| is_removal(&event)) {
                sink();
            }
        };
        let watcher = RecommendedWatcher::new(handler, Config::default()).ok();
        let mut watch = Self { directory: directory.to_path_buf(), watcher };
        watch.renew();
        watch
    }

    /// Watches the directory that is at the path now, if it was created again.
    pub fn renew(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        // Fails if the directory that was watched is gone.
        let _ = watcher.unwatch(&self.directory);
        if let Err(error) = watcher.watch(&self.directory, RecursiveMode::NonRecursive) {
            tracing::debug!("{}: not watched: {error}", self.directory.display());
        }
    }
}

fn is_removal(event: &Event) -> bool {
    let is_removal = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    is_removal || event.need_rescan()
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
        let mut watch = RemovalWatch::start(&directory, move || {
            let _ = sender.send(());
        });
        let next = || removals.recv_timeout(Duration::from_secs(30)).unwrap();
        for _ in 0..3 {
            fs::write(directory.join("catalogue"), "x").unwrap();
            fs::remove_file(directory.join("catalogue")).unwrap();
            next();
            fs::remove_dir(&directory).unwrap();
            next();
            while removals.recv_timeout(Duration::from_millis(50)).is_ok() {}
            fs::create_dir(&directory).unwrap();
            watch.renew();
        }
        // Writing is no removal.
        fs::write(directory.join("catalogue"), "x").unwrap();
        assert!(removals.recv_timeout(Duration::from_millis(50)).is_err());
    }
}
