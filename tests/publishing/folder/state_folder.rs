//! The state folder inside the content folder is deleted while the server runs, as by `rsync --delete`: the server
//! writes it again at once, so that nothing is lost if it is killed then.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::program::Program;
use crate::support::site::until;
use std::path::Path;
use std::time::Duration;

type Entries = Vec<(String, Option<chrono::DateTime<chrono::Utc>>)>;

fn entries(program: &Program) -> Entries {
    program.feed("/atom.xml").entries.into_iter().map(|entry| (entry.id, entry.published)).collect()
}

/// Ways to delete the state folder or parts of it.
const REMOVALS: &[(&str, &str)] = &[
    ("the whole folder", "rm -r .tidings"),
    ("renamed away", "mv .tidings ../away-$$"),
    ("the database", "rm .tidings/catalogue.sqlite"),
    ("the write-ahead log", "rm .tidings/catalogue.sqlite-wal"),
    ("everything but the folder", "rm .tidings/*"),
    (
        "slowly, one file after another",
        "for file in .tidings/*; do rm $file; sleep 0.03; done; rmdir .tidings || true",
    ),
];

fn run(folder: &Path, command: &str) {
    let status =
        std::process::Command::new("sh").arg("-c").arg(command).current_dir(folder).status().unwrap();
    assert!(status.success(), "{command}");
}

#[test]
fn a_deleted_state_folder_is_restored_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().join("content");
    std::fs::create_dir(&folder).unwrap();
    let configuration = directory.path().join("tidings.toml");
    std::fs::write(&configuration, "[site]\ntitle = 'T'\n").unwrap();
    for number in 0..5 {
        std::fs::write(folder.join(format!("{number}.txt")), format!("Title {number}\n\nUndated text.\n"))
            .unwrap();
    }
    let mut program = Program::serve(&folder, &configuration);
    // The path alone does not determine the id of a renamed file.
    std::fs::rename(folder.join("0.txt"), folder.join("renamed.txt")).unwrap();
    until(|| program.get("/renamed.txt").ok_or(())).expect("the rename is seen");
    let before = entries(&program);
    let backup = folder.join(".tidings/backup.jsonl.zst");
    for (way, command) in REMOVALS {
        until(|| if backup.exists() { Ok(()) } else { Err(()) }).expect("the daily backup");
        run(&folder, command);
        std::thread::sleep(Duration::from_millis(300));
        program.kill();
        assert!(folder.join(".tidings/catalogue.sqlite").exists(), "{way}");
        program = Program::serve(&folder, &configuration);
        assert_eq!(entries(&program), before, "{way}");
        let left_over = std::fs::read_dir(folder.join(".tidings")).unwrap().flatten();
        let names: Vec<String> =
            left_over.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        assert!(!names.iter().any(|name| name.contains("set-aside")), "{way}: {names:?}");
    }
}

/// Another server must not be able to take the lock of a running one.
#[test]
fn a_deleted_lock_file_is_restored() {
    let directory = tempfile::tempdir().unwrap();
    let (folder, configuration) = (directory.path().join("content"), directory.path().join("tidings.toml"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(&configuration, "").unwrap();
    let _program = Program::serve(&folder, &configuration);
    let lock = folder.join(".tidings/catalogue.sqlite.lock");
    std::fs::remove_file(&lock).unwrap();
    until(|| if lock.exists() { Ok(()) } else { Err(()) }).expect("the lock file");
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(!second.status.success());
}
