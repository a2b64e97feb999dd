//! The file: opened, locked, migrated, copied.

use super::{CatalogueError, CatalogueSettings, FileStamp, first, listing, salvage};
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What leads from each version to the next, the first from nothing to 1. Rows are only ever added.
pub(super) const MIGRATIONS: [&str; 5] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// Bytes in a page of a new file. Most articles have 4 to 6 KB of HTML, which in SQLite's usual 4,096 begins with a row and
/// goes on in pages of its own; with twice that, writing 100,000 of them costs two thirds of the time.
pub(super) const PAGE: u32 = 8192;

/// The newest version that this program knows.
const KNOWN: u32 = MIGRATIONS.len() as u32;

/// How many prepared statements a connection keeps: all that the catalogue has.
const STATEMENTS: usize = 96;

/// Opens or creates the file for writing, with its newest schema, and the lock that keeps others out.
pub(super) fn open(file: &Path) -> Result<(Connection, File), CatalogueError> {
    let lock = lock(file)?;
    Ok((open_locked(file)?, lock))
}

/// Opens or creates the file whose lock the caller holds.
pub(super) fn open_locked(file: &Path) -> Result<Connection, CatalogueError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let named = |error| CatalogueError::from_sql(error, file, "open the catalogue");
    let mut connection = Connection::open_with_flags(file, flags).map_err(named)?;
    // First of all, so that a file that is not ours is left as it is.
    if version(&connection, file)? == 0 {
        connection.pragma_update(None, "page_size", PAGE).map_err(named)?;
    }
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(named)?;
    if mode != "wal" {
        let reason = format!("SQLite keeps its journal as '{mode}' there, not as 'wal'");
        return Err(CatalogueError::Unsuitable { folder: folder_of(file).to_path_buf(), reason });
    }
    prepare(&connection).map_err(named)?;
    migrate(&mut connection, file, &MIGRATIONS)?;
    Ok(connection)
}

/// An empty catalogue in a new file of its own, without a log beside it.
pub(super) fn create(file: &Path) -> Result<Connection, CatalogueError> {
    let named = |error| CatalogueError::from_sql(error, file, "write a new catalogue");
    let mut connection = Connection::open(file).map_err(named)?;
    connection.pragma_update(None, "page_size", PAGE).map_err(named)?;
    migrate(&mut connection, file, &MIGRATIONS)?;
    Ok(connection)
}

/// Brings the schema of a copy up to date, to be read from. False if that can't be done with what is in it.
pub(super) fn bring_up_to_date(copy: &mut Connection, file: &Path) -> Result<bool, CatalogueError> {
    match migrate(copy, file, &MIGRATIONS) {
        Ok(()) => Ok(true),
        Err(newer @ CatalogueError::NewerSchema { .. }) => Err(newer),
        Err(_) => Ok(false),
    }
}

/// Which file lies there, whatever it is called: another one may come to be at the same path.
pub(super) fn identity(file: &Path) -> Option<(u64, u64)> {
    let metadata = file.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        drop(metadata);
        Some((0, 0))
    }
}

/// Writes the file anew through a connection to one that was deleted, or moved away, which lives on until it is closed;
/// and opens it. At no time is there half a file; another one that is there by now is set aside.
pub(super) fn put_back(deleted: &Connection, file: &Path) -> Result<(Connection, File), CatalogueError> {
    let unsuitable = |error: std::io::Error| CatalogueError::Unsuitable {
        folder: folder_of(file).to_path_buf(),
        reason: error.to_string(),
    };
    let lock = lock(file)?;
    let fresh = beside(file, ".new");
    salvage::remove_all(&fresh).map_err(unsuitable)?;
    let copied = Connection::open(&fresh).and_then(|mut into| {
        Backup::new(deleted, &mut into)?.run_to_completion(i32::MAX, Duration::from_millis(10), None)
    });
    copied.map_err(|error| CatalogueError::from_sql(error, file, "put the catalogue back"))?;
    if file.exists() {
        salvage::set_aside(file).map_err(unsuitable)?;
    }
    // A log that was left over is the deleted file's.
    salvage::remove_all_beside(file).map_err(unsuitable)?;
    std::fs::rename(&fresh, file).map_err(unsuitable)?;
    salvage::remove_all(&fresh).map_err(unsuitable)?;
    Ok((open_locked(file)?, lock))
}

/// Opens the file for reading, beside its writer.
pub(super) fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// A catalogue in memory; begins as a copy of the file if there is one.
pub(super) fn in_memory(copy_of: Option<&Path>) -> Result<Connection, CatalogueError> {
    let file = copy_of.unwrap_or(Path::new("memory"));
    let named = |error| CatalogueError::from_sql(error, file, "copy the catalogue");
    let mut connection = Connection::open_in_memory().map_err(named)?;
    if let Some(file) = copy_of.filter(|file| file.exists()) {
        copy(file, &mut connection).map_err(named)?;
    }
    prepare(&connection).map_err(named)?;
    migrate(&mut connection, file, &MIGRATIONS)?;
    Ok(connection)
}

/// Settings of the connection, not of the file.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    keep_statements(connection)?;
    // NORMAL with WAL: a power cut may lose the last batches, never the file; the next scan brings them back, since the
    // files are the truth. The log is emptied elsewhere (`log`), so that no commit waits for the disk. Its file is cut when
    // it is begun anew, well below the length at which it is emptied: else every change would have it emptied again.
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 16777216; PRAGMA wal_autocheckpoint = 0;",
    )
}

/// Statements are planned once. Without the stability guarantee SQLite plans those anew, on every run, whose
/// parameters it looked at when it considered a partial index: a quarter of the time of a batch.
fn keep_statements(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// The folder that the file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file's own lock would not do: SQLite lets a second process in, which would then answer every change with
/// a change of its own. The lock file stays when the lock goes: deleting it would let two processes in.
pub(super) fn lock(file: &Path) -> Result<File, CatalogueError> {
    let folder = folder_of(file);
    std::fs::create_dir_all(folder)
        .map_err(|source| CatalogueError::CreateFolder { folder: folder.to_path_buf(), source })?;
    let lock =
        OpenOptions::new().create(true).truncate(false).write(true).open(beside(file, ".lock")).map_err(
            |error| match error.kind() {
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    CatalogueError::ReadOnly { place: folder.to_path_buf(), reason: error.to_string() }
                }
                _ => CatalogueError::Unsuitable { folder: folder.to_path_buf(), reason: error.to_string() },
            },
        )?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(CatalogueError::Locked { folder: folder.to_path_buf() }),
        Err(TryLockError::Error(error)) => Err(CatalogueError::Unsuitable {
            folder: folder.to_path_buf(),
            reason: format!("no locks: {error}"),
        }),
    }
}

/// The file's name with something after it.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Copies without writing anything beside the file. SQLite makes files for the write-ahead log even when it
/// only reads, unless told that nobody writes (`immutable`), which is so exactly when there is no log; while
/// there is one, `readonly_shm` uses the running server's files as they are.
fn copy(file: &Path, into: &mut Connection) -> rusqlite::Result<()> {
    let has_log = std::fs::metadata(beside(file, "-wal")).is_ok_and(|log| log.len() > 0);
    let has_index = beside(file, "-shm").exists();
    let how = if has_log && has_index { "readonly_shm=1" } else { "immutable=1" };
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let mut uri =
        url::Url::from_file_path(absolute).map_err(|()| rusqlite::Error::InvalidPath(file.to_path_buf()))?;
    uri.set_query(Some(&format!("mode=ro&{how}")));
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let from = Connection::open_with_flags(uri.as_str(), flags)?;
    // All pages in one step, so that all are of one moment.
    Backup::new(&from, into)?.run_to_completion(i32::MAX, Duration::from_millis(10), None)
}

/// The file's version, 0 if it is new.
fn version(connection: &Connection, file: &Path) -> Result<u32, CatalogueError> {
    let named = |error| CatalogueError::from_sql(error, file, "read the catalogue's version");
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(named)?;
    if found > KNOWN {
        return Err(CatalogueError::NewerSchema { file: file.to_path_buf(), found, known: KNOWN });
    }
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
        .map_err(named)?;
    if found == 0 && tables > 0 {
        let reason = "it holds the tables of another program".to_owned();
        return Err(CatalogueError::Corrupt { file: file.to_path_buf(), reason });
    }
    Ok(found)
}

/// Takes the missing steps, each whole or not at all.
fn migrate(connection: &mut Connection, file: &Path, steps: &[&str]) -> Result<(), CatalogueError> {
    let found = version(connection, file)?;
    for (step, sql) in (1_u32..).zip(steps).skip(found as usize) {
        let mut run = || {
            let transaction = connection.transaction()?;
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", step)?;
            transaction.commit()
        };
        run().map_err(|error| {
            CatalogueError::from_sql(error, file, "bring the catalogue's schema up to date")
        })?;
    }
    Ok(())
}

/// Takes the settings in; answers with the site's id, which is the first run's.
pub(super) fn adopt(connection: &mut Connection, settings: &CatalogueSettings) -> rusqlite::Result<String> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "INSERT INTO meta (one, site_id, reading, sequence) VALUES (1, ?1, ?2, 0) ON CONFLICT DO NOTHING",
        params![settings.site_id, settings.reading],
    )?;
    let (site_id, reading): (String, String) =
        transaction
            .query_row("SELECT site_id, reading FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if reading != settings.reading {
        let forgotten = FileStamp::STALE;
        transaction.execute(
            "UPDATE file SET modified = ?1, size = ?2, inode = ?3",
            params![forgotten.modified, forgotten.size.cast_signed(), forgotten.inode.cast_signed()],
        )?;
        transaction.execute("UPDATE meta SET reading = ?1", [&settings.reading])?;
    }
    first::complete(&transaction)?;
    let rules = format!("{} {:?}", listing::VERSION, settings.custom);
    let listed: String = transaction.query_row("SELECT listing FROM meta", [], |row| row.get(0))?;
    if listed != rules {
        listing::list_all_anew(&transaction, &settings.custom)?;
        transaction.execute("UPDATE meta SET listing = ?1", [&rules])?;
    }
    transaction.commit()?;
    Ok(site_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_go_on_where_the_file_stands_and_keep_what_is_in_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = [
            "CREATE TABLE t (a)",
            "ALTER TABLE t ADD COLUMN b DEFAULT 2",
            "INSERT INTO t (a) SELECT a FROM u",
        ];
        let version = |connection: &Connection| -> u32 {
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
        };
        let file = Path::new("c.db");
        migrate(&mut connection, file, &steps[..1]).unwrap();
        connection.execute("INSERT INTO t VALUES (1)", []).unwrap();
        assert_eq!(version(&connection), 1);
        // The third step fails, for want of a table; the second stays.
        let error = CatalogueError::to_string(&migrate(&mut connection, file, &steps).unwrap_err());
        assert!(error.contains("c.db") && error.contains("schema"), "{error}");
        let row = connection.query_row("SELECT a, b FROM t", [], |row| Ok((row.get(0)?, row.get(1)?)));
        assert_eq!(row, Ok((1, 2)));
    }

    #[test]
    fn the_lock_stands_beside_the_file() {
        assert_eq!(beside(Path::new("a/c.db"), ".lock"), Path::new("a/c.db.lock"));
        assert_eq!(folder_of(Path::new("c.db")), Path::new("."));
    }
}
