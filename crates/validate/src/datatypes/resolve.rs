//! Addresses against a base, and against each other.

use super::canonical::canonical;
use url::Url;

/// A reference against the base that it stands in (RFC 3986, 5.2). Without a base that is an address it stays
/// as it is.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    match Url::parse(base).and_then(|base| base.join(reference.trim())) {
        Ok(address) => address.into(),
        Err(_) => reference.trim().to_owned(),
    }
}

/// Whether two addresses are the same after normalisation (RFC 3986, 6.2): case of scheme and host, default
/// port, dots in the path, escapes of what needs none.
pub(crate) fn is_same_address(one: &str, other: &str) -> bool {
    one == other || canonical(one).is_some_and(|one| canonical(other) == Some(one))
}

/// An address in the form in which equal ones are the same text; what is no address stays as it is.
pub(crate) fn normal_address(address: &str) -> String {
    canonical(address).unwrap_or_else(|| address.to_owned())
}

/// An address without its fragment.
pub(crate) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_against_a_base() {
        let table = [
            ("http://example.org/a/b", "c", "http://example.org/a/c"),
            ("http://example.org/a/b", "../c", "http://example.org/c"),
            ("http://example.org/a/b", "", "http://example.org/a/b"),
            ("", "c", "c"),
            ("http://example.org/", "urn:a:b", "urn:a:b"),
        ];
        for (base, reference, expected) in table {
            assert_eq!(resolve(base, reference), expected, "{base} {reference}");
        }
    }

    #[test]
    fn compares_addresses() {
        assert!(is_same_address("HTTP://Example.org:80/a/../b", "http://example.org/b"));
        assert!(is_same_address("http://example.org/%7Ea%2f", "http://example.org/~a%2F"));
        assert!(!is_same_address("http://example.org/a", "http://example.org/b"));
        assert!(!is_same_address("http://example.org/a", "https://example.org/a"));
    }
}
