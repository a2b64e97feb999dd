//! Limits the number of connections, in total and for each client, and evicts others when a limit is reached.

use super::connection_state::ConnectionState;
use super::descriptors::{already_open, connection_limit, open_file_limit};
use super::eviction::Rank;
use crate::Http;
use crate::http::address_block::{Networks, client_network};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Limit for each client where the settings name none. A household behind one address has fewer readers.
const PER_CLIENT: usize = 64;

/// One connection of so many is evicted in advance, if it is idle: looking at all connections for each new one
/// would cost more than serving it.
const EVICTED_AT_ONCE: usize = 256;

/// Hands out permits for connections.
#[derive(Debug, Clone)]
pub(in crate::net) struct ConnectionLimiter {
    shared: Arc<Shared>,
    limit: usize,
    /// `None`: [`PER_CLIENT`], except for addresses that a proxy may have.
    limit_per_client: Option<usize>,
    trusted_proxies: Networks,
}

#[derive(Debug, Default)]
struct Shared {
    table: Mutex<ConnectionTable>,
    /// Files that are being sent: each occupies a descriptor like a connection.
    files: AtomicUsize,
}

#[derive(Debug, Default)]
struct ConnectionTable {
    /// Connections that are not evicted.
    total: usize,
    /// The numbers of clients with a connection.
    numbers: HashMap<IpAddr, usize>,
    /// How many connections a client has, by its number; those with none are free.
    counts: Vec<usize>,
    free_clients: Vec<usize>,
    /// By the number of the permit; `None` is free.
    connections: Vec<Option<Arc<ConnectionState>>>,
    free: Vec<usize>,
}

/// A permit for a connection, until it is dropped.
#[derive(Debug)]
pub(in crate::net) struct ConnectionPermit {
    shared: Arc<Shared>,
    number: usize,
    state: Arc<ConnectionState>,
}

/// Counts a file that is being sent until it is dropped.
#[derive(Debug)]
pub(in crate::net) struct FileGuard(Arc<Shared>);

impl ConnectionLimiter {
    pub(in crate::net) fn new(settings: &Http) -> Self {
        let limit = connection_limit(settings.connections, open_file_limit(), already_open());
        Self {
            shared: Arc::default(),
            limit,
            limit_per_client: settings.connections_per_address,
            trusted_proxies: settings.trusted_proxies.clone(),
        }
    }

    /// A limiter with these limits, whatever the system allows.
    #[cfg(test)]
    pub(in crate::net) fn for_tests(limit: usize, limit_per_client: Option<usize>) -> Self {
        Self { shared: Arc::default(), limit, limit_per_client, trusted_proxies: Networks::default() }
    }

    /// The limit of connections and files together.
    pub(in crate::net) fn limit(&self) -> usize {
        self.limit
    }

    /// A permit for a connection from this address. If the limit of the client or the total limit is reached,
    /// another connection is evicted ([`Rank`]). `None`: there is none that may be evicted.
    pub(in crate::net) fn acquire(&self, address: IpAddr, now: Instant) -> Option<ConnectionPermit> {
        let client = client_network(address);
        let is_proxy = may_be_proxy(client) || self.trusted_proxies.contains(address);
        let default = if is_proxy { usize::MAX } else { PER_CLIENT };
        let limit_per_client = self.limit_per_client.unwrap_or(default);
        let mut table = self.table();
        if table.count(client) >= limit_per_client
            && table.evict(now, 1, |state| state.client() == client) == 0
        {
            return None;
        }
        if table.total + self.shared.files.load(Ordering::Relaxed) >= self.limit
            && self.make_room(&mut table, now) == 0
        {
            return None;
        }
        let (number, state) = table.insert(client, now);
        Some(ConnectionPermit { shared: Arc::clone(&self.shared), number, state })
    }

    /// Evicts connections because the system has no descriptor left. Returns how many.
    pub(in crate::net) fn evict_for_descriptors(&self, now: Instant) -> usize {
        self.make_room(&mut self.table(), now)
    }

    /// Counts a file that begins to be sent. If the limit is reached, others are evicted.
    pub(in crate::net) fn begin_file(&self, now: Instant) -> FileGuard {
        let files = self.shared.files.fetch_add(1, Ordering::Relaxed);
        if files >= self.limit / 2 {
            let mut table = self.table();
            if table.total + files >= self.limit {
                self.make_room(&mut table, now);
            }
        }
        FileGuard(Arc::clone(&self.shared))
    }

    /// Evicts the connections that keep most of what is buffered from being sent. Returns how many.
    pub(in crate::net) fn evict_stalled(&self, now: Instant) -> usize {
        self.table().evict(now, 1 + self.limit / EVICTED_AT_ONCE, ConnectionState::is_busy)
    }

    fn make_room(&self, table: &mut ConnectionTable, now: Instant) -> usize {
        table.evict(now, 1 + self.limit / EVICTED_AT_ONCE, |_| true)
    }

    fn table(&self) -> MutexGuard<'_, ConnectionTable> {
        lock(&self.shared)
    }
}

impl ConnectionTable {
    fn count(&self, client: IpAddr) -> usize {
        self.numbers.get(&client).and_then(|number| self.counts.get(*number)).copied().unwrap_or(0)
    }

    fn insert(&mut self, client: IpAddr, now: Instant) -> (usize, Arc<ConnectionState>) {
        self.total += 1;
        let (free, counts) = (&mut self.free_clients, &mut self.counts);
        let client_number = *self.numbers.entry(client).or_insert_with(|| {
            free.pop().unwrap_or_else(|| {
                counts.push(0);
                counts.len() - 1
            })
        });
        if let Some(count) = self.counts.get_mut(client_number) {
            *count += 1;
        }
        let state = Arc::new(ConnectionState::new(client, client_number, now));
        let number = self.free.pop().unwrap_or_else(|| {
            self.connections.push(None);
            self.connections.len() - 1
        });
        if let Some(free) = self.connections.get_mut(number) {
            *free = Some(Arc::clone(&state));
        }
        (number, state)
    }

    /// Evicts connections among those that are `eligible`, in the order of [`Rank`]; within a rank first those
    /// of clients that have many, then those without progress for longest. One, or up to `wanted` if all of
    /// them are idle. Returns the number.
    fn evict(&mut self, now: Instant, wanted: usize, eligible: impl Fn(&ConnectionState) -> bool) -> usize {
        let candidates = self.connections.iter().flatten();
        let candidates = candidates.filter(|state| !state.is_evicted() && eligible(state));
        let mut ranked: Vec<_> = candidates
            .filter_map(|state| {
                let rank = Rank::of(&state.conduct(now))?;
                // In powers of two, so that a connection more or less does not outweigh the time.
                let count = self.counts.get(state.client_number()).map_or(0, |count| count.max(&1).ilog2());
                Some(((rank, Reverse(count), state.last_progress()), state))
            })
            .collect();
        let wanted = wanted.min(ranked.len());
        if wanted == 0 {
            return 0;
        }
        if wanted < ranked.len() {
            ranked.select_nth_unstable_by_key(wanted - 1, |(key, _)| *key);
            ranked.truncate(wanted);
        }
        ranked.sort_unstable_by_key(|(key, _)| *key);
        let idle = ranked.iter().take_while(|((rank, ..), _)| rank.is_idle()).count();
        let chosen: Vec<_> =
            ranked.into_iter().take(idle.max(1)).map(|(_, state)| Arc::clone(state)).collect();
        for state in &chosen {
            state.evict();
            self.uncount(state);
        }
        chosen.len()
    }

    fn uncount(&mut self, state: &ConnectionState) {
        self.total = self.total.saturating_sub(1);
        let Some(count) = self.counts.get_mut(state.client_number()) else { return };
        *count = count.saturating_sub(1);
        if *count == 0 {
            self.numbers.remove(&state.client());
            self.free_clients.push(state.client_number());
        }
    }
}

impl ConnectionPermit {
    /// The state of the connection.
    pub(in crate::net) fn state(&self) -> &Arc<ConnectionState> {
        &self.state
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut table = lock(&self.shared);
        if let Some(state) = table.connections.get_mut(self.number) {
            *state = None;
        }
        table.free.push(self.number);
        if !self.state.is_evicted() {
            table.uncount(&self.state);
        }
    }
}

impl Drop for FileGuard {
    fn drop(&mut self) {
        self.0.files.fetch_sub(1, Ordering::Relaxed);
    }
}

fn lock(shared: &Shared) -> MutexGuard<'_, ConnectionTable> {
    shared.table.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a proxy in front of this server may have the address; then all readers share it.
fn may_be_proxy(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        // ::1 has become :: as a /64.
        IpAddr::V6(address) => {
            address.is_unspecified() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn limits_apply_in_total_and_per_client() {
        let (limiter, now) = (ConnectionLimiter::for_tests(3, Some(2)), Instant::now());
        let acquire = |address: &str| {
            let permit = limiter.acquire(ip(address), now)?;
            permit.state().whole_request();
            let busy = permit.state().begin_sending();
            Some((permit, busy))
        };
        let (first, second) = (acquire("192.0.2.1"), acquire("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(acquire("192.0.2.1").is_none(), "a client may have two");
        let third = acquire("2001:db8::1");
        assert!(third.is_some());
        assert!(acquire("2001:db8:1::1").is_none(), "there may be three in total");
        drop(first);
        assert!(acquire("192.0.2.1").is_some(), "a permit is free again");
        drop((second, third));
        let table = limiter.table();
        assert!(
            table.numbers.is_empty() && table.connections.iter().all(Option::is_none) && table.total == 0,
            "closed connections leave nothing behind"
        );
    }

    #[test]
    fn the_connection_that_has_been_idle_for_longest_is_evicted() {
        let (limiter, start) = (ConnectionLimiter::for_tests(3, Some(2)), Instant::now());
        let after = |seconds: u64| start + Duration::from_secs(seconds);
        let acquire = |address: &str, seconds: u64| {
            let permit = limiter.acquire(ip(address), after(seconds))?;
            permit.state().whole_request();
            Some(permit)
        };
        let [one, two, three] =
            ["192.0.2.1", "192.0.2.1", "192.0.2.2"].map(|address| acquire(address, 0).unwrap());
        one.state().progress(after(10));
        two.state().progress(after(8));
        three.state().progress(after(2));
        let four = acquire("192.0.2.1", 10).unwrap();
        assert!(two.state().is_evicted(), "of those of this client");
        let five = acquire("192.0.2.3", 10).unwrap();
        assert!(three.state().is_evicted(), "of all that are idle for longer than a moment");
        let busy = [&one, &four, &five].map(|permit| {
            assert!(!permit.state().is_evicted());
            permit.state().begin_work()
        });
        assert!(acquire("192.0.2.4", 100).is_none(), "a connection with a request in flight is not idle");
        // Evicted connections no longer count, so closing them frees nothing.
        drop((two, three));
        assert!(acquire("192.0.2.4", 100).is_none());
        drop(one);
        assert!(acquire("192.0.2.4", 100).is_some());
        drop(busy);
    }

    #[test]
    fn clients_without_a_request_go_first_and_of_clients_with_many_connections_before_others() {
        let (limiter, start) = (ConnectionLimiter::for_tests(6, None), Instant::now());
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let polite = limiter.acquire(ip("192.0.2.1"), at(0)).unwrap();
        polite.state().whole_request();
        let pinging = limiter.acquire(ip("192.0.2.9"), at(0)).unwrap();
        pinging.state().whole_request();
        pinging.state().touch(at(50));
        let silent = limiter.acquire(ip("192.0.2.2"), at(1)).unwrap();
        let crowd: Vec<_> =
            (2..5).map(|second| limiter.acquire(ip("192.0.2.3"), at(second)).unwrap()).collect();
        let mut new = Vec::new();
        let mut evicted = Vec::new();
        let named = [
            ("polite", &polite),
            ("pinging", &pinging),
            ("silent", &silent),
            ("crowd", &crowd[0]),
            ("crowd", &crowd[1]),
        ];
        for number in 0..5 {
            let permit = limiter.acquire(ip(&format!("198.51.100.{number}")), at(60)).unwrap();
            new.push((permit.state().begin_work(), permit));
            let gone = named.iter().filter(|(_, permit)| permit.state().is_evicted()).map(|(name, _)| *name);
            evicted.push(gone.collect::<Vec<_>>().join(" "));
        }
        assert_eq!(
            evicted,
            [
                "crowd",
                "crowd crowd",
                "silent crowd crowd",
                "silent crowd crowd",
                "pinging silent crowd crowd"
            ],
            "the clients with many connections, the oldest first; then who has proved nothing; then who pings"
        );
        assert!(crowd[2].state().is_evicted() && !polite.state().is_evicted());
    }

    #[test]
    fn files_count_like_connections() {
        let (limiter, now) = (ConnectionLimiter::for_tests(2, None), Instant::now());
        let permit = limiter.acquire(ip("192.0.2.1"), now).unwrap();
        let file = limiter.begin_file(now);
        let busy = permit.state().begin_work();
        assert!(limiter.acquire(ip("192.0.2.2"), now).is_none());
        drop(file);
        assert!(limiter.acquire(ip("192.0.2.2"), now).is_some());
        drop(busy);
    }

    #[test]
    fn a_connection_is_idle_only_when_all_its_requests_are_finished() {
        let (limiter, start) = (ConnectionLimiter::for_tests(1, None), Instant::now());
        let later = start + Duration::from_secs(10);
        let permit = limiter.acquire(ip("192.0.2.1"), start).unwrap();
        permit.state().whole_request();
        let [first, second] = [permit.state().begin_work(), permit.state().begin_work()];
        drop(first);
        assert!(limiter.acquire(ip("192.0.2.2"), later).is_none(), "another stream is in flight");
        drop(second);
        assert!(limiter.acquire(ip("192.0.2.2"), later).is_some());
        assert!(permit.state().is_evicted());
    }

    #[test]
    fn a_client_is_a_64_and_proxies_have_no_limit_of_their_own() {
        let now = Instant::now();
        let busy = |limiter: &ConnectionLimiter, address: &str| {
            let permit = limiter.acquire(ip(address), now)?;
            Some((permit.state().begin_work(), permit))
        };
        let two = ConnectionLimiter::for_tests(10, Some(1));
        let _one = busy(&two, "2001:db8::1");
        assert!(busy(&two, "2001:db8::2").is_none());
        let mut limiter = ConnectionLimiter::for_tests(1000, None);
        limiter.trusted_proxies = Networks::parse(["198.51.100.0/24"]).unwrap();
        for (address, is_limited) in [
            ("192.0.2.1", true),
            ("2001:db8::1", true),
            ("127.0.0.1", false),
            ("::1", false),
            ("10.0.0.2", false),
            ("198.51.100.7", false),
        ] {
            let permits: Vec<_> = (0..PER_CLIENT + 1).map(|_| busy(&limiter, address)).collect();
            assert_eq!(permits.last().unwrap().is_none(), is_limited, "{address}");
        }
    }
}
