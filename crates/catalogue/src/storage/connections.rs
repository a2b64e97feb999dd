//! Connections to the catalogue: the writer, readers beside it, and copies in memory.

use super::disk::{self, folder_of, with_suffix};
use super::schema;
use crate::error::CatalogueError;
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Page size of a new file, in bytes. Most articles have 4 to 6 KB of HTML. With SQLite's default of 4,096,
/// most rows continue on overflow pages; with 8,192, writing 100,000 articles takes two thirds of the time.
pub(crate) const PAGE_SIZE: u32 = 8192;

/// Flags of connections. A link in the path of the file is an error.
pub(crate) const WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_CREATE)
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);
const READ: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

/// How many prepared statements a connection caches: enough for all statements of the catalogue.
const STATEMENTS: usize = 96;

/// Opens or creates the file for writing, with the newest schema. The caller holds the lock.
///
/// # Errors
/// The file cannot be opened or written to, is damaged, not a catalogue, or of a newer version, or the file
/// system does not support write-ahead logging.
pub(crate) fn open_writer(file: &Path) -> Result<Connection, CatalogueError> {
    disk::require_regular(file)?;
    let sql_error = |error| CatalogueError::from_sql(error, file, "open the catalogue");
    let mut connection = Connection::open_with_flags(disk::resolved(file), WRITE).map_err(sql_error)?;
    // Before anything is written, so that a file of another program is not changed.
    if schema::version(&connection, file)? == 0 {
        connection.pragma_update(None, "page_size", PAGE_SIZE).map_err(sql_error)?;
    }
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(sql_error)?;
    if mode != "wal" {
        let reason = format!("SQLite has to use the journal mode '{mode}' there, not 'wal'");
        return Err(CatalogueError::Unsuitable { folder: folder_of(file).to_path_buf(), reason });
    }
    configure_writer(&connection).map_err(sql_error)?;
    schema::migrate(&mut connection, file)?;
    Ok(connection)
}

/// Creates an empty catalogue in a new file, without a write-ahead log.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn create(file: &Path) -> Result<Connection, CatalogueError> {
    let sql_error = |error| CatalogueError::from_sql(error, file, "write a new catalogue");
    let mut connection = Connection::open_with_flags(disk::resolved(file), WRITE).map_err(sql_error)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE).map_err(sql_error)?;
    schema::migrate(&mut connection, file)?;
    Ok(connection)
}

/// Opens the file for reading, beside its writer.
pub(crate) fn open_reader(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(disk::resolved(file), READ)?;
    configure_statements(&connection)?;
    Ok(connection)
}

/// Opens a temporary catalogue, which starts as a copy of the file if there is one.
///
/// SQLite keeps a database without a name in its page cache, and moves it to an unnamed file in the directory for
/// temporary files when the cache is full: 27,000 articles would take 300 MB of memory otherwise.
///
/// # Errors
/// The file cannot be read, or is of a newer version.
pub(crate) fn open_temporary(copy_of: Option<&Path>) -> Result<Connection, CatalogueError> {
    let file = copy_of.unwrap_or(Path::new("memory"));
    let sql_error = |error| CatalogueError::from_sql(error, file, "copy the catalogue");
    let flags = WRITE.difference(OpenFlags::SQLITE_OPEN_NOFOLLOW);
    let mut connection = Connection::open_with_flags("", flags).map_err(sql_error)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE).map_err(sql_error)?;
    if let Some(file) = copy_of.filter(|file| file.exists()) {
        disk::require_regular(file)?;
        copy_into(file, &mut connection).map_err(sql_error)?;
    }
    configure_writer(&connection).map_err(sql_error)?;
    schema::migrate(&mut connection, file)?;
    Ok(connection)
}

/// Applies the settings of a writing connection. They are not stored in the file.
pub(crate) fn configure_writer(connection: &Connection) -> rusqlite::Result<()> {
    configure_statements(connection)?;
    // synchronous=NORMAL with WAL: a power cut may lose the last batches, but never the file. The next scan
    // restores them, because the content folder is the source of truth. Checkpoints run elsewhere
    // (`wal_checkpoint`), so that no commit waits for the disk. journal_size_limit truncates the log file
    // when the log restarts, well below the size that triggers a checkpoint: otherwise every change would
    // request another one.
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 16777216; PRAGMA wal_autocheckpoint = 0;",
    )
}

/// Makes the connection plan each statement once. Without the stability guarantee (QPSG), SQLite plans a
/// statement again on every run if it looked at its parameters for a partial index: a quarter of the time of
/// a batch.
fn configure_statements(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// Copies the file without writing anything beside it.
fn copy_into(file: &Path, into: &mut Connection) -> rusqlite::Result<()> {
    copy_pages(&open_untouched(file)?, into)
}

/// Opens the file for reading without a lock, and without writing anything beside it. SQLite creates files for the
/// write-ahead log even for a reader, unless it is opened as `immutable`, which requires that no program writes. That
/// is true exactly if there is no log; if there is one, `readonly_shm` uses the files of the running server unchanged.
pub(crate) fn open_untouched(file: &Path) -> rusqlite::Result<Connection> {
    let has_log = std::fs::metadata(with_suffix(file, "-wal")).is_ok_and(|log| log.len() > 0);
    let has_index = with_suffix(file, "-shm").exists();
    let option = if has_log && has_index { "readonly_shm=1" } else { "immutable=1" };
    let absolute = disk::resolved(file);
    let mut uri =
        url::Url::from_file_path(absolute).map_err(|()| rusqlite::Error::InvalidPath(file.to_path_buf()))?;
    uri.set_query(Some(&format!("mode=ro&{option}")));
    Connection::open_with_flags(uri.as_str(), READ | OpenFlags::SQLITE_OPEN_URI)
}

/// Copies all pages of a database in one step, so that they are from the same moment.
pub(crate) fn copy_pages(from: &Connection, into: &mut Connection) -> rusqlite::Result<()> {
    Backup::new(from, into)?.run_to_completion(i32::MAX, Duration::from_millis(10), None)
}

/// Locks a mutex. A panic of another thread does not leave the connection in a bad state: its transaction was
/// rolled back when it was dropped.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
