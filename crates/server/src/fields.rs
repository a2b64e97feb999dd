//! What a request's head says, whoever has read it: hyper, or the fast path, which leaves the bytes where they are.

use hyper::HeaderMap;
use hyper::header::HeaderName;

/// The fields of a request's head.
pub trait HeaderLookup {
    /// The values of all fields with this name, in the order in which they were sent.
    fn values(&self, name: &HeaderName) -> impl Iterator<Item = &[u8]>;

    /// The first of them.
    fn first(&self, name: &HeaderName) -> Option<&[u8]> {
        self.values(name).next()
    }

    /// Whether there is one.
    fn has(&self, name: &HeaderName) -> bool {
        self.first(name).is_some()
    }
}

impl HeaderLookup for HeaderMap {
    fn values(&self, name: &HeaderName) -> impl Iterator<Item = &[u8]> {
        self.get_all(name).iter().map(|value| value.as_bytes())
    }
}

impl HeaderLookup for [httparse::Header<'_>] {
    fn values(&self, name: &HeaderName) -> impl Iterator<Item = &[u8]> {
        let name = name.as_str();
        self.iter().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
    }
}

/// A value as text. `None`: it is not ASCII, and so nothing that a standard gives a meaning to.
pub(super) fn text(value: &[u8]) -> Option<&str> {
    value.is_ascii().then(|| std::str::from_utf8(value).ok()).flatten()
}
