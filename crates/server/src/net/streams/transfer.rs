//! Decides whether a client still takes a response: pure, with the time as an argument.

use std::time::Duration;
use tokio::time::Instant;

/// Minimum average rate of a transfer in bytes per second. The slowest mobile networks carry some thousand; a
/// client that takes a byte now and then only occupies the connection.
const MIN_RATE: f64 = 512.0;

/// How far a transfer may fall behind [`MIN_RATE`], in bytes. A receiver announces room in its buffer in
/// steps: on loopback of up to 64 KiB, which is one segment (RFC 9293, 3.8.6.2.2).
const GRACE: f64 = 64.0 * 1024.0;

/// Rate below which a transfer is slow, in bytes per second: it ends before others if the server needs its
/// place. Audio at the lowest usual quality needs twice as much.
const SLOW_RATE: f64 = 4096.0;

/// Checks for each timeout. The moment at which a client stopped is known with this precision.
const CHECKS: u32 = 4;

/// A response that the client has not taken completely.
#[derive(Debug)]
pub(in crate::net) struct Transfer {
    timeout: Duration,
    started: Instant,
    /// Bytes taken by then, and at the last check.
    taken_at_start: u64,
    taken: u64,
    last_check: Instant,
    last_progress: Instant,
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::net) enum Verdict {
    /// The client has taken bytes since the last check; `is_slow`: at a low rate.
    Progress { is_slow: bool },
    /// It has not, but the timeout is not over.
    Silent,
    /// It has taken nothing for the timeout, or hardly anything for long.
    TimedOut,
}

impl Transfer {
    /// A transfer that begins now, after the client has taken `taken` bytes of this connection.
    pub(in crate::net) fn new(timeout: Duration, now: Instant, taken: u64) -> Self {
        let (started, last_check, last_progress) = (now, now, now);
        Self { timeout, started, taken_at_start: taken, taken, last_check, last_progress }
    }

    /// When the next check is due.
    pub(in crate::net) fn next_check(&self) -> Instant {
        self.last_check + self.timeout / CHECKS
    }

    /// Checks a transfer whose client has taken `taken` bytes of this connection by now.
    pub(in crate::net) fn check(&mut self, now: Instant, taken: u64) -> Verdict {
        let new = taken.saturating_sub(self.taken);
        let passed = now.duration_since(self.last_progress).as_secs_f64();
        self.last_check = now;
        if new > 0 {
            self.last_progress = now;
            self.taken = taken;
        }
        let age = now.duration_since(self.started).as_secs_f64();
        let is_dripping = (taken.saturating_sub(self.taken_at_start)) as f64 + GRACE < MIN_RATE * age;
        if is_dripping || now.duration_since(self.last_progress) >= self.timeout {
            return Verdict::TimedOut;
        }
        match new {
            0 => Verdict::Silent,
            new => Verdict::Progress { is_slow: (new as f64) < SLOW_RATE * passed },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(30);

    /// Runs a transfer whose client has taken `taken(second)` bytes; returns the second at which it ended.
    fn run(seconds: u32, taken: impl Fn(u32) -> u64) -> Option<u32> {
        let start = Instant::now();
        let mut transfer = Transfer::new(TIMEOUT, start, 0);
        (1..=seconds).find(|second| {
            let now = start + Duration::from_secs((*second).into());
            now >= transfer.next_check() && transfer.check(now, taken(*second)) == Verdict::TimedOut
        })
    }

    #[test]
    fn a_steady_client_is_never_disconnected_however_slow() {
        assert_eq!(run(7200, |second| u64::from(second) * 16 * 1024), None, "16 KiB/s");
        assert_eq!(run(7200, |second| u64::from(second) * 1024), None, "1 KiB/s");
        assert_eq!(run(7200, |second| u64::from(second / 20) * 64 * 1024), None, "64 KiB every 20 s");
    }

    #[test]
    fn a_client_that_takes_nothing_is_disconnected_after_the_timeout() {
        assert_eq!(run(100, |_| 0), Some(32));
        let stops = run(200, |second| u64::from(second.min(60)) * 16 * 1024).unwrap();
        assert!((90..=100).contains(&stops), "it stops reading after 60 s: {stops}");
    }

    #[test]
    fn a_client_that_takes_single_bytes_is_disconnected() {
        let ended = run(1000, u64::from).unwrap();
        assert!((120..150).contains(&ended), "{ended}");
    }

    #[test]
    fn a_low_rate_is_known() {
        let start = Instant::now();
        let mut transfer = Transfer::new(TIMEOUT, start, 0);
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        assert_eq!(transfer.check(at(8), 8 * 16 * 1024), Verdict::Progress { is_slow: false });
        assert_eq!(transfer.check(at(16), 9 * 16 * 1024), Verdict::Progress { is_slow: true });
        assert_eq!(transfer.check(at(24), 9 * 16 * 1024), Verdict::Silent);
    }
}
