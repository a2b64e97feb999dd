//! Collects the events that arrive into the work that they require.

use super::large_files::LargeRead;
use super::plan::Plan;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tidings_watch::FileEvent;

/// The largest number of events in one plan, so that the first articles of a large copy are published soon.
const MAX_EVENTS: usize = 5000;

/// The largest number of events that are collected while the catalogue fails. Beyond it a comparison of the whole
/// folder, which follows anyway, finds what they would have told.
const MAX_COLLECTED: usize = 100_000;

/// How long no removal in the state folder must be reported before the folder is restored: a program that deletes a
/// folder with what is in it fails if a file appears there meanwhile.
const REMOVAL_QUIET: Duration = Duration::from_millis(50);

/// The longest time before the state folder is restored.
const REMOVAL_LIMIT: Duration = Duration::from_millis(200);

/// An event for which the loop waits.
#[derive(Debug)]
pub(crate) enum LoopEvent {
    /// Something happened in the content folder.
    File(FileEvent),
    /// A large file was read beside the others.
    LargeRead(Box<LargeRead>),
    /// Something in the state folder was removed or renamed, or the folder itself.
    StateRemoved,
    /// The thread that watches the folder ended by a panic.
    WatchEnded,
    /// The program ends.
    Stop,
}

/// What arrived since the last work was done.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Work {
    pub(in crate::ingest) plan: Plan,
    /// The number of file events in the plan.
    events: usize,
    /// The large files that were read.
    large: Vec<LargeRead>,
    pub(in crate::ingest) state_removal: Option<StateRemoval>,
    /// The log has a line about files that were left out because too many are open.
    lacks_descriptors: bool,
}

/// Removals in the state folder.
#[derive(Debug)]
pub(in crate::ingest) struct StateRemoval {
    first: Instant,
    last: Instant,
}

impl StateRemoval {
    /// When to restore the state folder.
    pub(in crate::ingest) fn due(&self) -> Instant {
        (self.last + REMOVAL_QUIET).min(self.first + REMOVAL_LIMIT)
    }
}

impl Work {
    /// Takes the plan out, to be carried out.
    pub(in crate::ingest) fn take_plan(&mut self) -> Plan {
        self.events = 0;
        std::mem::take(&mut self.plan)
    }

    /// Takes the large files that were read out.
    pub(in crate::ingest) fn take_large(&mut self) -> Vec<LargeRead> {
        std::mem::take(&mut self.large)
    }

    /// Records whether files were left out because too many files are open, and logs when that begins. `has_looked`:
    /// files were read since the last call. Returns whether to read them again soon.
    pub(in crate::ingest) fn note_lack_of_descriptors(
        &mut self,
        lacks_descriptors: bool,
        has_looked: bool,
    ) -> bool {
        if lacks_descriptors && !self.lacks_descriptors {
            tracing::warn!(
                "too many files are open, so some articles were not read; they are read as soon as files are closed; raise \
                 the limit (ulimit -n, LimitNOFILE=)"
            );
        }
        self.lacks_descriptors = lacks_descriptors || self.lacks_descriptors && !has_looked;
        lacks_descriptors
    }

    /// Waits for an event and adds all others that have arrived meanwhile; nothing after a timeout. Returns `None`
    /// if the loop must stop.
    pub(in crate::ingest) fn receive(
        &mut self,
        events: &Receiver<LoopEvent>,
        timeout: Duration,
    ) -> Option<()> {
        let first = match events.recv_timeout(timeout) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        for event in first.into_iter().chain(events.try_iter().take(MAX_EVENTS)) {
            match event {
                LoopEvent::File(event) => {
                    self.plan.add(event);
                    self.events += 1;
                }
                LoopEvent::LargeRead(read) => self.large.push(*read),
                LoopEvent::StateRemoved => {
                    let now = Instant::now();
                    self.state_removal.get_or_insert(StateRemoval { first: now, last: now }).last = now;
                }
                // What happened meanwhile is found by a comparison.
                LoopEvent::WatchEnded => (self.plan.watch_ended, self.plan.rescan_all) = (true, true),
                LoopEvent::Stop => return None,
            }
        }
        if self.events > MAX_COLLECTED {
            let Plan { degradations, watch_ended, .. } = std::mem::take(&mut self.plan);
            self.plan = Plan { degradations, watch_ended, rescan_all: true, ..Plan::default() };
            self.events = 0;
        }
        Some(())
    }
}
