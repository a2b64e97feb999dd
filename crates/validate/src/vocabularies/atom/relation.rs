//! The relations of links.

use super::relation_table::REGISTERED;
use crate::Profile;

/// The relations that the W3C validator knows: those of Atom's registry and of Atom's extensions (RFC 4946, 4685,
/// 5005, 5023).
const REGISTERED_IN_W3C: &[&str] = &[
    "alternate",
    "current",
    "describedby",
    "edit",
    "edit-media",
    "enclosure",
    "first",
    "hub",
    "last",
    "license",
    "next",
    "next-archive",
    "payment",
    "prev-archive",
    "previous",
    "related",
    "replies",
    "search",
    "self",
    "service",
    "up",
    "via",
];

/// The relations between the pages and archives of a feed (RFC 5005).
const HISTORY: &[&str] = &["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];

/// The prefix that turns a registered relation into an IRI (RFC 4287, 4.2.7.2).
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// The relation in the form in which links are compared: `alternate` if there is none, and the name alone of
/// a registered one.
pub(crate) fn normalized(relation: Option<&str>) -> &str {
    let relation = relation.unwrap_or("alternate");
    relation.strip_prefix(REGISTRY).unwrap_or(relation)
}

/// Whether the relation is in IANA's registry (RFC 8288, 2.1.1: in any case), or an IRI, which needs no
/// registration.
pub(crate) fn is_registered(relation: &str, profile: Profile) -> bool {
    let is_known = match profile.is_w3c() {
        true => REGISTERED_IN_W3C.contains(&relation),
        false => REGISTERED.split(' ').any(|known| known.eq_ignore_ascii_case(relation)),
    };
    is_known || is_iri(relation)
}

/// Whether the relation is between pages or archives of a feed.
pub(crate) fn is_history(relation: &str) -> bool {
    HISTORY.contains(&relation)
}

/// Whether there are a scheme, a colon, and at least one more character, all of which an IRI may contain.
fn is_iri(relation: &str) -> bool {
    let Some((scheme, rest)) = relation.split_once(':') else { return false };
    let mut scheme = scheme.chars();
    scheme.next().is_some_and(|c| c.is_ascii_alphabetic())
        && scheme.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.trim_start_matches('/').is_empty()
        && rest
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || ";/?:@&=+$.-_!~*'()%,#".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_recognized() {
        for relation in ["alternate", "via", "next-archive", "urn:a:b", "http://example.org/rel"] {
            assert!(is_registered(relation, Profile::W3c), "{relation}");
            assert!(is_registered(relation, Profile::Default), "{relation}");
        }
        for relation in ["", " self", "/foo", "a b:c", "x:", "comments"] {
            assert!(!is_registered(relation, Profile::W3c), "{relation}");
            assert!(!is_registered(relation, Profile::Default), "{relation}");
        }
        for relation in ["Alternate", "prev", "stylesheet", "intervalAfter", "sip-trunking-capability"] {
            assert!(!is_registered(relation, Profile::W3c), "{relation}");
            assert!(is_registered(relation, Profile::Default), "{relation}");
        }
        assert_eq!(normalized(None), "alternate");
        assert_eq!(normalized(Some("http://www.iana.org/assignments/relation/self")), "self");
    }
}
