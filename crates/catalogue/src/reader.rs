//! The read side of the catalogue: connections beside the writer, which see committed states only.

use crate::error::CatalogueError;
use crate::identity::former_addresses;
use crate::lookups::{AddressLookup, AddressMatches, EntryKey};
use crate::membership::windows;
use crate::storage::article_rows::{self, entry_columns};
use crate::storage::connections::{self, locked};
use crate::storage::sql::{path, prepare};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tidings_model::{ContentPath, Entry, Selection, TermUse, Window, text};

/// Maximum number of idle connections that are kept. The server's threads never use more at the same time.
const MAX_IDLE: usize = 8;

/// Maximum number of references that are read for a file. Every article may refer to the site's logo, and all
/// of them with the same candidates.
const MAX_REFERENCES: u32 = 100;

/// Reads the catalogue from any thread, beside the writer. It opens and keeps its own connections.
#[derive(Debug, Clone)]
pub struct CatalogueReader {
    file: Arc<PathBuf>,
    source: Arc<Source>,
    /// Whether the log has a warning that no connection can be opened, since one was opened last.
    warned: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Source {
    /// Connections to the file.
    File {
        idle: Mutex<IdleConnections>,
        /// Used if the file cannot be opened because it was deleted: the writer still has it open.
        writer: Arc<Mutex<Connection>>,
    },
    /// A catalogue in memory has one connection, the writer's.
    Memory(Arc<Mutex<Connection>>),
}

#[derive(Debug, Default)]
struct IdleConnections {
    connections: Vec<Connection>,
    /// Increases when the file is replaced. A connection of an earlier generation is not used again.
    generation: u64,
}

impl CatalogueReader {
    /// A reader of the file, which exists.
    pub(crate) fn for_file(file: &Path, writer: &Arc<Mutex<Connection>>) -> Self {
        let source = Source::File { idle: Mutex::default(), writer: writer.clone() };
        Self { file: Arc::new(file.to_path_buf()), source: Arc::new(source), warned: Arc::default() }
    }

    /// A reader of a catalogue in memory, through the writer's connection. Errors name `file`.
    pub(crate) fn for_memory(writer: &Arc<Mutex<Connection>>, file: &Path) -> Self {
        let source = Arc::new(Source::Memory(writer.clone()));
        Self { file: Arc::new(file.to_path_buf()), source, warned: Arc::default() }
    }

    /// The newest `limit` public articles of a selection. `None`: no article ever had the term.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn window(&self, selection: &Selection, limit: usize) -> Result<Option<Window>, CatalogueError> {
        self.window_with(selection, limit, |_| None, |_, entry| entry)
    }

    /// Like [`Self::window`], for a caller that converts each entry and caches the result. `known` returns
    /// the cached value for a key, and `make` converts an entry that is not cached. The content of a cached
    /// entry is not read.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn window_with<T>(
        &self,
        selection: &Selection,
        limit: usize,
        known: impl Fn(&EntryKey) -> Option<T>,
        make: impl Fn(EntryKey, Entry) -> T,
    ) -> Result<Option<Window<T>>, CatalogueError> {
        let convert = |row: &Row<'_>| {
            let key = EntryKey::new(row.get_ref(7)?.as_blob()?, row.get_ref(0)?.as_str()?);
            match known(&key) {
                Some(known) => Ok(known),
                None => Ok(make(key, article_rows::entry(row, 0)?)),
            }
        };
        self.run_query("read a window", |connection| windows::window(connection, selection, limit, &convert))
    }

    /// A page of a selection's archive; page 1 is the oldest. Its entries are sorted newest first. `None`:
    /// there is no such page.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn archive(&self, selection: &Selection, page: u64) -> Result<Option<Window>, CatalogueError> {
        self.run_query("read an archive", |connection| windows::archive(connection, selection, page))
    }

    /// The terms of public articles, by kind and slug, without folders and languages that all of them share.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn terms(&self) -> Result<Vec<TermUse>, CatalogueError> {
        self.run_query("read the terms", windows::terms)
    }

    /// The public article with this slug.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn entry(&self, slug: &str) -> Result<Option<Entry>, CatalogueError> {
        let sql = concat!(
            "SELECT ",
            entry_columns!(),
            " FROM ledger l JOIN article a ON a.article = l.article WHERE l.slug = ?1 AND a.visible"
        );
        self.run_query("read an article", |connection| {
            prepare(connection, sql)?.query_row([slug], |row| article_rows::entry(row, 0)).optional()
        })
    }

    /// Looks up a slug that no public article has at present.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn look_up_slug(&self, slug: &str) -> Result<AddressLookup, CatalogueError> {
        self.run_query("look for a former address", |connection| {
            former_addresses::look_up_slug(connection, slug)
        })
    }

    /// The slug of the public article in this file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn slug_for_path(&self, path: &ContentPath) -> Result<Option<String>, CatalogueError> {
        Ok(self.find_address(&[], std::slice::from_ref(path))?.file.map(|(_, slug)| slug))
    }

    /// Looks up an address that belongs to no page, in one query: which public article names one of `aliases`
    /// as its former address, and which of `files` is the source of a public article. The first match of each
    /// counts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn find_address(
        &self,
        aliases: &[&str],
        files: &[ContentPath],
    ) -> Result<AddressMatches, CatalogueError> {
        // CROSS JOIN makes SQLite search the tables by index, once for each element of the arrays.
        let sql = "SELECT * FROM (
                       SELECT 0, j.key, l.slug FROM json_each(?1) j CROSS JOIN alias x ON x.path = j.value
                       CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
                       WHERE a.visible AND l.slug IS NOT NULL ORDER BY j.key, x.article LIMIT 1)
                   UNION ALL SELECT * FROM (
                       SELECT 1, j.key, l.slug FROM json_each(?2) j
                       CROSS JOIN ledger l ON l.path = j.value AND l.deleted_at IS NULL
                       CROSS JOIN article a ON a.article = l.article
                       WHERE a.visible AND l.slug IS NOT NULL ORDER BY j.key LIMIT 1)";
        let aliases: Vec<_> =
            aliases.iter().filter_map(|alias| former_addresses::normalized(alias)).map(text::nfc).collect();
        let aliases: Vec<&str> = aliases.iter().map(AsRef::as_ref).collect();
        let files: Vec<&str> = files.iter().map(ContentPath::as_str).collect();
        self.run_query("look for an address", |connection| {
            let mut query = prepare(connection, sql)?;
            let mut rows = query.query([json_array(&aliases), json_array(&files)])?;
            let mut found = AddressMatches::default();
            while let Some(row) = rows.next()? {
                let slug: String = row.get(2)?;
                match row.get::<_, i64>(0)? {
                    0 => found.alias = Some(slug),
                    _ => {
                        let index = usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
                        found.file = Some((index, slug));
                    }
                }
            }
            Ok(found)
        })
    }

    /// The possible paths of the file that public articles refer to by this URL path (decoded, no leading
    /// slash), in the order to try. Empty if no article refers to it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reference_candidates(&self, url_path: &str) -> Result<Vec<ContentPath>, CatalogueError> {
        let sql = "SELECT r.candidate FROM reference r JOIN article a ON a.article = r.article
                   WHERE r.url_path = ?1 AND a.visible ORDER BY r.article, r.rank LIMIT ?2";
        self.run_query("look for a file", |connection| {
            let mut candidates: Vec<ContentPath> = Vec::new();
            let mut query = prepare(connection, sql)?;
            for candidate in query.query_map(params![url_path, MAX_REFERENCES], |row| path(row, 0))? {
                let candidate = candidate?;
                if !candidates.contains(&candidate) {
                    candidates.push(candidate);
                }
            }
            Ok(candidates)
        })
    }

    /// Drops all connections, because the file was replaced by another one.
    pub(crate) fn reset(&self) {
        if let Source::File { idle, .. } = &*self.source {
            let mut idle = locked(idle);
            idle.generation += 1;
            idle.connections.clear();
        }
    }

    /// Runs queries that see the same committed state.
    fn run_query<T>(
        &self,
        doing: &'static str,
        query: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T, CatalogueError> {
        let result = match &*self.source {
            Source::Memory(writer) => query(&locked(writer)),
            Source::File { idle, writer } => self.with_connection(idle, writer, query),
        };
        result.map_err(|error| CatalogueError::from_sql(error, &self.file, doing))
    }

    /// Runs the query on an idle connection or a new one. A connection that failed is not used again.
    fn with_connection<T>(
        &self,
        idle: &Mutex<IdleConnections>,
        writer: &Mutex<Connection>,
        query: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let (pooled, generation) = {
            let mut idle = locked(idle);
            (idle.connections.pop(), idle.generation)
        };
        let connection = match pooled {
            Some(connection) => connection,
            None => match connections::open_reader(&self.file) {
                Ok(connection) => {
                    self.warned.store(false, Ordering::Relaxed);
                    connection
                }
                Err(error) => {
                    self.warn_of_fallback(&error);
                    return query(&locked(writer));
                }
            },
        };
        let snapshot = connection.unchecked_transaction()?;
        let result = query(&snapshot)?;
        snapshot.finish()?;
        let mut idle = locked(idle);
        if idle.connections.len() < MAX_IDLE && idle.generation == generation {
            idle.connections.push(connection);
        }
        Ok(result)
    }
}

impl CatalogueReader {
    /// Logs once that queries use the writer's connection and wait for it. The file of a catalogue that was deleted is
    /// no reason for a warning: the writer restores it and reports that itself.
    fn warn_of_fallback(&self, error: &rusqlite::Error) {
        if self.file.exists() && !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "cannot open another connection to {}: {error}; requests wait for the connection that writes. The \
                 limit of open files may be too low ('ulimit -n')",
                self.file.display()
            );
        }
    }
}

fn json_array(values: &[&str]) -> String {
    serde_json::Value::from(values).to_string()
}
