//! The catalogue as a whole: export, import, the daily backup, and the rebuild of a damaged catalogue.

use crate::catalogue::Catalogue;
use crate::error::CatalogueError;
use crate::settings::CatalogueSettings;
use crate::storage::connections::{self, locked};
use crate::storage::disk;
use crate::transfer::import::{self, ImportReport};
use crate::transfer::recovery::{self, RecoveryReport};
use crate::transfer::{backup_file, export};
use chrono::{DateTime, Utc};
use std::io::{BufRead, Write};
use std::path::Path;

impl Catalogue {
    /// Replaces a damaged or missing catalogue by a new one, with every row of the ledger that can be read
    /// from it, and the missing rows from the daily backup. The old file is kept under another name. The
    /// content of the articles is restored when the folder is read.
    ///
    /// # Errors
    /// Another process has the lock, the file is of a newer version, or the disk has no space for a second
    /// file.
    pub fn rebuild(
        file: &Path,
        settings: &CatalogueSettings,
    ) -> Result<(Self, RecoveryReport), CatalogueError> {
        let lock = disk::lock(file)?;
        let report = recovery::rebuild(file, &settings.site_id)?;
        let connection = connections::open_writer(file)?;
        Ok((Self::new(file, connection, settings, Some(lock))?, report))
    }

    /// Writes a backup as JSON Lines: everything that the content folder cannot restore. Returns the number
    /// of lines after the first one.
    ///
    /// # Errors
    /// The file cannot be read, or `out` cannot be written.
    pub fn export(&self, out: &mut dyn Write) -> Result<u64, CatalogueError> {
        export::export(&locked(&self.writer), out)
            .map_err(|error| error.for_catalogue(&self.file, "read the ledger"))
    }

    /// Starts the daily backup `backup.jsonl.zst` beside the catalogue's file, if it is missing or older than
    /// a day at `now`. Another thread writes it, so this returns at once. Failures are logged, and tried
    /// again after an hour. Does nothing for a catalogue in memory.
    pub fn export_daily(&mut self, now: DateTime<Utc>) {
        if self.load.is_none()
            && let Some(daily_export) = &mut self.daily_export
        {
            daily_export.run_if_due(now);
        }
    }

    /// Imports a backup atomically: JSON Lines, also compressed with Zstandard. Articles that are in the
    /// catalogue already are not changed, so the same backup may be imported twice.
    ///
    /// # Errors
    /// [`CatalogueError::Import`] with the line that contradicts the catalogue; the backup is incomplete or
    /// cannot be read; or the file cannot be written.
    pub fn import(&mut self, lines: &mut dyn BufRead) -> Result<ImportReport, CatalogueError> {
        let mut lines = backup_file::decompress(lines).map_err(CatalogueError::Backup)?;
        let report = import::import(&mut locked(&self.writer), &mut lines)
            .map_err(|error| error.for_catalogue(&self.file, "store the backup"))?;
        self.site_id = self.with_writer("read the site's id", |connection| {
            connection.query_row("SELECT site_id FROM meta", [], |row| row.get(0))
        })?;
        Ok(report)
    }
}
