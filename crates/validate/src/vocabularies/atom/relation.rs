//! The relations of links.

/// The relations of Atom's registry and of Atom's extensions (RFC 4946, 4685, 5005, 5023). Relations that
/// IANA's registry took from HTML (`prev`, `start`, `stylesheet`) are missing here, because readers of feeds
/// know `previous`.
const REGISTERED: &[&str] = &[
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

/// Whether the relation is registered, or an IRI, which needs no registration.
pub(crate) fn is_registered(relation: &str) -> bool {
    REGISTERED.contains(&relation) || is_iri(relation)
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
            assert!(is_registered(relation), "{relation}");
        }
        for relation in ["", "Alternate", " self", "prev", "/foo", "a b:c", "x:"] {
            assert!(!is_registered(relation), "{relation}");
        }
        assert_eq!(normalized(None), "alternate");
        assert_eq!(normalized(Some("http://www.iana.org/assignments/relation/self")), "self");
    }
}
