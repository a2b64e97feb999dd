//! Access to the header fields of a request, independent of the parser: hyper's map, or httparse's fields,
//! which borrow from the bytes that were read.

use hyper::HeaderMap;
use hyper::header::HeaderName;

/// The header fields of a request.
pub trait HeaderLookup {
    /// The values of all fields with this name, in the order in which they were sent.
    fn values(&self, name: &HeaderName) -> impl Iterator<Item = &[u8]>;

    /// The value of the first field with this name.
    fn first(&self, name: &HeaderName) -> Option<&[u8]> {
        self.values(name).next()
    }

    /// Whether there is a field with this name.
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

/// A field value as text; `None` if it is not ASCII, since no standard field has such a value.
pub fn text(value: &[u8]) -> Option<&str> {
    value.is_ascii().then(|| std::str::from_utf8(value).ok()).flatten()
}
