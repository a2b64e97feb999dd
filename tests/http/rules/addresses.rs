//! Redirects of former addresses and of common feed addresses.

use crate::support::site::{Site, dated};
use crate::table::Condition::{Empty, Has, Is, Text};
use crate::table::{Row, check};

const SETTINGS: &str = "
[site]
base_url = 'https://site.example/'
[[moved]]
from = '/old/all.xml'
to = '/atom.xml'
[[moved]]
from = '/tags/other/feed.xml'
to = 'https://other.example/feed?x=1'
[[gone]]
path = '/comments/feed'
[[feed]]
path = 'rust-news'
title = 'Rust'
any = ['rust']
";

#[test]
fn redirects() {
    let tagged = "---\ntitle: B\ndate: 2026-03-03\ntags: [Rust, other]\ncategories: [News]\naliases: [/rss2.xml]\n---\n\
                  [x](index.xml)\n";
    let french = "---\ntitle: C\ndate: 2026-03-02\nlang: fr\n---\nOui.\n";
    let files = [
        ("a.md", dated("A", "2026-03-04")),
        ("b.md", tagged.to_owned()),
        ("docs/c.md", french.to_owned()),
        ("index.xml", "<a/>".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    check(&Site::with_settings(SETTINGS, &files), ADDRESSES);
}

const fn redirects_to(
    rule: &'static str,
    request: &'static str,
    to: &'static [crate::table::Condition],
) -> Row {
    Row { rule, request, status: 301, conditions: to }
}

const RSS: &[crate::table::Condition] =
    &[Is("location", "https://site.example/feed.xml"), Is("access-control-allow-origin", "*"), Empty];
const ATOM: &[crate::table::Condition] = &[Is("location", "https://site.example/atom.xml")];
const TAG: &[crate::table::Condition] = &[Is("location", "https://site.example/tags/rust/feed.xml")];
const TAG_ATOM: &[crate::table::Condition] = &[Is("location", "https://site.example/tags/rust/atom.xml")];
const CATEGORY: &[crate::table::Condition] =
    &[Is("location", "https://site.example/categories/news/feed.xml")];
const OWN: &[crate::table::Condition] = &[Is("location", "https://site.example/rust-news/feed.xml")];
const FOLDER: &[crate::table::Condition] = &[Is("location", "https://site.example/folders/docs/feed.xml")];
const LANGUAGE: &[crate::table::Condition] = &[Is("location", "https://site.example/languages/fr/atom.xml")];
const JSON: &[crate::table::Condition] = &[Is("location", "https://site.example/feed.json")];

const ADDRESSES: &[Row] = &[
    redirects_to("an empty segment", "GET //feed.xml", RSS),
    redirects_to("a segment of one dot", "GET /./feed.xml", RSS),
    redirects_to(
        "RFC 9110, 9.3.2: HEAD has the length of GET",
        "HEAD /rss.xml",
        &[Is("content-length", "0")],
    ),
    redirects_to("a feed of the publisher's by a usual name", "GET /rust-news/rss.xml", OWN),
    redirects_to("a feed of the publisher's by its path alone", "GET /rust-news/feed/", OWN),
    redirects_to("Hugo's feed of a section", "GET /docs/index.xml", FOLDER),
    redirects_to("Hugo's feed of a language", "GET /fr/atom.xml", LANGUAGE),
    redirects_to("a feed of a folder", "GET /folders/docs/rss", FOLDER),
    Row { rule: "an unknown folder is a 404", request: "GET /other/index.xml", status: 404, conditions: &[] },
    redirects_to("WordPress's feed", "GET /feed", RSS),
    redirects_to("WordPress's feed with a slash at its end", "GET /feed/", RSS),
    redirects_to("WordPress's feed, requested with HEAD", "HEAD /feed/", RSS),
    redirects_to("a common address in capitals", "GET /RSS", RSS),
    redirects_to("Ghost's feed", "GET /rss/", RSS),
    redirects_to("Eleventy's feed", "GET /rss.xml", RSS),
    redirects_to("WordPress's Atom", "GET /feed/atom/", ATOM),
    redirects_to("Atom by its name", "GET /atom", ATOM),
    redirects_to("Pelican's Atom", "GET /feeds/all.atom.xml", ATOM),
    redirects_to("Blogger's Atom", "GET /feeds/posts/default", ATOM),
    redirects_to("JSON Feed by its name", "GET /feed/json", JSON),
    redirects_to("a blog below the site", "GET /blog/feed/", RSS),
    redirects_to("WordPress's feed by query", "GET /?feed=rss2", RSS),
    redirects_to("WordPress's feed by query of index.php", "GET /index.php?feed=atom", ATOM),
    redirects_to("a tag by query", "GET /?feed=rss2&tag=Rust", TAG),
    redirects_to("WordPress's tag", "GET /tag/Rust/feed/", TAG),
    redirects_to("Ghost's tag", "GET /tag/rust/rss/", TAG),
    redirects_to("WordPress's Atom of a tag", "GET /tag/rust/feed/atom/", TAG_ATOM),
    redirects_to("Hugo's tag", "GET /tags/rust/index.xml", TAG),
    redirects_to("WordPress's category", "GET /category/news/feed/", CATEGORY),
    redirects_to("Pelican's category", "GET /feeds/news.rss.xml", CATEGORY),
    redirects_to("an address in [[moved]]", "GET /old/all.xml", ATOM),
    redirects_to(
        "an address in [[moved]] that redirects to another site, even if the path is in use",
        "GET /tags/other/feed.xml",
        &[Is("location", "https://other.example/feed?x=1"), Has("cache-control", "max-age")],
    ),
    redirects_to(
        "an alias of an article wins over a common feed address",
        "GET /rss2.xml",
        &[Is("location", "https://site.example/articles/b/")],
    ),
    Row {
        rule: "a [[gone]] address is a 410",
        request: "GET /comments/feed/",
        status: 410,
        conditions: &[Text("Gone")],
    },
    Row {
        rule: "a file takes precedence over a common feed address",
        request: "GET /index.xml",
        status: 200,
        conditions: &[Text("<a/>")],
    },
    Row {
        rule: "no redirect to a missing feed",
        request: "GET /tag/unknown/feed/",
        status: 404,
        conditions: &[],
    },
    Row { rule: "other queries do not redirect", request: "GET /?feed=x", status: 200, conditions: &[] },
    Row {
        rule: "a feed is served whatever its query is",
        request: "GET /feed.json?feed=rss",
        status: 200,
        conditions: &[Is("content-type", "application/feed+json; charset=utf-8")],
    },
];
