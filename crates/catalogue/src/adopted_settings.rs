//! The settings that the caller adopted from a generator's configuration before anything was announced.
//!
//! They are stored with the ids: whoever keeps the ids of a catalogue (a copy, a backup, a rebuild) must keep
//! the time zone by which its dates were read. The catalogue does not interpret their text.

use crate::catalogue::Catalogue;
use crate::error::CatalogueError;
use crate::storage::{connections, disk, schema};
use rusqlite::{Connection, Result};
use std::path::Path;

/// What a catalogue's file contains, before it is opened with settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Whether the catalogue never had an article, so that no subscriber has seen one. Also true if there is
    /// no file, and after an interrupted bulk load, whose rows the next start deletes.
    pub is_new: bool,
    /// The adopted settings, as the caller stored them.
    pub adopted: Option<String>,
}

/// The schema version from which on the adopted settings are stored.
const SINCE_VERSION: u32 = 7;

impl Catalogue {
    /// Inspects the file without a lock and without writing anything, and calls `visit` with the path of each
    /// article whose file exists, in no order. A file that does not exist is a new catalogue.
    ///
    /// # Errors
    /// The file cannot be read, is damaged, or is of a newer version.
    pub fn inspect(
        file: &Path,
        visit: &mut dyn FnMut(&str),
    ) -> std::result::Result<Inspection, CatalogueError> {
        let new = Inspection { is_new: true, adopted: None };
        if !file.exists() {
            return Ok(new);
        }
        disk::require_regular(file)?;
        let sql_error = |error| CatalogueError::from_sql(error, file, "read the catalogue's settings");
        let connection = connections::open_untouched(file).map_err(sql_error)?;
        match schema::version(&connection, file)? {
            0 => Ok(new),
            version => inspect(&connection, version, visit).map_err(sql_error),
        }
    }

    /// The adopted settings, as [`Self::set_adopted_settings`] stored them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn adopted_settings(&self) -> std::result::Result<Option<String>, CatalogueError> {
        self.with_writer("read the adopted settings", |connection| adopted(connection))
    }

    /// Stores the adopted settings.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn set_adopted_settings(&mut self, adopted: &str) -> std::result::Result<(), CatalogueError> {
        self.with_writer("store the adopted settings", |connection| {
            let sql = "UPDATE meta SET adopted = ?1 WHERE adopted IS NOT ?1";
            connection.execute(sql, [adopted]).map(drop)
        })
    }
}

fn adopted(connection: &Connection) -> Result<Option<String>> {
    connection.query_row("SELECT max(adopted) FROM meta", [], |row| row.get(0))
}

fn inspect(connection: &Connection, version: u32, visit: &mut dyn FnMut(&str)) -> Result<Inspection> {
    let adopted = if version < SINCE_VERSION { None } else { adopted(connection)? };
    // 1: a bulk load was interrupted.
    let is_loading = "SELECT count(*) FROM meta WHERE first_reading = 1";
    // Version 5 introduced the progress of the initial scan.
    let is_loading = version >= 5 && connection.query_row(is_loading, [], |row| row.get::<_, i64>(0))? > 0;
    let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM ledger)";
    let is_new = is_loading || connection.query_row(is_empty, [], |row| row.get(0))?;
    if !is_new {
        let mut query = connection.prepare("SELECT path FROM ledger WHERE deleted_at IS NULL")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get_ref(0)?.as_str()?);
        }
    }
    Ok(Inspection { is_new, adopted })
}
