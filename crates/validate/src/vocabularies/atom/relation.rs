//! Relations of links.

/// The relations that Atom's registry holds, and those of Atom's extensions (RFC 4946, 4685, 5005, 5023).
/// What IANA's registry has taken over from HTML (`prev`, `start`, `stylesheet`) is none for a feed: its
/// readers know `previous`.
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

/// The relations that lead through a feed's history (RFC 5005).
const HISTORY: &[&str] = &["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];

/// The prefix that makes an IRI of a registered relation (RFC 4287, 4.2.7.2).
const REGISTRY: &str = "http://www.iana.org/assignments/relation/";

/// A relation as links compare it: `alternate` without one, a registered one by its name alone.
pub(super) fn normal(relation: Option<&str>) -> &str {
    let relation = relation.unwrap_or("alternate");
    relation.strip_prefix(REGISTRY).unwrap_or(relation)
}

/// Whether it is registered by its name, or an IRI, which needs no registry.
pub(super) fn is_registered(relation: &str) -> bool {
    REGISTERED.contains(&relation) || is_iri(relation)
}

/// Whether it leads through a feed's history.
pub(in crate::vocabularies) fn is_history(relation: &str) -> bool {
    HISTORY.contains(&relation)
}

/// A scheme, a colon and at least one character; none that an IRI may not have.
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
    fn knows_relations() {
        for relation in ["alternate", "via", "next-archive", "urn:a:b", "http://example.org/rel"] {
            assert!(is_registered(relation), "{relation}");
        }
        for relation in ["", "Alternate", " self", "prev", "/foo", "a b:c", "x:"] {
            assert!(!is_registered(relation), "{relation}");
        }
        assert_eq!(normal(None), "alternate");
        assert_eq!(normal(Some("http://www.iana.org/assignments/relation/self")), "self");
    }
}
