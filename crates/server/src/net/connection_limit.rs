//! Limits the number of connections, in total and for each client, and evicts idle ones when a limit is
//! reached.

use crate::Http;
use crate::http::address_block::client_network;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Limit for each client where the settings name none. A household behind one address has fewer readers.
const PER_CLIENT: usize = 64;

/// A connection without traffic for this time may be evicted. A request in transit takes less, from anywhere
/// on Earth.
const IDLE: Duration = Duration::from_secs(1);

/// The origin of the monotonic clock.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Hands out permits for connections.
#[derive(Debug, Clone)]
pub(super) struct ConnectionLimiter {
    table: Arc<Mutex<ConnectionTable>>,
    limit: usize,
    /// `None`: [`PER_CLIENT`], except for addresses that a proxy may have.
    limit_per_client: Option<usize>,
}

#[derive(Debug, Default)]
struct ConnectionTable {
    total: usize,
    /// Only clients with a connection.
    per_client: HashMap<IpAddr, usize>,
    /// By the number of the permit; `None` is free.
    connections: Vec<Option<Arc<ConnectionState>>>,
    free: Vec<usize>,
}

/// The state that a connection and its permit share.
#[derive(Debug)]
pub(super) struct ConnectionState {
    client: IpAddr,
    /// Time of the last byte, in milliseconds since [`START`]: when it was received, or when the client took
    /// it after it had stalled.
    last_activity: AtomicU64,
    /// Requests in flight, and a stalled write. HTTP/2 has several at a time.
    busy: AtomicUsize,
    /// Another connection has taken the permit, so this one no longer counts.
    evicted: AtomicBool,
    eviction: Notify,
}

/// A permit for a connection, until it is dropped.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    table: Arc<Mutex<ConnectionTable>>,
    number: usize,
    state: Arc<ConnectionState>,
}

/// Marks a connection as busy until it is dropped.
#[derive(Debug)]
pub(super) struct BusyGuard(Arc<ConnectionState>);

impl ConnectionState {
    fn new(client: IpAddr, now: Instant) -> Self {
        Self {
            client,
            last_activity: AtomicU64::new(milliseconds(now)),
            busy: AtomicUsize::new(0),
            evicted: AtomicBool::new(false),
            eviction: Notify::new(),
        }
    }

    /// Records traffic.
    pub(super) fn touch(&self, now: Instant) {
        self.last_activity.store(milliseconds(now), Ordering::Relaxed);
    }

    /// The time of the last traffic, on a monotonic clock.
    pub(super) fn last_activity(&self) -> Duration {
        Duration::from_millis(self.last_activity.load(Ordering::Relaxed))
    }

    /// Marks the connection as busy: a request is in flight, or the client has not taken all of a response. A
    /// busy connection is never evicted.
    pub(super) fn begin_work(self: &Arc<Self>) -> BusyGuard {
        self.busy.fetch_add(1, Ordering::Relaxed);
        BusyGuard(self.clone())
    }

    /// Whether another connection has taken the permit.
    pub(super) fn is_evicted(&self) -> bool {
        self.evicted.load(Ordering::Relaxed)
    }

    /// Waits until another connection takes the permit.
    pub(super) async fn evicted(&self) {
        self.eviction.notified().await;
    }

    fn is_idle(&self, now: Instant) -> bool {
        let silent = since_start(now).saturating_sub(self.last_activity());
        silent >= IDLE && self.busy.load(Ordering::Relaxed) == 0
    }
}

impl Drop for BusyGuard {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

fn since_start(now: Instant) -> Duration {
    now.saturating_duration_since(*START)
}

fn milliseconds(now: Instant) -> u64 {
    u64::try_from(since_start(now).as_millis()).unwrap_or(u64::MAX)
}

impl ConnectionLimiter {
    pub(super) fn new(settings: &Http) -> Self {
        let (limit, limit_per_client) = (settings.connections, settings.connections_per_address);
        Self { table: Arc::default(), limit, limit_per_client }
    }

    /// A permit for a connection from this address. If the limit of the client or the total limit is reached,
    /// the connection among them that has been idle for longest is evicted. `None`: none of them is idle.
    pub(super) fn acquire(&self, address: IpAddr, now: Instant) -> Option<ConnectionPermit> {
        let client = client_network(address);
        let default = if may_be_proxy(client) { usize::MAX } else { PER_CLIENT };
        let limit_per_client = self.limit_per_client.unwrap_or(default);
        let mut table = lock(&self.table);
        if table.per_client.get(&client).is_some_and(|count| *count >= limit_per_client) {
            table.evict_idle(now, |state| state.client == client)?;
        }
        if table.total >= self.limit {
            table.evict_idle(now, |_| true)?;
        }
        let state = Arc::new(ConnectionState::new(client, now));
        let number = table.insert(&state);
        Some(ConnectionPermit { table: Arc::clone(&self.table), number, state })
    }
}

impl ConnectionTable {
    fn insert(&mut self, state: &Arc<ConnectionState>) -> usize {
        self.total += 1;
        *self.per_client.entry(state.client).or_default() += 1;
        let number = self.free.pop().unwrap_or_else(|| {
            self.connections.push(None);
            self.connections.len() - 1
        });
        if let Some(free) = self.connections.get_mut(number) {
            *free = Some(Arc::clone(state));
        }
        number
    }

    /// Evicts the connection that has been idle for longest among those that are `eligible`. It looks at all
    /// connections, whose number the settings limit.
    fn evict_idle(&mut self, now: Instant, eligible: impl Fn(&ConnectionState) -> bool) -> Option<()> {
        let candidates =
            self.connections.iter().flatten().filter(|state| !state.is_evicted() && eligible(state));
        let idle =
            candidates.filter(|state| state.is_idle(now)).min_by_key(|state| state.last_activity())?.clone();
        idle.evicted.store(true, Ordering::Relaxed);
        idle.eviction.notify_one();
        self.uncount(idle.client);
        Some(())
    }

    fn uncount(&mut self, client: IpAddr) {
        self.total = self.total.saturating_sub(1);
        if let Some(count) = self.per_client.get_mut(&client) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.per_client.remove(&client);
            }
        }
    }
}

impl ConnectionPermit {
    /// The state of the connection.
    pub(super) fn state(&self) -> &Arc<ConnectionState> {
        &self.state
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut table = lock(&self.table);
        if let Some(state) = table.connections.get_mut(self.number) {
            *state = None;
        }
        table.free.push(self.number);
        if !self.state.is_evicted() {
            table.uncount(self.state.client);
        }
    }
}

fn lock(table: &Mutex<ConnectionTable>) -> MutexGuard<'_, ConnectionTable> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
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

    fn limiter(connections: usize, connections_per_address: Option<usize>) -> ConnectionLimiter {
        ConnectionLimiter::new(&Http { connections, connections_per_address, ..Http::default() })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn limits_apply_in_total_and_per_client() {
        let (limiter, now) = (limiter(3, Some(2)), Instant::now());
        let acquire = |address: &str| {
            let permit = limiter.acquire(ip(address), now)?;
            let busy = permit.state().begin_work();
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
        let table = limiter.table.lock().unwrap();
        assert!(
            table.per_client.is_empty() && table.connections.iter().all(Option::is_none),
            "closed connections leave nothing behind"
        );
    }

    #[test]
    fn the_connection_that_has_been_idle_for_longest_is_evicted() {
        let (limiter, start) = (limiter(3, Some(2)), Instant::now());
        let after = |seconds: u64| start + Duration::from_secs(seconds);
        let acquire = |address: &str, seconds: u64| limiter.acquire(ip(address), after(seconds));
        let [one, two, three] =
            ["192.0.2.1", "192.0.2.1", "192.0.2.2"].map(|address| acquire(address, 0).unwrap());
        assert!(acquire("192.0.2.3", 0).is_none(), "all of them are new");
        one.state().touch(after(9));
        two.state().touch(after(8));
        three.state().touch(after(2));
        let four = acquire("192.0.2.1", 10).unwrap();
        assert!(two.state().is_evicted(), "of those of this client");
        let five = acquire("192.0.2.3", 10).unwrap();
        assert!(three.state().is_evicted(), "of all");
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
    fn a_connection_is_idle_only_when_all_its_requests_are_finished() {
        let (limiter, start) = (limiter(1, None), Instant::now());
        let later = start + 10 * IDLE;
        let permit = limiter.acquire(ip("192.0.2.1"), start).unwrap();
        let [first, second] = [permit.state().begin_work(), permit.state().begin_work()];
        drop(first);
        assert!(limiter.acquire(ip("192.0.2.2"), later).is_none(), "another stream is in flight");
        drop(second);
        assert!(limiter.acquire(ip("192.0.2.2"), later).is_some());
        assert!(permit.state().is_evicted());
    }

    #[test]
    fn a_client_is_a_64_and_proxies_have_no_limit_of_their_own() {
        let (two, now) = (limiter(10, Some(1)), Instant::now());
        let _one = two.acquire(ip("2001:db8::1"), now);
        assert!(two.acquire(ip("2001:db8::2"), now).is_none());
        let limiter = limiter(1000, None);
        for (address, is_limited) in [
            ("192.0.2.1", true),
            ("2001:db8::1", true),
            ("127.0.0.1", false),
            ("::1", false),
            ("10.0.0.2", false),
        ] {
            let permits: Vec<_> = (0..PER_CLIENT + 1).map(|_| limiter.acquire(ip(address), now)).collect();
            assert_eq!(permits.last().unwrap().is_none(), is_limited, "{address}");
        }
    }
}
