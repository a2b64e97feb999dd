//! The read side: connections of its own, beside the writer, which see committed states only.

use super::sql::{moment, path, prepare};
use super::stored::{self, entry_columns};
use super::{
    AddressLookup, AddressMatches, CatalogueError, EntryKey, TermUse, Window, address, listing, schema,
    tombstone,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tidings_model::{ContentPath, Entry, Selection, Term};

/// How many connections wait for the next request; more than the server's threads are never in use at once.
const IDLE: usize = 8;

/// How many articles are asked where a file lies that all of them refer to: a site's logo is in every one, and
/// they all say the same.
const ASKED: u32 = 100;

/// Reads beside the writer, from any thread; connections are its own business.
#[derive(Debug, Clone)]
pub struct CatalogueReader {
    file: Arc<PathBuf>,
    source: Arc<Source>,
}

#[derive(Debug)]
enum Source {
    /// Connections to the file that nobody uses just now.
    File {
        idle: Mutex<Idle>,
        /// Has the file open still when it can be opened no more, since it was deleted.
        writer: Arc<Mutex<Connection>>,
    },
    /// Memory has one connection, the writer's.
    Memory(Arc<Mutex<Connection>>),
}

#[derive(Debug, Default)]
struct Idle {
    connections: Vec<Connection>,
    /// How many files there have been: a connection to an earlier one is not used again.
    generation: u64,
}

impl CatalogueReader {
    /// Reads from the file, which exists.
    pub(super) fn of_file(file: &Path, writer: &Arc<Mutex<Connection>>) -> Self {
        let source = Source::File { idle: Mutex::default(), writer: writer.clone() };
        Self { file: Arc::new(file.to_path_buf()), source: Arc::new(source) }
    }

    /// Reads through the writer's connection; `file` is what errors name.
    pub(super) fn of_memory(writer: &Arc<Mutex<Connection>>, file: &Path) -> Self {
        Self { file: Arc::new(file.to_path_buf()), source: Arc::new(Source::Memory(writer.clone())) }
    }

    /// The newest `limit` public articles of a selection; `None` for a term that no article ever had.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn window(&self, selection: &Selection, limit: usize) -> Result<Option<Window>, CatalogueError> {
        self.window_of(selection, limit, |_| None, |_, entry| entry)
    }

    /// The same for whoever makes something of each entry and keeps it: an entry whose key is `known` is not read, and of
    /// each other one it is given what `make` says.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn window_of<T>(
        &self,
        selection: &Selection,
        limit: usize,
        known: impl Fn(&EntryKey) -> Option<T>,
        make: impl Fn(EntryKey, Entry) -> T,
    ) -> Result<Option<Window<T>>, CatalogueError> {
        let seen = |row: &Row<'_>| {
            let key = EntryKey::of(row.get_ref(6)?.as_blob()?, row.get_ref(0)?.as_str()?);
            match known(&key) {
                Some(known) => Ok(known),
                None => Ok(make(key, stored::entry(row, 0)?)),
            }
        };
        self.read("read a window", |connection| window(connection, selection, limit, &seen))
    }

    /// One page of a selection's archive, from 1, the oldest; its entries newest first. `None`: it has no such page.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn archive(&self, selection: &Selection, page: u64) -> Result<Option<Window>, CatalogueError> {
        self.read("read an archive", |connection| archive(connection, selection, page))
    }

    /// Every term that public articles have, by kind and slug; no folder or language that all of them have.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn terms(&self) -> Result<Vec<TermUse>, CatalogueError> {
        self.read("read the terms", terms)
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
        self.read("read an article", |connection| {
            prepare(connection, sql)?.query_row([slug], |row| stored::entry(row, 0)).optional()
        })
    }

    /// What the slug leads to, if no public article has it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn look_up_slug(&self, slug: &str, now: DateTime<Utc>) -> Result<AddressLookup, CatalogueError> {
        self.read("look for a former address", |connection| address::of_slug(connection, slug, now))
    }

    /// What the path leads to that articles may name as their former address: decoded, without a slash at either end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn look_up_path(&self, path: &str) -> Result<AddressLookup, CatalogueError> {
        self.read("look for a former address", |connection| address::of_path(connection, path))
    }

    /// The slug of the public article that was read from this file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn slug_of(&self, path: &ContentPath) -> Result<Option<String>, CatalogueError> {
        Ok(self.find_address(&[], std::slice::from_ref(path))?.file.map(|(_, slug)| slug))
    }

    /// Looks up an address that belongs to no page, in one query: which public article names one of `aliases` as its
    /// former address, and from which of `files` a public article was read. Of several matches the first counts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn find_address(
        &self,
        aliases: &[&str],
        files: &[ContentPath],
    ) -> Result<AddressMatches, CatalogueError> {
        // CROSS JOIN makes SQLite search the tables by index once for each element of the arrays.
        let sql = "SELECT * FROM (
                       SELECT 0, j.key, l.slug FROM json_each(?1) j CROSS JOIN alias x ON x.path = j.value
                       CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
                       WHERE a.visible AND l.slug IS NOT NULL ORDER BY j.key, x.article LIMIT 1)
                   UNION ALL SELECT * FROM (
                       SELECT 1, j.key, l.slug FROM json_each(?2) j
                       CROSS JOIN ledger l ON l.path = j.value AND l.deleted_at IS NULL
                       CROSS JOIN article a ON a.article = l.article
                       WHERE a.visible AND l.slug IS NOT NULL ORDER BY j.key LIMIT 1)";
        let aliases: Vec<&str> = aliases.iter().filter_map(|alias| address::bare(alias)).collect();
        let files: Vec<&str> = files.iter().map(ContentPath::as_str).collect();
        self.read("look for an address", |connection| {
            let mut query = prepare(connection, sql)?;
            let mut rows = query.query([json_array(&aliases), json_array(&files)])?;
            let mut found = AddressMatches::default();
            while let Some(row) = rows.next()? {
                let slug: String = row.get(2)?;
                match row.get::<_, i64>(0)? {
                    0 => found.alias = Some(slug),
                    _ => {
                        found.file = Some((usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default(), slug))
                    }
                }
            }
            Ok(found)
        })
    }

    /// Where the file may lie that public articles refer to by this path of an address (decoded, no leading
    /// slash), in the order to try; empty if none does.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn referred(&self, url_path: &str) -> Result<Vec<ContentPath>, CatalogueError> {
        let sql = "SELECT r.candidate FROM reference r JOIN article a ON a.article = r.article
                   WHERE r.url_path = ?1 AND a.visible ORDER BY r.article, r.rank LIMIT ?2";
        self.read("look for a file", |connection| {
            let mut candidates: Vec<ContentPath> = Vec::new();
            let mut query = prepare(connection, sql)?;
            for candidate in query.query_map(params![url_path, ASKED], |row| path(row, 0))? {
                let candidate = candidate?;
                if !candidates.contains(&candidate) {
                    candidates.push(candidate);
                }
            }
            Ok(candidates)
        })
    }

    /// Another file is in place of the one that was read so far.
    pub(super) fn begin_anew(&self) {
        if let Source::File { idle, .. } = &*self.source {
            let mut idle = locked(idle);
            idle.generation += 1;
            idle.connections.clear();
        }
    }

    /// Runs queries that all see one state.
    fn read<T>(
        &self,
        doing: &'static str,
        query: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T, CatalogueError> {
        let answer = match &*self.source {
            Source::Memory(writer) => query(&locked(writer)),
            Source::File { idle, writer } => self.with_connection(idle, writer, query),
        };
        answer.map_err(|error| CatalogueError::from_sql(error, &self.file, doing))
    }

    /// A connection that failed is not used again.
    fn with_connection<T>(
        &self,
        idle: &Mutex<Idle>,
        writer: &Mutex<Connection>,
        query: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        let (waiting, generation) = {
            let mut idle = locked(idle);
            (idle.connections.pop(), idle.generation)
        };
        let connection = match waiting {
            Some(connection) => connection,
            None => match schema::open_reader(&self.file) {
                Ok(connection) => connection,
                Err(_) => return query(&locked(writer)),
            },
        };
        let snapshot = connection.unchecked_transaction()?;
        let answer = query(&snapshot)?;
        snapshot.finish()?;
        let mut idle = locked(idle);
        if idle.connections.len() < IDLE && idle.generation == generation {
            idle.connections.push(connection);
        }
        Ok(answer)
    }
}

fn json_array(values: &[&str]) -> String {
    serde_json::Value::from(values).to_string()
}

/// A panic elsewhere leaves the connection whole: its transaction was rolled back when it was dropped.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn window<T>(
    connection: &Connection,
    selection: &Selection,
    limit: usize,
    seen: &dyn Fn(&Row<'_>) -> Result<T>,
) -> Result<Option<Window<T>>> {
    let Some((key, window)) = without_entries(connection, selection)? else {
        return Ok((*selection == Selection::Site).then(|| Window::empty(Selection::Site)));
    };
    // CROSS JOIN keeps SQLite to this order of tables, in which it reads `limit` rows and no more.
    let sql = concat!(
        "SELECT ",
        entry_columns!(),
        ", a.appearance, x.published
         FROM listing x CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
         WHERE x.selection = ?1 ORDER BY x.published DESC, x.id LIMIT ?2"
    );
    let limit_of_rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut oldest = None;
    let entries = prepare(connection, sql)?
        .query_map(params![key, limit_of_rows], |row| {
            oldest = Some(moment(row.get(7)?));
            seen(row)
        })?
        .collect::<Result<Vec<T>>>()?;
    let gone = tombstone::within(connection, key, oldest.filter(|_| entries.len() >= limit))?;
    Ok(Some(Window { entries, gone, ..window }))
}

/// What is known of the selection itself, and its number.
fn without_entries<T>(connection: &Connection, selection: &Selection) -> Result<Option<(i64, Window<T>)>> {
    let sql = "SELECT selection, name, changed, articles, places FROM selection WHERE key = ?1";
    let found = prepare(connection, sql)?.query_row([selection.directory()], |row| {
        let window = Window {
            name: row.get(1)?,
            changed: Some(moment(row.get(2)?)),
            articles: row.get::<_, i64>(3)?.cast_unsigned(),
            pages: row.get::<_, i64>(4)?.cast_unsigned().div_ceil(listing::PAGE.cast_unsigned()),
            ..Window::empty(selection.clone())
        };
        Ok((row.get(0)?, window))
    });
    found.optional()
}

fn archive(connection: &Connection, selection: &Selection, page: u64) -> Result<Option<Window>> {
    let Some((key, window)) = without_entries(connection, selection)? else { return Ok(None) };
    let Some(before) = page.checked_sub(1).filter(|_| page <= window.pages) else { return Ok(None) };
    let first = before.cast_signed() * listing::PAGE;
    let sql = concat!(
        "SELECT ",
        entry_columns!(),
        " FROM listing x CROSS JOIN ledger l ON l.article = x.article CROSS JOIN article a ON a.article = x.article
         WHERE x.selection = ?1 AND x.place IS NOT NULL AND x.place > ?2 AND x.place <= ?3"
    );
    let mut entries = prepare(connection, sql)?
        .query_map([key, first, first + listing::PAGE], |row| stored::entry(row, 0))?
        .collect::<Result<Vec<Entry>>>()?;
    entries.sort_by(|a, b| (b.published, &a.id).cmp(&(a.published, &b.id)));
    Ok(Some(Window { entries, ..window }))
}

fn terms(connection: &Connection) -> Result<Vec<TermUse>> {
    let mut terms: Vec<TermUse> = Vec::new();
    let mut query = prepare(
        connection,
        "SELECT kind, slug, name, articles, (SELECT articles FROM selection WHERE key = '') FROM selection
         WHERE kind IS NOT NULL AND articles > 0",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Selection::Term { kind, slug } = listing::selection(row, 0)? {
            let articles = row.get::<_, i64>(3)?.cast_unsigned();
            // A folder that all articles are in is the site by another name.
            if !kind.covers_every_article() || articles < row.get::<_, i64>(4)?.cast_unsigned() {
                terms.push(TermUse { kind, term: Term { name: row.get(2)?, slug }, articles });
            }
        }
    }
    terms.sort_by(|a, b| (a.kind, &a.term.slug).cmp(&(b.kind, &b.term.slug)));
    Ok(terms)
}
