//! The thread that watches the folder.

use super::listing::{Found, Root};
use super::settle::{Look, Settle, SettleRules, Signal};
use super::signals::{CLOSES_ARE_TOLD, Hint, hints};
use super::tree::{Tree, identity};
use super::writers::open_for_writing;
use super::{FileEvent, WatchError};
use crate::WatchMode;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tidings_model::ContentPath;

/// How often it is checked that the folder is still the same one: no event tells that a share was unmounted,
/// or that a directory above the folder was renamed. One `stat`.
const CHECK: Duration = Duration::from_secs(5);

/// How often a folder that is away is looked for.
const SEEK: Duration = Duration::from_secs(1);

/// The shortest time between two fresh starts after lost events, each of which costs a walk through the
/// directories: while too much happens, more will be lost.
const RESTART: Duration = Duration::from_secs(1);

/// How much is taken in before deadlines are looked at again.
const BATCH: usize = 1_000;

/// How to watch.
#[derive(Debug, Clone)]
pub struct WatchSettings {
    /// By what the folder's changes are found.
    pub mode: WatchMode,
    /// How long a file must be quiet that its writer keeps open. (Where the platform tells no closes, every
    /// file waits for an eighth of it.)
    pub settle: Duration,
    /// How often that is looked through which cannot be watched.
    pub poll: Duration,
    /// Files and directories inside the folder that are none of its content: the state folder.
    pub excluded: Vec<PathBuf>,
    /// Whether the name is that of a temporary or backup file, which no article is known by: its rename into
    /// place is told as [`FileEvent::Complete`], not as [`FileEvent::Renamed`].
    pub is_leftover: fn(&ContentPath) -> bool,
}

/// A folder being watched, until it is dropped.
#[derive(Debug)]
pub struct FolderWatch {
    inputs: Sender<Input>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to watch. `sink` is called on the watch's own thread (before the return, on the caller's, for troubles),
/// in the order of the events; what it does there delays the next ones, so it should only pass them on. Every change after the return is told, so a scan that
/// begins then misses nothing.
///
/// A folder that goes away later is no error: [`WatchError::Missing`] is told, then, when one is there again,
/// `Rescan(None)`.
///
/// # Errors
/// The folder is not there, is a file, or may not be read. That it cannot be watched is none: then it is
/// polled, and [`FileEvent::Degraded`] tells why.
pub fn watch(
    folder: &Path,
    settings: WatchSettings,
    sink: impl FnMut(FileEvent) + Send + 'static,
) -> Result<FolderWatch, WatchError> {
    let (inputs, received) = channel();
    let rules = SettleRules {
        quiet: settings.settle,
        closes_are_told: CLOSES_ARE_TOLD,
        is_leftover: settings.is_leftover,
    };
    let mut watcher = Watching {
        folder: folder.to_path_buf(),
        settings,
        inputs: inputs.clone(),
        sink,
        settle: Settle::new(rules),
        tree: None,
        identity: None,
        plantings: 0,
        next_check: Instant::now() + CHECK,
        next_poll: Instant::now(),
        restart: None,
        earliest_restart: Instant::now(),
        appeared: BTreeSet::new(),
    };
    watcher.plant(Instant::now())?;
    let thread = thread::Builder::new().name("watch".to_owned()).spawn(move || watcher.run(&received));
    let thread = thread.map_err(|error| WatchError::Unreadable {
        folder: folder.to_path_buf(),
        reason: error.to_string(),
    })?;
    Ok(FolderWatch { inputs, thread: Some(thread) })
}

impl FolderWatch {
    /// Tells [`FileEvent::Complete`] of each of these files as soon as it is closed, or quiet: for what a scan
    /// found and [`super::unfinished`] holds back.
    pub fn track_unfinished(&self, files: impl IntoIterator<Item = ContentPath>) {
        // If the thread has ended, so has everything that this could tell.
        let _ = self.inputs.send(Input::Hold(files.into_iter().collect()));
    }
}

impl Drop for FolderWatch {
    /// Stops; nothing is told after it, unless it is the sink itself that drops the watch.
    fn drop(&mut self) {
        let _ = self.inputs.send(Input::Stop);
        if let Some(thread) =
            self.thread.take().filter(|thread| thread.thread().id() != thread::current().id())
        {
            // A sink that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

enum Input {
    /// From notify, with the number of the planting that it belongs to.
    Told(u64, notify::Result<notify::Event>),
    Hold(Vec<ContentPath>),
    Stop,
}

struct Watching<Sink> {
    /// As given.
    folder: PathBuf,
    settings: WatchSettings,
    inputs: Sender<Input>,
    sink: Sink,
    settle: Settle,
    /// `None` while the folder is away.
    tree: Option<Tree>,
    identity: Option<(u64, u64)>,
    plantings: u64,
    next_check: Instant,
    next_poll: Instant,
    /// When to start afresh, since events were lost.
    restart: Option<Instant>,
    earliest_restart: Instant,
    /// New directories, to be watched and then listed.
    appeared: BTreeSet<ContentPath>,
}

impl<Sink: FnMut(FileEvent)> Watching<Sink> {
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
                self.take(Instant::now(), input);
            }
            self.cover_appeared();
            self.pass_time(Instant::now());
        }
    }

    fn next_deadline(&self) -> Instant {
        let poll = self.tree.as_ref().filter(|tree| tree.polls()).map(|_| self.next_poll);
        let others = [self.settle.next_deadline(), poll, self.restart];
        others.into_iter().flatten().fold(self.next_check, Instant::min)
    }

    fn take(&mut self, now: Instant, input: Input) {
        match input {
            Input::Hold(paths) => {
                paths.into_iter().for_each(|path| self.settle.signal(now, path, Signal::Held))
            }
            Input::Told(planting, told) if planting == self.plantings => match told {
                Ok(event) => self.take_event(now, &event),
                Err(_) => self.lost(now),
            },
            Input::Told(..) | Input::Stop => {}
        }
        self.tell_settled();
    }

    fn take_event(&mut self, now: Instant, event: &notify::Event) {
        let Some(tree) = &mut self.tree else { return };
        let was_directory = |path: &ContentPath| tree.holds(path) || self.appeared.contains(path);
        for hint in hints(event, tree.root(), was_directory) {
            match hint {
                Hint::Lost => return self.lost(now),
                Hint::Folder => self.next_check = now,
                Hint::Path(path, signal) => {
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

    /// Lost events may be those of new directories, so only fresh watches are sure to be complete.
    fn lost(&mut self, now: Instant) {
        self.restart.get_or_insert(now.max(self.earliest_restart));
    }

    fn cover_appeared(&mut self) {
        let Some(tree) = &mut self.tree else { return self.appeared.clear() };
        let mut covered: Option<ContentPath> = None;
        for directory in std::mem::take(&mut self.appeared) {
            // In the order of paths a directory comes before what is in it, though not always just before.
            if covered.as_ref().is_some_and(|covered| directory.is_within(covered)) {
                continue;
            }
            tree.cover(Some(&directory));
            (self.sink)(FileEvent::Rescan(Some(directory.clone())));
            covered = Some(directory);
        }
        self.tell_troubles();
    }

    fn pass_time(&mut self, now: Instant) {
        let looks = self.settle.due(now);
        self.look_at(looks);
        self.tell_settled();
        if self.next_check <= now {
            self.check(now);
        }
        if self.restart.is_some_and(|restart| restart <= now) {
            self.restart = None;
            self.start_afresh(now);
            self.earliest_restart = Instant::now() + RESTART;
        }
        if let Some(tree) = self.tree.as_mut().filter(|tree| tree.polls() && self.next_poll <= now) {
            for path in tree.poll() {
                (self.sink)(FileEvent::Rescan(path));
            }
            self.next_poll = Instant::now() + self.settings.poll;
            self.tell_troubles();
        }
    }

    fn look_at(&mut self, paths: Vec<ContentPath>) {
        if paths.is_empty() {
            return;
        }
        let root = self.tree.as_ref().map(|tree| tree.root().clone());
        let places: Vec<PathBuf> = paths.iter().map(|path| path.in_folder(&self.folder)).collect();
        for (path, written) in paths.into_iter().zip(open_for_writing(&places)) {
            let look = match root.as_ref().map(|root| root.find(&path)) {
                Some(Ok(Found::File(stamp))) => Look::File { stamp, written },
                Some(Ok(Found::Nothing)) => Look::Missing,
                Some(Ok(Found::Directory(_) | Found::Forbidden | Found::Special) | Err(_)) => Look::Other,
                // The folder is away, which says nothing about its files.
                None => Look::Other,
            };
            self.settle.looked(Instant::now(), path, look);
        }
    }

    /// Sees whether the folder is there, and the same one as before.
    fn check(&mut self, now: Instant) {
        match (identity(&self.folder), self.identity) {
            (Ok(found), Some(known)) if found == known => {}
            (Ok(_), Some(_)) => {
                (self.sink)(FileEvent::Degraded(WatchError::Replaced { folder: self.folder.clone() }));
                self.start_afresh(now);
            }
            (Ok(_), None) => self.start_afresh(now),
            (Err(_), None) => {}
            (Err(error), Some(_)) => self.give_up(trouble_of(&self.folder, &error)),
        }
        self.next_check = now + if self.tree.is_some() { CHECK } else { SEEK };
    }

    /// The folder is away: says so once, and looks for it from now on.
    fn give_up(&mut self, trouble: WatchError) {
        self.tree = None;
        self.identity = None;
        (self.sink)(FileEvent::Degraded(trouble));
    }

    fn start_afresh(&mut self, now: Instant) {
        let was_there = self.tree.is_some();
        match self.plant(now) {
            Ok(()) => (self.sink)(FileEvent::Rescan(None)),
            Err(trouble) if was_there => self.give_up(trouble),
            Err(_) => {}
        }
    }

    /// Watches the folder with fresh watches.
    fn plant(&mut self, now: Instant) -> Result<(), WatchError> {
        let opened = Root::open(&self.folder, &self.settings.excluded).and_then(|root| {
            std::fs::read_dir(root.folder())?;
            Ok((identity(root.folder())?, root))
        });
        let (identity, root) = opened.map_err(|error| trouble_of(&self.folder, &error))?;
        // The old watches end first: they count against the limit.
        self.tree = None;
        self.plantings += 1;
        let (planting, inputs) = (self.plantings, self.inputs.clone());
        let handler = move |told| {
            let _ = inputs.send(Input::Told(planting, told));
        };
        self.tree = Some(Tree::plant(root, self.settings.mode, self.settings.poll, handler));
        self.identity = Some(identity);
        self.next_poll = now + self.settings.poll;
        self.appeared.clear();
        self.tell_troubles();
        Ok(())
    }

    fn tell_settled(&mut self) {
        for event in self.settle.take_events() {
            if let FileEvent::DirectoryRenamed { to, .. } = &event {
                self.appeared.insert(to.clone());
            }
            (self.sink)(event);
        }
    }

    fn tell_troubles(&mut self) {
        let troubles = self.tree.as_mut().map(Tree::take_troubles).unwrap_or_default();
        troubles.into_iter().map(FileEvent::Degraded).for_each(&mut self.sink);
    }
}

fn trouble_of(folder: &Path, error: &io::Error) -> WatchError {
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
    fn lost_events_mean_fresh_watches_and_one_comparison() {
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
            watch.inputs.send(Input::Told(1, Ok(overflow))).unwrap();
        }
        let next = || events.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(next(), FileEvent::Rescan(None));
        std::fs::create_dir(folder.path().join("d")).unwrap();
        let directory = ContentPath::new("d").unwrap();
        assert_eq!(next(), FileEvent::Rescan(Some(directory)));
        // The watch was in place before the comparison was asked for.
        std::fs::write(folder.path().join("d/a.md"), "x").unwrap();
        assert_eq!(next(), FileEvent::Complete(ContentPath::new("d/a.md").unwrap()));
    }
}
