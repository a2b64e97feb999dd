//! A damaged catalogue is set aside, and a new one begins with all that could be read of it.

use super::CatalogueError;
use super::exchange::{EACH_PLACE, LEDGER, OTHERS, PLACES, ReadRecord, ledger_row};
use super::intake::{Conflict, ImportReport, Intake};
use super::pages;
use super::record::{FORMAT, Header, LedgerRow, Record};
use super::schema::{self, beside};
use rusqlite::{Connection, OptionalExtension, Result, Row};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a rebuild kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryReport {
    /// Where the old file is now; `None`: there was none.
    pub set_aside: Option<PathBuf>,
    /// Articles of the old ledger that the new one has.
    pub articles: usize,
    /// Whether parts of it could not be read.
    pub damaged: bool,
}

/// Puts a new file in place of the old one, which is kept beside it. Whoever calls holds the lock. However it ends, there
/// is one of the two files in place.
pub(super) fn rebuild(file: &Path, site_id: &str) -> std::result::Result<RecoveryReport, CatalogueError> {
    if !file.exists() {
        return Ok(RecoveryReport { set_aside: None, articles: 0, damaged: false });
    }
    let failed = |source| CatalogueError::SetAside { file: file.to_path_buf(), source };
    let fresh = beside(file, ".new");
    remove_all(&fresh).map_err(failed)?;
    let working = Working::copy(file).map_err(failed)?;
    let old = open(&working.0, file)?;
    let mut connection = schema::create(&fresh)?;
    let named = |error| CatalogueError::from_sql(error, &fresh, "write the new catalogue");
    let (imported, damaged) = fill(&mut connection, old.as_ref(), &working.0, site_id).map_err(named)?;
    drop((connection, old, working));
    let aside = set_aside(file).map_err(failed)?;
    std::fs::rename(&fresh, file).map_err(failed)?;
    remove_all(&fresh).map_err(failed)?;
    Ok(RecoveryReport { set_aside: Some(aside), articles: imported.new, damaged })
}

/// The copy, if SQLite makes anything of it and can bring its schema up to date.
fn open(copy: &Path, file: &Path) -> std::result::Result<Option<Connection>, CatalogueError> {
    let Ok(mut old) = Connection::open(copy) else { return Ok(None) };
    Ok(schema::bring_up_to_date(&mut old, file)?.then_some(old))
}

/// A copy that SQLite may write to, so that the damaged file stays as it is.
struct Working(PathBuf);

impl Working {
    fn copy(file: &Path) -> std::io::Result<Self> {
        let working = Self(beside(file, ".reading"));
        remove_all(&working.0)?;
        std::fs::copy(file, &working.0)?;
        match std::fs::copy(beside(file, "-wal"), beside(&working.0, "-wal")) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(working)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        let _ = remove_all(&self.0);
    }
}

/// Removes a file of the program's own with what SQLite keeps beside it.
pub(super) fn remove_all(file: &Path) -> std::io::Result<()> {
    remove(file)?;
    remove_all_beside(file)
}

/// Removes what SQLite keeps beside a file.
pub(super) fn remove_all_beside(file: &Path) -> std::io::Result<()> {
    ["-wal", "-shm", "-journal"].into_iter().try_for_each(|ending| remove(&beside(file, ending)))
}

fn remove(file: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Gives the file and its log other names that nothing has yet.
pub(super) fn set_aside(file: &Path) -> std::io::Result<PathBuf> {
    let is_free = |place: &PathBuf| !place.exists() && !beside(place, "-wal").exists();
    let names = (1_u32..).map(|number| beside(file, &format!(".set-aside-{number}")));
    let aside = names.into_iter().find(is_free).unwrap_or_else(|| beside(file, ".set-aside"));
    // By a link first, so that there is a file in place at every moment; not every file system has links.
    let is_linked = std::fs::hard_link(file, &aside).is_ok();
    match std::fs::rename(beside(file, "-wal"), beside(&aside, "-wal")) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // It says where in the log the newest pages are, and is made anew from the log.
    let _ = std::fs::remove_file(beside(file, "-shm"));
    if !is_linked {
        std::fs::rename(file, &aside)?;
    }
    Ok(aside)
}

/// Takes over whatever can be read, and says whether something could not.
fn fill(
    connection: &mut Connection,
    old: Option<&Connection>,
    damaged: &Path,
    site_id: &str,
) -> Result<(ImportReport, bool)> {
    let transaction = connection.transaction()?;
    // The number of the last change is a guess where it can't be read: it only must not be used twice.
    transaction
        .execute("INSERT INTO meta (one, site_id, reading, sequence) VALUES (1, ?1, '', 0)", [site_id])?;
    let mut intake = Intake::new(&transaction);
    let mut whole = old.is_some();
    if let Some(old) = old {
        whole &= keep(&mut intake, header(old).ok().flatten().map(Record::Catalogue))?;
        whole &= ledger(old, &mut intake)?;
    }
    if !whole {
        // The newest state of a row is in the log, if it is there.
        for (file, is_log) in [(beside(damaged, "-wal"), true), (damaged.to_path_buf(), false)] {
            let mut rows = Vec::new();
            let _ = pages::ledger_rows(&file, is_log, |row| rows.push(row));
            for row in rows {
                keep_article(&mut intake, row)?;
            }
        }
    }
    if let Some(old) = old {
        for (sql, read) in OTHERS {
            let sql = if sql == PLACES { EACH_PLACE } else { sql };
            whole &= others(old, sql, read, &mut intake)?;
        }
    }
    let imported = intake.imported;
    // An archive of which nothing is known begins anew, rather than with empty pages.
    transaction.execute(
        "UPDATE selection SET places = 0 WHERE selection NOT IN (SELECT selection FROM returning_place)",
        [],
    )?;
    transaction.commit()?;
    Ok((imported, !whole))
}

/// True if the record is taken.
fn keep(intake: &mut Intake<'_>, record: Option<Record>) -> Result<bool> {
    let Some(record) = record else { return Ok(false) };
    match intake.take(&record) {
        Ok(()) => Ok(true),
        Err(Conflict::With(_)) => Ok(false),
        Err(Conflict::Sql(error)) => Err(error),
    }
}

/// An article whose place or slug is another's in what was read is one of the past: its id is worth keeping all the
/// same, since it may come back.
fn keep_article(intake: &mut Intake<'_>, mut row: LedgerRow) -> Result<()> {
    if keep(intake, Some(Record::Article(Box::new(row.clone()))))? {
        return Ok(());
    }
    row.deleted_at = row.deleted_at.or(Some(row.updated));
    if !keep(intake, Some(Record::Article(Box::new(row.clone()))))? {
        row.slug = None;
        keep(intake, Some(Record::Article(Box::new(row))))?;
    }
    Ok(())
}

fn header(old: &Connection) -> Result<Option<Header>> {
    old.query_row("SELECT site_id, sequence FROM meta", [], |row| {
        let sequence = row.get::<_, i64>(1)?.cast_unsigned();
        Ok(Header { format: FORMAT, site_id: row.get(0)?, sequence, records: 0 })
    })
    .optional()
}

/// Reads from both ends as far as SQLite comes. True if nothing stood in the way.
fn ledger(old: &Connection, intake: &mut Intake<'_>) -> Result<bool> {
    for order in ["ORDER BY article", "ORDER BY article DESC"] {
        let mut whole = true;
        let read = each(old, &format!("{LEDGER} {order}"), |row| match ledger_row(row) {
            Ok(row) => keep_article(intake, row),
            Err(_) => {
                whole = false;
                Ok(())
            }
        })?;
        if read && whole {
            return Ok(true);
        }
    }
    Ok(false)
}

fn others(old: &Connection, sql: &str, read: ReadRecord, intake: &mut Intake<'_>) -> Result<bool> {
    let mut whole = true;
    let complete = each(old, sql, |row| {
        whole &= keep(intake, read(row).ok())?;
        Ok(())
    })?;
    Ok(complete && whole)
}

/// Hands over rows as long as they can be read. False if one could not; an error is one of whoever takes them.
fn each(old: &Connection, sql: &str, mut take: impl FnMut(&Row<'_>) -> Result<()>) -> Result<bool> {
    let Ok(mut query) = old.prepare(sql) else { return Ok(false) };
    let Ok(mut rows) = query.query([]) else { return Ok(false) };
    loop {
        match rows.next() {
            Ok(Some(row)) => take(row)?,
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        }
    }
}
