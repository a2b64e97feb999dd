//! The progress of the initial scan of the content folder, which is stored in the catalogue.

use super::deferred_indexes;
use rusqlite::{Connection, Result};

/// The progress of the initial scan, as the last run left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitialScan {
    /// No file was read, but the ledger has rows: from a backup, or recovered from a damaged catalogue.
    Restored,
    /// The catalogue is empty.
    Empty,
    /// The whole folder was read.
    Done,
}

/// Reads the progress. If a bulk load was interrupted, its rows are deleted.
pub(crate) fn resume(connection: &mut Connection) -> Result<InitialScan> {
    let stage: i64 = connection.query_row("SELECT first_reading FROM meta", [], |row| row.get(0))?;
    match stage {
        0 => {
            let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM ledger)";
            let is_empty: bool = connection.query_row(is_empty, [], |row| row.get(0))?;
            Ok(if is_empty { InitialScan::Empty } else { InitialScan::Restored })
        }
        1 => {
            delete_partial_load(connection)?;
            Ok(InitialScan::Empty)
        }
        _ => Ok(InitialScan::Done),
    }
}

/// Records that a bulk load has begun.
pub(crate) fn mark_begun(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE meta SET first_reading = 1", []).map(drop)
}

/// Records that the whole folder was read.
pub(crate) fn mark_done(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE meta SET first_reading = 2 WHERE first_reading <> 2", []).map(drop)
}

/// Builds the deferred indexes if the last run ended after the load, but before it had built them.
pub(crate) fn build_indexes_if_done(connection: &Connection) -> Result<()> {
    let is_done: bool = connection.query_row("SELECT first_reading = 2 FROM meta", [], |row| row.get(0))?;
    if is_done { deferred_indexes::build_missing(connection) } else { Ok(()) }
}

fn delete_partial_load(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction()?;
    for table in [
        "returning_place",
        "reference",
        "alias",
        "listing",
        "tombstone",
        "former_slug",
        "file",
        "article",
        "selection",
    ] {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    transaction.execute("DELETE FROM ledger", [])?;
    transaction.execute("UPDATE meta SET first_reading = 0, sequence = 0", [])?;
    transaction.commit()?;
    connection.pragma_update(None, "foreign_keys", true)
}
