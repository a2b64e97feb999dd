//! Deployments, unmounted shares and unreadable folders: the server follows, and the log stays calm.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::program::Program;
use crate::support::site::{Site, dated, until};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;

fn release(at: &Path, title: &str) {
    std::fs::create_dir_all(at.join("posts")).unwrap();
    std::fs::write(at.join("posts/news.md"), dated(title, "2026-03-04")).unwrap();
    std::fs::write(at.join("undated.txt"), "Undated\n\nThe catalogue alone has its date.\n").unwrap();
}

fn expect(program: &Program, title: &str) -> Vec<String> {
    let ids = || {
        let feed = program.feed("/atom.xml");
        let titles: Vec<String> =
            feed.entries.iter().flat_map(|entry| entry.title.clone()).map(|text| text.content).collect();
        if titles.iter().any(|found| found == title) && titles.len() == 2 {
            Ok(feed.entries.into_iter().map(|entry| format!("{} {:?}", entry.id, entry.published)).collect())
        } else {
            Err(titles)
        }
    };
    until(ids).unwrap_or_else(|titles| panic!("no '{title}' among {titles:?}"))
}

/// Capistrano's way: `current` is a link to a release, and every release is a new folder.
#[test]
fn a_link_that_is_switched_to_another_release_is_followed() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    std::fs::write(at("tidings.toml"), "[site]\ntitle = 'T'\n").unwrap();
    release(&at("releases/1"), "Release 1");
    symlink("releases/1", at("current")).unwrap();
    let program = Program::serve(&at("current"), &at("tidings.toml"));
    let before = expect(&program, "Release 1");
    for number in 2..=4 {
        release(&at(&format!("releases/{number}")), &format!("Release {number}"));
        symlink(format!("releases/{number}"), at("new")).unwrap();
        std::fs::rename(at("new"), at("current")).unwrap();
        assert_eq!(expect(&program, &format!("Release {number}")), before);
    }
    // An edit in the new release is noticed too.
    std::fs::write(at("current/posts/news.md"), dated("Edited", "2026-03-04")).unwrap();
    assert_eq!(expect(&program, "Edited"), before);
    // A roll back. The catalogue of the old release is older than the one that is open.
    std::fs::remove_file(at("current")).unwrap();
    symlink("releases/2", at("current")).unwrap();
    assert_eq!(expect(&program, "Release 2"), before);
    until(|| if at("releases/2/.tidings/catalogue.sqlite").exists() { Ok(()) } else { Err(()) })
        .expect("a catalogue");
    program.kill();
    let program = Program::serve(&at("current"), &at("tidings.toml"));
    assert_eq!(expect(&program, "Release 2"), before);
}

#[test]
fn a_folder_that_is_renamed_away_or_created_again_keeps_its_articles() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    std::fs::write(at("tidings.toml"), format!("[state]\nfolder = '{}'\n", at("state").display())).unwrap();
    release(&at("content"), "One");
    let program = Program::serve(&at("content"), &at("tidings.toml"));
    let before = expect(&program, "One");
    std::fs::rename(at("content"), at("away")).unwrap();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(expect(&program, "One"), before);
    std::fs::rename(at("away"), at("content")).unwrap();
    std::fs::write(at("content/posts/news.md"), dated("Two", "2026-03-04")).unwrap();
    assert_eq!(expect(&program, "Two"), before);
    std::fs::remove_dir_all(at("content")).unwrap();
    // Longer than a removal waits: what is missing with the folder is not deleted.
    std::thread::sleep(Duration::from_millis(4_000));
    assert_eq!(expect(&program, "Two"), before);
    release(&at("content"), "Three");
    assert_eq!(expect(&program, "Three"), before);
}

/// The root user may read everything, so the test says nothing there.
#[test]
fn an_unreadable_folder_and_file_are_logged_once() {
    let site =
        Site::stopped(&[("locked/a.md", &dated("A", "2026-03-04")), ("b.md", &dated("B", "2026-03-05"))], "");
    let mode = |name: &str, mode| {
        std::fs::set_permissions(site.file(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let (configuration, log) = (site.elsewhere("tidings.toml"), site.elsewhere("log"));
    std::fs::write(&configuration, "[content]\nrescan = '1s'\npoll = '200ms'\n").unwrap();
    mode("locked", 0o000);
    mode("b.md", 0o000);
    if std::fs::read_dir(site.file("locked")).is_err() {
        let program = Program::serve_with_log(site.folder(), &configuration, &log);
        std::thread::sleep(Duration::from_secs(3));
        let text = std::fs::read_to_string(&log).unwrap();
        for name in ["locked: error: cannot be read", "b.md: error: the file cannot be read"] {
            assert_eq!(text.matches(name).count(), 1, "{text}");
        }
        mode("locked", 0o700);
        mode("b.md", 0o600);
        until(|| if program.feed("/atom.xml").entries.len() == 2 { Ok(()) } else { Err(()) })
            .expect("both articles");
    }
    mode("locked", 0o700);
}
