//! Articles of kinds that have broken feeds elsewhere. Every feed with them must be valid without a warning,
//! and readable.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use support::site::Site;
use tidings_validate::{Code, Level, Options, validate};

const SETTINGS: &str = "
[site]
title = 'R&D <News> ]]> 🐟 <3'
description = 'Everything & more'
base_url = 'https://site.example/news/'
language = 'pt_BR'
author = 'Zoë (Editor)'
author_email = 'zoe@site.example'
webmaster = 'web@site.example'
rights = '© Zoë & Co <all>'
icon = 'icon.png'
[feeds]
entries = 9
hubs = ['https://hub.example/?a=1&b=2']
[[feed]]
path = 'short'
title = 'Short & <sweet>'
text = 'summary'
limit = 3
[[feed]]
path = 'in/order'
title = 'In order'
description = 'All that was written on one day.'
folders = ['same']
[[feed]]
path = 'never'
title = 'Nothing yet'
any = ['no such term']
";

/// Warnings about decisions of authors: equal dates, and dates before feeds existed.
const AUTHORS_DECISIONS: &[Code] = &[Code::DuplicateUpdated, Code::ImplausibleDate];

fn files() -> Vec<(String, String)> {
    let long = "Word ".repeat(1000);
    let body = "<p style=\"position:fixed;color:red\">A <a href=\"../b.html#c\">link</a>, \
                <img src=\"pic.png\" srcset=\"pic.png 1x, big.png 2x\" alt=\"\"> \
                <img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"> \
                <iframe src=\"https://video.example/embed/1\"></iframe><script>alert(1)</script>\
                <a href=\"data:text/html,x\">d</a> \
                <a href=\"javascript:alert(1)\">j</a><img srcset=\"a b c,, 1x\" onerror=\"x()\"></p>";
    let mut files: Vec<(&str, String)> = vec![
        ("empty.md", "---\ntitle: Empty\n---\n".to_owned()),
        ("one-letter.md", "x\n".to_owned()),
        ("long.md", format!("---\ntitle: {long}\ndate: 2026-01-01\n---\nShort.\n")),
        (
            "fish.md",
            "---\ntitle: 🐟\ndate: 2026-01-02\ntags: [🐟, '', ' ', 'C&A']\ncategories: ['', null]\n\
             ---\nBody.\n"
                .to_owned(),
        ),
        (
            "عربى.md",
            "---\ntitle: \u{202E}مرحبا \u{200F}(1)\ndate: 2026-01-03\nlang: ar\n---\nنص عربي مع \
             <b>HTML</b>.\n"
                .to_owned(),
        ),
        (
            "cdata.md",
            "---\ntitle: ']]> <![CDATA[ & &amp; &nbsp; <br>'\ndate: 2026-01-04\n---\n`]]>` and \
             ]]&gt; and <!-- ]]> -->\n"
                .to_owned(),
        ),
        (
            "control.md",
            "---\ntitle: \"NUL \\0 bell \\a escape \\e end\"\ndate: 2026-01-05\nrights: \
             \"\\x01\"\n---\nA\u{1}B\u{7f}C\u{85}D\u{FFFE}\n"
                .to_owned(),
        ),
        (
            "surrogate.md",
            "{\"title\": \"Half \\ud800 of a pair\", \"date\": \"2026-01-06\", \"tags\": \
             [\"\\udfff\", \"a\\ud83dz\"]}\n\nBody.\n"
                .to_owned(),
        ),
        ("chinese.md", "---\ntitle: 中文\ndate: 2026-01-07\nlang: zh-hant\n---\n正文。\n".to_owned()),
        (
            "klingon.md",
            "---\ntitle: Language\ndate: 2026-01-08\nlang: no language at all\n---\nBody.\n".to_owned(),
        ),
        ("brazil.md", "---\ntitle: Olá\ndate: 2026-01-09\nlang: pt_BR\n---\nCorpo.\n".to_owned()),
        (
            "mail.md",
            "---\ntitle: By mail\ndate: 2026-01-10\nauthor: jo@mail.example\ncontributors: \
             [al@mail.example, 'Al (x) <y']\n---\nBody.\n"
                .to_owned(),
        ),
        (
            "object.md",
            "---\ntitle: By an object\ndate: 2026-01-11\nauthor: {email: jo@mail.example}\n---\n\
             Body.\n"
                .to_owned(),
        ),
        ("early.md", "---\ntitle: Before time\ndate: 1066-10-14T09:00:00Z\n---\nBody.\n".to_owned()),
        ("sixties.md", "---\ntitle: Before the epoch\ndate: 1969-12-31T23:59:59Z\n---\nBody.\n".to_owned()),
        ("far.md", "---\ntitle: Far away\ndate: 9999-12-31T23:59:59-12:00\n---\nBody.\n".to_owned()),
        ("farther.md", "---\ntitle: Farther\ndate: 99999-01-01\n---\nBody.\n".to_owned()),
        (
            "links.md",
            format!(
                "---\ntitle: Links\ndate: 2026-01-12\nimage: /pic.png?a=1&b=<2>\naudio: 'ep 1.mp3'\n\
                 external_url: https://other.example/?q=a b&c\ncanonical_url: \
                 https://first.example/x\n---\n\n{body}\n"
            ),
        ),
        (
            "page.html",
            format!(
                "<!DOCTYPE html><title>Page &amp; more</title><meta name=date \
                 content=2026-01-13><body><article>{body}<p>And so on and so on.</p></article>"
            ),
        ),
        (
            "quotes.md",
            "---\ntitle: \"\\\"Quotes\\\" 'and' & ampersands\"\ndate: 2026-01-14\nsummary: \
             \"<p>5 < 6 & 7 > 2</p>\"\n---\n5 < 6 && 7 > 2\n"
                .to_owned(),
        ),
    ];
    for name in ["same/a.md", "same/b.md", "same/c.md"] {
        files.push((name, "---\ntitle: Same\ndate: 2026-01-20T10:00:00Z\n---\nEqual dates.\n".to_owned()));
    }
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// The slugs of all articles except those of the far future.
const PUBLISHED: &[&str] = &[
    "empty",
    "one-letter",
    "long",
    "fish",
    "cdata",
    "control",
    "surrogate",
    "chinese",
    "klingon",
    "brazil",
    "mail",
    "object",
    "early",
    "sixties",
    "links",
    "page",
    "quotes",
];

/// The paths of all feeds in an OPML list.
fn listed_feeds(opml: &str) -> Vec<String> {
    let addresses = opml.split("xmlUrl=\"https://site.example/news").skip(1);
    addresses.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The path of the archive page that a feed links to.
fn previous_archive(feed: &str) -> Option<String> {
    let mut parts = feed.split(['<', '\n']);
    let link = parts.find(|part| part.contains("rel=\"prev-archive\"") || part.contains("\"next_url\""))?;
    let address = link.split("\"https://site.example/news").nth(1)?;
    Some(address.split('"').next()?.to_owned())
}

#[test]
fn every_feed_of_pathological_articles_is_valid_without_a_warning() {
    let files = files();
    let site = Site::stopped(
        &files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>(),
        SETTINGS,
    );
    for (file, bytes) in [("pic.png", &b"\x89PNG"[..]), ("icon.png", b""), ("ep 1.mp3", b"ID3")] {
        std::fs::write(site.file(file), bytes).unwrap();
    }
    let mut site = site;
    site.start();
    let feeds = listed_feeds(&site.get("/feeds.opml").text());
    assert!(feeds.len() > 10, "{feeds:?}");
    for own in [
        "/short/feed.xml",
        "/in/order/feed.xml",
        "/never/feed.xml",
        "/folders/same/feed.xml",
        "/languages/zh-hant/feed.xml",
    ] {
        assert!(feeds.iter().any(|feed| feed == own), "{own} is not in {feeds:?}");
    }
    for article in PUBLISHED {
        assert_eq!(site.get(&format!("/articles/{article}/")).status, 200, "{article}");
    }
    let mut failures = String::new();
    for feed in &feeds {
        let directory = feed.strip_suffix("feed.xml").unwrap();
        for name in ["feed.xml", "atom.xml", "feed.json"] {
            let mut next = Some(format!("{directory}{name}"));
            while let Some(path) = next {
                let answer = site.get(&path);
                assert_eq!(answer.status, 200, "{path}");
                assert!(answer.header("link").contains("rel=\"self\""), "{path}");
                let location = Some(format!("https://site.example/news{path}"));
                let report = validate(&answer.body, &Options { location, ..Options::default() });
                let report = report.without(AUTHORS_DECISIONS);
                if report.has(Level::Warning) {
                    failures.push_str(&format!("{path}:\n{report}\n"));
                }
                feed_rs::parser::parse(&answer.body[..]).unwrap_or_else(|error| panic!("{path}: {error}"));
                next = previous_archive(&answer.text());
            }
        }
        assert_eq!(site.get(directory).status, 200, "the page of {directory}");
    }
    assert_eq!(failures, "");
}
