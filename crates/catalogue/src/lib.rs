//! The memory: every article, its identity, and which feeds it is in, in one SQLite file.
//!
//! The only module that knows SQL. It does not know where an observation came from (a watcher, a scan, another
//! machine), nor what a feed's format is. Time is passed in.
//!
//! ```text
//! Observation ──▶ batch ──▶ ledger ──▶ stored ──▶ listing ──▶ Change
//!                 in order   who it is  what it    which       what subscribers
//!                                       says       feeds       notice (apply)
//! ```

mod sql;
mod error;
mod record;
mod lookup;
mod schema;
mod observation;
mod batch;
mod ledger;
mod stored;
mod listing;
mod change;
mod tombstone;
mod address;
mod files;
mod effect;
mod slug;
mod new;
mod apply;
mod intake;
mod prepared;
mod first;
mod log;
mod begin;
mod exchange;
mod pages;
mod salvage;
mod backup;
mod reader;
#[cfg(test)]
mod tests;

pub use change::{Change, ChangeKind};
pub use effect::{FeedEffect, PerFeed};
pub use error::CatalogueError;
pub use first::InitialScan;
pub use intake::ImportReport;
pub use lookup::{AddressLookup, AddressMatches, EntryKey};
pub use observation::Observation;
pub use prepared::{EntryPreparer, PreparedEntry};
pub use reader::CatalogueReader;
pub use salvage::RecoveryReport;
use tidings_model::{TermUse, Tombstone, Window};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tidings_model::{ContentPath, Entry, FeedRule, FileStamp, PartialMetadata, Problem, Selection, Status};

/// One row of `tidings check`.
#[derive(Debug, Clone, PartialEq)]
pub struct FileReport {
    /// Where.
    pub path: ContentPath,
    /// What became of it.
    pub status: Status,
    /// The article: also the last good version of a rejected file.
    pub entry: Option<Entry>,
    /// What a rejected file says of itself.
    pub said: Option<PartialMetadata>,
    /// Everything found, in the order of lines; for an ignored file one note that says why.
    pub problems: Vec<Problem>,
}

/// What the catalogue must know of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueSettings {
    /// What ids are minted from. The first one is kept for good; a later one is not used.
    pub site_id: String,
    /// Hash of whatever else decides what a file becomes (settings, the parser's version): if it moved, every
    /// stamp is forgotten, so that a scan reads all files again.
    pub reading: String,
    /// The selections that the publisher defines; if they moved, every article is listed anew.
    pub custom: Vec<CustomSelection>,
}

/// A selection that the publisher defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomSelection {
    /// Where its feeds are: [`Selection::Custom`].
    pub path: String,
    /// What it is called.
    pub name: String,
    /// What it takes.
    pub rule: FeedRule,
}

impl CustomSelection {
    /// As articles are listed in it.
    pub fn selection(&self) -> Selection {
        Selection::Custom { path: self.path.clone() }
    }
}

/// The articles and their identities. One process writes; any number of [`CatalogueReader`]s read beside it.
#[derive(Debug)]
pub struct Catalogue {
    file: PathBuf,
    /// Stands before the writer, so that its connections are closed first: the last one to go empties SQLite's
    /// log into the file, which one that only reads cannot do.
    reader: CatalogueReader,
    writer: Arc<Mutex<Connection>>,
    site_id: String,
    custom: Vec<CustomSelection>,
    /// Whether what is listed gets its place in the archives at once. Not before the first [`Self::turn`]: what a start finds
    /// comes in the order of paths, and is to be archived in the order of dates.
    placing: bool,
    /// The first reading of the folder, while it is under way.
    load: Option<first::Load>,
    /// Whether the first reading has left indexes to be built.
    owes_indexes: bool,
    /// Keeps SQLite's log short. None for a catalogue in memory.
    log: Option<log::LogKeeper>,
    /// The operating system lets go of it when the process ends, however it ends. None for a catalogue in memory.
    lock: Option<File>,
    /// Which file the writer has open.
    identity: Option<(u64, u64)>,
}

impl Catalogue {
    /// Opens or creates the file; takes the lock that keeps a second process out.
    ///
    /// # Errors
    /// The folder cannot be made or written to, another process has the lock, or the file is damaged, not a
    /// catalogue, or of a newer version.
    pub fn open(file: &Path, settings: &CatalogueSettings) -> Result<Self, CatalogueError> {
        let (connection, lock) = schema::open(file)?;
        Self::adopt(file, connection, settings, Some(lock))
    }

    /// A catalogue in memory, beginning as a copy of the file where there is one. For `tidings check`. Neither
    /// takes the lock nor writes beside the file, also while a server runs on it.
    ///
    /// # Errors
    /// The file is there but cannot be read, or is of a newer version.
    pub fn in_memory(copy_of: Option<&Path>, settings: &CatalogueSettings) -> Result<Self, CatalogueError> {
        let connection = schema::in_memory(copy_of)?;
        Self::adopt(copy_of.unwrap_or(Path::new("memory")), connection, settings, None)
    }

    fn adopt(
        file: &Path,
        mut connection: Connection,
        settings: &CatalogueSettings,
        lock: Option<File>,
    ) -> Result<Self, CatalogueError> {
        let site_id = schema::adopt(&mut connection, settings)
            .map_err(|error| CatalogueError::from_sql(error, file, "read the catalogue's settings"))?;
        let writer = Arc::new(Mutex::new(connection));
        let reader = match lock {
            Some(_) => CatalogueReader::of_file(file, &writer),
            None => CatalogueReader::of_memory(&writer, file),
        };
        let log = lock.is_some().then(|| log::LogKeeper::start(file));
        let (identity, custom) = (schema::identity(file), settings.custom.clone());
        let file = file.to_path_buf();
        Ok(Self {
            file,
            reader,
            writer,
            site_id,
            custom,
            placing: false,
            load: None,
            owes_indexes: false,
            log,
            lock,
            identity,
        })
    }

    /// Every file known, or those within `below` (a directory, or one file), with its stamp, for a scan to compare;
    /// [`FileStamp::FORGOTTEN`] where the file must be read again whatever it looks like.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known_files(
        &self,
        below: Option<&ContentPath>,
    ) -> Result<HashMap<ContentPath, FileStamp>, CatalogueError> {
        self.with("list the known files", |connection| files::known(connection, below))
    }

    /// What ids are minted from: the first start's [`CatalogueSettings::site_id`].
    pub fn site_id(&self) -> &str {
        &self.site_id
    }

    /// Takes a batch in one transaction, whole or not at all. Answers with what subscribers notice: nothing for
    /// drafts, for files read again that say the same, for files that could not be read.
    ///
    /// # Errors
    /// The file cannot be written; nothing of the batch is taken then.
    pub fn apply(
        &mut self,
        batch: Vec<Observation>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Change>, CatalogueError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let gate = None;
        let taken = self.with("store what was read", |connection| {
            apply::apply(connection, self.rules(), batch, now, gate)
        })?;
        Ok(taken.unwrap_or_default())
    }

    /// The same, if `allow` lets it pass when it hears what the batch would show to the subscribers of each feed, which
    /// has so many of the newest entries as `windows` says. `None`: it did not, and nothing is taken.
    ///
    /// # Errors
    /// As [`Self::apply`].
    pub fn apply_if(
        &mut self,
        batch: Vec<Observation>,
        now: DateTime<Utc>,
        windows: &PerFeed,
        allow: &mut dyn FnMut(&[FeedEffect]) -> bool,
    ) -> Result<Option<Vec<Change>>, CatalogueError> {
        if batch.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let gate = Some(apply::Gate { windows, allow });
        self.with("store what was read", |connection| {
            apply::apply(connection, self.rules(), batch, now, gate)
        })
    }

    fn rules(&self) -> apply::Rules<'_> {
        apply::Rules { site_id: &self.site_id, custom: &self.custom, placing: self.placing }
    }

    /// Publishes what is due and takes away what has expired at `now`. The first call also ends the start: what was listed
    /// so far gets its place in the archives, by its date.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn publish_due(&mut self, now: DateTime<Utc>) -> Result<Vec<Change>, CatalogueError> {
        self.placing = true;
        self.with("publish what is due", |connection| apply::publish_due(connection, self.rules(), now))
    }

    /// The next moment at which `turn` has something to do; in the past if that was missed.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next_due(&self) -> Result<Option<DateTime<Utc>>, CatalogueError> {
        self.with("look for what is due", |connection| stored::next_due(connection))
    }

    /// Paths of articles that refer to this file of the content folder, drafts included.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn referring(&self, file: &ContentPath) -> Result<Vec<ContentPath>, CatalogueError> {
        self.with("look for references", |connection| files::referring(connection, file))
    }

    /// Whether the article at this path has this content.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn has_content(&self, path: &ContentPath, content_hash: &str) -> Result<bool, CatalogueError> {
        self.with("compare what an article says", |connection| {
            let known = ledger::at_path(connection, path)?;
            Ok(known.is_some_and(|known| known.content_hash == content_hash))
        })
    }

    /// Where the articles lie that have this content, the oldest few of them; none if the path is an article's
    /// already, since that one it stays.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn paths_with_content(
        &self,
        path: &ContentPath,
        content_hash: &str,
    ) -> Result<Vec<ContentPath>, CatalogueError> {
        self.with("look for the same content", |connection| {
            ledger::paths_with_content(connection, path, content_hash)
        })
    }

    /// What became of every file, by path.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn files(&self, now: DateTime<Utc>) -> Result<Vec<FileReport>, CatalogueError> {
        self.with("report on the files", |connection| files::reports(connection, &self.site_id, now))
    }

    /// What became of one file; `None` if the catalogue was never told of it, or it is gone.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn file(&self, path: &ContentPath, now: DateTime<Utc>) -> Result<Option<FileReport>, CatalogueError> {
        self.with("report on a file", |connection| files::report_on(connection, &self.site_id, path, now))
    }

    /// Writes the file anew if somebody deleted it while it was in use, as `rsync --delete` and `git clean` do, or put
    /// another one in its place: what the program has open lives on only until it ends. Not if the folder above the
    /// state folder is gone as well. True if it was so.
    ///
    /// # Errors
    /// The state folder or the file cannot be written, or another process has the lock by now.
    pub fn restore_deleted_file(&mut self) -> Result<bool, CatalogueError> {
        let Some(lock) = &self.lock else { return Ok(false) };
        let above = schema::folder_of(&self.file).parent();
        let found = schema::identity(&self.file);
        if (found.is_some() && found == self.identity) || !above.is_some_and(Path::is_dir) {
            return Ok(false);
        }
        // Its file may be there still, where the new lock is to be.
        let _ = lock.unlock();
        let put_back = schema::put_back(&reader::locked(&self.writer), &self.file);
        let (connection, new_lock) = put_back.inspect_err(|_| drop(lock.try_lock()))?;
        *reader::locked(&self.writer) = connection;
        self.lock = Some(new_lock);
        self.identity = schema::identity(&self.file);
        self.reader.begin_anew();
        Ok(true)
    }

    /// A handle for reading beside the writer.
    pub fn reader(&self) -> CatalogueReader {
        self.reader.clone()
    }

    fn with<T>(
        &self,
        doing: &'static str,
        act: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, CatalogueError> {
        act(&mut reader::locked(&self.writer))
            .map_err(|error| CatalogueError::from_sql(error, &self.file, doing))
    }
}
