//! The bulk load of all files into an empty catalogue. No lookups are needed, and everything that can be
//! computed without the tables is computed on the thread that parsed the file (`preparation`).
//!
//! A batch only appends rows. Rows that would go to random pages in every batch are collected in memory
//! instead (24 bytes for each listing of an article). They are written at the end in the order of their keys,
//! with the counts, names and archive positions of all selections. Indexes that no feed needs are built after
//! that, when the feeds are served.
//!
//! An interrupted load loses nothing: the next start deletes its rows and begins again. Ids are minted from
//! paths, so they are the same.

use super::preparation::{PreparedArticle, PreparedEntry, PreparedKind};
use super::{deferred_indexes, initial_scan};
use crate::file_rows::{self, FileOutcome};
use crate::identity::{former_addresses, ledger, slugs};
use crate::membership::listing;
use crate::observation::Observation;
use crate::storage::article_rows;
use crate::storage::sql::{ArticleRow, prepare};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, Result, params};
use std::cmp::Reverse;
use std::collections::HashMap;
use tidings_model::Selection;

/// Files in a transaction. A commit costs about as much as ten articles, and uncommitted pages use memory.
const FILES_PER_COMMIT: usize = 2000;

/// A listing of an article, which is written at the end.
#[derive(Debug, Clone, Copy)]
struct PendingListing {
    selection: u32,
    name: u32,
    published: i64,
    /// The number of the article in this load, from 0.
    article: u32,
}

/// A bulk load in progress.
#[derive(Debug)]
pub(crate) struct BulkLoad {
    now: DateTime<Utc>,
    in_transaction: usize,
    /// Number of public articles. To count them at the end, SQLite would read every body.
    published: i64,
    /// Row and id of each article, by its number in this load.
    articles: Vec<(ArticleRow, Box<str>)>,
    listings: Vec<PendingListing>,
    selections: HashMap<Selection, u32>,
    /// Names of terms as articles write them, each one once for each selection.
    names: HashMap<(u32, String), u32>,
}

impl BulkLoad {
    /// Begins a load into an empty catalogue.
    pub(crate) fn begin(connection: &Connection, now: DateTime<Utc>) -> Result<Self> {
        // Foreign keys are off because an article and its references are written together. SQLite cannot
        // switch them within a transaction.
        connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        initial_scan::mark_begun(connection)?;
        deferred_indexes::drop_all(connection)?;
        connection.execute_batch("COMMIT")?;
        Ok(Self {
            now,
            in_transaction: 0,
            published: 0,
            articles: Vec::new(),
            listings: Vec::new(),
            selections: HashMap::new(),
            names: HashMap::new(),
        })
    }

    /// Stores files. Readers see them after a commit, which follows every 2,000 files.
    pub(crate) fn store_batch(
        &mut self,
        connection: &Connection,
        site_id: &str,
        batch: Vec<PreparedEntry>,
    ) -> Result<()> {
        for PreparedEntry(kind) in batch {
            if self.in_transaction == 0 {
                connection.execute_batch("BEGIN IMMEDIATE")?;
            }
            self.in_transaction += 1;
            match kind {
                PreparedKind::Article(article) => self.store_article(connection, site_id, *article)?,
                PreparedKind::Other(observation) => store_other(connection, observation)?,
            }
            if self.in_transaction >= FILES_PER_COMMIT {
                self.commit(connection)?;
            }
        }
        Ok(())
    }

    fn commit(&mut self, connection: &Connection) -> Result<()> {
        if std::mem::take(&mut self.in_transaction) > 0 {
            connection.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    fn store_article(
        &mut self,
        connection: &Connection,
        site_id: &str,
        mut prepared: PreparedArticle,
    ) -> Result<()> {
        let row = match ledger::insert(connection, &prepared.ledger_update()) {
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::ConstraintViolation => {
                prepared.resolve_conflict(connection, site_id)?;
                ledger::insert(connection, &prepared.ledger_update())?
            }
            inserted => inserted?,
        };
        if prepared.is_public {
            slugs::record_folded(connection, row, &prepared.slug)?;
        }
        let PreparedArticle { article, stamp, head, view_hash, .. } = &prepared;
        file_rows::replace(connection, &article.path, *stamp, FileOutcome::Parsed, &[], Some(row))?;
        if !article.aliases.is_empty() {
            former_addresses::replace_aliases(connection, row, &article.aliases)?;
        }
        article_rows::insert_prepared(connection, row, article, head, view_hash, &prepared.publication())?;
        self.published += i64::from(prepared.is_public);
        self.list(row, &prepared);
        Ok(())
    }

    fn list(&mut self, row: ArticleRow, prepared: &PreparedArticle) {
        let article = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        self.articles.push((row, prepared.id.as_str().into()));
        let published = prepared.published.timestamp();
        for (selection, name) in &prepared.selections {
            let next = u32::try_from(self.selections.len()).unwrap_or(u32::MAX);
            let selection = *self.selections.entry(selection.clone()).or_insert(next);
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let name = *self.names.entry((selection, name.clone())).or_insert(next);
            self.listings.push(PendingListing { selection, name, published, article });
        }
    }

    /// Writes the collected listings. After this, all feeds are complete.
    pub(crate) fn finish(mut self, connection: &Connection) -> Result<()> {
        self.commit(connection)?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let (articles, mut listings) = (&self.articles, std::mem::take(&mut self.listings));
        let id = |listed: &PendingListing| articles.get(listed.article as usize).map_or("", |(_, id)| id);
        listings.sort_unstable_by(|a, b| {
            let key = |listed: &PendingListing| (listed.selection, Reverse(listed.published));
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b)))
        });
        let mut names: Vec<&str> = vec![""; self.names.len()];
        for ((_, name), at) in &self.names {
            names[*at as usize] = name;
        }
        let mut selections: Vec<(&Selection, u32)> = self.selections.iter().map(|(s, at)| (s, *at)).collect();
        selections.sort_unstable_by_key(|(_, at)| *at);
        let mut groups = listings.chunk_by(|a, b| a.selection == b.selection);
        for (selection, at) in selections {
            let group = groups.next().unwrap_or_default();
            let newest = group.first().map_or("", |listed| names[listed.name as usize]);
            listing::create_loaded(connection, i64::from(at) + 1, selection, newest, group.len(), self.now)?;
            self.write(connection, group, &names)?;
        }
        connection
            .execute("UPDATE meta SET sequence = sequence + ?1, first_reading = 2", [self.published])?;
        connection.execute_batch("COMMIT; PRAGMA foreign_keys = ON; PRAGMA shrink_memory")
    }

    /// Writes the listings of one selection, newest first.
    fn write(&self, connection: &Connection, group: &[PendingListing], names: &[&str]) -> Result<()> {
        let mut insert = prepare(connection, listing::INSERT)?;
        // Positions count from the oldest article. Articles with equal dates are sorted by id, as in the
        // feed.
        let mut newer = 0;
        for equals in group.chunk_by(|a, b| a.published == b.published) {
            let older = group.len() - newer - equals.len();
            for (at, listed) in equals.iter().enumerate() {
                let Some((row, id)) = self.articles.get(listed.article as usize) else { continue };
                let position = i64::try_from(older + at + 1).unwrap_or(i64::MAX);
                let selection = i64::from(listed.selection) + 1;
                let name = names[listed.name as usize];
                insert.execute(params![selection, listed.published, &**id, row, name, position])?;
            }
            newer += equals.len();
        }
        Ok(())
    }
}

/// Stores a file that is not an article.
fn store_other(connection: &Connection, observation: Observation) -> Result<()> {
    match observation {
        Observation::Ignored { path, stamp, reason } | Observation::NoContent { path, stamp, reason } => {
            file_rows::replace_ignored(connection, &path, stamp, &reason)
        }
        Observation::Rejected { path, stamp, problems, metadata } => {
            file_rows::replace(connection, &path, stamp, FileOutcome::Rejected, &problems, None)?;
            file_rows::set_metadata(connection, &path, &metadata)
        }
        // The file disappeared during the scan, and the catalogue has no row for it.
        Observation::Gone { .. } | Observation::Renamed { .. } | Observation::Parsed { .. } => Ok(()),
    }
}
