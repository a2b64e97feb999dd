//! Deltas: RFC 3229 with the instance manipulation `feed`.

use crate::support::site::{Site, dated};
use crate::table::Condition::{Empty, Is, No, Other, Same, SameBody, Text, Without};
use crate::table::{Row, check, check_with};

/// A site that got an article after a reader stored the returned entity tags (of RSS, Atom and JSON Feed).
fn site_and_tags(settings: &str) -> (Site, [String; 3]) {
    let site = Site::with_settings(
        settings,
        &[("a.md", &dated("Alpha", "2026-03-04")), ("b.md", &dated("Beta", "2026-03-03"))],
    );
    let tags = ["/feed.xml", "/atom.xml", "/feed.json"].map(|path| {
        site.get_with(path, &[("User-Agent", "newsboat/2.36"), ("A-IM", "feed")])
            .header("etag")
            .trim_matches('"')
            .to_owned()
    });
    site.write("c.md", &dated("Gamma", "2026-03-05")).expect_titles(&["Gamma", "Alpha", "Beta"]);
    site.get_dated("/feed.xml");
    (site, tags)
}

#[test]
fn deltas_contain_only_new_entries() {
    let (site, [rss, atom, json]) = site_and_tags("[http]\ndeltas = 'all'\n");
    check_with(&site, &[("{rss}", &rss), ("{atom}", &atom), ("{json}", &json)], DELTAS);
}

#[test]
fn deltas_can_be_switched_off() {
    let (site, [rss, ..]) = site_and_tags("[http]\ndeltas = 'off'\n");
    let row = Row {
        rule: "with deltas switched off, A-IM is ignored",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"",
        status: 200,
        conditions: &[SameBody, Same("cache-control"), No("im")],
    };
    check_with(&site, &[("{rss}", &rss)], &[row]);
    check(&site, &[]);
}

#[test]
fn only_readers_that_are_known_to_read_deltas_get_them() {
    let (site, [rss, ..]) = site_and_tags("");
    let rows = [
        Row {
            rule: "Newsboat reads 226",
            request: "GET /feed.xml\nUser-Agent: newsboat/2.36 (https://newsboat.org/)\nA-IM: feed\nIf-None-Match: \"{rss}\"",
            status: 226,
            conditions: &[Text("Gamma"), Without("Alpha"), Is("im", "feed")],
        },
        Row {
            rule: "feedparser sends A-IM for programs that take 226 for an error",
            request: "GET /feed.xml\nUser-Agent: feedparser/6.0.11\nA-IM: feed\nIf-None-Match: \"{rss}\"",
            status: 200,
            conditions: &[SameBody, Same("etag"), No("im"), Text("Alpha")],
        },
        Row {
            rule: "a client without a name gets the whole feed",
            request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"",
            status: 200,
            conditions: &[SameBody, No("im")],
        },
    ];
    check_with(&site, &[("{rss}", &rss)], &rows);
}

const DELTAS: &[Row] = &[
    Row {
        rule: "RFC 3229, 10.4.1: 226 with the new entries, the entity tag of the whole feed, and IM",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"",
        status: 226,
        conditions: &[
            Text("Gamma"),
            Without("Alpha"),
            Without("Beta"),
            Text("</rss>"),
            Same("etag"),
            Same("last-modified"),
            Same("content-type"),
            Same("vary"),
            Same("link"),
            Same("access-control-allow-origin"),
            Is("im", "feed"),
            Is("delta-base", "\"{rss}\""),
            Other("content-length"),
        ],
    },
    Row {
        rule: "226 for Atom",
        request: "GET /atom.xml\nA-IM: feed\nIf-None-Match: \"{atom}\"",
        status: 226,
        conditions: &[Text("Gamma"), Without("Alpha"), Text("</feed>"), Same("etag")],
    },
    Row {
        rule: "226 for JSON Feed",
        request: "GET /feed.json\nA-IM: feed\nIf-None-Match: \"{json}\"",
        status: 226,
        conditions: &[Text("Gamma"), Without("Alpha"), Same("etag"), Same("content-type")],
    },
    Row {
        rule: "RFC 5005, 2: a delta is not marked complete, or readers would drop the other entries",
        request: "GET /atom.xml\nA-IM: feed\nIf-None-Match: \"{atom}\"",
        status: 226,
        conditions: &[Without("<fh:complete")],
    },
    Row {
        rule: "RFC 9111, 3: caches that do not know 226 do not store it; RFC 3229, 10.7: others may",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"",
        status: 226,
        conditions: &[
            Is("cache-control", "no-store, im, max-age=3600"),
            Is("vary", "Accept-Encoding, A-IM, Sec-Fetch-Dest"),
        ],
    },
    Row {
        rule: "each coding has its own tag in a delta, as in the whole feed",
        request: "GET /feed.xml\nA-IM: feed\nAccept-Encoding: gzip\nIf-None-Match: \"{rss}-gzip\"",
        status: 226,
        conditions: &[
            Is("etag", "\"{tag}-gzip\""),
            Is("content-encoding", "gzip"),
            Is("delta-base", "\"{rss}-gzip\""),
        ],
    },
    Row {
        rule: "a reader may accept another coding than in its last request",
        request: "GET /feed.xml\nA-IM: feed\nAccept-Encoding: br\nIf-None-Match: \"{rss}-gzip\"",
        status: 226,
        conditions: &[Is("etag", "\"{tag}-br\""), Is("content-encoding", "br")],
    },
    Row {
        rule: "a tag that a proxy weakened is recognised",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: W/\"{rss}\"",
        status: 226,
        conditions: &[Same("etag"), Without("Alpha")],
    },
    Row {
        rule: "a tag with a suffix of a proxy is recognised",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: W/\"{rss}-gzip-br\"",
        status: 226,
        conditions: &[Same("etag"), Without("Alpha")],
    },
    Row {
        rule: "a tag without quotes is accepted, since some readers strip them",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: {rss}",
        status: 226,
        conditions: &[Is("delta-base", "\"{rss}\"")],
    },
    Row {
        rule: "10.5.3: `feed` among other manipulations, in any case",
        request: "GET /feed.xml\nA-IM: vcdiff, Feed;q=0.5, gzip\nIf-None-Match: \"{rss}\"",
        status: 226,
        conditions: &[Is("im", "feed")],
    },
    Row {
        rule: "10.5.3: q=0 excludes `feed`",
        request: "GET /feed.xml\nA-IM: feed;q=0\nIf-None-Match: \"{rss}\"",
        status: 200,
        conditions: &[SameBody, No("im")],
    },
    Row {
        rule: "no delta without A-IM",
        request: "GET /feed.xml\nIf-None-Match: \"{rss}\"",
        status: 200,
        conditions: &[SameBody, Same("cache-control"), No("im")],
    },
    Row {
        rule: "an unknown tag gets the whole feed, which shared caches do not store for other clients that \
               accept deltas",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"0123456789abcdef0123456789abcdef\"",
        status: 200,
        conditions: &[SameBody, Same("etag"), No("im"), Is("cache-control", "private, max-age=3600")],
    },
    Row {
        rule: "a tag of another server gets the whole feed",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"x\"",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "a request without a tag (feedparser and newsraft) gets the whole feed",
        request: "GET /feed.xml\nA-IM: feed",
        status: 200,
        conditions: &[SameBody, Same("etag"), No("im"), Is("cache-control", "private, max-age=3600")],
    },
    Row {
        rule: "a date alone does not identify the reader's version",
        request: "GET /feed.xml\nA-IM: feed\nIf-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "a date alone can get a 304",
        request: "GET /feed.xml\nA-IM: feed\nIf-Modified-Since: {modified}",
        status: 304,
        conditions: &[Empty],
    },
    Row {
        rule: "the current tag gets a 304",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[
            Empty,
            Same("etag"),
            Same("last-modified"),
            Same("vary"),
            No("im"),
            Is("cache-control", "private, max-age=3600"),
        ],
    },
    Row {
        rule: "the current tag in a list with an older tag gets a 304",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\", {etag}",
        status: 304,
        conditions: &[Empty],
    },
    Row {
        rule: "* matches any version",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: *",
        status: 304,
        conditions: &[Empty],
    },
    Row {
        rule: "10.5.1: for a list of tags, Delta-Base names the one that was used",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}-br\", \"{rss}\"",
        status: 226,
        conditions: &[Is("delta-base", "\"{rss}-br\"")],
    },
    Row {
        rule: "RFC 9111, 4.3.1: a cache may have added its own tag to the client's, so an unknown tag in the list \
               gets the whole feed",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"0123456789abcdef0123456789abcdef\", \"{rss}\"",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "a tag of another feed is unknown",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{atom}\"",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "RFC 9110, 9.3.2: HEAD has the same headers without the body",
        request: "HEAD /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"",
        status: 226,
        conditions: &[Empty, Same("etag"), Is("im", "feed"), Other("content-length")],
    },
    Row {
        rule: "a delta ignores Range, as a feed does",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"\nRange: bytes=0-9",
        status: 226,
        conditions: &[Text("</rss>"), No("content-range")],
    },
    Row {
        rule: "RFC 9110, 13.1.1: preconditions take precedence",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"\nIf-Match: \"{rss}\"",
        status: 412,
        conditions: &[Empty],
    },
    Row {
        rule: "other resources than feeds have no deltas",
        request: "GET /\nA-IM: feed\nIf-None-Match: \"{rss}\"",
        status: 200,
        conditions: &[SameBody, Same("cache-control"), No("im")],
    },
    Row {
        rule: "a browser gets the page about the feed",
        request: "GET /feed.xml\nA-IM: feed\nIf-None-Match: \"{rss}\"\nSec-Fetch-Dest: document\nAccept: text/html",
        status: 200,
        conditions: &[Is("content-type", "text/html; charset=utf-8"), No("im")],
    },
];
