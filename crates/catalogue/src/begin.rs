//! What a start asks of the catalogue, and what comparing a folder with it does.

use super::{Catalogue, CatalogueError, Change, EntryPreparer, FileStamp, InitialScan, PreparedEntry};
use super::{apply, files, first, log, reader, schema};
use chrono::{DateTime, Utc};
use tidings_model::{ContentPath, Problem};

impl Catalogue {
    /// How far the first reading of the folder has come. One that was cut short is forgotten, and begins anew.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn initial_scan(&mut self) -> Result<InitialScan, CatalogueError> {
        self.with("see what was read", first::look)
    }

    /// Begins a first reading. Only where nothing is known ([`InitialScan::Empty`]).
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn begin_bulk_load(&mut self, now: DateTime<Utc>) -> Result<EntryPreparer, CatalogueError> {
        self.load = Some(self.with("begin to read", |connection| first::Load::begin(connection, now))?);
        Ok(EntryPreparer { site_id: self.site_id.clone(), custom: self.custom.clone(), now })
    }

    /// Takes in what was read. Each file once.
    ///
    /// # Errors
    /// The file cannot be written; the reading must begin anew.
    pub fn load_batch(&mut self, batch: Vec<PreparedEntry>) -> Result<(), CatalogueError> {
        let Some(mut load) = self.load.take() else { return Ok(()) };
        self.with("store what was read", |connection| load.take(connection, self.rules(), batch))?;
        self.load = Some(load);
        Ok(())
    }

    /// Ends the first reading: what is listed is whole from now on. Call [`Self::settle`] when the feeds are served.
    ///
    /// # Errors
    /// The file cannot be written; the reading must begin anew.
    pub fn finish_bulk_load(&mut self) -> Result<(), CatalogueError> {
        let Some(load) = self.load.take() else { return Ok(()) };
        self.owes_indexes = true;
        self.with("store what was read", |connection| load.finish(connection))
    }

    /// The folder was read whole, by [`Self::apply`].
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn mark_initial_scan_done(&mut self) -> Result<(), CatalogueError> {
        self.with("note that all was read", |connection| first::is_done(connection))
    }

    /// Does what a first reading put off, if anything. Who polls has not to wait for it; what is applied has, since each article
    /// would look through all that there is.
    ///
    /// # Errors
    /// The file cannot be written; the next start does it.
    pub fn build_deferred_indexes(&mut self) -> Result<(), CatalogueError> {
        if !std::mem::take(&mut self.owes_indexes) {
            return Ok(());
        }
        self.with("build the indexes", |connection| {
            // Half a million rows are sorted, in memory that the program would keep: a file and a few megabytes do as well.
            connection.execute_batch("PRAGMA temp_store = FILE; PRAGMA cache_size = -4096")?;
            first::build_indexes(connection)?;
            // What is made anew from here on would else stand behind all that is given back, which then can't be.
            connection.flush_prepared_statement_cache();
            connection.execute_batch("PRAGMA shrink_memory")?;
            schema::prepare(connection)?;
            connection.execute_batch("PRAGMA shrink_memory")
        })?;
        self.request_checkpoint();
        Ok(())
    }

    /// Takes away what has expired at `now`, and publishes nothing: before the folder was compared, the file of what is due
    /// may be gone.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn expire_due(&mut self, now: DateTime<Utc>) -> Result<Vec<Change>, CatalogueError> {
        self.with("take away what has expired", |connection| apply::expire_due(connection, self.rules(), now))
    }

    /// Visits every file known, or those within `below`, in the order of their paths.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn visit_files(
        &self,
        below: Option<&ContentPath>,
        visit: &mut dyn FnMut(&str, FileStamp),
    ) -> Result<(), CatalogueError> {
        self.with("list the known files", |connection| files::visit(connection, below, visit))
    }

    /// What is wrong with a file, if it was rejected.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn rejection_problems(&self, path: &ContentPath) -> Result<Vec<Problem>, CatalogueError> {
        self.with("report on a file", |connection| files::rejection(connection, path))
    }

    /// What is wrong with every rejected file, by path.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn rejected_files(&self) -> Result<Vec<(ContentPath, Vec<Problem>)>, CatalogueError> {
        self.with("report on the files", |connection| files::rejected(connection))
    }

    /// Call it when what was written is served: what it may cost is nobody's business but the disk's.
    pub fn request_checkpoint(&self) {
        self.log.iter().for_each(log::LogKeeper::look);
    }
}

impl Drop for Catalogue {
    /// Empties SQLite's log into the file, where a reader outlives the writer, so that the file alone is the
    /// whole catalogue once the program has left. If that fails, the next start does it.
    fn drop(&mut self) {
        let _ = reader::locked(&self.writer).execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
