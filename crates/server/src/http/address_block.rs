//! Which IP addresses count as one client.

use std::net::{IpAddr, Ipv6Addr};

/// The address that stands for a client in limits: an IPv4 address itself, and the /64 of an IPv6 address,
/// since every IPv6 customer has at least that many addresses. IPv4 addresses mapped into IPv6 count as IPv4.
pub fn client_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address => address,
    }
}
