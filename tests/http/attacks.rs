//! Slow, silent and abusive clients are disconnected, and do not affect other clients.

use crate::support::site::{Site, dated, until};
use crate::wire::{Reply, ask, connect, raw, request, to_end};
use std::io::{Read, Write};
use std::net::TcpStream;

/// Size of a file in bytes: far more than the buffers of sockets hold.
const FILM: usize = 64 << 20;

fn site(http: &str) -> Site {
    let site = Site::with_settings(
        &format!("[http]\n{http}\n"),
        &[("a.md", "---\ntitle: A\ndate: 2026-03-04\n---\n[film](film.mp4)\n")],
    );
    let film = std::fs::File::create(site.file("film.mp4")).unwrap();
    film.set_len(FILM as u64).unwrap();
    site
}

/// Returns true if the server answers a request on this connection.
fn is_served(mut stream: TcpStream) -> bool {
    // A server that rejects the connection may have closed it already.
    let _ = stream.write_all(request("GET /feed.xml").as_bytes());
    String::from_utf8_lossy(&to_end(&mut stream)).starts_with("HTTP/1.1 200")
}

/// Waits until a new connection is served. A single attempt is not enough if the timeout is short: on a busy
/// machine it can expire between the connection and the request.
fn expect_served(site: &Site) {
    until(|| if is_served(connect(site)) { Ok(()) } else { Err(()) }).expect("a new connection is served");
}

fn is_rejected(mut stream: TcpStream) -> bool {
    let answer = to_end(&mut stream);
    answer.is_empty() || answer.starts_with(b"HTTP/1.1 503")
}

/// Begins a download of the film and reads no further than the status line: a connection that is not idle.
fn begin_download(site: &Site) -> std::io::Result<TcpStream> {
    let mut stream = connect(site);
    stream.write_all(request("GET /film.mp4").as_bytes())?;
    let mut status = [0; 12];
    stream.read_exact(&mut status)?;
    match &status {
        b"HTTP/1.1 200" => Ok(stream),
        other => Err(std::io::Error::other(String::from_utf8_lossy(other).into_owned())),
    }
}

/// The same under a short timeout, which can expire before the request is written: tries again until a
/// download begins.
fn begin_download_in_time(site: &Site) -> TcpStream {
    until(|| begin_download(site)).expect("a download begins")
}

#[test]
fn silent_clients_are_disconnected() {
    let site = site("timeout = '300ms'");
    assert_eq!(to_end(&mut connect(&site)), b"", "a connection without a request");
    // The server may have closed the connection before the bytes are written.
    let mut half = connect(&site);
    let _ = half.write_all(b"GET /feed.xml HTTP/1.1\r\nHo");
    assert!(!to_end(&mut half).starts_with(b"HTTP/1.1 200"), "half a request");
    let mut preface = connect(&site);
    let _ = preface.write_all(b"PRI * HTTP/2.0\r\n");
    to_end(&mut preface);
    // `to_end` returns only if the server closes the connection after its answer.
    let answer = until(|| {
        let mut idle = connect(&site);
        let _ = idle.write_all(b"HEAD /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n");
        Some(to_end(&mut idle)).filter(|answer| !answer.is_empty()).ok_or("the timeout expired first")
    });
    let answer = answer.expect("an answer, then the end of the connection");
    assert_eq!(Reply::read(&answer).status, 200, "a client that is silent after its answer");
    expect_served(&site);
}

#[test]
fn a_client_that_sends_its_head_byte_by_byte_is_disconnected() {
    let site = site("timeout = '300ms'");
    let mut slow = connect(&site);
    slow.write_all(b"GET /feed.xml HTTP/1.1\r\n").unwrap();
    // Each byte arrives within the timeout, the head does not. A write fails once the server has closed the
    // connection.
    let disconnected = until(|| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        if slow.write_all(b"X").is_err() { Ok(()) } else { Err(()) }
    });
    assert!(disconnected.is_ok());
}

#[test]
fn a_client_that_reads_nothing_of_its_answer_is_disconnected() {
    let site = site("timeout = '300ms'");
    let mut stalled = begin_download_in_time(&site);
    // Nothing more is read until the server has closed the film, on systems that list open descriptors.
    until(|| if open_films(&site).unwrap_or(0) == 0 { Ok(()) } else { Err(()) }).expect("it is disconnected");
    let taken = to_end(&mut stalled).len();
    assert!(taken < FILM, "{taken} bytes were sent to a client that read none");
    expect_served(&site);
}

/// How many descriptors of the film this process has; `None` if the system does not list them.
fn open_films(site: &Site) -> Option<usize> {
    let film = site.file("film.mp4").canonicalize().ok()?;
    let descriptors = std::fs::read_dir("/proc/self/fd").ok()?;
    let links = descriptors.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
    Some(links.filter(|link| *link == film).count())
}

#[test]
fn a_client_that_reads_slowly_but_steadily_gets_its_whole_answer() {
    let site = site("timeout = '1s'");
    // The download takes more than twice the timeout, with pauses of a twenty-fifth of it. A busy machine can
    // stop this client for longer than the timeout; then the download is tried again.
    let downloaded = until(|| {
        let taken = download(&site).map_err(|error| error.to_string())?;
        if taken > FILM { Ok(()) } else { Err(format!("the answer was cut off after {taken} bytes")) }
    });
    assert_eq!(downloaded, Ok(()));
}

/// Downloads the film with a pause after each MiB; the number of bytes, head included.
fn download(site: &Site) -> std::io::Result<usize> {
    const PIECE: usize = 1 << 20;
    let mut slow = connect(site);
    slow.write_all(request("GET /film.mp4").as_bytes())?;
    let (mut taken, mut pauses, mut piece) = (0, 0, vec![0; PIECE]);
    loop {
        match slow.read(&mut piece)? {
            0 => return Ok(taken),
            read => taken += read,
        }
        if taken / PIECE > pauses {
            pauses = taken / PIECE;
            std::thread::sleep(std::time::Duration::from_millis(40));
        }
    }
}

#[test]
fn connections_per_address_are_limited() {
    let site = site("connections_per_address = 2");
    let (first, mut second) = (begin_download(&site).unwrap(), begin_download(&site).unwrap());
    assert!(is_rejected(connect(&site)));
    drop(first);
    expect_served(&site);
    assert!(to_end(&mut second).len() >= FILM, "the remaining client gets its whole answer");
}

#[test]
fn connections_in_all_are_limited() {
    let site = site("connections = 3\ntimeout = '500ms'");
    let crowd: Vec<TcpStream> = (0..3).map(|_| begin_download_in_time(&site)).collect();
    // The clients that read nothing are disconnected, which frees their connections.
    expect_served(&site);
    drop(crowd);
}

#[test]
fn a_new_client_replaces_the_one_that_was_idle_for_longest() {
    let site = site("connections = 3\ntimeout = '1h'");
    // Not a plain poll: the fast path answers it without a connection permit.
    let ask = |stream: &mut TcpStream| {
        stream.write_all(b"HEAD /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").ok();
        head(stream).starts_with(b"HTTP/1.1 200")
    };
    let mut crowd: Vec<TcpStream> = (0..3).map(|_| connect(&site)).collect();
    assert!(crowd.iter_mut().all(ask), "the limit admits each of them");
    let late = || {
        let mut late = connect(&site);
        if ask(&mut late) { Ok(late) } else { Err("rejected") }
    };
    let late = until(late).expect("an idle client is disconnected");
    assert_eq!(to_end(&mut crowd.remove(0)), b"");
    assert!(crowd.into_iter().chain([late]).all(is_served), "all others stay connected");
}

/// Reads the head of an answer without a body, or as much of it as arrives.
fn head(stream: &mut TcpStream) -> Vec<u8> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.extend(byte);
    }
    head
}

#[test]
fn a_client_that_refetches_an_unchanged_feed_is_rate_limited() {
    let site = site("refetches = 2");
    for _ in 0..2 {
        assert_eq!(ask(&site, "GET /feed.xml").status, 200);
    }
    let rejected = ask(&site, "GET /feed.xml");
    assert_eq!(rejected.status, 429);
    let wait: u64 = rejected.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    assert_eq!(ask(&site, "GET /atom.xml").status, 200, "another feed");
    assert_eq!(ask(&site, "GET /").status, 200, "pages are not limited");
    assert_eq!(
        ask(&site, "GET /feed.xml\nIf-None-Match: *").status,
        304,
        "conditional requests are not limited"
    );
    site.write("b.md", &dated("B", "2026-03-05"));
    until(|| match ask(&site, "GET /feed.xml").status {
        200 => Ok(()),
        status => Err(status),
    })
    .expect("a changed feed is not limited");
}

#[test]
fn clients_behind_a_proxy_have_a_limit_each() {
    let behind = |client: &str| format!("GET /feed.xml\nX-Forwarded-For: 203.0.113.9, {client}");
    let trusting = site("refetches = 2\ntrusted_proxies = ['127.0.0.0/8']");
    for client in ["192.0.2.1", "192.0.2.2", "2001:db8::1"] {
        let statuses = [0; 3].map(|_| ask(&trusting, &behind(client)).status);
        assert_eq!(statuses, [200, 200, 429], "{client}");
    }
    assert_eq!(ask(&trusting, "GET /feed.xml\nForwarded: for=192.0.2.1").status, 429, "the same client");
    // A client that is no proxy cannot take the address of another one.
    let trusting_none = site("refetches = 2");
    let statuses =
        ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|client| ask(&trusting_none, &behind(client)).status);
    assert_eq!(statuses, [200, 200, 429]);
}

#[test]
fn refetches_are_unlimited_by_default() {
    let site = site("");
    for _ in 0..50 {
        assert_eq!(ask(&site, "GET /feed.xml").status, 200);
    }
}

#[test]
fn bytes_that_are_not_http_never_get_a_200() {
    let site = site("");
    for nonsense in
        ["\r\n\r\n\r\n", "\u{16}\u{3}\u{1}hello", "GET\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense"]
    {
        let mut stream = connect(&site);
        stream.write_all(nonsense.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        assert!(!to_end(&mut stream).starts_with(b"HTTP/1.1 200"), "{nonsense:?}");
    }
    assert_eq!(ask(&site, "GET /feed.xml").status, 200);
}

#[test]
fn no_path_escapes_the_folder() {
    let text = "---\ntitle: A\ndate: 2026-03-04\n---\n[x](../../etc/passwd) [y](%2e%2e/passwd) \
                ![z](link.png) [w](/etc/passwd) \
                [v](linked/outside.png)\n";
    let site = Site::with(&[("a.md", text)]);
    std::fs::write(site.elsewhere("outside.png"), "outside").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(site.elsewhere("outside.png"), site.file("link.png")).unwrap();
        std::os::unix::fs::symlink(site.elsewhere(""), site.file("linked")).unwrap();
    }
    for path in [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.%2e/.%2e/etc/passwd",
        "/%252e%252e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/..%5c..%5cetc/passwd",
        "/..\\..\\etc\\passwd",
        "/a.md%00.png",
        "/%00",
        "/etc/passwd",
        "//etc/passwd",
        "/link.png",
        "/linked/outside.png",
        "/./a.md/../../etc/passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/.tidings/catalogue.sqlite",
        "/%2etidings/catalogue.sqlite",
        "http://x/../../etc/passwd",
        "file:///etc/passwd",
    ] {
        let answer = raw(&site, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        let reply = Reply::read(&answer);
        assert!([400, 404, 301].contains(&reply.status), "{path}: {}", reply.head);
        assert!(!reply.text().contains("root:") && !reply.text().contains("outside"), "{path}");
    }
}
