//! Clients that fetch an unchanged feed again and again without asking whether it has changed. Pure but for its memory.

use super::seats::network;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is counted together.
const HOUR: Duration = Duration::from_secs(3600);

/// So many clients and feeds are remembered; more than that is an attack, which [`super::seats`] is for.
const REMEMBERED: usize = 10_000;

/// Who fetched what how often.
#[derive(Debug)]
pub(super) struct Refetches {
    most: u32,
    fetched: Mutex<HashMap<(IpAddr, u64), Fetched>>,
}

#[derive(Debug)]
struct Fetched {
    since: Instant,
    times: u32,
}

impl Refetches {
    /// `most` times an hour are allowed.
    pub(super) fn new(most: u32) -> Self {
        Self { most, fetched: Mutex::default() }
    }

    /// Counts a fetch without conditions of a feed in this state (its address and entity tag). If it is one too many,
    /// how long the client has to wait.
    pub(super) fn excess(&self, from: IpAddr, feed: &str, tag: &[u8], now: Instant) -> Option<Duration> {
        let hash = blake3::Hasher::new().update(feed.as_bytes()).update(b"\n").update(tag).finalize();
        let state = hash.as_bytes().iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
        let mut fetched = self.fetched.lock().unwrap_or_else(PoisonError::into_inner);
        if fetched.len() >= REMEMBERED {
            fetched.retain(|_, fetched| now.duration_since(fetched.since) < HOUR);
            if fetched.len() >= REMEMBERED {
                fetched.clear();
            }
        }
        let fetched = fetched.entry((network(from), state)).or_insert(Fetched { since: now, times: 0 });
        let passed = now.duration_since(fetched.since);
        if passed >= HOUR {
            *fetched = Fetched { since: now, times: 0 };
        }
        fetched.times = fetched.times.saturating_add(1);
        (fetched.times > self.most).then(|| HOUR.saturating_sub(passed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_an_hour_of_one_state_by_one_client() {
        let (refetches, start) = (Refetches::new(2), Instant::now());
        let ask = |from: &str, feed: &str, tag: &str, seconds: u64| {
            let now = start + Duration::from_secs(seconds);
            refetches.excess(from.parse().unwrap(), feed, tag.as_bytes(), now).map(|wait| wait.as_secs())
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
    fn what_is_remembered_is_bounded() {
        let (refetches, now) = (Refetches::new(1), Instant::now());
        for number in 0..REMEMBERED + 10 {
            refetches.excess("192.0.2.1".parse().unwrap(), &number.to_string(), b"", now);
        }
        assert!(refetches.fetched.lock().unwrap().len() <= REMEMBERED);
    }
}
