//! Under attack it stays up: what is slow, silent or too much is cut, and costs others nothing.

use crate::support::site::{Site, dated, until};
use crate::wire::{Reply, ask, connect, raw, request, to_end};
use std::io::{Read, Write};
use std::net::TcpStream;

/// Far more than sockets hold.
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

/// Whether a connection is served.
fn is_served(mut stream: TcpStream) -> bool {
    // A server that refuses may have closed already.
    let _ = stream.write_all(request("GET /feed.xml").as_bytes());
    String::from_utf8_lossy(&to_end(&mut stream)).starts_with("HTTP/1.1 200")
}

fn is_refused(mut stream: TcpStream) -> bool {
    let answer = to_end(&mut stream);
    answer.is_empty() || answer.starts_with(b"HTTP/1.1 503")
}

#[test]
fn who_says_nothing_is_cut() {
    let site = site("timeout = '300ms'");
    assert_eq!(to_end(&mut connect(&site)), b"", "a connection without a request");
    let mut half = connect(&site);
    half.write_all(b"GET /feed.xml HTTP/1.1\r\nHo").unwrap();
    assert!(!to_end(&mut half).starts_with(b"HTTP/1.1 200"), "half a request");
    let mut preface = connect(&site);
    preface.write_all(b"PRI * HTTP/2.0\r\n").unwrap();
    to_end(&mut preface);
    let mut idle = connect(&site);
    idle.write_all(b"HEAD /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let answer = to_end(&mut idle);
    assert_eq!(Reply::read(&answer).status, 200, "one that is silent after its answer ends as well");
    assert_eq!(ask(&site, "GET /feed.xml").status, 200);
}

#[test]
fn who_sends_a_head_byte_by_byte_is_cut() {
    let site = site("timeout = '300ms'");
    let mut slow = connect(&site);
    slow.write_all(b"GET /feed.xml HTTP/1.1\r\n").unwrap();
    // Each byte comes in time; together they do not. The write fails once the server has closed.
    let cut = until(|| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        if slow.write_all(b"X").is_err() { Ok(()) } else { Err(()) }
    });
    assert!(cut.is_ok());
}

#[test]
fn who_takes_nothing_of_its_answer_is_cut() {
    let site = site("timeout = '300ms'");
    let mut stalled = connect(&site);
    stalled.write_all(request("GET /film.mp4").as_bytes()).unwrap();
    // Nothing more is read until the server has let go of the film, where the system tells.
    let mut head = [0; 12];
    stalled.read_exact(&mut head).unwrap();
    until(|| if open_films(&site).unwrap_or(0) == 0 { Ok(()) } else { Err(()) }).expect("it is cut");
    let taken = to_end(&mut stalled).len();
    assert!(taken < FILM, "{taken} bytes were sent to who took none");
    assert_eq!(ask(&site, "GET /feed.xml").status, 200);
}

/// How many descriptors the film has in this process; `None` where the system does not tell.
fn open_films(site: &Site) -> Option<usize> {
    let film = site.file("film.mp4").canonicalize().ok()?;
    let descriptors = std::fs::read_dir("/proc/self/fd").ok()?;
    let links = descriptors.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
    Some(links.filter(|link| *link == film).count())
}

#[test]
fn who_takes_its_answer_slowly_gets_it() {
    let site = site("timeout = '1s'");
    let mut slow = connect(&site);
    slow.write_all(request("GET /film.mp4").as_bytes()).unwrap();
    let (mut taken, mut piece) = (0, vec![0; 1 << 20]);
    loop {
        let read = slow.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        taken += read;
        if taken % 8 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
    assert!(taken > FILM);
}

/// A connection in the middle of an answer that its client does not take further: it is not idle.
fn stalled(site: &Site) -> TcpStream {
    let mut stream = connect(site);
    stream.write_all(request("GET /film.mp4").as_bytes()).unwrap();
    stream.read_exact(&mut [0; 12]).unwrap();
    stream
}

#[test]
fn one_address_has_so_many_connections_and_no_more() {
    let site = site("connections_per_address = 2");
    let (first, mut second) = (stalled(&site), stalled(&site));
    assert!(is_refused(connect(&site)));
    drop(first);
    until(|| if is_served(connect(&site)) { Ok(()) } else { Err(()) }).expect("a place that is left is free");
    assert!(to_end(&mut second).len() >= FILM, "who was there is served");
}

#[test]
fn there_are_so_many_connections_in_all_and_no_more() {
    let site = site("connections = 3\ntimeout = '500ms'");
    let crowd: Vec<TcpStream> = (0..3).map(|_| stalled(&site)).collect();
    // Those who took the places and take nothing of their answers lose them by themselves.
    until(|| if is_served(connect(&site)) { Ok(()) } else { Err(()) }).expect("places are free again");
    drop(crowd);
}

#[test]
fn a_new_reader_gets_the_place_of_the_one_that_was_idle_for_longest() {
    let site = site("connections = 3\ntimeout = '1h'");
    // Not a plain poll, which is answered without a place.
    let ask = |stream: &mut TcpStream| {
        stream.write_all(b"HEAD /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").ok();
        head(stream).starts_with(b"HTTP/1.1 200")
    };
    let mut crowd: Vec<TcpStream> = (0..3).map(|_| connect(&site)).collect();
    assert!(crowd.iter_mut().all(ask), "there is a place for each");
    let late = || {
        let mut late = connect(&site);
        if ask(&mut late) { Ok(late) } else { Err("refused") }
    };
    let late = until(late).expect("one of those who are silent goes");
    assert_eq!(to_end(&mut crowd.remove(0)), b"");
    assert!(crowd.into_iter().chain([late]).all(is_served), "nobody else has to");
}

/// The head of an answer without a body, as far as it comes.
fn head(stream: &mut TcpStream) -> Vec<u8> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.extend(byte);
    }
    head
}

#[test]
fn a_client_that_fetches_what_has_not_changed_has_to_wait() {
    let site = site("refetches = 2");
    for _ in 0..2 {
        assert_eq!(ask(&site, "GET /feed.xml").status, 200);
    }
    let refused = ask(&site, "GET /feed.xml");
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    assert_eq!(ask(&site, "GET /atom.xml").status, 200, "another feed");
    assert_eq!(ask(&site, "GET /").status, 200, "pages are for people");
    assert_eq!(
        ask(&site, "GET /feed.xml\nIf-None-Match: *").status,
        304,
        "who asks as it should is answered"
    );
    site.write("b.md", &dated("B", "2026-03-05"));
    until(|| match ask(&site, "GET /feed.xml").status {
        200 => Ok(()),
        status => Err(status),
    })
    .expect("a change is worth fetching");
}

#[test]
fn by_default_nobody_has_to_wait() {
    let site = site("");
    for _ in 0..50 {
        assert_eq!(ask(&site, "GET /feed.xml").status, 200);
    }
}

#[test]
fn what_is_no_http_costs_an_answer_at_most() {
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
fn no_path_leaves_the_folder() {
    let text = "---\ntitle: A\ndate: 2026-03-04\n---\n[x](../../etc/passwd) [y](%2e%2e/passwd) ![z](link.png) [w](/etc/passwd) \
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
