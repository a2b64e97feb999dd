//! Who is at the other end of a connection, and for whom.

use crate::http::address_block::Networks;
use crate::http::forwarded::client_address;
use crate::http::header_lookup::HeaderLookup;
use std::net::IpAddr;
use std::sync::Arc;

/// The other end of a connection.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    /// Its address, or the address that the PROXY protocol names. A Unix socket counts as loopback.
    pub(super) address: IpAddr,
    /// It is a trusted proxy: the fields of its requests that name the client count.
    pub(super) is_trusted: bool,
    pub(super) trusted_proxies: Arc<Networks>,
}

impl Peer {
    /// The address of the client that sent a request with these fields.
    pub(super) fn client(&self, headers: &(impl HeaderLookup + ?Sized)) -> IpAddr {
        client_address(self.address, self.is_trusted, headers, &self.trusted_proxies)
    }
}
