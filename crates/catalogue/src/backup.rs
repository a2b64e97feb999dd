//! The whole catalogue taken out, taken in, or made anew.

use super::{Catalogue, CatalogueError, CatalogueSettings, ImportReport, RecoveryReport};
use super::{exchange, reader, salvage, schema};
use std::io::{BufRead, Write};
use std::path::Path;

impl Catalogue {
    /// Puts a new catalogue in place of a damaged one, with every row of the ledger that can still be read. The old
    /// file is kept aside. What the articles say comes back when the folder is read.
    ///
    /// # Errors
    /// Another process has the lock, the file is of a newer version, or there is no room for a second one.
    pub fn rebuild(
        file: &Path,
        settings: &CatalogueSettings,
    ) -> Result<(Self, RecoveryReport), CatalogueError> {
        let lock = schema::lock(file)?;
        let salvage = salvage::rebuild(file, &settings.site_id)?;
        let connection = schema::open_locked(file)?;
        Ok((Self::adopt(file, connection, settings, Some(lock))?, salvage))
    }

    /// Writes a backup: as lines of JSON all that the content folder can't give back. Answers with the number of
    /// lines after the first.
    ///
    /// # Errors
    /// The file cannot be read, or `out` not be written.
    pub fn export(&self, out: &mut dyn Write) -> Result<u64, CatalogueError> {
        exchange::export(&reader::locked(&self.writer), out)
            .map_err(|error| error.of_file(&self.file, "read the ledger"))
    }

    /// Takes a backup in, whole or not at all. What the catalogue knows of an article already stays as it is, so the
    /// same backup may come twice.
    ///
    /// # Errors
    /// [`CatalogueError::Import`] with the line that contradicts the catalogue; or the file cannot be written.
    pub fn import(&mut self, lines: &mut dyn BufRead) -> Result<ImportReport, CatalogueError> {
        let imported = exchange::import(&mut reader::locked(&self.writer), lines)
            .map_err(|error| error.of_file(&self.file, "store the backup"))?;
        self.site_id = self.with("read the site's id", |connection| {
            connection.query_row("SELECT site_id FROM meta", [], |row| row.get(0))
        })?;
        Ok(imported)
    }

    /// Whether no article was read yet, so that nobody can have seen one: also right after a rebuild or an import.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn is_blank(&self) -> Result<bool, CatalogueError> {
        self.with("look for articles", |connection| {
            connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM article)", [], |row| row.get(0))
        })
    }
}
