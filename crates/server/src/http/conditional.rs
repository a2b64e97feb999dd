//! Conditional requests, RFC 9110, section 13.

use super::header_lookup::{HeaderLookup, text};
use chrono::{DateTime, SubsecRound, Utc};
use hyper::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE};

/// Suffixes that servers and proxies append to an entity tag when they compress a response, after `-` or `;`:
/// Apache `-gzip`, older Apaches and some CDNs `;gzip`, Jetty `--gzip`, Caddy and others `-br`, `-zstd`.
/// Clients send the suffix back in `If-None-Match`; some proxies remove the suffix of this server instead.
const CODINGS: [&str; 4] = ["gzip", "br", "zstd", "deflate"];

/// Whether a GET or HEAD gets 412, because the client wants only a representation that is no longer current
/// (13.1.1, 13.1.4). No feed reader sends these fields; a client that resumes a download may.
pub fn fails_precondition(
    headers: &(impl HeaderLookup + ?Sized),
    tag: &str,
    last_modified: Option<DateTime<Utc>>,
) -> bool {
    if headers.has(&IF_MATCH) {
        // Strong comparison (8.8.3.2): a weak tag matches nothing, but the others of its list count.
        let matches =
            |listed: ListedTag<'_>| listed.is_any || (!listed.is_weak && listed.bare() == tag.as_bytes());
        return !headers.values(&IF_MATCH).flat_map(EntityTags).any(matches);
    }
    let until = headers.first(&IF_UNMODIFIED_SINCE).and_then(|field| http_date(text(field)?));
    match (until, last_modified) {
        (Some(until), Some(changed)) => changed.trunc_subsecs(0) > until,
        _ => false,
    }
}

/// Whether a GET or HEAD gets 304, given the entity tag of the current representation (without quotes and
/// without the suffix of a coding) and its last change. If `If-None-Match` is present, it decides alone
/// (13.2.2).
pub fn is_not_modified(
    headers: &(impl HeaderLookup + ?Sized),
    tag: &str,
    last_modified: Option<DateTime<Utc>>,
) -> bool {
    if headers.has(&IF_NONE_MATCH) {
        return headers.values(&IF_NONE_MATCH).any(|field| contains_tag(field, tag));
    }
    let since = headers.first(&IF_MODIFIED_SINCE).and_then(|field| http_date(text(field)?));
    match (since, last_modified) {
        (Some(since), Some(changed)) => changed.trunc_subsecs(0) <= since,
        _ => false,
    }
}

/// Whether `Range` applies (13.1.5): there is no `If-Range`, or it names exactly the current representation.
/// Otherwise the client would join a part of the old file to a part of the new one.
pub fn allows_range(
    headers: &(impl HeaderLookup + ?Sized),
    tag: &str,
    last_modified: Option<DateTime<Utc>>,
) -> bool {
    let Some(field) = headers.first(&IF_RANGE) else { return true };
    let Some(field) = text(field) else { return false };
    match field.trim().strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"') == Some(tag),
        None => last_modified.is_some() && http_date(field) == last_modified.map(|at| at.trunc_subsecs(0)),
    }
}

/// Parses all three forms of an HTTP date. Clients that format the date of an e-mail write GMT as `+0000`.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let zone = ["+0000", "-0000", "UTC", "UT"].into_iter().find_map(|zone| text.strip_suffix(zone));
    let gmt = zone.map(|date| format!("{date}GMT"));
    httpdate::parse_http_date(gmt.as_deref().unwrap_or(text)).ok().map(DateTime::from)
}

/// Whether a list of entity tags contains `tag`, by weak comparison (8.8.3.2). Tags without quotes are
/// accepted, since some proxies drop them; a malformed list contains nothing.
fn contains_tag(field: &[u8], tag: &str) -> bool {
    EntityTags(field).any(|listed| listed.is_any || listed.bare() == tag.as_bytes())
}

/// The entity tags of `If-None-Match`, without `*`, which is no tag.
pub(crate) fn listed_tags(headers: &(impl HeaderLookup + ?Sized)) -> impl Iterator<Item = ListedTag<'_>> {
    headers.values(&IF_NONE_MATCH).flat_map(EntityTags).filter(|listed| !listed.is_any)
}

/// Iterates over a list of entity tags; the field is the rest of the list.
struct EntityTags<'a>(&'a [u8]);

/// One tag of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListedTag<'a> {
    /// The text between the quotes.
    pub(crate) opaque: &'a [u8],
    is_any: bool,
    is_weak: bool,
}

impl<'a> ListedTag<'a> {
    /// The tag without the suffixes of codings.
    pub(crate) fn bare(&self) -> &'a [u8] {
        without_coding(self.opaque)
    }
}

impl<'a> Iterator for EntityTags<'a> {
    type Item = ListedTag<'a>;

    fn next(&mut self) -> Option<ListedTag<'a>> {
        let rest = trim_start(self.0);
        if rest.is_empty() {
            return None;
        }
        let weak = rest.strip_prefix(b"W/").or(rest.strip_prefix(b"w/"));
        let (is_weak, rest) = (weak.is_some(), weak.unwrap_or(rest));
        let (opaque, after) = match rest.strip_prefix(b"\"") {
            Some(quoted) => split_at(quoted, b'"'),
            None => split_at(rest, b','),
        };
        self.0 = after;
        let opaque = opaque.trim_ascii_end();
        Some(ListedTag { opaque, is_any: !is_weak && !rest.starts_with(b"\"") && opaque == b"*", is_weak })
    }
}

fn trim_start(mut list: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b',', rest @ ..] = list {
        list = rest;
    }
    list
}

fn split_at(text: &[u8], sign: u8) -> (&[u8], &[u8]) {
    match text.iter().position(|byte| *byte == sign) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}

fn without_coding(opaque: &[u8]) -> &[u8] {
    // Two proxies in a row append two suffixes.
    let mut bare = opaque;
    while let Some(rest) = CODINGS.iter().find_map(|coding| bare.strip_suffix(coding.as_bytes()))
        && let [_, .., b'-' | b';'] = rest
    {
        bare = rest;
        while let [before @ .., b'-' | b';'] = bare {
            bare = before;
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;
    use hyper::header::{HeaderName, HeaderValue};

    const CHANGED: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    fn headers(fields: &[(HeaderName, &'static str)]) -> HeaderMap {
        fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn if_none_match() {
        let cases = [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("w/\"abc\"", true),
            ("\"abc-gzip\"", true),
            ("\"abc--gzip\"", true),
            ("W/\"abc-br\"", true),
            ("\"abc-zstd\"", true),
            ("\"abc;gzip\"", true),
            ("\"abc-gzip-gzip\"", true),
            ("\"abcgzip\"", false),
            ("\"-gzip\"", false),
            ("\"x\", \"abc\"", true),
            ("\"x,y\" ,\t\"abc\"", true),
            (",,\"abc\",", true),
            ("*", true),
            (" * ", true),
            ("abc", true),
            ("abc, \"x\"", true),
            ("\"x\"", false),
            ("\"*\"", false),
            ("\"abcd\"", false),
            ("\"abc-\"", false),
            ("\"x, abc\"", false),
            ("\"abc", true),
            ("", false),
        ];
        for (field, same) in cases {
            assert_eq!(is_not_modified(&headers(&[(IF_NONE_MATCH, field)]), "abc", None), same, "{field}");
        }
        let two_lines = headers(&[(IF_NONE_MATCH, "\"x\""), (IF_NONE_MATCH, "\"abc\"")]);
        let mut appended = HeaderMap::new();
        appended.append(IF_NONE_MATCH, HeaderValue::from_static("\"x\""));
        appended.append(IF_NONE_MATCH, HeaderValue::from_static("\"abc\""));
        assert!(is_not_modified(&appended, "abc", None));
        assert!(is_not_modified(&two_lines, "abc", None));
    }

    #[test]
    fn if_modified_since() {
        let changed = http_date(CHANGED);
        let cases = [
            (CHANGED, true),
            ("Sunday, 06-Nov-94 08:49:37 GMT", true),
            ("Sun Nov  6 08:49:37 1994", true),
            ("Sun, 06 Nov 1994 08:49:37 +0000", true),
            ("Sun, 06 Nov 1994 08:49:36 +0000", false),
            ("Sun, 06 Nov 1994 08:49:37 +0100", false),
            ("Sun, 06 Nov 1994 08:49:38 GMT", true),
            ("Sun, 06 Nov 1994 08:49:36 GMT", false),
            ("yesterday", false),
            ("", false),
        ];
        for (since, same) in cases {
            let asked = headers(&[(IF_MODIFIED_SINCE, since)]);
            assert_eq!(is_not_modified(&asked, "abc", changed), same, "{since}");
            assert!(!is_not_modified(&asked, "abc", None), "{since}");
        }
        let a_moment_later = changed.map(|at| at + chrono::TimeDelta::milliseconds(999));
        assert!(is_not_modified(&headers(&[(IF_MODIFIED_SINCE, CHANGED)]), "abc", a_moment_later));
    }

    #[test]
    fn preconditions_that_fail() {
        let changed = http_date(CHANGED);
        let cases = [
            (IF_MATCH, "\"abc\"", false),
            (IF_MATCH, "\"x\", \"abc-gzip\"", false),
            (IF_MATCH, "*", false),
            (IF_MATCH, "\"x\"", true),
            (IF_MATCH, "W/\"abc\"", true),
            (IF_MATCH, "W/\"x\", \"abc\"", false),
            (IF_MATCH, "W/\"abc\", \"x\"", true),
            (IF_MATCH, "\"W/x\", \"abc\"", false),
            (IF_UNMODIFIED_SINCE, CHANGED, false),
            (IF_UNMODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:36 GMT", true),
            (IF_UNMODIFIED_SINCE, "yesterday", false),
        ];
        for (name, field, fails) in cases {
            let asked = headers(&[(name, field)]);
            assert_eq!(fails_precondition(&asked, "abc", changed), fails, "{field}");
        }
        assert!(!fails_precondition(&HeaderMap::new(), "abc", changed));
    }

    #[test]
    fn if_none_match_decides_alone() {
        let changed = http_date(CHANGED);
        let other_tag = headers(&[(IF_NONE_MATCH, "\"old\""), (IF_MODIFIED_SINCE, CHANGED)]);
        assert!(!is_not_modified(&other_tag, "abc", changed));
        let same_tag =
            headers(&[(IF_NONE_MATCH, "\"abc\""), (IF_MODIFIED_SINCE, "Sat, 01 Jan 1994 00:00:00 GMT")]);
        assert!(is_not_modified(&same_tag, "abc", changed));
        assert!(!is_not_modified(&HeaderMap::new(), "abc", changed));
    }

    #[test]
    fn if_range_must_name_the_current_representation() {
        let changed = http_date(CHANGED);
        let cases = [
            ("\"abc\"", true),
            ("W/\"abc\"", false),
            ("\"abd\"", false),
            (CHANGED, true),
            ("Sun, 06 Nov 1994 08:49:38 GMT", false),
            ("nonsense", false),
        ];
        for (field, allowed) in cases {
            assert_eq!(allows_range(&headers(&[(IF_RANGE, field)]), "abc", changed), allowed, "{field}");
        }
        assert!(allows_range(&HeaderMap::new(), "abc", None));
        assert!(!allows_range(&headers(&[(IF_RANGE, "nonsense")]), "abc", None));
    }
}
