//! When is a file whole? Pure: what the platform told and the time go in, events come out.
//!
//! ```text
//!            created, written, held                    closed after writing
//! (nothing) ───────────────────────▶ Open ──────────────────────────────────▶ Whole
//!     ▲                               │ ▲  no writer, or quiet and two equal looks
//!     │ Gone                  removed │ │ created again
//!     └────────────────────── Leaving ◀─┘
//! ```
//!
//! A path that is neither open nor leaving is not in the table, so the table holds what happens now, however
//! large the folder.

mod table;
#[cfg(test)]
mod tests;

use super::{FileEvent, is_listed};
use std::time::{Duration, Instant};
use table::Table;
use tidings_model::{ContentPath, FileStamp};

/// How long a deletion waits for the path to come back. An editor that saves by rename and create has nothing
/// to wait for between the two calls, so this only covers a machine too busy to run it at once. A deletion
/// needs no hurry, and nothing else waits for it.
const LEAVING: Duration = Duration::from_millis(200);

/// How long a new name waits for the `open` that follows at once if the name was made by opening: a hard or
/// symbolic link is made without one, and then is never closed either.
const LINKED: Duration = Duration::from_millis(20);

/// Where no close is told, every file waits for quiet: this part of the quiet that an open file waits for
/// elsewhere.
const UNTOLD_PART: u32 = 8;

/// What decides, beside what happens.
#[derive(Debug, Clone, Copy)]
pub(super) struct SettleRules {
    /// How long a file must be quiet that nothing says is whole.
    pub(super) quiet: Duration,
    /// Whether the platform tells when a file is opened, and closed after writing (inotify does).
    pub(super) closes_are_told: bool,
    /// Whether the name is that of a temporary or backup file. Such a name is no end of a rename.
    pub(super) is_leftover: fn(&ContentPath) -> bool,
}

/// What the platform told about one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// The name is new: a file was created or linked there.
    Created,
    /// Somebody opened it, to read or to write.
    Opened,
    /// Its content changed.
    Written,
    /// Its mode, times or number of links changed.
    Touched,
    /// It was closed by one who could write.
    Closed,
    /// The path was renamed to another; the cookie is the same as that of the other's `MovedHere`.
    MovedAway { cookie: Option<usize>, directory: bool },
    /// A file was renamed to this path.
    MovedHere { cookie: Option<usize> },
    /// A directory is new here, by creation or renaming.
    Directory { cookie: Option<usize> },
    /// It was deleted.
    Removed { directory: bool },
    /// A scan found it, and somebody may be writing it.
    Held,
}

/// What a look at a path found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A file, and whether a process has it open for writing, where that can be known.
    File { stamp: FileStamp, written: Option<bool> },
    /// Nothing.
    Missing,
    /// Something that is no readable file: not for us.
    Other,
}

/// A path that is not settled.
#[derive(Debug, Clone, Copy)]
enum Pending {
    /// A file is there and not known to be whole. `seen`: what the last look found, if nothing happened since.
    Open { has_writer: bool, seen: Option<FileStamp> },
    /// Nothing is there any more, and what was may come back, or turn up elsewhere.
    Leaving(Leaving),
}

/// What was at a path that is being left.
#[derive(Debug, Clone, Copy)]
struct Leaving {
    directory: bool,
    /// The number of the rename that took it away.
    cookie: Option<usize>,
    has_writer: bool,
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

    /// What became certain since the last call, in order.
    pub(super) fn take_events(&mut self) -> Vec<FileEvent> {
        std::mem::take(&mut self.events)
    }

    /// When [`Settle::due`] must be called next.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.table.next_deadline()
    }

    /// Takes in what the platform told.
    pub(super) fn signal(&mut self, now: Instant, path: ContentPath, signal: Signal) {
        let leaving = matches!(self.table.get(&path), Some(Pending::Leaving(_)));
        match signal {
            // What is written through a handle to a deleted file is told under its old name. Where closes are
            // not told, a creation may be told as a change, and only a look can say.
            Signal::Written | Signal::Closed | Signal::Touched | Signal::Opened
                if leaving && self.rules.closes_are_told => {}
            Signal::Created => self.created(now, path),
            Signal::Written | Signal::Held => self.open(now, path, true),
            Signal::Closed if self.rules.closes_are_told => self.whole(path),
            Signal::Closed => self.open(now, path, false),
            Signal::Touched if self.table.get(&path).is_some() => {}
            Signal::Touched => self.open(now, path, false),
            Signal::Opened => self.opened(now, path),
            Signal::MovedAway { cookie, directory } => self.leave(now, path, directory, cookie),
            Signal::MovedHere { cookie } => self.moved_here(now, path, cookie),
            Signal::Directory { cookie } => self.directory(now, path, cookie),
            Signal::Removed { directory } => self.leave(now, path, directory, None),
        }
    }

    /// Lets the time pass: sends the deletions that are certain by now, and returns the paths that must be
    /// looked at, each answered by [`Settle::looked`].
    pub(super) fn due(&mut self, now: Instant) -> Vec<ContentPath> {
        let mut looks = Vec::new();
        while let Some(path) = self.table.take_due(now) {
            match self.table.get(&path) {
                Some(Pending::Open { .. }) => looks.push(path),
                Some(Pending::Leaving(_)) => self.gone(path),
                None => {}
            }
        }
        looks
    }

    /// Takes in a look that [`Settle::due`] asked for.
    pub(super) fn looked(&mut self, now: Instant, path: ContentPath, look: Look) {
        let Some(Pending::Open { has_writer, seen }) = self.table.get(&path).copied() else { return };
        match look {
            Look::File { written: Some(false), .. } => self.whole(path),
            Look::File { stamp, .. } if seen == Some(stamp) => self.whole(path),
            Look::File { stamp, written } => {
                let has_writer = has_writer || written == Some(true);
                let pending = Pending::Open { has_writer, seen: Some(stamp) };
                self.table.set(path, pending, now + self.between_looks());
            }
            Look::Missing => self.leave(now, path, false, None),
            Look::Other => self.forget(&path),
        }
    }

    /// Half of the quiet: the first look is taken after it, and an equal second one ends the quiet.
    fn between_looks(&self) -> Duration {
        match self.rules.closes_are_told {
            true => self.rules.quiet / 2,
            false => self.rules.quiet / UNTOLD_PART / 2,
        }
    }

    /// The file is there, and its content is not, or may not be, what it was.
    fn open(&mut self, now: Instant, path: ContentPath, has_writer: bool) {
        self.forget(&path);
        self.table.set(path, Pending::Open { has_writer, seen: None }, now + self.between_looks());
    }

    fn created(&mut self, now: Instant, path: ContentPath) {
        self.forget(&path);
        let wait = if self.rules.closes_are_told { LINKED } else { self.between_looks() };
        self.table.set(path, Pending::Open { has_writer: false, seen: None }, now + wait);
    }

    fn opened(&mut self, now: Instant, path: ContentPath) {
        if let Some(Pending::Open { has_writer: false, .. }) = self.table.get(&path) {
            self.open(now, path, true);
        }
    }

    fn moved_here(&mut self, now: Instant, path: ContentPath, cookie: Option<usize>) {
        let origin = cookie.and_then(|cookie| self.table.take_left_under(cookie));
        // It was renamed on before anybody could see that it is a directory.
        if let Some((from, Leaving { directory: true, .. })) = origin {
            return self.directory_moved(now, from, path);
        }
        self.forget(&path);
        match origin {
            None => self.whole(path),
            // Renamed before it was closed: the name is in place, the content is not.
            Some((from, Leaving { has_writer: true, .. })) => {
                self.leave(now, from, false, None);
                self.open(now, path, true);
            }
            Some((from, _)) if self.is_name(&from) && self.is_name(&path) => {
                self.events.push(FileEvent::Renamed { from, to: path });
            }
            // One of the names is nobody's: of a temporary file, or of the backup for which an editor moves
            // the original aside just before it creates it anew.
            Some((from, _)) => {
                self.leave(now, from, false, None);
                self.whole(path);
            }
        }
    }

    fn directory(&mut self, now: Instant, path: ContentPath, cookie: Option<usize>) {
        match cookie.and_then(|cookie| self.table.take_left_under(cookie)) {
            Some((from, _)) => self.directory_moved(now, from, path),
            // Whatever was here, a file or another directory: the comparison that follows covers it.
            None => drop(self.table.remove(&path)),
        }
    }

    fn directory_moved(&mut self, now: Instant, from: ContentPath, to: ContentPath) {
        self.table.remove(&to);
        self.forget_below(&from);
        match is_listed(&from) && is_listed(&to) {
            true => self.events.push(FileEvent::DirectoryRenamed { from, to }),
            false => self.leave(now, from, true, None),
        }
    }

    /// Whether an article or a picture may be known by this name.
    fn is_name(&self, path: &ContentPath) -> bool {
        is_listed(path) && !(self.rules.is_leftover)(path)
    }

    fn leave(&mut self, now: Instant, path: ContentPath, directory: bool, cookie: Option<usize>) {
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

    /// The deletion is certain.
    fn gone(&mut self, path: ContentPath) {
        self.table.remove(&path);
        if is_listed(&path) {
            self.events.push(FileEvent::Removed(path));
        }
    }

    fn whole(&mut self, path: ContentPath) {
        self.forget(&path);
        if is_listed(&path) {
            self.events.push(FileEvent::Complete(path));
        }
    }

    /// A file is at the path now, whatever was there. That a file was away for a moment is nobody's business;
    /// that a directory is gone for good, with all that was in it, is.
    fn forget(&mut self, path: &ContentPath) {
        if let Some(Pending::Leaving(Leaving { directory: true, .. })) = self.table.get(path) {
            self.gone(path.clone());
        }
        self.table.remove(path);
    }

    fn forget_below(&mut self, directory: &ContentPath) {
        for path in self.table.paths_below(directory) {
            self.table.remove(&path);
        }
    }
}
