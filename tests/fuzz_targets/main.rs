//! Short versions of the fuzz targets, with random inputs from fixed seeds. `fuzz/` runs the same checks with
//! libFuzzer: `cargo +nightly fuzz run http`. The checks of the targets `parse` and `validate` are in
//! `tests/parsing` and `tests/validator`, a longer one of `sanitize` beside the fast sanitiser.
#![allow(clippy::expect_used, reason = "a failing test may panic")]

mod catalogue_import;
mod feed_history;
mod http;
mod sanitize;
mod site;

use fastrand::Rng;

/// Replaces, removes, repeats or inserts a few bytes.
fn mutate(random: &mut Rng, bytes: &mut Vec<u8>, pieces: &[&str]) {
    for _ in 0..random.usize(0..4) {
        let at = random.usize(..=bytes.len());
        let end = (at + random.usize(0..8)).min(bytes.len());
        match random.u8(0..4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            2 => drop(bytes.splice(at..at, pieces[random.usize(..pieces.len())].bytes())),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.u8(..)),
        }
    }
}

fn pick<'p>(random: &mut Rng, pieces: &[&'p str]) -> &'p str {
    pieces[random.usize(..pieces.len())]
}

#[test]
fn the_fast_path_and_hyper_give_the_same_response() {
    const FIELDS: [&str; 24] = [
        "Host: example.org\r\n",
        "host:x\r\n",
        "Connection: close\r\n",
        "Connection: keep-alive\r\n",
        "Connection: Close\r\n",
        "Accept-Encoding: gzip\r\n",
        "Accept-Encoding: gzip;q=0, identity\r\n",
        "Accept-Encoding: br, gzip;q=0.5\r\n",
        "Accept-Encoding: zstd\r\n",
        "Accept-Encoding: *\r\n",
        "Accept-Encoding:\r\n",
        "If-None-Match: *\r\n",
        "If-None-Match: \"x\", W/\"y\"\r\n",
        "If-Modified-Since: Wed, 01 Apr 2026 00:00:00 GMT\r\n",
        "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n",
        "If-Modified-Since: nonsense\r\n",
        "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n",
        "Range: bytes=0-9\r\n",
        "Sec-Fetch-Dest: empty\r\n",
        "Accept: text/html\r\n",
        "User-Agent: newsboat/2.36\r\nA-IM: feed\r\n",
        "Content-Length: 0\r\n",
        "X: \u{e9}\r\n",
        "User-Agent: A Reader/1.0\r\n",
    ];
    const LINES: [&str; 8] = [
        "GET /feed.xml HTTP/1.1\r\n",
        "GET /feed.xml HTTP/1.1\r\n",
        "GET /atom.xml HTTP/1.1\r\n",
        "GET /feed.json HTTP/1.1\r\n",
        "HEAD /feed.xml HTTP/1.1\r\n",
        "GET /feed.xml?a HTTP/1.1\r\n",
        "GET //feed.xml HTTP/1.0\r\n",
        "GET / HTTP/1.1\r\n",
    ];
    let mut random = Rng::with_seed(1);
    let mut answered = 0;
    for _ in 0..4000 {
        let mut request = format!("{}Host: x\r\n", pick(&mut random, &LINES));
        (0..random.usize(0..4)).for_each(|_| request.push_str(pick(&mut random, &FIELDS)));
        let mut request = (request + "\r\n").into_bytes();
        if random.bool() {
            mutate(&mut random, &mut request, &FIELDS);
        }
        answered += usize::from(http::check(&request));
    }
    assert!(answered > 1000, "the fast path answered only {answered}");
}

#[test]
fn an_import_is_atomic_and_survives_an_export() {
    let backup = catalogue_import::export(&site::catalogue_of_one_article());
    assert!(catalogue_import::check(&backup));
    let text = String::from_utf8(backup).expect("text");
    let words: Vec<&str> = text.split_inclusive(['"', ',', '\n']).collect();
    let mut random = Rng::with_seed(2);
    let mut imported = 0;
    for _ in 0..300 {
        let mut lines = text.clone().into_bytes();
        mutate(&mut random, &mut lines, &words);
        imported += usize::from(catalogue_import::check(&lines));
    }
    assert!((1..300).contains(&imported), "{imported} of 300 were imported");
}

#[test]
fn any_feed_history_is_read_or_discarded() {
    // Polls with A-IM make the server record a feed history, which the server then writes.
    let empty = feed_history::check(b"");
    let known =
        feed_history::check(b"tidings instances 1\nfeed feed.xml\na1 1 2 3\nstep b2 1 | 2 3\nstep c3 |\n");
    assert!(known.len() > empty.len(), "{}", String::from_utf8_lossy(&known));
    let pieces =
        ["feed feed.xml\n", "step ", " | ", " 1", "\n", "ffffffffffffffffffffffffffffffff", "tidings "];
    let mut random = Rng::with_seed(3);
    for _ in 0..300 {
        let mut history = known.clone();
        mutate(&mut random, &mut history, &pieces);
        feed_history::check(&history);
    }
}

#[test]
fn the_fast_sanitizer_and_the_tree_sanitizer_agree() {
    const PIECES: [&str; 16] = [
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        "<a href=\"b.md\">",
        "<a href=\"javascript:x\">",
        "</a>",
        "<ul>\n",
        "</ul>",
        "<li>",
        "</li>",
        "<img src=\"a.png\" alt=\"\" />",
        "text",
        "&amp;",
        "&lt;",
        "é",
    ];
    let mut random = Rng::with_seed(4);
    let mut accepted = 0;
    for _ in 0..3000 {
        let mut html = Vec::new();
        (0..random.usize(0..6)).for_each(|_| html.extend_from_slice(pick(&mut random, &PIECES).as_bytes()));
        mutate(&mut random, &mut html, &PIECES);
        accepted += usize::from(sanitize::check(&String::from_utf8_lossy(&html)));
    }
    assert!(accepted > 100, "the fast sanitiser accepted only {accepted}");
}

#[test]
fn no_spelling_of_a_data_url_passes_the_sanitizer() {
    const ELEMENTS: [&str; 16] = [
        "img",
        "source",
        "picture",
        "video",
        "audio",
        "a",
        "blockquote",
        "q",
        "table",
        "td",
        "input",
        "button",
        "svg",
        "image",
        "math",
        "div",
    ];
    const ATTRIBUTES: [&str; 20] = [
        "src",
        "srcset",
        "href",
        "xlink:href",
        "poster",
        "background",
        "formaction",
        "action",
        "ping",
        "cite",
        "data",
        "style",
        "data-src",
        "data-srcset",
        "data-original",
        "longdesc",
        "lowsrc",
        "SRC",
        "SrcSet",
        "imagesrcset",
    ];
    const TYPES: [&str; 10] = [
        "image/svg+xml",
        "text/html",
        "IMAGE/SVG+XML",
        "image/svg+xml;charset=utf-8",
        "text/xml",
        "",
        ";base64",
        "image/x",
        "application/xhtml+xml",
        "image/png",
    ];
    const SCHEMES: [&str; 14] = [
        "data:",
        "DATA:",
        "Data:",
        " data:",
        "\tdata:",
        "\ndata:",
        "da\nta:",
        "d\rata:",
        "&#100;ata:",
        "data&#58;",
        "data&colon;",
        "&#x64;&Tab;ata:",
        "&#1;data:",
        "\u{c}data:",
    ];
    const VALUES: [&str; 8] = [
        "URL",
        "URL 2x",
        "a.png 1x, URL 2x",
        "a.png 1x,URL 2x",
        "URL,",
        ",URL",
        "url(URL)",
        "https://x.org/ URL",
    ];
    let mut random = Rng::with_seed(5);
    for number in 0..6000 {
        let url = format!("{}{},<svg onload=x>", pick(&mut random, &SCHEMES), pick(&mut random, &TYPES));
        let value = pick(&mut random, &VALUES).replace("URL", &url.replace('<', "&lt;"));
        let quote = pick(&mut random, &["\"", "'"]);
        let (element, attribute) = (pick(&mut random, &ELEMENTS), ATTRIBUTES[number % ATTRIBUTES.len()]);
        sanitize::check(&format!("<p><{element} {attribute}={quote}{value}{quote} alt=a>b</{element}></p>"));
    }
}
