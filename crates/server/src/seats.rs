//! How many connections there may be, in all and from one address, and who goes when they are all taken.

use crate::Http;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// From one address where the settings name no number. A household behind one address has fewer readers.
const PER_ADDRESS: usize = 64;

/// A connection that has been silent for so long may have to make room. A request that is on its way needs less, from
/// wherever on Earth.
const IDLE: Duration = Duration::from_secs(1);

/// What moments are counted from.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The places that are taken.
#[derive(Debug, Clone)]
pub(super) struct Seats {
    taken: Arc<Mutex<Taken>>,
    most: usize,
    /// `None`: [`PER_ADDRESS`], but for addresses that a proxy may have.
    most_of_one: Option<usize>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    /// Only addresses with a connection.
    of_one: HashMap<IpAddr, usize>,
    /// By number; `None` is free.
    places: Vec<Option<Arc<Place>>>,
    free: Vec<usize>,
}

/// What a connection and its seat share.
#[derive(Debug)]
pub(super) struct Place {
    address: IpAddr,
    /// When a byte last came, or was taken after the client had held others back: milliseconds since [`START`].
    moved: AtomicU64,
    /// An answer is being made, or waits for the client to take it.
    busy: AtomicBool,
    /// It counts no more: somebody else has its place.
    given_up: AtomicBool,
    leave: Notify,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    taken: Arc<Mutex<Taken>>,
    number: usize,
    place: Arc<Place>,
}

impl Place {
    fn new(address: IpAddr, now: Instant) -> Self {
        let (busy, given_up) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { address, moved: AtomicU64::new(milliseconds(now)), busy, given_up, leave: Notify::new() }
    }

    /// Something moved.
    pub(super) fn touch(&self, now: Instant) {
        self.moved.store(milliseconds(now), Ordering::Relaxed);
    }

    /// When something last moved, by a clock that never goes back.
    pub(super) fn moved(&self) -> Duration {
        Duration::from_millis(self.moved.load(Ordering::Relaxed))
    }

    /// Whether the client waits for us, or we for it to take what it asked for.
    pub(super) fn set_busy(&self, busy: bool) {
        self.busy.store(busy, Ordering::Relaxed);
    }

    /// Whether another connection has this one's place.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Until another connection has this one's place.
    pub(super) async fn given_up(&self) {
        self.leave.notified().await;
    }

    fn is_idle(&self, now: Instant) -> bool {
        let silent = since_start(now).saturating_sub(self.moved());
        silent >= IDLE && !self.busy.load(Ordering::Relaxed)
    }
}

/// The moment by a clock that never goes back.
pub(super) fn since_start(now: Instant) -> Duration {
    now.saturating_duration_since(*START)
}

fn milliseconds(now: Instant) -> u64 {
    u64::try_from(since_start(now).as_millis()).unwrap_or(u64::MAX)
}

impl Seats {
    pub(super) fn new(settings: &Http) -> Self {
        let (most, most_of_one) = (settings.connections, settings.connections_per_address);
        Self { taken: Arc::default(), most, most_of_one }
    }

    /// A place for a connection from this address. If all are taken, of the server or of the address, the one of them
    /// that has been idle for longest has to leave; if none is idle, there is no place.
    pub(super) fn take(&self, address: IpAddr, now: Instant) -> Option<Seat> {
        let address = network(address);
        let most_of_one = self.most_of_one.unwrap_or(if is_near(address) { usize::MAX } else { PER_ADDRESS });
        let mut taken = lock(&self.taken);
        if taken.of_one.get(&address).is_some_and(|count| *count >= most_of_one) {
            taken.make_room(now, |place| place.address == address)?;
        }
        if taken.all >= self.most {
            taken.make_room(now, |_| true)?;
        }
        let place = Arc::new(Place::new(address, now));
        let number = taken.seat(&place);
        Some(Seat { taken: Arc::clone(&self.taken), number, place })
    }
}

impl Taken {
    fn seat(&mut self, place: &Arc<Place>) -> usize {
        self.all += 1;
        *self.of_one.entry(place.address).or_default() += 1;
        let number = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        if let Some(free) = self.places.get_mut(number) {
            *free = Some(Arc::clone(place));
        }
        number
    }

    /// Takes its place from the one that has been idle for longest among those who are `meant`. It looks at all, of
    /// which there are as many as the settings say.
    fn make_room(&mut self, now: Instant, meant: impl Fn(&Place) -> bool) -> Option<()> {
        let candidates = self.places.iter().flatten().filter(|place| !place.is_given_up() && meant(place));
        let idle = candidates.filter(|place| place.is_idle(now)).min_by_key(|place| place.moved())?.clone();
        idle.given_up.store(true, Ordering::Relaxed);
        idle.leave.notify_one();
        self.count_out(idle.address);
        Some(())
    }

    fn count_out(&mut self, address: IpAddr) {
        self.all = self.all.saturating_sub(1);
        if let Some(count) = self.of_one.get_mut(&address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.of_one.remove(&address);
            }
        }
    }
}

impl Seat {
    /// What the connection tells of itself.
    pub(super) fn place(&self) -> &Arc<Place> {
        &self.place
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(place) = taken.places.get_mut(self.number) {
            *place = None;
        }
        taken.free.push(self.number);
        if !self.place.is_given_up() {
            taken.count_out(self.place.address);
        }
    }
}

fn lock(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whom an address stands for: of IPv6 everybody has a /64.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}

/// Whether a proxy that stands before Tidings may have this address: all readers come from it then.
fn is_near(address: IpAddr) -> bool {
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

    fn seats(connections: usize, connections_per_address: Option<usize>) -> Seats {
        Seats::new(&Http { connections, connections_per_address, ..Http::default() })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn in_all_and_from_one_address() {
        let (seats, now) = (seats(3, Some(2)), Instant::now());
        let take = |address: &str| {
            let seat = seats.take(ip(address), now);
            seat.inspect(|seat| seat.place().set_busy(true))
        };
        let (first, second) = (take("192.0.2.1"), take("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(take("192.0.2.1").is_none(), "two are enough for one");
        let third = take("2001:db8::1");
        assert!(third.is_some());
        assert!(take("2001:db8:1::1").is_none(), "three are enough for all");
        drop(first);
        assert!(take("192.0.2.1").is_some(), "a place is free again");
        drop((second, third));
        let taken = seats.taken.lock().unwrap();
        assert!(
            taken.of_one.is_empty() && taken.places.iter().all(Option::is_none),
            "who has left is forgotten"
        );
    }

    #[test]
    fn who_has_been_idle_for_longest_makes_room() {
        let (seats, start) = (seats(3, Some(2)), Instant::now());
        let after = |seconds: u64| start + Duration::from_secs(seconds);
        let take = |address: &str, seconds: u64| seats.take(ip(address), after(seconds));
        let [one, two, three] =
            ["192.0.2.1", "192.0.2.1", "192.0.2.2"].map(|address| take(address, 0).unwrap());
        assert!(take("192.0.2.3", 0).is_none(), "they have only just come");
        one.place().touch(after(9));
        two.place().touch(after(8));
        three.place().touch(after(2));
        let four = take("192.0.2.1", 10).unwrap();
        assert!(two.place().is_given_up(), "of those of this address");
        let five = take("192.0.2.3", 10).unwrap();
        assert!(three.place().is_given_up(), "of all");
        for place in [one.place(), four.place(), five.place()] {
            assert!(!place.is_given_up());
            place.set_busy(true);
        }
        assert!(take("192.0.2.4", 100).is_none(), "who waits for an answer is not idle");
        // Those who went leave no hole: their places are others' by now.
        drop((two, three));
        assert!(take("192.0.2.4", 100).is_none());
        drop(one);
        assert!(take("192.0.2.4", 100).is_some());
    }

    #[test]
    fn everybody_has_a_64_and_proxies_have_no_limit_of_their_own() {
        let (two, now) = (seats(10, Some(1)), Instant::now());
        let _one = two.take(ip("2001:db8::1"), now);
        assert!(two.take(ip("2001:db8::2"), now).is_none());
        let seats = seats(1000, None);
        for (address, limited) in [
            ("192.0.2.1", true),
            ("2001:db8::1", true),
            ("127.0.0.1", false),
            ("::1", false),
            ("10.0.0.2", false),
        ] {
            let taken: Vec<_> = (0..PER_ADDRESS + 1).map(|_| seats.take(ip(address), now)).collect();
            assert_eq!(taken.last().unwrap().is_none(), limited, "{address}");
        }
    }
}
