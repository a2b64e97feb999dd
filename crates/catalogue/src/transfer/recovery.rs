//! Recovers a damaged or missing catalogue: a new file gets every row that SQL can still read from the old
//! one, and the missing rows from the daily backup.

use super::backup_file::{self, backup_path};
use super::error::TransferError;
use super::export::read_header;
use super::import::{Conflict, RecordImporter};
use super::queries::{LEDGER, OTHER_QUERIES, PLACES, ReadRecord, SINGLE_PLACES, ledger_record};
use super::record::{LedgerRecord, Record};
use super::record_lines::RecordLines;
use crate::error::CatalogueError;
use crate::storage::disk::{remove_database, resolved, set_aside, with_suffix};
use crate::storage::{connections, schema};
use rusqlite::{Connection, Result, Row};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tidings_folder::state_file;

/// The result of a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryReport {
    /// The path of the old file. `None`: there was none.
    pub set_aside: Option<PathBuf>,
    /// Number of articles in the new ledger.
    pub articles: usize,
    /// Whether parts of the old file could not be read, or it was missing.
    pub damaged: bool,
    /// What the daily backup contributed.
    pub backup: BackupUse,
}

/// What the daily backup contributed to a rebuild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupUse {
    /// The old file could be read completely, so the backup was not needed.
    NotNeeded,
    /// There is no backup.
    Missing,
    /// The backup was imported, and this number of articles came from it.
    Imported(usize),
    /// The backup is invalid, for this reason, and nothing of it was imported.
    Rejected(String),
}

impl RecoveryReport {
    /// A sentence about what could not be read, and what the daily backup contributed. `None`: nothing was
    /// lost.
    pub fn note(&self) -> Option<String> {
        let lost = self.damaged.then_some("Parts of the old catalogue are missing or could not be read.")?;
        Some(match &self.backup {
            BackupUse::NotNeeded => lost.to_owned(),
            BackupUse::Imported(1) => format!("{lost} The daily backup restored 1 article."),
            BackupUse::Imported(articles) => format!("{lost} The daily backup restored {articles} articles."),
            BackupUse::Missing => format!(
                "{lost} There is no daily backup. If articles are missing, import an export with 'tidings \
                 catalogue import'."
            ),
            BackupUse::Rejected(reason) => format!(
                "{lost} The daily backup was not used: {reason}. If articles are missing, import an export with \
                 'tidings catalogue import'."
            ),
        })
    }
}

/// Replaces the old file by a new one, and keeps it under another name. The caller holds the lock. Where the
/// file system supports hard links, one of the two files is in place at every moment.
///
/// # Errors
/// The old file is of a newer version, or the new one cannot be written.
pub(crate) fn rebuild(file: &Path, site_id: &str) -> std::result::Result<RecoveryReport, CatalogueError> {
    let backup = backup_path(file);
    if !file.exists() && !backup.exists() {
        let (articles, damaged, backup) = (0, false, BackupUse::Missing);
        return Ok(RecoveryReport { set_aside: None, articles, damaged, backup });
    }
    let failed = |source| CatalogueError::SetAside { file: file.to_path_buf(), source };
    let fresh = with_suffix(file, ".new");
    remove_database(&fresh).map_err(failed)?;
    let copy = if file.exists() { Some(WorkingCopy::new(file).map_err(failed)?) } else { None };
    let old = match &copy {
        Some(copy) => open_copy(&copy.0, file)?,
        None => None,
    };
    let mut connection = connections::create(&fresh)?;
    let recovered = recover(&mut connection, old.as_ref(), &backup, site_id)
        .map_err(|error| CatalogueError::from_sql(error, &fresh, "write the new catalogue"))?;
    drop((connection, old, copy));
    let set_aside = if file.exists() { Some(set_aside(file).map_err(failed)?) } else { None };
    state_file::rename(&fresh, file).map_err(failed)?;
    remove_database(&fresh).map_err(failed)?;
    Ok(RecoveryReport { set_aside, ..recovered })
}

/// Opens the copy. `None`: SQLite cannot open it, or cannot update its schema.
fn open_copy(copy: &Path, file: &Path) -> std::result::Result<Option<Connection>, CatalogueError> {
    let Ok(mut old) = Connection::open_with_flags(resolved(copy), connections::WRITE) else {
        return Ok(None);
    };
    Ok(schema::migrate_copy(&mut old, file)?.then_some(old))
}

/// A copy that SQLite may write to, so that the damaged file is not changed.
struct WorkingCopy(PathBuf);

impl WorkingCopy {
    fn new(file: &Path) -> std::io::Result<Self> {
        let copy = Self(with_suffix(file, ".reading"));
        remove_database(&copy.0)?;
        state_file::copy(file, &copy.0)?;
        match state_file::copy(&with_suffix(file, "-wal"), &with_suffix(&copy.0, "-wal")) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(copy)
    }
}

impl Drop for WorkingCopy {
    fn drop(&mut self) {
        let _ = remove_database(&self.0);
    }
}

/// Imports every row that can be read, first from the old file, which is newer, then from the backup.
fn recover(
    connection: &mut Connection,
    old: Option<&Connection>,
    backup: &Path,
    site_id: &str,
) -> Result<RecoveryReport> {
    let transaction = connection.transaction()?;
    // The number of the last change is unknown if it cannot be read; then the numbers begin again.
    transaction
        .execute("INSERT INTO meta (one, site_id, reading, sequence) VALUES (1, ?1, '', 0)", [site_id])?;
    let mut importer = RecordImporter::new(&transaction);
    let header = old.and_then(|old| read_header(old).ok());
    let mut is_complete = header.is_some();
    // The site's id must be known before the first article; the backup has it, too.
    let header = header.or_else(|| backup_file::read_header(backup));
    is_complete &= import_if_valid(&mut importer, header.map(Record::Catalogue))?;
    if let Some(old) = old {
        is_complete &= import_ledger(old, &mut importer)?;
        for (sql, read) in OTHER_QUERIES {
            let sql = if sql == PLACES { SINGLE_PLACES } else { sql };
            is_complete &= import_others(old, sql, read, &mut importer)?;
        }
    }
    let backup =
        if is_complete { BackupUse::NotNeeded } else { import_backup(&transaction, &mut importer, backup)? };
    let articles = importer.report.new;
    // An archive without known positions starts again, instead of having empty pages.
    transaction.execute(
        "UPDATE selection SET places = 0 WHERE selection NOT IN (SELECT selection FROM returning_place)",
        [],
    )?;
    transaction.commit()?;
    Ok(RecoveryReport { set_aside: None, articles, damaged: !is_complete, backup })
}

/// Imports the rows of the backup that are missing so far, all of them or none.
fn import_backup(
    connection: &Connection,
    importer: &mut RecordImporter<'_>,
    backup: &Path,
) -> Result<BackupUse> {
    if !backup.exists() {
        return Ok(BackupUse::Missing);
    }
    let articles = importer.report.new;
    connection.execute_batch("SAVEPOINT backup")?;
    match import_missing(importer, backup) {
        Ok(()) => {
            connection.execute_batch("RELEASE backup")?;
            Ok(BackupUse::Imported(importer.report.new - articles))
        }
        Err(TransferError::Sql(error)) => Err(error),
        Err(error) => {
            connection.execute_batch("ROLLBACK TO backup; RELEASE backup")?;
            importer.report.new = articles;
            Ok(BackupUse::Rejected(format!("{}: {error}", backup.display())))
        }
    }
}

fn import_missing(
    importer: &mut RecordImporter<'_>,
    backup: &Path,
) -> std::result::Result<(), TransferError> {
    let mut input = backup_file::open(backup)?;
    let mut records = RecordLines::new(&mut input);
    while let Some((line, record)) = records.next()? {
        match record {
            Record::Catalogue(_) => importer.import(&record).map_err(|conflict| match conflict {
                Conflict::Contradiction(reason) => TransferError::Line { line, reason },
                Conflict::Sql(error) => error.into(),
            })?,
            Record::Article(record) => import_article(importer, *record)?,
            // One at a time, because some of an article's positions may be known already.
            Record::Places { article, feeds } => {
                for (feed, place) in feeds {
                    let feeds = [(feed, place)].into();
                    import_if_valid(importer, Some(Record::Places { article: article.clone(), feeds }))?;
                }
            }
            record => drop(import_if_valid(importer, Some(record))?),
        }
    }
    Ok(())
}

/// Imports a record unless it is missing or contradicts the others. Returns whether it was imported.
fn import_if_valid(importer: &mut RecordImporter<'_>, record: Option<Record>) -> Result<bool> {
    let Some(record) = record else { return Ok(false) };
    match importer.import(&record) {
        Ok(()) => Ok(true),
        Err(Conflict::Contradiction(_)) => Ok(false),
        Err(Conflict::Sql(error)) => Err(error),
    }
}

/// Imports an article. If its path or slug belongs to another one, it is imported as deleted, since it must
/// be older: its id is worth keeping, because the file may come back.
fn import_article(importer: &mut RecordImporter<'_>, mut record: LedgerRecord) -> Result<()> {
    if import_if_valid(importer, Some(Record::Article(Box::new(record.clone()))))? {
        return Ok(());
    }
    record.deleted_at = record.deleted_at.or(Some(record.updated));
    if !import_if_valid(importer, Some(Record::Article(Box::new(record.clone()))))? {
        record.slug = None;
        import_if_valid(importer, Some(Record::Article(Box::new(record))))?;
    }
    Ok(())
}

/// Imports the ledger from both ends, as far as SQLite can read it. Returns whether all rows could be read.
fn import_ledger(old: &Connection, importer: &mut RecordImporter<'_>) -> Result<bool> {
    for order in ["ORDER BY article", "ORDER BY article DESC"] {
        let mut is_complete = true;
        let is_read = for_each_row(old, &format!("{LEDGER} {order}"), |row| match ledger_record(row) {
            Ok(record) => import_article(importer, record),
            Err(_) => {
                is_complete = false;
                Ok(())
            }
        })?;
        if is_read && is_complete {
            return Ok(true);
        }
    }
    Ok(false)
}

fn import_others(
    old: &Connection,
    sql: &str,
    read: ReadRecord,
    importer: &mut RecordImporter<'_>,
) -> Result<bool> {
    let mut is_complete = true;
    let is_read = for_each_row(old, sql, |row| {
        is_complete &= import_if_valid(importer, read(row).ok())?;
        Ok(())
    })?;
    Ok(is_read && is_complete)
}

/// Calls `import` for each row that can be read. Returns false if one could not; an error is one of `import`.
fn for_each_row(old: &Connection, sql: &str, mut import: impl FnMut(&Row<'_>) -> Result<()>) -> Result<bool> {
    let Ok(mut query) = old.prepare(sql) else { return Ok(false) };
    let Ok(mut rows) = query.query([]) else { return Ok(false) };
    loop {
        match rows.next() {
            Ok(Some(row)) => import(row)?,
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        }
    }
}
