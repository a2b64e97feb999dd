//! The file on disk: restarts, locks, versions and damage.

use super::*;
use crate::CatalogueError;
use crate::storage::schema;
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;

fn open(file: &Path) -> Catalogue {
    Catalogue::open(file, &settings()).unwrap()
}

fn refused(file: &Path) -> CatalogueError {
    Catalogue::open(file, &settings()).unwrap_err()
}

/// A folder, and the path of a catalogue in it that does not exist yet.
fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made/on the way/catalogue.db");
    (folder, file)
}

/// Names and contents of all files in the folder.
fn folder_of(file: &Path) -> HashMap<String, Vec<u8>> {
    let read = |entry: std::fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    };
    std::fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| read(entry.unwrap())).collect()
}

#[test]
fn a_restart_changes_nothing() {
    let (_folder, file) = place();
    let mut catalogue = open(&file);
    let batch = vec![parsed(article("a.md", "one").tagged(&["t"])), rejected("b.md"), ignored("c.png")];
    catalogue.apply(batch, at(0)).unwrap();
    let before = (
        catalogue.file_reports(None, usize::MAX, at(9)).unwrap(),
        catalogue.known_files(None).unwrap(),
        catalogue.reader().window(&tag("t"), 9).unwrap(),
    );
    drop(catalogue);
    // Another site id is ignored; otherwise every article would be new.
    let settings = CatalogueSettings { site_id: "other".to_owned(), ..settings() };
    let mut catalogue = Catalogue::open(&file, &settings).unwrap();
    let after = (
        catalogue.file_reports(None, usize::MAX, at(9)).unwrap(),
        catalogue.known_files(None).unwrap(),
        catalogue.reader().window(&tag("t"), 9).unwrap(),
    );
    assert_eq!(after, before);
    assert_eq!(after.1[&path("c.png")], stamp(3));
    let changes = catalogue.apply(vec![parsed(article("d.md", "two"))], at(10)).unwrap();
    assert_eq!(changes[0].sequence, 2);
    assert_eq!(changes[0].id, tidings_model::ArticleId::mint("example.org", &path("d.md"), 0));
}

#[test]
fn another_parser_fingerprint_resets_stamps_and_nothing_else() {
    let (_folder, file) = place();
    let mut catalogue = open(&file);
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(0)).unwrap();
    let before = catalogue.reader().window(&Selection::Site, 9).unwrap();
    drop(catalogue);
    let settings = CatalogueSettings { parser_fingerprint: "2".to_owned(), ..settings() };
    let mut catalogue = Catalogue::open(&file, &settings).unwrap();
    assert_eq!(catalogue.known_files(None).unwrap(), [(path("a.md"), FileStamp::STALE)].into());
    assert_eq!(catalogue.reader().window(&Selection::Site, 9).unwrap(), before);
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(5)).unwrap();
    drop(catalogue);
    assert_eq!(
        Catalogue::open(&file, &settings).unwrap().known_files(None).unwrap()[&path("a.md")],
        stamp(1)
    );
}

#[test]
fn a_second_process_gets_an_error() {
    let (_folder, file) = place();
    let first = open(&file);
    let text = refused(&file).to_string();
    assert!(text.contains(file.parent().unwrap().to_str().unwrap()) && text.contains("--state"), "{text}");
    drop(first);
    open(&file);
}

#[test]
fn files_of_other_programs_are_rejected_and_not_changed() {
    let (_folder, file) = place();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "Dear diary, ".repeat(500)).unwrap();
    assert!(matches!(refused(&file), CatalogueError::Corrupt { .. }));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("Dear diary"));
    std::fs::remove_file(&file).unwrap();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    let error = refused(&file);
    assert!(matches!(error, CatalogueError::Corrupt { .. }), "{error}");
}

#[test]
fn a_newer_schema_is_rejected() {
    let (_folder, file) = place();
    drop(open(&file));
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for error in [refused(&file), Catalogue::in_memory(Some(&file), &settings()).unwrap_err()] {
        assert!(matches!(error, CatalogueError::NewerSchema { found: 99, .. }), "{error}");
    }
}

#[test]
fn the_error_names_a_folder_that_cannot_be_created() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let error = refused(&folder.path().join("file/catalogue.db"));
    assert!(
        matches!(&error, CatalogueError::CreateFolder { folder, .. } if folder.ends_with("file")),
        "{error}"
    );
}

/// `/sys` accepts no new files, not even from root, which ignores the permissions of other folders.
#[cfg(target_os = "linux")]
#[test]
fn the_error_for_a_read_only_folder_names_the_option() {
    let error = refused(Path::new("/sys/catalogue.db"));
    assert!(matches!(error, CatalogueError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("--state"), "{error}");
}

#[test]
fn a_copy_in_memory_does_not_change_the_folder() {
    let (_folder, file) = place();
    let mut catalogue = open(&file);
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(0)).unwrap();
    let expected = catalogue.reader().window(&Selection::Site, 9).unwrap();
    let copied = || {
        let before = folder_of(&file);
        let mut copy = Catalogue::in_memory(Some(&file), &settings()).unwrap();
        let window = copy.reader().window(&Selection::Site, 9).unwrap();
        copy.apply(vec![gone("a.md")], at(1)).unwrap();
        assert!(folder_of(&file) == before, "{:?}", folder_of(&file).keys());
        window
    };
    assert_eq!(copied(), expected, "beside the server");
    drop(catalogue);
    assert_eq!(copied(), expected, "after it");
    assert!(!folder_of(&file).contains_key("catalogue.db-wal"));
}

#[test]
fn what_a_killed_server_left_in_the_log_is_copied_too() {
    let (_folder, file) = place();
    let mut catalogue = open(&file);
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(0)).unwrap();
    let left = tempfile::tempdir().unwrap();
    for (name, bytes) in folder_of(&file) {
        std::fs::write(left.path().join(name), bytes).unwrap();
    }
    let copy = Catalogue::in_memory(Some(&left.path().join("catalogue.db")), &settings()).unwrap();
    assert_eq!(copy.known_files(None).unwrap().len(), 1);
    let reopened = open(&left.path().join("catalogue.db"));
    assert_eq!(reopened.reader().window(&Selection::Site, 9).unwrap().unwrap().entries.len(), 1);
}

#[test]
fn a_copy_of_nothing_is_empty() {
    let (_folder, file) = place();
    let copy = Catalogue::in_memory(Some(&file), &settings()).unwrap();
    assert_eq!(copy.file_reports(None, usize::MAX, at(0)).unwrap(), []);
    assert!(!file.parent().unwrap().exists());
}

#[test]
fn readers_read_beside_the_writer_from_any_thread() {
    let (_folder, file) = place();
    let mut catalogue = open(&file);
    let reader = catalogue.reader();
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let reader = reader.clone();
                scope.spawn(move || {
                    // Batches of two: an odd number would be half a batch.
                    while let Some(window) = reader.window(&Selection::Site, 99).unwrap() {
                        assert_eq!(window.entries.len() % 2, 0);
                        if window.entries.len() == 20 {
                            break;
                        }
                    }
                })
            })
            .collect();
        for number in 0..10 {
            let two = ["a", "b"].map(|side| parsed(article(&format!("{number}{side}"), side)));
            catalogue.apply(two.into(), at(number)).unwrap();
        }
        readers.into_iter().for_each(|reader| reader.join().unwrap());
    });
}

/// Content for a catalogue of each older version, from version 1.
const OLDER: [&str; 6] = [
    include_str!("versions/1.sql"),
    include_str!("versions/2.sql"),
    include_str!("versions/3.sql"),
    include_str!("versions/4.sql"),
    include_str!("versions/5.sql"),
    include_str!("versions/6.sql"),
];

#[test]
fn every_older_version_is_opened_and_keeps_what_it_knew() {
    assert_eq!(OLDER.len(), schema::MIGRATIONS.len() - 1, "a new version needs a fixture of the one before");
    for (version, rows) in (0_u32..).zip(OLDER) {
        let (_folder, file) = place();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let connection = Connection::open(&file).unwrap();
        schema::MIGRATIONS[..=version as usize]
            .iter()
            .for_each(|step| connection.execute_batch(step).unwrap());
        connection.execute_batch(rows).unwrap();
        connection.pragma_update(None, "user_version", version + 1).unwrap();
        drop(connection);
        let ways: [&dyn Fn() -> Catalogue; 3] =
            [&|| Catalogue::in_memory(Some(&file), &settings()).unwrap(), &|| open(&file), &|| {
                Catalogue::rebuild(&file, &settings()).unwrap().0
            }];
        for (way, open) in ways.into_iter().enumerate() {
            let mut catalogue = open();
            let reader = catalogue.reader();
            if way < 2 {
                let window = reader.window(&tag("t"), 9).unwrap().unwrap();
                assert_eq!(window.entries[0].id.as_str(), "urn:uuid:1");
                assert_eq!(window.entries[0].updated, date("2026-03-04T13:00:00Z"));
                assert_eq!(catalogue.known_files(None).unwrap().len(), 4);
                assert_eq!(catalogue.file_reports(None, usize::MAX, at(0)).unwrap().len(), 4);
            }
            // Every article keeps its identity.
            let again = Article { content_hash: "hash one".to_owned(), ..article("moved.md", "one") };
            let back = article("elsewhere.md", "two").with_id("tag:example.org,2026:2");
            let changes = catalogue.apply(vec![parsed(again), parsed(back)], at(60)).unwrap();
            assert!(changes.iter().all(|change| change.sequence > 7), "{changes:?}");
            let first = reader.entry("one").unwrap().unwrap();
            assert_eq!((first.id.as_str(), first.published), ("urn:uuid:1", at(0).into()));
            let second = reader.entry("two").unwrap().unwrap();
            assert_eq!(second.published.to_utc(), at(1), "as first seen, since it has no date of its own");
        }
    }
}

#[test]
fn adopted_settings_stay_with_the_ids() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalogue.db");
    let inspect = |file: &Path| {
        let mut paths = Vec::new();
        let inspection = Catalogue::inspect(file, &mut |path| paths.push(path.to_owned())).unwrap();
        (inspection.is_new, inspection.adopted, paths)
    };
    assert_eq!(inspect(&file), (true, None, vec![]));
    let mut catalogue = open(&file);
    assert_eq!(inspect(&file), (true, None, vec![]));
    catalogue.set_adopted_settings("{\"a\":1}").unwrap();
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(1)).unwrap();
    let stored = Some("{\"a\":1}".to_owned());
    assert_eq!(inspect(&file), (false, stored.clone(), vec!["a.md".to_owned()]));
    let mut backup = Vec::new();
    catalogue.export(&mut backup).unwrap();
    drop(catalogue);
    let mut restored = Catalogue::in_memory(None, &settings()).unwrap();
    restored.import(&mut backup.as_slice()).unwrap();
    assert_eq!(restored.adopted_settings().unwrap(), stored);
    let (rebuilt, _) = Catalogue::rebuild(&file, &settings()).unwrap();
    assert_eq!(rebuilt.adopted_settings().unwrap(), stored);
}
