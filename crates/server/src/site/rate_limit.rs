//! Limits how often a client downloads an unchanged feed without a conditional request.

use crate::http::address_block::client_network;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The period of the limit.
const HOUR: Duration = Duration::from_secs(3600);

/// Maximum number of counters, one for each client and feed. More than that is an attack, which the
/// connection limit handles.
const MAX_COUNTERS: usize = 10_000;

/// Counts unconditional downloads.
#[derive(Debug)]
pub(super) struct UnconditionalFetchLimiter {
    per_hour: u32,
    /// By client and by hash of a feed and its entity tag.
    counters: Mutex<HashMap<(IpAddr, u64), Counter>>,
}

#[derive(Debug)]
struct Counter {
    since: Instant,
    fetches: u32,
}

impl UnconditionalFetchLimiter {
    /// A limiter that allows `per_hour` downloads.
    pub(super) fn new(per_hour: u32) -> Self {
        Self { per_hour, counters: Mutex::default() }
    }

    /// Counts an unconditional download of a feed with this entity tag. Returns how long the client has to
    /// wait if the download exceeds the limit.
    pub(super) fn wait_time(&self, from: IpAddr, feed: &str, tag: &[u8], now: Instant) -> Option<Duration> {
        let hash = blake3::Hasher::new().update(feed.as_bytes()).update(b"\n").update(tag).finalize();
        let version = hash.as_bytes().iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() >= MAX_COUNTERS {
            counters.retain(|_, counter| now.duration_since(counter.since) < HOUR);
            if counters.len() >= MAX_COUNTERS {
                counters.clear();
            }
        }
        let counter =
            counters.entry((client_network(from), version)).or_insert(Counter { since: now, fetches: 0 });
        let passed = now.duration_since(counter.since);
        if passed >= HOUR {
            *counter = Counter { since: now, fetches: 0 };
        }
        counter.fetches = counter.fetches.saturating_add(1);
        (counter.fetches > self.per_hour).then(|| HOUR.saturating_sub(passed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_per_client_feed_and_version() {
        let (limiter, start) = (UnconditionalFetchLimiter::new(2), Instant::now());
        let ask = |from: &str, feed: &str, tag: &str, seconds: u64| {
            let now = start + Duration::from_secs(seconds);
            limiter.wait_time(from.parse().unwrap(), feed, tag.as_bytes(), now).map(|wait| wait.as_secs())
        };
        assert_eq!(ask("192.0.2.1", "/feed.xml", "a", 0), None);
        assert_eq!(ask("192.0.2.1", "/feed.xml", "a", 10), None);
        assert_eq!(ask("192.0.2.1", "/feed.xml", "a", 20), Some(3580));
        assert_eq!(ask("192.0.2.2", "/feed.xml", "a", 20), None, "another client");
        assert_eq!(ask("192.0.2.1", "/atom.xml", "a", 20), None, "another feed");
        assert_eq!(ask("192.0.2.1", "/feed.xml", "b", 20), None, "it has changed");
        assert_eq!(ask("192.0.2.1", "/feed.xml", "a", 3600), None, "an hour later");
    }

    #[test]
    fn the_number_of_counters_is_bounded() {
        let (limiter, now) = (UnconditionalFetchLimiter::new(1), Instant::now());
        for number in 0..MAX_COUNTERS + 10 {
            limiter.wait_time("192.0.2.1".parse().unwrap(), &number.to_string(), b"", now);
        }
        assert!(limiter.counters.lock().unwrap().len() <= MAX_COUNTERS);
    }
}
