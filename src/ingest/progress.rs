//! How many of the files of a scan were read, and how long the rest will take.

use std::time::Duration;

/// The progress of a scan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that were read.
    pub done: usize,
    /// Files to read in all.
    pub total: usize,
}

/// Called with the progress of a start, and with `None` when everything is served. Dropped when the start has
/// ended, whether it succeeded or failed.
pub type ProgressCallback = Box<dyn FnMut(Option<Progress>) + Send>;

impl Progress {
    /// How long the remaining files will take if they are read as fast as those before them, `elapsed` after
    /// the start.
    pub(super) fn time_left(self, elapsed: Duration) -> Duration {
        let rest = u32::try_from(self.total.saturating_sub(self.done)).unwrap_or(u32::MAX);
        elapsed * rest / u32::try_from(self.done.max(1)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_files_take_as_long_as_those_before() {
        let elapsed = Duration::from_secs(3);
        for (done, total, seconds) in [(0, 0, 0), (100, 400, 9), (400, 400, 0)] {
            let left = Progress { done, total }.time_left(elapsed);
            assert_eq!(left, Duration::from_secs(seconds), "{done} of {total}");
        }
    }
}
