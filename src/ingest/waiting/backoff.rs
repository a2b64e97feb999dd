//! The pauses after failures of the catalogue: each is longer than the one before, and the log has one line for
//! what stays wrong.

use std::time::{Duration, Instant};

/// The first pause, for example because the disk is full.
const FIRST_PAUSE: Duration = Duration::from_secs(10);

/// The longest pause: a publisher who freed disk space should not wait longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The failures in a row.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Backoff {
    failures: u32,
    until: Option<Instant>,
    message: String,
}

impl Backoff {
    /// Records a failure. Returns the pause before the next attempt, and whether this message is new.
    pub(in crate::ingest) fn fail(&mut self, message: String, now: Instant) -> (Duration, bool) {
        let pause = FIRST_PAUSE.saturating_mul(1 << self.failures.min(8)).min(LONGEST_PAUSE);
        let is_new = self.failures == 0 || self.message != message;
        self.failures = self.failures.saturating_add(1);
        self.until = Some(now + pause);
        self.message = message;
        (pause, is_new)
    }

    /// Records a success. Returns whether failures came before it.
    pub(in crate::ingest) fn succeed(&mut self) -> bool {
        std::mem::take(self).failures > 0
    }

    /// The end of the pause, if there is one at `now`.
    pub(in crate::ingest) fn pause_until(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| *until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_a_repeated_message_is_not_new() {
        let (mut backoff, mut now) = (Backoff::default(), Instant::now());
        for (message, seconds, is_new) in
            [("full", 10, true), ("full", 20, false), ("locked", 40, true), ("locked", 60, false)]
        {
            let pause = Duration::from_secs(seconds);
            assert_eq!(backoff.fail(message.to_owned(), now), (pause, is_new));
            assert_eq!(backoff.pause_until(now), Some(now + pause));
            now += pause;
            assert_eq!(backoff.pause_until(now), None);
        }
        assert!(backoff.succeed() && !backoff.succeed());
        assert_eq!(backoff.fail("full".to_owned(), now), (FIRST_PAUSE, true));
    }
}
