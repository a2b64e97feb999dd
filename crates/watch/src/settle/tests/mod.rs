//! Tests of the state machine: signals arrive at given milliseconds, events must be sent at given milliseconds.

mod properties;
mod stories;

use super::*;
use std::collections::BTreeSet;

const QUIET: Duration = Duration::from_secs(2);

const OPEN_LIMIT: Duration = Duration::from_secs(30);

fn path(text: &str) -> ContentPath {
    ContentPath::new(text).unwrap()
}

fn stamp(modified: i64) -> FileStamp {
    FileStamp { modified, size: 1, inode: 1, changed: 0 }
}

/// Runs the state machine through a story and records its events, with the millisecond.
struct Stage {
    settle: Settle,
    start: Instant,
    /// What a check finds at a path that is not `gone`.
    disk: Check,
    /// The paths whose last signal means that nothing is there.
    gone: BTreeSet<String>,
    events: Vec<String>,
}

impl Stage {
    fn new(reports_close: bool) -> Self {
        let is_leftover = |path: &ContentPath| path.as_str().ends_with('~');
        let rules = SettleRules { quiet: QUIET, open_limit: OPEN_LIMIT, reports_close, is_leftover };
        let disk = Check::File { stamp: stamp(0), written: None };
        Self {
            settle: Settle::new(rules),
            start: Instant::now(),
            disk,
            gone: BTreeSet::new(),
            events: Vec::new(),
        }
    }

    fn at(&self, millisecond: u64) -> Instant {
        self.start + Duration::from_millis(millisecond)
    }

    fn signal(&mut self, millisecond: u64, name: &str, signal: Signal) {
        self.pass_to(millisecond);
        match signal {
            Signal::Removed { .. } | Signal::MovedAway { .. } => {
                self.gone.insert(name.to_owned());
            }
            Signal::Created | Signal::MovedHere { .. } | Signal::Directory { .. } => {
                self.gone.remove(name);
            }
            // Where closes are reported, a handle to a deleted file causes these too.
            _ if self.settle.rules.reports_close => {}
            _ => {
                self.gone.remove(name);
            }
        }
        self.settle.signal(self.at(millisecond), path(name), signal);
        self.record(millisecond);
    }

    /// Moves the time forward as the watch's thread does: from deadline to deadline.
    fn pass_to(&mut self, millisecond: u64) {
        while let Some(deadline) = self.settle.next_deadline().filter(|due| *due <= self.at(millisecond)) {
            for name in self.settle.take_due(deadline) {
                let check = if self.gone.contains(name.as_str()) { Check::Missing } else { self.disk };
                self.settle.checked(deadline, name, check);
            }
            self.record(u64::try_from((deadline - self.start).as_millis()).unwrap());
        }
    }

    fn record(&mut self, millisecond: u64) {
        for event in self.settle.take_events() {
            let text = match event {
                FileEvent::Complete(path) => format!("complete {path}"),
                FileEvent::Removed(path) => format!("removed {path}"),
                FileEvent::Renamed { from, to } => format!("renamed {from} {to}"),
                FileEvent::DirectoryRenamed { from, to } => format!("directory {from} {to}"),
                other => format!("{other:?}"),
            };
            self.events.push(format!("{millisecond} {text}"));
        }
    }
}

fn moved_away(cookie: usize) -> Signal {
    Signal::MovedAway { cookie: Some(cookie), directory: false }
}

fn moved_here(cookie: usize) -> Signal {
    Signal::MovedHere { cookie: Some(cookie) }
}

const REMOVED: Signal = Signal::Removed { directory: false };

/// A story and its events. Each story has a minute to end, after which the table must be empty.
type Story<'a> = (&'a str, &'a [(u64, &'a str, Signal)], &'a [&'a str]);

fn play(stories: &[Story<'_>]) {
    for (story, signals, events) in stories {
        let mut stage = Stage::new(true);
        for (millisecond, name, signal) in *signals {
            stage.signal(*millisecond, name, *signal);
        }
        stage.pass_to(60_000);
        assert_eq!(stage.events, *events, "{story}");
        assert!(stage.settle.table.is_empty(), "{story}: {:?}", stage.settle);
    }
}
