//! Scenarios of several requests.

use crate::support::site::{Answer, Site, dated, until};
use crate::wire;
use std::io::{Read, Write};
use std::net::TcpStream;

fn site() -> Site {
    Site::with(&[("a.md", &dated("A", "2026-03-04"))])
}

fn raw(site: &Site, request: &str) -> String {
    String::from_utf8_lossy(&wire::raw(site, request)).into_owned()
}

fn modified(answer: &Answer) -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc2822(answer.header("last-modified")).expect("a date")
}

#[test]
fn pages_are_never_stale() {
    let site = site();
    for path in ["/", "/articles/a/"] {
        let page = site.get(path);
        assert_eq!(page.header("cache-control"), "no-cache", "{path}");
        let again = site.get_with(path, &[("If-None-Match", page.header("etag"))]);
        assert_eq!((again.status, again.header("cache-control")), (304, "no-cache"), "{path}");
    }
    for path in ["/feeds.opml", "/style.css"] {
        assert_eq!(site.get(path).header("cache-control"), "public, max-age=3600", "{path}");
    }
}

#[test]
fn a_feed_that_changes_often_has_a_short_cache_lifetime() {
    let hourly: Vec<(String, String)> = (1..9)
        .map(|hour| (format!("{hour}.md"), dated(&format!("N{hour}"), &format!("2026-03-04T0{hour}:00:00Z"))))
        .collect();
    let mut files: Vec<(&str, &str)> =
        hourly.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let weekly = ["2026-01-01", "2026-01-08", "2026-01-15"].map(|date| {
        (format!("{date}.md"), format!("---\ntitle: {date}\ndate: {date}\ntags: [slow]\n---\nText.\n"))
    });
    files.extend(weekly.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let site = Site::with_settings("[http]\nmin_age = 60\nmax_age = 7200\n", &files);
    assert_eq!(site.get("/feed.xml").header("cache-control"), "public, max-age=360");
    assert_eq!(site.get("/tags/slow/feed.xml").header("cache-control"), "public, max-age=7200");
}

#[test]
fn a_change_is_sent_whatever_validators_the_reader_has() {
    let site = site();
    let first = site.get("/feed.xml");
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["B", "A"]);
    for (name, value) in
        [("If-None-Match", first.header("etag")), ("If-Modified-Since", first.header("last-modified"))]
    {
        assert_eq!(site.get_with("/feed.xml", &[(name, value)]).status, 200, "{name}");
    }
}

#[test]
fn last_modified_never_decreases() {
    let mut site = site();
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["B", "A"]);
    let with_both = site.get_dated("/feed.xml");
    site.remove("b.md").expect_titles(&["A"]);
    let with_one = site.get_dated("/feed.xml");
    assert!(modified(&with_one) > modified(&with_both), "other bytes, later date");
    assert_ne!(with_one.header("etag"), with_both.header("etag"));
    site.restart();
    assert!(modified(&site.get_dated("/feed.xml")) >= modified(&with_one), "nor by a restart");
}

#[test]
fn readers_keep_getting_304_after_a_restart() {
    let mut site = Site::stopped(&[("a.md", &dated("A", "2026-03-04"))], SETTINGS);
    site.start();
    let first = site.get("/feed.xml");
    site.restart();
    for condition in
        [("If-None-Match", first.header("etag")), ("If-Modified-Since", first.header("last-modified"))]
    {
        assert_eq!(site.get_with("/feed.xml", &[condition]).status, 304, "{condition:?}");
    }
}

const SETTINGS: &str = "[site]\nbase_url = 'https://site.example/'\n";

#[test]
fn changed_settings_reach_readers_that_send_only_a_date() {
    let mut site = Site::stopped(&[("a.md", &dated("A", "2026-03-04"))], SETTINGS);
    site.start();
    let first = site.get("/feed.xml");
    site.set_settings(&format!("{SETTINGS}title = 'Another title'\n"));
    site.restart();
    // Within one second, the feed has no date, and the reader gets the feed at each poll.
    let poll = || {
        let second = site.get_with("/feed.xml", &[("If-Modified-Since", first.header("last-modified"))]);
        assert_eq!(second.status, 200);
        assert!(second.text().contains("Another title"));
        let is_later = !second.header("last-modified").is_empty() && modified(&second) > modified(&first);
        if is_later { Ok(second) } else { Err(()) }
    };
    let second = until(poll).expect("other bytes, later date");
    let again = site.get_with("/feed.xml", &[("If-Modified-Since", second.header("last-modified"))]);
    assert_eq!(again.status, 304);
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let site = site();
    let one = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n");
    let end = "Connection: close\r\n";
    let all =
        one("/feed.xml", "") + &one("/none", "") + &one("/feed.xml", "If-None-Match: *\r\n") + &one("/", end);
    let answers = raw(&site, &all);
    let statuses: Vec<&str> =
        answers.match_indices("HTTP/1.1 ").map(|(at, _)| &answers[at + 9..at + 12]).collect();
    assert_eq!(statuses, ["200", "404", "304", "200"]);
}

#[test]
fn an_unread_request_body_does_not_prevent_the_response() {
    let site = site();
    for length in [10, 100_000] {
        let head = format!("POST /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n");
        let mut stream = wire::connect(&site);
        stream.write_all(&[head.as_bytes(), &vec![b'x'; length]].concat()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 405", "{length}");
    }
    // The client waits for a 100, which it does not get, since the body is not needed.
    let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n";
    let answer = raw(&site, &format!("{head}Connection: close\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert_eq!(site.get("/feed.xml").status, 200, "and it still serves");
}

#[test]
fn the_host_header_is_never_trusted() {
    let site = Site::with_settings(
        "[site]\nbase_url = 'https://news.example.org/'\n",
        &[("a.md", &dated("A", "2026-03-04"))],
    );
    for path in ["/feed.xml", "/atom.xml", "/feed.json", "/", "/articles/a/", "/articles/a", "/feeds.opml"] {
        let answer =
            raw(&site, &format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
        assert!(
            !answer.contains("evil.example") && answer.contains("https://news.example.org/"),
            "{path}: {answer}"
        );
    }
}

#[test]
fn only_files_that_an_article_refers_to_are_served() {
    let article = "---\ntitle: A\ndate: 2026-03-04\nimage: assets/cover.png\n---\n\
                   ![x](figure%201.png) and [the other](b.md) and [notes](notes.pdf)\n";
    let site = Site::with(&[
        ("posts/a.md", article),
        ("posts/b.md", &dated("B", "2026-03-03")),
        ("posts/figure 1.png", "a picture"),
        ("assets/cover.png", "a cover"),
        ("posts/notes.pdf", "notes"),
        ("posts/private.pdf", "private"),
        ("posts/draft.md", "---\ntitle: D\ndraft: true\n---\n![](secret.png)\n"),
        ("posts/secret.png", "secret"),
        (".hidden/x.png", "hidden"),
        ("tidings.toml", "[site]\n"),
    ]);
    assert_eq!(site.get("/posts/figure%201.png").text(), "a picture");
    assert_eq!(site.get("/posts/figure%201.png").header("content-type"), "image/png");
    assert_eq!(site.get("/posts/notes.pdf").text(), "notes");
    let page = site.get("/articles/a/").text();
    let feed = site.get("/feed.xml").text();
    assert!(feed.contains(&format!("{}posts/figure%201.png", site.base())), "{feed}");
    let cover = page.split('"').find(|part| part.contains("cover.png")).expect("the page names the cover");
    assert_eq!(site.get(cover.strip_prefix(site.base().trim_end_matches('/')).unwrap()).text(), "a cover");
    let moved = site.get("/posts/b.md");
    assert_eq!(
        (moved.status, moved.header("location")),
        (301, format!("{}articles/b/", site.base()).as_str())
    );
    for path in [
        "/posts/private.pdf",
        "/posts/secret.png",
        "/posts/draft.md",
        "/posts/",
        "/.hidden/x.png",
        "/.tidings/catalogue.sqlite",
        "/tidings.toml",
        "/posts/..%2f.tidings/catalogue.sqlite",
    ] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}

#[test]
fn pages_name_their_feeds_the_main_one_first() {
    let site = Site::with_settings(
        "[site]\ntitle = 'The Site'\n",
        &[("a.md", "---\ntitle: 1 < 2 & c\ndate: 2026-03-04\ntags: [x]\n---\nText with *emphasis*.\n")],
    );
    let page = site.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let feeds: Vec<String> = page
        .text()
        .match_indices("rel=\"alternate\"")
        .map(|(at, _)| page.text()[at..].split('>').next().unwrap_or_default().to_owned())
        .collect();
    assert!(feeds[0].contains("application/rss+xml") && feeds[0].contains("feed.xml"), "{feeds:?}");
    assert!(
        feeds.iter().any(|link| link.contains("atom.xml"))
            && feeds.iter().any(|link| link.contains("feed.json"))
    );
    let article = site.get("/articles/1-2-c/").text();
    assert!(article.contains(">1 &#60; 2 &#38; c</h1>"), "{article}");
    assert!(article.contains("<em>emphasis</em>") && article.contains("rel=\"canonical\""));
    assert_eq!(site.get("/articles/1-2-c").header("location"), format!("{}articles/1-2-c/", site.base()));
}

#[test]
fn requests_in_flight_are_finished_at_shutdown() {
    let mut site = site();
    let mut stream = TcpStream::connect(site.socket()).unwrap();
    // Once a second connection is answered, the server has accepted the first one, whose request is
    // incomplete.
    stream.write_all(b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n").unwrap();
    until(|| if site.get("/feed.xml").status == 200 { Ok(()) } else { Err(()) }).unwrap();
    let finished = std::thread::spawn(move || {
        stream.write_all(b"Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    });
    let answer = finished.join().unwrap();
    site.stop();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("</rss>"), "{answer}");
}
