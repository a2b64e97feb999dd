//! The catalogue during the start of the program: the initial scan, the bulk load, and articles that are due.

use crate::apply::{DueArticles, transaction};
use crate::bulk_load::deferred_indexes;
use crate::bulk_load::initial_scan::{self, InitialScan};
use crate::bulk_load::load::BulkLoad;
use crate::bulk_load::preparation::{EntryPreparer, PreparedEntry};
use crate::catalogue::Catalogue;
use crate::change::Change;
use crate::error::CatalogueError;
use crate::file_rows;
use crate::membership::new_articles::ArchivePositions;
use crate::storage::connections;
use chrono::{DateTime, Utc};
use tidings_model::{ContentPath, FileStamp, Problem};

impl Catalogue {
    /// The progress of the initial scan. If a bulk load was interrupted, its rows are deleted.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn initial_scan(&mut self) -> Result<InitialScan, CatalogueError> {
        self.with_writer("read the progress of the initial scan", initial_scan::resume)
    }

    /// Begins a bulk load. The catalogue must be empty ([`InitialScan::Empty`]).
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn begin_bulk_load(&mut self, now: DateTime<Utc>) -> Result<EntryPreparer, CatalogueError> {
        let load = self.with_writer("begin the bulk load", |connection| BulkLoad::begin(connection, now))?;
        self.load = Some(load);
        Ok(EntryPreparer { site_id: self.site_id.clone(), custom: self.custom.clone(), now })
    }

    /// Stores files of the bulk load. Each file may be stored once.
    ///
    /// # Errors
    /// The file cannot be written; the load must begin again.
    pub fn load_batch(&mut self, batch: Vec<PreparedEntry>) -> Result<(), CatalogueError> {
        let Some(mut load) = self.load.take() else { return Ok(()) };
        self.with_writer("store articles", |connection| load.store_batch(connection, &self.site_id, batch))?;
        self.load = Some(load);
        Ok(())
    }

    /// Ends the bulk load, after which all feeds are complete. Call [`Self::build_deferred_indexes`] when
    /// they are served.
    ///
    /// # Errors
    /// The file cannot be written; the load must begin again.
    pub fn finish_bulk_load(&mut self) -> Result<(), CatalogueError> {
        let Some(load) = self.load.take() else { return Ok(()) };
        self.has_deferred_indexes = true;
        self.with_writer("store articles", |connection| load.finish(connection))
    }

    /// Records that the whole folder was read by [`Self::apply`].
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn mark_initial_scan_done(&mut self) -> Result<(), CatalogueError> {
        self.with_writer("record the end of the initial scan", |connection| {
            initial_scan::mark_done(connection)
        })
    }

    /// Builds the indexes that the bulk load skipped. Readers do not need them; [`Self::apply`] does, because
    /// without them each insert scans whole tables.
    ///
    /// # Errors
    /// The file cannot be written; the next start builds them.
    pub fn build_deferred_indexes(&mut self) -> Result<(), CatalogueError> {
        if !std::mem::take(&mut self.has_deferred_indexes) {
            return Ok(());
        }
        self.with_writer("build the indexes", |connection| {
            // Sorting half a million rows in memory would keep that memory; a temporary file and a few
            // megabytes suffice.
            connection.execute_batch("PRAGMA temp_store = FILE; PRAGMA cache_size = -4096")?;
            deferred_indexes::build_missing(connection)?;
            // Cached statements are dropped before the memory is released, because statements that are
            // prepared later would be allocated behind it and prevent that.
            connection.flush_prepared_statement_cache();
            connection.execute_batch("PRAGMA shrink_memory")?;
            connections::configure_writer(connection)?;
            connection.execute_batch("PRAGMA shrink_memory")
        })?;
        self.request_checkpoint();
        Ok(())
    }

    /// Publishes scheduled articles that are due at `now`, and removes expired ones. The first call ends the
    /// start: the articles that were listed so far get their positions in the archives, by date.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn publish_due(&mut self, now: DateTime<Utc>) -> Result<Vec<Change>, CatalogueError> {
        self.positions = ArchivePositions::Assign;
        self.with_writer("publish due articles", |connection| {
            transaction::process_due(connection, self.apply_context(), now, DueArticles::All)
        })
    }

    /// Removes articles that are expired at `now`, and publishes nothing: before the folder was scanned, the
    /// file of a scheduled article may have been deleted.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn expire_due(&mut self, now: DateTime<Utc>) -> Result<Vec<Change>, CatalogueError> {
        self.with_writer("remove expired articles", |connection| {
            transaction::process_due(connection, self.apply_context(), now, DueArticles::Expired)
        })
    }

    /// Calls `visit` for every known file, or for those within `below`, in the order of their paths.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn visit_files(
        &self,
        below: Option<&ContentPath>,
        visit: &mut dyn FnMut(&str, FileStamp),
    ) -> Result<(), CatalogueError> {
        self.with_writer("list the known files", |connection| file_rows::visit(connection, below, visit))
    }

    /// The problems of a file, if it was rejected.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn rejection_problems(&self, path: &ContentPath) -> Result<Vec<Problem>, CatalogueError> {
        self.with_writer("report on a file", |connection| file_rows::rejection_problems(connection, path))
    }

    /// The problems of every rejected file, by path.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn rejected_files(&self) -> Result<Vec<(ContentPath, Vec<Problem>)>, CatalogueError> {
        self.with_writer("report on the files", |connection| file_rows::rejected_files(connection))
    }
}
