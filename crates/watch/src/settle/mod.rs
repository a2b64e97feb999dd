//! Decides when a file is complete: a state machine without I/O.
//!
//! Signals of the platform and the time go in, events come out.
//!
//! ```text
//!            created, written, found by a scan         closed after writing
//! (nothing) ───────────────────────▶ Open ──────────────────────────────────▶ Complete
//!     ▲                               │ ▲  no writer, or unchanged for long enough
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
use table::{Leaving, Open, Pending, Table, Writer};
use tidings_model::{ContentPath, FileStamp};

/// How long a deletion waits for a new file at the path, or for the second half of a rename. An editor that saves
/// by rename and create makes the two calls without a pause, so this only covers a machine that is too busy to run
/// the editor at once. The receiver of the events decides how long an article outlives its file.
const LEAVING: Duration = Duration::from_millis(200);

/// The longest pause between two checks of a file that a process has open for writing. Its close is reported, so
/// the checks are for what no event reports; each reads the descriptors of all processes.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The longest time for which a file must be unchanged if its writer cannot be seen. A copy over a network of
/// several minutes was seen to stall for up to half a minute.
const LONGEST_QUIET: Duration = Duration::from_secs(60);

/// How long a new name waits for the `open` that follows at once if a program created the file by opening it.
/// A hard or symbolic link is created without an `open`, and is never closed either.
const LINKED: Duration = Duration::from_millis(20);

/// Where the platform does not report closes, every file must be unchanged for a time: `quiet` divided by
/// this number.
const DIVISOR_WITHOUT_CLOSE: u32 = 8;

/// The settings of the state machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct SettleRules {
    /// How long a file must be unchanged if it cannot be determined whether a process writes it.
    pub(super) quiet: Duration,
    /// How long a file must be unchanged while a process has it open for writing.
    pub(super) open_limit: Duration,
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
    /// Files that count as complete although a process has them open for writing.
    kept_open: Vec<ContentPath>,
}

impl Settle {
    pub(super) fn new(rules: SettleRules) -> Self {
        Self { rules, table: Table::default(), events: Vec::new(), kept_open: Vec::new() }
    }

    /// Returns the events that became certain since the last call, in order.
    pub(super) fn take_events(&mut self) -> Vec<FileEvent> {
        std::mem::take(&mut self.events)
    }

    /// Returns the files that were sent as complete since the last call because their limit was over, although a
    /// process has them open for writing.
    pub(super) fn take_kept_open(&mut self) -> Vec<ContentPath> {
        std::mem::take(&mut self.kept_open)
    }

    /// The files that may be incomplete.
    pub(super) fn open_files(&self) -> impl Iterator<Item = &ContentPath> {
        self.table.open_files()
    }

    /// Forgets every deletion that was not sent yet: a comparison of the whole folder follows.
    pub(super) fn forget_deletions(&mut self) {
        self.table.remove_leaving();
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
            Signal::Written => self.set_open(now, path, Writer::Reported),
            // A scan that repeats what is known must not begin the wait again.
            Signal::FoundOpen if matches!(self.table.get(&path), Some(Pending::Open(_))) => {}
            Signal::FoundOpen => self.set_open(now, path, Writer::Suspected),
            Signal::Closed if self.rules.reports_close => self.complete(path),
            Signal::Closed => self.set_open(now, path, Writer::None),
            Signal::Touched if self.table.get(&path).is_some() => {}
            Signal::Touched => self.set_open(now, path, Writer::None),
            Signal::Opened => self.opened(now, path),
            Signal::MovedAway { cookie, directory } => self.set_leaving(now, path, directory, cookie),
            Signal::MovedHere { cookie } => self.moved_here(now, path, cookie),
            Signal::Directory { cookie } => self.directory(now, path, cookie),
            Signal::Removed { directory } => self.set_leaving(now, path, directory, None),
        }
    }

    /// Processes the deadlines that have passed: returns the paths that must be checked. Pass the result of each check
    /// to [`Settle::checked`].
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<ContentPath> {
        let mut paths = Vec::new();
        while let Some(path) = self.table.take_due(now) {
            if self.table.get(&path).is_some() {
                paths.push(path);
            }
        }
        paths
    }

    /// Processes the check of a path that [`Settle::take_due`] returned.
    pub(super) fn checked(&mut self, now: Instant, path: ContentPath, check: Check) {
        let open = match self.table.get(&path).copied() {
            Some(Pending::Open(open)) => open,
            Some(Pending::Leaving(_)) => return self.checked_deletion(now, path, &check),
            None => return,
        };
        match check {
            Check::File { written: Some(false), .. } => self.complete(path),
            Check::File { stamp, written } => self.found(now, path, open, stamp, written),
            Check::Missing => self.set_leaving(now, path, false, None),
            Check::Other => self.forget(&path),
        }
    }

    /// Processes the check of a path whose deletion or departure was reported. A file may be there all the same: after
    /// an exchange of two names, the system reports that each of them was renamed to the other.
    fn checked_deletion(&mut self, now: Instant, path: ContentPath, check: &Check) {
        match check {
            Check::File { written: Some(true), .. } => self.set_open(now, path, Writer::Suspected),
            Check::File { .. } => self.complete(path),
            Check::Missing | Check::Other => self.removed(path),
        }
    }

    /// Processes the check of a file that has a writer, or may have one.
    fn found(
        &mut self,
        now: Instant,
        path: ContentPath,
        mut open: Open,
        stamp: FileStamp,
        written: Option<bool>,
    ) {
        let is_first = open.seen.is_none();
        if open.seen.is_some_and(|seen| seen != stamp) {
            open.changed = now;
        }
        open.seen = Some(stamp);
        let unchanged = now.saturating_duration_since(open.changed);
        // The close will be reported, also if the process belongs to another user and cannot be seen.
        let is_reported = open.writer == Writer::Reported && self.rules.reports_close;
        let wait = if written.unwrap_or(is_reported) {
            let left = self.rules.open_limit.saturating_sub(unchanged);
            if left.is_zero() {
                if self.is_permanent_name(&path) {
                    self.kept_open.push(path.clone());
                }
                return self.complete(path);
            }
            if open.writer == Writer::None {
                open.writer = Writer::Suspected;
            }
            open.checks += 1;
            self.pause(open.checks).min(left)
        } else {
            let left = self.quiet_time(&open).saturating_sub(unchanged);
            if left.is_zero() && !is_first {
                return self.complete(path);
            }
            left.max(self.between_checks())
        };
        self.table.set(path, Pending::Open(open), now + wait);
    }

    /// How long a file must be unchanged if it cannot be determined whether a process writes it: the longer it
    /// grew, the longer its writer may pause.
    fn quiet_time(&self, open: &Open) -> Duration {
        let grew_for = open.changed.saturating_duration_since(open.since);
        (grew_for / 2).min(LONGEST_QUIET).max(self.between_checks() * 2)
    }

    /// The pause after this number of checks that found a writer.
    fn pause(&self, checks: u32) -> Duration {
        let doubled = 1 << checks.saturating_sub(1).min(16);
        self.between_checks().saturating_mul(doubled).min(LONGEST_PAUSE.max(self.between_checks()))
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
    fn set_open(&mut self, now: Instant, path: ContentPath, writer: Writer) {
        let (since, checks) = match self.table.get(&path) {
            Some(Pending::Open(open)) => (open.since, open.checks),
            _ => (now, 0),
        };
        self.forget(&path);
        let open = Open { writer, seen: None, since, changed: now, checks };
        self.table.set(path, Pending::Open(open), now + self.pause(checks));
    }

    fn created(&mut self, now: Instant, path: ContentPath) {
        self.forget(&path);
        let wait = if self.rules.reports_close { LINKED } else { self.between_checks() };
        let open = Open { writer: Writer::None, seen: None, since: now, changed: now, checks: 0 };
        self.table.set(path, Pending::Open(open), now + wait);
    }

    fn opened(&mut self, now: Instant, path: ContentPath) {
        if let Some(Pending::Open(Open { writer: Writer::None, .. })) = self.table.get(&path) {
            self.set_open(now, path, Writer::Suspected);
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
            Some((from, Leaving { writer, .. })) if writer != Writer::None => {
                self.set_leaving(now, from, false, None);
                self.set_open(now, path, writer);
            }
            Some((from, _)) if self.is_permanent_name(&from) && self.is_permanent_name(&path) => {
                self.events.push(FileEvent::Renamed { from, to: path });
            }
            // One of the names is that of a temporary file, or of the backup to which an editor renames the
            // original before it creates the file again.
            Some((from, leaving)) => {
                let leaving = Leaving { cookie: None, ..leaving };
                self.table.set(from, Pending::Leaving(leaving), now + LEAVING);
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
        let (was_directory, writer) = match self.table.remove(&path) {
            Some(Pending::Open(open)) => (false, open.writer),
            Some(Pending::Leaving(before)) => (before.directory, Writer::None),
            None => (false, Writer::None),
        };
        let leaving = Leaving { directory: directory || was_directory, cookie, writer };
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
