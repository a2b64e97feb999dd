//! The watch when the inotify limits of the kernel are exhausted. A user namespace has its own limits, so the
//! test sets tiny ones there and runs itself inside. If the system forbids such namespaces, the tests are
//! skipped.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use std::fs;
use std::process::Command;
use support::mirror::{Mirror, path, slow_settle};
use tidings_watch::{FileEvent, WatchError};

/// Runs one of the ignored tests below under a limit.
fn run_with_limit(limit: &str, value: u32, test: &str) {
    let allowed = Command::new("unshare").args(["--user", "--map-root-user", "true"]).output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        return;
    }
    let script = format!("echo {value} > /proc/sys/user/{limit} && exec \"$0\" --exact --ignored {test}");
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn directories_above_the_watch_limit_are_polled() {
    run_with_limit("max_inotify_watches", 3, "inside_with_three_watches");
}

#[test]
fn without_an_inotify_instance_the_folder_is_polled() {
    run_with_limit("max_inotify_instances", 0, "inside_with_no_instance");
}

/// Returns true inside the namespace.
fn is_limited(limit: &str, value: u32) -> bool {
    let found = fs::read_to_string(format!("/proc/sys/user/{limit}")).unwrap_or_default();
    found.trim() == value.to_string()
}

#[test]
#[ignore = "run by too_many_directories_are_polled"]
fn inside_with_three_watches() {
    if !is_limited("max_inotify_watches", 3) {
        return;
    }
    let mut mirror = Mirror::new(&["a/x.md", "b/x.md", "c/x.md", "d/x.md", "e/deep/x.md"], slow_settle());
    let first = mirror.next();
    assert!(matches!(first, FileEvent::Degraded(WatchError::TooManyDirectories { .. })), "{first:?}");
    for directory in ["a", "b", "c", "d", "e/deep"] {
        fs::write(mirror.at(directory).join("new.md"), "x").unwrap();
    }
    fs::remove_file(mirror.at("e/deep/x.md")).unwrap();
    mirror.until_equal();
    assert!(mirror.files.contains_key(&path("e/deep/new.md")));
    // The root is still watched.
    fs::write(mirror.at("new.md"), "x").unwrap();
    mirror.until_equal();
}

#[test]
#[ignore = "run by too_many_watchers_means_polling"]
fn inside_with_no_instance() {
    if !is_limited("max_inotify_instances", 0) {
        return;
    }
    let mut mirror = Mirror::new(&["a/x.md"], slow_settle());
    let first = mirror.next();
    assert!(matches!(first, FileEvent::Degraded(WatchError::TooManyWatchers { .. })), "{first:?}");
    fs::write(mirror.at("a/new.md"), "x").unwrap();
    fs::remove_file(mirror.at("a/x.md")).unwrap();
    mirror.until_equal();
    assert_eq!(mirror.files.len(), 1);
}
