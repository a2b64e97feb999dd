//! Files, directories and articles that are exchanged with symbolic links and pipes while they are requested: no
//! response contains a byte from outside the folder, and none waits for a pipe.
//!
//! Each test makes two thousand exchanges; `TIDINGS_RACES=100000 cargo test --release --test http races` makes
//! more.

use crate::support::site::{Site, dated, until};
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

/// What a race was: the figures that show whether the requests met the exchanges at all.
#[derive(Debug, Default)]
struct Met {
    /// Requests; each response was examined.
    requests: usize,
    /// Requests for which `request` returned `false`: the server met the exchanged state.
    refused: usize,
    /// Reads of the same path without the door, one beside each request, that returned bytes from outside.
    leaked_without_door: usize,
}

/// Exchanges what is at `place` with what is at `other`, there and back, in the number of rounds, while `request`
/// is called again and again. `file` is the path of the file at the place or below it; `None` if a read of it
/// could wait for a pipe.
#[expect(clippy::print_stdout, reason = "the figures of a long run are what it is for")]
fn race(place: &Path, other: &Path, file: Option<&Path>, request: impl Fn() -> bool) -> Met {
    let is_done = AtomicBool::new(false);
    // A hidden name, beside `other`: a visible directory would be a second place of its articles.
    let aside = other.with_extension("aside");
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
        let mut met = Met::default();
        while !is_done.load(Ordering::Relaxed) || met.requests < 10 {
            met.requests += 1;
            met.refused += usize::from(!request());
            let content = file.and_then(|file| std::fs::read_to_string(file).ok());
            met.leaked_without_door += usize::from(content.is_some_and(|text| text.contains(SECRET)));
        }
        println!("{met:?}");
        met
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
    let file = site.file("files/a.png");
    let met = race(&file, &link, Some(&file), || expect_inside(&get(&site, "/files/a.png")));
    assert!(met.refused < met.requests, "{met:?}");
    assert!(expect_inside(&get(&site, "/files/a.png")), "the file is served afterwards");
}

#[test]
fn a_directory_that_is_exchanged_with_a_link() {
    let site = site();
    let link = hidden(&site, "link");
    symlink(site.elsewhere("deep"), &link).unwrap();
    let file = site.file("files/deep/c.png");
    race(&site.file("files/deep"), &link, Some(&file), || expect_inside(&get(&site, "/files/deep/c.png")));
    assert!(expect_inside(&get(&site, "/files/deep/c.png")));
}

#[test]
fn an_attachment_that_is_exchanged_with_a_pipe() {
    let site = site();
    let pipe = hidden(&site, "pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    race(&site.file("files/b.png"), &pipe, None, || expect_inside(&get(&site, "/files/b.png")));
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
        race_while_polling(&site, &site.file("posts/x.md"), &other);
        // The reading threads do not wait for the pipe.
        site.write("posts/x.md", &dated("X", "2026-03-03"));
        site.expect_titles(&["A", "X"]);
    }
    site.stop();
}

#[test]
fn the_directory_of_an_article_that_is_exchanged_with_a_link() {
    let site = site();
    site.write("posts/x.md", &dated("X", "2026-03-03")).expect_titles(&["A", "X"]);
    let (outside, link) = (site.elsewhere("posts"), hidden(&site, "link"));
    std::fs::create_dir(&outside).unwrap();
    for name in ["x.md", "authors.yml"] {
        std::fs::copy(site.elsewhere("secret.md"), outside.join(name)).unwrap();
    }
    symlink(&outside, &link).unwrap();
    race_while_polling(&site, &site.file("posts"), &link);
    site.write("posts/y.md", &dated("Y", "2026-03-02"));
    site.expect_titles(&["A", "X", "Y"]);
}

#[test]
fn an_authors_file_that_is_exchanged_with_a_link_or_a_pipe() {
    let mut site = site();
    let article = "---\ntitle: X\ndate: 2026-03-03\nauthor: jane\n---\nText.\n";
    site.write("posts/authors.yml", "jane: Jane Doe\n")
        .write("posts/x.md", article)
        .expect_titles(&["A", "X"]);
    let (link, pipe) = (hidden(&site, "link"), hidden(&site, "pipe"));
    std::fs::write(site.elsewhere("authors.yml"), format!("jane: {SECRET}\n")).unwrap();
    symlink(site.elsewhere("authors.yml"), &link).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
    for (number, other) in [link, pipe].iter().enumerate() {
        race_while_polling(&site, &site.file("posts/authors.yml"), other);
        let name = format!("Jane {number}");
        site.write("posts/authors.yml", &format!("jane: {name}\n"));
        let last = until(|| Some(()).filter(|()| site.get("/feed.json").text().contains(&name)).ok_or(()));
        assert_eq!(last, Ok(()), "the file is read afterwards");
    }
    site.stop();
}

/// Exchanges a file or directory while a feed is requested on one connection.
fn race_while_polling(site: &Site, place: &Path, other: &Path) -> Met {
    let connection = std::cell::RefCell::new((connect(site), vec![0; 256 * 1024]));
    race(place, other, None, || {
        let (stream, buffer) = &mut *connection.borrow_mut();
        stream.write_all(b"GET /feed.json HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let read = stream.read(buffer).unwrap();
        let text = String::from_utf8_lossy(&buffer[..read]);
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        assert!(!text.contains(SECRET), "{text}");
        true
    })
}
