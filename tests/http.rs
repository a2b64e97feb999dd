//! What HTTP promises, asked over a true connection.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use support::site::{Answer, Site, dated, until};

const FEEDS: [(&str, &str); 3] = [
    ("/feed.xml", "application/rss+xml; charset=utf-8"),
    ("/atom.xml", "application/atom+xml; charset=utf-8"),
    ("/feed.json", "application/feed+json; charset=utf-8"),
];

fn site() -> Site {
    Site::with(&[("a.md", &dated("A", "2026-03-04"))])
}

/// Sends bytes as they are, and returns all that comes back until the server closes.
fn raw(site: &Site, request: &str) -> String {
    let mut stream = TcpStream::connect(site.socket()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn feeds_have_their_types_and_the_usual_headers() {
    let site = site();
    for (path, mime) in FEEDS {
        let answer = site.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, mime), "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=3600");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("vary").to_lowercase().contains("accept-encoding"));
        assert!(answer.header("link").contains("rel=\"self\""));
        assert!(answer.header("etag").starts_with('"') && !answer.header("last-modified").is_empty());
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[test]
fn an_unchanged_feed_is_not_sent_again() {
    let site = site();
    for (path, _) in FEEDS {
        let first = site.get(path);
        let (etag, modified) = (first.header("etag"), first.header("last-modified"));
        let list = format!("\"other\", W/{etag}");
        for headers in [
            vec![("If-None-Match", etag)],
            vec![("If-None-Match", "*")],
            vec![("If-None-Match", list.as_str())],
            vec![("If-Modified-Since", modified)],
            vec![("If-None-Match", etag), ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")],
        ] {
            let again = site.get_with(path, &headers);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {headers:?}");
            assert_eq!(again.header("etag"), etag, "{path}");
            assert_eq!(again.header("cache-control"), first.header("cache-control"), "{path}");
        }
        // If-None-Match has the last word (RFC 9110, 13.2.2).
        let other = site.get_with(path, &[("If-None-Match", "\"x\""), ("If-Modified-Since", modified)]);
        assert_eq!(other.status, 200, "{path}");
    }
}

#[test]
fn a_person_who_looks_at_a_page_sees_it_as_it_is_now() {
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
fn a_change_is_sent_whatever_the_reader_has() {
    let site = site();
    let first = site.get("/feed.xml");
    site.write("b.md", &dated("B", "2026-03-05")).shows(&["B", "A"]);
    for (name, value) in
        [("If-None-Match", first.header("etag")), ("If-Modified-Since", first.header("last-modified"))]
    {
        assert_eq!(site.get_with("/feed.xml", &[(name, value)]).status, 200, "{name}");
    }
}

#[test]
fn last_modified_never_runs_backwards() {
    let site = site();
    site.write("b.md", &dated("B", "2026-03-05")).shows(&["B", "A"]);
    let date = |answer: &Answer| {
        chrono::DateTime::parse_from_rfc2822(answer.header("last-modified")).expect("a date")
    };
    let with_both = site.get("/feed.xml");
    site.remove("b.md").shows(&["A"]);
    let with_one = site.get("/feed.xml");
    assert!(date(&with_one) > date(&with_both), "other bytes, later date");
    assert_ne!(with_one.header("etag"), with_both.header("etag"));
}

#[test]
fn gzip_is_chosen_by_the_reader() {
    let site = site();
    let plain = site.get("/feed.xml");
    assert_eq!(plain.header("content-encoding"), "");
    for accept in ["gzip", "deflate, gzip;q=0.5", "*"] {
        let packed = site.get_with("/feed.xml", &[("Accept-Encoding", accept)]);
        assert_eq!(packed.header("content-encoding"), "gzip", "{accept}");
        assert_ne!(
            packed.header("etag"),
            plain.header("etag"),
            "another representation, another strong ETag"
        );
        let again = site
            .get_with("/feed.xml", &[("Accept-Encoding", accept), ("If-None-Match", packed.header("etag"))]);
        assert_eq!(again.status, 304, "{accept}");
    }
    for accept in ["identity", "gzip;q=0", "br", ""] {
        let answer = site.get_with("/feed.xml", &[("Accept-Encoding", accept)]);
        assert_eq!((answer.status, answer.header("content-encoding")), (200, ""), "{accept}");
    }
}

#[test]
fn head_is_get_without_a_body() {
    let site = site();
    for path in ["/feed.xml", "/", "/articles/a/", "/none"] {
        let get = raw(&site, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        let head = raw(&site, &format!("HEAD {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        let headers = |answer: &str| {
            let (headers, body) =
                answer.split_once("\r\n\r\n").map(|(h, b)| (h.to_owned(), b.len())).unwrap();
            let without_date = headers.lines().filter(|line| !line.to_lowercase().starts_with("date:"));
            let mut lines: Vec<&str> = without_date.collect();
            lines.sort_unstable();
            (lines.join("\n"), body)
        };
        let ((get, sent), (head, nothing)) = (headers(&get), headers(&head));
        assert_eq!(get, head, "{path}");
        assert!(sent > 0 && nothing == 0, "{path}");
    }
}

#[test]
fn other_methods_are_refused_by_name() {
    let site = site();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = raw(
            &site,
            &format!(
                "{method} /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
        );
        assert!(answer.starts_with("HTTP/1.1 405"), "{method}: {answer}");
        assert!(answer.to_lowercase().contains("allow: get, head"), "{method}: {answer}");
    }
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
fn what_an_article_refers_to_is_served_and_nothing_else() {
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
fn no_path_leaves_the_folder() {
    let site = Site::with(&[(
        "a.md",
        "---\ntitle: A\ndate: 2026-03-04\n---\n[x](../../etc/passwd) [y](%2e%2e/passwd) ![z](link.png) [w](/etc/passwd)\n",
    )]);
    std::fs::write(site.elsewhere("outside.png"), "outside").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.elsewhere("outside.png"), site.file("link.png")).unwrap();
    for path in [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/..\\..\\etc\\passwd",
        "/a.md%00.png",
        "/etc/passwd",
        "//etc/passwd",
        "/link.png",
        "/./a.md/../../etc/passwd",
    ] {
        let answer = raw(&site, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(["400", "404", "301"].contains(&status), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("outside"), "{path}: {answer}");
    }
}

#[test]
fn parts_of_a_file_are_served() {
    let site = Site::with(&[
        ("a.md", "---\ntitle: A\ndate: 2026-03-04\n---\n[sound](sound.mp3)\n"),
        ("sound.mp3", "0123456789"),
    ]);
    for (range, status, body) in [
        ("bytes=2-4", 206, "234"),
        ("bytes=7-", 206, "789"),
        ("bytes=-3", 206, "789"),
        ("bytes=20-", 416, ""),
    ] {
        let answer = site.get_with("/sound.mp3", &[("Range", range)]);
        assert_eq!(answer.status, status, "{range}");
        if status == 206 {
            assert_eq!(answer.text(), body, "{range}");
        }
    }
    let whole = site.get("/sound.mp3");
    assert_eq!(
        (whole.status, whole.text().as_str(), whole.header("content-type")),
        (200, "0123456789", "audio/mpeg")
    );
    assert_eq!(site.get_with("/sound.mp3", &[("If-None-Match", whole.header("etag"))]).status, 304);
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
fn requests_in_flight_are_finished_at_the_end() {
    let mut site = site();
    let mut stream = TcpStream::connect(site.socket()).unwrap();
    // Half a request is in flight once the server has taken the connection, which a second one shows.
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
