//! The watch on a real folder. Every wait is for an event, with a bound.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};
use support::mirror::{BOUND, Mirror, path, patient};
use tidings_watch::WatchMode;
use tidings_watch::{FileEvent, WatchError, WatchSettings, watch};

fn whole(name: &str) -> FileEvent {
    FileEvent::Complete(path(name))
}

fn gone(name: &str) -> FileEvent {
    FileEvent::Removed(path(name))
}

fn rescan(name: &str) -> FileEvent {
    FileEvent::Rescan(Some(path(name)))
}

fn renamed(from: &str, to: &str) -> FileEvent {
    FileEvent::Renamed { from: path(from), to: path(to) }
}

#[test]
fn written_in_place_and_closed() {
    let mut mirror = Mirror::of(&[], patient());
    fs::write(mirror.at("a.md"), "new").unwrap();
    assert_eq!(mirror.next(), whole("a.md"));
    fs::write(mirror.at("a.md"), "changed").unwrap();
    assert_eq!(mirror.next(), whole("a.md"));
    assert_eq!(mirror.files[&path("a.md")], "changed");
}

#[test]
fn renamed_into_place() {
    let mut mirror = Mirror::of(&["sub/x.md"], patient());
    fs::write(mirror.beside("t"), "from beside").unwrap();
    fs::rename(mirror.beside("t"), mirror.at("a.md")).unwrap();
    assert_eq!(mirror.next(), whole("a.md"));
    fs::write(mirror.at("sub/.t"), "from a hidden name").unwrap();
    fs::rename(mirror.at("sub/.t"), mirror.at("sub/b.md")).unwrap();
    assert_eq!(mirror.next(), whole("sub/b.md"));
}

#[test]
fn never_half() {
    let mut mirror = Mirror::of(&["slow.md"], patient());
    let mut writer = OpenOptions::new().append(true).open(mirror.at("slow.md")).unwrap();
    for letter in ["a", "b", "c"] {
        writer.write_all(letter.as_bytes()).unwrap();
        // Who only reads says nothing about the writer.
        drop(File::open(mirror.at("slow.md")).unwrap());
        assert_eq!(mirror.until_sentinel(), []);
    }
    drop(writer);
    assert_eq!(mirror.next(), whole("slow.md"));
    assert_eq!(mirror.files[&path("slow.md")], "slow.mdabc");
}

#[test]
fn a_name_in_place_before_the_content_is_not_whole() {
    let mut mirror = Mirror::of(&[], patient());
    let mut writer = File::create(mirror.at(".t")).unwrap();
    writer.write_all(b"half").unwrap();
    fs::rename(mirror.at(".t"), mirror.at("a.md")).unwrap();
    assert_eq!(mirror.until_sentinel(), []);
    writer.write_all(b" and half").unwrap();
    drop(writer);
    assert_eq!(mirror.next(), whole("a.md"));
    assert_eq!(mirror.files[&path("a.md")], "half and half");
}

#[test]
fn kept_open_but_quiet() {
    let settings = WatchSettings { settle: Duration::from_millis(200), ..patient() };
    let mut mirror = Mirror::of(&[], settings);
    let mut writer = File::create(mirror.at("log.md")).unwrap();
    writer.write_all(b"first").unwrap();
    assert_eq!(mirror.next(), whole("log.md"));
    writer.write_all(b" second").unwrap();
    assert_eq!(mirror.next(), whole("log.md"));
    assert_eq!(mirror.files[&path("log.md")], "first second");
}

#[test]
fn deleted_renamed_swapped() {
    let mut mirror = Mirror::of(&["a.md", "b.md", "sub/c.md"], patient());
    fs::rename(mirror.at("a.md"), mirror.at("sub/d.md")).unwrap();
    assert_eq!(mirror.next(), renamed("a.md", "sub/d.md"));
    fs::rename(mirror.at("b.md"), mirror.at("sub/c.md")).unwrap();
    assert_eq!(mirror.next(), renamed("b.md", "sub/c.md"));
    fs::remove_file(mirror.at("sub/c.md")).unwrap();
    assert_eq!(mirror.next(), gone("sub/c.md"));
    fs::rename(mirror.at("sub/d.md"), mirror.beside("out")).unwrap();
    assert_eq!(mirror.next(), gone("sub/d.md"));
    assert!(mirror.files.is_empty());
}

#[test]
fn editors_save_without_a_gap() {
    let mut mirror = Mirror::of(&["post.md"], patient());
    // vim with 'backup': the original aside, written anew, the backup removed.
    fs::rename(mirror.at("post.md"), mirror.at("post.md~")).unwrap();
    fs::write(mirror.at("post.md"), "by vim").unwrap();
    fs::remove_file(mirror.at("post.md~")).unwrap();
    let events = mirror.until_sentinel();
    assert!(events.contains(&whole("post.md")) && !events.contains(&gone("post.md")), "{events:?}");
    // gedit, Emacs and others: a temporary file over the original.
    fs::write(mirror.at(".goutputstream-X"), "by gedit").unwrap();
    fs::rename(mirror.at(".goutputstream-X"), mirror.at("post.md")).unwrap();
    // Removed, then written anew.
    fs::remove_file(mirror.at("post.md")).unwrap();
    fs::write(mirror.at("post.md"), "by force").unwrap();
    let events = mirror.until_sentinel();
    assert!(events.contains(&whole("post.md")) && !events.contains(&gone("post.md")), "{events:?}");
    assert_eq!(mirror.files[&path("post.md")], "by force");
}

#[test]
fn a_directory_moves_in_about_and_out() {
    let mut mirror = Mirror::of(&[], patient());
    fs::create_dir_all(mirror.beside("new/deep")).unwrap();
    fs::write(mirror.beside("new/deep/a.md"), "a").unwrap();
    fs::rename(mirror.beside("new"), mirror.at("in")).unwrap();
    assert_eq!(mirror.next(), rescan("in"));
    assert_eq!(mirror.files.keys().collect::<Vec<_>>(), [&path("in/deep/a.md")]);

    fs::rename(mirror.at("in"), mirror.at("about")).unwrap();
    assert_eq!(mirror.next(), FileEvent::DirectoryRenamed { from: path("in"), to: path("about") });
    assert_eq!(mirror.next(), rescan("about"));
    fs::write(mirror.at("about/deep/b.md"), "b").unwrap();
    assert_eq!(mirror.next(), whole("about/deep/b.md"));

    fs::rename(mirror.at("about"), mirror.beside("out")).unwrap();
    assert_eq!(mirror.next(), gone("about"));
    assert!(mirror.files.is_empty());
    fs::write(mirror.beside("out/deep/a.md"), "elsewhere").unwrap();
    assert_eq!(mirror.until_sentinel(), []);
}

#[test]
fn a_directory_removed_and_made_again() {
    let mut mirror = Mirror::of(&["d/old.md", "d/stays.md"], patient());
    for round in 0..20 {
        fs::remove_dir_all(mirror.at("d")).unwrap();
        fs::create_dir(mirror.at("d")).unwrap();
        fs::write(mirror.at("d/stays.md"), round.to_string()).unwrap();
    }
    mirror.until_equal();
}

#[test]
fn a_copied_tree_arrives_whole() {
    let mut mirror = Mirror::of(&[], patient());
    let source = mirror.beside("source");
    for branch in 0..4 {
        let deep =
            (0..12).fold(source.join(branch.to_string()), |path, level| path.join(format!("d{level}")));
        fs::create_dir_all(&deep).unwrap();
        for directory in deep.ancestors().take(13) {
            for file in 0..5 {
                fs::write(directory.join(format!("{file}.md")), format!("{branch} {file}")).unwrap();
            }
        }
    }
    let status = std::process::Command::new("cp").arg("-r").arg(&source).arg(mirror.at("copy")).status();
    assert!(status.unwrap().success());
    mirror.until_equal();
    assert_eq!(mirror.files.len(), 4 * 13 * 5);
}

#[test]
fn many_writers_at_once() {
    let mut mirror = Mirror::of(&[], patient());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let folder = mirror.folder();
            scope.spawn(move || write_rename_and_remove(folder, writer));
        }
    });
    mirror.until_equal();
    assert_eq!(mirror.files.len(), 4 * 200);
}

/// Leaves 200 of 300 files, half of them renamed, in 10 directories.
fn write_rename_and_remove(folder: &Path, writer: usize) {
    for file in 0..300 {
        let directory = folder.join(format!("d{}", file % 10));
        fs::create_dir_all(&directory).unwrap();
        let place = directory.join(format!("{writer}-{file}.md"));
        fs::write(&place, format!("{writer} {file}")).unwrap();
        match file % 3 {
            0 => fs::remove_file(&place).unwrap(),
            1 => fs::rename(&place, directory.join(format!("{writer}-{file}-renamed.md"))).unwrap(),
            _ => {}
        }
    }
}

#[test]
fn a_thousand_renames_in_a_row() {
    let mut mirror = Mirror::of(&["0.md"], patient());
    for turn in 0..1_000 {
        fs::rename(mirror.at(&format!("{turn}.md")), mirror.at(&format!("{}.md", turn + 1))).unwrap();
    }
    for turn in 0..1_000 {
        assert_eq!(mirror.next(), renamed(&format!("{turn}.md"), &format!("{}.md", turn + 1)));
    }
}

#[test]
fn a_directory_renamed_in_a_row() {
    let mut mirror = Mirror::of(&["d0/deep/a.md"], patient());
    for turn in 0..100 {
        fs::rename(mirror.at(&format!("d{turn}")), mirror.at(&format!("d{}", turn + 1))).unwrap();
    }
    mirror.until_equal();
    let events = mirror.until_sentinel();
    assert!(!events.iter().any(|event| matches!(event, FileEvent::Renamed { .. })), "{events:?}");
    fs::write(mirror.at("d100/deep/b.md"), "still watched").unwrap();
    mirror.until_equal();
}

#[test]
fn hidden_and_excluded_directories_are_silent() {
    let mut mirror = Mirror::of(&[".git/config", ".tidings/x.md", "state/x.md"], patient());
    for file in [".git/config", ".git/new", ".tidings/x.md", ".hidden.md", "state/x.md", "state/y.md"] {
        fs::write(mirror.at(file), "x").unwrap();
    }
    fs::create_dir(mirror.at(".new")).unwrap();
    fs::create_dir(mirror.at("node_modules")).unwrap();
    fs::write(mirror.at("node_modules/README.md"), "x").unwrap();
    assert_eq!(mirror.until_sentinel(), []);
    fs::rename(mirror.at(".new"), mirror.at("shown")).unwrap();
    assert_eq!(mirror.next(), rescan("shown"));
}

#[test]
fn names_in_every_script() {
    let mut mirror = Mirror::of(&[], patient());
    for name in ["línea\nnueva.md", "北京.md", "שלום.md", "🦀.md", "a\\b.md", "%2e%2e.md"] {
        fs::write(mirror.at(name), "x").unwrap();
        assert_eq!(mirror.next(), whole(name));
    }
}

#[test]
fn links_hard_and_symbolic() {
    let mut mirror = Mirror::of(&["posts/a.md", "b.md"], patient());
    fs::hard_link(mirror.at("b.md"), mirror.at("hard.md")).unwrap();
    assert_eq!(mirror.next(), whole("hard.md"));
    fs::write(mirror.beside("secret"), "x").unwrap();
    symlink(mirror.beside("secret"), mirror.at("out.md")).unwrap();
    assert_eq!(mirror.until_sentinel(), []);
    symlink("posts", mirror.at("news")).unwrap();
    assert_eq!(mirror.next(), rescan("news"));
    // What it leads to changes under its own name; the link is looked through at intervals.
    fs::write(mirror.at("posts/a.md"), "changed").unwrap();
    mirror.until_equal();
    assert_eq!(mirror.files[&path("news/a.md")], "changed");
}

#[test]
fn what_a_scan_found_unfinished_is_held() {
    let mut mirror = Mirror::of(&["a.md", "b.md"], patient());
    let mut writer = OpenOptions::new().append(true).open(mirror.at("a.md")).unwrap();
    mirror.watch.as_ref().unwrap().track_unfinished([path("a.md")]);
    assert_eq!(mirror.until_sentinel(), []);
    writer.write_all(b"!").unwrap();
    drop(writer);
    assert_eq!(mirror.next(), whole("a.md"));
}

#[test]
fn the_folder_goes_away_and_comes_back() {
    let mut mirror = Mirror::of(&["a.md", "d/b.md"], patient());
    fs::rename(mirror.folder(), mirror.beside("away")).unwrap();
    let folder = mirror.folder().to_path_buf();
    assert_eq!(mirror.next(), FileEvent::Degraded(WatchError::Missing { folder }));
    assert_eq!(mirror.files.len(), 2);
    fs::rename(mirror.beside("away"), mirror.folder()).unwrap();
    assert_eq!(mirror.next(), FileEvent::Rescan(None));
    fs::write(mirror.at("d/b.md"), "after").unwrap();
    assert_eq!(mirror.next(), whole("d/b.md"));
}

#[test]
fn polled_when_asked_to() {
    let settings = WatchSettings { mode: WatchMode::Poll, ..patient() };
    let mut mirror = Mirror::of(&["a/x.md", "b.md"], settings);
    fs::write(mirror.at("a/new.md"), "x").unwrap();
    fs::remove_file(mirror.at("b.md")).unwrap();
    // Nothing but looks tells of it, and of no trouble, since it was asked for.
    assert_eq!(mirror.next(), FileEvent::Rescan(None));
    mirror.until_equal();
    assert!(mirror.files.contains_key(&path("a/new.md")));
}

#[test]
fn after_the_drop_nothing_is_told() {
    let mut mirror = Mirror::of(&[], patient());
    mirror.watch = None;
    fs::write(mirror.at("a.md"), "x").unwrap();
    assert_eq!(mirror.events.recv_timeout(BOUND), Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}

#[test]
fn what_cannot_be_watched_is_an_error_that_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("none");
    let error = watch(&missing, patient(), |_| {}).unwrap_err();
    assert_eq!(error, WatchError::Missing { folder: missing });
    let file = directory.path().join("file");
    fs::write(&file, "x").unwrap();
    let error = watch(&file, patient(), |_| {}).unwrap_err();
    assert_eq!(error, WatchError::NotAFolder { folder: file });
}

/// From the return of rename(2) to the event in the receiver. Prints; a number in a test would be luck.
#[test]
#[ignore = "measures"]
fn latency() {
    let mirror = Mirror::of(&[], patient());
    let mut took: Vec<Duration> = (0..1_000)
        .map(|turn| {
            fs::write(mirror.beside("t"), "x").unwrap();
            let start = Instant::now();
            fs::rename(mirror.beside("t"), mirror.at(&format!("{turn}.md"))).unwrap();
            mirror.events.recv_timeout(BOUND).unwrap();
            start.elapsed()
        })
        .collect();
    took.sort_unstable();
    println!("rename to event: median {:?}, 99% {:?}, worst {:?}", took[500], took[990], took[999]);
}
