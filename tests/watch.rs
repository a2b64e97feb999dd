//! The watch on a real folder. Every wait is for an event and has a bound.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};
use support::mirror::{BOUND, Mirror, path, slow_settle};
use tidings_watch::WatchMode;
use tidings_watch::{FileEvent, WatchError, WatchSettings, watch};

fn complete(name: &str) -> FileEvent {
    FileEvent::Complete(path(name))
}

fn removed(name: &str) -> FileEvent {
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
    let mut mirror = Mirror::new(&[], slow_settle());
    fs::write(mirror.at("a.md"), "new").unwrap();
    assert_eq!(mirror.next(), complete("a.md"));
    fs::write(mirror.at("a.md"), "changed").unwrap();
    assert_eq!(mirror.next(), complete("a.md"));
    assert_eq!(mirror.files[&path("a.md")], "changed");
}

#[test]
fn renamed_into_place() {
    let mut mirror = Mirror::new(&["sub/x.md"], slow_settle());
    fs::write(mirror.beside("t"), "from beside").unwrap();
    fs::rename(mirror.beside("t"), mirror.at("a.md")).unwrap();
    assert_eq!(mirror.next(), complete("a.md"));
    fs::write(mirror.at("sub/.t"), "from a hidden name").unwrap();
    fs::rename(mirror.at("sub/.t"), mirror.at("sub/b.md")).unwrap();
    assert_eq!(mirror.next(), complete("sub/b.md"));
}

#[test]
fn an_incomplete_file_is_never_reported() {
    let mut mirror = Mirror::new(&["slow.md"], slow_settle());
    let mut writer = OpenOptions::new().append(true).open(mirror.at("slow.md")).unwrap();
    for letter in ["a", "b", "c"] {
        writer.write_all(letter.as_bytes()).unwrap();
        // A reader that closes the file does not complete it.
        drop(File::open(mirror.at("slow.md")).unwrap());
        assert_eq!(mirror.until_sentinel(), []);
    }
    drop(writer);
    assert_eq!(mirror.next(), complete("slow.md"));
    assert_eq!(mirror.files[&path("slow.md")], "slow.mdabc");
}

#[test]
fn a_name_that_exists_before_its_content_is_not_complete() {
    let mut mirror = Mirror::new(&[], slow_settle());
    let mut writer = File::create(mirror.at(".t")).unwrap();
    writer.write_all(b"half").unwrap();
    fs::rename(mirror.at(".t"), mirror.at("a.md")).unwrap();
    assert_eq!(mirror.until_sentinel(), []);
    writer.write_all(b" and half").unwrap();
    drop(writer);
    assert_eq!(mirror.next(), complete("a.md"));
    assert_eq!(mirror.files[&path("a.md")], "half and half");
}

#[test]
fn an_open_file_is_complete_once_it_is_unchanged() {
    let settings = WatchSettings {
        settle: Duration::from_millis(200),
        open_limit: Duration::from_millis(400),
        ..slow_settle()
    };
    let mut mirror = Mirror::new(&[], settings);
    let mut writer = File::create(mirror.at("log.md")).unwrap();
    writer.write_all(b"first").unwrap();
    assert_eq!(mirror.next(), complete("log.md"));
    writer.write_all(b" second").unwrap();
    assert_eq!(mirror.next(), complete("log.md"));
    assert_eq!(mirror.files[&path("log.md")], "first second");
}

#[test]
fn deleted_renamed_swapped() {
    let mut mirror = Mirror::new(&["a.md", "b.md", "sub/c.md"], slow_settle());
    fs::rename(mirror.at("a.md"), mirror.at("sub/d.md")).unwrap();
    assert_eq!(mirror.next(), renamed("a.md", "sub/d.md"));
    fs::rename(mirror.at("b.md"), mirror.at("sub/c.md")).unwrap();
    assert_eq!(mirror.next(), renamed("b.md", "sub/c.md"));
    fs::remove_file(mirror.at("sub/c.md")).unwrap();
    assert_eq!(mirror.next(), removed("sub/c.md"));
    fs::rename(mirror.at("sub/d.md"), mirror.beside("out")).unwrap();
    assert_eq!(mirror.next(), removed("sub/d.md"));
    assert!(mirror.files.is_empty());
}

#[test]
fn saves_of_editors_never_report_a_removal() {
    let mut mirror = Mirror::new(&["post.md"], slow_settle());
    // vim with 'backup': renames the original, writes a new file, deletes the backup.
    fs::rename(mirror.at("post.md"), mirror.at("post.md~")).unwrap();
    fs::write(mirror.at("post.md"), "by vim").unwrap();
    fs::remove_file(mirror.at("post.md~")).unwrap();
    let events = mirror.until_sentinel();
    assert!(events.contains(&complete("post.md")) && !events.contains(&removed("post.md")), "{events:?}");
    // gedit, Emacs and others: rename a temporary file over the original.
    fs::write(mirror.at(".goutputstream-X"), "by gedit").unwrap();
    fs::rename(mirror.at(".goutputstream-X"), mirror.at("post.md")).unwrap();
    // Deletes the file, then writes it.
    fs::remove_file(mirror.at("post.md")).unwrap();
    fs::write(mirror.at("post.md"), "by force").unwrap();
    let events = mirror.until_sentinel();
    assert!(events.contains(&complete("post.md")) && !events.contains(&removed("post.md")), "{events:?}");
    assert_eq!(mirror.files[&path("post.md")], "by force");
}

#[test]
fn a_directory_is_moved_in_renamed_and_moved_out() {
    let mut mirror = Mirror::new(&[], slow_settle());
    fs::create_dir_all(mirror.beside("new/deep")).unwrap();
    fs::write(mirror.beside("new/deep/a.md"), "a").unwrap();
    fs::rename(mirror.beside("new"), mirror.at("in")).unwrap();
    assert_eq!(mirror.next(), rescan("in"));
    assert_eq!(mirror.files.keys().collect::<Vec<_>>(), [&path("in/deep/a.md")]);

    fs::rename(mirror.at("in"), mirror.at("about")).unwrap();
    assert_eq!(mirror.next(), FileEvent::DirectoryRenamed { from: path("in"), to: path("about") });
    assert_eq!(mirror.next(), rescan("about"));
    fs::write(mirror.at("about/deep/b.md"), "b").unwrap();
    assert_eq!(mirror.next(), complete("about/deep/b.md"));

    fs::rename(mirror.at("about"), mirror.beside("out")).unwrap();
    assert_eq!(mirror.next(), removed("about"));
    assert!(mirror.files.is_empty());
    fs::write(mirror.beside("out/deep/a.md"), "elsewhere").unwrap();
    assert_eq!(mirror.until_sentinel(), []);
}

#[test]
fn a_directory_is_removed_and_created_again() {
    let mut mirror = Mirror::new(&["d/old.md", "d/stays.md"], slow_settle());
    for round in 0..20 {
        fs::remove_dir_all(mirror.at("d")).unwrap();
        fs::create_dir(mirror.at("d")).unwrap();
        fs::write(mirror.at("d/stays.md"), round.to_string()).unwrap();
    }
    mirror.until_equal();
}

#[test]
fn a_copied_tree_is_complete() {
    let mut mirror = Mirror::new(&[], slow_settle());
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
    let mut mirror = Mirror::new(&[], slow_settle());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let folder = mirror.folder();
            scope.spawn(move || write_rename_and_remove(folder, writer));
        }
    });
    mirror.until_equal();
    assert_eq!(mirror.files.len(), 4 * 200);
}

/// Writes 300 files in 10 directories, renames half of them and removes 100.
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
    let mut mirror = Mirror::new(&["0.md"], slow_settle());
    for turn in 0..1_000 {
        fs::rename(mirror.at(&format!("{turn}.md")), mirror.at(&format!("{}.md", turn + 1))).unwrap();
    }
    for turn in 0..1_000 {
        assert_eq!(mirror.next(), renamed(&format!("{turn}.md"), &format!("{}.md", turn + 1)));
    }
}

#[test]
fn a_directory_renamed_in_a_row() {
    let mut mirror = Mirror::new(&["d0/deep/a.md"], slow_settle());
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
fn hidden_and_excluded_directories_give_no_events() {
    let mut mirror = Mirror::new(&[".git/config", ".tidings/x.md", "state/x.md"], slow_settle());
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
    let mut mirror = Mirror::new(&[], slow_settle());
    for name in ["línea\nnueva.md", "北京.md", "שלום.md", "🦀.md", "a\\b.md", "%2e%2e.md"] {
        fs::write(mirror.at(name), "x").unwrap();
        assert_eq!(mirror.next(), complete(name));
    }
}

#[test]
fn links_hard_and_symbolic() {
    let mut mirror = Mirror::new(&["posts/a.md", "b.md"], slow_settle());
    fs::hard_link(mirror.at("b.md"), mirror.at("hard.md")).unwrap();
    assert_eq!(mirror.next(), complete("hard.md"));
    fs::write(mirror.beside("secret"), "x").unwrap();
    // The comparison reports that the link is not followed.
    symlink(mirror.beside("secret"), mirror.at("out.md")).unwrap();
    assert_eq!(mirror.next(), rescan("out.md"));
    assert!(!mirror.files.contains_key(&path("out.md")));
    while mirror.until_sentinel().contains(&rescan("out.md")) {}
    symlink("posts", mirror.at("news")).unwrap();
    assert_eq!(mirror.next(), rescan("news"));
    // A change of the target is an event under its own name; links are scanned at intervals.
    fs::write(mirror.at("posts/a.md"), "changed").unwrap();
    mirror.until_equal();
    assert_eq!(mirror.files[&path("news/a.md")], "changed");
}

#[test]
fn a_file_that_a_scan_finds_open_is_not_reported() {
    let mut mirror = Mirror::new(&["a.md", "b.md"], slow_settle());
    let mut writer = OpenOptions::new().append(true).open(mirror.at("a.md")).unwrap();
    mirror.watch.as_ref().unwrap().track_unfinished([path("a.md")]);
    assert_eq!(mirror.until_sentinel(), []);
    writer.write_all(b"!").unwrap();
    drop(writer);
    assert_eq!(mirror.next(), complete("a.md"));
}

#[test]
fn the_folder_disappears_and_returns() {
    let mut mirror = Mirror::new(&["a.md", "d/b.md"], slow_settle());
    fs::rename(mirror.folder(), mirror.beside("away")).unwrap();
    let folder = mirror.folder().to_path_buf();
    assert_eq!(mirror.next(), FileEvent::Degraded(WatchError::Missing { folder }));
    assert_eq!(mirror.files.len(), 2);
    fs::rename(mirror.beside("away"), mirror.folder()).unwrap();
    assert_eq!(mirror.next(), FileEvent::Rescan(None));
    fs::write(mirror.at("d/b.md"), "after").unwrap();
    assert_eq!(mirror.next(), complete("d/b.md"));
}

/// Waits for the comparison of the whole folder, and returns the events before it.
fn until_compared(mirror: &mut Mirror) -> Vec<FileEvent> {
    let mut events = Vec::new();
    loop {
        match mirror.next() {
            FileEvent::Rescan(None) => return events,
            event => events.push(event),
        }
    }
}

#[test]
fn a_link_to_the_folder_is_switched() {
    // As Capistrano does it (rename), as `ln -sfn` did it (remove, create), and a link to a link.
    type Switch = fn(&Mirror, &str);
    let renamed: Switch = |mirror, release| {
        symlink(release, mirror.beside("new")).unwrap();
        fs::rename(mirror.beside("new"), mirror.beside("current")).unwrap();
    };
    let created_again: Switch = |mirror, release| {
        fs::remove_file(mirror.beside("current")).unwrap();
        symlink(release, mirror.beside("current")).unwrap();
    };
    for switch in [renamed, created_again] {
        let mut mirror = Mirror::through_link("current", &["a.md", "d/b.md"], slow_settle());
        for (number, release) in ["2", "3", "2"].into_iter().enumerate() {
            fs::create_dir_all(mirror.beside(release).join("d")).unwrap();
            fs::write(mirror.beside(release).join("a.md"), format!("release {number}")).unwrap();
            switch(&mirror, release);
            assert_eq!(until_compared(&mut mirror), [], "the switch is no removal");
            assert_eq!(mirror.files[&path("a.md")], format!("release {number}"));
            fs::write(mirror.at("d/new.md"), release).unwrap();
            assert_eq!(mirror.next(), complete("d/new.md"));
        }
    }
}

#[test]
fn the_folder_is_deleted_and_created_again() {
    let mut mirror = Mirror::new(&["a.md", "d/b.md"], slow_settle());
    for round in ["one", "two"] {
        fs::remove_dir_all(mirror.folder()).unwrap();
        let folder = mirror.folder().to_path_buf();
        // What is deleted with the folder is not reported as deleted.
        assert_eq!(mirror.next(), FileEvent::Degraded(WatchError::Missing { folder }));
        fs::create_dir_all(mirror.at("d")).unwrap();
        fs::write(mirror.at("a.md"), round).unwrap();
        assert_eq!(mirror.next(), FileEvent::Rescan(None));
        assert_eq!(mirror.files[&path("a.md")], round);
        fs::write(mirror.at("d/b.md"), round).unwrap();
        assert_eq!(mirror.next(), complete("d/b.md"));
    }
}

#[test]
fn a_file_is_not_complete_while_it_is_open_however_long_it_pauses() {
    let settings = WatchSettings { settle: Duration::from_millis(20), ..slow_settle() };
    let mut mirror = Mirror::new(&[], settings);
    let mut writer = File::create(mirror.at("slow.md")).unwrap();
    writer.write_all(b"half").unwrap();
    // Many settle times; the checks of the open file are done meanwhile.
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(mirror.until_sentinel(), []);
    let open = mirror.watch.as_ref().unwrap().open_files().get();
    assert_eq!(open.into_iter().collect::<Vec<_>>(), [path("slow.md")]);
    writer.write_all(b" and half").unwrap();
    drop(writer);
    assert_eq!(mirror.next(), complete("slow.md"));
    assert!(mirror.watch.as_ref().unwrap().open_files().get().is_empty());
}

#[test]
fn polling_on_request() {
    let settings = WatchSettings { mode: WatchMode::Poll, ..slow_settle() };
    let mut mirror = Mirror::new(&["a/x.md", "b.md"], settings);
    fs::write(mirror.at("a/new.md"), "x").unwrap();
    fs::remove_file(mirror.at("b.md")).unwrap();
    // Only scans find changes, and there is no `Degraded` event, since polling was requested.
    assert_eq!(mirror.next(), FileEvent::Rescan(None));
    mirror.until_equal();
    assert!(mirror.files.contains_key(&path("a/new.md")));
}

#[test]
fn after_the_drop_there_are_no_events() {
    let mut mirror = Mirror::new(&[], slow_settle());
    mirror.watch = None;
    fs::write(mirror.at("a.md"), "x").unwrap();
    assert_eq!(mirror.events.recv_timeout(BOUND), Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
}

#[test]
fn a_folder_that_cannot_be_watched_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("none");
    let error = watch(&missing, slow_settle(), |_| {}).unwrap_err();
    assert_eq!(error, WatchError::Missing { folder: missing });
    let file = directory.path().join("file");
    fs::write(&file, "x").unwrap();
    let error = watch(&file, slow_settle(), |_| {}).unwrap_err();
    assert_eq!(error, WatchError::NotAFolder { folder: file });
}

/// Measures the time from the return of rename(2) to the event. It prints the result and asserts nothing,
/// since times depend on the machine.
#[test]
#[ignore = "measures"]
fn latency() {
    let mirror = Mirror::new(&[], slow_settle());
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
