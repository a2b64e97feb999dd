//! The catalogue: the writer, and the queries that the ingest loop needs.

use crate::adopt::adopt_settings;
use crate::apply::transaction::{self, Gate};
use crate::apply::{ApplyContext, relocation, repeated};
use crate::bulk_load::load::BulkLoad;
use crate::change::Change;
use crate::error::CatalogueError;
use crate::file_rows::{self, FileReport};
use crate::identity::ledger;
use crate::identity::relocation::Relocation;
use crate::identity::sightings::{Sightings, given_id};
use crate::identity::versions::{MAX_RELATIVES, Version};
use crate::membership::effects::{BatchEffects, PerFeed};
use crate::membership::new_articles::ArchivePositions;
use crate::observation::Observation;
use crate::reader::CatalogueReader;
use crate::settings::{CatalogueSettings, CustomSelection};
use crate::storage::connections::{self, locked};
use crate::storage::integrity::IntegrityCheck;
use crate::storage::wal_checkpoint::WalCheckpointer;
use crate::storage::{article_rows, disk, restore};
use crate::transfer::daily_export::DailyExport;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tidings_model::{Article, ArticleId, ContentPath, FileStamp};

/// The articles and their identities. One process writes; any number of [`CatalogueReader`]s read beside it.
#[derive(Debug)]
pub struct Catalogue {
    pub(crate) file: PathBuf,
    /// Declared before the writer, so that its connections are closed first: the last connection that is
    /// closed moves the write-ahead log into the file, which a connection for reading cannot do.
    pub(crate) reader: CatalogueReader,
    pub(crate) writer: Arc<Mutex<Connection>>,
    pub(crate) site_id: String,
    pub(crate) custom: Vec<CustomSelection>,
    /// Deferred until the first [`Self::publish_due`]: the initial scan finds articles in the order of their
    /// paths, and they are archived in the order of their dates.
    pub(crate) positions: ArchivePositions,
    /// The initial bulk load while it is in progress.
    pub(crate) load: Option<BulkLoad>,
    /// Whether the bulk load left indexes to be built.
    pub(crate) has_deferred_indexes: bool,
    /// Runs checkpoints. `None` for a catalogue in memory.
    pub(crate) checkpointer: Option<WalCheckpointer>,
    /// Writes the daily backup. `None` for a catalogue in memory.
    pub(crate) daily_export: Option<DailyExport>,
    /// The lock file. The operating system releases the lock when the process ends in any way. `None` for a
    /// catalogue in memory.
    lock: Option<File>,
    /// The files that the writer has open.
    open_files: disk::OpenFiles,
}

/// The articles that a batch moves to other paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleMoves {
    /// The old and the new path of each.
    pub moved: Vec<(ContentPath, ContentPath)>,
    /// The paths that are in doubt: the file of an article is at the path of another one, whose own text is nowhere in
    /// the batch. The batch may be the first half of an exchange of two names. Or the files were exchanged while they
    /// were read, so that both seem to have the same text.
    pub doubtful: BTreeSet<ContentPath>,
}

impl Catalogue {
    /// Opens or creates the file, and locks it against a second process.
    ///
    /// # Errors
    /// The folder cannot be created or written to, another process has the lock, or the file is damaged, not
    /// a catalogue, or of a newer version.
    pub fn open(file: &Path, settings: &CatalogueSettings) -> Result<Self, CatalogueError> {
        let lock = disk::lock(file)?;
        Self::new(file, connections::open_writer(file)?, settings, Some(lock))
    }

    /// Opens a temporary catalogue for `tidings check`, which starts as a copy of the file if there is one, and
    /// vanishes with the value. What does not fit into SQLite's cache is in an unnamed file in the directory for
    /// temporary files. It takes no lock and writes nothing beside the file, also while a server uses it.
    ///
    /// # Errors
    /// The file exists but cannot be read, or is of a newer version.
    pub fn in_memory(copy_of: Option<&Path>, settings: &CatalogueSettings) -> Result<Self, CatalogueError> {
        let connection = connections::open_temporary(copy_of)?;
        Self::new(copy_of.unwrap_or(Path::new("memory")), connection, settings, None)
    }

    pub(crate) fn new(
        file: &Path,
        mut connection: Connection,
        settings: &CatalogueSettings,
        lock: Option<File>,
    ) -> Result<Self, CatalogueError> {
        let site_id = adopt_settings(&mut connection, settings)
            .map_err(|error| CatalogueError::from_sql(error, file, "read the catalogue's settings"))?;
        let writer = Arc::new(Mutex::new(connection));
        let reader = match lock {
            Some(_) => CatalogueReader::for_file(file, &writer),
            None => CatalogueReader::for_memory(&writer, file),
        };
        Ok(Self {
            file: file.to_path_buf(),
            reader,
            writer,
            site_id,
            custom: settings.custom.clone(),
            positions: ArchivePositions::Defer,
            load: None,
            has_deferred_indexes: false,
            checkpointer: lock.is_some().then(|| WalCheckpointer::start(file)),
            daily_export: lock.is_some().then(|| DailyExport::new(file)),
            lock,
            open_files: disk::OpenFiles::find(file),
        })
    }

    /// The stamps of all known files, or of those within `below` (a directory, or one file), for a scan to
    /// compare. [`FileStamp::STALE`] for a file that must be read again in any case.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known_files(
        &self,
        below: Option<&ContentPath>,
    ) -> Result<HashMap<ContentPath, FileStamp>, CatalogueError> {
        self.with_writer("list the known files", |connection| file_rows::stamps(connection, below))
    }

    /// The site's id, from which article ids are minted: the [`CatalogueSettings::site_id`] of the first
    /// start.
    pub fn site_id(&self) -> &str {
        &self.site_id
    }

    /// Applies a batch atomically, and returns the changes that subscribers see. Drafts, unchanged files and
    /// rejected files cause no change.
    ///
    /// # Errors
    /// The file cannot be written. Nothing of the batch is stored then.
    pub fn apply(
        &mut self,
        batch: Vec<Observation>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Change>, CatalogueError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let changes = self.with_writer("store articles", |connection| {
            transaction::apply(connection, self.apply_context(), batch, now, None)
        })?;
        Ok(changes.unwrap_or_default())
    }

    /// Applies a batch if `allow` returns true. `allow` is called with the effects of the batch on all feeds,
    /// whose windows have the lengths in `windows`. `None`: it returned false, and nothing was stored.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        now: DateTime<Utc>,
        windows: &PerFeed,
        allow: &mut dyn FnMut(&BatchEffects) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError> {
        if batch.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let gate = Some(Gate { windows, allow });
        self.with_writer("store articles", |connection| {
            transaction::apply(connection, self.apply_context(), batch, now, gate)
        })
    }

    pub(crate) fn apply_context(&self) -> ApplyContext<'_> {
        ApplyContext { site_id: &self.site_id, custom: &self.custom, positions: self.positions }
    }

    /// The next moment at which an article is due for [`Self::publish_due`]; in the past if that moment was
    /// missed.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>, CatalogueError> {
        self.with_writer("look for due articles", |connection| article_rows::next_due(connection))
    }

    /// The paths of the articles that refer to this file of the content folder, drafts included.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn articles_referencing(&self, file: &ContentPath) -> Result<Vec<ContentPath>, CatalogueError> {
        self.with_writer("look for references", |connection| {
            file_rows::articles_referencing(connection, file)
        })
    }

    /// The paths of up to 16 articles with the content of a document, oldest first, or else those of which it is plainly
    /// an edited version: it may be the first half of a move. Empty if the path of the document belongs to an article
    /// already, since the file stays that article.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn paths_with_content(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError> {
        self.with_writer("look for the same content", |connection| {
            if ledger::at_path(connection, &article.path)?.is_some() {
                return Ok(Vec::new());
            }
            let same = ledger::live_with(connection, &article.content_hash, MAX_RELATIVES)?;
            if same.is_empty() { Version::new(article).live_versions(connection, None) } else { Ok(same) }
        })
    }

    /// The path of an article's file, or its last path if the file was deleted. `None`: no article has this id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn path_of(&self, id: &ArticleId) -> Result<Option<ContentPath>, CatalogueError> {
        self.with_writer("look for the file of an article", |connection| {
            Ok(ledger::with_id(connection, id)?.map(|entry| entry.path))
        })
    }

    /// The paths of up to some dozens of known articles that a document may be, other than the one at its own path:
    /// those with its id or its content, and, if it is at the path of none, those of which it is plainly an edited
    /// version. Empty if the article at the document's path has its content: then nothing moved.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn relatives(&self, article: &Article) -> Result<Vec<ContentPath>, CatalogueError> {
        self.with_writer("look for related articles", |connection| {
            let own = ledger::at_path(connection, &article.path)?;
            if own.as_ref().is_some_and(|own| own.content_hash == article.content_hash) {
                return Ok(Vec::new());
            }
            let given = given_id(article, &self.site_id);
            Version::new(article).live_relatives(connection, given.as_ref(), own.as_ref())
        })
    }

    /// The articles that a batch moves, as far as known now.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn moves(&self, batch: &[Observation], now: DateTime<Utc>) -> Result<ArticleMoves, CatalogueError> {
        let mut sightings = Sightings::default();
        batch.iter().for_each(|observation| sightings.add(observation, &self.site_id));
        self.with_writer("look for exchanged files", |connection| match sightings.look_up(connection)? {
            Some(located) => {
                let relocation = relocation(connection, &located, now)?;
                let repeated = repeated(connection, &located, &relocation)?;
                let Relocation { moved, removed: _, mut doubtful } = relocation;
                doubtful.extend(repeated);
                let moved = moved.into_iter().map(|moved| (moved.from, moved.to)).collect();
                Ok(ArticleMoves { moved, doubtful })
            }
            None => Ok(ArticleMoves::default()),
        })
    }

    /// The reports on the files after the path `after` (from the first one: `None`), by path: as many as have
    /// `bytes` bytes of text together, and at least one. Empty: there are no more.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn file_reports(
        &self,
        after: Option<&ContentPath>,
        bytes: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<FileReport>, CatalogueError> {
        self.with_writer("report on the files", |connection| {
            file_rows::reports(connection, &self.site_id, after, bytes, now)
        })
    }

    /// The report on one file. `None`: the file is unknown or was deleted.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn file_report(
        &self,
        path: &ContentPath,
        now: DateTime<Utc>,
    ) -> Result<Option<FileReport>, CatalogueError> {
        self.with_writer("report on a file", |connection| {
            file_rows::report_on(connection, &self.site_id, path, now)
        })
    }

    /// Writes the catalogue's files again if one of them was deleted while it was in use, as by `rsync --delete` or
    /// `git clean`, or replaced by another one: otherwise its content would be lost when the program ends.
    /// Does nothing if the folder above the state folder is missing, too. Returns whether it wrote the files.
    ///
    /// # Errors
    /// The state folder or the file cannot be written, or another process has the lock by now.
    pub fn restore_deleted_file(&mut self) -> Result<bool, CatalogueError> {
        let Some(lock) = &self.lock else { return Ok(false) };
        let above = disk::folder_of(&self.file).parent();
        let found = disk::OpenFiles::find(&self.file);
        if self.open_files.are_in_place(&found) {
            self.open_files.add_logs(&found);
            return Ok(false);
        }
        if !above.is_some_and(Path::is_dir) {
            return Ok(false);
        }
        let is_open_file = found.database == self.open_files.database;
        // The lock file may still exist, and the new lock is taken on it.
        let _ = lock.unlock();
        let restored = restore::restore_file(&locked(&self.writer), &self.file, is_open_file);
        let (connection, new_lock) = restored.inspect_err(|_| drop(lock.try_lock()))?;
        *locked(&self.writer) = connection;
        self.lock = Some(new_lock);
        self.open_files = disk::OpenFiles::find(&self.file);
        self.reader.reset();
        if let Some(daily_export) = &mut self.daily_export {
            daily_export.check_file_again();
        }
        Ok(true)
    }

    /// Lets the next [`Self::export_daily`] write the daily backup again if it was deleted.
    pub fn check_backup(&mut self) {
        if let Some(daily_export) = &mut self.daily_export {
            daily_export.check_file_if_deleted();
        }
    }

    /// A handle for reading beside the writer.
    pub fn reader(&self) -> CatalogueReader {
        self.reader.clone()
    }

    /// Requests a checkpoint of the write-ahead log if the log is long. Call it after a change is served: the
    /// checkpoint runs on another thread.
    pub fn request_checkpoint(&mut self) {
        self.checkpointer.iter_mut().for_each(WalCheckpointer::request_if_long);
    }

    /// Prepares a check of the file for damage, to be run on another thread. `None` for a catalogue in memory.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn integrity_check(&self) -> Result<Option<IntegrityCheck>, CatalogueError> {
        self.lock.is_some().then(|| IntegrityCheck::open(&self.file)).transpose()
    }

    pub(crate) fn with_writer<T>(
        &self,
        doing: &'static str,
        act: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, CatalogueError> {
        act(&mut locked(&self.writer)).map_err(|error| CatalogueError::from_sql(error, &self.file, doing))
    }
}

impl Drop for Catalogue {
    /// Moves the write-ahead log into the file, even if a reader outlives the writer, so that the file alone
    /// is the whole catalogue after the program ended. If that fails, the next start does it.
    fn drop(&mut self) {
        if let Err(error) = locked(&self.writer).execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::debug!("the last checkpoint of {} failed: {error}", self.file.display());
        }
    }
}
