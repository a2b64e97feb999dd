//! Export, import, and recovery from damage.

use super::*;
use crate::storage::connections::PAGE_SIZE;
use crate::{AddressLookup, BackupUse, CatalogueError, CustomSelection, ImportReport, RecoveryReport};
use std::path::{Path, PathBuf};
use tidings_model::FeedRule;

/// Whether the catalogue has no article that was read from a file.
fn is_blank(catalogue: &Catalogue) -> bool {
    let connection = catalogue.writer.lock().unwrap();
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM article)", [], |row| row.get(0)).unwrap()
}

/// The lines of an export: everything that the folder cannot restore.
fn memory(catalogue: &Catalogue) -> Vec<String> {
    let mut out = Vec::new();
    catalogue.export(&mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

fn import(catalogue: &mut Catalogue, lines: &[String]) -> Result<ImportReport, CatalogueError> {
    catalogue.import(&mut lines.join("\n").as_bytes())
}

/// The files in the folder at the end of [`history`].
fn folder() -> Vec<Observation> {
    let mut batch = vec![
        parsed(article("moved.md", "one").tagged(&["t"])),
        parsed(article("b.md", "two").tagged(&["t"])),
        parsed(Article { slug: "better".to_owned(), slug_is_given: true, ..article("c.md", "three") }),
        parsed(article("draft.md", "four").drafted()),
    ];
    batch
        .extend((0..200).map(|number| parsed(article(&format!("many/{number}.md"), &format!("m {number}")))));
    batch
}

/// Fills a catalogue with a history: an article is renamed, one is edited, one gets another slug, one is
/// deleted.
fn history(catalogue: &mut Catalogue) {
    catalogue.publish_due(at(0)).unwrap();
    let many = (0..200).map(|number| parsed(article(&format!("many/{number}.md"), &format!("m {number}"))));
    let first = ["a.md one", "b.md old", "c.md three", "gone.md five", "draft.md four"].map(|file| {
        let (at, content) = file.split_once(' ').unwrap();
        parsed(article(at, content).tagged(&["t"]))
    });
    catalogue.apply(first.into_iter().chain(many).collect(), at(0)).unwrap();
    catalogue.apply(vec![gone("gone.md"), renamed("a.md", "moved.md")], at(60)).unwrap();
    catalogue.apply(folder(), at(120)).unwrap();
}

fn entries(catalogue: &Catalogue) -> Vec<Entry> {
    catalogue.reader().window(&Selection::Site, 1000).unwrap().unwrap().entries
}

/// The ids on each page of the archives of the site, a tag and a custom feed, the oldest page first.
fn archives(catalogue: &Catalogue) -> Vec<Vec<Vec<String>>> {
    let reader = catalogue.reader();
    let of = |selection: Selection| {
        let pages = (1..).map_while(|page| reader.archive(&selection, page).unwrap());
        pages.map(|page| page.entries.iter().map(|entry| entry.id.to_string()).collect()).collect()
    };
    [Selection::Site, tag("t"), own_feed().selection()].map(of).into()
}

fn own_feed() -> CustomSelection {
    let rule = FeedRule { folders: vec!["many".to_owned()], ..FeedRule::default() };
    CustomSelection { path: "of/many".to_owned(), name: "Many".to_owned(), rule }
}

/// Settings with a feed that the publisher defines.
fn settings() -> CatalogueSettings {
    CatalogueSettings { custom: vec![own_feed()], ..super::settings() }
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalogue.sqlite");
    (folder, file)
}

/// The entries after the folder was read again.
fn after_reading(catalogue: &mut Catalogue) -> Vec<Entry> {
    let known = catalogue.known_files(None).unwrap();
    let mut batch: Vec<Observation> = folder();
    let there: Vec<ContentPath> = batch
        .iter()
        .filter_map(|seen| match seen {
            Observation::Parsed { article, .. } => Some(article.path.clone()),
            _ => None,
        })
        .collect();
    let away = known.into_keys().filter(|path| !there.contains(path));
    batch.splice(0..0, away.map(|path| Observation::Gone { path }));
    catalogue.apply(batch, at(7200)).unwrap();
    entries(catalogue)
}

#[test]
fn a_backup_restores_what_the_folder_does_not() {
    let (_place, file) = place();
    let mut catalogue = Catalogue::open(&file, &settings()).unwrap();
    history(&mut catalogue);
    let backup = memory(&catalogue);
    let elsewhere = CatalogueSettings { site_id: "other.example".to_owned(), ..settings() };
    let mut restored = Catalogue::in_memory(None, &elsewhere).unwrap();
    assert_eq!(import(&mut restored, &backup).unwrap(), ImportReport { new: 205, known: 0 });
    assert_eq!((restored.site_id(), is_blank(&restored)), ("example.org", true));
    assert_eq!(memory(&restored), backup);
    assert_eq!(after_reading(&mut restored), entries(&catalogue));
    assert_eq!(archives(&restored), archives(&catalogue));
    assert_eq!(archives(&catalogue).iter().map(Vec::len).collect::<Vec<_>>(), [5, 1, 4]);
    let window = restored.reader().window(&Selection::Site, 1000).unwrap().unwrap();
    assert_eq!(window.gone.len(), 2, "one is deleted, one is a draft again");
    let trace = restored.reader().look_up_slug("three").unwrap();
    assert_eq!(trace, AddressLookup::Moved("better".to_owned()));
    // A second import keeps the newer state.
    let before = memory(&restored);
    assert_eq!(import(&mut restored, &backup).unwrap(), ImportReport { new: 0, known: 205 });
    assert_eq!(memory(&restored), before);
}

#[test]
fn a_backup_that_contradicts_the_catalogue_is_rejected_as_a_whole() {
    let mut catalogue = Catalogue::in_memory(None, &settings()).unwrap();
    history(&mut catalogue);
    let backup = memory(&catalogue);
    let header = backup[0].clone();
    let with = |line: &str, number: usize| {
        let mut lines = vec![header.replace(&format!("{}", backup.len() - 1), &number.to_string())];
        lines.extend(backup[1..number].to_vec());
        lines.push(line.to_owned());
        lines
    };
    let first: String = backup[1].clone();
    let stolen = first.replace("urn:uuid:", "urn:uuid:0");
    let cases: Vec<(Vec<String>, &str)> = vec![
        (with("{", 3), "line 4:"),
        (with("{\"record\":\"recipe\"}", 3), "line 4:"),
        (with(&first.replace("2026-03-04T12:00:00Z", "2025-01-01T00:00:00Z"), 2), "line 3: the article"),
        (with(&stolen, 5), "line 6: the slug 'one'"),
        (with(&stolen.replace("\"one\"", "\"free\""), 5), "line 6: the file moved.md"),
        (with(&first.replace("moved.md", "../../etc/passwd"), 5), "is not a path"),
        (
            with("{\"record\":\"former-slug\",\"slug\":\"x\",\"article\":\"nobody\"}", 5),
            "no article 'nobody'",
        ),
        (with("{\"record\":\"former-slug\",\"slug\":\"old\",\"article\":\"x\"}", 5), "line 6"),
        (
            with(
                "{\"record\":\"feed\",\"feed\":\"articles/x/\",\"name\":\"\",\"changed\":\"2026-01-01T00:00:00Z\"}",
                5,
            ),
            "not the directory of a feed",
        ),
        (with("{\"record\":\"places\",\"article\":\"nobody\",\"feeds\":{\"\":1}}", 5), "no article 'nobody'"),
        (with(&header, 5), "a second backup"),
        (backup[1..].to_vec(), "line 1: a backup begins"),
        (backup[..9].to_vec(), "should have"),
        (vec![], "should have"),
        (vec![header.replace("\"format\":2", "\"format\":3")], "newer"),
        (vec![header.replace("example.org", "example.net")], "of the site"),
    ];
    for (lines, expected) in cases {
        let error = import(&mut catalogue, &lines).unwrap_err().to_string();
        assert!(error.contains(expected), "{error} does not contain '{expected}'");
        assert_eq!(memory(&catalogue), backup);
    }
    // An empty catalogue gets no part of it either.
    let mut empty = Catalogue::in_memory(None, &settings()).unwrap();
    import(&mut empty, &with("{", 50)).unwrap_err();
    assert_eq!(memory(&empty).len(), 1);
}

#[test]
fn an_import_does_not_change_a_newer_archive() {
    let mut catalogue = Catalogue::in_memory(None, &settings()).unwrap();
    history(&mut catalogue);
    let backup = memory(&catalogue);
    let before = archives(&catalogue);
    // The article is deleted, and gets the last position when it is back.
    catalogue.apply(vec![gone("many/7.md")], at(180)).unwrap();
    catalogue.apply(folder(), at(240)).unwrap();
    let after = archives(&catalogue);
    assert_ne!(after, before);
    import(&mut catalogue, &backup).unwrap();
    catalogue.apply(folder(), at(300)).unwrap();
    assert_eq!(archives(&catalogue), after);
}

#[test]
fn positions_that_contradict_each_other_are_rejected() {
    let mut catalogue = Catalogue::in_memory(None, &settings()).unwrap();
    history(&mut catalogue);
    let backup = memory(&catalogue);
    let one = backup.iter().position(|line| line.contains("\"many/7.md\"")).unwrap();
    let id = backup[one].split('"').nth(7).unwrap().to_owned();
    let at = backup.iter().position(|line| line.contains("places\",") && line.contains(&id)).unwrap();
    for (place, expected) in
        [("9999", "has no position 9999"), ("0", "has no position 0"), ("1", "belongs to another article")]
    {
        let mut lines = backup.clone();
        let value: serde_json::Value = serde_json::from_str(&lines[at]).unwrap();
        let own = &value["feeds"][""];
        lines[at] = lines[at].replace(&format!("\"\":{own}"), &format!("\"\":{place}"));
        let mut empty = Catalogue::in_memory(None, &settings()).unwrap();
        let error = import(&mut empty, &lines).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// The daily backup of a catalogue.
fn backup_of(file: &Path) -> PathBuf {
    file.with_file_name("backup.jsonl.zst")
}

/// Writes the daily backup if it is due.
fn back_up(catalogue: &mut Catalogue, now: DateTime<Utc>) {
    catalogue.export_daily(now);
    catalogue.daily_export.as_mut().unwrap().wait();
}

/// A catalogue with a history, closed.
struct Past {
    _place: tempfile::TempDir,
    file: PathBuf,
    entries: Vec<Entry>,
    archives: Vec<Vec<Vec<String>>>,
}

impl Past {
    fn new() -> Self {
        let (place, file) = place();
        let mut catalogue = Catalogue::open(&file, &settings()).unwrap();
        history(&mut catalogue);
        back_up(&mut catalogue, at(180));
        Self { entries: entries(&catalogue), archives: archives(&catalogue), _place: place, file }
    }

    /// Damages a copy, rebuilds it with the daily backup, and reads the folder again.
    fn rebuilt(&self, damage: impl FnOnce(&Path)) -> (Vec<Entry>, RecoveryReport) {
        self.rebuilt_with(true, damage)
    }

    fn rebuilt_with(&self, has_backup: bool, damage: impl FnOnce(&Path)) -> (Vec<Entry>, RecoveryReport) {
        let (place, file) = place();
        std::fs::copy(&self.file, &file).unwrap();
        if has_backup {
            std::fs::copy(backup_of(&self.file), backup_of(&file)).unwrap();
        }
        damage(&file);
        let damaged = std::fs::read(&file).unwrap();
        let (mut catalogue, salvage) = Catalogue::rebuild(&file, &settings()).unwrap();
        assert_eq!(std::fs::read(salvage.set_aside.as_ref().unwrap()).unwrap(), damaged, "kept as it was");
        let after = after_reading(&mut catalogue);
        catalogue.publish_due(at(7200)).unwrap();
        let archives = archives(&catalogue);
        if !salvage.damaged || has_backup {
            assert_eq!(archives, self.archives);
        }
        let mut archived = archives[0].concat();
        let mut public: Vec<String> = after.iter().map(|entry| entry.id.to_string()).collect();
        archived.sort_unstable();
        public.sort_unstable();
        assert_eq!(archived, public, "every article once");
        let names =
            std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string());
        let left = names.map(Result::unwrap).find(|name| name.ends_with(".new") || name.contains("reading"));
        assert_eq!(left, None);
        (after, salvage)
    }
}

const PAGE: usize = PAGE_SIZE as usize;

fn overwrite(file: &Path, pages: impl IntoIterator<Item = usize>) {
    let mut bytes = std::fs::read(file).unwrap();
    for page in pages {
        if let Some(page) = bytes.get_mut(page * PAGE..(page + 1) * PAGE) {
            page.fill(0x5a);
        }
    }
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_rebuild_keeps_every_article_that_it_can_read() {
    let past = Past::new();
    let (after, salvage) = past.rebuilt(|_| {});
    assert_eq!((after, salvage.articles, salvage.damaged), (past.entries.clone(), 205, false));
    assert_eq!((&salvage.backup, salvage.note()), (&BackupUse::NotNeeded, None));
    // Without its first page, the file is not a database for SQLite; the whole ledger is in the backup.
    let (after, salvage) = past.rebuilt(|file| overwrite(file, [0]));
    assert_eq!((salvage.articles, salvage.damaged), (205, true));
    assert_eq!(salvage.backup, BackupUse::Imported(205));
    assert_eq!(after, past.entries);
}

#[test]
fn whatever_pages_are_damaged_the_rest_of_the_ledger_is_kept() {
    let past = Past::new();
    let pages = std::fs::metadata(&past.file).unwrap().len() as usize / PAGE;
    let ids = |entries: &[Entry]| -> std::collections::BTreeSet<String> {
        entries.iter().map(|entry| entry.id.to_string()).collect()
    };
    let was = ids(&past.entries);
    // The ledger's root is among the first, and its rows were written among the last.
    for page in (1..pages).filter(|page| *page < 8 || page % 3 == 0) {
        let (after, salvage) = past.rebuilt(|file| overwrite(file, [page]));
        assert_eq!((salvage.articles, after), (205, past.entries.clone()), "page {page}");
        // Without a backup: forty rows are in a page. The folder restores their ids, except that of the
        // renamed file.
        let (after, salvage) = past.rebuilt_with(false, |file| overwrite(file, [page]));
        let is = ids(&after);
        let lost = was.difference(&is).count();
        assert!(
            lost <= 1 && is.len() == was.len(),
            "page {page}: {lost} lost, {} of {}",
            is.len(),
            was.len()
        );
        assert!(!salvage.damaged || salvage.backup == BackupUse::Missing, "page {page}: {salvage:?}");
    }
}

#[test]
fn a_file_of_another_program_is_set_aside_too() {
    let (_place, file) = place();
    std::fs::write(&file, "Dear diary, ".repeat(500)).unwrap();
    let error = Catalogue::open(&file, &settings()).unwrap_err().to_string();
    assert!(error.contains("tidings catalogue rebuild"), "{error}");
    for number in 1..3 {
        let (catalogue, salvage) = Catalogue::rebuild(&file, &settings()).unwrap();
        assert!(is_blank(&catalogue));
        let expected = if number == 1 { (true, &BackupUse::Missing) } else { (false, &BackupUse::NotNeeded) };
        assert_eq!((salvage.damaged, &salvage.backup), expected);
        let name = format!("catalogue.sqlite.set-aside-{number}");
        assert_eq!(salvage.set_aside.unwrap().file_name().unwrap().to_str(), Some(name.as_str()));
    }
}

#[test]
fn a_rebuild_needs_the_lock_and_rejects_a_newer_version() {
    let (_place, file) = place();
    let running = Catalogue::open(&file, &settings()).unwrap();
    assert!(matches!(Catalogue::rebuild(&file, &settings()), Err(CatalogueError::Locked { .. })));
    drop(running);
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Catalogue::rebuild(&file, &settings()).unwrap_err();
    assert!(matches!(error, CatalogueError::NewerSchema { found: 99, .. }), "{error}");
    assert!(file.exists());
}

#[test]
fn the_write_ahead_log_of_a_killed_server_is_recovered_too() {
    for page in [None, Some(0)] {
        let (_place, file) = place();
        let mut catalogue = Catalogue::open(&file, &settings()).unwrap();
        history(&mut catalogue);
        let (left, copy) = self::place();
        for ending in ["", "-wal"] {
            let name = |file: &Path| PathBuf::from(format!("{}{ending}", file.display()));
            std::fs::copy(name(&file), name(&copy)).unwrap();
        }
        overwrite(&copy, page);
        let (mut rebuilt, salvage) = Catalogue::rebuild(&copy, &settings()).unwrap();
        assert_eq!(salvage.articles, 205, "{page:?} {:?}", left.path());
        assert_eq!(after_reading(&mut rebuilt), entries(&catalogue));
    }
}
