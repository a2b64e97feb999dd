//! Files, directories and articles that are exchanged with symbolic links and pipes while they are requested: no
//! response contains a byte from outside the folder, and none waits for a pipe.
//!
//! Each test makes two thousand exchanges; `TIDINGS_RACES=100000 cargo test --release --test http races` makes
//! more.

use crate::support::site::{Site, dated};
use crate::wire::{Reply, ask, connect};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// What is outside the folder, and must not be inside a response.
const SECRET: &str = "secret-from-outside";

fn rounds() -> usize {
    std::env::var("TIDINGS_RACES").ok().and_then(|value| value.parse().ok()).unwrap_or(2000)
}

/// Exchanges what is at `place` with what is at `other`, there and back, in the number of rounds, while `request`
/// is called again and again. Returns the number of calls.
fn race(place: &Path, other: &Path, request: impl Fn()) -> usize {
    let is_done = AtomicBool::new(false);
    let aside = place.with_extension("aside");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let moved = |from: &Path, to: &Path| std::fs::rename(from, to).unwrap();
            for _ in 0..rounds() {
                moved(place, &aside);
                moved(other, place);
                // Without a pause, requests would rarely meet the exchanged state.
                std::thread::yield_now();
                moved(place, other);
                moved(&aside, place);
                std::thread::yield_now();
            }
            is_done.store(true, Ordering::Relaxed);
        });
        let mut calls = 0;
        while !is_done.load(Ordering::Relaxed) || calls < 10 {
            request();
            calls += 1;
        }
        calls
    })
}

/// A site whose article refers to files, with hidden links beside them, to the paths that the tests exchange.
fn site() -> Site {
    let links = "![a](files/a.png) ![b](files/b.png) ![c](files/deep/c.png)\n";
    let site = Site::stopped(&[("a.md", &(dated("A", "2026-03-04") + links))], "");
    for file in ["files/a.png", "files/b.png", "files/deep/c.png"] {
        site.write(file, "inside");
    }
    for file in [site.elsewhere("secret.png"), site.elsewhere("deep/c.png"), site.elsewhere("secret.md")] {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, format!("---\ntitle: {SECRET}\ndate: 2026-03-05\n---\n{SECRET}\n")).unwrap();
    }
    let mut site = site;
    site.start();
    site
}

/// Where the tests keep what they exchange: in the folder, but not watched.
fn hidden(site: &Site, name: &str) -> PathBuf {
    std::fs::create_dir_all(site.file(".exchange")).unwrap();
    site.file(".exchange").join(name)
}

fn expect_inside(reply: &Reply) -> bool {
    assert!(!reply.text().contains(SECRET), "{} {}", reply.head, reply.text());
    assert!([200, 404].contains(&reply.status), "{}", reply.head);
    reply.status == 200
}

/// Requests a path on one connection, and starts another one when the server closes it.
fn get(site: &Site, path: &str) -> Reply {
    ask(site, &format!("GET {path}"))
}

#[test]
fn an_attachment_that_is_exchanged_with_a_link() {
    let site = site();
    let link = hidden(&site, "link");
    symlink(site.elsewhere("secret.png"), &link).unwrap();
    let calls = race(&site.file("files/a.png"), &link, || {
        expect_inside(&get(&site, "/files/a.png"));
    });
    println!("{calls} requests");
    assert!(expect_inside(&get(&site, "/files/a.png")), "the file is served afterwards");
}

#[test]
fn a_directory_that_is_exchanged_with_a_link() {
    let site = site();
    let link = hidden(&site, "link");
    symlink(site.elsewhere("deep"), &link).unwrap();
    let calls = race(&site.file("files/deep"), &link, || {
        expect_inside(&get(&site, "/files/deep/c.png"));
    });
    println!("{calls} requests");
    assert!(expect_inside(&get(&site, "/files/deep/c.png")));
}

#[test]
fn an_attachment_that_is_exchanged_with_a_pipe() {
    let site = site();
    let pipe = hidden(&site, "pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    let calls = race(&site.file("files/b.png"), &pipe, || {
        expect_inside(&get(&site, "/files/b.png"));
    });
    println!("{calls} requests");
    assert!(expect_inside(&get(&site, "/files/b.png")));
}

#[test]
fn an_article_that_is_exchanged_with_a_link_or_a_pipe() {
    let mut site = site();
    site.write("posts/x.md", &dated("X", "2026-03-03")).expect_titles(&["A", "X"]);
    let (link, pipe) = (hidden(&site, "link"), hidden(&site, "pipe"));
    symlink(site.elsewhere("secret.md"), &link).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    for other in [link, pipe] {
        let mut connection = connect(&site);
        let mut buffer = vec![0; 256 * 1024];
        let connection = std::cell::RefCell::new((&mut connection, &mut buffer));
        let calls = race(&site.file("posts/x.md"), &other, || {
            let (stream, buffer) = &mut *connection.borrow_mut();
            stream.write_all(b"GET /feed.json HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            let read = stream.read(buffer).unwrap();
            let text = String::from_utf8_lossy(&buffer[..read]);
            assert!(text.starts_with("HTTP/1.1 200"), "{text}");
            assert!(!text.contains(SECRET), "{text}");
        });
        println!("{calls} polls");
        // The reading threads do not wait for the pipe.
        site.write("posts/x.md", &dated("X", "2026-03-03"));
        site.expect_titles(&["A", "X"]);
    }
    site.stop();
}
