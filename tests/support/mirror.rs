//! A watched folder, and a plain model of it that is kept up by events alone, as the ingest keeps the catalogue.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tidings_model::ContentPath;
use tidings_watch::WatchMode;
use tidings_watch::{FileEvent, FolderWatch, WatchSettings, scan, watch};

/// How long anything may take on a machine that does ten other things.
pub const BOUND: Duration = Duration::from_secs(30);

/// A temporary folder with a watch on it.
pub struct Mirror {
    pub watch: Option<FolderWatch>,
    pub events: Receiver<FileEvent>,
    /// Path and content of every file, as far as events told.
    pub files: BTreeMap<ContentPath, String>,
    folder: PathBuf,
    _directory: tempfile::TempDir,
}

pub fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

/// Settings under which only a close or a rename can make a file whole within a test's time. `state` in the
/// folder is none of its content.
pub fn patient() -> WatchSettings {
    WatchSettings {
        mode: WatchMode::Auto,
        settle: Duration::from_secs(600),
        poll: Duration::from_millis(50),
        excluded: Vec::new(),
        is_leftover: |path| path.as_str().ends_with('~'),
    }
}

impl Mirror {
    /// Watches a new folder that holds these files, each with its own path as content.
    pub fn of(files: &[&str], mut settings: WatchSettings) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join("content");
        std::fs::create_dir(&folder).unwrap();
        for file in files {
            let place = folder.join(file);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, file).unwrap();
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

    /// The place of a file in the folder.
    pub fn at(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// A place beside the folder, on the same file system.
    pub fn beside(&self, file: &str) -> PathBuf {
        self.folder.with_file_name(file)
    }

    /// The next event, taken into the mirror.
    pub fn next(&mut self) -> FileEvent {
        let event = self.events.recv_timeout(BOUND).expect("an event within the bound");
        self.take(&event);
        event
    }

    /// All events up to one that is written last on purpose, so that 'nothing came' needs no waiting.
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

    /// Takes events until the mirror holds exactly what the folder does.
    pub fn until_equal(&mut self) {
        let deadline = Instant::now() + BOUND;
        while self.files != self.disk() {
            match self.events.recv_timeout(BOUND) {
                Ok(event) if Instant::now() < deadline => self.take(&event),
                _ => break,
            }
        }
        assert_eq!(self.files, self.disk(), "the mirror never became equal");
    }

    /// The folder as it is.
    pub fn disk(&self) -> BTreeMap<ContentPath, String> {
        let files = scan(&self.folder, None, &[self.at("state")]).files;
        files.into_iter().filter_map(|(path, _)| self.read(&path).map(|text| (path, text))).collect()
    }

    fn read(&self, path: &ContentPath) -> Option<String> {
        std::fs::read_to_string(path.in_folder(&self.folder)).ok()
    }

    fn take(&mut self, event: &FileEvent) {
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
        let covered = |path: &ContentPath| {
            below.is_none_or(|below| path.is_within(below)) && scan.proves_absence_of(path)
        };
        self.files.retain(|known, _| !covered(known));
        for (path, _) in &scan.files {
            self.reread(path.clone());
        }
    }
}
