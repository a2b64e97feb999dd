//! The address of the client behind trusted proxies: `X-Forwarded-For`, and `Forwarded` (RFC 7239).

use super::address_block::Networks;
use super::header_lookup::{HeaderLookup, text};
use hyper::header::{FORWARDED, HeaderName};
use std::net::{IpAddr, SocketAddr};

/// The name of the field that most proxies write.
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client of a request that arrived from `peer`: the rightmost address that is not a trusted proxy. Every
/// proxy appends the address that it received the request from, and everything to the left of the first
/// untrusted one may be invented. The fields of an untrusted peer count for nothing.
///
/// Most proxies write one of the two fields and let the other one pass as the client sent it. If the fields
/// name different clients, one of them may be invented, so the peer itself counts.
pub fn client_address(
    peer: IpAddr,
    is_trusted_peer: bool,
    headers: &(impl HeaderLookup + ?Sized),
    trusted: &Networks,
) -> IpAddr {
    if !is_trusted_peer {
        return peer;
    }
    let x_forwarded = rightmost_untrusted(headers, &X_FORWARDED_FOR, trusted, |item| address(item.trim()));
    let forwarded = rightmost_untrusted(headers, &FORWARDED, trusted, forwarded_for);
    match (x_forwarded, forwarded) {
        (Some(one), Some(other)) if one != other => peer,
        (found, other) => found.or(other).unwrap_or(peer),
    }
}

/// The rightmost address of a list that is not trusted. If all are trusted, the leftmost. An item without an
/// address ends the list: nobody knows what is before it.
fn rightmost_untrusted(
    headers: &(impl HeaderLookup + ?Sized),
    name: &HeaderName,
    trusted: &Networks,
    read: impl Fn(&str) -> Option<IpAddr>,
) -> Option<IpAddr> {
    let mut found = None;
    let fields: Vec<&[u8]> = headers.values(name).collect();
    for field in fields.into_iter().rev() {
        for item in text(field)?.rsplit(',') {
            let Some(address) = read(item) else { return found };
            found = Some(address);
            if !trusted.contains(address) {
                return found;
            }
        }
    }
    found
}

/// The address of `for=` in an element of `Forwarded`: `for=192.0.2.43;proto=https`, `For="[2001:db8::1]:47"`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("for") {
            return None;
        }
        let value = value.trim();
        address(value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value))
    })
}

/// An address with or without a port, an IPv6 address with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    address
        .or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;

    fn client(peer: &str, fields: &[(&str, &str)]) -> String {
        let trusted = Networks::parse(["10.0.0.0/8", "::1"]).unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        let peer = peer.parse().unwrap();
        client_address(peer, trusted.contains(peer), &headers, &trusted).to_string()
    }

    #[test]
    fn the_rightmost_untrusted_address_counts() {
        let x = "X-Forwarded-For";
        for (peer, fields, expected) in [
            ("10.0.0.1", &[][..], "10.0.0.1"),
            ("10.0.0.1", &[(x, "192.0.2.1")][..], "192.0.2.1"),
            ("192.0.2.9", &[(x, "192.0.2.1")], "192.0.2.9"),
            ("10.0.0.1", &[(x, "203.0.113.7, 192.0.2.1, 10.0.0.2")], "192.0.2.1"),
            ("10.0.0.1", &[(x, "203.0.113.7"), (x, "192.0.2.1")], "192.0.2.1"),
            ("10.0.0.1", &[(x, "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            ("10.0.0.1", &[(x, "192.0.2.1, unknown")], "10.0.0.1"),
            ("10.0.0.1", &[(x, "192.0.2.1:4711")], "192.0.2.1"),
            ("::1", &[(x, "2001:db8::7")], "2001:db8::7"),
            ("::1", &[(x, "[2001:db8::7]:80")], "2001:db8::7"),
            ("10.0.0.1", &[(x, "::ffff:192.0.2.1")], "192.0.2.1"),
            ("10.0.0.1", &[(x, "")], "10.0.0.1"),
            ("10.0.0.1", &[("Forwarded", "for=192.0.2.1;proto=http;by=10.0.0.1")], "192.0.2.1"),
            ("10.0.0.1", &[("Forwarded", "for=203.0.113.7, For=\"[2001:db8::1]:4711\"")], "2001:db8::1"),
            ("10.0.0.1", &[("Forwarded", "for=_hidden, for=10.0.0.9")], "10.0.0.9"),
            ("10.0.0.1", &[("Forwarded", "for=192.0.2.1"), (x, "192.0.2.1")], "192.0.2.1"),
            ("10.0.0.1", &[("Forwarded", "for=203.0.113.7"), (x, "192.0.2.1")], "10.0.0.1"),
        ] {
            assert_eq!(client(peer, fields), expected, "{peer} {fields:?}");
        }
    }
}
