//! The thread of a watch: receives the platform's events, asks the state machine, and sends what is certain.

use super::error::{WatchError, is_too_many_open_files};
use super::event::FileEvent;
use super::folder::WatchSettings;
use super::links::links_on_the_way;
use super::listing::{Found, Root};
use super::log::{log_settled, log_signal};
use super::settle::{Check, Settle, SettleRules, Signal};
use super::signals::{Hint, REPORTS_CLOSE, hints};
use super::tree::{WatchTree, identity};
use super::writers::{Writers, is_on_network};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use tidings_model::{ContentPath, FileStamp};

/// How often to check that the folder is still the same one: no event reports that a share was unmounted, or
/// that a directory above the folder was renamed. The check is one `stat`.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

/// How often to check whether a missing folder exists again.
const MISSING_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// How long a folder must be missing before that is reported: `ln -sfn` removes a link and creates it again.
const REPLACING: Duration = Duration::from_millis(250);

/// The shortest time between two restarts of the watches after lost events. Each restart costs a walk through
/// the directories, and while too much happens, more events will be lost.
const RESTART_INTERVAL: Duration = Duration::from_secs(1);

/// The largest number of inputs that are processed before deadlines are checked again.
const BATCH: usize = 1_000;

/// What the thread receives.
#[derive(Debug)]
pub(super) enum Input {
    /// An event of notify, with the generation of the watches that it belongs to.
    Event(u64, notify::Result<notify::Event>),
    /// Files that a scan found while a process may be writing them.
    Track(Vec<ContentPath>),
    /// A question for the incomplete files.
    OpenFiles(Sender<BTreeSet<ContentPath>>),
    Stop,
}

/// The state of the watch's thread.
pub(super) struct WatchLoop<Sink> {
    /// The folder, as given.
    folder: PathBuf,
    settings: WatchSettings,
    inputs: Sender<Input>,
    sink: Sink,
    settle: Settle,
    /// `None` while the folder does not exist.
    tree: Option<WatchTree>,
    identity: Option<(u64, u64)>,
    /// The symbolic links on the way to the folder: a deployment switches such a link to another folder.
    links: Vec<PathBuf>,
    /// Since when the folder has been missing, if that was not reported yet.
    missing_since: Option<Instant>,
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
    /// Starts the watches. `inputs` is the other end of what [`Self::run`] receives.
    ///
    /// # Errors
    /// The folder does not exist, is a file, or may not be read.
    pub(super) fn start(
        folder: &Path,
        settings: WatchSettings,
        inputs: Sender<Input>,
        sink: Sink,
    ) -> Result<Self, WatchError> {
        let rules = SettleRules {
            quiet: settings.settle,
            open_limit: settings.open_limit,
            reports_close: REPORTS_CLOSE,
            is_leftover: settings.is_leftover,
        };
        let now = Instant::now();
        let mut watch = Self {
            folder: folder.to_path_buf(),
            settings,
            inputs,
            sink,
            settle: Settle::new(rules),
            tree: None,
            identity: None,
            links: Vec::new(),
            missing_since: None,
            generation: 0,
            next_check: now + CHECK_INTERVAL,
            next_poll: now,
            restart: None,
            earliest_restart: now,
            appeared: BTreeSet::new(),
        };
        watch.start_watches(now)?;
        Ok(watch)
    }

    /// Runs until [`Input::Stop`] arrives.
    pub(super) fn run(mut self, received: &Receiver<Input>) {
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
            Input::OpenFiles(reply) => {
                // Fails if the asking thread has ended.
                let _ = reply.send(self.settle.open_files().cloned().collect());
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
        if event.paths.iter().any(|location| self.links.contains(location)) {
            self.next_check = now;
        }
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
        let writers = Writers::find(&self.folder);
        for path in paths {
            let check = match root.as_ref().map(|root| root.find(&path)) {
                Some(Ok(Found::File(stamp))) => {
                    let written = self.is_written(&writers, &path, &stamp);
                    Check::File { stamp, written }
                }
                Some(Ok(Found::Nothing)) => Check::Missing,
                Some(Ok(Found::Directory(_) | Found::Forbidden | Found::Special) | Err(_)) => Check::Other,
                // A missing folder proves nothing about its files.
                None => Check::Other,
            };
            self.settle.checked(Instant::now(), path, check);
        }
        for path in self.settle.take_kept_open() {
            tracing::info!(
                "{path}: a process still has the file open for writing, but it has not changed for {} s, so it is read \
                 as it is (see 'content.open_limit')",
                self.settings.open_limit.as_secs_f32()
            );
        }
    }

    /// Whether a process has the file open for writing; `None` if that cannot be determined.
    fn is_written(&self, writers: &Writers, path: &ContentPath, stamp: &FileStamp) -> Option<bool> {
        if writers.has_open(path, stamp) {
            tracing::debug!("{path}: not settled: a process has the file open for writing");
            return Some(true);
        }
        // The writer of a file on a file server may be on another machine.
        let may_be_unseen = writers.may_have_unseen(path) || is_on_network(&self.folder, path);
        (!may_be_unseen).then_some(false)
    }

    /// Checks whether the folder exists, and is the same one as before.
    fn check_folder(&mut self, now: Instant) {
        let mut interval = if self.tree.is_some() { CHECK_INTERVAL } else { MISSING_CHECK_INTERVAL };
        match (identity(&self.folder), self.identity) {
            (Ok(found), Some(known)) if found == known && !self.is_elsewhere() => {
                if self.missing_since.take().is_some() {
                    self.send(FileEvent::Rescan(None));
                }
            }
            (Ok(_), Some(_)) => {
                if self.links.is_empty() {
                    self.send(FileEvent::Degraded(WatchError::Replaced { folder: self.folder.clone() }));
                } else {
                    tracing::info!("{} leads to another folder now, which is read", self.folder.display());
                }
                self.restart_watches(now);
            }
            (Ok(_), None) => self.restart_watches(now),
            (Err(_), None) => interval = MISSING_CHECK_INTERVAL,
            (Err(error), Some(_)) => {
                let since = *self.missing_since.get_or_insert(now);
                // What is missing with the folder is not deleted.
                self.settle.forget_deletions();
                if now.saturating_duration_since(since) < REPLACING {
                    interval = REPLACING;
                } else {
                    self.stop_watches(watch_error(&self.folder, &error));
                    interval = MISSING_CHECK_INTERVAL;
                }
            }
        }
        self.next_check = now + interval;
    }

    /// Whether the same folder has another path now, because a link or a directory on the way was renamed.
    fn is_elsewhere(&self) -> bool {
        let real = self.folder.canonicalize();
        self.tree.as_ref().is_some_and(|tree| real.is_ok_and(|real| real != tree.root().folder()))
    }

    /// Stops the watches because the folder is missing, reports it once, and waits for the folder from now
    /// on.
    fn stop_watches(&mut self, error: WatchError) {
        self.tree = None;
        self.identity = None;
        self.missing_since = None;
        self.send(FileEvent::Degraded(error));
    }

    fn restart_watches(&mut self, now: Instant) {
        let was_there = self.tree.is_some();
        match self.start_watches(now) {
            Ok(()) => {
                // The comparison of the whole folder finds what is gone.
                self.settle.forget_deletions();
                self.missing_since = None;
                self.send(FileEvent::Rescan(None));
            }
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
        self.links = links_on_the_way(&self.folder);
        let mut tree = WatchTree::start(root, self.settings.mode, self.settings.poll, handler);
        tree.watch_links(&self.links);
        self.tree = Some(tree);
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
        _ if is_too_many_open_files(error) => WatchError::TooManyOpenFiles { folder },
        _ => WatchError::Unreadable { folder, reason: error.to_string() },
    }
}
