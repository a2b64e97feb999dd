//! Starts and stops the watch of the content folder.

use super::error::WatchError;
use super::event::FileEvent;
use super::mode::WatchMode;
use super::watch_loop::{Input, WatchLoop};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tidings_model::ContentPath;

/// The settings of a watch.
#[derive(Debug, Clone)]
pub struct WatchSettings {
    /// How changes of the folder are found.
    pub mode: WatchMode,
    /// How long a file must be unchanged if it cannot be determined whether a process writes it. Where the
    /// platform does not report closes, every file waits for an eighth of it.
    pub settle: Duration,
    /// How long a file must be unchanged while a process has it open for writing, before it counts as complete.
    pub open_limit: Duration,
    /// How often to scan what cannot be watched.
    pub poll: Duration,
    /// Files and directories inside the folder that are no content: the state folder.
    pub excluded: Vec<PathBuf>,
    /// Whether the name is that of a temporary or backup file, which no article has: a rename of such a file
    /// to its final name is sent as [`FileEvent::Complete`], not as [`FileEvent::Renamed`].
    pub is_leftover: fn(&ContentPath) -> bool,
}

/// A running watch on a folder; it stops when it is dropped.
#[derive(Debug)]
pub struct FolderWatch {
    inputs: Sender<Input>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to watch. `sink` is called with each event, in order, on the watch's own thread;
/// [`FileEvent::Degraded`] may also come before the return, on the caller's thread. `sink` should only pass
/// the event on, because it delays the next ones. Every change after the return is reported, so a scan that
/// begins then misses nothing.
///
/// It is no error if the folder disappears later: the watch sends [`WatchError::Missing`], and `Rescan(None)`
/// when the folder exists again.
///
/// # Errors
/// The folder does not exist, is a file, or may not be read. A folder that cannot be watched is no error: it
/// is polled, and [`FileEvent::Degraded`] has the reason.
pub fn watch(
    folder: &Path,
    settings: WatchSettings,
    sink: impl FnMut(FileEvent) + Send + 'static,
) -> Result<FolderWatch, WatchError> {
    let (inputs, received) = channel();
    let watch = WatchLoop::start(folder, settings, inputs.clone(), sink)?;
    let thread = thread::Builder::new().name("watch".to_owned()).spawn(move || watch.run(&received));
    let thread = thread.map_err(|error| WatchError::Unreadable {
        folder: folder.to_path_buf(),
        reason: error.to_string(),
    })?;
    Ok(FolderWatch { inputs, thread: Some(thread) })
}

/// Asks a [`FolderWatch`] which files may be incomplete.
#[derive(Debug, Clone)]
pub struct OpenFiles {
    inputs: Sender<Input>,
}

impl OpenFiles {
    /// The files that the watch knows to be incomplete now; it sends [`FileEvent::Complete`] for each later. A scan
    /// should leave them out: the process that writes one of them may be hidden from this one, and only the watch
    /// has received its events. Empty if the watch has ended.
    pub fn get(&self) -> BTreeSet<ContentPath> {
        let (reply, replied) = channel();
        match self.inputs.send(Input::OpenFiles(reply)) {
            Ok(()) => replied.recv().unwrap_or_default(),
            Err(_) => BTreeSet::new(),
        }
    }
}

impl FolderWatch {
    /// A handle with which another thread asks for the incomplete files.
    pub fn open_files(&self) -> OpenFiles {
        OpenFiles { inputs: self.inputs.clone() }
    }

    /// Sends [`FileEvent::Complete`] for each of these files as soon as it is closed or has not changed for a
    /// time: for the files of a scan that [`super::unfinished`] returns.
    pub fn track_unfinished(&self, files: impl IntoIterator<Item = ContentPath>) {
        // Fails if the thread has ended, and then no event is sent any more.
        let _ = self.inputs.send(Input::Track(files.into_iter().collect()));
    }
}

impl Drop for FolderWatch {
    /// Stops the watch. No event is sent after the return, unless the sink itself drops the watch.
    fn drop(&mut self) {
        let _ = self.inputs.send(Input::Stop);
        if let Some(thread) =
            self.thread.take().filter(|thread| thread.thread().id() != thread::current().id())
        {
            // A panic of the sink is on standard error already.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{Event, EventKind, Flag};

    #[test]
    fn after_lost_events_the_watches_restart_and_one_comparison_follows() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = channel();
        let settings = WatchSettings {
            mode: WatchMode::Auto,
            settle: Duration::from_secs(600),
            open_limit: Duration::from_secs(600),
            poll: Duration::from_secs(600),
            excluded: Vec::new(),
            is_leftover: |_| false,
        };
        let watch = watch(folder.path(), settings, move |event| drop(sender.send(event))).unwrap();
        for _ in 0..3 {
            let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
            watch.inputs.send(Input::Event(1, Ok(overflow))).unwrap();
        }
        let next = || events.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(next(), FileEvent::Rescan(None));
        std::fs::create_dir(folder.path().join("d")).unwrap();
        let directory = ContentPath::new("d").unwrap();
        assert_eq!(next(), FileEvent::Rescan(Some(directory)));
        // The watch of the new directory was in place before the comparison was requested.
        std::fs::write(folder.path().join("d/a.md"), "x").unwrap();
        assert_eq!(next(), FileEvent::Complete(ContentPath::new("d/a.md").unwrap()));
    }
}
