//! The daily backup: when it is written, what it restores, and which files are not accepted as one.

use super::*;
use crate::{AddressLookup, BackupUse};
use std::io::Write;
use std::path::{Path, PathBuf};
use tidings_model::ArticleId;

const DAY: i64 = 86_400;

struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
    backup: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalogue.sqlite");
        let backup = folder.path().join("backup.jsonl.zst");
        Self { folder, file, backup }
    }

    fn open(&self) -> Catalogue {
        Catalogue::open(&self.file, &settings()).unwrap()
    }

    /// A catalogue with an article that was renamed and got another slug.
    fn with_a_past(&self) -> Catalogue {
        let mut catalogue = self.open();
        catalogue.publish_due(at(0)).unwrap();
        catalogue.apply(vec![parsed(article("old.md", "one"))], at(0)).unwrap();
        let moved = Article { slug: "better".to_owned(), slug_is_given: true, ..article("new.md", "one") };
        catalogue.apply(vec![renamed("old.md", "new.md"), parsed(moved)], at(60)).unwrap();
        catalogue
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn written_at(&self) -> DateTime<Utc> {
        self.backup.metadata().unwrap().modified().unwrap().into()
    }

    fn damage(&self) {
        let mut bytes = std::fs::read(&self.file).unwrap();
        bytes.fill(0x5a);
        std::fs::write(&self.file, bytes).unwrap();
    }
}

fn back_up(catalogue: &mut Catalogue, now: DateTime<Utc>) {
    catalogue.export_daily(now);
    catalogue.daily_export.as_mut().unwrap().wait();
}

fn lines(backup: &Path) -> Vec<String> {
    let text = zstd::decode_all(std::fs::File::open(backup).unwrap()).unwrap();
    String::from_utf8(text).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn it_is_written_once_a_day_and_whole() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    assert_eq!(place.written_at(), at(100));
    let mut exported = Vec::new();
    catalogue.export(&mut exported).unwrap();
    assert_eq!(lines(&place.backup).join("\n") + "\n", String::from_utf8(exported).unwrap());
    assert!(!place.names().iter().any(|name| name.ends_with(".new")), "{:?}", place.names());
    catalogue.apply(vec![parsed(article("b.md", "two"))], at(200)).unwrap();
    back_up(&mut catalogue, at(DAY));
    assert_eq!(place.written_at(), at(100), "it is not a day old");
    back_up(&mut catalogue, at(DAY + 100));
    assert_eq!(place.written_at(), at(DAY + 100));
    assert!(lines(&place.backup).iter().any(|line| line.contains("\"b.md\"")));
    // After a restart the file decides, also if the clock was set back.
    drop(catalogue);
    let mut catalogue = place.open();
    back_up(&mut catalogue, at(DAY + 200));
    assert_eq!(place.written_at(), at(DAY + 100));
    back_up(&mut catalogue, at(3 * DAY));
    assert_eq!(place.written_at(), at(3 * DAY));
    back_up(&mut catalogue, at(-300 * DAY));
    assert_eq!(place.written_at(), at(-300 * DAY));
}

#[test]
fn a_damaged_catalogue_gets_ids_dates_and_former_addresses_back() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    let before = catalogue.reader().entry("better").unwrap().unwrap();
    assert_eq!(before.id, ArticleId::mint("example.org", &path("old.md"), 0));
    drop(catalogue);
    place.damage();
    // The settings have another id by now; the first one is kept.
    let later = CatalogueSettings { site_id: "other.example".to_owned(), ..settings() };
    let (mut rebuilt, report) = Catalogue::rebuild(&place.file, &later).unwrap();
    assert_eq!((report.articles, report.damaged, report.backup.clone()), (1, true, BackupUse::Imported(1)));
    assert!(report.note().unwrap().contains("The daily backup restored 1 article."), "{:?}", report.note());
    assert_eq!(rebuilt.site_id(), "example.org");
    rebuilt.apply(vec![parsed(before.article.clone())], at(5000)).unwrap();
    let reader = rebuilt.reader();
    assert_eq!(reader.entry("better").unwrap(), Some(before));
    assert_eq!(reader.look_up_slug("one").unwrap(), AddressLookup::Moved("better".to_owned()));
}

#[test]
fn a_missing_catalogue_is_restored_from_it() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    drop(catalogue);
    std::fs::remove_file(&place.file).unwrap();
    let (rebuilt, report) = Catalogue::rebuild(&place.file, &settings()).unwrap();
    assert_eq!((report.set_aside, report.articles), (None, 1));
    assert!(rebuilt.known_files(None).unwrap().contains_key(&path("new.md")));
}

#[test]
fn it_can_be_imported_as_any_export() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    let compressed = std::fs::read(&place.backup).unwrap();
    let mut empty = Catalogue::in_memory(None, &settings()).unwrap();
    assert_eq!(empty.import(&mut compressed.as_slice()).unwrap().new, 1);
}

#[test]
fn a_catalogue_in_memory_has_none() {
    let place = Place::new();
    drop(place.with_a_past());
    let before = place.names();
    let mut copy = Catalogue::in_memory(Some(&place.file), &settings()).unwrap();
    copy.export_daily(at(100));
    assert!(copy.daily_export.is_none());
    drop(copy);
    assert_eq!(place.names(), before);
}

#[test]
fn an_empty_catalogue_replaces_no_backup_and_a_small_one_keeps_it() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    let many = (0..30).map(|number| parsed(article(&format!("{number}.md"), &number.to_string())));
    catalogue.apply(many.collect(), at(80)).unwrap();
    back_up(&mut catalogue, at(100));
    let before = std::fs::read(&place.backup).unwrap();
    drop(catalogue);
    // Somebody deletes the catalogue, and the program starts with an empty one.
    std::fs::remove_file(&place.file).unwrap();
    let mut catalogue = place.open();
    catalogue.export_daily(at(3 * DAY));
    until_idle(&mut catalogue, at(3 * DAY));
    assert_eq!(std::fs::read(&place.backup).unwrap(), before);
    catalogue.apply(vec![parsed(article("a.md", "one"))], at(3 * DAY)).unwrap();
    back_up(&mut catalogue, at(3 * DAY + 7200));
    assert!(lines(&place.backup).len() < 10);
    assert_eq!(std::fs::read(place.folder.path().join("backup.jsonl.zst.old")).unwrap(), before);
}

/// Waits until no backup is being written.
fn until_idle(catalogue: &mut Catalogue, now: DateTime<Utc>) {
    for _ in 0..2000 {
        catalogue.export_daily(now);
        if catalogue.daily_export.as_ref().unwrap().is_idle() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the backup is still being written");
}

/// Compresses with a window of this size.
fn compressed(bytes: &[u8], window_log: Option<u32>) -> Vec<u8> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    if let Some(window_log) = window_log {
        encoder.window_log(window_log).unwrap();
    }
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn torn_and_hostile_files_are_rejected_and_change_nothing() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    drop(catalogue);
    place.damage();
    let good = std::fs::read(&place.backup).unwrap();
    let text = lines(&place.backup).join("\n") + "\n";
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let header = text.lines().next().unwrap();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("truncated", good[..good.len() / 2].to_vec(), "incomplete"),
        ("without its last byte", good[..good.len() - 1].to_vec(), "incomplete"),
        ("a wrong checksum", flipped, "checksum"),
        ("no backup", b"Dear diary".to_vec(), "line 1"),
        ("empty", Vec::new(), "should have"),
        ("fewer lines", compressed(text.lines().next().unwrap().as_bytes(), None), "should have"),
        (
            "more lines",
            compressed(format!("{text}{}\n", text.lines().last().unwrap()).as_bytes(), None),
            "should have",
        ),
        (
            "a newer format",
            compressed(header.replace("\"format\":2", "\"format\":99").as_bytes(), None),
            "newer",
        ),
        ("blank lines without end", compressed(&vec![b'\n'; 64 << 20], None), "expands to more than"),
        ("a line without end", compressed(&vec![b'x'; 64 << 20], None), "expands to more than"),
        ("a large window", compressed(&vec![b'\n'; 1 << 20], Some(27)), "memory"),
    ];
    let damaged = std::fs::read(&place.file).unwrap();
    for (name, bytes, reason) in cases {
        std::fs::write(&place.backup, &bytes).unwrap();
        std::fs::write(&place.file, &damaged).unwrap();
        let (rebuilt, report) = Catalogue::rebuild(&place.file, &settings()).unwrap();
        let BackupUse::Rejected(found) = &report.backup else { panic!("{name}: {report:?}") };
        assert!(found.contains(reason) && found.contains("backup.jsonl.zst"), "{name}: {found}");
        assert!(report.note().unwrap().contains("tidings catalogue import"), "{name}");
        assert_eq!((report.articles, rebuilt.known_files(None).unwrap().len()), (0, 0), "{name}");
        let mut empty = Catalogue::in_memory(None, &settings()).unwrap();
        let error = empty.import(&mut bytes.as_slice()).unwrap_err().to_string();
        assert!(error.contains(reason), "{name}: {error}");
        assert_eq!(empty.known_files(None).unwrap().len(), 0, "{name}");
    }
}

#[test]
fn a_record_with_a_path_outside_of_the_folder_is_left_out() {
    let place = Place::new();
    let mut catalogue = place.with_a_past();
    back_up(&mut catalogue, at(100));
    drop(catalogue);
    place.damage();
    let text = lines(&place.backup).join("\n") + "\n";
    let hostile = text.replace("\"first_path\":\"old.md\"", "\"first_path\":\"../old.md\"");
    assert_ne!(hostile, text);
    std::fs::write(&place.backup, compressed(hostile.as_bytes(), None)).unwrap();
    let (rebuilt, report) = Catalogue::rebuild(&place.file, &settings()).unwrap();
    assert_eq!((report.backup, report.articles), (BackupUse::Imported(0), 0));
    assert_eq!(rebuilt.known_files(None).unwrap().len(), 0);
}
