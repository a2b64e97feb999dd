//! Tests of addresses: tables of valid and invalid values.

use super::super::testing::assert_codes;
use super::*;

#[test]
fn references() {
    let good =
        ["", "a", "/a?b=c#d", "//example.org/", "../a%20b", "http://example.org:8080/~a;b=(c)!$&'*+,@", "#"];
    let bad = ["http:/example.org", "http:example.org", "http:///a", "https://", "http://example.org:port/"];
    assert_codes(uri_reference, Code::InvalidLink, &good, &bad);
    assert_codes(
        iri_reference,
        Code::InvalidIRI,
        &["http://例え.jp/ä?ö#ü", "ä"],
        &["http:/ä", "a\u{202e}b", "a\u{80}"],
    );
    assert_codes(content_source, Code::InvalidURIAttribute, &["a.pdf", "ä.pdf"], &["http:a.pdf"]);
    let wrong = ["a b", "a\tb", "<a>", "\"a\"", "{a}", "a|b", "a\\b", "a^b", "`a`", "a[0]", "http://[::1/"];
    for check in [uri_reference, iri_reference, uri, iri] {
        assert_codes(
            check,
            Code::InvalidUriChar,
            &["http://[2001:db8::1]:80/a", "http://me@[2001:db8::1]/"],
            &wrong,
        );
    }
    assert_codes(uri_reference, Code::UriNotIri, &["%C3%A4"], &["ä", "http://例え.jp/"]);
    // What would be no full address in ASCII either.
    assert_codes(uri, Code::InvalidFullLink, &["http://example.org/"], &["ä", "例え.jp/a"]);
}

#[test]
fn full_addresses() {
    let good = [
        "http://example.org",
        "HTTPS://example.org?a",
        "mailto:a@example.org",
        "data:,a",
        "a.b:c",
        "ftp://a/",
    ];
    let bad =
        ["", "example.org", "/a", "//example.org/", "http://", "http:", "mailto:", ":a", "1a:b", "http/a"];
    assert_codes(uri, Code::InvalidFullLink, &good, &bad);
    assert_codes(iri, Code::InvalidFullLink, &["http://例え.jp/"], &["例え.jp", "http:///ä"]);
    assert_codes(
        uri,
        Code::SchemeNotIANARegistered,
        &["xmpp:a", "z39.50r://a"],
        &["feed://example.org/", "doi:10.1/a"],
    );
    let good = ["http://example.org", "https://EXAMPLE.org:80/a?b", "http://192.0.2.1/a.mp3", "http://a.b?c"];
    let bad = [
        "",
        "a.mp3",
        "/a.mp3",
        "http:/a.b/",
        "http://localhost/a.mp3",
        "ftp://a.b/c",
        "http://a..b/",
        "http://.b/",
        "http://a_b.c/",
        "http://a.b/c d",
        "http://a.b:c/",
        "http://a.b/\u{e4}",
        "http://a.-b/",
    ];
    assert_codes(web_address, Code::InvalidURLAttribute, &good, &bad);
}

#[test]
fn white_space_around_an_attribute() {
    let options = crate::Options::default();
    let raw = " http://example.org/ ";
    for (is_attribute, expected) in [(true, vec![Code::InvalidUriChar]), (false, vec![])] {
        let mut findings = Findings::default();
        let value = Value { raw, options: &options, base: "", is_attribute, source: raw, is_rss2: false };
        uri(&value, &mut findings);
        assert_eq!(findings.into_vec().into_iter().map(|finding| finding.code).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn tags() {
    let good = [
        "tag:example.org,2003:3.2397",
        "tag:me@example.org,2003-11-30:/a?b=c",
        "tag:a_b.c@example.org,2004-02:",
        "tag:example-1.org,2004-02-29:a#b",
        "tag:localhost,2000:%41",
    ];
    let bad = [
        "tag:",
        "tag:example.org:a",
        "tag:example.org,2003",
        "tag:,2003:a",
        "tag:@example.org,2003:a",
        "tag:-a.org,2003:a",
        "tag:a..org,2003:a",
        "tag:example.org,03:a",
        "tag:example.org,20030101:a",
        "tag:example.org,2003-1:a",
        "tag:example.org,2003-13:a",
        "tag:example.org,2003-02-29:a",
        "tag:example.org,2003-01-01-01:a",
        "tag:example.org,2003-:a",
        "tag:example,org,2003:a",
        "tag:example.org,2003:a b",
        "tag:example.org,2003:{a}",
        "tag:example.org,2003:[a",
        "tag:example.org,2003:\u{e4}",
        "tag:example.org,2003:a#b#c",
    ];
    assert_codes(iri, Code::InvalidTAG, &good, &bad);
}

#[test]
fn names() {
    let good = ["urn:isbn:0451450523", "URN:example-org:a/b~c%20d", "urn:ietf:rfc:8141?=a#b", "urn:ab:c"];
    let bad = [
        "urn:",
        "urn:a",
        "urn:a:b",
        "urn:-a:b",
        "urn:a.b:c",
        "urn:ab:",
        "urn:ab:c d",
        "urn:ab:%zz",
        "urn:ab:\u{e4}",
    ];
    assert_codes(iri, Code::InvalidURN, &good, &bad);
    let id = "28213c50-f84c-11d9-8cd6-0800200C9a66";
    let urn = format!("urn:uuid:{id}");
    let bad = [
        "urn:uuid:",
        "urn:uuid:a",
        "urn:UUID:28213c50f84c11d98cd60800200c9a66",
        "urn:uuid:28213g50-f84c-11d9-8cd6-0800200c9a66",
    ];
    assert_codes(iri, Code::InvalidUUID, &[&urn], &bad);
    assert_codes(uuid, Code::InvalidUUID, &[id], &["", &urn, "28213c50-f84c-11d9-8cd6"]);
    assert_codes(
        urn_specific,
        Code::InvalidNSS,
        &["a", "me@example.org", "a%20b/c"],
        &["", "a b", "<a>", "a%2", "\u{e4}"],
    );
}

#[test]
fn guids() {
    assert_codes(
        permalink_guid,
        Code::InvalidHttpGUID,
        &["http://example.org/1"],
        &["", "1", "example.org/1", "http:1"],
    );
    assert_codes(
        permalink_guid,
        Code::InvalidPermalink,
        &[],
        &["tag:example.org,2005:1", "URN:UUID:28213c50-f84c-11d9-8cd6-0800200c9a66"],
    );
    assert_codes(
        opaque_guid,
        Code::NotSufficientlyUnique,
        &["", "a1", "123456789", "http://example.org/"],
        &["1", "12345678"],
    );
}

#[test]
fn canonical_ids() {
    let good = [
        "http://example.org/",
        "http://example.org:8080/~a/%C3%87?q=%5C#",
        "http://example.org/a%2Fb?c/d?e",
        "http://me@example.org/",
        "tag:example.org,2003:a",
        "urn:isbn:1",
        "mailto:Me@example.org",
    ];
    let bad = [
        "http://example.org",
        "HTTP://example.org/",
        "http://Example.org/",
        "http://example.org:80/",
        "http://example.org:/",
        "http://:@example.org/",
        "http://example.org./",
        "http://example.org/./a",
        "http://example.org/a/../b",
        "http://example.org/a/..",
        "http://example.org/%7Ea",
        "http://example.org/?%5c",
        "http://example.org/%E9",
        "mailto:me@Example.org",
    ];
    assert_codes(canonical_id, Code::InvalidUriChar, &[], &["http://example.org/%zz"]);
    assert_codes(canonical_id, Code::NonCanonicalURI, &good, &bad);
    assert_codes(canonical_id, Code::InvalidFullLink, &[], &["", "a", "example.org"]);
    assert_eq!(canonical("HTTP://A.Org.:80/%61/./b/../c?%7e").as_deref(), Some("http://a.org/a/c?~"));
}

#[test]
fn links_to_their_own_base() {
    let options = crate::Options { location: Some("http://example.org/feed".into()), ..Default::default() };
    let is_reported = |base, raw| {
        let mut findings = Findings::default();
        let value = Value { raw, options: &options, base, is_attribute: true, source: raw, is_rss2: false };
        link_target(&value, &mut findings);
        !findings.is_empty()
    };
    assert!(is_reported("http://example.org/base", ""));
    assert!(is_reported("http://example.org/base", "#a"));
    assert!(is_reported("http://example.org/base", "base"));
    assert!(!is_reported("http://example.org/base", "other"));
    assert!(!is_reported("http://example.org/feed", ""));
}
