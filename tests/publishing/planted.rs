//! Links, pipes and devices that another program puts into the folder or into the state folder: nothing outside
//! is read or written, and nothing stops the server.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated, until};
use std::os::unix::fs::symlink;
use std::path::Path;

fn pipe(path: &Path) {
    rustix::fs::mkfifoat(rustix::fs::CWD, path, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
}

#[test]
fn an_authors_file_that_is_no_file_neither_stops_the_server_nor_leaks() {
    let article = |title: &str| format!("---\ntitle: {title}\ndate: 2026-03-04\nauthor: jane\n---\nText.\n");
    let site = Site::stopped(&[("a/a.md", &article("A"))], "");
    std::fs::write(site.elsewhere("secret.yml"), "jane: Secret Name\n").unwrap();
    pipe(&site.elsewhere("pipe"));
    let targets =
        [site.elsewhere("secret.yml"), site.elsewhere("pipe"), "/dev/zero".into(), "authors.yml".into()];
    for (number, target) in targets.iter().enumerate() {
        let folder = site.file(&format!("d{number}"));
        std::fs::create_dir_all(&folder).unwrap();
        symlink(target, folder.join("authors.yml")).unwrap();
        site.write(&format!("d{number}/x.md"), &article(&format!("X{number}")));
    }
    std::fs::create_dir(site.file("fifo")).unwrap();
    pipe(&site.file("fifo/authors.yml"));
    site.write("fifo/x.md", &article("F"));
    let mut site = site;
    site.start();
    let feed = site.get("/feed.xml").text();
    assert_eq!(feed.matches("<item>").count(), 6);
    assert!(!feed.contains("Secret Name"));
    // A pipe that takes the place of a file is no reason to wait either.
    site.write("a/authors.yml", "jane: Jane Doe\n");
    until(|| if site.get("/feed.xml").text().contains("Jane Doe") { Ok(()) } else { Err(()) }).unwrap();
    std::fs::remove_file(site.file("a/authors.yml")).unwrap();
    pipe(&site.file("a/authors.yml"));
    site.write("a/b.md", &dated("New", "2026-03-06"));
    until(|| if site.get("/feed.xml").text().contains("New") { Ok(()) } else { Err(()) }).unwrap();
    site.stop();
}

#[test]
fn a_picture_that_is_not_served_does_not_tell_its_size() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x2a\0\0\0\x2b\x08\x06\0\0\0".to_vec();
    png.resize(1234, 0);
    let site = Site::stopped(&[], "");
    for (name, image) in [("shown", "p.png"), ("hidden", ".p.png"), ("linked", "l.png"), ("outside", "o.png")]
    {
        let text = format!("---\ntitle: {name}\ndate: 2026-03-04\nimage: {image}\n---\nText.\n");
        site.write(&format!("{name}.md"), &text);
    }
    for file in [site.file("p.png"), site.file(".p.png"), site.elsewhere("o.png")] {
        std::fs::write(file, &png).unwrap();
    }
    symlink(".p.png", site.file("l.png")).unwrap();
    symlink(site.elsewhere("o.png"), site.file("o.png")).unwrap();
    let mut site = site;
    site.start();
    let feed = site.get("/feed.xml").text();
    let shown = (feed.matches("fileSize").count(), feed.matches("width=").count());
    assert_eq!(shown, (1, 2), "{feed}");
    assert!(feed.contains("fileSize=\"1234\" height=\"43\""), "{feed}");
}

#[test]
fn links_in_the_state_folder_are_replaced_and_their_targets_stay() {
    let mut site = Site::stopped(&[("a.md", &dated("A", "2026-03-04"))], "");
    let precious = site.elsewhere("precious");
    std::fs::write(&precious, "precious").unwrap();
    std::fs::create_dir(site.file(".tidings")).unwrap();
    for name in [
        "instances.new",
        "served-since.new",
        "held.json.new",
        "backup.jsonl.zst.new",
        "backup.jsonl.zst",
        "instances",
        "served-since",
        "held.json",
        "pictures-1",
    ] {
        symlink(&precious, site.file(&format!(".tidings/{name}"))).unwrap();
    }
    site.start();
    // A reader with deltas, so that the history is written.
    let first = site.get_with("/atom.xml", &[("User-Agent", "newsboat/2.36"), ("A-IM", "feed")]);
    assert_eq!(first.status, 200);
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["B", "A"]);
    site.stop();
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
    for name in ["instances", "served-since"] {
        assert!(site.file(&format!(".tidings/{name}")).symlink_metadata().unwrap().is_file(), "{name}");
    }
    site.start();
    assert_eq!(site.titles("/atom.xml"), ["B", "A"]);
}

/// The error of a start that must fail.
fn failure(folder: &Path, arguments: &[&str]) -> String {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .arg(folder)
        .output()
        .unwrap();
    assert!(!program.status.success());
    String::from_utf8(program.stderr).unwrap()
}

#[test]
fn a_state_folder_or_catalogue_behind_a_link_is_refused_with_its_name() {
    let site = Site::stopped(&[("a.md", &dated("A", "2026-03-04"))], "");
    let outside = site.elsewhere("state");
    std::fs::create_dir(&outside).unwrap();
    symlink(&outside, site.file(".tidings")).unwrap();
    let error = failure(site.folder(), &[]);
    assert!(error.contains(".tidings' is a symbolic link") && error.contains("--state"), "{error}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
    std::fs::remove_file(site.file(".tidings")).unwrap();
    std::fs::create_dir(site.file(".tidings")).unwrap();
    std::fs::write(outside.join("precious"), "precious").unwrap();
    for name in ["catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "catalogue.sqlite.lock"]
    {
        let link = site.file(&format!(".tidings/{name}"));
        let _ = std::fs::remove_file(&link);
        symlink(outside.join("precious"), &link).unwrap();
        let error = failure(site.folder(), &[]);
        assert!(error.contains("link") && error.contains("--state"), "{name}: {error}");
        assert_eq!(std::fs::read_to_string(outside.join("precious")).unwrap(), "precious", "{name}");
        std::fs::remove_file(&link).unwrap();
    }
    pipe(&site.file(".tidings/catalogue.sqlite"));
    assert!(failure(site.folder(), &[]).contains("not a regular file"));
}

#[test]
fn a_state_folder_that_the_settings_name_may_be_a_link() {
    let elsewhere = tempfile::tempdir().unwrap();
    let (real, link) = (elsewhere.path().join("real"), elsewhere.path().join("link"));
    std::fs::create_dir(&real).unwrap();
    symlink(&real, &link).unwrap();
    let settings = format!("[state]\nfolder = '{}'\n", link.display());
    let mut site = Site::with_settings(&settings, &[("a.md", &dated("A", "2026-03-04"))]);
    site.restart();
    assert_eq!(site.titles("/atom.xml"), ["A"]);
    site.stop();
    assert!(real.join("catalogue.sqlite").is_file());
}

#[test]
fn an_article_publishes_no_private_file() {
    let links: String = [
        "tidings.toml",
        "server.key",
        "backup.sql",
        ".env",
        ".tidings/held.json",
        "draft.md",
        "other.org",
        "authors.yml",
        "photo.jpg",
        "mail.mht",
        "page.svg",
        "data.xml",
        "tool.zip",
    ]
    .map(|name| format!("[{name}]({name})\n"))
    .concat();
    let article = format!("---\ntitle: A\ndate: 2026-03-04\n---\n{links}");
    let mail = "From: stranger@example.org\nSubject: Mail\nDate: Wed, 4 Mar 2026 10:00:00 +0000\n\
                Content-Type: text/html\n\n<p><a href=\"only-mail.zip\">x</a><img src=\"/only-mail.png\"></p>\n";
    let site = Site::stopped(&[("a.md", &article), ("mail.eml", mail)], "");
    for name in [
        "tidings.toml",
        "server.key",
        "backup.sql",
        ".env",
        "authors.yml",
        "photo.jpg",
        "mail.mht",
        "page.svg",
        "data.xml",
        "tool.zip",
        "only-mail.zip",
        "only-mail.png",
    ] {
        site.write(name, if name == "server.key" { "-----BEGIN PRIVATE KEY-----\nMIIE" } else { "private" });
    }
    site.write("draft.md", "---\ntitle: D\ndraft: true\n---\nText.\n");
    site.write("other.org", "#+TITLE: O\n#+DRAFT: true\n\nText.\n");
    let mut site = site;
    site.start();
    for private in [
        "tidings.toml",
        "server.key",
        "backup.sql",
        ".env",
        ".tidings/held.json",
        "draft.md",
        "authors.yml",
        "only-mail.zip",
        "only-mail.png",
    ] {
        assert_eq!(site.get(&format!("/{private}")).status, 404, "{private}");
    }
    assert_ne!(site.get("/other.org").status, 200);
    for (name, sandboxed, saved) in [
        ("photo.jpg", false, false),
        ("page.svg", true, false),
        ("data.xml", true, false),
        ("mail.mht", true, true),
        ("tool.zip", true, true),
    ] {
        let answer = site.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(
            answer.header("content-security-policy").starts_with("sandbox; default-src 'none'"),
            sandboxed,
            "{name}"
        );
        assert_eq!(answer.header("content-disposition") == "attachment", saved, "{name}");
    }
}
