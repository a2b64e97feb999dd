//! The limit of open files (`ulimit -n`): it is raised at the start, and an article that is dropped while it is reached
//! is published.

use crate::support::site::{dated, until};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server with a limit of open files, killed on drop.
struct Limited {
    process: Child,
    /// Host and port.
    address: String,
}

impl Limited {
    /// `limit`: the arguments of `ulimit`, and commands for the shell after it.
    fn serve(folder: &Path, limit: &str) -> Self {
        let script = format!("ulimit {limit}; exec \"$0\" serve --listen 127.0.0.1:0 \"$1\"");
        let mut process = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_tidings")])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The first line is printed after the limit is raised.
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().rsplit(' ').next().unwrap().to_owned();
        Self { process, address }
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_soft_limit_is_raised() {
    let folder = tempfile::tempdir().unwrap();
    let server = Limited::serve(folder.path(), "-S -n 128");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.process.id())).unwrap();
    let open_files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let soft: u64 = open_files.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert!(soft > 1024, "{open_files}");
}

#[test]
fn an_article_that_is_dropped_at_the_limit_is_published() {
    assert_published_at_the_limit("-n 64");
}

/// Whatever starts the server may leave files open to it.
#[test]
fn descriptors_that_the_parent_left_open_are_counted() {
    assert_published_at_the_limit(
        "-n 76; exec 3</dev/null 4</dev/null 5</dev/null 6</dev/null 7</dev/null 8</dev/null 9</dev/null",
    );
}

fn assert_published_at_the_limit(limit: &str) {
    let folder = tempfile::tempdir().unwrap();
    let server = Limited::serve(folder.path(), limit);
    let crowd: Vec<TcpStream> = (0..104)
        .filter_map(|_| {
            let mut stream = TcpStream::connect(&server.address).ok()?;
            stream.write_all(b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n").ok()?;
            Some(stream)
        })
        .collect();
    for number in 0..5 {
        let (name, title) = (format!("{number}.md"), format!("Article {number}"));
        std::fs::write(folder.path().join(name), dated(&title, "2026-03-01")).unwrap();
    }
    let is_published = || {
        let feed = ureq::get(format!("http://{}/atom.xml", server.address)).call();
        let text = feed.and_then(|mut answer| answer.body_mut().read_to_string()).unwrap_or_default();
        (0..5).all(|number| text.contains(&format!("<title>Article {number}"))).then_some(()).ok_or(text)
    };
    until(is_published).expect("all articles");
    drop(crowd);
}
