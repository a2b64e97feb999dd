//! Failures of the state folder or of the whole content folder lose nothing: the server continues with the
//! articles it knows, the log names the problem, and the server recovers by itself or with the command that
//! the log names.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::namespace::{mount, run_with_tmpfs};
use support::program::Program;
use support::site::{Site, dated, until};
use tempfile::TempDir;

fn tidings(arguments: &[&str], folder: &Path, input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(arguments)
        .arg(folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // A command that fails early does not read its input.
    let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
    program.wait_with_output().unwrap()
}

fn text_of(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Overwrites the pages of a file from page `from` on.
fn damage(file: &Path, from: u64) {
    let length = file.metadata().unwrap().len();
    let mut file = std::fs::File::options().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0x5a; usize::try_from(length.saturating_sub(from)).unwrap()]).unwrap();
}

/// A site whose undated article was renamed: its id and date are only in the catalogue.
fn site_with_renamed_article() -> Site {
    let site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n[content]\nrescan = '1s'\n",
        &[("old.txt", "No date\n\nIts first-seen moment is in the catalogue alone.\n")],
    );
    site.rename("old.txt", "new.txt");
    until(|| if site.get("/new.txt").status == 301 { Ok(()) } else { Err(()) }).expect("the rename is seen");
    site.write("a.md", &dated("A", "2026-03-04")).expect_titles(&["No date", "A"]);
    site
}

#[test]
fn a_server_continues_with_a_damaged_catalogue_which_can_be_rebuilt() {
    let mut site = site_with_renamed_article();
    let before = site.feed("/atom.xml");
    let (folder, catalogue) = (site.folder().to_owned(), site.file(".tidings/catalogue.sqlite"));
    let refused = tidings(&["catalogue", "rebuild"], &folder, "");
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        text_of(&refused).contains("another tidings is running on the state folder"),
        "{}",
        text_of(&refused)
    );
    // Until then everything is in SQLite's log; the damaged pages are read from the file.
    site.restart();
    assert_eq!(site.feed("/atom.xml"), before);
    damage(&catalogue, 0);
    site.write("b.md", &dated("B", "2026-03-05"));
    for _ in 0..20 {
        assert_eq!(site.feed("/atom.xml"), before, "it is served on");
    }
    site.stop();
    let refused = tidings(&["serve", "--listen", "127.0.0.1:0"], &folder, "");
    assert_eq!(refused.status.code(), Some(3));
    assert!(text_of(&refused).contains("tidings catalogue rebuild"), "{}", text_of(&refused));
    let rebuilt = tidings(&["catalogue", "rebuild"], &folder, "");
    assert!(rebuilt.status.success() && text_of(&rebuilt).contains("set-aside-1"), "{}", text_of(&rebuilt));
    site.start();
    site.expect_titles(&["No date", "B", "A"]);
}

#[test]
fn a_rebuild_from_a_damaged_file_keeps_data_that_the_folder_lacks() {
    let mut site = site_with_renamed_article();
    let before = site.feed("/atom.xml");
    // The daily backup was written at the first start. As if that was yesterday, it is written again.
    let backup = site.file(".tidings/backup.jsonl.zst");
    until(|| if backup.exists() { Ok(()) } else { Err(()) }).expect("the first backup");
    site.stop();
    std::fs::remove_file(&backup).unwrap();
    site.start();
    until(|| if backup.exists() { Ok(()) } else { Err(()) }).expect("the second backup");
    site.stop();
    // Without its first page, the file is not a database for SQLite.
    let file = site.file(".tidings/catalogue.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&file, bytes).unwrap();
    let rebuilt = tidings(&["catalogue", "rebuild"], site.folder(), "");
    assert!(rebuilt.status.success() && text_of(&rebuilt).contains("2 articles"), "{}", text_of(&rebuilt));
    site.start();
    assert_eq!(site.feed("/atom.xml"), before);
}

#[test]
fn a_backup_of_a_running_server_restores_a_lost_state_folder() {
    let mut site = site_with_renamed_article();
    let before = site.feed("/atom.xml");
    let exported = tidings(&["catalogue", "export"], site.folder(), "");
    assert!(exported.status.success(), "{}", text_of(&exported));
    let backup = String::from_utf8(exported.stdout).unwrap();
    assert!(
        backup.starts_with("{\"record\":\"catalogue\",\"format\":2,\"site_id\":\"example.org\""),
        "{backup}"
    );
    let refused = tidings(&["catalogue", "import"], site.folder(), &backup);
    assert!(text_of(&refused).contains("another tidings is running"), "{}", text_of(&refused));
    site.stop();
    std::fs::remove_dir_all(site.file(".tidings")).unwrap();
    let spoiled = backup.replace("new.txt", "../new.txt");
    let refused = tidings(&["catalogue", "import"], site.folder(), &spoiled);
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        text_of(&refused).contains("line ") && text_of(&refused).contains("nothing was imported"),
        "{}",
        text_of(&refused)
    );
    let imported = tidings(&["catalogue", "import"], site.folder(), &backup);
    assert_eq!(text_of(&imported), "Imported 2 articles; 0 already known.\n");
    site.start();
    site.expect_titles(&["No date", "A"]);
    assert_eq!(site.feed("/atom.xml"), before);
    site.stop();
    let again = tidings(&["catalogue", "import"], site.folder(), &backup);
    assert_eq!(text_of(&again), "Imported 0 articles; 2 already known.\n");
}

/// The program over a folder, with the state folder and the log outside of it.
struct Guarded {
    folder: TempDir,
    elsewhere: TempDir,
    state: PathBuf,
}

impl Guarded {
    fn new(state: Option<PathBuf>) -> Self {
        let elsewhere = tempfile::tempdir().unwrap();
        let state = state.unwrap_or_else(|| elsewhere.path().join("state"));
        let settings = format!(
            "[content]\nrescan = '1s'\nabsence = '10m'\n[feeds]\nentries = 5000\n[state]\nfolder = '{}'\n",
            state.display()
        );
        std::fs::write(elsewhere.path().join("tidings.toml"), settings).unwrap();
        Self { folder: tempfile::tempdir().unwrap(), elsewhere, state }
    }

    fn write(&self, name: &str, title: &str, date: &str) {
        std::fs::write(self.folder.path().join(name), dated(title, date)).unwrap();
    }

    fn serve(&self) -> Program {
        let of = |name: &str| self.elsewhere.path().join(name);
        Program::serve_with_log(self.folder.path(), &of("tidings.toml"), &of("log"))
    }

    fn expect_log(&self, part: &str) {
        let log = || std::fs::read_to_string(self.elsewhere.path().join("log")).unwrap();
        until(|| if log().contains(part) { Ok(()) } else { Err(()) })
            .unwrap_or_else(|()| panic!("the log does not contain '{part}': {}", log()));
    }
}

fn titles(program: &Program, feed: &str) -> Vec<String> {
    let entries = program.feed(feed).entries;
    entries.into_iter().map(|entry| entry.title.unwrap().content).collect()
}

/// The ids and dates of the entries of the main feed.
fn identities(program: &Program) -> Vec<(String, Option<chrono::DateTime<chrono::Utc>>)> {
    program.feed("/atom.xml").entries.into_iter().map(|entry| (entry.id, entry.published)).collect()
}

fn expect_titles(program: &Program, expected: &[&str]) {
    let last = until(|| {
        let found = titles(program, "/atom.xml");
        if found == expected { Ok(()) } else { Err(found) }
    });
    assert_eq!(last, Ok(()), "{expected:?}");
}

#[test]
fn a_server_continues_without_its_state_folder() {
    let guarded = Guarded::new(None);
    guarded.write("a.md", "A", "2026-03-01");
    let program = guarded.serve();
    expect_titles(&program, &["A"]);
    std::fs::remove_dir_all(&guarded.state).unwrap();
    std::fs::write(&guarded.state, "in the way").unwrap();
    guarded.write("b.md", "B", "2026-03-02");
    expect_titles(&program, &["B", "A"]);
    guarded.expect_log("cannot");
    // Also a feed that was never requested before.
    assert_eq!(titles(&program, "/feed.json"), ["B", "A"]);
    assert!(program.get("/articles/a/").is_some());
    std::fs::remove_file(&guarded.state).unwrap();
    let file = guarded.state.join("catalogue.sqlite");
    until(|| if file.exists() { Ok(()) } else { Err(()) }).expect("the server recovers");
    guarded.write("c.md", "C", "2026-03-03");
    expect_titles(&program, &["C", "B", "A"]);
    let ids = |program: &Program| {
        program.feed("/atom.xml").entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>()
    };
    let before = ids(&program);
    program.kill();
    assert_eq!(ids(&guarded.serve()), before);
}

#[test]
fn a_catalogue_that_replaces_the_one_in_use_is_set_aside() {
    let guarded = Guarded::new(None);
    guarded.write("a.md", "A", "2026-03-01");
    let program = guarded.serve();
    expect_titles(&program, &["A"]);
    let file = guarded.state.join("catalogue.sqlite");
    std::fs::rename(&file, guarded.state.join("mine")).unwrap();
    std::fs::write(&file, "a backup that somebody put there").unwrap();
    guarded.write("b.md", "B", "2026-03-02");
    expect_titles(&program, &["B", "A"]);
    let aside = guarded.state.join("catalogue.sqlite.set-aside-1");
    until(|| if aside.exists() { Ok(()) } else { Err(()) }).expect("the catalogue is kept");
    guarded.expect_log("deleted or replaced");
    program.kill();
    expect_titles(&guarded.serve(), &["B", "A"]);
}

#[test]
fn a_full_disk() {
    run_with_tmpfs(1200, "inside_on_a_small_disk");
}

#[test]
#[ignore = "run by a_full_disk"]
fn inside_on_a_small_disk() {
    let Some(mount) = mount() else { return };
    let guarded = Guarded::new(Some(mount.join("state")));
    guarded.write("a.md", "A", "2026-03-01");
    let program = guarded.serve();
    expect_titles(&program, &["A"]);
    std::fs::write(mount.join("ballast"), vec![0; 4096]).unwrap();
    let mut ballast = std::fs::File::options().append(true).open(mount.join("ballast")).unwrap();
    while ballast.write_all(&[0; 4096]).is_ok() {}
    let long = "Many words. ".repeat(40_000);
    std::fs::write(guarded.folder.path().join("b.md"), format!("{}{long}\n", dated("B", "2026-03-02")))
        .unwrap();
    guarded.expect_log("is full; make room on it");
    assert_eq!(titles(&program, "/feed.json"), ["A"], "also what was never asked for before");
    drop(ballast);
    std::fs::remove_file(mount.join("ballast")).unwrap();
    expect_titles(&program, &["B", "A"]);
    program.kill();
    expect_titles(&guarded.serve(), &["B", "A"]);
}

#[test]
fn a_state_folder_that_becomes_read_only() {
    run_with_tmpfs(8000, "inside_on_a_disk_that_becomes_read_only");
}

#[test]
#[ignore = "run by a_state_folder_that_becomes_read_only"]
fn inside_on_a_disk_that_becomes_read_only() {
    let Some(mount) = mount() else { return };
    let remount = |how: &str| Command::new("mount").args(["-o", how]).arg(&mount).status().unwrap().success();
    let guarded = Guarded::new(Some(mount.join("state")));
    guarded.write("a.md", "A", "2026-03-01");
    let program = guarded.serve();
    expect_titles(&program, &["A"]);
    program.kill();
    assert!(remount("remount,ro"));
    let refused = tidings(
        &["serve", "--listen", "127.0.0.1:0", "--state", guarded.state.to_str().unwrap()],
        guarded.folder.path(),
        "",
    );
    assert_eq!(refused.status.code(), Some(3));
    assert!(text_of(&refused).contains("--state"), "{}", text_of(&refused));
    assert!(remount("remount,rw"));
    expect_titles(&guarded.serve(), &["A"]);
}

#[test]
fn a_content_folder_that_is_unmounted_and_mounted_again() {
    run_with_tmpfs(8000, "inside_with_a_network_share");
}

#[test]
#[ignore = "run by a_content_folder_that_is_unmounted_and_mounted_again"]
fn inside_with_a_network_share() {
    let Some(share) = mount() else { return };
    let run = |program: &str, arguments: &[&str]| {
        assert!(Command::new(program).args(arguments).status().unwrap().success(), "{program} {arguments:?}");
    };
    let mut guarded = Guarded::new(None);
    // The share has a second mount point, so that it continues to exist when it is unmounted.
    std::fs::write(share.join("a.md"), dated("A", "2026-03-01")).unwrap();
    std::fs::write(share.join("undated.md"), "# Undated\n\nText.\n").unwrap();
    guarded.folder = tempfile::tempdir().unwrap();
    let (from, to) = (share.to_str().unwrap().to_owned(), guarded.folder.path().to_str().unwrap().to_owned());
    run("mount", &["--bind", &from, &to]);
    let program = guarded.serve();
    expect_titles(&program, &["Undated", "A"]);
    let before = identities(&program);
    run("umount", &["--lazy", &to]);
    guarded.expect_log("the folder is empty, but the catalogue has 2 files");
    assert_eq!(identities(&program), before);
    program.kill();
    // The machine starts before the share is mounted.
    let program = guarded.serve();
    guarded.expect_log("the folder is empty, but the catalogue has 2 files");
    assert_eq!(identities(&program), before);
    std::fs::write(share.join("b.md"), dated("B", "2026-03-02")).unwrap();
    run("mount", &["--bind", &from, &to]);
    expect_titles(&program, &["Undated", "B", "A"]);
    assert_eq!(identities(&program)[0], before[0]);
    std::fs::remove_file(share.join("a.md")).unwrap();
    expect_titles(&program, &["Undated", "B"]);
}

#[test]
fn a_content_folder_that_is_renamed_away_and_back() {
    let guarded = Guarded::new(None);
    guarded.write("a.md", "A", "2026-03-01");
    let program = guarded.serve();
    expect_titles(&program, &["A"]);
    let before = program.feed("/atom.xml");
    let away = guarded.elsewhere.path().join("away");
    std::fs::rename(guarded.folder.path(), &away).unwrap();
    guarded.expect_log("does not exist; create or mount it");
    assert_eq!(program.feed("/atom.xml"), before);
    std::fs::write(away.join("b.md"), dated("B", "2026-03-02")).unwrap();
    std::fs::rename(&away, guarded.folder.path()).unwrap();
    expect_titles(&program, &["B", "A"]);
    assert_eq!(program.feed("/atom.xml").entries[1], before.entries[0]);
}

#[test]
fn a_folder_that_stays_empty_is_accepted_as_emptied() {
    let mut site = Site::with_settings("[content]\nabsence = '1s'\n", &[("a.md", &dated("A", "2026-03-04"))]);
    site.expect_titles(&["A"]);
    site.stop();
    site.remove("a.md");
    site.start();
    site.expect_titles(&[]);
}
