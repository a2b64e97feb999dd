//! A watched folder and a simple model of it that is updated from events alone, as the ingest loop updates
//! the catalogue.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tidings_model::ContentPath;
use tidings_watch::WatchMode;
use tidings_watch::{FileEvent, FolderWatch, WatchSettings, scan, watch};

/// Longest wait for an event, generous enough for a busy machine.
pub const BOUND: Duration = Duration::from_secs(30);

/// A temporary folder with a watch.
pub struct Mirror {
    pub watch: Option<FolderWatch>,
    pub events: Receiver<FileEvent>,
    /// Path and content of every file according to the events.
    pub files: BTreeMap<ContentPath, String>,
    folder: PathBuf,
    _directory: tempfile::TempDir,
}

pub fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

/// Settings with a settle time longer than a test, so that only a close or a rename completes a file. `state`
/// in the folder is excluded.
pub fn slow_settle() -> WatchSettings {
    WatchSettings {
        mode: WatchMode::Auto,
        settle: Duration::from_secs(600),
        open_limit: Duration::from_secs(600),
        poll: Duration::from_millis(50),
        excluded: Vec::new(),
        is_leftover: |path| path.as_str().ends_with('~'),
    }
}

impl Mirror {
    /// Watches a new folder with these files; the content of each file is its path.
    pub fn new(files: &[&str], settings: WatchSettings) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join("content");
        Self::start(directory, folder, files, settings)
    }

    /// The same through a symbolic link beside the folder.
    pub fn through_link(link: &str, files: &[&str], settings: WatchSettings) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join(link);
        std::fs::create_dir(directory.path().join("1")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("1", &folder).unwrap();
        Self::start(directory, folder, files, settings)
    }

    fn start(
        directory: tempfile::TempDir,
        folder: PathBuf,
        files: &[&str],
        mut settings: WatchSettings,
    ) -> Self {
        std::fs::create_dir_all(&folder).unwrap();
        for file in files {
            let target = folder.join(file);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, file).unwrap();
        }
        settings.excluded.push(folder.join("state"));
        let (sender, events) = channel();
        let watch = watch(&folder, settings, move |event| {
            let _ = sender.send(event);
        });
        let watch = Some(watch.unwrap());
        let mut mirror = Self { watch, events, files: BTreeMap::new(), folder, _directory: directory };
        mirror.compare(None);
        mirror
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of a file in the folder.
    pub fn at(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// A path beside the folder, on the same file system.
    pub fn beside(&self, file: &str) -> PathBuf {
        self.folder.with_file_name(file)
    }

    /// Receives the next event and applies it to the mirror.
    pub fn next(&mut self) -> FileEvent {
        let event = self.events.recv_timeout(BOUND).expect("an event within the bound");
        self.apply(&event);
        event
    }

    /// Writes a sentinel file and returns all events before its own, so that a test for the absence of events
    /// needs no delay.
    pub fn until_sentinel(&mut self) -> Vec<FileEvent> {
        let sentinel = path("sentinel.md");
        std::fs::write(self.at("sentinel.md"), "x").unwrap();
        let mut events = Vec::new();
        loop {
            match self.next() {
                FileEvent::Complete(path) if path == sentinel => return events,
                event => events.push(event),
            }
        }
    }

    /// Applies events until the mirror equals the folder.
    pub fn until_equal(&mut self) {
        let deadline = Instant::now() + BOUND;
        while self.files != self.disk() {
            match self.events.recv_timeout(BOUND) {
                Ok(event) if Instant::now() < deadline => self.apply(&event),
                _ => break,
            }
        }
        assert_eq!(self.files, self.disk(), "the mirror does not equal the folder");
    }

    /// The present content of the folder.
    pub fn disk(&self) -> BTreeMap<ContentPath, String> {
        let files = scan(&self.folder, None, &[self.at("state")]).files;
        files.into_iter().filter_map(|(path, _)| self.read(&path).map(|text| (path, text))).collect()
    }

    fn read(&self, path: &ContentPath) -> Option<String> {
        std::fs::read_to_string(path.in_folder(&self.folder)).ok()
    }

    fn apply(&mut self, event: &FileEvent) {
        match event {
            FileEvent::Complete(path) => self.reread(path.clone()),
            FileEvent::Removed(path) => self.files.retain(|known, _| !known.is_within(path)),
            FileEvent::Renamed { from, to } => {
                self.files.remove(from);
                self.reread(to.clone());
            }
            FileEvent::DirectoryRenamed { from, to } => {
                let moved: Vec<ContentPath> =
                    self.files.keys().filter(|known| known.is_within(from)).cloned().collect();
                for old in moved {
                    let text = self.files.remove(&old).unwrap();
                    self.files.insert(path(&old.as_str().replacen(from.as_str(), to.as_str(), 1)), text);
                }
            }
            FileEvent::Rescan(below) => self.compare(below.as_ref()),
            FileEvent::Degraded(_) => {}
        }
    }

    fn reread(&mut self, path: ContentPath) {
        match self.read(&path) {
            Some(text) => self.files.insert(path, text),
            None => self.files.remove(&path),
        };
    }

    fn compare(&mut self, below: Option<&ContentPath>) {
        let scan = scan(&self.folder, below, &[self.at("state")]);
        let is_covered = |path: &ContentPath| {
            below.is_none_or(|below| path.is_within(below)) && scan.proves_absence_of(path)
        };
        self.files.retain(|known, _| !is_covered(known));
        for (path, _) in &scan.files {
            self.reread(path.clone());
        }
    }
}
