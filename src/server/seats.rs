//! How many connections there may be, in all and from one address.

use crate::config::Http;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// From one address where the settings name no number. A household behind one address has fewer readers.
const PER_ADDRESS: usize = 64;

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
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    taken: Arc<Mutex<Taken>>,
    address: IpAddr,
}

impl Seats {
    pub(super) fn new(settings: &Http) -> Self {
        let (most, most_of_one) = (settings.connections, settings.connections_per_address);
        Self { taken: Arc::default(), most, most_of_one }
    }

    /// A place for a connection from this address, if there is one.
    pub(super) fn take(&self, address: IpAddr) -> Option<Seat> {
        let address = network(address);
        let most_of_one = self.most_of_one.unwrap_or(if is_near(address) { usize::MAX } else { PER_ADDRESS });
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.most || taken.of_one.get(&address).is_some_and(|count| *count >= most_of_one) {
            return None;
        }
        taken.all += 1;
        *taken.of_one.entry(address).or_default() += 1;
        Some(Seat { taken: Arc::clone(&self.taken), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(1);
        if let Some(count) = taken.of_one.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.of_one.remove(&self.address);
            }
        }
    }
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
    use crate::config::Config;

    fn seats(connections: usize, connections_per_address: Option<usize>) -> Seats {
        Seats::new(&Http { connections, connections_per_address, ..Config::default().http })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn in_all_and_from_one_address() {
        let seats = seats(3, Some(2));
        let first = seats.take(ip("192.0.2.1"));
        let second = seats.take(ip("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(seats.take(ip("192.0.2.1")).is_none(), "two are enough for one");
        let third = seats.take(ip("2001:db8::1"));
        assert!(third.is_some());
        assert!(seats.take(ip("2001:db8:1::1")).is_none(), "three are enough for all");
        drop(first);
        assert!(seats.take(ip("192.0.2.1")).is_some(), "a place is free again");
        drop((second, third));
        assert!(seats.taken.lock().unwrap().of_one.is_empty(), "who has left is forgotten");
    }

    #[test]
    fn everybody_has_a_64_and_proxies_have_no_limit_of_their_own() {
        let two = seats(10, Some(1));
        let _one = two.take(ip("2001:db8::1"));
        assert!(two.take(ip("2001:db8::2")).is_none());
        let seats = seats(1000, None);
        for (address, limited) in [
            ("192.0.2.1", true),
            ("2001:db8::1", true),
            ("127.0.0.1", false),
            ("::1", false),
            ("10.0.0.2", false),
        ] {
            let taken: Vec<_> = (0..PER_ADDRESS + 1).map(|_| seats.take(ip(address))).collect();
            assert_eq!(taken.last().unwrap().is_none(), limited, "{address}");
        }
    }
}
