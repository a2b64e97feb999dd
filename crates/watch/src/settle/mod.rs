//! Decides when a file is complete: a state machine without I/O.
//!
//! Signals of the platform and the time go in, events come out.
//!
//! ```text
//!            created, written, found by a scan         closed after writing
//! (nothing) ───────────────────────▶ Open ──────────────────────────────────▶ Complete
//!     ▲                               │ ▲  no writer, or unchanged in two checks
//!     │ Removed               removed │ │ created again
//!     └────────────────────── Leaving ◀─┘
//! ```
//!
//! A path that is neither open nor leaving is not in the table, so the size of the table depends on what
//! happens now, not on the size of the folder.

mod table;
#[cfg(test)]
mod tests;

use super::event::FileEvent;
use super::listing::is_listed;
use std::time::{Duration, Instant};
use table::{Leaving, Pending, Table};
use tidings_model::{ContentPath, FileStamp};

/// How long a deletion waits for a new file at the path. An editor that saves by rename and create makes the
/// two calls without a pause, so this only covers a machine that is too busy to run the editor at once. A
/// deletion is not urgent, and nothing else waits for it.
const LEAVING: Duration = Duration::from_millis(200);

/// The same for a file that was renamed to the name of a temporary or backup file. Some editors save in steps: they
/// rename the original, write the new version under the old name, and delete the backup. The steps take milliseconds
/// on a local disk; on a slow network drive 2 s were seen between two of them.
const MOVED_ASIDE: Duration = Duration::from_secs(3);

/// How long a new name waits for the `open` that follows at once if a program created the file by opening it.
/// A hard or symbolic link is created without an `open`, and is never closed either.
const LINKED: Duration = Duration::from_millis(20);

/// Where the platform does not report closes, every file must be unchanged for a time: `quiet` divided by
/// this number.
const DIVISOR_WITHOUT_CLOSE: u32 = 8;

/// The settings of the state machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct SettleRules {
    /// How long a file must be unchanged if no signal reports that it is complete.
    pub(super) quiet: Duration,
    /// Whether the platform reports when a file is opened, and when it is closed after writing (inotify
    /// does).
    pub(super) reports_close: bool,
    /// Whether the name is that of a temporary or backup file. A rename from or to such a name is not
    /// reported as a rename.
    pub(super) is_leftover: fn(&ContentPath) -> bool,
}

/// What the platform reported about one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// A file was created or linked under this name.
    Created,
    /// A process opened the file, to read or to write.
    Opened,
    /// The content changed.
    Written,
    /// The mode, times or number of links changed.
    Touched,
    /// A process that could write closed the file.
    Closed,
    /// The path was renamed to another one, whose `MovedHere` has the same cookie.
    MovedAway { cookie: Option<usize>, directory: bool },
    /// A file was renamed to this path.
    MovedHere { cookie: Option<usize> },
    /// A directory was created here, or renamed to this path.
    Directory { cookie: Option<usize> },
    /// The file or directory was deleted.
    Removed { directory: bool },
    /// A scan found the file while a process may be writing it.
    FoundOpen,
}

/// What a check of a path found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// A file, and whether a process has it open for writing; `None` if that cannot be determined.
    File { stamp: FileStamp, written: Option<bool> },
    /// Nothing.
    Missing,
    /// Something else than a readable file.
    Other,
}

/// The state machine.
#[derive(Debug)]
pub(super) struct Settle {
    rules: SettleRules,
    table: Table,
    events: Vec<FileEvent>,
}

impl Settle {
    pub(super) fn new(rules: SettleRules) -> Self {
        Self { rules, table: Table::default(), events: Vec::new() }
    }

    /// Returns the events that became certain since the last call, in order.
    pub(super) fn take_events(&mut self) -> Vec<FileEvent> {
        std::mem::take(&mut self.events)
    }

    /// When [`Settle::take_due`] must be called next.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.table.next_deadline()
    }

    /// Processes a signal of the platform.
    pub(super) fn signal(&mut self, now: Instant, path: ContentPath, signal: Signal) {
        let leaving = matches!(self.table.get(&path), Some(Pending::Leaving(_)));
        match signal {
            // Writes through a handle to a deleted file are reported under its old name. Where closes are not
            // reported, a creation may be reported as a change, so only a check can decide.
            Signal::Written | Signal::Closed | Signal::Touched | Signal::Opened
                if leaving && self.rules.reports_close => {}
            Signal::Created => self.created(now, path),
            Signal::Written | Signal::FoundOpen => self.set_open(now, path, true),
            Signal::Closed if self.rules.reports_close => self.complete(path),
            Signal::Closed => self.set_open(now, path, false),
            Signal::Touched if self.table.get(&path).is_some() => {}
            Signal::Touched => self.set_open(now, path, false),
            Signal::Opened => self.opened(now, path),
            Signal::MovedAway { cookie, directory } => self.set_leaving(now, path, directory, cookie),
            Signal::MovedHere { cookie } => self.moved_here(now, path, cookie),
            Signal::Directory { cookie } => self.directory(now, path, cookie),
            Signal::Removed { directory } => self.set_leaving(now, path, directory, None),
        }
    }

    /// Processes the deadlines that have passed: sends the deletions that are certain by now, and returns the
    /// paths that must be checked. Pass the result of each check to [`Settle::checked`].
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<ContentPath> {
        let mut paths = Vec::new();
        while let Some(path) = self.table.take_due(now) {
            match self.table.get(&path) {
                Some(Pending::Open { .. }) => paths.push(path),
                Some(Pending::Leaving(_)) => self.removed(path),
                None => {}
            }
        }
        paths
    }

    /// Processes the check of a path that [`Settle::take_due`] returned.
    pub(super) fn checked(&mut self, now: Instant, path: ContentPath, check: Check) {
        let Some(Pending::Open { has_writer, seen }) = self.table.get(&path).copied() else { return };
        match check {
            Check::File { written: Some(false), .. } => self.complete(path),
            Check::File { stamp, .. } if seen == Some(stamp) => self.complete(path),
            Check::File { stamp, written } => {
                let has_writer = has_writer || written == Some(true);
                let pending = Pending::Open { has_writer, seen: Some(stamp) };
                self.table.set(path, pending, now + self.between_checks());
            }
            Check::Missing => self.set_leaving(now, path, false, None),
            Check::Other => self.forget(&path),
        }
    }

    /// The time before the first check and between two checks: half of the time for which a file must be
    /// unchanged.
    fn between_checks(&self) -> Duration {
        match self.rules.reports_close {
            true => self.rules.quiet / 2,
            false => self.rules.quiet / DIVISOR_WITHOUT_CLOSE / 2,
        }
    }

    /// Records that the content of the file at this path changed, or may have changed.
    fn set_open(&mut self, now: Instant, path: ContentPath, has_writer: bool) {
        self.forget(&path);
        self.table.set(path, Pending::Open { has_writer, seen: None }, now + self.between_checks());
    }

    fn created(&mut self, now: Instant, path: ContentPath) {
        self.forget(&path);
        let wait = if self.rules.reports_close { LINKED } else { self.between_checks() };
        self.table.set(path, Pending::Open { has_writer: false, seen: None }, now + wait);
    }

    fn opened(&mut self, now: Instant, path: ContentPath) {
        if let Some(Pending::Open { has_writer: false, .. }) = self.table.get(&path) {
            self.set_open(now, path, true);
        }
    }

    fn moved_here(&mut self, now: Instant, path: ContentPath, cookie: Option<usize>) {
        let origin = cookie.and_then(|cookie| self.table.take_rename_source(cookie));
        // A directory that was renamed again before it could be examined.
        if let Some((from, Leaving { directory: true, .. })) = origin {
            return self.directory_moved(now, from, path);
        }
        self.forget(&path);
        match origin {
            None => self.complete(path),
            // Renamed before it was closed: the name is final, the content is not.
            Some((from, Leaving { has_writer: true, .. })) => {
                self.set_leaving(now, from, false, None);
                self.set_open(now, path, true);
            }
            Some((from, _)) if self.is_permanent_name(&from) && self.is_permanent_name(&path) => {
                self.events.push(FileEvent::Renamed { from, to: path });
            }
            // One of the names is that of a temporary file, or of the backup to which an editor renames the
            // original before it creates the file again.
            Some((from, leaving)) => {
                let is_moved_aside = self.is_permanent_name(&from) && is_listed(&path);
                let wait = if is_moved_aside { MOVED_ASIDE } else { LEAVING };
                let leaving = Leaving { cookie: None, ..leaving };
                self.table.set(from, Pending::Leaving(leaving), now + wait);
                self.complete(path);
            }
        }
    }

    fn directory(&mut self, now: Instant, path: ContentPath, cookie: Option<usize>) {
        match cookie.and_then(|cookie| self.table.take_rename_source(cookie)) {
            Some((from, _)) => self.directory_moved(now, from, path),
            // The comparison that follows also covers what was here before, a file or another directory.
            None => drop(self.table.remove(&path)),
        }
    }

    fn directory_moved(&mut self, now: Instant, from: ContentPath, to: ContentPath) {
        self.table.remove(&to);
        self.forget_below(&from);
        match is_listed(&from) && is_listed(&to) {
            true => self.events.push(FileEvent::DirectoryRenamed { from, to }),
            false => self.set_leaving(now, from, true, None),
        }
    }

    /// Whether an article or an image may have this name.
    fn is_permanent_name(&self, path: &ContentPath) -> bool {
        is_listed(path) && !(self.rules.is_leftover)(path)
    }

    fn set_leaving(&mut self, now: Instant, path: ContentPath, directory: bool, cookie: Option<usize>) {
        if directory {
            self.forget_below(&path);
        }
        let (was_directory, has_writer) = match self.table.remove(&path) {
            Some(Pending::Open { has_writer, .. }) => (false, has_writer),
            Some(Pending::Leaving(before)) => (before.directory, false),
            None => (false, false),
        };
        let leaving = Leaving { directory: directory || was_directory, cookie, has_writer };
        self.table.set(path, Pending::Leaving(leaving), now + LEAVING);
    }

    /// Sends the deletion, which is certain now.
    fn removed(&mut self, path: ContentPath) {
        self.table.remove(&path);
        if is_listed(&path) {
            self.events.push(FileEvent::Removed(path));
        }
    }

    fn complete(&mut self, path: ContentPath) {
        self.forget(&path);
        if is_listed(&path) {
            self.events.push(FileEvent::Complete(path));
        }
    }

    /// Removes the path from the table, because a file is there now. The short absence of a file is not
    /// reported. The removal of a directory is, because everything that was in it is gone.
    fn forget(&mut self, path: &ContentPath) {
        if let Some(Pending::Leaving(Leaving { directory: true, .. })) = self.table.get(path) {
            self.removed(path.clone());
        }
        self.table.remove(path);
    }

    fn forget_below(&mut self, directory: &ContentPath) {
        for path in self.table.paths_below(directory) {
            self.table.remove(&path);
        }
    }
}
