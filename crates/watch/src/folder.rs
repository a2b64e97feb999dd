//! The thread that watches the content folder and sends its events.

use super::error::WatchError;
use super::event::FileEvent;
use super::listing::{Found, Root};
use super::log::{log_settled, log_signal};
use super::mode::WatchMode;
use super::settle::{Check, Settle, SettleRules, Signal};
use super::signals::{Hint, REPORTS_CLOSE, hints};
use super::tree::{WatchTree, identity};
use super::writers::open_for_writing;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tidings_model::ContentPath;

/// How often to check that the folder is still the same one: no event reports that a share was unmounted, or
/// that a directory above the folder was renamed. The check is one `stat`.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

/// How often to check whether a missing folder exists again.
const MISSING_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// The shortest time between two restarts of the watches after lost events. Each restart costs a walk through
/// the directories, and while too much happens, more events will be lost.
const RESTART_INTERVAL: Duration = Duration::from_secs(1);

/// The largest number of inputs that are processed before deadlines are checked again.
const BATCH: usize = 1_000;

/// The settings of a watch.
#[derive(Debug, Clone)]
pub struct WatchSettings {
    /// How changes of the folder are found.
    pub mode: WatchMode,
    /// How long a file must be unchanged while a process keeps it open for writing. Where the platform does
    /// not report closes, every file waits for an eighth of it.
    pub settle: Duration,
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
    let rules = SettleRules {
        quiet: settings.settle,
        reports_close: REPORTS_CLOSE,
        is_leftover: settings.is_leftover,
    };
    let mut watch = WatchLoop {
        folder: folder.to_path_buf(),
        settings,
        inputs: inputs.clone(),
        sink,
        settle: Settle::new(rules),
        tree: None,
        identity: None,
        generation: 0,
        next_check: Instant::now() + CHECK_INTERVAL,
        next_poll: Instant::now(),
        restart: None,
        earliest_restart: Instant::now(),
        appeared: BTreeSet::new(),
    };
    watch.start_watches(Instant::now())?;
    let thread = thread::Builder::new().name("watch".to_owned()).spawn(move || watch.run(&received));
    let thread = thread.map_err(|error| WatchError::Unreadable {
        folder: folder.to_path_buf(),
        reason: error.to_string(),
    })?;
    Ok(FolderWatch { inputs, thread: Some(thread) })
}

impl FolderWatch {
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

enum Input {
    /// An event of notify, with the generation of the watches that it belongs to.
    Event(u64, notify::Result<notify::Event>),
    /// Files that a scan found while a process may be writing them.
    Track(Vec<ContentPath>),
    Stop,
}

/// The state of the watch's thread.
struct WatchLoop<Sink> {
    /// The folder, as given.
    folder: PathBuf,
    settings: WatchSettings,
    inputs: Sender<Input>,
    sink: Sink,
    settle: Settle,
    /// `None` while the folder does not exist.
    tree: Option<WatchTree>,
    identity: Option<(u64, u64)>,
    /// Counts the starts of all watches: events of earlier generations are ignored.
    generation: u64,
    next_check: Instant,
    next_poll: Instant,
    /// When to restart the watches because events were lost.
    restart: Option<Instant>,
    earliest_restart: Instant,
    /// New directories, to be watched and then compared.
    appeared: BTreeSet<ContentPath>,
}

impl<Sink: FnMut(FileEvent)> WatchLoop<Sink> {
    fn run(mut self, received: &Receiver<Input>) {
        loop {
            let wait = self.next_deadline().saturating_duration_since(Instant::now());
            let first = match received.recv_timeout(wait) {
                Ok(input) => Some(input),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            for input in first.into_iter().chain(received.try_iter().take(BATCH)) {
                if matches!(input, Input::Stop) {
                    return;
                }
                self.handle(Instant::now(), input);
            }
            self.watch_appeared();
            self.handle_deadlines(Instant::now());
        }
    }

    fn next_deadline(&self) -> Instant {
        let poll = self.tree.as_ref().filter(|tree| tree.polls()).map(|_| self.next_poll);
        let others = [self.settle.next_deadline(), poll, self.restart];
        others.into_iter().flatten().fold(self.next_check, Instant::min)
    }

    fn handle(&mut self, now: Instant, input: Input) {
        match input {
            Input::Track(paths) => {
                for path in paths {
                    tracing::debug!("{path}: not settled: a scan found it while a process may be writing it");
                    self.settle.signal(now, path, Signal::FoundOpen);
                }
            }
            Input::Event(generation, event) if generation == self.generation => match event {
                Ok(event) => self.handle_event(now, &event),
                Err(_) => self.lost(now),
            },
            Input::Event(..) | Input::Stop => {}
        }
        self.send_settled();
    }

    fn handle_event(&mut self, now: Instant, event: &notify::Event) {
        let Some(tree) = &mut self.tree else { return };
        let was_directory = |path: &ContentPath| tree.is_watched(path) || self.appeared.contains(path);
        for hint in hints(event, tree.root(), was_directory) {
            match hint {
                Hint::Lost => return self.lost(now),
                Hint::Folder => self.next_check = now,
                Hint::Path(path, signal) => {
                    log_signal(&path, signal);
                    match signal {
                        Signal::Directory { .. } => {
                            self.appeared.insert(path.clone());
                        }
                        Signal::MovedAway { directory: true, .. } | Signal::Removed { directory: true } => {
                            tree.forget(&path);
                        }
                        _ => {}
                    }
                    self.settle.signal(now, path, signal);
                }
            }
        }
    }

    /// Lost events may be those of new directories, so all watches are started again.
    fn lost(&mut self, now: Instant) {
        self.restart.get_or_insert(now.max(self.earliest_restart));
    }

    fn watch_appeared(&mut self) {
        let Some(tree) = &mut self.tree else { return self.appeared.clear() };
        let mut new: Vec<ContentPath> = Vec::new();
        for directory in std::mem::take(&mut self.appeared) {
            // In the order of paths a directory comes before what is in it, though not always just before.
            if !new.last().is_some_and(|above| directory.is_within(above)) {
                tree.watch_below(Some(&directory));
                new.push(directory);
            }
        }
        new.into_iter().for_each(|directory| self.send(FileEvent::Rescan(Some(directory))));
        self.send_degradations();
    }

    fn handle_deadlines(&mut self, now: Instant) {
        let due = self.settle.take_due(now);
        self.check_files(due);
        self.send_settled();
        if self.next_check <= now {
            self.check_folder(now);
        }
        if self.restart.is_some_and(|restart| restart <= now) {
            self.restart = None;
            self.restart_watches(now);
            self.earliest_restart = Instant::now() + RESTART_INTERVAL;
        }
        if let Some(tree) = self.tree.as_mut().filter(|tree| tree.polls() && self.next_poll <= now) {
            let polled = tree.poll();
            polled.into_iter().for_each(|path| self.send(FileEvent::Rescan(path)));
            self.next_poll = Instant::now() + self.settings.poll;
            self.send_degradations();
        }
    }

    fn check_files(&mut self, paths: Vec<ContentPath>) {
        if paths.is_empty() {
            return;
        }
        let root = self.tree.as_ref().map(|tree| tree.root().clone());
        let locations: Vec<PathBuf> = paths.iter().map(|path| path.in_folder(&self.folder)).collect();
        for (path, written) in paths.into_iter().zip(open_for_writing(&locations)) {
            if written == Some(true) {
                tracing::debug!("{path}: not settled: a process has the file open for writing");
            }
            let check = match root.as_ref().map(|root| root.find(&path)) {
                Some(Ok(Found::File(stamp))) => Check::File { stamp, written },
                Some(Ok(Found::Nothing)) => Check::Missing,
                Some(Ok(Found::Directory(_) | Found::Forbidden | Found::Special) | Err(_)) => Check::Other,
                // A missing folder proves nothing about its files.
                None => Check::Other,
            };
            self.settle.checked(Instant::now(), path, check);
        }
    }

    /// Checks whether the folder exists, and is the same one as before.
    fn check_folder(&mut self, now: Instant) {
        match (identity(&self.folder), self.identity) {
            (Ok(found), Some(known)) if found == known => {}
            (Ok(_), Some(_)) => {
                self.send(FileEvent::Degraded(WatchError::Replaced { folder: self.folder.clone() }));
                self.restart_watches(now);
            }
            (Ok(_), None) => self.restart_watches(now),
            (Err(_), None) => {}
            (Err(error), Some(_)) => self.stop_watches(watch_error(&self.folder, &error)),
        }
        self.next_check = now + if self.tree.is_some() { CHECK_INTERVAL } else { MISSING_CHECK_INTERVAL };
    }

    /// Stops the watches because the folder is missing, reports it once, and waits for the folder from now
    /// on.
    fn stop_watches(&mut self, error: WatchError) {
        self.tree = None;
        self.identity = None;
        self.send(FileEvent::Degraded(error));
    }

    fn restart_watches(&mut self, now: Instant) {
        let was_there = self.tree.is_some();
        match self.start_watches(now) {
            Ok(()) => self.send(FileEvent::Rescan(None)),
            Err(error) if was_there => self.stop_watches(error),
            Err(_) => {}
        }
    }

    /// Starts new watches on the whole folder.
    fn start_watches(&mut self, now: Instant) -> Result<(), WatchError> {
        let opened = Root::open(&self.folder, &self.settings.excluded).and_then(|root| {
            std::fs::read_dir(root.folder())?;
            Ok((identity(root.folder())?, root))
        });
        let (identity, root) = opened.map_err(|error| watch_error(&self.folder, &error))?;
        // The old watches end first: they count against the limit.
        self.tree = None;
        self.generation += 1;
        let (generation, inputs) = (self.generation, self.inputs.clone());
        let handler = move |event| {
            let _ = inputs.send(Input::Event(generation, event));
        };
        self.tree = Some(WatchTree::start(root, self.settings.mode, self.settings.poll, handler));
        self.identity = Some(identity);
        self.next_poll = now + self.settings.poll;
        self.appeared.clear();
        self.send_degradations();
        Ok(())
    }

    fn send_settled(&mut self) {
        for event in self.settle.take_events() {
            if let FileEvent::DirectoryRenamed { to, .. } = &event {
                self.appeared.insert(to.clone());
            }
            self.send(event);
        }
    }

    fn send_degradations(&mut self) {
        let errors = self.tree.as_mut().map(WatchTree::take_degradations).unwrap_or_default();
        errors.into_iter().for_each(|error| self.send(FileEvent::Degraded(error)));
    }

    fn send(&mut self, event: FileEvent) {
        log_settled(&event);
        (self.sink)(event);
    }
}

fn watch_error(folder: &Path, error: &io::Error) -> WatchError {
    let folder = folder.to_path_buf();
    match error.kind() {
        io::ErrorKind::NotFound => WatchError::Missing { folder },
        io::ErrorKind::NotADirectory => WatchError::NotAFolder { folder },
        _ => WatchError::Unreadable { folder, reason: error.to_string() },
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
